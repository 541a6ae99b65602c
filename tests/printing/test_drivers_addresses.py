"""Printers by address: every way and language, what is refused and in which words, and what is connected."""

from __future__ import annotations

from pathlib import Path

import pytest
from serial.tools import list_ports
from serial.tools.list_ports_common import ListPortInfo

from shopdesk.errors import UserError
from shopdesk.i18n import LANGUAGES, catalogue
from shopdesk.printing.drivers import (
    EscPosPrinter,
    FolderPrinter,
    FoundPrinter,
    PrintTrouble,
    RawPrinter,
    SystemPrinter,
    connected_printers,
    open_printer,
    parse_address,
)
from shopdesk.printing.drivers import found as found_room
from shopdesk.printing.drivers.found import serial_lines, usb_printers
from shopdesk.printing.drivers.languages.brother import Brother
from shopdesk.printing.drivers.languages.escpos import EscPos
from shopdesk.printing.drivers.languages.tspl import Tspl
from shopdesk.printing.drivers.languages.zpl import Zpl
from shopdesk.printing.drivers.ways import QueueWay, SerialWay, TcpWay, UsbWay
from tests.printing.emulators import UsbBus, UsbDevice
from tests.printing.label_printers import TscPrinter

PAPERS = Path("/srv/papers")


@pytest.mark.parametrize(
    ("address", "printer"),
    [
        ("escpos:10.0.0.7", EscPosPrinter(TcpWay("10.0.0.7"), EscPos())),
        ("escpos:till-printer:9101", EscPosPrinter(TcpWay("till-printer", 9101), EscPos())),
        ("escpos+tcp:[fe80::1]:9101", EscPosPrinter(TcpWay("fe80::1", 9101), EscPos())),
        ("escpos:fe80::1", EscPosPrinter(TcpWay("fe80::1"), EscPos())),
        (
            "escpos:10.0.0.7?text=gb18030&cut=none&kick=1B700132C8&answers=no",
            EscPosPrinter(
                TcpWay("10.0.0.7", hears=False), EscPos(text=True, cut="none", kick=b"\x1bp\x01\x32\xc8")
            ),
        ),
        (
            "escpos+serial:/dev/ttyUSB0?baud=9600&flow=rtscts&parity=even&answers=yes",
            EscPosPrinter(SerialWay("/dev/ttyUSB0", 9600, "even", "rtscts"), EscPos(), must_answer=True),
        ),
        ("escpos+serial:COM3", EscPosPrinter(SerialWay("COM3", 19200), EscPos())),
        ("escpos+usb:04b8:0202", EscPosPrinter(UsbWay(0x04B8, 0x0202), EscPos())),
        ("escpos+usb:04b8:0202:J2F:89", EscPosPrinter(UsbWay(0x04B8, 0x0202, "J2F:89"), EscPos())),
        ("escpos+queue:XP-80C%20(copy%201)", EscPosPrinter(QueueWay("XP-80C (copy 1)"), EscPos())),
        ("zpl:zebra", RawPrinter(TcpWay("zebra"), Zpl())),
        ("zpl+usb:0a5f:0166?dpi=300", RawPrinter(UsbWay(0x0A5F, 0x0166), Zpl(300))),
        ("zpl+queue:ZD421", RawPrinter(QueueWay("ZD421"), Zpl())),
        ("tspl:10.0.0.8?dpi=203&gap=3&turned=yes", RawPrinter(TcpWay("10.0.0.8"), Tspl(203, 3.0, True))),
        ("tspl+serial:/dev/rfcomm0", RawPrinter(SerialWay("/dev/rfcomm0"), Tspl())),
        ("brother:labels?model=QL-700", RawPrinter(TcpWay("labels"), Brother("QL-700"))),
        (
            "brother+usb:04f9:209d?tape=endless&red=yes",
            RawPrinter(UsbWay(0x04F9, 0x209D), Brother("QL-820NWB", True, True)),
        ),
    ],
)
def test_an_address_opens_its_printer(address: str, printer: object) -> None:
    assert open_printer(address, PAPERS) == printer
    parsed = parse_address(address)
    # Written again it is the same printer.
    assert parse_address(str(parsed)) == parsed
    assert open_printer(str(parsed), PAPERS) == printer
    assert " " not in str(parsed)


