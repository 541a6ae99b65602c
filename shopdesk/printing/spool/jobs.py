"""A print's life as the worker sees it: queued → printing → done, failed (why) or unknown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from shopdesk.domain.papers import Paper


@dataclass(frozen=True, slots=True)
class Job:
    """One printing of one document; `copy_no` 0 is the original, n ≥ 1 the n-th reprint.

    `shift` moves the page on its paper, in millimetres to the right and down.
    """

    id: int
    document_id: int
    paper: Paper
    format: str
    printer: str
    copy_no: int = 0
    shift: tuple[float, float] = (0.0, 0.0)


class JobStore(Protocol):
    """The shop's jobs. Each call is a short transaction of its own; any may raise a ShopDeskError."""

    def claim(self, desk: str, busy: Collection[str]) -> Job | None:
        """The oldest queued job of the desk for a printer that is not `busy`; it is printing from now on."""

    def printed(self, job_id: int, file: str) -> None:
        """It came out: `file` is the file written, or the printer's own name for the job."""

    def failed(self, job_id: int, why_key: str, values: Mapping[str, object]) -> None:
        """It surely did not come out; `why_key` is a catalogue key with its values."""

    def unknown(self, job_id: int, why_key: str, values: Mapping[str, object]) -> None:
        """It may have come out: power went, cable pulled. A person decides; `why_key` may be empty."""

    def interrupted(self, desk: str) -> Sequence[int]:
        """At start: what the desk was printing when it stopped becomes unknown. Gives those jobs."""
