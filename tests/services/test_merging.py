"""Two files of one person become one: nothing is lost, nothing issued changes, all of it is on record."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from shopdesk.errors import Conflict, NotAllowed, UserError
from shopdesk.services.customer_lists import customer_count, customer_ids, customer_rows, find_customers
from shopdesk.services.doctor import examine
from shopdesk.services.documents import paper_of
from shopdesk.services.drafts import keep_draft
from shopdesk.services.duplicates import Why, likely_duplicates
from shopdesk.services.intake import ReceiveDevice
from shopdesk.services.merging import MergeCustomers, merged_records, side
from shopdesk.services.people import (
    AddCustomer,
    CustomerEntry,
    DeviceEntry,
    EditCustomer,
    customer,
    customer_card,
)
from shopdesk.services.phones import FurtherPhone
from shopdesk.services.search import find_ticket_ids
from shopdesk.services.shop import Shop
from tests.shops import COUNTER, COUNTER_DESK, NO_PHOTO, OWNER, card, hand_over, intake_form, ready, take_in

IMEI = "490154203237518"
ZHE = CustomerEntry("王喆", "13800164827", note="周末来")
ZHE_AGAIN = CustomerEntry("王哲", "13900001111", limited=True)


def two_files(shop: Shop) -> tuple[int, int]:
    """One person twice: a ticket each, a further number each."""
    take_in(shop, customer=replace(ZHE, phones=(FurtherPhone("021-55667788", "work"),)))
    take_in(
        shop,
        customer=replace(
            ZHE_AGAIN, phones=(FurtherPhone("021-55667788"), FurtherPhone("13711112222", "家里"))
        ),
        device=DeviceEntry("phone", "Mate 60", brand="Huawei", imei=IMEI),
    )
    return 1, 2


def merge(shop: Shop, kept: int, gone: int, **changes: Any) -> MergeCustomers:
    ours, theirs = shop.ask(customer, kept), shop.ask(customer, gone)
    fields: dict[str, Any] = {
        "kept_id": kept,
        "kept_version": ours.version,
        "merged_id": gone,
        "merged_version": theirs.version,
        "name": ours.name,
        "phone": ours.phone,
        "note": "周末来；有欠款",
        "limited": True,
    }
    return MergeCustomers(**(fields | changes))


def test_all_that_the_other_owned_moves(any_shop: Shop) -> None:
    kept, gone = two_files(any_shop)
    papers = {one.id: any_shop.ask(paper_of, one.id) for one in card(any_shop, 2).documents}
    done = any_shop.do(merge(any_shop, kept, gone), OWNER)
    assert (done.value.tickets, done.value.devices, done.value.phones) == (1, 1, 3)
    assert {(change.entity, change.entity_id) for change in done.changes} >= {
        ("customer", 1), ("customer", 2), ("ticket", 2), ("device", 2),
    }  # fmt: skip
    file = any_shop.ask(customer_card, kept)
    assert [device.title for device in file.devices] == ["Huawei Mate 60", "Apple iPhone 14 Pro Max"]
    assert [visit.ticket_id for visit in file.visits] == [2, 1]
    one = file.customer
    assert (one.name, one.phone, one.note, one.limited) == ("王喆", "138 0016 4827", "周末来；有欠款", True)
    assert one.phones == (
        FurtherPhone("021 5566 7788", "work"),
        FurtherPhone("139 0000 1111"),
        FurtherPhone("137 1111 2222", "家里"),
    )
    assert card(any_shop, 2).customer.id == kept
    assert {number: any_shop.ask(paper_of, number) for number in papers} == papers
    assert examine(any_shop) == ()


def test_whoever_looks_for_the_merged_one_is_led_to_the_living(any_shop: Shop) -> None:
    kept, gone = two_files(any_shop)
    any_shop.do(merge(any_shop, kept, gone), OWNER)
    assert any_shop.ask(customer, gone) == any_shop.ask(customer, kept)
    assert any_shop.ask(customer_card, gone).customer.id == kept
    for typed in ("王哲", "王喆", "wangz", "1111", "2222", "7788", "4827"):
        assert [one.id for one in any_shop.ask(find_customers, typed)] == [kept], typed
        assert any_shop.ask(customer_ids, typed) == (kept,), typed
    for typed in ("王哲", "王喆 mate", "1111", "2222"):
        assert 2 in any_shop.ask(find_ticket_ids, typed), typed
    assert any_shop.ask(customer_ids) == (kept,)
    assert any_shop.ask(customer_count) == 1
    assert any_shop.ask(find_customers, "")[0].id == kept
    assert len(any_shop.ask(find_customers, "")) == 1
    assert [row.visits for row in any_shop.ask(customer_rows, (kept,))] == [2]


def test_a_draft_begun_for_the_merged_one_is_saved_for_the_living(any_shop: Shop) -> None:
    kept, gone = two_files(any_shop)
    any_shop.run(COUNTER_DESK, keep_draft, "d", "intake", "王哲", f'{{"name":"王哲","customer_id":{gone}}}')
    assert (any_shop.ask(side, gone).drafts, any_shop.ask(side, kept).drafts) == (1, 0)
    any_shop.do(merge(any_shop, kept, gone), OWNER)
    form = intake_form(customer=CustomerEntry("", id=gone), device=DeviceEntry("phone", "X"))
    taken = any_shop.do(ReceiveDevice(form=form, confirmed=NO_PHOTO), COUNTER).value
    assert card(any_shop, taken.ticket_id).customer.id == kept


def test_the_record_tells_what_was_moved(any_shop: Shop) -> None:
    kept, gone = two_files(any_shop)
    take_in(any_shop, customer=CustomerEntry("", id=gone), device=DeviceEntry("phone", "X"))
    any_shop.do(merge(any_shop, kept, gone), OWNER)
    (record,) = any_shop.ask(merged_records, kept)
    assert (record.id, record.name, record.phone, record.by) == (gone, "王哲", "139 0000 1111", "林")
    assert record.tickets == ("26-000002", "26-000003")
    assert record.devices == ("Huawei Mate 60", "X")
    assert record.at is not None
    for ticket_id in (2, 3):
        assert "customer_merged" in {entry.kind for entry in card(any_shop, ticket_id).timeline}
    assert "customer_merged" not in {entry.kind for entry in card(any_shop, 1).timeline}
    assert any_shop.ask(merged_records, 99) == ()


def test_two_without_tickets(any_shop: Shop) -> None:
    ids = [any_shop.do(AddCustomer(entry=entry), COUNTER).value for entry in (ZHE, ZHE_AGAIN)]
    any_shop.do(merge(any_shop, *ids), OWNER)
    (record,) = any_shop.ask(merged_records, ids[0])
    assert (record.name, record.tickets, record.devices) == ("王哲", (), ())
    assert examine(any_shop) == ()


def test_merged_again_leads_there_in_one_step(any_shop: Shop) -> None:
    first, second = two_files(any_shop)
    third = any_shop.do(AddCustomer(entry=CustomerEntry("王喆喆")), COUNTER).value
    any_shop.do(merge(any_shop, first, second), OWNER)
    any_shop.do(merge(any_shop, third, first), OWNER)
    assert {any_shop.ask(customer, one).id for one in (first, second, third)} == {third}
    assert {record.id for record in any_shop.ask(merged_records, third)} == {first, second}
    with any_shop.store.read() as connection:
        pointers = connection.execute(text("SELECT merged_into FROM customers WHERE id < 3")).scalars().all()
    assert pointers == [third, third]


def test_no_circle_and_not_with_itself(any_shop: Shop) -> None:
    first, second = two_files(any_shop)
    with pytest.raises(UserError) as caught:
        any_shop.do(merge(any_shop, first, first), OWNER)
    assert caught.value.key == "people.merge_itself"
    back = merge(any_shop, second, first)
    again = merge(any_shop, first, second)
    any_shop.do(again, OWNER)
    for late in (back, replace(again, request_id="later")):
        with pytest.raises(Conflict) as told:
            any_shop.do(late, OWNER)
        assert told.value.key in {"people.merged_meanwhile", "people.merge_changed"}
    assert any_shop.ask(customer_card, first).customer.visits == 2


def test_who_saves_the_merged_one_is_told_where_it_went(any_shop: Shop) -> None:
    kept, gone = two_files(any_shop)
    theirs = any_shop.ask(customer, gone)
    edit = EditCustomer(
        customer_id=gone, seen_version=theirs.version, name="王哲", phone=theirs.phone, note="新的备注"
    )
    any_shop.do(merge(any_shop, kept, gone), OWNER)
    with pytest.raises(Conflict) as caught:
        any_shop.do(edit, COUNTER)
    assert (caught.value.key, caught.value.values) == ("people.merged_meanwhile", {"name": "王喆"})
    assert caught.value.theirs == any_shop.ask(customer, kept)
    # Whatever version the form had seen: the record it was opened on is no more.
    with pytest.raises(Conflict):
        any_shop.do(replace(edit, request_id="b", seen_version=any_shop.ask(customer, kept).version), COUNTER)


def test_a_change_seen_by_nobody_stops_the_merge(any_shop: Shop) -> None:
    kept, gone = two_files(any_shop)
    asked = merge(any_shop, kept, gone)
    for changed in (kept, gone):
        one = any_shop.ask(customer, changed)
        any_shop.do(
            EditCustomer(customer_id=changed, seen_version=one.version, name=one.name, phone="110"), COUNTER
        )
        with pytest.raises(Conflict) as caught:
            any_shop.do(replace(asked, request_id=f"r{changed}"), OWNER)
        assert caught.value.key == "people.merge_changed"
    assert any_shop.ask(customer_count) == 2


def test_the_same_request_merges_once(any_shop: Shop) -> None:
    kept, gone = two_files(any_shop)
    asked = merge(any_shop, kept, gone)
    first = any_shop.do(asked, OWNER)
    again = any_shop.do(asked, OWNER)
    assert (again.value, again.repeated) == (first.value, True)


def test_only_the_owner_merges(shop: Shop) -> None:
    kept, gone = two_files(shop)
    with pytest.raises(NotAllowed):
        shop.do(merge(shop, kept, gone), COUNTER)


def test_the_books_stand_as_they_stood(any_shop: Shop) -> None:
    first = ready(any_shop)
    hand_over(any_shop, first)
    any_shop.do(AddCustomer(entry=ZHE_AGAIN), COUNTER)
    tables = ("documents", "document_lines", "postings", "movements")

    def rows() -> list[Any]:
        with any_shop.store.read() as connection:
            return [connection.execute(text(f"SELECT * FROM {one} ORDER BY id")).all() for one in tables]

    before = rows()
    any_shop.do(merge(any_shop, 2, 1), OWNER)
    assert rows() == before
    assert examine(any_shop) == ()


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (CustomerEntry("赵敏", "+86 13800164827"), (Why.PHONE,)),
        (CustomerEntry("赵敏", "12345678", phones=(FurtherPhone("13800164827"),)), (Why.PHONE,)),
        (CustomerEntry("王喆", "13900001111"), (Why.NAME,)),
        (CustomerEntry("王哲", ""), (Why.SPOKEN,)),
        (CustomerEntry("王喆", "13800164827"), (Why.PHONE, Why.NAME)),
        (CustomerEntry("王喆明", "13800164828"), None),
        (CustomerEntry("", ""), None),
    ],
)
def test_who_may_be_the_same_person(
    any_shop: Shop, other: CustomerEntry, why: tuple[Why, ...] | None
) -> None:
    take_in(any_shop, customer=ZHE)
    if other.name:
        any_shop.do(AddCustomer(entry=other), COUNTER)
    found = any_shop.ask(likely_duplicates, 1)
    assert [one.why for one in found] == ([why] if why else [])
    by_index = any_shop.ask(likely_duplicates, 1, by_name=False)
    assert [one.customer.id for one in by_index] == ([2] if why and Why.PHONE in why else [])


def test_a_merged_record_is_no_duplicate(any_shop: Shop) -> None:
    kept, gone = two_files(any_shop)
    assert [one.customer.id for one in any_shop.ask(likely_duplicates, kept)] == [gone]
    any_shop.do(merge(any_shop, kept, gone), OWNER)
    assert any_shop.ask(likely_duplicates, kept) == ()


@pytest.mark.parametrize("name", ["Anna O'Brien", "喆", "100%_佳", "王" * 40, "🙂"])
def test_names_of_every_kind_are_compared(any_shop: Shop, name: str) -> None:
    for _ in range(2):
        any_shop.do(AddCustomer(entry=CustomerEntry(name)), COUNTER)
    assert [one.customer.id for one in any_shop.ask(likely_duplicates, 1)] == [2]
