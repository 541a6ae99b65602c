from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.ui.common.notices import Notices
from shopdesk.ui.common.tasks import Tasks
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.common.theme import Theme
from shopdesk.ui.shell.key_sheet import KeySheet
from shopdesk.ui.shell.lock import LockDialog, PersonChoice
from shopdesk.ui.shell.navigation import PageSpec
from shopdesk.ui.shell.page import Page
from shopdesk.ui.shell.search_results import Hit
from shopdesk.ui.shell.window import MainWindow

PAGES = ("intake", "tickets", "bench", "parts", "till", "customers", "day", "settings")


class Blank(Page):
    page_id, title_key, icon_name = "blank", "shell.window", "list"

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[dict[str, object]] = []
        QVBoxLayout(self).addWidget(QLineEdit())

    def open(self, **target: object) -> None:
        self.targets.append(target)


@pytest.fixture
def window(
    texts: Texts, theme: Theme, tasks: Tasks, front: Callable[[QWidget], None], tmp_path: Path
) -> Iterator[MainWindow]:
    places = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
    made = MainWindow(texts, theme, tasks, Notices(), places)
    made.declare_pages(
        [
            PageSpec(name, f"shell.rail.{name}", "list", f"Ctrl+{number}", Blank)
            for number, name in enumerate(PAGES, 1)
        ]
    )
    made.navigator.go("intake")
    front(made)
    yield made
    made.close()


def type_in(window: MainWindow, text: str) -> None:
    window.search.setText(text)
    window.search.textEdited.emit(text)


def test_the_page_has_the_room_the_frame_leaves(window: MainWindow) -> None:
    assert window.size() == QSize(1366, 768)
    assert (window.stack.width(), window.stack.height()) == (1366 - 76, 768 - 52)
    assert window.minimumSizeHint().width() <= 1366
    assert window.minimumSizeHint().height() <= 768


def test_each_page_has_its_place_in_the_rail(window: MainWindow, texts: Texts) -> None:
    buttons = window.rail.buttons()
    assert [button.page_id for button in buttons] == list(PAGES)
    for button in buttons:
        assert button.geometry().bottom() < window.rail.height()
    tops = [button.geometry().top() for button in buttons]
    assert tops == sorted(tops)
    texts.use("zh_CN")
    assert buttons[0].accessibleName() == "接件"


def test_a_press_in_the_rail_leads_there(window: MainWindow) -> None:
    button = window.rail.buttons()[3]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.navigator.current == "parts"
    assert [one.page_id for one in window.rail.buttons() if one.isChecked()] == ["parts"]


def test_a_key_leads_there(window: MainWindow) -> None:
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert window.navigator.current == "till"


def test_all_that_can_be_pressed_or_typed_in_has_a_name(window: MainWindow) -> None:
    nameless = [
        widget
        for kind in (QAbstractButton, QLineEdit)
        for widget in window.findChildren(kind)
        if not (widget.accessibleName() and widget.objectName()) and not isinstance(widget.parent(), Blank)
    ]
    assert nameless == []


def test_ctrl_k_comes_to_the_box_and_finds(window: MainWindow, qtbot: QtBot) -> None:
    window.search.finder = lambda text: [
        Hit("tickets", "26-004183", text, page_id="tickets", target={"ticket_id": 7}, status="ready")
    ]
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is window.search
    type_in(window, "4183")
    qtbot.waitUntil(lambda: len(window.search.hits()) == 1)
    assert window.search.popup_visible()
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.navigator.current == "tickets"
    page = window.navigator.page("tickets")
    assert isinstance(page, Blank)
    assert page.targets == [{"ticket_id": 7}]
    assert not window.search.popup_visible()
    assert window.search.text() == ""


def test_only_the_newest_question_counts(window: MainWindow, tasks: Tasks, qtbot: QtBot) -> None:
    asked: list[str] = []
    go_on = threading.Event()

    def find(text: str) -> list[Hit]:
        asked.append(text)
        go_on.wait(5)
        return [Hit("tickets", text)]

    window.search.finder = find
    window.search.start()
    for text in ("4", "41", "418", "4183"):
        type_in(window, text)
    go_on.set()
    qtbot.waitUntil(lambda: [hit.title for hit in window.search.hits()] == ["4183"])
    assert asked == ["4", "4183"]


def test_enter_before_the_answer_opens_its_first_line(window: MainWindow, qtbot: QtBot) -> None:
    go_on = threading.Event()

    def find(text: str) -> list[Hit]:
        go_on.wait(5)
        return [Hit("customers", "Lin", page_id="customers", target={"customer_id": 3})]

    window.search.finder = find
    window.search.start()
    type_in(window, "lin")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.navigator.current == "intake"
    go_on.set()
    qtbot.waitUntil(lambda: window.navigator.current == "customers")


