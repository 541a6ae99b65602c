"""Breaking text into lines, Chinese and Latin mixed, by measured widths.

Between Chinese characters a line may break anywhere, except before closing and after opening
punctuation (kinsoku); Latin words break at spaces, or inside only when one alone is too long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shopdesk.printing import fonts

NO_START = frozenset("，。、；：！？）》〉」』】〕〗”’…—～·％℃,.;:!?)]}%‰›»")
NO_END = frozenset("（《〈「『【〔〖“‘([{‹«¥￥$€£#")
_WIDE_FROM = "\u2e80"
_BLANKS = " \u2002\u3000"


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
    if before in _BLANKS or before >= _WIDE_FROM or after >= _WIDE_FROM:
        return True
    if before in "…—" or (before in NO_START and after in NO_END):
        return True
    return before in "/-" and after.isalpha()


def wrap(runs: Sequence[Run], size: float, width: float) -> tuple[Line, ...]:
    """Lines of at most `width` points. Blanks at a line's ends are dropped; a newline is kept as a break."""
    text = "".join(run.text for run in runs)
    if "\n" not in text and not text.endswith(tuple(_BLANKS)):
        whole = _single(runs, size)
        if whole.width <= width + 0.01:
            return (whole,) if text else ()
    owners: list[int] = []
    held: list[bool] = []
    advances: list[float] = []
    for index, run in enumerate(runs):
        table = fonts.widths(run.bold)
        owners.extend([index] * len(run.text))
        held.extend([False] + [run.solid or run.boxed] * (len(run.text) - 1) if run.text else [])
        advances.extend([table.get(ord(char), 1000.0) * size / 1000 for char in run.text])
    lines: list[Line] = []
    start = 0
    length = len(text)
    while start < length:
        end, following = _line_end(text, advances, held, start, width)
        lines.append(_line(text, advances, owners, runs, start, end))
        start = following
    return tuple(lines)


def _single(runs: Sequence[Run], size: float) -> Line:
    """All runs on one line, whatever its length."""
    pieces: list[Piece] = []
    x = 0.0
    for run in runs:
        length = fonts.width(run.text, size, bold=run.bold)
        pieces.append(Piece(x, length, run.text, run))
        x += length
    return Line(tuple(pieces), x)


def _line_end(
    text: str, advances: list[float], held: list[bool], start: int, width: float
) -> tuple[int, int]:
    """Where the line from `start` ends, and where the next begins. `held`: no break before this character."""
    used = 0.0
    last = start
    better = start
    for index in range(start, len(text)):
        char = text[index]
        if char == "\n":
            return index, index + 1
        if index > start and char not in NO_START and text[index - 1] not in NO_END:
            better = index
            if not held[index] and may_break(text[index - 1], char):
                last = index
        used += advances[index]
        if used > width + 0.01 and char not in _BLANKS:
            # A word longer than the line is broken inside, still not before a closing mark if it can be.
            end = next((place for place in (last, better) if place > start), max(index, start + 1))
            following = end
            while following < len(text) and text[following] in _BLANKS:
                following += 1
            return end, following
    return len(text), len(text)


def _line(
    text: str, advances: list[float], owners: list[int], runs: Sequence[Run], start: int, end: int
) -> Line:
    begin = start
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    pieces: list[Piece] = []
    x = 0.0
    index = start
    while index < end:
        owner = owners[index]
        stop = index
        length = 0.0
        while stop < end and owners[stop] == owner:
            length += advances[stop]
            stop += 1
        pieces.append(Piece(x, length, text[index:stop], runs[owner]))
        x += length
        index = stop
    return Line(tuple(pieces), x, begin)


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
