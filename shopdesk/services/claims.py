"""Earlier repairs of a device, what of them is still under our warranty, and a claim on one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from sqlalchemy import BindParameter, RowMapping, bindparam, select

from shopdesk.domain.papers import PaperKind
from shopdesk.domain.quote import Grade, LineKind, QuoteLine
from shopdesk.domain.ticket import Outcome, Status
from shopdesk.domain.warranty import covered_until, days_covered, is_covered
from shopdesk.errors import NeedsConfirmation, UserError
from shopdesk.i18n import catalogue
from shopdesk.services.quotes import Option
from shopdesk.services.settings import ShopSettings
from shopdesk.services.work import Reading, Work
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.money import document_lines, documents, events
from shopdesk.store.records.people import staff
from shopdesk.store.records.quotes import quotes
from shopdesk.store.records.stock import movements
from shopdesk.store.records.tickets import intakes, tickets

MOST = 50


@dataclass(frozen=True, slots=True)
class Cover:
    """A charged line and the last day of its warranty, by the shop's calendar."""

    kind: LineKind
    name: str
    quantity: int
    until: date
    running: bool
    grade: Grade | None = None
    part_id: int | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """One earlier ticket of a device. `total`: minor units after refunds, None where nothing was charged."""

    ticket_id: int
    number: str
    received_at: datetime
    collected_at: datetime | None
    status: Status
    outcome: Outcome
    fault: str
    fault_ids: tuple[str, ...]
    done: str
    technician: str
    total: int | None
    covers: tuple[Cover, ...] = ()
    serials: tuple[str, ...] = ()
    """Of the parts that were fitted."""
    redoes_id: int | None = None

    @property
    def running(self) -> tuple[Cover, ...]:
        return tuple(cover for cover in self.covers if cover.running)

    @property
    def until(self) -> date | None:
        """The last day on which any of it is covered."""
        return max((cover.until for cover in self.covers), default=None)

    @property
    def what(self) -> str:
        """What was done, in one line: as noted at the bench, else as charged, else what was reported."""
        names = ", ".join(cover.name for cover in self.covers)
        return self.done.partition("\n")[0] or names or self.fault


@dataclass(frozen=True, slots=True)
class Redoes:
    """The ticket that a claim goes back to, as the page of the claim shows it."""

    id: int
    number: str
    what: str
    collected_at: datetime | None
    technician: str
    serials: tuple[str, ...]
    until: date | None
    covered: tuple[QuoteLine, ...]
    """Lines to quote at nothing: what the warranty still covers, worded for the customer."""


_TICKETS = (
    select(
        tickets.c.id,
        tickets.c.number,
        tickets.c.device_id,
        tickets.c.received_ms,
        tickets.c.collected_ms,
        tickets.c.status,
        tickets.c.outcome,
        tickets.c.fault,
        tickets.c.approved_quote_id,
        tickets.c.redoes_id,
        intakes.c.body,
        staff.c.name.label("technician"),
    )
    .join(intakes, intakes.c.ticket_id == tickets.c.id)
    .outerjoin(staff, staff.c.id == tickets.c.technician_id)
    .order_by(tickets.c.id.desc())
    .limit(MOST)
)
_OF_DEVICE = _TICKETS.where(tickets.c.device_id == bindparam("device_id"))
_ONE = _TICKETS.where(tickets.c.id == bindparam("ticket_id"))
_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)
_DONE = (
    select(events.c.ticket_id, events.c.data)
    .where(events.c.ticket_id.in_(_IDS), events.c.kind == "repair_finished")
    .order_by(events.c.id)
)
_CHARGED = (
    select(
        documents.c.id.label("document"),
        documents.c.ticket_id,
        documents.c.kind.label("paper"),
        documents.c.total,
        document_lines,
    )
    .outerjoin(document_lines, document_lines.c.document_id == documents.c.id)
    .where(
        documents.c.ticket_id.in_(_IDS),
        documents.c.kind.in_((PaperKind.SALE.value, PaperKind.REFUND.value)),
    )
    .order_by(documents.c.id, document_lines.c.id)
)
_QUOTES = select(quotes.c.id, quotes.c.ticket_id, quotes.c.options, quotes.c.chosen).where(
    quotes.c.id.in_(_IDS), quotes.c.chosen.is_not(None)
)
_SERIALS = (
    select(movements.c.ticket_id, movements.c.serial)
    .where(movements.c.ticket_id.in_(_IDS), movements.c.serial != "", movements.c.quantity < 0)
    .order_by(movements.c.id)
)


