"""The settings as texts and back: nothing changes by being looked at, and what cannot be read is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopdesk.domain.papers import PaperKind
from shopdesk.domain.tax import percent_text
from shopdesk.errors import UserError
from shopdesk.i18n import catalogue
from shopdesk.printing.paper import formats_for
from shopdesk.services.settings import Route, ShopSettings
from shopdesk.services.setup import settings_from_pack
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.settings.entered import (
    FORMATS,
    PRINTERS,
    SECTIONS,
    label_key,
    percent_of,
    settings_of,
    texts_of,
)
from shopdesk.ui.paperwork.words import printer_words, size_words


@pytest.fixture
def shop() -> ShopSettings:
    kept = settings_from_pack("青禾", "zh_CN", "cn", None)
    return replace(
        kept,
        routes={"tag": Route("escpos:10.0.0.9:9100", "label-50x30"), "sale": Route("system:Canon", "")},
        terms_en=("One.", "Two."),
    )


def test_looked_at_and_saved_is_the_same(shop: ShopSettings) -> None:
    texts = texts_of(shop, formats_for)
    back = settings_of(shop, texts, formats_for)
    assert replace(back, routes={}) == replace(shop, routes={})
    # A size that was left to the program is named once a printer was chosen for that paper.
    assert back.routes == {**shop.routes, "sale": Route("system:Canon", formats_for(PaperKind.SALE)[0])}


def test_each_field_belongs_to_a_tab_and_has_a_name(shop: ShopSettings) -> None:
    texts = texts_of(shop, formats_for)
    listed = [name for names in SECTIONS.values() for name in names]
    assert sorted(listed) == sorted(texts)
    assert all(catalogue("en").has(label_key(name)) for name in texts)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("13", 13_000),
        ("8.875", 8_875),
        ("8,25 %", 8_250),
        ("0", 0),
        ("20%", 20_000),
        ("7.5000", 7_500),
        ("0.05", 50),
    ],
)
def test_per_cent_is_read_as_people_write_it(text: str, rate: int) -> None:
    assert percent_of(text) == rate


@pytest.mark.parametrize("rate", [0, 5, 50, 1_000, 8_250, 8_875, 13_000, 100_000])
def test_per_cent_shown_reads_back(rate: int) -> None:
    assert percent_of(percent_text(rate)) == rate


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "tax_rate_wrong"),
        ("abc", "tax_rate_wrong"),
        ("-1", "tax_rate_wrong"),
        ("1e3", "tax_rate_wrong"),
        ("8.8755", "tax_rate_wrong"),
    ],
)
def test_what_is_no_rate_is_named(shop: ShopSettings, text: str, key: str) -> None:
    texts = {**texts_of(shop, formats_for), "tax_rate": text}
    with pytest.raises(UserError) as refused:
        settings_of(shop, texts, formats_for)
    assert (refused.value.key, refused.value.field) == (f"settings.shop.{key}", "tax_rate")


def test_a_printer_chosen_is_kept_and_others_stay_unsaid(shop: ShopSettings) -> None:
    texts = {**texts_of(shop, formats_for), "printer.day": "system:Office"}
    routes = settings_of(shop, texts, formats_for).routes
    assert routes["day"] == Route("system:Office", formats_for(PaperKind.DAY)[0])
    assert set(routes) == {"tag", "sale", "day"}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_size_and_printer_has_words(language: str) -> None:
    texts = Texts(language)
    sizes = {name for kind in PaperKind for name in formats_for(kind)}
    assert all(size_words(texts, name) != name or name.isalnum() for name in sizes)
    assert printer_words(texts, "system:Canon") == "Canon"
    assert "10.0.0.9" in printer_words(texts, "escpos:10.0.0.9:9100")
    assert "9100" not in printer_words(texts, "escpos:10.0.0.9:9100")
    assert len(PRINTERS) == len(FORMATS) == 8
