"""The tickets page on a real shop, and hands that type as people do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.services.work import Actor
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.tickets.page import TicketsPage
from tests.shop_floor import Floor

W = TypeVar("W", bound=QWidget)


@dataclass
class Hands:
    """One person before the tickets page."""

    open_desk: OpenDesk
    page: TicketsPage
    floor: Floor
    qtbot: QtBot

    @property
    def desk(self) -> Desk:
        return self.open_desk.front.desk

    def settle(self) -> None:
        """Until everything asked has been answered and shown."""
        self.qtbot.waitUntil(self.open_desk.frame.tasks.idle)
        QApplication.processEvents()
        self.qtbot.waitUntil(self.open_desk.frame.tasks.idle)

    def go(self, **target: object) -> None:
        self.desk.navigator.go("tickets", **target)
        self.settle()

    def say(self, text: str) -> None:
        """Type into what has the keyboard, as an input method does."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.focus(), event)
        self.settle()

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self.focus(), key, modifier)
            self.settle()

    def commit(self) -> None:
        self.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)

    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def find(self, kind: type[W], name: str) -> W:
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found

    def numbers(self) -> list[int]:
        """The tickets listed, from the top."""
        model = self.page.list.rows.rows_model
        rows = [model.row_at(place) for place in range(model.rowCount())]
        return [row.id for row in rows if row is not None]

    def opened(self) -> int:
        """The ticket shown beside the list."""
        seen = self.page.presenter.seen
        assert seen is not None
        return seen.card.id

    def said(self) -> list[str]:
        """The notices that stand at the bottom right."""
        return [toast.words.text() for toast in self.open_desk.frame.window.notice_stack.toasts()]


@pytest.fixture
def at_tickets(qtbot: QtBot, open_window: Callable[..., OpenDesk]) -> Callable[..., Hands]:
    """``at_tickets(floor, floor.owner, ticket_id=3)``: the window in front, the page open."""

    def give(floor: Floor, actor: Actor | None = None, **target: object) -> Hands:
        opened = open_window(floor, actor or floor.owner)
        # Keys come here without a pause between them, as from a scanner; scans have tests of their own.
        opened.frame.scanner.stop()
        opened.front.desk.navigator.go("tickets", **target)
        with qtbot.waitActive(opened.frame.window):
            opened.frame.window.activateWindow()
        page = opened.front.desk.navigator.page("tickets")
        assert isinstance(page, TicketsPage)
        hands = Hands(opened, page, floor, qtbot)
        hands.settle()
        return hands

    return give
