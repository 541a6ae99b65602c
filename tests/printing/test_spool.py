"""The print worker: every job ends as printed, failed or unknown, and none is lost or printed twice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Condition, Event

import pytest

from shopdesk.domain.papers import Paper
from shopdesk.errors import Busy
from shopdesk.printing.drivers import FolderPrinter
from shopdesk.printing.drivers.port import OutcomeUnknown, Printed, Printer, Printout, PrintTrouble
from shopdesk.printing.render import page_image
from shopdesk.printing.spool import Job, Spooler, spooler
from tests.conftest import LogRecords
from tests.printing import samples
from tests.printing.pages import read


@dataclass
class Jobs:
    """The shop's jobs in memory, with a story for each."""

    queued: list[Job] = field(default_factory=list)
    story: dict[int, list[object]] = field(default_factory=dict)
    left_over: list[int] = field(default_factory=list)
    silent: int = 0
    """So many calls get no answer."""
    settled: Condition = field(default_factory=Condition)

    def _answer(self) -> None:
        if self.silent:
            self.silent -= 1
            raise Busy("problems.busy")

    def claim(self, desk: str, busy: Collection[str]) -> Job | None:
        assert desk == "desk-1"
        self._answer()
        job = next((one for one in self.queued if one.printer not in busy), None)
        if job is None:
            return None
        self.queued.remove(job)
        self.story.setdefault(job.id, []).append("printing")
        return job

    def printed(self, job_id: int, file: str) -> None:
        self._answer()
        self.story[job_id].append(("done", Path(file).name))

    def failed(self, job_id: int, why_key: str, values: Mapping[str, object]) -> None:
        self._answer()
        self.story[job_id].append(("failed", why_key, dict(values)))

    def unknown(self, job_id: int, why_key: str, values: Mapping[str, object]) -> None:
        self._answer()
        self.story[job_id].append(("unknown", why_key, dict(values)) if why_key else "unknown")

    def interrupted(self, desk: str) -> Sequence[int]:
        self._answer()
        for job_id in self.left_over:
            self.story.setdefault(job_id, []).append("unknown")
        left, self.left_over = self.left_over, []
        return left

    def tell(self, _: int) -> None:
        with self.settled:
            self.settled.notify_all()

    def wait_for(self, count: int) -> None:
        def ended() -> bool:
            return sum(len(story) > 1 or story == ["unknown"] for story in self.story.values()) >= count

        with self.settled:
            assert self.settled.wait_for(ended, timeout=10)


class Broken(Printer):
    def __init__(self, error: Exception) -> None:
        self.error = error

    def print_document(self, printout: Printout) -> Printed:
        raise self.error


def job(number: int, paper: Paper | None = None, form: str = "label-40x30", copy_no: int = 0) -> Job:
    return Job(number, 100 + number, paper or samples.tag(), form, "folder", copy_no)


def run(jobs: Jobs, printers: Callable[[str], Printer], count: int) -> None:
    worker = Spooler(jobs, "desk-1", printers, settled=jobs.tell)
    worker.start()
    try:
        jobs.wait_for(count)
    finally:
        assert worker.stop()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spooler, "_LOOK_AGAIN", 0.02)


def test_jobs_are_printed_in_order_and_told(tmp_path: Path) -> None:
    jobs = Jobs([job(1), job(2, copy_no=1), job(3, samples.sale("zh_CN"), "a5")])
    run(jobs, lambda _: FolderPrinter(tmp_path), 3)
    assert jobs.story == {
        1: ["printing", ("done", "tag-26-004183.pdf")],
        2: ["printing", ("done", "tag-26-004183-reprint-1.pdf")],
        3: ["printing", ("done", "sale-S-26-003977.pdf")],
    }
    reprint = (tmp_path / "tag-26-004183-reprint-1.pdf").read_bytes()
    assert "补打1" in read(reprint)[0].text


def test_what_a_crash_left_printing_is_unknown_before_anything_else_is_printed(tmp_path: Path) -> None:
    jobs = Jobs([job(2)], left_over=[1])
    run(jobs, lambda _: FolderPrinter(tmp_path), 2)
    assert jobs.story[1] == ["unknown"]
    assert list(jobs.story) == [1, 2]


def test_a_trouble_is_told_with_its_reason_and_the_next_job_goes_on(tmp_path: Path) -> None:
    def printers(name: str) -> Printer:
        if name == "gone":
            raise PrintTrouble("paper.trouble.no_printer", printer=name)
        return FolderPrinter(tmp_path)

    jobs = Jobs([Job(1, 1, samples.tag(), "label-40x30", "gone"), job(2)])
    run(jobs, printers, 2)
    assert jobs.story[1] == ["printing", ("failed", "paper.trouble.no_printer", {"printer": "gone"})]
    assert jobs.story[2][1] == ("done", "tag-26-004183.pdf")


def test_a_line_that_broke_half_way_is_a_persons_to_decide(logged: LogRecords) -> None:
    jobs = Jobs([job(1)])
    run(jobs, lambda _: Broken(OutcomeUnknown("paper.trouble.line_cut", printer="till")), 1)
    assert jobs.story[1] == ["printing", ("unknown", "paper.trouble.line_cut", {"printer": "till"})]
    assert logged.take() == ["the outcome of a print is unknown: paper.trouble.line_cut"]


