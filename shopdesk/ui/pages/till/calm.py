"""The quiet screens of the till: closed, at rest, and after a device went out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.money import Money
from shopdesk.services.checkout import HandedOver
from shopdesk.services.till import TillState
from shopdesk.ui.common.drawer_count import DrawerCount
from shopdesk.ui.common.figure import BigFigure
from shopdesk.ui.common.kit import (
    Button,
    Card,
    Choice,
    Elided,
    EmptyState,
    Field,
    IconLabel,
    MoneyEdit,
    PrimaryButton,
    Segmented,
    column,
    label,
    row,
    text_label,
)
from shopdesk.ui.common.texts import Texts

_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class ClosedTill(QWidget):
    """One card: count the float in and start."""

    opened = Signal(int)

    def __init__(self, texts: Texts, money: Callable[[int], Money]) -> None:
        super().__init__()
        self.setObjectName("closed_till")
        self._money = money
        self._texts = texts
        self.ways = Segmented(
            texts, [Choice("amount", "till.open.by_amount"), Choice("pieces", "till.open.by_pieces")]
        )
        self.ways.changed.connect(lambda _values: self._show_way())
        self.amount = MoneyEdit(texts, money(0).currency)
        self.amount.setObjectName("opening_float")
        self.amount.returnPressed.connect(self.send)
        self.field = Field(texts, "till.open.float", self.amount)
        self.count = DrawerCount(texts, lambda minor: texts.catalogue.money(money(minor)), columns=2)
        self.count.changed.connect(self._say_total)
        self.count.finished.connect(self.send)
        self.total = BigFigure(28, right=True)
        self._total_row = QWidget()
        self._total_row.setLayout(row(text_label(texts, "till.open.counted", "strong"), self.total))
        self.go = PrimaryButton(texts, "till.open.go", icon="lock-open", key_hint="Ctrl ↵")
        self.go.clicked.connect(lambda _on=False: self.send())
        self.why_not = label("note", wrap=True)
        card = Card()
        card.setFixedWidth(560)
        card.body.setSpacing(14)
        title = text_label(texts, "till.open.title", "title")
        words = text_label(texts, "till.open.words", "secondary")
        words.setWordWrap(True)
        head = row(IconLabel("wallet", "accent", 28), title, 1, self.ways, spacing=12)
        card.body.addLayout(head)
        card.body.addWidget(words)
        card.body.addWidget(self.field)
        card.body.addWidget(self.count)
        card.body.addWidget(self._total_row)
        card.body.addWidget(self.go)
        card.body.addWidget(self.why_not)
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addWidget(card, 0, _MIDDLE)
        box.addStretch(3)
        self._show_way()

    def show_pieces(self, values: Sequence[int]) -> None:
        self.count.show_pieces(values)
        self._say_total()

    def show_allowed(self, *, allowed: bool) -> None:
        """Who may not open the till is told so."""
        self.go.setEnabled(allowed)
        self.why_not.setVisible(not allowed)
        self._texts.bind(self.why_not.setText, "till.open.not_allowed")

    def clear(self) -> None:
        self.amount.clear()
        self.count.clear()
        self.field.set_error(None)

    def focus_first(self) -> None:
        if self.ways.value() == "pieces":
            self.count.focus_first()
        else:
            self.amount.setFocus(Qt.FocusReason.OtherFocusReason)

    def send(self) -> None:
        """Open with what was counted; an empty amount is asked for, because a float of nothing is typed."""
        if not self.go.isEnabled():
            return
        if self.ways.value() == "pieces":
            if self.count.is_right():
                self.opened.emit(self.count.total())
            return
        value = self.amount.value()
        if value is not None:
            self.opened.emit(value.minor)
        elif not self.amount.problem():
            self.field.set_error_key("till.open.float_missing")

    def _show_way(self) -> None:
        pieces = self.ways.value() == "pieces"
        self.field.setVisible(not pieces)
        self.count.setVisible(pieces)
        self._total_row.setVisible(pieces)
        self.focus_first()

    def _say_total(self) -> None:
        self.total.show_figure(self._texts.catalogue.money(self._money(self.count.total())))


class AtRest(QWidget):
    """Nobody at the counter: what to scan, how the drawer stands, and what else can be done."""

    def __init__(self, texts: Texts, money: Callable[[int], Money]) -> None:
        super().__init__()
        self.setObjectName("till_rest")
        self._texts = texts
        self._money = money
        self.state = Elided(kind="secondary")
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        head = row(column(text_label(texts, "till.title", "title"), self.state, spacing=2), self.buttons)
        head.setStretch(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 14, 16, 16)
        box.addLayout(head)
        box.addWidget(EmptyState(texts, "scan-barcode", "till.rest.title", "till.rest.words"), 1)

    def add_button(self, button: Button) -> None:
        self.buttons.addWidget(button)

    def show_state(self, state: TillState, opened: str) -> None:
        """`opened`: when, as people say it."""
        self._texts.bind(
            self.state.setText,
            "till.rest.state",
            time=opened,
            name=state.opened_by,
            cash=self._money(state.cash_expected),
        )


class Done(QWidget):
    """The device is out: change to give, what prints, and on to the next customer."""

    next_wanted = Signal()

    def __init__(self, texts: Texts, money: Callable[[int], Money]) -> None:
        super().__init__()
        self.setObjectName("till_done")
        self._texts = texts
        self._money = money
        self.title = label("title")
        self.title.setAlignment(_MIDDLE)
        self.who = Elided(kind="secondary")
        self.who.setAlignment(_MIDDLE)
        self.word = label("main")
        self.word.setAlignment(_MIDDLE)
        self.figure = BigFigure(84)
        self.figure.setObjectName("change_due")
        self.figure.centre()
        self.papers = label("secondary", wrap=True)
        self.papers.setAlignment(_MIDDLE)
        self.go = PrimaryButton(texts, "till.done.next", icon="arrow-right", key_hint="Ctrl ↵")
        self.go.clicked.connect(lambda _on=False: self.next_wanted.emit())
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(10)
        box.addStretch(2)
        box.addWidget(IconLabel("circle-check", "ok", 56), 0, _MIDDLE)
        box.addWidget(self.title)
        box.addWidget(self.who)
        box.addSpacing(20)
        box.addWidget(self.word)
        box.addWidget(self.figure)
        box.addSpacing(20)
        box.addWidget(self.papers)
        box.addSpacing(12)
        box.addLayout(row(1, self.go, 1))
        box.addStretch(3)

    def show_handed_over(self, done: HandedOver, who: str) -> None:
        change = done.change or done.given_back
        key = "till.done.change" if done.change else "till.done.given_back"
        self._show("till.done.title", who, key if change else "", change)
        papers = "both" if done.warranty_id else "receipt"
        if not done.sale_number:
            self._texts.bind(self.papers.setText, "till.done.no_papers")
        else:
            self._texts.bind(self.papers.setText, f"till.done.papers_{papers}", number=done.sale_number)

    def show_refunded(self, number: str, total: int, tender: str) -> None:
        self._show("till.refund.done", "", "till.refund.done_word", total, tender=tender)
        self._texts.bind(self.papers.setText, "till.refund.done_papers", number=number)

    def show_deposit(self, amount: int, who: str) -> None:
        self._show("till.deposit.done", who, "till.deposit.done_word", amount)
        self._texts.bind(self.papers.setText, "till.deposit.done_papers")

    def _show(self, title: str, who: str, word: str, amount: int, **values: object) -> None:
        self._texts.bind(self.title.setText, title)
        self.who.setText(who)
        self.who.setVisible(bool(who))
        self.word.setVisible(bool(word))
        self.figure.setVisible(bool(word))
        if word:
            self._texts.bind(self.word.setText, word, **values)
            self.figure.show_figure(self._texts.catalogue.money(self._money(amount)), "ok")
        self.go.setFocus()
