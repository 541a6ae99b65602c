"""A printer whose power goes at every byte of a job: no job is lost, one original, copies marked.

A real shop with its queue, the real worker and driver, and a printer that dies where it is told to. After
each death a person does what the program offers: print again. Unmarked paper may come out only once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Queue

import pytest
from PIL import Image, ImageChops

from shopdesk.bootstrap.print_room import PrintJobs
from shopdesk.domain.papers import PaperKind
from shopdesk.printing.drivers import open_printer
from shopdesk.printing.render import raster
from shopdesk.printing.spool import Spooler
from shopdesk.services.documents import paper_of
from shopdesk.services.print_jobs import JobRow, JobStatus, RetryJob, print_queue, queue_print
from shopdesk.services.settings import Route
from shopdesk.services.setup import SaveSettings, saved_settings
from shopdesk.services.till import MoveCash
from tests.conftest import LogRecords
from tests.printing.emulators import SocketPrinter
from tests.printing.escpos_printer import Printed, ReceiptPrinter, Thing
from tests.printing.label_printers import ZebraPrinter
from tests.shop_floor import COUNTER_DESK, Floor

DECIDED = {JobStatus.DONE, JobStatus.FAILED, JobStatus.UNKNOWN}


@dataclass
class Counter:
    """The counter's worker with one document that is printed over and over."""

    floor: Floor
    kind: PaperKind
    document_id: int
    settled: Queue[int] = field(default_factory=Queue)

    def start(self, folder: Path, address: str, form: str) -> Spooler:
        shop = self.floor.shop
        kept = shop.ask(saved_settings)
        value = replace(kept.value, routes={**kept.value.routes, self.kind.value: Route(address, form)})
        shop.do(SaveSettings(value=value, seen_version=kept.version), self.floor.owner)
        worker = Spooler(
            PrintJobs(shop), COUNTER_DESK, lambda where: open_printer(where, folder), settled=self.settled.put
        )
        worker.start()
        waiting = {row.id for row in shop.ask(print_queue, COUNTER_DESK) if row.status not in DECIDED}
        while waiting:
            waiting.discard(self.settled.get(timeout=20))
        return worker

    def original(self, worker: Spooler) -> JobRow:
        job = self.floor.shop.run(COUNTER_DESK, queue_print, self.document_id, self.kind).value
        return self._outcome(worker, job.job_id)

    def again(self, worker: Spooler, job_id: int) -> JobRow:
        self.floor.shop.do(RetryJob(job_id=job_id), self.floor.owner)
        return self._outcome(worker, job_id)

    def _outcome(self, worker: Spooler, job_id: int) -> JobRow:
        worker.wake()
        while self.settled.get(timeout=20) != job_id:
            pass
        return next(row for row in self.floor.shop.ask(print_queue, COUNTER_DESK) if row.id == job_id)


def is_marked(slip: list[Thing]) -> bool:
    return any(isinstance(thing, Printed) and "补打" in thing.text for thing in slip)


@dataclass
class Roll:
    """Receipts as text: a slip's mark is read off it."""

    text: bool
    machine: ReceiptPrinter = field(default_factory=ReceiptPrinter)
    plain: Image.Image | None = None

    def unmarked(self) -> int:
        """Pieces of paper, whole or torn, that bear words and no mark of a copy."""
        pieces = [*self.machine.slips, *self.machine.scraps]
        return sum(not self._is_marked(piece) for piece in pieces)

    def whole(self) -> int:
        return len(self.machine.slips)

    def _is_marked(self, piece: list[Thing]) -> bool:
        if self.text:
            return is_marked(piece)
        assert self.plain is not None
        top = 0
        for band in piece:
            assert isinstance(band, Image.Image)
            beside = self.plain.crop((0, top, band.width, top + band.height)).convert("L")
            if ImageChops.difference(band, beside).getbbox() is not None:
                return True
            top += band.height
        return False

    def clear(self) -> None:
        self.machine.slips.clear()
        self.machine.scraps.clear()
        self.machine.received.clear()


