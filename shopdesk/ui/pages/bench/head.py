"""Which device, what is wrong with it, and in red what must not be done to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.services.tickets import TicketCard
from shopdesk.ui.common.kit import (
    Button,
    Elided,
    FlowLayout,
    IconLabel,
    Pill,
    StatusPill,
    empty_out,
    label,
    row,
    set_kind,
    set_state,
)
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.bench.wording import Told

_ONE_LINE, _TWO_LINES = 24, 48


class Forbidden(QFrame):
    """One thing the customer refused: a red strip nobody overlooks."""

    def __init__(self, words: str) -> None:
        super().__init__()
        set_kind(self, "banner")
        self.setObjectName("forbidden")
        self.setAccessibleName(words)
        said = label("main", words, tone="bad")
        set_state(said, "strong", True)
        said.setObjectName("forbidden_words")
        box = QHBoxLayout(self)
        box.setContentsMargins(12, 8, 14, 8)
        box.setSpacing(8)
        box.addWidget(IconLabel("ban", "bad", 22))
        box.addWidget(said)


class Head(QWidget):
    """Device, status, promise, fault; refusals and reminders below."""

    redoes_pressed = Signal(int)
    """The ticket that is claimed on is wanted."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._redoes_id = 0
        self.setObjectName("bench_head")
        self.title = Elided("", "title")
        self.title.setObjectName("bench_device")
        self.status = StatusPill(texts)
        self.due = Pill()
        self.due.setObjectName("bench_due")
        self.facts = Elided("", "secondary")
        self.facts.setObjectName("bench_facts")
        self.fault = label("main", wrap=True)
        self.fault.setObjectName("bench_fault")
        self.fault.setMaximumHeight(_TWO_LINES)
        self.fault.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.fault.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.redoes = Button(texts, "visits.claim", icon="shield-check")
        self.redoes.setObjectName("bench_redoes")
        self.redoes.clicked.connect(lambda _on=False: self.redoes_pressed.emit(self._redoes_id))
        self.redoes.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.redoes.hide()
        self.reminders = Elided("", "secondary")
        self.reminders.setObjectName("bench_reminders")
        self._full, self._reminds = True, False
        self._forbidden = QWidget()
        self._strips = FlowLayout(self._forbidden, spacing=8)
        top = row(spacing=10)
        top.addWidget(self.title, 1)
        top.addWidget(self.status)
        top.addWidget(self.due)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(top)
        box.addWidget(self.facts)
        box.addWidget(self.fault)
        box.addWidget(self.redoes)
        box.addWidget(self.reminders)
        box.addSpacing(2)
        box.addWidget(self._forbidden)

    def show_card(self, card: TicketCard, told: Told) -> None:
        self.title.setText(told.title)
        self.status.show_status(card.status)
        self.due.show_pill(told.due, "bad" if told.late else "neutral", "clock")
        self.facts.setText(told.facts)
        self.fault.setText(told.fault)
        self.fault.setToolTip(told.fault)
        self.reminders.setText("   ".join(told.reminders))
        self._reminds = bool(told.reminders)
        self._redoes_id, words = told.redoes or (0, "")
        for setter in (self.redoes.setText, self.redoes.setAccessibleName, self.redoes.setToolTip):
            self._texts.put(setter, words)
        self.show_room(full=self._full)
        empty_out(self._strips)
        for words in told.forbidden:
            self._strips.addWidget(Forbidden(words))
        self._forbidden.setVisible(bool(told.forbidden))

    def show_room(self, *, full: bool) -> None:
        """Less of it while a form needs the room; what is forbidden stays whatever happens."""
        self._full = full
        self.reminders.setVisible(full and self._reminds)
        self.redoes.setVisible(full and bool(self._redoes_id))
        self.fault.setMaximumHeight(_TWO_LINES if full else _ONE_LINE)

    def forbidden(self) -> list[str]:
        """What stands in red, for whoever asks."""
        return [found.text() for found in self._forbidden.findChildren(QLabel, "forbidden_words")]
