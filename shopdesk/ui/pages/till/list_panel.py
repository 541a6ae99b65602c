"""At the left: what is ready to be collected, who waits longest first; or what was paid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from shopdesk.services.refunds import SaleRow
from shopdesk.services.tickets import TicketRow
from shopdesk.ui.common.kit import Choice, SearchField, Segmented, line, row, set_kind
from shopdesk.ui.common.status import Mark, status_mark, status_word
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.common.windowed import Answer, TwoLines, WindowedList

WIDTH = 300
_TYPING_MS = 120


class ListMode(StrEnum):
    READY = "ready"
    SALES = "sales"


@dataclass(frozen=True, slots=True)
class ListedTicket:
    """`days` it has been waiting, None where it was searched for and may stand anywhere."""

    ticket: TicketRow
    days: int | None = None
    tone: str = "ok"


Listed = ListedTicket | SaleRow


class ListSearch(SearchField):
    """Down goes to the list; Enter takes the first found."""

    entered = Signal()
    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)


class ListPanel(QFrame):
    """Passive: tells what was searched, switched to and picked."""

    searched = Signal(str)
    entered = Signal(str)
    switched = Signal(str)
    picked = Signal(object)

    def __init__(self, texts: Texts, when: Callable[[datetime], str], amount: Callable[[int], str]) -> None:
        super().__init__()
        self._texts = texts
        self._when = when
        self._amount = amount
        self._rows: list[Listed] = []
        set_kind(self, "surface")
        self.setObjectName("till_list")
        self.setFixedWidth(WIDTH)
        self.modes = Segmented(
            texts,
            [
                Choice(ListMode.READY.value, "till.list.ready"),
                Choice(ListMode.SALES.value, "till.list.sales"),
            ],
        )
        self.modes.setObjectName("till_modes")
        self.modes.changed.connect(lambda values: self.switched.emit(values[0]))
        self.search = ListSearch(texts, "till.list.search_ready", key_hint="F2")
        self.search.setObjectName("till_search")
        self.search.entered.connect(lambda: self.entered.emit(self.search.text()))
        self.search.down.connect(self._into_list)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(lambda: self.searched.emit(self.search.text()))
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.list = WindowedList[Listed](
            texts, self._lines, "till_rows", name_key="till.list.name", empty_key="till.list.none_ready"
        )
        self.list.clicked.connect(lambda index: self._pick(index.row()))
        self.list.activated_row.connect(self.picked.emit)
        head = QVBoxLayout()
        head.setContentsMargins(12, 14, 12, 10)
        head.setSpacing(8)
        head.addLayout(row(self.modes, 1))
        head.addWidget(self.search)
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(head)
        inner.addWidget(line())
        inner.addWidget(self.list, 1)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(inner, 1)
        box.addWidget(line(upright=True))

    def show_mode(self, mode: ListMode) -> None:
        self.modes.set_value(mode.value)
        sales = mode is ListMode.SALES
        for setter in (self.search.setPlaceholderText, self.search.setAccessibleName):
            self._texts.bind(setter, "till.list.search_sales" if sales else "till.list.search_ready")

    def show_rows(self, rows: Sequence[Listed], chosen: int = 0) -> None:
        """`chosen`: id of the ticket or sale whose row is marked."""
        self._rows = list(rows)
        empty = (
            "till.list.none_found" if self.search.text().strip() else f"till.list.none_{self.modes.value()}"
        )
        self.list.say_when_empty(empty)
        held = self.list.blockSignals(True)
        self.list.show_list(len(self._rows), self._load, self._rows)
        self.show_chosen(chosen)
        self.list.blockSignals(held)

    def show_chosen(self, chosen: int) -> None:
        ids = [one.ticket.id if isinstance(one, ListedTicket) else one.id for one in self._rows]
        if chosen in ids:
            self.list.choose(ids.index(chosen))
        else:
            self.list.clearSelection()

    def clear_search(self) -> None:
        held = self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(held)

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _into_list(self) -> None:
        if self._rows:
            self.list.choose(0)
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _pick(self, index: int) -> None:
        if 0 <= index < len(self._rows):
            self.picked.emit(self._rows[index])

    def _load(self, first: int, number: int, answer: Answer[Listed]) -> None:
        answer(self._rows[first : first + number])

    def _lines(self, shown: Listed) -> TwoLines:
        if isinstance(shown, SaleRow):
            note = " · ".join(filter(None, (shown.number, shown.ticket_number)))
            return TwoLines(shown.customer or shown.number, self._amount(shown.total), note)
        ticket = shown.ticket
        note = " · ".join(filter(None, (ticket.bin, ticket.device)))
        if shown.days is None:
            word, mark = status_word(self._texts, ticket.status), status_mark(ticket.status)
        else:
            key = "till.list.today" if shown.days == 0 else "till.list.waits"
            word, mark = self._texts.tr(key, n=shown.days), Mark(shown.tone, "clock")
        return TwoLines(ticket.customer, ticket.number, note, word, mark)
