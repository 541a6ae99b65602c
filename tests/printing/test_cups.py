"""A real print service: a private CUPS with real IPP printers behind it, and everything that befalls them."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic

import pypdfium2
import pytest
from PIL import ImageChops

from shopdesk.domain.papers import Paper
from shopdesk.printing.drivers import system_queues
from shopdesk.printing.drivers.cups import Patience
from shopdesk.printing.drivers.port import OutcomeUnknown, Printout, PrintTrouble
from shopdesk.printing.drivers.system import SystemPrinter
from shopdesk.printing.render import page_image, page_sizes, render
from tests.printing import samples
from tests.printing.ipp_device import ipp_device
from tests.printing.pages import read
from tests.printing.print_service import PrintService, free_port, missing, print_service

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"the print service of the tests needs {missing()}")
HASTY = Patience(look=0.05, trouble=0.5, waiting=3.0, printing=6.0, taking_back=3.0)
AT_ONCE = 3.0
"""Seconds in which the counter has to know."""


@pytest.fixture(scope="module")
def room() -> Iterator[PrintService]:
    with print_service() as service:
        yield service


@pytest.fixture
def service(room: PrintService, monkeypatch: pytest.MonkeyPatch) -> PrintService:
    monkeypatch.setenv("CUPS_SERVER", room.server)
    return room


@pytest.fixture
def fresh(request: pytest.FixtureRequest) -> str:
    """A name for a queue of this test's own."""
    return re.sub(r"[^0-9a-z]+", "-", request.node.name)[-100:].strip("-")


def printout(paper: Paper | None = None, form: str = "a4", copy_no: int = 0) -> Printout:
    made = paper or samples.quote("zh_CN")
    return Printout.of(made, form, render(made, form, reprint=copy_no), copy_no)


@dataclass
class Clock:
    began: float = field(default_factory=monotonic)

    @property
    def seconds(self) -> float:
        return monotonic() - self.began


def test_the_pages_arrive_in_their_size_with_their_fonts_and_unscaled(
    service: PrintService, fresh: str
) -> None:
    printer = service.add_printer(fresh)
    assert fresh in system_queues()
    sent = [printout(samples.quote("zh_CN"), "a4"), printout(samples.receipt("en"), "letter-three")]
    names = [SystemPrinter(fresh).print_document(one).file for one in sent]
    assert all(name.startswith(f"{fresh}-") for name in names)
    for one, arrived in zip(sent, printer.papers(), strict=True):
        assert_same_size(arrived, one.pdf)
        assert [page.text for page in read(arrived)] == [page.text for page in read(one.pdf)]
        assert_fonts_embedded(arrived)
        assert_same_ink(arrived, one.pdf)


def assert_same_size(one: bytes, other: bytes) -> None:
    here, there = page_sizes(one), page_sizes(other)
    assert len(here) == len(there)
    for sides in zip(here, there, strict=True):
        assert sides[0] == pytest.approx(sides[1], abs=0.1)


def assert_fonts_embedded(pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)
    try:
        fonts = {
            obj.get_font().get_base_name(): obj.get_font().is_embedded
            for page in document
            for obj in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
        }
    finally:
        document.close()
    assert fonts
    assert all(fonts.values()), fonts


def assert_same_ink(one: bytes, other: bytes) -> None:
    """A page fitted to a printer's margins would be three per cent smaller, and nothing would lie alike."""
    pages = [page_image(pdf, scale=2.0).convert("L") for pdf in (one, other)]
    assert pages[0].size == pages[1].size
    apart = ImageChops.difference(*pages).point(lambda tone: 255 if tone > 96 else 0)
    assert sum(apart.histogram()[255:]) < 40


def test_two_documents_at_once_and_a_copy_that_says_it_is_one(service: PrintService, fresh: str) -> None:
    printer = service.add_printer(fresh, "sleep 0.3")
    papers = [
        printout(samples.quote("en")),
        printout(samples.warranty("en")),
        printout(samples.quote("en"), copy_no=2),
    ]
    with ThreadPoolExecutor() as at_once:
        list(at_once.map(lambda one: SystemPrinter(fresh).print_document(one), papers))
    arrived = sorted(read(pdf)[0].text for pdf in printer.papers())
    assert arrived == sorted(read(one.pdf)[0].text for one in papers)
    assert [read(pdf)[0].text for pdf in printer.papers()].count(read(papers[2].pdf)[0].text) == 1
    assert "REPRINT2" in " ".join(arrived)


