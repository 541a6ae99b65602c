"""A page to try a printer with: a ruler, greys, type from small to large, bars and QR, in both scripts."""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.domain.papers import TestPaper
from shopdesk.printing.barcodes import bars_width, draw_code128, draw_qr, qr_side, whole_dots
from shopdesk.printing.blocks import Block, Gap, Heading, Stack, Text, Whole, fill, text
from shopdesk.printing.breaking import Run
from shopdesk.printing.documents.task import Task
from shopdesk.printing.paper import Feed
from shopdesk.printing.pen import MM, Booklet, Pen
from shopdesk.printing.rolls import draw_roll

_PAYLOAD = "12345670"


def draw(paper: TestPaper, task: Task, booklet: Booklet) -> None:
    words = task.words
    size = task.size
    small = size.type_size
    if size.feed is Feed.LABEL:
        _draw_label(paper, task, booklet)
        return
    blocks: list[Block] = [
        Heading(words.text("paper.kind.test"), small * 1.8),
        Gap(4),
        Text((Run(paper.printer, bold=True), Run(f"\u3000{words.moment(paper.printed_at)}")), small * 1.2),
        text(f"{size.name}\u3000{size.width:g} × {size.height:g} mm", small),
        Gap(6),
        text(words.text("paper.test.ruler"), small),
        _Ruler(),
        Gap(6),
        text(words.text("paper.test.codes"), small),
        Gap(3),
        _Codes(),
        Gap(6),
        _Greys(),
        Gap(6),
        *(text(words.text("paper.test.sample", size=points), points) for points in (8, 6, 10, 14, 20)),
    ]
    if size.feed is Feed.ROLL:
        draw_roll(booklet, size, blocks)
        return
    pen = booklet.page(size)
    _corners(pen)
    x, width = size.margin * MM, (size.width - 2 * size.margin) * MM
    top = size.top * MM + 8
    # A short form shows less of it; the ruler and the codes come first.
    shown, _ = fill(blocks, width, pen.page_height - top - size.top * MM)
    Stack(tuple(shown)).draw(pen, x, top, width)


def _draw_label(paper: TestPaper, task: Task, booklet: Booklet) -> None:
    size = task.size
    pen = booklet.page(size)
    _corners(pen, size.margin, size.top)
    width = (size.width - 2 * size.margin) * MM
    module = whole_dots(_PAYLOAD, pen.dot, width) * pen.dot
    left = size.margin * MM + (width - bars_width(_PAYLOAD, module)) / 2
    draw_code128(pen, _PAYLOAD, left, (size.top + 4.5) * MM, module, 9 * MM)
    centre = size.width * MM / 2
    pen.text_centred(centre, (size.top + 3.1) * MM, task.words.text("paper.kind.test"), 8, bold=True)
    pen.text_centred(centre, (size.top + 17.5) * MM, size.name, 8)
    pen.text_centred(centre, (size.top + 21.5) * MM, paper.printer, 6)


def _corners(pen: Pen, beside: float = 5.0, above: float = 5.0) -> None:
    """Angles at the margin: all four are whole when the page was not scaled or shifted."""
    left, top, reach = beside * MM, above * MM, 4 * MM
    right, bottom = pen.size.width * MM - left, pen.page_height - top
    for x, toward in ((left, 1), (right, -1)):
        for y, down in ((top, 1), (bottom, -1)):
            pen.line(x, y, x + toward * reach, y, width=0.6)
            pen.line(x, y, x, y + down * reach, width=0.6)


@dataclass(frozen=True)
class _Ruler(Whole):
    """Millimetres to lay a real ruler on: shows a printer that scales."""

    def height(self, width: float) -> float:
        return 22.0

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        length = int(width / MM) // 10 * 10
        for millimetre in range(length + 1):
            at = x + millimetre * MM
            tick = 8.0 if millimetre % 10 == 0 else 5.5 if millimetre % 5 == 0 else 3.5
            pen.line(at, y, at, y + tick, width=0.4)
            if millimetre % 10 == 0:
                number = str(millimetre)
                if millimetre:
                    pen.text_centred(at, y + 16, number, 6) if millimetre < length else pen.text_right(
                        at, y + 16, number, 6
                    )
                else:
                    pen.text(at, y + 16, number, 6)


@dataclass(frozen=True)
class _Greys(Whole):
    """Ten steps from black to white; black alone where the paper knows no greys."""

    def height(self, width: float) -> float:
        return 16.0

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        step = width / 10
        for index in range(10):
            tone = index / 10
            pen.box(x + index * step, y, step - 1.5, 16, line=0.4, fill=(tone, tone, tone))


@dataclass(frozen=True)
class _Codes(Whole):
    """The same payload as bars and as QR."""

    def height(self, width: float) -> float:
        return 15 * MM

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        room = width - 18 * MM
        module = whole_dots(_PAYLOAD, pen.dot, room) * pen.dot if pen.dot else 0.4 * MM
        draw_code128(pen, _PAYLOAD, x + 10 * module, y, module, 12 * MM)
        square = 4 * pen.dot if pen.dot else 0.5 * MM
        draw_qr(pen, _PAYLOAD, x + width - qr_side(_PAYLOAD, square) - 4 * square, y, square)
