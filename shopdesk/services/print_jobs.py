"""The life of every print: queued → printing → done, failed or unknown; then a person decides.

A tag for a sheet of labels waits until its sheet is printed, and then shares the sheet's fate.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import bindparam, func, select, update

from shopdesk.domain.papers import PaperKind
from shopdesk.domain.roles import Permission
from shopdesk.errors import UserError
from shopdesk.services.desk_settings import desk_route
from shopdesk.services.paper_settings import label_sheets
from shopdesk.services.printer_address import checked_address
from shopdesk.services.settings import Route
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.money import documents
from shopdesk.store.records.office import print_jobs


class JobStatus(StrEnum):
    WAITING = "waiting"
    """A tag that waits for its sheet of labels."""
    ON_SHEET = "on_sheet"
    """A tag set on a sheet, whose own job says how it comes out."""
    QUEUED = "queued"
    PRINTING = "printing"
    DONE = "done"
    FAILED = "failed"
    UNKNOWN = "unknown"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class PrintStory:
    """A job just queued; `copy_no` 0 is the original."""

    job_id: int
    copy_no: int


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """What the print worker needs to draw and send one job."""

    id: int
    document_id: int
    kind: PaperKind
    format: str
    printer: str
    copy_no: int


@dataclass(frozen=True, slots=True)
class JobRow:
    id: int
    document_id: int
    kind: PaperKind
    number: str
    status: JobStatus
    printer: str
    copy_no: int
    file: str
    why: str
    """A catalogue key; empty unless failed, or unknown with something to say about it."""
    why_values: dict[str, Any]
    attempts: int
    changed_at: datetime
    format: str = ""

    @property
    def needs_decision(self) -> bool:
        return self.status in {JobStatus.FAILED, JobStatus.UNKNOWN}


@dataclass(frozen=True, slots=True)
class PrinterHealth:
    waiting: int
    failed: int
    unknown: int
    tags: int = 0
    """Tags that wait for a sheet of labels: no trouble."""

    @property
    def is_well(self) -> bool:
        return not (self.failed or self.unknown)


_GOES_WITH = {
    PaperKind.ACCESSORY: PaperKind.TAG,
    PaperKind.SHEET: PaperKind.TAG,
    PaperKind.AMENDMENT: PaperKind.RECEIPT,
}


def routed_as(kind: PaperKind) -> PaperKind:
    """The kind whose printer `kind` goes to: tags of all sorts together, amendments with receipts."""
    return _GOES_WITH.get(kind, kind)


def queue_print(
    work: Work, document_id: int, kind: PaperKind, *, again: bool = False, to: Route | None = None
) -> PrintStory:
    """Queue a document: its original, or the next marked copy; `to` another printer than its kind's here."""
    route = to or desk_route(work.reading, work.desk, routed_as(kind).value)
    waits = _waits_for_sheet(work, kind, route)
    copy_no = _next_copy(work, document_id) if again else 0
    job_id = work.insert(
        print_jobs,
        document_id=document_id,
        kind=kind.value,
        format=route.format,
        printer=route.printer,
        desk=work.desk,
        status=(JobStatus.WAITING if waits else JobStatus.QUEUED).value,
        copy_no=copy_no,
        created_ms=work.now_ms,
        changed_ms=work.now_ms,
    )
    work.changed("print_job", job_id)
    return PrintStory(job_id, copy_no)


def _waits_for_sheet(work: Work, kind: PaperKind, route: Route) -> bool:
    """Tags that go on a sheet of labels wait for it; the sheet itself does not."""
    tagged = kind in {PaperKind.TAG, PaperKind.ACCESSORY}
    return tagged and route.format in label_sheets(work.settings.papers)


def _next_copy(work: Work, document_id: int) -> int:
    last = work.connection.execute(
        select(func.max(print_jobs.c.copy_no)).where(print_jobs.c.document_id == document_id)
    ).scalar()
    return (last or 0) + 1


