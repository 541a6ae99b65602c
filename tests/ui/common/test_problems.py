import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.errors import Busy, Conflict, NeedsConfirmation, StoreTrouble, UserError
from shopdesk.ui.common.dialogs import ConfirmDialog
from shopdesk.ui.common.fields import Banner, Field
from shopdesk.ui.common.notices import Notice, Notices
from shopdesk.ui.common.problems import RETRIES, ProblemDoor
from shopdesk.ui.common.texts import Texts
from tests.conftest import LogRecords


class Heard:
    """A door, and what it says."""

    def __init__(self, texts: Texts, window: QWidget) -> None:
        notices = Notices()
        self.said: list[Notice] = []
        self.notices = notices
        notices.said.connect(self.said.append)
        self.window = window
        self.door = ProblemDoor(texts, notices, window)


@pytest.fixture
def heard(texts: Texts, qtbot: QtBot) -> Iterator[Heard]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    yield Heard(texts, window)
    for dialog in window.findChildren(ConfirmDialog):
        dialog.close()


def test_a_user_error_stands_beside_its_field(heard: Heard, texts: Texts, qtbot: QtBot) -> None:
    field = Field(texts, "common.search", QLineEdit())
    qtbot.addWidget(field)
    failed = heard.door.form(fields={"lines": field})
    failed(UserError("common.money.negative", field="lines.2.amount"))
    assert field.error() == texts.tr("common.money.negative")
    assert heard.said == []


def test_without_a_field_it_stands_in_the_banner(heard: Heard, texts: Texts, qtbot: QtBot) -> None:
    banner = Banner(texts)
    qtbot.addWidget(banner)
    heard.door.form(banner=banner)(UserError("common.money.negative"))
    assert texts.tr("common.money.negative") in [label.text() for label in banner.findChildren(QLabel)]
    assert heard.said == []


def test_without_either_it_is_a_notice(heard: Heard) -> None:
    heard.door.show(UserError("common.money.negative"))
    assert [notice.key for notice in heard.said] == ["common.money.negative"]


def test_a_question_is_asked_and_the_answer_sent(heard: Heard) -> None:
    sent: list[str] = []
    heard.door.form(confirmed=sent.append)(NeedsConfirmation("errors_ui.busy", confirm="over_quote"))
    dialog = heard.window.findChild(ConfirmDialog)
    assert dialog is not None
    dialog.go.click()
    assert sent == ["over_quote"]


def test_a_question_declined_sends_nothing(heard: Heard) -> None:
    sent: list[str] = []
    heard.door.form(confirmed=sent.append)(NeedsConfirmation("errors_ui.busy", confirm="over_quote"))
    dialog = heard.window.findChild(ConfirmDialog)
    assert dialog is not None
    dialog.keep.click()
    assert sent == []


def test_a_conflict_goes_to_the_page(heard: Heard) -> None:
    seen: list[object] = []
    conflict = Conflict("errors_ui.busy", theirs=42)
    heard.door.form(conflict=lambda problem: seen.append(problem.theirs))(conflict)
    assert seen == [42]


def test_busy_tries_again_by_itself_and_gives_up(heard: Heard, qtbot: QtBot) -> None:
    tried: list[int] = []

    def again() -> None:
        tried.append(1)
        failed(Busy("errors_ui.busy"))

    failed = heard.door.form(retry=again)
    failed(Busy("errors_ui.busy"))
    qtbot.waitUntil(lambda: bool(heard.said), timeout=10_000)
    assert len(tried) == RETRIES
    assert heard.said[0].key == "errors_ui.busy"


def test_anything_else_is_logged_under_a_reference_and_shown_once(heard: Heard, logged: LogRecords) -> None:
    def fail() -> None:
        raise ValueError("138 0016 4827 王喆")

    for _ in range(3):
        try:
            fail()
        except ValueError as problem:
            heard.door.show(problem)
    assert [notice.key for notice in heard.said] == ["errors_ui.unexpected"]
    reference = str(heard.said[0].values["reference"])
    messages = logged.take()
    assert len(messages) == 1
    assert messages[0].startswith(f"{reference}: ValueError")
    assert "4827" not in messages[0]
    assert "王喆" not in messages[0]


def test_what_nobody_catches_arrives_from_any_thread(
    heard: Heard, logged: LogRecords, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Put back after the test what install() takes over.
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    before = qInstallMessageHandler(None)
    qInstallMessageHandler(before)
    heard.door.install()
    qInstallMessageHandler(before)

    def fail() -> None:
        raise LookupError("secret")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: [notice.key for notice in heard.said] == ["errors_ui.unexpected"])
    assert "LookupError" in logged.take()[0]


def test_trouble_with_the_store_stays_on_screen(heard: Heard, logged: LogRecords) -> None:
    heard.door.show(StoreTrouble("errors_ui.busy"))
    assert heard.said[0].sticky
    assert logged.take() == ["StoreTrouble: errors_ui.busy"]
