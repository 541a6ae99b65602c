"""Country packs: what differs from country to country is read from ``resources/packs``, never coded.

A country's file is laid over ``common.toml``, and a variant (a state, a city, another kind of taxpayer)
over its country. Every text stands there in both languages.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

import msgspec

from shopdesk.config import resource
from shopdesk.domain.quote import Tolerance
from shopdesk.domain.tax import TaxMode

_COUNTRIES = ("cn", "us", "eu", "uk")


class UnknownPack(KeyError):
    """No pack of that code is shipped."""


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in both languages."""

    zh_CN: str
    en: str

    def text(self, language: str) -> str:
        return self.zh_CN if language == "zh_CN" else self.en

    def filled(self, places: dict[str, object]) -> Words:
        return Words(self.zh_CN.format_map(places), self.en.format_map(places))


@dataclass(frozen=True, slots=True)
class PackInfo:
    """A pack as the first-run page lists it; `base` is the country's own code."""

    code: str
    base: str
    name: Words
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRule:
    """`rate` in whole hundred-thousandths; `ask_rate` where the place, not the country, decides it."""

    name: Words
    short: Words
    rate: int
    included: bool
    ask_rate: bool = False

    @property
    def mode(self) -> TaxMode:
        return TaxMode.INCLUDED if self.included else TaxMode.ADDED


