"""Keys as a scanner and as hands send them, through the application's own event filter."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.domain.scanners import ScannerSettings
from tests.ui.shell.counter import CODE, Counter, click


class Seen(QObject):
    """Presses and releases as the field gets them."""

    def __init__(self) -> None:
        super().__init__()
        self.order: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            way = "down" if event.type() == QEvent.Type.KeyPress else "up"
            self.order.append(f"{event.text()} {way}")
        return False


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_a_scan_reaches_nobody_else(counter: Counter, end: Qt.Key) -> None:
    seen = Seen()
    counter.field.installEventFilter(seen)
    counter.scan(end=end)
    assert counter.scans == [CODE]
    assert seen.order == []
    assert counter.field.text() == ""
    assert counter.returns == []
    assert counter.window.focusWidget() is counter.field


@pytest.mark.parametrize("gap", [23, 40, 90])
def test_typing_is_no_scan_and_loses_nothing(counter: Counter, qtbot: QtBot, gap: int) -> None:
    counter.scan("13800164827", gap_ms=gap)
    assert counter.scans == []
    qtbot.waitUntil(lambda: counter.returns == ["13800164827"])


def test_one_key_is_written_soon(counter: Counter, qtbot: QtBot) -> None:
    counter.key("7", 200)
    qtbot.waitUntil(lambda: counter.field.text() == "7", timeout=300)


def test_a_scan_right_after_typing_leaks_nothing(counter: Counter, qtbot: QtBot) -> None:
    for letter in "iPhone":
        counter.key(letter, 25)
    qtbot.waitUntil(lambda: counter.field.text() == "iPhone")
    counter.at_ms += 100
    counter.scan()
    assert counter.scans == [CODE]
    assert counter.field.text() == "iPhone"


def test_no_shortcut_is_fired(counter: Counter, qtbot: QtBot) -> None:
    fired: list[str] = []
    for key in "0126":
        shortcut = QShortcut(QKeySequence(key), counter.window)
        shortcut.activated.connect(lambda key=key: fired.append(key))
    # A button lets shortcuts through; a field would take characters for itself.
    counter.button.setFocus()
    counter.scan()
    assert counter.scans == [CODE]
    assert fired == []


def test_a_scan_presses_no_button(counter: Counter) -> None:
    pressed: list[int] = []
    counter.button.clicked.connect(lambda: pressed.append(1))
    counter.button.setFocus()
    counter.scan("26 041 830 197")
    assert counter.scans == ["26 041 830 197"]
    assert pressed == []


def test_a_command_waits_a_moment_and_is_done(counter: Counter, qtbot: QtBot) -> None:
    fired: list[str] = []
    QShortcut(QKeySequence("Ctrl+K"), counter.window).activated.connect(
        lambda: fired.append(counter.field.text())
    )
    counter.key("a", 200)
    counter.command(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier, 30)
    # What was typed before it is there when it acts.
    qtbot.waitUntil(lambda: fired == ["a"])


def test_a_command_that_no_keyboard_sent_is_done_at_once(counter: Counter) -> None:
    fired: list[int] = []
    QShortcut(QKeySequence("Ctrl+K"), counter.window).activated.connect(lambda: fired.append(1))
    QTest.keyClick(counter.field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert fired == [1]


def test_the_same_code_at_once_is_one_scan(counter: Counter) -> None:
    counter.scan()
    counter.now_s += 0.5
    counter.scan()
    assert counter.scans == [CODE]
    counter.now_s += 0.9
    counter.scan()
    assert counter.scans == [CODE, CODE]


def test_another_code_at_once_is_another_scan(counter: Counter) -> None:
    counter.scan()
    counter.scan("260041840188")
    assert counter.scans == [CODE, "260041840188"]


def test_a_prefix_is_taken_off(counter: Counter) -> None:
    counter.scanner.use(ScannerSettings(prefix="~"))
    counter.scan("~" + CODE)
    assert counter.scans == [CODE]


def test_a_code_too_long_is_refused_and_still_leaks_nothing(counter: Counter, qtbot: QtBot) -> None:
    with qtbot.waitSignal(counter.scanner.unreadable):
        counter.scan("9" * 65)
    assert counter.scans == []
    assert counter.field.text() == ""


def test_repeated_digits_flagged_as_auto_repeat_are_kept(counter: Counter) -> None:
    target = counter.window.windowHandle()
    for number, letter in enumerate("2600000097"):
        counter.at_ms += 2
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(
                kind, ord(letter), Qt.KeyboardModifier.NoModifier, letter, number > 2 and letter == "0"
            )
            QApplication.sendEvent(target, event)
    counter.press(Qt.Key.Key_Return, 2)
    assert counter.scans == ["2600000097"]


def test_a_code_committed_by_an_input_method_is_a_scan(counter: Counter) -> None:
    for letter in "２６００４１８３":
        counter.at_ms += 2
        event = QInputMethodEvent()
        event.setCommitString(letter)
        QApplication.sendEvent(counter.field, event)
    counter.press(Qt.Key.Key_Return, 2)
    assert counter.scans == ["26004183"]
    assert counter.field.text() == ""


def test_chinese_from_an_input_method_passes(counter: Counter) -> None:
    event = QInputMethodEvent()
    event.setCommitString("右上角碎")
    QApplication.sendEvent(counter.field, event)
    assert counter.field.text() == "右上角碎"


def test_capitals_with_shift_are_scanned(counter: Counter) -> None:
    target = counter.window.windowHandle()
    for letter in "SD26A4":
        counter.at_ms += 2
        if letter.isalpha():
            QTest.keyPress(target, Qt.Key.Key_Shift)
        click(target, letter, shift=letter.isalpha())
        if letter.isalpha():
            QTest.keyRelease(target, Qt.Key.Key_Shift)
    counter.press(Qt.Key.Key_Return, 2)
    assert counter.scans == ["SD26A4"]


def test_a_code_from_elsewhere_is_the_same_event(counter: Counter) -> None:
    counter.scanner.feed(f" {CODE}\r\n")
    assert counter.scans == [CODE]


def test_keys_held_for_a_field_that_went_reach_the_one_with_the_focus(counter: Counter, qtbot: QtBot) -> None:
    counter.at_ms += 200
    click(counter.field, "7")
    counter.field.deleteLater()
    QApplication.sendPostedEvents(counter.field, QEvent.Type.DeferredDelete)
    counter.other.setFocus()
    qtbot.waitUntil(lambda: counter.other.text() == "7")


def test_presses_and_releases_keep_their_order(counter: Counter, qtbot: QtBot) -> None:
    seen = Seen()
    counter.field.installEventFilter(seen)
    counter.key("a", 200)
    counter.key("b", 10)
    qtbot.waitUntil(lambda: len(seen.order) == 4)
    assert seen.order == ["a down", "a up", "b down", "b up"]


@pytest.mark.parametrize("seed", range(12))
def test_streams_of_hands_and_scanners(counter: Counter, seed: int, qtbot: QtBot) -> None:
    """Whatever comes in whatever order: all that was typed is written, all that was scanned is scanned."""
    chance = random.Random(seed)
    written, scanned = "", []
    for _ in range(12):
        counter.now_s += 1
        if chance.random() < 0.5:
            code = "".join(chance.choices("0123456789ABCDEF", k=chance.randint(6, 40)))
            counter.at_ms += 150
            with counter.no_pause():
                for letter in code:
                    # As the window system sends a capital: with its text, whatever the key.
                    counter.key(letter, chance.randint(0, 12))
                counter.press(chance.choice([Qt.Key.Key_Return, Qt.Key.Key_Tab]), chance.randint(0, 12))
            scanned.append(code)
        else:
            words = "".join(chance.choices("abcdefgh 0123456789", k=chance.randint(1, 14)))
            gap = chance.choice([23, 28, 33, 60, 120, 300])
            counter.at_ms += 150
            for letter in words:
                counter.key(letter, gap)
            written += words
            # A person stops before reaching for the scanner; so does the test, until the key is written.
            qtbot.waitUntil(lambda: counter.field.text() == written)  # noqa: B023 - waited for at once
    assert counter.scans == scanned
    assert counter.field.text() == written
