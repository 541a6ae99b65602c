"""Fonts cut down by the quick way draw what reportlab's own way draws, dot for dot."""

from __future__ import annotations

import io

import pytest
from PIL import ImageChops
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from shopdesk.config import resource
from shopdesk.printing import fonts
from shopdesk.printing.paper import FORMATS
from shopdesk.printing.pen import Booklet
from shopdesk.printing.render import page_image
from tests.printing.pages import read

TEXTS = (
    "Ångström Žižek Łódź naïve façade İstanbul ½ ¥£€ “quoted” – 7K4Q-92MD",
    "青禾手机维修 王喆 囍 龘 外屏碎、触摸失灵。①②③ ✓×",
    "".join(chr(code) for code in range(0x4E00, 0x4E00 + 44)),
    "".join(chr(code) for code in range(0x5E00, 0x5E00 + 44)),
)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("repeat", [1, 9], ids=["one subset", "several subsets"])
def test_every_glyph_is_the_fonts_own(bold: bool, repeat: int) -> None:
    texts = [*TEXTS, *("".join(chr(0x6000 + row * 44 + at) for at in range(44)) for row in range(repeat))]
    booklet = Booklet("t", "en")
    pen = booklet.page(FORMATS["a4"])
    for row, text in enumerate(texts):
        pen.text(40, 60 + 24 * row, text, 10, bold=bold)
    quick = booklet.finish()

    name = fonts._FILES[fonts.BOLD if bold else fonts.REGULAR]
    usual = TTFont(f"Usual{bold}", str(resource("fonts", name)), asciiReadable=0)
    face = usual.face
    pdfmetrics.registerFont(usual)
    usual.face = face  # registering lends it the quick font's, as both are of one name
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=(pen.size.width * 72 / 25.4, pen.page_height))
    canvas.setFont(f"Usual{bold}", 10)
    for row, text in enumerate(texts):
        canvas.drawString(40, pen.page_height - 60 - 24 * row, text)
    canvas.save()

    one, other = (page_image(pdf, scale=2.0).convert("L") for pdf in (quick, kept.getvalue()))
    assert one.size == other.size
    apart = ImageChops.difference(one, other)
    assert apart.point([0 if step < 24 else 255 for step in range(256)]).getbbox() is None
    assert other.getextrema()[0] == 0
    (page,) = read(quick)
    assert all("".join(text.split()) in page.text for text in texts[1:])
