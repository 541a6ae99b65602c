"""The shop's settings as they stand in the form: each a text under a name, compared, merged and sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from shopdesk.domain.papers import PaperKind
from shopdesk.domain.tax import TaxMode, percent_text, rate_of_percent
from shopdesk.errors import UserError
from shopdesk.services.settings import AccessoryTags, Route, ShopSettings
from shopdesk.ui.pages.settings.papers_entered import (
    PAPERS,
    papers_label_key,
    papers_of,
    sheets_of,
    texts_of_papers,
)

LINES = ("name", "address", "phone", "hours", "complaint_phone", "licence")
SHOP = (*LINES, "language", "paper_language", "time_zone", "tax_mode", "tax_rate", "quote_days")
TERMS = ("terms_zh", "terms_en")
_FOLLOW = {PaperKind.ACCESSORY, PaperKind.SHEET, PaperKind.AMENDMENT, PaperKind.TEST}
KINDS = tuple(kind for kind in PaperKind if kind not in _FOLLOW)
"""What has a printer of its own: all tags go where the device's goes, a test page where it is told to."""
PRINTERS = tuple(f"printer.{kind}" for kind in KINDS)
FORMATS = tuple(f"format.{kind}" for kind in KINDS)

SECTIONS: dict[str, tuple[str, ...]] = {
    "shop": SHOP,
    "terms": TERMS,
    "papers": PAPERS,
    "printing": (*PRINTERS, *FORMATS, "accessory_tags"),
}
Formats = Callable[[PaperKind], tuple[str, ...]]


def texts_of(settings: ShopSettings, formats: Formats) -> dict[str, str]:
    """Every field as the form shows it."""
    texts = {name: str(getattr(settings, name)) for name in LINES}
    texts |= {
        "language": settings.language,
        "paper_language": settings.paper_language,
        "time_zone": settings.time_zone,
        "tax_mode": settings.tax_mode.value,
        "tax_rate": percent_text(settings.tax_rate),
        "quote_days": str(settings.quote_days),
        "terms_zh": "\n".join(settings.terms_zh),
        "terms_en": "\n".join(settings.terms_en),
        **texts_of_papers(settings.papers),
    }
    texts["accessory_tags"] = settings.accessory_tags.value
    for kind in KINDS:
        route = settings.route(kind)
        texts[f"printer.{kind}"] = route.printer
        texts[f"format.{kind}"] = route.format or formats(kind)[0]
    return texts


def settings_of(base: ShopSettings, texts: Mapping[str, str], formats: Formats) -> ShopSettings:
    """The settings that `texts` say. Raises UserError naming the field that cannot be read."""
    value = letterhead_of(base, texts)
    return replace(
        value,
        papers=replace(value.papers, sheets=sheets_of(texts["paper_sheets"])),
        language=texts["language"],
        time_zone=texts["time_zone"].strip(),
        tax_mode=TaxMode(texts["tax_mode"]),
        tax_rate=percent_of(texts["tax_rate"]),
        quote_days=int(texts["quote_days"]),
        routes=_routes(base, texts, formats),
        accessory_tags=AccessoryTags(texts["accessory_tags"]),
    )


def letterhead_of(base: ShopSettings, texts: Mapping[str, str]) -> ShopSettings:
    """What shows on paper, which can be drawn whatever else is still wrong."""
    return replace(
        base,
        name=texts["name"],
        address=texts["address"],
        phone=texts["phone"],
        hours=texts["hours"],
        complaint_phone=texts["complaint_phone"],
        licence=texts["licence"],
        paper_language=texts["paper_language"],
        terms_zh=_terms(texts["terms_zh"]),
        terms_en=_terms(texts["terms_en"]),
        papers=papers_of(base.papers, texts),
    )


def _terms(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (line.strip() for line in text.splitlines())))


def _routes(base: ShopSettings, texts: Mapping[str, str], formats: Formats) -> dict[str, Route]:
    routes = dict(base.routes)
    for kind in KINDS:
        route = Route(texts[f"printer.{kind}"], texts[f"format.{kind}"])
        # A kind that nobody ever chose for keeps following the program's own choice.
        if kind.value in routes or route != Route("folder", formats(kind)[0]):
            routes[kind.value] = route
    return routes


def percent_of(text: str) -> int:
    """The tax rate of a per cent text. Raises UserError."""
    rate = rate_of_percent(text)
    if rate is None:
        raise UserError("settings.shop.tax_rate_wrong", field="tax_rate")
    return rate


def label_key(field: str) -> str:
    """What a field is called."""
    group, _, kind = field.partition(".")
    if field in PAPERS:
        return papers_label_key(field)
    if field == "accessory_tags":
        return "prints.accessories.title"
    if kind:
        return f"words.document.{kind}"
    return f"settings.terms.{group}" if group in TERMS else f"settings.shop.{group}"
