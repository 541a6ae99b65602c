"""Nine dots to draw an unlock pattern on, or to type by their numbers."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.pattern import paint_pattern, pattern_spot
from shopdesk.ui.common.texts import Texts

_SIDE = 168
_REACH = 0.42
"""How near a dot counts as on it, as a share of the distance between two."""


class PatternPad(QWidget):
    """`dots()` is the way drawn, as the digits 1 to 9 in reading order, each once as phones have it."""

    changed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("intake_pattern_pad")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        texts.bind(self.setAccessibleName, "intake.passcode.pattern_name")
        self._dots: list[int] = []
        self._pen: QPointF | None = None

    def dots(self) -> str:
        return "".join(map(str, self._dots))

    def set_dots(self, dots: str) -> None:
        self._dots = [int(dot) for dot in dots]
        self._tell()

    def clear(self) -> None:
        if self._dots:
            self._dots = []
            self._tell()

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def spot(self, dot: int) -> QPointF:
        """Where a dot stands, on this widget."""
        return pattern_spot(dot, float(self.width()))

    def _at(self, point: QPointF) -> int | None:
        reach = self.width() / 3 * _REACH
        for dot in range(1, 10):
            away = self.spot(dot) - point
            if away.x() ** 2 + away.y() ** 2 <= reach**2:
                return dot
        return None

    def _add(self, dot: int) -> None:
        if dot in self._dots:
            return
        if self._dots:
            between = _between(self._dots[-1], dot)
            if between and between not in self._dots:
                self._dots.append(between)
        self._dots.append(dot)
        self._tell()

    def _tell(self) -> None:
        # The way itself is a secret: only its length is said aloud.
        self.setAccessibleDescription(str(len(self._dots)))
        self.update()
        self.changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dots = []
        self._pen = event.position()
        dot = self._at(event.position())
        if dot:
            self._add(dot)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pen = event.position()
        dot = self._at(event.position())
        if dot:
            self._add(dot)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pen = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        if 1 <= digit <= 9:
            self._add(digit)
        elif event.key() == Qt.Key.Key_Backspace and self._dots:
            self._dots.pop()
            self._tell()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent" if self.hasFocus() else "line"), 1))
        painter.setBrush(theme.color("canvas"))
        frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        paint_pattern(painter, float(self.width()), self._dots, self._pen)
        painter.end()


def _between(start: int, end: int) -> int | None:
    """The dot that a straight stroke between two passes over, as phones count it."""
    a, b = divmod(start - 1, 3), divmod(end - 1, 3)
    if (a[0] + b[0]) % 2 or (a[1] + b[1]) % 2:
        return None
    middle = (a[0] + b[0]) // 2 * 3 + (a[1] + b[1]) // 2 + 1
    return middle if middle not in {start, end} else None
