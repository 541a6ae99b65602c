"""Four desks, each a process of its own, send every request four times: each has its effect once."""

from __future__ import annotations

import multiprocessing
import random
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.synchronize import Barrier
from typing import Any

import pytest
from sqlalchemy import select

from shopdesk.config import ShopLocation
from shopdesk.domain.payment import Tender
from shopdesk.errors import Busy, ShopDeskError
from shopdesk.services.bench_parts import UsePart
from shopdesk.services.doctor import examine
from shopdesk.services.inventory import CountPart
from shopdesk.services.shop import Shop
from shopdesk.services.stock import part
from shopdesk.services.till import MoveCash, TakeDeposit, deposit_held, till_state
from shopdesk.services.work import Actor, Command
from shopdesk.store.records.money import documents
from tests.shops import (
    BATTERIES,
    BATTERY,
    BATTERY_CODE,
    COUNTER,
    COUNTER_DESK,
    FLOAT,
    TECHNICIAN,
    on_the_bench,
    pickup,
    ready,
    version,
)

SPAWN = multiprocessing.get_context("spawn")
DESKS = 4
Request = tuple[Command[Any], Actor]


def send_all(location: ShopLocation, requests: Sequence[Request], seed: int) -> list[tuple[str, str]]:
    """One desk: every request, in an order of its own. Gives each request's id and what came back."""
    shop = Shop.open(location)
    order = random.Random(seed).sample(requests, len(requests))
    _together.wait()
    answers = [(command.request_id, _answer(shop, command, actor)) for command, actor in order]
    shop.close()
    return answers


def _answer(shop: Shop, command: Command[Any], actor: Actor) -> str:
    while True:
        try:
            return repr(shop.do(command, actor).value)
        except Busy:
            continue  # as the window does: the same id again
        except ShopDeskError as error:
            return error.key


_together: Barrier


def _gather(barrier: Barrier) -> None:
    global _together  # noqa: PLW0603 - how a pool hands something to its processes
    _together = barrier


def four_desks(location: ShopLocation, requests: Sequence[Request]) -> dict[str, set[str]]:
    """What the four desks were told, by request."""
    with ProcessPoolExecutor(DESKS, SPAWN, _gather, (SPAWN.Barrier(DESKS),)) as pool:
        desks = [pool.submit(send_all, location, requests, seed) for seed in range(DESKS)]
        told: dict[str, set[str]] = {}
        for desk in desks:
            for request_id, answer in desk.result():
                told.setdefault(request_id, set()).add(answer)
    return told


def exactly_once(location: ShopLocation, shop: Shop, stock: int, sales: int) -> None:
    difference = stock - BATTERIES
    shop.do(CountPart(part_id=BATTERY, counted=stock, seen_on_hand=BATTERIES, reason="盘点"), TECHNICIAN)
    assert shop.ask(part, BATTERY).on_hand == BATTERIES + difference
    at_work = [on_the_bench(shop).ticket_id for _ in range(stock + max(4, stock // 8))]
    to_collect = [ready(shop) for _ in range(sales)]
    asked = frozenset({"not_quoted"})
    use = [
        UsePart(ticket_id=ticket, seen_version=version(shop, ticket), code=BATTERY_CODE, confirmed=asked)
        for ticket in at_work
    ]
    hand_over = [pickup(shop, ticket) for ticket in to_collect]
    move = [MoveCash(amount=amount, reason="零钱") for amount in range(1, 9)]
    deposits = [TakeDeposit(ticket_id=at_work[0], tender=Tender("card", amount)) for amount in range(1, 9)]
    requests: list[Request] = [(one, TECHNICIAN) for one in use]
    at_the_counter: list[Command[Any]] = [*hand_over, *move, *deposits]
    requests += [(one, COUNTER) for one in at_the_counter]

    told = four_desks(location, requests)

    # Every desk heard the same of every request, and exactly the stock was issued.
    assert {request_id: answers for request_id, answers in told.items() if len(answers) != 1} == {}
    outcomes = Counter(
        "none left" if told[one.request_id] == {"problems.no_stock"} else "issued" for one in use
    )
    assert outcomes == {"issued": stock, "none left": len(use) - stock}
    assert shop.ask(part, BATTERY).on_hand == 0
    taken = sum(one.tenders[0].amount for one in hand_over) + sum(one.amount for one in move)
    assert shop.ask(till_state, COUNTER_DESK).cash_expected == FLOAT + taken
    assert shop.ask(deposit_held, at_work[0]) == sum(one.tender.amount for one in deposits)
    with shop.store.read() as connection:
        numbers = connection.execute(select(documents.c.serial).where(documents.c.kind == "sale")).scalars()
        assert sorted(numbers) == list(range(1, sales + 1))
    assert examine(shop) == ()


def test_each_request_has_its_effect_once(any_location: ShopLocation, any_shop: Shop) -> None:
    exactly_once(any_location, any_shop, stock=10, sales=8)


@pytest.mark.soak
def test_a_thousand_in_stock_are_issued_a_thousand_times(any_location: ShopLocation, any_shop: Shop) -> None:
    exactly_once(any_location, any_shop, stock=1000, sales=1000)
