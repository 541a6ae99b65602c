"""Earlier repairs, corrections, own models and known customers at the window, on a real shop."""

from __future__ import annotations

from PySide6.QtCore import Qt

from shopdesk.domain.papers import ReceiptPaper
from shopdesk.services.documents import paper_of
from shopdesk.services.own_models import own_models
from shopdesk.services.people import EditCustomer, customer_card
from shopdesk.services.phones import FurtherPhone
from tests.shop_floor import Floor
from tests.ui.pages.intake.conftest import IMEI, Hands
from tests.ui.pages.intake.steps import (
    F7,
    F8,
    F10,
    OTHER_IMEI,
    Come,
    agree_to,
    known,
)

# earlier repairs


def test_what_was_done_before_stands_beside_the_fault(regular: Floor, at_counter: Come) -> None:
    hands = at_counter(regular)
    known(hands)
    history = hands.view.fault.history
    assert history.isVisible()
    line = history.findChild(type(hands.view.customer.note), "intake_history_line")
    assert line is not None
    assert line.whole() == "保修至 2027-05-20 · 11-21 更换屏幕总成，重新贴防水胶 · ¥780.00"
    history.open()
    (row,) = history.sheet.list.shown
    assert (row.number, row.amount, row.warranty) == ("26-000001", "¥780.00", "保修至 2027-05-20")
    assert "陈" in row.done
    assert "SN-8841" in row.done
    hands.press(Qt.Key.Key_Return)
    assert hands.desk.navigator.current == "tickets"


def test_a_claim_is_one_key_and_leads_back(regular: Floor, at_counter: Come) -> None:
    hands = at_counter(regular)
    known(hands)
    hands.press(F10, Qt.Key.Key_1, F7, F8)
    paper = hands.page.presenter.paper()
    assert ("保修申请", "原工单 26-000001（更换屏幕总成，重新贴防水胶）") in {
        (one.question, one.answer) for one in paper.history
    }
    hands.commit()
    hands.agree()
    card = hands.newest()
    assert card is not None
    assert card.redoes is not None
    assert card.redoes.number == "26-000001"
    assert card.redoes.serials == ("SN-8841",)
    receipt = regular.shop.ask(paper_of, card.documents[0].id)
    assert isinstance(receipt, ReceiptPaper)
    assert "保修申请" in {one.question for one in receipt.history}


def test_a_claim_is_taken_back_and_goes_with_its_device(regular: Floor, at_counter: Come) -> None:
    hands = at_counter(regular)
    known(hands)
    hands.press(F10)
    assert hands.view.entered().redoes_id == 1
    hands.press(F10)
    assert hands.view.entered().redoes_id is None
    hands.press(F10)
    hands.view.device.model.setFocus()
    hands.press(Qt.Key.Key_End)
    hands.type("x")
    entered = hands.view.entered()
    assert (entered.device_id, entered.redoes_id, entered.identity) == (None, None, "")
    assert not hands.view.fault.history.isVisible()


def test_no_claim_is_offered_when_the_warranty_has_run_out(regular: Floor, at_counter: Come) -> None:
    regular.clock.on(days=400)
    hands = at_counter(regular)
    known(hands)
    assert hands.view.fault.history.isVisible()
    assert not hands.view.fault.history.claim.isVisible()
    hands.press(F10)
    assert hands.view.entered().redoes_id is None


# what is known about a device


def test_a_missing_colour_is_filled_in_and_a_wrong_imei_asked_about(regular: Floor, at_counter: Come) -> None:
    hands = at_counter(regular)
    known(hands)
    hands.view.device.storage.setEditText("512 GB")
    hands.view.device.identity.setFocus()
    hands.view.device.identity.selectAll()
    hands.type(OTHER_IMEI)
    assert hands.view.entered().device_id == 1
    hands.view.go_band(3)
    hands.press(Qt.Key.Key_1, F7, F8)
    hands.commit()
    hands.agree()
    agree_to(hands, "1481")
    card = hands.newest()
    assert card is not None
    assert (card.device.id, card.device.imei, card.device.storage) == (1, OTHER_IMEI, "512 GB")
    assert [one.data["field"] for one in card.timeline if one.kind == "device_corrected"] == [
        "storage",
        "imei",
    ]


def test_a_typed_imei_brings_its_phone_and_owner(regular: Floor, at_counter: Come) -> None:
    hands = at_counter(regular)
    hands.view.device.identity.setFocus()
    hands.type(IMEI)
    entered = hands.view.entered()
    assert (entered.customer_id, entered.device_id, entered.model) == (1, 1, "iPhone 14 Pro Max")


