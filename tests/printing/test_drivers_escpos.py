"""Receipt printers: what arrives on paper, what they answer, and how each way to them can fail."""

from __future__ import annotations

import errno
import time
from dataclasses import replace
from threading import Thread, Timer

import numpy as np
import pytest
import serial
import zxingcpp
from PIL import ImageChops

from shopdesk.domain.papers import Paper
from shopdesk.printing.drivers import EscPosPrinter, OutcomeUnknown, Printed, Printout, PrintTrouble
from shopdesk.printing.drivers.languages.escpos import EscPos
from shopdesk.printing.drivers.ways import SerialWay, TcpWay, UsbWay, Way, tcp_way
from shopdesk.printing.render import raster, render
from tests.printing import samples
from tests.printing.emulators import SerialPrinter, SocketPrinter, UsbBus, UsbDevice
from tests.printing.escpos_printer import ReceiptPrinter


def printout(paper: Paper, form: str = "roll-80", copy_no: int = 0) -> Printout:
    return Printout.of(paper, form, render(paper, form, reprint=copy_no), copy_no)


SALE = printout(samples.sale("zh_CN"))


def at(way: Way, **changes: object) -> EscPosPrinter:
    return replace(EscPosPrinter(way, EscPos(), answer=0.6, patience=6.0), **changes)  # type: ignore[arg-type]


def call(server: SocketPrinter, **changes: object) -> EscPosPrinter:
    return at(TcpWay("127.0.0.1", server.port), **changes)


def test_the_slips_come_out_dot_for_dot() -> None:
    paper = samples.receipt("zh_CN")
    machine = ReceiptPrinter()
    with SocketPrinter(machine) as server:
        assert call(server).print_document(printout(paper)) == Printed("127.0.0.1")
    for slip, original in zip(machine.images, raster(paper, "roll-80"), strict=True):
        assert slip.size == original.size
        assert ImageChops.difference(slip, original.convert("L")).getbbox() is None
    codes = zxingcpp.read_barcodes(np.asarray(machine.images[1]))
    assert paper.slip_code in [code.text for code in codes]


def test_over_a_serial_line_the_same_slip_comes_out() -> None:
    machine = ReceiptPrinter()
    with SerialPrinter(machine) as line:
        printer = at(SerialWay(line.device, baud=115200))
        assert printer.print_document(SALE) == Printed(line.device)
    original = raster(samples.sale("zh_CN"), "roll-80")[0].convert("L")
    assert ImageChops.difference(machine.images[0], original).getbbox() is None


def test_over_usb_the_same_slip_comes_out() -> None:
    machine = ReceiptPrinter()
    device = UsbDevice(machine)
    printer = at(UsbWay(device.vendor, device.product, backend=UsbBus(device)))
    assert printer.print_document(SALE) == Printed("USB 04b8:0202")
    assert len(machine.slips) == 1
    # The system's own driver had it, and the line was given back.
    assert (device.kernel_driver, device.claimed) == (False, False)


def test_two_of_a_kind_on_usb_go_by_their_serial_number() -> None:
    first, second = UsbDevice(ReceiptPrinter(), serial="A1"), UsbDevice(ReceiptPrinter(), serial="B2")
    bus = UsbBus(first, second)
    at(UsbWay(0x04B8, 0x0202, "B2", backend=bus)).print_document(SALE)
    assert (first.taken, second.taken > 0) == (0, True)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"held": True}, "paper.trouble.in_use"),
        ({"locked": True}, "paper.trouble.no_access"),
        ({"product": 1}, "paper.trouble.printer_off"),
        ({"interface_class": 3}, "paper.trouble.printer_off"),
    ],
)
def test_usb_says_why_it_cannot(changes: dict[str, object], key: str) -> None:
    device = replace(UsbDevice(ReceiptPrinter()), **changes)  # type: ignore[arg-type]
    with pytest.raises(PrintTrouble) as trouble:
        at(UsbWay(0x04B8, 0x0202, backend=UsbBus(device))).print_document(SALE)
    assert trouble.value.key == key


def test_usb_pulled_out_in_the_middle_is_unknown() -> None:
    device = UsbDevice(ReceiptPrinter(), dies_at=9000)
    with pytest.raises(OutcomeUnknown):
        at(UsbWay(device.vendor, device.product, backend=UsbBus(device))).print_document(SALE)