class _OnlyFaults(msgspec.Struct):
    """What is wanted of an intake's record here."""

    fault_ids: tuple[str, ...] = ()


@dataclass(slots=True)
class _Charged:
    total: int
    lines: list[RowMapping]


def repairs_of(reading: Reading, device_id: int) -> tuple[Repair, ...]:
    """Every earlier ticket of a device with what was done and what is covered, newest first."""
    rows = reading.connection.execute(_OF_DEVICE, {"device_id": device_id}).mappings().all()
    return _repairs(reading, rows)


def repair(reading: Reading, ticket_id: int) -> Repair | None:
    """One ticket as an earlier repair."""
    rows = reading.connection.execute(_ONE, {"ticket_id": ticket_id}).mappings().all()
    return next(iter(_repairs(reading, rows)), None)


def _repairs(reading: Reading, rows: Sequence[RowMapping]) -> tuple[Repair, ...]:
    if not rows:
        return ()
    run, ids = reading.connection.execute, [row["id"] for row in rows]
    done = {one.ticket_id: str(msgspec.json.decode(one.data)["text"]) for one in run(_DONE, {"ids": ids})}
    serials: dict[int, list[str]] = {}
    for one in run(_SERIALS, {"ids": ids}):
        serials.setdefault(one.ticket_id, []).append(one.serial)
    charged = _charged(reading, ids)
    free = [row["approved_quote_id"] for row in rows if row["approved_quote_id"] and row["id"] not in charged]
    approved = _approved(reading, free) if free else {}
    return tuple(
        Repair(
            ticket_id=row["id"],
            number=row["number"],
            received_at=from_ms(row["received_ms"]),
            collected_at=from_ms(row["collected_ms"]) if row["collected_ms"] is not None else None,
            status=Status(row["status"]),
            outcome=Outcome(row["outcome"]),
            fault=row["fault"],
            fault_ids=msgspec.json.decode(row["body"], type=_OnlyFaults).fault_ids,
            done=done.get(row["id"], ""),
            technician=row["technician"] or "",
            total=charged[row["id"]].total if row["id"] in charged else None,
            covers=_covers(reading, row, charged.get(row["id"]), approved.get(row["id"], ())),
            serials=tuple(serials.get(row["id"], ())),
            redoes_id=row["redoes_id"],
        )
        for row in rows
    )


def _charged(reading: Reading, ids: Sequence[int]) -> dict[int, _Charged]:
    """What was charged for each ticket; a line whose whole price went back is no longer among it."""
    found: dict[int, _Charged] = {}
    counted: set[int] = set()
    given_back: dict[int, int] = {}
    for row in reading.connection.execute(_CHARGED, {"ids": list(ids)}).mappings():
        one = found.setdefault(row["ticket_id"], _Charged(0, []))
        if row["document"] not in counted:
            counted.add(row["document"])
            one.total += row["total"]
        mirrored = row[document_lines.c.mirrors_id]
        if row["paper"] == PaperKind.REFUND.value and mirrored is not None:
            given_back[mirrored] = given_back.get(mirrored, 0) + abs(_gross(row))
        elif row["paper"] == PaperKind.SALE.value and row[document_lines.c.id] is not None:
            one.lines.append(row)
    for one in found.values():
        one.lines = [
            row
            for row in one.lines
            if not _gross(row) or given_back.get(row[document_lines.c.id], 0) < _gross(row)
        ]
    return found


def _gross(line: RowMapping) -> int:
    return int(line[document_lines.c.net] + line[document_lines.c.tax])


def _approved(reading: Reading, quote_ids: Sequence[int]) -> dict[int, tuple[QuoteLine, ...]]:
    """Lines of repairs that cost nothing: no sale was written for them, and they are covered all the same."""
    return {
        row.ticket_id: msgspec.json.decode(row.options, type=tuple[Option, ...])[row.chosen].lines
        for row in reading.connection.execute(_QUOTES, {"ids": list(quote_ids)})
    }


