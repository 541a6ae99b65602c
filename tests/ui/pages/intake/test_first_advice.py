"""First advice, by keyboard, on a real shop: what to try before a device is taken in."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from shopdesk.domain.changes import Change
from shopdesk.services.advice import SaveAdvice, shipped_advice
from shopdesk.services.check_lists import CheckWanted, SaveChecks
from shopdesk.services.packs import Words
from shopdesk.services.work import Reading
from shopdesk.store.records.money import events
from tests.shop_floor import Floor
from tests.ui.pages.intake.conftest import Hands

ADVICE = shipped_advice()["screen_broken"]


def settled(reading: Reading) -> int:
    kinds = reading.connection.execute(select(events.c.kind)).scalars()
    return list(kinds).count("settled_at_counter")


def name_the_fault(hands: Hands) -> None:
    hands.press(Qt.Key.Key_3, modifier=Qt.KeyboardModifier.AltModifier)
    hands.press(Qt.Key.Key_1)
    hands.qtbot.waitUntil(hands.view.fault.advice.isVisible)


def test_advice_stands_ready_only_while_a_known_fault_is_named(hands: Hands) -> None:
    button = hands.view.fault.advice
    assert button.isHidden()
    name_the_fault(hands)
    hands.press(Qt.Key.Key_1)
    hands.qtbot.waitUntil(button.isHidden)


def test_what_was_tried_in_vain_is_written_down_for_the_bench(hands: Hands) -> None:
    name_the_fault(hands)
    hands.press(Qt.Key.Key_F2)
    assert hands.view.fault.advice.sheet.isVisible()
    hands.press(Qt.Key.Key_Space)
    assert not hands.view.fault.advice.sheet.isVisible()
    assert hands.view.entered().tried == ADVICE.title.zh_CN


def test_escape_puts_the_sheet_away_and_nothing_is_lost(hands: Hands) -> None:
    name_the_fault(hands)
    before = hands.view.entered()
    hands.press(Qt.Key.Key_F2)
    hands.press(Qt.Key.Key_Escape)
    assert not hands.view.fault.advice.sheet.isVisible()
    assert hands.view.entered() == before


def test_what_helped_leaves_no_ticket_but_a_record(floor: Floor, hands: Hands) -> None:
    name_the_fault(hands)
    hands.press(Qt.Key.Key_F2, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    hands.qtbot.waitUntil(lambda: floor.shop.ask(settled) == 1)
    hands.qtbot.waitUntil(lambda: hands.view.entered().is_blank)
    assert hands.newest() is None
    assert hands.view.fault.advice.isHidden()


def test_the_shops_own_words_are_shown(floor: Floor, hands: Hands) -> None:
    own = replace(ADVICE, steps=Words("先拍照留底", "Photos first"))
    floor.shop.do(SaveAdvice(shipped="screen_broken", value=own), floor.owner)
    name_the_fault(hands)
    hands.press(Qt.Key.Key_F2)
    said = [one.text() for one in hands.view.fault.advice.sheet.findChildren(QLabel)]
    assert "先拍照留底" in said


def test_the_check_is_the_shops_own_at_once(floor: Floor, hands: Hands) -> None:
    own = CheckWanted("", Words("NFC 刷卡", "NFC"))
    seen = tuple(check.id for check in floor.shop.settings.checks.of("phone"))
    command = SaveChecks(kind="phone", seen=seen, wanted=(CheckWanted("power", own.name), own))
    hands.desk.shop.do(command, floor.owner)
    hands.desk.navigator.changed((Change("settings", 0),))
    hands.settle()
    power, nfc = (check.id for check in floor.shop.settings.checks.of("phone"))
    hands.view.fault.checks.setFocus()
    hands.press(Qt.Key.Key_A)
    assert list(hands.view.entered().checks) == [power, nfc]
