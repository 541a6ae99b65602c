"""Stock in the window: found as typed, received by scan, counted, changed; nothing typed lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from shopdesk.domain.quote import Grade
from shopdesk.services.inventory import ReceiveLot, SavePart
from shopdesk.services.stock import part, part_card
from shopdesk.ui.common.conflict import ConflictDialog
from tests.shop_floor import Floor
from tests.ui.pages.parts.conftest import AtParts

SCREEN = "6901234567892"


def add(floor: Floor, sku: str, name: str, low_level: int = 0) -> int:
    command = SavePart(sku=sku, name=name, grade=Grade.AFTERMARKET, price=6800, low_level=low_level)
    return floor.shop.do(command, floor.technician).value


def test_low_on_top_and_found_as_typed(floor: Floor, at_parts: Callable[..., AtParts]) -> None:
    add(floor, "TYPEC", "尾插小板", low_level=3)
    parts = at_parts(floor)
    assert parts.shown() == ["TYPEC", "DSP-14PM", "BAT-14PM"] or parts.shown()[0] == "TYPEC"
    assert parts.view.low.word() == "1 种不足"
    parts.view.search.setFocus()
    parts.type("bat")
    assert parts.shown() == ["BAT-14PM"]
    parts.press(Qt.Key.Key_Down)
    assert parts.page.presenter.card is not None
    assert parts.page.presenter.card.part.sku == "BAT-14PM"
    parts.view.search.setText("没有的")
    parts.settle()
    assert parts.shown() == []


def test_a_scan_opens_whatever_was_searched_for(floor: Floor, at_parts: Callable[..., AtParts]) -> None:
    parts = at_parts(floor)
    parts.view.search.setText("电池")
    parts.settle()
    parts.scan(SCREEN)
    assert parts.view.card.name.text() == "iPhone 14 Pro Max 屏幕总成"
    assert "DSP-14PM" in parts.shown()
    row = parts.view.table.current_row()
    assert row is not None
    assert row.id == floor.screen_id


def test_a_delivery_by_scan(floor: Floor, at_parts: Callable[..., AtParts]) -> None:
    parts = at_parts(floor)
    form = parts.view.receive_form
    parts.press(Qt.Key.Key_F6)
    parts.scan(SCREEN, SCREEN, SCREEN)  # each scan one piece more
    assert (form.found.text(), form.quantity.value()) == ("iPhone 14 Pro Max 屏幕总成", 3)
    parts.commit()
    assert form.fields["unit_cost"].error()  # the cost is missing, and said so beside its field
    form.cost.setText("405.50")
    form.number.setText("2611-7")
    form.supplier.setText("华强北")
    assert form.level.text() == "现存 9 → 12  ·  合计 ¥1,216.50"
    parts.commit()
    card = floor.shop.ask_as(floor.owner, part_card, floor.screen_id)
    assert card.part.on_hand == 12
    newest = card.lots[-1]
    assert (newest.number, newest.supplier, newest.unit_cost, newest.left) == ("2611-7", "华强北", 40550, 3)
    parts.scan("BAT-14PM")  # the next part of the same delivery
    assert (form.number.text(), form.supplier.text(), form.quantity.value()) == ("2611-7", "华强北", 1)
    form.cost.setText("120")
    parts.commit()
    assert floor.shop.ask(part, floor.battery_id).on_hand == 10
    assert form.taken.text().splitlines()[1:] == [
        "iPhone 14 Pro Max 屏幕总成 × 3",
        "iPhone 14 Pro Max 电池 × 1",
    ]


def test_a_code_typed_by_hand_that_is_no_part(floor: Floor, at_parts: Callable[..., AtParts]) -> None:
    parts = at_parts(floor)
    parts.press(Qt.Key.Key_F6)
    parts.type("XYZ")
    parts.press(Qt.Key.Key_Return)
    form = parts.view.receive_form
    assert "XYZ" in form.fields["part_id"].error()
    assert form.code.text() == "XYZ"
    parts.commit()
    assert form.fields["part_id"].error()


def test_a_count_piece_by_piece(floor: Floor, at_parts: Callable[..., AtParts]) -> None:
    parts = at_parts(floor)
    parts.open(floor.screen_id)
    parts.view.card.count.click()
    form = parts.view.count_form
    parts.scan(*[SCREEN] * 7)
    assert form.counted.text() == "7"
    assert form.difference.text() == "\N{MINUS SIGN}2"
    assert "少 2 件" in form.said.text()
    parts.commit()
    assert form.fields["reason"].error()
    assert floor.shop.ask(part, floor.screen_id).on_hand == 9
    form.reasons.chips()[1].click()
    parts.commit()
    card = floor.shop.ask(part_card, floor.screen_id)
    assert card.part.on_hand == 7
    assert (card.movements[0].quantity, card.movements[0].reason) == (-2, "损坏")
    assert parts.view.form() is None
    assert parts.view.card.on_hand.number.text() == "7"


def test_a_count_overtaken_keeps_what_was_counted(floor: Floor, at_parts: Callable[..., AtParts]) -> None:
    parts = at_parts(floor)
    parts.open(floor.screen_id)
    parts.view.card.count.click()
    form = parts.view.count_form
    form.counted.setText("9")
    form.reason.setText("盘点")
    floor.shop.do(ReceiveLot(part_id=floor.screen_id, quantity=2, unit_cost=1), floor.owner)
    parts.commit()
    assert form.banner.isVisible()
    assert (form.on_hand.text(), form.counted.text(), form.difference.text()) == (
        "11",
        "9",
        "\N{MINUS SIGN}2",
    )
    parts.commit()
    assert floor.shop.ask(part, floor.screen_id).on_hand == 9


def test_a_new_part_with_errors_beside_its_fields(floor: Floor, at_parts: Callable[..., AtParts]) -> None:
    parts = at_parts(floor)
    parts.scan("6900000000005")  # nothing known by it: perhaps a new part's
    assert "6900000000005" in parts.said()[0]
    parts.page.presenter.start_new("6900000000005")
    form = parts.view.part_form
    assert form.barcode.text() == "6900000000005"
    parts.commit()
    assert form.fields["price"].error()
    form.price.setText("68")
    parts.commit()
    assert form.fields["sku"].error() or form.fields["name"].error()
    form.name.setText("Type-C 尾插小板")
    form.sku.setText("DSP-14PM")
    parts.commit()
    assert form.fields["sku"].error() == "已有配件使用此编号。"
    assert form.name.text() == "Type-C 尾插小板"
    form.sku.setText("TYPEC")
    parts.commit()
    assert parts.view.card.name.text() == "Type-C 尾插小板"
    assert "TYPEC" in parts.shown()
    parts.scan("6900000000005")
    assert parts.page.presenter.card is not None
    assert parts.page.presenter.card.part.sku == "TYPEC"


def test_both_sides_of_a_conflict_are_shown_and_chosen(
    floor: Floor, at_parts: Callable[..., AtParts]
) -> None:
    parts = at_parts(floor)
    parts.open(floor.battery_id)
    parts.press(Qt.Key.Key_F2)
    form = parts.view.part_form
    form.bin.setText("A9")
    seen = floor.shop.ask(part, floor.battery_id)
    theirs = SavePart(
        part_id=seen.id,
        seen_version=seen.version,
        sku=seen.sku,
        name=seen.name,
        grade=seen.grade,
        price=31000,
    )
    floor.shop.do(theirs, floor.owner)
    parts.commit()
    dialog = parts.open_desk.frame.window.findChild(ConflictDialog)
    assert dialog is not None
    assert dialog.taken() == {
        "price",
        "low_level",
    }  # what only they changed is theirs unless chosen otherwise
    dialog.go.click()
    parts.settle()
    saved = floor.shop.ask(part, floor.battery_id)
    assert (saved.price, saved.bin) == (31000, "A9")


def test_what_was_typed_waits_over_a_restart(floor: Floor, at_parts: Callable[..., AtParts]) -> None:
    parts = at_parts(floor)
    parts.press(Qt.Key.Key_F7)
    parts.view.part_form.name.setText("后盖玻璃")
    parts.press(Qt.Key.Key_Escape)
    assert parts.view.form() is None
    parts.open(floor.screen_id)
    again = at_parts(floor)
    again.press(Qt.Key.Key_F7)
    assert again.view.part_form.name.text() == "后盖玻璃"


def test_who_waits_leads_to_the_ticket_and_movements_name_ticket_and_person(
    floor: Floor, at_parts: Callable[..., AtParts]
) -> None:
    used = floor.testing()
    waiting = floor.approved(name="刘洋", phone="139 0000 0001")
    parts = at_parts(floor)
    parts.open(floor.screen_id)
    card = parts.view.card
    assert card.tabs.tabText(2) == "等它的工单 1"
    moves = card.moves.rows_model
    said = str(moves.data(moves.index(0, 1)))
    assert floor.card(used).number in said
    assert "陈" in said
    card.waiting.activated_row.emit(card.waiting.rows_model.rows[0])
    parts.settle()
    assert parts.desk.navigator.current == "tickets"
    assert card.waiting.rows_model.rows[0].ticket_id == waiting


@pytest.mark.parametrize(
    ("who", "cost", "keeps"), [("owner", True, True), ("technician", False, True), ("counter", False, False)]
)
def test_each_sees_what_is_theirs(
    floor: Floor, at_parts: Callable[..., AtParts], who: str, cost: bool, keeps: bool
) -> None:
    parts = at_parts(floor, getattr(floor, who))
    parts.open(floor.screen_id)
    assert parts.view.card.lots.isColumnHidden(3) is not cost
    assert parts.view.card.count.isVisible() is keeps
    assert parts.view.receive.isVisible() is keeps
    parts.press(Qt.Key.Key_F6)
    assert (parts.view.form() is not None) is keeps


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_page_fits_the_small_frame_and_gloves(
    floor: Floor, at_parts: Callable[..., AtParts], language: str
) -> None:
    parts = at_parts(floor, language=language)
    parts.open(floor.screen_id)
    assert parts.page.minimumSizeHint().width() <= 1290
    assert parts.page.minimumSizeHint().height() <= 716
    small = [
        button.objectName()
        for button in parts.page.findChildren(QPushButton)
        if button.isVisible() and button.height() < 44
    ]
    assert small == []
    assert parts.view.form() is None


def test_another_language_renames_what_is_shown(floor: Floor, at_parts: Callable[..., AtParts]) -> None:
    parts = at_parts(floor)
    parts.open(floor.screen_id)
    parts.desk.texts.use("en")
    parts.settle()
    assert parts.view.card.tabs.tabText(0) == "Lots"
    assert "certified" in parts.view.card.facts.text()
