"""Sums that never reset. Each closed day keeps them, so that no figure has to walk through all the years."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select

from shopdesk.domain.ledger import DEPOSITS
from shopdesk.domain.papers import PaperKind
from shopdesk.store.records.money import documents, postings, till_sessions


@dataclass(frozen=True, slots=True)
class SoFar:
    """In minor units. `traded`: sales less refunds, with tax; `held`: deposits not yet used or given back."""

    traded: int = 0
    held: int = 0

    def __add__(self, other: SoFar) -> SoFar:
        return SoFar(self.traded + other.traded, self.held + other.held)


_LAST_CLOSED = (
    select(till_sessions.c.traded_so_far, till_sessions.c.held_so_far)
    .where(till_sessions.c.z_number.is_not(None))
    .order_by(till_sessions.c.z_number.desc())
    .limit(1)
)
_TRADED = select(func.coalesce(func.sum(documents.c.total), 0)).where(
    documents.c.kind.in_((PaperKind.SALE.value, PaperKind.REFUND.value))
)
_HELD = select(func.coalesce(-func.sum(postings.c.amount), 0)).where(postings.c.account == DEPOSITS)
_OPEN = select(till_sessions.c.id).where(till_sessions.c.open_at.is_not(None))
_IN_OPEN = select(
    _TRADED.where(documents.c.session_id.in_(_OPEN)).scalar_subquery(),
    _HELD.where(postings.c.session_id.in_(_OPEN)).scalar_subquery(),
)
_IN_ONE = select(
    _TRADED.where(documents.c.session_id == bindparam("session_id")).scalar_subquery(),
    _HELD.where(postings.c.session_id == bindparam("session_id")).scalar_subquery(),
)


def of_closed_days(connection: Connection) -> SoFar:
    """As the last closed day keeps it: nothing is booked to a day once it is closed."""
    row = connection.execute(_LAST_CLOSED).first()
    return SoFar(*row) if row else SoFar()


def of_session(connection: Connection, session_id: int) -> SoFar:
    """What one till session alone came to."""
    traded, held = connection.execute(_IN_ONE, {"session_id": session_id}).one()
    return SoFar(int(traded), int(held))


def so_far(connection: Connection) -> SoFar:
    """All days, those under way included."""
    traded, held = connection.execute(_IN_OPEN).one()
    return of_closed_days(connection) + SoFar(int(traded), int(held))
