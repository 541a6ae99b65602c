"""The life of every print: queued → printing → done, failed or unknown; then a person decides."""

from __future__ import annotations

from collections.abc import Mapping
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
from shopdesk.services.settings import Route
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.money import documents
from shopdesk.store.records.office import print_jobs


class JobStatus(StrEnum):
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
    """A catalogue key, empty unless failed."""
    why_values: dict[str, Any]
    attempts: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class PrinterHealth:
    waiting: int
    failed: int
    unknown: int

    @property
    def is_well(self) -> bool:
        return not (self.failed or self.unknown)


def queue_print(
    work: Work, document_id: int, kind: PaperKind, *, again: bool = False, to: Route | None = None
) -> PrintStory:
    """Queue a document: its original, or the next marked copy; `to` another printer than its kind's here."""
    route = to or desk_route(work.reading, work.desk, kind.value)
    copy_no = 0
    if again:
        last = work.connection.execute(
            select(func.max(print_jobs.c.copy_no)).where(print_jobs.c.document_id == document_id)
        ).scalar()
        copy_no = (last or 0) + 1
    job_id = work.insert(
        print_jobs,
        document_id=document_id,
        kind=kind.value,
        format=route.format,
        printer=route.printer,
        desk=work.desk,
        status=JobStatus.QUEUED.value,
        copy_no=copy_no,
        created_ms=work.now_ms,
        changed_ms=work.now_ms,
    )
    work.changed("print_job", job_id)
    return PrintStory(job_id, copy_no)


@dataclass(frozen=True, kw_only=True)
class RetryJob(Command[int]):
    """Print a failed or unknown job again, on the printer that its kind of paper goes to now."""

    job_id: int


@dataclass(frozen=True, kw_only=True)
class CloseJob(Command[int]):
    """A person's word on a failed or unknown job: the paper is there after all, or is not wanted."""

    job_id: int
    came_out: bool


def claim_job(work: Work) -> ClaimedJob | None:
    """Take the oldest queued job of this desk: it is printing now."""
    row = work.connection.execute(
        select(print_jobs)
        .where(print_jobs.c.status == JobStatus.QUEUED.value, print_jobs.c.desk == work.desk)
        .order_by(print_jobs.c.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    _set(work, row.id, JobStatus.PRINTING, attempts=row.attempts + 1)
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
    _set(work, job_id, status, file=file, why=told)


def mark_interrupted(work: Work) -> tuple[int, ...]:
    """At start: what this desk was printing when it stopped is unknown now. Gives those jobs."""
    found = work.connection.execute(
        select(print_jobs.c.id).where(
            print_jobs.c.status == JobStatus.PRINTING.value, print_jobs.c.desk == work.desk
        )
    ).scalars()
    jobs = tuple(found)
    for job_id in jobs:
        _set(work, job_id, JobStatus.UNKNOWN)
    return jobs


@handles(RetryJob, Permission.REPRINT)
def retry_job(work: Work, command: RetryJob) -> int:
    row = _undecided(work, command.job_id)
    # After an unknown a first sheet may be lying somewhere: the next one is a marked copy.
    copy_no = row.copy_no
    if row.status == JobStatus.UNKNOWN:
        last = work.connection.execute(
            select(func.max(print_jobs.c.copy_no)).where(print_jobs.c.document_id == row.document_id)
        ).scalar()
        copy_no = (last or 0) + 1
    again: dict[str, object] = {"copy_no": copy_no, "why": ""}
    if row.kind != PaperKind.TEST:
        # A test page tries one printer; every other paper only has to come out.
        route = desk_route(work.reading, work.desk, row.kind)
        again |= {"printer": route.printer, "format": route.format}
    _set(work, command.job_id, JobStatus.QUEUED, **again)
    work.record("print_retried", row.ticket_id, document=row.kind, number=row.number, copy=copy_no)
    return command.job_id


@handles(CloseJob, Permission.REPRINT)
def close_job(work: Work, command: CloseJob) -> int:
    row = _undecided(work, command.job_id)
    _set(work, command.job_id, JobStatus.DONE if command.came_out else JobStatus.DROPPED, why="")
    work.record(
        "print_closed", row.ticket_id, document=row.kind, number=row.number, came_out=command.came_out
    )
    return command.job_id


def _undecided(work: Work, job_id: int) -> Any:
    row = work.connection.execute(
        select(print_jobs, documents.c.ticket_id, documents.c.number)
        .join(documents, documents.c.id == print_jobs.c.document_id)
        .where(print_jobs.c.id == job_id)
    ).first()
    if row is None or row.status not in {JobStatus.FAILED, JobStatus.UNKNOWN}:
        raise UserError("problems.print_not_open")
    return row


def _set(work: Work, job_id: int, status: JobStatus, **values: object) -> None:
    work.connection.execute(
        update(print_jobs)
        .where(print_jobs.c.id == job_id)
        .values(status=status.value, changed_ms=work.now_ms, **values)
    )
    work.changed("print_job", job_id)


_QUEUE = (
    select(print_jobs, documents.c.number)
    .join(documents, documents.c.id == print_jobs.c.document_id)
    .where(print_jobs.c.desk == bindparam("desk"))
    .order_by(print_jobs.c.id.desc())
    .limit(bindparam("most"))
)
_HEALTH = (
    select(print_jobs.c.status, func.count())
    .where(
        print_jobs.c.status.in_([s.value for s in (JobStatus.QUEUED, JobStatus.FAILED, JobStatus.UNKNOWN)]),
        print_jobs.c.desk == bindparam("desk"),
    )
    .group_by(print_jobs.c.status)
)


def print_queue(reading: Reading, desk: str, most: int = 100) -> tuple[JobRow, ...]:
    """The desk's prints, newest first."""
    return tuple(
        _row(row) for row in reading.connection.execute(_QUEUE, {"desk": desk, "most": most}).mappings()
    )


def printer_health(reading: Reading, desk: str) -> PrinterHealth:
    found: Mapping[str, int] = {row[0]: row[1] for row in reading.connection.execute(_HEALTH, {"desk": desk})}
    return PrinterHealth(found.get("queued", 0), found.get("failed", 0), found.get("unknown", 0))


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
    )
