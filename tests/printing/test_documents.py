"""What the other documents say, to the cent, and that they keep within their paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopdesk.domain.money import Money
from shopdesk.domain.papers import PaperKind, PaperLine
from shopdesk.i18n import catalogue
from shopdesk.printing.paper import FORMATS, LEAST_MARGIN, Feed, formats_for
from shopdesk.printing.render import compose, kind_of, page_count, page_sizes, preview, render
from tests.printing import samples
from tests.printing.pages import outside, overlapping, read, squeezed, stands

LANGUAGES = ("zh_CN", "en")
KINDS = tuple(samples.every("en"))


def said(pdf: bytes) -> str:
    return "".join(page.text for page in read(pdf))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_keeps_within_every_paper_it_comes_on(kind: str, language: str) -> None:
    paper = samples.every(language)[kind]
    for form in formats_for(kind_of(paper)):
        size = FORMATS[form]
        pdf = render(paper, form, reprint=3)
        for page in read(pdf):
            assert page.width == pytest.approx(size.width, abs=0.01)
            if size.feed is not Feed.ROLL:
                assert page.height == pytest.approx(size.height, abs=0.01)
            margin = {Feed.SHEET: LEAST_MARGIN, Feed.ROLL: 0.0, Feed.LABEL: 1.0}[size.feed]
            assert outside(page, margin) == [], form
            assert overlapping(page.letters) == [], form


@pytest.mark.parametrize("kind", KINDS)
def test_same_paper_same_bytes(kind: str) -> None:
    for form in formats_for(PaperKind(kind)):
        assert render(samples.every("zh_CN")[kind], form) == render(samples.every("zh_CN")[kind], form)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "test"])
def test_a_reprint_is_marked_and_an_original_is_not(kind: str) -> None:
    for language, mark in (("zh_CN", "补打1"), ("en", "REPRINT1")):
        paper = samples.every(language)[kind]
        form = formats_for(PaperKind(kind))[0]
        assert mark in said(render(paper, form, reprint=1))
        assert mark[:-1] not in said(render(paper, form))


@pytest.mark.parametrize("language", LANGUAGES)
def test_quote_tells_each_option_with_grades_warranty_and_total(language: str) -> None:
    paper = samples.quote(language)
    text = said(render(paper, "a4"))
    money = catalogue(language).money
    must = [paper.cause, paper.plan, paper.parts_concerned, paper.time_needed, *paper.notes]
    for option in paper.options:
        must += [option.title, option.note, money(option.total)]
        for line in option.lines:
            must += [line.name, line.grade, line.warranty, line.serial, money(line.amount)]
    assert [part for part in must if not stands(part, text)] == []


@pytest.mark.parametrize("form", formats_for(PaperKind.SALE))
@pytest.mark.parametrize("language", LANGUAGES)
def test_sale_adds_up_and_shows_every_tender_and_old_part(language: str, form: str) -> None:
    paper = samples.sale(language)
    text = said(render(paper, form))
    money = catalogue(language).money
    due = paper.total - paper.deposit_used
    must = [
        paper.number, paper.ticket_number, paper.work_done, *paper.old_parts, *paper.notes,
        money(paper.total), money(-paper.deposit_used), money(due), money(paper.change),
        *(money(line.amount) for line in paper.lines), *(money(tender.amount) for tender in paper.tenders),
        *(money(tax.tax) for tax in paper.taxes),
    ]  # fmt: skip
    assert [part for part in must if not stands(part, text)] == []


def test_tax_that_comes_on_top_stands_before_the_total() -> None:
    added = samples.sale("en", tax_included=False)
    text = said(render(added, "a4"))
    tax = "VAT20%on"
    assert tax in text
    assert text.index(tax) < text.index("Total£680.00")
    assert "IncludesVAT" not in text


def test_a_long_sale_goes_on_overleaf_under_the_same_heads() -> None:
    lines = tuple(PaperLine(f"Part {number}", 1, Money(1250, "GBP"), grade="genuine") for number in range(90))
    pages = read(render(samples.sale("en", lines=lines), "a5"))
    assert len(pages) > 3
    text = "".join(page.text for page in pages)
    assert [line.name for line in lines if not stands(line.name, text)] == []
    assert all(f"Page{number}of{len(pages)}" in page.text for number, page in enumerate(pages, start=1))
    assert sum("ItemGradeQtyAmount" in page.text for page in pages) >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_warranty_card_names_term_end_scope_and_the_repair_record(language: str) -> None:
    paper = samples.warranty(language)
    text = said(render(paper, "a5"))
    must = [*paper.cautions]
    for term in paper.terms:
        must += [term.item, term.term, term.scope, term.serial]
        must += [f"{term.until:%Y-%m-%d}"] if term.until else []
    for answer in paper.repair_record:
        must += [answer.question, answer.answer]
    assert [part for part in must if not stands(part, text)] == []


@pytest.mark.parametrize("form", formats_for(PaperKind.REFUND))
def test_refund_names_what_it_mirrors_and_gives_back_the_same(form: str) -> None:
    paper = samples.refund("en")
    text = said(render(paper, form))
    must = [paper.number, paper.mirrors, paper.reason, "-£40.00"]
    assert [part for part in must if not stands(part, text)] == []


@pytest.mark.parametrize("form", formats_for(PaperKind.DAY))
@pytest.mark.parametrize("language", LANGUAGES)
def test_day_agrees_to_the_cent(language: str, form: str) -> None:
    paper = samples.day(language)
    text = said(render(paper, form))
    money = catalogue(language).money
    counted = sum(face.minor * count for face, count in paper.denominations)
    cash = next(tender for tender in paper.tenders if tender.counted.minor == counted)
    must = [
        money(paper.sales_total), money(paper.refunds_total), money(paper.net_total), money(paper.over_short),
        money(paper.running_total), paper.chain_head, paper.opened_by, paper.closed_by, paper.note,
        money(paper.opening_float), money(paper.deposits_held), f"{paper.first_entry}–{paper.last_entry}",
        *(money(face * count) for face, count in paper.denominations),
    ]  # fmt: skip
    assert [part for part in must if not stands(part, text)] == []
    row = (cash.name, money(cash.expected), money(cash.counted), money(cash.counted - cash.expected))
    assert squeezed("".join(row)) in text


def test_an_x_report_does_not_pretend_to_close() -> None:
    look = said(render(samples.day("en", z_number=0), "a4"))
    assert "Xreport" in look
    assert "Zclose" not in look
    assert "Closed" not in look


def test_over_is_signed_as_well_as_short() -> None:
    assert "+¥5.00" in said(render(samples.day("zh_CN", over_short=Money(500, "CNY")), "a4"))


@pytest.mark.parametrize("form", formats_for(PaperKind.CASH))
def test_cash_voucher_says_what_moved_and_why(form: str) -> None:
    paper = samples.cash("zh_CN")
    text = said(render(paper, form))
    must = [paper.number, paper.what, paper.reason, "¥200.00", "贰佰元整", paper.ticket_number]
    assert [part for part in must if not stands(part, text)] == []


def test_continuous_forms_are_exact_thirds_of_eleven_inches() -> None:
    third = FORMATS["continuous-third"].height
    assert third * 3 == pytest.approx(11 * 25.4, abs=1e-9)
    (_, height), *_ = page_sizes(render(samples.receipt("zh_CN"), "continuous-third"))
    # A hundred forms on, still less than the thickness of a line off.
    assert abs(height - third) * 100 < 0.1


def test_a_format_that_a_document_does_not_come_in_is_refused() -> None:
    with pytest.raises(ValueError, match="label-40x30"):
        compose(samples.quote("en"), "label-40x30")


def test_preview_has_four_bytes_a_pixel_at_the_wanted_fineness() -> None:
    seen = preview(samples.receipt("zh_CN"), "slip", dpi=96)
    assert len(seen.rgba) == 4 * seen.width * seen.height
    assert seen.width == pytest.approx(210 / 25.4 * 96, abs=1.5)
    assert set(seen.rgba[3::4]) == {255}


def test_sheets_are_printed_at_full_size_and_fonts_are_inside() -> None:
    pdf = render(samples.sale("zh_CN"), "a5")
    assert b"/PrintScaling /None" in pdf
    assert pdf.count(b"/FontFile2") >= 2
    assert page_count(pdf) == 1


def test_names_with_emoji_are_printed_with_a_box_and_reported() -> None:
    paper = replace(samples.sale("zh_CN"), customer_name="喆囍龘😀王")
    composed = compose(paper, "a5")
    assert composed.missing == "😀"
    assert "喆囍龘□王" in said(composed.pdf)
