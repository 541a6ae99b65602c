"""Pages moved on their paper: by as much as was asked, by whole dots, and never off the edge in silence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageOps

from shopdesk.domain.papers import Paper
from shopdesk.printing.drivers import FolderPrinter, Printed, Printer, Printout
from shopdesk.printing.drivers.languages.escpos import EscPos
from shopdesk.printing.drivers.languages.tspl import Tspl
from shopdesk.printing.drivers.languages.zpl import Zpl
from shopdesk.printing.paper import FORMATS
from shopdesk.printing.pen import Shift
from shopdesk.printing.render import compose, page_image, page_sizes, pdf_dots, render
from shopdesk.printing.spool import Job, Spooler
from shopdesk.printing.text_cells import cells
from tests.printing import samples
from tests.printing.escpos_printer import Printed as PrintedLine
from tests.printing.escpos_printer import ReceiptPrinter
from tests.printing.label_printers import TscPrinter, ZebraPrinter
from tests.printing.test_spool import Jobs

PAGES: list[tuple[Paper, str]] = [
    (samples.receipt("zh_CN"), "a4-three"), (samples.sale("en"), "a5"), (samples.quote("zh_CN"), "letter"),
    (samples.receipt("en"), "continuous-third"), (samples.day("zh_CN"), "a4"),
]  # fmt: skip
_DPI = 254
"""Ten pixels a millimetre."""


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    box = ImageOps.invert(image.convert("L")).point(lambda tone: 255 if tone > 60 else 0).getbbox()
    assert box is not None
    return box


def page(paper: Paper, form: str, shift: Shift) -> Image.Image:
    return page_image(compose(paper, form, shift=shift).pdf, scale=_DPI / 72)


@pytest.mark.parametrize(("paper", "form"), PAGES, ids=[form for _, form in PAGES])
@pytest.mark.parametrize("shift", [(1.5, 0.0), (0.0, 2.0), (-2.0, -1.0), (0.3, -0.2)])
def test_a_sheet_moves_by_millimetres(paper: Paper, form: str, shift: Shift) -> None:
    here, there = ink(page(paper, form, (0.0, 0.0))), ink(page(paper, form, shift))
    right, down = (length * 10 for length in shift)
    for side, by in enumerate((right, down, right, down)):
        assert there[side] - here[side] == pytest.approx(by, abs=1.01)
    assert page_sizes(compose(paper, form, shift=shift).pdf) == page_sizes(render(paper, form))


@pytest.mark.parametrize(
    "form", ["label-40x30", "label-50x30-300dpi", "label-62x29", "label-60x40", "label-90x29-300dpi"]
)
@pytest.mark.parametrize("shift", [(0.9, 0.0), (-0.8, 0.7), (0.06, -0.3)])
def test_a_label_moves_by_whole_dots_and_its_bars_stay_whole(form: str, shift: Shift) -> None:
    tag = samples.tag()
    size = FORMATS[form]
    plain = pdf_dots(render(tag, form), size.dots_per_mm)[0].convert("L")
    moved = pdf_dots(compose(tag, form, shift=shift).pdf, size.dots_per_mm)[0].convert("L")
    right, down = (round(length * size.dots_per_mm) for length in shift)
    expected = Image.new("L", plain.size, 255)
    expected.paste(plain, (right, down))
    assert ImageChops.difference(moved, expected).getbbox() is None
    assert tag.tag_code in [code.text for code in zxingcpp.read_barcodes(np.asarray(moved))]


def test_a_roll_grows_by_what_it_moves_down() -> None:
    sale = samples.sale("zh_CN", signature=None)  # curves are rounded anew where they stand
    plain, moved = (
        pdf_dots(compose(sale, "roll-80", shift=shift).pdf, 8.0)[0].convert("L")
        for shift in ((0.0, 0.0), (0.5, 5.0))
    )
    assert moved.height - plain.height == 40
    expected = Image.new("L", moved.size, 255)
    expected.paste(plain, (4, 40))
    assert ImageChops.difference(moved, expected).getbbox() is None


def test_no_shift_changes_no_byte() -> None:
    for paper, form in PAGES:
        assert compose(paper, form, shift=(0.0, 0.0)).pdf == render(paper, form)


@given(right=st.integers(-80, 80), down=st.integers(-80, 80))
@settings(max_examples=40)
def test_what_would_stand_beyond_the_edge_is_told(right: int, down: int) -> None:
    """A tenth of a millimetre at a time, against the ink itself."""
    tag = samples.tag()
    size = FORMATS["label-50x30"]
    shift = (right / 10, down / 10)
    plain = pdf_dots(render(tag, "label-50x30"), size.dots_per_mm)[0].convert("L")
    left, top, end, bottom = ink(plain)
    by = [round(length * size.dots_per_mm) for length in shift]
    beyond = max(
        -(left + by[0]), -(top + by[1]), end + by[0] - plain.width, bottom + by[1] - plain.height
    )  # fmt: skip
    told = compose(tag, "label-50x30", shift=shift).cut_off
    if beyond > 6:
        assert told
    if beyond < -2:
        assert not told


@pytest.mark.parametrize("form", ["a4-three", "continuous-full", "a5", "letter-three", "roll-80", "roll-58"])
def test_pages_as_they_are_stand_within_their_edges(form: str) -> None:
    assert not compose(samples.receipt("zh_CN"), form, shift=(0.01, 0.0)).cut_off


class Kept(Printer):
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.printouts: list[Printout] = []

    def print_document(self, printout: Printout) -> Printed:
        self.printouts.append(printout)
        return Printed("kept")


def run(job: Job, printer: Printer) -> tuple[Jobs, list[tuple[int, str]]]:
    jobs = Jobs([job])
    remarks: list[tuple[int, str]] = []
    worker = Spooler(
        jobs, "desk-1", lambda _: printer, settled=jobs.tell,
        remarked=lambda number, key, _values: remarks.append((number, key)),
    )  # fmt: skip
    worker.start()
    try:
        jobs.wait_for(1)
    finally:
        assert worker.stop()
    return jobs, remarks


def test_the_worker_moves_a_page_on_its_way_to_the_printer() -> None:
    kept = Kept()
    sale = samples.sale("zh_CN")
    run(Job(1, 1, sale, "a5", "folder", shift=(2.0, -1.0)), kept)
    assert kept.printouts[0].pdf == compose(sale, "a5", shift=(2.0, -1.0)).pdf
    assert kept.printouts[0].shift == (2.0, -1.0)


def test_a_document_that_would_lose_a_part_fails_in_words(tmp_path: Path) -> None:
    jobs, _ = run(Job(1, 1, samples.sale("zh_CN"), "a5", "till", shift=(15.0, 0.0)), FolderPrinter(tmp_path))
    assert jobs.story[1][1] == ("failed", "paper.trouble.off_paper", {"printer": "till"})
    assert list(tmp_path.iterdir()) == []


def test_the_page_that_measures_an_offset_comes_out_and_says_so(tmp_path: Path) -> None:
    jobs, remarks = run(
        Job(1, 1, samples.printer_page(), "a4", "till", shift=(8.0, 0.0)), FolderPrinter(tmp_path)
    )
    assert jobs.story[1][1][0] == "done"  # type: ignore[index]  # a story's steps are told as tuples
    assert remarks == [(1, "paper.remark.cut_off")]


def test_thermal_printers_get_the_moved_page() -> None:
    tag = samples.tag()
    shift = (0.5, 0.5)
    pdf = compose(tag, "label-40x30", shift=shift).pdf
    out = Printout.of(tag, "label-40x30", pdf, 0, shift)
    expected = pdf_dots(pdf, 8.0)[0].convert("L")
    plain = pdf_dots(render(tag, "label-40x30"), 8.0)[0].convert("L")
    assert ImageChops.difference(expected, plain).getbbox() is not None
    zebra, tsc = ZebraPrinter(), TscPrinter()
    for machine, language in ((zebra, Zpl()), (tsc, Tspl())):
        load = language.load(out, None)
        machine.take(load.before + load.prints)
        assert ImageChops.difference(machine.labels[0], expected).getbbox() is None


def test_text_moves_by_the_margin_and_a_feed() -> None:
    sale = samples.sale("zh_CN")
    out = Printout.of(sale, "roll-80", b"", 0, (2.0, 3.0))
    machine = ReceiptPrinter()
    machine.take(EscPos(text=True).load(out, None).prints)
    assert (machine.left_margin, machine.fed) == (16, 24)
    # What stands at the right edge has moved with it, and nothing is broken anew by the printer.
    room = 576 - 16
    for thing in machine.slips[0]:
        if isinstance(thing, PrintedLine):
            assert cells(thing.text) * (24 if thing.double else 12) <= room
        elif isinstance(thing, Image.Image):
            assert thing.width <= room
        else:
            assert thing.image.width <= room
    back = ReceiptPrinter()
    back.take(EscPos(text=True).load(Printout.of(sale, "roll-80", b"", 0, (-2.0, -3.0)), None).prints)
    assert (back.left_margin, back.fed) == (0, 0)
