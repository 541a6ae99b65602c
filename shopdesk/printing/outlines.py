"""Outlines of devices as PDF operators: the same drawings that the outline editor shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from shopdesk import outlines
from shopdesk.domain.marks import Face
from shopdesk.printing.pen import Pen, number

_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


@dataclass(frozen=True, slots=True)
class Outline:
    """One face of a device; its paths as PDF operators, y upwards from the top edge."""

    width: float
    height: float
    body: str
    details: str
    filled: str


@lru_cache(maxsize=16)
def outline(kind: str) -> dict[Face, Outline]:
    """The faces of a kind of device; an unknown kind gets the plain rectangle."""
    return {
        face: Outline(
            drawn.width,
            drawn.height,
            _operators([drawn.body]),
            _operators(drawn.details),
            _operators(drawn.filled),
        )
        for face, drawn in outlines.outline(kind).items()
    }


def _operators(paths: Iterable[outlines.OutlinePath]) -> str:
    return " ".join(
        " ".join([*(f"{number(x)} {number(-y)}" for x, y in points), _OPERATORS[command]])
        for path in paths
        for command, points in path
    )


def draw_outline(pen: Pen, face: Outline, x: float, y: float, scale: float) -> None:
    """The face with its corner at (x, y), `scale` points a unit."""

    def line(width: float, grey: float) -> str:
        return f"{number(pen.tone(grey))} G {number(pen.line_width(width) / scale)} w"

    pen.operators(
        f"{scale:.5f} 0 0 {scale:.5f} {number(x)} {number(pen.page_height - y)} cm",
        f"{line(1.0, 0.0)} {face.body} S",
        f"{line(0.45, 0.55)} {face.details} S" if face.details else "",
        f"{number(pen.tone(0.25))} g {face.filled} f" if face.filled else "",
    )
