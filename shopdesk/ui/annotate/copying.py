"""Copying marks from one photo to another: what is held, and choosing where it goes by its picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from shopdesk.domain.marks import Mark
from shopdesk.ui.annotate.surfaces import Sheet
from shopdesk.ui.annotate.tile import SheetTile
from shopdesk.ui.common.kit import set_kind, text_label
from shopdesk.ui.common.texts import Texts

_TILE = QSize(124, 92)
_ABREAST = 4
_ARROWS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_ABREAST,
    Qt.Key.Key_Down: _ABREAST,
}


@dataclass(frozen=True, slots=True)
class Target:
    """Somewhere marks can be copied to: a photo's hash, its picture, its marks, and what it is called."""

    name: str
    sheet: Sheet
    marks: tuple[Mark, ...]
    words: str


class TargetChooser(QFrame):
    """The other photos as pictures; a press or Enter takes one, Esc none."""

    chosen = Signal(str)

    def __init__(self, texts: Texts, targets: Sequence[Target], count: int, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        set_kind(self, "popup")
        self.setObjectName("marks_targets")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        texts.bind(self.setAccessibleName, "annotate.copy.to", n=count)
        self._tiles: list[SheetTile] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 12, 14, 14)
        box.setSpacing(10)
        box.addWidget(text_label(texts, "annotate.copy.to", "section", n=count))
        grid = QGridLayout()
        grid.setSpacing(8)
        box.addLayout(grid)
        for place, target in enumerate(targets):
            tile = SheetTile(_TILE)
            tile.setObjectName(f"marks_target_{place}")
            missing = texts.tr("annotate.missing_photo")
            tile.show_sheet(target.sheet, target.marks, target.words, missing)
            tile.clicked.connect(lambda _on=False, name=target.name: self._take(name))
            self._tiles.append(tile)
            grid.addWidget(tile, place // _ABREAST, place % _ABREAST)

    def open_at(self, place: QPoint) -> None:
        """Below the button that asked, with the first picture under the fingers."""
        self.move(place)
        self.show()
        if self._tiles:
            self._tiles[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, name: str) -> None:
        self.close()
        self.chosen.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = next((place for place, tile in enumerate(self._tiles) if tile.hasFocus()), 0)
        step = _ARROWS.get(Qt.Key(event.key()))
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._tiles:
            self._tiles[here].click()
        elif step is not None:
            if 0 <= here + step < len(self._tiles):
                self._tiles[here + step].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
