"""Keys, a serial line and a camera are one event; settings of the desk decide which are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.scanners import ScannerSettings
from shopdesk.ui.common.tasks import Tasks
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.shell.scan_sources import ScanSources
from shopdesk.ui.shell.scanner import Scanner
from shopdesk.ui.shell.serial_scanner import PortState
from tests.ui.common.test_camera import Album
from tests.ui.common.test_camera_codes import bars, picture
from tests.ui.shell.cable import Cable, Line

TAG = code_for(CodeKind.TAG, 4183)


class House:
    def __init__(self, app: QApplication, tasks: Tasks) -> None:
        self.owner = QWidget()
        self.album = Album()
        self.asked: list[str] = []
        self.now = 100.0
        self.scanner = Scanner(app, now=lambda: self.now)
        self.sources = ScanSources(self.scanner, tasks, self.owner, camera=self._camera)
        self.scans: list[str] = []
        self.scanner.scanned.connect(self.scans.append)

    def _camera(self, camera_id: str) -> Album:
        self.asked.append(camera_id)
        return self.album


@pytest.fixture
def house(
    qapp: QApplication, tasks: Tasks, qtbot: QtBot, front: Callable[[QWidget], None]
) -> Iterator[House]:
    made = House(qapp, tasks)
    front(made.owner)
    yield made
    made.sources.stop()
    made.scanner.stop()


@pytest.fixture
def cable(line: Line) -> Cable:
    return line.cable


def test_a_serial_line_follows_the_settings(house: House, cable: Cable, qtbot: QtBot) -> None:
    cable.plug()
    settings = ScannerSettings(port=str(cable.port), prefix="]C1")
    house.sources.use(settings)
    qtbot.waitUntil(lambda: house.sources.serial.state is PortState.OPEN)
    cable.send(f"]C1{TAG}\r\n".encode())
    qtbot.waitUntil(lambda: house.scans == [TAG])
    states: list[str] = []
    house.sources.serial.state_changed.connect(states.append)
    house.sources.use(ScannerSettings(port=settings.port, beep=True))
    assert states == []
    house.sources.use(ScannerSettings())
    assert states == ["off"]


def test_the_camera_window_goes_with_the_first_code(house: House, texts: Texts, qtbot: QtBot) -> None:
    house.sources.use(ScannerSettings(camera=True, camera_id="desk"))
    opened = house.sources.open_camera(texts, house.owner)
    assert house.sources.open_camera(texts, house.owner) is opened
    assert (house.asked, house.album.told) == (["desk"], ["start"])
    with qtbot.waitSignal(opened.destroyed):
        house.album.frame.emit(picture((bars, TAG, 420, 300)))
    assert house.scans == [TAG]
    assert house.album.told == ["start", "stop"]


def test_esc_leaves_the_camera_without_a_code(house: House, texts: Texts, qtbot: QtBot) -> None:
    opened = house.sources.open_camera(texts, house.owner)
    with qtbot.waitSignal(opened.destroyed):
        QTest.keyClick(opened, Qt.Key.Key_Escape)
    assert house.album.told == ["start", "stop"]
    assert house.scans == []


def test_what_every_source_saw_at_once_is_one_scan(house: House) -> None:
    house.sources.serial.code.emit(TAG)
    house.scanner.feed(TAG)
    assert house.scans == [TAG]
    house.now += 1
    house.scanner.feed(TAG)
    assert house.scans == [TAG, TAG]
