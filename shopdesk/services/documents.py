"""Issuing documents: frozen, numbered, posted to the books, and queued for the printer in one go."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from shopdesk.domain.ledger import Posting, balanced, commitment, tender_account
from shopdesk.domain.papers import (
    CashPaper,
    DayPaper,
    Paper,
    PaperKind,
    QuotePaper,
    ReceiptPaper,
    RefundPaper,
    SalePaper,
    SheetPaper,
    TagPaper,
    TestPaper,
    WarrantyPaper,
)
from shopdesk.domain.payment import Tender
from shopdesk.domain.roles import Permission
from shopdesk.errors import UserError
from shopdesk.services.print_jobs import PrintStory, queue_print
from shopdesk.services.printer_address import checked_address
from shopdesk.services.settings import Route
from shopdesk.services.texts import short_text
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.money import document_lines, documents, postings
from shopdesk.store.records.office import print_jobs
from shopdesk.store.sequences import next_number

PAPER_TYPES: dict[PaperKind, type[Any]] = {
    PaperKind.RECEIPT: ReceiptPaper,
    PaperKind.TAG: TagPaper,
    PaperKind.QUOTE: QuotePaper,
    PaperKind.SALE: SalePaper,
    PaperKind.WARRANTY: WarrantyPaper,
    PaperKind.REFUND: RefundPaper,
    PaperKind.DAY: DayPaper,
    PaperKind.CASH: CashPaper,
    PaperKind.ACCESSORY: TagPaper,
    PaperKind.SHEET: SheetPaper,
    PaperKind.AMENDMENT: ReceiptPaper,
    PaperKind.TEST: TestPaper,
}

_LETTERS = {
    PaperKind.SALE: "S",
    PaperKind.REFUND: "R",
    PaperKind.WARRANTY: "W",
    PaperKind.QUOTE: "Q",
    PaperKind.DAY: "Z",
    PaperKind.CASH: "C",
    PaperKind.ACCESSORY: "A",
    PaperKind.SHEET: "L",
    PaperKind.AMENDMENT: "M",
    PaperKind.TEST: "T",
}


@dataclass(frozen=True, slots=True)
class Serial:
    """A document's place in its own gapless sequence, and how people read it."""

    serial: int
    number: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    id: int
    kind: PaperKind
    number: str
    ticket_id: int | None
    language: str
    total: int
    issued_at: datetime
    mirrors_id: int | None
    copies: int
    """How often it was printed again."""


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A sale's or refund's line in minor units; `mirrors_id` on a refund names the sale's line."""

    kind: str
    name: str
    quantity: int
    net: int
    tax: int
    rate: int
    grade: str = ""
    part_id: int | None = None
    warranty_days: int = 0
    mirrors_id: int | None = None


def next_serial(work: Work, kind: PaperKind) -> Serial:
    """The next number of `kind`: ``S26-000017``."""
    serial = next_number(work.connection, kind.value)
    year = work.settings.local(work.now).year
    return Serial(serial, f"{_LETTERS[kind]}{year % 100:02d}-{serial:06d}")


def slip_numbers(tenders: Iterable[Tender]) -> dict[str, str]:
    """Numbers of card slips and the like by account, for `issue`; two cards keep both. Raises UserError."""
    numbers: dict[str, str] = {}
    for tender in tenders:
        number = short_text(tender.reference, "tenders")
        account = tender_account(tender.kind)
        if number:
            numbers[account] = f"{numbers[account]}, {number}" if account in numbers else number
    return numbers


