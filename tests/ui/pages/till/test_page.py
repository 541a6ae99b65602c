"""The till worked by hand on a real shop: scanned, clicked, typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.stock import OldPartFate
from shopdesk.domain.ticket import Status
from shopdesk.services.day_close import CloseDay
from shopdesk.services.till import deposit_held, till_state
from shopdesk.services.work import Actor
from shopdesk.ui.pages.till.till_page import TillPage
from tests.services.books import accounts, hand_over, numbers, told
from tests.shop_floor import Floor


@dataclass
class AtTill:
    """Somebody at the counter before the till."""

    open_desk: OpenDesk
    page: TillPage
    floor: Floor
    qtbot: QtBot

    def settle(self) -> None:
        self.qtbot.waitUntil(self.open_desk.frame.tasks.idle)

    def scan(self, kind: CodeKind, ticket_id: int) -> None:
        self.open_desk.front.scan(code_for(kind, ticket_id))
        self.settle()

    def press(self, name: str, inside: QWidget | None = None) -> None:
        button = (inside or self.page).findChild(QPushButton, name)
        assert button is not None, name
        assert button.isEnabled(), name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def type(self, name: str, text: str, inside: QWidget | None = None) -> QLineEdit:
        edit = (inside or self.page).findChild(QLineEdit, name)
        assert edit is not None, name
        edit.setFocus()
        edit.selectAll()
        if text.isascii():
            QTest.keyClicks(edit, text)
            # The scanner holds keys back for a moment, until they cannot be a scan any more.
            self.qtbot.waitUntil(lambda: edit.text() == text)
        else:
            # What an input method does; QTest types ASCII only.
            edit.insert(text)
        return edit

    def commit(self) -> None:
        window = self.open_desk.frame.window
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def dialog(self, name: str) -> QWidget:
        found = self.open_desk.frame.window.findChild(QWidget, name)
        assert found is not None, name
        return found

    def showing(self, screen: QWidget) -> bool:
        return screen.isVisible()


@pytest.fixture
def at_till(floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot) -> Callable[..., AtTill]:
    """``at_till(floor.counter)`` opens the window at the till with that person."""

    def give(actor: Actor | None = None) -> AtTill:
        opened = open_window(floor, actor or floor.owner, page="till")
        page = opened.front.desk.navigator.page("till")
        assert isinstance(page, TillPage)
        here = AtTill(opened, page, floor, qtbot)
        here.settle()
        return here

    return give


def test_who_waits_longest_stands_first_in_the_list(floor: Floor, at_till: Callable[..., AtTill]) -> None:
    floor.ready()
    floor.clock.on(days=8)
    floor.ready(name="赵敏")
    here = at_till()
    said = [here.page.list.list.says(row) for row in range(2)]
    assert [(one.strong, one.word) for one in said if one] == [("王喆", "已等 8 天"), ("赵敏", "今天完修")]


def test_slip_tag_cash_and_out_by_hand(floor: Floor, at_till: Callable[..., AtTill]) -> None:
    ticket_id = floor.ready(deposit=10000)
    here = at_till(floor.counter)
    here.scan(CodeKind.SLIP, ticket_id)
    assert here.showing(here.page.pickup)
    assert here.page.pickup.payment.due.text() == "¥680.00"
    here.scan(CodeKind.TAG, ticket_id)
    # Both match: the first tender has the keyboard; Enter takes it, the amount is ready to be typed over.
    focus = here.open_desk.frame.window.focusWidget()
    assert focus is not None
    assert focus.objectName() == "tender_cash"
    QTest.keyClick(focus, Qt.Key.Key_Return)
    amount = here.type("amount_cash", "700")
    QTest.keyClick(amount, Qt.Key.Key_Tab)
    assert here.page.pickup.payment.change.text() == "¥20.00"
    here.page.pickup.pad.setFocus()
    QTest.keyClick(here.page.pickup.pad, Qt.Key.Key_P)
    here.commit()
    assert here.showing(here.page.done)
    assert here.page.done.figure.text() == "¥20.00"
    assert floor.card(ticket_id).status is Status.COLLECTED
    here.commit()
    assert here.showing(here.page.rest)


def test_a_quick_note_pays_and_the_rest_is_change(floor: Floor, at_till: Callable[..., AtTill]) -> None:
    here = at_till()
    here.scan(CodeKind.SLIP, floor.ready())
    here.press("chip_80000")
    assert here.page.pickup.payment.change.text() == "¥20.00"
    assert [tender.amount for tender in here.page.pickup.payment.tenders()] == [80000]


def test_a_foreign_tag_stops_it_and_offers_its_own_ticket(
    floor: Floor, at_till: Callable[..., AtTill]
) -> None:
    first, second = floor.ready(), floor.ready(name="赵敏")
    here = at_till()
    here.scan(CodeKind.SLIP, first)
    here.scan(CodeKind.TAG, second)
    assert here.page.pickup.tiles.tag_tile.accessibleName() == "这是另一台设备"
    here.commit()
    assert here.page.pickup.banner.isVisible()
    assert numbers(floor.shop, "sale") == []
    here.press("open_other_tag")
    assert here.page.presenter.pickup.ticket_id == second
    assert here.page.pickup.tiles.tag_tile.accessibleName() == "设备相符"


def test_what_is_missing_gets_the_keyboard(floor: Floor, at_till: Callable[..., AtTill]) -> None:
    ticket_id = floor.ready(fate=OldPartFate.UNDECIDED)
    here = at_till()
    here.scan(CodeKind.SLIP, ticket_id)
    here.scan(CodeKind.TAG, ticket_id)
    row = here.page.pickup.old_parts.rows()[0]
    assert row.chips.chips()[0].hasFocus()
    QTest.keyClick(row.chips.chips()[0], Qt.Key.Key_Space)
    here.qtbot.waitUntil(lambda: floor.card(ticket_id).old_parts[0].fate is OldPartFate.RETURNED)


def test_a_lost_slip_asks_for_identity_and_reason(floor: Floor, at_till: Callable[..., AtTill]) -> None:
    ticket_id = floor.ready()
    here = at_till()
    here.page.list.list.clicked.emit(here.page.list.list.rows_model.index(0))
    here.settle()
    here.press("till_scan_lost")
    dialog = here.dialog("lost_slip_dialog")
    here.type("lost_identity", "身份证 尾号 4827", dialog)
    here.press("dialog_go", dialog)
    assert dialog.isVisible(), "without a reason it stays"
    here.type("lost_reason", "掉了", dialog)
    here.press("dialog_go", dialog)
    assert here.page.pickup.tiles.slip_tile.accessibleName() == "凭证遗失，已核对证件"
    here.scan(CodeKind.TAG, ticket_id)
    here.press("tender_wechat")
    here.page.pickup.pad.set_on_paper(True)
    here.press("till_pickup_complete")
    assert len(told(floor.shop, "slip_lost")) == 1


def test_over_the_approval_leads_to_the_ticket(
    floor: Floor, at_till: Callable[..., AtTill], monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket_id = floor.ready()
    here = at_till()
    here.scan(CodeKind.SLIP, ticket_id)
    here.press("till_amount_adjust")
    dialog = here.dialog("price_dialog")
    here.type("agreed_price", "999", dialog)
    here.press("dialog_go", dialog)
    assert here.page.pickup.amounts.over.isVisible()
    went: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(
        here.open_desk.front.desk.navigator, "go", lambda page, **target: went.append((page, target))
    )
    here.press("till_amount_new_quote")
    assert went == [("tickets", {"ticket_id": ticket_id})]


def test_escape_leaves_and_books_nothing(floor: Floor, at_till: Callable[..., AtTill]) -> None:
    here = at_till()
    before = accounts(floor.shop)
    here.scan(CodeKind.SLIP, floor.ready())
    QTest.keyClick(here.page, Qt.Key.Key_Escape)
    here.settle()
    assert here.showing(here.page.rest)
    assert accounts(floor.shop) == before


def test_a_code_typed_by_hand_is_a_scan(floor: Floor, at_till: Callable[..., AtTill]) -> None:
    ticket_id = floor.ready()
    here = at_till()
    here.page.list.search.setText(code_for(CodeKind.SLIP, ticket_id))
    here.page.list.search.entered.emit()
    here.settle()
    assert here.page.presenter.pickup.ticket_id == ticket_id


def test_search_finds_and_enter_opens(floor: Floor, at_till: Callable[..., AtTill]) -> None:
    floor.ready()
    wanted = floor.ready(name="赵敏", phone="139 0000 1111")
    here = at_till()
    here.page.list.search.setText("赵敏")
    here.page.list.search.entered.emit()
    here.settle()
    assert here.page.presenter.pickup.ticket_id == wanted


def test_a_ticket_under_way_takes_a_deposit(floor: Floor, at_till: Callable[..., AtTill]) -> None:
    ticket_id = floor.receive().ticket_id
    here = at_till(floor.counter)
    here.scan(CodeKind.SLIP, ticket_id)
    assert here.showing(here.page.deposit)
    here.commit()
    assert here.page.deposit.amount_field.error()
    here.type("till_deposit_amount", "100")
    here.commit()
    assert here.showing(here.page.done)
    assert floor.shop.ask(deposit_held, ticket_id) == 10000


def test_cash_out_stays_open_until_it_can_be(floor: Floor, at_till: Callable[..., AtTill]) -> None:
    here = at_till(floor.counter)
    here.press("till_action_cash")
    dialog = here.dialog("cash_dialog")
    here.type("cash_amount", "501", dialog)
    here.type("cash_reason", "买快递袋", dialog)
    here.press("dialog_go", dialog)
    assert dialog.isVisible()
    here.type("cash_amount", "25", dialog)
    here.press("dialog_go", dialog)
    here.qtbot.waitUntil(lambda: accounts(floor.shop)["tender:cash"] == 47500)


def test_the_drawer_opens_with_a_reason(floor: Floor, at_till: Callable[..., AtTill]) -> None:
    here = at_till(floor.counter)
    here.press("till_action_drawer")
    dialog = here.dialog("drawer_dialog")
    here.type("drawer_reason", "换零", dialog)
    here.press("dialog_go", dialog)
    assert len(told(floor.shop, "drawer_opened")) == 1


def test_a_refund_never_gives_more_than_was_paid(floor: Floor, at_till: Callable[..., AtTill]) -> None:
    hand_over(floor, floor.ready())
    here = at_till()
    here.press("till_action_refund")
    here.page.list.list.activated_row.emit(here.page.list.list.rows_model.row_at(0))
    here.settle()
    screen, labour = here.page.refund.rows()
    screen.amount.setText("620.01")
    assert not screen.error.isHidden()
    here.commit()
    assert numbers(floor.shop, "refund") == []
    screen.amount.clear()
    labour.amount.setText("33.33")
    here.commit()
    assert here.page.refund.reason_field.error()
    here.type("refund_reason", "多收")
    here.commit()
    assert here.showing(here.page.done)
    assert numbers(floor.shop, "refund") == [1]


def test_the_counter_may_not_refund_and_is_told_so(floor: Floor, at_till: Callable[..., AtTill]) -> None:
    ticket_id = floor.ready()
    hand_over(floor, ticket_id)
    here = at_till(floor.counter)
    button = here.page.rest.findChild(QPushButton, "till_action_refund")
    assert button is not None
    assert not button.isEnabled()
    assert button.toolTip() == "当前人员没有此权限"
    here.scan(CodeKind.SLIP, ticket_id)
    assert here.showing(here.page.refund)
    assert not here.page.refund.go.isEnabled()
    assert here.page.refund.why_not.isVisible()


def test_a_closed_till_shows_one_card_and_opens(floor: Floor, at_till: Callable[..., AtTill]) -> None:
    floor.shop.do(CloseDay(pieces=((10000, 5),)), floor.owner)
    here = at_till(floor.counter)
    assert here.showing(here.page.closed_till)
    here.commit()
    assert here.page.closed_till.field.error()
    here.press("segment_pieces")
    first = here.page.closed_till.count.edits()[0]
    here.type("pieces_10000", "3")
    QTest.keyClick(first, Qt.Key.Key_Return)
    here.qtbot.waitUntil(here.page.closed_till.count.edits()[1].hasFocus)
    here.commit()
    assert here.showing(here.page.rest)
    assert floor.shop.ask(till_state, floor.counter.desk).opening_float == 30000


def test_both_languages_and_themes_show_every_screen(floor: Floor, at_till: Callable[..., AtTill]) -> None:
    here = at_till()
    here.scan(CodeKind.SLIP, floor.ready())
    for language, mode in (("en", "dark"), ("zh_CN", "light")):
        here.open_desk.front.desk.texts.use(language)
        here.open_desk.front.desk.theme.use(mode)  # type: ignore[arg-type]  # one of the two
        here.settle()
        assert not here.page.pickup.grab().isNull()
    assert here.page.pickup.tiles.tag_tile.accessibleName() == "扫设备标签"


def test_the_page_fits_a_small_screen(floor: Floor, at_till: Callable[..., AtTill]) -> None:
    here = at_till()
    here.scan(CodeKind.SLIP, floor.ready(fate=OldPartFate.UNDECIDED))
    assert here.page.minimumSizeHint().width() <= 1290
    assert here.page.minimumSizeHint().height() <= 716
