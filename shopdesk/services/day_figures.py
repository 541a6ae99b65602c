"""The figures of a day: sums of the ledger's postings in one till session, read in a few statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from shopdesk.domain.ledger import CASH_MOVED, DEPOSITS, tender_account
from shopdesk.domain.papers import PaperKind
from shopdesk.domain.payment import CASH
from shopdesk.domain.quote import LineKind
from shopdesk.domain.ticket import CLOSED, Status
from shopdesk.errors import UserError
from shopdesk.services.so_far import so_far
from shopdesk.services.work import Reading
from shopdesk.store.chain import ROWS_PER_ENTRY, head
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.money import document_lines, documents, events, postings, till_sessions
from shopdesk.store.records.people import staff
from shopdesk.store.records.tickets import tickets


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
