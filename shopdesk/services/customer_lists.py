"""Finding customers: the likeliest few while somebody types, or a list of any length, read part by part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, bindparam, func, select

from shopdesk.services.customer_words import named, phone_digits
from shopdesk.services.people import BRIEF, CustomerBrief, customer_of, with_phones
from shopdesk.services.phones import by_tail
from shopdesk.services.work import Reading
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.people import customers
from shopdesk.store.records.tickets import tickets
from shopdesk.store.search import tail_range

MOST_SUGGESTED = 12
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


_NEWEST = (
    select(customers.c.id)
    .where(customers.c.merged_into.is_(None))
    .order_by(customers.c.id.desc())
    .limit(MOST_BROWSED)
)
# Each part is read off an index; a condition on the whole table is not.
_COUNT = select(
    select(func.count()).select_from(customers).scalar_subquery()
    - select(func.count()).where(customers.c.merged_into.is_not(None)).scalar_subquery()
)
_BY_TAIL = (
    select(customers.c.id)
    .where(customers.c.id.in_(by_tail()))
    .order_by(customers.c.id.desc())
    .limit(MOST_FOUND)
)
_NAMED = select(customers.c.id, customers.c.merged_into).order_by(customers.c.id.desc()).limit(MOST_FOUND)
_BRIEF_NEWEST = (
    BRIEF.where(customers.c.merged_into.is_(None)).order_by(customers.c.id.desc()).limit(MOST_SUGGESTED)
)
_BRIEF_BY_TAIL = (
    BRIEF.where(customers.c.id.in_(by_tail())).order_by(customers.c.id.desc()).limit(MOST_SUGGESTED)
)
_BRIEF_BY_IDS = BRIEF.where(customers.c.id.in_(bindparam("ids", expanding=True)))
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
    found = reading.connection.execute(_NAMED.where(*named(typed)))
    return tuple(dict.fromkeys(row.merged_into or row.id for row in found))


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


def find_customers(reading: Reading, text: str) -> tuple[CustomerBrief, ...]:
    """Customers by part of a Chinese name, a Latin word's beginning, pinyin, initials, or the tail of any
    of their numbers. Who was merged is found too, as who they are now.

    An empty text gives the newest customers.
    """
    typed = text.strip()
    digits = phone_digits(typed)
    if not typed:
        rows = reading.connection.execute(_BRIEF_NEWEST)
    elif digits:
        low, high = tail_range(digits)
        rows = reading.connection.execute(_BRIEF_BY_TAIL, {"low": low, "high": high})
    else:
        rows = reading.connection.execute(
            BRIEF.where(*named(typed)).order_by(customers.c.id.desc()).limit(MOST_SUGGESTED)
        )
    return tuple(with_phones(reading, _living(reading, rows.mappings())))


def _living(reading: Reading, rows: Iterable[RowMapping]) -> list[CustomerBrief]:
    """Each row's customer, once; for a merged record the one it was merged into."""
    found = {row["id"]: row["merged_into"] or customer_of(row) for row in rows}
    missing = {one for one in found.values() if isinstance(one, int) and one not in found}
    if missing:
        rows = reading.connection.execute(_BRIEF_BY_IDS, {"ids": list(missing)}).mappings()
        found |= {row["id"]: customer_of(row) for row in rows}
    briefs = (found[one] if isinstance(one, int) else one for one in list(found.values()))
    return list({brief.id: brief for brief in briefs}.values())
