"""The drawer opens for cash, and only for cash."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import replace
from threading import Thread
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.domain.payment import Tender
from shopdesk.services.checkout import HandOver
from shopdesk.services.refunds import Refund
from shopdesk.services.settings import Route
from shopdesk.services.setup import SaveSettings
from shopdesk.services.till import MoveCash, OpenDrawer, TakeDeposit
from shopdesk.services.work import Command
from shopdesk.ui.pages.till.kick import kick_drawer, touches_cash
from tests.shop_floor import Floor

PICKUP: dict[str, Any] = {"ticket_id": 1, "seen_version": 1, "tag_code": ""}


@pytest.mark.parametrize(
    ("command", "opens"),
    [
        (OpenDrawer(reason="x"), True),
        (MoveCash(amount=-100, reason="x"), True),
        (HandOver(**PICKUP, tenders=(Tender("card", 100), Tender("cash", 50))), True),
        (HandOver(**PICKUP, tenders=(Tender("card", 100),)), False),
        (TakeDeposit(ticket_id=1, tender=Tender("cash", 100)), True),
        (TakeDeposit(ticket_id=1, tender=Tender("wechat", 100)), False),
        (Refund(sale_id=1, reason="x"), True),
        (Refund(sale_id=1, reason="x", tender="card"), False),
    ],
)
def test_the_drawer_opens_for_cash(command: Command[Any], opens: bool) -> None:
    assert touches_cash(command) is opens


def test_the_receipt_printer_kicks_it(
    floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot
) -> None:
    heard = bytearray()
    with socket.create_server(("127.0.0.1", 0)) as printer:

        def listen() -> None:
            line, _ = printer.accept()
            with line:
                while data := line.recv(1024):
                    heard.extend(data)

        ear = Thread(target=listen, daemon=True)
        ear.start()
        routes = {"sale": Route(f"escpos:127.0.0.1:{printer.getsockname()[1]}", "roll-80")}
        settings = replace(floor.shop.settings, routes=routes)
        floor.shop.do(SaveSettings(value=settings, seen_version=1), floor.owner)
        desk = open_window(floor, floor.owner).front.desk
        kick_drawer(desk, OpenDrawer(reason="x"))
        qtbot.waitUntil(lambda: b"\x1bp" in heard, timeout=10_000)
        qtbot.waitUntil(desk.tasks.idle, timeout=10_000)
        ear.join(10)


def test_a_printer_without_a_drawer_is_left_in_peace(
    floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot
) -> None:
    desk = open_window(floor, floor.owner).front.desk
    kick_drawer(desk, OpenDrawer(reason="x"))
    qtbot.waitUntil(desk.tasks.idle)
