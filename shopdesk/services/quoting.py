"""Diagnosis and quote: what was found, what it costs, and the customer's answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Row, RowMapping, func, select, update

from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.money import LARGEST_MINOR
from shopdesk.domain.papers import PaperKind, QuoteOption, QuotePaper
from shopdesk.domain.quote import ApprovalKind, LineKind, QuoteLine, QuoteStatus, taxed
from shopdesk.domain.roles import Permission
from shopdesk.domain.signature import Signature
from shopdesk.domain.tax import TaxMode
from shopdesk.domain.ticket import CLOSED, Status, Step
from shopdesk.errors import NeedsConfirmation, UserError, Word
from shopdesk.services.documents import Serial, issue
from shopdesk.services.people import customer, device
from shopdesk.services.quotes import Answered, Option, latest_diagnosis, paper_lines, paper_taxes
from shopdesk.services.receipts import paper_device
from shopdesk.services.signatures import keep_signature
from shopdesk.services.steps import load_ticket, take_step, worked_seconds
from shopdesk.services.stock import issued_to
from shopdesk.services.stock_moves import free_reservations, reserve
from shopdesk.services.texts import long_text, short_text
from shopdesk.services.work import Command, Work, handles
from shopdesk.store.records.base import to_ms
from shopdesk.store.records.quotes import quotes
from shopdesk.store.records.tickets import diagnoses
from shopdesk.store.sequences import next_number

MOST_LINES, MOST_OPTIONS = 60, 4


@dataclass(frozen=True, kw_only=True)
class StartDiagnosis(Command[int]):
    """Take the device to the bench; gives the ticket's new version."""

    ticket_id: int
    seen_version: int


@dataclass(frozen=True, kw_only=True)
class RecordDiagnosis(Command[int]):
    """Write down what was found; a device that cannot be mended leaves the way of repair."""

    ticket_id: int
    seen_version: int
    cause: str
    parts_concerned: str = ""
    plan: str = ""
    repairable: bool = True


@dataclass(frozen=True, slots=True)
class Quoted:
    quote_id: int
    document_id: int
    no: int
    total: int


@dataclass(frozen=True, kw_only=True)
class IssueQuote(Command[Quoted]):
    """Issue and print a quote; an open one before it is replaced."""

    ticket_id: int
    seen_version: int
    options: tuple[Option, ...]
    time_needed: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ApproveQuote(Command[int]):
    """The customer says yes to option `chosen` (0 is the first). A late yes asks: expired."""

    ticket_id: int
    seen_version: int
    quote_id: int
    kind: ApprovalKind
    chosen: int = 0
    said_by: str = ""
    number: str = ""
    signature: Signature | None = None
    signed_on_paper: bool = False


@dataclass(frozen=True, kw_only=True)
class DeclineQuote(Command[int]):
    """The customer says no: the device goes back as it came."""

    ticket_id: int
    seen_version: int
    quote_id: int
    reason: str = ""


@handles(StartDiagnosis, Permission.WORK)
def start_diagnosis(work: Work, command: StartDiagnosis) -> int:
    row = load_ticket(work, command.ticket_id, command.seen_version)
    take_step(work, row, Step.START_DIAGNOSIS, technician_id=work.person.staff_id)
    work.record("diagnosis_started", command.ticket_id)
    return int(row["version"]) + 1


@handles(RecordDiagnosis, Permission.WORK)
def record_diagnosis(work: Work, command: RecordDiagnosis) -> int:
    row = load_ticket(work, command.ticket_id, command.seen_version)
    if Status(row["status"]) in (Status.READY, *CLOSED):
        raise UserError(
            "problems.wrong_step",
            step=Word("words.step.start_diagnosis"),
            status=Word(f"common.status.{row['status']}"),
            number=row["number"],
        )
    cause = long_text(command.cause, "cause", required=True)
    version = int(row["version"])
    if Status(row["status"]) is Status.RECEIVED:
        take_step(work, row, Step.START_DIAGNOSIS, technician_id=work.person.staff_id)
        row = load_ticket(work, command.ticket_id)
        version += 1
    work.insert(
        diagnoses,
        ticket_id=command.ticket_id,
        cause=cause,
        parts_concerned=long_text(command.parts_concerned, "parts_concerned"),
        plan=long_text(command.plan, "plan"),
        repairable=command.repairable,
        staff_id=work.person.staff_id,
        at_ms=work.now_ms,
    )
    if not command.repairable:
        take_step(work, row, Step.GIVE_UP)
        free_reservations(work, command.ticket_id)
        version += 1
    work.record("diagnosed", command.ticket_id, cause=cause, repairable=command.repairable)
    work.changed("ticket", command.ticket_id)
    return version


