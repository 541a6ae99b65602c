"""A sale as one gives money back for it: each line with what is left, and what goes back now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from shopdesk.domain.money import Money
from shopdesk.domain.payment import CASH
from shopdesk.services.refunds import RefundLine, Sale, SaleLine
from shopdesk.ui.common.figure import BigFigure
from shopdesk.ui.common.kit import (
    Banner,
    Button,
    Card,
    ChipRow,
    Choice,
    Elided,
    Field,
    IconButton,
    MoneyEdit,
    PrimaryButton,
    column,
    empty_out,
    label,
    line,
    row,
    set_kind,
    text_label,
)
from shopdesk.ui.common.signature_pad import SignaturePad
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.till.payment_panel import TenderKind

_SIDE = 360


class RefundLineRow(QWidget):
    """One line of the sale; more than is left of it is said beneath the amount at once."""

    changed = Signal()

    def __init__(self, texts: Texts, sold: SaleLine, money: Callable[[int], Money]) -> None:
        super().__init__()
        self._texts = texts
        self._money = money
        self.sold = sold
        self.setObjectName(f"refund_line_{sold.id}")
        show = texts.catalogue.money
        name = Elided(sold.name, "strong")
        told = Elided(kind="note")
        key = "till.refund.line_left" if sold.refunded else "till.refund.line_paid"
        texts.bind(told.setText, key, paid=money(sold.gross), left=money(sold.left), quantity=sold.quantity)
        self.amount = MoneyEdit(texts, money(0).currency)
        self.amount.setObjectName(f"refund_amount_{sold.id}")
        self.amount.setFixedWidth(128)
        self.amount.setPlaceholderText(show(money(0)))
        self.amount.setAccessibleName(sold.name)
        self.amount.value_changed.connect(lambda _value: self._typed())
        self.amount.problem_changed.connect(lambda _key: self._typed())
        self.whole = Button(texts, "till.refund.whole", kind="quiet")
        self.whole.setObjectName(f"refund_whole_{sold.id}")
        self.whole.clicked.connect(lambda _on=False: self.amount.set_value(money(sold.left)))
        self.error = label("error", wrap=True)
        self.error.setObjectName(f"refund_error_{sold.id}")
        self.error.hide()
        self.error.setAlignment(Qt.AlignmentFlag.AlignRight)
        nothing_left = not sold.left
        self.amount.setDisabled(nothing_left)
        self.whole.setDisabled(nothing_left)
        content = row(column(name, told, spacing=0), self.whole, self.amount)
        content.setStretch(0, 1)
        whole = column(content, self.error, spacing=2)
        whole.setContentsMargins(0, 6, 0, 6)
        self.setLayout(whole)

    def minor(self) -> int:
        value = self.amount.value()
        return value.minor if value else 0

    def is_right(self) -> bool:
        return not self.amount.problem() and self.minor() <= self.sold.left

    def say(self, key: str, **values: object) -> None:
        self._texts.bind(self.error.setText, key, **values)
        self.error.show()

    def _typed(self) -> None:
        if self.amount.problem():
            self.say(self.amount.problem())
        elif self.minor() > self.sold.left:
            self.say("problems.refund_too_much", name=self.sold.name, left=self._money(self.sold.left))
        else:
            self.error.hide()
        self.changed.emit()


class RefundView(QWidget):
    """Passive: the sale at the left, tender, reason and what goes back at the right."""

    closed = Signal()
    sent = Signal()

    def __init__(self, texts: Texts, money: Callable[[int], Money]) -> None:
        super().__init__()
        self.setObjectName("refund")
        self._texts = texts
        self._money = money
        self._rows: list[RefundLineRow] = []
        self.title = Elided(kind="title")
        self.note = Elided(kind="secondary")
        self.close_button = IconButton(texts, "x", "till.pickup.close")
        self.close_button.setObjectName("refund_close")
        self.close_button.clicked.connect(lambda _on=False: self.closed.emit())
        self.banner = Banner(texts)
        self._box = QVBoxLayout()
        self._box.setContentsMargins(0, 0, 8, 0)
        self._box.setSpacing(0)
        inside = QWidget()
        inside.setLayout(column(self._box, 1, spacing=0))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.whole = Button(texts, "till.refund.everything", kind="quiet")
        self.whole.clicked.connect(lambda _on=False: self._everything())
        lines = Card(texts, "till.refund.lines")
        lines.add_head(self.whole)
        lines.body.addWidget(scroll, 1)
        head = row(column(self.title, self.note, spacing=2), self.close_button)
        head.setStretch(0, 1)
        left = QVBoxLayout()
        left.setContentsMargins(20, 14, 16, 16)
        left.setSpacing(10)
        left.addLayout(head)
        left.addWidget(self.banner)
        left.addWidget(lines, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self._make_side())

    def _make_side(self) -> QFrame:
        texts = self._texts
        self.total = BigFigure(34)
        self.total.setObjectName("refund_total")
        self.tender = ChipRow(texts, multiple=False, optional=False)
        self.tender.setObjectName("refund_tender")
        self.tender_field = Field(texts, "till.refund.tender", self.tender)
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.reason.setObjectName("refund_reason")
        self.reason_field = Field(texts, "till.refund.reason", self.reason)
        self.reason.textChanged.connect(lambda _text: self.reason_field.set_error(None))
        self.pad = SignaturePad(texts)
        self.pad.setObjectName("refund_signature")
        self.pad.setFixedHeight(92)
        self.go = PrimaryButton(texts, "till.refund.go", icon="undo-2", key_hint="Ctrl ↵")
        self.go.clicked.connect(lambda _on=False: self.sent.emit())
        self.why_not = label("note", wrap=True)
        side = QFrame()
        set_kind(side, "side")
        side.setFixedWidth(_SIDE)
        box = QVBoxLayout(side)
        box.setContentsMargins(16, 14, 16, 16)
        box.setSpacing(12)
        box.addLayout(column(text_label(texts, "till.refund.total", "label"), self.total, spacing=0))
        box.addWidget(line())
        box.addWidget(self.tender_field)
        box.addWidget(self.reason_field)
        box.addStretch(1)
        box.addWidget(text_label(texts, "till.refund.signature", "label"))
        box.addWidget(self.pad)
        box.addWidget(self.why_not)
        box.addWidget(self.go)
        return side

    def show_tenders(self, tenders: Sequence[TenderKind]) -> None:
        self.tender.set_choices([Choice(kind.id, text=kind.name()) for kind in tenders])

    def show_allowed(self, *, allowed: bool) -> None:
        self.go.setEnabled(allowed)
        self.why_not.setVisible(not allowed)
        self._texts.bind(self.why_not.setText, "till.refund.not_allowed")

    def show_sale(self, sale: Sale, note: str, customer: str) -> None:
        self._texts.bind(self.title.setText, "till.refund.title", number=sale.number)
        self.note.setText(note)
        self.banner.clear()
        if not sale.left:
            self.banner.say("till.refund.nothing_left", "info")
        empty_out(self._box)
        self._rows = []
        for sold in sale.lines:
            shown = RefundLineRow(self._texts, sold, self._money)
            shown.changed.connect(self._say_total)
            if self._rows:
                self._box.addWidget(line())
            self._rows.append(shown)
            self._box.addWidget(shown)
        self.whole.setEnabled(bool(sale.left))
        self.tender.set_value(CASH)
        self.tender_field.set_error(None)
        self.reason.clear()
        self.reason_field.set_error(None)
        self.pad.clear()
        self.pad.set_name(customer)
        self._say_total()
        first = next((shown for shown in self._rows if shown.sold.left), None)
        if first is not None:
            first.amount.setFocus(Qt.FocusReason.OtherFocusReason)

    def rows(self) -> list[RefundLineRow]:
        return list(self._rows)

    def lines(self) -> tuple[RefundLine, ...]:
        return tuple(RefundLine(shown.sold.id, shown.minor()) for shown in self._rows if shown.minor())

    def first_wrong(self) -> RefundLineRow | None:
        return next((shown for shown in self._rows if not shown.is_right()), None)

    def show_busy(self, *, busy: bool) -> None:
        self.go.setEnabled(not busy)

    def _everything(self) -> None:
        for shown in self._rows:
            shown.amount.set_value(self._money(shown.sold.left) if shown.sold.left else None)

    def _say_total(self) -> None:
        total = sum(shown.minor() for shown in self._rows)
        wrong = self.first_wrong() is not None
        show = self._texts.catalogue.money
        self.total.show_figure(show(self._money(total)), "bad" if wrong else "text")
