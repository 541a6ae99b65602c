"""The drawer: counted by notes and coins against what the books expect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """How many of each note or coin, keyed by its value in minor units."""

    pieces: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, pieces: Mapping[int, int]) -> Count:
        """Largest first, nothing counted left out. Raises ValueError on negative numbers."""
        if any(value <= 0 or number < 0 for value, number in pieces.items()):
            raise ValueError("pieces are counted, not owed")
        return cls(tuple((value, pieces[value]) for value in sorted(pieces, reverse=True) if pieces[value]))

    @property
    def total(self) -> int:
        return sum(value * number for value, number in self.pieces)


def over_short(counted: int, expected: int) -> int:
    """Positive when there is more in the drawer than the books say (长), negative when less (短)."""
    return counted - expected
