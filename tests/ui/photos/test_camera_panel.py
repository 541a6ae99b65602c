"""The camera's panel with frames that a test hands it: take, take back, close; and no camera at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.ui.common.texts import Texts
from shopdesk.ui.photos.camera_panel import CameraPanel
from tests.ui.photos.film import Film

Key = Qt.Key


class Booth:
    """The panel over a page with a field, and what came out of it."""

    def __init__(self, front: Callable[[QWidget], None]) -> None:
        self.host = QWidget()
        self.host.resize(1290, 716)
        self.field = QPushButton("field", self.host)
        self.film = Film()
        self.panel = CameraPanel(Texts("en"), self.host, lambda: self.film)
        self.shots: list[str] = []
        self.back: list[int] = []
        self.panel.shot.connect(lambda image: self.shots.append(image.pixelColor(5, 5).name()))
        self.panel.taken_back.connect(self.back.append)
        front(self.host)
        self.field.setFocus()
        self.panel.enter(3)

    def press(self, *keys: Key) -> None:
        for key in keys:
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, key)


@pytest.fixture
def booth(front: Callable[[QWidget], None]) -> Booth:
    return Booth(front)


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return])
def test_space_and_enter_take_what_is_seen_several_in_a_row(booth: Booth, key: Key) -> None:
    booth.press(key)
    assert booth.shots == []  # there was nothing to see yet
    for colour in ("#c03020", "#20c030"):
        booth.film.shows(colour)
        booth.press(key)
    assert booth.shots == ["#c03020", "#20c030"]
    assert booth.panel.isVisible()


def test_no_more_than_fit(booth: Booth) -> None:
    booth.film.shows("#c03020")
    booth.press(*[Key.Key_Return] * 5)
    assert len(booth.shots) == 3
    assert not booth.panel.shoot.isEnabled()


def test_the_last_one_is_taken_back_and_another_fits_again(booth: Booth) -> None:
    booth.film.shows("#c03020")
    booth.press(Key.Key_Space, Key.Key_Space, Key.Key_Space)
    booth.press(Key.Key_Delete)
    assert booth.back == [2]
    assert booth.panel.shoot.isEnabled()
    booth.press(Key.Key_Delete)
    assert booth.back == [2, 1]
    tile = booth.panel.findChild(QWidget, "camera_shot_1")
    assert tile is not None
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert booth.back == [2, 1, 0]


def test_escape_closes_lets_the_lamp_go_out_and_gives_the_keyboard_back(booth: Booth) -> None:
    assert booth.film.running == 1
    booth.press(Key.Key_Escape)
    assert not booth.panel.isVisible()
    assert booth.film.running == 0
    assert booth.field.hasFocus()


def test_where_there_is_no_camera_it_says_what_to_do(booth: Booth, qtbot: QtBot) -> None:
    booth.panel.leave()
    booth.film = Film("camera.not_installed")
    booth.panel.enter(3)
    assert booth.panel.view.words_key == "camera.not_installed"
    assert "pip install" in Texts("en").tr(booth.panel.view.words_key)
    assert not booth.panel.shoot.isEnabled()
    assert booth.panel.again.hasFocus()
    booth.film = Film()
    booth.press(Key.Key_Space)
    assert booth.panel.shoot.hasFocus()
    booth.film.shows("#123456")
    booth.panel.take()
    assert booth.shots == ["#123456"]


def test_the_outline_is_drawn_over_the_picture_and_not_into_it(booth: Booth) -> None:
    booth.film.shows("#204060")
    with_guide = booth.panel.view.grab().toImage()
    booth.press(Key.Key_G)
    assert booth.panel.view.grab().toImage() != with_guide
    booth.panel.take()
    assert booth.shots == ["#204060"]
