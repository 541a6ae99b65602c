"""How stock changes: every change a movement, oldest lot first; and what is kept for whom."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select, update

from shopdesk.domain.stock import LotStock, MovementKind, Shortage, take_oldest_first
from shopdesk.errors import UserError
from shopdesk.services.stock import PartRow, part
from shopdesk.services.work import Reading, Work
from shopdesk.store.records.stock import lots, movements, reservations


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

    Who reserved first is served first, and nobody takes beyond his own reservation what others wait for.
    """
    there = part(work.reading, part_id)
    free = free_for(work.reading, there, ticket_id, quantity)
    if quantity > free:
        raise UserError("problems.no_stock", part=there.name, wanted=quantity, there=free)
    try:
        taken = take_oldest_first(lots_left(work, part_id), quantity)
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


_WAITING = (
    select(reservations.c.ticket_id, reservations.c.quantity)
    .where(reservations.c.part_id == bindparam("part_id"), reservations.c.quantity > 0)
    .order_by(reservations.c.id)
)


def lots_left(work: Work, part_id: int) -> list[LotStock]:
    return [LotStock(row[0], row[1]) for row in work.connection.execute(_LOTS_LEFT, {"part_id": part_id})]


def free_for(reading: Reading, there: PartRow, ticket_id: int, quantity: int = 1) -> int:
    """How many pieces the ticket may take when it wants `quantity`.

    Others come first with what they reserved earlier; and for more than the ticket itself reserved,
    with all that they reserved.
    """
    waiting = reading.connection.execute(_WAITING, {"part_id": there.id}).all()
    promised = 0
    for row in waiting:
        if row.ticket_id == ticket_id:
            quantity -= row.quantity
            if quantity <= 0:
                break
        else:
            promised += row.quantity
    return max(there.on_hand - promised, 0)
