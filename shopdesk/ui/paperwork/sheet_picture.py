"""A sheet of labels in small: which are free, where printing begins, and where each tag will be."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.domain.label_sheet import LabelSheet
from shopdesk.ui.common import theme
from shopdesk.ui.common.texts import Texts

_EDGE = 4
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


class SheetPicture(QWidget):
    """Press the first free label, or move there with the arrows. `changed(first)` counts from 1."""

    changed = Signal(int)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._sheet: LabelSheet | None = None
        self._first = 1
        self._count = 0
        self.setObjectName("sheet_picture")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(220, 311)

    def sizeHint(self) -> QSize:
        return QSize(280, 396)

    @property
    def first(self) -> int:
        return self._first

    def show_sheet(self, sheet: LabelSheet, first: int, count: int) -> None:
        """A sheet on which `count` tags begin at label `first`."""
        self._sheet, self._count = sheet, count
        self._first = min(max(first, 1), sheet.labels)
        words = self._texts.tr("prints.sheet.picture", first=self._first, labels=sheet.labels)
        self.setAccessibleName(words)
        self.update()

    def label_at(self, x: float, y: float) -> int:
        """The number of the label at a place of the picture; 0 beside them all."""
        if self._sheet is None:
            return 0
        for place in range(self._sheet.labels):
            if self._place(place).contains(x, y):
                return place + 1
        return 0

    def centre_of(self, number: int) -> tuple[int, int]:
        """Where label `number` lies in the picture."""
        centre = self._place(number - 1).center()
        return round(centre.x()), round(centre.y())

    def _scale(self) -> tuple[float, float, float]:
        """Pixels a millimetre, and the left upper corner of the page."""
        sheet = self._sheet
        if sheet is None:
            return 1.0, 0.0, 0.0
        scale = min(
            (self.width() - 2 * _EDGE) / sheet.page_width, (self.height() - 2 * _EDGE) / sheet.page_height
        )
        left = (self.width() - sheet.page_width * scale) / 2
        top = (self.height() - sheet.page_height * scale) / 2
        return scale, left, top

    def _place(self, place: int) -> QRectF:
        if self._sheet is None:
            return QRectF()
        scale, left, top = self._scale()
        x, y = self._sheet.corner(place)
        return QRectF(
            left + x * scale,
            top + y * scale,
            self._sheet.label_width * scale,
            self._sheet.label_height * scale,
        )

    def _choose(self, number: int) -> None:
        if self._sheet is None or not 1 <= number <= self._sheet.labels or number == self._first:
            return
        self.show_sheet(self._sheet, number, self._count)
        self.changed.emit(number)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self.label_at(event.position().x(), event.position().y()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns = self._sheet.columns if self._sheet is not None else 1
        match event.key():
            case Qt.Key.Key_Right | Qt.Key.Key_Left as key:
                self._choose(self._first + _STEPS[Qt.Key(key)])
            case Qt.Key.Key_Down:
                self._choose(self._first + columns)
            case Qt.Key.Key_Up:
                self._choose(self._first - columns)
            case Qt.Key.Key_Home:
                self._choose(1)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, left, top = self._scale()
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRect(QRectF(left, top, sheet.page_width * scale, sheet.page_height * scale))
        painter.setFont(theme.font(11, tabular=True))
        for place in range(sheet.labels):
            self._paint_label(painter, place)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("ring"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._place(self._first - 1).adjusted(-1, -1, 1, 1), 4, 4)
        painter.end()

    def _paint_label(self, painter: QPainter, place: int) -> None:
        area = self._place(place).adjusted(1.5, 1.5, -1.5, -1.5)
        tag = place - (self._first - 1) + 1
        used, filled = place < self._first - 1, 1 <= tag <= self._count
        ground = "sunken" if used else "accent_soft" if filled else "surface"
        painter.setBrush(theme.color(ground))
        pen = QPen(theme.color("accent" if filled else "line"), 1.4 if filled else 1)
        if not filled and not used:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(area, 3, 3)
        painter.setPen(theme.color("accent" if filled else "faint"))
        words = str(tag) if filled else "" if used else str(place + 1)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
