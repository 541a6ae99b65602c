"""Is it a scanner or a person? Judged by the gaps between keys alone; no Qt, no clock of its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

SCANNER_MS = 20
"""Median gap of a scanner at most; scanners send at 1–3 ms, the fastest hands at 23."""
SILENCE_MS = 35
"""A longer gap ends a burst."""
SHORTEST = 6
LONGEST = 64
CHORD_MS = 8
"""No hand strikes three keys one after the other this fast; fewer keys than SHORTEST must come so."""
LINE_END = "\n"
_SLOWEST_MS = 45
_LONGEST_SILENCE_MS = 150
_ENOUGH_GAPS = 3


class Verdict(Enum):
    MAYBE = "maybe"
    SCAN = "scan"
    TYPING = "typing"
    APART = "apart"
    """The key came too late to belong to the burst; it may begin another."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the keys of this desk's scanner come."""

    median_ms: int = SCANNER_MS
    silence_ms: int = SILENCE_MS

    @property
    def like_hands(self) -> bool:
        """So slow that speed alone proves nothing: a prefix or the check digits must."""
        return self.median_ms > SCANNER_MS


def pace_of(gap_ms: int) -> Pace:
    """The limits for a scanner measured at `gap_ms` a key; 0 for one that nobody measured."""
    if gap_ms * 3 <= SCANNER_MS * 2:
        return Pace()
    median_ms = min(_SLOWEST_MS, max(SCANNER_MS, gap_ms * 3 // 2))
    return Pace(median_ms, min(_LONGEST_SILENCE_MS, max(SILENCE_MS, gap_ms * 4)))


class Burst:
    """The keys of one burst: what they write and when they came, in ms.

    Gaps are counted as they come, so that a burst of ten thousand keys costs each of them the same.
    """

    def __init__(self, pace: Pace | None = None) -> None:
        self._pace = pace or Pace()
        self._written: list[str] = []
        self._last = 0
        self._keys = 0
        self._slow = 0
        self._longest = 0
        self._first_gap = 0
        self._longest_after = 0
        self.commands = False
        """Whether a key came that writes nothing."""

    def __len__(self) -> int:
        return self._keys

    def add(self, writes: str, at_ms: int) -> Verdict:
        """A key came that writes `writes`: nothing, if all it does is command."""
        if self._keys and not self.follows(at_ms):
            return Verdict.APART
        self._count(at_ms)
        self._written.append(writes)
        self.commands = self.commands or not writes
        if self._keys > _ENOUGH_GAPS and self.is_slow:
            return Verdict.TYPING
        return Verdict.MAYBE

    def end(self, at_ms: int, *, strict: bool = False) -> Verdict:
        """Enter or Tab came, the last word on the burst: SCAN or TYPING, and APART where it came too late.

        `strict` says that the times are the window system's own, so that few keys can prove as much.
        """
        if not self._keys or not self.follows(at_ms):
            return Verdict.APART
        self._count(at_ms)
        self._written.append(LINE_END)
        self.commands = True
        if self.is_slow:
            return Verdict.TYPING
        return Verdict.SCAN if self._is_machine(self._keys - 1, strict=strict) else Verdict.MAYBE

    def is_machine(self, *, strict: bool = False) -> bool:
        """Whether no hand can have sent these keys, though no Enter or Tab came last."""
        return not self.is_slow and self._is_machine(self._keys, strict=strict and self._keys > 2)

    def follows(self, at_ms: int) -> bool:
        """Whether a key of this time would belong to the burst."""
        return 0 <= at_ms - self._last <= self._pace.silence_ms

    @property
    def first_is_apart(self) -> bool:
        """Whether the first key stands farther from the next than any two of the others."""
        return self._first_gap > self._longest_after

    @property
    def is_slow(self) -> bool:
        """More than half of the gaps are longer than a scanner's, and so is their median."""
        return self._slow * 2 > self._keys - 1

    def text(self) -> str:
        """What was written, as it came; LINE_END for Enter or Tab."""
        return "".join(self._written)

    def _is_machine(self, characters: int, *, strict: bool) -> bool:
        if characters >= SHORTEST:
            return True
        fast = CHORD_MS if self._keys > 2 else CHORD_MS // 2
        return strict and self._keys > 1 and self._longest <= fast

    def _count(self, at_ms: int) -> None:
        if self._keys:
            gap = at_ms - self._last
            self._slow += gap > self._pace.median_ms
            self._longest = max(self._longest, gap)
            if self._keys == 1:
                self._first_gap = gap
            else:
                self._longest_after = max(self._longest_after, gap)
        self._keys += 1
        self._last = at_ms