@dataclass(frozen=True, kw_only=True)
class RetryJob(Command[int]):
    """Print a failed or unknown job again, on the printer that its kind of paper goes to now.

    `printer` and `format` send it elsewhere instead, which helps a job that is still waiting too.
    """

    job_id: int
    printer: str = ""
    format: str = ""


@dataclass(frozen=True, kw_only=True)
class CloseJob(Command[int]):
    """A person's word: the paper of a failed or unknown job is there after all; or it is not wanted.

    What is not wanted may still be waiting.
    """

    job_id: int
    came_out: bool


def claim_job(work: Work, busy: Collection[str] = ()) -> ClaimedJob | None:
    """Take the oldest queued job of this desk whose printer is not `busy`: it is printing now."""
    row = work.connection.execute(
        select(print_jobs)
        .where(
            print_jobs.c.status == JobStatus.QUEUED.value,
            print_jobs.c.desk == work.desk,
            print_jobs.c.printer.not_in(busy),
        )
        .order_by(print_jobs.c.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    set_job(work, row.id, JobStatus.PRINTING, attempts=row.attempts + 1)
    return ClaimedJob(row.id, row.document_id, PaperKind(row.kind), row.format, row.printer, row.copy_no)


def settle_job(
    work: Work,
    job_id: int,
    status: JobStatus,
    file: str = "",
    why: str = "",
    why_values: Mapping[str, object] | None = None,
) -> None:
    """How a print came out; `why` is a catalogue key with its values."""
    told = msgspec.json.encode([why, dict(why_values or {})]).decode() if why else ""
    set_job(work, job_id, status, file=file, why=told)


def mark_interrupted(work: Work) -> tuple[int, ...]:
    """At start: what this desk was printing when it stopped is unknown now. Gives those jobs."""
    found = work.connection.execute(
        select(print_jobs.c.id).where(
            print_jobs.c.status == JobStatus.PRINTING.value, print_jobs.c.desk == work.desk
        )
    ).scalars()
    jobs = tuple(found)
    for job_id in jobs:
        set_job(work, job_id, JobStatus.UNKNOWN)
    return jobs


_UNDECIDED = frozenset({JobStatus.FAILED, JobStatus.UNKNOWN})
_STILL_HERE = frozenset({JobStatus.WAITING, JobStatus.QUEUED})


@handles(RetryJob, Permission.REPRINT)
def retry_job(work: Work, command: RetryJob) -> int:
    row = _open_job(work, command.job_id, _UNDECIDED | _STILL_HERE if command.printer else _UNDECIDED)
    # After an unknown a first sheet may be lying somewhere: the next one is a marked copy.
    copy_no = _next_copy(work, row.document_id) if row.status == JobStatus.UNKNOWN else row.copy_no
    again: dict[str, object] = {"copy_no": copy_no, "why": "", "file": ""}
    kind = PaperKind(row.kind)
    status = JobStatus.QUEUED
    if command.printer:
        again |= {
            "printer": checked_address(command.printer, "printer"),
            "format": command.format or row.format,
        }
    elif kind not in {PaperKind.TEST, PaperKind.SHEET}:
        # A test page tries one printer and a sheet is set for its paper; the others only have to come out.
        route = desk_route(work.reading, work.desk, routed_as(kind).value)
        again |= {"printer": route.printer, "format": route.format}
        if _waits_for_sheet(work, kind, route):
            status = JobStatus.WAITING
    set_job(work, command.job_id, status, **again)
    work.record("print_retried", row.ticket_id, document=row.kind, number=row.number, copy=copy_no)
    return command.job_id


@handles(CloseJob, Permission.REPRINT)
def close_job(work: Work, command: CloseJob) -> int:
    row = _open_job(work, command.job_id, _UNDECIDED if command.came_out else _UNDECIDED | _STILL_HERE)
    set_job(work, command.job_id, JobStatus.DONE if command.came_out else JobStatus.DROPPED, why="")
    work.record(
        "print_closed", row.ticket_id, document=row.kind, number=row.number, came_out=command.came_out
    )
    return command.job_id


def _open_job(work: Work, job_id: int, among: Collection[JobStatus]) -> Any:
    row = work.connection.execute(
        select(print_jobs, documents.c.ticket_id, documents.c.number)
        .join(documents, documents.c.id == print_jobs.c.document_id)
        .where(print_jobs.c.id == job_id)
    ).first()
    if row is None or row.status not in among:
        raise UserError("problems.print_not_open")
    return row


def set_job(work: Work, job_id: int, status: JobStatus, **values: object) -> None:
    """Move a job on; the tags on a sheet share what became of it."""
    work.connection.execute(
        update(print_jobs)
        .where(print_jobs.c.id == job_id)
        .values(status=status.value, changed_ms=work.now_ms, **values)
    )
    if status in _SHARED:
        work.connection.execute(
            update(print_jobs)
            .where(print_jobs.c.status == JobStatus.ON_SHEET.value, print_jobs.c.file == sheet_mark(job_id))
            .values(status=_SHARED[status].value, changed_ms=work.now_ms, file="")
        )
    work.changed("print_job", job_id)


_SHARED = {JobStatus.DONE: JobStatus.DONE, JobStatus.DROPPED: JobStatus.WAITING}
"""The tags of a sheet that nobody wants wait for another one."""


def sheet_mark(sheet_job_id: int) -> str:
    """What a tag on a sheet keeps where others keep their file."""
    return f"sheet:{sheet_job_id}"


_QUEUE = (
    select(print_jobs, documents.c.number)
    .join(documents, documents.c.id == print_jobs.c.document_id)
    .where(print_jobs.c.desk == bindparam("desk"))
    .order_by(print_jobs.c.id.desc())
    .limit(bindparam("most"))
)
_JOB = (
    select(print_jobs, documents.c.number)
    .join(documents, documents.c.id == print_jobs.c.document_id)
    .where(print_jobs.c.id == bindparam("job_id"))
)
_OPEN = select(print_jobs.c.id).where(
    print_jobs.c.status.in_([s.value for s in _UNDECIDED]), print_jobs.c.desk == bindparam("desk")
)
_HEALTH = (
    select(print_jobs.c.status, func.count())
    .where(
        print_jobs.c.status.in_([s.value for s in (*_STILL_HERE, *_UNDECIDED)]),
        print_jobs.c.desk == bindparam("desk"),
    )
    .group_by(print_jobs.c.status)
)


def print_queue(reading: Reading, desk: str, most: int = 100) -> tuple[JobRow, ...]:
    """The desk's prints, newest first."""
    return tuple(
        _row(row) for row in reading.connection.execute(_QUEUE, {"desk": desk, "most": most}).mappings()
    )


def print_job(reading: Reading, job_id: int) -> JobRow | None:
    """One print with its story."""
    row = reading.connection.execute(_JOB, {"job_id": job_id}).mappings().first()
    return _row(row) if row is not None else None


def open_jobs(reading: Reading, desk: str) -> frozenset[int]:
    """The prints of a desk that wait for a person's decision."""
    return frozenset(reading.connection.execute(_OPEN, {"desk": desk}).scalars())


def printer_health(reading: Reading, desk: str) -> PrinterHealth:
    found: Mapping[str, int] = {row[0]: row[1] for row in reading.connection.execute(_HEALTH, {"desk": desk})}
    return PrinterHealth(
        waiting=found.get(JobStatus.QUEUED, 0),
        failed=found.get(JobStatus.FAILED, 0),
        unknown=found.get(JobStatus.UNKNOWN, 0),
        tags=found.get(JobStatus.WAITING, 0),
    )


def _row(row: Any) -> JobRow:
    why, values = msgspec.json.decode(row["why"]) if row["why"] else ("", {})
    return JobRow(
        id=row["id"],
        document_id=row["document_id"],
        kind=PaperKind(row["kind"]),
        number=row["number"],
        status=JobStatus(row["status"]),
        printer=row["printer"],
        copy_no=row["copy_no"],
        file=row["file"],
        why=why,
        why_values=values,
        attempts=row["attempts"],
        changed_at=from_ms(row["changed_ms"]),
        format=row["format"],
    )
