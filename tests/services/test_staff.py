"""Staff and PINs: five tries, then a wait that grows and survives everything but time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shopdesk.config import ShopLocation
from shopdesk.domain.roles import Role
from shopdesk.errors import Conflict, UserError
from shopdesk.services.shop import Shop
from shopdesk.services.staff import AddStaff, EditStaff, SignedIn, SignIn, staff_list, staff_member
from tests.shops import COUNTER, COUNTER_PIN, OWNER, Clock

RIGHT = COUNTER_PIN


def sign_in(shop: Shop, pin: str) -> SignedIn:
    return shop.do(SignIn(staff_id=COUNTER.staff_id, pin=pin), COUNTER).value


def test_the_right_pin_lets_in(any_shop: Shop) -> None:
    assert sign_in(any_shop, RIGHT).let_in


def test_five_wrong_pins_then_a_growing_wait_that_survives_a_restart(
    any_location: ShopLocation, clock: Clock
) -> None:
    clock.step = timedelta()
    shop = Shop.open(any_location, clock)
    assert [sign_in(shop, "0001").tries_left for _ in range(4)] == [4, 3, 2, 1]
    waits = []
    for _ in range(10):
        told = sign_in(shop, "0001")
        assert told.wait_until is not None
        waits.append((told.wait_until - clock.now).total_seconds())
        # Neither the right PIN nor a restart shortens the wait, nor does asking lengthen it.
        shop.close()
        shop = Shop.open(any_location, clock)
        for pin in (RIGHT, "0001"):
            assert sign_in(shop, pin) == SignedIn(let_in=False, wait_until=told.wait_until)
        clock.now = told.wait_until - timedelta(seconds=1)
        assert not sign_in(shop, RIGHT).let_in
        clock.now = told.wait_until
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    assert sign_in(shop, RIGHT).let_in
    assert sign_in(shop, "0001").tries_left == 4
    shop.close()


def test_a_wrong_pin_is_on_record_without_the_pin(shop: Shop) -> None:
    sign_in(shop, "0001")
    with shop.store.read() as connection:
        kinds = connection.exec_driver_sql("SELECT kind, data FROM events ORDER BY id DESC LIMIT 1").one()
    assert kinds[0] == "pin_wrong"
    assert "0001" not in kinds[1]


def test_a_new_pin_ends_the_wait(shop: Shop) -> None:
    for _ in range(5):
        sign_in(shop, "0001")
    member = shop.ask(staff_member, COUNTER.staff_id)
    assert member.locked_until is not None
    change = EditStaff(staff_id=2, seen_version=member.version, name="周", role=Role.COUNTER, pin="7531")
    shop.do(change, OWNER)
    assert sign_in(shop, "7531").let_in
    assert not sign_in(shop, RIGHT).let_in


@pytest.mark.parametrize(
    ("pin", "key"),
    [
        ("123", "pin_form"),
        ("123456789", "pin_form"),
        ("12a4", "pin_form"),
        ("１２３４", "pin_form"),
        ("1111", "pin_simple"),
    ],
)
def test_what_is_no_pin(shop: Shop, pin: str, key: str) -> None:
    with pytest.raises(UserError) as caught:
        shop.do(AddStaff(name="新", role=Role.COUNTER, pin=pin), OWNER)
    assert (caught.value.key, caught.value.field) == (f"problems.{key}", "pin")
    assert len(shop.ask(staff_list)) == 3


def test_one_owner_stays(shop: Shop) -> None:
    for change in ({"role": Role.COUNTER}, {"role": Role.OWNER, "active": False}):
        with pytest.raises(UserError) as caught:
            shop.do(EditStaff(staff_id=1, seen_version=1, name="林", **change), OWNER)
        assert caught.value.key == "problems.last_owner"


def test_a_stale_edit_shows_theirs(any_shop: Shop) -> None:
    edit = EditStaff(staff_id=2, seen_version=1, name="周敏", role=Role.COUNTER)
    any_shop.do(edit, OWNER)
    with pytest.raises(Conflict) as caught:
        any_shop.do(EditStaff(staff_id=2, seen_version=1, name="周丽", role=Role.COUNTER), OWNER)
    assert caught.value.theirs == any_shop.ask(staff_member, 2)
    assert any_shop.ask(staff_member, 2).name == "周敏"


def test_those_who_work_here_come_first(shop: Shop) -> None:
    shop.do(EditStaff(staff_id=1 + 1, seen_version=1, name="周", role=Role.COUNTER, active=False), OWNER)
    assert [member.id for member in shop.ask(staff_list)] == [1, 3, 2]


def test_who_has_no_pin_needs_none_and_who_left_cannot_sign_in(shop: Shop) -> None:
    new = shop.do(AddStaff(name="实习", role=Role.COUNTER), OWNER).value
    assert shop.do(SignIn(staff_id=new), OWNER).value.let_in
    shop.do(EditStaff(staff_id=new, seen_version=1, name="实习", role=Role.COUNTER, active=False), OWNER)
    with pytest.raises(UserError) as caught:
        shop.do(SignIn(staff_id=new), OWNER)
    assert caught.value.key == "problems.no_such_staff"
