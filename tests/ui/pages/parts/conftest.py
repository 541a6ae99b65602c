"""The parts page on a real shop, and hands that type and scan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.services.work import Actor
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.parts.parts_page import PartsPage
from shopdesk.ui.pages.parts.view import PartsView
from tests.shop_floor import Floor


@dataclass
class AtParts:
    """One person before the parts page."""

    open_desk: OpenDesk
    page: PartsPage
    floor: Floor
    qtbot: QtBot

    @property
    def desk(self) -> Desk:
        return self.open_desk.front.desk

    @property
    def view(self) -> PartsView:
        return self.page.view

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(self.open_desk.frame.tasks.idle)
            QApplication.processEvents()

    def open(self, part_id: int) -> None:
        self.desk.navigator.go("parts", part_id=part_id)
        self.settle()

    def scan(self, *codes: str) -> None:
        for code in codes:
            self.open_desk.front.scan(code)
            self.settle()

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)
        self.settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)
        self.settle()

    def commit(self) -> None:
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def shown(self) -> list[str]:
        """SKUs in the table, from the top."""
        return [row.sku for row in self.view.table.rows_model.rows]

    def said(self) -> list[str]:
        return [toast.words.text() for toast in self.open_desk.frame.window.notice_stack.toasts()]


@pytest.fixture
def at_parts(qtbot: QtBot, open_window: Callable[..., OpenDesk]) -> Callable[..., AtParts]:
    """``at_parts(floor)``: the window in front with the technician at the desk."""

    def give(floor: Floor, actor: Actor | None = None, *, language: str = "") -> AtParts:
        opened = open_window(floor, actor or floor.technician, language=language, page="parts")
        # Keys come here without a pause between them, as from a scanner; codes are scanned at the front.
        opened.frame.scanner.stop()
        with qtbot.waitActive(opened.frame.window):
            opened.frame.window.activateWindow()
        page = opened.front.desk.navigator.page("parts")
        assert isinstance(page, PartsPage)
        parts = AtParts(opened, page, floor, qtbot)
        parts.settle()
        return parts

    return give
