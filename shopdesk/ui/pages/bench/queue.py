"""At the left: what waits at the bench, by what it waits for, late first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from shopdesk.services.bench_queue import BenchGroup, BenchQueue
from shopdesk.services.tickets import TicketRow
from shopdesk.ui.common.kit import ChipRow, Choice, set_kind, text_label
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.common.windowed import TwoLines, WindowedList


class QueueList(QFrame):
    """Groups as chips with their counts, and the list of one group."""

    opened = Signal(int)
    """A ticket was pressed, or opened with Enter."""

    def __init__(self, texts: Texts, lines: Callable[[TicketRow], TwoLines]) -> None:
        super().__init__()
        set_kind(self, "surface")
        self.setObjectName("bench_queue")
        self._texts = texts
        self._queue: BenchQueue | None = None
        self._open_id = 0
        self.groups = ChipRow(
            texts,
            [Choice(group, text=texts.tr(f"bench.group.{group}")) for group in BenchGroup],
            optional=False,
        )
        self.groups.setObjectName("bench_groups")
        texts.bind(self.groups.setAccessibleName, "bench.groups")
        self.groups.changed.connect(lambda _on: self._show_group())
        self.list = WindowedList[TicketRow](
            texts, lines, "bench_list", name_key="bench.list", empty_key="bench.group_empty"
        )
        self.list.activated_row.connect(lambda row: self.opened.emit(row.id))
        self.list.clicked.connect(self._pressed)
        head = QVBoxLayout()
        head.setContentsMargins(12, 12, 12, 8)
        head.setSpacing(8)
        head.addWidget(text_label(texts, "bench.title", "title"))
        head.addWidget(self.groups)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.list, 1)
        texts.changed.connect(self._say)

    def show_queue(self, queue: BenchQueue) -> None:
        first = self._queue is None
        self._queue = queue
        if first:
            filled = next((group for group, rows in queue.groups.items() if rows), BenchGroup.MINE)
            self.groups.set_value(filled)
            self._turn_to(self._open_id)
        self._say()
        self._show_group()

    def group(self) -> BenchGroup:
        return BenchGroup(self.groups.value() or BenchGroup.MINE)

    def show_open(self, ticket_id: int) -> None:
        """Mark the ticket that is open; one that was not open before brings its group to the front."""
        came, self._open_id = ticket_id != self._open_id, ticket_id
        if came:
            self._turn_to(ticket_id)
        self._mark_open()

    def _turn_to(self, ticket_id: int) -> None:
        groups = self._queue.groups if self._queue is not None else {}
        holding = [group for group, rows in groups.items() if any(row.id == ticket_id for row in rows)]
        if holding and self.group() not in holding:
            self.groups.set_value(holding[0])
            self._show_group()

    def _mark_open(self) -> None:
        for place, row in enumerate(self._rows()):
            if row.id == self._open_id:
                self.list.choose(place)
                return
        self.list.clearSelection()

    def _rows(self) -> Sequence[TicketRow]:
        return self._queue.groups[self.group()] if self._queue is not None else ()

    def _show_group(self) -> None:
        rows = self._rows()
        self.list.show_list(len(rows), lambda first, n, answer: answer(rows[first : first + n]), rows)
        self._mark_open()

    def _pressed(self) -> None:
        row = self.list.current_row()
        if row is not None:
            self.opened.emit(row.id)

    def _say(self) -> None:
        counts = self._queue.groups if self._queue is not None else {}
        for chip in self.groups.chips():
            word = self._texts.tr(f"bench.group.{chip.value}")
            number = len(counts.get(BenchGroup(chip.value), ()))
            _name(chip, f"{word} {number}" if number else word)


def _name(chip: QPushButton, text: str) -> None:
    chip.setText(text)
    chip.setAccessibleName(text)
    chip.updateGeometry()
