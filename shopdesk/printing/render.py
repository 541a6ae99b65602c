"""The door into the printing room: a paper and a format in, a PDF or a picture of it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps

from shopdesk.domain.label_sheet import SHEETS
from shopdesk.domain.money import Money
from shopdesk.domain.papers import (
    CashPaper,
    Copy,
    DayPaper,
    Paper,
    PaperKind,
    QuotePaper,
    ReceiptPaper,
    RefundPaper,
    SalePaper,
    SheetPaper,
    TagPaper,
    TestPaper,
    WarrantyPaper,
)
from shopdesk.i18n import catalogue
from shopdesk.printing import fonts
from shopdesk.printing.blocks import Block
from shopdesk.printing.documents import (
    cash,
    day,
    quote,
    receipt,
    refund,
    sale,
    tag,
    tag_sheet,
    test_page,
    warranty,
)
from shopdesk.printing.documents.task import Task
from shopdesk.printing.paper import FORMATS, POINTS_PER_MM, Feed, PaperSize, formats_for
from shopdesk.printing.pen import Booklet, Shift
from shopdesk.printing.photos import PhotoSource
from shopdesk.printing.rolls import Pile, draw_roll
from shopdesk.printing.words import in_words

_KINDS: dict[type, PaperKind] = {
    ReceiptPaper: PaperKind.RECEIPT,
    TagPaper: PaperKind.TAG,
    QuotePaper: PaperKind.QUOTE,
    SalePaper: PaperKind.SALE,
    WarrantyPaper: PaperKind.WARRANTY,
    RefundPaper: PaperKind.REFUND,
    DayPaper: PaperKind.DAY,
    CashPaper: PaperKind.CASH,
    SheetPaper: PaperKind.SHEET,
    TestPaper: PaperKind.TEST,
}

_composing = Lock()
"""reportlab's fonts serve one document at a time; the preview and the print worker are two threads."""