def test_papers_and_queues_of_the_system() -> None:
    for address in ("", "folder"):
        shop = open_printer(address, PAPERS)
        assert isinstance(shop, FolderPrinter)
        assert (shop.folder, shop.as_png) == (PAPERS, False)
    png = open_printer("png:/srv/pictures", PAPERS)
    assert isinstance(png, FolderPrinter)
    assert (png.as_png, png.folder) == (True, Path("/srv/pictures"))
    windows = open_printer(r"folder:D:\papers", PAPERS)
    assert isinstance(windows, FolderPrinter)
    assert windows.folder == Path(r"D:\papers")
    system = open_printer("system:Canon LBP?6030:2", PAPERS)
    assert isinstance(system, SystemPrinter)
    assert system.queue == "Canon LBP?6030:2"
    assert str(parse_address("system:Canon LBP?6030:2")) == "system:Canon LBP?6030:2"
    assert str(parse_address("")) == "folder"


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("pigeon:post", "paper.address.unknown"),
        ("escpos+pigeon:post", "paper.address.unknown"),
        ("folder+usb:04b8:0202", "paper.address.unknown"),
        ("escpos:", "paper.address.host"),
        ("escpos:till printer", "paper.address.host"),
        ("escpos:user@till", "paper.address.host"),
        ("escpos:till:http", "paper.address.port"),
        ("escpos:till:0", "paper.address.port"),
        ("escpos:till:99999", "paper.address.port"),
        ("escpos+usb:04b8", "paper.address.usb"),
        ("escpos+usb:epson:0202", "paper.address.usb"),
        ("escpos+usb:104b8:0202", "paper.address.usb"),
        ("escpos+usb:-4b8:0202", "paper.address.usb"),
        ("escpos+serial:", "paper.address.serial"),
        ("zpl+queue:", "paper.address.queue"),
        ("system:", "paper.address.queue"),
        ("escpos:till?baud=9600", "paper.address.option"),
        ("zpl:zebra?text=gb18030", "paper.address.option"),
        ("escpos+queue:q?answers=yes", "paper.address.option"),
        ("escpos:till?text=big5", "paper.address.value"),
        ("escpos:till?cut=", "paper.address.value"),
        ("escpos:till?kick=xyz", "paper.address.value"),
        ("escpos:till?kick=", "paper.address.value"),
        ("escpos+serial:COM3?baud=fast", "paper.address.value"),
        ("zpl:zebra?dpi=600", "paper.address.value"),
        ("tspl:t?gap=-1", "paper.address.value"),
        ("tspl:t?gap=nan", "paper.address.value"),
        ("brother:b?model=HL-1110", "paper.address.value"),
    ],
)
def test_an_address_that_no_printer_can_have_is_refused_in_words(address: str, key: str) -> None:
    with pytest.raises(UserError) as wrong:
        parse_address(address)
    assert wrong.value.key == key
    for language in LANGUAGES:
        assert catalogue(language).text(key, **wrong.value.values)
    with pytest.raises(PrintTrouble) as trouble:
        open_printer(address, PAPERS)
    assert (trouble.value.key, trouble.value.values) == ("paper.trouble.no_printer", {"printer": address})


def on_usb(**changes: object) -> tuple[FoundPrinter, ...]:
    device = UsbDevice(TscPrinter(), **{"kernel_driver": False} | changes)  # type: ignore[arg-type]
    return usb_printers(UsbBus(device))


