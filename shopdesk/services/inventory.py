"""Keeping parts: added and changed, received in lots, counted."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, update

from shopdesk.domain.money import LARGEST_MINOR
from shopdesk.domain.quote import Grade
from shopdesk.domain.roles import Permission
from shopdesk.domain.stock import MovementKind, take_oldest_first
from shopdesk.errors import Conflict, UserError
from shopdesk.services.stock import part
from shopdesk.services.stock_moves import lots_left, move
from shopdesk.services.texts import short_text
from shopdesk.services.work import Command, Work, handles
from shopdesk.store.records.stock import lots, parts
from shopdesk.store.search import words_of

MOST_PIECES = 100_000


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
        for lot in take_oldest_first(lots_left(work, command.part_id), -difference):
            move(work, command.part_id, lot.lot_id, -lot.quantity, MovementKind.COUNT, reason=reason)
    elif difference > 0:
        lot_id = _newest_lot(work, command.part_id)
        move(work, command.part_id, lot_id, difference, MovementKind.COUNT, reason=reason)
    work.record("part_counted", part=command.part_id, difference=difference, reason=reason)
    return difference


def _newest_lot(work: Work, part_id: int) -> int:
    newest = work.connection.execute(select(func.max(lots.c.id)).where(lots.c.part_id == part_id)).scalar()
    if newest is not None:
        return int(newest)
    # Found on the shelf without ever having been received: a lot that cost nothing known.
    return work.insert(lots, part_id=part_id, number="-", unit_cost=0, received_ms=work.now_ms)
