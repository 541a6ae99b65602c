"""Receipts as text, for roll printers with Chinese firmware: the blocks of the drawn slip, word for word.

Whatever a document says on a roll it says here, with the same rules on who may read what, because it is
made of the same blocks. Pictures are left out, but the marks on them are told; bars are the printer's own;
what no text can say (a signature, a QR code) is sent as a small picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PIL import Image

from shopdesk.domain.papers import Copy, Paper
from shopdesk.printing.barcodes import CentredBars
from shopdesk.printing.blocks import Block, Cell, Gap, Heading, Keep, Row, Rule, Stack, Table, Text
from shopdesk.printing.breaking import Run
from shopdesk.printing.condition import MarkNumber, Surfaces
from shopdesk.printing.heads import RollHead
from shopdesk.printing.paper import FORMATS, PaperSize
from shopdesk.printing.pen import MM
from shopdesk.printing.render import block_dots, slips_of_blocks
from shopdesk.printing.signatures import SignatureLine
from shopdesk.printing.slips import Form
from shopdesk.printing.text_cells import Line, Span, aligned, beside, cells, line_cells, signs, wrapped

_DOTS_A_CELL = 12
"""Of the usual type: 48 cells on 80 mm, 32 on 58 mm."""
_AIR = 5.0
"""Points of a gap that is worth a blank line."""
_ENDLESS = 10_000
_MOST_CIRCLED = 10


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; `double` is twice as wide and high."""

    spans: Line
    double: bool = False
    centred: bool = False

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Bars:
    """A Code 128, which the printer draws itself."""

    payload: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """What no text can say, as dots."""

    image: Image.Image


TextLine = Words | Bars | Drawn
TextSlip = tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class TextSlips:
    """A document as text, slip by slip. `missing`: characters that become boxes – tell the person."""

    slips: tuple[TextSlip, ...]
    missing: str


def cells_of(size: PaperSize, margin: int = 0) -> int:
    """Half-width characters on a line of that roll, right of a margin of so many dots."""
    return (size.dots - margin) // _DOTS_A_CELL


def text_slips(
    paper: Paper,
    format: str,  # noqa: A002 - the word of the trade
    *,
    reprint: int = 0,
    copies: Sequence[Copy] | None = None,
    margin: int = 0,
) -> TextSlips:
    """The document as lines of text, right of a margin of so many dots.

    Raises ValueError for what does not come on that roll.
    """
    slips, missing = slips_of_blocks(paper, format, reprint=reprint, copies=copies)
    setter = _Setter(FORMATS[format], margin)
    made = tuple(tuple(line for block in slip for line in setter.lines(block)) for slip in slips)
    return TextSlips(made, "".join(dict.fromkeys(missing + "".join(setter.missing))))