def offsets(total: int, few: int) -> list[int]:
    """Every byte of the beginning and the end, and some between."""
    edges = {*range(1, 26), *range(total - 12, total + 4)}
    between = {total * share // few for share in range(1, few)}
    return sorted(edges | between)


@pytest.fixture
def quiet(logged: LogRecords) -> Iterator[None]:
    """Unknown outcomes are logged, and meant here."""
    yield
    assert set(logged.take()) <= {
        "the outcome of a print is unknown: paper.trouble.line_cut",
        "the outcome of a print is unknown: paper.trouble.half_stalled",
    }


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("text", [True, False], ids=["text", "raster"])
@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param(lambda total: offsets(total, 12), id="bounded"),
        pytest.param(lambda total: list(range(1, total + 4)), id="full", marks=pytest.mark.soak),
    ],
)
def test_a_receipt_printer_dead_at_every_byte(
    floor: Floor, tmp_path: Path, text: bool, chosen: Callable[[int], list[int]]
) -> None:
    roll = Roll(text)
    moved = MoveCash(amount=-5000, reason="换零钱")
    counter = Counter(floor, PaperKind.CASH, floor.shop.do(moved, floor.owner).value)
    with SocketPrinter(roll.machine, died=roll.machine.lose_power) as server:
        address = f"escpos:{server.address}" + ("?text=gb18030" if text else "")
        worker = counter.start(tmp_path, address, "roll-58")
        try:
            paper = floor.shop.ask(paper_of, counter.document_id)
            roll.plain = raster(paper, "roll-58")[0]
            roll.clear()
            before = server.taken
            assert counter.original(worker).status is JobStatus.DONE
            total = server.taken - before
            outcomes = set()
            for at in chosen(total):
                roll.clear()
                server.dies_at = server.taken + at
                first = counter.original(worker)
                outcomes.add(first.status)
                server.dies_at = None
                check_first(roll, first)
                if first.status is not JobStatus.DONE:
                    second = counter.again(worker, first.id)
                    assert second.status is JobStatus.DONE, at
                    assert roll.whole() >= 1, f"lost at byte {at}"
                    assert second.copy_no == 0 or first.status is JobStatus.UNKNOWN
                expected = 1 if first.status is not JobStatus.UNKNOWN else None
                assert roll.unmarked() == expected or (expected is None and roll.unmarked() <= 1), at
        finally:
            assert worker.stop()
    assert outcomes == {JobStatus.DONE, JobStatus.FAILED, JobStatus.UNKNOWN}


def check_first(roll: Roll, first: JobRow) -> None:
    if first.status is JobStatus.FAILED:
        assert roll.unmarked() == 0, "what has failed must not lie on the counter"
    if first.status is JobStatus.DONE:
        assert roll.whole() == 1, "what is done must lie on the counter"


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param(lambda total: offsets(total, 8), id="bounded"),
        pytest.param(lambda total: list(range(1, total + 4)), id="full", marks=pytest.mark.soak),
    ],
)
def test_a_label_printer_dead_at_every_byte(
    floor: Floor, tmp_path: Path, chosen: Callable[[int], list[int]]
) -> None:
    machine = ZebraPrinter()
    counter = Counter(floor, PaperKind.TAG, floor.receive().tag_id)
    with SocketPrinter(machine, died=machine.lose_power) as server:
        worker = counter.start(tmp_path, f"zpl:{server.address}", "label-40x30")
        try:
            before = server.taken
            assert counter.original(worker).status is JobStatus.DONE
            total = server.taken - before
            for at in chosen(total):
                machine.labels.clear()
                server.dies_at = server.taken + at
                first = counter.original(worker)
                server.dies_at = None
                if first.status is JobStatus.FAILED:
                    assert machine.labels == [], at
                if first.status is not JobStatus.DONE:
                    came_out = len(machine.labels)
                    second = counter.again(worker, first.id)
                    assert second.status is JobStatus.DONE, at
                    assert len(machine.labels) == came_out + 1, at
                    # What may lie there already is not printed twice unmarked.
                    assert bool(second.copy_no) == (first.status is JobStatus.UNKNOWN), at
                else:
                    assert len(machine.labels) == 1, at
        finally:
            assert worker.stop()
