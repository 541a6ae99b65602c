"""How a use case runs: commands that say what is wanted and by whom, and the scope they run in."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar, get_type_hints

import msgspec
from sqlalchemy import Connection, Table
from sqlalchemy.exc import IntegrityError

from shopdesk.domain.changes import Change
from shopdesk.domain.ledger import commitment
from shopdesk.domain.roles import Permission, Role, allows
from shopdesk.errors import NotAllowed
from shopdesk.services.settings import ShopSettings
from shopdesk.store.chain import Entry, Head
from shopdesk.store.change_feed import publish
from shopdesk.store.inserting import insert_row, insert_rows
from shopdesk.store.keys import Keys
from shopdesk.store.media import MediaStore
from shopdesk.store.records.base import to_ms
from shopdesk.store.records.money import events

R = TypeVar("R")


def new_request_id() -> str:
    """Made when a form opens; the same id has its effect once, however often it is sent."""
    return secrets.token_hex(16)


@dataclass(frozen=True, kw_only=True)
class Command(Generic[R]):
    """Something the shop is asked to do. `confirmed` names the questions already answered with yes."""

    request_id: str = field(default_factory=new_request_id)
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks, and at which desk. The role is looked up, never believed."""

    staff_id: int
    desk: str


@dataclass(frozen=True, slots=True)
class Person:
    staff_id: int
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Outcome(Generic[R]):
    """What a command came to, and what it changed, so that windows showing it refresh themselves."""

    value: R
    changes: tuple[Change, ...] = ()
    repeated: bool = False
    """True where this request id had been carried out before."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A scope that looks and changes nothing."""

    connection: Connection
    now: datetime
    settings: ShopSettings
    keys: Keys
    person: Person | None = None

    def may(self, permission: Permission) -> bool:
        return self.person is not None and allows(self.person.role, permission)


class Work:
    """The scope of one command: one transaction, one entry of the chain."""

    def __init__(
        self,
        connection: Connection,
        now: datetime,
        settings: ShopSettings,
        keys: Keys,
        media: MediaStore,
        person: Person,
        desk: str,
    ) -> None:
        self.connection = connection
        self.now = now
        self.now_ms = to_ms(now)
        self.settings = settings
        self.keys = keys
        self.media = media
        self.person = person
        self.desk = desk
        self.changes: dict[Change, None] = {}
        self._entry: Entry | None = None
        self._events: list[dict[str, Any]] = []

    @property
    def reading(self) -> Reading:
        """The same scope for a query."""
        return Reading(self.connection, self.now, self.settings, self.keys, self.person)

    def require(self, permission: Permission) -> None:
        """Raises NotAllowed where the person's role does not allow it."""
        if not allows(self.person.role, permission):
            raise NotAllowed(permission.value)

    def insert(self, table: Table, **row: Any) -> int:
        """Insert one row and return its id."""
        return insert_row(self.connection, table, row)

    def insert_all(self, table: Table, rows: list[dict[str, Any]]) -> None:
        insert_rows(self.connection, table, rows)

    @property
    def entry(self) -> Entry:
        """The entry of the chain that this scope fills, begun at the first row appended."""
        if self._entry is None:
            self._entry = Entry(self.connection, self.keys.chain)
        return self._entry

    def append(self, table: Table, **row: Any) -> int:
        """Append one sealed row and return its id. Every column but the id is given."""
        full = {"id": self.entry.next_id(table), **row}
        self.entry.add(table, full)
        insert_row(self.connection, table, full)
        return int(full["id"])

    def append_all(self, table: Table, rows: list[dict[str, Any]]) -> None:
        full = []
        for row in rows:
            one = {"id": self.entry.next_id(table), **row}
            self.entry.add(table, one)
            full.append(one)
        insert_rows(self.connection, table, full)

    def record(self, kind: str, ticket_id: int | None = None, **data: object) -> None:
        """Note in the audit, and on the ticket's timeline, that something happened."""
        text = msgspec.json.encode(data, order="sorted").decode()
        salt = secrets.token_hex(16)
        row = {
            "id": self.entry.next_id(events),
            "ticket_id": ticket_id,
            "kind": kind,
            "data": text,
            "salt": salt,
            "commitment": commitment(salt, text.encode()),
            "staff_id": self.person.staff_id or None,
            "desk": self.desk,
            "at_ms": self.now_ms,
        }
        self.entry.add(events, row)
        self._events.append(row)

    def changed(self, entity: str, entity_id: int) -> None:
        self.changes[Change(entity, entity_id)] = None

    def finish(self) -> Head | None:
        """Write what was gathered: events, the feed, the entry. Returns the chain's new head, if it moved."""
        self.insert_all(events, self._events)
        publish(self.connection, self.changes, self.desk, self.now_ms)
        return self._entry.close(self.now_ms) if self._entry is not None else None


@dataclass(frozen=True, slots=True)
class Handler(Generic[R]):
    run: Callable[[Work, Any], R]
    permission: Permission

    @property
    def result_type(self) -> Any:
        return get_type_hints(self.run)["return"]


_HANDLERS: dict[type[Command[Any]], Handler[Any]] = {}

C = TypeVar("C", bound=Command[Any])


def handles(
    command: type[C], permission: Permission
) -> Callable[[Callable[[Work, C], R]], Callable[[Work, C], R]]:
    """Declare the function that carries out `command`, and the permission it needs."""

    def declare(run: Callable[[Work, C], R]) -> Callable[[Work, C], R]:
        _HANDLERS[command] = Handler(run, permission)
        return run

    return declare


def handler_of(command: type[Command[R]]) -> Handler[R]:
    return _HANDLERS[command]


def commands() -> dict[type[Command[Any]], Handler[Any]]:
    """Every command declared so far, for the permission tests."""
    return dict(_HANDLERS)


def breaks_unique(error: IntegrityError, column: str) -> bool:
    """Whether `error` says that a value of `column` (``table.column``) is taken already."""
    words = str(error.orig)
    return column in words or column.replace(".", "_") in words
