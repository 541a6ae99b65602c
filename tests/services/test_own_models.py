"""The shop's own models: added while taking in, found from then on, corrected, removed."""

from __future__ import annotations

import pytest

from shopdesk.errors import UserError
from shopdesk.services.catalogue import CatalogueDevice, DeviceCatalogue, device_catalogue
from shopdesk.services.own_models import (
    AddOwnModel,
    ModelSearch,
    OwnModel,
    RemoveOwnModel,
    RenameOwnModel,
    own_models,
)
from shopdesk.services.shop import Shop
from tests.shops import COUNTER


@pytest.fixture(scope="module")
def shipped() -> DeviceCatalogue:
    return device_catalogue()


def add(shop: Shop, name: str, brand: str = "", kind: str = "phone", code: str = "") -> int:
    return shop.do(AddOwnModel(kind=kind, name=name, brand=brand, code=code), COUNTER).value


def test_what_was_added_is_found_by_name_brand_and_code(any_shop: Shop, shipped: DeviceCatalogue) -> None:
    add(any_shop, "掌上通 X9", "红米", code="JLD-X9")
    search = ModelSearch(any_shop.ask(own_models), shipped)
    for typed in ("掌上通", "x9 掌上通", "红米 掌上通", "redmi 掌上通x9", "jld-x9", "JLDX9"):
        assert search.find(typed)[0] == CatalogueDevice("phone", "红米", "掌上通 X9", ("JLD-X9",)), typed
    assert search.find("ip14pm")[0].title == "Apple iPhone 14 Pro Max"


def test_an_own_model_hides_none_that_only_sounds_like_it(any_shop: Shop, shipped: DeviceCatalogue) -> None:
    add(any_shop, "iPhone clone")
    search = ModelSearch(any_shop.ask(own_models), shipped)
    assert search.find("iphone 14")[0].title == "Apple iPhone 14"
    assert search.find("iphone clone")[0].name == "iPhone clone"


def test_adding_twice_is_adding_once(any_shop: Shop) -> None:
    assert add(any_shop, "X9", "金立达") == add(any_shop, " X9 ", "金立达")
    assert len(any_shop.ask(own_models)) == 1


def test_a_model_is_renamed_and_removed(any_shop: Shop, shipped: DeviceCatalogue) -> None:
    model_id = add(any_shop, "X9", kind="tablet")
    any_shop.do(RenameOwnModel(model_id=model_id, kind="phone", name="X9 Pro", brand="金立达"), COUNTER)
    assert any_shop.ask(own_models) == (OwnModel(model_id, "phone", "金立达", "X9 Pro"),)
    for _ in range(2):
        any_shop.do(RemoveOwnModel(model_id=model_id), COUNTER)
    assert any_shop.ask(own_models) == ()
    with pytest.raises(UserError):
        any_shop.do(RenameOwnModel(model_id=model_id, kind="phone", name="X"), COUNTER)


def test_no_two_models_come_to_the_same_name(any_shop: Shop) -> None:
    add(any_shop, "X9")
    other = add(any_shop, "X8")
    with pytest.raises(UserError) as caught:
        any_shop.do(RenameOwnModel(model_id=other, kind="phone", name="X9"), COUNTER)
    assert caught.value.key == "visits.model_there"


@pytest.mark.parametrize("name", ["|", "a|b", "\t\n", "x" * 201, ""])
def test_odd_names_break_nothing(shop: Shop, shipped: DeviceCatalogue, name: str) -> None:
    try:
        add(shop, name)
    except UserError:
        return
    ModelSearch(shop.ask(own_models), shipped).find("a b")
