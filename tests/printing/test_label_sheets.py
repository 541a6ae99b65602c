"""Tags on sheets of labels: each on its own label, from the first free one on, and all of them read back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import zxingcpp

from shopdesk.domain.label_sheet import SHEETS, LabelSheet
from shopdesk.domain.papers import PaperKind, SheetPaper, TagPaper
from shopdesk.printing.label_sheets import compose_label_sheet
from shopdesk.printing.paper import LEAST_MARGIN, formats_for
from shopdesk.printing.render import compose, page_image
from tests.printing import samples
from tests.printing.pages import Mark, outside, overlapping, read

LANGUAGES = ("zh_CN", "en")
OWN = LabelSheet("own", 4, 10, 45.7, 25.4, 48.3, 25.4, 9.75, 21.5)


def tags(count: int, language: str = "zh_CN", **changes: str) -> list[TagPaper]:
    return [
        samples.tag(language, number=f"26-{4183 + index:06d}", tag_code=f"{26004183 + index}", **changes)
        for index in range(count)
    ]


def label_of(mark: Mark, sheet: LabelSheet) -> int | None:
    """The label that a mark stands on whole, None where it crosses an edge."""
    for place in range(sheet.labels):
        left, top = sheet.corner(place)
        across = left <= mark.left and mark.right <= left + sheet.label_width
        if across and top <= mark.top and mark.bottom <= top + sheet.label_height:
            return place
    return None


@pytest.mark.parametrize("sheet", [*SHEETS.values(), OWN], ids=lambda sheet: str(sheet.name))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tag_stands_within_its_own_label_and_is_read(sheet: LabelSheet, language: str) -> None:
    papers = tags(sheet.labels, language, model="Samsung Galaxy Z Fold6 Ultra 5G 国行 512 GB", piece="11/12")
    composed = compose_label_sheet(papers, sheet, reprint=2)
    assert composed.pages == 1
    (page,) = read(composed.pdf)
    assert (page.width, page.height) == pytest.approx((sheet.page_width, sheet.page_height), abs=0.01)
    assert outside(page, LEAST_MARGIN) == []
    assert overlapping(page.letters) == []
    assert {label_of(mark, sheet) for mark in (*page.letters, *page.shapes)} == set(range(sheet.labels))
    # 300 dpi, as the coarsest office printer prints.
    seen = np.asarray(page_image(composed.pdf, scale=300 / 72).convert("L"))
    bars = [code for code in zxingcpp.read_barcodes(seen) if code.format == zxingcpp.BarcodeFormat.Code128]
    assert sorted(code.text for code in bars) == [paper.tag_code for paper in papers]


def test_bars_are_whole_dots_of_a_300_dpi_printer() -> None:
    composed = compose_label_sheet(tags(1), SHEETS["sheet-5x13"])
    seen = np.asarray(page_image(composed.pdf, scale=300 / 72).convert("L"))
    left, top = SHEETS["sheet-5x13"].corner(0)
    row = seen[round((top + 7.5) * 300 / 25.4)][: round((left + 38.1) * 300 / 25.4)] < 128
    edges = np.flatnonzero(np.diff(row.astype(int)))
    assert len(edges) == 44
    assert set(np.diff(edges) % 4) == {0}


def test_printing_begins_at_the_first_free_label_and_goes_on_overleaf() -> None:
    sheet = SHEETS["sheet-2x7"]
    composed = compose_label_sheet(tags(16), sheet, first=13)
    assert composed.pages == 2
    first, second = read(composed.pdf)
    assert {label_of(mark, sheet) for mark in first.letters} == {12, 13}
    assert {label_of(mark, sheet) for mark in second.letters} == set(range(14))
    assert "26-004183" in first.text
    assert "26-004185" in second.text


def test_a_single_tag_comes_on_a_sheet_as_on_any_other_paper() -> None:
    assert set(SHEETS) <= set(formats_for(PaperKind.TAG))
    (page,) = read(compose(samples.tag("zh_CN"), "sheet-3x8", reprint=1).pdf)
    assert {label_of(mark, SHEETS["sheet-3x8"]) for mark in page.letters} == {0}
    assert "补打1" in page.text


def test_only_the_copies_on_a_sheet_are_marked() -> None:
    sheet = SHEETS["sheet-2x7"]
    paper = SheetPaper("en", "L26-000001", sheet, tuple(tags(3, "en")), (0, 3, 0), first=2)
    (page,) = read(compose(paper, "a4").pdf)
    assert page.text.count("REPRINT") == 1
    assert {label_of(mark, sheet) for mark in page.letters} == {1, 2, 3}


@pytest.mark.parametrize("first", [0, 15])
def test_a_label_that_is_not_on_the_sheet_is_refused(first: int) -> None:
    with pytest.raises(ValueError, match="sheet-2x7"):
        compose_label_sheet(tags(1), SHEETS["sheet-2x7"], first=first)


def test_nothing_to_print_and_a_tag_without_a_code_are_refused() -> None:
    with pytest.raises(ValueError, match="no tags"):
        compose_label_sheet([], SHEETS["sheet-2x7"])
    with pytest.raises(ValueError, match="without a code"):
        compose_label_sheet([samples.tag(tag_code="")], SHEETS["sheet-2x7"])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, ""),
        ({"columns": 0}, "columns"),
        ({"rows": 12}, "top"),
        ({"pitch_x": 40.0}, "pitch_x"),
        ({"pitch_y": 20.0}, "pitch_y"),
        ({"left": 40.0}, "left"),
        ({"label_width": 10.0}, "label_width"),
        ({"label_height": 5.0}, "label_height"),
    ],
)
def test_a_sheet_whose_labels_overlap_or_leave_the_page_names_the_field(
    changes: dict[str, float], field: str
) -> None:
    sheet = replace(OWN, **changes)  # type: ignore[arg-type]  # fields are chosen by name
    assert sheet.problem() == field
    if field:
        with pytest.raises(ValueError, match="own"):
            compose_label_sheet(tags(1), sheet)


def test_a_sheet_printed_again_marks_every_label_as_a_further_copy() -> None:
    paper = SheetPaper("en", "L26-000001", SHEETS["sheet-3x8"], tuple(tags(2, "en")), (0, 1))
    (first,) = read(compose(paper, "a4").pdf)
    (again,) = read(compose(paper, "a4", reprint=1).pdf)
    assert (first.text.count("REPRINT"), first.text.count("REPRINT1")) == (1, 1)
    assert (again.text.count("REPRINT1"), again.text.count("REPRINT2")) == (1, 1)


@pytest.mark.parametrize(
    ("name", "last", "corner"),
    [
        ("sheet-3x8", 23, (140.0, 259.5)),
        ("sheet-2x7", 13, (106.25, 243.75)),
        ("sheet-5x13", 64, (167.15, 265.1)),
    ],
)
def test_the_last_label_stands_where_the_maker_cut_it(
    name: str, last: int, corner: tuple[float, float]
) -> None:
    sheet = SHEETS[name]
    assert sheet.labels == last + 1
    assert sheet.corner(0) == (sheet.left, sheet.top)
    assert sheet.corner(last) == pytest.approx(corner, abs=0.001)
