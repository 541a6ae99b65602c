"""Changing what is tried at intake: the shop's own functional check of a kind of device."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy import update

from shopdesk.domain.roles import Permission
from shopdesk.errors import Conflict, UserError
from shopdesk.services.fault_book import DEVICE_KINDS, Check, CheckLists, fault_book
from shopdesk.services.packs import Words
from shopdesk.services.settings import load_settings
from shopdesk.services.texts import short_text
from shopdesk.services.work import Command, Work, handles
from shopdesk.store.records.office import settings

MOST_CHECKS = 24
"""More would not be tried at a counter, nor fit on a receipt."""


@dataclass(frozen=True, slots=True)
class CheckWanted:
    """One thing to try; an empty `id` is new and gets one."""

    id: str
    name: Words


@dataclass(frozen=True, kw_only=True)
class SaveChecks(Command[tuple[str, ...]]):
    """Try these on `kind`, in this order; gives their ids. `seen` are the ids that the form began with.

    None for `wanted` goes back to the list that comes with the program.
    """

    kind: str
    seen: tuple[str, ...]
    wanted: tuple[CheckWanted, ...] | None


@handles(SaveChecks, Permission.KEEP_KNOWLEDGE)
def save_checks(work: Work, command: SaveChecks) -> tuple[str, ...]:
    kept = load_settings(work.connection)
    if kept is None:
        raise UserError("problems.not_set_up")
    if command.kind not in DEVICE_KINDS:
        raise UserError("problems.advice_without_kind", field="kind")
    there = tuple(check.id for check in kept.value.checks.of(command.kind))
    if there != command.seen:
        raise Conflict("problems.checks_changed", theirs=kept.value.checks.of(command.kind))
    checks = _with(kept.value.checks, command)
    work.connection.execute(
        update(settings)
        .where(settings.c.name == "shop")
        .values(
            value=msgspec.json.encode(replace(kept.value, checks=checks)).decode(), version=kept.version + 1
        )
    )
    work.record("checks_saved", device_kind=command.kind)
    work.changed("settings", 0)
    return tuple(check.id for check in checks.of(command.kind))


def _with(checks: CheckLists, command: SaveChecks) -> CheckLists:
    lists = dict(checks.lists)
    if command.wanted is None:
        lists.pop(command.kind, None)
        return replace(checks, lists=lists)
    if not command.wanted:
        raise UserError("problems.no_checks", field="checks")
    if len(command.wanted) > MOST_CHECKS:
        raise UserError("problems.too_many_checks", field="checks", most=MOST_CHECKS)
    shipped = {check.id for check in fault_book().all_intake_checks}
    own = {check.id: check for check in checks.own}
    ids = []
    for one in command.wanted:
        if one.id in shipped:
            ids.append(one.id)
            continue
        zh, en = short_text(one.name.zh_CN, "checks"), short_text(one.name.en, "checks")
        if not zh and not en:
            raise UserError("problems.required", field="checks")
        kept = one.id if one.id in own else f"own_{secrets.token_hex(4)}"
        own[kept] = Check(id=kept, name=Words(zh or en, en or zh))
        ids.append(kept)
    if len(set(ids)) != len(ids):
        raise UserError("problems.check_twice", field="checks")
    lists[command.kind] = tuple(ids)
    return CheckLists(tuple(own.values()), lists)
