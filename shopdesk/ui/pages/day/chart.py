"""The last days as bars: what came in, day by day."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.day.figures import DayBar

_BELOW, _ABOVE, _LINES = 24, 12, 4
_STEPS = (1, 2, 5)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def round_step(largest: int, lines: int = _LINES) -> int:
    """A round distance between lines of a scale that reaches `largest` with at most `lines` of them."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power * lines >= largest:
                return step * power
        power *= 10


class DayChart(QWidget):
    """Arrows or the mouse pick a day, `picked` tells which; the figures stand beside it in words."""

    picked = Signal(object)

    def __init__(self, texts: Texts, amount: Callable[[int], str], short: Callable[[int], str]) -> None:
        super().__init__()
        self.setObjectName("day_chart")
        self._texts = texts
        self._amount = amount
        self._short = short
        self._bars: tuple[DayBar, ...] = ()
        self._here = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)
        texts.bind(self.setAccessibleName, "day.chart.title")
        texts.changed.connect(self.update)

    def show_bars(self, bars: Sequence[DayBar]) -> None:
        self._bars = tuple(bars)
        self._pick(len(self._bars) - 1)
        told = (f"{bar.day:%m-%d} {self._amount(bar.net)}" for bar in self._bars if bar.net)
        self.setAccessibleDescription(", ".join(told))
        self.update()

    def bars(self) -> tuple[DayBar, ...]:
        return self._bars

    def here(self) -> DayBar | None:
        """The day picked."""
        return self._bars[self._here] if 0 <= self._here < len(self._bars) else None

    def sizeHint(self) -> QSize:
        return QSize(480, 180)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pick(self._at(event.position().x()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pick(self._at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._pick(self._here + step)

    def _pick(self, index: int) -> None:
        if not self._bars:
            return
        self._here = min(max(index, 0), len(self._bars) - 1)
        self.picked.emit(self._bars[self._here])
        self.update()

    def _at(self, x: float) -> int:
        area = self._area()
        pitch = area.width() / max(len(self._bars), 1)
        return int((x - area.left()) // pitch) if pitch else 0

    def _scale(self) -> tuple[int, int, int]:
        """Lowest and highest line of the scale, and the step between lines."""
        nets = [0, *(bar.net for bar in self._bars)]
        step = round_step(max(*nets, -min(nets), 1))
        return min(nets) // step * step, max(step, -(-max(nets) // step) * step), step

    def _area(self) -> QRectF:
        low, high, _step = self._scale()
        metrics = self.fontMetrics()
        wide = max(metrics.horizontalAdvance(self._short(value)) for value in (low, high)) + 10
        return QRectF(self.rect()).adjusted(wide, _ABOVE, -4, -_BELOW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(tokens.LABEL_PX, tabular=True))
        area = self._area()
        low, high, step = self._scale()
        span = max(high - low, 1)

        def y_of(value: int) -> float:
            return area.bottom() - (value - low) / span * area.height()

        for value in range(low, high + 1, step):
            y = y_of(value)
            painter.setPen(QPen(theme.color("line_strong" if value == 0 and low < 0 else "line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.color("secondary"))
            place = QRectF(0, y - 9, area.left() - 8, 18)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._short(value)
            )
        self._paint_bars(painter, area, y_of)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()

    def _paint_bars(self, painter: QPainter, area: QRectF, y_of: Callable[[int], float]) -> None:
        pitch = area.width() / max(len(self._bars), 1)
        wide = min(max(pitch * 0.62, 3.0), 44.0)
        every = 1 if pitch >= 40 else 2 if pitch >= 22 else 5
        for index, bar in enumerate(self._bars):
            middle = area.left() + (index + 0.5) * pitch
            top, zero = y_of(max(bar.net, 0)), y_of(min(bar.net, 0))
            if index == self._here:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("hover"))
                painter.drawRect(QRectF(middle - pitch / 2, area.top(), pitch, area.height()))
            if bar.net:
                colour = theme.color("bad" if bar.net < 0 else "accent")
                if not bar.is_open and index != self._here:
                    colour.setAlphaF(0.45)
                box = QRectF(middle - wide / 2, top, wide, max(zero - top, 2))
                painter.setPen(Qt.PenStyle.NoPen)
                # Ground first, or the lines of the scale would shine through.
                painter.setBrush(theme.color("surface"))
                painter.drawRoundedRect(box, 3, 3)
                painter.setBrush(colour)
                painter.drawRoundedRect(box, 3, 3)
            if (len(self._bars) - 1 - index) % every == 0:
                painter.setPen(theme.color("text" if index == self._here else "secondary"))
                place = QRectF(middle - 30, area.bottom() + 5, 60, 18)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"{bar.day:%m-%d}")
