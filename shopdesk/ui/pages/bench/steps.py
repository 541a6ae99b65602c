"""The next step as one big button, the clock, and what else can be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QVBoxLayout, QWidget

from shopdesk.domain.ticket import Status
from shopdesk.services.tickets import TicketCard
from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.kit import (
    Button,
    Dot,
    Field,
    FlowLayout,
    PrimaryButton,
    column,
    icon,
    label,
    row,
    set_kind,
    set_state,
    text_label,
)
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.bench.moves import WAITS, Move, also, next_move

_SECOND_MS = 1000
_ICONS = {
    Move.START_DIAGNOSIS: "stethoscope",
    Move.DIAGNOSE: "stethoscope",
    Move.QUOTE: "file-text",
    Move.CONFIRM: "scan-barcode",
    Move.START: "play",
    Move.RESUME: "play",
    Move.FINISH: "check",
    Move.TEST: "clipboard-check",
}


class Clock(QWidget):
    """Time worked on the ticket, moving while the clock runs."""

    def __init__(self, texts: Texts, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("bench_clock")
        self._texts = texts
        self._now = now
        self._started: datetime | None = None
        self._before = 0
        self._dot = Dot("neutral", 10)
        self._state = label("label")
        self.figure = label("figure")
        self.figure.setFont(theme.font(tokens.FIGURE_PX, bold=True, tabular=True))
        self.figure.setObjectName("clock_figure")
        self.figure.setAlignment(Qt.AlignmentFlag.AlignRight)
        head = row(1, self._dot, self._state, spacing=6)
        self.setLayout(column(head, self.figure, spacing=0))
        self._tick = QTimer(self)
        self._tick.setInterval(_SECOND_MS)
        self._tick.timeout.connect(self.show_now)

    def show_clock(self, card: TicketCard) -> None:
        self._started, self._before = card.clock_started_at, card.worked_seconds
        running = self._started is not None
        if running:
            key = "bench.clock_runs"
        else:
            key = "bench.clock_stands" if card.status is Status.REPAIRING else "bench.clock_worked"
        self._dot.set_tone("accent" if running else "neutral")
        self._texts.bind(self._state.setText, key)
        set_state(self.figure, "tone", "accent" if running else "")
        if running:
            self._tick.start()
        else:
            self._tick.stop()
        self.show_now()

    def seconds(self) -> int:
        running = (self._now() - self._started).total_seconds() if self._started is not None else 0
        return self._before + max(0, int(running))

    def show_now(self) -> None:
        minutes, seconds = divmod(self.seconds(), 60)
        hours, minutes = divmod(minutes, 60)
        self.figure.setText(f"{hours}:{minutes:02d}:{seconds:02d}")
        self.figure.setAccessibleName(self.figure.text())


class StepBar(QFrame):
    """What is next, in words and as the one filled button; beside it the clock; below it the rest."""

    pressed = Signal()
    """The big button."""
    confirmed = Signal(str)
    """A tag or IMEI typed by hand."""
    pause_pressed = Signal()
    wait_pressed = Signal()
    note_pressed = Signal()
    passcode_pressed = Signal()
    diagnosis_pressed = Signal()
    quote_pressed = Signal()
    give_up_pressed = Signal()
    consents_pressed = Signal()
    """Something was refused: ask the customer again."""

    def __init__(self, texts: Texts, now: Callable[[], datetime]) -> None:
        super().__init__()
        set_kind(self, "card")
        self.setObjectName("bench_steps")
        self._texts = texts
        self.move_now: Move | None = None
        self.headline = label("section")
        self.headline.setObjectName("bench_next")
        self.advice = label("secondary", wrap=True)
        self.advice.setObjectName("bench_advice")
        self.clock = Clock(texts, now)
        self.main = PrimaryButton(texts, "bench.move.start", key_hint="Ctrl ↵")
        self.main.setObjectName("bench_main")
        self.main.setMinimumWidth(200)
        self.main.clicked.connect(self.press)
        self.code = QLineEdit()
        self.code.setObjectName("bench_confirm_code")
        self.code.returnPressed.connect(self.press)
        self.code_field = Field(texts, "bench.confirm_code", self.code)
        self.pause = self._button("bench.pause", "pause", self.pause_pressed, "F6")
        self.wait = self._button("bench.wait", "hourglass", self.wait_pressed)
        self.note = self._button("bench.note", "notebook-pen", self.note_pressed, "F8")
        self.passcode = self._button("bench.passcode", "key-round", self.passcode_pressed)
        self.consents = self._button("consents.change.open", "signature", self.consents_pressed)
        self.more = Button(texts, "bench.more", icon="ellipsis")
        self.more.clicked.connect(self._show_more)
        self._more_entries: list[tuple[str, str, SignalInstance]] = []
        words = column(text_label(texts, "bench.next", "label"), self.headline, self.advice, 1, spacing=2)
        step = row(spacing=16)
        step.addLayout(words, 3)
        step.addWidget(self.code_field, 2)
        step.addWidget(self.clock)
        step.addWidget(self.main, 0, Qt.AlignmentFlag.AlignVCenter)
        self._rest = QWidget()
        rest = FlowLayout(self._rest)
        for button in (self.pause, self.wait, self.note, self.passcode, self.consents, self.more):
            rest.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(10)
        box.addLayout(step)
        box.addWidget(self._rest)

    def _button(self, key: str, icon: str, press: SignalInstance, key_hint: str = "") -> Button:
        made = Button(self._texts, key, icon=icon, key_hint=key_hint)
        made.clicked.connect(lambda _on=False: press.emit())
        return made

    def show_card(self, card: TicketCard) -> None:
        move = next_move(card)
        changed = move is not self.move_now
        self.move_now = move
        can = also(card)
        waits = move in WAITS
        self._texts.bind(self.headline.setText, f"bench.headline.{move}")
        self._texts.bind(self.advice.setText, f"bench.advice.{move}")
        self.main.setVisible(not waits)
        if not waits:
            self.main.show_key(f"bench.move.{move}")
            self.main.show_icon(_ICONS[move])
        self.code_field.setVisible(move is Move.CONFIRM)
        if changed:
            self.code.clear()
            self.code_field.set_error(None)
        worked = card.clock_started_at is not None or card.worked_seconds > 0
        self.clock.setVisible(worked)
        self.clock.show_clock(card)
        self.pause.setVisible(can.pause)
        self.wait.setVisible(can.wait)
        self.passcode.setVisible(can.passcode)
        self.consents.setVisible(can.ask_again)
        self._more_entries = [
            (key, icon, press)
            for key, icon, press, there in (
                ("bench.diagnose_again", "stethoscope", self.diagnosis_pressed, can.diagnose_again),
                ("bench.quote_again", "file-text", self.quote_pressed, can.quote_again),
                ("bench.give_up", "ban", self.give_up_pressed, can.give_up),
            )
            if there
        ]
        self.more.setVisible(bool(self._more_entries))
        self._rest.updateGeometry()

    def offers_give_up(self) -> bool:
        return any(key == "bench.give_up" for key, _, _ in self._more_entries)

    def show_busy(self, busy: bool) -> None:
        """While something is under way nothing is pressed twice."""
        for button in (self.main, self.pause, self.wait):
            button.setEnabled(not busy)

    def press(self) -> None:
        if self.main.isHidden() or not self.main.isEnabled():
            return
        if self.move_now is Move.CONFIRM:
            self._confirm()
        else:
            self.pressed.emit()

    def _confirm(self) -> None:
        code = self.code.text().strip()
        if code:
            self.confirmed.emit(code)
        else:
            self.code_field.set_error_key("bench.scan_to_confirm")
            self.code_field.focus()

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("bench_more_menu")
        for key, name, press in self._more_entries:
            entry = menu.addAction(icon(name, "secondary"), self._texts.tr(key))
            entry.setObjectName(key.replace(".", "_"))
            entry.triggered.connect(lambda _on=False, what=press: what.emit())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
