"""Scanners set up on a real desk: three scans, troubles and remedies, a serial port, a camera."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.papers import PaperKind
from shopdesk.domain.scanners import SETUP_CODE, Ending, Layout, ScannerSettings
from shopdesk.services.desk_settings import (
    DeskRoute,
    DeskSettings,
    SaveDeskSettings,
    desk_settings,
    saved_desk_settings,
)
from shopdesk.services.print_jobs import print_queue
from shopdesk.ui.pages.settings import scanner_cards
from shopdesk.ui.pages.settings.scanner_cards import _Combo
from shopdesk.ui.pages.settings.scanner_tab import ScannerTab
from shopdesk.ui.pages.settings.view import SettingsPage
from shopdesk.ui.shell.serial_scanner import PortState, SerialPort
from tests.shop_floor import Floor

_KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}


class Counter:
    """The scanner tab in front, and a scanner whose keys come as fast as the test says."""

    def __init__(self, floor: Floor, opened: OpenDesk, qtbot: QtBot) -> None:
        self.floor, self.opened, self.qtbot = floor, opened, qtbot
        opened.frame.window.activateWindow()
        self.desk = opened.front.desk
        self.desk.navigator.go("settings", tab="scanner")
        page = self.desk.navigator.page("settings")
        assert isinstance(page, SettingsPage)
        self.page = page
        self.tab: ScannerTab = page.scanner_tab
        self.at_ms = 10_000
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(self.opened.frame.tasks.idle)

    def listen(self) -> None:
        self.tab.begin.setFocus()
        QTest.keyClick(self.tab.begin, Qt.Key.Key_Space)
        # The key is held until it cannot be a scanner's.
        self.qtbot.waitUntil(lambda: self.tab.watch.on)

    def keys(self, text: str, gap_ms: int = 2) -> None:
        window = self.opened.frame.window.windowHandle()
        for letter in text:
            self.at_ms += gap_ms
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = _KEYS.get(letter, Qt.Key(ord(letter.upper())))
                event = QKeyEvent(
                    kind, key, Qt.KeyboardModifier.NoModifier, "" if letter in _KEYS else letter
                )
                event.setTimestamp(self.at_ms)
                QApplication.sendEvent(window, event)

    def scan(self, text: str, gap_ms: int = 2) -> None:
        """Scan where the tab listens, and wait until it has understood."""
        with self.qtbot.waitSignal(self.tab.watch.scan_seen):
            self.at_ms += 1000
            self.keys(text, gap_ms)
        self.settle()

    def kept(self) -> DeskSettings:
        return self.floor.shop.ask(desk_settings, self.desk.actor.desk)

    def said(self) -> str:
        return self.tab.said.text()

    def pick(self, name: str, value: object) -> None:
        combo = self.tab.findChild(_Combo, name)
        assert isinstance(combo, _Combo)
        place = combo.findData(value)
        assert place >= 0, value
        combo.setCurrentIndex(place)
        combo.activated.emit(place)
        self.settle()


@pytest.fixture
def counter(
    floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Counter]:
    monkeypatch.setattr(
        "shopdesk.ui.pages.settings.scanner_tab.serial_ports",
        lambda: (SerialPort("/dev/nothing", "nothing · a scanner"),),
    )
    made = Counter(floor, open_window(floor, floor.counter, language="en"), qtbot)
    yield made
    made.tab.watch.stop()


def test_three_scans_set_the_scanner_up(counter: Counter) -> None:
    counter.listen()
    for many in range(3):
        assert counter.tab.steps.done == many
        counter.scan(f"~{SETUP_CODE}*\t", gap_ms=3)
    assert counter.tab.steps.done == 3
    assert counter.said() == "Set up: 3 ms a key. Saved for this desk."
    wanted = ScannerSettings(prefix="~", suffix="*", ending=Ending.TAB, gap_ms=3)
    assert counter.kept().scanner == wanted
    assert counter.desk.scans.scanner.settings == wanted
    # From now on the frame is taken off, wherever the window has the keyboard.
    counter.page.tabs.setFocus()
    codes: list[str] = []
    counter.desk.scans.scanner.scanned.connect(codes.append)
    counter.keys("~DSP-14PM*\t")
    assert codes == ["DSP-14PM"]


def test_each_key_is_shown_with_its_gap(counter: Counter) -> None:
    counter.listen()
    counter.scan("26 A\n", gap_ms=4)
    assert counter.tab.keys.shown == [("2", None), ("6", 4), ("␣", 4), ("A", 4), ("Enter", 4)]
    facts = {name: one.whole() for name, one in counter.tab.values.items()}
    assert facts["code"] == "26 A"
    assert facts["speed"] == "4 ms a key, at most 4 ms"
    assert facts["frame"] == "ends with Enter"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (code_for(CodeKind.TAG, 4183), "Right: device tag, ticket no. 4183"),
        ("490154203237518", "Right: an IMEI"),
        ("26004182", "Wrong: a digit was lost or changed"),
        ("DSP-14PM", "None: not one of the shop's codes"),
    ],
)
def test_check_digits_are_said(counter: Counter, code: str, said: str) -> None:
    counter.listen()
    counter.scan(f"{code}\n")
    assert counter.tab.values["check"].whole() == said
    assert counter.tab.steps.done == 0


@pytest.mark.parametrize(
    ("scan", "gap", "begins"),
    [
        ("SDyZ-01234679\n", 2, "Characters got lost on the way."),
        (f"{SETUP_CODE}\n", 110, "That came at 110 ms a key: typed, not scanned."),
        ("6901234567892\n", 2, "That was another code."),
    ],
)
def test_a_scan_that_teaches_nothing_says_why_and_what_to_do(
    counter: Counter, scan: str, gap: int, begins: str
) -> None:
    counter.listen()
    counter.scan(f"{SETUP_CODE}\n")
    counter.scan(scan, gap)
    assert counter.said().startswith(begins)
    assert counter.tab.steps.done == 1
    assert counter.kept().scanner == ScannerSettings()


def test_scans_that_differ_begin_again(counter: Counter) -> None:
    counter.listen()
    for end in ("\n", "\n", "\t"):
        counter.scan(f"{SETUP_CODE}{end}")
    assert counter.said().startswith("The three scans differ.")
    assert counter.tab.steps.done == 0


def test_another_keyboard_is_found_out_and_read_right(counter: Counter) -> None:
    counter.listen()
    for _ in range(3):
        counter.scan("SDyW)à&é\"'(-è_ç")
    assert counter.kept().scanner == ScannerSettings(ending=Ending.PAUSE, layout=Layout.AZERTY, gap_ms=2)
    assert "different keyboards" in counter.tab.advice.text()
    assert "no Enter" in counter.tab.advice.text()
    counter.tab.reads.reset.click()
    counter.settle()
    assert counter.kept().scanner == ScannerSettings()
    assert counter.tab.advice.text() == ""


def test_one_leaves_the_keys_by_keyboard(counter: Counter, qtbot: QtBot) -> None:
    counter.listen()
    counter.keys("\t")
    qtbot.waitUntil(lambda: not counter.tab.keys.hasFocus())
    assert not counter.tab.watch.on
    here = QApplication.focusWidget()
    assert here is not None
    assert counter.tab.isAncestorOf(here)


def test_a_scan_is_looked_at_here_and_followed_elsewhere(counter: Counter, qtbot: QtBot) -> None:
    ticket_id = counter.floor.receive().ticket_id
    tag = code_for(CodeKind.TAG, ticket_id)
    counter.opened.front.scan(tag)
    qtbot.waitUntil(lambda: counter.tab.values["code"].whole() == tag)
    assert counter.desk.navigator.current == "settings"
    counter.page.open(tab="desk")
    counter.opened.front.scan(tag)
    qtbot.waitUntil(lambda: counter.desk.navigator.current == "tickets")


def test_what_is_chosen_is_kept_beside_what_others_saved(counter: Counter) -> None:
    saved = counter.floor.shop.ask(saved_desk_settings, counter.desk.actor.desk)
    routes = {"receipt": DeskRoute(right=4)}
    counter.floor.shop.do(
        SaveDeskSettings(value=replace(saved.value, routes=routes), seen_version=saved.version),
        counter.desk.actor,
    )
    counter.pick("scanner_layout", "qwertz")
    counter.tab.reads.beep.click()
    counter.settle()
    assert counter.kept().scanner == ScannerSettings(layout=Layout.QWERTZ, beep=True)
    assert counter.kept().routes == routes


def test_a_prefix_no_scanner_can_send_is_refused_beside_its_field(counter: Counter) -> None:
    field = counter.tab.reads.frames["prefix"]
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText("码")
    field.editor.editingFinished.emit()
    assert "At most 8 characters" in field.error()
    field.editor.setText("]C1")
    field.editor.editingFinished.emit()
    counter.settle()
    assert field.error() == ""
    assert counter.kept().scanner.prefix == "]C1"


def test_a_serial_port_is_opened_and_its_state_said(counter: Counter, qtbot: QtBot) -> None:
    counter.pick("scanner_port", "/dev/nothing")
    counter.pick("scanner_baud", 19200)
    assert (counter.kept().scanner.port, counter.kept().scanner.baud) == ("/dev/nothing", 19200)
    qtbot.waitUntil(lambda: counter.desk.scans.serial.state is PortState.ABSENT)
    assert counter.tab.serial._words.text() == "Not plugged in; looked for each second"
    counter.pick("scanner_port", "")
    assert counter.desk.scans.serial.state is PortState.OFF


def test_the_camera_is_a_choice_of_this_desk(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanner_cards, "cameras", tuple)
    action = next(one for one in counter.desk.actions.everywhere() if one.action_id == "scan_camera")
    assert not counter.desk.actions.ready(action)
    counter.tab.camera.on.click()
    counter.settle()
    assert counter.kept().scanner.camera
    assert counter.desk.actions.ready(action)
    assert counter.tab.camera._words.text().startswith("No camera found.")


def test_the_card_is_a_test_page(counter: Counter) -> None:
    counter.tab.card.click()
    counter.settle()
    jobs = counter.floor.shop.ask(print_queue, counter.desk.actor.desk)
    assert [job.kind for job in jobs] == [PaperKind.TEST]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_tab_fits_the_smallest_window(counter: Counter, language: str) -> None:
    counter.desk.texts.use(language)
    counter.listen()
    for _ in range(3):
        counter.scan("SDyW)à&é\"'(-è_ç")
    area = counter.tab.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    assert area.verticalScrollBar().maximum() == 0
    assert counter.tab.width() <= 1366
