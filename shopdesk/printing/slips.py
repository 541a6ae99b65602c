"""Slips: the copies of a receipt, each on a band, a page or a form, with its continuations.

A slip is a frame of fixed size. What does not fit goes on to a continuation slip of the same copy; on
a sheet of bands the first slips keep their places and continuations fill the bands that follow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from shopdesk.printing.blocks import Block, Gap, Rule, Text, fill
from shopdesk.printing.breaking import Run
from shopdesk.printing.paper import LEAST_MARGIN, PaperSize
from shopdesk.printing.pen import FAINT, MM, Booklet, Colour, Pen

COLUMN_GAP = 5.0 * MM
LEFT_SHARE = 0.52
_EDGE = 2.2 * MM
_MOST_FOOT = 0.5
"""Share of a slip that its foot may take."""


@dataclass(frozen=True)
class Placed:
    block: Block
    x: float
    y: float
    width: float


@dataclass
class Slip:
    """One frame's content, in points from the frame's corner."""

    placed: list[Placed] = field(default_factory=list)
    edge: Colour | None = None
    """Colour of the frame's left edge: copies are told apart in a stack."""


@dataclass(frozen=True)
class CopyContent:
    """What one copy says, before it is laid out."""

    head: Block
    facts: Block
    left: tuple[Block, ...]
    right: tuple[Block, ...]
    foot: Block
    next_head: Callable[[int], Block]
    """Head of the copy's page of that number, from 2 on."""
    loose_foot: tuple[Block, tuple[Block, ...]] | None = None
    """For a foot as long as a page: what of it stays at the bottom, and what goes on after the body."""
    edge: Colour | None = None


@dataclass(frozen=True)
class Form:
    """Rows to write in by hand; it takes what room is left, within reason."""

    rows: tuple[str, ...]
    size: float
    label_width: float
    row_height: float

    def height(self, width: float) -> float:
        return self.row_height * len(self.rows)

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        return (self, None) if self.height(width) <= room + 0.01 else (None, self)

    def grown(self, room: float) -> Form:
        most = self.row_height * 2.6
        return Form(
            self.rows, self.size, self.label_width, max(self.row_height, min(most, room / len(self.rows)))
        )

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        total = self.height(width)
        pen.box(x, y, width, total, line=0.6, grey=0.45)
        pen.line(x + self.label_width, y, x + self.label_width, y + total, width=0.6, grey=0.45)
        for index, label in enumerate(self.rows):
            top = y + index * self.row_height
            if index:
                pen.line(x, top, x + width, top, width=0.6, grey=0.45)
            caption = Text((Run(label),), self.size)
            inner = self.label_width - self.size
            caption.draw(pen, x + self.size * 0.5, top + (self.row_height - caption.height(inner)) / 2, inner)


def column_widths(size: PaperSize) -> tuple[float, float]:
    """Widths of the left and the right column of a slip, in points."""
    inner = (size.width - 2 * size.margin) * MM - COLUMN_GAP
    return inner * LEFT_SHARE, inner * (1 - LEFT_SHARE)


