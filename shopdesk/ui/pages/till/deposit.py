"""A ticket that is not ready yet: how it stands, and a deposit for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from shopdesk.domain.money import Money
from shopdesk.domain.payment import CASH
from shopdesk.services.tickets import TicketCard
from shopdesk.ui.common.kit import (
    Banner,
    Button,
    Card,
    ChipRow,
    Choice,
    Elided,
    EnterMovesOn,
    Field,
    IconButton,
    MoneyEdit,
    PrimaryButton,
    StatusPill,
    column,
    label,
    row,
    text_label,
)
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.till.payment_panel import TenderKind


class DepositView(QWidget):
    """Passive: amount, tender and reference of a deposit; for a ticket in any open status."""

    closed = Signal()
    sent = Signal()
    ticket_wanted = Signal()

    def __init__(self, texts: Texts, money: Callable[[int], Money]) -> None:
        super().__init__()
        self.setObjectName("deposit")
        self._texts = texts
        self._money = money
        self.title = Elided(kind="title")
        self.note = Elided(kind="secondary")
        self.pill = StatusPill(texts)
        self.close_button = IconButton(texts, "x", "till.pickup.close")
        self.close_button.setObjectName("deposit_close")
        self.close_button.clicked.connect(lambda _on=False: self.closed.emit())
        self.words = label("text", wrap=True)
        self.held = label("strong")
        self.banner = Banner(texts)
        self.amount = MoneyEdit(texts, money(0).currency)
        self.amount_field = Field(texts, "till.deposit.amount", self.amount)
        self.tender = ChipRow(texts, multiple=False, optional=False)
        self.tender.setObjectName("deposit_tender")
        self.tender.changed.connect(lambda _values: self._show_reference())
        self.tender_field = Field(texts, "till.deposit.tender", self.tender)
        self.reference = QLineEdit()
        self.reference.setMaxLength(64)
        self.reference_field = Field(texts, "till.pay.reference", self.reference, optional=True)
        self.go = PrimaryButton(texts, "till.deposit.go", icon="hand-coins", key_hint="Ctrl ↵")
        self.go.clicked.connect(lambda _on=False: self.sent.emit())
        self.to_ticket = Button(texts, "till.deposit.to_ticket", icon="arrow-right")
        self.to_ticket.clicked.connect(lambda _on=False: self.ticket_wanted.emit())
        self._kinds: list[TenderKind] = []
        head = row(column(self.title, self.note, spacing=2), self.close_button)
        head.setStretch(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 14, 16, 16)
        box.setSpacing(12)
        box.addLayout(head)
        box.addWidget(self._make_standing())
        box.addWidget(self._make_form())
        box.addStretch(1)
        EnterMovesOn(self)

    def _make_form(self) -> Card:
        card = Card(self._texts, "till.deposit.title")
        card.setMaximumWidth(560)
        card.add_head(self.held)
        card.body.setSpacing(12)
        for part in (self.banner, self.amount_field, self.tender_field, self.reference_field, self.go):
            card.body.addWidget(part)
        return card

    def _make_standing(self) -> Card:
        standing = Card()
        standing.setMaximumWidth(560)
        standing.body.addLayout(
            row(text_label(self._texts, "till.deposit.standing", "section"), self.pill, 1)
        )
        standing.body.addWidget(self.words)
        standing.body.addLayout(row(self.to_ticket, 1))
        return standing

    def show_tenders(self, tenders: Sequence[TenderKind]) -> None:
        self._kinds = list(tenders)
        self.tender.set_choices([Choice(kind.id, text=kind.name()) for kind in tenders])

    def show_ticket(self, card: TicketCard, held: int) -> None:
        self.title.setText(card.device.title)
        self.note.setText(" · ".join((card.number, card.customer.name, card.customer.phone)))
        self.pill.show_status(card.status.value)
        self._texts.put(self.words.setText, card.fault)
        self._texts.bind(self.held.setText, "till.deposit.held", amount=self._money(held))
        self.held.setVisible(bool(held))
        self.amount.clear()
        self.reference.clear()
        self.tender.set_value(CASH)
        self.banner.clear()
        self.amount_field.set_error(None)
        self._show_reference()
        self.amount.setFocus(Qt.FocusReason.OtherFocusReason)

    def value(self) -> tuple[int, str, str] | None:
        """Amount, tender and reference; None, and said beside the field, while there is no amount."""
        amount = self.amount.value()
        if amount is None or not amount.minor:
            if not self.amount.problem():
                self.amount_field.set_error_key("problems.amount_zero")
            self.amount_field.focus()
            return None
        return amount.minor, self.tender.value() or CASH, self.reference.text().strip()

    def show_busy(self, *, busy: bool) -> None:
        self.go.setEnabled(not busy)

    def _show_reference(self) -> None:
        chosen = next((kind for kind in self._kinds if kind.id == self.tender.value()), None)
        self.reference_field.setVisible(chosen is not None and chosen.needs_reference)
