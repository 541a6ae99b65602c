"""A device known again: completed, corrected on record, moved to its new owner; never doubled in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopdesk.errors import Conflict, NeedsConfirmation, UserError
from shopdesk.i18n import catalogue
from shopdesk.services.intake import Received, ReceiveDevice
from shopdesk.services.known_devices import SECOND_IMEI, identified
from shopdesk.services.people import CustomerEntry, DeviceBrief, DeviceEntry, customer_card, device
from shopdesk.services.search import find_ticket_rows
from shopdesk.services.shop import Shop
from shopdesk.services.timeline import event_text
from tests.shops import COUNTER, NO_PHOTO, card, intake_form, take_in

IMEI, OTHER_IMEI, SECOND = "490154203237518", "352099001761481", "490154203237526"
PHONE = DeviceEntry("phone", "iPhone 14", imei=IMEI)


def known(shop: Shop, entry: DeviceEntry, *answers: str, owner: CustomerEntry | None = None) -> Received:
    """Take in a device that may be on file."""
    form = intake_form(customer=owner or CustomerEntry("", id=1), device=entry)
    confirmed = NO_PHOTO | {"open_ticket", *answers}
    return shop.do(ReceiveDevice(form=form, confirmed=confirmed), COUNTER).value


def again(found: DeviceBrief, **changes: str) -> DeviceEntry:
    """As the form holds it after the device was chosen."""
    held = DeviceEntry(
        found.kind,
        found.model,
        id=found.id,
        imei=found.imei,
        serial=found.serial,
        colour=found.colour,
        storage=found.storage,
        seen_version=found.version,
    )
    return replace(held, **changes)  # type: ignore[arg-type]  # texts of the entry


def told(shop: Shop, taken: Received) -> list[tuple[str, str, str]]:
    return [
        (one.data["field"], one.data.get("before", ""), one.data["after"])
        for one in card(shop, taken.ticket_id).timeline
        if one.kind in {"device_corrected", "device_completed"}
    ]


def test_an_imei_typed_again_is_the_same_device(any_shop: Shop) -> None:
    take_in(any_shop, device=PHONE)
    taken = known(any_shop, DeviceEntry("phone", "iPhone 14 (dad's)", imei=IMEI))
    devices = any_shop.ask(customer_card, 1).devices
    assert [one.model for one in devices] == ["iPhone 14"]
    assert card(any_shop, taken.ticket_id).device.id == devices[0].id


def test_what_was_missing_is_filled_in_and_stands_on_the_timeline(any_shop: Shop) -> None:
    take_in(any_shop, device=DeviceEntry("phone", "iPhone 14"))
    found = any_shop.ask(device, 1)
    taken = known(any_shop, again(found, colour="午夜色", storage="256 GB", imei=IMEI))
    now = any_shop.ask(device, 1)
    assert (now.colour, now.storage, now.imei, now.version) == ("午夜色", "256 GB", IMEI, found.version + 1)
    assert sorted(told(any_shop, taken)) == [
        ("colour", "", "午夜色"),
        ("imei", "", IMEI),
        ("storage", "", "256 GB"),
    ]


def test_every_event_is_said_in_both_languages(any_shop: Shop) -> None:
    take_in(any_shop, device=DeviceEntry("phone", "iPhone 14", colour="黑"))
    found = any_shop.ask(device, 1)
    changed = again(found, colour="午夜色", imei=IMEI)
    taken = known(any_shop, changed, "known_imei", owner=CustomerEntry("李雷"))
    timeline = card(any_shop, taken.ticket_id).timeline
    said = {
        language: [event_text(catalogue(language), one, any_shop.settings) for one in timeline]
        for language in ("zh_CN", "en")
    }
    assert "更正设备资料（颜色）：黑 → 午夜色" in said["zh_CN"]
    assert f"Device completed, IMEI: {IMEI}" in said["en"]
    assert "Device moved to this customer" in said["en"]


def test_nothing_changed_moves_no_version(any_shop: Shop) -> None:
    take_in(any_shop, device=PHONE)
    found = any_shop.ask(device, 1)
    taken = known(any_shop, again(found))
    assert any_shop.ask(device, 1) == found
    assert told(any_shop, taken) == []


def test_a_changed_imei_is_asked_about(any_shop: Shop) -> None:
    take_in(any_shop, device=PHONE)
    entry = again(any_shop.ask(device, 1), imei=OTHER_IMEI)
    with pytest.raises(NeedsConfirmation) as caught:
        known(any_shop, entry)
    assert (caught.value.confirm, caught.value.values) == (
        "imei_changed",
        {"before": "7518", "after": "1481"},
    )
    taken = known(any_shop, entry, "imei_changed")
    assert any_shop.ask(device, 1).imei == OTHER_IMEI
    assert told(any_shop, taken) == [("imei", IMEI, OTHER_IMEI)]
    assert [row.id for row in any_shop.ask(find_ticket_rows, OTHER_IMEI[-4:])] == [2, 1]


def test_an_imei_of_another_device_is_no_correction(any_shop: Shop) -> None:
    take_in(any_shop, device=PHONE)
    take_in(any_shop, device=DeviceEntry("phone", "Mate 60", imei=OTHER_IMEI), customer=CustomerEntry("李雷"))
    with pytest.raises(UserError) as caught:
        known(any_shop, again(any_shop.ask(device, 1), imei=OTHER_IMEI), "imei_changed", "known_imei")
    assert (caught.value.key, caught.value.field) == ("visits.imei_taken", "device.imei")
    assert caught.value.values["owner"] == "李…"


def test_a_stale_form_overwrites_nothing(any_shop: Shop) -> None:
    take_in(any_shop, device=PHONE)
    seen = any_shop.ask(device, 1)
    known(any_shop, again(seen, colour="午夜色"))
    with pytest.raises(Conflict) as caught:
        known(any_shop, again(seen, colour="星光色"))
    assert caught.value.theirs == any_shop.ask(device, 1)
    assert any_shop.ask(device, 1).colour == "午夜色"


def test_a_sold_device_moves_to_its_new_owner_and_keeps_its_past(any_shop: Shop) -> None:
    first = take_in(any_shop, device=PHONE)
    with pytest.raises(NeedsConfirmation) as caught:
        known(any_shop, PHONE, owner=CustomerEntry("李雷"))
    assert (caught.value.confirm, caught.value.values["owner"]) == ("known_imei", "王…")
    taken = known(any_shop, PHONE, "known_imei", owner=CustomerEntry("李雷"))
    owner = card(any_shop, taken.ticket_id).customer
    assert any_shop.ask(customer_card, 1).devices == ()
    assert [one.imei for one in any_shop.ask(customer_card, owner.id).devices] == [IMEI]
    assert card(any_shop, first.ticket_id).customer.name == "王喆"
    assert "device_moved" in {one.kind for one in card(any_shop, taken.ticket_id).timeline}


def test_a_phone_is_known_by_its_second_imei_too(any_shop: Shop) -> None:
    take_in(any_shop, device=replace(PHONE, serial=f"{SECOND_IMEI}{SECOND}"))
    found = any_shop.ask(identified, "phone", SECOND)
    assert found is not None
    assert (found.device.imei, found.owner) == (IMEI, "王…")
    known(any_shop, DeviceEntry("phone", "iPhone 14", imei=SECOND))
    (kept,) = any_shop.ask(customer_card, 1).devices
    assert (kept.imei, kept.serial) == (IMEI, f"{SECOND_IMEI}{SECOND}")


def test_a_serial_is_an_identity_where_it_is_long_enough(any_shop: Shop) -> None:
    take_in(any_shop, device=DeviceEntry("laptop", "MacBook", serial="C02XK0ABCDEF"))
    assert any_shop.ask(identified, "laptop", "", "C02XK0ABCDEF") is not None
    assert any_shop.ask(identified, "phone", "", "C02XK0ABCDEF") is None
    assert any_shop.ask(identified, "laptop", "", "C02") is None
    known(any_shop, DeviceEntry("laptop", "MacBook Pro", serial="C02XK0ABCDEF"))
    assert len(any_shop.ask(customer_card, 1).devices) == 1


def test_a_corrected_serial_finds_the_tickets(any_shop: Shop) -> None:
    taken = take_in(any_shop, device=DeviceEntry("laptop", "MacBook", serial="WRONG123"))
    known(any_shop, again(any_shop.ask(device, 1), serial="C02XK0ABCDEF"))
    assert taken.ticket_id in [row.id for row in any_shop.ask(find_ticket_rows, "C02XK0ABCDEF")]
