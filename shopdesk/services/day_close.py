"""The day: its figures from the ledger, the count of the drawer, and the Z close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from shopdesk.domain.ledger import (
    BANK,
    CASH_MOVED,
    DEPOSITS,
    OVER_SHORT,
    Posting,
    tender_account,
)
from shopdesk.domain.money import LARGEST_MINOR, Money
from shopdesk.domain.papers import CountedTender, DayPaper, PaperKind, PaperTax, PaperTender
from shopdesk.domain.payment import CASH
from shopdesk.domain.quote import LineKind
from shopdesk.domain.roles import Permission
from shopdesk.domain.ticket import CLOSED, Status
from shopdesk.domain.till import Count, over_short
from shopdesk.errors import NeedsConfirmation, UserError
from shopdesk.i18n import catalogue
from shopdesk.services.documents import Serial, issue
from shopdesk.services.quotes import rate_name
from shopdesk.services.so_far import of_closed_days, of_session, so_far
from shopdesk.services.texts import long_text
from shopdesk.services.till import open_session
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.chain import ROWS_PER_ENTRY, head
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.money import document_lines, documents, events, postings, till_sessions
from shopdesk.store.records.people import staff
from shopdesk.store.records.tickets import tickets
from shopdesk.store.sequences import next_number


@dataclass(frozen=True, slots=True)
class TaxFigure:
    rate: int
    base: int
    tax: int


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One till session in figures, minor units; every amount is a sum of ledger postings."""

    session_id: int
    desk: str
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    z_number: int | None
    first_entry: int
    last_entry: int
    opening_float: int
    sales_by_kind: tuple[tuple[str, int], ...]
    """Net of tax and of refunds."""
    sales_total: int
    """Sales with tax, before refunds."""
    refunds_total: int
    taxes: tuple[TaxFigure, ...]
    tenders: tuple[tuple[str, int], ...]
    """What each tender should hold; cash with the float in it."""
    cash_moved: int
    deposits_taken: int
    deposits_used: int
    deposits_held: int
    """Of the whole shop, at this moment."""
    tickets_in: int
    tickets_out: int
    tickets_open: int
    sales_count: int
    refunds_count: int
    drawer_opened: int
    running_total: int
    """Sales less refunds of all days, with tax; never reset."""

    @property
    def net_total(self) -> int:
        return self.sales_total - self.refunds_total

    @property
    def cash_expected(self) -> int:
        return dict(self.tenders).get(CASH, 0)


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


_SESSION = (
    select(till_sessions, staff.c.name)
    .join(staff, staff.c.id == till_sessions.c.opened_by)
    .where(till_sessions.c.id == bindparam("session_id"))
)
_BY_KIND_AND_ACCOUNT = (
    select(documents.c.kind, postings.c.account, func.sum(postings.c.amount))
    .join(documents, documents.c.id == postings.c.document_id)
    .where(postings.c.session_id == bindparam("session_id"))
    .group_by(documents.c.kind, postings.c.account)
)
_COUNTS = (
    select(documents.c.kind, func.count())
    .where(documents.c.session_id == bindparam("session_id"))
    .group_by(documents.c.kind)
)
_TAXES = (
    select(
        document_lines.c.rate,
        func.sum(document_lines.c.net).label("base"),
        func.sum(document_lines.c.tax).label("tax"),
    )
    .join(documents, documents.c.id == document_lines.c.document_id)
    .where(documents.c.session_id == bindparam("session_id"))
    .group_by(document_lines.c.rate)
    .order_by(document_lines.c.rate)
)
_OPEN_STATUSES = [status.value for status in Status if status not in CLOSED]
_SCALARS = select(
    select(func.count())
    .where(tickets.c.received_ms >= bindparam("low"), tickets.c.received_ms < bindparam("high"))
    .scalar_subquery()
    .label("tickets_in"),
    select(func.count())
    .where(tickets.c.collected_ms >= bindparam("low"), tickets.c.collected_ms < bindparam("high"))
    .scalar_subquery()
    .label("tickets_out"),
    # The open ones by name, not all but the closed: an index finds them.
    select(func.count()).where(tickets.c.status.in_(_OPEN_STATUSES)).scalar_subquery().label("tickets_open"),
    select(func.count())
    .where(
        events.c.id >= bindparam("first_id"),
        events.c.kind == "drawer_opened",
        events.c.at_ms >= bindparam("low"),
        events.c.at_ms < bindparam("high"),
    )
    .scalar_subquery()
    .label("drawer_opened"),
)


def day_figures(reading: Reading, session_id: int) -> DayFigures:
    """The figures of one till session, open or closed. Raises UserError."""
    run = reading.connection.execute
    one = {"session_id": session_id}
    row = run(_SESSION, one).first()
    if row is None:
        raise UserError("problems.no_such_day")
    sums: dict[tuple[str, str], int] = {
        (kind, account): int(amount) for kind, account, amount in run(_BY_KIND_AND_ACCOUNT, one)
    }
    counts: dict[str, int] = {kind: int(number) for kind, number in run(_COUNTS, one)}
    span = {"low": row.opened_ms, "high": row.closed_ms or (1 << 62)}
    counted = run(_SCALARS, {**span, "first_id": row.first_entry * ROWS_PER_ENTRY}).one()
    all_days = so_far(reading.connection)

    def of(*kinds: str, account: str = "", start: str = "") -> int:
        return sum(
            amount
            for (kind, name), amount in sums.items()
            if (not kinds or kind in kinds) and (name == account or (start and name.startswith(start)))
        )

    def with_tax(kind: str) -> int:
        return of(kind, start="sales:") + of(kind, start="tax:")

    tenders = {name.partition(":")[2] for _, name in sums if name.startswith("tender:")} | {CASH}
    day_kind = PaperKind.DAY.value
    return DayFigures(
        session_id=session_id,
        desk=row.desk,
        opened_at=from_ms(row.opened_ms),
        opened_by=row.name,
        closed_at=from_ms(row.closed_ms) if row.closed_ms else None,
        z_number=row.z_number,
        first_entry=row.first_entry,
        last_entry=head(reading.connection).seq,
        opening_float=row.opening_float,
        sales_by_kind=tuple((kind.value, -of(account=f"sales:{kind}")) for kind in LineKind),
        sales_total=-with_tax(PaperKind.SALE.value),
        refunds_total=with_tax(PaperKind.REFUND.value),
        taxes=tuple(TaxFigure(tax.rate, int(tax.base), int(tax.tax)) for tax in run(_TAXES, one)),
        tenders=tuple(
            (
                kind,
                sum(
                    amount
                    for (paper, name), amount in sums.items()
                    # The close itself empties the drawer; the figures say what was in it.
                    if name == tender_account(kind) and paper != day_kind
                ),
            )
            for kind in sorted(tenders, key=lambda name: (name != CASH, name))
        ),
        cash_moved=-of(account=CASH_MOVED),
        deposits_taken=-of(PaperKind.RECEIPT.value, PaperKind.CASH.value, account=DEPOSITS),
        deposits_used=of(PaperKind.SALE.value, account=DEPOSITS),
        deposits_held=all_days.held,
        tickets_in=counted.tickets_in,
        tickets_out=counted.tickets_out,
        tickets_open=counted.tickets_open,
        sales_count=counts.get(PaperKind.SALE.value, 0),
        refunds_count=counts.get(PaperKind.REFUND.value, 0),
        drawer_opened=counted.drawer_opened,
        running_total=all_days.traded,
    )


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
