"""The tiles of a strip of photos: one photo, one on its way, and the places that take more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.buttons import IconButton
from shopdesk.ui.common.icons import paint_icon
from shopdesk.ui.common.layout import Elided, row
from shopdesk.ui.common.pieces import BusyLine
from shopdesk.ui.common.texts import Texts

Overlay = Callable[[QPainter, QRectF, str], None]
"""Draws over a photo: painter, where the whole photo lies, the photo's hash."""

TILE = QSize(104, 72)
_HALF = QSize(49, 72)
_CORNER = 40
_RADIUS = 8.0


class PhotoTile(QAbstractButton):
    """One photo. Press to look at it, the cross or Delete to take it away."""

    remove_wanted = Signal()

    def __init__(self, photo: QImage | bytes | None, name: str, overlay: Overlay | None) -> None:
        super().__init__()
        self.setFixedSize(TILE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.name = name
        self.overlay = overlay
        self.removable = True
        self.chosen = False
        self._shown: QImage | bytes | None = None
        self._picture = QPixmap()
        self.show_photo(photo)

    def show_photo(self, photo: QImage | bytes | None) -> None:
        """Another picture of the same photo: it has loaded."""
        if photo is not None and photo is not self._shown:
            self._shown = photo
            self._picture = _small(photo, self.devicePixelRatioF())
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(self.rect().toRectF(), _RADIUS, _RADIUS)
        painter.fillPath(shape, theme.color("sunken"))
        painter.setClipPath(shape)
        area = self._area()
        if self._picture.isNull():
            middle = self.rect().center()
            spot = QRectF(middle.x() - 12, middle.y() - 12, 24, 24)
            paint_icon(painter, "image", spot, theme.color("faint"))
        else:
            painter.drawPixmap(area, self._picture, QRectF(self._picture.rect()))
        if self.overlay is not None:
            self.overlay(painter, area, self.name)
        if self.removable:
            self._paint_cross(painter)
        if self.chosen:
            painter.setClipping(False)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
        painter.end()

    def _area(self) -> QRectF:
        """Where the whole photo lies: filling the tile, its edges may be outside."""
        if self._picture.isNull():
            return self.rect().toRectF()
        wide, high = self._picture.width(), self._picture.height()
        scale = max(self.width() / wide, self.height() / high)
        return QRectF(
            (self.width() - wide * scale) / 2, (self.height() - high * scale) / 2, wide * scale, high * scale
        )

    def _paint_cross(self, painter: QPainter) -> None:
        veil = theme.color("surface")
        veil.setAlphaF(0.85)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(veil)
        middle = QPointF(self.width() - 14, 14)
        painter.drawEllipse(middle, 9, 9)
        paint_icon(painter, "x", QRectF(middle.x() - 6, middle.y() - 6, 12, 12), theme.color("text"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        on_cross = at.x() > self.width() - _CORNER and at.y() < _CORNER and self.rect().contains(at.toPoint())
        if self.removable and self.isDown() and on_cross:
            self.setDown(False)
            self.remove_wanted.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.removable and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.remove_wanted.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class PendingTile(QFrame):
    """A photo on its way, standing where it will be; the cross says that it is not wanted after all."""

    cancelled = Signal()

    def __init__(self, texts: Texts, name: str) -> None:
        super().__init__()
        theme.set_kind(self, "note_box")
        self.setFixedSize(TILE)
        self.name = name
        self.cancel = IconButton(texts, "x", "common.cancel")
        self.cancel.setFixedSize(_CORNER, _CORNER)
        texts.bind(self.cancel.setAccessibleName, "photos.strip.cancel", name=name)
        self.cancel.clicked.connect(self.cancelled)
        busy = BusyLine(texts)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 0, 0, 6)
        box.setSpacing(0)
        box.addLayout(row(1, self.cancel))
        words = Elided(name, "note")
        box.addWidget(words)
        line = row(busy)
        line.setContentsMargins(0, 4, 8, 0)
        box.addLayout(line)
        busy.start()  # once it has its place: before, it would be a window
        texts.bind(self.setAccessibleName, "photos.strip.working", name=name)
        self.setToolTip(name)


class SourceTile(QAbstractButton):
    """A dashed place where photos come from: files, or the camera."""

    def __init__(self, texts: Texts, name: str, picture: str) -> None:
        super().__init__()
        self.setObjectName(f"photo_{name}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._texts = texts
        self._name = name
        self._icon = picture
        self._over = False
        self.show_half(half=False)
        texts.bind(self.setAccessibleName, f"photos.strip.{name}")
        texts.bind(self.setToolTip, f"photos.strip.{name}_hint")

    def show_half(self, *, half: bool) -> None:
        """Two of them stand where one photo would."""
        self.setFixedSize(_HALF if half else TILE)

    def show_drop(self, over: bool) -> None:
        """Something that can be dropped here hangs over the strip."""
        self._over = over
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self._over or self.underMouse() or self.isDown()
        pen = QPen(theme.color("accent" if lit or self.hasFocus() else "line_strong"), 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(theme.color("accent_soft") if self._over else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        ink = theme.color("accent" if lit else "secondary")
        paint_icon(painter, self._icon, QRectF(self.width() / 2 - 9, 14, 18, 18), ink)
        painter.setPen(ink)
        painter.setFont(theme.font(tokens.LABEL_PX))
        half = self.width() < TILE.width()
        word = "drop_here" if self._over and not half else "short" if half else "drop"
        words = self._texts.tr(f"photos.strip.{self._name}_{word}")
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(QRectF(2, 36, self.width() - 4, 34), flags, words)
        painter.end()


def _small(photo: QImage | bytes | None, ratio: float) -> QPixmap:
    """Shrunk once: twice the tile, so that filling it stays sharp."""
    image = photo if isinstance(photo, QImage) else QImage.fromData(photo or b"")
    if image.isNull():
        return QPixmap()
    return QPixmap.fromImage(
        image.scaled(
            TILE * (2 * ratio),
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
        if image.width() > TILE.width() * 2 * ratio
        else image
    )
