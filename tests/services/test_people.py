"""Customers and devices: found as typed, corrected without losing anything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopdesk.errors import Conflict, NeedsConfirmation, UserError
from shopdesk.services.customer_lists import find_customers
from shopdesk.services.imei import checked_imei
from shopdesk.services.intake import ReceiveDevice
from shopdesk.services.people import (
    AddCustomer,
    CustomerEntry,
    DeviceEntry,
    EditCustomer,
    customer,
    customer_card,
    device_by_imei,
    device_history,
)
from shopdesk.services.phones import FurtherPhone
from shopdesk.services.search import find_ticket_rows
from shopdesk.services.shop import Shop
from tests.shops import COUNTER, NO_PHOTO, intake_form, take_in

IMEI = "490154203237518"


def add(shop: Shop, name: str, phone: str = "") -> int:
    return shop.do(AddCustomer(entry=CustomerEntry(name, phone)), COUNTER).value


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("王", {"王喆", "王小明"}),
        ("王喆", {"王喆"}),
        ("小明", {"王小明"}),
        ("wangzhe", {"王喆"}),
        ("wxm", {"王小明"}),
        ("4827", {"王喆"}),
        ("138 0016 4827", {"王喆"}),
        ("ann", {"Anna O'Brien", "Annika_%"}),
        ("o'brien", {"Anna O'Brien"}),
        ("龘", {"赵龘"}),
        ("nobody", set()),
    ],
)
def test_found_as_typed(any_shop: Shop, typed: str, found: set[str]) -> None:
    for name, phone in (
        ("王喆", "13800164827"),
        ("王小明", "13900001111"),
        ("Anna O'Brien", ""),
        ("Annika_%", ""),
        ("赵龘", ""),
    ):
        add(any_shop, name, phone)
    assert {one.name for one in any_shop.ask(find_customers, typed)} == found


@pytest.mark.parametrize(
    "typed", ["%", "_", "\\", "'", '"', "a* OR b", "NEAR(", "王%喆", "\x00", "\ud800", "😀"]
)
def test_what_looks_like_a_command_to_the_database_is_text(any_shop: Shop, typed: str) -> None:
    add(any_shop, "王喆")
    any_shop.ask(find_customers, typed)
    any_shop.ask(find_ticket_rows, typed)


def test_a_corrected_customer_is_found_by_the_new_name_with_all_tickets(any_shop: Shop) -> None:
    taken = take_in(any_shop)
    kept = any_shop.ask(customer, 1)
    edit = EditCustomer(
        customer_id=1,
        seen_version=kept.version,
        name="李雷",
        phone="021-55667788",
        note="周末来",
        limited=True,
    )
    assert any_shop.do(edit, COUNTER).value == kept.version + 1
    now = any_shop.ask(customer, 1)
    assert (now.name, now.note, now.limited, now.visits) == ("李雷", "周末来", True, 1)
    assert [row.id for row in any_shop.ask(find_ticket_rows, "李雷")] == [taken.ticket_id]
    assert any_shop.ask(find_ticket_rows, "王喆") == ()
    assert [row.id for row in any_shop.ask(find_ticket_rows, "7788")] == [taken.ticket_id]
    with pytest.raises(Conflict) as caught:
        any_shop.do(replace(edit, request_id="later", note="x"), COUNTER)
    assert caught.value.theirs == now


def test_a_customer_with_devices_and_visits(any_shop: Shop) -> None:
    first = take_in(any_shop)
    device = any_shop.ask(customer_card, 1).devices[0]
    known = DeviceEntry(device.kind, device.model, id=device.id)
    again = ReceiveDevice(
        form=intake_form(customer=CustomerEntry("", id=1), device=known), confirmed=NO_PHOTO
    )
    with pytest.raises(NeedsConfirmation) as caught:
        any_shop.do(again, COUNTER)
    assert caught.value.confirm == "open_ticket"
    second = any_shop.do(replace(again, confirmed=NO_PHOTO | {"open_ticket"}), COUNTER).value
    card = any_shop.ask(customer_card, 1)
    assert (card.customer.name, card.customer.visits, card.devices) == ("王喆", 2, (device,))
    assert [visit.number for visit in card.visits] == [second.number, first.number]
    assert [visit.ticket_id for visit in any_shop.ask(device_history, device.id)] == [2, 1]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(IMEI, IMEI), ("49-015420-323751-8", IMEI), (" 490154 203237518 ", IMEI), ("", ""), (" - ", "")],
)
def test_an_imei_as_people_write_it(typed: str, kept: str) -> None:
    assert checked_imei(typed) == kept


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("C39XK0ABCDEF", "imei_letters"),
        (IMEI[:14], "imei_short"),
        (IMEI + "0", "imei_sv"),
        ("123", "imei_length"),
        ("490154203237519", "imei_check"),
        ("000000000000000", "imei_check"),
    ],
)
def test_what_is_no_imei_says_why(typed: str, key: str) -> None:
    with pytest.raises(UserError) as caught:
        checked_imei(typed)
    assert caught.value.key == f"problems.{key}"


def test_an_imei_of_another_customer_is_asked_about(any_shop: Shop) -> None:
    phone = DeviceEntry("phone", "iPhone 14", imei=IMEI)
    take_in(any_shop, device=phone)
    with pytest.raises(NeedsConfirmation) as caught:
        take_in(any_shop, device=phone, customer=CustomerEntry("李雷"))
    assert caught.value.confirm == "known_imei"
    known = any_shop.ask(device_by_imei, IMEI)
    assert known is not None
    assert known.customer_id == 1


@pytest.mark.parametrize(
    ("phone", "kept"),
    [("13800164827", "138 0016 4827"), ("+86 138 0016 4827", "138 0016 4827"), ("8012", "8012"), ("", "")],
)
def test_a_phone_as_the_region_writes_it(shop: Shop, phone: str, kept: str) -> None:
    assert shop.ask(customer, add(shop, "王", phone)).phone == kept


@pytest.mark.parametrize("phone", ["abc", "12", "138ext1", "1" * 18])
def test_what_is_no_phone(shop: Shop, phone: str) -> None:
    with pytest.raises(UserError) as caught:
        add(shop, "王", phone)
    assert (caught.value.key, caught.value.field) == ("problems.phone", "customer.phone")


def test_names_of_every_script_and_no_control_character(any_shop: Shop) -> None:
    made = add(any_shop, " Ж喆\t囍 \u202e😀\x07 ")
    assert any_shop.ask(customer, made).name == "Ж喆 囍 \u202e😀"
    with pytest.raises(UserError):
        add(any_shop, "\x00\x07")


def numbers(*phones: str) -> tuple[FurtherPhone, ...]:
    return tuple(FurtherPhone(phone) for phone in phones)


def test_numbers_are_kept_as_the_region_writes_them_without_empty_ones(any_shop: Shop) -> None:
    entry = CustomerEntry(
        "王", "13800164827", phones=(FurtherPhone(" 02155667788 ", " 家里 "), FurtherPhone(""))
    )
    made = any_shop.do(AddCustomer(entry=entry), COUNTER).value
    kept = any_shop.ask(customer, made)
    assert kept.phones == (FurtherPhone("021 5566 7788", "家里"),)
    assert kept.numbers() == ("138 0016 4827", "021 5566 7788")
    edit = EditCustomer(customer_id=made, seen_version=kept.version, name="王", phone="", note="x")
    any_shop.do(edit, COUNTER)
    assert any_shop.ask(customer, made).phones == kept.phones, "not named, not touched"


@pytest.mark.parametrize(
    ("phones", "key", "field"),
    [
        (numbers("abc"), "problems.phone", "customer.phones.0"),
        (numbers("", "+86 138 0016 4827"), "people.phone_twice", "customer.phones.1"),
        (numbers("8012", "80-12"), "people.phone_twice", "customer.phones.1"),
        (numbers(*(f"1380016{n:04d}" for n in range(21))), "people.phones_many", "customer.phones"),
    ],
)
def test_which_numbers_cannot_be(shop: Shop, phones: tuple[FurtherPhone, ...], key: str, field: str) -> None:
    with pytest.raises(UserError) as caught:
        shop.do(AddCustomer(entry=CustomerEntry("王", "13800164827", phones=phones)), COUNTER)
    assert (caught.value.key, caught.value.field) == (key, field)


def test_the_main_number_may_not_be_one_of_the_further_ones(shop: Shop) -> None:
    made = shop.do(
        AddCustomer(entry=CustomerEntry("王", "13800164827", phones=numbers("8012"))), COUNTER
    ).value
    with pytest.raises(UserError) as caught:
        shop.do(EditCustomer(customer_id=made, seen_version=1, name="王", phone="8012"), COUNTER)
    assert caught.value.key == "people.phone_twice"
