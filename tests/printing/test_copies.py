"""Copies as a shop may want them, and what no setting can make them say."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from itertools import chain, combinations

import numpy as np
import pdfplumber
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from shopdesk.domain.paper_amendment import PaperAmendment
from shopdesk.domain.papers import Copy, PaperKind, ReceiptPaper
from shopdesk.domain.receipt_law import MAY_SAY, MUST_SAY, USUAL, lawful
from shopdesk.domain.receipt_layout import CopyLayout, Qr, ReceiptLayout, Section, Tint, group_of
from shopdesk.printing.documents import receipt as drawing
from shopdesk.printing.paper import FORMATS, formats_for
from shopdesk.printing.render import compose, page_count, page_image, raster, render
from tests.printing import samples
from tests.printing.pages import overlapping, read, squeezed

Photo = Callable[[str], bytes | None]
FORMS = formats_for(PaperKind.RECEIPT)
PRIVATE = {
    Copy.SHOP: ("7126004183",),
    Copy.CUSTOMER: ("138 0016 4827", "1380016", "356921145087316", "B-07"),
    Copy.DEVICE: ("王喆", "138 0016 4827", "4827", "138****", "¥", "680", "壹佰", "356921145087316"),
}
"""What stands on the sample and may not stand on a copy; the passcode has no place in a paper at all."""


def laid_out(**copies: CopyLayout) -> ReceiptPaper:
    return samples.receipt("zh_CN", layout=ReceiptLayout(**copies))


def all_alike(layout: CopyLayout) -> ReceiptPaper:
    return laid_out(shop=layout, customer=layout, device=layout)


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return squeezed("".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()


def said(paper: ReceiptPaper, copy: Copy) -> str:
    return words(render(paper, "slip", copies=(copy,)))


def codes(image: Image.Image) -> dict[str, str]:
    return {
        str(code.format).rpartition(".")[2].replace(" ", ""): code.text
        for code in zxingcpp.read_barcodes(np.asarray(image.convert("L")))
    }


# The law


def test_the_law_of_the_copies_is_the_papers_table() -> None:
    assert {copy: set(Section) - MAY_SAY[copy] for copy in Copy} == {
        Copy.SHOP: {Section.BENCH, Section.PICKUP},
        Copy.CUSTOMER: {Section.BENCH, Section.BIN},
        Copy.DEVICE: {
            Section.CUSTOMER, Section.DEPOSIT, Section.ESTIMATE, Section.TERMS, Section.PICKUP,
        },
    }  # fmt: skip
    assert not any("passcode" in section or "cost" in section for section in Section)


@pytest.mark.parametrize("copy", list(Copy))
def test_whatever_is_asked_for_a_copy_says_only_what_it_may(copy: Copy) -> None:
    """Every choice of the sections that matter here: the forbidden ones, and those that must be there."""
    judged = sorted((set(Section) - MAY_SAY[copy]) | MUST_SAY[copy])
    choices = chain.from_iterable(combinations(judged, count) for count in range(len(judged) + 1))
    for chosen in choices:
        for asked in (
            chosen,
            (*chosen, *Section),
            tuple(reversed(chosen)),
            (*chosen, Section.FAULT, "passcode"),
        ):
            shown = lawful(copy, asked)
            assert MUST_SAY[copy] <= set(shown) <= MAY_SAY[copy]
            assert len(set(shown)) == len(shown)


@given(st.lists(st.sampled_from([*Section, "passcode", "cost", ""]), max_size=24), st.sampled_from(Copy))
def test_sections_keep_their_order_within_their_group(asked: list[str], copy: Copy) -> None:
    shown = lawful(copy, asked)
    wanted = [Section(name) for name in dict.fromkeys(asked) if name in set(Section)]
    if not wanted:
        assert set(shown) == set(USUAL[copy])
    kept = [section for section in wanted if section in MAY_SAY[copy]]
    for one, other in combinations(kept, 2):
        if group_of(one) is group_of(other):
            assert shown.index(one) < shown.index(other)


@pytest.mark.parametrize("copy", list(Copy))
def test_no_layout_makes_a_copy_tell_what_it_may_not(copy: Copy) -> None:
    for asked in [tuple(Section), tuple(reversed(Section)), *((section,) for section in Section)]:
        text = said(all_alike(CopyLayout(sections=asked, qr=Qr.STATUS, qr_says="x")), copy)
        assert [private for private in PRIVATE[copy] if squeezed(private) in text] == [], asked


@pytest.mark.parametrize("copy", list(Copy))
@pytest.mark.parametrize("kind", list(Qr))
def test_the_slips_own_code_stands_on_the_customers_copy_alone(copy: Copy, kind: Qr) -> None:
    """A handover by two scans needs the slip that the customer holds."""
    paper = all_alike(CopyLayout(qr=kind, qr_says="https://greenfield.example/t"))
    found = codes(page_image(render(paper, "slip", copies=(copy,)), scale=300 / 72))
    own = paper.slip_code if copy is Copy.CUSTOMER else paper.tag_code
    assert set(found.values()) <= {own, "https://greenfield.example/t"}
    assert found["Code128"] == own


def test_a_carbon_set_says_what_all_plies_may_say_whatever_is_asked_for() -> None:
    text = words(render(all_alike(CopyLayout(sections=tuple(Section))), "continuous-half"))
    assert "680.00" not in text
    assert "13800164827" not in text
    assert "B-07" not in text


# What a shop may choose


def test_a_paper_without_a_layout_is_drawn_as_one_with_nothing_chosen(photo: Photo) -> None:
    for form in ("a4-three", "roll-80", "continuous-third"):
        usual = render(samples.receipt("zh_CN"), form, photo=photo)
        assert render(all_alike(CopyLayout()), form, photo=photo) == usual


@pytest.mark.parametrize("form", FORMS)
def test_a_copys_own_name_and_line_stand_on_every_paper(form: str) -> None:
    paper = laid_out(
        shop=CopyLayout("留底联", footer="留存三年"),
        customer=CopyLayout("取机凭据", footer="贴膜八折"),
        device=CopyLayout("机器联", footer="小心电池"),
    )
    text = words(render(paper, form))
    assert all(name in text for name in ("留底联", "取机凭据", "机器联"))
    assert "贴膜八折" in text
    if not FORMATS[form].impact:
        assert "留存三年" in text
        assert "小心电池" in text


def test_sections_stand_in_the_order_chosen_and_left_out_ones_do_not() -> None:
    chosen = ("accessories", "customer", "device", "checks", "fault", "signatures")
    (page, *_) = read(render(laid_out(shop=CopyLayout(sections=chosen)), "slip", copies=(Copy.SHOP,)))
    assert page.text.index("附件SIM") < page.text.index("客户王喆")
    assert page.text.index("检测") < page.text.index("故障")
    assert not any(gone in page.text for gone in ("授权", "外观", "估价", "订金", "经过"))


def test_the_condition_stands_left_where_it_comes_first() -> None:
    def left_of_condition(sections: tuple[str, ...]) -> float:
        (page, *_) = read(render(laid_out(shop=CopyLayout(sections=sections)), "slip", copies=(Copy.SHOP,)))
        return next(
            one.left for one, other in zip(page.letters, page.letters[1:], strict=False)
            if one.text + other.text == "外观"
        )  # fmt: skip

    assert left_of_condition(("condition", "fault", "checks")) < 15
    assert left_of_condition(("fault", "condition", "checks")) > 100


def coloured(image: Image.Image) -> int:
    """How many pixels are not grey."""
    pixels = np.asarray(image.convert("RGB")).astype(int)
    return int((pixels.max(axis=2) - pixels.min(axis=2) > 8).sum())


@pytest.mark.parametrize("tint", list(Tint))
def test_tints_colour_name_and_edge_on_sheets_and_nothing_on_forms_and_rolls(tint: Tint) -> None:
    paper = replace(all_alike(CopyLayout(tint=tint)), photos=())
    for form in FORMS:
        pdf = render(paper, form)
        for page in range(page_count(pdf)):
            found = coloured(page_image(pdf, page=page))
            plain = tint is Tint.WHITE or FORMATS[form].mono
            assert (found == 0) is plain, form


@pytest.mark.parametrize("kind", [Qr.CALL, Qr.MAP, Qr.STATUS, Qr.LINK])
def test_what_the_qr_says_is_read_back_from_sheets_forms_and_rolls(kind: Qr) -> None:
    says = {
        Qr.CALL: "tel:02155550188",
        Qr.MAP: "geo:31.2304,121.4737",
        Qr.STATUS: "工单 26-004183\nSamsung Galaxy Z Fold6 Ultra 5G\n接件 2026-11-21 11:42\n预计 17:30",
        Qr.LINK: f"https://greenfield.example/{'x' * 120}",
    }[kind]
    paper = all_alike(CopyLayout(qr=kind, qr_says=says, qr_words="扫码"))
    for form in ("a4-three", "a5", "continuous-third"):
        found = codes(page_image(render(paper, form), scale=300 / 72))
        assert found["QRCode"] == says, form
    for form in ("roll-80", "roll-58"):
        for slip in raster(paper, form):
            assert codes(slip)["QRCode"] == says, form


@pytest.mark.parametrize("form", FORMS)
def test_the_visit_stands_beside_the_number_on_every_copy(form: str) -> None:
    visit = "1/3 · 与 26-004184、26-004185 一并签字"
    pages = read(render(samples.receipt("zh_CN", visit=visit), form))
    text = "".join(page.text for page in pages)
    copies = 1 if FORMATS[form].impact else 3
    assert text.count(squeezed(visit)) == copies


def logo() -> bytes:
    picture = Image.new("RGB", (400, 160), "white")
    picture.paste((15, 118, 110), (20, 20, 160, 140))
    picture.paste((120, 120, 120), (200, 60, 380, 100))
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=95)
    return kept.getvalue()


def test_the_logo_stands_on_sheets_and_rolls_clean_black_on_thermal_paper() -> None:
    head = replace(samples.receipt("zh_CN").head, logo="logo")
    paper = samples.receipt("zh_CN", head=head, marks=(), photos=())
    source: Photo = {"logo": logo()}.get
    assert coloured(page_image(render(paper, "a4", photo=source))) > 500
    for form in ("roll-80", "roll-58"):
        slip = np.asarray(raster(paper, form, photo=source)[0].convert("L"))
        top = slip[: (12 * 8)]
        rows = np.flatnonzero((top < 128).any(axis=1))
        assert rows[0] < 40
        # Two areas: on each row black runs, never a raster of dots.
        middle = top[(rows[0] + rows[-1]) // 2] < 128
        assert 2 <= np.count_nonzero(np.diff(middle.astype(int))) <= 4
    assert len(read(render(paper, "continuous-half", photo=source))) == 1


def test_every_licence_stands_on_the_customers_copy_and_on_other_papers() -> None:
    licences = ("营业执照 91310000MA1K", "税号 12345678")
    head = replace(samples.receipt("zh_CN").head, licence="备案 077", licences=licences)
    text = said(samples.receipt("zh_CN", head=head), Copy.CUSTOMER)
    sale = words(render(samples.sale("zh_CN", head=head), "a5"))
    assert all(squeezed(one) in text and squeezed(one) in sale for one in ("备案 077", *licences))


# One sheet, readable type, and the same page whatever was printed before


@pytest.mark.parametrize("form", ["a4-three", "letter-three"])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_full_ordinary_ticket_fits_on_one_sheet(language: str, form: str, photo: Photo) -> None:
    assert compose(samples.receipt(language), form, photo=photo).pages == 1


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_type_is_smaller_than_can_be_read(language: str, form: str, photo: Photo) -> None:
    with pdfplumber.open(io.BytesIO(render(samples.receipt(language), form, photo=photo))) as document:
        sizes = {round(letter["size"], 2) for page in document.pages for letter in page.chars}
    assert min(sizes) >= 6.5


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_page_does_not_depend_on_what_was_printed_before(language: str, photo: Photo) -> None:
    ordinary = samples.receipt(language)
    papers = [
        replace(
            ordinary, fault=ordinary.fault * times, terms=ordinary.terms[:terms], marks=ordinary.marks[:marks]
        )
        for times, terms, marks in ((1, 7, 3), (1, 2, 0), (3, 7, 2), (6, 7, 3), (2, 0, 1))
    ]
    drawing._guesses.clear()
    first = [render(paper, "a4-three", photo=photo) for paper in papers]
    for step in range(len(drawing._TIGHTER)):
        for guess in drawing._guesses.values():
            guess.step = step
        again = {
            place: render(papers[place], "a4-three", photo=photo) for place in reversed(range(len(papers)))
        }
        assert [again[place] for place in range(len(papers))] == first


@pytest.mark.parametrize("form", FORMS)
def test_an_amended_receipt_says_so_on_every_copy_with_each_change(form: str) -> None:
    changed = PaperAmendment(
        "M26-000001", 2, "9XQD-41TT", samples.receipt().received_at, "周敏", "漏记附件",
        ("附件：SIM 卡 → SIM 卡、手机壳", "检测 充电：正常 → 异常"),
    )  # fmt: skip
    pages = read(render(samples.receipt("zh_CN", amendment=changed), form))
    text = "".join(page.text for page in pages)
    copies = 1 if FORMATS[form].impact else 3
    for part in ("更正2·M26-000001", "漏记附件", "9XQD-41TT", "7K4Q-92MD", *changed.changes):
        assert text.count(squeezed(part)) == copies, part
    assert [one for page in pages for one in overlapping(page.letters)] == []
