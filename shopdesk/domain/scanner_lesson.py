"""Learning a scanner from three scans of one known code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from statistics import median
from unicodedata import normalize

from shopdesk.domain.scanners import (
    LONGEST_PREFIX,
    SETUP_CODE,
    Ending,
    Layout,
    ScannerSettings,
    as_meant,
)

SCANS = 3
HANDS_MS = 60
"""Slower than this nobody scans; it was typed."""
SLOW_MS = 20
"""Slower than this a scanner cannot be told from fast hands by its speed."""
_ENOUGH_OF_IT = 6
_ENDS = {"Enter": Ending.ENTER, "Ctrl+M CR": Ending.ENTER, "Ctrl+J LF": Ending.ENTER, "Tab": Ending.TAB}


@dataclass(frozen=True, slots=True)
class SeenKey:
    """A key as it came: what is on its cap, what it writes, when it was struck."""

    name: str
    writes: str
    at_ms: int
    composed: bool = False
    """An input method sent it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One scan, as the keys came."""

    text: str
    ending: Ending
    gap_ms: int
    slowest_ms: int
    composed: bool = False


def heard(keys: Sequence[SeenKey]) -> Heard:
    """What a burst of keys came to. `keys` may not be empty."""
    gaps = [later.at_ms - sooner.at_ms for sooner, later in pairwise(keys)] or [0]
    last = max((place for place, key in enumerate(keys) if key.writes), default=-1)
    ends = [_ENDS[key.name] for key in keys[last + 1 :] if key.name in _ENDS]
    ending = ends[0] if ends else Ending.PAUSE
    return Heard(
        text="".join(key.writes for key in keys),
        ending=ending,
        gap_ms=round(median(gaps)),
        slowest_ms=max(gaps),
        composed=any(key.composed for key in keys),
    )


class Trouble(StrEnum):
    """Why a scan taught nothing."""

    OTHER_CODE = "other_code"
    LOST = "lost"
    """Some characters of the code are missing."""
    TYPED = "typed"
    COMPOSED = "composed"
    """An input method had the keys first."""
    UNEVEN = "uneven"
    """The scans do not agree."""


class Advice(StrEnum):
    """What could be better, though it works."""

    CAPS = "caps"
    LAYOUT = "layout"
    SLOW = "slow"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one scan of the code shows of the scanner."""

    prefix: str
    suffix: str
    ending: Ending
    layout: Layout
    caps: bool
    gap_ms: int


@dataclass(frozen=True, slots=True)
class Learned:
    settings: ScannerSettings
    advice: tuple[Advice, ...]


def lesson(scan: Heard, code: str = SETUP_CODE) -> Lesson | Trouble:
    """What `scan`, which should be `code`, shows."""
    if scan.gap_ms > HANDS_MS:
        return Trouble.TYPED
    text = normalize("NFKC", scan.text)
    for layout in Layout:
        for caps in (False, True):
            read = as_meant(text, layout)
            read = read.swapcase() if caps else read
            before, found, after = read.partition(code)
            if found and len(before) <= LONGEST_PREFIX and len(after) <= LONGEST_PREFIX:
                return Lesson(before.strip(), after.strip(), scan.ending, layout, caps, scan.gap_ms)
    if scan.composed:
        return Trouble.COMPOSED
    return Trouble.LOST if _is_part_of(text, code) else Trouble.OTHER_CODE


def learned(lessons: Sequence[Lesson], settings: ScannerSettings) -> Learned | Trouble:
    """`settings` with what three lessons agree on, and what is to be said about it."""
    first = lessons[0]
    if any(replace(one, gap_ms=first.gap_ms) != first for one in lessons):
        return Trouble.UNEVEN
    gap_ms = max(1, round(median(one.gap_ms for one in lessons)))
    made = replace(
        settings,
        prefix=first.prefix,
        suffix=first.suffix,
        ending=first.ending,
        layout=first.layout,
        gap_ms=gap_ms,
    )
    told = {
        Advice.CAPS: first.caps,
        Advice.LAYOUT: first.layout is not Layout.SAME,
        # A prefix tells it from hands, however slow it is.
        Advice.SLOW: gap_ms > SLOW_MS and not first.prefix,
        Advice.PAUSE: first.ending is Ending.PAUSE,
    }
    return Learned(made, tuple(advice for advice, so in told.items() if so))


def _is_part_of(text: str, code: str) -> bool:
    """Whether `text` is `code` with characters missing."""
    rest = iter(code)
    return _ENOUGH_OF_IT <= len(text) < len(code) and all(letter in rest for letter in text)
