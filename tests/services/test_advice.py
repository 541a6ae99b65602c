"""First advice: what is shipped, what the shop writes over it, and who saw which version."""

from __future__ import annotations

from typing import Any

import pytest

from shopdesk.errors import Conflict, UserError
from shopdesk.services.advice import (
    Advice,
    AdviceEntry,
    RemoveAdvice,
    SaveAdvice,
    advice_for,
    all_advice,
    shipped_advice,
)
from shopdesk.services.fault_book import DEVICE_KINDS, fault_book
from shopdesk.services.packs import Words
from shopdesk.services.shop import Shop
from tests.shops import OWNER, TECHNICIAN


def written(name: str = "先看屏幕排线", **changed: Any) -> Advice:
    values: dict[str, Any] = {
        "title": Words(name, ""),
        "faults": ("display_fault",),
        "steps": Words("轻压边框\n外接显示器", ""),
        "kinds": ("phone",),
    }
    return Advice(**{**values, **changed})


def found(shop: Shop, kind: str = "phone", *faults: str, model: str = "iPhone 14") -> list[AdviceEntry]:
    return list(shop.ask(advice_for, kind, faults or ("display_fault",), model))


@pytest.mark.parametrize("name", shipped_advice())
def test_every_shipped_entry_speaks_both_languages_of_faults_that_exist(name: str) -> None:
    one = shipped_advice()[name]
    chips = {fault.id: fault for fault in fault_book().all_faults}
    assert set(one.faults) <= set(chips)
    assert set(one.kinds) <= set(DEVICE_KINDS)
    assert any(set(one.kinds) & set(chips[fault].kinds) for fault in one.faults)
    assert len(one.steps.zh_CN.splitlines()) == len(one.steps.en.splitlines())
    for words in (one.title, one.steps, one.tell):
        assert words.zh_CN
        assert words.en
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in words.en)


def test_most_faults_have_advice_from_the_first_day(shop: Shop) -> None:
    without = [
        fault.id
        for fault in fault_book().all_faults
        if not any(found(shop, kind, fault.id) for kind in fault.kinds)
    ]
    # What is seen at a glance, and what is no symptom.
    assert set(without) == {
        "back_glass", "camera_glass", "checkup", "dropped", "hinge", "other", "ports", "strap",
    }  # fmt: skip


def test_the_shops_own_words_stand_instead_of_the_shipped_ones_until_they_are_removed(any_shop: Shop) -> None:
    shipped = found(any_shop)
    assert [one.shipped for one in shipped] == ["display_fault"]
    kept = any_shop.do(SaveAdvice(shipped="display_fault", value=written()), TECHNICIAN).value
    (mine,) = found(any_shop)
    assert (mine.id, mine.shipped, mine.value.title.en) == (kept, "display_fault", "先看屏幕排线")
    any_shop.do(RemoveAdvice(id=kept, seen_version=1), TECHNICIAN)
    assert found(any_shop) == shipped


def test_hidden_advice_is_not_offered_but_still_listed(shop: Shop) -> None:
    any_of = found(shop)[0].value
    shop.do(SaveAdvice(shipped="display_fault", value=any_of, active=False), OWNER)
    assert found(shop) == []
    assert "display_fault" in {one.shipped for one in shop.ask(all_advice)}


def test_advice_for_the_very_model_comes_first(shop: Shop) -> None:
    shop.do(SaveAdvice(value=written("安卓通用")), OWNER)
    shop.do(SaveAdvice(value=written("此型号通病", models=("iphone 14",))), OWNER)
    assert found(shop)[0].value.title.zh_CN == "此型号通病"
    assert "此型号通病" not in [one.value.title.zh_CN for one in found(shop, model="Mate 60")]
    assert all(one.value.title.zh_CN != "安卓通用" for one in found(shop, "laptop"))


def test_a_stale_save_is_refused_with_what_is_kept(any_shop: Shop) -> None:
    kept = any_shop.do(SaveAdvice(value=written("一")), OWNER).value
    any_shop.do(SaveAdvice(id=kept, seen_version=1, value=written("二")), TECHNICIAN)
    with pytest.raises(Conflict) as caught:
        any_shop.do(SaveAdvice(id=kept, seen_version=1, value=written("三")), OWNER)
    assert isinstance(caught.value.theirs, AdviceEntry)
    assert caught.value.theirs.value.title.zh_CN == "二"
    with pytest.raises(Conflict):
        any_shop.do(RemoveAdvice(id=kept, seen_version=1), OWNER)


def test_two_who_replace_the_same_shipped_entry_do_not_both_win(shop: Shop) -> None:
    shop.do(SaveAdvice(shipped="battery", value=written("先", faults=("battery",))), OWNER)
    with pytest.raises(Conflict):
        shop.do(SaveAdvice(shipped="battery", value=written("后", faults=("battery",))), OWNER)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": Words("", " ")}, "title"),
        ({"steps": Words("", "")}, "steps"),
        ({"faults": ()}, "faults"),
        ({"faults": ("nothing",)}, "faults"),
        ({"kinds": ()}, "kinds"),
        ({"title": Words("长" * 201, "")}, "title"),
    ],
)
def test_what_cannot_be_used_is_refused_beside_its_field(
    shop: Shop, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(UserError) as caught:
        shop.do(SaveAdvice(value=written(**changed)), OWNER)
    assert caught.value.field == field
    assert all(one.id == 0 for one in shop.ask(all_advice))
