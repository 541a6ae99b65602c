"""The shop as its windows see it: commands in, frozen answers out."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

import msgspec
from sqlalchemy import Connection, bindparam, select
from sqlalchemy.exc import IntegrityError

from shopdesk.config import ShopLocation
from shopdesk.domain.changes import Change
from shopdesk.domain.roles import Permission, Role, allows
from shopdesk.errors import NotAllowed, UserError
from shopdesk.services.settings import SavedSettings, ShopSettings, load_settings
from shopdesk.services.work import Actor, Command, Outcome, Person, Reading, Work, handler_of
from shopdesk.store import change_feed
from shopdesk.store.inserting import insert_row
from shopdesk.store.media import MediaStore
from shopdesk.store.records.office import requests
from shopdesk.store.records.people import staff
from shopdesk.store.unit_of_work import Store

R = TypeVar("R")
Q = ParamSpec("Q")

_PERSON = select(staff.c.name, staff.c.role).where(
    staff.c.id == bindparam("staff_id"), staff.c.active.is_(True)
)
_SEEN = select(requests.c.command, requests.c.digest, requests.c.result).where(
    requests.c.id == bindparam("request_id")
)
SETUP = Actor(0, "")
"""Who sets up a shop that has no staff yet; refused as soon as it is set up."""


PROGRAM = Person(0, "", Role.OWNER)


class Shop:
    """An open shop. Safe to use from several threads: each call is a scope of its own."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.store = store
        self.clock = clock
        self.media = MediaStore(store.media_folder)
        self._settings: SavedSettings | None = None

    @classmethod
    def open(
        cls, shop: str | ShopLocation, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> Shop:
        """Open (or make) the shop at a folder or URL. Raises StoreTrouble."""
        location = shop if isinstance(shop, ShopLocation) else ShopLocation.parse(shop)
        return cls(Store.open(location), clock)

    def close(self) -> None:
        self.store.close()

    @property
    def settings(self) -> ShopSettings:
        """The settings as last seen; defaults before the shop is set up."""
        if self._settings is None:
            with self.store.read() as connection:
                self._settings = load_settings(connection)
        return self._settings.value if self._settings else ShopSettings()

    @property
    def is_set_up(self) -> bool:
        return bool(self.settings.name)

    def ask(
        self,
        query: Callable[Concatenate[Reading, Q], R],
        /,
        *args: Q.args,
        **kwargs: Q.kwargs,
    ) -> R:
        """Run a query in a reading scope."""
        return self.ask_as(None, query, *args, **kwargs)

    def ask_as(
        self,
        actor: Actor | None,
        query: Callable[Concatenate[Reading, Q], R],
        /,
        *args: Q.args,
        **kwargs: Q.kwargs,
    ) -> R:
        """Run a query for a person: what they may not see is left out."""
        settings = self.settings
        with self.store.read() as connection:
            person = _person(connection, actor) if actor is not None else None
            return query(
                Reading(connection, self.clock(), settings, self.store.keys, person), *args, **kwargs
            )

    def do(self, command: Command[R], actor: Actor) -> Outcome[R]:
        """Carry out `command` in one transaction.

        Raises UserError, NotAllowed, NeedsConfirmation, Conflict, Busy or StoreTrouble; then nothing has
        happened, and the same command may be sent again. A request id already carried out gives its first
        result; with another body it is an error.
        """
        handler = handler_of(type(command))
        body = self._digest(command)
        settings = self.settings
        try:
            with self.store.write() as connection:
                # First things first: a lost answer is asked for again, by the same person.
                seen = connection.execute(_SEEN, {"request_id": command.request_id}).first()
                if seen is not None:
                    return self._first_result(seen, command, body)
                person = self._admit(connection, actor, handler.permission)
                work = Work(
                    connection, self.clock(), settings, self.store.keys, self.media, person, actor.desk
                )
                value = handler.run(work, command)
                insert_row(
                    connection,
                    requests,
                    {
                        "id": command.request_id,
                        "command": type(command).__name__,
                        "digest": body,
                        "result": msgspec.json.encode(value).decode(),
                        "at_ms": work.now_ms,
                    },
                )
                head = work.finish()
        except IntegrityError:
            # Two desks sent one request id at the same instant, and the other was first.
            with self.store.read() as connection:
                seen = connection.execute(_SEEN, {"request_id": command.request_id}).first()
            if seen is None:
                raise
            return self._first_result(seen, command, body)
        if head is not None:
            self.store.anchor.set(head)
        changes = tuple(work.changes)
        if any(change.entity == "settings" for change in changes):
            self._settings = None
        return Outcome(value, changes)

    def run(
        self, desk: str, act: Callable[Concatenate[Work, Q], R], /, *args: Q.args, **kwargs: Q.kwargs
    ) -> Outcome[R]:
        """The program's own doing (print worker, drafts): one transaction, no person, no request id."""
        settings = self.settings
        with self.store.write() as connection:
            work = Work(connection, self.clock(), settings, self.store.keys, self.media, PROGRAM, desk)
            value = act(work, *args, **kwargs)
            head = work.finish()
        if head is not None:
            self.store.anchor.set(head)
        return Outcome(value, tuple(work.changes))

    def changed_elsewhere(self, after: int, desk: str) -> tuple[int, tuple[Change, ...]]:
        """What other desks changed since feed position `after`, and the position reached."""
        with self.store.read() as connection:
            reached, changes = change_feed.changed_elsewhere(connection, after, desk)
        if any(change.entity == "settings" for change in changes):
            self._settings = None
        return reached, changes

    def feed_position(self) -> int:
        with self.store.read() as connection:
            return change_feed.newest(connection)

    def _digest(self, command: Command[Any]) -> str:
        # Keyed, because a command may hold a passcode that is short enough to guess from a plain hash.
        encoded = msgspec.json.encode(command, order="sorted")
        return hmac.new(self.store.keys.chain, encoded, hashlib.sha256).hexdigest()

    def _admit(self, connection: Connection, actor: Actor, permission: Permission) -> Person:
        if actor == SETUP and not self.is_set_up:
            return PROGRAM
        person = _person(connection, actor)
        if person is None or not allows(person.role, permission):
            raise NotAllowed(permission.value)
        return person

    def _first_result(self, seen: Any, command: Command[R], body: str) -> Outcome[R]:
        if seen.command != type(command).__name__ or not hmac.compare_digest(seen.digest, body):
            raise UserError("problems.request_reused")
        result_type = handler_of(type(command)).result_type
        value = msgspec.json.decode(seen.result, type=result_type)
        return Outcome(value, repeated=True)


def _person(connection: Connection, actor: Actor) -> Person | None:
    row = connection.execute(_PERSON, {"staff_id": actor.staff_id}).first()
    return Person(actor.staff_id, row.name, Role(row.role)) if row else None
