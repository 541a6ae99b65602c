"""The set-up code on the screen, large, as bars and as squares: a scanner reads it off the glass."""

from __future__ import annotations

from functools import lru_cache

import segno
from barcode.codex import Code128
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.texts import Texts

_QUIET = 10
_SQUARE = 4
_BAR_HEIGHT = 84
_EDGE = 14


@lru_cache(maxsize=4)
def _bars(payload: str) -> str:
    pattern: str = Code128(payload).build()[0]
    return pattern


@lru_cache(maxsize=4)
def _squares(payload: str) -> tuple[bytes, ...]:
    return tuple(bytes(line) for line in segno.make_qr(payload, error="m", boost_error=False).matrix)


class CodePicture(QWidget):
    """Black on white in either theme; modules are whole pixels of the screen."""

    def __init__(self, texts: Texts, payload: str) -> None:
        super().__init__()
        self.payload = payload
        self.setObjectName("scanner_code")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        texts.bind(self.setAccessibleName, "scanner.setup.code")

    def sizeHint(self) -> QSize:
        side = len(_squares(self.payload)) * _SQUARE
        bars = (len(_bars(self.payload)) + 2 * _QUIET) * 2
        return QSize(side + bars + 4 * _EDGE, max(side, _BAR_HEIGHT) + 2 * _EDGE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("line"))
        painter.setBrush(Qt.GlobalColor.white)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        # In pixels of the screen from here on: a bar of one pixel and a half is none.
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        whole = max(1, int(ratio))
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        edge = round(_EDGE * ratio)
        self._paint_squares(painter, edge, height, _SQUARE * whole)
        taken = 2 * edge + len(_squares(self.payload)) * _SQUARE * whole
        self._paint_bars(painter, taken, width - taken, height)
        painter.end()

    def _paint_squares(self, painter: QPainter, x: int, height: int, module: int) -> None:
        lines = _squares(self.payload)
        top = (height - len(lines) * module) // 2
        for row_no, modules in enumerate(lines):
            for column_no, dark in enumerate(modules):
                if dark:
                    place = (x + column_no * module, top + row_no * module)
                    painter.fillRect(*place, module, module, Qt.GlobalColor.black)

    def _paint_bars(self, painter: QPainter, x: int, width: int, height: int) -> None:
        pattern = _bars(self.payload)
        module = max(2, width // (len(pattern) + 2 * _QUIET))
        left = x + (width - len(pattern) * module) // 2
        tall = height * 2 // 3
        top = (height - tall) // 2
        for place, bar in enumerate(pattern):
            if bar == "1":
                painter.fillRect(left + place * module, top, module, tall, Qt.GlobalColor.black)


class Steps(QWidget):
    """How many of the scans are done: numbers that turn to ticks."""

    def __init__(self, many: int) -> None:
        super().__init__()
        self._many = many
        self._done = 0
        self._bad = False
        self.setObjectName("scanner_steps")
        self.setFixedSize(many * 40 - 12, 28)

    @property
    def done(self) -> int:
        return self._done

    def show_done(self, done: int, *, bad: bool = False) -> None:
        self._done, self._bad = done, bad
        self.setAccessibleName(f"{done} / {self._many}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(13, bold=True))
        for place in range(self._many):
            circle = QRectF(place * 40 + 1, 1, 26, 26)
            if place:
                painter.setPen(theme.color("line"))
                painter.drawLine(round(circle.left()) - 13, 14, round(circle.left()) - 1, 14)
            done = place < self._done
            here = place == self._done
            tone = "bad" if self._bad and here else "accent"
            painter.setPen(theme.color(tone if done or here else "line_strong"))
            painter.setBrush(theme.color("accent") if done else theme.color("surface"))
            painter.drawEllipse(circle)
            painter.setPen(theme.color("on_accent" if done else tone if here else "secondary"))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, "✓" if done else str(place + 1))
        painter.end()
