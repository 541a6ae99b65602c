"""First advice: what to try at the counter for a known symptom, as shipped and as the shop has written it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import msgspec
from sqlalchemy import Row, bindparam, delete, select, update

from shopdesk.config import resource
from shopdesk.domain.roles import Permission
from shopdesk.errors import Conflict, UserError
from shopdesk.services.fault_book import DEVICE_KINDS, fault_book
from shopdesk.services.packs import Words
from shopdesk.services.texts import long_text, short_text
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.knowledge import advice

_MOST_MODELS = 20
_NOTHING = Words("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What to try, one step a line, and what to tell the customer then.

    It is for any of `faults` on any of `kinds`; where `models` are given, one of them must be part of the
    model's name.
    """

    title: Words
    faults: tuple[str, ...]
    steps: Words
    tell: Words = _NOTHING
    kinds: tuple[str, ...] = DEVICE_KINDS
    models: tuple[str, ...] = ()

    def fits(self, kind: str, fault_ids: tuple[str, ...], model: str) -> bool:
        if kind not in self.kinds or not set(self.faults) & set(fault_ids):
            return False
        name = model.casefold()
        return not self.models or any(part.casefold() in name for part in self.models)


@dataclass(frozen=True, slots=True)
class AdviceEntry:
    """`id` 0: as shipped, by the name `shipped`. With both: the shop's own words instead of the shipped."""

    id: int
    version: int
    shipped: str
    active: bool
    value: Advice


@lru_cache(maxsize=1)
def shipped_advice() -> dict[str, Advice]:
    """What comes with the program, by id."""
    written = tomllib.loads(resource("knowledge", "advice.toml").read_text(encoding="utf-8"))
    return {name: _trimmed(msgspec.convert(one, Advice)) for name, one in written["advice"].items()}


def _trimmed(one: Advice) -> Advice:
    return replace(one, steps=Words(one.steps.zh_CN.strip(), one.steps.en.strip()))


_ALL = select(advice.c.id, advice.c.version, advice.c.replaces, advice.c.active, advice.c.body).order_by(
    advice.c.id
)
_ONE = _ALL.where(advice.c.id == bindparam("advice_id"))
_REPLACING = _ALL.where(advice.c.replaces == bindparam("shipped"))


def all_advice(reading: Reading) -> tuple[AdviceEntry, ...]:
    """The shop's own first, then what is shipped in the order of the faults; hidden entries too."""
    kept = [_entry(row) for row in reading.connection.execute(_ALL)]
    replaced = {one.shipped for one in kept if one.shipped}
    shipped = [
        AdviceEntry(0, 0, name, True, one) for name, one in shipped_advice().items() if name not in replaced
    ]
    return (*kept, *shipped)


def advice_for(
    reading: Reading, kind: str, fault_ids: tuple[str, ...], model: str
) -> tuple[AdviceEntry, ...]:
    """What to try for these faults of such a device, the one written for its very model first."""
    found = [one for one in all_advice(reading) if one.active and one.value.fits(kind, fault_ids, model)]
    return tuple(sorted(found, key=lambda one: not one.value.models))


def _entry(row: Row[int, int, str, bool, str]) -> AdviceEntry:
    return AdviceEntry(
        row.id, row.version, row.replaces, row.active, msgspec.json.decode(row.body, type=Advice)
    )


@dataclass(frozen=True, kw_only=True)
class SaveAdvice(Command[int]):
    """Keep an entry as edited from `seen_version`; gives its id. `id` 0 adds one, or replaces `shipped`."""

    id: int = 0
    seen_version: int = 0
    shipped: str = ""
    active: bool = True
    value: Advice


@dataclass(frozen=True, kw_only=True)
class RemoveAdvice(Command[None]):
    """Take the shop's own words away; what they replaced is back as shipped."""

    id: int
    seen_version: int


@dataclass(frozen=True, kw_only=True)
class SettleAtCounter(Command[None]):
    """Advice helped and the customer goes home with the device: on record, without a ticket."""

    title: str
    kind: str
    faults: tuple[str, ...]
    model: str = ""


@handles(SettleAtCounter, Permission.RECEIVE)
def settle_at_counter(work: Work, command: SettleAtCounter) -> None:
    work.record(
        "settled_at_counter",
        title=short_text(command.title, "title", required=True),
        device_kind=command.kind,
        model=short_text(command.model, "model"),
        faults=list(command.faults),
    )


@handles(SaveAdvice, Permission.KEEP_KNOWLEDGE)
def save_advice(work: Work, command: SaveAdvice) -> int:
    body = msgspec.json.encode(_checked(command.value)).decode()
    if command.shipped and command.shipped not in shipped_advice():
        raise UserError("problems.advice_gone")
    if command.id:
        _as_seen(work, command.id, command.seen_version)
        work.connection.execute(
            update(advice)
            .where(advice.c.id == command.id)
            .values(
                version=command.seen_version + 1, body=body, active=command.active, changed_ms=work.now_ms
            )
        )
        kept = command.id
    else:
        _refuse_second(work, command.shipped)
        kept = work.insert(
            advice, replaces=command.shipped, body=body, active=command.active, changed_ms=work.now_ms
        )
    work.record("advice_saved", title=command.value.title.text(work.settings.language))
    work.changed("advice", kept)
    return kept


@handles(RemoveAdvice, Permission.KEEP_KNOWLEDGE)
def remove_advice(work: Work, command: RemoveAdvice) -> None:
    seen = _as_seen(work, command.id, command.seen_version)
    work.connection.execute(delete(advice).where(advice.c.id == command.id))
    work.record("advice_removed", title=seen.value.title.text(work.settings.language))
    work.changed("advice", command.id)


def _as_seen(work: Work, advice_id: int, seen_version: int) -> AdviceEntry:
    row = work.connection.execute(_ONE, {"advice_id": advice_id}).first()
    if row is None:
        raise UserError("problems.advice_gone")
    kept = _entry(row)
    if kept.version != seen_version:
        raise Conflict("problems.advice_changed", theirs=kept)
    return kept


def _refuse_second(work: Work, shipped: str) -> None:
    """Two desks may begin to replace the same shipped entry: the second sees what the first wrote."""
    if shipped:
        row = work.connection.execute(_REPLACING, {"shipped": shipped}).first()
        if row is not None:
            raise Conflict("problems.advice_changed", theirs=_entry(row))


def _checked(value: Advice) -> Advice:
    book = {fault.id for fault in fault_book().all_faults}
    if not value.faults or not set(value.faults) <= book:
        raise UserError("problems.advice_without_fault", field="faults")
    if not value.kinds or not set(value.kinds) <= set(DEVICE_KINDS):
        raise UserError("problems.advice_without_kind", field="kinds")
    return replace(
        value,
        title=_either(value.title, "title", short_text),
        steps=_either(value.steps, "steps", long_text),
        tell=Words(long_text(value.tell.zh_CN, "tell"), long_text(value.tell.en, "tell")),
        models=tuple(filter(None, (short_text(one, "models") for one in value.models[:_MOST_MODELS]))),
    )


def _either(words: Words, field: str, clean: Callable[[str, str], str]) -> Words:
    """Both languages cleaned; a shop that writes one of them reads that one in both."""
    zh, en = clean(words.zh_CN, field), clean(words.en, field)
    if not zh and not en:
        raise UserError("problems.required", field=field)
    return Words(zh or en, en or zh)