def test_printed_means_that_the_printer_took_it(service: PrintService, fresh: str) -> None:
    done = service.folder / f"{fresh}.done"
    service.add_printer(fresh, f"sleep 1; touch {done}")
    SystemPrinter(fresh).print_document(printout())
    assert done.exists()
    assert service.jobs(fresh) == []


def test_a_printer_that_is_off_is_known_at_once_and_prints_when_it_is_on(
    service: PrintService, fresh: str
) -> None:
    printer = service.add_printer(fresh)
    printer.switch_off()
    clock = Clock()
    with pytest.raises(PrintTrouble) as trouble:
        SystemPrinter(fresh).print_document(printout())
    assert (trouble.value.key, trouble.value.values) == ("paper.trouble.printer_off", {"printer": fresh})
    assert clock.seconds < AT_ONCE
    assert service.jobs(fresh) == []
    printer.switch_on()
    SystemPrinter(fresh).print_document(printout())
    assert len(printer.papers()) == 1


def test_a_stopped_queue_says_so_and_nothing_comes_out_of_it_later(service: PrintService, fresh: str) -> None:
    printer = service.add_printer(fresh)
    service.admin("cupsdisable", fresh)
    clock = Clock()
    with pytest.raises(PrintTrouble) as trouble:
        SystemPrinter(fresh).print_document(printout())
    assert trouble.value.key == "paper.trouble.stopped"
    assert clock.seconds < AT_ONCE
    service.admin("cupsenable", fresh)
    SystemPrinter(fresh).print_document(printout())
    assert len(printer.papers()) == 1


def test_a_queue_stopped_while_a_page_is_printed_leaves_a_person_to_decide(
    service: PrintService, fresh: str
) -> None:
    begun = service.folder / f"{fresh}.begun"
    service.add_printer(fresh, f"touch {begun}; sleep 3")

    stopping = service.when(begun, "cupsdisable", fresh)
    with pytest.raises(OutcomeUnknown) as doubt:
        SystemPrinter(fresh, HASTY).print_document(printout())
    stopping.join(10)
    assert doubt.value.key == "paper.trouble.half_stopped"
    assert service.jobs(fresh) == []


@pytest.mark.parametrize(
    ("reasons", "key"),
    [
        (["media-empty-error", "media-needed-error"], "out_of_paper"),
        (["marker-supply-low-warning", "cover-open-error"], "cover_open"),
        (["door-open"], "cover_open"),
        (["media-jam-error"], "jam"),
        (["toner-empty-error"], "no_ink"),
        (["offline-error"], "printer_off"),
    ],
)
def test_what_the_device_says_is_wrong_is_said_in_words_and_nothing_is_queued(
    service: PrintService, fresh: str, reasons: list[str], key: str
) -> None:
    with ipp_device() as device:
        service.add_queue(fresh, device.uri)
        device.reasons, device.state = reasons, 5
        clock = Clock()
        with pytest.raises(PrintTrouble) as trouble:
            SystemPrinter(fresh).print_document(printout())
        assert trouble.value.key == f"paper.trouble.{key}"
        assert clock.seconds < AT_ONCE
        assert service.jobs(fresh, "all") == []


def test_warnings_keep_no_paper_back(service: PrintService, fresh: str) -> None:
    printer = service.add_printer(fresh, 'echo "STATE: +media-low,toner-low" >&2')
    for _ in range(2):
        SystemPrinter(fresh).print_document(printout())
    assert len(printer.papers()) == 2


def test_a_printer_without_a_tongue_that_is_off_is_known_at_once(service: PrintService, fresh: str) -> None:
    service.add_queue(fresh, f"socket://127.0.0.1:{free_port()}")
    clock = Clock()
    with pytest.raises(PrintTrouble) as trouble:
        SystemPrinter(fresh).print_document(printout())
    assert trouble.value.key == "paper.trouble.printer_off"
    assert clock.seconds < AT_ONCE
    assert service.jobs(fresh, "all") == []


