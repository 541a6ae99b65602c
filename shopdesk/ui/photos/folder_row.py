"""What a phone has sent: a quiet row of small pictures, pressed to be taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy

from shopdesk.ui.common import theme
from shopdesk.ui.common.buttons import Button, IconButton
from shopdesk.ui.common.icons import IconLabel, paint_icon
from shopdesk.ui.common.layout import Elided, column, empty_out, row
from shopdesk.ui.common.texts import Texts

_SIDE = 40
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Arrival:
    """A photo that came, and a small picture of it; None where it cannot be shown."""

    path: Path
    picture: QImage | None = None


class _Small(QAbstractButton):
    """One picture, large enough for a finger."""

    def __init__(self, arrival: Arrival) -> None:
        super().__init__()
        self.setFixedSize(QSize(_SIDE, _SIDE))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._picture = QPixmap()
        if arrival.picture is not None:
            side = round(_SIDE * self.devicePixelRatioF())
            wide = arrival.picture.scaled(
                side,
                side,
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
            cut = wide.copy((wide.width() - side) // 2, (wide.height() - side) // 2, side, side)
            self._picture = QPixmap.fromImage(cut)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(frame, 6, 6)
        painter.fillPath(shape, theme.color("surface"))
        if self._picture.isNull():
            middle = frame.center()
            spot = QRectF(middle.x() - 9, middle.y() - 9, 18, 18)
            paint_icon(painter, "image", spot, theme.color("faint"))
        else:
            painter.setClipPath(shape)
            painter.drawPixmap(self.rect(), self._picture)
            painter.setClipping(False)
        painter.setPen(QPen(theme.color("accent" if self.underMouse() else "line"), 1))
        painter.drawPath(shape)
        painter.end()


class FolderRow(QFrame):
    """ "3 new photos from the phone": a press takes one, the button all, the cross none of them."""

    taken = Signal(list)
    dismissed = Signal()
    changed = Signal()
    """It came, went, or has another number of pictures."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        theme.set_kind(self, "note_box")
        self.setObjectName("photo_arrivals")
        self._texts = texts
        self._arrivals: list[Arrival] = []
        self.words = Elided(kind="text")
        self.all = Button(texts, "common.working", kind="quiet")
        self.all.setObjectName("photo_arrivals_all")
        theme.set_state(self.all, "compact", True)
        self.all.clicked.connect(lambda _on=False: self.taken.emit([one.path for one in self._arrivals]))
        self.close_button = IconButton(texts, "x", "photos.folder.dismiss")
        self.close_button.setObjectName("photo_arrivals_dismiss")
        self.close_button.clicked.connect(lambda _on=False: self._dismiss())
        self.close_button.setFixedSize(28, 28)
        self._pictures = QHBoxLayout()
        self._pictures.setSpacing(6)
        head = row(IconLabel("smartphone", "accent", 16), self.words, self.all, self.close_button, spacing=6)
        head.setStretch(1, 1)
        box = column(head, self._pictures, spacing=2)
        box.setContentsMargins(8, 1, 4, 5)
        self.setLayout(box)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        texts.changed.connect(self._show)
        self.hide()

    def add(self, arrivals: Iterable[Arrival]) -> None:
        self._arrivals += arrivals
        self._show()

    def remove(self, paths: Iterable[Path]) -> None:
        """They were taken, or are gone."""
        gone = set(paths)
        self._arrivals = [one for one in self._arrivals if one.path not in gone]
        self._show()

    def clear(self) -> None:
        self._arrivals = []
        self._show()

    def paths(self) -> list[Path]:
        return [one.path for one in self._arrivals]

    def _dismiss(self) -> None:
        self.clear()
        self.dismissed.emit()

    @Slot()
    def _show(self) -> None:
        count = len(self._arrivals)
        if (count > 0) is self.isHidden():
            self.setVisible(count > 0)
            self.changed.emit()
        if not count:
            return
        words = self._texts.tr("photos.folder.arrived", n=count)
        self.words.setText(words)
        self.setAccessibleName(words)
        self.all.show_key("photos.folder.take", n=count)
        empty_out(self._pictures)
        for place, one in enumerate(self._arrivals[:_SHOWN], start=1):
            small = _Small(one)
            small.setObjectName(f"photo_arrival_{place}")
            said = self._texts.tr("photos.folder.one", name=one.path.name)
            small.setAccessibleName(said)
            small.setToolTip(said)
            small.clicked.connect(lambda _on=False, path=one.path: self.taken.emit([path]))
            self._pictures.addWidget(small)
        self._pictures.addStretch(1)
