"""Small widgets that several pages show: nothing here yet, a person, a key, what happened, busy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.buttons import Button, key_cap_size, paint_key_cap
from shopdesk.ui.common.icons import IconLabel
from shopdesk.ui.common.layout import empty_out, label, row, text_label
from shopdesk.ui.common.texts import Texts


class EmptyState(QWidget):
    """Nothing here: what this place is for, and the one thing to do."""

    def __init__(
        self,
        texts: Texts,
        icon: str,
        title_key: str,
        words_key: str = "",
        *,
        action_key: str = "",
        action: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("empty_state")
        box = QVBoxLayout(self)
        box.setSpacing(8)
        box.addStretch(1)
        box.addWidget(IconLabel(icon, "faint", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        self.title = text_label(texts, title_key, "section")
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addWidget(self.title)
        if words_key:
            words = text_label(texts, words_key, "secondary")
            words.setWordWrap(True)
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words.setMaximumWidth(420)
            middle = row(1, spacing=0)
            middle.addWidget(words, 8)
            middle.addStretch(1)
            box.addLayout(middle)
        self.button: Button | None = None
        if action_key:
            self.button = Button(texts, action_key, kind="accent")
            if action is not None:
                self.button.clicked.connect(lambda _checked=False: action())
            box.addSpacing(4)
            box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(2)


class Avatar(QPushButton):
    """A person by the first letter of the name."""

    def __init__(self, name: str = "", size: int = 36) -> None:
        super().__init__()
        theme.set_kind(self, "avatar")
        self.setObjectName("avatar")
        self.setFixedSize(size, size)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._letter = ""
        self.show_name(name)

    def show_name(self, name: str) -> None:
        self._letter = name.strip()[:1].upper()
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent"), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_soft"))
        painter.drawEllipse(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(theme.color("accent"))
        painter.setFont(theme.font(tokens.TEXT_PX, bold=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letter)
        painter.end()


class KeyHint(QWidget):
    """A key cap."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        return key_cap_size(self._text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_key_cap(painter, self.rect().toRectF(), self._text)
        painter.end()


class Dot(QWidget):
    """A coloured dot; always beside a word."""

    def __init__(self, tone: str = "neutral", size: int = 8) -> None:
        super().__init__()
        self._tone = tone
        self.setFixedSize(size, size)

    def set_tone(self, tone: str) -> None:
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("faint" if self._tone == "neutral" else self._tone))
        painter.drawEllipse(self.rect())
        painter.end()


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: when (as it reads), what, and a note; `tone` colours the dot."""

    time: str
    title: str
    note: str = ""
    tone: str = "neutral"


class _Rail(QWidget):
    """The dot of one moment and the line to the next."""

    def __init__(self, tone: str, *, last: bool) -> None:
        super().__init__()
        self._tone, self._last = tone, last
        self.setFixedWidth(20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line"), 1))
        middle = 10.0
        if not self._last:
            painter.drawLine(QPointF(middle, 10), QPointF(middle, self.height()))
        painter.setPen(QPen(theme.color("surface"), 2))
        painter.setBrush(theme.color("faint" if self._tone == "neutral" else self._tone))
        painter.drawEllipse(QRectF(middle - 5, 5, 10, 10))
        painter.end()


class Timeline(QWidget):
    """What happened, newest first or as given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(2, 1)

    def show_moments(self, moments: Sequence[Moment]) -> None:
        empty_out(self._grid)
        for index, moment in enumerate(moments):
            time = label("label", moment.time)
            time.setFont(theme.font(tokens.LABEL_PX, tabular=True))
            time.setContentsMargins(0, 2, 0, 0)
            time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            words = QWidget()
            box = QVBoxLayout(words)
            box.setContentsMargins(0, 0, 0, 10)
            box.setSpacing(0)
            box.addWidget(_selectable(label("text", moment.title, wrap=True)))
            if moment.note:
                box.addWidget(_selectable(label("note", moment.note, wrap=True)))
            words.setAccessibleName(f"{moment.time} {moment.title}")
            self._grid.addWidget(time, index, 0)
            self._grid.addWidget(_Rail(moment.tone, last=index == len(moments) - 1), index, 1)
            self._grid.addWidget(words, index, 2)
        for index in range(self._grid.rowCount()):
            self._grid.setRowStretch(index, 0)
        self._grid.setRowStretch(len(moments), 1)


def _selectable(made: QLabel) -> QLabel:
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class BusyLine(QProgressBar):
    """A thin line for work over half a second; without a share it just moves."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("busy_line")
        self.setTextVisible(False)
        self.setFixedHeight(6)
        texts.bind(self.setAccessibleName, "common.working")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(500)
        self._soon.timeout.connect(self.start)
        self.hide()

    def start_soon(self) -> None:
        """Show only when the work takes longer than half a second."""
        self._soon.start()

    def start(self) -> None:
        self.setRange(0, 0)
        self.show()

    def progress(self, done: int, whole: int) -> None:
        self.setRange(0, max(whole, 1))
        self.setValue(done)
        self.show()

    def stop(self) -> None:
        self._soon.stop()
        self.hide()
        self.setRange(0, 1)
