"""Every document beside a picture of itself: what changes on paper is seen before a customer sees it.

After a change that is meant, draw the pictures anew and look at each:
``SHOPDESK_DRAW_REFERENCES=1 pytest tests/printing/test_look.py``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageFilter

from shopdesk.domain.papers import Paper, PaperKind
from shopdesk.printing.paper import FORMATS
from shopdesk.printing.render import kind_of, page_count, page_image, render
from tests.printing import samples

REFERENCES = Path(__file__).with_name("reference")
DRAW = bool(os.environ.get("SHOPDESK_DRAW_REFERENCES"))
LANGUAGES = ("zh_CN", "en")
SHOWN: dict[str, tuple[str, ...]] = {
    "receipt": (
        "a4-three", "letter-three", "a5", "roll-80", "roll-58", "continuous-half", "continuous-third",
    ),
    "tag": ("label-40x30", "label-62x29", "sheet-5x13"),
    "quote": ("a4",),
    "sale": ("a5", "roll-80"),
    "warranty": ("a5",),
    "refund": ("a5",),
    "day": ("a4", "roll-80"),
    "cash": ("a5",),
    "test": ("a4",),
}  # fmt: skip
TILE = 12
Pixels = npt.NDArray[np.int16]


def looks(paper: Paper, form: str, photo: Callable[[str], bytes | None]) -> list[Image.Image]:
    """The pages in grey, small, but so that a lost word is seen; a label dot for dot."""
    dots = FORMATS[form].dots_per_mm
    scale = dots * 25.4 / 72 if dots and kind_of(paper) is PaperKind.TAG else 1.0
    pdf = render(paper, form, photo=photo)
    return [page_image(pdf, page=page, scale=scale).convert("L") for page in range(page_count(pdf))]


def difference(one: Image.Image, other: Image.Image) -> float:
    """The greatest mean difference of grey in any tile of the page.

    Both are softened first: a hairline that falls on the next row of pixels is no change.
    """
    if one.size != other.size:
        return 255.0
    soft = ImageFilter.GaussianBlur(1.5)
    first, second = (np.asarray(image.filter(soft), dtype=np.int16) for image in (one, other))
    return _worst_tile(np.abs(first - second))


def _worst_tile(apart: Pixels) -> float:
    height, width = (length // TILE * TILE for length in apart.shape)
    tiles = apart[:height, :width].reshape(height // TILE, TILE, width // TILE, TILE)
    return float(tiles.mean(axis=(1, 3)).max())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "form"), [(kind, form) for kind, forms in SHOWN.items() for form in forms])
def test_it_looks_as_it_did(
    kind: str, form: str, language: str, photo: Callable[[str], bytes | None]
) -> None:
    paper = samples.every(language)[kind]
    for number, page in enumerate(looks(paper, form, photo), start=1):
        file = REFERENCES / f"{kind}-{form}-{language}-{number}.png"
        if DRAW:
            REFERENCES.mkdir(exist_ok=True)
            page.quantize(16).save(file, optimize=True)
        with Image.open(file) as kept:
            assert difference(page, kept.convert("L")) < 25, file.name


def test_a_lost_word_and_a_moved_line_are_seen(photo: Callable[[str], bytes | None]) -> None:
    paper = samples.sale("en")
    whole = looks(paper, "a5", photo)[0]
    without = looks(replace(paper, issued_by="Lin"), "a5", photo)[0]
    assert difference(whole, without) > 25
    assert difference(whole, Image.fromarray(np.roll(np.asarray(whole), 2, axis=0))) > 25
