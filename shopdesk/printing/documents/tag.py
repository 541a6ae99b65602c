"""The device's label: bars at whole dots, the number to read, model, last digits, bin, piece.

A QR of five dots a module stands beside the bars where the label is wide enough.
Never a phone number, a name, or a passcode: the paper has no room to hold them.
"""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.domain.papers import TagPaper
from shopdesk.printing import fonts
from shopdesk.printing.barcodes import bars_width, draw_code128, draw_qr, qr_side, whole_dots
from shopdesk.printing.blocks import LEADING, Text
from shopdesk.printing.breaking import Run, fit, shortened
from shopdesk.printing.documents.task import Task
from shopdesk.printing.pen import MM, Booklet, Pen

_QR_DOTS_AT_203 = 5
_QR_QUIET = 4


@dataclass(frozen=True)
class _Area:
    x: float
    y: float
    width: float
    height: float


def draw(paper: TagPaper, task: Task, booklet: Booklet) -> None:
    size = task.size
    pen = booklet.page(size)
    area = _Area(
        size.margin * MM,
        size.top * MM,
        (size.width - 2 * size.margin) * MM,
        (size.height - 2 * size.top) * MM,
    )
    if not paper.tag_code:
        raise ValueError("a tag without a code")
    module = round(_QR_DOTS_AT_203 * size.dots_per_mm / 8) * pen.dot
    side = qr_side(paper.tag_code, module)
    quiet = _QR_QUIET * module
    bars = bars_width(paper.tag_code, _bar_dots(paper, pen, size.width * MM) * pen.dot)
    if side <= area.height and area.width - side - quiet >= bars * 1.15:
        draw_qr(pen, paper.tag_code, area.x + area.width - side, area.y + (area.height - side) / 2, module)
        area = _Area(area.x, area.y, area.width - side - quiet, area.height)
    _draw_words(pen, paper, task, area)


def _bar_dots(paper: TagPaper, pen: Pen, room: float) -> int:
    # Three dots at 203 dpi are 0.375 mm; the same width takes more of a finer head's dots.
    most = round(3 * pen.size.dots_per_mm / 8)
    return whole_dots(paper.tag_code, pen, room, most=most)


def _draw_words(pen: Pen, paper: TagPaper, task: Task, area: _Area) -> None:
    """Number and bin above the bars; model, last digits, piece and reprint below."""
    scale = min(1.6, max(1.0, min(area.height / (27 * MM), area.width / (37 * MM))))
    large, small = 13.0 * scale, 8.0 * scale
    bin_width = _draw_bin(pen, paper.bin, area, large * 0.85)
    room = area.width - bin_width - (2 * MM if bin_width else 0)
    number_size = fit(paper.number, large, room, bold=True, least=7)
    pen.text(area.x, area.y + large * 0.86, paper.number, number_size, bold=True)

    bars_y = area.y + large * 1.28
    bars_height = area.height * 0.32
    module = _bar_dots(paper, pen, pen.size.width * MM) * pen.dot
    wide = bars_width(paper.tag_code, module)
    draw_code128(pen, paper.tag_code, area.x + (area.width - wide) / 2, bars_y, module, bars_height)

    y = bars_y + bars_height + 1.0
    bottom = area.y + area.height
    tail = "\u2002".join(
        part for part in (
            task.words.text("paper.tag.identity", tail=paper.imei_tail) if paper.imei_tail else "",
            task.reprint_mark,
        ) if part
    )  # fmt: skip
    last = small * LEADING if tail or paper.piece else 0.0
    model = Text((Run(paper.model, bold=True),), small)
    lines = max(1, int((bottom - last - y + 0.5) / model.line_height))
    _draw_model(pen, model, area.x, y, area.width, lines)
    baseline = bottom - small * 0.22
    piece_width = fonts.width(paper.piece, small * 1.2, bold=True)
    pen.text(area.x, baseline, shortened(tail, small, area.width - piece_width - 3), small)
    if paper.piece:
        pen.text_right(area.x + area.width, baseline, paper.piece, small * 1.2, bold=True)


def _draw_model(pen: Pen, model: Text, x: float, y: float, width: float, lines: int) -> None:
    """As many lines as there is room for; the rest stands on the receipt, so an ellipsis may end it."""
    broken = model.broken(width)
    if len(broken) > lines:
        kept = "".join(piece.text for line in broken[: lines - 1] for piece in line.pieces)
        full = model.runs[0].text
        rest = full[len(kept) :].lstrip() if lines > 1 else full
        last = Text((Run(shortened(rest, model.size, width, bold=True), bold=True),), model.size)
        broken = (*broken[: lines - 1], *last.broken(width)[:1])
    Text(model.runs, model.size, lines=tuple(broken)).draw(pen, x, y, width)


def _draw_bin(pen: Pen, name: str, area: _Area, size: float) -> float:
    """The bin in a frame at the top right; returns the width it takes."""
    if not name:
        return 0.0
    shown = shortened(name, size, area.width * 0.42, bold=True)
    width = fonts.width(shown, size, bold=True) + size * 0.7
    pen.box(area.x + area.width - width, area.y, width, size * 1.3, line=0.9, radius=1.5)
    pen.text(area.x + area.width - width + size * 0.35, area.y + size * 1.02, shown, size, bold=True)
    return width
