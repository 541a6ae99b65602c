"""What each copy of the receipt must say and must not say, and that nothing is cut or printed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopdesk.domain.papers import Copy, Letterhead, PaperDevice, PaperKind, PaperMark, ReceiptPaper
from shopdesk.domain.receipt_layout import CopyLayout, ReceiptLayout
from shopdesk.printing.paper import FORMATS, LEAST_MARGIN, Feed, formats_for
from shopdesk.printing.render import compose, render
from tests.printing import samples
from tests.printing.pages import Page, outside, overlapping, read, squeezed, stands

Photo = Callable[[str], bytes | None]
LANGUAGES = ("zh_CN", "en")
FORMS = formats_for(PaperKind.RECEIPT)


def said(paper: ReceiptPaper, copy: Copy, photo: Photo) -> str:
    """All that one copy says, its continuations with it."""
    return "".join(page.text for page in read(render(paper, "slip", copies=(copy,), photo=photo)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_shop_copy_says_everything(language: str, photo: Photo) -> None:
    paper = samples.receipt(language)
    text = said(paper, Copy.SHOP, photo)
    must = [
        paper.number, paper.customer_name, paper.customer_phone, paper.device.imei, paper.device.model,
        paper.fault, paper.integrity, paper.received_by, paper.bin, paper.old_parts,
        *paper.accessories, *(mark.words for mark in paper.marks),
        *(answer.question for answer in (*paper.history, *paper.checks, *paper.consents)),
        "680.00", "860.00", "100.00",
    ]  # fmt: skip
    assert [part for part in must if not stands(part, text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_customer_copy_has_the_way_back_and_no_full_phone(language: str, photo: Photo) -> None:
    paper = samples.receipt(language)
    text = said(paper, Copy.CUSTOMER, photo)
    masked = "138****4827" if language == "zh_CN" else "077****0482"
    must = [
        paper.number, paper.customer_name, masked, paper.device.model, "7316", paper.fault, paper.integrity,
        paper.head.phone, paper.head.hours, paper.head.complaint_phone, "17:30", "100.00",
        *paper.accessories, *paper.terms, *(mark.words for mark in paper.marks),
    ]  # fmt: skip
    assert [part for part in must if not stands(part, text)] == []
    must_not = [paper.customer_phone, paper.device.imei, paper.bin]
    assert [part for part in must_not if squeezed(part) in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_device_copy_has_no_name_no_phone_and_no_price(language: str, photo: Photo) -> None:
    paper = samples.receipt(language)
    text = said(paper, Copy.DEVICE, photo)
    must = [
        paper.number, paper.device.model, paper.fault, paper.bin, paper.integrity,
        *paper.accessories, *(mark.words for mark in paper.marks),
        *(answer.question for answer in (*paper.history, *paper.checks, *paper.consents)),
    ]  # fmt: skip
    assert [part for part in must if not stands(part, text)] == []
    phone = "".join(char for char in paper.customer_phone if char.isdigit())
    private = [paper.customer_name, paper.customer_phone, phone, phone[-4:], paper.device.imei]
    must_not = [*private, "¥", "£", "680", "100.00"]
    assert [part for part in must_not if squeezed(part) in text] == []


def test_deposit_stands_in_words_where_the_language_expects_it(photo: Photo) -> None:
    assert "壹佰元整" in said(samples.receipt("zh_CN"), Copy.CUSTOMER, photo)
    assert "Onehundredand00/100GBP" in said(samples.receipt("en"), Copy.CUSTOMER, photo)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_ordinary_ticket_fits_on_one_sheet_of_three(language: str, photo: Photo) -> None:
    assert compose(samples.receipt(language), "a4-three", photo=photo).pages == 1


def test_a_reprint_says_so_on_each_copy(photo: Photo) -> None:
    for page in read(render(samples.receipt("zh_CN"), "a5", reprint=2, photo=photo)):
        assert "补打2" in page.text
    for page in read(render(samples.receipt("en"), "a5", photo=photo)):
        assert "REPRINT" not in page.text


def test_a_preview_has_no_number_and_no_code_yet(photo: Photo) -> None:
    paper = samples.receipt(
        "zh_CN", number="", tag_code="", slip_code="", integrity="", marks=(), photos=(), terms=()
    )
    for form in FORMS:
        assert compose(paper, form, photo=photo).pages >= 1


def test_a_carbon_form_shows_only_what_all_three_may_show(photo: Photo) -> None:
    paper = samples.receipt("zh_CN")
    text = "".join(page.text for page in read(render(paper, "continuous-half", photo=photo)))
    assert all(name in text for name in ("存根联", "客户联", "随机联", "138****4827", "¥100.00"))
    assert squeezed(paper.customer_phone) not in text
    assert "680.00" not in text


def hard(language: str) -> ReceiptPaper:
    """The worst intake: everything long, strange or many."""
    long = "喆囍龘𠮷" + "很长的名字" * 58 + "😀👨‍👩‍👧"
    ordinary = samples.receipt(language)
    photos = tuple(f"photo-{letter}" for letter in "abcdefghijkl")
    marks = tuple(
        PaperMark(
            number, ("front", "back", "left", photos[number % 12])[number % 4],
            ("pin", "arrow", "ellipse", "box", "freehand", "text")[number % 6],
            ((number * 317 % 10000, number * 211 % 10000), (number * 173 % 10000, number * 97 % 10000)),
            f"碎裂　第 {number} 处，延伸到边框和屏幕中间",
        )
        for number in range(1, 25)
    )  # fmt: skip
    return replace(
        ordinary,
        customer_name=long,
        device=replace(ordinary.device, model="Samsung Galaxy Z Fold6 Ultra " * 6),
        accessories=tuple(f"附件{number}号，带线" for number in range(40)),
        fault="开机以后屏幕闪烁，声音断断续续；Bluetooth headset disconnects. " * 12,
        marks=marks,
        photos=photos,
        terms=tuple(
            f"第{number}条。" + "维修可能清除数据，请事先备份，本店不承担责任。" * 6 for number in range(12)
        ),
        head=replace(
            ordinary.head, shop_name="青禾手机维修连锁服务中心" * 8, address="人民路一百八十八号" * 12,
            licences=tuple(f"证照 {number} 号 91310000MA1K{number:06d}" for number in range(8)),
            logo="photo-a",
        ),
        visit="3/9 · 与 26-000102、26-000103、26-000104、26-000105、26-000106、26-000107 一并签字",
        layout=ReceiptLayout(
            customer=CopyLayout("客户联兼取机凭证请妥善保管" * 2, footer="新机贴膜八折，" * 24, qr="status",
                qr_says="工单 26-004183\n接件 2026-11-21 11:42\n" + "很长" * 24, qr_words="扫码看单"),
        ),
    )  # fmt: skip


def empty(language: str) -> ReceiptPaper:
    """A preview before anything is typed."""
    ordinary = samples.receipt(language)
    return replace(
        ordinary, head=Letterhead(""), number="", tag_code="", slip_code="", customer_name="",
        customer_phone="",
        device=PaperDevice("", ""), accessories=(), fault="", history=(), checks=(), marks=(), photos=(),
        consents=(), estimate_low=None, estimate_high=None, deposit=None, deposit_tender="", promised_at=None,
        terms=(), integrity="", bin="", old_parts="", signature=None,
    )  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("make", [samples.receipt, hard, empty], ids=["ordinary", "hard", "empty"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_leaves_the_margins_or_is_printed_over(
    language: str, make: Callable[[str], ReceiptPaper], form: str, photo: Photo
) -> None:
    size = FORMATS[form]
    pages = read(render(make(language), form, reprint=1, photo=photo))
    assert len(pages) < 40
    for page in pages:
        margin = LEAST_MARGIN if size.feed is Feed.SHEET else 0.0
        assert outside(page, margin) == []
        assert overlapping(page.letters) == []
        if size.bands > 1:
            assert crossing_cuts(page, size.band_height) == []


def crossing_cuts(page: Page, band: float) -> list[str]:
    cuts = [band, 2 * band]
    return [
        letter.text
        for letter in page.letters
        if letter.text != "✂" and any(letter.top < cut < letter.bottom for cut in cuts)
    ]


@pytest.mark.parametrize("form", ["a4-three", "a5", "roll-80", "continuous-third"])
def test_a_long_intake_goes_on_overleaf_with_nothing_lost(form: str, photo: Photo) -> None:
    paper = hard("zh_CN")
    copies = (Copy.CUSTOMER,)
    composed = compose(paper, form, photo=photo, copies=copies)
    text = "".join(page.text for page in read(composed.pdf))
    assert composed.pages > 1 or FORMATS[form].feed is Feed.ROLL
    assert [term for term in paper.terms if not stands(term, text)] == []
    assert [mark.words for mark in paper.marks if not stands(mark.words, text)] == []
    assert [part for part in paper.accessories if not stands(part, text)] == []
    assert "喆囍龘□很长的名字" in text
    if FORMATS[form].feed is Feed.SHEET:
        # Each continuation says whose it is, and which of how many.
        assert text.count(paper.number) >= composed.pages
        slips = int(text.split("页，共", 1)[1].split("页", 1)[0])
        assert all(f"第{number}页，共{slips}页" in text for number in range(2, slips + 1))
        assert f"第{slips + 1}页" not in text
    assert set(composed.missing) >= {"😀", "𠮷"}


def test_the_same_paper_gives_the_same_bytes(photo: Photo) -> None:
    for form in ("a4-three", "roll-80"):
        first = render(samples.receipt("zh_CN"), form, photo=photo)
        assert render(samples.receipt("zh_CN"), form, photo=photo) == first


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=120)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXTS, fault=TEXTS, accessories=st.lists(TEXTS, max_size=12), terms=st.lists(TEXTS, max_size=8))
def test_whatever_is_typed_is_printed_within_the_margins(
    name: str, fault: str, accessories: list[str], terms: list[str]
) -> None:
    paper = samples.receipt(
        "zh_CN",
        customer_name=name,
        fault=fault,
        accessories=tuple(accessories),
        terms=tuple(terms),
        photos=(),
    )
    for page in read(render(paper, "a4-three")):
        assert outside(page, LEAST_MARGIN) == []
        assert overlapping(page.letters) == []
