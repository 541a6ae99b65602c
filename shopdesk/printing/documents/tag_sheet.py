"""Tags on sheets of labels for office printers: each within its own label, none too near the edge."""

from __future__ import annotations

from shopdesk.domain.label_sheet import LabelSheet
from shopdesk.domain.papers import SheetPaper
from shopdesk.i18n import Catalogue
from shopdesk.printing.documents.tag import Area, draw_label
from shopdesk.printing.paper import LEAST_MARGIN, Feed, PaperSize
from shopdesk.printing.pen import MM, Booklet, Pen

_INSET = 1.8
"""Millimetres between a label's edge and its print: sheets are fed a little askew."""
_EDGE = LEAST_MARGIN + 0.3
"""The same to the page's edge, frames and ascenders with it."""


def draw(paper: SheetPaper, words: Catalogue, booklet: Booklet) -> None:
    """The tags in order from the first free label on; a full sheet is followed by another.

    Raises ValueError for a sheet that cannot be, a first label that is not on it, or nothing to print.
    """
    sheet = paper.sheet
    if sheet.problem() or not 1 <= paper.first <= sheet.labels or not paper.tags:
        raise ValueError(f"no labels on {sheet.name!r} from {paper.first}")
    size = PaperSize(sheet.name, Feed.SHEET, sheet.page_width, sheet.page_height, LEAST_MARGIN, LEAST_MARGIN)
    pen: Pen | None = None
    for index, tag in enumerate(paper.tags):
        place = (paper.first - 1 + index) % sheet.labels
        if pen is None or place == 0:
            pen = booklet.page(size)
        reprint = paper.reprints[index] if index < len(paper.reprints) else 0
        mark = words.text("paper.reprint", number=reprint) if reprint else ""
        draw_label(pen, tag, words, _area(sheet, place), mark)


def _area(sheet: LabelSheet, place: int) -> Area:
    x, y = sheet.corner(place)
    left, top = max(x + _INSET, _EDGE), max(y + _INSET, _EDGE)
    right = min(x + sheet.label_width - _INSET, sheet.page_width - _EDGE)
    bottom = min(y + sheet.label_height - _INSET, sheet.page_height - _EDGE)
    width, height = (right - left) * MM, (bottom - top) * MM
    # Beyond the print a label is blank only up to its own edge, which another label's may touch.
    return Area(left * MM, top * MM, width, height, width + 2 * _INSET * MM * 0.8)
