import threading

import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from shopdesk.ui.common.tasks import Tasks


def test_work_is_done_elsewhere_and_answered_here(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[tuple[str, str]] = []
    tasks.run(
        lambda: threading.current_thread().name,
        lambda where: seen.append((where, threading.current_thread().name)),
    )
    qtbot.waitUntil(tasks.idle)
    assert seen == [("database", threading.main_thread().name)]


def test_answers_come_in_the_order_asked(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[int] = []
    for number in range(50):
        tasks.run(lambda number=number: number, seen.append)  # type: ignore[misc]
    qtbot.waitUntil(tasks.idle)
    assert seen == list(range(50))


def test_a_failure_goes_to_its_handler(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[BaseException] = []
    tasks.run(lambda: 1 // 0, failed=seen.append)
    qtbot.waitUntil(tasks.idle)
    assert [type(problem) for problem in seen] == [ZeroDivisionError]


def test_a_failure_without_handler_goes_to_the_problem_door(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[BaseException] = []
    tasks.problem = seen.append
    tasks.aside(lambda: dict[str, int]()["nothing"])
    qtbot.waitUntil(tasks.idle)
    assert [type(problem) for problem in seen] == [KeyError]


def test_the_thread_survives_a_failure(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[int] = []
    tasks.run(lambda: 1 // 0, failed=lambda _problem: None)
    tasks.run(lambda: 7, seen.append)
    qtbot.waitUntil(tasks.idle)
    assert seen == [7]


def test_an_answer_for_somebody_gone_is_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[int] = []
    owner = QObject()
    held = threading.Event()
    tasks.run(held.wait)
    tasks.run(lambda: 7, seen.append, owner=owner)
    shiboken6.delete(owner)
    held.set()
    qtbot.waitUntil(tasks.idle)
    assert seen == []


def test_closing_finishes_what_was_asked() -> None:
    tasks = Tasks()
    done: list[int] = []
    for number in range(20):
        tasks.run(lambda number=number: done.append(number))  # type: ignore[misc]
    tasks.close()
    assert done == list(range(20))


def test_a_timer_that_strikes_after_the_close_does_no_harm() -> None:
    tasks = Tasks()
    tasks.close()
    done: list[int] = []
    tasks.run(lambda: done.append(1))
    tasks.aside(lambda: done.append(2))
    assert tasks.idle()
    assert done == []


def test_idle_is_told_once_all_is_answered(tasks: Tasks, qtbot: QtBot) -> None:
    assert tasks.idle()
    with qtbot.waitSignal(tasks.settled):
        tasks.run(lambda: 1)
        assert not tasks.idle()
    assert tasks.idle()
