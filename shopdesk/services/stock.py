"""Looking at parts: what is on hand, reserved and available, the lots, the movements, who waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, bindparam, case, func, select

from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.quote import Grade
from shopdesk.domain.roles import Permission
from shopdesk.domain.stock import MovementKind
from shopdesk.domain.ticket import Status
from shopdesk.errors import UserError
from shopdesk.services.customer_words import escaped
from shopdesk.services.people import DeviceBrief
from shopdesk.services.work import Reading
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.people import devices, staff
from shopdesk.store.records.stock import lots, movements, parts, reservations
from shopdesk.store.records.tickets import tickets


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part with what is there: available = on hand − reserved. Prices in minor units."""

    id: int
    version: int
    sku: str
    barcode: str
    name: str
    grade: Grade
    price: int
    on_hand: int
    reserved: int
    low_level: int
    bin: str
    warranty_days: int
    active: bool = True

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved

    @property
    def is_low(self) -> bool:
        """At its level or below; a level of 0 asks for nothing until tickets wait for more than is there."""
        if not self.active:
            return False
        return self.available < 0 or (self.low_level > 0 and self.available <= self.low_level)


@dataclass(frozen=True, slots=True)
class LotRow:
    id: int
    number: str
    supplier: str
    received_at: datetime
    left: int
    unit_cost: int | None
    """None for who may not see what the shop paid."""


