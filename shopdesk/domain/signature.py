"""A signature as drawn: vectors, so that it is small, sharp on every paper, and hashes the same."""

from __future__ import annotations

from dataclasses import dataclass

SCALE = 10_000


@dataclass(frozen=True, slots=True)
class Signature:
    """Strokes of (x, y, pressure): x and y in ten-thousandths of the pad's **width**, pressure 0 to 1000.

    `height` is the pad's height in the same unit, so that the drawing keeps its proportions.
    """

    strokes: tuple[tuple[tuple[int, int, int], ...], ...]
    height: int

    @property
    def is_empty(self) -> bool:
        """True for nothing, and for a tap that is no signature."""
        return sum(len(stroke) for stroke in self.strokes) < 4
