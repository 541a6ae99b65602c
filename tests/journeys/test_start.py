"""Starting the program: the first questions, a shop that opens again, who is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import Frame, make_frame
from shopdesk.bootstrap.start import Opening
from shopdesk.config import user_data_folder
from shopdesk.ui.common.theme import Theme
from shopdesk.ui.welcome import Welcome
from tests.conftest import LogRecords


@pytest.fixture
def start(
    qapp: QApplication, dressed: Theme, qtbot: QtBot, tmp_path: Path
) -> Iterator[Callable[..., tuple[Opening, Frame]]]:
    """``start()`` opens the window as the program does; everything is closed after the test."""
    opened: list[tuple[Opening, Frame]] = []

    def give(shop: str = "", language: str = "en") -> tuple[Opening, Frame]:
        places = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
        frame = make_frame(qapp, dressed, language, places)
        with qtbot.waitActive(frame.window):
            frame.window.show()
            frame.window.activateWindow()
        opening = Opening(frame, places, shop or str(places.value("desk/shop") or ""), "")
        opened.append((opening, frame))
        opening.begin()
        qtbot.waitUntil(frame.tasks.idle, timeout=20_000)
        return opening, frame

    yield give
    for opening, frame in opened:
        qtbot.waitUntil(frame.tasks.idle, timeout=20_000)
        opening.close()
        frame.window.deleteLater()


def welcome_of(frame: Frame) -> Welcome:
    found = frame.window.findChild(Welcome)
    assert isinstance(found, Welcome)
    return found


def test_three_answers_open_a_shop_at_its_first_intake(
    start: Callable[..., tuple[Opening, Frame]], qtbot: QtBot
) -> None:
    _, frame = start()
    welcome = welcome_of(frame)
    welcome.name_edit.setText("Green Phone")
    QTest.keyClick(welcome.name_edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert welcome.tax.error(), "the United States ask for the rate of the place"
    welcome.tax_edit.setText("8.875")
    QTest.keyClick(welcome.tax_edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: frame.window.navigator.current == "intake", timeout=20_000)
    assert (user_data_folder() / "shops" / "Green-Phone" / "shop.db").exists()


def test_the_shop_opens_again_by_itself(start: Callable[..., tuple[Opening, Frame]], qtbot: QtBot) -> None:
    opening, frame = start()
    welcome = welcome_of(frame)
    welcome.language.set_value("en")
    welcome.name_edit.setText("Green Phone")
    welcome.tax_edit.setText("0")
    welcome.start.click()
    qtbot.waitUntil(lambda: frame.window.navigator.current == "intake", timeout=20_000)
    qtbot.waitUntil(frame.tasks.idle, timeout=20_000)
    opening.close()
    _, again = start()
    qtbot.waitUntil(lambda: again.window.navigator.current == "intake", timeout=20_000)
    assert again.window.findChild(Welcome) is None


def test_a_shop_without_a_name_is_asked_for_one(start: Callable[..., tuple[Opening, Frame]]) -> None:
    _, frame = start()
    welcome = welcome_of(frame)
    welcome.start.click()
    assert welcome.name.error()
    assert not (user_data_folder() / "shops").exists()


def test_a_folder_that_is_no_shop_leads_back_to_the_questions(
    start: Callable[..., tuple[Opening, Frame]], tmp_path: Path, qtbot: QtBot, logged: LogRecords
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "shop.db").write_bytes(b"no database at all, but long enough to be read" * 40)
    _, frame = start(str(tmp_path / "broken"))
    qtbot.waitUntil(lambda: frame.window.findChild(Welcome) is not None)
    assert (tmp_path / "broken" / "shop.db").read_bytes().startswith(b"no database")
    assert frame.window.notice_stack.toasts()
    assert [line for line in logged.take() if "store.damaged" in line]
