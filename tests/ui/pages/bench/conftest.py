"""The bench on a real shop, and a technician with a scanner in the hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.services.work import Actor
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.bench.bench_page import BenchPage
from shopdesk.ui.pages.bench.view import BenchView
from tests.shop_floor import Floor

W = TypeVar("W", bound=QWidget)


@dataclass
class AtBench:
    """One technician before the bench page."""

    open_desk: OpenDesk
    page: BenchPage
    floor: Floor
    qtbot: QtBot

    @property
    def desk(self) -> Desk:
        return self.open_desk.front.desk

    @property
    def view(self) -> BenchView:
        return self.page.view

    def settle(self) -> None:
        """Until everything asked has been answered and shown."""
        for _ in range(3):
            self.qtbot.waitUntil(self.open_desk.frame.tasks.idle)
            QApplication.processEvents()

    def scan(self, *codes: str) -> None:
        """Scan codes one after the other, each when the one before has had its effect."""
        for code in codes:
            self.open_desk.front.scan(code)
            self.settle()

    def scan_tag(self, ticket_id: int) -> None:
        self.scan(code_for(CodeKind.TAG, ticket_id))

    def open(self, ticket_id: int) -> None:
        """Choose a ticket from the list, without going on to its step."""
        self.page.presenter.open(ticket_id)
        self.settle()

    def click(self, name: str) -> None:
        QTest.mouseClick(self.find(QWidget, name), Qt.MouseButton.LeftButton)
        self.settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)
        self.settle()

    def commit(self) -> None:
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def find(self, kind: type[W], name: str) -> W:
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found

    def dialog(self, kind: type[W]) -> W:
        """The dialog that stands over the window."""
        found = self.open_desk.frame.window.findChild(kind)
        assert found is not None, kind.__name__
        return found

    def said(self) -> list[str]:
        """The notices that stand at the bottom right."""
        return [toast.words.text() for toast in self.open_desk.frame.window.notice_stack.toasts()]

    def next_step(self) -> str:
        return self.view.steps.headline.text()


@pytest.fixture
def at_bench(qtbot: QtBot, open_window: Callable[..., OpenDesk]) -> Callable[..., AtBench]:
    """``at_bench(floor)``: the window in front with the technician at the desk."""

    def give(floor: Floor, actor: Actor | None = None, *, language: str = "") -> AtBench:
        opened = open_window(floor, actor or floor.technician, language=language, page="bench")
        # Keys come here without a pause between them, as from a scanner; codes are scanned at the front.
        opened.frame.scanner.stop()
        with qtbot.waitActive(opened.frame.window):
            opened.frame.window.activateWindow()
        page = opened.front.desk.navigator.page("bench")
        assert isinstance(page, BenchPage)
        bench = AtBench(opened, page, floor, qtbot)
        bench.settle()
        return bench

    return give
