"""What the desk printed, what did not come out, and what a person decides about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject

from shopdesk.domain.papers import PaperKind
from shopdesk.services.desk_settings import DeskRoute
from shopdesk.services.documents import Reprint
from shopdesk.services.print_jobs import CloseJob, JobRow, JobStatus, RetryJob, print_queue
from shopdesk.services.test_page import PrintTestPage
from shopdesk.services.work import Command
from shopdesk.ui.desk import Desk

MOST = 200
_UNDECIDED = frozenset({JobStatus.FAILED, JobStatus.UNKNOWN})


class QueueView(Protocol):
    """What the presenter asks of the card."""

    def show_jobs(self, jobs: Sequence[JobRow], chosen: int | None) -> None: ...
    def show_job(self, job: JobRow | None, *, undecided: bool, file: Path | None) -> None: ...
    def show_tags(self, waiting: int) -> None: ...


class QueuePresenter(QObject):
    """One desk's prints, newest first."""

    def __init__(
        self, desk: Desk, view: QueueView, open_place: Callable[[Path], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self._open_place = open_place
        self._jobs: dict[int, JobRow] = {}
        self._chosen: int | None = None

    def load(self) -> None:
        def found(jobs: Sequence[JobRow]) -> None:
            self._jobs = {job.id: job for job in jobs}
            if self._chosen not in self._jobs:
                # What waits for a decision is what somebody came here for.
                waiting = [job.id for job in jobs if job.status in _UNDECIDED]
                self._chosen = waiting[-1] if waiting else None
            self._view.show_jobs(jobs, self._chosen)
            self._view.show_tags(sum(job.status is JobStatus.WAITING for job in jobs))
            self._show()

        self._desk.ask(found, print_queue, self._desk.actor.desk, MOST)

    def choose(self, job_id: int) -> None:
        self._chosen = job_id
        self._show()

    @property
    def job(self) -> JobRow | None:
        return self._jobs.get(self._chosen or 0)

    def retry(self) -> None:
        """Print it again, where that paper goes now."""
        if self.job is not None:
            self._send(RetryJob(job_id=self.job.id))

    def came_out(self) -> None:
        if self.job is not None:
            self._send(CloseJob(job_id=self.job.id, came_out=True))

    def not_wanted(self) -> None:
        if self.job is not None:
            self._send(CloseJob(job_id=self.job.id, came_out=False))

    def print_again(self) -> None:
        """A further copy, which says on it that it is one."""
        job = self.job
        if job is not None:
            self._chosen = None
            self._send(Reprint(document_id=job.document_id))

    def test(self, kind: str, route: DeskRoute) -> None:
        """Try a printer with the size and the shift that stand in a row."""
        self._chosen = None
        self._send(
            PrintTestPage(
                kind=PaperKind(kind),
                printer=route.printer,
                format=route.format,
                right=route.right,
                down=route.down,
            )
        )
        self._desk.notices.say("settings.printing.test_sent", "info")

    def send_to(self, printer: str, size: str) -> None:
        """Print it on another printer: a paper that is there already as a marked copy."""
        job = self.job
        if job is None:
            return
        if job.status is JobStatus.DONE:
            self._chosen = None
            self._send(Reprint(document_id=job.document_id, printer=printer, format=size))
        else:
            self._send(RetryJob(job_id=job.id, printer=printer, format=size))

    def open_file(self) -> None:
        file = _file_of(self.job)
        if file is not None:
            self._open_place(file)

    def open_folder(self) -> None:
        file = _file_of(self.job)
        if file is not None:
            self._open_place(file.parent)

    def open_papers(self) -> None:
        self._open_place(self._desk.printers.papers_folder)

    def _send(self, command: Command[Any]) -> None:
        self._desk.send(command, lambda _outcome: self.load(), owner=self)

    def _show(self) -> None:
        job = self.job
        self._view.show_job(job, undecided=job is not None and job.status in _UNDECIDED, file=_file_of(job))


def _file_of(job: JobRow | None) -> Path | None:
    """The file a folder printer wrote; a real printer names its jobs otherwise."""
    if job is None or job.status is not JobStatus.DONE or not job.file:
        return None
    file = Path(job.file)
    return file if file.is_absolute() else None
