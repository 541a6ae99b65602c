"""The till: opened with a float, cash put in and taken out on record, deposits taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.exc import IntegrityError

from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.ledger import CASH_MOVED, DEPOSITS, FLOAT, Posting, tender_account
from shopdesk.domain.money import LARGEST_MINOR
from shopdesk.domain.papers import CashPaper, PaperKind
from shopdesk.domain.payment import CASH, Tender
from shopdesk.domain.roles import Permission
from shopdesk.domain.ticket import CLOSED, Status
from shopdesk.errors import UserError
from shopdesk.i18n import catalogue
from shopdesk.services.documents import issue, next_serial, slip_numbers
from shopdesk.services.texts import short_text
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.chain import head
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.money import postings, till_sessions
from shopdesk.store.records.people import customers, staff
from shopdesk.store.records.tickets import tickets

_OPEN = select(till_sessions.c.id).where(till_sessions.c.open_at == bindparam("desk"))


def open_session(work: Work, field: str | None = None) -> int:
    """The till session open at this desk. Raises UserError at `field` where the till is closed."""
    found = work.connection.execute(_OPEN, {"desk": work.desk}).scalar()
    if found is None:
        raise UserError("problems.till_closed", field=field)
    return int(found)


@dataclass(frozen=True, slots=True)
class TillState:
    """The till of one desk: closed, or open since when with what it should hold."""

    session_id: int | None
    opened_at: datetime | None = None
    opened_by: str = ""
    opening_float: int = 0
    cash_expected: int = 0

    @property
    def is_open(self) -> bool:
        return self.session_id is not None


@dataclass(frozen=True, kw_only=True)
class OpenTill(Command[int]):
    """Start the business day at this desk with `opening_float` minor units of cash. Gives the session."""

    opening_float: int


@dataclass(frozen=True, kw_only=True)
class MoveCash(Command[int]):
    """Put cash in (positive) or take it out (negative), with a reason. Gives the document."""

    amount: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class TakeDeposit(Command[int]):
    """Take a deposit after the intake. Gives the document, printed for the customer."""

    ticket_id: int
    tender: Tender


@dataclass(frozen=True, kw_only=True)
class OpenDrawer(Command[int]):
    """Open the drawer without a sale: allowed, and on record."""

    reason: str


@handles(OpenTill, Permission.OPEN_TILL)
def open_till(work: Work, command: OpenTill) -> int:
    if not 0 <= command.opening_float <= LARGEST_MINOR:
        raise UserError("problems.amount_negative", field="opening_float")
    if work.connection.execute(_OPEN, {"desk": work.desk}).scalar() is not None:
        raise UserError("problems.till_open_already")
    try:
        session_id = work.insert(
            till_sessions,
            desk=work.desk,
            open_at=work.desk,
            opened_ms=work.now_ms,
            opened_by=work.person.staff_id,
            opening_float=command.opening_float,
            first_entry=head(work.connection).seq + 1,
        )
    except IntegrityError as error:
        raise UserError("problems.till_open_already") from error
    if command.opening_float:
        posted = (
            Posting(tender_account(CASH), command.opening_float),
            Posting(FLOAT, -command.opening_float),
        )
        _issue_cash(work, session_id, "float", command.opening_float, posted)
    work.record("till_opened", session=session_id, opening_float=command.opening_float)
    work.changed("till", session_id)
    return session_id


@handles(MoveCash, Permission.MOVE_CASH)
def move_cash(work: Work, command: MoveCash) -> int:
    session_id = open_session(work)
    reason = short_text(command.reason, "reason", required=True)
    if not command.amount or abs(command.amount) > LARGEST_MINOR:
        raise UserError("problems.amount_zero", field="amount")
    if command.amount < 0 and cash_in_drawer(work.reading, session_id) + command.amount < 0:
        raise UserError("problems.not_in_drawer", field="amount")
    posted = (Posting(tender_account(CASH), command.amount), Posting(CASH_MOVED, -command.amount))
    what = "paid_in" if command.amount > 0 else "paid_out"
    document_id = _issue_cash(work, session_id, what, command.amount, posted, reason=reason)
    work.record("cash_moved", amount=command.amount, reason=reason)
    work.changed("till", session_id)
    return document_id


@handles(OpenDrawer, Permission.MOVE_CASH)
def open_drawer(work: Work, command: OpenDrawer) -> int:
    session_id = open_session(work)
    work.record(
        "drawer_opened", session=session_id, reason=short_text(command.reason, "reason", required=True)
    )
    return session_id


@handles(TakeDeposit, Permission.TAKE_MONEY)
def take_deposit(work: Work, command: TakeDeposit) -> int:
    session_id = open_session(work)
    row = work.connection.execute(
        select(tickets.c.number, tickets.c.status, tickets.c.language, customers.c.name)
        .join(customers, customers.c.id == tickets.c.customer_id)
        .where(tickets.c.id == command.ticket_id)
    ).first()
    if row is None or Status(row.status) in CLOSED:
        raise UserError("problems.no_open_ticket")
    tender = command.tender
    if not 0 < tender.amount <= LARGEST_MINOR:
        raise UserError("problems.amount_zero", field="deposit")
    if tender.kind not in {kind.id for kind in work.settings.pack.tenders}:
        raise UserError("problems.unknown_tender", field="deposit")
    posted = (Posting(tender_account(tender.kind), tender.amount), Posting(DEPOSITS, -tender.amount))
    document_id = _issue_cash(
        work,
        session_id,
        "deposit",
        tender.amount,
        posted,
        tender=tender,
        ticket_id=command.ticket_id,
        ticket_number=row.number,
        customer_name=row.name,
        language=row.language,
    )
    work.record("deposit_taken", command.ticket_id, amount=tender.amount, tender=tender.kind)
    work.changed("ticket", command.ticket_id)
    work.changed("till", session_id)
    return document_id


def _issue_cash(
    work: Work,
    session_id: int,
    what: str,
    amount: int,
    posted: tuple[Posting, ...],
    *,
    reason: str = "",
    tender: Tender | None = None,
    ticket_id: int | None = None,
    ticket_number: str = "",
    customer_name: str = "",
    language: str = "",
) -> int:
    language = language or work.settings.paper_language
    serial = next_serial(work, PaperKind.CASH)
    paper = CashPaper(
        language=language,
        head=work.settings.letterhead,
        number=serial.number,
        issued_at=work.settings.local(work.now),
        issued_by=work.person.name,
        desk=work.desk,
        what=catalogue(language).text(f"words.cash.{what}"),
        amount=work.settings.money(amount),
        tender=work.settings.pack.tender(tender.kind if tender else CASH).name.text(language),
        reason=reason,
        ticket_number=ticket_number,
        slip_code=code_for(CodeKind.SLIP, ticket_id) if ticket_id else "",
        customer_name=customer_name,
    )
    return issue(
        work,
        PaperKind.CASH,
        paper,
        serial,
        language=language,
        ticket_id=ticket_id,
        session_id=session_id,
        total=amount,
        posted=posted,
        references=slip_numbers((tender,)) if tender else None,
        print_now=what == "deposit",
    )


_STATE = (
    select(till_sessions.c.id, till_sessions.c.opened_ms, till_sessions.c.opening_float, staff.c.name)
    .join(staff, staff.c.id == till_sessions.c.opened_by)
    .where(till_sessions.c.open_at == bindparam("desk"))
)
_IN_DRAWER = select(func.coalesce(func.sum(postings.c.amount), 0)).where(
    postings.c.session_id == bindparam("session_id"), postings.c.account == tender_account(CASH)
)
_HELD = select(func.coalesce(-func.sum(postings.c.amount), 0)).where(
    postings.c.ticket_id == bindparam("ticket_id"), postings.c.account == DEPOSITS
)


def till_state(reading: Reading, desk: str) -> TillState:
    row = reading.connection.execute(_STATE, {"desk": desk}).first()
    if row is None:
        return TillState(None)
    cash = cash_in_drawer(reading, row.id)
    return TillState(row.id, from_ms(row.opened_ms), row.name, row.opening_float, cash)


def cash_in_drawer(reading: Reading, session_id: int) -> int:
    """What the books say is in the drawer, in minor units."""
    return int(reading.connection.execute(_IN_DRAWER, {"session_id": session_id}).scalar_one())


def deposit_held(reading: Reading, ticket_id: int) -> int:
    """Deposit of a ticket not yet used or given back, in minor units."""
    return int(reading.connection.execute(_HELD, {"ticket_id": ticket_id}).scalar_one())
