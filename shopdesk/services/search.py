"""One box finds everything: tickets, customers, devices, parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, Table, bindparam, literal, select, union_all

from shopdesk.services.customer_lists import find_customers
from shopdesk.services.people import CustomerBrief
from shopdesk.services.stock import PartRow, find_parts
from shopdesk.services.ticket_lists import tickets_by_id
from shopdesk.services.tickets import TicketRow
from shopdesk.services.work import Reading
from shopdesk.store.records.people import customer_phones, customers, devices
from shopdesk.store.records.tickets import tickets
from shopdesk.store.search import MOST, digits_reversed, find_tickets, tail_range, terms_of


class Found(StrEnum):
    TICKET = "ticket"
    CUSTOMER = "customer"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Findings:
    """What a text finds, the likeliest first in each list."""

    tickets: tuple[TicketRow, ...] = ()
    customers: tuple[CustomerBrief, ...] = ()
    parts: tuple[PartRow, ...] = ()
    text: str = ""
    """What was typed."""


def _newest(tail: ColumnElement[str], owner: Table, on: ColumnElement[bool], rank: int) -> Select[int, int]:
    """The newest tickets whose owner's number or device lies in the range of a tail."""
    found = (
        select(tickets.c.id)
        .join(owner, on)
        .where(tail >= bindparam("low"), tail < bindparam("high"))
        .order_by(tickets.c.id.desc())
        .limit(MOST)
        .subquery()
    )
    return select(found.c.id, literal(rank).label("rank"))


# One statement: each further one costs as much as what it finds. Phones before devices.
_BY_TAIL = union_all(
    _newest(customers.c.phone_tail, customers, customers.c.id == tickets.c.customer_id, 0),
    _newest(
        customer_phones.c.phone_tail,
        customer_phones,
        customer_phones.c.customer_id == tickets.c.customer_id,
        0,
    ),
    _newest(devices.c.imei_tail, devices, devices.c.id == tickets.c.device_id, 1),
)
_FEWEST_DIGITS = 3


def find_ticket_ids(reading: Reading, text: str) -> list[int]:
    """Tickets for what was typed, newest first: number, tail of phone or IMEI, or words."""
    typed = text.strip()
    digits = digits_reversed(typed)[::-1]
    is_number = bool(digits) and not any(character.isalpha() for character in typed)
    if not is_number:
        return find_tickets(reading.connection, terms_of(typed))
    if len(digits) < _FEWEST_DIGITS and "-" not in typed:
        return _existing(reading, int(digits))
    low, high = tail_range(digits)
    found: dict[int, None] = {}
    # 26-004183, 004183 and 4183 all mean serial 4183; a tail of four is more often a phone's.
    serial = int(digits[2:]) if "-" in typed and len(digits) > 2 else int(digits)
    found.update(dict.fromkeys(_existing(reading, serial)))
    rows = reading.connection.execute(_BY_TAIL, {"low": low, "high": high})
    found.update((-newest, None) for _rank, newest in sorted((rank, -one) for one, rank in rows))
    return list(found)[:MOST]


def _existing(reading: Reading, serial: int) -> list[int]:
    if serial >= 1 << 62:
        return []
    return list(reading.connection.execute(select(tickets.c.id).where(tickets.c.id == serial)).scalars())


def find_ticket_rows(reading: Reading, text: str) -> tuple[TicketRow, ...]:
    """At most 50 joined rows for what was typed."""
    return tickets_by_id(reading, find_ticket_ids(reading, text))


def find(reading: Reading, text: str) -> Findings:
    """Everything that the one box shows for `text`; nothing for an empty one."""
    if not text.strip():
        return Findings()
    return Findings(
        find_ticket_rows(reading, text)[:8],
        find_customers(reading, text)[:5],
        find_parts(reading, text, limit=5),
        text,
    )
