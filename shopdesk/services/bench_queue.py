"""What lies at the bench: mine, waiting for parts, for an answer, for the test, and nobody's yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from shopdesk.domain.ticket import Status
from shopdesk.services.ticket_lists import TicketFilter, ticket_rows
from shopdesk.services.tickets import TicketRow
from shopdesk.services.work import Reading

MOST = 500


class BenchGroup(StrEnum):
    MINE = "mine"
    FREE = "free"
    PARTS = "parts"
    APPROVAL = "approval"
    TEST = "test"


_BY_STATUS = {
    Status.WAITING_PARTS: BenchGroup.PARTS,
    Status.QUOTED: BenchGroup.APPROVAL,
    Status.TESTING: BenchGroup.TEST,
}
_TAKEN_UP = (Status.RECEIVED, Status.DIAGNOSING, Status.APPROVED)
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class BenchQueue:
    """Tickets by group; within each the late first, then by what was promised."""

    groups: dict[BenchGroup, tuple[TicketRow, ...]]
    asked_at: datetime


def bench_queue(reading: Reading, staff_id: int) -> BenchQueue:
    """The bench as the technician `staff_id` sees it."""
    mine = ticket_rows(reading, TicketFilter.MINE, staff_id=staff_id, most=MOST)
    return BenchQueue(
        grouped(mine, ticket_rows(reading, TicketFilter.BENCH, most=MOST), reading.now), reading.now
    )


def grouped(
    mine: Iterable[TicketRow], everything: Iterable[TicketRow], now: datetime
) -> dict[BenchGroup, tuple[TicketRow, ...]]:
    """Every group, in the order they are shown; a ticket of mine may stand in a second one too."""
    groups: dict[BenchGroup, list[TicketRow]] = {group: [] for group in BenchGroup}
    groups[BenchGroup.MINE].extend(mine)
    for row in everything:
        if row.status in _BY_STATUS:
            groups[_BY_STATUS[row.status]].append(row)
        elif not row.technician and row.status in _TAKEN_UP:
            groups[BenchGroup.FREE].append(row)
    return {
        group: tuple(sorted(rows, key=lambda row: (not row.is_late(now), row.promised_at or _NEVER, row.id)))
        for group, rows in groups.items()
    }
