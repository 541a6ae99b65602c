"""Text in cells, as receipt printers with Chinese firmware set it: two cells a Chinese character.

What stands in GB18030's two-byte part they all know, and set in two cells; of the four-byte part only the
Chinese characters that the standard demands of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shopdesk.printing.breaking import Run, may_break

BOX = "□"
_SAME = str.maketrans({
    "¥": "￥", "£": "￡", "✓": "√", "✗": "×", "•": "·", "−": "-", "‑": "-",
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ",
})  # fmt: skip
_EXTENSION_A = range(0x3400, 0x4DC0)
"""Rarer characters, of names and places, that GB18030 demands of every printer that bears its name."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line in one look."""

    text: str
    bold: bool = False
    inverse: bool = False


Line = tuple[Span, ...]


def sign(char: str) -> str:
    """`char` in signs that every Chinese printer has; BOX where there are none."""
    plain = char.translate(_SAME)
    if _is_known(plain):
        return plain
    bare = "".join(part for part in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(part))
    return bare if bare and all(_is_known(part) for part in bare) else BOX


def _is_known(char: str) -> bool:
    if ord(char) in _EXTENSION_A:
        return True
    return char.isprintable() and len(char.encode("gb18030")) < 4


def signs(text: str) -> tuple[str, str]:
    """`text` in the printer's signs, and the characters that became boxes."""
    missing = dict.fromkeys(char for char in text if char != BOX and char.isprintable() and sign(char) == BOX)
    kept = "".join(sign(char) for char in text if char.isprintable() or char in "\n\u3000\u00a0\u2002")
    return kept, "".join(missing)


def cells(text: str) -> int:
    """Width of signs: one cell for a byte, two for the others."""
    return sum(1 if ord(char) < 0x80 else 2 for char in text)


def line_cells(line: Line) -> int:
    return sum(cells(span.text) for span in line)


def wrapped(runs: Sequence[Run], width: int) -> list[Line]:
    """A paragraph of runs in lines of at most `width` cells."""
    lines: list[list[Span]] = [[]]
    used = 0
    for unit in _units(runs, width):
        if unit == _NEW_LINE:
            lines.append([])
            used = 0
            continue
        wide = sum(cells(span.text) for span in unit)
        if used and used + wide > width and not (blank := _is_blank(unit)):
            lines.append([])
            used = 0
        elif used + wide > width and blank:
            continue
        if not used and len(lines) > 1 and _is_blank(unit):
            continue
        lines[-1].extend(unit)
        used += wide
    return [_joined(line) for line in lines]


_NEW_LINE: tuple[Span, ...] = (Span("\n"),)


def _is_blank(unit: Sequence[Span]) -> bool:
    return all(span.text.isspace() for span in unit)


def _units(runs: Sequence[Run], width: int) -> Iterator[tuple[Span, ...]]:
    """What may not be parted: words, single Chinese characters with their punctuation, solid runs."""
    unit: list[Span] = []
    before = ""
    for run in runs:
        text = signs(run.text)[0]
        whole = run.solid and "\n" not in text and cells(text) <= width
        for place, char in enumerate(text):
            inside = whole and place > 0
            if char == "\n":
                if unit:
                    yield tuple(unit)
                yield _NEW_LINE
                unit, before = [], ""
                continue
            full = sum(cells(span.text) for span in unit) + cells(char) > width
            if unit and (full or (not inside and (char == " " or before == " " or may_break(before, char)))):
                yield tuple(unit)
                unit = []
            unit.append(Span(char, run.bold, run.boxed))
            before = char
    if unit:
        yield tuple(unit)


def _joined(spans: Sequence[Span]) -> Line:
    found: list[Span] = []
    for span in spans:
        if found and (found[-1].bold, found[-1].inverse) == (span.bold, span.inverse):
            found[-1] = Span(found[-1].text + span.text, span.bold, span.inverse)
        else:
            found.append(span)
    while found and not found[-1].text.strip() and not found[-1].inverse:
        found.pop()
    if found and not found[-1].inverse:
        found[-1] = Span(found[-1].text.rstrip(), found[-1].bold)
    return tuple(found)


def aligned(line: Line, width: int, align: str) -> Line:
    """The line moved to the right or to the middle of `width` cells."""
    spare = width - line_cells(line)
    left = spare if align == "right" else spare // 2 if align == "centre" else 0
    return (Span(" " * left), *line) if left > 0 and line else line


def beside(columns: Sequence[Sequence[Line]], widths: Sequence[int], gap: int = 1) -> list[Line]:
    """Columns of lines side by side."""
    lines: list[Line] = []
    for row in range(max((len(column) for column in columns), default=0)):
        line: list[Span] = []
        for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
            part = column[row] if row < len(column) else ()
            line.extend(part)
            if place < len(columns) - 1:
                line.append(Span(" " * (width - line_cells(part) + gap)))
        lines.append(_joined(line))
    return lines
