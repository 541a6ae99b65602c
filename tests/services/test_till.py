"""The drawer on a real shop: opened, filled, emptied, looked into; deposits; who waits to be served."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopdesk.domain.money import LARGEST_MINOR
from shopdesk.domain.papers import CashPaper
from shopdesk.domain.payment import Tender
from shopdesk.errors import NotAllowed, UserError
from shopdesk.services.day_close import CloseDay
from shopdesk.services.documents import paper_of
from shopdesk.services.ticket_lists import waiting_for_collection
from shopdesk.services.till import (
    MoveCash,
    OpenDrawer,
    OpenTill,
    TakeDeposit,
    cash_in_drawer,
    deposit_held,
    till_state,
)
from shopdesk.services.work import Actor, Command
from tests.services.books import accounts, hand_over, lopsided, queued, session_of, told
from tests.shop_floor import Floor


def refused(floor: Floor, command: Command[int]) -> UserError:
    before = accounts(floor.shop)
    with pytest.raises(UserError) as problem:
        floor.shop.do(command, floor.counter)
    assert accounts(floor.shop) == before
    return problem.value


def drawer(floor: Floor) -> int:
    return floor.shop.ask(cash_in_drawer, session_of(floor))


def test_a_till_opens_with_its_float(floor: Floor) -> None:
    state = floor.shop.ask(till_state, floor.counter.desk)
    assert (state.is_open, state.opened_by) == (True, "林")
    assert (state.opening_float, state.cash_expected) == (50000, 50000)
    assert accounts(floor.shop) == {"tender:cash": 50000, "float": -50000}


def test_one_desk_has_one_open_till_and_another_desk_its_own(floor: Floor) -> None:
    assert refused(floor, OpenTill(opening_float=100)).key == "problems.till_open_already"
    second = Actor(floor.counter.staff_id, "二号柜台")
    assert not floor.shop.ask(till_state, second.desk).is_open
    floor.shop.do(OpenTill(opening_float=20000), second)
    assert floor.shop.ask(till_state, second.desk).cash_expected == 20000
    assert drawer(floor) == 50000


@pytest.mark.parametrize("opening_float", [-1, LARGEST_MINOR + 1])
def test_a_float_is_an_amount(floor: Floor, opening_float: int) -> None:
    floor.shop.do(CloseDay(pieces=((10000, 5),)), floor.owner)
    assert refused(floor, OpenTill(opening_float=opening_float)).field == "opening_float"


def test_a_till_may_open_empty(floor: Floor) -> None:
    floor.shop.do(CloseDay(pieces=((10000, 5),)), floor.owner)
    floor.shop.do(OpenTill(opening_float=0), floor.counter)
    assert drawer(floor) == 0


def test_cash_goes_in_and_out_with_a_reason(floor: Floor) -> None:
    put_in = floor.shop.do(MoveCash(amount=5000, reason="换零钱"), floor.counter).value
    floor.shop.do(MoveCash(amount=-12000, reason="买快递袋"), floor.counter)
    assert drawer(floor) == 43000
    assert accounts(floor.shop)["cash_moved"] == 7000
    paper = floor.shop.ask(paper_of, put_in)
    assert isinstance(paper, CashPaper)
    assert (paper.what, paper.amount.minor, paper.reason) == ("现金存入", 5000, "换零钱")
    # Nobody waits for a voucher of the shop's own cash.
    assert queued(floor.shop, put_in) == 0


@pytest.mark.parametrize(
    ("amount", "reason", "key", "field"),
    [
        (0, "换零钱", "problems.amount_zero", "amount"),
        (LARGEST_MINOR + 1, "换零钱", "problems.amount_zero", "amount"),
        (-50001, "买快递袋", "problems.not_in_drawer", "amount"),
        (100, "  ", "problems.required", "reason"),
        (100, "字" * 201, "problems.too_long", "reason"),
    ],
)
def test_cash_that_does_not_move(floor: Floor, amount: int, reason: str, key: str, field: str) -> None:
    problem = refused(floor, MoveCash(amount=amount, reason=reason))
    assert (problem.key, problem.field) == (key, field)


def test_the_last_coin_may_leave(floor: Floor) -> None:
    floor.shop.do(MoveCash(amount=-50000, reason="存银行"), floor.counter)
    assert drawer(floor) == 0


def test_opening_the_drawer_is_on_record_and_moves_nothing(floor: Floor) -> None:
    before = accounts(floor.shop)
    floor.shop.do(OpenDrawer(reason="换零"), floor.counter)
    assert len(told(floor.shop, "drawer_opened")) == 1
    assert "换零" in told(floor.shop, "drawer_opened")[0]
    assert accounts(floor.shop) == before
    assert refused(floor, OpenDrawer(reason="")).field == "reason"


def test_a_deposit_is_held_for_its_ticket_and_printed(floor: Floor) -> None:
    ticket_id, other = floor.receive().ticket_id, floor.receive(name="赵敏").ticket_id
    document = floor.shop.do(
        TakeDeposit(ticket_id=ticket_id, tender=Tender("wechat", 10000, "4821")), floor.counter
    ).value
    assert floor.shop.ask(deposit_held, ticket_id) == 10000
    assert floor.shop.ask(deposit_held, other) == 0
    assert accounts(floor.shop, document_id=document) == {"tender:wechat": 10000, "deposits": -10000}
    assert queued(floor.shop, document) == 1
    paper = floor.shop.ask(paper_of, document)
    assert isinstance(paper, CashPaper)
    assert (paper.tender, paper.amount.minor, paper.customer_name) == ("微信支付", 10000, "王喆")


@pytest.mark.parametrize(
    ("tender", "key"),
    [
        (Tender("cash", 0), "problems.amount_zero"),
        (Tender("cash", -5), "problems.amount_zero"),
        (Tender("cash", LARGEST_MINOR + 1), "problems.amount_zero"),
        (Tender("gold", 100), "problems.unknown_tender"),
    ],
)
def test_a_deposit_that_is_none(floor: Floor, tender: Tender, key: str) -> None:
    problem = refused(floor, TakeDeposit(ticket_id=floor.receive().ticket_id, tender=tender))
    assert (problem.key, problem.field) == (key, "deposit")


def test_a_closed_ticket_takes_no_deposit(floor: Floor) -> None:
    ticket_id = floor.ready()
    hand_over(floor, ticket_id)
    for gone in (ticket_id, 999):
        wanted = TakeDeposit(ticket_id=gone, tender=Tender("cash", 100))
        assert refused(floor, wanted).key == "problems.no_open_ticket"


def test_nothing_moves_while_the_till_is_closed(floor: Floor) -> None:
    ticket_id = floor.receive().ticket_id
    floor.shop.do(CloseDay(pieces=((10000, 5),)), floor.owner)
    commands: list[Command[int]] = [
        MoveCash(amount=100, reason="换零钱"),
        OpenDrawer(reason="换零"),
        TakeDeposit(ticket_id=ticket_id, tender=Tender("cash", 100)),
    ]
    assert [refused(floor, command).key for command in commands] == ["problems.till_closed"] * 3


def test_the_bench_keeps_its_hands_off_the_drawer(floor: Floor) -> None:
    ticket_id = floor.receive().ticket_id
    for command in (
        OpenTill(opening_float=0),
        MoveCash(amount=100, reason="换零钱"),
        OpenDrawer(reason="换零"),
        TakeDeposit(ticket_id=ticket_id, tender=Tender("cash", 100)),
    ):
        with pytest.raises(NotAllowed):
            floor.shop.do(command, floor.technician)


def test_cash_moved_twice_with_one_request_moves_once(floor: Floor) -> None:
    command = MoveCash(amount=-100, reason="买水")
    first = floor.shop.do(command, floor.counter)
    assert floor.shop.do(command, floor.counter).value == first.value
    assert drawer(floor) == 49900


def test_who_waits_longest_is_first(floor: Floor) -> None:
    first = floor.ready()
    floor.clock.on(days=2)
    second = floor.ready(name="赵敏")
    floor.receive(name="李雷")
    floor.clock.on(days=1)
    rows = floor.shop.ask(waiting_for_collection)
    assert [row.ticket.id for row in rows] == [first, second]
    assert (floor.clock() - rows[0].since).days == 3
    hand_over(floor, first)
    assert [row.ticket.id for row in floor.shop.ask(waiting_for_collection)] == [second]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.integers(-80000, 80000).filter(bool), max_size=8))
def test_the_drawer_is_the_sum_of_what_went_in_and_never_below_nothing(
    floor: Floor, moves: list[int]
) -> None:
    expected = drawer(floor)
    for amount in moves:
        command = MoveCash(amount=amount, reason="试")
        if expected + amount < 0:
            assert refused(floor, command).key == "problems.not_in_drawer"
        else:
            floor.shop.do(command, floor.counter)
            expected += amount
        assert drawer(floor) == expected
    assert lopsided(floor.shop) == []
