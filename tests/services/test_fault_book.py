"""The fault book has something to tap for every kind of device, in both languages."""

from __future__ import annotations

import re

import pytest

from shopdesk.services.fault_book import DEVICE_KINDS, fault_book


@pytest.mark.parametrize("kind", DEVICE_KINDS)
def test_every_kind_has_faults_checks_and_accessories(kind: str) -> None:
    book = fault_book()
    assert len(book.faults(kind)) >= 8
    assert {"power", "display", "charging"} <= {check.id for check in book.intake_checks(kind)}
    assert {"fault_gone", "no_new_damage", "screws", "seal", "clean"} <= {
        c.id for c in book.repair_checks(kind)
    }
    assert len(book.accessories(kind)) >= 4


def test_a_phone_is_tested_as_the_standards_ask() -> None:
    after = {check.id for check in fault_book().repair_checks("phone")}
    assert {"calls", "data", "cameras", "sound", "touch"} <= after
    before = {check.id for check in fault_book().intake_checks("phone")}
    assert {"touch", "sound", "cameras", "buttons", "sim", "network", "biometrics"} <= before
    assert "calls" not in {check.id for check in fault_book().repair_checks("laptop")}


def test_kinds_are_known_and_words_stand_in_both_languages() -> None:
    book = fault_book()
    chips = [(chip.id, chip.name, chip.kinds) for chip in book.all_faults]
    checks = [
        (check.id, check.name, check.kinds) for check in book.all_intake_checks + book.all_repair_checks
    ]
    choices = [(choice.id, choice.name, choice.kinds) for choice in book.all_accessories + book.colours]
    for entry_id, name, kinds in chips + checks + choices:
        assert set(kinds) <= set(DEVICE_KINDS), entry_id
        assert name.zh_CN, entry_id
        assert not re.search(r"[一-鿿]", name.en), entry_id


def test_a_fault_is_found_by_its_id() -> None:
    assert fault_book().fault("liquid").risk == "liquid"
    with pytest.raises(KeyError):
        fault_book().fault("haunted")
