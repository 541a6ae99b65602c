"""Rows 4 and 6 (the paper): the printing room beside a bare canvas that writes as much.

The floor is reportlab as it comes: its own fonts, images and strings, at places known beforehand.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import cycle
from pathlib import Path

import pypdfium2
import segno
from barcode.codex import Code128
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.models import DESK
from benchmarks.rows_data import open_shop
from benchmarks.timing import Figure, beside, figure
from shopdesk.config import resource
from shopdesk.domain.papers import Copy, PaperKind, ReceiptPaper, TagPaper
from shopdesk.printing import fonts
from shopdesk.printing.paper import formats_for
from shopdesk.printing.render import kind_of, preview, render
from shopdesk.services.day_close import x_report
from shopdesk.services.documents import documents_of_ticket, paper_of
from shopdesk.services.ticket_lists import newest_ticket
from shopdesk.services.till import till_state
from shopdesk.services.work import Reading

_A4 = (595.28, 841.89)


def _receipt(reading: Reading, ticket_id: int) -> ReceiptPaper:
    kept = documents_of_ticket(reading, ticket_id)
    paper = paper_of(reading, next(one.id for one in kept if one.kind is PaperKind.RECEIPT))
    if not isinstance(paper, ReceiptPaper):
        raise TypeError("a receipt is kept as another paper")
    return paper


def receipt(folder: Path, times: int) -> list[Figure]:
    with open_shop(folder) as shop:
        paper = shop.ask(_receipt, shop.ask(newest_ticket))

        def photo(name: str) -> bytes:
            return shop.media.thumbnail(name, 480)

        def ours() -> bytes:
            return render(paper, formats_for(PaperKind.RECEIPT)[0], photo=photo)

        fonts.load()
        pictures = [photo(name) for name in paper.photos]
        texts = list(paper.terms) + [answer.answer for answer in paper.consents] * 3

        def bare() -> bytes:
            return _bare(
                texts, parts=3, codes=(paper.slip_code, paper.slip_code, paper.tag_code), pictures=pictures
            )

        mine, floor = beside([ours] * times, [bare] * times)
        return [
            figure("4", "receipt in three parts, PDF", mine, floor, 15.0, note=f"{len(ours()) // 1024} kB")
        ]


def label(folder: Path, times: int) -> list[Figure]:
    """The device's tag as PDF; thermal printers get its dots in the same moment."""
    with open_shop(folder) as shop:
        paper = shop.ask(_receipt, shop.ask(newest_ticket))
        tag = TagPaper(paper.language, paper.number, paper.tag_code, paper.device.model, "7316", "B-07")
        form = formats_for(PaperKind.TAG)[0]
        texts = [tag.number, tag.model, tag.imei_tail, tag.bin]
        ours, floor = beside(
            [lambda: render(tag, form)] * times,
            [lambda: _bare(texts, parts=1, codes=(tag.tag_code,), pictures=[])] * times,
        )
        return [figure("4a", "label of a device, PDF", ours, floor, 10.0)]


def paper_preview(folder: Path, times: int) -> list[Figure]:
    """A key is pressed in the form: the copy beside it is set and drawn anew, never twice the same."""
    with open_shop(folder) as shop:
        paper = shop.ask(_receipt, shop.ask(newest_ticket))
        fonts.load()
        typed = _typed(paper)
        texts = [*paper.terms, *(answer.answer for answer in paper.consents)]

        def ours() -> None:
            preview(next(typed), "slip", copies=(Copy.CUSTOMER,))

        def bare() -> None:
            pdf = _bare(texts, parts=1, codes=(paper.slip_code,), pictures=[])
            document = pypdfium2.PdfDocument(pdf)
            document[0].render(scale=110 / 72, crop=(0, _A4[1] * 2 / 3, 0, 0)).to_pil()
            document.close()

        mine, floor = beside([ours] * times, [bare] * times)
        return [figure("4b", "preview of a copy after a key", mine, floor, 50.0)]


def _typed(paper: ReceiptPaper) -> Iterator[ReceiptPaper]:
    words = paper.fault or "screen"
    for length in cycle(range(1, 60)):
        yield replace(paper, fault=(words * 60)[:length])


def day_paper(folder: Path, times: int) -> list[Figure]:
    with open_shop(folder) as shop:
        session = shop.ask(till_state, DESK).session_id or 0
        paper = shop.ask(x_report, session)
        fonts.load()
        kept = [f"{one.name} {one.amount.plain()}" for one in paper.sales] * 10
        form = formats_for(kind_of(paper))[0]
        ours, floor = beside(
            [lambda: render(paper, form)] * times,
            [lambda: _bare(kept, parts=1, codes=(), pictures=[])] * times,
        )
        return [figure("6b", "day's report, PDF", ours, floor, 20.0)]


@lru_cache(maxsize=1)
def _plain_fonts() -> tuple[str, str]:
    """The same two weights as reportlab reads them."""
    for name, file in (("Plain", "NotoSansSC_400Regular.ttf"), ("PlainBold", "NotoSansSC_700Bold.ttf")):
        font = TTFont(name, str(resource("fonts", file)), asciiReadable=0)
        face = font.face
        pdfmetrics.registerFont(font)
        font.face = face  # registering lends it the printing room's, as both are of one name
    return "Plain", "PlainBold"


def _bare(texts: list[str], *, parts: int, codes: tuple[str, ...], pictures: list[bytes]) -> bytes:
    """The texts in short lines, the codes and the pictures, at places known beforehand."""
    rl_config.useA85 = 0
    regular, bold = _plain_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=_A4, pageCompression=1)
    high = _A4[1] / parts
    for part in range(parts):
        top = _A4[1] - part * high
        line = 0
        for text in texts:
            for start in range(0, len(text), 30):
                canvas.setFont(bold if line % 6 == 0 else regular, 6.5)
                canvas.drawString(30 + line // 30 * 180, top - 20 - line % 30 * 8, text[start : start + 30])
                line += 1
    for place, code in enumerate(codes):
        path = canvas.beginPath()
        for at, module in enumerate(Code128(code).build()[0]):
            if module == "1":
                path.rect(400 + at, _A4[1] - 60 - place * high, 1, 30)
        canvas.drawPath(path, stroke=0, fill=1)
        square = canvas.beginPath()
        for y, row in enumerate(segno.make(code).matrix):
            for x, module in enumerate(row):
                if module:
                    square.rect(520 + x * 2, _A4[1] - 60 - place * high + y * 2, 2, 2)
        canvas.drawPath(square, stroke=0, fill=1)
    for place, picture in enumerate(pictures):
        canvas.drawImage(ImageReader(io.BytesIO(picture)), 400, 100 + place * 90, 60, 80)
    canvas.save()
    return out.getvalue()
