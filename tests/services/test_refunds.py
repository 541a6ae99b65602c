"""Money given back on a real shop: a mirror of the sale, whole or in part, never more than was paid."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from shopdesk.domain.money import share
from shopdesk.domain.papers import RefundPaper
from shopdesk.domain.payment import Tender
from shopdesk.errors import NotAllowed, UserError
from shopdesk.services.day_close import CloseDay
from shopdesk.services.documents import paper_of
from shopdesk.services.refunds import (
    Refund,
    Refunded,
    RefundLine,
    Sale,
    find_sales,
    recent_sales,
    sale,
    sales_of_tickets,
)
from shopdesk.services.till import OpenTill
from tests.services.books import accounts, hand_over, lopsided, more_stock, numbers, queued
from tests.shop_floor import Floor


def sold(floor: Floor, *tenders: Tender, **changes: object) -> Sale:
    """A finished sale of a screen (620.00) and labour (160.00) in the Chinese shop."""
    done = hand_over(floor, floor.ready(**changes), *tenders)  # type: ignore[arg-type]  # fields of the form
    assert done.sale_id is not None
    return floor.shop.ask(sale, done.sale_id)


def give_back(floor: Floor, of: Sale, *lines: tuple[int, int], **changes: object) -> Refunded:
    """Refund (line's place, amount) each; without lines all that is left."""
    wanted = tuple(RefundLine(of.lines[at].id, amount) for at, amount in lines) or None
    fields: dict[str, object] = {"sale_id": of.document_id, "reason": "多收", "lines": wanted}
    return floor.shop.do(Refund(**(fields | changes)), floor.owner).value  # type: ignore[arg-type]  # see above


def refused(floor: Floor, of: Sale, *lines: tuple[int, int], **changes: object) -> UserError:
    before = accounts(floor.shop)
    with pytest.raises(UserError) as problem:
        give_back(floor, of, *lines, **changes)
    assert accounts(floor.shop) == before
    return problem.value


def earned(floor: Floor) -> dict[str, int]:
    """What is left on the accounts of sales and taxes."""
    return {
        name: amount for name, amount in accounts(floor.shop).items() if name.startswith(("sales:", "tax:"))
    }


@pytest.mark.parametrize(("language", "pack"), [("zh_CN", "cn"), ("en", "us-nyc"), ("en", "uk")])
def test_a_whole_refund_nets_to_nothing(open_floor: Callable[..., Floor], language: str, pack: str) -> None:
    floor = open_floor(language, pack)
    of = sold(floor)
    assert earned(floor)
    back = give_back(floor, of)
    assert back.total == of.total
    assert earned(floor) == {}
    assert lopsided(floor.shop) == []
    assert floor.shop.ask(sale, of.document_id).left == 0


def test_a_partial_refund_mirrors_its_line(floor: Floor) -> None:
    of = sold(floor)
    back = give_back(floor, of, (1, 3333), tender="wechat")
    booked = accounts(floor.shop, document_id=back.document_id)
    assert booked["tender:wechat"] == -3333
    assert booked["sales:labour"] + booked["tax:1000"] == 3333
    now = floor.shop.ask(sale, of.document_id)
    assert [(line.gross, line.refunded, line.left) for line in now.lines] == [
        (62000, 0, 62000),
        (16000, 3333, 12667),
    ]


def test_the_refund_is_a_document_of_its_own_and_prints(floor: Floor) -> None:
    of = sold(floor)
    back = give_back(floor, of, (0, 1000), reason="屏幕有亮点，补偿")
    paper = floor.shop.ask(paper_of, back.document_id)
    assert isinstance(paper, RefundPaper)
    assert (paper.number, paper.mirrors, paper.reason) == (back.number, of.number, "屏幕有亮点，补偿")
    assert (paper.total.minor, [line.amount.minor for line in paper.lines]) == (-1000, [-1000])
    assert paper.customer_name == "王喆"
    assert queued(floor.shop, back.document_id) == 1
    assert numbers(floor.shop, "refund") == [1]


@pytest.mark.parametrize("amount", [62001, 10**11, -1])
def test_never_more_than_was_paid(floor: Floor, amount: int) -> None:
    of = sold(floor)
    problem = refused(floor, of, (0, amount))
    assert (problem.key, problem.field) == ("problems.refund_too_much", f"lines.{of.lines[0].id}")


def test_never_more_than_is_left(floor: Floor) -> None:
    of = sold(floor)
    give_back(floor, of, (1, 10000))
    problem = refused(floor, of, (1, 6001))
    assert problem.values["left"] == floor.shop.settings.money(6000)
    give_back(floor, of, (1, 6000))
    assert refused(floor, of, (1, 1)).key == "problems.refund_too_much"


def test_once_all_went_back_nothing_is_left(floor: Floor) -> None:
    of = sold(floor)
    give_back(floor, of)
    assert refused(floor, of).key == "problems.nothing_to_refund"
    assert refused(floor, of, (0, 0)).key == "problems.nothing_to_refund"


def test_a_line_is_named_once_and_belongs_to_the_sale(floor: Floor) -> None:
    of, other = sold(floor), sold(floor, name="赵敏")
    assert refused(floor, of, (0, 1), (0, 1)).key == "problems.no_such_line"
    foreign = (RefundLine(other.lines[0].id, 1),)
    assert refused(floor, of, lines=foreign).key == "problems.no_such_line"


@pytest.mark.parametrize(
    ("changes", "key", "field"),
    [
        ({"reason": " "}, "problems.required", "reason"),
        ({"tender": "gold"}, "problems.unknown_tender", "tender"),
        ({"sale_id": 999}, "problems.no_such_sale", None),
    ],
)
def test_refunds_that_are_none(floor: Floor, changes: dict[str, object], key: str, field: str | None) -> None:
    problem = refused(floor, sold(floor), (0, 1), **changes)
    assert (problem.key, problem.field) == (key, field)


def test_no_more_cash_goes_back_than_is_there(floor: Floor) -> None:
    of = sold(floor, Tender("wechat", 78000))
    problem = refused(floor, of, (0, 50001))
    assert (problem.key, problem.field) == ("problems.not_in_drawer", "tender")
    give_back(floor, of, (0, 50001), tender="wechat")


def test_a_closed_till_gives_nothing_back(floor: Floor) -> None:
    of = sold(floor, Tender("wechat", 78000))
    floor.shop.do(CloseDay(pieces=((10000, 5),)), floor.owner)
    assert refused(floor, of).key == "problems.till_closed"


def test_a_sale_of_yesterday_goes_back_today(floor: Floor) -> None:
    of = sold(floor)
    floor.shop.do(CloseDay(pieces=((10000, 12), (5000, 1), (1000, 3))), floor.owner)
    floor.clock.on(days=1)
    floor.shop.do(OpenTill(opening_float=100000), floor.owner)
    assert give_back(floor, of).total == 78000
    assert earned(floor) == {}


def test_only_the_owner_gives_money_back(floor: Floor) -> None:
    of = sold(floor)
    for person in (floor.counter, floor.technician):
        with pytest.raises(NotAllowed):
            floor.shop.do(Refund(sale_id=of.document_id, reason="多收"), person)


def test_the_same_request_gives_back_once(floor: Floor) -> None:
    of = sold(floor)
    command = Refund(sale_id=of.document_id, reason="多收", lines=(RefundLine(of.lines[0].id, 100),))
    first = floor.shop.do(command, floor.owner)
    assert floor.shop.do(command, floor.owner).value == first.value
    assert floor.shop.ask(sale, of.document_id).left == 77900


_WEIGHTS = st.lists(st.integers(1, 999), min_size=1, max_size=4)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.tuples(_WEIGHTS, _WEIGHTS))
@example(cuts=([1, 1, 1], [1]))
def test_any_parts_of_it_add_up_to_the_whole_and_net_to_nothing(
    floor: Floor, cuts: tuple[list[int], list[int]]
) -> None:
    more_stock(floor)
    of = sold(floor)
    for at, (line, weights) in enumerate(zip(of.lines, cuts, strict=True)):
        left = line.gross
        for amount in filter(None, share(line.gross, weights)):
            assert refused(floor, of, (at, left + 1), tender="wechat").key == "problems.refund_too_much"
            give_back(floor, of, (at, amount), tender="wechat")
            left -= amount
    assert floor.shop.ask(sale, of.document_id).left == 0
    # Sales of earlier examples went back whole too, so nothing may stand on any account.
    assert earned(floor) == {}
    assert lopsided(floor.shop) == []


def test_sales_are_found_by_number_name_and_ticket(floor: Floor) -> None:
    first, second = sold(floor), sold(floor, name="赵敏", phone="139 0000 1111")
    assert [row.id for row in floor.shop.ask(recent_sales)] == [second.document_id, first.document_id]
    assert [row.id for row in floor.shop.ask(find_sales, first.number.lower())] == [first.document_id]
    assert [row.id for row in floor.shop.ask(find_sales, "赵敏")] == [second.document_id]
    assert [row.id for row in floor.shop.ask(find_sales, "1111")] == [second.document_id]
    assert [row.id for row in floor.shop.ask(find_sales, " ")] == [second.document_id, first.document_id]
    assert floor.shop.ask(find_sales, "%_'; drop table documents") == ()
    assert first.ticket_id is not None
    rows = floor.shop.ask(sales_of_tickets, [first.ticket_id])
    assert [(row.customer, row.ticket_number, row.total) for row in rows] == [("王喆", "26-000001", 78000)]
    assert floor.shop.ask(sales_of_tickets, []) == ()
