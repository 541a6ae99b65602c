"""Refunds: a mirror of the sale, whole or in part, never more than was paid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Row, bindparam, func, select

from shopdesk.domain.ledger import Posting, sales_account, tax_account, tender_account
from shopdesk.domain.papers import PaperKind, PaperLine, PaperTax, PaperTender, RefundPaper, SalePaper
from shopdesk.domain.payment import CASH
from shopdesk.domain.roles import Permission
from shopdesk.domain.signature import Signature
from shopdesk.domain.tax import TaxedLine, TaxMode, refund_of_line
from shopdesk.errors import UserError
from shopdesk.services.documents import DocumentLine, issue, next_serial
from shopdesk.services.quotes import rate_name
from shopdesk.services.search import find_ticket_ids
from shopdesk.services.texts import long_text
from shopdesk.services.till import cash_in_drawer, open_session
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.money import document_lines, documents
from shopdesk.store.records.people import customers
from shopdesk.store.records.tickets import tickets


@dataclass(frozen=True, slots=True)
class SaleLine:
    """A sale's line with what went back of it so far; gross minor units."""

    id: int
    kind: str
    name: str
    quantity: int
    gross: int
    refunded: int

    @property
    def left(self) -> int:
        return self.gross - self.refunded


@dataclass(frozen=True, slots=True)
class Sale:
    """A sale as one looks at it to refund it."""

    document_id: int
    number: str
    ticket_id: int | None
    total: int
    lines: tuple[SaleLine, ...]

    @property
    def left(self) -> int:
        return sum(line.left for line in self.lines)


@dataclass(frozen=True, slots=True)
class RefundLine:
    """Give back `amount` (gross, minor units) of one line of the sale."""

    line_id: int
    amount: int


@dataclass(frozen=True, slots=True)
class Refunded:
    document_id: int
    number: str
    total: int


@dataclass(frozen=True, kw_only=True)
class Refund(Command[Refunded]):
    """Give money back for a sale, `lines` None for all that is left of it, through one tender."""

    sale_id: int
    reason: str
    lines: tuple[RefundLine, ...] | None = None
    tender: str = CASH
    signature: Signature | None = None


_SALE = select(documents).where(documents.c.id == bindparam("sale_id"), documents.c.kind == "sale")
_LINES = (
    select(document_lines)
    .where(document_lines.c.document_id == bindparam("sale_id"))
    .order_by(document_lines.c.id)
)
_REFUNDED = (
    select(document_lines.c.mirrors_id, func.sum(document_lines.c.net + document_lines.c.tax))
    .join(documents, documents.c.id == document_lines.c.document_id)
    .where(documents.c.mirrors_id == bindparam("sale_id"))
    .group_by(document_lines.c.mirrors_id)
)


def sale(reading: Reading, sale_id: int) -> Sale:
    """A sale with what is left to refund. Raises UserError."""
    return _sale(reading, sale_id)[0]


def _sale(reading: Reading, sale_id: int) -> tuple[Sale, Row[Any], dict[int, TaxedLine]]:
    row = reading.connection.execute(_SALE, {"sale_id": sale_id}).first()
    if row is None:
        raise UserError("problems.no_such_sale")
    back = {
        line: -int(amount) for line, amount in reading.connection.execute(_REFUNDED, {"sale_id": sale_id})
    }
    lines, taxed_lines = [], {}
    for line in reading.connection.execute(_LINES, {"sale_id": sale_id}):
        lines.append(
            SaleLine(line.id, line.kind, line.name, line.quantity, line.net + line.tax, back.get(line.id, 0))
        )
        taxed_lines[line.id] = TaxedLine(line.net, line.tax, line.rate)
    return Sale(row.id, row.number, row.ticket_id, row.total, tuple(lines)), row, taxed_lines


@handles(Refund, Permission.REFUND)
def refund(work: Work, command: Refund) -> Refunded:
    session_id = open_session(work)
    reason = long_text(command.reason, "reason", required=True)
    found, row, taxed_lines = _sale(work.reading, command.sale_id)
    if command.tender not in {tender.id for tender in work.settings.pack.tenders}:
        raise UserError("problems.unknown_tender", field="tender")
    mirrored = _mirrored(work, found, taxed_lines, command.lines)
    total = sum(part.gross for _, part in mirrored)
    if command.tender == CASH and cash_in_drawer(work.reading, session_id) < total:
        raise UserError("problems.not_in_drawer", field="tender")
    serial = next_serial(work, PaperKind.REFUND)
    ticket_number = ""
    if found.ticket_id is not None:
        ticket_number = work.connection.execute(
            select(tickets.c.number).where(tickets.c.id == found.ticket_id)
        ).scalar_one()
    original = msgspec.json.decode(row.paper, type=SalePaper)
    settings = work.settings
    short = settings.pack.tax.short.text(row.language)
    paper = RefundPaper(
        language=row.language,
        head=settings.letterhead,
        number=serial.number,
        mirrors=found.number,
        ticket_number=ticket_number,
        issued_at=settings.local(work.now),
        issued_by=work.person.name,
        customer_name=original.customer_name,
        reason=reason,
        lines=tuple(
            PaperLine(
                line.name,
                line.quantity,
                settings.money(-(part.gross if settings.tax_mode is TaxMode.INCLUDED else part.net)),
            )
            for line, part in mirrored
        ),
        taxes=tuple(
            PaperTax(
                rate_name(short, rate),
                settings.money(-sum(part.net for _, part in mirrored if part.rate == rate)),
                settings.money(-sum(part.tax for _, part in mirrored if part.rate == rate)),
            )
            for rate in sorted({part.rate for _, part in mirrored if part.rate})
        ),
        tax_included=settings.tax_mode is TaxMode.INCLUDED,
        total=settings.money(-total),
        tenders=(
            PaperTender(settings.pack.tender(command.tender).name.text(row.language), settings.money(-total)),
        ),
        signature=command.signature,
    )
    document_id = issue(
        work,
        PaperKind.REFUND,
        paper,
        serial,
        language=row.language,
        ticket_id=found.ticket_id,
        session_id=session_id,
        mirrors_id=found.document_id,
        total=-total,
        lines=[
            DocumentLine(
                kind=line.kind,
                name=line.name,
                quantity=line.quantity,
                net=-part.net,
                tax=-part.tax,
                rate=part.rate,
                mirrors_id=line.id,
            )
            for line, part in mirrored
        ],
        posted=_postings(mirrored, command.tender, total),
    )
    work.record(
        "refunded", found.ticket_id, sale=found.number, number=serial.number, total=total, reason=reason
    )
    work.changed("till", session_id)
    if found.ticket_id is not None:
        work.changed("ticket", found.ticket_id)
    return Refunded(document_id, serial.number, total)


