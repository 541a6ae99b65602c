"""Two files of one person become one: everything moves to the file that stays, the other points to it.

Nothing that was issued changes, and nothing is undone by a button: the record says what was moved, so that a
wrong merge can be put right by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import bindparam, func, select, update

from shopdesk.domain.roles import Permission
from shopdesk.domain.ticket import CLOSED
from shopdesk.errors import Conflict, UserError
from shopdesk.services.people import (
    CustomerBrief,
    CustomerCard,
    as_kept,
    customer,
    customer_card,
    reindex_tickets_of,
    save_customer,
)
from shopdesk.services.phones import MOST_PHONES, FurtherPhone, checked_phones, keep_phones
from shopdesk.services.texts import phone_number, short_text
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.money import events
from shopdesk.store.records.office import drafts
from shopdesk.store.records.people import customers, devices, staff
from shopdesk.store.records.tickets import tickets
from shopdesk.store.search import digits_reversed

MOST_NOTED = 900
"""Tickets whose timelines say it; the first one's entry names them all."""


@dataclass(frozen=True, slots=True)
class Side:
    """A customer before a merge, with all that would move."""

    card: CustomerCard
    tickets: int
    open_tickets: int
    drafts: int
    """Intakes begun for this customer and not saved yet."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge came to."""

    customer_id: int
    version: int
    tickets: int
    devices: int
    phones: int
    """Numbers that became further ones."""


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """A file merged into the one that is looked at, as it was, and what came from it."""

    id: int
    name: str
    phone: str
    note: str
    at: datetime | None
    by: str
    tickets: tuple[str, ...]
    """Numbers, oldest first."""
    devices: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MergeCustomers(Command[Merged]):
    """Move all of `merged_id` to `kept_id`, both as seen; the fields are those of the result."""

    kept_id: int
    kept_version: int
    merged_id: int
    merged_version: int
    name: str
    phone: str
    note: str = ""
    language: str = ""
    limited: bool = False


@handles(MergeCustomers, Permission.MERGE_CUSTOMERS)
def merge_customers(work: Work, command: MergeCustomers) -> Merged:
    if command.kept_id == command.merged_id:
        raise UserError("people.merge_itself")
    kept = _seen(work.reading, command.kept_id, command.kept_version)
    gone = _seen(work.reading, command.merged_id, command.merged_version)
    region = work.settings.pack.phone_region
    name = short_text(command.name, "customer.name", required=True)
    phone = phone_number(command.phone, region, "customer.phone")
    numbers = _others(phone, kept, gone)
    if len(numbers) > MOST_PHONES:
        raise UserError("people.phones_many", most=MOST_PHONES)
    further = checked_phones(numbers, phone, region)
    owned = work.connection.execute(_TICKETS, {"customer_id": gone.id}).all()
    things = work.connection.execute(_DEVICES, {"customer_id": gone.id}).all()
    save_customer(
        work,
        kept,
        **as_kept(name, phone, command.note, command.language, limited=command.limited),
    )
    # Its name stays for whoever looks under it; its numbers are found with the file that owns them now.
    save_customer(work, gone, merged_into=kept.id, phone_tail="")
    for statement in _MOVES:
        work.connection.execute(statement, {"gone": gone.id, "kept": kept.id})
    keep_phones(work, gone.id, ())
    keep_phones(work, kept.id, further)
    reindex_tickets_of(work, kept.id)
    for row in things:
        work.changed("device", row.id)
    _record(work, kept, gone, owned, things)
    return Merged(kept.id, kept.version + 1, len(owned), len(things), len(further))


def _seen(reading: Reading, customer_id: int, version: int) -> CustomerBrief:
    found = customer(reading, customer_id)
    if found.id != customer_id:
        raise Conflict("people.merged_meanwhile", theirs=found, name=found.name)
    if found.version != version:
        raise Conflict("people.merge_changed", theirs=found, name=found.name)
    return found


def _others(phone: str, *sides: CustomerBrief) -> list[FurtherPhone]:
    """Every other number of both, each once; one with a label says more than the same without."""
    found: dict[str, FurtherPhone] = {}
    for side in sides:
        for one in (FurtherPhone(side.phone), *side.phones):
            digits = digits_reversed(one.phone)
            if digits and digits != digits_reversed(phone) and not (digits in found and found[digits].label):
                found[digits] = one
    return list(found.values())


