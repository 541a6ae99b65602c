"""From a ready ticket to the Z: matched, paid with change, out; a part given back; the day closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.papers import DayPaper
from shopdesk.domain.ticket import Status
from shopdesk.services.day_close import past_days
from shopdesk.services.documents import paper_of
from shopdesk.ui.pages.day.day_page import DayPage
from shopdesk.ui.pages.till.till_page import TillPage
from tests.services.books import accounts, lopsided, numbers
from tests.shop_floor import Floor


def test_collected_partly_refunded_and_closed(
    floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot
) -> None:
    ticket_id = floor.ready(deposit=10000)
    opened = open_window(floor, floor.owner, page="till")
    window, navigator = opened.frame.window, opened.front.desk.navigator
    till = navigator.page("till")
    assert isinstance(till, TillPage)

    def settle() -> None:
        qtbot.waitUntil(opened.frame.tasks.idle)

    def commit() -> None:
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle()

    settle()
    for kind in (CodeKind.SLIP, CodeKind.TAG):
        opened.front.scan(code_for(kind, ticket_id))
        settle()
    # Due 680.00: 500.00 by wallet, two notes of 100.00 for the rest.
    for tender, typed in (("wechat", "500"), ("cash", "200")):
        tile = till.pickup.findChild(QPushButton, f"tender_{tender}")
        assert tile is not None
        QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
        amount = till.pickup.payment.lines()[-1].amount
        QTest.keyClicks(amount, typed)
        qtbot.waitUntil(lambda amount=amount, typed=typed: amount.text() == typed)  # type: ignore[misc]  # bound now
    assert till.pickup.payment.change.text() == "¥20.00"
    till.pickup.pad.setFocus()
    QTest.keyClick(till.pickup.pad, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: till.pickup.pad.on_paper)
    commit()
    assert till.done.figure.text() == "¥20.00"
    assert floor.card(ticket_id).status is Status.COLLECTED
    commit()

    # The customer comes back: 33.33 of the labour, by scan of the same slip.
    opened.front.scan(code_for(CodeKind.SLIP, ticket_id))
    settle()
    till.refund.rows()[1].amount.setText("33.33")
    till.refund.reason.setText("多收")
    commit()
    assert till.done.figure.text() == "¥33.33"

    # The drawer holds 500 float, 100 deposit, 180 of the sale, less 33.33; half a coin is short.
    QTest.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    settle()
    day = navigator.page("day")
    assert isinstance(day, DayPage)
    assert day.dashboard.tiles["net"].figure.text() == "¥746.67"
    commit()
    count(day, {10000: 7, 2000: 2, 500: 1, 100: 1, 50: 1, 10: 1})
    assert day.count.difference_word.text() == "短款"
    assert day.count.difference.text() == "¥0.07"
    commit()
    yes = next(
        button
        for button in window.findChildren(QPushButton)
        if button.objectName() == "problems_day_difference_verb"
    )
    QTest.mouseClick(yes, Qt.MouseButton.LeftButton)
    settle()
    assert day.done.number.text() == "Z000001"
    check_books(floor)


def count(day: DayPage, pieces: dict[int, int]) -> None:
    for edit in day.count.drawer.edits():
        edit.setText(str(pieces.get(edit.value, 0)))


def check_books(floor: Floor) -> None:
    """Seven hundredths short, everything else in the bank, each document once."""
    booked = accounts(floor.shop)
    assert booked["over_short"] == 7
    assert booked["bank"] == 74660 + 50000
    assert not any(name.startswith("tender:") for name in booked)
    assert lopsided(floor.shop) == []
    assert [numbers(floor.shop, kind) for kind in ("sale", "refund", "day")] == [[1], [1], [1]]
    paper = floor.shop.ask(paper_of, floor.shop.ask(past_days)[0].document_id)
    assert isinstance(paper, DayPaper)
    assert (paper.net_total.minor, paper.over_short.minor) == (74667, -7)