def test_a_command_is_found_in_either_language(window: MainWindow) -> None:
    window.search.start()
    for text in ("日结", "day"):
        type_in(window, text)
        assert "go_day" in [action.action_id for action in window.search.commands()]
    type_in(window, "日结")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.navigator.current == "day"


def test_arrows_pass_over_headings(window: MainWindow, qtbot: QtBot) -> None:
    window.search.finder = lambda text: [
        Hit("tickets", "one", page_id="tickets"),
        Hit("parts", "two", page_id="parts"),
    ]
    window.search.start()
    type_in(window, "xyz")
    qtbot.waitUntil(lambda: len(window.search.hits()) == 2)
    QTest.keyClick(window.search, Qt.Key.Key_Down)
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.navigator.current == "parts"


def test_escape_leaves_the_box(window: MainWindow) -> None:
    window.search.start()
    type_in(window, "4183")
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.search.text() == ""
    assert not window.search.popup_visible()
    assert not window.search.hasFocus()


def test_f1_shows_the_keys(window: MainWindow) -> None:
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F1)
    sheet = window.findChild(KeySheet)
    assert sheet is not None
    said = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Intake", "Find anything", "Next field"} <= said
    sheet.close()


def test_what_is_wrong_with_printer_and_connection_shows(window: MainWindow) -> None:
    window.rail.show_printer("waiting", 3)
    assert window.rail.printer.accessibleName() == "3 prints are waiting"
    window.rail.show_online(online=False)
    assert window.rail.online.isVisible()


def test_a_locked_window_shows_nothing(window: MainWindow) -> None:
    window.show_locked(locked=True)
    assert window.cover.isVisible()
    assert window.cover.geometry() == window.rect()
    window.show_locked(locked=False)
    assert not window.cover.isVisible()


def test_the_place_is_remembered(
    window: MainWindow, texts: Texts, theme: Theme, tasks: Tasks, qtbot: QtBot, tmp_path: Path
) -> None:
    window.resize(1200, 700)
    window.close()
    again = MainWindow(
        texts,
        theme,
        tasks,
        Notices(),
        QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat),
    )
    qtbot.addWidget(again)
    # The width is cut to the screen, which is 800 wide here.
    assert again.height() == 700


def test_the_window_needs_nothing_heavy() -> None:
    """It is on screen before the database, the papers and the printers are loaded."""
    code = (
        "import sys, shopdesk.ui.shell.window, shopdesk.ui.desk\n"
        "heavy = {'sqlalchemy', 'reportlab', 'barcode', 'PIL', 'babel', 'pypinyin'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


PEOPLE = [PersonChoice(1, "Lin"), PersonChoice(2, "Chen")]


@pytest.fixture
def lock(texts: Texts, front: Callable[[QWidget], None]) -> LockDialog:
    made = LockDialog(texts, PEOPLE, chosen=1)
    front(made)
    return made


def test_the_pin_goes_by_keys(lock: LockDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(lock.submitted) as sent:
        QTest.keyClicks(lock, "4711")
        QTest.keyClick(lock, Qt.Key.Key_Return)
    assert sent.args == [1, "4711"]


def test_the_pin_goes_by_touch(lock: LockDialog, qtbot: QtBot) -> None:
    lock.names.chips()[1].click()
    with qtbot.waitSignal(lock.submitted) as sent:
        for digit in "4071":
            key = lock.findChild(QAbstractButton, f"pad_{digit}")
            assert key is not None
            assert key.height() >= 40
            key.click()
        lock.enter.click()
    assert sent.args == [2, "4071"]


def test_three_digits_are_too_few(lock: LockDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(lock.submitted):
        QTest.keyClicks(lock, "471")
        QTest.keyClick(lock, Qt.Key.Key_Return)


def test_after_too_many_tries_nothing_is_taken(lock: LockDialog, qtbot: QtBot) -> None:
    lock.show_wait(30)
    trouble = lock.findChild(QLabel, "lock_trouble")
    assert trouble is not None
    assert trouble.text() == "Too many tries. Again in 30 s."
    with qtbot.assertNotEmitted(lock.submitted):
        QTest.keyClicks(lock, "4711")
        QTest.keyClick(lock, Qt.Key.Key_Return)


def test_a_wrong_pin_is_said_and_begun_again(lock: LockDialog) -> None:
    QTest.keyClicks(lock, "4711")
    lock.show_wrong()
    assert not lock.enter.isEnabled()


def test_locked_is_locked(texts: Texts, front: Callable[[QWidget], None]) -> None:
    made = LockDialog(texts, PEOPLE, may_cancel=False)
    front(made)
    QTest.keyClick(made, Qt.Key.Key_Escape)
    assert made.isVisible()
