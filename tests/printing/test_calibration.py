"""The test page says with a ruler how far a printer prints beside the mark, and the shift puts it right."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
import pytest

from shopdesk.domain import papers
from shopdesk.printing.pen import Shift
from shopdesk.printing.render import compose, page_image

Ink = npt.NDArray[np.bool_]
DOTS = 10.0
"""Pixels a millimetre."""


def page(form: str, shift: Shift = (0.0, 0.0)) -> Ink:
    paper = papers.TestPaper(
        "en", "system:Office", datetime(2026, 11, 21, tzinfo=UTC), "Charge receipt",
        round(shift[0] * 10), round(shift[1] * 10),
    )  # fmt: skip
    pdf = compose(paper, form, shift=shift).pdf
    return np.asarray(page_image(pdf, scale=DOTS * 25.4 / 72).convert("L")) < 128


def cross_at(ink: Ink, beside: float) -> tuple[float, float]:
    """Where the upper left cross stands, measured from the paper's edges as with a ruler."""
    # Its arms reach four millimetres from the middle, farther than anything else does there.
    left, top = round((beside - 6) * DOTS), round(4 * DOTS)
    near = ink[top : round(16 * DOTS), left : round((beside + 6) * DOTS)]
    return (left + middle(near.sum(axis=0))) / DOTS, (top + middle(near.sum(axis=1))) / DOTS


def middle(counts: npt.NDArray[np.int64]) -> float:
    return float(np.flatnonzero(counts >= counts.max() - 2).mean()) + 0.5


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