def first_slip(content: CopyContent, size: PaperSize) -> tuple[Slip, list[Block]]:
    """A copy's first slip with head, facts, two columns and foot; and what found no room on it."""
    x, inner, top, bottom = _frame(size)
    left_width, right_width = column_widths(size)
    slip = Slip(edge=content.edge)
    y = top
    slip.placed.append(Placed(content.head, x, y, inner))
    y += content.head.height(inner)
    foot = content.foot
    last: tuple[Block, ...] = ()
    if content.loose_foot is not None and foot.height(inner) > (bottom - y) * _MOST_FOOT:
        foot, last = content.loose_foot
    foot_y = bottom - foot.height(inner)
    if foot_y < y:
        # A head as long as a page: everything else goes overleaf.
        return slip, [content.facts, *content.left, Gap(6), *content.right, Gap(6), *last, foot]
    slip.placed.append(Placed(foot, x, foot_y, inner))
    end = foot_y - 2.0
    facts, facts_rest = content.facts.split(inner, end - y)
    if facts is not None:
        slip.placed.append(Placed(facts, x, y, inner))
        y += facts.height(inner)
    if facts_rest is not None:
        return slip, [facts_rest, Gap(6), *content.left, Gap(6), *content.right, *last]
    left, left_rest = fill(content.left, left_width, end - y)
    right, right_rest = fill(content.right, right_width, end - y)
    if left_rest and not right_rest:
        # The terms go on beneath the legend, as in a newspaper's columns.
        used = sum(block.height(right_width) for block in right)
        more, left_rest = fill([Gap(4), *left_rest], right_width, end - y - used - 4)
        right += [Gap(4), *more] if more else []
    if left and isinstance(left[-1], Form):
        used = sum(block.height(left_width) for block in left[:-1])
        left[-1] = left[-1].grown(end - y - used - 2)
    _place(slip, left, x, y, left_width)
    _place(slip, right, x + left_width + COLUMN_GAP, y, right_width)
    between = [Gap(6)] if left_rest and right_rest else []
    return slip, [*left_rest, *between, *right_rest, *last]


def continuation_slips(
    head_of: Callable[[int], Block], rest: Sequence[Block], size: PaperSize, edge: Colour | None = None
) -> list[Slip]:
    """Slips in two columns for what found no room on the first."""
    x, inner, top, bottom = _frame(size)
    width = (inner - COLUMN_GAP) / 2
    left = list(rest)
    slips: list[Slip] = []
    while left:
        head = head_of(len(slips) + 2)
        slip = Slip([Placed(head, x, top, inner)], edge)
        y = top + head.height(inner)
        for column_x in (x, x + width + COLUMN_GAP):
            taken, left = fill(left, width, bottom - y)
            _place(slip, taken, column_x, y, width)
        if len(slip.placed) == 1 and left:
            # Taller than any slip: better over the edge than never printed. No document makes such a block.
            slip.placed.append(Placed(left.pop(0), x, y, width))
        slips.append(slip)
    return slips


def _frame(size: PaperSize) -> tuple[float, float, float, float]:
    """Left edge, width, top and bottom of what is printed on a slip, in points."""
    bottom = size.band_height - max(size.top - 1.0, LEAST_MARGIN)
    return size.margin * MM, (size.width - 2 * size.margin) * MM, size.top * MM, bottom * MM


def _place(slip: Slip, blocks: Sequence[Block], x: float, y: float, width: float) -> None:
    for block in blocks:
        slip.placed.append(Placed(block, x, y, width))
        y += block.height(width)


def draw_slips(booklet: Booklet, size: PaperSize, slips: Sequence[Slip]) -> None:
    """The slips in order, as many on a page as the paper has bands, with lines to cut along between them."""
    band = size.band_height * MM
    for start in range(0, len(slips), size.bands):
        pen = booklet.page(size)
        for index, slip in enumerate(slips[start : start + size.bands]):
            if slip.edge is not None:
                _draw_edge(pen, size, slip.edge, index * band)
            for placed in slip.placed:
                placed.block.draw(pen, placed.x, index * band + placed.y, placed.width)
        for index in range(1, size.bands):
            _cut_line(pen, size, index * band)


def _draw_edge(pen: Pen, size: PaperSize, colour: Colour, y: float) -> None:
    left, top = LEAST_MARGIN * MM, max(size.top - 1.0, LEAST_MARGIN) * MM
    pen.box(left, y + top, _EDGE, size.band_height * MM - 2 * top, line=0.0, fill=colour)


def _cut_line(pen: Pen, size: PaperSize, y: float) -> None:
    left, right = LEAST_MARGIN * MM, (size.width - LEAST_MARGIN) * MM
    pen.line(left + 12, y, right, y, width=0.5, grey=FAINT - 0.12, dash=(3, 3))
    pen.text(left, y + 3.2, "✂", 9, grey=FAINT - 0.2)


def divider() -> Rule:
    return Rule(before=2.0, after=2.8, width_of_line=0.8)
