"""Raw queues: the printer's own language through the system's print service, real CUPS and Windows' door."""

from __future__ import annotations

import ctypes
import re
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from shopdesk.printing.drivers import EscPosPrinter, OutcomeUnknown, Printout, PrintTrouble, RawPrinter
from shopdesk.printing.drivers.cups import Patience
from shopdesk.printing.drivers.languages.escpos import EscPos
from shopdesk.printing.drivers.languages.zpl import Zpl
from shopdesk.printing.drivers.ways import QueueWay
from shopdesk.printing.drivers.ways.winspool import write_raw
from shopdesk.printing.render import render
from tests.printing import samples
from tests.printing.escpos_printer import ReceiptPrinter
from tests.printing.label_printers import ZebraPrinter
from tests.printing.print_service import PrintService, free_port, missing

NEEDS_CUPS = pytest.mark.skipif(bool(missing()), reason=f"the print service of the tests needs {missing()}")
HASTY = Patience(look=0.05, trouble=0.5, waiting=5.0, printing=6.0, taking_back=3.0)
SALE = samples.sale("zh_CN")


@pytest.fixture(scope="module")
def room() -> Iterator[PrintService]:
    # CUPS reads its spool as another user, for whom pytest's own folders are closed.
    with tempfile.TemporaryDirectory(prefix="cups-") as name:
        service = PrintService(Path(name))
        try:
            service.start()
            yield service
        finally:
            service.stop()


@dataclass
class FarEnd:
    """Where a queue ends: keeps every byte."""

    content: bytearray = field(default_factory=bytearray)

    def __enter__(self) -> FarEnd:
        self._door = socket.create_server(("127.0.0.1", 0))
        self._door.settimeout(20)
        self.uri = f"socket://127.0.0.1:{self._door.getsockname()[1]}"
        self._thread = Thread(target=self._keep, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join(20)
        self._door.close()

    def _keep(self) -> None:
        # The driver knocks first and says nothing.
        while not self.content:
            line, _ = self._door.accept()
            with line:
                while part := line.recv(65536):
                    self.content += part


@pytest.fixture
def queue_name(request: pytest.FixtureRequest) -> str:
    return re.sub(r"[^0-9a-z]+", "-", request.node.name)[-60:].strip("-")


@NEEDS_CUPS
def test_a_raw_queue_brings_a_receipt_to_its_printer(
    room: PrintService, queue_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", room.server)
    machine = ReceiptPrinter()
    with FarEnd() as end:
        room.add_queue(queue_name, end.uri)
        out = Printout.of(SALE, "roll-80", render(SALE, "roll-80"), 0)
        printer = EscPosPrinter(QueueWay(queue_name, HASTY), EscPos())
        assert printer.print_document(out).file.startswith(f"{queue_name}-")
    machine.take(bytes(end.content))
    assert len(machine.slips) == 1
    assert machine.received == EscPos().load(out, None).prints


@NEEDS_CUPS
def test_a_raw_queue_brings_a_label_to_its_printer_and_kicks_drawers(
    room: PrintService, queue_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", room.server)
    tag = samples.tag()
    out = Printout.of(tag, "label-40x30", render(tag, "label-40x30"), 0)
    with FarEnd() as end:
        room.add_queue(queue_name, end.uri)
        RawPrinter(QueueWay(queue_name, HASTY), Zpl()).print_document(out)
    zebra = ZebraPrinter()
    zebra.take(bytes(end.content))
    assert len(zebra.labels) == 1
    with FarEnd() as end:
        room.add_queue(f"{queue_name}-2", end.uri)
        EscPosPrinter(QueueWay(f"{queue_name}-2", HASTY), EscPos()).open_drawer()
    till = ReceiptPrinter()
    till.take(bytes(end.content))
    assert len(till.kicks) == 1


@NEEDS_CUPS
def test_a_raw_queue_that_leads_nowhere_says_so(
    room: PrintService, queue_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", room.server)
    room.add_queue(queue_name, f"socket://127.0.0.1:{free_port()}")
    for name, key in ((queue_name, "printer_off"), ("nowhere", "no_printer")):
        with pytest.raises(PrintTrouble) as trouble:
            EscPosPrinter(QueueWay(name, HASTY), EscPos()).open_drawer()
        assert trouble.value.key == f"paper.trouble.{key}"


@dataclass
class Winspool:
    """Windows' spooler as far as a raw document needs it."""

    last_error: int = 0
    takes: int = 10**9
    """Bytes after which it stops taking."""
    calls: list[str] = field(default_factory=list)
    content: bytes = b""
    datatype: str = ""

    def OpenPrinterW(self, queue: ctypes.c_wchar_p, handle: Any, _: None) -> int:
        self.calls.append(f"open {queue.value}")
        return int(not self.last_error)

    def StartDocPrinterW(self, handle: Any, level: int, document: Any) -> int:
        self.datatype = document._obj.pDatatype
        return 7

    def StartPagePrinter(self, handle: Any) -> int:
        return 1

    def WritePrinter(self, handle: Any, data: bytes, size: int, written: Any) -> int:
        self.content = data[: min(size, self.takes)]
        written._obj.value = len(self.content)
        return 1

    def EndPagePrinter(self, handle: Any) -> int:
        return 1

    def EndDocPrinter(self, handle: Any) -> int:
        self.calls.append("end")
        return 1

    def ClosePrinter(self, handle: Any) -> int:
        self.calls.append("close")
        return 1


def test_windows_gets_the_bytes_untouched() -> None:
    winspool = Winspool()
    assert write_raw("XP-80C", "ShopDesk", b"\x1b@\xff", winspool) == "XP-80C-7"
    assert (winspool.content, winspool.datatype) == (b"\x1b@\xff", "RAW")
    assert winspool.calls == ["open XP-80C", "end", "close"]


@pytest.mark.parametrize(
    ("error", "key"),
    [(1801, "no_printer"), (5, "no_access"), (1722, "no_service"), (87, "refused")],
)
def test_what_windows_refuses_is_told(error: int, key: str) -> None:
    with pytest.raises(PrintTrouble) as trouble:
        write_raw("XP-80C", "ShopDesk", b"x", Winspool(last_error=error))
    assert trouble.value.key == f"paper.trouble.{key}"


def test_what_windows_took_half_is_unknown() -> None:
    winspool = Winspool(takes=2)
    with pytest.raises(OutcomeUnknown):
        write_raw("XP-80C", "ShopDesk", b"four", winspool)
    assert winspool.calls[-1] == "close"
