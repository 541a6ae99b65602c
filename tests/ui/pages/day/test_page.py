"""The day worked by hand on a real shop: figures live, the drawer counted, Z."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.domain.payment import Tender
from shopdesk.services.till import MoveCash, till_state
from shopdesk.services.work import Actor
from shopdesk.ui.pages.day.day_page import DayPage
from tests.services.books import accounts, hand_over, numbers, queued
from tests.shop_floor import Floor


@dataclass
class AtClose:
    """Somebody before the day page."""

    open_desk: OpenDesk
    page: DayPage
    floor: Floor
    qtbot: QtBot

    def settle(self) -> None:
        self.qtbot.waitUntil(self.open_desk.frame.tasks.idle)

    def press(self, name: str, inside: QWidget | None = None) -> None:
        button = (inside or self.page).findChild(QPushButton, name)
        assert button is not None, name
        assert button.isEnabled(), name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def commit(self) -> None:
        window = self.open_desk.frame.window
        if not window.isActiveWindow():
            with self.qtbot.waitActive(window):
                window.activateWindow()
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def count(self, *pieces: int) -> None:
        """Digits and Enter, from the first note down."""
        for number in pieces:
            edit = self.open_desk.frame.window.focusWidget()
            assert edit is not None
            if number:
                QTest.keyClicks(edit, str(number))
                self.qtbot.waitUntil(lambda edit=edit, n=number: edit.text() == str(n))  # type: ignore[misc]  # bound now
            QTest.keyClick(edit, Qt.Key.Key_Return)
            self.qtbot.waitUntil(lambda edit=edit: not edit.hasFocus())  # type: ignore[misc]  # bound now

    def child(self, name: str) -> QWidget:
        found = self.open_desk.frame.window.findChild(QWidget, name)
        assert found is not None, name
        return found


@pytest.fixture
def at_close(floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot) -> Callable[..., AtClose]:
    def give(actor: Actor | None = None) -> AtClose:
        opened = open_window(floor, actor or floor.owner, page="day")
        page = opened.front.desk.navigator.page("day")
        assert isinstance(page, DayPage)
        here = AtClose(opened, page, floor, qtbot)
        here.settle()
        return here

    return give


def test_the_figures_follow_the_shop(floor: Floor, at_close: Callable[..., AtClose]) -> None:
    here = at_close()
    assert here.page.dashboard.tiles["net"].figure.text() == "¥0.00"
    hand_over(floor, floor.ready(), Tender("wechat", 78000))
    here.open_desk.front.desk.send(MoveCash(amount=-1000, reason="买水"))
    here.settle()
    here.qtbot.waitUntil(lambda: here.page.dashboard.tiles["net"].figure.text() == "¥780.00")
    assert here.page.dashboard.tiles["sales"].note.whole() == "1 笔"
    assert [bar.net for bar in here.page.dashboard.chart.bars()][-1] == 78000


def test_counted_right_closes_without_a_question(floor: Floor, at_close: Callable[..., AtClose]) -> None:
    here = at_close(floor.counter)
    here.commit()
    assert here.page.count.isVisible()
    assert here.page.count.difference.text() == "–"
    here.count(5)
    assert here.page.count.difference_word.text() == "相符"
    here.commit()
    assert here.page.done.isVisible()
    assert here.page.done.number.text() == "Z000001"
    assert not floor.shop.ask(till_state, floor.counter.desk).is_open
    here.commit()
    assert here.page.dashboard.isVisible()
    assert here.page.dashboard.go.text() == "去开钱箱"


def test_short_is_said_in_word_and_asked_before_it_is_booked(
    floor: Floor, at_close: Callable[..., AtClose]
) -> None:
    here = at_close()
    here.commit()
    here.count(4, 1)
    assert (here.page.count.difference_word.text(), here.page.count.difference.text()) == ("短款", "¥50.00")
    here.commit()
    dialog = here.child("confirm")
    words = dialog.findChild(QLabel, "confirm_words")
    assert words is not None
    assert "-¥50.00" in words.text()
    assert numbers(floor.shop, "day") == []
    buttons = [button for button in dialog.findChildren(QPushButton) if button.property("kind") == "accent"]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    here.settle()
    assert numbers(floor.shop, "day") == [1]
    assert accounts(floor.shop)["over_short"] == 5000
    assert here.page.done.difference.text() == "短款 ¥50.00"


def test_slips_differ_in_a_word_beside_them(floor: Floor, at_close: Callable[..., AtClose]) -> None:
    hand_over(floor, floor.ready(), Tender("wechat", 78000))
    here = at_close()
    here.commit()
    wechat = next(slip for slip in here.page.count.slips() if slip.kind == "wechat")
    assert wechat.expected.text() == "¥780.00"
    wechat.edit.setText("790")
    assert wechat.difference.text() == "长款 ¥10.00"
    wechat.edit.clear()
    assert wechat.difference.text() == ""


def test_an_uncounted_drawer_is_not_closed(floor: Floor, at_close: Callable[..., AtClose]) -> None:
    here = at_close()
    here.commit()
    here.commit()
    assert here.page.count.banner.isVisible()
    assert numbers(floor.shop, "day") == []


def test_what_is_no_number_stops_it(floor: Floor, at_close: Callable[..., AtClose]) -> None:
    here = at_close()
    here.commit()
    here.page.count.drawer.edits()[0].setText("五")
    here.page.count.drawer.edits()[1].setText("１０")  # full-width digits are digits
    assert here.page.count.drawer.pieces() == ((5000, 10),)
    here.commit()
    assert here.page.count.banner.isVisible()
    assert numbers(floor.shop, "day") == []


def test_escape_keeps_the_count(floor: Floor, at_close: Callable[..., AtClose]) -> None:
    here = at_close()
    here.commit()
    here.count(3)
    QTest.keyClick(here.page, Qt.Key.Key_Escape)
    here.settle()
    assert here.page.dashboard.isVisible()
    here.commit()
    assert here.page.count.drawer.pieces() == ((10000, 3),)


def test_pressing_twice_closes_once(floor: Floor, at_close: Callable[..., AtClose]) -> None:
    here = at_close()
    here.commit()
    here.count(5)
    here.page.count.sent.emit()
    here.page.count.sent.emit()
    here.settle()
    assert numbers(floor.shop, "day") == [1]


def test_a_closed_day_prints_again(floor: Floor, at_close: Callable[..., AtClose]) -> None:
    here = at_close()
    here.commit()
    here.count(5)
    here.commit()
    here.commit()
    past = here.page.dashboard.history.rows_model.rows[0]
    here.press("day_history_reprint")
    here.qtbot.waitUntil(lambda: queued(floor.shop, past.document_id) == 2)


def test_the_x_report_shows_paper_and_numbers_nothing(floor: Floor, at_close: Callable[..., AtClose]) -> None:
    here = at_close()
    here.press("day_report")
    here.qtbot.waitUntil(lambda: here.open_desk.frame.window.findChild(QWidget, "x_report") is not None)
    paper = here.child("x_paper")
    assert isinstance(paper, QLabel)
    assert paper.pixmap().width() > 300
    assert numbers(floor.shop, "day") == []


def test_the_chart_goes_back_a_month_and_speaks(floor: Floor, at_close: Callable[..., AtClose]) -> None:
    hand_over(floor, floor.ready())
    here = at_close()
    assert len(here.page.dashboard.chart.bars()) == 14
    here.press("segment_30")
    chart = here.page.dashboard.chart
    assert len(chart.bars()) == 30
    assert "11-21 ¥780.00" in chart.accessibleDescription()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert here.page.dashboard.bar_words.text() == "11-20 周五  ¥0.00"


def test_both_languages_and_themes_show_every_screen(floor: Floor, at_close: Callable[..., AtClose]) -> None:
    here = at_close()
    here.open_desk.front.desk.texts.use("en")
    here.open_desk.front.desk.theme.use("dark")
    here.settle()
    assert not here.page.grab().isNull()
    assert here.page.dashboard.tiles["sales"].note.whole() == "0 sales"
    here.commit()
    assert not here.page.grab().isNull()
    here.open_desk.front.desk.texts.use("zh_CN")
    assert here.page.minimumSizeHint().width() <= 1290
    assert here.page.minimumSizeHint().height() <= 716
