"""A printer fails while somebody works on another page: the notice, its deeds, and the rail."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.services.desk_settings import DeskRoute, DeskSettings, SaveDeskSettings
from shopdesk.services.print_jobs import (
    CloseJob,
    JobRow,
    JobStatus,
    claim_job,
    mark_interrupted,
    print_queue,
)
from shopdesk.ui.common.notices import Toast
from shopdesk.ui.paperwork.elsewhere import ElsewhereDialog
from tests.shop_floor import COUNTER_DESK, Floor


@pytest.fixture
def dead_port() -> Iterator[int]:
    """A port that is taken and never answered: nothing else can listen there meanwhile."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield int(taken.getsockname()[1])


def job(floor: Floor, kind: str = "receipt") -> JobRow:
    return next(one for one in floor.shop.ask(print_queue, COUNTER_DESK) if one.kind == kind)


def toasts(opened: OpenDesk) -> list[Toast]:
    return opened.frame.window.notice_stack.toasts()


def route(floor: Floor, **routes: DeskRoute) -> None:
    floor.shop.do(SaveDeskSettings(value=DeskSettings(routes=routes), seen_version=0), floor.counter)


def press(toast: Toast, key: str) -> None:
    words = toast.words.text()
    buttons = [toast.button, *toast.further]
    found = [one for one in buttons if one is not None and one.objectName() == key.replace(".", "_")]
    assert found, words
    found[0].click()


def test_a_failure_is_said_on_the_page_in_front_and_goes_elsewhere_as_the_original(
    floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot, dead_port: int
) -> None:
    route(floor, receipt=DeskRoute(f"escpos:127.0.0.1:{dead_port}", "roll-80"))
    opened = open_window(floor, floor.counter)
    opened.front.desk.navigator.go("tickets")
    floor.receive()
    opened.front.desk.wake_printer()
    qtbot.waitUntil(lambda: bool(toasts(opened)), timeout=15_000)
    (toast,) = toasts(opened)
    failed = job(floor)
    assert failed.number in toast.words.text()
    assert "127.0.0.1" in toast.words.text()
    assert opened.frame.window.rail.printer.accessibleName() == opened.frame.texts.tr("shell.printer.trouble")
    press(toast, "prints.trouble.elsewhere")
    dialog = opened.frame.window.findChild(ElsewhereDialog)
    assert dialog is not None
    qtbot.waitUntil(opened.frame.tasks.idle, timeout=15_000)
    assert dialog.printer.currentData() == "folder", "not the one that failed"
    dialog.go.click()
    qtbot.waitUntil(lambda: job(floor).status is JobStatus.DONE, timeout=15_000)
    assert (job(floor).printer, job(floor).copy_no) == ("folder", 0)
    qtbot.waitUntil(lambda: not toasts(opened), timeout=15_000)
    ok = opened.frame.texts.tr("shell.printer.ok")
    qtbot.waitUntil(lambda: opened.frame.window.rail.printer.accessibleName() == ok, timeout=15_000)


def test_later_leaves_it_in_the_queue_and_a_decision_elsewhere_takes_the_notice_back(
    floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot, dead_port: int
) -> None:
    gone = DeskRoute(f"escpos:127.0.0.1:{dead_port}", "roll-80")
    route(floor, receipt=gone, sale=gone)
    opened = open_window(floor, floor.counter)
    floor.receive()
    opened.front.desk.wake_printer()
    qtbot.waitUntil(lambda: bool(toasts(opened)), timeout=15_000)
    press(toasts(opened)[0], "prints.trouble.later")
    assert not toasts(opened)
    assert job(floor).status is JobStatus.FAILED
    press_again = job(floor).id
    opened.front.print_settled(press_again)
    qtbot.waitUntil(lambda: bool(toasts(opened)), timeout=15_000)
    opened.front.desk.send(CloseJob(job_id=press_again, came_out=False))
    qtbot.waitUntil(lambda: not toasts(opened), timeout=15_000)


def test_what_nobody_knows_is_asked_and_a_second_print_is_marked(
    floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot
) -> None:
    floor.receive()
    # The desk stops with the page in the printer's hands.
    floor.shop.run(COUNTER_DESK, claim_job)
    assert floor.shop.run(COUNTER_DESK, mark_interrupted).value == (job(floor).id,)
    opened = open_window(floor, floor.counter)
    opened.front.print_settled(job(floor).id)
    qtbot.waitUntil(lambda: bool(toasts(opened)), timeout=15_000)
    assert toasts(opened)[0].notice.kind == "warn"
    press(toasts(opened)[0], "prints.trouble.again")
    qtbot.waitUntil(lambda: job(floor).status is JobStatus.DONE, timeout=15_000)
    assert job(floor).copy_no == 1
    assert job(floor).file.endswith("reprint-1.pdf")
