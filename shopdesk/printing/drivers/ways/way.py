"""What languages know of the way their bytes take: a line that sends, and perhaps hears."""

from __future__ import annotations

from typing import Protocol

STALL = 8.0
"""Seconds in which a printer must take at least a piece of what is sent to it."""


class Line(Protocol):
    """An open line. Everything raises OSError when the line is no more."""

    def send(self, data: bytes) -> None:
        """Hand it all over, or raise: TimeoutError when the printer takes no more."""

    def receive(self, most: int, seconds: float) -> bytes:
        """What came, empty when nothing came in `seconds`; raises when nothing can come any more."""

    def finish(self) -> str:
        """All is sent: make sure that it goes. Gives the way's name for the job, if it has one."""

    def close(self) -> None:
        """Hang up, whatever state the line is in."""


class Way(Protocol):
    """Where a printer is."""

    @property
    def name(self) -> str:
        """What messages call the printer."""

    @property
    def hears(self) -> bool:
        """Whether answers can come back."""

    def open(self) -> Line:
        """Raises PrintTrouble when there is no printer, or no right to it."""

    def seconds_for(self, size: int) -> float:
        """How long so many bytes take on the way, at least."""
