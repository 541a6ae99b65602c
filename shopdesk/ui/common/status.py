"""Where a ticket stands, as a word with a picture and a colour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.icons import paint_icon
from shopdesk.ui.common.texts import Texts

PILL_HEIGHT = 22


@dataclass(frozen=True, slots=True)
class Mark:
    """How something that has a state is shown: a tone of the theme and an icon."""

    tone: str
    icon: str


TICKET_STATUS = {
    "received": Mark("info", "inbox"),
    "diagnosing": Mark("info", "stethoscope"),
    "quoted": Mark("info", "file-text"),
    "approved": Mark("ok", "thumbs-up"),
    "waiting_parts": Mark("warn", "hourglass"),
    "repairing": Mark("accent", "wrench"),
    "testing": Mark("accent", "clipboard-check"),
    "ready": Mark("ok", "package-check"),
    "collected": Mark("neutral", "check-check"),
    "declined": Mark("warn", "thumbs-down"),
    "unrepairable": Mark("bad", "ban"),
    "cancelled": Mark("neutral", "circle-x"),
    "abandoned": Mark("bad", "archive"),
}
_UNKNOWN = Mark("neutral", "circle")


def pill_width(word: str, *, icon: bool = True) -> int:
    metrics = QFontMetricsF(theme.font(tokens.LABEL_PX, bold=True))
    return round(metrics.horizontalAdvance(word)) + (17 if icon else 0) + 16


def paint_pill(painter: QPainter, area: QRectF, word: str, tone: str, icon: str = "") -> None:
    """A soft ground with the word on it; the same everywhere, in lists as in heads."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(tokens.ground_of(tone)))
    painter.drawRoundedRect(area, 5, 5)
    ink = theme.color(tokens.ink_of(tone))
    left = area.left() + 8
    if icon:
        paint_icon(painter, icon, QRectF(left, area.center().y() - 6.5, 13, 13), ink)
        left += 17
    painter.setPen(ink)
    painter.setFont(theme.font(tokens.LABEL_PX, bold=True))
    room = QRectF(left, area.top(), area.right() - left - 6, area.height())
    shown = QFontMetricsF(painter.font()).elidedText(word, Qt.TextElideMode.ElideRight, room.width() + 1)
    painter.drawText(room.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter, shown)
    painter.restore()


class Pill(QWidget):
    """A word that says how things are."""

    def __init__(self, word: str = "", tone: str = "neutral", icon: str = "") -> None:
        super().__init__()
        self._word, self._tone, self._icon = word, tone, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)

    def show_pill(self, word: str, tone: str, icon: str = "") -> None:
        self._word, self._tone, self._icon = word, tone, icon
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def word(self) -> str:
        return self._word

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self._word, icon=bool(self._icon)), PILL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._word:
            return
        painter = QPainter(self)
        paint_pill(painter, self.rect().toRectF(), self._word, self._tone, self._icon)
        painter.end()


class StatusPill(Pill):
    """The status of a ticket in the language shown."""

    def __init__(self, texts: Texts, status: str = "") -> None:
        super().__init__()
        self._texts = texts
        self._status = status
        self.setObjectName("status_pill")
        texts.changed.connect(self._say)
        self._say()

    def show_status(self, status: str) -> None:
        self._status = status
        self._say()

    @Slot()
    def _say(self) -> None:
        mark = status_mark(self._status)
        self.show_pill(status_word(self._texts, self._status), mark.tone, mark.icon)


def status_mark(status: str) -> Mark:
    return TICKET_STATUS.get(status, _UNKNOWN)


def status_word(texts: Texts, status: str) -> str:
    return texts.tr(f"common.status.{status}") if status else ""
