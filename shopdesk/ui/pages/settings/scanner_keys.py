"""The keys of the last scan as caps in a row, each with the time since the one before."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy

from shopdesk.domain.scanner_lesson import SLOW_MS, SeenKey
from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.icons import paint_icon
from shopdesk.ui.common.texts import Texts

SHOWN = 96
_CAP = 28
_ROW = 52
_SPACE = 5
_EDGE = 12
_REST = 110
_HEIGHT = 2 * _ROW + 2 * _EDGE - 6


@dataclass(frozen=True, slots=True)
class _Cap:
    key: SeenKey
    gap_ms: int | None


class KeyStrip(QFrame):
    """While it has the keyboard, scans are caught here; `listening` tells when that begins and ends."""

    listening = Signal(bool)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._caps: list[_Cap] = []
        self._last_ms: int | None = None
        self._over = True
        self._left_out = 0
        self.setObjectName("scanner_keys")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumSize(320, _HEIGHT)
        # Digits and letters come as keys, not into a composition.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        texts.bind(self.setAccessibleName, "scanner.keys.title")
        texts.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(560, _HEIGHT)

    @property
    def shown(self) -> list[tuple[str, int | None]]:
        """Names on the caps, with the gap before each in ms."""
        return [(cap.key.name, cap.gap_ms) for cap in self._caps]

    def add(self, key: SeenKey) -> None:
        """A key came; the first after a scan begins a new row."""
        if self._over:
            self.clear()
        gap = None if self._last_ms is None else key.at_ms - self._last_ms
        self._last_ms = key.at_ms
        if len(self._caps) < SHOWN:
            self._caps.append(_Cap(key, gap))
        else:
            self._left_out += 1
        self.update()

    def end(self, said: str) -> None:
        """The scan has ended; `said` is read to those who cannot see it."""
        self._over = True
        self.setAccessibleDescription(said)

    def clear(self) -> None:
        self._caps, self._last_ms, self._over, self._left_out = [], None, False, 0
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.listening.emit(True)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.listening.emit(False)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.hasFocus()
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(theme.color("accent" if here else "line_strong"), 2 if here else 1))
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(frame, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        if self._caps:
            self._paint_caps(painter)
        else:
            self._paint_invitation(painter, here=here)
        painter.end()

    def _paint_invitation(self, painter: QPainter, *, here: bool) -> None:
        middle = QRectF(self.rect())
        tone = "accent" if here else "secondary"
        picture = QRectF(middle.center().x() - 14, middle.center().y() - 30, 28, 28)
        paint_icon(painter, "scan-barcode", picture, theme.color(tone))
        painter.setPen(theme.color(tone))
        painter.setFont(theme.font(13, bold=here))
        words = self._texts.tr("scanner.keys.ready" if here else "scanner.keys.press")
        painter.drawText(middle.adjusted(16, 44, -16, 0), Qt.AlignmentFlag.AlignCenter, words)

    def _paint_caps(self, painter: QPainter) -> None:
        font, small = theme.font(13, tabular=True), theme.font(10.5, tabular=True)
        places, rest = self._places(QFontMetricsF(font))
        for cap, area in zip(self._caps, places, strict=False):
            self._paint_cap(painter, area, cap)
            painter.setFont(font)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, cap.key.name)
            if cap.gap_ms is not None:
                painter.setFont(small)
                painter.setPen(theme.color("warn" if cap.gap_ms > SLOW_MS else "secondary"))
                beneath = QRectF(area.left() - 8, area.bottom() + 1, area.width() + 16, 16)
                painter.drawText(beneath, Qt.AlignmentFlag.AlignCenter, str(cap.gap_ms))
        left_out = len(self._caps) - len(places) + self._left_out
        if left_out:
            painter.setFont(theme.font(11.5))
            painter.setPen(theme.color("secondary"))
            words = self._texts.tr("scanner.keys.more", n=left_out)
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _places(self, metrics: QFontMetricsF) -> tuple[list[QRectF], QRectF]:
        """Where the caps stand that there is room for, and the room after them."""
        places: list[QRectF] = []
        x, y = float(_EDGE), float(_EDGE)
        most = self.width() - _EDGE
        for cap in self._caps:
            wide = max(_CAP - 2.0, metrics.horizontalAdvance(cap.key.name) + 14)
            if x + wide > most:
                x, y = float(_EDGE), y + _ROW
            if y + _ROW > self.height() - 2:
                break
            places.append(QRectF(x, y, wide, _CAP))
            x += wide + _SPACE
        if len(places) < len(self._caps) or self._left_out:
            while places and places[-1].right() > most - _REST:
                places.pop()
        end = places[-1] if places else QRectF(_EDGE, _EDGE, 0, _CAP)
        return places, QRectF(end.right() + 10, end.top(), _REST, _CAP)

    def _paint_cap(self, painter: QPainter, area: QRectF, cap: _Cap) -> None:
        ground, ink = ("surface", "text") if cap.key.writes else ("accent_soft", "accent")
        if cap.key.composed:
            ground, ink = "warn_soft", "warn"
        painter.setPen(theme.color("line_strong" if ground == "surface" else ink))
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(theme.color(ink))
