"""Parts at the bench: issued by scan, put back, and the fate of each replaced one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import RowMapping, delete, select, update

from shopdesk.domain.consent import Purpose
from shopdesk.domain.ids import CodeKind, read_code
from shopdesk.domain.quote import LineKind
from shopdesk.domain.roles import Permission
from shopdesk.domain.stock import MovementKind, OldPartFate
from shopdesk.domain.ticket import CLOSED, Status
from shopdesk.errors import NeedsConfirmation, UserError
from shopdesk.services.consents import consent_answers
from shopdesk.services.quotes import QuoteView, quotes_of_ticket
from shopdesk.services.steps import load_ticket, save_ticket
from shopdesk.services.stock import PartRow, issued_to, part, part_by_code, part_if_kept
from shopdesk.services.stock_moves import free_for, issue_oldest, move, reserve
from shopdesk.services.texts import short_text
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.stock import movements, old_parts
from shopdesk.store.records.tickets import tickets

_WITH_PARTS = (Status.APPROVED, Status.WAITING_PARTS, Status.REPAIRING, Status.TESTING)


@dataclass(frozen=True, slots=True)
class Used:
    part_id: int
    name: str
    quantity: int
    version: int


@dataclass(frozen=True, kw_only=True)
class UsePart(Command[Used]):
    """Issue a part to the ticket by barcode, SKU or label. Asks (not_quoted) for one nobody approved."""

    ticket_id: int
    seen_version: int
    code: str
    quantity: int = 1
    serial: str = ""


@dataclass(frozen=True, kw_only=True)
class ReturnPart(Command[int]):
    """Put an issued part back on the shelf; gives the ticket's new version."""

    ticket_id: int
    seen_version: int
    part_id: int
    quantity: int = 1
    reason: str = ""


_GONE_FOR_GOOD = (OldPartFate.SCRAPPED, OldPartFate.TO_SUPPLIER)


@dataclass(frozen=True, kw_only=True)
class SetOldPartFate(Command[int]):
    """Say where a replaced part ends; gives the old part."""

    old_part_id: int
    fate: OldPartFate


@handles(UsePart, Permission.USE_PARTS)
def use_part(work: Work, command: UsePart) -> Used:
    row = load_ticket(work, command.ticket_id, command.seen_version)
    if Status(row["status"]) not in _WITH_PARTS:
        raise UserError("problems.parts_not_now", number=row["number"])
    if not 1 <= command.quantity <= 99:
        raise UserError("problems.pieces", field="quantity")
    found = find_part(work.reading, command.code)
    if found is None:
        raise UserError("problems.no_part_code", field="code", code=short_text(command.code, "code"))
    _within_quote(work, row, command, found)
    serial = short_text(command.serial, "serial")
    for movement_id in issue_oldest(work, found.id, command.quantity, command.ticket_id, serial):
        work.insert(
            old_parts, ticket_id=command.ticket_id, part_id=found.id, movement_id=movement_id, serial=""
        )
    save_ticket(work, row)
    work.record("part_used", command.ticket_id, part=found.name, quantity=command.quantity, serial=serial)
    return Used(found.id, found.name, command.quantity, int(row["version"]) + 1)


@dataclass(frozen=True, slots=True)
class PartOffer:
    """A part as it was scanned for a ticket, before it is issued."""

    part: PartRow
    free: int
    """Pieces that this ticket may take now."""
    quoted: int
    issued: int

    @property
    def approved(self) -> bool:
        return self.issued < self.quoted


def part_offer(reading: Reading, ticket_id: int, code: str) -> PartOffer | None:
    """What taking the part of `code` for the ticket would mean; None for a code of no part."""
    found = find_part(reading, code)
    if found is None:
        return None
    quoted = _quoted(reading, ticket_id, approved_quote_id(reading, ticket_id), found.id)
    issued = issued_to(reading, ticket_id).get(found.id, 0)
    return PartOffer(found, free_for(reading, found, ticket_id), quoted, issued)


def approved_quote_id(reading: Reading, ticket_id: int) -> int | None:
    return reading.connection.execute(
        select(tickets.c.approved_quote_id).where(tickets.c.id == ticket_id)
    ).scalar()


def find_part(reading: Reading, code: str) -> PartRow | None:
    """A part by what was scanned: our own label, the maker's barcode, or the SKU."""
    own = read_code(code)
    if own is not None and own.kind is CodeKind.PART:
        return part_if_kept(reading, own.serial)
    return part_by_code(reading, code)


