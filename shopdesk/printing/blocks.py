"""Blocks: what knows its height for a width, can be parted between pages, and draws itself.

Every document is a pile of blocks; only the pile's layout decides where a page ends, so that a long
text goes on to the next page, and is never cut and never printed over another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from shopdesk.printing.breaking import Line, Piece, Run, Span, after, lines_of, spans
from shopdesk.printing.fonts import ASCENT
from shopdesk.printing.pen import FAINT, SECONDARY, Pen

LEADING = 1.42
"""Line height in ems: Chinese needs more air than Latin."""


class Block(Protocol):
    """A rectangle of a given width. Lengths are points."""

    def height(self, width: float) -> float: ...

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        """What fits into `room`, and the rest; either may be None."""

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None: ...


class Whole:
    """A block that is never parted: it fits or goes to the next page as it is."""

    def height(self, width: float) -> float:
        raise NotImplementedError

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        raise NotImplementedError

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        return (self, None) if self.height(width) <= room + 0.01 else (None, self)


@dataclass(frozen=True)
class Gap(Whole):
    """Blank space; it is dropped at a page's head."""

    points: float

    def height(self, width: float) -> float:
        return self.points

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        pass


@dataclass(frozen=True)
class Rule(Whole):
    """A line across, with `before` and `after` points of air."""

    before: float = 3.0
    after: float = 3.0
    width_of_line: float = 0.7
    grey: float = 0.0

    def height(self, width: float) -> float:
        return self.before + self.after

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        y += self.before
        pen.line(x, y, x + width, y, width=self.width_of_line, grey=self.grey)


@dataclass(frozen=True)
class Text:
    """A paragraph of runs, wrapped; parted between its lines."""

    runs: tuple[Run, ...]
    size: float
    align: str = "left"
    leading: float = LEADING
    lines: tuple[Line, ...] | None = None
    """Already broken lines: the head of a paragraph that goes on elsewhere."""
    _places: dict[float, tuple[Span, ...]] = field(default_factory=dict, compare=False, repr=False)

    def _spans(self, width: float) -> tuple[Span, ...]:
        found = self._places.get(width)
        if found is None:
            found = self._places[width] = spans(self.runs, self.size, width)
        return found

    def broken(self, width: float) -> tuple[Line, ...]:
        """The lines as they are drawn."""
        return self.lines if self.lines is not None else lines_of(self.runs, self.size, self._spans(width))

    def _count(self, width: float) -> int:
        return len(self.lines) if self.lines is not None else len(self._spans(width))

    @property
    def line_height(self) -> float:
        return self.size * self.leading

    def height(self, width: float) -> float:
        return self._count(width) * self.line_height

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        fitting = int((room + 0.01) / self.line_height)
        if fitting >= self._count(width):
            return self, None
        if fitting == 0:
            return None, self
        lines = self.broken(width)
        if len(lines) > 3 and len(lines) - fitting == 1 and fitting > 2:
            fitting -= 1  # no single line left alone overleaf
        head = Text(self.runs, self.size, self.align, self.leading, lines[:fitting])
        # The next column may be narrower: the rest is broken anew.
        tail = Text(after(self.runs, lines[fitting].start), self.size, self.align, self.leading)
        return head, tail

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        size = self.size
        drop = (self.line_height - size) / 2 + ASCENT * size
        for line in self.broken(width):
            left = x
            if self.align == "right":
                left += width - line.width
            elif self.align == "centre":
                left += (width - line.width) / 2
            for piece in joined(line.pieces):
                run = piece.run
                if run.boxed:
                    pen.box(
                        left + piece.x, y + 0.06 * size, piece.width, self.line_height - 0.12 * size, line=0.8
                    )
                pen.text(left + piece.x, y + drop, piece.text, size, bold=run.bold, grey=run.grey)
            y += self.line_height


def joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one look as one piece: each piece drawn costs its time."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        run = piece.run
        if (
            last
            and not (run.boxed or last.run.boxed)
            and (run.bold, run.grey) == (last.run.bold, last.run.grey)
        ):
            found[-1] = Piece(last.x, last.width + piece.width, last.text + piece.text, last.run)
        else:
            found.append(piece)
    return found


def text(content: str, size: float, *, bold: bool = False, grey: float = 0.0, align: str = "left") -> Text:
    return Text((Run(content, bold, grey),), size, align)


def labelled(label: str, content: str, size: float, *, bold: bool = False) -> Text:
    """``故障　外屏碎``: a bold label with its text on the same line."""
    return Text((Run(f"{label}\u3000", bold=True), Run(content, bold=bold)), size)


@dataclass(frozen=True)
class Stack:
    """Blocks one below the other."""

    blocks: tuple[Block, ...]
    _heights: dict[float, float] = field(default_factory=dict, compare=False, repr=False)

    def height(self, width: float) -> float:
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = sum(block.height(width) for block in self.blocks)
        return known

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        taken, rest = fill(self.blocks, width, room)
        head = Stack(tuple(taken)) if taken else None
        return head, Stack(tuple(rest)) if rest else None

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        for block in self.blocks:
            block.draw(pen, x, y, width)
            y += block.height(width)


@dataclass(frozen=True)
class Keep:
    """A block kept in one piece, unless it is taller than `most` points."""

    block: Block
    most: float = float("inf")

    def height(self, width: float) -> float:
        return self.block.height(width)

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        tall = self.height(width)
        if tall <= room + 0.01:
            return self, None
        return (None, self) if tall <= self.most else self.block.split(width, room)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        self.block.draw(pen, x, y, width)