_pdfium = Lock()
"""pdfium serves one thread at a time."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished document. `missing`: characters the font lacks, printed as a box – tell the person.
    `cut_off`: it was moved so far that something stands beyond the paper's edge."""

    pdf: bytes
    pages: int
    missing: str
    cut_off: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels: four bytes each (red, green, blue, 255), rows from the top, no padding."""

    width: int
    height: int
    rgba: bytes


def warm_up() -> None:
    """Read the fonts and what writes amounts in words: half a second that no print need wait for."""
    fonts.load()
    fonts.printable(fonts.MISSING_MARK)
    for language, currency in (("zh_CN", "CNY"), ("en", "USD")):
        in_words(Money(100, currency), language)


def kind_of(paper: Paper) -> PaperKind:
    return _KINDS[type(paper)]


def compose(
    paper: Paper,
    format: str,  # noqa: A002 - the word of the trade
    *,
    reprint: int = 0,
    photo: PhotoSource | None = None,
    copies: Sequence[Copy] | None = None,
    shift: Shift = (0.0, 0.0),
) -> Composed:
    """The document on the paper of that format, moved by `shift` millimetres to the right and down.

    Raises ValueError for a format that it does not come in.
    """
    kind = kind_of(paper)
    if format not in formats_for(kind):
        raise ValueError(f"no {kind} on {format!r}")
    plain, missing = fonts.cleaned(paper)
    task = Task(FORMATS[format], catalogue(plain.language), reprint, photo, copies)
    with _composing:
        booklet = Booklet(_title(plain, task), plain.language, shift)
        _draw(plain, task, booklet)
        pdf, pages = booklet.finish(), booklet.pages
    return Composed(pdf, pages, missing, shift != (0.0, 0.0) and _is_cut_off(pdf))


def slips_of_blocks(
    paper: Paper,
    format: str,  # noqa: A002 - the word of the trade
    *,
    reprint: int = 0,
    copies: Sequence[Copy] | None = None,
) -> tuple[list[tuple[Block, ...]], str]:
    """What would be drawn on a roll, slip by slip, and the characters the font lacks. Photos are left out.

    Raises ValueError for what is no roll, or a document that comes on none.
    """
    if format not in formats_for(kind_of(paper)) or FORMATS[format].feed is not Feed.ROLL:
        raise ValueError(f"no {kind_of(paper)} on {format!r} as text")
    plain, missing = fonts.cleaned(paper)
    pile = Pile()
    with _composing:
        _draw(plain, Task(FORMATS[format], catalogue(plain.language), reprint, None, copies), pile)
    return pile.slips, missing


def block_dots(block: Block, size: PaperSize) -> Image.Image:
    """One block as a picture for a thermal head, as wide as the roll and no higher than what it shows."""
    with _composing:
        booklet = Booklet("", "")
        draw_roll(booklet, size, (block,))
        pdf = booklet.finish()
    image = pdf_dots(pdf, size.dots_per_mm)[0]
    _, top, _, bottom = ImageOps.invert(image.convert("L")).getbbox() or (0, 0, 0, 1)
    return image.crop((0, top, image.width, bottom))


_OUTSIDE = 60
"""Points around a page in which what was moved off it is looked for."""


def _is_cut_off(pdf: bytes) -> bool:
    """Whether anything stands beyond the edge of a page."""
    with _pdfium:
        document = pypdfium2.PdfDocument(pdf)
        try:
            for page in document:
                width, height = page.get_size()
                page.set_mediabox(-_OUTSIDE, -_OUTSIDE, width + _OUTSIDE, height + _OUTSIDE)
                drawn = page.render(scale=1, grayscale=True).to_pil().convert("L")
                ink = ImageOps.invert(drawn).getbbox()
                # A pixel is a third of a millimetre, and one that is half outside counts as inside.
                if ink and (
                    ink[0] < _OUTSIDE - 1 or ink[1] < _OUTSIDE - 1
                    or ink[2] > width + _OUTSIDE + 1 or ink[3] > height + _OUTSIDE + 1
                ):  # fmt: skip
                    return True
        finally:
            document.close()
    return False


def _title(paper: Paper, task: Task) -> str:
    return " ".join(
        part
        for part in (task.words.text(f"paper.kind.{kind_of(paper)}"), str(getattr(paper, "number", "")))
        if part
    )


def _draw(paper: Paper, task: Task, booklet: Booklet) -> None:
    match paper:
        case ReceiptPaper():
            receipt.draw(paper, task, booklet)
        case TagPaper() if task.size.name in SHEETS:
            one = SheetPaper(paper.language, paper.number, SHEETS[task.size.name], (paper,), (task.reprint,))
            tag_sheet.draw(one, task.words, booklet)
        case TagPaper():
            tag.draw(paper, task, booklet)
        case SheetPaper():
            # A sheet that is printed again makes every label on it a further copy.
            marks = tuple(mark + task.reprint for mark in paper.reprints)
            tag_sheet.draw(replace(paper, reprints=marks), task.words, booklet)
        case QuotePaper():
            quote.draw(paper, task, booklet)
        case SalePaper():
            sale.draw(paper, task, booklet)
        case WarrantyPaper():
            warranty.draw(paper, task, booklet)
        case RefundPaper():
            refund.draw(paper, task, booklet)
        case DayPaper():
            day.draw(paper, task, booklet)
        case CashPaper():
            cash.draw(paper, task, booklet)
        case TestPaper():
            test_page.draw(paper, task, booklet)


def render(
    paper: Paper,
    format: str,  # noqa: A002 - the word of the trade
    *,
    reprint: int = 0,
    photo: PhotoSource | None = None,
    copies: Sequence[Copy] | None = None,
) -> bytes:
    """As `compose`, the PDF alone."""
    return compose(paper, format, reprint=reprint, photo=photo, copies=copies).pdf


def page_image(pdf: bytes, *, page: int = 0, scale: float = 1.0, share: float = 1.0) -> Image.Image:
    """A page as an RGB image, `scale` pixels a point; its upper `share` only, where that is less than all."""
    with _pdfium:
        document = pypdfium2.PdfDocument(pdf)
        try:
            drawn = document[page]
            bitmap = drawn.render(scale=scale, crop=(0, drawn.get_height() * (1 - share), 0, 0))
            image: Image.Image = bitmap.to_pil().convert("RGB")
        finally:
            document.close()
    return image


def picture(pdf: bytes, *, page: int = 0, dpi: float = 110.0, share: float = 1.0) -> Picture:
    """A page of a PDF, or its upper `share`, as pixels."""
    image = page_image(pdf, page=page, scale=dpi / 72, share=share).convert("RGBA")
    return Picture(image.width, image.height, image.tobytes())


def page_count(pdf: bytes) -> int:
    with _pdfium:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in millimetres."""
    with _pdfium:
        document = pypdfium2.PdfDocument(pdf)
        try:
            sizes = [document.get_page_size(page) for page in range(len(document))]
        finally:
            document.close()
    return tuple((width / POINTS_PER_MM, height / POINTS_PER_MM) for width, height in sizes)


