"""Setting a shop up, and changing its settings later."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy import update

from shopdesk.domain.roles import Permission, Role
from shopdesk.domain.tax import WHOLE
from shopdesk.errors import Conflict, UserError
from shopdesk.i18n import LANGUAGES
from shopdesk.services.packs import UnknownPack, pack
from shopdesk.services.paper_settings import checked_papers
from shopdesk.services.printer_address import checked_address
from shopdesk.services.settings import SavedSettings, ShopSettings, load_settings
from shopdesk.services.staff import check_pin_form, hash_pin
from shopdesk.services.texts import long_text, short_text
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.office import settings
from shopdesk.store.records.people import staff


@dataclass(frozen=True, kw_only=True)
class SetUpShop(Command[int]):
    """First start: three answers, and the owner who may do everything. Gives the owner's staff id."""

    name: str
    language: str
    pack_code: str
    owner_name: str = ""
    owner_pin: str = ""
    tax_rate: int | None = None
    """Per hundred thousand; None takes the pack's."""


@dataclass(frozen=True, kw_only=True)
class SaveSettings(Command[int]):
    """Save the settings as edited from `seen_version`; gives the new version."""

    value: ShopSettings
    seen_version: int


def settings_from_pack(name: str, language: str, pack_code: str, tax_rate: int | None) -> ShopSettings:
    try:
        chosen = pack(pack_code)
    except UnknownPack as error:
        raise UserError("problems.unknown_pack", field="pack_code") from error
    return ShopSettings(
        name=name,
        language=language,
        paper_language=language,
        pack_code=pack_code,
        currency=chosen.currency,
        time_zone=chosen.time_zone,
        tax_mode=chosen.tax.mode,
        tax_rate=chosen.tax.rate if tax_rate is None else tax_rate,
        quote_days=chosen.quote_days,
    )


@handles(SetUpShop, Permission.ADMINISTER)
def set_up_shop(work: Work, command: SetUpShop) -> int:
    if load_settings(work.connection) is not None:
        raise UserError("problems.already_set_up")
    name = short_text(command.name, "name", required=True)
    value = _checked(settings_from_pack(name, command.language, command.pack_code, command.tax_rate))
    if command.owner_pin:
        check_pin_form(command.owner_pin, "owner_pin")
    work.insert(settings, name="shop", value=msgspec.json.encode(value).decode(), version=1)
    owner_id = work.insert(
        staff,
        name=short_text(command.owner_name, "owner_name") or name,
        role=Role.OWNER.value,
        pin_hash=hash_pin(command.owner_pin) if command.owner_pin else "",
        language=command.language,
    )
    work.person = replace(work.person, staff_id=owner_id)
    work.record("shop_set_up", pack=command.pack_code)
    work.changed("settings", 0)
    return owner_id


@handles(SaveSettings, Permission.ADMINISTER)
def save_settings(work: Work, command: SaveSettings) -> int:
    kept = load_settings(work.connection)
    if kept is None:
        raise UserError("problems.not_set_up")
    if kept.version != command.seen_version:
        raise Conflict("problems.settings_changed", theirs=kept)
    value = _checked(command.value)
    work.connection.execute(
        update(settings)
        .where(settings.c.name == "shop", settings.c.version == command.seen_version)
        .values(value=msgspec.json.encode(value).decode(), version=command.seen_version + 1)
    )
    work.record("settings_saved", version=command.seen_version + 1)
    work.changed("settings", 0)
    return command.seen_version + 1


def saved_settings(reading: Reading) -> SavedSettings:
    """The settings as kept now, with the version that SaveSettings compares."""
    kept = load_settings(reading.connection)
    if kept is None:
        raise UserError("problems.not_set_up")
    return kept


def _checked(value: ShopSettings) -> ShopSettings:
    if value.language not in LANGUAGES or value.paper_language not in LANGUAGES:
        raise UserError("problems.unknown_language", field="language")
    if value.time_zone not in zoneinfo.available_timezones():
        raise UserError("problems.unknown_zone", field="time_zone", zone=value.time_zone)
    if not 0 <= value.tax_rate <= WHOLE:
        raise UserError("problems.tax_rate", field="tax_rate")
    if not 1 <= value.quote_days <= 365:
        raise UserError("problems.quote_days", field="quote_days")
    return replace(
        value,
        name=short_text(value.name, "name", required=True),
        address=short_text(value.address, "address"),
        phone=short_text(value.phone, "phone"),
        hours=short_text(value.hours, "hours"),
        complaint_phone=short_text(value.complaint_phone, "complaint_phone"),
        licence=short_text(value.licence, "licence"),
        terms_zh=_terms(value.terms_zh, "terms_zh"),
        terms_en=_terms(value.terms_en, "terms_en"),
        papers=checked_papers(value.papers),
        routes={
            kind: replace(route, printer=checked_address(route.printer, f"routes.{kind}"))
            for kind, route in value.routes.items()
        },
    )


def _terms(terms: tuple[str, ...], field: str) -> tuple[str, ...]:
    """Without empty ones; the whole is no longer than one long text."""
    long_text("\n".join(terms), field)
    return tuple(filter(None, (long_text(term, field) for term in terms)))
