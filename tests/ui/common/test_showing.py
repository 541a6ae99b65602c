"""Notices, pills, icons, the focus ring and the small pieces."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.config import resource
from shopdesk.ui.common.buttons import Button, PrimaryButton
from shopdesk.ui.common.dialogs import confirm
from shopdesk.ui.common.icons import icon
from shopdesk.ui.common.layout import Elided, FlowLayout, text_label
from shopdesk.ui.common.notices import Notices, NoticeStack
from shopdesk.ui.common.pieces import Moment, Timeline
from shopdesk.ui.common.status import TICKET_STATUS, StatusPill
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.common.theme import Theme

Front = Callable[[QWidget], None]


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_notice_stands_clear_of_the_main_button(host: QWidget, texts: Texts) -> None:
    notices = Notices()
    stack = NoticeStack(host, notices, texts)
    notices.ok("shell.printer.ok")
    assert stack.isVisible()
    assert abs(stack.geometry().center().x() - host.rect().center().x()) <= 1
    assert stack.geometry().bottom() == host.height() - 17
    assert stack.toasts()[0].accessibleName() == "Printer ready"


def test_its_action_is_done_and_it_goes(host: QWidget, texts: Texts) -> None:
    notices = Notices()
    stack = NoticeStack(host, notices, texts)
    undone: list[int] = []
    notices.say("shell.printer.ok", "ok", action_key="common.undo", action=lambda: undone.append(1))
    button = stack.toasts()[0].button
    assert button is not None
    button.click()
    assert undone == [1]
    assert stack.toasts() == []
    assert not stack.isVisible()


def test_notices_do_not_pile_up(host: QWidget, texts: Texts) -> None:
    notices = Notices()
    stack = NoticeStack(host, notices, texts)
    for _ in range(5):
        notices.warn("shell.printer.trouble")
    assert len(stack.toasts()) == 1
    for number in range(9):
        notices.say("shell.printer.waiting", "warn", n=number)
    assert len(stack.toasts()) == 4


@pytest.mark.parametrize("status", sorted(TICKET_STATUS))
def test_each_status_is_a_word_and_a_picture(texts: Texts, qtbot: QtBot, status: str) -> None:
    pill = StatusPill(texts, status)
    qtbot.addWidget(pill)
    english = pill.word()
    texts.use("zh_CN")
    assert pill.word()
    assert pill.word() != english
    assert resource("icons", f"{TICKET_STATUS[status].icon}.svg").exists()


def test_no_two_statuses_look_alike() -> None:
    assert len({(mark.tone, mark.icon) for mark in TICKET_STATUS.values()}) == len(TICKET_STATUS)


def test_an_icon_follows_the_theme(theme: Theme) -> None:
    picture = icon("inbox")
    light = picture.pixmap(QSize(24, 24)).toImage()
    theme.use("dark")
    assert picture.pixmap(QSize(24, 24)).toImage() != light


def test_the_ring_goes_round_the_field_with_the_keyboard(front: Front) -> None:
    host = QWidget()
    box = QVBoxLayout(host)
    edit, button = QLineEdit(), QPushButton("x")
    box.addWidget(edit)
    box.addWidget(button)
    front(host)
    edit.setFocus()
    ring = host.findChild(QWidget, "focus_ring")
    assert ring is not None
    assert ring.isVisible()
    assert ring.geometry() == edit.geometry().adjusted(-3, -3, 3, 3)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.geometry() == button.geometry().adjusted(-3, -3, 3, 3)


def test_the_ring_follows_its_field(front: Front) -> None:
    host = QWidget()
    edit = QLineEdit(host)
    front(host)
    edit.setFocus()
    edit.setGeometry(40, 50, 200, 36)
    ring = host.findChild(QWidget, "focus_ring")
    assert ring is not None
    assert ring.geometry() == edit.geometry().adjusted(-3, -3, 3, 3)


def test_a_key_hint_makes_room_for_itself(texts: Texts, qtbot: QtBot) -> None:
    plain, hinted = (
        PrimaryButton(texts, "common.save"),
        PrimaryButton(texts, "common.save", key_hint="Ctrl ↵"),
    )
    qtbot.addWidget(plain)
    qtbot.addWidget(hinted)
    assert hinted.sizeHint().width() > plain.sizeHint().width() + 30
    assert 44 <= plain.sizeHint().height() <= 46
    assert hinted.accessibleName() == "Save"


def test_a_button_is_named_in_both_languages(texts: Texts, qtbot: QtBot) -> None:
    button = Button(texts, "common.save")
    qtbot.addWidget(button)
    texts.use("zh_CN")
    assert (button.text(), button.accessibleName(), button.objectName()) == ("保存", "保存", "common_save")


def test_a_long_text_ends_in_an_ellipsis_and_stays_whole_in_the_tooltip(qtbot: QtBot) -> None:
    label = Elided("Display assembly with frame and adhesive for everything")
    qtbot.addWidget(label)
    label.resize(100, 20)
    label.show()
    assert label.text().endswith("…")
    assert label.toolTip() == label.whole()


def test_a_flow_wraps(host: QWidget) -> None:
    flow = FlowLayout(host)
    for _ in range(6):
        part = QWidget()
        part.setFixedSize(300, 30)
        flow.addWidget(part)
        part.show()
    assert flow.heightForWidth(1366) == 2 * 30 + 8
    assert flow.heightForWidth(310) == 6 * 30 + 5 * 8


def test_a_timeline_shows_its_moments_anew(qtbot: QtBot) -> None:
    line = Timeline()
    qtbot.addWidget(line)
    line.show_moments([Moment("13:22", "Checked", "Chen"), Moment("13:05", "Approved")])
    line.show_moments([Moment("14:00", "Repaired")])
    line.show()

    def shown() -> list[str]:
        return [label.text() for label in line.findChildren(QLabel) if label.isVisible()]

    qtbot.waitUntil(lambda: shown() == ["14:00", "Repaired"])


def test_a_dangerous_question_rests_on_the_safe_answer(host: QWidget, texts: Texts) -> None:
    done: list[int] = []
    dialog = confirm(
        texts,
        host,
        title_key="errors_ui.sure",
        body_key="errors_ui.busy",
        verb_key="common.delete",
        danger=True,
        then=lambda: done.append(1),
    )
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert done == []


def test_a_message_label_wears_its_kind(texts: Texts, qtbot: QtBot) -> None:
    label = text_label(texts, "common.save", "title")
    qtbot.addWidget(label)
    label.show()
    assert round(label.font().pointSizeF() * 96 / 72) == 20
