"""A queue of the system that passes bytes on as they are: ``lp -o raw``, RAW on Windows.

The printer itself never answers, but CUPS says what became of the job.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from shopdesk.printing.drivers.cups import Patience, check_queue, follow
from shopdesk.printing.drivers.system import hand_to_lp
from shopdesk.printing.drivers.ways.way import Line
from shopdesk.printing.drivers.ways.winspool import write_raw

_NAME = "ShopDesk"


@dataclass(frozen=True, slots=True)
class QueueWay:
    """The system's queue of that name."""

    queue: str
    patience: Patience | None = None

    @property
    def name(self) -> str:
        return self.queue

    @property
    def hears(self) -> bool:
        return False

    def open(self) -> Line:
        if sys.platform != "win32":
            check_queue(self.queue)
        return _QueueLine(self.queue, self.patience)

    def seconds_for(self, size: int) -> float:
        return 0.0


class _QueueLine:
    """Keeps what is sent until all is there: half a job is never handed over."""

    def __init__(self, queue: str, patience: Patience | None) -> None:
        self._queue = queue
        self._patience = patience
        self._data = b""

    def send(self, data: bytes) -> None:
        self._data += data

    def receive(self, most: int, seconds: float) -> bytes:
        return b""

    def finish(self) -> str:
        """Raises PrintTrouble, OutcomeUnknown as the system's print service does."""
        if sys.platform == "win32":
            return write_raw(self._queue, _NAME, self._data)
        request = hand_to_lp(self._queue, _NAME, self._data, "prn", ("-o", "raw"))
        follow(self._queue, request, self._patience)
        return request

    def close(self) -> None:
        self._data = b""
