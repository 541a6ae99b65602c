"""Several devices of one customer at the window, by keyboard, on a real shop; and the page they fit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QScrollArea

from shopdesk.services.drafts import drafts_of
from shopdesk.services.intake_form import PasscodeEntry, Tri
from shopdesk.services.known_devices import SECOND_IMEI
from shopdesk.services.people import CustomerEntry, DeviceEntry
from shopdesk.services.scan import Scanned, ScanResult
from shopdesk.ui.common.notices import Notice
from shopdesk.ui.pages.intake.entered import Entered
from shopdesk.ui.pages.intake.visit import VisitForms
from tests.shop_floor import COUNTER_DESK, Floor
from tests.ui.pages.intake.conftest import IMEI, Hands
from tests.ui.pages.intake.steps import (
    F3,
    F7,
    F8,
    F10,
    OTHER_IMEI,
    Come,
    agree_to,
    known,
    second,
    tickets,
)


def test_two_devices_are_taken_in_with_one_signature(regular: Floor, at_counter: Come) -> None:
    hands = at_counter(regular)
    known(hands)
    hands.press(Qt.Key.Key_1)
    before = hands.struck
    hands.press(F3)
    assert hands.struck - before == 1
    entered = hands.view.entered()
    assert (entered.name, entered.model, entered.faults) == ("王喆", "", ())
    hands.view.device.model.setFocus()
    hands.type("ip13mini")
    hands.enter()
    hands.view.fault.words.setFocus()
    hands.type("进水")
    hands.view.money.deposit.setText("50")
    hands.press(F7, F8)
    hands.commit()
    hands.agree()
    assert hands.view.saved.isVisible()
    assert hands.view.saved.number.text() == "26-000002 – 000003"
    first, other = (regular.card(number) for number in (2, 3))
    assert (first.device.imei, other.device.model) == (IMEI, "iPhone 13 mini")
    assert (first.deposit, other.deposit) == (0, 5000)
    assert [one.number for one in first.siblings] == [other.number]
    assert len(first.consents) == len(other.consents) > 3
    hands.enter()
    assert hands.view.entered().is_blank


def test_each_device_keeps_what_is_its_own_and_shares_what_is_the_customers(
    regular: Floor, at_counter: Come
) -> None:
    hands = at_counter(regular)
    known(hands)
    view = hands.view
    view.device.passcode.kind.setCurrentIndex(1)
    view.device.passcode.secret.setText("147258")
    view.device.lock.answer(Tri.NO)
    second(hands)
    assert view.passcode() is None
    view.device.lock.answer(Tri.YES)
    view.fault.more.lines["tried"].setText("换过充电线")
    hands.press(F7)
    hands.press(Qt.Key.Key_PageUp, modifier=Qt.KeyboardModifier.ControlModifier)
    assert (view.entered().device_id, view.entered().activation_lock) == (1, Tri.NO)
    assert view.passcode() == PasscodeEntry("digits", "147258")
    assert view.entered().consents
    assert view.entered().tried == ""
    hands.press(Qt.Key.Key_PageDown, modifier=Qt.KeyboardModifier.ControlModifier)
    entered = view.entered()
    assert (entered.model, entered.fault_words, entered.tried) == ("Mate 60", "不开机", "换过充电线")
    assert entered.activation_lock is Tri.YES


def test_a_mistake_in_the_second_is_shown_at_the_second(regular: Floor, at_counter: Come) -> None:
    hands = at_counter(regular)
    known(hands)
    hands.press(Qt.Key.Key_1)
    second(hands, fault="")
    hands.press(Qt.Key.Key_PageUp, modifier=Qt.KeyboardModifier.ControlModifier)
    hands.press(F7, F8)
    hands.commit()
    hands.agree()
    view = hands.view
    assert view.entered().model == "Mate 60"
    assert "故障" in view.fault.places["fault"].text()  # type: ignore[attr-defined]  # a Trouble
    chips = view.head.strip.findChildren(type(view.fault.history.claim))
    assert [chip.text().startswith("!") for chip in chips] == [False, True]
    assert tickets(hands) == [1]
    view.fault.words.setText("不开机")
    hands.commit()
    assert len(tickets(hands)) == 3


def test_a_question_about_the_second_is_asked_in_its_sight(regular: Floor, at_counter: Come) -> None:
    regular.receive(customer=CustomerEntry("", id=1), device=DeviceEntry("phone", "iPhone 14 Pro Max", id=1))
    hands = at_counter(regular)
    hands.type("4827")
    hands.enter()
    hands.view.device.model.setText("Mate 60")
    hands.view.fault.words.setText("不开机")
    hands.press(F3)
    hands.page.presenter.finding.open_device(1)
    hands.settle()
    hands.press(Qt.Key.Key_1, F7, F8)
    hands.press(Qt.Key.Key_PageUp, modifier=Qt.KeyboardModifier.ControlModifier)
    hands.commit()
    hands.agree()
    assert hands.view.entered().device_id == 1
    agree_to(hands, "26-000002")
    assert hands.view.saved.isVisible()


def test_questions_about_two_devices_with_photos_are_each_asked_once(
    regular: Floor, at_counter: Come
) -> None:
    other = DeviceEntry("phone", "Mate 60", imei=OTHER_IMEI)
    regular.receive(customer=CustomerEntry("", id=1), device=other)
    regular.receive(customer=CustomerEntry("", id=1), device=DeviceEntry("phone", "14", id=1))
    hands = at_counter(regular)
    for device_id in (1, 2):
        hands.page.presenter.finding.open_device(device_id)
        hands.settle()
        hands.press(Qt.Key.Key_1)
        hands.page.presenter.photos.start([regular.photo("#28323c" if device_id == 1 else "#c03020")])
        hands.settle()
        if device_id == 1:
            hands.press(F3)
    hands.press(F7, F8)
    hands.commit()
    agree_to(hands, "26-000003")
    agree_to(hands, "26-000002")
    assert hands.view.saved.isVisible()


def test_a_device_is_taken_out_and_put_back(regular: Floor, at_counter: Come) -> None:
    hands = at_counter(regular)
    known(hands)
    second(hands)
    said: list[Notice] = []
    hands.desk.notices.said.connect(said.append)
    hands.page.presenter.remove(1)
    hands.settle()
    assert hands.view.entered().device_id == 1
    assert not hands.view.head.strip.isVisible()
    undo = said[-1].action
    assert undo is not None
    undo()
    assert hands.view.entered().model == "Mate 60"
    assert hands.view.head.strip.isVisible()


def test_a_visit_comes_back_whole_after_a_restart(regular: Floor, at_counter: Come) -> None:
    before = at_counter(regular)
    known(before)
    before.view.device.colour.setEditText("午夜色")
    second(before)
    before.page.left()
    before.settle()
    (kept,) = regular.shop.ask(drafts_of, COUNTER_DESK, "intake")
    assert kept.title == "王喆 · iPhone 14 Pro Max, Mate 60"
    after = at_counter(regular)
    after.press(Qt.Key.Key_F9)
    assert after.view.head.strip.isVisible()
    assert after.view.entered().model == "Mate 60"
    after.press(Qt.Key.Key_PageUp, modifier=Qt.KeyboardModifier.ControlModifier)
    entered = after.view.entered()
    assert (entered.device_id, entered.colour, entered.name) == (1, "午夜色", "王喆")
    after.view.go_band(3)
    after.press(Qt.Key.Key_1, F7, F8)
    after.commit()
    after.agree()
    assert len(tickets(after)) == 3
    assert regular.shop.ask(drafts_of, COUNTER_DESK, "intake") == ()


def test_a_device_of_the_visit_is_not_offered_twice(regular: Floor, at_counter: Come) -> None:
    hands = at_counter(regular)
    known(hands)
    hands.press(Qt.Key.Key_1)
    second(hands)
    assert not hands.view.device.devices.focus_first()
    hands.page.presenter.finding.open_device(1)
    hands.settle()
    hands.press(Qt.Key.Key_1, F7, F8)
    hands.commit()
    hands.agree()
    assert "同一台设备" in hands.view.device.places["device.imei"].error()  # type: ignore[attr-defined]  # a Field


def test_an_imei_scanned_over_another_device_offers_one_more(regular: Floor, at_counter: Come) -> None:
    hands = at_counter(regular)
    known(hands)
    said: list[Notice] = []
    hands.desk.notices.said.connect(said.append)
    hands.view.fault.words.setFocus()
    assert hands.page.scanned(ScanResult(Scanned.IMEI, OTHER_IMEI))
    assert hands.view.entered().identity == IMEI
    action = said[-1].action
    assert action is not None
    action()
    hands.settle()
    assert (hands.view.entered().identity, hands.view.entered().device_id) == (OTHER_IMEI, None)


def test_the_second_imei_of_one_phone_is_kept_beside_the_first(hands: Hands) -> None:
    hands.view.device.model.setText("Mate 60")
    hands.page.scanned(ScanResult(Scanned.IMEI, IMEI))
    hands.page.scanned(ScanResult(Scanned.IMEI, "490154203237526"))
    entered = hands.view.entered()
    assert (entered.identity, entered.serial) == (IMEI, f"{SECOND_IMEI}490154203237526")
    assert "7526" in hands.view.device.numbers.remark.text()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_visit_with_a_claim_fits_the_small_screen(regular: Floor, at_counter: Come, language: str) -> None:
    hands = at_counter(regular)
    hands.open_desk.frame.window.resize(1366, 768)
    hands.desk.texts.use(language)
    known(hands)
    hands.press(F10, Qt.Key.Key_1)
    for _ in range(3):
        second(hands)
    bands = hands.view.findChild(QScrollArea, "intake_bands")
    assert bands is not None
    for place in (0, 3):
        hands.page.presenter.go(place)
        hands.settle()
        hands.qtbot.waitUntil(lambda: bands.verticalScrollBar().maximum() == 0)
    hands.desk.texts.use("zh_CN")


def test_a_parked_intake_is_chosen_by_its_digit(hands: Hands) -> None:
    for name in ("甲 & 乙", "丙" * 300):
        hands.view.customer.name.setText(name)
        hands.view.changed.emit()
        hands.press(Qt.Key.Key_F6)
        hands.floor.clock.on(minutes=1)
    width = hands.view.head.resume.sizeHint().width()
    assert width < 700
    hands.view.head.open_parked()
    menu = hands.view.head.findChild(QMenu, "intake_parked_menu")
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_2)
    hands.settle()
    assert hands.view.entered().name == "甲 & 乙"


def test_forms_of_a_visit_are_kept_and_restored() -> None:
    forms = VisitForms((Entered(name="王喆", model="iPhone 14", phone="1"),))
    forms.add()
    forms.take(replace(forms.shown, model="Mate 60", name="王喆喆"), None)
    again = VisitForms.restored(forms.kept())
    assert (again.forms, again.here) == (forms.forms, 1)
    assert [one.name for one in again.forms] == ["王喆喆", "王喆喆"]
    assert forms.remove(0)[0].model == "iPhone 14"
    assert (len(forms), forms.here, forms.shown.model) == (1, 0, "Mate 60")
    alone = VisitForms((Entered(model="x"),))
    assert VisitForms.restored(alone.kept()).forms == alone.forms


def test_tab_follows_the_eye(regular: Floor, at_counter: Come) -> None:
    hands = at_counter(regular)
    known(hands)
    hands.view.start()
    order: list[str] = []
    for _ in range(60):
        order.append(hands.focus().objectName())
        if order[-1] == "intake_save":
            break
        hands.press(Qt.Key.Key_Tab)
    wanted = [
        "intake_phone",
        "intake_name",
        "chip_1",
        "intake_model",
        "intake_identity",
        "chip_sim",
        "intake_own_accessories",
        "told_activation_lock",
        "intake_passcode_kind",
        "intake_claim",
        "chip_screen_broken",
        "intake_fault_words",
        "intake_checks",
        "consent_text_backup",
        "segment_done",
        "consent_text_wipe",
        "signature_pad",
        "intake_estimate_low",
        "intake_save",
    ]
    assert [name for name in order if name in wanted] == wanted
