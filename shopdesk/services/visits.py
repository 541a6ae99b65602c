"""Several devices of one customer taken in at once: one signature, one save, a ticket and papers for each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from shopdesk.domain.roles import Permission
from shopdesk.errors import NeedsConfirmation, UserError
from shopdesk.services.intake import Admitted, Received, admit, keep
from shopdesk.services.intake_form import IntakeForm, PasscodeEntry
from shopdesk.services.people import device_title
from shopdesk.services.receipts import Visit
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.people import devices
from shopdesk.store.records.tickets import tickets

MOST_DEVICES = 9
_ASKED_ONCE = frozenset({"no_photo"})
"""Questions that one answer settles for every device of the visit."""


@dataclass(frozen=True, slots=True)
class VisitReceived:
    """What was taken in, in the order of the forms."""

    taken: tuple[Received, ...]


@dataclass(frozen=True, kw_only=True)
class ReceiveVisit(Command[VisitReceived]):
    """Save every device of a visit, or none of them.

    Customer, consents, signature and language are the same in all `forms`; `passcodes` beside them. Errors
    name their field ``devices.1.fault``; a question about the second device is ``devices.1.open_ticket``.
    """

    forms: tuple[IntakeForm, ...]
    passcodes: tuple[PasscodeEntry | None, ...]


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another device that came in together with this one."""

    ticket_id: int
    number: str
    device: str


@handles(ReceiveVisit, Permission.RECEIVE)
def receive_visit(work: Work, command: ReceiveVisit) -> VisitReceived:
    forms = command.forms
    if not 1 <= len(forms) <= MOST_DEVICES:
        raise UserError("visits.too_many", most=MOST_DEVICES)
    if len(command.passcodes) != len(forms):
        raise ValueError("a passcode, or None, for each form")
    admitted: list[Admitted] = []
    for place, form in enumerate(forms):
        with _at(place):
            owner = admitted[0].customer.id if admitted else None
            one = admit(work, form, _answered(command.confirmed, place), owner)
            _only_once(one, admitted)
        admitted.append(one)
    if len(admitted) == 1:
        return VisitReceived((keep(work, admitted[0], command.passcodes[0]),))
    numbers = [one.number for one in admitted]
    taken = []
    for place, (one, passcode) in enumerate(zip(admitted, command.passcodes, strict=True)):
        others = tuple(number for number in numbers if number != one.number)
        visit = Visit(place + 1, len(numbers), others, admitted[0].ticket_id)
        with _at(place):
            taken.append(keep(work, one, passcode, visit))
    return VisitReceived(tuple(taken))


def _answered(confirmed: frozenset[str], place: int) -> frozenset[str]:
    """Of the questions answered with yes, those about this device."""
    before = f"devices.{place}."
    own = {one.removeprefix(before) for one in confirmed if one.startswith(before)}
    return frozenset(own | (confirmed & _ASKED_ONCE))


@contextmanager
def _at(place: int) -> Iterator[None]:
    """Say of what goes wrong which device it concerns."""
    try:
        yield
    except UserError as problem:
        if problem.field:
            problem.field = f"devices.{place}.{problem.field}"
        raise
    except NeedsConfirmation as question:
        if question.confirm not in _ASKED_ONCE:
            question.confirm = f"devices.{place}.{question.confirm}"
        raise


def _only_once(one: Admitted, before: list[Admitted]) -> None:
    for place, other in enumerate(before, start=1):
        if other.settled.device.id == one.settled.device.id:
            raise UserError("visits.same_twice", field="device.imei", place=place)


_SIBLINGS = (
    select(tickets.c.id, tickets.c.number, devices.c.brand, devices.c.model)
    .join(devices, devices.c.id == tickets.c.device_id)
    .where(tickets.c.visit_id == bindparam("visit_id"))
    .order_by(tickets.c.id)
)


def siblings(reading: Reading, visit_id: int, ticket_id: int) -> tuple[Sibling, ...]:
    """The other tickets of a visit."""
    rows = reading.connection.execute(_SIBLINGS, {"visit_id": visit_id})
    return tuple(
        Sibling(row.id, row.number, device_title(row.brand, row.model)) for row in rows if row.id != ticket_id
    )
