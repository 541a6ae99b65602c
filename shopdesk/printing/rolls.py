"""Rolls: one column, as long as what stands on it, ending where the cutter cuts."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from shopdesk.printing.blocks import Block
from shopdesk.printing.paper import PaperSize
from shopdesk.printing.pen import MM, Booklet

_TAIL = 3.0
"""Blank millimetres before the cut."""


class Pile(Booklet):
    """Keeps the blocks of each slip instead of drawing them, for a printer that sets them as text."""

    def __init__(self) -> None:
        self.slips: list[tuple[Block, ...]] = []


def draw_roll(booklet: Booklet, size: PaperSize, blocks: Sequence[Block]) -> None:
    """The blocks one below the other on a page of their own, its length in whole dots."""
    if isinstance(booklet, Pile):
        booklet.slips.append(tuple(blocks))
        return
    x = size.margin * MM
    width = (size.width - 2 * size.margin) * MM
    y = size.top * MM
    length = size.top + sum(block.height(width) for block in blocks) / MM + _TAIL
    pen = booklet.page(size, ceil(length * size.dots_per_mm) / size.dots_per_mm)
    for block in blocks:
        block.draw(pen, x, y, width)
        y += block.height(width)
