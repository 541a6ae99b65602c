"""Is it a scanner or a person? Judged by the gaps between keys alone; no Qt, no clock of its own."""

from __future__ import annotations

from enum import Enum
from statistics import median
from unicodedata import normalize

SCANNER_MS = 20
"""Median gap of a scanner at most; scanners send at 1–3 ms, the fastest hands at 23."""
SILENCE_MS = 35
"""A longer gap ends a burst."""
SHORTEST = 6
LONGEST = 64
_ENOUGH_GAPS = 3


class Verdict(Enum):
    MAYBE = "maybe"
    SCAN = "scan"
    TYPING = "typing"
    APART = "apart"
    """The key came too late to belong to the burst; it may begin another."""


class Burst:
    """The keys of one burst: their characters and when they came, in ms."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._times: list[int] = []

    def __len__(self) -> int:
        return len(self._text)

    def add(self, characters: str, at_ms: int) -> Verdict:
        """A key that writes `characters` came."""
        if self._times and at_ms - self._times[-1] > SILENCE_MS:
            return Verdict.APART
        self._text.append(characters)
        self._times.append(at_ms)
        gaps = self._gaps()
        if len(gaps) >= _ENOUGH_GAPS and median(gaps) > SCANNER_MS:
            return Verdict.TYPING
        return Verdict.MAYBE

    def end(self, at_ms: int) -> Verdict:
        """Enter or Tab came: the last word on the burst."""
        if not self._times or at_ms - self._times[-1] > SILENCE_MS or len(self.code()) < SHORTEST:
            return Verdict.TYPING
        gaps = [*self._gaps(), at_ms - self._times[-1]]
        return Verdict.SCAN if median(gaps) <= SCANNER_MS else Verdict.TYPING

    def code(self) -> str:
        """What was scanned: printable ASCII. Input methods may have made the characters full-width."""
        text = normalize("NFKC", "".join(self._text))
        return "".join(letter for letter in text if " " <= letter <= "~").strip()

    def _gaps(self) -> list[int]:
        return [later - sooner for sooner, later in zip(self._times, self._times[1:], strict=False)]