def test_an_imei_of_somebody_else_is_said_at_once_and_moved_when_agreed(
    regular: Floor, at_counter: Come
) -> None:
    hands = at_counter(regular)
    hands.view.customer.name.setText("李雷")
    hands.view.device.model.setText("iPhone 14 Pro Max")
    hands.view.fault.words.setText("不开机")
    hands.view.device.identity.setFocus()
    hands.type(IMEI)
    assert hands.view.device.numbers.remark.text() == "登记在 王… 名下"
    hands.press(F7, F8)
    hands.commit()
    hands.agree()
    agree_to(hands, "王…")
    card = hands.newest()
    assert card is not None
    assert (card.customer.name, card.device.id) == ("李雷", 1)
    assert regular.shop.ask(customer_card, 1).devices == ()


def test_a_lock_is_warned_of(hands: Hands) -> None:
    hands.view.device.lock.setFocus()
    hands.press(Qt.Key.Key_Y)
    assert "无法完整检测" in hands.view.device.note.whole()
    assert ("激活锁", "未解除，无法完整检测") in {
        (one.question, one.answer) for one in hands.page.presenter.paper().history
    }


def test_what_is_asked_at_leisure_waits_on_a_sheet(hands: Hands) -> None:
    more = hands.view.fault.more
    more.button.setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Space, Qt.Key.Key_Tab)
    hands.type("京东")
    more.lines["tried"].setFocus()
    hands.type("重启过")
    hands.enter()
    hands.type("尽量保数据")
    hands.enter()
    assert hands.focus() is more.button
    entered = hands.view.entered()
    assert (entered.proofs, entered.purchase_channel) == (("receipt",), "京东")
    assert (entered.tried, entered.wanted) == ("重启过", "尽量保数据")
    assert more.button.text() == "凭证、诉求 4 项"
    hands.view.show_error("tried", "problems.too_long", {"most": 200, "n": 201})
    assert hands.focus() is more.lines["tried"]
    hands.press(Qt.Key.Key_Escape)
    assert hands.focus() is more.button


# models of the shop's own


def test_an_unknown_model_is_added_and_found_from_then_on(hands: Hands) -> None:
    hands.view.device.model.setFocus()
    hands.type("Zzphone X9")
    hands.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert [one.name for one in hands.floor.shop.ask(own_models)] == ["Zzphone X9"]
    assert hands.view.entered().model == "Zzphone X9"
    hands.view.device.model.setFocus()
    hands.view.device.model.selectAll()
    hands.type("zzph")
    hands.enter()
    assert hands.view.entered().model == "Zzphone X9"


def test_enter_alone_adds_nothing(hands: Hands) -> None:
    hands.view.device.model.setFocus()
    hands.type("Zzphone X9")
    hands.enter()
    assert hands.floor.shop.ask(own_models) == ()
    assert hands.view.entered().model == "Zzphone X9"
    assert hands.focus() is not hands.view.device.model


# who it is


def test_somebody_of_the_same_name_is_offered(regular: Floor, at_counter: Come) -> None:
    hands = at_counter(regular)
    hands.view.customer.name.setFocus()
    hands.type("王喆")
    hands.press(Qt.Key.Key_Tab)
    same = hands.view.customer.same
    assert same.isVisible()
    assert same.text() == "用 王喆 …4827 的档案"
    same.click()
    hands.settle()
    assert hands.view.entered().customer_id == 1
    assert not same.isVisible()


def test_one_of_several_numbers_is_printed(regular: Floor, at_counter: Come) -> None:
    regular.shop.do(
        EditCustomer(
            customer_id=1,
            seen_version=1,
            name="王喆",
            phone="138 0016 4827",
            phones=(FurtherPhone("139 0000 7777", "family"),),
        ),
        regular.owner,
    )
    hands = at_counter(regular)
    hands.type("7777")
    hands.enter(2)
    assert hands.view.entered().phone == "139 0000 7777"
    assert hands.view.customer.numbers.isVisible()
    hands.press(Qt.Key.Key_1, F7, F8)
    hands.commit()
    hands.agree()
    card = hands.newest()
    assert card is not None
    receipt = regular.shop.ask(paper_of, card.documents[0].id)
    assert isinstance(receipt, ReceiptPaper)
    assert receipt.customer_phone == "139 0000 7777"
