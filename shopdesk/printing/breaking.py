"""Breaking text into lines, Chinese and Latin mixed, by measured widths.

Between Chinese characters a line may break anywhere, except before closing and after opening
punctuation (kinsoku); Latin words break at spaces, or inside only when one alone is too long.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from shopdesk.printing import fonts

NO_START = frozenset("，。、；：！？）》〉」』】〕〗”’…—～·％℃,.;:!?)]}%‰›»")
NO_END = frozenset("（《〈「『【〔〖“‘([{‹«¥￥$€£#")
_WIDE_FROM = "\u2e80"
_BLANKS = " \u2002\u3000"
_HOLDING = "\u00a0"


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look inside a paragraph. `grey` 0 is black; `boxed` frames the text.

    A `solid` run moves to the next line rather than being parted, where a line can hold it.
    """

    text: str
    bold: bool = False
    grey: float = 0.0
    boxed: bool = False
    solid: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a run on one line, `x` points from the line's start."""

    x: float
    width: float
    text: str
    run: Run


@dataclass(frozen=True, slots=True)
class Line:
    pieces: tuple[Piece, ...]
    width: float
    start: int = 0
    """Where the line begins in the paragraph's text."""


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two neighbouring characters."""
    if after in _BLANKS or after in NO_START or before in NO_END:
        return False
    if before in _BLANKS:
        return True
    if _HOLDING in (before, after):
        return False
    if before >= _WIDE_FROM or after >= _WIDE_FROM:
        return True
    if before in "…—" or (before in NO_START and after in NO_END):
        return True
    return before in "/-" and after.isalpha()


@dataclass(frozen=True, slots=True)
class _Measured:
    """A paragraph's text with what does not change with its size: trying sizes costs next to nothing."""

    text: str
    ends: tuple[float, ...]
    """Thousandths of an em from the start to each character, and to the end."""
    run_starts: tuple[int, ...]
    breaks: tuple[int, ...]
    """The last place at or before each character where a line may end; 0 for none."""
    forced: tuple[int, ...]
    """The same for a word that has to be broken inside: not before a closing mark if it can be."""


@lru_cache(maxsize=512)
def _measured(runs: tuple[Run, ...]) -> _Measured:
    text = "".join(run.text for run in runs)
    ends = [0.0]
    run_starts: list[int] = []
    held: list[bool] = []
    for run in runs:
        run_starts.append(len(held))
        table = fonts.widths(run.bold)
        for char in run.text:
            ends.append(ends[-1] + table.get(ord(char), 1000.0))
        if run.text:
            held += [False, *[run.solid or run.boxed] * (len(run.text) - 1)]
    breaks, forced = [0], [0]
    for index in range(1, len(text)):
        before, char = text[index - 1], text[index]
        may = not held[index] and may_break(before, char)
        breaks.append(index if may else breaks[-1])
        forced.append(index if char not in NO_START and before not in NO_END else forced[-1])
    return _Measured(text, tuple(ends), tuple(run_starts), (*breaks, 0), (*forced, 0))


Span = tuple[int, int]
"""Where a line begins and ends in the paragraph's text."""


def spans(runs: tuple[Run, ...], size: float, width: float) -> tuple[Span, ...]:
    """The lines' places alone: all that trying a size or a width has to know."""
    measured = _measured(runs)
    room = (width + 0.01) * 1000 / size
    found: list[Span] = []
    start, length = 0, len(measured.text)
    while start < length:
        end, following = _line_end(measured, start, room)
        found.append((start, end))
        start = following
    return tuple(found)


def lines_of(runs: tuple[Run, ...], size: float, found: Sequence[Span]) -> tuple[Line, ...]:
    """The lines at these places, ready to be drawn."""
    measured = _measured(runs)
    return tuple(_line(measured, runs, start, end, size) for start, end in found)


def wrap(runs: Sequence[Run], size: float, width: float) -> tuple[Line, ...]:
    """Lines of at most `width` points. Blanks at a line's ends are dropped; a newline is kept as a break."""
    kept = tuple(runs)
    return lines_of(kept, size, spans(kept, size, width))


def _line_end(measured: _Measured, start: int, room: float) -> tuple[int, int]:
    """Where the line from `start` ends, and where the next begins; `room` in thousandths of an em."""
    text, ends = measured.text, measured.ends
    newline = text.find("\n", start)
    stop = len(text) if newline < 0 else newline
    # The first character that does not fit; blanks hang over the edge.
    over = bisect_right(ends, ends[start] + room, start + 1) - 1
    while over < stop and text[over] in _BLANKS:
        over += 1
    if over >= stop:
        return stop, stop + 1
    places = (measured.breaks[over], measured.forced[over])
    end = next((place for place in places if place > start), max(over, start + 1))
    following = end
    while following < len(text) and text[following] in _BLANKS:
        following += 1
    return end, following


def _line(measured: _Measured, runs: tuple[Run, ...], start: int, end: int, size: float) -> Line:
    text, ends = measured.text, measured.ends
    begin = start
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    pieces: list[Piece] = []
    for run, run_start in zip(runs, measured.run_starts, strict=True):
        first, last = max(start, run_start), min(end, run_start + len(run.text))
        if first < last:
            x = (ends[first] - ends[start]) * size / 1000
            pieces.append(Piece(x, (ends[last] - ends[first]) * size / 1000, text[first:last], run))
    return Line(tuple(pieces), (ends[end] - ends[start]) * size / 1000, begin)


def after(runs: Sequence[Run], start: int) -> tuple[Run, ...]:
    """The runs from the character `start` on."""
    rest: list[Run] = []
    for run in runs:
        if start < len(run.text):
            rest.append(replace(run, text=run.text[start:]) if start > 0 else run)
        start = max(start - len(run.text), 0)
    return tuple(rest)


def fit(text: str, size: float, width: float, *, bold: bool = False, least: float | None = None) -> float:
    """The largest size from `size` down to `least` (two thirds of it) in which `text` fits on one line."""
    needed = fonts.width(text, size, bold=bold)
    if needed <= width or not text:
        return size
    return max(size * width / needed, least if least is not None else size * 2 / 3)


def shortened(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """`text` cut with an ellipsis to one line. Only where the full text stands elsewhere on the paper."""
    if fonts.width(text, size, bold=bold) <= width:
        return text
    room = width - fonts.width("…", size, bold=bold)
    table = fonts.widths(bold)
    used = 0.0
    for index, char in enumerate(text):
        used += table.get(ord(char), 1000.0) * size / 1000
        if used > room:
            return text[:index].rstrip() + "…"
    return text
