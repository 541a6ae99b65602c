"""The counter and the print service: what goes wrong is told in words within seconds, and work goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event
from time import monotonic

import pytest

from shopdesk.bootstrap.print_room import make_spooler
from shopdesk.i18n import LANGUAGES, catalogue
from shopdesk.services.desk_settings import DeskRoute, DeskSettings, SaveDeskSettings
from shopdesk.services.print_jobs import JobRow, JobStatus, RetryJob, print_queue
from tests.printing.pages import read
from tests.printing.print_service import PrintService, missing, print_service
from tests.shop_floor import COUNTER_DESK, Floor

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"the print service of the tests needs {missing()}")
WITHIN = 6.0
"""Seconds from the intake until the counter knows."""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrintService]:
    with print_service() as made:
        monkeypatch.setenv("CUPS_SERVER", made.server)
        yield made


def receipt(floor: Floor) -> JobRow:
    return next(one for one in floor.shop.ask(print_queue, COUNTER_DESK) if one.kind == "receipt")


def wait_until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    waiting, until = Event(), monotonic() + seconds
    while not true():
        assert monotonic() < until, "it takes too long"
        waiting.wait(0.05)


def test_a_printer_that_is_off_costs_a_message_and_prints_the_original_when_it_is_on(
    floor: Floor, service: PrintService
) -> None:
    printer = service.add_printer("office")
    own = DeskSettings(routes={"receipt": DeskRoute("system:office", "a4-three")})
    floor.shop.do(SaveDeskSettings(value=own, seen_version=0), floor.counter)
    settled: list[int] = []
    worker = make_spooler(floor.shop, COUNTER_DESK, settled.append, lambda job_id, key, values: None)
    worker.start()
    try:
        printer.switch_off()
        floor.receive()
        worker.wake()
        wait_until(lambda: receipt(floor).status is JobStatus.FAILED, WITHIN)
        failed = receipt(floor)
        for language in LANGUAGES:
            assert "office" in catalogue(language).text(failed.why, **failed.why_values)
        # The tag goes to another printer, and was held up by nothing.
        tag = next(one for one in floor.shop.ask(print_queue, COUNTER_DESK) if one.kind == "tag")
        wait_until(lambda: tag.id in settled)
        printer.switch_on()
        floor.shop.do(RetryJob(job_id=failed.id), floor.counter)
        worker.wake()
        wait_until(lambda: receipt(floor).status is JobStatus.DONE)
    finally:
        assert worker.stop()
    (arrived,) = printer.papers()
    assert receipt(floor).file == "office-1"
    assert "补打" not in read(arrived)[0].text
    assert settled.count(failed.id) == 2
