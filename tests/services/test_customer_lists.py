"""Customers found by what the counter types: parts of Chinese names, pinyin, initials, tails of phones."""

from __future__ import annotations

import pytest

from shopdesk.services.customer_lists import customer_ids, customer_rows, find_customers
from shopdesk.services.people import AddCustomer, CustomerEntry
from tests.shop_floor import Floor

PEOPLE = (
    ("王喆", "138 0016 4827"),
    ("欧阳小明", "139 1111 2222"),
    ("O'Brien, Anna", "021-5555 0188"),
    ("100%_佳", ""),
)


@pytest.fixture
def known(floor: Floor) -> dict[str, int]:
    return {
        name: floor.shop.do(AddCustomer(entry=CustomerEntry(name, phone)), floor.counter).value
        for name, phone in PEOPLE
    }


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("王", "王喆"),
        ("王喆", "王喆"),
        ("wangz", "王喆"),
        ("wz", "王喆"),
        ("4827", "王喆"),
        ("138 0016 4827", "王喆"),
        ("欧阳小明", "欧阳小明"),
        ("阳小明", "欧阳小明"),
        ("小明", "欧阳小明"),
        ("oyxm", "欧阳小明"),
        ("anna", "O'Brien, Anna"),
        ("o'brien", "O'Brien, Anna"),
        ("0188", "O'Brien, Anna"),
        ("%_", "100%_佳"),
    ],
)
def test_who_is_typed_is_found(floor: Floor, known: dict[str, int], typed: str, name: str) -> None:
    assert floor.shop.ask(customer_ids, typed) == (known[name],)
    assert [one.id for one in floor.shop.ask(find_customers, typed)] == [known[name]]


@pytest.mark.parametrize("typed", ["小王", "xx", "9999", "_", "王小明", "🙂"])
def test_who_is_not_there_is_not_found(floor: Floor, known: dict[str, int], typed: str) -> None:
    assert floor.shop.ask(customer_ids, typed) == (() if typed != "_" else (known["100%_佳"],))


def test_everybody_newest_first_with_their_visits(floor: Floor, known: dict[str, int]) -> None:
    floor.receive(name="赵敏", phone="139 8888 7777")
    ids = floor.shop.ask(customer_ids)
    rows = floor.shop.ask(customer_rows, ids)
    assert [row.name for row in rows] == ["赵敏", *[name for name, _ in reversed(PEOPLE)]]
    assert [row.visits for row in rows] == [1, 0, 0, 0, 0]
    assert rows[0].last_visit == floor.clock()
    assert rows[1].last_visit is None


def test_rows_come_in_the_order_asked_and_the_gone_are_left_out(floor: Floor, known: dict[str, int]) -> None:
    first, second = known["王喆"], known["欧阳小明"]
    rows = floor.shop.ask(customer_rows, (first, 999_999, second))
    assert [row.id for row in rows] == [first, second]
    assert floor.shop.ask(customer_rows, ()) == ()
