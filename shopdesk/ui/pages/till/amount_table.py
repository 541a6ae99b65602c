"""What is charged, line by line, down to what is due."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from shopdesk.domain.money import Money
from shopdesk.domain.quote import QuoteLine
from shopdesk.services.checkout import Charge
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import Button, IconLabel, column, label, row, set_kind, text_label
from shopdesk.ui.common.tables import Column, Table
from shopdesk.ui.common.texts import Texts


class _Sum(QWidget):
    """A word and an amount that lines up with the table's last column."""

    def __init__(self, texts: Texts, key: str, *, strong: bool = False) -> None:
        super().__init__()
        self.word = text_label(texts, key, "strong" if strong else "secondary")
        self.amount: QLabel = label("strong" if strong else "text")
        self.amount.setFont(theme.font(bold=strong, tabular=True))
        self.amount.setMinimumWidth(96)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        content = row(1, self.word, self.amount)
        content.setContentsMargins(8, 0, 8, 0)
        self.setLayout(content)


def _quiet(_line: QuoteLine) -> str:
    return "secondary"


class AmountTable(QWidget):
    """Lines, tax, total and deposit; a line's price can be agreed anew, a total over the approval cannot."""

    price_wanted = Signal(int)
    """The line to agree another price on."""
    quote_wanted = Signal()

    def __init__(self, texts: Texts, money: Callable[[int], Money]) -> None:
        super().__init__()
        self._texts = texts
        self._money = money
        self._charge: Charge | None = None
        columns = [
            Column[QuoteLine]("till.amount.line", lambda line: line.name, stretch=True),
            Column[QuoteLine]("till.amount.grade", self._grade, width=84, tone=lambda _line: "secondary"),
            Column[QuoteLine](
                "till.amount.warranty", self._warranty, width=84, tone=lambda _line: "secondary"
            ),
            Column[QuoteLine]("till.amount.quantity", lambda line: str(line.quantity), "right", 52),
            Column[QuoteLine]("till.amount.amount", lambda line: self._plain(line.price), "right", 104),
        ]
        self.table = Table[QuoteLine](
            texts, columns, "amount_lines", empty_key="till.amount.no_lines", name_key="till.pickup.amount"
        )
        self.table.verticalHeader().setDefaultSectionSize(34)
        self.table.activated_row.connect(lambda _row: self._agree())
        self.adjust = Button(texts, "till.amount.adjust", kind="quiet", icon="pencil")
        self.adjust.clicked.connect(lambda _on=False: self._agree())
        self.tax = _Sum(texts, "till.amount.tax_included")
        self.total = _Sum(texts, "till.amount.total", strong=True)
        self.deposit = _Sum(texts, "till.amount.deposit")
        self.over = self._make_over()
        sums = column(self.total, self.deposit, spacing=2)
        foot = row(self.adjust, column(self.tax, sums, spacing=2))
        foot.setStretch(1, 1)
        self.setLayout(column(self.table, self.over, foot, spacing=6))

    def _make_over(self) -> QFrame:
        box = QFrame()
        box.setObjectName("over_approval")
        set_kind(box, "banner")
        theme.set_state(box, "tone", "bad")
        self.over_words = label(wrap=True)
        self.new_quote = Button(self._texts, "till.amount.new_quote")
        self.new_quote.clicked.connect(lambda _on=False: self.quote_wanted.emit())
        inside = QHBoxLayout(box)
        inside.setContentsMargins(12, 6, 6, 6)
        inside.setSpacing(8)
        inside.addWidget(IconLabel("circle-alert", "bad"))
        inside.addWidget(self.over_words, 1)
        inside.addWidget(self.new_quote)
        box.hide()
        return box

    def show_charge(self, charge: Charge, *, adjusted: bool) -> None:
        self._charge = charge
        self.table.show_rows(charge.lines)
        if charge.lines and self.table.current_row() is None:
            self.table.choose(0)
        self.adjust.setVisible(bool(charge.lines))
        self.tax.setVisible(bool(charge.tax))
        self.tax.amount.setText(self._full(charge.tax))
        self.total.amount.setText(self._full(charge.total))
        self.deposit.setVisible(bool(charge.deposit))
        self.deposit.amount.setText(self._full(-charge.deposit))
        self.over.setVisible(charge.total > charge.most)
        self._texts.bind(
            self.over_words.setText,
            "till.amount.over",
            total=self._money(charge.total),
            approved=self._money(charge.approved_total),
        )
        key = "till.amount.total_adjusted" if adjusted else "till.amount.total"
        self._texts.bind(self.total.word.setText, key, approved=self._money(charge.approved_total))

    def say_tax(self, *, included: bool) -> None:
        self._texts.bind(
            self.tax.word.setText, "till.amount.tax_included" if included else "till.amount.tax_added"
        )

    def focus_table(self) -> None:
        self.table.setFocus()

    def _agree(self) -> None:
        row_index = self.table.currentIndex().row()
        if self._charge is not None and self._charge.lines:
            self.price_wanted.emit(max(row_index, 0))

    def _grade(self, line: QuoteLine) -> str:
        return self._texts.tr(f"words.grade.{line.grade}") if line.grade else "–"

    def _warranty(self, line: QuoteLine) -> str:
        return self._texts.tr("words.days", n=line.warranty_days) if line.warranty_days else "–"

    def _plain(self, minor: int) -> str:
        return self._texts.catalogue.money(self._money(minor), symbol=False)

    def _full(self, minor: int) -> str:
        return self._texts.catalogue.money(self._money(minor))
