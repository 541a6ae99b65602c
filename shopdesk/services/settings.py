"""The shop's settings: one frozen value, saved whole with the version that was seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection, select

from shopdesk.domain.money import Money
from shopdesk.domain.papers import Letterhead
from shopdesk.domain.tax import TaxMode
from shopdesk.services.fault_book import CheckLists
from shopdesk.services.packs import CountryPack, pack
from shopdesk.services.paper_settings import PaperSettings
from shopdesk.store.records.office import settings


@dataclass(frozen=True, slots=True)
class Route:
    """Where a kind of paper goes: ``folder``, ``system:QUEUE`` or ``escpos:HOST:PORT``, and on what size."""

    printer: str = "folder"
    format: str = ""


class AccessoryTags(StrEnum):
    """Which accessories get a tag of their own at the intake."""

    OFF = "off"
    EACH = "each"
    BAG = "bag"
    """One for the bag they are all in."""


@dataclass(frozen=True, slots=True)
class ShopSettings:
    """What differs from shop to shop. Empty texts fall back to the country pack's."""

    name: str = ""
    address: str = ""
    phone: str = ""
    hours: str = ""
    complaint_phone: str = ""
    licence: str = ""
    language: str = "en"
    paper_language: str = "en"
    pack_code: str = "us"
    currency: str = "USD"
    time_zone: str = "America/New_York"
    tax_mode: TaxMode = TaxMode.ADDED
    tax_rate: int = 0
    quote_days: int = 7
    terms_zh: tuple[str, ...] = ()
    terms_en: tuple[str, ...] = ()
    routes: dict[str, Route] = field(default_factory=dict)
    accessory_tags: AccessoryTags = AccessoryTags.OFF
    checks: CheckLists = field(default_factory=CheckLists)
    papers: PaperSettings = field(default_factory=PaperSettings)

    @property
    def zone(self) -> tzinfo:
        return _zone(self.time_zone)

    @property
    def pack(self) -> CountryPack:
        return pack(self.pack_code)

    @property
    def letterhead(self) -> Letterhead:
        return Letterhead(
            self.name, self.address, self.phone, self.hours, self.complaint_phone, self.licence,
            self.papers.licences, self.papers.logo,
        )  # fmt: skip

    def money(self, minor: int) -> Money:
        return Money(minor, self.currency)

    def local(self, moment: datetime) -> datetime:
        """An aware moment on the shop's own clock."""
        return moment.astimezone(self.zone)

    def terms(self, language: str) -> tuple[str, ...]:
        """Terms as printed on the customer copy."""
        own = self.terms_zh if language == "zh_CN" else self.terms_en
        return own or _pack_terms(self.pack_code, language)

    def route(self, paper_kind: str) -> Route:
        return self.routes.get(paper_kind, Route())


@lru_cache(maxsize=64)
def _pack_terms(pack_code: str, language: str) -> tuple[str, ...]:
    return tuple(term.text for term in pack(pack_code).receipt_terms(language))


@lru_cache(maxsize=8)
def _zone(name: str) -> tzinfo:
    return ZoneInfo(name) if name else UTC


_SHOP = select(settings.c.value, settings.c.version).where(settings.c.name == "shop")


@dataclass(frozen=True, slots=True)
class SavedSettings:
    value: ShopSettings
    version: int


def load_settings(connection: Connection) -> SavedSettings | None:
    """The shop's settings, or None for a shop not set up yet."""
    row = connection.execute(_SHOP).first()
    return SavedSettings(msgspec.json.decode(row.value, type=ShopSettings), row.version) if row else None