def _covers(
    reading: Reading, row: RowMapping, charged: _Charged | None, approved: Iterable[QuoteLine]
) -> tuple[Cover, ...]:
    if row["collected_ms"] is None or Outcome(row["outcome"]) is not Outcome.REPAIRED:
        return ()
    kinds = set(LineKind)
    lines: list[tuple[str, str, int, str, int | None, int]] = (
        [
            (
                line[document_lines.c.kind],
                line[document_lines.c.name],
                line[document_lines.c.quantity],
                line[document_lines.c.grade],
                line[document_lines.c.part_id],
                line[document_lines.c.warranty_days],
            )
            for line in charged.lines
        ]
        if charged is not None
        else [
            (line.kind.value, line.name, line.quantity, line.grade or "", line.part_id, line.warranty_days)
            for line in approved
        ]
    )
    settings = reading.settings
    handed_over = settings.local(from_ms(row["collected_ms"])).date()
    today = settings.local(reading.now).date()
    covers = []
    for kind, name, quantity, grade, part_id, days in lines:
        if kind not in kinds or LineKind(kind) is LineKind.FEE:
            continue
        least = settings.pack.warranty_rule(kind, grade or None).minimum
        until = covered_until(handed_over, days_covered(days, least))
        if until is not None:
            running = is_covered(today, until)
            covers.append(
                Cover(
                    LineKind(kind), name, quantity, until, running, Grade(grade) if grade else None, part_id
                )
            )
    return tuple(covers)


def offered(repairs: Iterable[Repair], fault_ids: Iterable[str] = ()) -> Repair | None:
    """The repair whose warranty a fault may fall under: one for the same fault first, then the newest."""
    running = [one for one in repairs if one.running]
    reported = set(fault_ids)
    same = (one for one in running if reported & set(one.fault_ids))
    return next(same, running[0] if running else None)


def is_same_fault(earlier: Repair, fault_ids: Iterable[str]) -> bool:
    return bool(set(fault_ids) & set(earlier.fault_ids))


def admit_claim(work: Work, ticket_id: int, device_id: int, confirmed: frozenset[str]) -> Repair:
    """The repair claimed on. Raises UserError; after its term it asks (claim_over)."""
    row = work.connection.execute(
        select(tickets.c.device_id, tickets.c.status).where(tickets.c.id == ticket_id)
    ).first()
    found = repair(work.reading, ticket_id)
    if row is None or found is None:
        raise UserError("problems.no_such_ticket", field="claim")
    if row.device_id != device_id:
        raise UserError("visits.claim_of_other", field="claim", number=found.number)
    if found.status is not Status.COLLECTED:
        raise UserError("visits.claim_open", field="claim", number=found.number)
    if not found.running and "claim_over" not in confirmed:
        raise NeedsConfirmation("visits.claim_over", confirm="claim_over", number=found.number)
    return found


def redoes(reading: Reading, ticket_id: int, language: str) -> Redoes | None:
    """What a claim goes back to, for the pages of the ticket that claims; papers speak `language`."""
    found = repair(reading, ticket_id)
    if found is None:
        return None
    return Redoes(
        id=found.ticket_id,
        number=found.number,
        what=found.what,
        collected_at=found.collected_at,
        technician=found.technician,
        serials=found.serials,
        until=found.until,
        covered=covered_lines(found.running or found.covers, reading.settings, language),
    )


def covered_lines(covers: Iterable[Cover], settings: ShopSettings, language: str) -> tuple[QuoteLine, ...]:
    """Lines at nothing for what is covered: the quote of a claim begins with them."""
    say = catalogue(language)
    return tuple(
        QuoteLine(
            kind=cover.kind,
            name=say.text("visits.covered", name=cover.name),
            quantity=cover.quantity,
            unit_price=0,
            rate=settings.tax_rate,
            grade=cover.grade,
            part_id=cover.part_id,
            warranty_days=settings.pack.warranty_rule(cover.kind.value, cover.grade).days,
        )
        for cover in covers
    )
