"""The fault book: what staff tap instead of typing, by kind of device, in both languages.

Read from ``resources/knowledge/faults.toml``; an id, once shipped, keeps its meaning, since tickets hold it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, Protocol, TypeVar

import msgspec

from shopdesk.config import resource
from shopdesk.services.packs import Words

DEVICE_KINDS = ("phone", "tablet", "watch", "laptop", "other")


class _ForKinds(Protocol):
    @property
    def kinds(self) -> tuple[str, ...]: ...


Listed = TypeVar("Listed", bound=_ForKinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultChip:
    """A fault as customers report it; `hint` is what to ask, `risk` what the counter must mind."""

    id: str
    name: Words
    hint: Words | None = None
    kinds: tuple[str, ...] = DEVICE_KINDS
    risk: Literal["", "data", "liquid", "battery"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing tried at the counter or after the repair; `unlocked`: only behind the lock screen."""

    id: str
    name: Words
    kinds: tuple[str, ...] = DEVICE_KINDS
    unlocked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    id: str
    name: Words
    kinds: tuple[str, ...] = DEVICE_KINDS


@dataclass(frozen=True, slots=True)
class FaultBook:
    """All lists; each is asked for by kind of device, in the order to show."""

    all_faults: tuple[FaultChip, ...]
    all_intake_checks: tuple[Check, ...]
    all_repair_checks: tuple[Check, ...]
    all_accessories: tuple[Choice, ...]
    colours: tuple[Choice, ...]
    storages: tuple[str, ...]

    def faults(self, kind: str) -> tuple[FaultChip, ...]:
        return _of(kind, self.all_faults)

    def intake_checks(self, kind: str) -> tuple[Check, ...]:
        return _of(kind, self.all_intake_checks)

    def repair_checks(self, kind: str) -> tuple[Check, ...]:
        return _of(kind, self.all_repair_checks)

    def accessories(self, kind: str) -> tuple[Choice, ...]:
        return _of(kind, self.all_accessories)

    def fault(self, fault_id: str) -> FaultChip:
        """Raises KeyError for an id that was never shipped."""
        for chip in self.all_faults:
            if chip.id == fault_id:
                return chip
        raise KeyError(fault_id)


@dataclass(frozen=True, slots=True)
class CheckLists:
    """The functional check at intake as this shop does it.

    `lists` holds ids by kind of device; a kind that is not in it follows the book. `own` is what the shop has
    added, what it no longer tries included: tickets hold its id.
    """

    own: tuple[Check, ...] = ()
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, kind: str) -> tuple[Check, ...]:
        """What is tried on this kind of device, in order."""
        book = fault_book()
        ids = self.lists.get(kind)
        if ids is None:
            return book.intake_checks(kind)
        known = {check.id: check for check in (*book.all_intake_checks, *self.own)}
        return tuple(known[one] for one in ids if one in known)

    def name(self, check_id: str, language: str) -> str:
        """What a check is called; its id where nobody knows it."""
        for check in (*fault_book().all_intake_checks, *self.own):
            if check.id == check_id:
                return check.name.text(language)
        return check_id


def _of(kind: str, listed: Sequence[Listed]) -> tuple[Listed, ...]:
    return tuple(entry for entry in listed if kind in entry.kinds)


@lru_cache(maxsize=1)
def fault_book() -> FaultBook:
    """The shipped book, read once."""
    written: dict[str, Any] = tomllib.loads(resource("knowledge", "faults.toml").read_text(encoding="utf-8"))
    lists = {
        name: [{"id": entry_id, **entry} for entry_id, entry in written[name].items()]
        for name in ("faults", "intake_checks", "repair_checks", "accessories")
    }
    colours = [{"id": entry_id, **entry} for entry_id, entry in written["colours"].items()]
    fields = {f"all_{name}": entries for name, entries in lists.items()}
    return msgspec.convert({**fields, "colours": colours, "storages": written["storages"]}, FaultBook)