def _mirrored(
    work: Work,
    found: Sale,
    taxed_lines: dict[int, TaxedLine],
    wanted: tuple[RefundLine, ...] | None,
) -> list[tuple[SaleLine, TaxedLine]]:
    """Each line to give back of, with its net and tax. Raises UserError where more is asked than is left."""
    amounts = {line.id: line.left for line in found.lines if line.left}
    if wanted is not None:
        amounts = {line.line_id: line.amount for line in wanted if line.amount}
        if len({line.line_id for line in wanted}) != len(wanted):
            raise UserError("problems.no_such_line", field="lines")
    if not amounts:
        raise UserError("problems.nothing_to_refund", field="lines")
    by_id = {line.id: line for line in found.lines}
    mirrored = []
    for line_id, amount in amounts.items():
        line = by_id.get(line_id)
        if line is None:
            raise UserError("problems.no_such_line", field="lines")
        if not 0 < amount <= line.left:
            raise UserError(
                "problems.refund_too_much",
                field=f"lines.{line_id}",
                left=work.settings.money(line.left),
                name=line.name,
            )
        mirrored.append((line, refund_of_line(taxed_lines[line_id], line.refunded, amount)))
    return mirrored


def _postings(mirrored: list[tuple[SaleLine, TaxedLine]], tender: str, total: int) -> list[Posting]:
    by_account: dict[str, int] = {tender_account(tender): -total}
    for line, part in mirrored:
        for account, amount in ((sales_account(line.kind), part.net), (tax_account(part.rate), part.tax)):
            by_account[account] = by_account.get(account, 0) + amount
    return [Posting(account, amount) for account, amount in by_account.items() if amount]


_SALE_ROW = (
    select(
        documents.c.id,
        documents.c.number,
        documents.c.total,
        documents.c.at_ms,
        documents.c.ticket_id,
        tickets.c.number.label("ticket"),
        customers.c.name,
    )
    .outerjoin(tickets, tickets.c.id == documents.c.ticket_id)
    .outerjoin(customers, customers.c.id == tickets.c.customer_id)
    .where(documents.c.kind == PaperKind.SALE.value)
    .order_by(documents.c.id.desc())
    .limit(bindparam("most"))
)
_BY_NUMBER = _SALE_ROW.where(documents.c.number == bindparam("number"))
_OF_TICKETS = _SALE_ROW.where(documents.c.ticket_id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class SaleRow:
    id: int
    number: str
    ticket_id: int | None
    ticket_number: str
    customer: str
    total: int
    issued_at: datetime


def recent_sales(reading: Reading, most: int = 100) -> tuple[SaleRow, ...]:
    """Sales, newest first."""
    return _sale_rows(reading.connection.execute(_SALE_ROW, {"most": most}))


def find_sales(reading: Reading, text: str, most: int = 100) -> tuple[SaleRow, ...]:
    """Sales by their own number, or of the tickets that the text finds; newest first."""
    typed = text.strip()
    if not typed:
        return recent_sales(reading, most)
    found = _sale_rows(reading.connection.execute(_BY_NUMBER, {"most": most, "number": typed.upper()}))
    return found or sales_of_tickets(reading, find_ticket_ids(reading, typed), most)


def sales_of_tickets(reading: Reading, ticket_ids: list[int], most: int = 100) -> tuple[SaleRow, ...]:
    """Sales of these tickets, newest first."""
    if not ticket_ids:
        return ()
    return _sale_rows(reading.connection.execute(_OF_TICKETS, {"most": most, "ids": ticket_ids}))


def _sale_rows(rows: Iterable[Row[Any]]) -> tuple[SaleRow, ...]:
    return tuple(
        SaleRow(
            row.id,
            row.number,
            row.ticket_id,
            row.ticket or "",
            row.name or "",
            row.total,
            from_ms(row.at_ms),
        )
        for row in rows
    )
