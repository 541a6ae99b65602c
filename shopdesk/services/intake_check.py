"""Every intake, every amendment and every photo of the shop held against their codes and hashes.

Read in the order of tickets, a few rows of each at a time: a million tickets take long, but no more memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, func, select

from shopdesk.services.amendments import AMENDED, RECEIVED, prove, vouchers
from shopdesk.services.amendments import Row as AmendmentRow
from shopdesk.store.media import MediaStore, State
from shopdesk.store.records.money import events
from shopdesk.store.records.tickets import amendments, intakes, photos, tickets

_AT_A_TIME = 500
_INTAKES = (
    select(tickets.c.id, tickets.c.number, tickets.c.integrity, intakes.c.body)
    .join(intakes, intakes.c.ticket_id == tickets.c.id)
    .order_by(tickets.c.id)
)
_EVENTS = (
    select(events.c.ticket_id, events.c.kind, events.c.data)
    .where(events.c.ticket_id.is_not(None), events.c.kind.in_((RECEIVED, AMENDED)))
    .order_by(events.c.ticket_id, events.c.id)
)
_AMENDMENTS = select(
    amendments.c.ticket_id,
    amendments.c.at_ms,
    amendments.c.reason,
    amendments.c.body,
    amendments.c.integrity,
).order_by(amendments.c.ticket_id, amendments.c.id)
_HUNG = select(photos.c.ticket_id, photos.c.hash).order_by(photos.c.ticket_id, photos.c.id)
_PHOTOS = (
    select(photos.c.hash, func.min(tickets.c.number).label("number"))
    .join(tickets, tickets.c.id == photos.c.ticket_id)
    .group_by(photos.c.hash)
    .order_by(photos.c.hash)
)


class _Shown(msgspec.Struct):
    """Of an intake's body: the photos that it shows."""

    photos: tuple[str, ...] = ()


class _ByTicket:
    """Rows that come in the order of tickets, handed out ticket by ticket."""

    def __init__(self, connection: Connection, statement: Select[Any]) -> None:
        self._rows = _stream(connection, statement)
        self._next = next(self._rows, None)

    def of(self, ticket_id: int) -> list[Row[Any]]:
        found = []
        while self._next is not None and self._next.ticket_id <= ticket_id:
            if self._next.ticket_id == ticket_id:
                found.append(self._next)
            self._next = next(self._rows, None)
        return found


def _stream(connection: Connection, statement: Select[Any]) -> Iterator[Row[Any]]:
    return iter(connection.execution_options(yield_per=_AT_A_TIME).execute(statement))


def intake_troubles(connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    """A catalogue key and its values for each intake that is not what it was, or shows photos it has not."""
    sealed, kept, hung = (_ByTicket(connection, one) for one in (_EVENTS, _AMENDMENTS, _HUNG))
    for row in _stream(connection, _INTAKES):
        told = [(one.kind, msgspec.json.decode(one.data)) for one in sealed.of(row.id)]
        received, amended = vouchers(told)
        rows = [AmendmentRow(one.at_ms, one.reason, one.body, one.integrity) for one in kept.of(row.id)]
        proof = prove(row.number, row.integrity, row.body, received, amended, rows)
        number = {"number": row.number}
        if not proof.original:
            yield "doctor.intake_changed", number
        for no, (found, fits) in enumerate(proof.rows, start=1):
            if found is None:
                yield "doctor.amendment_missing", {**number, "no": no}
            elif not fits:
                yield "doctor.amendment_changed", {**number, "no": no}
        if proof.unknown:
            yield "doctor.amendment_unknown", number
        there = {one.hash for one in hung.of(row.id)}
        if not all(there.issuperset(_shown(body)) for body in (row.body, *(one.body for one in rows))):
            yield "doctor.photo_unlisted", number


def _shown(body: str) -> tuple[str, ...]:
    return msgspec.json.decode(body, type=_Shown).photos


def photo_troubles(connection: Connection, media: MediaStore) -> Iterator[tuple[str, dict[str, Any]]]:
    """A catalogue key and its values for each photo that is missing, or no longer the one that was taken.

    Each file is read once, however many tickets show it; one of them is named.
    """
    keys = {
        State.MISSING: "doctor.photo_missing",
        State.DAMAGED: "doctor.photo_damaged",
        State.UNREADABLE: "doctor.photo_unreadable",
    }
    for row in _stream(connection, _PHOTOS):
        state = media.state(row.hash)
        if state in keys:
            yield keys[state], {"number": row.number}