_ABOVE_CUT = 1.2
"""Millimetres that a slip by itself is shown without: there begins the line to cut along."""


def preview(
    paper: Paper,
    format: str,  # noqa: A002 - the word of the trade
    *,
    page: int = 0,
    dpi: float = 110.0,
    reprint: int = 0,
    photo: PhotoSource | None = None,
    copies: Sequence[Copy] | None = None,
) -> Picture:
    """How a page will look on paper, for the window; of a sheet of slips the one slip that was asked for."""
    pdf = render(paper, format, reprint=reprint, photo=photo, copies=copies)
    size = FORMATS[format]
    share = 1.0
    if copies is not None and len(copies) == 1 and size.bands > 1:
        share = (size.band_height - _ABOVE_CUT) / size.height
    return picture(pdf, page=page, dpi=dpi, share=share)


def raster(
    paper: Paper,
    format: str,  # noqa: A002 - the word of the trade
    *,
    reprint: int = 0,
    photo: PhotoSource | None = None,
    copies: Sequence[Copy] | None = None,
) -> list[Image.Image]:
    """The pages as 1-bit images for a thermal head, a pixel a dot. Rolls and labels only (ValueError)."""
    size = FORMATS[format]
    if size.feed is Feed.SHEET:
        raise ValueError(f"{format!r} has no dots")
    pdf = render(paper, format, reprint=reprint, photo=photo, copies=copies)
    return pdf_dots(pdf, size.dots_per_mm)


def pdf_dots(pdf: bytes, dots_per_mm: float) -> list[Image.Image]:
    """Each page of a PDF in black and white, a pixel exactly a dot.

    Drawn by a matrix: the usual way stretches a page to whole pixels, and bars would no longer be whole dots.
    """
    scale = dots_per_mm / POINTS_PER_MM
    images = []
    with _pdfium:
        document = pypdfium2.PdfDocument(pdf)
        try:
            for page in document:
                width, height = (int(length * scale + 0.01) for length in page.get_size())
                bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_Gray)
                bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
                pdfium.FPDF_RenderPageBitmapWithMatrix(
                    bitmap,
                    page,
                    pdfium.FS_MATRIX(scale, 0, 0, scale, 0, 0),
                    pdfium.FS_RECTF(0, 0, width, height),
                    pdfium.FPDF_GRAYSCALE,
                )
                images.append(bitmap.to_pil().convert("L").point(_black_or_white, mode="1"))
        finally:
            document.close()
    return images


def _black_or_white(grey: int) -> int:
    """Thin strokes of small type stay: what is more than two fifths ink is black."""
    return 255 if grey > 150 else 0
