"""Numbers without gaps: a counter row, moved in the transaction that uses the number."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, insert, select, update

from shopdesk.store.records.office import counters

_ADVANCE = (
    update(counters)
    .where(counters.c.name == bindparam("counter"))
    .values(value=counters.c.value + 1)
    .returning(counters.c.value)
)
_CURRENT = select(counters.c.value).where(counters.c.name == bindparam("counter"))


def next_number(connection: Connection, name: str) -> int:
    """The next number of the sequence `name`, starting at 1. Rolls back with the transaction."""
    value = connection.execute(_ADVANCE, {"counter": name}).scalar()
    if value is None:
        connection.execute(insert(counters), {"name": name, "value": 1})
        return 1
    return int(value)


def last_number(connection: Connection, name: str) -> int:
    """The last number given, 0 before the first."""
    return int(connection.execute(_CURRENT, {"counter": name}).scalar() or 0)