@dataclass(frozen=True, slots=True)
class Denomination:
    minor: int
    form: Literal["note", "coin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderKind:
    id: str
    kind: Literal["cash", "card", "wallet", "transfer", "cheque"]
    name: Words
    opens_drawer: bool = False
    gives_change: bool = False
    needs_reference: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WarrantyRule:
    """Days promised unless the shop says otherwise, and the fewest the law allows."""

    kind: Literal["labour", "part", "fee", "goods"]
    days: int
    minimum: int
    grade: Literal["genuine", "certified", "aftermarket", "refurbished"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarrantyText:
    kind: str
    scope: Words
    cautions: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """Days after "ready": a friendly reminder, the written notice, and when the law lets the shop dispose."""

    reminder_days: int
    notice_days: int
    dispose_days: int
    law: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAnswer:
    id: str
    meaning: Literal["yes", "no", "neutral"]
    name: Words

    @property
    def agrees(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.meaning)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText:
    """The exact text of one purpose; a changed wording is a higher `version`."""

    purpose: str
    version: int
    title: Words
    text: Words
    answers: tuple[ConsentAnswer, ...]
    sensitive: bool = False
    own: bool = False
    """Worded by the shop: `version` counts the shop's own, not the pack's."""

    @property
    def stamp(self) -> str:
        """The version as it is kept beside an answer: ``pack 1``, or ``3`` of the shop's own."""
        return str(self.version) if self.own else f"pack {self.version}"

    def answer(self, answer_id: str) -> ConsentAnswer:
        return next(found for found in self.answers if found.id == answer_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A receipt term with its {places} still open."""

    id: str
    title: Words
    text: Words


@dataclass(frozen=True, slots=True)
class TermText:
    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryPack:
    """Everything ShopDesk assumes about a country until the shop sets its own."""

    code: str
    base: str
    name: Words
    currency: str
    phone_region: str
    time_zone: str
    language: Literal["zh_CN", "en"]
    paper: Literal["a4", "letter"]
    tax: TaxRule
    tax_number: Words
    denominations: tuple[Denomination, ...]
    tenders: tuple[TenderKind, ...]
    warranty: tuple[WarrantyRule, ...]
    warranty_texts: tuple[WarrantyText, ...]
    quote_days: int
    tolerance: Tolerance
    storage: Storage
    consents: tuple[ConsentText, ...]
    terms: tuple[Term, ...]
    rights: tuple[Words, ...]
    retention_months: int
    licence: Words | None = None

    def tender(self, tender_id: str) -> TenderKind:
        """Raises KeyError for a tender that the pack does not have."""
        for found in self.tenders:
            if found.id == tender_id:
                return found
        raise KeyError(tender_id)

    def warranty_rule(self, kind: str, grade: str | None = None) -> WarrantyRule:
        """The rule of a line; a part of unknown grade gets the shortest of the parts."""
        rules = [rule for rule in self.warranty if rule.kind == kind]
        exact = [rule for rule in rules if rule.grade == grade]
        if not rules:
            raise KeyError(kind)
        return exact[0] if exact else min(rules, key=lambda rule: rule.days)

    def warranty_text(self, kind: str) -> WarrantyText:
        for found in self.warranty_texts:
            if found.kind == kind:
                return found
        raise KeyError(kind)

    def consent(self, purpose: str) -> ConsentText:
        for found in self.consents:
            if found.purpose == purpose:
                return found
        raise KeyError(purpose)

    def places(self) -> dict[str, object]:
        """The pack's figures under the names that its texts use."""
        return {
            "quote_days": self.quote_days,
            "notice_days": self.storage.notice_days,
            "dispose_days": self.storage.dispose_days,
            "labour_days": self.warranty_rule("labour").days,
            "retention_months": self.retention_months,
        }

    def receipt_terms(self, language: str, **own: int) -> tuple[TermText, ...]:
        """The terms as printed; `own` figures (``quote_days=14`` …) go before the pack's."""
        places = self.places() | own
        return tuple(
            TermText(term.id, term.title.text(language), term.text.filled(places).text(language))
            for term in self.terms
        )


def _over(under: Any, upper: Any) -> Any:
    """`upper` laid over `under`: tables merge, everything else is replaced."""
    if not (isinstance(under, dict) and isinstance(upper, dict)):
        return upper
    return under | {name: _over(under.get(name), value) for name, value in upper.items()}


def _rows(table: dict[str, dict[str, Any]], naming: str) -> list[dict[str, Any]]:
    """Named tables as rows that carry their name, in the order written."""
    return [{naming: name, **row} for name, row in table.items()]


@lru_cache(maxsize=8)
def _written(name: str) -> dict[str, Any]:
    return tomllib.loads(resource("packs", f"{name}.toml").read_text(encoding="utf-8"))


def _shaped(code: str, base: str, written: dict[str, Any]) -> dict[str, Any]:
    """The tables of the files as the fields of CountryPack."""
    kinds, consents = written.pop("tender"), _rows(written["consents"], "purpose")
    del written["variants"]
    return written | {
        "code": code,
        "base": base,
        "denominations": [
            {"minor": minor, "form": form}
            for form in ("note", "coin")
            for minor in sorted(written.pop(f"{form}s"), reverse=True)
        ],
        "tenders": [{"id": name, **kinds[name]} for name in written["tenders"]],
        "warranty_texts": _rows(written["warranty_texts"], "kind"),
        "terms": _rows(written["terms"], "id"),
        "consents": [consent | {"answers": _rows(consent["answers"], "id")} for consent in consents],
    }


@lru_cache(maxsize=32)
def pack(code: str) -> CountryPack:
    """The pack of a country (``cn``) or of a variant (``us-ca``). Raises UnknownPack."""
    base, _, variant = code.partition("-")
    if base not in _COUNTRIES:
        raise UnknownPack(code)
    country = _over(_written("common"), _written(base))
    if variant and variant not in country["variants"]:
        raise UnknownPack(code)
    written = _over(country, country["variants"][variant]) if variant else country
    read = msgspec.convert(_shaped(code, base, dict(written)), CountryPack)
    places = read.places()
    return replace(
        read,
        rights=tuple(right.filled(places) for right in read.rights),
        consents=tuple(replace(consent, text=consent.text.filled(places)) for consent in read.consents),
    )


@lru_cache(maxsize=1)
def packs() -> tuple[PackInfo, ...]:
    """Every pack to choose from, each country followed by its variants."""
    codes = [
        code
        for base in _COUNTRIES
        for code in (base, *(f"{base}-{name}" for name in _written(base)["variants"]))
    ]
    return tuple(
        PackInfo(code, code.partition("-")[0], pack(code).name, pack(code).currency) for code in codes
    )
