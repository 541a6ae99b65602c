"""The first start and the settings afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from shopdesk.config import ShopLocation
from shopdesk.domain.roles import Role
from shopdesk.domain.tax import TaxMode
from shopdesk.errors import Conflict, NotAllowed, UserError
from shopdesk.services.doctor import examine
from shopdesk.services.settings import SavedSettings, ShopSettings, load_settings
from shopdesk.services.setup import SaveSettings, SetUpShop
from shopdesk.services.shop import SETUP, Shop
from shopdesk.services.staff import SignIn, staff_list
from shopdesk.services.work import Actor, Reading
from tests.shops import BOTH_DATABASES, OWNER, Clock, server_shop


@pytest.fixture(params=BOTH_DATABASES)
def empty_shop(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Shop]:
    if request.param == "sqlite":
        shop = Shop.open(str(tmp_path / "new"), clock)
        yield shop
        shop.close()
        return
    with server_shop(tmp_path / "new", furnished=False) as location:
        shop = Shop.open(location, clock)
        yield shop
        shop.close()


def saved(reading: Reading) -> SavedSettings:
    found = load_settings(reading.connection)
    assert found is not None
    return found


def test_three_answers_set_a_shop_up(empty_shop: Shop) -> None:
    assert empty_shop.settings == ShopSettings()
    done = empty_shop.do(
        SetUpShop(name="Screen & Co", language="en", pack_code="uk", owner_pin="2580"), SETUP
    )
    assert empty_shop.is_set_up
    settings = empty_shop.settings
    assert (settings.name, settings.currency, settings.tax_mode) == ("Screen & Co", "GBP", TaxMode.INCLUDED)
    assert settings.tax_rate == settings.pack.tax.rate
    owner = empty_shop.ask(staff_list)[0]
    assert (owner.id, owner.name, owner.role, owner.has_pin) == (done.value, "Screen & Co", Role.OWNER, True)
    assert empty_shop.do(SignIn(staff_id=owner.id, pin="2580"), Actor(owner.id, "1")).value.let_in
    assert examine(empty_shop) == ()


def test_a_shop_is_set_up_once(empty_shop: Shop) -> None:
    command = SetUpShop(name="青禾", language="zh_CN", pack_code="cn", owner_name="林")
    owner = empty_shop.do(command, SETUP).value
    assert empty_shop.do(command, SETUP).repeated
    with pytest.raises(NotAllowed):
        empty_shop.do(replace(command, request_id="another"), SETUP)
    with pytest.raises(UserError) as caught:
        empty_shop.do(replace(command, request_id="another"), Actor(owner, "1"))
    assert caught.value.key == "problems.already_set_up"


@pytest.mark.parametrize(
    ("wrong", "key", "field"),
    [
        ({"name": "  "}, "required", "name"),
        ({"name": "x" * 201}, "too_long", "name"),
        ({"language": "tlh"}, "unknown_language", "language"),
        ({"pack_code": "atlantis"}, "unknown_pack", "pack_code"),
        ({"owner_pin": "1111"}, "pin_simple", "owner_pin"),
        ({"tax_rate": -1}, "tax_rate", "tax_rate"),
        ({"tax_rate": 100_001}, "tax_rate", "tax_rate"),
    ],
)
def test_what_cannot_be_set_up(tmp_path: Path, wrong: dict[str, object], key: str, field: str) -> None:
    shop = Shop.open(str(tmp_path))
    answers = {"name": "青禾", "language": "zh_CN", "pack_code": "cn"} | wrong
    with pytest.raises(UserError) as caught:
        shop.do(SetUpShop(**answers), SETUP)  # type: ignore[arg-type]  # wrong on purpose
    assert (caught.value.key, caught.value.field) == (f"problems.{key}", field)
    assert not shop.is_set_up
    shop.close()


def test_settings_are_saved_whole_and_seen_at_once(any_shop: Shop) -> None:
    kept = any_shop.ask(saved)
    changed = replace(kept.value, address=" 和平路 18 号 ", hours="9:00–21:00")
    version = any_shop.do(SaveSettings(value=changed, seen_version=kept.version), OWNER).value
    assert version == kept.version + 1
    assert any_shop.settings == replace(changed, address="和平路 18 号")


def test_a_stale_save_of_settings_shows_theirs(any_location: ShopLocation, any_shop: Shop) -> None:
    kept = any_shop.ask(saved)
    any_shop.do(SaveSettings(value=replace(kept.value, phone="0571-1"), seen_version=kept.version), OWNER)
    other = Shop.open(any_location)
    with pytest.raises(Conflict) as caught:
        other.do(SaveSettings(value=replace(kept.value, phone="0571-2"), seen_version=kept.version), OWNER)
    assert caught.value.theirs == other.ask(saved)
    assert other.ask(saved).value.phone == "0571-1"
    other.close()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"quote_days": 0}, "quote_days"),
        ({"quote_days": 366}, "quote_days"),
        ({"paper_language": "xx"}, "language"),
        ({"name": ""}, "name"),
    ],
)
def test_what_cannot_be_a_setting(shop: Shop, wrong: dict[str, object], field: str) -> None:
    kept = shop.ask(saved)
    changed = replace(kept.value, **wrong)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(UserError) as caught:
        shop.do(SaveSettings(value=changed, seen_version=kept.version), OWNER)
    assert caught.value.field == field
    assert shop.ask(saved) == kept
