"""What the Customers page does: finds, shows, keeps what is typed, saves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject

from shopdesk.domain.changes import Change
from shopdesk.domain.roles import Permission
from shopdesk.errors import Conflict
from shopdesk.services.customer_lists import (
    CustomerRow,
    customer_count,
    customer_ids,
    customer_rows,
    find_customers,
)
from shopdesk.services.duplicates import Likely, likely_duplicates
from shopdesk.services.merging import MergedRecord, merged_records
from shopdesk.services.people import CustomerBrief, CustomerCard, customer_card
from shopdesk.services.work import Outcome, Reading
from shopdesk.ui.common.conflict import Difference, differing
from shopdesk.ui.common.tasks import Failed
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.customers.entered import LABELS, Entered

PAGE = 128
_FEWEST_DIGITS = 6
_Found = tuple[tuple[int, ...], tuple[CustomerRow, ...], int]
"""Ids, the rows of the first page, and how many there are in all."""
Load = Callable[[int, int, Callable[[Sequence[CustomerRow]], None]], None]


class CustomersView(Protocol):
    """What the presenter asks of the page."""

    def show_list(self, count: int, load: Load, first: Sequence[CustomerRow]) -> None: ...
    def show_count(self, count: int) -> None: ...
    def mark_row(self, row: int | None) -> None: ...
    def show_customer(self, card: CustomerCard | None, entered: Entered, *, writing: bool) -> None: ...
    def show_nobody(self) -> None: ...
    def show_unsaved(self, *, unsaved: bool, may_edit: bool, may_receive: bool) -> None: ...
    def show_beside(self, likely: Likely | None, merged: Sequence[MergedRecord]) -> None: ...
    def open_merge(
        self, kept: CustomerBrief, other_id: int | None, merged: Callable[[int, str], object]
    ) -> None: ...
    def show_known(self, known: CustomerBrief | None) -> None: ...
    def show_saving(self, *, saving: bool) -> None: ...
    def ask_conflict(
        self, differences: Sequence[Difference], then: Callable[[frozenset[str]], object]
    ) -> None: ...
    def problems(self, retry: Callable[[], object], conflict: Callable[[Conflict], object]) -> Failed: ...
    def clear_problems(self) -> None: ...


class CustomersPresenter(QObject):
    """Keeps what was typed for each customer until it is saved or given up."""

    def __init__(self, desk: Desk, view: CustomersView, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self._text = ""
        self._asked = 0
        self._ids: tuple[int, ...] = ()
        self._card: CustomerCard | None = None
        self._wanted: int | None = None
        self._new = False
        self._saving = False
        self._drafts: dict[int | None, Entered] = {}
        desk.who.changed.connect(self._say_unsaved)

    # The list

    def find(self, text: str) -> None:
        """Show who is found by `text`; only the last question is answered."""
        self._text = text
        self._asked += 1
        asked = self._asked

        def found(answer: _Found) -> None:
            if asked != self._asked:
                return
            self._ids, first, count = answer
            self._view.show_count(count)
            self._view.show_list(len(self._ids), self._loader(self._ids), first)
            self._mark()

        self._desk.ask(found, _first_page, text)

    def _mark(self) -> None:
        """The customer shown is the one marked in the list, when there."""
        there = self._wanted in self._ids
        self._view.mark_row(self._ids.index(self._wanted) if there and self._wanted is not None else None)

    def _loader(self, ids: tuple[int, ...]) -> Load:
        def load(first: int, most: int, answer: Callable[[Sequence[CustomerRow]], None]) -> None:
            self._desk.ask(answer, customer_rows, ids[first : first + most])

        return load

    # One customer

    @property
    def shown(self) -> CustomerCard | None:
        return None if self._new else self._card

    def choose(self, customer_id: int) -> None:
        """Show a customer, with what was typed there and not saved."""
        self._wanted = customer_id
        self._new = False
        self._mark()
        self._desk.ask(lambda card: self._show(card, customer_id), customer_card, customer_id)

    def _show(self, card: CustomerCard, asked_for: int) -> None:
        if self._wanted != asked_for or self._new:
            return
        if card.customer.id != asked_for:
            self._led_on(card.customer, asked_for)
        self._card = card
        kept = Entered.of(card.customer)
        entered = self._drafts.get(card.customer.id, kept)
        if entered == kept:
            self._drafts.pop(card.customer.id, None)
        self._view.show_customer(card, entered, writing=False)
        self._say_unsaved()
        self._look_beside(card.customer.id)

    def _led_on(self, living: CustomerBrief, merged_id: int) -> None:
        """The file asked for was merged into another; what was typed there is kept for the other."""
        typed = self._drafts.pop(merged_id, None)
        if typed is not None:
            self._drafts.setdefault(living.id, typed)
        self._wanted = living.id
        self._mark()
        self._desk.notices.say("customers.led_here", "info", name=living.name)

    def _look_beside(self, customer_id: int) -> None:
        """What is asked after the customer stands there: files merged into it, and who may be the same."""

        def found(answer: tuple[tuple[Likely, ...], tuple[MergedRecord, ...]]) -> None:
            if self._wanted == customer_id and not self._new:
                likely, merged = answer
                self._view.show_beside(likely[0] if likely and self.may_merge else None, merged)

        self._desk.ask(found, _beside, customer_id)

    @property
    def may_merge(self) -> bool:
        return self.may(Permission.MERGE_CUSTOMERS)

    def merge(self, other_id: int | None = None) -> None:
        """Open the window for merging; what is typed here has to be saved or given up first."""
        if self._card is None or self._new:
            return
        if self.unsaved:
            self._desk.notices.warn("customers.merge.save_first")
            return

        def merged(kept_id: int, name: str) -> None:
            self._desk.notices.ok("customers.merge.done", name=name)
            self.look_again()
            self.choose(kept_id)

        self._view.open_merge(self._card.customer, other_id, merged)

    def add(self, name: str = "") -> None:
        """An empty form, or the one begun before."""
        self._new = True
        self._wanted = None
        self._card = None
        self._mark()
        digits = name.replace(" ", "")
        begun = Entered(phone=name) if digits.isdigit() else Entered(name=name)
        self._view.show_customer(None, self._drafts.get(None, begun), writing=True)
        if name and None not in self._drafts:
            self._drafts[None] = begun
        self._say_unsaved()

    def typed(self, entered: Entered) -> None:
        """Something changed in the form."""
        key = None if self._new else self._wanted
        kept = self._kept()
        if entered == kept:
            self._drafts.pop(key, None)
        else:
            self._drafts[key] = entered
        self._say_unsaved()

    def look_for_phone(self, phone: str) -> None:
        """A new customer's number: perhaps it is known already."""
        digits = "".join(character for character in phone if character.isdigit())
        if not self._new or len(digits) < _FEWEST_DIGITS:
            self._view.show_known(None)
            return

        def found(people: tuple[CustomerBrief, ...]) -> None:
            if self._new:
                self._view.show_known(people[0] if people else None)

        self._desk.ask(found, find_customers, digits)

    def discard(self) -> None:
        """Back to what is kept."""
        self._drafts.pop(None if self._new else self._wanted, None)
        self._view.clear_problems()
        if self._new:
            self._new = False
            self._view.show_nobody()
        elif self._card is not None:
            self._view.show_customer(self._card, Entered.of(self._card.customer), writing=False)
        self._say_unsaved()

    @property
    def unsaved(self) -> bool:
        return (None if self._new else self._wanted) in self._drafts

    def may(self, permission: Permission) -> bool:
        return self._desk.actions.allowed(permission)

    def save(self) -> None:
        """Send what is typed; what goes wrong is said beside its field."""
        if self._saving or not self.unsaved:
            return
        self._view.clear_problems()
        entered = self._drafts[None if self._new else self._wanted]
        if self._new:
            self._send_new(entered)
        elif self._card is not None:
            self._send_correction(entered, self._card.customer)

    def _send_new(self, entered: Entered) -> None:
        command = entered.adding()

        def saved(outcome: Outcome[int]) -> None:
            self._set_saving(saving=False)
            self._drafts.pop(None, None)
            self._desk.notices.ok("customers.added", name=entered.name.strip())
            self.choose(outcome.value)

        def send() -> None:
            self._desk.send(command, saved, failed, owner=self)

        failed = self._failing(send)
        self._set_saving(saving=True)
        send()

    def _send_correction(self, entered: Entered, kept: CustomerBrief) -> None:
        command = entered.correcting(kept)

        def saved(_outcome: Outcome[int]) -> None:
            self._set_saving(saving=False)
            # Typed on while it was being saved: that stays unsaved.
            if self._drafts.get(kept.id) == entered:
                self._drafts.pop(kept.id, None)
            self._desk.notices.ok("customers.saved", name=entered.name.strip())
            self.choose(kept.id)

        def send() -> None:
            self._desk.send(command, saved, failed, owner=self)

        failed = self._failing(send)
        self._set_saving(saving=True)
        send()

    def _failing(self, retry: Callable[[], object]) -> Failed:
        told = self._view.problems(retry, self._conflict)

        def failed(problem: BaseException) -> None:
            self._set_saving(saving=False)
            told(problem)

        return failed

    def _conflict(self, conflict: Conflict) -> None:
        theirs = conflict.theirs
        card = self._card
        if card is None or not isinstance(theirs, CustomerBrief):
            return
        if theirs.id != card.customer.id:
            # Merged while it was typed in: what was typed is held against the file that stays.
            self._drafts[theirs.id] = self._drafts.pop(card.customer.id)
            self._wanted = theirs.id
            self._mark()
        mine = self._drafts[theirs.id].fields()
        others = Entered.of(theirs).fields()
        before = Entered.of(card.customer).fields()

        def resolved(taken: frozenset[str]) -> None:
            merged = {field: others[field] if field in taken else value for field, value in mine.items()}
            self._card = CustomerCard(theirs, card.devices, card.visits)
            entered = Entered.from_fields(merged)
            self._drafts[theirs.id] = entered
            self._view.show_customer(self._card, entered, writing=False)
            if entered == Entered.of(theirs):
                self._drafts.pop(theirs.id, None)
                self._say_unsaved()
            else:
                self.save()

        self._view.ask_conflict(
            [
                Difference(field, LABELS[field], mine[field], others[field], take_theirs=only_theirs)
                for field, only_theirs in differing(before, mine, others)
            ],
            resolved,
        )

    # Elsewhere

    def take_in(self, device_id: int | None = None) -> None:
        """Go to intake with this customer, or with one of their devices."""
        if self._card is None:
            return
        if device_id is not None:
            self._desk.navigator.go("intake", device_id=device_id)
        else:
            self._desk.navigator.go("intake", customer_id=self._card.customer.id)

    def open_ticket(self, ticket_id: int) -> None:
        self._desk.navigator.go("tickets", ticket_id=ticket_id)

    def changed(self, changes: Sequence[Change]) -> None:
        """The list and the card again; the form is left alone while somebody types in it."""
        if {change.entity for change in changes} & {"customer", "ticket", "device"}:
            self.look_again()

    def look_again(self) -> None:
        """The list and the card as they are now."""
        self.find(self._text)
        if self._wanted is not None and not self.unsaved:
            self.choose(self._wanted)

    def _kept(self) -> Entered:
        return Entered() if self._new or self._card is None else Entered.of(self._card.customer)

    def _set_saving(self, *, saving: bool) -> None:
        self._saving = saving
        self._view.show_saving(saving=saving)
        self._say_unsaved()

    def _say_unsaved(self) -> None:
        self._view.show_unsaved(
            unsaved=self.unsaved,
            may_edit=self.may(Permission.EDIT_CUSTOMER),
            may_receive=self.may(Permission.RECEIVE),
        )


def _beside(reading: Reading, customer_id: int) -> tuple[tuple[Likely, ...], tuple[MergedRecord, ...]]:
    return likely_duplicates(reading, customer_id, by_name=False), merged_records(reading, customer_id)


def _first_page(reading: Reading, text: str) -> _Found:
    ids = customer_ids(reading, text)
    count = len(ids) if text.strip() else customer_count(reading)
    return ids, customer_rows(reading, ids[:PAGE]), count
