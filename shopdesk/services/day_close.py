"""The end of the day: the count of the drawer, the Z close, the days before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from shopdesk.domain.ledger import (
    BANK,
    OVER_SHORT,
    Posting,
    tender_account,
)
from shopdesk.domain.money import LARGEST_MINOR, Money
from shopdesk.domain.papers import CountedTender, DayPaper, PaperKind, PaperTax, PaperTender
from shopdesk.domain.payment import CASH
from shopdesk.domain.roles import Permission
from shopdesk.domain.till import Count, over_short
from shopdesk.errors import NeedsConfirmation, UserError
from shopdesk.i18n import catalogue
from shopdesk.services.day_figures import DayFigures, day_figures
from shopdesk.services.documents import Serial, issue
from shopdesk.services.quotes import rate_name
from shopdesk.services.so_far import of_closed_days, of_session
from shopdesk.services.texts import long_text
from shopdesk.services.till import open_session
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.chain import head
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.money import documents, till_sessions
from shopdesk.store.sequences import next_number


@dataclass(frozen=True, slots=True)
class Closed:
    session_id: int
    z_number: int
    document_id: int
    over_short: int


@dataclass(frozen=True, slots=True)
class PastDay:
    """A closed session in the history."""

    session_id: int
    z_number: int
    desk: str
    opened_at: datetime
    closed_at: datetime
    document_id: int
    net_total: int
    over_short: int


@dataclass(frozen=True, kw_only=True)
class CloseDay(Command[Closed]):
    """Count the drawer and close the day: Z. A difference asks (difference) before it is booked.

    `pieces`: value in minor units and how many. `counted_tenders`: slips of other tenders, by kind; a kind
    left out counts as expected.
    """

    pieces: tuple[tuple[int, int], ...]
    counted_tenders: tuple[tuple[str, int], ...] = ()
    note: str = ""


@handles(CloseDay, Permission.CLOSE_DAY)
def close_day(work: Work, command: CloseDay) -> Closed:
    session_id = open_session(work)
    count = _counted(work, command)
    figures = day_figures(work.reading, session_id)
    expected = dict(figures.tenders)
    slips = _slips(work, command, expected)
    cash_difference = over_short(count.total, figures.cash_expected)
    differences = {CASH: cash_difference} | {
        kind: counted - expected.get(kind, 0) for kind, counted in slips.items()
    }
    difference = sum(differences.values())
    if any(differences.values()) and "difference" not in command.confirmed:
        raise NeedsConfirmation(
            "problems.day_difference", confirm="difference", difference=work.settings.money(difference)
        )
    note = long_text(command.note, "note")
    z_number = next_number(work.connection, PaperKind.DAY.value)
    serial = Serial(z_number, f"Z{z_number:06d}")
    paper = day_paper(work.reading, figures, count, slips, z_number, work.person.name, note)
    document_id = issue(
        work,
        PaperKind.DAY,
        paper,
        serial,
        language=work.settings.paper_language,
        session_id=session_id,
        total=difference,
        posted=_emptied(expected | slips | {CASH: count.total}, differences),
    )
    closed_so_far = of_closed_days(work.connection) + of_session(work.connection, session_id)
    work.connection.execute(
        update(till_sessions)
        .where(till_sessions.c.id == session_id)
        .values(
            version=till_sessions.c.version + 1,
            open_at=None,
            closed_ms=work.now_ms,
            closed_by=work.person.staff_id,
            z_number=z_number,
            traded_so_far=closed_so_far.traded,
            held_so_far=closed_so_far.held,
        )
    )
    work.record("day_closed", session=session_id, z=z_number, difference=difference)
    work.changed("till", session_id)
    return Closed(session_id, z_number, document_id, difference)


def _counted(work: Work, command: CloseDay) -> Count:
    known = {piece.minor for piece in work.settings.pack.denominations}
    for value, number in command.pieces:
        if value not in known or not 0 <= number <= 100_000:
            raise UserError("problems.pieces", field=f"pieces.{value}")
    if len({value for value, _ in command.pieces}) != len(command.pieces):
        raise UserError("problems.pieces", field="pieces")
    return Count.of(dict(command.pieces))


def _slips(work: Work, command: CloseDay, expected: dict[str, int]) -> dict[str, int]:
    """What was counted of each tender but cash; one not counted is taken as expected."""
    known = {tender.id for tender in work.settings.pack.tenders} - {CASH}
    for kind, amount in command.counted_tenders:
        if kind not in known or abs(amount) > LARGEST_MINOR:
            raise UserError("problems.unknown_tender", field=f"tenders.{kind}")
    counted = dict(command.counted_tenders)
    return {kind: counted.get(kind, expected.get(kind, 0)) for kind in sorted({*expected, *counted} - {CASH})}


def _emptied(counted: dict[str, int], differences: dict[str, int]) -> tuple[Posting, ...]:
    """Book the differences, then carry everything counted to the bank: the next day starts clean."""
    posted = []
    for kind, amount in counted.items():
        # The account holds what was expected: add the difference, take out what was counted.
        posted.append(Posting(tender_account(kind), differences.get(kind, 0) - amount))
    posted.append(Posting(OVER_SHORT, -sum(differences.values())))
    posted.append(Posting(BANK, sum(counted.values())))
    return tuple(posted)


def day_paper(
    reading: Reading,
    figures: DayFigures,
    count: Count,
    slips: dict[str, int],
    z_number: int,
    closed_by: str,
    note: str = "",
) -> DayPaper:
    """The Z report, or with `z_number` 0 the X report, which only looks."""
    settings = reading.settings
    language = settings.paper_language
    say = catalogue(language)
    money = settings.money
    short = settings.pack.tax.short.text(language)
    counted = {CASH: count.total} | slips
    # Slips of a tender that nothing was booked on are told too: expected is nothing.
    tenders = dict(figures.tenders) | {kind: 0 for kind in slips if kind not in dict(figures.tenders)}
    return DayPaper(
        language=language,
        head=settings.letterhead,
        z_number=z_number,
        desk=figures.desk,
        opened_at=settings.local(figures.opened_at),
        opened_by=figures.opened_by,
        closed_at=settings.local(reading.now),
        closed_by=closed_by,
        first_entry=figures.first_entry,
        last_entry=figures.last_entry,
        sales=tuple(
            PaperTender(say.text(f"words.line.{kind}"), money(amount))
            for kind, amount in figures.sales_by_kind
        ),
        sales_total=money(figures.sales_total),
        refunds_total=money(figures.refunds_total),
        net_total=money(figures.net_total),
        taxes=tuple(
            PaperTax(rate_name(short, tax.rate), money(tax.base), money(tax.tax)) for tax in figures.taxes
        ),
        tenders=tuple(
            CountedTender(
                settings.pack.tender(kind).name.text(language),
                money(expected),
                money(counted.get(kind, expected)),
            )
            for kind, expected in tenders.items()
        ),
        denominations=tuple((Money(value, settings.currency), number) for value, number in count.pieces),
        opening_float=money(figures.opening_float),
        cash_moved=money(figures.cash_moved),
        over_short=money(sum(counted.get(kind, expected) - expected for kind, expected in tenders.items())),
        deposits_taken=money(figures.deposits_taken),
        deposits_used=money(figures.deposits_used),
        deposits_held=money(figures.deposits_held),
        tickets_in=figures.tickets_in,
        tickets_out=figures.tickets_out,
        tickets_open=figures.tickets_open,
        sales_count=figures.sales_count,
        refunds_count=figures.refunds_count,
        drawer_opened=figures.drawer_opened,
        running_total=money(figures.running_total),
        chain_head=head(reading.connection).seal[:16],
        note=note,
    )


def x_report(reading: Reading, session_id: int) -> DayPaper:
    """The day so far, as a paper; counted stands as expected."""
    figures = day_figures(reading, session_id)
    name = reading.person.name if reading.person else ""
    return day_paper(reading, figures, Count(()), dict(figures.tenders), 0, name)


_HISTORY = (
    select(till_sessions, documents.c.id.label("document_id"), documents.c.total)
    .join(
        documents,
        (documents.c.session_id == till_sessions.c.id) & (documents.c.kind == PaperKind.DAY.value),
    )
    .order_by(till_sessions.c.z_number.desc())
    .limit(bindparam("most"))
)
_NETS = (
    select(documents.c.session_id, func.sum(documents.c.total))
    .where(
        documents.c.kind.in_((PaperKind.SALE.value, PaperKind.REFUND.value)),
        documents.c.session_id.in_(bindparam("sessions", expanding=True)),
    )
    .group_by(documents.c.session_id)
)


def past_days(reading: Reading, most: int = 60) -> tuple[PastDay, ...]:
    """Closed days, newest first."""
    rows: list[Row[Any]] = list(reading.connection.execute(_HISTORY, {"most": most}))
    nets: dict[int, int] = {}
    if rows:
        found = reading.connection.execute(_NETS, {"sessions": [row.id for row in rows]})
        nets = {session: int(total) for session, total in found}
    return tuple(
        PastDay(
            row.id,
            row.z_number,
            row.desk,
            from_ms(row.opened_ms),
            from_ms(row.closed_ms),
            row.document_id,
            nets.get(row.id, 0),
            row.total,
        )
        for row in rows
    )