def issue(
    work: Work,
    kind: PaperKind,
    paper: Paper,
    serial: Serial,
    *,
    language: str,
    ticket_id: int | None = None,
    session_id: int | None = None,
    mirrors_id: int | None = None,
    total: int = 0,
    lines: Sequence[DocumentLine] = (),
    posted: Sequence[Posting] = (),
    references: dict[str, str] | None = None,
    print_now: bool = True,
) -> int:
    """Freeze `paper`, post it, and queue its original for print. Gives the document's id.

    `references` are `slip_numbers` of the tenders.
    """
    if not balanced(posted):
        raise ValueError(f"{kind} {serial.number} does not balance")
    if posted and session_id is None:
        raise ValueError("money is posted to a till session")
    text = msgspec.json.encode(paper).decode()
    salt = secrets.token_hex(16)
    document_id = work.append(
        documents,
        kind=kind.value,
        serial=serial.serial,
        number=serial.number,
        ticket_id=ticket_id,
        mirrors_id=mirrors_id,
        session_id=session_id,
        language=language,
        currency=work.settings.currency,
        total=total,
        paper=text,
        salt=salt,
        commitment=commitment(salt, text.encode()),
        staff_id=work.person.staff_id,
        at_ms=work.now_ms,
    )
    work.append_all(document_lines, [_line_row(document_id, line) for line in lines])
    work.append_all(
        postings,
        [
            {
                "document_id": document_id,
                "session_id": session_id,
                "ticket_id": ticket_id,
                "account": posting.account,
                "amount": posting.amount,
                "currency": work.settings.currency,
                "reference": (references or {}).get(posting.account, ""),
            }
            for posting in posted
            if posting.amount
        ],
    )
    if print_now:
        queue_print(work, document_id, kind)
    return document_id


def _line_row(document_id: int, line: DocumentLine) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "mirrors_id": line.mirrors_id,
        "kind": line.kind,
        "name": line.name,
        "grade": line.grade,
        "quantity": line.quantity,
        "net": line.net,
        "tax": line.tax,
        "rate": line.rate,
        "part_id": line.part_id,
        "warranty_days": line.warranty_days,
    }


_PAPER = select(documents.c.kind, documents.c.paper).where(documents.c.id == bindparam("document_id"))
_OF_TICKET = (
    select(
        documents.c.id,
        documents.c.kind,
        documents.c.number,
        documents.c.ticket_id,
        documents.c.language,
        documents.c.total,
        documents.c.at_ms,
        documents.c.mirrors_id,
    )
    .where(documents.c.ticket_id == bindparam("ticket_id"))
    .order_by(documents.c.id)
)
_COPIES = select(print_jobs.c.document_id, print_jobs.c.copy_no).where(
    print_jobs.c.document_id.in_(bindparam("ids", expanding=True)), print_jobs.c.copy_no > 0
)


def paper_of(reading: Reading, document_id: int) -> Paper:
    """The frozen paper of a document, to be drawn again. Raises UserError."""
    row = reading.connection.execute(_PAPER, {"document_id": document_id}).first()
    if row is None:
        raise UserError("problems.no_such_document")
    paper: Paper = msgspec.json.decode(row.paper, type=PAPER_TYPES[PaperKind(row.kind)])
    return paper


def documents_of_ticket(reading: Reading, ticket_id: int) -> tuple[DocumentRow, ...]:
    """Everything issued for a ticket, oldest first."""
    rows = reading.connection.execute(_OF_TICKET, {"ticket_id": ticket_id}).all()
    copies: dict[int, int] = {}
    if rows:
        for copy in reading.connection.execute(_COPIES, {"ids": [row.id for row in rows]}):
            copies[copy.document_id] = max(copies.get(copy.document_id, 0), copy.copy_no)
    return tuple(
        DocumentRow(
            id=row.id,
            kind=PaperKind(row.kind),
            number=row.number,
            ticket_id=row.ticket_id,
            language=row.language,
            total=row.total,
            issued_at=from_ms(row.at_ms),
            mirrors_id=row.mirrors_id,
            copies=copies.get(row.id, 0),
        )
        for row in rows
    )


@dataclass(frozen=True, kw_only=True)
class Reprint(Command[PrintStory]):
    """Print a document again; the copy is marked and counted. `printer` and `format` send it elsewhere."""

    document_id: int
    printer: str = ""
    format: str = ""


@handles(Reprint, Permission.REPRINT)
def reprint(work: Work, command: Reprint) -> PrintStory:
    row = work.connection.execute(
        select(documents.c.kind, documents.c.ticket_id, documents.c.number).where(
            documents.c.id == command.document_id
        )
    ).first()
    if row is None:
        raise UserError("problems.no_such_document")
    to = Route(checked_address(command.printer, "printer"), command.format) if command.printer else None
    story = queue_print(work, command.document_id, PaperKind(row.kind), again=True, to=to)
    work.record("reprinted", row.ticket_id, document=row.kind, number=row.number, copy=story.copy_no)
    return story