def test_usb_printers_are_found_with_their_language() -> None:
    xprinter = on_usb(
        vendor=0x1FC9, product=0x2016, serial="", device_id="MFG:Xprinter;CMD:ESC/POS;MDL:XP-80C;CLS:PRINTER;"
    )
    assert xprinter == (FoundPrinter("escpos+usb:1fc9:2016", "Xprinter XP-80C (1fc9:2016)"),)
    zebra = on_usb(
        vendor=0x0A5F, product=0x0166, serial="D4J", device_id="MANUFACTURER:Zebra Technologies ;"
        "COMMAND SET:ZPL;MODEL:ZTC ZD421-203dpi ZPL;",
    )  # fmt: skip
    assert zebra[0].address == "zpl+usb:0a5f:0166:D4J"
    gprinter = on_usb(
        vendor=0x6868, product=0x0500, serial="", device_id="MFG:Gprinter;CMD:TSPL;MDL:GP-1324D;"
    )
    assert gprinter[0].address == "tspl+usb:6868:0500"
    brother = on_usb(vendor=0x04F9, product=0x209D, serial="000E", maker="Brother", model="QL-820NWB")
    assert brother == (
        FoundPrinter("brother+usb:04f9:209d:000E?model=QL-820NWB", "Brother QL-820NWB (04f9:209d)"),
    )
    # One that may not be opened is still there, by its maker.
    assert on_usb(locked=True) == (FoundPrinter("escpos+usb:04b8:0202", "USB (04b8:0202)"),)


def test_a_printer_that_the_systems_driver_holds_is_known_by_what_it_told_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found_room, "_BUS", tmp_path)
    folder = tmp_path / "1-1:1.0"
    folder.mkdir()
    (folder / "ieee1284_id").write_text("MFG:Gprinter;CMD:TSPL;MDL:GP-1324D;\n")
    (held,) = on_usb(vendor=0x6868, product=0x0500, serial="", kernel_driver=True)
    assert held == FoundPrinter("tspl+usb:6868:0500", "Gprinter GP-1324D (6868:0500)")


@pytest.mark.parametrize(
    "changes",
    [
        {"vendor": 0x03F0, "device_id": "MFG:HP;CMD:PJL,PCL,PDF;MDL:LaserJet;"},
        {"vendor": 0x04B8, "product": 0x1115, "device_id": "MFG:EPSON;CMD:ESCPL2,BDC,D4;MDL:ET-2750;"},
        {"vendor": 0x04F9, "product": 0x0033, "maker": "Brother", "model": "HL-L2350DW"},
        {"interface_class": 3, "model": "Scanner"},
    ],
)
def test_office_printers_and_other_devices_are_left_out(changes: dict[str, object]) -> None:
    assert on_usb(**changes) == ()


def test_serial_lines_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    adapter, bare = ListPortInfo("/dev/ttyUSB0", skip_link_detection=True), ListPortInfo("/dev/ttyS0", True)
    adapter.description = "USB-Serial CH340"
    monkeypatch.setattr(list_ports, "comports", lambda: [adapter, bare])
    assert serial_lines() == (
        FoundPrinter("escpos+serial:/dev/ttyS0?baud=19200", "/dev/ttyS0"),
        FoundPrinter("escpos+serial:/dev/ttyUSB0?baud=19200", "USB-Serial CH340 (/dev/ttyUSB0)"),
    )


def test_everything_connected_is_told_in_one_list(monkeypatch: pytest.MonkeyPatch) -> None:
    one = FoundPrinter("escpos+usb:04b8:0202", "EPSON TM-T20III (04b8:0202)")
    monkeypatch.setattr(found_room, "system_queues", lambda: ("Canon",))
    monkeypatch.setattr(found_room, "usb_printers", lambda: (one,))
    monkeypatch.setattr(found_room, "serial_lines", lambda: ())
    assert connected_printers() == (FoundPrinter("system:Canon", "Canon"), one)


def test_a_machine_without_anything_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found_room, "system_queues", lambda: ())
    for printer in connected_printers():
        parse_address(printer.address)


def test_every_address_found_opens() -> None:
    for changes in ({}, {"vendor": 0x04F9, "product": 0x209D}, {"serial": "A%?1 2"}):
        (printer,) = on_usb(**changes)
        opened = open_printer(printer.address, PAPERS)
        assert isinstance(opened, RawPrinter)
        assert isinstance(opened.way, UsbWay)
        assert opened.way.serial == changes.get("serial", "J2F8901")