@handles(IssueQuote, Permission.QUOTE)
def issue_quote(work: Work, command: IssueQuote) -> Quoted:
    row = load_ticket(work, command.ticket_id, command.seen_version)
    options = _checked_options(work, command.options)
    no = 1 + int(
        work.connection.execute(
            select(func.coalesce(func.max(quotes.c.no), 0)).where(quotes.c.ticket_id == command.ticket_id)
        ).scalar_one()
    )
    work.connection.execute(
        update(quotes)
        .where(quotes.c.ticket_id == command.ticket_id, quotes.c.status == QuoteStatus.OPEN.value)
        .values(status=QuoteStatus.REPLACED.value)
    )
    valid_until = work.now + timedelta(days=work.settings.quote_days)
    serial = Serial(next_number(work.connection, PaperKind.QUOTE.value), f"{row['number']}/{no}")
    paper = _quote_paper(work, row, serial.number, options, command, valid_until)
    document_id = issue(
        work,
        PaperKind.QUOTE,
        paper,
        serial,
        language=row["language"],
        ticket_id=command.ticket_id,
        total=options[0].total,
    )
    quote_id = work.insert(
        quotes,
        ticket_id=command.ticket_id,
        no=no,
        status=QuoteStatus.OPEN.value,
        options=msgspec.json.encode(options).decode(),
        document_id=document_id,
        valid_until_ms=to_ms(valid_until),
        issued_by=work.person.staff_id,
        issued_ms=work.now_ms,
    )
    take_step(work, row, Step.QUOTE, clock_started_ms=None, worked_seconds=worked_seconds(row, work.now_ms))
    work.record("quoted", command.ticket_id, no=no, total=options[0].total)
    return Quoted(quote_id, document_id, no, options[0].total)


def _checked_options(work: Work, options: tuple[Option, ...]) -> tuple[Option, ...]:
    if not options or len(options) > MOST_OPTIONS:
        raise UserError("problems.quote_options", field="options", most=MOST_OPTIONS)
    checked = []
    for number, option in enumerate(options):
        where = f"options.{number}"
        if not option.lines or len(option.lines) > MOST_LINES:
            raise UserError("problems.quote_lines", field=f"{where}.lines", most=MOST_LINES)
        for place, line in enumerate(option.lines):
            _check_line(line, f"{where}.lines.{place}")
        basket = taxed(option.lines, work.settings.tax_mode)
        if basket.total > LARGEST_MINOR:
            raise UserError("problems.amount_large", field=f"{where}.lines")
        title = short_text(option.title, f"{where}.title")
        note = long_text(option.note, f"{where}.note")
        checked.append(Option(title=title, lines=option.lines, note=note, total=basket.total))
    return tuple(checked)


def _check_line(line: QuoteLine, where: str) -> None:
    short_text(line.name, f"{where}.name", required=True)
    if not 1 <= line.quantity <= 999:
        raise UserError("problems.pieces", field=f"{where}.quantity")
    if line.unit_price < 0:
        raise UserError("problems.amount_negative", field=f"{where}.unit_price")
    if line.kind is LineKind.PART and line.grade is None:
        raise UserError("problems.grade_missing", field=f"{where}.grade")


def _quote_paper(
    work: Work,
    row: RowMapping,
    number: str,
    options: tuple[Option, ...],
    command: IssueQuote,
    valid_until: datetime,
) -> QuotePaper:
    settings = work.settings
    language = row["language"]
    found = latest_diagnosis(work.reading, command.ticket_id)
    return QuotePaper(
        language=language,
        head=settings.letterhead,
        number=number,
        slip_code=code_for(CodeKind.SLIP, command.ticket_id),
        issued_at=settings.local(work.now),
        valid_until=settings.local(valid_until),
        issued_by=work.person.name,
        customer_name=customer(work.reading, row["customer_id"]).name,
        device=paper_device(device(work.reading, row["device_id"])),
        fault=row["fault"],
        cause=found.cause if found else "",
        parts_concerned=found.parts_concerned if found else "",
        plan=found.plan if found else "",
        options=tuple(
            QuoteOption(
                title=option.title,
                lines=paper_lines(settings, option.lines, language),
                taxes=paper_taxes(settings, option.lines, language),
                total=settings.money(option.total),
                note=option.note,
            )
            for option in options
        ),
        tax_included=settings.tax_mode is TaxMode.INCLUDED,
        time_needed=short_text(command.time_needed, "time_needed"),
        notes=tuple(short_text(note, "notes") for note in command.notes),
    )


