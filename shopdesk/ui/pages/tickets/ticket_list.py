"""The left column: chips, a box to search in, and the list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from shopdesk.services.ticket_lists import TicketFilter
from shopdesk.services.tickets import TicketRow
from shopdesk.ui.common.kit import ChipRow, Choice, SearchField, set_kind
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.common.windowed import Loader, TwoLines, WindowedList

SHOWN = (TicketFilter.OPEN, TicketFilter.MINE, TicketFilter.LATE, TicketFilter.READY, TicketFilter.ALL)
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class TicketList(QFrame):
    """Signals what the person chooses; shows what it is given."""

    filtered = Signal(str)
    typed = Signal(str)
    chosen = Signal(int)
    entered = Signal()
    """Enter on a row: on to the ticket itself."""

    def __init__(self, texts: Texts, lines: Callable[[TicketRow], TwoLines]) -> None:
        super().__init__()
        set_kind(self, "surface")
        self.setObjectName("tickets_left")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._texts = texts
        self._counts: dict[TicketFilter, int] = {}
        self.chips = ChipRow(
            texts, [Choice(one.value, f"tickets.filter.{one}") for one in SHOWN], optional=False
        )
        self.chips.setObjectName("tickets_filter")
        texts.bind(self.chips.setAccessibleName, "tickets.filter.name")
        self.chips.changed.connect(lambda values: self.filtered.emit(values[0]))
        self.search = SearchField(texts, "tickets.search", key_hint="Ctrl F")
        self.search.setObjectName("tickets_search")
        self.search.textChanged.connect(self.typed)
        self.search.installEventFilter(self)
        self.rows: WindowedList[TicketRow] = WindowedList(
            texts, lines, "tickets_list", name_key="tickets.title", empty_key="tickets.none"
        )
        self.rows.chosen.connect(self._row_chosen)
        self.rows.activated_row.connect(lambda _row: self.entered.emit())
        head = QVBoxLayout()
        head.setContentsMargins(12, 10, 12, 8)
        head.setSpacing(8)
        head.addWidget(self.search)
        head.addWidget(self.chips)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.rows, 1)
        texts.changed.connect(self._say_counts)

    def show_filter(self, which: TicketFilter) -> None:
        self.chips.set_value(which.value)

    def show_counts(self, counts: dict[TicketFilter, int]) -> None:
        self._counts = counts
        self._say_counts()

    def _say_counts(self) -> None:
        for chip in self.chips.chips():
            number = self._counts.get(TicketFilter(chip.value))
            word = self._texts.tr(f"tickets.filter.{chip.value}")
            text = word if number is None else f"{word} {number:,}"
            chip.setText(text)
            chip.setAccessibleName(text)
        self.chips.updateGeometry()

    def show_rows(self, count: int, load: Loader[TicketRow], row: int, *, same: bool) -> None:
        """Show a list with `row` current (-1: none); the `same` list keeps its place."""
        before = self.rows.verticalScrollBar().value()
        self.rows.say_when_empty("tickets.nothing_found" if self.search.text().strip() else "tickets.none")
        if same and count == self.rows.rows_model.rowCount():
            self.rows.rows_model.refresh(count)
        else:
            self.rows.show_list(count, load)
        if 0 <= row < count:
            self.rows.choose(row)
        if same:
            self.rows.verticalScrollBar().setValue(before)

    def current_id(self) -> int | None:
        row = self.rows.current_row()
        return row.id if row is not None else None

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _row_chosen(self, row: TicketRow) -> None:
        self.chosen.emit(row.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the search box move in the list: the hands stay where they are."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self._move(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                if self.rows.current_row() is None and self.rows.rows_model.rowCount():
                    self.rows.choose(0)
                self.entered.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _move(self, event: QKeyEvent) -> None:
        if self.rows.currentIndex().isValid():
            self.rows.keyPressEvent(event)
        elif self.rows.rows_model.rowCount():
            self.rows.choose(0)
