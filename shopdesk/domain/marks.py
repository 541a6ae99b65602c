"""Condition marks: what is wrong with the outside, where, numbered once across outline and photos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

SCALE = 10_000
"""Coordinates are whole ten-thousandths of the surface's width and height: they hash the same everywhere."""

MOST_MARKS = 99


class DamageKind(StrEnum):
    SCRATCH = "scratch"
    CRACK = "crack"
    DENT = "dent"
    CHIP = "chip"
    MISSING = "missing"
    BENT = "bent"
    LIQUID = "liquid"
    STAIN = "stain"
    OTHER = "other"


class MarkShape(StrEnum):
    PIN = "pin"
    ARROW = "arrow"
    ELLIPSE = "ellipse"
    BOX = "box"
    FREEHAND = "freehand"
    TEXT = "text"


class Face(StrEnum):
    """Sides of the device's outline; a photo is a surface too and goes by its content hash."""

    FRONT = "front"
    BACK = "back"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Mark:
    """One numbered mark on one surface: a Face's value, or a photo's content hash.

    `points`: one for a pin or text, two for arrow (tail, tip), ellipse and box (corners), any number
    for freehand; each an (x, y) in SCALE units. The number stands at the first point.
    """

    number: int
    surface: str
    kind: DamageKind
    points: tuple[tuple[int, int], ...]
    shape: MarkShape = MarkShape.PIN
    words: str = ""

    def moved(self, dx: int, dy: int) -> Mark:
        """The mark shifted, held inside its surface."""
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        dx = max(-min(xs), min(dx, SCALE - max(xs)))
        dy = max(-min(ys), min(dy, SCALE - max(ys)))
        return replace(self, points=tuple((x + dx, y + dy) for x, y in self.points))


def next_number(marks: Sequence[Mark]) -> int:
    """The number of the next mark: numbers are given once and closed up only by `renumbered`."""
    return max((mark.number for mark in marks), default=0) + 1


def renumbered(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Marks in their order, numbered 1, 2, 3 without holes."""
    ordered = sorted(marks, key=lambda mark: mark.number)
    return tuple(replace(mark, number=number) for number, mark in enumerate(ordered, start=1))
