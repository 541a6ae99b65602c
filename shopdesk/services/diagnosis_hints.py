"""What was found before in devices of the same model, to be tapped instead of typed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from shopdesk.services.stock import find_parts
from shopdesk.services.work import Reading
from shopdesk.store.records.people import devices
from shopdesk.store.records.tickets import diagnoses, tickets

_MOST = 5
# Only the newest are looked through: a hint must not wait for a million old tickets.
_LOOKED_THROUGH = 20_000


@dataclass(frozen=True, slots=True)
class FoundBefore:
    """A cause as it was written, with what went with it last time."""

    cause: str
    parts_concerned: str
    plan: str


@dataclass(frozen=True, slots=True)
class DiagnosisHints:
    found_before: tuple[FoundBefore, ...]
    parts: tuple[str, ...]
    """Parts in stock whose name has the model in it."""


_NEWEST = select(func.coalesce(func.max(diagnoses.c.id), 0))
_BEFORE = (
    select(func.max(diagnoses.c.id))
    .join(tickets, tickets.c.id == diagnoses.c.ticket_id)
    .join(devices, devices.c.id == tickets.c.device_id)
    .where(
        diagnoses.c.id > bindparam("oldest"),
        devices.c.model == bindparam("model"),
        diagnoses.c.ticket_id != bindparam("ticket_id"),
        diagnoses.c.repairable.is_(True),
    )
    .group_by(diagnoses.c.cause)
    .order_by(func.count().desc(), func.max(diagnoses.c.id).desc())
    .limit(_MOST)
)
_MODEL = (
    select(devices.c.model)
    .join(tickets, tickets.c.device_id == devices.c.id)
    .where(tickets.c.id == bindparam("ticket_id"))
)


def diagnosis_hints(reading: Reading, ticket_id: int) -> DiagnosisHints:
    """Most frequent causes of the ticket's model first, and parts that fit it."""
    run = reading.connection.execute
    model = run(_MODEL, {"ticket_id": ticket_id}).scalar()
    if not model:
        return DiagnosisHints((), ())
    oldest = run(_NEWEST).scalar_one() - _LOOKED_THROUGH
    ids = list(run(_BEFORE, {"oldest": oldest, "model": model, "ticket_id": ticket_id}).scalars())
    written = {
        row.id: FoundBefore(row.cause, row.parts_concerned, row.plan)
        for row in run(select(diagnoses).where(diagnoses.c.id.in_(ids)))
    }
    parts = find_parts(reading, model, limit=_MOST)
    return DiagnosisHints(
        tuple(written[one] for one in ids), tuple(part.name for part in parts if part.active)
    )
