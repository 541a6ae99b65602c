"""The page under hands: list, search, filters, forms; and what other desks do meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from shopdesk.domain.ticket import Status
from shopdesk.services.intake import ReceiveDevice
from shopdesk.services.intake_form import PasscodeEntry
from shopdesk.services.ticket_lists import TicketFilter
from shopdesk.ui.common.secret import SecretView
from shopdesk.ui.pages.tickets.menus import more_actions, print_menu
from shopdesk.ui.pages.tickets.telling import TicketShown
from tests.shop_floor import Floor
from tests.ui.pages.tickets.conftest import Hands

ENTER, DOWN, UP, ESC = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Escape


# the list


def test_filters_with_their_counts(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    received = floor.receive().ticket_id
    ready = floor.ready(name="刘洋", phone="13900001111")
    floor.clock.on(hours=7)
    hands = at_tickets(floor)
    chips = {chip.value: chip.text() for chip in hands.page.list.chips.chips()}
    assert chips == {"open": "未结 2", "mine": "我的 0", "late": "逾期 1", "ready": "待取 1", "all": "全部 2"}
    assert hands.numbers() == [ready, received]
    hands.page.list.chips.chips()[2].click()
    hands.settle()
    assert hands.numbers() == [received]
    hands.go(which="ready")
    assert hands.numbers() == [ready]
    hands.page.rows.use_filter(TicketFilter.ALL)
    hands.settle()
    assert hands.numbers() == [ready, received]


def test_keys_move_and_the_ticket_opens_beside(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    first, second, third = (
        floor.receive(name=name, phone=phone).ticket_id
        for name, phone in (("王喆", "13800001111"), ("刘洋", "13800002222"), ("赵敏", "13800003333"))
    )
    hands = at_tickets(floor)
    assert hands.opened() == third
    hands.press(DOWN)
    assert hands.opened() == second
    hands.press(DOWN)
    assert hands.opened() == first
    hands.press(UP)
    assert hands.opened() == second
    assert "刘洋" in hands.page.ticket.head.facts.accessibleDescription()


def test_typing_finds_and_arrows_stay_in_the_box(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    first = floor.receive(name="王喆", phone="13800001111").ticket_id
    second = floor.receive(name="刘洋", phone="13800002222").ticket_id
    hands = at_tickets(floor)
    hands.page.list.focus_search()
    hands.say("2222")
    assert hands.numbers() == [second]
    hands.press(DOWN)
    assert hands.opened() == second
    assert hands.focus() is hands.page.list.search
    hands.press(ESC)
    assert hands.numbers() == [second, first]
    hands.say("王喆")
    hands.press(ENTER)
    assert hands.opened() == first
    assert hands.focus() is hands.page.ticket.head.step


def test_of_many_asked_for_in_a_hurry_the_last_is_shown(
    floor: Floor, at_tickets: Callable[..., Hands]
) -> None:
    ids = [floor.receive(name=f"客户{n}", phone=f"1380000{n:04}").ticket_id for n in range(6)]
    hands = at_tickets(floor)
    opened_ids: list[int] = []
    before = hands.page.ticket.show_ticket

    def spy(shown: TicketShown, *, new: bool) -> None:
        seen = hands.page.presenter.seen
        assert seen is not None
        opened_ids.append(seen.card.id)
        before(shown, new=new)

    hands.page.ticket.show_ticket = spy  # type: ignore[method-assign]  # watched
    for ticket_id in ids:
        hands.page.open_ticket(ticket_id)
    hands.settle()
    assert set(opened_ids) == {ids[-1]}


def test_the_list_of_all_is_read_by_pages(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    ids = [floor.receive(name=f"客户{n}", phone=f"1380000{n:04}").ticket_id for n in range(3)]
    hands = at_tickets(floor)
    hands.page.rows.use_filter(TicketFilter.ALL)
    hands.settle()
    assert hands.page.rows.row_of(ids[0]) == 2
    hands.page.open_ticket(ids[0])
    hands.settle()
    assert hands.page.list.current_id() == ids[0]


# roles


def test_the_counter_waits_where_the_bench_is_next(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    ticket_id = floor.receive().ticket_id
    hands = at_tickets(floor, floor.counter, ticket_id=ticket_id)
    head = hands.page.ticket.head
    assert not head.step.isVisible()
    assert head.waiting.text() == "等维修员接手"
    hands.commit()
    assert floor.card(ticket_id).status is Status.RECEIVED
    ready = {action.action_id for action in more_actions(hands.page) if hands.desk.actions.ready(action)}
    assert ready == {
        "tickets_note", "tickets_deposit", "tickets_customer", "tickets_cancel",
        "tickets_consents", "tickets_paper", "tickets_amend", "tickets_story",
    }  # fmt: skip


# small forms


def test_a_note_is_kept_over_another_ticket(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    first = floor.receive(name="王喆", phone="13800001111").ticket_id
    second = floor.receive(name="刘洋", phone="13800002222").ticket_id
    hands = at_tickets(floor, ticket_id=first)
    forms = hands.page.forms
    forms.open_words(forms.note)
    hands.say("客户下午再来")
    hands.go(ticket_id=second)
    assert hands.page.ticket.panel() is None
    hands.go(ticket_id=first)
    forms.open_words(forms.note)
    assert forms.note.text() == "客户下午再来"
    hands.commit()
    assert floor.card(first).timeline[0].data == {"text": "客户下午再来"}
    assert hands.page.ticket.timeline.moments()[0].title == "客户下午再来"


def test_cancelling_asks_why(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    ticket_id = floor.receive().ticket_id
    hands = at_tickets(floor, ticket_id=ticket_id)
    hands.page.forms.open_words(hands.page.forms.cancel)
    hands.settle()
    hands.commit()
    assert hands.page.forms.cancel.field.error()
    assert floor.card(ticket_id).status is Status.RECEIVED
    hands.say("客户不修了")
    hands.commit()
    assert floor.card(ticket_id).status is Status.CANCELLED


def test_escape_goes_back_and_loses_nothing(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    ticket_id = floor.diagnosed()
    hands = at_tickets(floor, ticket_id=ticket_id)
    hands.commit()
    hands.say("自备屏幕")
    hands.press(ESC)
    assert hands.page.ticket.panel() is None
    hands.commit()
    assert hands.page.quotes.editor.rows[0].name.text() == "自备屏幕"


def test_the_passcode_shows_for_a_reason_and_goes(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    command = ReceiveDevice(form=floor.form(), passcode=PasscodeEntry("digits", "147258"))
    ticket_id = floor.shop.do(command, floor.counter).value.ticket_id
    hands = at_tickets(floor, floor.technician, ticket_id=ticket_id)
    forms = hands.page.forms
    forms.open_words(forms.secret)
    hands.settle()
    hands.commit()
    assert forms.secret.field.error()
    hands.say("测试触摸")
    hands.commit()
    secret = hands.find(SecretView, "ticket_secret_shown")
    assert secret.shown() == "147258"
    assert floor.card(ticket_id).timeline[0].kind == "passcode_revealed"
    hands.press(ESC)
    assert secret.shown() == ""
    forms.open_words(forms.secret)
    assert secret.isHidden()


def test_documents_print_again_and_are_counted(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    ticket_id = floor.quoted()
    hands = at_tickets(floor, ticket_id=ticket_id)

    def reprints() -> list[QAction]:
        menu = print_menu(hands.page)
        assert menu is not None
        return [one for one in menu.actions() if one.objectName().startswith("reprint_")]

    assert len(reprints()) == len(floor.card(ticket_id).documents) >= 3
    reprints()[-1].trigger()
    hands.settle()
    assert floor.card(ticket_id).documents[-1].copies == 1
    assert "已补打 1 次" in reprints()[-1].text()


# photos


def test_photos_come_and_open_large(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    hands = at_tickets(floor, ticket_id=floor.receive().ticket_id)
    condition = hands.page.ticket.cards.condition
    hands.qtbot.waitUntil(lambda: bool(hands.page.presenter._pictures))
    condition.opened.emit("front")
    hands.settle()
    assert hands.page.marks is not None
    assert hands.page.marks.isVisible()
    QApplication.processEvents()
    hands.page.marks.leave()


def test_languages_change_in_place(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    hands = at_tickets(floor, ticket_id=floor.quoted())
    hands.desk.texts.use("en")
    hands.settle()
    assert hands.page.ticket.head.step.text() == "Record the answer"
    assert hands.page.ticket.cards.cards["quote"].heading.whole().startswith("Quote 1")
    assert hands.page.list.chips.chips()[0].text() == "Open 1"


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_the_page_fits_its_frame(
    floor: Floor, at_tickets: Callable[..., Hands], size: tuple[int, int]
) -> None:
    name = "喆囍龘" * 60
    customer = replace(floor.form().customer, name=name)
    hands = at_tickets(floor, ticket_id=floor.receive(customer=customer).ticket_id)
    hands.open_desk.frame.window.resize(*size)
    QApplication.processEvents()
    assert hands.open_desk.frame.window.width() == size[0]
    assert hands.page.minimumSizeHint().width() <= size[0] - 76
    assert hands.page.minimumSizeHint().height() <= size[1] - 52
