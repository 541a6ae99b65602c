"""Which tickets the list shows: a filter or what was typed, its counts, and pages of any length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from shopdesk.domain.ticket import Status
from shopdesk.services.search import find_ticket_rows
from shopdesk.services.ticket_lists import ShopCounts, TicketFilter, shop_counts, ticket_page, ticket_rows
from shopdesk.services.tickets import TicketRow
from shopdesk.services.work import Reading
from shopdesk.ui.common.windowed import Answer, Loader
from shopdesk.ui.desk import Desk

MOST = 1000
"""Rows of a filtered list; beyond, the chip's count still tells the truth and the search finds the rest."""


class ListView(Protocol):
    """What this presenter needs of the left column."""

    def show_filter(self, which: TicketFilter) -> None: ...

    def show_counts(self, counts: dict[TicketFilter, int]) -> None: ...

    def show_rows(self, count: int, load: Loader[TicketRow], row: int, *, same: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list shows: all rows of a short list, or how many there are of the long one."""

    counts: dict[TicketFilter, int]
    newest_id: int
    rows: tuple[TicketRow, ...] | None


def listed(reading: Reading, which: TicketFilter, text: str, staff_id: int) -> Listed:
    """Counts, and the rows of `text` or `which`; None for the list of all, which is read by pages."""
    shop: ShopCounts = shop_counts(reading)
    mine = ticket_rows(reading, TicketFilter.MINE, staff_id=staff_id, most=MOST)
    counts = {
        TicketFilter.OPEN: shop.open,
        TicketFilter.MINE: len(mine),
        TicketFilter.LATE: shop.late,
        TicketFilter.READY: shop.by_status.get(Status.READY, 0),
        TicketFilter.ALL: shop.newest_id,
    }
    rows: tuple[TicketRow, ...] | None = None
    if text.strip():
        rows = find_ticket_rows(reading, text)
    elif which is TicketFilter.MINE:
        rows = mine
    elif which is not TicketFilter.ALL:
        rows = ticket_rows(reading, which, staff_id=staff_id, most=MOST)
    return Listed(counts, shop.newest_id, rows)


class ListPresenter:
    """One question at a time is under way; what changed meanwhile is asked when it is answered."""

    def __init__(self, desk: Desk, view: ListView, shown: Callable[[], None] = lambda: None) -> None:
        self._desk = desk
        self._view = view
        self._shown = shown
        self.which = TicketFilter.OPEN
        self.text = ""
        self.open_id: int | None = None
        self._rows: tuple[TicketRow, ...] | None = ()
        self._newest = 0
        self._asking: tuple[TicketFilter, str] | None = None
        self._again = False
        self._showing: tuple[TicketFilter, str] | None = None

    def start(self) -> None:
        self._view.show_filter(self.which)
        self.refresh()

    def use_filter(self, which: TicketFilter) -> None:
        self.which = which
        self._view.show_filter(which)
        self.refresh()

    def find(self, text: str) -> None:
        """As typed; an empty text goes back to the filter."""
        self.text = text
        self.refresh()

    def refresh(self) -> None:
        """Ask for the list as it is wanted now; the latest wish wins."""
        if self._asking is not None:
            self._again = True
            return
        self._asking = (self.which, self.text)
        self._again = False
        desk, which, text = self._desk, self.which, self.text
        actor = desk.actor
        desk.tasks.run(
            lambda: desk.shop.ask_as(actor, listed, which, text, actor.staff_id), self._answered, self._failed
        )

    def first_id(self) -> int | None:
        """The topmost ticket of a short list."""
        if self._rows is None:
            return self._newest or None
        return self._rows[0].id if self._rows else None

    def row_of(self, ticket_id: int | None) -> int:
        """Where a ticket stands in the list; -1 where it does not."""
        if ticket_id is None:
            return -1
        if self._rows is None:
            return self._newest - ticket_id if 0 < ticket_id <= self._newest else -1
        return next((place for place, row in enumerate(self._rows) if row.id == ticket_id), -1)

    def _answered(self, answer: Listed) -> None:
        asked, self._asking = self._asking, None
        if self._again:
            self.refresh()
            return
        same = asked == self._showing
        self._showing = asked
        self._rows, self._newest = answer.rows, answer.newest_id
        self._view.show_counts(answer.counts)
        count = self._newest if self._rows is None else len(self._rows)
        self._view.show_rows(count, self._load, self.row_of(self.open_id), same=same)
        self._shown()

    def _failed(self, problem: BaseException) -> None:
        self._asking = None
        self._desk.problems.show(problem)

    def _load(self, first: int, most: int, answer: Answer[TicketRow]) -> None:
        rows = self._rows
        if rows is not None:
            answer(rows[first : first + most])
            return
        newest = self._newest - first

        def came(page: Sequence[TicketRow]) -> None:
            answer(page)

        self._desk.ask(came, ticket_page, newest, most)