@pytest.mark.parametrize(
    ("place", "key"), [("/dev/none-such", "paper.trouble.printer_off"), ("", "paper.trouble.printer_off")]
)
def test_a_serial_line_that_is_none(place: str, key: str) -> None:
    with pytest.raises(PrintTrouble) as trouble:
        at(SerialWay(place)).print_document(SALE)
    assert trouble.value.key == key


def test_a_serial_line_is_for_one_at_a_time() -> None:
    with SerialPrinter(ReceiptPrinter()) as line:
        held = SerialWay(line.device).open()
        try:
            with pytest.raises(PrintTrouble) as trouble:
                at(SerialWay(line.device, baud=9600)).print_document(SALE)
        finally:
            held.close()
    assert trouble.value.key == "paper.trouble.in_use"


def test_a_serial_line_of_others_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise serial.SerialException(errno.EACCES, "could not open port: permission denied")

    monkeypatch.setattr(serial, "Serial", refused)
    with pytest.raises(PrintTrouble) as trouble:
        at(SerialWay("/dev/ttyS0")).print_document(SALE)
    assert trouble.value.key == "paper.trouble.no_access"


def test_a_printer_that_dies_on_its_serial_line_is_unknown_within_seconds() -> None:
    begun = time.monotonic()
    with SerialPrinter(ReceiptPrinter(), dies_at=5000) as line, pytest.raises(OutcomeUnknown) as doubt:
        at(SerialWay(line.device, baud=115200), patience=20.0).print_document(SALE)
    assert doubt.value.key == "paper.trouble.line_cut"
    assert time.monotonic() - begun < 8


def test_a_printer_without_a_way_back_is_trusted() -> None:
    machine = ReceiptPrinter(answers=False)
    with SocketPrinter(machine) as server:
        assert call(server).print_document(SALE).notices == ()
    assert len(machine.slips) == 1


def test_a_printer_that_has_to_answer_is_off_when_it_does_not() -> None:
    machine = ReceiptPrinter(answers=False)
    with SerialPrinter(machine) as line, pytest.raises(PrintTrouble) as trouble:
        at(SerialWay(line.device), must_answer=True).print_document(SALE)
    assert trouble.value.key == "paper.trouble.printer_off"
    assert machine.slips == []


def test_one_that_answers_only_at_once_is_asked_and_trusted() -> None:
    machine = ReceiptPrinter(in_turn=False)
    with SocketPrinter(machine) as server:
        call(server).print_document(SALE)
    assert len(machine.slips) == 1


def test_what_a_printer_says_unasked_is_no_answer() -> None:
    machine = ReceiptPrinter(chatter=b"\x14\x00\x00\x0f")
    with SocketPrinter(machine) as server:
        assert call(server).print_document(SALE).notices == ()
    assert len(machine.slips) == 1


def test_a_slow_printer_is_waited_for() -> None:
    machine = ReceiptPrinter()
    with SocketPrinter(machine, slow=0.3) as server:
        call(server, answer=1.0).print_document(SALE)
    assert len(machine.slips) == 1


def test_the_drawer_is_kicked_with_the_bytes_of_the_settings() -> None:
    machine = ReceiptPrinter()
    kick = b"\x1bp\x01\x32\x64"
    with SocketPrinter(machine) as server:
        call(server).open_drawer()
        call(server, language=EscPos(kick=kick)).open_drawer()
    assert machine.kicks == [b"\x1bp\x00\x19\xfa", kick]
    assert machine.slips == []


def test_slip_and_drawer_do_not_talk_at_once() -> None:
    machine = ReceiptPrinter()
    with SocketPrinter(machine, slow=0.02) as server:
        jobs = [Thread(target=call(server).print_document, args=(SALE,)) for _ in range(3)]
        jobs += [Thread(target=call(server).open_drawer) for _ in range(3)]
        for job in jobs:
            job.start()
        for job in jobs:
            job.join()
    assert (len(machine.slips), len(machine.kicks)) == (3, 3)


