"""The papers' settings as they stand in the form: each a text under a name, as in `entered`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from shopdesk.domain.label_sheet import LabelSheet
from shopdesk.domain.papers import Copy
from shopdesk.domain.receipt_law import MAY_SAY, MUST_SAY, lawful
from shopdesk.domain.receipt_layout import Group, Section, group_of
from shopdesk.errors import UserError
from shopdesk.services.paper_settings import CopySettings, PaperSettings, own_sections

SHARED = ("paper_logo", "paper_licences", "paper_place", "paper_link", "paper_sheets")
OF_A_COPY = ("name_zh", "name_en", "tint", "qr", "footer_zh", "footer_en", "sections")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
PAPERS = (*SHARED, *(f"copy.{copy}.{field}" for copy in Copy for field in OF_A_COPY))


def texts_of_papers(papers: PaperSettings) -> dict[str, str]:
    texts = {
        "paper_logo": papers.logo,
        "paper_licences": "\n".join(papers.licences),
        "paper_place": papers.place,
        "paper_link": papers.link,
        "paper_sheets": "\n".join(sheet_line(sheet) for sheet in papers.sheets),
    }
    for copy in Copy:
        chosen = papers.copy(copy)
        for field in OF_A_COPY:
            value = getattr(chosen, field)
            texts[f"copy.{copy}.{field}"] = value if isinstance(value, str) else " ".join(value)
    return texts


def papers_of(base: PaperSettings, texts: Mapping[str, str]) -> PaperSettings:
    """The papers' settings that `texts` say; whether they may be is judged when they are saved.

    Label sheets stay as they are: a line half typed is no sheet yet (see `sheets_of`).
    """
    return replace(
        base,
        logo=texts["paper_logo"],
        licences=tuple(filter(None, (line.strip() for line in texts["paper_licences"].splitlines()))),
        place=texts["paper_place"],
        link=texts["paper_link"].strip(),
        shop=_copy(Copy.SHOP, texts),
        customer=_copy(Copy.CUSTOMER, texts),
        device=_copy(Copy.DEVICE, texts),
    )


def sheet_line(sheet: LabelSheet) -> str:
    """``Own: 5 × 13, 38.1 × 21.2, 40.6 × 21.2, 4.75 × 10.7``: labels, label, pitch, first corner."""
    pairs = (
        (sheet.columns, sheet.rows),
        (sheet.label_width, sheet.label_height),
        (sheet.pitch_x, sheet.pitch_y),
        (sheet.left, sheet.top),
    )
    return f"{sheet.name}: " + ", ".join(f"{across:g} × {down:g}" for across, down in pairs)


def sheets_of(text: str) -> tuple[LabelSheet, ...]:
    """The sheets written one on a line. Raises UserError for a line that says no sheet."""
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        name, _, rest = line.replace("：", ":").partition(":")
        numbers = _NUMBER.findall(rest)
        if not name.strip() or len(numbers) != 8 or "." in numbers[0] + numbers[1]:
            raise UserError("papers.sheet_unread", field="paper_sheets", line=line[:60])
        lengths = [float(number) for number in numbers[2:]]
        sheet = LabelSheet(name.strip(), int(numbers[0]), int(numbers[1]), *lengths)
        if sheet.problem():
            raise UserError("papers.sheet_wrong", field="paper_sheets", name=sheet.name)
        found.append(sheet)
    return tuple(found)


def _copy(copy: Copy, texts: Mapping[str, str]) -> CopySettings:
    def told(field: str) -> str:
        return texts[f"copy.{copy}.{field}"]

    return CopySettings(
        name_zh=told("name_zh").strip(),
        name_en=told("name_en").strip(),
        tint=told("tint"),
        sections=own_sections(copy, told("sections").split()),
        footer_zh=told("footer_zh").strip(),
        footer_en=told("footer_en").strip(),
        qr=told("qr"),
    )


def sections_text(copy: Copy, shown: list[Section]) -> str:
    """The text of a copy's sections; empty for the usual ones."""
    return " ".join(own_sections(copy, shown))


def in_order(copy: Copy, text: str) -> list[tuple[Section, bool]]:
    """Everything a copy may say, group by group: what it says in order, then what it leaves out."""
    shown = lawful(copy, text.split())
    left_out = [one for one in Section if one in MAY_SAY[copy] and one not in shown]
    return [(one, one in shown) for group in Group for one in (*shown, *left_out) if group_of(one) is group]


def must_stay(copy: Copy, section: Section) -> bool:
    return section in MUST_SAY[copy]


def papers_label_key(field: str) -> str:
    """What a field is called, in a list where fields of all copies stand together."""
    if field in SHARED:
        return f"papers.field.{field.removeprefix('paper_')}"
    return f"papers.conflict.{field.removeprefix('copy.').replace('.', '_')}"
