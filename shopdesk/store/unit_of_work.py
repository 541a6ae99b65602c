"""Scopes: one use case is one transaction; leaving without commit rolls back.

`Store` opens them. Nothing of a scope (connection, row) outlives it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from shopdesk.config import ShopLocation
from shopdesk.errors import Busy, ShopDeskError, StoreTrouble
from shopdesk.store.chain import Anchor
from shopdesk.store.engine import begin_writing, open_engine
from shopdesk.store.keys import Keys, load_keys


class Store:
    """An open shop: its database, its keys, its folder."""

    def __init__(self, location: ShopLocation, engine: Engine, keys: Keys) -> None:
        self.location = location
        self.engine = engine
        self.keys = keys
        self.anchor = Anchor(location.folder / "keys" / "anchor")

    @classmethod
    def open(cls, location: ShopLocation) -> Store:
        """Open the shop at `location`, made or brought up to date first. Raises StoreTrouble."""
        from shopdesk.store.upgrade import bring_up_to_date  # noqa: PLC0415 - Alembic loads only when needed

        with sorted_trouble():
            engine = open_engine(location)
            try:
                bring_up_to_date(engine, location)
                return cls(location, engine, load_keys(location.folder))
            except BaseException:
                engine.dispose()
                raise

    @property
    def media_folder(self) -> Path:
        return self.location.folder / "media"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A scope that sees one moment of the database and writes nothing."""
        with sorted_trouble(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A scope that commits when left without an error, and otherwise leaves no trace."""
        with sorted_trouble(), begin_writing(self.engine) as connection:
            yield connection

    def close(self) -> None:
        self.engine.dispose()
        self.anchor.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_FULL = ("database or disk is full", "No space left")
_BUSY = ("database is locked", "database table is locked", "lock timeout", "deadlock detected")
_DAMAGED = ("malformed", "file is not a database")
_FAILING = ("disk I/O error",)


@contextmanager
def sorted_trouble() -> Iterator[None]:
    """Turn what the database driver throws into what the counter can act on."""
    try:
        yield
    except ShopDeskError:
        raise
    except DBAPIError as error:
        raise _told(error) from error
    except OSError as error:
        if error.errno == 28:  # ENOSPC, the same number wherever Python runs
            raise StoreTrouble("store.disk_full") from error
        raise


def _told(error: DBAPIError) -> Exception:
    words = str(error.orig)
    if any(sign in words for sign in _FULL):
        return StoreTrouble("store.disk_full")
    if any(sign in words for sign in _BUSY):
        return Busy("store.busy")
    if any(sign in words for sign in _DAMAGED):
        return StoreTrouble("store.damaged")
    if any(sign in words for sign in _FAILING):
        return StoreTrouble("store.disk_failed")
    if isinstance(error, OperationalError) or error.connection_invalidated:
        return StoreTrouble("store.unreachable")
    return error