def test_a_busy_queue_is_waited_for_only_so_long(service: PrintService, fresh: str) -> None:
    printer = service.add_printer(fresh, "sleep 2")
    with ThreadPoolExecutor() as at_once:
        first = at_once.submit(SystemPrinter(fresh).print_document, printout())
        waiting = Event()
        while not service.jobs(fresh):
            waiting.wait(0.05)
        with pytest.raises(PrintTrouble) as trouble:
            SystemPrinter(fresh, Patience(look=0.05, waiting=0.6)).print_document(printout())
        assert trouble.value.key == "paper.trouble.busy"
        first.result(20)
    assert len(printer.papers()) == 1


def test_a_job_that_somebody_cancels_in_the_system_is_a_persons_to_decide(
    service: PrintService, fresh: str
) -> None:
    begun = service.folder / f"{fresh}.begun"
    service.add_printer(fresh, f"touch {begun}; sleep 3")
    canceling = service.when(begun, "cancel", "-a", fresh)
    with pytest.raises(OutcomeUnknown):
        SystemPrinter(fresh, HASTY).print_document(printout())
    canceling.join(10)
    assert service.jobs(fresh) == []


def test_a_queue_that_is_closed_held_or_unknown_says_so(service: PrintService, fresh: str) -> None:
    service.add_printer(fresh)
    service.admin("cupsreject", fresh)
    with pytest.raises(PrintTrouble) as trouble:
        SystemPrinter(fresh).print_document(printout())
    assert trouble.value.key == "paper.trouble.refused"
    service.admin("cupsaccept", fresh)
    service.admin("lpadmin", "-p", fresh, "-o", "job-hold-until-default=indefinite")
    with pytest.raises(PrintTrouble) as trouble:
        SystemPrinter(fresh, HASTY).print_document(printout())
    assert trouble.value.key == "paper.trouble.held"
    assert service.jobs(fresh) == []
    with pytest.raises(PrintTrouble) as trouble:
        SystemPrinter("nowhere").print_document(printout())
    assert trouble.value.key == "paper.trouble.no_printer"


def test_a_raw_queue_gets_every_byte_as_it_was_made(service: PrintService, fresh: str) -> None:
    arrived: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(20)

        def receive() -> None:
            while not arrived:  # somebody knocks before the job comes
                line, _ = door.accept()
                with line:
                    content = b""
                    while part := line.recv(65536):
                        content += part
                arrived.extend(filter(None, [content]))

        thread = Thread(target=receive, daemon=True)
        thread.start()
        service.add_queue(fresh, f"socket://127.0.0.1:{door.getsockname()[1]}")
        sent = printout()
        SystemPrinter(fresh).print_document(sent)
        thread.join(20)
    assert arrived == [sent.pdf]


def test_a_service_that_goes_and_comes_back(service: PrintService, fresh: str) -> None:
    begun = service.folder / f"{fresh}.begun"
    printer = service.add_printer(fresh, f"touch {begun}; sleep 1")

    def kill() -> None:
        waiting = Event()
        while not begun.exists():
            waiting.wait(0.02)
        service.stop_cups()

    killing = Thread(target=kill, daemon=True)
    killing.start()
    # In the middle of a job: nobody can say what became of it.
    with pytest.raises(OutcomeUnknown):
        SystemPrinter(fresh, Patience(look=0.05, taking_back=0.5)).print_document(printout())
    killing.join(10)
    clock = Clock()
    with pytest.raises(PrintTrouble) as trouble:
        SystemPrinter(fresh).print_document(printout())
    assert trouble.value.key == "paper.trouble.no_service"
    assert clock.seconds < AT_ONCE
    service.start_cups()
    SystemPrinter(fresh).print_document(printout())
    assert printer.papers()


def test_this_is_the_service_of_the_tests_alone(service: PrintService) -> None:
    assert os.environ["CUPS_SERVER"] == service.server
