"""A window open on a real shop, with somebody at the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk, make_frame, open_desk
from shopdesk.services.staff import staff_list
from shopdesk.services.work import Actor
from shopdesk.ui.common.theme import Theme
from shopdesk.ui.desk import Desk
from tests.shop_floor import Floor


@pytest.fixture
def open_window(qapp: QApplication, dressed: Theme, qtbot: QtBot) -> Iterator[Callable[..., OpenDesk]]:
    """``open_window(floor, floor.technician)`` shows the window with that person at the desk."""
    opened: list[OpenDesk] = []

    def give(floor: Floor, actor: Actor, *, language: str = "", page: str = "") -> OpenDesk:
        frame = make_frame(qapp, dressed, language or floor.shop.settings.language)
        desk = open_desk(frame, floor.shop, actor.desk)
        opened.append(desk)
        frame.window.resize(1366, 768)
        frame.window.show()
        member = next(one for one in floor.shop.ask(staff_list) if one.id == actor.staff_id)
        desk.front.seat(member)
        if page:
            desk.front.desk.navigator.go(page)
        qtbot.waitUntil(frame.tasks.idle)
        return desk

    yield give
    for desk in opened:
        qtbot.waitUntil(desk.frame.tasks.idle)
        desk.close()
        desk.frame.window.deleteLater()


@pytest.fixture
def window(floor: Floor, open_window: Callable[..., OpenDesk]) -> OpenDesk:
    """The Chinese shop with its owner at the desk."""
    return open_window(floor, floor.owner)


@pytest.fixture
def desk(window: OpenDesk) -> Desk:
    return window.front.desk


@pytest.fixture
def desk_en(floor_en: Floor, open_window: Callable[..., OpenDesk]) -> Desk:
    """The English shop with its owner at the desk."""
    return open_window(floor_en, floor_en.owner).front.desk
