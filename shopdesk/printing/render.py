"""The door into the printing room: a paper and a format in, a PDF or a picture of it out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shopdesk.domain.papers import Copy, Paper

PhotoSource = Callable[[str], bytes | None]
"""From a photo's content hash to its bytes (JPEG, PNG or WebP), None when it is not at hand."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished document. `missing`: characters the font lacks, printed as a box – tell the person."""

    pdf: bytes
    pages: int
    missing: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels: four bytes each (red, green, blue, 255), rows from the top, no padding."""

    width: int
    height: int
    rgba: bytes


def compose(
    paper: Paper,
    format: str,  # noqa: A002 - the word of the trade
    *,
    reprint: int = 0,
    photo: PhotoSource | None = None,
    copies: Sequence[Copy] | None = None,
) -> Composed:
    raise NotImplementedError


def render(
    paper: Paper,
    format: str,  # noqa: A002 - the word of the trade
    *,
    reprint: int = 0,
    photo: PhotoSource | None = None,
    copies: Sequence[Copy] | None = None,
) -> bytes:
    return compose(paper, format, reprint=reprint, photo=photo, copies=copies).pdf
