"""One look at a ticket: its card for the person at the desk, and the moment it was true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shopdesk.domain.roles import Permission, Role, allows
from shopdesk.domain.ticket import Step, may
from shopdesk.services.tickets import TicketCard, ticket_card
from shopdesk.services.work import Reading


@dataclass(frozen=True, slots=True)
class Look:
    card: TicketCard
    now: datetime
    role: Role
    name: str
    """Of the person who looks."""

    def can(self, step: Step, permission: Permission) -> bool:
        return may(step, self.card.status) and allows(self.role, permission)

    def allows(self, permission: Permission) -> bool:
        return allows(self.role, permission)


def look(reading: Reading, ticket_id: int) -> Look:
    """Raises UserError where there is no such ticket."""
    person = reading.person
    role = person.role if person is not None else Role.COUNTER
    name = person.name if person is not None else ""
    return Look(ticket_card(reading, ticket_id, role), reading.now, role, name)
