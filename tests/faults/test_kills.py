"""Killed at any moment of checkout: what was acknowledged is there, the rest is whole or not there at all."""

from __future__ import annotations

import multiprocessing
import os
import random
import select as polling
import shutil
import signal
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from shopdesk.config import ShopLocation
from shopdesk.domain.payment import Tender
from shopdesk.domain.ticket import Status
from shopdesk.errors import ShopDeskError
from shopdesk.services.checkout import HandOver
from shopdesk.services.doctor import examine
from shopdesk.services.shop import Shop
from shopdesk.store.records.money import documents
from tests.shops import (
    COUNTER,
    LABOUR,
    SCREEN_LINE,
    Clock,
    card,
    copied_shop,
    do_not_wait_for_the_disk,
    pickup,
    ready,
)

SPAWN = multiprocessing.get_context("spawn")
SALES_OF_A_SHOP = 40
BATCH = 8
FIRST_SALE, NEXT_SALE = 0.1, 0.008
"""Seconds that a sale takes at most; a kill falls at random within."""


@dataclass
class Report:
    """What a row of kills came to; `wrong` says in words what no kill may do."""

    kills: int = 0
    acknowledged: int = 0
    committed_unheard: int = 0
    undone: int = 0
    wrong: list[str] = field(default_factory=list)


def sell(location: ShopLocation, commands: list[HandOver], acknowledge: int) -> None:
    """The desk: hand over one device after the other, saying so each time it is done."""
    shop = Shop.open(location)
    for command in commands:
        number = shop.do(command, COUNTER).value.sale_number
        os.write(acknowledge, f"{command.ticket_id} {number}\n".encode())
    signal.pause()


def heard_before_kill(
    location: ShopLocation, commands: list[HandOver], chance: random.Random
) -> dict[int, str]:
    """Let a desk sell some, kill it in the middle of the next sale, and give what it had acknowledged."""
    hears, tells = os.pipe()
    desk = os.fork()
    if not desk:
        try:
            sell(location, commands, tells)
        finally:
            os._exit(1)
    os.close(tells)
    told = b""
    for _ in range(sales := chance.randrange(BATCH)):
        told += _read_line(hears)
    polling.select([], [], [], chance.uniform(0, NEXT_SALE if sales else FIRST_SALE))
    os.kill(desk, signal.SIGKILL)
    os.waitpid(desk, 0)
    while more := os.read(hears, 4096):
        told += more
    os.close(hears)
    return {int(ticket): number for ticket, number in (line.split() for line in told.decode().splitlines())}


def _read_line(hears: int) -> bytes:
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(hears, 1)
        if not byte:
            raise ChildProcessError("the desk died by itself")
        line += byte
    return line


def look_after(
    location: ShopLocation, commands: list[HandOver], heard: dict[int, str], report: Report
) -> None:
    """Check the shop after a kill, then send again what was not acknowledged first: its answer was lost."""
    shop = Shop.open(location, Clock())
    report.wrong += [f"doctor: {finding.key} {finding.values}" for finding in examine(shop)]
    for command in commands:
        ticket = card(shop, command.ticket_id)
        sales = [one.number for one in ticket.documents if one.kind == "sale"]
        collected = ticket.status is Status.COLLECTED
        whole = len(sales) == 1 and not ticket.deposit if collected else not sales
        if not whole or ticket.status not in {Status.COLLECTED, Status.READY}:
            report.wrong.append(f"half a sale: {ticket.number} is {ticket.status} with {sales}")
        if command.ticket_id in heard and sales != [heard[command.ticket_id]]:
            report.wrong.append(f"lost: {ticket.number} was told {heard[command.ticket_id]}, has {sales}")
        report.acknowledged += command.ticket_id in heard
        report.committed_unheard += collected and command.ticket_id not in heard
        report.undone += not collected
    unheard = [one for one in commands if one.ticket_id not in heard]
    if unheard:
        before = card(shop, unheard[0].ticket_id).status is Status.COLLECTED
        try:
            repeated = shop.do(unheard[0], COUNTER).repeated
        except (ShopDeskError, DBAPIError) as error:
            report.wrong.append(f"sent again: {error}")
            repeated = before
        with shop.store.read() as connection:
            number = select(func.count()).where(
                documents.c.ticket_id == unheard[0].ticket_id, documents.c.kind == "sale"
            )
            sold = connection.execute(number).scalar_one()
        if repeated is not before or sold != 1:
            report.wrong.append(f"sent again: repeated {repeated}, was there {before}, sold {sold} times")
    shop.close()


def kill_desks(kills: int, seed: int) -> Report:
    """Run in a process of its own that holds nothing open and no threads, so that it may fork."""
    chance = random.Random(seed)
    report = Report()
    folder = Path(tempfile.mkdtemp(prefix="shopdesk-kills-"))
    prepared = copied_shop(folder / "prepared")
    shop = Shop.open(prepared, Clock())
    do_not_wait_for_the_disk(shop)
    for number in range(SALES_OF_A_SHOP):
        deposit = Tender("cash", 10_000) if number % 3 == 0 else None
        lines = (LABOUR, SCREEN_LINE) if number % 2 else (LABOUR,)
        ready(shop, *lines, deposit=deposit)
    queue = [pickup(shop, ticket) for ticket in range(1, SALES_OF_A_SHOP + 1)]
    shop.close()
    while report.kills < kills:
        place = folder / str(report.kills)
        shutil.copytree(prepared.folder, place)
        location = ShopLocation.parse(place)
        waiting = list(queue)
        while waiting and report.kills < kills:
            batch, waiting = waiting[:BATCH], waiting[BATCH:]
            heard = heard_before_kill(location, batch, chance)
            look_after(location, batch, heard, report)
            report.kills += 1
        shutil.rmtree(place)
    shutil.rmtree(folder)
    return report


@pytest.mark.skipif(not hasattr(os, "fork"), reason="desks are forked, which this system cannot")
@pytest.mark.parametrize(
    "kills", [pytest.param(25, id="bounded"), pytest.param(1000, id="full", marks=pytest.mark.soak)]
)
def test_no_acknowledged_sale_is_lost_and_none_is_half(kills: int) -> None:
    with ProcessPoolExecutor(1, SPAWN) as pool:
        report = pool.submit(kill_desks, kills, 20261121).result()
    print(report)
    assert report.wrong == []
    assert report.kills == kills
    # The kills fell where they should: after some sales and before others.
    assert report.acknowledged > kills
    assert report.undone > kills
