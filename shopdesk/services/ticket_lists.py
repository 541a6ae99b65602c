"""Lists of tickets: by status, mine, late, found; and pages of a list of any length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from shopdesk.domain.ticket import CLOSED, OPEN, Status
from shopdesk.services.people import device_title
from shopdesk.services.tickets import TicketRow
from shopdesk.services.work import Reading
from shopdesk.store.records.base import from_ms, to_ms
from shopdesk.store.records.people import customers, devices, staff
from shopdesk.store.records.tickets import tickets

PAGE = 128


class TicketFilter(StrEnum):
    """What a list shows; ALL is every ticket ever, newest first."""

    ALL = "all"
    OPEN = "open"
    MINE = "mine"
    LATE = "late"
    READY = "ready"
    BENCH = "bench"


_ROW = (
    select(
        tickets.c.id,
        tickets.c.number,
        tickets.c.status,
        tickets.c.received_ms,
        tickets.c.promised_ms,
        tickets.c.fault,
        tickets.c.bin,
        tickets.c.version,
        devices.c.brand,
        devices.c.model,
        customers.c.name.label("customer"),
        staff.c.name.label("technician"),
    )
    .join(customers, customers.c.id == tickets.c.customer_id)
    .join(devices, devices.c.id == tickets.c.device_id)
    .outerjoin(staff, staff.c.id == tickets.c.technician_id)
)
_OPEN_STATUSES = [status.value for status in Status if status not in CLOSED]
_BENCH_STATUSES = [status.value for status in OPEN]
_BY_IDS = _ROW.where(tickets.c.id.in_(bindparam("ids", expanding=True))).order_by(tickets.c.id.desc())
_RANGE = (
    _ROW.where(tickets.c.id <= bindparam("newest")).order_by(tickets.c.id.desc()).limit(bindparam("most"))
)
_NEWEST_ID = select(func.max(tickets.c.id))
_FILTERED: dict[TicketFilter, Select[Any]] = {
    TicketFilter.OPEN: _ROW.where(tickets.c.status.in_(_OPEN_STATUSES)),
    TicketFilter.MINE: _ROW.where(
        tickets.c.technician_id == bindparam("staff_id"), tickets.c.status.in_(_BENCH_STATUSES)
    ),
    TicketFilter.LATE: _ROW.where(
        tickets.c.status.in_(_BENCH_STATUSES), tickets.c.promised_ms < bindparam("now_ms")
    ),
    TicketFilter.READY: _ROW.where(tickets.c.status == Status.READY.value),
    TicketFilter.BENCH: _ROW.where(tickets.c.status.in_(_BENCH_STATUSES)),
}
_FILTERED = {
    name: statement.order_by(tickets.c.id.desc()).limit(bindparam("most"))
    for name, statement in _FILTERED.items()
}
_WAITING = (
    _ROW.add_columns(tickets.c.changed_ms)
    .where(tickets.c.status == Status.READY.value)
    .order_by(tickets.c.changed_ms, tickets.c.id)
    .limit(bindparam("most"))
)
_COUNTS = (
    select(tickets.c.status, func.count())
    .where(tickets.c.status.in_(_OPEN_STATUSES))
    .group_by(tickets.c.status)
)
_LATE_COUNT = select(func.count()).where(
    tickets.c.status.in_(_BENCH_STATUSES), tickets.c.promised_ms < bindparam("now_ms")
)


@dataclass(frozen=True, slots=True)
class ShopCounts:
    """How many tickets stand where; closed ones are not counted."""

    by_status: dict[Status, int]
    late: int
    newest_id: int
    """Also how many tickets there are: they run 1..n without a hole."""

    @property
    def open(self) -> int:
        return sum(self.by_status.values())


def ticket_rows(
    reading: Reading, which: TicketFilter, *, staff_id: int = 0, most: int = 500
) -> tuple[TicketRow, ...]:
    """A filtered list, newest first."""
    if which is TicketFilter.ALL:
        return ticket_page(reading, newest_ticket(reading), most)
    values = {"most": most}
    if which is TicketFilter.MINE:
        values["staff_id"] = staff_id
    if which is TicketFilter.LATE:
        values["now_ms"] = to_ms(reading.now)
    return tuple(_row(row) for row in reading.connection.execute(_FILTERED[which], values).all())


@dataclass(frozen=True, slots=True)
class WaitingTicket:
    """A ticket ready to be collected, and since when nothing more was done to it."""

    ticket: TicketRow
    since: datetime


def waiting_for_collection(reading: Reading, most: int = 500) -> tuple[WaitingTicket, ...]:
    """What is ready, who waits longest first."""
    rows = reading.connection.execute(_WAITING, {"most": most}).all()
    return tuple(WaitingTicket(_row(row[:-1]), from_ms(row.changed_ms)) for row in rows)


def ticket_page(reading: Reading, newest_id: int, most: int = PAGE) -> tuple[TicketRow, ...]:
    """Tickets from `newest_id` down. Ids have no holes: row r of n is ticket n − r, a page is a key range."""
    rows = reading.connection.execute(_RANGE, {"newest": newest_id, "most": most}).all()
    return tuple(_row(row) for row in rows)


def tickets_by_id(reading: Reading, ids: list[int]) -> tuple[TicketRow, ...]:
    """The rows of `ids`, newest first."""
    if not ids:
        return ()
    return tuple(_row(row) for row in reading.connection.execute(_BY_IDS, {"ids": ids}).all())


def newest_ticket(reading: Reading) -> int:
    return int(reading.connection.execute(_NEWEST_ID).scalar() or 0)


def shop_counts(reading: Reading) -> ShopCounts:
    by_status = {Status(status): number for status, number in reading.connection.execute(_COUNTS)}
    late = reading.connection.execute(_LATE_COUNT, {"now_ms": to_ms(reading.now)}).scalar_one()
    return ShopCounts(by_status, late, newest_ticket(reading))


def _row(row: Sequence[Any]) -> TicketRow:
    # By place: hundreds of rows a list, and names cost three times as much.
    ticket_id, number, status, received_ms, promised_ms, fault, place, version, brand, model, who, by = row
    return TicketRow(
        id=ticket_id,
        number=number,
        status=Status(status),
        device=device_title(brand, model),
        customer=who,
        received_at=from_ms(received_ms),
        promised_at=None if promised_ms is None else from_ms(promised_ms),
        technician=by or "",
        fault=fault,
        bin=place,
        version=version,
    )
