"""What is typed, kept as typed, and the form it makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from shopdesk.domain.consent import Purpose
from shopdesk.domain.marks import DamageKind, Mark
from shopdesk.domain.signature import Signature
from shopdesk.errors import UserError
from shopdesk.services.intake_form import CheckResult, Tri
from shopdesk.services.settings import ShopSettings
from shopdesk.ui.pages.intake.entered import Entered, form_of, split_identity

NOW = datetime(2026, 11, 21, 3, 42, tzinfo=UTC)
SETTINGS = ShopSettings(
    name="青禾", paper_language="zh_CN", pack_code="cn", currency="CNY", time_zone="Asia/Shanghai"
)
FULL = Entered(
    customer_id=3,
    phone="138 0016 4827",
    name="王喆",
    kind="phone",
    model="iPhone 14 Pro Max",
    identity="35 692114 508731 6",
    accessories=("sim", "case"),
    own_accessories="耳机、转接头, SIM 卡",
    faults=("touch_dead",),
    told={"dropped": Tri.YES},
    purchase_date="2024-05",
    checks={"power": CheckResult.WORKS},
    marks=(Mark(1, "front", DamageKind.CRACK, ((8000, 1200),), words="右上角"),),
    photos=("ab" * 32,),
    consents={"backup": "done", "wipe": "ask"},
    estimate_low="680",
    estimate_high="860",
    deposit="¥100",
    tender="wechat",
    reference="T-1",
    promised_at="17:30",
    signature=Signature((((1, 2, 500), (3, 4, 500)),), 2600),
)


def test_a_draft_brings_back_every_word() -> None:
    assert Entered.restored(FULL.kept()) == FULL
    unread = replace(FULL, estimate_low="六百八", promised_at="哪天都行")
    assert Entered.restored(unread.kept()) == unread


def test_a_form_is_made_of_what_was_typed() -> None:
    form = form_of(FULL, SETTINGS, NOW)
    assert form.device.imei == "356921145087316"
    assert form.accessories == ("SIM 卡", "保护壳", "耳机", "转接头")
    assert (form.estimate_low, form.estimate_high) == (68000, 86000)
    assert form.deposit is not None
    assert (form.deposit.kind, form.deposit.amount, form.deposit.reference) == ("wechat", 10000, "T-1")
    assert form.promised_at == datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    assert [entry.purpose for entry in form.consents] == [Purpose.BACKUP, Purpose.WIPE]
    assert form.history.dropped is Tri.YES


@pytest.mark.parametrize("name", ["estimate_low", "estimate_high", "deposit", "purchase_date", "promised_at"])
def test_what_cannot_be_read_names_its_field_and_leaves_the_preview_alone(name: str) -> None:
    typed: dict[str, Any] = {name: "viel"}
    wrong = replace(FULL, **typed)
    with pytest.raises(UserError) as raised:
        form_of(wrong, SETTINGS, NOW)
    assert raised.value.field == name
    form = form_of(wrong, SETTINGS, NOW, lenient=True)
    assert not getattr(form, name)


@pytest.mark.parametrize(
    ("kind", "typed", "imei", "serial"),
    [
        ("phone", "35 692114 508731 6", "356921145087316", ""),
        ("phone", "3569", "3569", ""),
        ("phone", "DMPX1234ABCD", "", "DMPX1234ABCD"),
        ("laptop", "123456789", "", "123456789"),
        ("laptop", "356921145087316", "356921145087316", ""),
        ("other", "", "", ""),
    ],
)
def test_digits_are_an_imei_and_letters_a_serial(kind: str, typed: str, imei: str, serial: str) -> None:
    assert split_identity(kind, typed) == (imei, serial)


def test_a_form_nobody_typed_in_is_blank() -> None:
    assert Entered(kind="laptop", tender="cash").is_blank
    assert not Entered(fault_words="x").is_blank
    assert FULL.title == "王喆 · iPhone 14 Pro Max"
