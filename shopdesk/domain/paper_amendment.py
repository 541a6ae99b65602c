"""What a receipt tells of an amended intake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PaperAmendment:
    """What a receipt says that was issued because the intake was amended."""

    number: str
    """Of this paper: ``M26-000001``. The ticket keeps its own."""
    count: int
    """How often the intake was amended by then."""
    code: str
    """Of the intake as amended; the receipt's `integrity` stays that of the intake as signed for."""
    at: datetime
    by: str
    reason: str
    changes: tuple[str, ...]
    """Each in words, old and new."""
