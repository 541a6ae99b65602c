"""What a use case changed, told so that whoever shows it can look again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """`entity` is a word of the trade (ticket, customer, part, till, print_job …)."""

    entity: str
    entity_id: int
