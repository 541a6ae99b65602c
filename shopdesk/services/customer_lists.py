"""The customers as a list of any length: ids for what was typed, rows for the part in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from shopdesk.services.customer_words import named, phone_digits
from shopdesk.services.work import Reading
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.people import customers
from shopdesk.store.records.tickets import tickets
from shopdesk.store.search import tail_range

MOST_FOUND = 500
"""Whoever finds more than this types one letter more."""
MOST_BROWSED = 5000
"""Nobody scrolls further back than this."""


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One line of the list."""

    id: int
    name: str
    phone: str
    note: str
    limited: bool
    visits: int
    last_visit: datetime | None


_ALL = select(customers.c.id).order_by(customers.c.id.desc())
_NEWEST = _ALL.limit(MOST_BROWSED)
_COUNT = select(func.count()).select_from(customers)
_BY_TAIL = (
    select(customers.c.id)
    .where(customers.c.phone_tail >= bindparam("low"), customers.c.phone_tail < bindparam("high"))
    .order_by(customers.c.id.desc())
    .limit(MOST_FOUND)
)
_VISITS = (
    select(
        tickets.c.customer_id,
        func.count().label("visits"),
        func.max(tickets.c.received_ms).label("last_ms"),
    )
    .where(tickets.c.customer_id.in_(bindparam("ids", expanding=True)))
    .group_by(tickets.c.customer_id)
)
_ROWS = select(
    customers.c.id, customers.c.name, customers.c.phone, customers.c.note, customers.c.limited
).where(customers.c.id.in_(bindparam("ids", expanding=True)))


def customer_ids(reading: Reading, text: str = "") -> tuple[int, ...]:
    """Who is found by `text`, newest first; the newest customers for an empty one."""
    typed = text.strip()
    if not typed:
        return tuple(reading.connection.execute(_NEWEST).scalars())
    digits = phone_digits(typed)
    if digits:
        low, high = tail_range(digits)
        return tuple(reading.connection.execute(_BY_TAIL, {"low": low, "high": high}).scalars())
    found = _ALL.where(*named(typed)).limit(MOST_FOUND)
    return tuple(reading.connection.execute(found).scalars())


def customer_count(reading: Reading) -> int:
    """How many customers the shop has."""
    return int(reading.connection.execute(_COUNT).scalar_one())


def customer_rows(reading: Reading, ids: Sequence[int]) -> tuple[CustomerRow, ...]:
    """The lines of `ids`, in their order."""
    if not ids:
        return ()
    asked = {"ids": list(ids)}
    visits = {row.customer_id: row for row in reading.connection.execute(_VISITS, asked)}
    rows = {}
    for row in reading.connection.execute(_ROWS, asked):
        seen = visits.get(row.id)
        rows[row.id] = CustomerRow(
            id=row.id,
            name=row.name,
            phone=row.phone,
            note=row.note,
            limited=row.limited,
            visits=seen.visits if seen else 0,
            last_visit=from_ms(seen.last_ms) if seen else None,
        )
    return tuple(rows[customer_id] for customer_id in ids if customer_id in rows)
