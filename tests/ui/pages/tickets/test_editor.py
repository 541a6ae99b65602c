"""The quote editor under hands; and what other desks do while a form is open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from shopdesk.domain.changes import Change
from shopdesk.domain.quote import ApprovalKind, LineKind
from shopdesk.domain.ticket import Status
from shopdesk.services.drafts import drafts_of
from shopdesk.services.quotes import Option
from shopdesk.services.quoting import ApproveQuote, IssueQuote, RecordDiagnosis
from tests.shop_floor import Floor
from tests.ui.pages.tickets.conftest import Hands

ENTER, DOWN, UP, ESC = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Escape


# the editor


def test_what_is_wrong_is_said_at_its_cell_and_nothing_is_lost(
    floor: Floor, at_tickets: Callable[..., Hands]
) -> None:
    ticket_id = floor.diagnosed()
    hands = at_tickets(floor, ticket_id=ticket_id)
    hands.commit()
    editor = hands.page.quotes.editor
    hands.say("自备屏幕")
    editor.rows[0].price.setText("12x")
    hands.commit()
    row = editor.rows[0]
    assert row.price.property("bad") is True
    assert row.grade.property("bad") is True
    assert row.errors()
    assert hands.focus() is row.grade
    assert (row.name.text(), row.price.text()) == ("自备屏幕", "12x")
    assert floor.card(ticket_id).status is Status.DIAGNOSING
    row.grade.setCurrentIndex(1)
    row.price.setText("120")
    hands.commit()
    assert floor.card(ticket_id).status is Status.QUOTED


def test_a_problem_in_another_way_brings_that_way_forward(
    floor: Floor, at_tickets: Callable[..., Hands]
) -> None:
    hands = at_tickets(floor, ticket_id=floor.diagnosed())
    hands.commit()
    editor = hands.page.quotes.editor
    hands.say("14 pro max 屏幕")
    hands.press(ENTER)
    editor.more.click()
    hands.settle()
    editor.rows[0].price.clear()
    editor.show_option(0)
    hands.commit()
    assert editor.option == 1
    assert editor.rows[0].price.property("bad") is True


def test_up_to_four_ways(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    ticket_id = floor.diagnosed()
    hands = at_tickets(floor, ticket_id=ticket_id)
    hands.commit()
    editor = hands.page.quotes.editor
    hands.say("14 pro max 屏幕")
    hands.press(ENTER)
    for number in range(3):
        editor.more.click()
        editor.rows[0].price.setText(str(700 + number))
    assert not editor.more.isVisible()
    hands.commit()
    quote = floor.card(ticket_id).quotes[0]
    assert [option.total for option in quote.options] == [62000, 70000, 70100, 70200]


def test_stock_shows_what_is_free_and_a_changed_name_lets_the_part_go(
    floor: Floor, at_tickets: Callable[..., Hands]
) -> None:
    hands = at_tickets(floor, ticket_id=floor.diagnosed())
    hands.commit()
    editor = hands.page.quotes.editor
    hands.say("14 pro max")
    assert [part.available for part in editor.popup.table.rows_model.rows] == [9, 9]
    hands.press(DOWN)
    assert editor.popup.table.currentIndex().row() == 1
    hands.press(ENTER)
    line = editor.rows[0].line()
    assert line.part_id is not None
    assert line.grade is not None
    editor.rows[0].name.setFocus()
    hands.say("（拆机件）")
    assert editor.rows[0].line().part_id is None


def test_the_draft_is_kept_in_the_shop(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    ticket_id = floor.diagnosed()
    hands = at_tickets(floor, ticket_id=ticket_id)
    hands.commit()
    hands.say("自备屏幕")
    hands.page.left()
    hands.settle()
    (draft,) = floor.shop.ask(drafts_of, floor.owner.desk, "quote")
    assert "自备屏幕" in draft.body
    # As after a restart: nothing in memory.
    hands.page.quotes._drafts.clear()
    hands.press(ESC)
    hands.page.quotes._drafts.clear()
    hands.commit()
    assert hands.page.quotes.editor.rows[0].name.text() == "自备屏幕"
    hands.page.quotes.editor.rows[0].grade.setCurrentIndex(1)
    hands.page.quotes.editor.rows[0].price.setText("99")
    hands.commit()
    assert floor.card(ticket_id).status is Status.QUOTED
    assert floor.shop.ask(drafts_of, floor.owner.desk, "quote") == ()


def test_a_new_kind_of_line_takes_its_own_term(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    hands = at_tickets(floor, ticket_id=floor.diagnosed())
    hands.commit()
    row = hands.page.quotes.editor.rows[0]
    row.kind.setCurrentIndex(row.kind.findData(LineKind.FEE))
    assert row.days.number() == floor.shop.settings.pack.warranty_rule("fee").days
    assert not row.grade.isEnabled()


# two desks


def elsewhere(hands: Hands) -> None:
    hands.page.changed((Change("ticket", hands.opened()),))
    hands.settle()


def test_another_desk_moves_the_ticket_under_an_open_editor(
    floor: Floor, at_tickets: Callable[..., Hands]
) -> None:
    ticket_id = floor.diagnosed()
    hands = at_tickets(floor, ticket_id=ticket_id)
    hands.commit()
    hands.say("14 pro max 屏幕")
    hands.press(ENTER)
    floor.shop.do(
        IssueQuote(
            ticket_id=ticket_id,
            seen_version=floor.version(ticket_id),
            options=(Option(title="另一台", lines=floor.lines()),),
            time_needed="",
        ),
        floor.technician,
    )
    hands.commit()  # sent from the old view
    editor = hands.page.quotes.editor
    assert editor.banner.isVisible()
    assert any("已报价" in words.text() for words in editor.banner.findChildren(QLabel))
    assert editor.rows[0].name.text() == "iPhone 14 Pro Max 屏幕总成"
    assert hands.page.ticket.head.pill.word() == "已报价"
    assert len(floor.card(ticket_id).quotes) == 1
    hands.commit()  # knowingly now
    assert len(floor.card(ticket_id).quotes) == 2


def test_what_changes_elsewhere_is_said_without_touching_the_form(
    floor: Floor, at_tickets: Callable[..., Hands]
) -> None:
    ticket_id = floor.diagnosed()
    hands = at_tickets(floor, ticket_id=ticket_id)
    hands.page.open_diagnosis()
    hands.settle()
    cause = hands.find(QPlainTextEdit, "diagnosis_cause")
    cause.setPlainText("尾插松动")
    floor.shop.do(
        IssueQuote(
            ticket_id=ticket_id,
            seen_version=floor.version(ticket_id),
            options=(Option(title="", lines=floor.lines()),),
            time_needed="",
        ),
        floor.technician,
    )
    elsewhere(hands)
    assert hands.page.forms.diagnosis.banner.isVisible()
    assert cause.toPlainText() == "尾插松动"
    assert hands.page.ticket.head.pill.word() == "已报价"
    hands.commit()
    diagnosis = floor.card(ticket_id).diagnosis
    assert diagnosis is not None
    assert diagnosis.cause == "尾插松动"


def test_a_step_from_an_old_view_says_what_stands_now(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    ticket_id = floor.receive().ticket_id
    hands = at_tickets(floor, ticket_id=ticket_id)
    floor.shop.do(
        RecordDiagnosis(ticket_id=ticket_id, seen_version=floor.version(ticket_id), cause="主板"),
        floor.technician,
    )
    hands.commit()
    assert any("检测中" in words and "开始检测" in words for words in hands.said())
    assert hands.page.ticket.head.pill.word() == "检测中"


def test_rows_follow_what_other_desks_do(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    ticket_id = floor.quoted()
    hands = at_tickets(floor)
    card = floor.card(ticket_id)
    floor.shop.do(
        ApproveQuote(
            ticket_id=ticket_id,
            seen_version=card.version,
            quote_id=card.quotes[0].id,
            kind=ApprovalKind.PHONE,
            said_by="王喆",
            number="13800164827",
        ),
        floor.counter,
    )
    elsewhere(hands)
    row = hands.page.list.rows.rows_model.row_at(0)
    assert row is not None
    assert row.status is Status.APPROVED
    new = floor.receive(name="刘洋", phone="13900001111").ticket_id
    hands.page.changed((Change("ticket", new),))
    hands.settle()
    assert hands.numbers() == [new, ticket_id]
    assert hands.opened() == ticket_id
    assert hands.page.list.current_id() == ticket_id
