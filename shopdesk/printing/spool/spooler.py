"""The print worker: takes the desk's jobs in order and brings them to their printers.

Each printer has a lane of its own: one that is out of paper holds up nothing but what is meant for it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from threading import Event, Lock, Thread
from time import monotonic

from shopdesk.domain.papers import TestPaper
from shopdesk.errors import ShopDeskError
from shopdesk.printing.drivers.port import OutcomeUnknown, Printed, Printer, Printout, PrintTrouble
from shopdesk.printing.photos import PhotoSource
from shopdesk.printing.render import Composed, compose
from shopdesk.printing.spool.jobs import Job, JobStore

log = logging.getLogger(__name__)

_LOOK_AGAIN = 5.0
"""Seconds after which the queue is looked at even if nobody woke the worker."""
_MOST_LANES = 4

Remark = Callable[[int, str, Mapping[str, object]], None]


class Spooler:
    """Prints what is queued for `desk`.

    `printers` gives the printer of a name and raises PrintTrouble for one that is not there. `settled` is
    called in a worker's thread with the job's id after each outcome; `remarked` with a message key and its
    values where there is something to say of a paper that did come out.
    """

    def __init__(
        self,
        store: JobStore,
        desk: str,
        printers: Callable[[str], Printer],
        *,
        photo: PhotoSource | None = None,
        settled: Callable[[int], None] = lambda job_id: None,
        remarked: Remark = lambda job_id, key, values: None,
    ) -> None:
        self._store = store
        self._desk = desk
        self._printers = printers
        self._photo = photo
        self._settled = settled
        self._remarked = remarked
        self._wake = Event()
        self._stopping = Event()
        self._thread: Thread | None = None
        self._lock = Lock()
        self._lanes: dict[str, Thread] = {}

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
        until = monotonic() + timeout
        thread.join(timeout)
        for lane in self._busy().values():
            lane.join(max(0.0, until - monotonic()))
        return not thread.is_alive() and not self._busy()

    def _busy(self) -> dict[str, Thread]:
        with self._lock:
            return dict(self._lanes)

    def _run(self) -> None:
        self._with_patience(self._settle_interrupted)
        while not self._stopping.is_set():
            self._wake.wait(_LOOK_AGAIN)
            self._wake.clear()
            while not self._stopping.is_set() and self._begin_next():
                pass

    def _settle_interrupted(self) -> None:
        for job_id in self._store.interrupted(self._desk):
            self._settled(job_id)

    def _begin_next(self) -> bool:
        """Begin one job; False when there is none for a free printer, or the store does not answer now."""
        busy = self._busy()
        if len(busy) >= _MOST_LANES:
            return False
        try:
            job = self._store.claim(self._desk, frozenset(busy))
        except ShopDeskError as error:
            log.warning("the print queue does not answer: %s", error)
            return False
        if job is None:
            return False
        lane = Thread(target=self._print, args=(job,), name=f"printer lane {job.printer}", daemon=True)
        with self._lock:
            self._lanes[job.printer] = lane
        lane.start()
        return True

    def _print(self, job: Job) -> None:
        try:
            self._with_patience(self._outcome(job))
            # While the lane still counts as busy: whoever stops the spooler waits for this word too, and one
            # that comes too late for that finds nobody to hear it.
            if not self._stopping.is_set():
                self._settled(job.id)
        finally:
            with self._lock:
                del self._lanes[job.printer]
            self._wake.set()

    def _outcome(self, job: Job) -> Callable[[], None]:
        """Print the job; what is to be told of it to the store."""
        try:
            printed = self._printed(job)
        except PrintTrouble as trouble:
            key, values = trouble.key, trouble.values
            return lambda: self._store.failed(job.id, key, values)
        except OutcomeUnknown as doubt:
            log.warning("the outcome of a print is unknown: %s", doubt)
            key, values = doubt.key, doubt.values
            return lambda: self._store.unknown(job.id, key, values)
        except Exception:
            # A driver's own fault may have struck after the paper came out: a person looks.
            log.exception("a printer's driver failed")
            return lambda: self._store.unknown(job.id, "paper.trouble.timeout", {"printer": job.printer})
        for notice in printed.notices:
            self._remarked(job.id, notice.key, notice.values)
        return lambda: self._store.printed(job.id, printed.file)

    def _printed(self, job: Job) -> Printed:
        """Raises PrintTrouble, OutcomeUnknown."""
        printer = self._printers(job.printer)
        form = printer.form(job.format)
        composed = self._composed(job, form)
        if composed.cut_off and not isinstance(job.paper, TestPaper):
            raise PrintTrouble("paper.trouble.off_paper", printer=job.printer)
        printout = Printout.of(job.paper, form, composed.pdf, job.copy_no, job.shift)
        printed = printer.print_document(printout)
        missing = "".join(dict.fromkeys(composed.missing + printed.missing))
        if missing:
            self._remarked(job.id, "paper.remark.missing", {"characters": missing})
        if composed.cut_off:
            # The page that an offset is measured with has to come out to be measured.
            self._remarked(job.id, "paper.remark.cut_off", {})
        return printed

    def _composed(self, job: Job, form: str) -> Composed:
        try:
            return compose(job.paper, form, reprint=job.copy_no, photo=self._photo, shift=job.shift)
        except Exception as error:
            # Whatever a paper holds, it must cost a message and not the queue behind it.
            log.exception("a document cannot be set")
            raise PrintTrouble("paper.trouble.document") from error

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
