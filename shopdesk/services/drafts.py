"""Drafts: what is being typed, kept so that a crash costs at most a moment of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update

from shopdesk.services.work import Reading, Work
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.office import drafts


@dataclass(frozen=True, slots=True)
class Draft:
    """`id` is the request id the form will be saved under; `body` is the form's own text."""

    id: str
    kind: str
    title: str
    body: str
    changed_at: datetime


def keep_draft(work: Work, draft_id: str, kind: str, title: str, body: str) -> None:
    """Keep the newest state of a draft; run by the program itself, without a request."""
    values = {"kind": kind, "desk": work.desk, "title": title, "body": body, "changed_ms": work.now_ms}
    changed = work.connection.execute(update(drafts).where(drafts.c.id == draft_id).values(**values))
    if not changed.rowcount:
        work.connection.execute(insert(drafts), {"id": draft_id, **values})
    work.changed("draft", 0)


def drop_draft(work: Work, draft_id: str) -> None:
    work.connection.execute(delete(drafts).where(drafts.c.id == draft_id))
    work.changed("draft", 0)


_OF_DESK = (
    select(drafts)
    .where(drafts.c.desk == bindparam("desk"), drafts.c.kind == bindparam("kind"))
    .order_by(drafts.c.changed_ms.desc())
)


def drafts_of(reading: Reading, desk: str, kind: str) -> tuple[Draft, ...]:
    """The desk's drafts, newest first."""
    rows = reading.connection.execute(_OF_DESK, {"desk": desk, "kind": kind})
    return tuple(Draft(row.id, row.kind, row.title, row.body, from_ms(row.changed_ms)) for row in rows)
