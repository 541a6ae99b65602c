"""Work off the window's thread: one thread for the database, a few for everything slow beside it."""

from __future__ import annotations

import queue
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")
Failed = Callable[[BaseException], None]


@dataclass(slots=True)
class _Job:
    work: Callable[[], Any]
    then: Callable[[Any], None] | None
    failed: Failed | None
    owner: weakref.ref[QObject] | None
    result: Any = None
    problem: BaseException | None = None

    def perform(self) -> None:
        try:
            self.result = self.work()
        except Exception as problem:
            # Not swallowed: delivered to `failed` on the main thread.
            self.problem = problem

    def wanted(self) -> bool:
        if self.owner is None:
            return True
        owner = self.owner()
        return owner is not None and shiboken6.isValid(owner)


class Tasks(QObject):
    """Runs `work` elsewhere and answers on the main thread, in the order asked.

    Answers for an `owner` that is gone are dropped. `problem` is where failures go that bring no handler.
    """

    settled = Signal()
    """Nothing is running or waiting for delivery any more."""
    working = Signal(bool)
    """True when the first piece of work is taken in, False when the last is answered."""
    _done = Signal(object)

    def __init__(self, problem: Failed | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.problem = problem
        self._waiting: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._pending = 0
        self._closed = False
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._labour, name="database", daemon=True)
        self._thread.start()
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="aside")

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Do `work` on the one database thread, after everything asked before.

        Once closed, nothing is done any more: a page's timer may still strike while its window goes.
        """
        if not self._closed:
            self._waiting.put(self._job(work, then, failed, owner))

    def aside(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Do `work` on a small pool, in no order: photos, printers, files; never the database."""
        if not self._closed:
            self._pool.submit(self._perform, self._job(work, then, failed, owner))

    @property
    def closed(self) -> bool:
        """The window is going; nobody would see an answer."""
        return self._closed

    def idle(self) -> bool:
        return self._pending == 0

    def close(self) -> None:
        """Finish what was asked, then stop; answers no longer come."""
        if self._closed:
            return
        self._closed = True
        self._waiting.put(None)
        self._thread.join()
        self._pool.shutdown(wait=True)

    def _job(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None,
        failed: Failed | None,
        owner: QObject | None,
    ) -> _Job:
        self._pending += 1
        if self._pending == 1:
            self.working.emit(True)
        return _Job(work, then, failed, None if owner is None else weakref.ref(owner))

    def _labour(self) -> None:
        while (job := self._waiting.get()) is not None:
            self._perform(job)

    def _perform(self, job: _Job) -> None:
        job.perform()
        self._done.emit(job)

    @Slot(object)
    def _deliver(self, job: _Job) -> None:
        self._pending -= 1
        try:
            if job.wanted() and not self._closed:
                self._answer(job)
        finally:
            if self._pending == 0:
                self.working.emit(False)
                self.settled.emit()

    def _answer(self, job: _Job) -> None:
        if job.problem is None:
            if job.then is not None:
                job.then(job.result)
            return
        handler = job.failed or self.problem
        if handler is None:
            raise job.problem
        handler(job.problem)
