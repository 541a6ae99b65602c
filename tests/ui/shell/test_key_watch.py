"""What the live view sees of a scanner that nobody has set up, and what it keeps from the window."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.domain.scanner_lesson import SeenKey
from shopdesk.ui.shell.key_watch import KeyWatch
from tests.ui.shell.counter import CODE, Counter

CTRL = Qt.KeyboardModifier.ControlModifier


class Watched:
    def __init__(self, counter: Counter, app: QApplication) -> None:
        self.counter = counter
        self.watch = KeyWatch(app, counter.scanner, counter.window, event_ms=lambda _event: counter.at_ms)
        self.names: list[str] = []
        self.scans: list[tuple[SeenKey, ...]] = []
        self.watch.key_seen.connect(lambda key: self.names.append(key.name))
        self.watch.scan_seen.connect(self.scans.append)
        self.watch.start()


@pytest.fixture
def watched(counter: Counter, qapp: QApplication) -> Iterator[Watched]:
    made = Watched(counter, qapp)
    yield made
    made.watch.stop()


@pytest.mark.parametrize("gap", [2, 40, 120])
def test_a_scan_of_any_speed_is_told_whole_and_reaches_nobody(
    watched: Watched, qtbot: QtBot, gap: int
) -> None:
    counter = watched.counter
    counter.button.setFocus()
    counter.scan(gap_ms=gap)
    assert watched.names == [*CODE, "Enter"]
    qtbot.waitUntil(lambda: len(watched.scans) == 1)
    keys = watched.scans[0]
    assert "".join(key.writes for key in keys) == CODE
    assert {later.at_ms - sooner.at_ms for sooner, later in pairwise(keys)} == {gap}
    assert (counter.pressed, counter.scans, counter.field.text()) == ([], [], "")


def test_keys_that_write_nothing_are_named(watched: Watched, qtbot: QtBot) -> None:
    counter = watched.counter
    fired: list[int] = []
    QShortcut(QKeySequence("Ctrl+B"), counter.window).activated.connect(lambda: fired.append(1))
    counter.command(Qt.Key.Key_B, CTRL, 2)
    counter.key("7", 2)
    counter.key(" ", 2)
    counter.press(Qt.Key.Key_F9, 2)
    counter.command(Qt.Key.Key_M, CTRL, 2)
    qtbot.waitUntil(lambda: len(watched.scans) == 1)
    assert watched.names == ["Ctrl+B STX", "7", "␣", "F9", "Ctrl+M CR"]
    assert fired == []


def test_a_few_keys_by_hand_do_what_they_do(watched: Watched, qtbot: QtBot) -> None:
    counter = watched.counter
    fired: list[int] = []
    QShortcut(QKeySequence("Ctrl+B"), counter.window).activated.connect(lambda: fired.append(1))
    counter.command(Qt.Key.Key_B, CTRL, 500)
    qtbot.waitUntil(lambda: fired == [1])
    counter.press(Qt.Key.Key_Tab, 500)
    qtbot.waitUntil(lambda: counter.window.focusWidget() is counter.other)
    assert watched.scans == []


def test_what_an_input_method_sends_is_told_as_its_own(watched: Watched, qtbot: QtBot) -> None:
    for many in range(1, 6):
        watched.counter.compose("sdsta"[:many])
    watched.counter.compose("", "上的他")
    qtbot.waitUntil(lambda: len(watched.scans) == 1)
    assert all(key.composed for key in watched.scans[0])
    assert watched.counter.field.text() == ""


def test_once_stopped_scans_are_scans_again(watched: Watched) -> None:
    watched.watch.stop()
    watched.counter.scan()
    assert watched.counter.scans == [CODE]
    assert watched.names == []
