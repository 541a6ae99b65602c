"""The device with its numbered marks, large enough to be looked at together."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.domain.marks import Face, Mark
from shopdesk.ui.annotate.paint import MarkSize, paint_marks
from shopdesk.ui.annotate.photos import Photos
from shopdesk.ui.annotate.surfaces import Sheet, device_sheet, paint_surface
from shopdesk.ui.common import theme, tokens
from shopdesk.ui.customer_screen.scenes import Condition

_GAP = 12.0
_MOST_PHOTOS = 3
_BADGE = MarkSize(badge=13.0, line=2.5, text=13.0)


class ConditionPicture(QWidget):
    """Outline at the left, photos beside it; marked ones come first."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("customer_condition")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._photos = Photos()
        self._sheets: tuple[Sheet, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._unit = 1.0

    def show_condition(self, condition: Condition) -> None:
        self._photos.show(condition.photos)
        self._marks = condition.marks
        marked = {mark.surface for mark in condition.marks}
        sides = [face for face in Face if face in {Face.FRONT, Face.BACK} or face.value in marked]
        photos = sorted((name for name in self._photos.names), key=lambda name: name not in marked)
        self._sheets = (
            device_sheet(condition.kind, sides),
            *(self._photos.sheet(name) for name in photos[:_MOST_PHOTOS]),
        )
        self.setAccessibleDescription(" ".join(str(mark.number) for mark in condition.marks))
        self.update()

    def grow(self, unit: float) -> None:
        self._unit = unit
        self.setFixedHeight(round(230 * unit))

    def sizeHint(self) -> QSize:
        return QSize(400, round(230 * self._unit))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shares = [1.5 if not sheet.is_photo else 1.0 for sheet in self._sheets]
        room = self.width() - _GAP * (len(shares) - 1)
        left = 0.0
        for sheet, share in zip(self._sheets, shares, strict=True):
            wide = room * share / sum(shares)
            self._paint_sheet(painter, sheet, QRectF(left, 0, wide, self.height()))
            left += wide + _GAP
        painter.end()

    def _paint_sheet(self, painter: QPainter, sheet: Sheet, frame: QRectF) -> None:
        painter.setPen(theme.color("sunken"))
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(frame, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        edge = 0.0 if sheet.is_photo else 12.0
        room = frame.adjusted(edge, edge, -edge, -edge)
        scale = min(room.width() / sheet.area.width(), room.height() / sheet.area.height())
        size = MarkSize(_BADGE.badge * self._unit, _BADGE.line * self._unit, _BADGE.text * self._unit)
        left = room.center().x() - sheet.area.width() * scale / 2
        top = room.center().y() - sheet.area.height() * scale / 2
        for surface in sheet.surfaces:
            area = QRectF(
                left + surface.area.x() * scale,
                top + surface.area.y() * scale,
                surface.area.width() * scale,
                surface.area.height() * scale,
            )
            paint_surface(painter, surface, area)
            paint_marks(painter, [m for m in self._marks if m.surface == surface.name], area, size)
