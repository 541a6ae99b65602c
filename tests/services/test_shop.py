"""Requests: one id has its effect once; queries see, commands tell what changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopdesk.config import ShopLocation
from shopdesk.domain.changes import Change
from shopdesk.errors import NeedsConfirmation, UserError
from shopdesk.services.customer_lists import find_customers
from shopdesk.services.doctor import examine
from shopdesk.services.intake import ReceiveDevice
from shopdesk.services.people import AddCustomer, CustomerEntry
from shopdesk.services.shop import Shop
from shopdesk.services.till import MoveCash, till_state
from shopdesk.services.work import new_request_id
from tests.shops import (
    COUNTER,
    COUNTER_DESK,
    FLOAT,
    NO_PHOTO,
    OWNER,
    TECHNICIAN,
    Clock,
    hand_over,
    intake_form,
    pickup,
    ready,
)


def cash(shop: Shop) -> int:
    return shop.ask(till_state, COUNTER_DESK).cash_expected


def test_the_same_request_has_its_effect_once(any_shop: Shop) -> None:
    command = MoveCash(amount=700, reason="零钱")
    first = any_shop.do(command, COUNTER)
    again = any_shop.do(command, COUNTER)
    assert not first.repeated
    assert again.repeated
    assert again.value == first.value
    assert again.changes == ()
    assert cash(any_shop) == FLOAT + 700


def test_it_has_its_effect_once_after_a_restart_and_years_later(
    any_location: ShopLocation, clock: Clock
) -> None:
    shop = Shop.open(any_location, clock)
    command = pickup(shop, ready(shop))
    first = shop.do(command, COUNTER)
    shop.close()
    clock.forward(days=4000)
    shop = Shop.open(any_location, clock)
    again = shop.do(command, COUNTER)
    assert (again.value, again.repeated) == (first.value, True)
    assert examine(shop) == ()
    shop.close()


def test_the_same_id_with_other_contents_is_an_error(any_shop: Shop) -> None:
    command = MoveCash(amount=700, reason="零钱")
    any_shop.do(command, COUNTER)
    others = (
        replace(command, amount=701),
        replace(command, reason="零钱 "),
        AddCustomer(request_id=command.request_id, entry=CustomerEntry("王喆")),
    )
    for other in others:
        with pytest.raises(UserError) as caught:
            any_shop.do(other, COUNTER)
        assert caught.value.key == "problems.request_reused"
    assert cash(any_shop) == FLOAT + 700


def test_what_was_refused_may_be_sent_again_with_the_same_id(shop: Shop) -> None:
    command = ReceiveDevice(form=intake_form())
    with pytest.raises(NeedsConfirmation) as caught:
        shop.do(command, COUNTER)
    assert caught.value.confirm == "no_photo"
    done = shop.do(replace(command, confirmed=NO_PHOTO), COUNTER)
    assert done.value.ticket_id == 1
    assert not done.repeated


def test_a_lost_answer_is_given_to_a_person_whose_till_is_closed_by_now(shop: Shop) -> None:
    """Nothing but the request is looked at: whatever changed since, the answer stands."""
    ticket = ready(shop)
    command = pickup(shop, ticket)
    first = shop.do(command, COUNTER).value
    assert shop.do(command, TECHNICIAN).value == first


def test_a_refusal_leaves_no_trace(shop: Shop) -> None:
    with shop.store.read() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM ledger").scalar_one()
        customers = connection.exec_driver_sql("SELECT count(*) FROM customers").scalar_one()
    with pytest.raises(UserError):
        shop.do(ReceiveDevice(form=intake_form(deposit=None, bin="x" * 999), confirmed=NO_PHOTO), COUNTER)
    with shop.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM ledger").scalar_one() == before
        assert connection.exec_driver_sql("SELECT count(*) FROM customers").scalar_one() == customers


def test_request_ids_do_not_meet() -> None:
    assert len({new_request_id() for _ in range(1000)}) == 1000


def test_other_desks_hear_what_changed_and_the_own_desk_does_not(
    any_location: ShopLocation, any_shop: Shop
) -> None:
    other = Shop.open(any_location)
    position = other.feed_position()
    ticket = ready(any_shop)
    hand_over(any_shop, ticket)
    reached, changes = other.changed_elsewhere(position, "二号柜台")
    assert reached > position
    assert {Change("ticket", ticket), Change("till", 1)} <= set(changes)
    assert other.changed_elsewhere(reached, "二号柜台") == (reached, ())
    _, own = any_shop.changed_elsewhere(position, COUNTER_DESK)
    assert Change("till", 1) not in own
    other.close()


def test_a_change_says_what_it_concerns(any_shop: Shop) -> None:
    done = any_shop.do(AddCustomer(entry=CustomerEntry("赵龘")), OWNER)
    assert done.changes == (Change("customer", done.value),)
    assert [one.id for one in any_shop.ask(find_customers, "赵")] == [done.value]
