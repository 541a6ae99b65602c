"""A small picture of a sheet with its marks, to look at and to press."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from shopdesk.domain.marks import Mark
from shopdesk.ui.annotate.paint import THUMB_SIZE, VIEW_SIZE, mark_paper, paint_marks
from shopdesk.ui.annotate.surfaces import Sheet, Surface, paint_surface
from shopdesk.ui.common import theme, tokens

_RADIUS = tokens.RADIUS_CONTROL + 2
_PADDING = 8.0
_SMALL = 100


class SheetTile(QAbstractButton):
    """Outlines stand on a sunken ground; a photo fills the tile as far as its marks allow."""

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self.setFixedSize(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._sheet = Sheet(())
        self._marks: tuple[Mark, ...] = ()
        self._words = ""
        self._more = 0
        self._ground: tuple[object, QPixmap] | None = None
        self._drawn: tuple[object, QPixmap] | None = None

    def show_sheet(self, sheet: Sheet, marks: tuple[Mark, ...], name: str, missing: str = "") -> None:
        """`name` is for screen readers and the tooltip; `missing` stands where a photo has no file."""
        if name != self.accessibleName():
            self.setAccessibleName(name)
            self.setToolTip(name)
        if (sheet, marks, missing) == (self._sheet, self._marks, self._words):
            return
        if (sheet, missing, bool(marks)) != (self._sheet, self._words, bool(self._marks)):
            self._ground = None
        self._sheet, self._marks, self._words = sheet, marks, missing
        self._drawn = None
        self.update()

    def show_more(self, more: int) -> None:
        """Say that `more` photos are not shown here."""
        self._more = more
        self._drawn = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._picture())
        self._paint_frame(painter, self.rect().toRectF())
        painter.end()

    def _picture(self) -> QPixmap:
        """Everything but the frame, which pointer and choice change: drawn once for a size and a theme.

        What the marks stand on is kept apart: while one is dragged, only marks are drawn anew.
        """
        ratio = self.devicePixelRatioF()
        drawn_for = (self.size(), ratio, theme.current().name)
        if self._ground is None or self._ground[0] != drawn_for:
            picture = QPixmap(self.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            self._draw_ground(picture)
            self._ground, self._drawn = (drawn_for, picture), None
        if self._drawn is None:
            picture = QPixmap(self._ground[1])
            self._draw_marks(picture)
            self._drawn = (drawn_for, picture)
        return self._drawn[1]

    def _painting(self, picture: QPixmap) -> QPainter:
        """A painter that stays inside the tile's round corners."""
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        shape = QPainterPath()
        shape.addRoundedRect(self.rect().toRectF(), _RADIUS, _RADIUS)
        painter.setClipPath(shape)
        return painter

    def _draw_ground(self, picture: QPixmap) -> None:
        frame = self.rect().toRectF()
        painter = self._painting(picture)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
        for surface, area in self._placed(frame):
            paint_surface(painter, surface, area, words=self._words)
        painter.end()

    def _draw_marks(self, picture: QPixmap) -> None:
        frame = self.rect().toRectF()
        size = VIEW_SIZE if self.width() >= _SMALL else THUMB_SIZE
        painter = self._painting(picture)
        for surface, area in self._placed(frame):
            paint_marks(painter, [m for m in self._marks if m.surface == surface.name], area, size)
        if self._more:
            self._paint_more(painter, frame)
        painter.end()

    def _placed(self, frame: QRectF) -> list[tuple[Surface, QRectF]]:
        whole = self._sheet.area
        if whole.isEmpty():
            return []
        fx, fy = frame.width() / whole.width(), frame.height() / whole.height()
        if self._sheet.is_photo:
            # Filling cuts edges off; a mark there must not go with them.
            scale = min(fx, fy) if self._marks else max(fx, fy)
        else:
            room = frame.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
            scale = min(room.width() / whole.width(), room.height() / whole.height())
        left = frame.center().x() - whole.width() * scale / 2
        top = frame.center().y() - whole.height() * scale / 2
        return [
            (
                surface,
                QRectF(
                    left + surface.area.x() * scale,
                    top + surface.area.y() * scale,
                    surface.area.width() * scale,
                    surface.area.height() * scale,
                ),
            )
            for surface in self._sheet.surfaces
        ]

    def _paint_more(self, painter: QPainter, frame: QRectF) -> None:
        veil = theme.color("shade")
        veil.setAlphaF(0.72)
        pill = QRectF(frame.right() - 42, frame.bottom() - 28, 36, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(veil)
        painter.drawRoundedRect(pill, 11, 11)
        painter.setPen(mark_paper())
        painter.setFont(theme.font(tokens.TEXT_PX, bold=True))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, f"+{self._more}")

    def _paint_frame(self, painter: QPainter, frame: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.isChecked():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
        elif self.underMouse() and self.isEnabled():
            painter.setPen(QPen(theme.color("line_strong"), 1))
            painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
