"""Reading printed pages back: their words and where everything on them stands."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass

import pdfplumber

from shopdesk.printing.paper import POINTS_PER_MM


@dataclass(frozen=True)
class Mark:
    """A rectangle in millimetres from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str = ""


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    text: str
    """All characters, blanks left out: where a line breaks does not matter to what is said."""
    letters: tuple[Mark, ...]
    shapes: tuple[Mark, ...]


def read(pdf: bytes) -> list[Page]:
    """Every page of a PDF."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [_page(page) for page in document.pages]


def squeezed(text: str) -> str:
    return "".join(text.split())


def stands(part: str, text: str) -> bool:
    """Whether `text` says `part`, in one piece or in two: the next column or page may begin inside it."""
    wanted = squeezed(part)
    return wanted in text or any(
        wanted[:cut] in text and wanted[cut:] in text for cut in range(1, len(wanted))
    )


def _page(page: pdfplumber.page.Page) -> Page:
    letters = tuple(
        _mark(letter, unicodedata.normalize("NFKC", letter["text"]))
        for letter in page.chars
        if letter["text"].strip()
    )
    shapes = tuple(
        _mark(shape) for kind in ("lines", "rects", "curves", "images") for shape in getattr(page, kind)
    )
    text = squeezed("".join(letter["text"] for letter in page.chars))
    return Page(page.width / POINTS_PER_MM, page.height / POINTS_PER_MM, text, letters, shapes)


def _mark(found: dict[str, float], text: str = "") -> Mark:
    return Mark(
        found["x0"] / POINTS_PER_MM, found["top"] / POINTS_PER_MM,
        found["x1"] / POINTS_PER_MM, found["bottom"] / POINTS_PER_MM, text,
    )  # fmt: skip


def overlapping(letters: tuple[Mark, ...]) -> list[tuple[Mark, Mark]]:
    """Pairs of characters printed over one another, by more than the touch of two neighbours' boxes."""
    found = []
    by_row: dict[int, list[Mark]] = {}
    for letter in letters:
        by_row.setdefault(int(letter.top), []).append(letter)
    for row, here in by_row.items():
        near = here + by_row.get(row + 1, []) + by_row.get(row + 2, [])
        for index, one in enumerate(here):
            for other in near[index + 1 :]:
                across = min(one.right, other.right) - max(one.left, other.left)
                down = min(one.bottom, other.bottom) - max(one.top, other.top)
                # A line's boxes reach a little into the next line's: half a box is a real collision.
                least = min(one.bottom - one.top, other.bottom - other.top)
                if across > 0.25 and down > 0.45 * least:
                    found.append((one, other))
    return found


def outside(page: Page, margin: float) -> list[Mark]:
    """What stands closer to the page's edge than `margin` millimetres."""
    slack = 0.05
    return [
        mark
        for mark in (*page.letters, *page.shapes)
        if mark.left < margin - slack
        or mark.right > page.width - margin + slack
        or mark.top < margin - slack
        or mark.bottom > page.height - margin + slack
    ]
