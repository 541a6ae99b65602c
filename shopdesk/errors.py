"""What can go wrong, sorted where it is raised: the person's, the world's, ours.

Messages are catalogue keys with values, never sentences, so that the window can say
them in its own language and again when the language changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Word:
    """A value of a message that is itself a word of the catalogue: ``Word("common.status.ready")``."""

    key: str


@runtime_checkable
class Worded(Protocol):
    """A value that knows its own words in each language, such as a country pack's titles."""

    def text(self, language: str) -> str: ...


class ShopDeskError(Exception):
    """Base of everything ShopDesk raises on purpose."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        # Keys only: values may be personal and this text reaches the log.
        return self.key


class UserError(ShopDeskError):
    """Something typed, scanned or asked for that cannot be; shown beside `field`.

    `field` names the field of the command (dotted for rows: ``lines.2.amount``),
    or is None when the error concerns the action as a whole.
    """

    def __init__(self, key: str, /, *, field: str | None = None, **values: object) -> None:
        super().__init__(key, **values)
        self.field = field


class NotAllowed(UserError):
    """The person at the desk may not do this; `permission` says what is missing."""

    def __init__(self, permission: str) -> None:
        super().__init__("problems.not_allowed", permission=permission)
        self.permission = permission


class NeedsConfirmation(ShopDeskError):
    """Allowed, but only knowingly: ask, then send the command again with `confirm` in its `confirmed` set."""

    def __init__(self, key: str, /, *, confirm: str, **values: object) -> None:
        super().__init__(key, **values)
        self.confirm = confirm


class Conflict(ShopDeskError):
    """Somebody else saved first. `theirs` is what is kept now; the form still holds mine."""

    def __init__(self, key: str, /, *, theirs: object, **values: object) -> None:
        super().__init__(key, **values)
        self.theirs = theirs


class Busy(ShopDeskError):
    """The store did not answer in time; trying the same request id again is safe."""


class StoreTrouble(ShopDeskError):
    """The world's: disk full, file damaged, database newer than the program, server gone."""
