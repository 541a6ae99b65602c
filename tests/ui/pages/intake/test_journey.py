"""Devices taken in at the window, by keyboard, on a real shop."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea

from shopdesk.domain.consent import Purpose
from shopdesk.services.drafts import drafts_of
from shopdesk.services.intake_form import CheckResult, Tri
from shopdesk.services.people import EditCustomer, customer_card
from shopdesk.services.print_jobs import print_queue
from shopdesk.services.scan import Scanned, ScanResult
from shopdesk.ui.common.notices import Notice
from tests.shop_floor import COUNTER_DESK, Floor
from tests.ui.pages.intake.conftest import IMEI, Hands

Come = Callable[[Floor], Hands]


def test_a_returning_customer_is_taken_in_within_twelve_keys(regular: Floor, at_counter: Come) -> None:
    hands = at_counter(regular)
    hands.type("4827")
    hands.enter()
    assert hands.view.entered().name == "王喆"
    hands.enter()
    assert hands.view.entered().identity == IMEI
    hands.press(Qt.Key.Key_1, Qt.Key.Key_F7, Qt.Key.Key_F8)
    hands.commit()
    hands.agree()
    assert hands.view.saved.isVisible()
    assert hands.struck <= 12
    card = hands.newest()
    assert card is not None
    assert hands.view.saved.number.text() == card.number
    assert (card.customer.name, card.device.imei) == ("王喆", IMEI)
    assert len(regular.shop.ask(customer_card, card.customer.id).devices) == 1
    hands.enter()
    assert not hands.view.saved.isVisible()
    assert hands.view.entered().is_blank
    assert hands.focus() is hands.view.customer.phone


def test_a_new_customer_takes_few_keys_beside_what_is_told(hands: Hands) -> None:
    told = ("13900001111", "李雷", "ip14pm", IMEI, "昨晚摔的")
    hands.type(told[0])
    hands.enter()
    hands.type(told[1])
    hands.enter(3)
    assert hands.focus() is hands.view.device.model
    hands.type(told[2])
    hands.enter()
    assert hands.view.entered().model == "iPhone 14 Pro Max"
    assert hands.view.entered().brand == "苹果"
    hands.enter(2)
    assert hands.focus() is hands.view.device.identity
    hands.type(told[3])
    hands.press(Qt.Key.Key_3, modifier=Qt.KeyboardModifier.AltModifier)
    hands.press(Qt.Key.Key_1)
    hands.enter()
    hands.type(told[4])
    hands.press(Qt.Key.Key_F7, Qt.Key.Key_F8)
    hands.commit()
    hands.agree()
    assert hands.struck - sum(map(len, told)) <= 40
    card = hands.newest()
    assert card is not None
    assert (card.customer.name, card.customer.phone) == ("李雷", "139 0000 1111")
    assert (card.device.model, card.device.imei) == ("iPhone 14 Pro Max", IMEI)


def test_fast_hands_get_what_slow_ones_get(regular: Floor, at_counter: Come) -> None:
    hands = at_counter(regular)
    phone = hands.view.customer.phone
    # Struck before any answer can have come.
    phone.setText("4827")
    phone.textEdited.emit("4827")
    hands.enter()
    assert hands.view.entered().name == "王喆"


def test_what_is_known_about_a_customer_stands_beside_the_name(regular: Floor, at_counter: Come) -> None:
    regular.shop.do(
        EditCustomer(
            customer_id=1,
            seen_version=1,
            name="王喆",
            phone="138 0016 4827",
            note="要求保留旧屏",
            limited=True,
        ),
        regular.owner,
    )
    hands = at_counter(regular)
    hands.type("4827")
    hands.enter()
    assert "第 2 次" in hands.view.customer.note.whole()
    assert "2026-11-21" in hands.view.customer.note.whole()
    reminder = hands.view.customer.findChild(type(hands.view.customer.note), "intake_reminder")
    assert reminder is not None
    assert reminder.whole() == "限制服务 · 要求保留旧屏"
    hands.enter()
    assert "本店修过 1 次" in hands.view.device.note.whole()


def test_typing_over_a_known_name_makes_somebody_else(regular: Floor, at_counter: Come) -> None:
    hands = at_counter(regular)
    hands.type("4827")
    hands.enter()
    hands.view.customer.name.setFocus()
    hands.press(Qt.Key.Key_End)
    hands.type("a")
    entered = hands.view.entered()
    assert (entered.customer_id, entered.name) == (None, "王喆a")


def test_the_same_number_is_noticed(regular: Floor, at_counter: Come) -> None:
    hands = at_counter(regular)
    hands.view.customer.name.setText("王先生")
    hands.view.customer.phone.setFocus()
    hands.type("13800164827")
    hands.press(Qt.Key.Key_Tab)
    assert "王喆" in hands.view.customer.note.whole()
    assert hands.view.entered().customer_id is None


def test_a_full_number_alone_brings_its_owner(regular: Floor, at_counter: Come) -> None:
    hands = at_counter(regular)
    hands.type("13800164827")
    hands.press(Qt.Key.Key_Tab)
    assert hands.view.entered().customer_id == 1


def test_a_name_typed_into_the_phone_moves_over(hands: Hands) -> None:
    hands.type("李雷")
    hands.press(Qt.Key.Key_Tab)
    assert (hands.view.entered().phone, hands.view.entered().name) == ("", "李雷")


def _ready_to_save(hands: Hands) -> None:
    view = hands.view
    view.customer.name.setText("李雷")
    view.device.model.setText("Mate 60")
    view.fault.words.setText("不开机")


def test_every_error_stands_at_its_place_and_nothing_is_lost(hands: Hands) -> None:
    hands.commit()
    view = hands.view
    assert view.places["device.model"] is not None
    assert view.device.places["device.model"].error() == "此项必填。"  # type: ignore[attr-defined]  # a Field
    _ready_to_save(hands)
    view.money.low.setText("六百")
    hands.commit()
    assert view.money.places["estimate_low"].error().startswith("这不是金额")  # type: ignore[attr-defined]
    assert view.money.low.text() == "六百"
    view.money.low.setText("680")
    view.money.promised.setEditText("哪天都行")
    hands.commit()
    assert "请填时间" in view.money.places["promised_at"].error()  # type: ignore[attr-defined]
    view.money.promised.setEditText("明天 12:00")
    hands.commit()
    missing = [one for one in view.terms.rows if one.answers.property("bad")]
    assert [one.consent.purpose for one in missing] == ["backup", "wipe", "opening", "data_access"]
    assert hands.focus().parent() is view.terms.rows[0].answers
    hands.press(Qt.Key.Key_F7)
    assert not any(one.answers.property("bad") for one in view.terms.rows)
    hands.commit()
    hands.agree()
    assert "客户尚未签名" in view.terms.places["signature"].text()  # type: ignore[attr-defined]  # a Trouble
    assert hands.newest() is None
    hands.press(Qt.Key.Key_F8)
    # The question about the photo was answered for this form: it is not asked again.
    hands.commit()
    card = hands.newest()
    assert card is not None
    assert (card.customer.name, card.device.model, card.estimate_low) == ("李雷", "Mate 60", 68000)


def test_everything_that_was_told_is_on_the_ticket(hands: Hands) -> None:
    view = hands.view
    _ready_to_save(hands)
    view.fault.since.setText("昨晚")
    view.fault.told["dropped"].answer(Tri.YES)
    view.fault.purchase.setText("2024-05")
    view.fault.checks.setFocus()
    hands.type("12")
    view.device.accessories.row.chips()[0].click()
    view.device.own.setText("耳机、转接头")
    view.terms.answer_usual()
    view.terms.rows[3].set_value("no")
    view.money.deposit.setText("100")
    view.money.promised.setEditText("17:30")
    view.money.bin.setText("A3")
    hands.press(Qt.Key.Key_F8)
    hands.commit()
    hands.agree()
    card = hands.newest()
    assert card is not None
    record = card.intake
    assert record.history.since == "昨晚"
    assert record.history.dropped is Tri.YES
    assert str(record.purchase_date) == "2024-05-01"
    assert record.checks == (("power", CheckResult.WORKS), ("display", CheckResult.FAILS))
    assert record.accessories == ("SIM 卡", "耳机", "转接头")
    assert card.deposit == 10000
    refused = {one.purpose: one.agreed for one in card.consents}
    assert refused[Purpose.DATA_ACCESS] is False


def _jpeg(colour: str = "#28323c") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 800), colour).save(out, "JPEG")
    return out.getvalue()


def test_photos_are_kept_and_a_bad_one_says_so_beside_it(hands: Hands, tmp_path: Path) -> None:
    good, bad = tmp_path / "front.jpg", tmp_path / "letter.jpg"
    good.write_bytes(_jpeg())
    bad.write_text("no picture")
    hands.view.condition.strip.files_chosen.emit([good, bad])
    hands.settle()
    entered = hands.view.entered()
    assert len(entered.photos) == 1
    assert hands.floor.shop.media.has(entered.photos[0])
    assert hands.view.condition.strip.findChild(QFrame, "photo_pending_photo1") is None
    assert hands.view.condition.strip.findChild(QFrame, "photo_trouble_photo2") is not None
    hands.view.condition.strip.remove_wanted.emit(entered.photos[0])
    assert hands.view.entered().photos == ()


def test_photos_stand_in_the_order_they_were_chosen(hands: Hands, tmp_path: Path) -> None:
    slow, quick = tmp_path / "front.png", tmp_path / "back.jpg"
    Image.effect_noise((3000, 4000), 60).save(slow)
    quick.write_bytes(_jpeg())
    hands.view.condition.strip.files_chosen.emit([slow, quick])
    hands.settle()
    media = hands.floor.shop.media
    sizes = [Image.open(io.BytesIO(media.get(name))).size for name in hands.view.entered().photos]
    assert sizes == [(1500, 2000), (600, 800)]


def test_a_draft_is_offered_again_after_a_restart(floor: Floor, at_counter: Come) -> None:
    before = at_counter(floor)
    _ready_to_save(before)
    before.view.money.low.setText("六百")
    before.view.device.passcode.kind.setCurrentIndex(1)
    before.view.device.passcode.secret.setText("147258")
    before.view.changed.emit()
    before.page.left()
    before.settle()
    kept = floor.shop.ask(drafts_of, COUNTER_DESK, "intake")
    assert [draft.title for draft in kept] == ["李雷 · Mate 60"]
    assert "147258" not in kept[0].body

    after = at_counter(floor)
    assert after.view.head.resume.isVisible()
    assert "李雷" in after.view.head.resume.text()
    after.press(Qt.Key.Key_F9)
    entered = after.view.entered()
    assert (entered.name, entered.model, entered.estimate_low) == ("李雷", "Mate 60", "六百")
    after.view.money.low.setText("600")
    after.press(Qt.Key.Key_F7, Qt.Key.Key_F8)
    after.commit()
    after.agree()
    assert after.newest() is not None
    assert floor.shop.ask(drafts_of, COUNTER_DESK, "intake") == ()


def test_parked_intakes_wait_while_another_is_taken(hands: Hands) -> None:
    _ready_to_save(hands)
    hands.press(Qt.Key.Key_F6)
    assert hands.view.entered().is_blank
    hands.view.customer.name.setText("韩梅梅")
    hands.view.changed.emit()
    assert hands.view.head.parked.isVisible()
    assert "1" in hands.view.head.parked.text()
    hands.page.presenter.resume(hands.view.head.newest())
    hands.settle()
    assert hands.view.entered().name == "李雷"
    titles = {draft.title for draft in hands.floor.shop.ask(drafts_of, COUNTER_DESK, "intake")}
    assert titles == {"李雷 · Mate 60", "韩梅梅"}


def test_a_cleared_form_can_be_had_back(hands: Hands) -> None:
    _ready_to_save(hands)
    said: list[Notice] = []
    hands.desk.notices.said.connect(said.append)
    hands.page.presenter.clear()
    hands.settle()
    assert hands.view.entered().is_blank
    undo = said[-1].action
    assert undo is not None
    undo()
    assert hands.view.entered().name == "李雷"


def test_a_scanned_imei_fills_the_device(regular: Floor, at_counter: Come) -> None:
    hands = at_counter(regular)
    assert hands.page.scanned(ScanResult(Scanned.IMEI, IMEI, device_id=1))
    hands.settle()
    entered = hands.view.entered()
    assert (entered.customer_id, entered.device_id, entered.identity) == (1, 1, IMEI)
    assert not hands.page.scanned(ScanResult(Scanned.TAG, "12345678", ticket_id=1))


def test_an_unknown_imei_is_written_into_its_field(hands: Hands) -> None:
    assert hands.page.scanned(ScanResult(Scanned.IMEI, IMEI))
    assert hands.view.entered().identity == IMEI


def test_a_passcode_reaches_the_vault_and_nothing_else(hands: Hands) -> None:
    _ready_to_save(hands)
    passcode = hands.view.device.passcode
    passcode.kind.setCurrentIndex(3)
    passcode.kind.activated.emit(3)
    hands.type("14789")
    hands.enter()
    assert hands.view.passcode() is not None
    hands.press(Qt.Key.Key_F7, Qt.Key.Key_F8)
    hands.commit()
    hands.agree()
    card = hands.newest()
    assert card is not None
    assert card.has_passcode
    assert hands.view.passcode() is None


def test_it_is_printed_once_however_often_the_key_is_struck(hands: Hands) -> None:
    _ready_to_save(hands)
    hands.press(Qt.Key.Key_F7, Qt.Key.Key_F8)
    hands.page.presenter.save()
    hands.page.presenter.save()
    hands.settle()
    hands.agree()
    hands.commit()
    first = hands.newest()
    assert first is not None
    jobs = hands.floor.shop.ask(print_queue, COUNTER_DESK)
    assert len(jobs) == 2


def test_the_language_changes_under_a_filled_form(hands: Hands) -> None:
    _ready_to_save(hands)
    hands.press(Qt.Key.Key_F7)
    before = hands.view.entered()
    hands.desk.texts.use("en")
    QApplication.processEvents()
    assert hands.view.entered() == before
    hands.desk.texts.use("zh_CN")


def test_everything_fits_the_small_screen(floor: Floor, at_counter: Come) -> None:
    hands = at_counter(floor)
    for language in ("zh_CN", "en"):
        hands.desk.texts.use(language)
        bands = hands.view.findChild(QScrollArea, "intake_bands")
        assert bands is not None
        hands.qtbot.waitUntil(lambda: bands.verticalScrollBar().maximum() == 0)  # noqa: B023 - called here
        save = hands.view.save
        assert save.mapTo(hands.view, save.rect().bottomLeft()).y() <= hands.view.height()


def test_tab_alone_reaches_every_field(hands: Hands) -> None:
    seen = set()
    for _ in range(60):
        hands.press(Qt.Key.Key_Tab)
        focus = hands.focus()
        if focus is not None:
            seen.add(focus.objectName())
    wanted = {"intake_own_accessories", "intake_passcode_kind", "intake_fault_words", "intake_since"}
    assert wanted | {"intake_checks", "intake_purchase_date", "intake_save"} <= seen
