"""A passcode on the screen: counted down, drawn with its way, masked while its window is not in front."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.ui.common.secret import SHOWN_SECONDS, SecretView
from shopdesk.ui.common.texts import Texts


@pytest.fixture
def view(texts: Texts, qtbot: QtBot) -> SecretView:
    made = SecretView(texts)
    qtbot.addWidget(made)
    made.resize(360, 320)
    made.show()
    return made


def picture(view: SecretView) -> QImage:
    return view.sheet.grab().toImage()


def test_the_seconds_left_are_seen_and_then_it_is_gone(view: SecretView, qtbot: QtBot) -> None:
    view.show_secret("digits", "147258")
    assert (view.shown(), view.words.text()) == ("147258", "Digits · hidden by itself in 20 s")
    for _ in range(SHOWN_SECONDS - 1):
        view.second_passed()
    assert view.words.text().endswith("in 1 s")
    assert view.bar.value() == 1
    with qtbot.waitSignal(view.gone):
        view.second_passed()
    assert view.shown() == ""
    assert not view.timer.isActive()


def test_it_is_masked_while_another_window_is_in_front(view: SecretView) -> None:
    view.show_secret("text", "Kanarie")
    bare = picture(view)
    QApplication.sendEvent(view.window(), QEvent(QEvent.Type.WindowDeactivate))
    assert (view.shown(), view.sheet.accessibleName()) == ("", "")
    assert picture(view) != bare
    QApplication.sendEvent(view.window(), QEvent(QEvent.Type.WindowActivate))
    assert view.shown() == "Kanarie"


def test_hiding_it_leaves_nothing(view: SecretView) -> None:
    view.show_secret("digits", "147258")
    view.hide()
    assert (view.sheet.secret, view.sheet.accessibleName()) == ("", "")


def test_a_pattern_shows_which_way_it_goes(view: SecretView) -> None:
    view.show_secret("pattern", "1478")
    there = picture(view)
    view.show_secret("pattern", "8741")
    assert picture(view) != there


def test_the_longest_password_is_seen_whole(view: SecretView) -> None:
    view.show_secret("text", "W" * 64)
    image = picture(view)
    edge = {image.pixelColor(x, y).name() for x in range(3, 9) for y in range(10, image.height() - 10)}
    assert len(edge) == 1
