"""Tags on sheets of labels: they wait at their desk until somebody prints the sheet, or one is full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from shopdesk.domain.label_sheet import LabelSheet
from shopdesk.domain.papers import PaperKind, SheetPaper, TagPaper
from shopdesk.domain.roles import Permission
from shopdesk.errors import UserError
from shopdesk.services.desk_settings import desk_route
from shopdesk.services.documents import issue, next_serial
from shopdesk.services.paper_settings import label_sheets
from shopdesk.services.print_jobs import (
    JobStatus,
    PrintStory,
    queue_print,
    set_job,
    sheet_mark,
)
from shopdesk.services.printer_address import checked_address
from shopdesk.services.settings import Route
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.money import documents
from shopdesk.store.records.office import print_jobs

_LETTER_WIDTH = 215.9


@dataclass(frozen=True, slots=True)
class WaitingTag:
    """A tag that waits for its sheet."""

    job_id: int
    document_id: int
    ticket_id: int
    number: str
    model: str
    piece: str
    copy_no: int
    since: datetime


@dataclass(frozen=True, slots=True)
class WaitingSheet:
    """The tags that wait at a desk, and the sheet that they will be printed on."""

    tags: tuple[WaitingTag, ...]
    sheet: LabelSheet | None
    """None where the desk's tags do not go on sheets (any more)."""
    printer: str
    next_label: int
    """The first free label, from 1, if the sheet printed last lies in the printer again."""


@dataclass(frozen=True, kw_only=True)
class PrintSheet(Command[PrintStory]):
    """Print waiting tags, in the order given, from label number `first` on of a sheet named `sheet`."""

    job_ids: tuple[int, ...]
    sheet: str
    first: int = 1
    printer: str = ""


_WAITING = (
    select(
        print_jobs.c.id,
        print_jobs.c.document_id,
        print_jobs.c.format,
        print_jobs.c.printer,
        print_jobs.c.copy_no,
        print_jobs.c.created_ms,
        documents.c.paper,
        documents.c.language,
        documents.c.ticket_id,
    )
    .join(documents, documents.c.id == print_jobs.c.document_id)
    .where(print_jobs.c.status == JobStatus.WAITING.value, print_jobs.c.desk == bindparam("desk"))
    .order_by(print_jobs.c.id)
)
_LAST_SHEET = (
    select(documents.c.paper)
    .join(print_jobs, print_jobs.c.document_id == documents.c.id)
    .where(
        print_jobs.c.desk == bindparam("desk"),
        print_jobs.c.kind == PaperKind.SHEET.value,
        print_jobs.c.status != JobStatus.DROPPED.value,
    )
    .order_by(print_jobs.c.id.desc())
    .limit(1)
)


def waiting_sheet(reading: Reading, desk: str) -> WaitingSheet:
    """What waits at `desk` for a sheet of labels."""
    rows = reading.connection.execute(_WAITING, {"desk": desk}).all()
    route = desk_route(reading, desk, PaperKind.TAG.value)
    sheets = label_sheets(reading.settings.papers)
    # Tags queued before the desk changed its paper still wait for the sheet they were meant for.
    wanted = route.format if route.format in sheets else next((row.format for row in rows), "")
    sheet = sheets.get(wanted)
    return WaitingSheet(
        tags=tuple(_waiting(row) for row in rows),
        sheet=sheet,
        printer=route.printer,
        next_label=_next_label(reading, desk, sheet) if sheet is not None else 1,
    )


def _waiting(row: Any) -> WaitingTag:
    paper = msgspec.json.decode(row.paper, type=TagPaper)
    return WaitingTag(
        job_id=row.id,
        document_id=row.document_id,
        ticket_id=row.ticket_id or 0,
        number=paper.number,
        model=paper.model,
        piece=paper.piece,
        copy_no=row.copy_no,
        since=from_ms(row.created_ms),
    )


def _next_label(reading: Reading, desk: str, sheet: LabelSheet) -> int:
    """Behind the last label that this desk printed on such a sheet; 1 after a full one."""
    text = reading.connection.execute(_LAST_SHEET, {"desk": desk}).scalar()
    if text is None:
        return 1
    last = msgspec.json.decode(text, type=SheetPaper)
    return (last.first - 1 + len(last.tags)) % sheet.labels + 1 if last.sheet == sheet else 1


@handles(PrintSheet, Permission.REPRINT)
def print_sheet(work: Work, command: PrintSheet) -> PrintStory:
    sheet = label_sheets(work.settings.papers).get(command.sheet)
    if sheet is None:
        raise UserError("problems.no_such_sheet", field="sheet")
    if not 1 <= command.first <= sheet.labels:
        raise UserError("problems.label_off_sheet", field="first", most=sheet.labels)
    waiting = {row.id: row for row in work.connection.execute(_WAITING, {"desk": work.desk})}
    if not command.job_ids or not set(command.job_ids) <= set(waiting):
        # Somebody printed them meanwhile, or printed them one by one.
        raise UserError("problems.tags_gone", field="tags")
    route = desk_route(work.reading, work.desk, PaperKind.TAG.value)
    printer = checked_address(command.printer, "printer") if command.printer else route.printer
    return _print(work, [waiting[job_id] for job_id in command.job_ids], sheet, command.first, printer)


def print_full_sheets(work: Work) -> None:
    """Print what fills whole sheets at this desk."""
    rows: dict[str, list[Any]] = {}
    for row in work.connection.execute(_WAITING, {"desk": work.desk}):
        rows.setdefault(row.format, []).append(row)
    sheets = label_sheets(work.settings.papers)
    for name, waiting in rows.items():
        sheet = sheets.get(name)
        while sheet is not None and len(waiting) >= sheet.labels:
            _print(work, waiting[: sheet.labels], sheet, 1, waiting[0].printer)
            del waiting[: sheet.labels]


def page_format(sheet: LabelSheet) -> str:
    """The paper that a sheet of labels is, to the printer."""
    return "letter" if abs(sheet.page_width - _LETTER_WIDTH) < 1 else "a4"


def _print(work: Work, rows: Sequence[Any], sheet: LabelSheet, first: int, printer: str) -> PrintStory:
    serial = next_serial(work, PaperKind.SHEET)
    language = rows[0].language
    paper = SheetPaper(
        language=language,
        number=serial.number,
        sheet=sheet,
        tags=tuple(msgspec.json.decode(row.paper, type=TagPaper) for row in rows),
        reprints=tuple(row.copy_no for row in rows),
        first=first,
    )
    document_id = issue(work, PaperKind.SHEET, paper, serial, language=language, print_now=False)
    story = queue_print(work, document_id, PaperKind.SHEET, to=Route(printer, page_format(sheet)))
    for row in rows:
        set_job(work, row.id, JobStatus.ON_SHEET, file=sheet_mark(story.job_id))
    return story
