"""What scanners send beside digits: control characters, line feeds, other keyboards' signs, no end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.scanners import Ending, Layout, ScannerSettings
from tests.ui.shell.counter import CODE, Counter, Front

CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
OWN = code_for(CodeKind.TAG, 4183)


@contextmanager
def scanner_of(qapp: QApplication, front: Front, settings: ScannerSettings) -> Iterator[Counter]:
    made = Counter(qapp, front, settings)
    try:
        yield made
    finally:
        made.scanner.stop()
        made.scanner.deleteLater()


def settled(counter: Counter, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not counter.scanner.held)


def shortcuts(counter: Counter) -> list[str]:
    fired: list[str] = []
    for keys in ("Ctrl+Return", "Ctrl+B", "Ctrl+L", "F6", "Esc", "Ctrl+]"):
        QShortcut(QKeySequence(keys), counter.window).activated.connect(lambda keys=keys: fired.append(keys))
    return fired


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_B, CTRL),
        (Qt.Key.Key_Return, CTRL),
        (Qt.Key.Key_L, CTRL),
        (Qt.Key.Key_F6, PLAIN),
        (Qt.Key.Key_Escape, PLAIN),
        (Qt.Key.Key_Backspace, PLAIN),
        (Qt.Key.Key_Down, PLAIN),
        (Qt.Key.Key_Return, PLAIN),
        (Qt.Key.Key_Tab, PLAIN),
    ],
)
@pytest.mark.parametrize("place", [0, 4, len(CODE)])
def test_a_control_character_in_a_code_does_nothing(
    counter: Counter, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier, place: int
) -> None:
    fired = shortcuts(counter)
    counter.field.setText("here")
    counter.button.setFocus()
    counter.at_ms += 500
    with counter.no_pause():
        for at, letter in enumerate(CODE):
            if at == place:
                counter.command(key, modifiers, 2)
            counter.key(letter, 2)
        if place == len(CODE):
            counter.command(key, modifiers, 2)
        counter.press(Qt.Key.Key_Return, 2)
    settled(counter, qtbot)
    assert (fired, counter.pressed, counter.field.text()) == ([], [], "here")
    assert "".join(counter.scans) == CODE
    assert counter.window.focusWidget() is counter.button


def test_line_feeds_after_the_code_press_nothing(counter: Counter, qtbot: QtBot) -> None:
    fired = shortcuts(counter)
    counter.button.setFocus()
    counter.scan()
    counter.press(Qt.Key.Key_Return, 2)
    counter.command(Qt.Key.Key_J, CTRL, 2)
    counter.press(Qt.Key.Key_Space, 2)
    settled(counter, qtbot)
    assert (counter.scans, counter.pressed, fired) == ([CODE], [], [])


def test_two_lines_are_two_codes(counter: Counter, qtbot: QtBot) -> None:
    counter.scan()
    counter.scan("12")
    settled(counter, qtbot)
    assert counter.scans == [CODE, "12"]
    assert counter.field.text() == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_M, Qt.Key.Key_J])
def test_control_characters_for_enter_end_a_code(counter: Counter, key: Qt.Key) -> None:
    for code in (CODE, "DSP-14PM"):
        for letter in code:
            counter.key(letter, 2)
        counter.command(key, CTRL, 2)
    assert counter.scans == [CODE, "DSP-14PM"]


def test_no_key_stays_down_after_a_scan(counter: Counter, qtbot: QtBot) -> None:
    counter.scan("26 0041 8301")
    counter.button.setFocus()
    counter.press(Qt.Key.Key_Space, 900)
    qtbot.waitUntil(lambda: counter.pressed == [1])
    assert not counter.button.isDown()


@pytest.mark.parametrize("code", ["12345", "12", "7"])
def test_short_codes_reach_nobody_else(counter: Counter, qtbot: QtBot, code: str) -> None:
    counter.button.setFocus()
    counter.at_ms += 500
    counter.scan(code)
    settled(counter, qtbot)
    assert (counter.scans, counter.pressed) == ([code], [])


def test_a_short_word_and_enter_by_hand_are_typed(counter: Counter, qtbot: QtBot) -> None:
    counter.at_ms += 500
    counter.scan("12", gap_ms=15)
    qtbot.waitUntil(lambda: counter.returns == ["12"])
    assert counter.scans == []


@pytest.mark.parametrize("between", [3, 15, 30, 70])
def test_a_scan_in_the_midst_of_typing_leaks_nothing_and_loses_nothing(
    counter: Counter, qtbot: QtBot, between: int
) -> None:
    for letter in "iPhon":
        counter.key(letter, 120)
        settled(counter, qtbot)
    counter.key("e", 120)
    if between > 22:
        # So long a gap has passed on the wall as well before the next key comes.
        settled(counter, qtbot)
    counter.at_ms += between - 2
    counter.scan(OWN)
    settled(counter, qtbot)
    assert (counter.scans, counter.field.text()) == ([OWN], "iPhone")


def test_a_code_that_would_be_right_without_its_first_digit_is_no_typing(
    counter: Counter, qtbot: QtBot
) -> None:
    counter.key("a", 500)
    settled(counter, qtbot)
    counter.at_ms += 100
    counter.scan("7" + OWN)
    settled(counter, qtbot)
    assert (counter.scans, counter.field.text()) == (["7" + OWN], "a")


def test_a_code_without_an_end_is_a_scan_if_its_digits_are_right(counter: Counter, qtbot: QtBot) -> None:
    with counter.no_pause():
        for letter in OWN:
            counter.key(letter, 2)
    qtbot.waitUntil(lambda: counter.scans == [OWN])
    assert counter.field.text() == ""


def test_any_code_is_a_scan_where_the_scanner_sends_no_end(
    qapp: QApplication, front: Front, qtbot: QtBot
) -> None:
    with scanner_of(qapp, front, ScannerSettings(ending=Ending.PAUSE)) as counter:
        with counter.no_pause():
            for letter in "DSP-14PM":
                counter.key(letter, 2)
        qtbot.waitUntil(lambda: counter.scans == ["DSP-14PM"])
        assert counter.field.text() == ""


def test_what_a_program_types_without_an_end_is_written(counter: Counter, qtbot: QtBot) -> None:
    for letter in "iPhone 14":
        counter.key(letter, 2)
    qtbot.waitUntil(lambda: counter.field.text() == "iPhone 14")
    assert counter.scans == []


def test_a_key_held_down_is_not_held_back(counter: Counter) -> None:
    for _ in range(12):
        counter.at_ms += 15
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_0, PLAIN, "0", True)
        QApplication.sendEvent(counter.window.windowHandle(), event)
    assert counter.field.text() == "0" * 12


def test_a_keypad_without_num_lock_is_said(counter: Counter, qtbot: QtBot) -> None:
    counter.field.setText("abc")
    counter.at_ms += 500
    for _ in range(4):
        counter.press(Qt.Key.Key_Left, 2)
        counter.press(Qt.Key.Key_Delete, 2)
    counter.press(Qt.Key.Key_Return, 2)
    settled(counter, qtbot)
    assert counter.unreadable == ["scanner.unreadable.empty"]
    assert (counter.scans, counter.field.text(), counter.returns) == ([], "abc", [])


def test_keypad_digits_are_digits(counter: Counter) -> None:
    for digit in OWN:
        counter.at_ms += 2
        QTest.keyClick(counter.window.windowHandle(), Qt.Key(ord(digit)), Qt.KeyboardModifier.KeypadModifier)
    counter.press(Qt.Key.Key_Enter, 2)
    assert counter.scans == [OWN]


@pytest.mark.parametrize(
    ("layout", "sent", "code"),
    [
        (Layout.SAME, 'àà\'&_"ç"', "00418393"),
        (Layout.AZERTY, "SDQ)&é", "SDA-12"),
        (Layout.QWERTZ, "SDZßYA", "SDY-ZA"),
        (Layout.FRENCH_SCANNER, "!@#$%^&*", "12345678"),
    ],
)
def test_another_keyboards_signs_are_read(
    qapp: QApplication, front: Front, layout: Layout, sent: str, code: str
) -> None:
    with scanner_of(qapp, front, ScannerSettings(layout=layout)) as counter:
        counter.scan(sent)
        assert (counter.scans, counter.field.text()) == ([code], "")


def test_a_slow_scanner_is_told_from_hands_by_its_prefix_or_the_digits(
    qapp: QApplication, front: Front, qtbot: QtBot
) -> None:
    with scanner_of(qapp, front, ScannerSettings(prefix="~", gap_ms=28)) as counter:
        counter.scan("~DSP-14PM", gap_ms=30)
        assert counter.scans == ["DSP-14PM"]
        counter.at_ms += 500
        counter.scan(OWN, gap_ms=30)
        assert counter.scans == ["DSP-14PM", OWN]
        counter.at_ms += 500
        counter.scan("13800164827", gap_ms=30)
        qtbot.waitUntil(lambda: counter.returns == ["13800164827"])


def test_ten_thousand_characters_are_refused_and_reach_nobody(counter: Counter) -> None:
    counter.at_ms += 500
    counter.scan("=HYPERLINK(1)" * 800)
    assert counter.unreadable == ["scanner.unreadable.long"]
    assert (counter.scans, counter.field.text(), counter.returns) == ([], "", [])


# With a Chinese input method switched on


def test_letters_that_an_input_method_composes_are_a_scan(counter: Counter, qtbot: QtBot) -> None:
    counter.at_ms += 500
    for many in range(1, 9):
        counter.compose("sdstart1"[:many])
    counter.compose("", "sdstart1")
    counter.press(Qt.Key.Key_Return, 2)
    assert (counter.scans, counter.field.text()) == (["sdstart1"], "")


def test_an_input_method_that_eats_the_enter_is_no_way_out(counter: Counter, qtbot: QtBot) -> None:
    counter.at_ms += 500
    for many in range(1, 9):
        counter.compose("sdstart1"[:many])
    counter.compose("", "sdstart1")
    qtbot.waitUntil(lambda: counter.scans == ["sdstart1"])
    assert counter.field.text() == ""


def test_what_an_input_method_made_of_a_code_is_said_and_not_entered(counter: Counter, qtbot: QtBot) -> None:
    counter.at_ms += 500
    for many in range(1, 6):
        counter.compose("sdwai"[:many])
    counter.compose("", "上的外")
    counter.compose("t")
    counter.press(Qt.Key.Key_Return, 2)
    settled(counter, qtbot)
    assert counter.unreadable == ["scanner.unreadable.composed"]
    assert (counter.scans, counter.field.text(), counter.returns) == ([], "", [])


def test_a_word_composed_by_hand_is_written(counter: Counter, qtbot: QtBot) -> None:
    for many in range(1, 6):
        counter.compose("pingm"[:many], gap_ms=90)
        counter.compose("pingm"[:many], gap_ms=1)
        settled(counter, qtbot)
    counter.compose("", "屏幕", gap_ms=120)
    assert counter.field.text() == "屏幕"
    assert (counter.scans, counter.unreadable) == ([], [])


def test_a_scan_ends_no_composition_of_hands_in_secret(counter: Counter, qtbot: QtBot) -> None:
    counter.compose("ni", gap_ms=300)
    settled(counter, qtbot)
    # The first digit of the scan chooses a word, and the person gets it; the rest reaches nobody.
    counter.at_ms += 400
    counter.compose("", "你")
    counter.scan(OWN[1:])
    settled(counter, qtbot)
    assert counter.field.text() == "你"
    assert counter.returns == []
