"""Label printers: every size and head dot for dot, the code read back, and what the printers say."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageChops

from shopdesk.domain.papers import Paper
from shopdesk.printing.drivers import OutcomeUnknown, Printout, PrintTrouble, RawPrinter
from shopdesk.printing.drivers.languages import brother
from shopdesk.printing.drivers.languages.brother import Brother
from shopdesk.printing.drivers.languages.language import Language, Misfit
from shopdesk.printing.drivers.languages.tspl import Tspl
from shopdesk.printing.drivers.languages.zpl import Zpl
from shopdesk.printing.drivers.ways import SerialWay, TcpWay, UsbWay, Way
from shopdesk.printing.paper import FORMATS, Feed
from shopdesk.printing.render import compose, raster, render, warm_up
from tests.printing import samples
from tests.printing.emulators import Machine, SerialPrinter, SocketPrinter, UsbBus, UsbDevice
from tests.printing.label_printers import BrotherPrinter, TscPrinter, ZebraPrinter

LABELS = [name for name, size in FORMATS.items() if size.feed is Feed.LABEL]
TAG = samples.tag()
CUT, TAPE = 0x0B, 0x0A


def printout(form: str, paper: Paper = TAG) -> Printout:
    return Printout.of(paper, form, render(paper, form), 0)


def to(machine: Machine, language: Language, form: str = "label-40x30", paper: Paper = TAG) -> str:
    """Print over the network; the name told."""
    with SocketPrinter(machine) as server:
        printer = at(TcpWay("127.0.0.1", server.port), language)
        return printer.print_document(printout(printer.form(form), paper)).file


def at(way: Way, language: Language) -> RawPrinter:
    return RawPrinter(way, language, answer=0.6, patience=6.0)


def drawn(form: str) -> Image.Image:
    return raster(TAG, form)[0].convert("L")


def same(one: Image.Image, other: Image.Image) -> bool:
    return one.size == other.size and ImageChops.difference(one, other).getbbox() is None


def read(image: Image.Image) -> set[str]:
    # A reader wants quiet around the code, as a label's own edge and the gap give it.
    framed = Image.new("L", (image.width + 80, image.height + 80), 255)
    framed.paste(image, (40, 40))
    return {code.text for code in zxingcpp.read_barcodes(np.asarray(framed))}


@pytest.mark.parametrize("form", LABELS)
def test_zpl_is_the_label_dot_for_dot(form: str) -> None:
    machine = ZebraPrinter(dpi=300 if form.endswith("300dpi") else 203)
    assert to(machine, Zpl(), form) == "127.0.0.1"
    (label,) = machine.labels
    assert same(label, drawn(form))
    assert read(label) == {TAG.tag_code}


@pytest.mark.parametrize("form", LABELS)
def test_tspl_is_the_label_dot_for_dot(form: str) -> None:
    machine = TscPrinter()
    to(machine, Tspl(gap=2.5), form)
    (label,) = machine.labels
    size = FORMATS[form]
    expected = drawn(form)
    assert label.width - expected.width in range(8)
    assert same(label.crop((0, 0, *expected.size)), expected)
    assert read(label) == {TAG.tag_code}
    assert machine.commands[:3] == [
        f"SIZE {size.width:g} mm,{size.height:g} mm", "GAP 2.5 mm,0 mm", "DIRECTION 0",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "media", "turned"),
    [
        ("label-62x29", (CUT, 62, 29), False),
        ("label-62x29", (TAPE, 62, 0), False),
        ("label-62x29-300dpi", (0x4A, 62, 0), False),
        ("label-62x29", (TAPE, 29, 0), True),
        ("label-62x40", (TAPE, 62, 0), False),
        ("label-90x29", (CUT, 29, 90), True),
        ("label-90x29", (TAPE, 29, 0), True),
    ],
)
@pytest.mark.parametrize("model", ["QL-820NWB", "QL-700", "QL-1110NWB"])
def test_brother_is_the_label_dot_for_dot_on_what_is_loaded(
    form: str, media: tuple[int, int, int], turned: bool, model: str
) -> None:
    codes = {"QL-820NWB": (0x34, 0x41), "QL-700": (0x34, 0x35), "QL-1110NWB": (0x34, 0x44)}[model]
    machine = BrotherPrinter(model=model, codes=codes, media=media)
    to(machine, Brother(), form)
    (label,) = machine.labels
    expected = drawn(form.removesuffix("-300dpi") + "-300dpi")
    if turned:
        expected = expected.rotate(90, expand=True)
    assert machine.told_media == (CUT if media[0] == CUT else TAPE, *media[1:])
    assert same(_ink(label), _ink(expected))
    assert read(label) == {TAG.tag_code}
    # Measured from the middle of the tape, the label stands where the page has it.
    middle = _middle_of_tape(machine.model, media[1])
    box, wanted = _box(label), _box(expected)
    assert abs((box[0] - middle) - (wanted[0] - expected.width / 2)) <= 1.5
    if media[2]:
        unreachable = (expected.height - label.height) / 2
        assert abs(box[1] + unreachable - wanted[1]) <= 1
    else:
        # The tape's ends are white by themselves: so much the less is sent.
        assert box[1] + machine.margins == max(wanted[1], machine.margins)


def _box(image: Image.Image) -> tuple[int, int, int, int]:
    box = ImageChops.invert(image).getbbox()
    assert box is not None
    return box


def _ink(image: Image.Image) -> Image.Image:
    return image.crop(_box(image))


def _middle_of_tape(model: str, wide: int) -> float:
    """Dots from the head's left end, by Brother's own table of margins."""
    pins, right = (720, {62: 12, 29: 6}[wide]) if model != "QL-1110NWB" else (1296, {62: 56, 29: 50}[wide])
    return pins - right - {62: 696, 29: 306}[wide] / 2


def test_brother_takes_cut_labels_for_granted_where_it_hears_nothing() -> None:
    silent = BrotherPrinter(answers=False)
    to(silent, Brother(), "label-62x29")
    to(silent, Brother(tape=True), "label-62x29")
    assert [silent.told_media[0], len(silent.labels)] == [TAPE, 2]


@pytest.mark.parametrize(("after", "key"), [((0, 0), ""), ((0x01, 0), "half_out_of_paper")])
def test_a_brother_that_says_nothing_by_itself_is_asked(
    after: tuple[int, int], key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brother, "_LOOK", 0.1)
    machine = BrotherPrinter(announces=False, fault_after=after)
    if not key:
        to(machine, Brother(), "label-62x29")
        return
    with pytest.raises(OutcomeUnknown) as doubt:
        to(machine, Brother(), "label-62x29")
    assert doubt.value.key == f"paper.trouble.{key}"


def test_brothers_tape_of_two_colours_gets_an_empty_red() -> None:
    machine = BrotherPrinter()
    to(machine, Brother(red=True), "label-62x29")
    assert machine.red_rows == machine.labels[0].height
    assert read(machine.labels[0]) == {TAG.tag_code}


@pytest.mark.parametrize(
    ("form", "media"),
    [("label-62x29", (CUT, 29, 90)), ("label-90x29", (TAPE, 62, 0)), ("label-40x30", (TAPE, 62, 0))],
)
def test_brother_with_another_roll_gets_nothing(form: str, media: tuple[int, int, int]) -> None:
    machine = BrotherPrinter(media=media)
    with pytest.raises(PrintTrouble) as trouble:
        to(machine, Brother(), form)
    assert trouble.value.key == "paper.trouble.wrong_label"
    assert machine.labels == []


def test_what_brothers_head_does_not_reach_is_not_cut_off_silently() -> None:
    moved = compose(TAG, "label-62x29-300dpi", shift=(0.0, -1.5))
    assert not moved.cut_off
    out = Printout.of(TAG, "label-62x29-300dpi", moved.pdf, 0)
    with pytest.raises(Misfit):
        Brother().load(out, None)


def test_a_test_page_fits_every_label() -> None:
    for form in ("label-62x29", "label-90x29", "label-62x40"):
        for loaded in (Brother(), Brother(tape=True)):
            loaded.load(printout(loaded.form(form), samples.printer_page()), None)


@pytest.mark.parametrize(
    ("errors", "key"),
    [
        (0x4, "cover_open"), (0x1, "out_of_paper"), (0x2, "out_of_ribbon"), (0x5, "cover_open"),
        (0x8, "cutter"), (0x10, "fault"), (0x10000, "paused"), (0x40000, "wrong_label"),
    ],
)  # fmt: skip
def test_zebra_says_what_is_wrong(errors: int, key: str) -> None:
    machine = ZebraPrinter(errors=errors)
    with pytest.raises(PrintTrouble) as trouble:
        to(machine, Zpl())
    assert trouble.value.key == f"paper.trouble.{key}"
    assert machine.labels == []


@pytest.mark.parametrize(
    ("errors", "key"),
    [(0x4, "cover_open"), (0x1, "out_of_paper"), (0x2, "out_of_ribbon"), (0x10000, "paused")],
)
def test_an_old_zebra_says_it_in_the_old_way(errors: int, key: str) -> None:
    with pytest.raises(PrintTrouble) as trouble:
        to(ZebraPrinter(errors=errors, modern=False), Zpl())
    assert trouble.value.key == f"paper.trouble.{key}"


def test_zebra_is_waited_for_and_tells_that_labels_run_out() -> None:
    machine = ZebraPrinter(holds=3, warnings=0x8)
    with SocketPrinter(machine) as server:
        printed = at(TcpWay("127.0.0.1", server.port), Zpl()).print_document(printout("label-40x30"))
    assert [notice.key for notice in printed.notices] == ["paper.trouble.paper_low"]
    assert machine.received.count(b"~HS") > 3


@pytest.mark.parametrize(
    ("status", "key"),
    [
        (0x01, "cover_open"), (0x02, "jam"), (0x04, "out_of_paper"), (0x05, "cover_open"),
        (0x08, "out_of_ribbon"), (0x10, "paused"), (0x80, "fault"),
    ],
)  # fmt: skip
def test_tspl_says_what_is_wrong(status: int, key: str) -> None:
    machine = TscPrinter(status=status)
    with pytest.raises(PrintTrouble) as trouble:
        to(machine, Tspl())
    assert trouble.value.key == f"paper.trouble.{key}"
    assert machine.labels == []


@pytest.mark.parametrize(
    ("errors", "key"),
    [
        ((0x01, 0), "out_of_paper"), ((0x04, 0), "cutter"), ((0, 0x10), "cover_open"),
        ((0, 0x40), "jam"), ((0x01, 0x10), "cover_open"), ((0x80, 0), "fault"),
    ],
)  # fmt: skip
def test_brother_says_what_is_wrong(errors: tuple[int, int], key: str) -> None:
    machine = BrotherPrinter(errors=errors)
    with pytest.raises(PrintTrouble) as trouble:
        to(machine, Brother(), "label-62x29")
    assert trouble.value.key == f"paper.trouble.{key}"
    assert machine.labels == []


@pytest.mark.parametrize(
    ("machine", "language", "key"),
    [
        (ZebraPrinter(fault_after=0x1), Zpl(), "half_out_of_paper"),
        (TscPrinter(fault_after=0x04), Tspl(), "half_out_of_paper"),
        (BrotherPrinter(fault_after=(0, 0x10)), Brother(), "half_cover_open"),
    ],
)
def test_what_happens_while_it_prints_is_a_persons_to_decide(
    machine: Machine, language: Language, key: str
) -> None:
    with pytest.raises(OutcomeUnknown) as doubt:
        to(replace(machine), language, "label-62x29")  # type: ignore[type-var]
    assert doubt.value.key == f"paper.trouble.{key}"


@pytest.mark.parametrize("language", [Zpl(), Tspl(), Brother()])
def test_silent_label_printers_are_trusted(language: Language) -> None:
    machine = {"Zpl": ZebraPrinter, "Tspl": TscPrinter, "Brother": BrotherPrinter}[type(language).__name__](
        answers=False
    )
    to(machine, language, "label-62x29")
    assert len(machine.labels) == 1


@pytest.mark.parametrize(
    ("language", "machine"), [(Zpl(), ZebraPrinter), (Tspl(), TscPrinter), (Brother(), BrotherPrinter)]
)
def test_a_line_cut_before_the_last_command_printed_nothing(
    language: Language, machine: type[ZebraPrinter]
) -> None:
    whole = machine()
    to(whole, language, "label-62x29")
    cut = machine()
    with SocketPrinter(cut, dies_at=len(whole.received) // 2) as server:
        printer = at(TcpWay("127.0.0.1", server.port), language)
        with pytest.raises((PrintTrouble, OutcomeUnknown)):
            printer.print_document(printout(printer.form("label-62x29")))
    assert cut.labels == []


def test_labels_travel_by_usb_and_serial_too() -> None:
    machine = TscPrinter()
    device = UsbDevice(machine, vendor=0x1203, product=0x0230)
    at(UsbWay(0x1203, 0x0230, backend=UsbBus(device)), Tspl()).print_document(printout("label-40x30"))
    other = ZebraPrinter()
    with SerialPrinter(other) as line:
        at(SerialWay(line.device, baud=115200), Zpl()).print_document(printout("label-40x30"))
    expected = drawn("label-40x30")
    assert same(machine.labels[0], expected)
    assert same(other.labels[0], expected)


def test_a_receipt_does_not_go_to_a_label_printer() -> None:
    for language in (Zpl(), Tspl(), Brother()):
        with pytest.raises(PrintTrouble) as trouble:
            at(TcpWay("127.0.0.1", 9), language).print_document(printout("roll-80", samples.sale()))
        assert trouble.value.key == "paper.trouble.labels_only"


def test_the_head_decides_on_the_dots() -> None:
    assert Zpl(300).form("label-50x30") == "label-50x30-300dpi"
    assert Tspl(203).form("label-50x30-300dpi") == "label-50x30"
    assert Zpl().form("label-50x30-300dpi") == "label-50x30-300dpi"
    assert Brother().form("label-62x29") == "label-62x29-300dpi"
    assert Zpl(300).form("roll-80") == "roll-80"


@pytest.mark.parametrize(
    ("language", "form"), [(Zpl(), "label-40x30"), (Tspl(), "label-50x30"), (Brother(), "label-62x29-300dpi")]
)
def test_a_label_is_bytes_at_once(language: Language, form: str) -> None:
    """10 ms from paper to bytes on a quiet machine; the limit leaves room for a busy one."""
    warm_up()

    def once() -> float:
        begun = time.perf_counter()
        language.load(Printout.of(TAG, form, compose(TAG, form).pdf, 0), None)
        return time.perf_counter() - begun

    once()
    assert statistics.median(once() for _ in range(9)) < 0.06
