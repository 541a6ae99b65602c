"""One box finds everything, alike on both databases."""

from __future__ import annotations

import pytest

from shopdesk.domain.papers import ReceiptPaper
from shopdesk.services.documents import paper_of
from shopdesk.services.people import CustomerEntry, DeviceEntry, EditCustomer, customer
from shopdesk.services.phones import FurtherPhone
from shopdesk.services.search import Findings, find, find_ticket_ids
from shopdesk.services.shop import Shop
from shopdesk.services.ticket_lists import TicketFilter, shop_counts, ticket_page, ticket_rows
from shopdesk.store.search import digits_reversed, terms_of, words_of
from tests.shops import COUNTER, SCREEN, TECHNICIAN, Clock, hand_over, on_the_bench, ready, take_in

IMEI = "490154203237518"


def three_tickets(shop: Shop) -> None:
    take_in(shop, device=DeviceEntry("phone", "iPhone 14 Pro Max", brand="Apple", imei=IMEI))
    take_in(
        shop,
        customer=CustomerEntry("欧阳娜娜", "13911110001"),
        device=DeviceEntry("phone", "Mate 60", brand="Huawei", serial="SN77AB"),
        fault_words="不充电，进水",
    )
    take_in(
        shop,
        customer=CustomerEntry("Zoë Ångström", "+44 20 7946 0018"),
        device=DeviceEntry("tablet", "Tab S9", brand="Samsung"),
        fault_words="cracked glass",
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("26-000002", [2]),
        ("000002", [2]),
        ("2", [2]),
        ("0001", [2, 1]),
        ("王喆", [1]),
        ("wz", [1]),
        ("wangz", [1]),
        ("欧阳", [2]),
        ("娜娜", [2]),
        ("ouyang", [2]),
        ("oynn", [2]),
        ("充电", [2]),
        ("进水 欧阳", [2]),
        ("进水 王喆", []),
        ("mate", [2]),
        ("mate 60", [2]),
        ("iphone 14", [1]),
        ("sn77", [2]),
        ("cracked", [3]),
        ("GLASS samsung", [3]),
        ("7518", [1]),
        (IMEI, [1]),
        ("4827", [1]),
        ("0018", [3]),
        ("99999999999999999999999", []),
        ("没有", []),
        ("-", []),
        ("", []),
    ],
)
def test_a_ticket_is_found_as_it_is_typed(any_shop: Shop, typed: str, found: list[int]) -> None:
    three_tickets(any_shop)
    assert sorted(any_shop.ask(find_ticket_ids, typed), reverse=True) == found


def test_one_box_finds_tickets_customers_and_parts(any_shop: Shop) -> None:
    three_tickets(any_shop)
    findings = any_shop.ask(find, "王")
    assert ([row.id for row in findings.tickets], [one.name for one in findings.customers]) == ([1], ["王喆"])
    assert [one.id for one in any_shop.ask(find, "屏幕总成").parts] == [SCREEN]
    assert any_shop.ask(find, "  ") == Findings()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("王喆", "王 喆 王喆 wangzhe wz"),
        ("iPhone 14", "iphone 14"),
        ("", ""),
        ("喆A喆", "a 喆 zhe z"),
        ("\ud800", ""),
    ],
)
def test_the_words_a_name_is_found_by(name: str, words: str) -> None:
    assert words_of(name) == words


def test_the_terms_of_what_is_typed() -> None:
    assert terms_of("王喆明 Pro") == ("王喆", "喆明", "pro*")
    assert terms_of("喆") == ("喆",)
    assert terms_of("😀 '; --") == ()


def test_lists_by_what_they_show(any_shop: Shop, clock: Clock) -> None:
    waiting = take_in(any_shop, promised_at=clock.now.replace(hour=23)).ticket_id
    mine = on_the_bench(any_shop).ticket_id
    back = ready(any_shop)
    gone = ready(any_shop)
    hand_over(any_shop, gone)
    clock.forward(days=1)

    def ids(which: TicketFilter) -> list[int]:
        return [row.id for row in any_shop.ask(ticket_rows, which, staff_id=TECHNICIAN.staff_id)]

    assert ids(TicketFilter.ALL) == [gone, back, mine, waiting]
    assert ids(TicketFilter.OPEN) == [back, mine, waiting]
    assert ids(TicketFilter.BENCH) == [mine, waiting]
    assert ids(TicketFilter.MINE) == [mine]
    assert ids(TicketFilter.READY) == [back]
    assert ids(TicketFilter.LATE) == [waiting]
    counts = any_shop.ask(shop_counts)
    assert (counts.open, counts.late, counts.newest_id) == (3, 1, 4)
    assert [row.id for row in any_shop.ask(ticket_page, 3, 2)] == [3, 2]


def test_every_number_of_a_customer_finds_them_and_their_tickets(any_shop: Shop) -> None:
    numbers = (FurtherPhone("021-55667788", "work"), FurtherPhone("13711112222"))
    taken = take_in(any_shop, customer=CustomerEntry("王喆", "13800164827", phones=numbers))
    for typed in ("4827", "7788", "021 5566 7788", "2222", "137 1111 2222"):
        assert any_shop.ask(find_ticket_ids, typed) == [taken.ticket_id], typed
        found = any_shop.ask(find, typed)
        assert [one.name for one in found.customers] == ["王喆"]
        shown = found.customers[0].number_for(found.text)
        assert digits_reversed(shown).startswith(digits_reversed(typed))
    assert any_shop.ask(find_ticket_ids, "9999") == []
    seen = any_shop.ask(customer, 1)
    fewer = EditCustomer(
        customer_id=1, seen_version=seen.version, name="王喆", phone="13800164827", phones=numbers[:1]
    )
    any_shop.do(fewer, COUNTER)
    assert any_shop.ask(find_ticket_ids, "2222") == [], "a number taken out is found no more"
    receipt = any_shop.ask(paper_of, taken.receipt_id)
    assert isinstance(receipt, ReceiptPaper)
    assert receipt.customer_phone == "138 0016 4827"