@pytest.mark.parametrize(
    ("status", "key"),
    [
        ({"paper": 0x72}, "paper.trouble.out_of_paper"),
        ({"offline": 0x32}, "paper.trouble.out_of_paper"),
        ({"offline": 0x16}, "paper.trouble.cover_open"),
        ({"offline": 0x36, "paper": 0x72}, "paper.trouble.cover_open"),
        ({"offline": 0x52, "error": 0x1A}, "paper.trouble.cutter"),
        ({"offline": 0x52, "error": 0x52}, "paper.trouble.fault"),
    ],
)
def test_a_printer_that_says_no_gets_nothing(status: dict[str, int], key: str) -> None:
    machine = ReceiptPrinter(**status)  # type: ignore[arg-type]
    begun = time.monotonic()
    with SocketPrinter(machine) as server:
        with pytest.raises(PrintTrouble) as trouble:
            call(server).print_document(SALE)
        assert time.monotonic() - begun < 3
    assert trouble.value.key == key
    assert b"\x1dv0" not in machine.received


def test_a_roll_nearly_at_its_end_is_told_and_printed() -> None:
    machine = ReceiptPrinter(paper=0x1E)
    with SocketPrinter(machine) as server:
        printed = call(server).print_document(SALE)
        assert [notice.key for notice in call(server).check()] == ["paper.trouble.paper_low"]
    assert [notice.key for notice in printed.notices] == ["paper.trouble.paper_low"]
    assert len(machine.slips) == 1


@pytest.mark.parametrize(
    ("fault", "key"),
    [
        ({"paper_for": 300}, "paper.trouble.half_out_of_paper"),
        ({"stuck_at_cut": True}, "paper.trouble.half_cutter"),
    ],
)
def test_what_happens_half_way_is_told_within_seconds(fault: dict[str, object], key: str) -> None:
    machine = ReceiptPrinter(**fault)  # type: ignore[arg-type]
    begun = time.monotonic()
    with SocketPrinter(machine) as server, pytest.raises(OutcomeUnknown) as doubt:
        call(server, patience=20.0).print_document(SALE)
    assert doubt.value.key == key
    assert time.monotonic() - begun < 5


def test_a_printer_that_takes_no_more_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tcp_way, "STALL", 0.3)
    long = printout(samples.receipt("zh_CN", fault="屏碎。" * 20_000))
    with SocketPrinter(ReceiptPrinter(), stalls_at=1000) as server, pytest.raises(OutcomeUnknown) as doubt:
        call(server).print_document(long)
    assert doubt.value.key == "paper.trouble.half_stalled"


def test_a_printer_that_is_off_is_told_as_off() -> None:
    with SocketPrinter(ReceiptPrinter()) as server:
        port = server.port
    with pytest.raises(PrintTrouble) as trouble:
        at(TcpWay("127.0.0.1", port, timeout=0.3)).print_document(SALE)
    assert trouble.value.key == "paper.trouble.printer_off"


def test_a_printer_that_is_busy_with_another_desk_is_called_again() -> None:
    machine = ReceiptPrinter()
    with SocketPrinter(machine) as server:
        port = server.port
    # Refused now, as by a printer whose one line is taken; half a second later it is free.
    late = SocketPrinter(machine, at_port=port)
    free = Timer(0.5, late.__enter__)
    free.start()
    try:
        at(TcpWay("127.0.0.1", port)).print_document(SALE)
    finally:
        free.join()
        late.__exit__()
    assert len(machine.slips) == 1


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.99])
def test_a_line_cut_on_the_way_is_unknown_never_printed(share: float) -> None:
    machine = ReceiptPrinter()
    with SocketPrinter(machine) as whole:
        call(whole).print_document(SALE)
    with (
        SocketPrinter(ReceiptPrinter(), dies_at=int(len(machine.received) * share)) as server,
        pytest.raises(OutcomeUnknown),
    ):
        call(server).print_document(SALE)


def test_a_sheet_does_not_go_to_a_receipt_printer() -> None:
    with pytest.raises(PrintTrouble) as trouble:
        at(TcpWay("127.0.0.1", 9)).print_document(printout(samples.sale(), "a5"))
    assert trouble.value.key == "paper.trouble.wrong_paper"


@pytest.mark.parametrize(("cut", "bytes_"), [("none", b"\x1bd"), ("full", b"\x1dVA"), ("partial", b"\x1dVB")])
def test_the_cut_is_a_setting(cut: str, bytes_: bytes) -> None:
    machine = ReceiptPrinter()
    with SocketPrinter(machine) as server:
        call(server, language=EscPos(cut=cut)).print_document(SALE)
    assert bytes_ in machine.received
    assert len(machine.slips) == 1
