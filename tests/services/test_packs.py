"""Every country pack reads, says everything in both languages and keeps to its country's law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from zoneinfo import available_timezones

import phonenumbers
import pytest

from shopdesk.domain.consent import Purpose
from shopdesk.domain.money import LARGEST_MINOR
from shopdesk.domain.quote import Grade, LineKind, most_chargeable
from shopdesk.domain.tax import TaxMode
from shopdesk.services.packs import CountryPack, UnknownPack, Words, pack, packs

CODES = [info.code for info in packs()]


def words_of(value: object, where: str) -> Iterator[tuple[str, Words]]:
    """Every pair of texts below a pack, with the place it stands at."""
    if isinstance(value, Words):
        yield where, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from words_of(item, f"{where}[{index}]")
    elif is_dataclass(value):
        for field in fields(value):
            yield from words_of(getattr(value, field.name), f"{where}.{field.name}")


@pytest.fixture(params=CODES)
def country(request: pytest.FixtureRequest) -> CountryPack:
    return pack(request.param)


def test_the_four_countries_and_their_variants_are_offered() -> None:
    assert {info.base for info in packs()} == {"cn", "us", "eu", "uk"}
    assert {"cn-general", "us-ca", "us-nyc", "eu-fr"} <= set(CODES)


@pytest.mark.parametrize("code", ["", "fr", "us-zz", "common", "../cn"])
def test_an_unknown_code_is_refused(code: str) -> None:
    with pytest.raises(UnknownPack):
        pack(code)


def test_every_text_stands_in_both_languages(country: CountryPack) -> None:
    for where, words in words_of(country, country.code):
        assert words.zh_CN.strip() == words.zh_CN != "", where
        assert words.en.strip() == words.en != "", where
        assert not re.search(r"[一-鿿]", words.en), f"Chinese in the English text of {where}"
        open_places = re.findall(r"\{(\w+)\}", words.zh_CN)
        assert sorted(open_places) == sorted(re.findall(r"\{(\w+)\}", words.en)), where
        if not where.startswith(f"{country.code}.terms"):
            assert not open_places, f"unfilled place in {where}"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_receipt_terms_come_out_filled(country: CountryPack, language: str) -> None:
    terms = country.receipt_terms(language)
    assert [term.id for term in terms] == [
        "pickup", "price", "data", "old_parts", "storage", "warranty", "complaint",
    ]  # fmt: skip
    assert not [term for term in terms if "{" in term.text]


def test_the_shops_own_figures_go_before_the_packs() -> None:
    price = next(term for term in pack("cn").receipt_terms("zh_CN", quote_days=45) if term.id == "price")
    assert "45 天内有效" in price.text


def test_zone_region_and_money_are_real(country: CountryPack) -> None:
    assert country.time_zone in available_timezones()
    assert country.phone_region in phonenumbers.SUPPORTED_REGIONS
    amounts = [coin.minor for coin in country.denominations]
    assert all(amount > 0 for amount in amounts)
    assert len(country.denominations) == len(set(country.denominations))
    assert {coin.form for coin in country.denominations} == {"note", "coin"}


def test_cash_comes_first_and_alone_gives_change(country: CountryPack) -> None:
    assert country.tenders[0].id == "cash"
    assert [tender.id for tender in country.tenders if tender.gives_change] == ["cash"]
    assert country.tender("cash").opens_drawer
    with pytest.raises(KeyError):
        country.tender("barter")


def test_every_line_and_grade_has_a_warranty_rule_and_text(country: CountryPack) -> None:
    for kind in LineKind:
        assert country.warranty_text(kind).scope.en
        assert country.warranty_rule(kind).kind == kind
    for grade in Grade:
        assert country.warranty_rule("part", grade).grade == grade
    for rule in country.warranty:
        assert rule.days >= rule.minimum >= 0
    shortest = min(rule.days for rule in country.warranty if rule.kind == "part")
    assert country.warranty_rule("part").days == shortest


def test_every_purpose_has_its_consent_and_can_be_granted_and_refused(country: CountryPack) -> None:
    assert {consent.purpose for consent in country.consents} == {str(purpose) for purpose in Purpose}
    for consent in country.consents:
        assert {True, False} <= {answer.agrees for answer in consent.answers}, consent.purpose
        assert len({answer.id for answer in consent.answers}) == len(consent.answers)
    assert country.consent("data_access").sensitive


def test_storage_days_rise(country: CountryPack) -> None:
    storage = country.storage
    assert 0 < storage.reminder_days < storage.notice_days < storage.dispose_days


def test_what_the_law_of_each_country_asks() -> None:
    china, california, new_york = pack("cn"), pack("us-ca"), pack("us-nyc")
    assert china.currency == "CNY"
    assert china.tax.mode is TaxMode.INCLUDED
    assert china.warranty_rule("labour").minimum == 30
    assert china.storage.dispose_days >= 60
    assert most_chargeable(10_000, china.tolerance) == 10_000
    assert pack("us").tax.mode is TaxMode.ADDED
    assert most_chargeable(10_000, california.tolerance) == 10_000
    assert most_chargeable(10_000, new_york.tolerance) == 12_000
    assert most_chargeable(LARGEST_MINOR, new_york.tolerance) <= 2 * LARGEST_MINOR
    assert new_york.licence is not None
    assert pack("eu").quote_days == 30
    assert pack("eu-fr").tax.rate == 20_000
    assert pack("uk").currency == "GBP"
    assert "1977" in next(term.text for term in pack("uk").receipt_terms("en") if term.id == "storage")
