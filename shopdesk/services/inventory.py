"""Parts: kept, received in lots, reserved, issued oldest first, returned, counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, bindparam, func, select, update

from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.money import LARGEST_MINOR
from shopdesk.domain.quote import Grade
from shopdesk.domain.roles import Permission
from shopdesk.domain.stock import LotStock, MovementKind, Shortage, take_oldest_first
from shopdesk.errors import Conflict, UserError
from shopdesk.services.people import escaped
from shopdesk.services.texts import short_text
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.people import staff
from shopdesk.store.records.stock import lots, movements, parts, reservations
from shopdesk.store.records.tickets import tickets
from shopdesk.store.search import words_of

MOST_PIECES = 100_000


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
        return self.active and self.available <= self.low_level


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
    ticket_number: str
    serial: str
    reason: str
    staff: str


@dataclass(frozen=True, slots=True)
class PartCard:
    part: PartRow
    lots: tuple[LotRow, ...]
    movements: tuple[MovementRow, ...]
    reserved_for: tuple[tuple[str, int], ...]
    """Ticket numbers and how many each waits for."""


@dataclass(frozen=True, kw_only=True)
class SavePart(Command[int]):
    """Add a part (`part_id` None), or change it as seen at `seen_version`. Gives its id."""

    part_id: int | None = None
    seen_version: int = 0
    sku: str
    name: str
    grade: Grade
    price: int
    barcode: str = ""
    low_level: int = 0
    bin: str = ""
    warranty_days: int = 0
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class ReceiveLot(Command[int]):
    """Take a delivery in; gives the lot."""

    part_id: int
    quantity: int
    unit_cost: int
    number: str = ""
    supplier: str = ""


@dataclass(frozen=True, kw_only=True)
class CountPart(Command[int]):
    """Set what is on hand to what was counted, with a reason; gives the difference."""

    part_id: int
    counted: int
    seen_on_hand: int
    reason: str


@handles(SavePart, Permission.KEEP_STOCK)
def save_part(work: Work, command: SavePart) -> int:
    sku = short_text(command.sku, "sku", required=True)
    name = short_text(command.name, "name", required=True)
    if not 0 <= command.price <= LARGEST_MINOR:
        raise UserError("problems.amount_negative", field="price")
    if not 0 <= command.low_level <= MOST_PIECES:
        raise UserError("problems.pieces", field="low_level")
    taken = work.connection.execute(select(parts.c.id).where(parts.c.sku == sku)).scalar()
    if taken is not None and taken != command.part_id:
        raise UserError("problems.sku_taken", field="sku")
    values = {
        "sku": sku,
        "name": name,
        "grade": command.grade.value,
        "price": command.price,
        "barcode": short_text(command.barcode, "barcode"),
        "low_level": command.low_level,
        "bin": short_text(command.bin, "bin"),
        "warranty_days": command.warranty_days,
        "words": words_of(name, sku),
        "active": command.active,
    }
    if command.part_id is None:
        part_id = work.insert(parts, **values)
        work.record("part_added", part=part_id, sku=sku)
    else:
        part_id = command.part_id
        moved = work.connection.execute(
            update(parts)
            .where(parts.c.id == part_id, parts.c.version == command.seen_version)
            .values(version=command.seen_version + 1, **values)
        )
        if moved.rowcount != 1:
            raise Conflict("problems.part_changed", theirs=part(work.reading, part_id))
        work.record("part_edited", part=part_id, sku=sku)
    work.changed("part", part_id)
    return part_id


@handles(ReceiveLot, Permission.KEEP_STOCK)
def receive_lot(work: Work, command: ReceiveLot) -> int:
    part(work.reading, command.part_id)
    if not 0 < command.quantity <= MOST_PIECES:
        raise UserError("problems.pieces", field="quantity")
    if not 0 <= command.unit_cost <= LARGEST_MINOR:
        raise UserError("problems.amount_negative", field="unit_cost")
    day = work.settings.local(work.now)
    lot_id = work.insert(
        lots,
        part_id=command.part_id,
        number=short_text(command.number, "number") or f"{day:%y%m%d}",
        supplier=short_text(command.supplier, "supplier"),
        unit_cost=command.unit_cost,
        received_ms=work.now_ms,
    )
    move(work, command.part_id, lot_id, command.quantity, MovementKind.RECEIVE)
    work.record("lot_received", part=command.part_id, lot=lot_id, quantity=command.quantity)
    return lot_id


@handles(CountPart, Permission.KEEP_STOCK)
def count_part(work: Work, command: CountPart) -> int:
    there = part(work.reading, command.part_id)
    reason = short_text(command.reason, "reason", required=True)
    if not 0 <= command.counted <= MOST_PIECES:
        raise UserError("problems.pieces", field="counted")
    if there.on_hand != command.seen_on_hand:
        raise Conflict("problems.part_moved", theirs=there)
    difference = command.counted - there.on_hand
    if difference < 0:
        for lot in take_oldest_first(_lots_left(work, command.part_id), -difference):
            move(work, command.part_id, lot.lot_id, -lot.quantity, MovementKind.COUNT, reason=reason)
    elif difference > 0:
        lot_id = _newest_lot(work, command.part_id)
        move(work, command.part_id, lot_id, difference, MovementKind.COUNT, reason=reason)
    work.record("part_counted", part=command.part_id, difference=difference, reason=reason)
    return difference


def move(
    work: Work,
    part_id: int,
    lot_id: int,
    quantity: int,
    kind: MovementKind,
    *,
    ticket_id: int | None = None,
    serial: str = "",
    reason: str = "",
) -> int:
    """Append one movement and give its id."""
    work.changed("part", part_id)
    return work.append(
        movements,
        part_id=part_id,
        lot_id=lot_id,
        quantity=quantity,
        kind=kind.value,
        ticket_id=ticket_id,
        serial=serial,
        reason=reason,
        staff_id=work.person.staff_id,
        at_ms=work.now_ms,
    )


def issue_oldest(work: Work, part_id: int, quantity: int, ticket_id: int, serial: str) -> tuple[int, ...]:
    """Issue parts to a ticket, oldest lot first; gives the movements. Raises UserError for want of stock.

    Who reserved first is served first.
    """
    there = part(work.reading, part_id)
    free = there.on_hand - _promised_before(work, part_id, ticket_id)
    if quantity > free:
        raise UserError("problems.no_stock", part=there.name, wanted=quantity, there=max(free, 0))
    try:
        taken = take_oldest_first(_lots_left(work, part_id), quantity)
    except Shortage as error:
        raise UserError("problems.no_stock", part=there.name, wanted=quantity, there=error.there) from error
    use_reservation(work, part_id, ticket_id, quantity)
    return tuple(
        move(work, part_id, lot.lot_id, -lot.quantity, MovementKind.ISSUE, ticket_id=ticket_id, serial=serial)
        for lot in taken
    )


def reserve(work: Work, part_id: int, quantity: int, ticket_id: int) -> None:
    """Keep parts for a ticket, whether they are there yet or not."""
    work.insert(reservations, ticket_id=ticket_id, part_id=part_id, quantity=quantity)
    work.changed("part", part_id)


def use_reservation(work: Work, part_id: int, ticket_id: int, quantity: int) -> None:
    """Take `quantity` off what the ticket has reserved; more than reserved is fine."""
    rows = work.connection.execute(
        select(reservations.c.id, reservations.c.quantity)
        .where(
            reservations.c.part_id == part_id,
            reservations.c.ticket_id == ticket_id,
            reservations.c.quantity > 0,
        )
        .order_by(reservations.c.id)
    ).all()
    for row in rows:
        used = min(row.quantity, quantity)
        quantity -= used
        work.connection.execute(
            update(reservations).where(reservations.c.id == row.id).values(quantity=row.quantity - used)
        )


def free_reservations(work: Work, ticket_id: int) -> None:
    """Give back everything a ticket had reserved."""
    waiting = (reservations.c.ticket_id == ticket_id) & (reservations.c.quantity > 0)
    for part_id in work.connection.execute(select(reservations.c.part_id).where(waiting)).scalars():
        work.changed("part", part_id)
    work.connection.execute(update(reservations).where(waiting).values(quantity=0))


_LOTS_LEFT = (
    select(movements.c.lot_id, func.sum(movements.c.quantity).label("left"))
    .join(lots, lots.c.id == movements.c.lot_id)
    .where(movements.c.part_id == bindparam("part_id"))
    .group_by(movements.c.lot_id, lots.c.received_ms)
    .having(func.sum(movements.c.quantity) > 0)
    .order_by(lots.c.received_ms, movements.c.lot_id)
)


def _lots_left(work: Work, part_id: int) -> list[LotStock]:
    return [LotStock(row[0], row[1]) for row in work.connection.execute(_LOTS_LEFT, {"part_id": part_id})]


def _newest_lot(work: Work, part_id: int) -> int:
    newest = work.connection.execute(select(func.max(lots.c.id)).where(lots.c.part_id == part_id)).scalar()
    if newest is not None:
        return int(newest)
    # Found on the shelf without ever having been received: a lot that cost nothing known.
    return work.insert(lots, part_id=part_id, number="-", unit_cost=0, received_ms=work.now_ms)


def _promised_before(work: Work, part_id: int, ticket_id: int) -> int:
    """Pieces that other tickets reserved before this one did; all reservations where it has none."""
    waiting = work.connection.execute(
        select(reservations.c.ticket_id, reservations.c.quantity)
        .where(reservations.c.part_id == part_id, reservations.c.quantity > 0)
        .order_by(reservations.c.id)
    ).all()
    promised = 0
    for row in waiting:
        if row.ticket_id == ticket_id:
            break
        promised += row.quantity
    return promised


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
    select(tickets.c.number, reservations.c.quantity)
    .join(tickets, tickets.c.id == reservations.c.ticket_id)
    .where(reservations.c.part_id == bindparam("part_id"), reservations.c.quantity > 0)
    .order_by(reservations.c.id)
)


def part(reading: Reading, part_id: int) -> PartRow:
    row = reading.connection.execute(_ONE, {"part_id": part_id}).mappings().first()
    if row is None:
        raise UserError("problems.no_such_part")
    return _part(row)


def part_by_code(reading: Reading, code: str) -> PartRow | None:
    """The part with this barcode, SKU, or own label."""
    row = reading.connection.execute(_BY_CODE, {"code": code.strip()}).mappings().first()
    return _part(row) if row else None


def find_parts(reading: Reading, text: str = "", *, limit: int = 500) -> tuple[PartRow, ...]:
    """Parts whose name or SKU holds all typed words, low ones first; all of them for an empty text."""
    condition = [
        (" " + parts.c.words + " " + func.lower(parts.c.name)).like(f"%{escaped(word)}%", escape="\\")
        for word in text.casefold().split()
    ]
    rows = reading.connection.execute(_PARTS.where(*condition).order_by(parts.c.name).limit(limit)).mappings()
    found = [_part(row) for row in rows]
    return tuple(sorted(found, key=lambda one: (not one.active, not one.is_low)))


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
                row.ticket or "",
                row.serial,
                row.reason,
                row.staff,
            )
            for row in reading.connection.execute(_MOVEMENTS, one)
        ),
        tuple((row.number, row.quantity) for row in reading.connection.execute(_WAITING, one)),
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
