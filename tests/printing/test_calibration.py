"""The test page says with a ruler how far a printer prints beside the mark, and the shift puts it right."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PIL import Image

from shopdesk.domain import papers
from shopdesk.printing.pen import Shift
from shopdesk.printing.render import compose, page_image

DOTS = 10.0
"""Pixels a millimetre."""


def page(form: str, shift: Shift = (0.0, 0.0)) -> Image.Image:
    paper = papers.TestPaper(
        "en", "system:Office", datetime(2026, 11, 21, tzinfo=UTC), "Charge receipt",
        round(shift[0] * 10), round(shift[1] * 10),
    )  # fmt: skip
    pdf = compose(paper, form, shift=shift).pdf
    return page_image(pdf, scale=DOTS * 25.4 / 72).convert("L").point(lambda tone: 255 if tone < 128 else 0)


def cross_at(image: Image.Image, beside: float) -> tuple[float, float]:
    """Where the upper left cross stands, measured from the paper's edges as with a ruler."""
    # Its long arms reach four millimetres from the middle, which nothing else does there.
    near = [round((beside - 6) * DOTS), round((beside + 6) * DOTS), round(4 * DOTS), round(16 * DOTS)]
    upright = [
        sum(image.getpixel((x, y)) > 0 for y in range(near[2], near[3])) for x in range(near[0], near[1])
    ]  # type: ignore[operator]  # one tone a pixel
    lying = [
        sum(image.getpixel((x, y)) > 0 for x in range(near[0], near[1])) for y in range(near[2], near[3])
    ]  # type: ignore[operator]  # one tone a pixel
    return (near[0] + middle(upright)) / DOTS, (near[2] + middle(lying)) / DOTS


def middle(counts: list[int]) -> float:
    most = max(counts)
    places = [place for place, count in enumerate(counts) if count >= most - 2]
    return sum(places) / len(places) + 0.5


@pytest.mark.parametrize(
    ("form", "beside"), [("a4", 10.0), ("a5", 10.0), ("letter", 10.0), ("continuous-half", 30.0)]
)
def test_the_cross_stands_ten_millimetres_from_the_edges(form: str, beside: float) -> None:
    across, down = cross_at(page(form), beside)
    assert (across, down) == pytest.approx((beside, 10.0), abs=0.1)


def test_what_is_measured_and_typed_in_puts_the_page_right() -> None:
    # A printer that pulls its paper 1.5 mm too far left and 0.7 mm too high.
    wrong = 1.5, -0.7
    measured = cross_at(page("a4", wrong), 10.0)
    typed = tuple(round(10 - found, 1) for found in measured)
    assert typed == pytest.approx((-1.5, 0.7), abs=0.11)
    across, down = cross_at(page("a4", (wrong[0] + typed[0], wrong[1] + typed[1])), 10.0)
    assert (across, down) == pytest.approx((10.0, 10.0), abs=0.15)
