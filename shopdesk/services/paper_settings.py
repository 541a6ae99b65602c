"""How the shop wants its papers: its mark, its licences, and what each copy of the receipt looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from shopdesk.domain.label_sheet import SHEETS, LabelSheet
from shopdesk.domain.papers import Copy
from shopdesk.domain.receipt_law import lawful
from shopdesk.domain.receipt_layout import Qr, Tint
from shopdesk.errors import UserError
from shopdesk.services.texts import short_text

MOST_LICENCES = 8
MOST_OF_A_NAME = 30
MOST_SHEETS = 12
_HASH = re.compile(r"[0-9a-f]{64}")
_PLACE = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,，]\s*(-?\d{1,3}(?:\.\d+)?)\s*")


@dataclass(frozen=True, slots=True)
class CopySettings:
    """One copy. Empty means what ShopDesk usually does; sections, tint and QR as in domain.receipt_layout."""

    name_zh: str = ""
    name_en: str = ""
    tint: str = ""
    sections: tuple[str, ...] = ()
    footer_zh: str = ""
    footer_en: str = ""
    qr: str = ""


@dataclass(frozen=True, slots=True)
class PaperSettings:
    logo: str = ""
    """Content hash of the shop's mark among the photos."""
    licences: tuple[str, ...] = ()
    """Each with what it is: ``营业执照 91310000…``."""
    place: str = ""
    """Where the shop is, for a map: ``31.2304, 121.4737``, or an address; empty takes the shop's address."""
    link: str = ""
    shop: CopySettings = field(default_factory=CopySettings)
    customer: CopySettings = field(default_factory=CopySettings)
    device: CopySettings = field(default_factory=CopySettings)
    sheets: tuple[LabelSheet, ...] = ()
    """Label sheets of the shop's own, beside those that are sold everywhere."""

    def copy(self, copy: Copy) -> CopySettings:
        return {Copy.SHOP: self.shop, Copy.CUSTOMER: self.customer, Copy.DEVICE: self.device}[copy]


def label_sheets(papers: PaperSettings) -> dict[str, LabelSheet]:
    """Every sheet that tags can be printed on, by name."""
    return {**SHEETS, **{sheet.name: sheet for sheet in papers.sheets}}


def place_on_map(place: str, address: str) -> str:
    """``geo:`` and coordinates where they are known, else an address, which a map finds too; may be empty."""
    found = _PLACE.fullmatch(place)
    if found and _within(found[1], 90) and _within(found[2], 180):
        return f"geo:{found[1]},{found[2]}"
    return place.strip() or address.strip()


def _within(degrees: str, most: int) -> bool:
    whole, _, part = degrees.lstrip("-").partition(".")
    return int(whole) < most or (int(whole) == most and not part.strip("0"))


def checked_papers(value: PaperSettings) -> PaperSettings:
    """`value` cleaned and within what the law of the copies allows. Raises UserError naming the field."""
    if value.logo and not _HASH.fullmatch(value.logo):
        raise UserError("papers.no_such_logo", field="paper_logo")
    licences = tuple(filter(None, (short_text(one, "paper_licences") for one in value.licences)))
    if len(licences) > MOST_LICENCES:
        raise UserError("papers.too_many_licences", field="paper_licences", most=MOST_LICENCES)
    link = short_text(value.link, "paper_link")
    if link and (urlsplit(link).scheme not in {"http", "https"} or not urlsplit(link).netloc):
        raise UserError("papers.link_wrong", field="paper_link")
    for sheet in value.sheets:
        if sheet.problem() or not sheet.name:
            raise UserError("papers.sheet_wrong", field="paper_sheets", name=sheet.name)
    return replace(
        value,
        licences=licences,
        place=short_text(value.place, "paper_place"),
        link=link,
        shop=_checked_copy(Copy.SHOP, value.shop),
        customer=_checked_copy(Copy.CUSTOMER, value.customer),
        device=_checked_copy(Copy.DEVICE, value.device),
        sheets=value.sheets[:MOST_SHEETS],
    )


def _checked_copy(copy: Copy, value: CopySettings) -> CopySettings:
    if value.tint not in {"", *Tint} or value.qr not in {"", *Qr}:
        raise UserError("papers.unknown_choice", field=f"copy.{copy}.tint")
    return replace(
        value,
        name_zh=_name(value.name_zh, f"copy.{copy}.name_zh"),
        name_en=_name(value.name_en, f"copy.{copy}.name_en"),
        footer_zh=short_text(value.footer_zh, f"copy.{copy}.footer_zh"),
        footer_en=short_text(value.footer_en, f"copy.{copy}.footer_en"),
        sections=own_sections(copy, value.sections),
    )


def _name(text: str, field: str) -> str:
    """The name of a copy stands in a frame beside the shop's."""
    name = short_text(text, field)
    if len(name) > MOST_OF_A_NAME:
        raise UserError("problems.too_long", field=field, most=MOST_OF_A_NAME, n=len(name))
    return name


def own_sections(copy: Copy, wanted: Sequence[str]) -> tuple[str, ...]:
    """Sections as they are kept: lawful ones, and none at all where they are the usual ones, as usual."""
    allowed = tuple(section.value for section in lawful(copy, wanted))
    usual = tuple(section.value for section in lawful(copy, ()))
    return () if allowed == usual else allowed
