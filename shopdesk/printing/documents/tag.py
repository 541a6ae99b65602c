"""The device's label: bars at whole dots, the number to read, model, last digits, bin, piece.

A QR of five dots a module stands beside the bars where the label is wide enough.
Never a phone number, a name, or a passcode: the paper has no room to hold them.
"""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.domain.papers import TagPaper
from shopdesk.i18n import Catalogue
from shopdesk.printing import fonts
from shopdesk.printing.barcodes import bars_width, draw_code128, draw_qr, qr_side, whole_dots
from shopdesk.printing.blocks import LEADING, Text
from shopdesk.printing.breaking import Run, fit, shortened
from shopdesk.printing.documents.task import Task
from shopdesk.printing.fonts import ASCENT
from shopdesk.printing.heads import chip_width
from shopdesk.printing.paper import LEAST_TYPE
from shopdesk.printing.pen import MM, Booklet, Pen

_QR_DOTS_AT_203 = 5
_QR_QUIET = 4
_BAR_MM = 0.375
"""Widest module: three dots at 203 dpi; a finer head takes more of its dots for the same width."""
_SHEET_DOT = 72 / 300
"""Points that are whole dots of every office printer, at 300, 600 or 1,200 dpi."""


@dataclass(frozen=True)
class Area:
    """What may be printed on of one label, in points on its page; `room` is for bars with their blanks."""

    x: float
    y: float
    width: float
    height: float
    room: float


def draw(paper: TagPaper, task: Task, booklet: Booklet) -> None:
    size = task.size
    inner = (size.width - 2 * size.margin) * MM
    # The label's own edge is blank too.
    area = Area(size.margin * MM, size.top * MM, inner, (size.height - 2 * size.top) * MM, size.width * MM)
    draw_label(booklet.page(size), paper, task.words, area, task.reprint_mark)


def draw_label(pen: Pen, paper: TagPaper, words: Catalogue, area: Area, reprint_mark: str) -> None:
    """A tag within `area`. Raises ValueError for one without a code."""
    if not paper.tag_code:
        raise ValueError("a tag without a code")
    dot = pen.dot or _SHEET_DOT
    module = whole_dots(paper.tag_code, dot, area.room, most=max(2, round(_BAR_MM * MM / dot))) * dot
    square = round(_QR_DOTS_AT_203 / 8 * MM / dot) * dot
    side = qr_side(paper.tag_code, square)
    quiet = _QR_QUIET * square
    wide = bars_width(paper.tag_code, module)
    if side <= area.height and area.width - side - quiet >= wide * 1.15:
        draw_qr(pen, paper.tag_code, area.x + area.width - side, area.y + (area.height - side) / 2, square)
        area = Area(area.x, area.y, area.width - side - quiet, area.height, area.room)
    _draw_words(pen, paper, words, area, module, reprint_mark)


def _draw_words(
    pen: Pen, paper: TagPaper, words: Catalogue, area: Area, module: float, reprint_mark: str
) -> None:
    """Number and bin above the bars; model, last digits, reprint and piece below."""
    scale = min(1.6, max(0.6, min(area.height / (27 * MM), area.width / (37 * MM))))
    large, small = 13.0 * scale, max(8.0 * scale, LEAST_TYPE)
    bin_width = _draw_bin(pen, paper.bin, area, large * 0.85)
    room = area.width - bin_width - (2 * MM if bin_width else 0)
    number_size = fit(paper.number, large, room, bold=True, least=7)
    pen.text(area.x, area.y + large * 0.86, paper.number, number_size, bold=True)

    bars_y = area.y + large * 1.28
    bars_height = area.height * 0.32
    wide = bars_width(paper.tag_code, module)
    draw_code128(pen, paper.tag_code, area.x + (area.width - wide) / 2, bars_y, module, bars_height)

    y = bars_y + bars_height + 1.0
    bottom = area.y + area.height
    identity = words.text("paper.tag.identity", tail=paper.imei_tail) if paper.imei_tail else ""
    piece_width = _draw_piece(pen, paper.piece, area, small)
    last = small * LEADING if identity or reprint_mark or paper.piece else 0.0
    model = Text((Run(paper.model, bold=True),), small, leading=min(LEADING, 1.3))
    lines = max(1, int((bottom - last - y + 0.5) / model.line_height))
    _draw_model(pen, model, area.x, y, area.width, lines)
    # That it is a copy is never cut off; what identifies the device stands on the receipt too.
    last_room = area.width - piece_width
    last_line = "\u2002".join(filter(None, (identity, reprint_mark)))
    last_size = fit(last_line, small, last_room, least=LEAST_TYPE)
    mark_width = fonts.width(reprint_mark, last_size) + (4.0 if reprint_mark else 0.0)
    pen.text(area.x, bottom - small * 0.22, shortened(identity, last_size, last_room - mark_width), last_size)
    pen.text_right(area.x + last_room, bottom - small * 0.22, reprint_mark, last_size)


def _draw_piece(pen: Pen, piece: str, area: Area, size: float) -> float:
    """``1/2`` white on black at the lower right: one of several; returns the width it takes."""
    if not piece:
        return 0.0
    width, height = chip_width(piece, size), size * 1.35
    x, y = pen.snapped(area.x + area.width - width), pen.snapped(area.y + area.height - height)
    pen.box(x, y, width, height, line=0.0, radius=1.5, fill=(0.0, 0.0, 0.0))
    pen.text(x + 0.65 * size, y + height / 2 + size * (ASCENT - 0.5), piece, size, bold=True, white=True)
    return width + 3.0


def _draw_model(pen: Pen, model: Text, x: float, y: float, width: float, lines: int) -> None:
    """As many lines as there is room for; the rest stands on the receipt, so an ellipsis may end it."""
    broken = model.broken(width)
    if len(broken) > lines:
        kept = "".join(piece.text for line in broken[: lines - 1] for piece in line.pieces)
        full = model.runs[0].text
        rest = full[len(kept) :].lstrip() if lines > 1 else full
        last = Text((Run(shortened(rest, model.size, width, bold=True), bold=True),), model.size)
        broken = (*broken[: lines - 1], *last.broken(width)[:1])
    Text(model.runs, model.size, leading=model.leading, lines=tuple(broken)).draw(pen, x, y, width)


def _draw_bin(pen: Pen, name: str, area: Area, size: float) -> float:
    """The bin in a frame at the top right; returns the width it takes."""
    if not name:
        return 0.0
    shown = shortened(name, size, area.width * 0.42, bold=True)
    width = fonts.width(shown, size, bold=True) + size * 0.7
    pen.box(area.x + area.width - width, area.y, width, size * 1.3, line=0.9, radius=1.5)
    pen.text(area.x + area.width - width + size * 0.35, area.y + size * 1.02, shown, size, bold=True)
    return width