def _record(
    work: Work, kept: CustomerBrief, gone: CustomerBrief, owned: Iterable[Any], things: Iterable[Any]
) -> None:
    """On the timeline of each ticket moved; the newest one's entry tells all that was."""
    rows = list(owned)
    told: dict[str, Any] = {
        "name": gone.name,
        "phone": gone.phone,
        "merged": gone.id,
        "into": kept.id,
    }
    whole = told | {
        "tickets": [row.number for row in rows],
        "devices": [f"{row.brand} {row.model}".strip() for row in things],
        "device_ids": [row.id for row in things],
        "phones": [one.phone for one in gone.phones],
    }
    first, *others = [row.id for row in rows][::-1][:MOST_NOTED] or [_newest_ticket(work, kept.id)]
    work.record("customer_merged", first, **whole)
    for ticket_id in others:
        work.record("customer_merged", ticket_id, **told)


def _newest_ticket(work: Work, customer_id: int) -> int | None:
    return work.connection.execute(
        select(func.max(tickets.c.id)).where(tickets.c.customer_id == customer_id)
    ).scalar()


_TICKETS = (
    select(tickets.c.id, tickets.c.number)
    .where(tickets.c.customer_id == bindparam("customer_id"))
    .order_by(tickets.c.id)
)
_DEVICES = (
    select(devices.c.id, devices.c.brand, devices.c.model)
    .where(devices.c.customer_id == bindparam("customer_id"))
    .order_by(devices.c.id)
)
# A device's version moves with its owner: a form open on it elsewhere is told. A ticket's does not: whose it
# is stands in no form.
_MOVES = (
    update(tickets).where(tickets.c.customer_id == bindparam("gone")).values(customer_id=bindparam("kept")),
    update(devices)
    .where(devices.c.customer_id == bindparam("gone"))
    .values(customer_id=bindparam("kept"), version=devices.c.version + 1),
    # Whoever was merged into this one before is now one step from the file that stays.
    update(customers)
    .where(customers.c.merged_into == bindparam("gone"))
    .values(merged_into=bindparam("kept"), version=customers.c.version + 1),
)
_COUNTS = select(
    func.count(), func.count().filter(tickets.c.status.not_in([status.value for status in CLOSED]))
).where(tickets.c.customer_id == bindparam("customer_id"))
_FORMS = select(drafts.c.body).where(drafts.c.kind == "intake")
_RECORDS = (
    select(customers).where(customers.c.merged_into == bindparam("customer_id")).order_by(customers.c.id)
)
_STORIES = (
    select(events.c.data, events.c.at_ms, staff.c.name)
    .join(tickets, tickets.c.id == events.c.ticket_id)
    .outerjoin(staff, staff.c.id == events.c.staff_id)
    .where(tickets.c.customer_id == bindparam("customer_id"), events.c.kind == "customer_merged")
    .order_by(events.c.id)
)


class _Owner(msgspec.Struct):
    """What a merge wants to know of an intake's draft."""

    customer_id: int | None = None


def side(reading: Reading, customer_id: int) -> Side:
    """A customer and what would move with a merge. Raises UserError."""
    card = customer_card(reading, customer_id)
    found = card.customer.id
    count, still_open = reading.connection.execute(_COUNTS, {"customer_id": found}).one()
    forms = (msgspec.json.decode(body, type=_Owner) for body in reading.connection.execute(_FORMS).scalars())
    return Side(card, count, still_open, sum(form.customer_id == found for form in forms))


def merged_records(reading: Reading, customer_id: int) -> tuple[MergedRecord, ...]:
    """The files that were merged into this one, as they were, with what came from each."""
    one = {"customer_id": customer_id}
    records = reading.connection.execute(_RECORDS, one).all()
    if not records:
        return ()
    stories: dict[int, tuple[dict[str, Any], datetime, str]] = {}
    for row in reading.connection.execute(_STORIES, one):
        data = msgspec.json.decode(row.data)
        if "tickets" in data:
            stories[data["merged"]] = (data, from_ms(row.at_ms), row.name or "")
    found = []
    for row in records:
        data, at, by = stories.get(row.id, ({}, None, ""))
        found.append(
            MergedRecord(
                row.id,
                row.name,
                row.phone,
                row.note,
                at,
                by,
                tuple(data.get("tickets", ())),
                tuple(data.get("devices", ())),
            )
        )
    return tuple(found)
