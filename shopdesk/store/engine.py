"""Opening the database: SQLite with its own, sound library, or PostgreSQL by URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import PoolProxiedConnection

from shopdesk.config import ShopLocation
from shopdesk.errors import StoreTrouble

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a WAL under two writers."""

_BUSY_SECONDS = 5
_WRITES = "shopdesk_writes"
"""Marks a driver's connection whose next transaction is going to write."""


@contextmanager
def begin_writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the writer's lock from its start; commits when left without an error."""
    with engine.connect() as connection:
        connection.info[_WRITES] = True
        with connection.begin():
            yield connection


def open_engine(location: ShopLocation) -> Engine:
    """An engine for the shop at `location`. Raises StoreTrouble where it cannot be used safely."""
    return _open_sqlite(location) if location.is_sqlite else _open_postgres(location)


def _open_sqlite(location: ShopLocation) -> Engine:
    from sqlcipher3 import dbapi2  # noqa: PLC0415 - a server shop does not need it

    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise StoreTrouble("store.sqlite_too_old", version=dbapi2.sqlite_version)
    location.folder.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        location.url,
        module=dbapi2,
        connect_args={"isolation_level": None, "timeout": _BUSY_SECONDS, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            "temp_store=MEMORY",
            "cache_size=-32768",
            "mmap_size=268435456",
            # Folding the log into the file costs several commits: a hundred intakes' log, not twenty's.
            "wal_autocheckpoint=4000",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def begin(connection: PoolProxiedConnection) -> None:
        # The driver's own BEGIN is off. A reader must not take the write lock, and a writer must take it
        # at once: upgrading later fails as soon as two desks write.
        writes = connection.info.pop(_WRITES, False)
        connection.cursor().execute("BEGIN IMMEDIATE" if writes else "BEGIN")

    # Not by an event: one that an engine listens to makes every statement look for further ones.
    engine.dialect.do_begin = begin  # type: ignore[method-assign, assignment]  # of this one engine
    return engine


def open_to_look(file: Path) -> Engine:
    """An SQLite database of which not a byte changes, not even by folding its log into it."""
    from sqlcipher3 import dbapi2  # noqa: PLC0415 - a server shop does not need it

    def connect() -> Any:
        return dbapi2.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS)

    return create_engine("sqlite://", module=dbapi2, creator=connect, poolclass=NullPool)


_WRITER_LOCK = 0x5348_4F50


def _open_postgres(location: ShopLocation) -> Engine:
    url = make_url(location.url)
    location.folder.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # One writer at a time, as with SQLite: a use case takes a millisecond, and the numbers without
        # gaps and the chain would queue the writers anyway, only later and with deadlocks.
        if connection.info.pop(_WRITES, False):
            connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")
        else:
            # A card is read in several statements; by default each would see another moment.
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    return engine