@handles(ApproveQuote, Permission.RECORD_APPROVAL)
def approve_quote(work: Work, command: ApproveQuote) -> int:
    row = load_ticket(work, command.ticket_id, command.seen_version)
    quote = _open_quote(work, command.quote_id, command.ticket_id)
    options = msgspec.json.decode(quote.options, type=tuple[Option, ...])
    if not 0 <= command.chosen < len(options):
        raise UserError("problems.quote_options", field="chosen", most=len(options))
    if quote.valid_until_ms < work.now_ms and "expired" not in command.confirmed:
        raise NeedsConfirmation("problems.quote_expired", confirm="expired")
    answer = _answer(work, command)
    signature_id = None
    if command.kind is ApprovalKind.SIGNATURE:
        signature_id = keep_signature(work, command.ticket_id, "quote", answer.said_by, command.signature)
    option = options[command.chosen]
    work.connection.execute(
        update(quotes)
        .where(quotes.c.id == quote.id)
        .values(
            status=QuoteStatus.APPROVED.value,
            chosen=command.chosen,
            approved_total=option.total,
            answer_kind=command.kind.value,
            answer=msgspec.json.encode(answer).decode(),
            answered_ms=work.now_ms,
            signature_id=signature_id,
        )
    )
    take_step(work, row, Step.APPROVE, approved_quote_id=quote.id)
    _reserve_parts(work, command.ticket_id, option)
    work.record(
        "approved",
        command.ticket_id,
        no=quote.no,
        total=option.total,
        how=command.kind.value,
        number=command.number,
    )
    return int(row["version"]) + 1


def _answer(work: Work, command: ApproveQuote) -> Answered:
    name = short_text(command.said_by, "said_by")
    if command.kind is ApprovalKind.SIGNATURE:
        if command.signature is None and not command.signed_on_paper:
            raise UserError("problems.no_signature", field="signature")
    else:
        # Spoken consent is worth what is written down of it: who, when, on which number, to whom.
        name = short_text(command.said_by, "said_by", required=True)
        short_text(command.number, "number", required=True)
    if not name:
        name = customer(work.reading, load_ticket(work, command.ticket_id)["customer_id"]).name
    return Answered(command.kind, name, short_text(command.number, "number"), work.person.name)


def _reserve_parts(work: Work, ticket_id: int, option: Option) -> None:
    """Reserve what the approved option still needs beyond the parts already issued to the ticket."""
    free_reservations(work, ticket_id)
    issued = issued_to(work.reading, ticket_id)
    for line in option.lines:
        if line.part_id is None:
            continue
        there = issued.get(line.part_id, 0)
        used = min(there, line.quantity)
        issued[line.part_id] = there - used
        if line.quantity > used:
            reserve(work, line.part_id, line.quantity - used, ticket_id)


@handles(DeclineQuote, Permission.RECORD_APPROVAL)
def decline_quote(work: Work, command: DeclineQuote) -> int:
    row = load_ticket(work, command.ticket_id, command.seen_version)
    quote = _open_quote(work, command.quote_id, command.ticket_id)
    answer = Answered(
        ApprovalKind.MESSAGE, "", recorded_by=work.person.name, reason=long_text(command.reason, "reason")
    )
    work.connection.execute(
        update(quotes)
        .where(quotes.c.id == quote.id)
        .values(
            status=QuoteStatus.DECLINED.value,
            answer=msgspec.json.encode(answer).decode(),
            answered_ms=work.now_ms,
        )
    )
    take_step(work, row, Step.DECLINE)
    free_reservations(work, command.ticket_id)
    work.record("declined", command.ticket_id, no=quote.no, reason=answer.reason)
    return int(row["version"]) + 1


def _open_quote(work: Work, quote_id: int, ticket_id: int) -> Row[Any]:
    row = work.connection.execute(
        select(quotes).where(
            quotes.c.id == quote_id,
            quotes.c.ticket_id == ticket_id,
            quotes.c.status == QuoteStatus.OPEN.value,
        )
    ).first()
    if row is None:
        raise UserError("problems.quote_not_open")
    return row