def fill(blocks: Sequence[Block], width: float, room: float) -> tuple[list[Block], list[Block]]:
    """The blocks that fit into `room`, one below the other, and the rest."""
    taken: list[Block] = []
    for index, block in enumerate(blocks):
        if not taken and isinstance(block, Gap):
            continue
        head, tail = block.split(width, room)
        if head is not None:
            taken.append(head)
            room -= head.height(width)
        if tail is not None:
            while taken and isinstance(taken[-1], Gap):
                taken.pop()
            return taken, [tail, *blocks[index + 1 :]]
    return taken, []


@dataclass(frozen=True)
class Cell:
    """A column: `fixed` points wide, or a `share` of what the fixed ones leave."""

    block: Block
    fixed: float = 0.0
    share: float = 0.0


@dataclass(frozen=True)
class Row:
    """Blocks side by side, tops aligned; parted with each column's rest overleaf."""

    cells: tuple[Cell, ...]
    gap: float = 0.0
    padding: float = 0.0
    """Above and below."""
    rule: float = 0.0
    """Grey of a line beneath; 0 draws none."""
    _heights: dict[float, float] = field(default_factory=dict, compare=False, repr=False)

    def _columns(self, width: float) -> list[float]:
        left = width - self.gap * (len(self.cells) - 1) - sum(cell.fixed for cell in self.cells)
        shares = sum(cell.share for cell in self.cells) or 1.0
        return [cell.fixed or left * cell.share / shares for cell in self.cells]

    def height(self, width: float) -> float:
        known = self._heights.get(width)
        if known is None:
            columns = self._columns(width)
            tallest = max(cell.block.height(wide) for cell, wide in zip(self.cells, columns, strict=True))
            known = self._heights[width] = tallest + 2 * self.padding
        return known

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        if self.height(width) <= room + 0.01:
            return self, None
        room -= 2 * self.padding
        heads: list[Cell] = []
        tails: list[Cell] = []
        for cell, wide in zip(self.cells, self._columns(width), strict=True):
            head, tail = cell.block.split(wide, room)
            if head is None:
                return None, self
            heads.append(replace(cell, block=head))
            tails.append(replace(cell, block=tail or Gap(0)))
        return self._with(heads), self._with(tails)

    def _with(self, cells: list[Cell]) -> Row:
        return Row(tuple(cells), self.gap, self.padding, self.rule)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        left = x
        for cell, wide in zip(self.cells, self._columns(width), strict=True):
            cell.block.draw(pen, left, y + self.padding, wide)
            left += wide + self.gap
        if self.rule:
            bottom = y + self.height(width)
            pen.line(x, bottom, x + width, bottom, width=0.5, grey=self.rule)


@dataclass(frozen=True)
class Fact:
    """A labelled value of the facts grid."""

    label: str
    runs: tuple[Run, ...]


def fact(label: str, value: str, *, bold: bool = False) -> Fact:
    return Fact(label, (Run(value, bold),))


def facts_grid(
    facts: Sequence[Fact],
    size: float,
    *,
    columns: int,
    label_width: float,
    gap: float = 14.0,
    shares: Sequence[float] = (),
    leading: float = LEADING,
) -> Stack:
    """Facts in columns, read row by row, labels in grey and values aligned."""
    shares = shares or [1.0] * columns
    rows: list[Block] = []
    for start in range(0, len(facts), columns):
        group = facts[start : start + columns]
        cells = [
            Cell(
                Row((
                    Cell(Text((Run(item.label, grey=SECONDARY),), size, leading=leading), fixed=label_width),
                    Cell(Text(item.runs, size, leading=leading), share=1.0),
                )),
                share=share,
            )
            for item, share in zip(group, shares, strict=False)
        ]  # fmt: skip
        cells.extend(Cell(Gap(0), share=share) for share in shares[len(group) :])
        rows.append(Row(tuple(cells), gap=gap))
    return Stack(tuple(rows))


@dataclass(frozen=True)
class Table:
    """Rows under a head that comes again on each page."""

    head: Row
    rows: tuple[Row, ...]

    def height(self, width: float) -> float:
        return self.head.height(width) + sum(row.height(width) for row in self.rows)

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        taken, rest = fill(self.rows, width, room - self.head.height(width))
        if not rest:
            return self, None
        if not taken:
            return None, self
        as_rows = [row for row in taken if isinstance(row, Row)]
        rest_rows = [row for row in rest if isinstance(row, Row)]
        return Table(self.head, tuple(as_rows)), Table(self.head, tuple(rest_rows))

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        self.head.draw(pen, x, y, width)
        y += self.head.height(width)
        for row in self.rows:
            row.draw(pen, x, y, width)
            y += row.height(width)


@dataclass(frozen=True)
class Heading(Whole):
    """A section's title over a line."""

    title: str
    size: float
    note: str = ""

    def height(self, width: float) -> float:
        return self.size * 2.1

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        baseline = y + self.size * 1.5
        pen.text(x, baseline, self.title, self.size, bold=True)
        if self.note:
            pen.text_right(x + width, baseline, self.note, self.size * 0.85, grey=SECONDARY)
        bottom = y + self.size * 1.95
        pen.line(x, bottom, x + width, bottom, width=0.5, grey=FAINT)
