"""The intake page on a real shop, and hands that count the keys they strike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.payment import Tender
from shopdesk.services.checkout import HandOver
from shopdesk.services.people import DeviceEntry
from shopdesk.services.ticket_lists import newest_ticket
from shopdesk.services.tickets import TicketCard
from shopdesk.ui.common.dialogs import ConfirmDialog
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.intake.intake_page import IntakePage
from shopdesk.ui.pages.intake.view import IntakeView
from tests.shop_floor import Floor

IMEI = "490154203237518"


@dataclass
class Hands:
    """One person at the counter. `struck` counts keys; a chord is one, its modifier another."""

    open_desk: OpenDesk
    floor: Floor
    qtbot: QtBot
    struck: int = 0

    @property
    def desk(self) -> Desk:
        return self.open_desk.front.desk

    @property
    def page(self) -> IntakePage:
        page = self.desk.navigator.page("intake")
        assert isinstance(page, IntakePage)
        return page

    @property
    def view(self) -> IntakeView:
        return self.page.view

    def settle(self) -> None:
        """Until everything asked has been answered and shown."""
        for _ in range(2):
            self.qtbot.waitUntil(self.open_desk.frame.tasks.idle)
            QApplication.processEvents()

    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def type(self, text: str) -> None:
        self.struck += len(text)
        if text.isascii():
            QTest.keyClicks(self.focus(), text)
        else:
            composed = QInputMethodEvent()
            composed.setCommitString(text)
            QApplication.sendEvent(self.focus(), composed)
        self.settle()

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.struck += 2 if modifier != Qt.KeyboardModifier.NoModifier else 1
            QTest.keyClick(self.focus(), key, modifier)
            self.settle()

    def enter(self, times: int = 1) -> None:
        self.press(*[Qt.Key.Key_Return] * times)

    def commit(self) -> None:
        self.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)

    def agree(self) -> None:
        """Enter on the question that stands open; the window has the keyboard again afterwards."""
        self.question()
        self.enter()
        window = self.open_desk.frame.window
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)
        self.settle()

    def question(self) -> ConfirmDialog:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConfirmDialog)
        return dialog

    def newest(self) -> TicketCard | None:
        """The ticket taken in last."""
        newest = self.floor.shop.ask(newest_ticket)
        return self.floor.card(newest) if newest else None


@pytest.fixture
def at_counter(open_window: Callable[..., OpenDesk], qtbot: QtBot) -> Callable[[Floor], Hands]:
    def come(floor: Floor) -> Hands:
        opened = open_window(floor, floor.counter, page="intake")
        # Hands without pauses would pass for a scanner.
        opened.frame.scanner.stop()
        hands = Hands(opened, floor, qtbot)
        with qtbot.waitActive(opened.frame.window):
            opened.frame.window.activateWindow()
        hands.settle()
        hands.view.start()
        return hands

    return come


@pytest.fixture
def hands(floor: Floor, at_counter: Callable[[Floor], Hands]) -> Hands:
    return at_counter(floor)


@pytest.fixture
def regular(floor: Floor) -> Floor:
    """王喆 has been here with an iPhone and has it back."""
    phone = DeviceEntry(
        "phone", "iPhone 14 Pro Max", brand="Apple", imei=IMEI, colour="深紫色", storage="256 GB"
    )
    ticket_id = floor.ready(device=phone)
    floor.shop.do(
        HandOver(
            ticket_id=ticket_id,
            seen_version=floor.version(ticket_id),
            tag_code=code_for(CodeKind.TAG, ticket_id),
            slip_code=code_for(CodeKind.SLIP, ticket_id),
            tenders=(Tender("cash", 78000),),
            signed_on_paper=True,
        ),
        floor.counter,
    )
    floor.clock.on(days=40)
    return floor
