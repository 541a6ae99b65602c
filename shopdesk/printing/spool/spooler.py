"""The print worker: one thread that takes the desk's jobs one by one and brings them to their printers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread

from shopdesk.errors import ShopDeskError
from shopdesk.printing.drivers.port import OutcomeUnknown, Printer, Printout, PrintTrouble
from shopdesk.printing.photos import PhotoSource
from shopdesk.printing.render import compose
from shopdesk.printing.spool.jobs import Job, JobStore

log = logging.getLogger(__name__)

_LOOK_AGAIN = 5.0
"""Seconds after which the queue is looked at even if nobody woke the worker."""


class Spooler:
    """Prints what is queued for `desk`.

    `printers` gives the printer of a name and raises PrintTrouble for one that is not there. `settled` is
    called in the worker's thread with the job's id after each outcome, `missing` with the characters
    that had to be printed as boxes.
    """

    def __init__(
        self,
        store: JobStore,
        desk: str,
        printers: Callable[[str], Printer],
        *,
        photo: PhotoSource | None = None,
        settled: Callable[[int], None] = lambda job_id: None,
        missing: Callable[[int, str], None] = lambda job_id, characters: None,
    ) -> None:
        self._store = store
        self._desk = desk
        self._printers = printers
        self._photo = photo
        self._settled = settled
        self._missing = missing
        self._wake = Event()
        self._stopping = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin: first the jobs that a crash left behind, then the queue."""
        if self._thread is not None:
            raise RuntimeError("the spooler runs already")
        self._stopping.clear()
        self._wake.set()
        self._thread = Thread(target=self._run, name="print worker", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Something was queued."""
        self._wake.set()

    def stop(self, timeout: float = 10.0) -> bool:
        """End after the job in hand; False when it did not end in time (its job will be unknown)."""
        self._stopping.set()
        self._wake.set()
        thread, self._thread = self._thread, None
        if thread is None:
            return True
        thread.join(timeout)
        return not thread.is_alive()

    def _run(self) -> None:
        self._with_patience(self._settle_interrupted)
        while not self._stopping.is_set():
            self._wake.wait(_LOOK_AGAIN)
            self._wake.clear()
            while not self._stopping.is_set() and self._print_next():
                pass

    def _settle_interrupted(self) -> None:
        for job_id in self._store.interrupted(self._desk):
            self._settled(job_id)

    def _print_next(self) -> bool:
        """Print one job; False when there is none, or the store does not answer now."""
        try:
            job = self._store.claim(self._desk)
        except ShopDeskError as error:
            log.warning("the print queue does not answer: %s", error)
            return False
        if job is None:
            return False
        outcome = self._outcome(job)
        self._with_patience(outcome)
        self._settled(job.id)
        return True

    def _outcome(self, job: Job) -> Callable[[], None]:
        """Print the job; what is to be told of it to the store."""
        try:
            composed = compose(job.paper, job.format, reprint=job.copy_no, photo=self._photo)
        except Exception:
            # Whatever a paper holds, it must cost a message and not the queue behind it.
            log.exception("a document cannot be set")
            return lambda: self._store.failed(job.id, "paper.trouble.document", {})
        if composed.missing:
            self._missing(job.id, composed.missing)
        try:
            printer = self._printers(job.printer)
            printed = printer.print_document(Printout.of(job.paper, job.format, composed.pdf, job.copy_no))
        except PrintTrouble as trouble:
            key, values = trouble.key, trouble.values
            return lambda: self._store.failed(job.id, key, values)
        except OutcomeUnknown as doubt:
            log.warning("the outcome of a print is unknown: %s", doubt)
            return lambda: self._store.unknown(job.id)
        except Exception:
            # A driver's own fault may have struck after the paper came out: a person looks.
            log.exception("a printer's driver failed")
            return lambda: self._store.unknown(job.id)
        return lambda: self._store.printed(job.id, printed.file)

    def _with_patience(self, tell: Callable[[], None]) -> None:
        """Tell the store, again and again while it does not answer.

        Stopping in between leaves the job printing, which is unknown at the next start: the truth.
        """
        while True:
            try:
                tell()
            except ShopDeskError as error:
                log.warning("the outcome of a print is not yet on record: %s", error)
                if self._stopping.wait(_LOOK_AGAIN):
                    return
            else:
                return
