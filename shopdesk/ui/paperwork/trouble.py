"""A print that did not come out, said on whatever page is in front, with what can be done about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from shopdesk.errors import Word
from shopdesk.services.print_jobs import CloseJob, JobRow, JobStatus, RetryJob, open_jobs, print_job
from shopdesk.ui.common.notices import Notice
from shopdesk.ui.desk import Desk
from shopdesk.ui.paperwork.elsewhere import ElsewhereDialog
from shopdesk.ui.paperwork.words import Said


class PrintTroubles(QObject):
    """Says each trouble once, and takes it back when somebody, here or elsewhere, has decided."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._said: set[int] = set()

    def settled(self, job_id: int) -> None:
        """The print worker has finished a job, one way or the other."""
        self._desk.ask(self._show, print_job, job_id)

    def look_again(self) -> None:
        """Something changed among the prints: what is decided needs no notice any more."""
        if self._said:
            self._desk.ask(self._keep_only, open_jobs, self._desk.actor.desk)

    def _keep_only(self, still_open: frozenset[int]) -> None:
        for job_id in self._said - still_open:
            self._desk.notices.withdraw(_topic(job_id))
        self._said &= still_open

    def _show(self, job: JobRow | None) -> None:
        if job is None:
            return
        if not job.needs_decision:
            self._desk.notices.withdraw(_topic(job.id))
            self._said.discard(job.id)
            return
        self._said.add(job.id)
        self._desk.notices.show(
            _unknown(self, job) if job.status is JobStatus.UNKNOWN else _failed(self, job)
        )

    def retry(self, job: JobRow) -> None:
        self._desk.send(RetryJob(job_id=job.id), owner=self)

    def came_out(self, job: JobRow) -> None:
        self._desk.send(CloseJob(job_id=job.id, came_out=True), owner=self)

    def elsewhere(self, job: JobRow) -> None:
        def send_to(printer: str, size: str) -> None:
            self._desk.send(RetryJob(job_id=job.id, printer=printer, format=size), owner=self)

        ElsewhereDialog(self._desk, job, send_to, self._window).open()

    def later(self, _job: JobRow) -> None:
        """It stays in the queue, and the rail's mark stays bad."""


def _topic(job_id: int) -> str:
    return f"print_job:{job_id}"


def _named(job: JobRow) -> dict[str, object]:
    return {"document": Word(f"words.document.{job.kind}"), "number": job.number}


def _failed(troubles: PrintTroubles, job: JobRow) -> Notice:
    return Notice(
        "prints.trouble.failed",
        "bad",
        {**_named(job), "why": Said(job.why, job.why_values) if job.why else ""},
        "prints.trouble.retry",
        partial(troubles.retry, job),
        sticky=True,
        more=(
            ("prints.trouble.elsewhere", partial(troubles.elsewhere, job)),
            ("prints.trouble.later", partial(troubles.later, job)),
        ),
        topic=_topic(job.id),
    )


def _unknown(troubles: PrintTroubles, job: JobRow) -> Notice:
    """Only a look at the printer can tell: the first deed is to say that the paper is there."""
    why = {"why": Said(job.why, job.why_values)} if job.why else {}
    return Notice(
        "prints.trouble.unknown" if job.why else "prints.trouble.unknown_plain",
        "warn",
        {**_named(job), **why},
        "prints.trouble.came_out",
        partial(troubles.came_out, job),
        sticky=True,
        more=(
            ("prints.trouble.again", partial(troubles.retry, job)),
            ("prints.trouble.later", partial(troubles.later, job)),
        ),
        topic=_topic(job.id),
    )
