"""Noto Sans SC in two weights: registered once, measured here, asked before a character is printed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from threading import Lock
from typing import Any, TypeVar

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from shopdesk.config import resource
from shopdesk.domain.signature import Signature
from shopdesk.printing.subsets import Letters, QuickCompress, QuickFont

REGULAR = "Noto"
BOLD = "NotoBold"

ASCENT = 0.88
"""From the baseline to the top of a Chinese character, in ems; the rest of the em lies below."""

MISSING_MARK = "□"
"""Stands for a character that the font does not have (an emoji in a name)."""

_FILES = {REGULAR: "NotoSansSC_400Regular.ttf", BOLD: "NotoSansSC_700Bold.ttf"}
_registering = Lock()


@lru_cache(maxsize=1)
def _faces() -> dict[str, QuickFont]:
    with _registering:
        # Base-85 would make the file larger and cost four times the whole page's time.
        rl_config.useA85 = 0
        pdfdoc.PDFZCompress = QuickCompress()
        faces = {}
        for name, file in _FILES.items():
            font = QuickFont(name, str(resource("fonts", file)))
            pdfmetrics.registerFont(font)
            faces[name] = font
        return faces


def load() -> None:
    """Read both weights (a third of a second, once); everything here does it when it has to."""
    _faces()


@lru_cache(maxsize=2)
def widths(bold: bool) -> dict[int, float]:
    """Advance of each character in thousandths of the type size, by code point."""
    table: dict[int, float] = _faces()[BOLD if bold else REGULAR].face.charWidths
    return table


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Length of `text` in points."""
    return _ems(text, bold) * size / 1000


@lru_cache(maxsize=4096)
def _ems(text: str, bold: bool) -> float:
    table = widths(bold)
    return sum(table.get(ord(char), 1000.0) for char in text)


def letters(canvas: Canvas) -> tuple[Letters, Letters]:
    """What writes texts into a document: the regular weight, and the bold."""
    document = canvas._doc  # type: ignore[attr-defined]  # where a document keeps its subsets
    return Letters(_faces()[REGULAR], document), Letters(_faces()[BOLD], document)


@lru_cache(maxsize=1)
def _covered() -> frozenset[str]:
    both = [set(font.face.charToGlyph) for font in _faces().values()]
    return frozenset(chr(code) for code in both[0] & both[1] if code >= 0x20) | {"\n"}


@lru_cache(maxsize=1)
def _ready() -> frozenset[str]:
    """Characters that need no looking after: covered, and not to be joined with the one before."""
    return frozenset(char for char in _covered() if not unicodedata.combining(char))


# What changes how a neighbour is drawn but draws nothing itself, and what turns writing round.
_SILENT = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U0001f3fb-\U0001f3ff]"
)


def printable(text: str) -> tuple[str, str]:
    """`text` as it can be printed, and the characters that had to be replaced by a box.

    A family emoji is several characters glued together: it becomes one box, not five.
    """
    if _ready().issuperset(text):
        return text, ""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    plain = re.sub("(?<=[^\x00-\u2fff])\u200d.\ufe0f?", "", plain)
    plain = _SILENT.sub("", plain)
    plain = "".join(char for char in plain if char == "\n" or unicodedata.category(char) != "Cc")
    missing = "".join(dict.fromkeys(char for char in plain if char not in _covered()))
    if missing:
        plain = "".join(char if char in _covered() else MISSING_MARK for char in plain)
    return plain, missing


_P = TypeVar("_P")


def cleaned(paper: _P) -> tuple[_P, str]:
    """`paper` with every text made printable, and all the characters that were replaced."""
    missing: dict[str, None] = {}

    def clean(value: Any) -> Any:
        if isinstance(value, str):
            if type(value) is not str:
                return value
            text, gone = printable(value)
            missing.update(dict.fromkeys(gone))
            return text
        if isinstance(value, tuple):
            items = tuple(clean(item) for item in value)
            return value if all(a is b for a, b in zip(items, value, strict=True)) else items
        if isinstance(value, Signature):
            return value
        if is_dataclass(value) and not isinstance(value, type):
            changed = {}
            for field in fields(value):
                before = getattr(value, field.name)
                after = clean(before)
                if after is not before:
                    changed[field.name] = after
            return replace(value, **changed) if changed else value
        return value

    return clean(paper), "".join(missing)
