"""A ticket's later photos as small pictures, one captioned row for each stage."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.domain.photo_stage import PhotoStage
from shopdesk.ui.annotate.photos import Photo, Photos
from shopdesk.ui.annotate.tile import SheetTile
from shopdesk.ui.common.kit import empty_out
from shopdesk.ui.common.layout import FlowLayout, label
from shopdesk.ui.common.texts import Texts

_TILE = QSize(104, 76)
Stages = tuple[tuple[PhotoStage, tuple[Photo, ...]], ...]


class StagePhotos(QWidget):
    """Hidden while there are none. `opened` carries the hash of the photo that was pressed."""

    opened = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("stage_photos")
        self._texts = texts
        self._shown: Stages = ()
        self._pictures = Photos()
        self._tiles: dict[str, SheetTile] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 4, 0, 0)
        self._box.setSpacing(6)
        texts.changed.connect(self._fill)
        self.hide()

    def show_stages(self, stages: Sequence[tuple[PhotoStage, Sequence[Photo]]]) -> None:
        """Those with photos, in their order."""
        wanted = tuple((stage, tuple(photos)) for stage, photos in stages if photos)
        same = _names(wanted) == _names(self._shown)
        self._shown = wanted
        self._pictures.show([photo for _, photos in wanted for photo in photos])
        if not same:
            self._fill()
        else:
            for name, tile in self._tiles.items():
                self._show(name, tile)

    def _show(self, name: str, tile: SheetTile) -> None:
        missing = self._texts.tr("annotate.missing_photo")
        tile.show_sheet(self._pictures.sheet(name), (), tile.accessibleName(), missing)

    @Slot()
    def _fill(self) -> None:
        empty_out(self._box)
        self._tiles = {}
        for stage, photos in self._shown:
            said = self._texts.tr(f"photos.stage.{stage}")
            count = self._texts.tr("photos.compare.count", n=len(photos))
            self._box.addWidget(
                label("label", f"{said[:1].upper()}{said[1:]} · {count}"), 0, Qt.AlignmentFlag.AlignLeft
            )
            row = QWidget()
            flow = FlowLayout(row, spacing=8)
            for number, (name, _picture) in enumerate(photos, start=1):
                tile = SheetTile(_TILE)
                tile.setObjectName(f"photo_{stage}_{number}")
                tile.setAccessibleName(f"{said}, {number}")
                tile.setToolTip(tile.accessibleName())
                tile.clicked.connect(lambda _on=False, chosen=name: self.opened.emit(chosen))
                self._tiles[name] = tile
                self._show(name, tile)
                flow.addWidget(tile)
            self._box.addWidget(row)
        self.setVisible(bool(self._shown))


def _names(stages: Stages) -> list[tuple[PhotoStage, list[str]]]:
    return [(stage, [name for name, _ in photos]) for stage, photos in stages]