@dataclass(frozen=True, slots=True)
class MovementRow:
    at: datetime
    kind: MovementKind
    quantity: int
    lot: str
    ticket_id: int | None
    ticket_number: str
    serial: str
    reason: str
    staff: str


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A ticket that has pieces reserved."""

    ticket_id: int
    number: str
    status: Status
    device: str
    quantity: int


@dataclass(frozen=True, slots=True)
class PartCard:
    part: PartRow
    lots: tuple[LotRow, ...]
    movements: tuple[MovementRow, ...]
    reserved_for: tuple[WaitingRow, ...]
    """First come first."""


_ISSUED = (
    select(movements.c.part_id, -func.sum(movements.c.quantity))
    .where(movements.c.ticket_id == bindparam("ticket_id"))
    .group_by(movements.c.part_id)
)


def issued_to(reading: Reading, ticket_id: int) -> dict[int, int]:
    """Pieces of each part issued to a ticket, less those returned."""
    rows = reading.connection.execute(_ISSUED, {"ticket_id": ticket_id})
    return {row[0]: int(row[1]) for row in rows}


_ON_HAND = (
    select(func.coalesce(func.sum(movements.c.quantity), 0))
    .where(movements.c.part_id == parts.c.id)
    .correlate(parts)
    .scalar_subquery()
)
_RESERVED = (
    select(func.coalesce(func.sum(reservations.c.quantity), 0))
    .where(reservations.c.part_id == parts.c.id)
    .correlate(parts)
    .scalar_subquery()
)
_AVAILABLE = _ON_HAND - _RESERVED
# What is low comes first, what is no longer kept last; in the statement, so that no limit hides a low one.
# The same as PartRow.is_low.
_PLACE = case(
    (parts.c.active.is_(False), 2),
    (_AVAILABLE < 0, 0),
    ((parts.c.low_level > 0) & (parts.c.low_level >= _AVAILABLE), 0),
    else_=1,
)
_PARTS = select(parts, _ON_HAND.label("on_hand"), _RESERVED.label("reserved"))
_ONE = _PARTS.where(parts.c.id == bindparam("part_id"))
_BY_CODE = _PARTS.where((parts.c.barcode == bindparam("code")) | (parts.c.sku == bindparam("code"))).limit(1)
_LOTS = (
    select(lots, func.coalesce(func.sum(movements.c.quantity), 0).label("left"))
    .outerjoin(movements, movements.c.lot_id == lots.c.id)
    .where(lots.c.part_id == bindparam("part_id"))
    .group_by(lots.c.id)
    .order_by(lots.c.received_ms, lots.c.id)
)
_MOVEMENTS = (
    select(
        movements.c.at_ms,
        movements.c.kind,
        movements.c.quantity,
        movements.c.serial,
        movements.c.reason,
        movements.c.ticket_id,
        lots.c.number.label("lot"),
        tickets.c.number.label("ticket"),
        staff.c.name.label("staff"),
    )
    .join(lots, lots.c.id == movements.c.lot_id)
    .join(staff, staff.c.id == movements.c.staff_id)
    .outerjoin(tickets, tickets.c.id == movements.c.ticket_id)
    .where(movements.c.part_id == bindparam("part_id"))
    .order_by(movements.c.id.desc())
    .limit(200)
)
_WAITING = (
    select(
        reservations.c.ticket_id,
        tickets.c.number,
        tickets.c.status,
        devices.c.brand,
        devices.c.model,
        reservations.c.quantity,
    )
    .join(tickets, tickets.c.id == reservations.c.ticket_id)
    .join(devices, devices.c.id == tickets.c.device_id)
    .where(reservations.c.part_id == bindparam("part_id"), reservations.c.quantity > 0)
    .order_by(reservations.c.id)
)


def part(reading: Reading, part_id: int) -> PartRow:
    found = part_if_kept(reading, part_id)
    if found is None:
        raise UserError("problems.no_such_part")
    return found


def part_if_kept(reading: Reading, part_id: int) -> PartRow | None:
    row = reading.connection.execute(_ONE, {"part_id": part_id}).mappings().first()
    return _part(row) if row else None


def part_by_code(reading: Reading, code: str) -> PartRow | None:
    """The part with this barcode, SKU, or own label."""
    row = reading.connection.execute(_BY_CODE, {"code": code.strip()}).mappings().first()
    return _part(row) if row else None


def find_parts(reading: Reading, text: str = "", *, limit: int = 500) -> tuple[PartRow, ...]:
    """Parts whose name, SKU or barcode holds all typed words, low ones first; all for an empty text."""
    held = " " + parts.c.words + " " + func.lower(parts.c.name + " " + parts.c.sku) + " " + parts.c.barcode
    condition = [held.like(f"%{escaped(word)}%", escape="\\") for word in text.casefold().split()]
    rows = reading.connection.execute(
        _PARTS.where(*condition).order_by(_PLACE, parts.c.name, parts.c.id).limit(limit)
    ).mappings()
    return tuple(_part(row) for row in rows)


def part_card(reading: Reading, part_id: int) -> PartCard:
    """A part with its lots, movements (newest first) and who waits for it."""
    one = {"part_id": part_id}
    sees_cost = reading.may(Permission.SEE_COST)
    return PartCard(
        part(reading, part_id),
        tuple(
            LotRow(
                row["id"],
                row["number"],
                row["supplier"],
                from_ms(row["received_ms"]),
                row["left"],
                row["unit_cost"] if sees_cost else None,
            )
            for row in reading.connection.execute(_LOTS, one).mappings()
        ),
        tuple(
            MovementRow(
                from_ms(row.at_ms),
                MovementKind(row.kind),
                row.quantity,
                row.lot,
                row.ticket_id,
                row.ticket or "",
                row.serial,
                row.reason,
                row.staff,
            )
            for row in reading.connection.execute(_MOVEMENTS, one)
        ),
        tuple(
            WaitingRow(
                row.ticket_id,
                row.number,
                Status(row.status),
                DeviceBrief(0, 0, "", row.brand, row.model).title,
                row.quantity,
            )
            for row in reading.connection.execute(_WAITING, one)
        ),
    )


def part_code(part_id: int) -> str:
    """The digits of a part's own label."""
    return code_for(CodeKind.PART, part_id)


def _part(row: RowMapping) -> PartRow:
    return PartRow(
        id=row["id"],
        version=row["version"],
        sku=row["sku"],
        barcode=row["barcode"],
        name=row["name"],
        grade=Grade(row["grade"]),
        price=row["price"],
        on_hand=row["on_hand"],
        reserved=row["reserved"],
        low_level=row["low_level"],
        bin=row["bin"],
        warranty_days=row["warranty_days"],
        active=row["active"],
    )