def approved_quote(reading: Reading, ticket_id: int, quote_id: int | None) -> QuoteView | None:
    return next((quote for quote in quotes_of_ticket(reading, ticket_id) if quote.id == quote_id), None)


def _within_quote(work: Work, row: RowMapping, command: UsePart, found: PartRow) -> None:
    used = issued_to(work.reading, command.ticket_id).get(found.id, 0)
    if (
        used + command.quantity > _quoted(work.reading, row["id"], row["approved_quote_id"], found.id)
        and "not_quoted" not in command.confirmed
    ):
        raise NeedsConfirmation("problems.part_not_quoted", confirm="not_quoted", part=found.name)


def _quoted(reading: Reading, ticket_id: int, quote_id: int | None, part_id: int) -> int:
    """Pieces of a part that the customer approved."""
    quote = approved_quote(reading, ticket_id, quote_id)
    return sum(
        line.quantity
        for line in (quote.approved_lines if quote else ())
        if line.kind is LineKind.PART and line.part_id == part_id
    )


@handles(ReturnPart, Permission.USE_PARTS)
def return_part(work: Work, command: ReturnPart) -> int:
    row = load_ticket(work, command.ticket_id, command.seen_version)
    if Status(row["status"]) not in _WITH_PARTS:
        raise UserError("problems.parts_not_now", number=row["number"])
    if not 1 <= command.quantity <= issued_to(work.reading, command.ticket_id).get(command.part_id, 0):
        raise UserError("problems.not_issued", field="quantity")
    reason = short_text(command.reason, "reason")
    left = command.quantity
    issued = work.connection.execute(
        select(movements)
        .where(movements.c.ticket_id == command.ticket_id, movements.c.part_id == command.part_id)
        .order_by(movements.c.id.desc())
    ).all()
    by_lot: dict[int, int] = {}
    for one in issued:
        by_lot[one.lot_id] = by_lot.get(one.lot_id, 0) - one.quantity
    for lot_id, there in by_lot.items():
        back = min(there, left)
        if back > 0:
            move(
                work,
                command.part_id,
                lot_id,
                back,
                MovementKind.RETURN,
                ticket_id=command.ticket_id,
                reason=reason,
            )
            left -= back
    _forget_old_parts(work, command)
    still = issued_to(work.reading, command.ticket_id).get(command.part_id, 0)
    # What was approved stays kept for the ticket; what nobody approved is free for others again.
    kept = min(
        command.quantity, _quoted(work.reading, row["id"], row["approved_quote_id"], command.part_id) - still
    )
    if kept > 0:
        reserve(work, command.part_id, kept, command.ticket_id)
    save_ticket(work, row)
    work.record(
        "part_returned",
        command.ticket_id,
        part=part(work.reading, command.part_id).name,
        quantity=command.quantity,
        reason=reason,
    )
    return int(row["version"]) + 1


def _forget_old_parts(work: Work, command: ReturnPart) -> None:
    """A part that went back on the shelf replaced nothing: no more old ones than new ones stay."""
    still = issued_to(work.reading, command.ticket_id).get(command.part_id, 0)
    kept = work.connection.execute(
        select(old_parts.c.id)
        .where(old_parts.c.ticket_id == command.ticket_id, old_parts.c.part_id == command.part_id)
        .order_by(old_parts.c.id)
    ).scalars()
    beyond = list(kept)[still:]
    if beyond:
        work.connection.execute(delete(old_parts).where(old_parts.c.id.in_(beyond)))


@handles(SetOldPartFate, Permission.LOOK)
def set_old_part_fate(work: Work, command: SetOldPartFate) -> int:
    row = work.connection.execute(
        select(old_parts.c.ticket_id, tickets.c.status)
        .join(tickets, tickets.c.id == old_parts.c.ticket_id)
        .where(old_parts.c.id == command.old_part_id)
    ).first()
    if row is None or Status(row.status) in CLOSED:
        raise UserError("problems.no_open_ticket")
    wanted = consent_answers(work.connection, row.ticket_id).get(Purpose.OLD_PARTS)
    if wanted and command.fate in _GONE_FOR_GOOD:
        raise UserError("consents.old_part_wanted", field="old_parts")
    work.connection.execute(
        update(old_parts).where(old_parts.c.id == command.old_part_id).values(fate=command.fate.value)
    )
    work.record("old_part", row.ticket_id, fate=command.fate.value)
    work.changed("ticket", row.ticket_id)
    return command.old_part_id
