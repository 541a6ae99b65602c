"""A page to try a printer with: a ruler, greys, type from small to large, bars and QR, in both scripts.

Crosses ten millimetres from the edges show with a ruler how far the printer prints beside the mark.
"""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.domain.papers import TestPaper
from shopdesk.domain.scanners import SETUP_CODE
from shopdesk.printing.barcodes import bars_width, draw_code128, draw_qr, qr_side, whole_dots
from shopdesk.printing.blocks import Block, Gap, Heading, Stack, Text, Whole, fill, text
from shopdesk.printing.breaking import Run
from shopdesk.printing.documents.task import Task
from shopdesk.printing.paper import Feed
from shopdesk.printing.pen import MM, Booklet, Pen
from shopdesk.printing.rolls import draw_roll

_PAYLOAD = "12345670"
_CROSS_AT = 10.0
_CROSS_ARM = 4.0
_STRIP = 20.0
"""Continuous forms have holes at both sides, which are torn off: the crosses stand inside."""


def draw(paper: TestPaper, task: Task, booklet: Booklet) -> None:
    words = task.words
    size = task.size
    small = size.type_size
    if size.feed is Feed.LABEL:
        _draw_label(paper, task, booklet)
        return
    beside = _CROSS_AT + (_STRIP if size.impact else 0.0)
    named = "\u3000".join(filter(None, (paper.document, size.name, f"{size.width:g} × {size.height:g} mm")))
    told = [text(words.text("paper.test.shift", right=_mm(paper.right), down=_mm(paper.down)), small)]
    if size.feed is Feed.SHEET:
        told.append(text(words.text("paper.test.cross", beside=f"{beside:g}", above=f"{_CROSS_AT:g}"), small))
    blocks: list[Block] = [
        Heading(words.text("paper.kind.test"), small * 1.8),
        Gap(4),
        Text((Run(paper.printer, bold=True), Run(f"\u3000{words.moment(paper.printed_at)}")), small * 1.2),
        text(named, small),
        *told,
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
    _corners(pen, 5.0 + beside - _CROSS_AT)
    _crosses(pen, beside)
    inside = beside + _CROSS_ARM + 3
    x, width = inside * MM, (size.width - 2 * inside) * MM
    top = 7 * MM
    # A short form shows less of it; the ruler and the codes come first.
    shown, _ = fill(blocks, width, pen.page_height - 2 * top)
    Stack(tuple(shown)).draw(pen, x, top, width)


def _crosses(pen: Pen, beside: float) -> None:
    """A cross in each corner whose middle lies exactly `beside` and ten millimetres from the edges."""
    arm = _CROSS_ARM * MM
    right, bottom = pen.size.width - beside, pen.page_height / MM - _CROSS_AT
    for x in (beside * MM, right * MM):
        for y in (_CROSS_AT * MM, bottom * MM):
            pen.line(x - arm, y, x + arm, y, width=0.35)
            pen.line(x, y - arm, x, y + arm, width=0.35)
            for millimetre in range(1, int(_CROSS_ARM)):
                for at in (-millimetre * MM, millimetre * MM):
                    pen.line(x + at, y - 0.6 * MM, x + at, y + 0.6 * MM, width=0.25)
                    pen.line(x - 0.6 * MM, y + at, x + 0.6 * MM, y + at, width=0.25)
            below = arm + 6 if y < pen.page_height / 2 else -arm - 2
            pen.text_centred(x, y + below, f"{beside:g} / {_CROSS_AT:g}", 5.5)


def _mm(tenths: int) -> str:
    """Tenths of a millimetre with their sign: ``+1.5``, ``0.0``."""
    sign = "+" if tenths > 0 else "-" if tenths < 0 else ""
    whole, rest = divmod(abs(tenths), 10)
    return f"{sign}{whole}.{rest}"


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
    moved = f"→ {_mm(paper.right)}  ↓ {_mm(paper.down)}"
    pen.text_centred(centre, (size.top + 17.5) * MM, f"{size.name}  {moved}", 7)
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
    """What scanners are set up with, as bars and as QR: the page is a card to keep."""

    def height(self, width: float) -> float:
        return 15 * MM

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        room = width - 22 * MM
        module = whole_dots(SETUP_CODE, pen.dot, room) * pen.dot if pen.dot else 0.4 * MM
        # Narrower bars are beyond scanners: a small roll shows the squares alone.
        if not pen.dot or module > 1.5 * pen.dot:
            draw_code128(pen, SETUP_CODE, x + 10 * module, y, module, 12 * MM)
        square = 4 * pen.dot if pen.dot else 0.5 * MM
        draw_qr(pen, SETUP_CODE, x + width - qr_side(SETUP_CODE, square) - 4 * square, y, square)