def test_a_driver_that_fails_in_its_own_way_is_unknown_and_logged(logged: LogRecords) -> None:
    jobs = Jobs([job(1)])
    run(jobs, lambda _: Broken(RuntimeError("driver")), 1)
    assert jobs.story[1] == ["printing", ("unknown", "paper.trouble.timeout", {"printer": "folder"})]
    assert logged.take() == ["a printer's driver failed"]


def test_a_document_that_cannot_be_set_costs_a_message_and_not_the_queue(
    tmp_path: Path, logged: LogRecords
) -> None:
    jobs = Jobs([job(1, samples.quote(), "label-40x30"), job(2)])
    run(jobs, lambda _: FolderPrinter(tmp_path), 2)
    assert jobs.story[1] == ["printing", ("failed", "paper.trouble.document", {})]
    assert jobs.story[2][1] == ("done", "tag-26-004183.pdf")
    assert logged.take() == ["a document cannot be set"]


def test_a_store_that_does_not_answer_is_asked_again_and_nothing_is_printed_twice(
    tmp_path: Path, logged: LogRecords
) -> None:
    jobs = Jobs([job(1)], silent=3)
    run(jobs, lambda _: FolderPrinter(tmp_path), 1)
    assert jobs.story[1] == ["printing", ("done", "tag-26-004183.pdf")]
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    assert len(logged.take()) == 3


def test_characters_that_became_boxes_are_told(tmp_path: Path) -> None:
    told: list[tuple[int, str, Mapping[str, object]]] = []
    jobs = Jobs([job(1, samples.sale("zh_CN", customer_name="小明😀"), "a5")])
    worker = Spooler(
        jobs, "desk-1", lambda _: FolderPrinter(tmp_path), settled=jobs.tell,
        remarked=lambda number, key, values: told.append((number, key, values)),
    )  # fmt: skip
    worker.start()
    jobs.wait_for(1)
    assert worker.stop()
    assert told == [(1, "paper.remark.missing", {"characters": "😀"})]


def test_it_sleeps_until_woken_and_stops_after_the_job_in_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spooler, "_LOOK_AGAIN", 60)
    begun, go_on = Event(), Event()

    class Slow(FolderPrinter):
        def print_document(self, printout: Printout) -> Printed:
            begun.set()
            assert go_on.wait(10)
            return super().print_document(printout)

    jobs = Jobs()
    worker = Spooler(jobs, "desk-1", lambda _: Slow(tmp_path), settled=jobs.tell)
    worker.start()
    jobs.queued += [job(1), job(2)]
    worker.wake()
    assert begun.wait(10)
    assert not worker.stop(timeout=0.05)
    go_on.set()
    jobs.wait_for(1)
    assert jobs.story == {1: ["printing", ("done", "tag-26-004183.pdf")]}
    assert [waiting.id for waiting in jobs.queued] == [2]


def test_a_printer_that_hangs_holds_up_only_what_is_meant_for_it(tmp_path: Path) -> None:
    hung, go_on = Event(), Event()

    class Hung(FolderPrinter):
        def print_document(self, printout: Printout) -> Printed:
            hung.set()
            assert go_on.wait(10)
            return super().print_document(printout)

    def printers(name: str) -> Printer:
        return Hung(tmp_path / "slow") if name == "slow" else FolderPrinter(tmp_path)

    slow = [Job(number, number, samples.tag(), "label-40x30", "slow") for number in (1, 2)]
    jobs = Jobs([*slow, job(3), job(4)])
    worker = Spooler(jobs, "desk-1", printers, settled=jobs.tell)
    worker.start()
    assert hung.wait(10)
    jobs.wait_for(2)
    assert (jobs.story[1], [one.id for one in jobs.queued]) == (["printing"], [2])
    assert all(len(jobs.story[number]) == 2 for number in (3, 4))
    go_on.set()
    jobs.wait_for(4)
    assert worker.stop()
    assert [number for number in jobs.story if number < 3] == [1, 2]


def test_a_page_is_moved_as_far_as_it_was_measured(tmp_path: Path) -> None:
    plain = job(1, samples.sale("en"), "a5")
    moved = replace(plain, id=2, shift=(2.0, 1.0))
    jobs = Jobs([plain, moved])
    run(jobs, lambda _: FolderPrinter(tmp_path), 2)
    first, second = (
        page_image((tmp_path / name).read_bytes(), scale=8 * 25.4 / 72)
        .convert("L")
        .point(lambda tone: 255 - tone)
        for name in ("sale-S-26-003977.pdf", "sale-S-26-003977-2.pdf")
    )
    before, after = first.getbbox(), second.getbbox()
    assert before is not None
    assert after is not None
    # Eight pixels a millimetre.
    assert (after[0] - before[0], after[1] - before[1]) == pytest.approx((16, 8), abs=1)


def test_a_worker_is_started_once(tmp_path: Path) -> None:
    worker = Spooler(Jobs(), "desk-1", lambda _: FolderPrinter(tmp_path))
    worker.start()
    with pytest.raises(RuntimeError):
        worker.start()
    assert worker.stop()
    assert worker.stop()
