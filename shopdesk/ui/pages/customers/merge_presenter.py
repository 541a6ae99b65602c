"""Merging two files of one person: finds the other one, holds both side by side, sends what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject

from shopdesk.errors import Conflict
from shopdesk.services.customer_lists import find_customers
from shopdesk.services.duplicates import Likely, likely_duplicates
from shopdesk.services.merging import MergeCustomers, Merged, Side, side
from shopdesk.services.people import CustomerBrief
from shopdesk.services.work import Outcome, Reading, new_request_id
from shopdesk.ui.common.tasks import Failed
from shopdesk.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to stand in the file that stays."""

    name: str
    phone: str
    note: str
    language: str
    limited: bool


class MergeView(Protocol):
    """What the presenter asks of the window."""

    def show_candidates(self, found: Sequence[Likely], *, likely: bool) -> None: ...
    def show_sides(self, kept: Side, gone: Side) -> None: ...
    def show_busy(self, *, busy: bool) -> None: ...
    def say_changed(self, key: str, name: str) -> None: ...
    def problems(self, retry: Callable[[], object], conflict: Callable[[Conflict], object]) -> Failed: ...
    def show_done(self) -> None: ...


class MergePresenter(QObject):
    """`merged` is called with the file that stays and the name of the one that went into it."""

    def __init__(
        self, desk: Desk, view: MergeView, kept_id: int, merged: Callable[[int, str], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self._kept_id = kept_id
        self._merged = merged
        self._asked = 0
        self._sides: tuple[Side, Side] | None = None
        self._request_id = new_request_id()
        self._sending = False

    def find(self, text: str) -> None:
        """Who may be meant by `text`; for an empty one, who is likely to be the same person."""
        self._asked += 1
        asked = self._asked

        def found(people: Sequence[Likely]) -> None:
            if asked == self._asked:
                self._view.show_candidates(people, likely=not text.strip())

        if text.strip():
            self._desk.ask(found, _others, self._kept_id, text)
        else:
            self._desk.ask(found, likely_duplicates, self._kept_id)

    def choose(self, other_id: int) -> None:
        """Hold that file beside the one that stays."""

        def found(sides: tuple[Side, Side]) -> None:
            kept, gone = sides
            if kept.card.customer.id == gone.card.customer.id:
                self._view.say_changed("people.merged_meanwhile", kept.card.customer.name)
                return
            self._sides = sides
            self._request_id = new_request_id()
            self._view.show_sides(kept, gone)

        self._desk.ask(found, _both, self._kept_id, other_id)

    def merge(self, chosen: Chosen) -> None:
        """Send it; both files as they were shown."""
        if self._sides is None or self._sending:
            return
        kept, gone = (one.card.customer for one in self._sides)
        command = MergeCustomers(
            request_id=self._request_id,
            kept_id=kept.id,
            kept_version=kept.version,
            merged_id=gone.id,
            merged_version=gone.version,
            name=chosen.name,
            phone=chosen.phone,
            note=chosen.note,
            language=chosen.language,
            limited=chosen.limited,
        )

        def send() -> None:
            self._set_sending(sending=True)
            self._desk.send(command, done, failed, owner=self)

        def done(outcome: Outcome[Merged]) -> None:
            self._set_sending(sending=False)
            self._view.show_done()
            self._merged(outcome.value.customer_id, gone.name)

        told = self._view.problems(send, lambda conflict: self._changed(conflict, gone.id))

        def failed(problem: BaseException) -> None:
            self._set_sending(sending=False)
            told(problem)

        send()

    def _changed(self, conflict: Conflict, other_id: int) -> None:
        """One of the two is no longer as shown: look again, and merge only what was seen."""
        name = conflict.theirs.name if isinstance(conflict.theirs, CustomerBrief) else ""
        self._view.say_changed(conflict.key, name)
        self.choose(other_id)

    def _set_sending(self, *, sending: bool) -> None:
        self._sending = sending
        self._view.show_busy(busy=sending)


def _others(reading: Reading, kept_id: int, text: str) -> tuple[Likely, ...]:
    return tuple(Likely(one, ()) for one in find_customers(reading, text) if one.id != kept_id)


def _both(reading: Reading, kept_id: int, other_id: int) -> tuple[Side, Side]:
    return side(reading, kept_id), side(reading, other_id)
