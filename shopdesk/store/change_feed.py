"""What changed, for desks that look at it: rows that commit with the work itself."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, func, select

from shopdesk.domain.changes import Change
from shopdesk.store.inserting import insert_rows
from shopdesk.store.records.office import changes

_SINCE = (
    select(changes.c.id, changes.c.entity, changes.c.entity_id)
    .where(changes.c.id > bindparam("after"), changes.c.desk != bindparam("desk"))
    .order_by(changes.c.id)
    .limit(500)
)
_NEWEST = select(func.max(changes.c.id))


def publish(connection: Connection, what: Iterable[Change], desk: str, at_ms: int) -> None:
    rows = [
        {"entity": change.entity, "entity_id": change.entity_id, "desk": desk, "at_ms": at_ms}
        for change in what
    ]
    insert_rows(connection, changes, rows)


def newest(connection: Connection) -> int:
    return int(connection.execute(_NEWEST).scalar() or 0)


def changed_elsewhere(connection: Connection, after: int, desk: str) -> tuple[int, tuple[Change, ...]]:
    """Changes that other desks made after feed position `after`, and the position reached."""
    rows = connection.execute(_SINCE, {"after": after, "desk": desk}).all()
    reached = rows[-1].id if rows else after
    return reached, tuple(dict.fromkeys(Change(row.entity, row.entity_id) for row in rows))
