"""The tiles of a strip of photos: one photo, and the place that takes more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.icons import paint_icon
from shopdesk.ui.common.texts import Texts

Overlay = Callable[[QPainter, QRectF, str], None]
"""Draws over a photo: painter, where the whole photo lies, the photo's hash."""

TILE = QSize(104, 72)
_CORNER = 40.0
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
        self._picture = _small(photo, self.devicePixelRatioF())

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


class AddTile(QAbstractButton):
    """The dashed place that takes more photos."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("photo_add")
        self.setFixedSize(TILE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._texts = texts
        self._over = False
        texts.bind(self.setAccessibleName, "photos.strip.add")
        texts.bind(self.setToolTip, "photos.strip.hint")

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
        pen = QPen(theme.color("accent" if lit else "line_strong"), 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(theme.color("accent_soft") if self._over else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        ink = theme.color("accent" if lit else "secondary")
        paint_icon(painter, "camera", QRectF(self.width() / 2 - 9, 14, 18, 18), ink)
        painter.setPen(ink)
        painter.setFont(theme.font(tokens.LABEL_PX))
        words = self._texts.tr("photos.strip.drop_here" if self._over else "photos.strip.drop")
        painter.drawText(QRectF(4, 34, self.width() - 8, 34), Qt.AlignmentFlag.AlignHCenter, words)
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
