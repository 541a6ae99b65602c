"""One part at the side: figures, lots oldest first, who waits, every movement."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from shopdesk.services.stock import LotRow, MovementRow, PartCard, WaitingRow
from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.kit import Button, Pill, column, label, row
from shopdesk.ui.common.tables import Column, Table
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.parts.wording import Wording, signed, state_mark, waiting_mark

_NAME_HEIGHT = 84
"""Three lines: a longer name is whole in the tooltip."""


class Figure(QWidget):
    """A number with its name beneath."""

    def __init__(self, texts: Texts, key: str, name: str) -> None:
        super().__init__()
        self.number = label("figure", "0")
        self.number.setFont(theme.font(tokens.FIGURE_PX, bold=True, tabular=True))
        self.number.setObjectName(name)
        words = label("label")
        texts.bind(words.setText, key)
        texts.bind(self.setAccessibleName, key)
        self.setLayout(column(self.number, words, spacing=0))

    def show_number(self, number: int, tone: str = "") -> None:
        self.number.setText(str(number))
        theme.set_state(self.number, "tone", tone)
        self.setAccessibleDescription(str(number))


class PartCardView(QWidget):
    """What is known of one part, and what can be done with it."""

    receive_pressed = Signal()
    count_pressed = Signal()
    edit_pressed = Signal()
    ticket_opened = Signal(int)

    def __init__(self, texts: Texts, wording: Callable[[], Wording]) -> None:
        super().__init__()
        self.setObjectName("part_card")
        self._texts = texts
        self._wording = wording
        self._shown_id = 0
        self.name = label("title", wrap=True)
        self.name.setMaximumHeight(_NAME_HEIGHT)
        self.name.setObjectName("part_name")
        self.state = Pill()
        self.facts = label("secondary", wrap=True)
        self.facts.setObjectName("part_facts")
        self.on_hand = Figure(texts, "parts.col.on_hand", "part_on_hand")
        self.reserved = Figure(texts, "parts.col.reserved", "part_reserved")
        self.available = Figure(texts, "parts.col.available", "part_available")
        self.count = Button(texts, "parts.count", icon="tally-5")
        self.count.clicked.connect(lambda _on=False: self.count_pressed.emit())
        self.receive = Button(texts, "parts.receive_this", icon="package-plus")
        self.receive.clicked.connect(lambda _on=False: self.receive_pressed.emit())
        self.edit = Button(texts, "common.edit", icon="pencil")
        self.edit.clicked.connect(lambda _on=False: self.edit_pressed.emit())
        self.lots = Table[LotRow](texts, self._lot_columns(cost=True), "part_lots", empty_key="parts.no_lots")
        self.waiting = Table[WaitingRow](
            texts,
            [
                Column[WaitingRow]("parts.col.ticket", lambda one: wording().waits(one), stretch=True),
                Column[WaitingRow](
                    "parts.col.status",
                    lambda one: wording().say(f"common.status.{one.status}"),
                    width=100,
                    pill=waiting_mark,
                ),
                Column[WaitingRow](
                    "parts.col.pieces", lambda one: str(one.quantity), align="right", width=52
                ),
            ],
            "part_waiting",
            empty_key="parts.nobody_waits",
        )
        self.moves = Table[MovementRow](
            texts,
            [
                Column[MovementRow]("parts.col.when", lambda one: wording().when(one.at), width=66),
                Column[MovementRow]("parts.col.what", lambda one: wording().moved(one), stretch=True),
                Column[MovementRow](
                    "parts.col.pieces",
                    lambda one: signed(one.quantity),
                    align="right",
                    width=52,
                    tone=lambda one: "ok" if one.quantity > 0 else "text",
                ),
            ],
            "part_moves",
            empty_key="parts.no_moves",
        )
        self.waiting.activated_row.connect(lambda one: self.ticket_opened.emit(one.ticket_id))
        self.moves.activated_row.connect(self._open_ticket)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("part_tabs")
        for table in (self.lots, self.moves, self.waiting):
            self.tabs.addTab(table, "")
        texts.changed.connect(self._name_tabs)
        head = row(self.name, spacing=8)
        head.setStretch(0, 1)
        head.addWidget(self.state)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addLayout(head)
        box.addWidget(self.facts)
        box.addLayout(row(self.on_hand, 1, self.reserved, 1, self.available, 1))
        self._buttons = QWidget()
        self._buttons.setLayout(row(self.receive, self.count, self.edit, 1))
        box.addWidget(self._buttons)
        box.addWidget(self.tabs, 1)
        self._waiting_for = 0
        self._name_tabs()

    def _lot_columns(self, *, cost: bool) -> list[Column[LotRow]]:
        wording = self._wording
        columns = [
            Column[LotRow]("parts.col.lot", lambda lot: wording().lot(lot), stretch=True),
            Column[LotRow]("parts.col.received", lambda lot: wording().when(lot.received_at), width=76),
            Column[LotRow](
                "parts.col.left",
                lambda lot: str(lot.left),
                align="right",
                width=52,
                tone=lambda lot: "text" if lot.left else "faint",
            ),
        ]
        if cost:
            columns.append(
                Column[LotRow](
                    "parts.col.cost", lambda lot: wording().amount(lot.unit_cost), align="right", width=84
                )
            )
        return columns

    def show_card(self, card: PartCard, *, may_keep: bool) -> None:
        say, part = self._wording(), card.part
        self.name.setText(part.name)
        self.name.setToolTip(part.name)
        mark = state_mark(part)
        self.state.setVisible(mark is not None)
        if mark is not None:
            self.state.show_pill(say.state(part), mark.tone, mark.icon)
        self.facts.setText(say.facts(part))
        self.on_hand.show_number(part.on_hand)
        self.reserved.show_number(part.reserved)
        self.available.show_number(part.available, mark.tone if mark is not None and part.active else "")
        self._buttons.setVisible(may_keep)
        # The column of cost is not just empty for who may not see it: it is not there.
        hidden = all(lot.unit_cost is None for lot in card.lots)
        self.lots.setColumnHidden(3, hidden)
        # Used up lots last: what is left, oldest first, is what will be issued.
        self.lots.show_rows(sorted(card.lots, key=lambda lot: lot.left <= 0))
        self.moves.show_rows(card.movements)
        self.waiting.show_rows(card.reserved_for)
        self._waiting_for = sum(one.quantity for one in card.reserved_for)
        if part.id != self._shown_id:
            self._shown_id = part.id
            self.tabs.setCurrentIndex(0)
        self._name_tabs()

    def _name_tabs(self) -> None:
        tr = self._texts.tr
        self.tabs.setTabText(0, tr("parts.tab.lots"))
        self.tabs.setTabText(1, tr("parts.tab.moves"))
        waits = tr("parts.tab.waiting")
        self.tabs.setTabText(2, f"{waits} {self._waiting_for}" if self._waiting_for else waits)

    def _open_ticket(self, one: MovementRow) -> None:
        if one.ticket_id is not None:
            self.ticket_opened.emit(one.ticket_id)
