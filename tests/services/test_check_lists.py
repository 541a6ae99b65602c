"""The functional check at intake, as the shop does it."""

from __future__ import annotations

import pytest

from shopdesk.errors import Conflict, UserError
from shopdesk.services.check_lists import MOST_CHECKS, CheckWanted, SaveChecks
from shopdesk.services.fault_book import CheckLists, fault_book
from shopdesk.services.packs import Words
from shopdesk.services.shop import Shop
from tests.shops import OWNER, TECHNICIAN

NOTHING = Words("", "")


def ids(shop: Shop, kind: str = "phone") -> tuple[str, ...]:
    return tuple(check.id for check in shop.settings.checks.of(kind))


def wanted(*names: str) -> tuple[CheckWanted, ...]:
    """Shipped ids as they are, anything else as a new check of that name."""
    known = {check.id for check in fault_book().all_intake_checks}
    return tuple(
        CheckWanted(name, NOTHING) if name in known else CheckWanted("", Words(name, "")) for name in names
    )


def test_a_shop_that_changed_nothing_follows_the_book(shop: Shop) -> None:
    assert shop.settings.checks == CheckLists()
    assert shop.settings.checks.of("laptop") == fault_book().intake_checks("laptop")


def test_a_list_is_kept_in_its_order_with_the_shops_own_and_for_that_kind_alone(any_shop: Shop) -> None:
    saved = any_shop.do(
        SaveChecks(kind="phone", seen=ids(any_shop), wanted=wanted("touch", "NFC 刷卡", "power")), TECHNICIAN
    ).value
    assert ids(any_shop) == saved
    assert (saved[0], saved[2]) == ("touch", "power")
    assert any_shop.settings.checks.name(saved[1], "en") == "NFC 刷卡"
    assert any_shop.settings.checks.of("tablet") == fault_book().intake_checks("tablet")


def test_what_is_no_longer_tried_keeps_its_name_for_old_tickets(shop: Shop) -> None:
    (own, _) = shop.do(
        SaveChecks(kind="phone", seen=ids(shop), wanted=wanted("NFC 刷卡", "power")), OWNER
    ).value
    shop.do(SaveChecks(kind="phone", seen=ids(shop), wanted=wanted("power")), OWNER)
    assert ids(shop) == ("power",)
    assert shop.settings.checks.name(own, "zh_CN") == "NFC 刷卡"
    assert shop.settings.checks.name("gone", "zh_CN") == "gone"


def test_back_to_the_book(shop: Shop) -> None:
    before = ids(shop)
    shop.do(SaveChecks(kind="phone", seen=before, wanted=wanted("power")), OWNER)
    shop.do(SaveChecks(kind="phone", seen=("power",), wanted=None), OWNER)
    assert ids(shop) == before


def test_the_second_of_two_who_change_one_list_sees_what_the_first_kept(any_shop: Shop) -> None:
    seen = ids(any_shop)
    any_shop.do(SaveChecks(kind="phone", seen=seen, wanted=wanted("power")), OWNER)
    with pytest.raises(Conflict):
        any_shop.do(SaveChecks(kind="phone", seen=seen, wanted=wanted("touch")), TECHNICIAN)
    assert ids(any_shop) == ("power",)


@pytest.mark.parametrize(
    "one",
    [
        (),
        wanted(*[f"第 {number} 项" for number in range(MOST_CHECKS + 1)]),
        wanted(" "),
        wanted("power", "power"),
    ],
    ids=["nothing", "too many", "no name", "twice"],
)
def test_a_list_that_cannot_be_used_is_refused(shop: Shop, one: tuple[CheckWanted, ...]) -> None:
    before = ids(shop)
    with pytest.raises(UserError) as caught:
        shop.do(SaveChecks(kind="phone", seen=before, wanted=one), OWNER)
    assert caught.value.field == "checks"
    assert ids(shop) == before