class _Setter:
    """Sets blocks as lines on one roll."""

    def __init__(self, size: PaperSize, margin: int) -> None:
        self.size = size
        self.width = cells_of(size, margin)
        self._points_a_cell = (size.width - 2 * size.margin) * MM / self.width
        self.missing: list[str] = []

    def lines(self, block: Block) -> list[TextLine]:
        """A block in the full width of the roll."""
        if _is_plain(block):
            return [Words(line) for line in self.set(block, self.width)]
        match block:
            case RollHead():
                return self._head(block)
            case CentredBars():
                return [Bars(block.payload)]
            case Stack() | Keep() | Row():
                return [line for part in _parts(block) for line in self.lines(part)]
        return [Drawn(block_dots(block, self.size))]

    def set(self, block: Block, width: int) -> list[Line]:
        """A block of text alone in `width` cells."""
        lines: list[Line] = []
        match block:
            case Text():
                lines = [aligned(line, width, block.align) for line in self._wrapped(block.runs, width)]
            case Gap():
                lines = [()] if block.points >= _AIR else []
            case Rule():
                lines = [(Span("-" * width),)]
            case Stack() | Keep():
                lines = [line for part in _parts(block) for line in self.set(part, width)]
            case Heading():
                note = Run(f"  {block.note}" if block.note else "")
                lines = self._wrapped((Run(block.title, bold=True), note), width)
            case Row():
                lines = self._row(block, width) or self._piled(block, width)
            case Table():
                rows = (block.head, *block.rows)
                set_row = self._row if all(self._row(row, width) for row in rows) else self._piled
                lines = [line for row in rows for line in set_row(row, width)]
            case Form():
                for label in block.rows:
                    lines += [*self._wrapped((Run(label, bold=True),), width), (), (), _stroke(width)]
            case SignatureLine():
                lines = [(), (), _stroke(width), *self._wrapped((Run(block.caption),), width)]
            case MarkNumber():
                lines = [(Span(_circled(block.number), bold=True),)]
            case Surfaces():
                lines = self._surfaces(block, width)
        return lines

    def _wrapped(self, runs: Sequence[Run], width: int) -> list[Line]:
        self.missing += [signs(run.text)[1] for run in runs]
        return wrapped(runs, width)

    def _row(self, row: Row, width: int) -> list[Line]:
        """Columns side by side; nothing when something that stands at the right does not fit into its own."""
        widths = self._columns(row, width)
        if not widths:
            return []
        columns = [self.set(cell.block, wide) for cell, wide in zip(row.cells, widths, strict=True)]
        return beside(columns, widths)

    def _columns(self, row: Row, width: int) -> list[int]:
        room = width - (len(row.cells) - 1)
        wanted = [self._fixed(cell, width) for cell in row.cells]
        left = room - sum(wanted)
        shares = sum(cell.share for cell, wide in zip(row.cells, wanted, strict=True) if not wide) or 1.0
        widths = [
            wide or int(left * cell.share / shares) for cell, wide in zip(row.cells, wanted, strict=True)
        ]
        # What rounding left over is the first column's.
        widths[0] += room - sum(widths)
        natural = (self._natural(cell) if _is_right(cell) else 2 for cell in row.cells)
        return widths if all(w >= n for w, n in zip(widths, natural, strict=True)) else []

    def _fixed(self, cell: Cell, width: int) -> int:
        """Cells of a column of its own width; 0 for one that shares what is left."""
        if not cell.fixed:
            return 0
        if _is_right(cell):
            return self._natural(cell)
        return min(ceil(cell.fixed / self._points_a_cell), width * 3 // 8)

    def _natural(self, cell: Cell) -> int:
        return (
            max((line_cells(line) for line in self.set(cell.block, _ENDLESS) if line), default=0)
            if not (isinstance(cell.block, Text))
            else max((line_cells(line) for line in wrapped(cell.block.runs, _ENDLESS)), default=0)
        )

    def _piled(self, row: Row, width: int) -> list[Line]:
        """The first column on lines of its own, the others spread beneath it."""
        first, *others = row.cells
        lines = self.set(first.block, width)
        if not others:
            return lines
        wide = (width - (len(others) - 1)) // len(others)
        widths = [*([wide] * (len(others) - 1)), width - (wide + 1) * (len(others) - 1)]
        return lines + beside(
            [self.set(cell.block, each) for cell, each in zip(others, widths, strict=True)], widths
        )

    def _head(self, head: RollHead) -> list[TextLine]:
        """Shop and number twice as large, what the paper is between them."""
        told: list[TextLine] = []
        half = self.width // 2

        def add(*runs: Run, double: bool = False) -> None:
            told.extend(
                Words(line, double, centred=True)
                for line in self._wrapped(runs, half if double else self.width)
                if line
            )

        shop = head.head
        where = [Run(part, solid=True) for part in (shop.address, shop.phone, shop.hours) if part]
        add(Run(shop.shop_name, bold=True), double=True)
        add(*(run for part in where for run in (part, Run("  "))))
        add(Run(f"【{head.title}】", bold=True))
        add(Run(f"\u00a0{head.reprint}\u00a0" if head.reprint else "", bold=True, boxed=True))
        add(Run(head.number, bold=True), double=cells(head.number) <= half)
        add(Run(head.visit, bold=True))
        add(Run(head.moment))
        return told

    def _surfaces(self, block: Surfaces, width: int) -> list[Line]:
        """Where the marks of the legend are, instead of the pictures that show it."""
        runs: list[Run] = []
        for surface in block.surfaces:
            if surface.marks:
                numbers = "".join(_circled(mark.number) for mark in surface.marks)
                runs += [Run("  ")] if runs else []
                runs.append(Run(f"{surface.caption} {numbers}", solid=True))
        return self._wrapped(runs, width) if runs else []


def _parts(block: Stack | Keep | Row) -> tuple[Block, ...]:
    match block:
        case Stack():
            return block.blocks
        case Keep():
            return (block.block,)
    return tuple(cell.block for cell in block.cells)


def _is_plain(block: Block) -> bool:
    """Whether it can be said in text."""
    match block:
        case Stack():
            return all(_is_plain(part) for part in block.blocks)
        case Keep():
            return _is_plain(block.block)
        case Row():
            # A picture's words do not stand beside something: they are longer than it is wide.
            return all(_is_plain(cell.block) and not _holds_pictures(cell.block) for cell in block.cells)
        case SignatureLine():
            return block.signature is None or block.signature.is_empty
        case _:
            return isinstance(block, Text | Gap | Rule | Heading | Table | Form | MarkNumber | Surfaces)


def _holds_pictures(block: Block) -> bool:
    return isinstance(block, Surfaces) or (
        isinstance(block, Stack) and any(_holds_pictures(part) for part in block.blocks)
    )


def _is_right(cell: Cell) -> bool:
    return isinstance(cell.block, Text) and cell.block.align == "right"


def _stroke(width: int) -> Line:
    return (Span("_" * width),)


def _circled(number: int) -> str:
    return chr(0x245F + number) if 1 <= number <= _MOST_CIRCLED else f"({number})"
