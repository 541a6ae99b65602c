"""A ticket's way through its own page: received, diagnosed, quoted, approved by phone; and declined."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from shopdesk.domain.quote import ApprovalKind, QuoteStatus
from shopdesk.domain.ticket import Status
from shopdesk.ui.common.kit import ConfirmDialog
from tests.shop_floor import Floor
from tests.ui.pages.tickets.conftest import Hands

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


def quote_the_screen(hands: Hands) -> None:
    """From the empty editor, by keys alone: a part out of stock, the work, Ctrl+Enter."""
    hands.say("14 pro max 屏幕")
    hands.press(ENTER)  # the part found, straight on to its quantity
    assert hands.focus().objectName() == "line_quantity"
    hands.press(ENTER, ENTER)  # quantity, warranty: the next line
    assert hands.focus().objectName() == "line_name"
    hands.say("更换屏幕")
    hands.press(ENTER)
    hands.say("160")
    assert "780.00" in hands.page.quotes.editor.total.text()
    hands.commit()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_from_intake_to_an_approval_by_phone(
    floor: Floor, at_tickets: Callable[..., Hands], language: str
) -> None:
    ticket_id = floor.receive().ticket_id
    hands = at_tickets(floor, floor.owner, ticket_id=ticket_id)
    hands.desk.texts.use(language)

    hands.commit()  # start the diagnosis: its form opens
    assert floor.card(ticket_id).status is Status.DIAGNOSING
    assert hands.focus() is hands.find(QPlainTextEdit, "diagnosis_cause")
    hands.say("触摸排线断裂")
    hands.commit()
    diagnosis = floor.card(ticket_id).diagnosis
    assert diagnosis is not None
    assert diagnosis.cause == "触摸排线断裂"

    hands.commit()  # the next step is the quote
    quote_the_screen(hands)
    card = floor.card(ticket_id)
    assert card.status is Status.QUOTED
    assert [(line.name, line.price, line.warranty_days) for line in card.quotes[0].options[0].lines] == [
        ("iPhone 14 Pro Max 屏幕总成", 62000, 180),
        ("更换屏幕", 16000, 30),
    ]
    assert card.quotes[0].options[0].lines[0].part_id == floor.screen_id
    assert any(document.kind == "quote" for document in card.documents)

    hands.commit()  # the answer
    panel = hands.page.answers.panel
    hands.press(TAB, TAB)  # past the only way, to how it was said
    hands.press(Qt.Key.Key_Right)
    assert panel.approval() is ApprovalKind.PHONE
    number = hands.find(QLineEdit, "answer_number")
    assert number.isVisible()
    assert number.text() == floor.card(ticket_id).customer.phone
    hands.commit()
    card = floor.card(ticket_id)
    assert card.status is Status.APPROVED
    assert card.parts[0].reserved == 1
    answer = card.quotes[0].answer
    assert answer is not None
    assert (answer.kind, answer.said_by, answer.recorded_by) == (ApprovalKind.PHONE, "王喆", "林")

    shown = hands.page.ticket.head
    assert shown.step.text() == {"zh_CN": "开始维修", "en": "Start repair"}[language]
    assert hands.page.ticket.panel() is None


def test_declined_and_made_ready_to_go_back(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    ticket_id = floor.quoted()
    hands = at_tickets(floor, floor.counter, ticket_id=ticket_id)
    hands.commit()
    assert hands.focus().objectName() == "segment_yes"
    hands.press(Qt.Key.Key_Right)  # no
    hands.press(TAB)
    assert hands.focus() is hands.find(QPlainTextEdit, "answer_reason")
    hands.say("太贵")
    hands.commit()
    card = floor.card(ticket_id)
    assert card.status is Status.DECLINED
    assert card.quotes[0].status is QuoteStatus.DECLINED
    assert card.quotes[0].answer is not None
    assert card.quotes[0].answer.reason == "太贵"
    hands.commit()  # ready to go back
    assert floor.card(ticket_id).status is Status.READY


def test_signed_on_paper_by_keys(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    ticket_id = floor.quoted()
    hands = at_tickets(floor, floor.counter, ticket_id=ticket_id)
    hands.commit()
    hands.commit()  # nothing signed yet: said beside the pad
    assert floor.card(ticket_id).status is Status.QUOTED
    assert hands.page.answers.panel.fields["signature"].error()
    assert QApplication.focusWidget() is hands.page.answers.panel.pad
    hands.press(Qt.Key.Key_P)
    hands.commit()
    assert floor.card(ticket_id).status is Status.APPROVED


def test_an_expired_quote_asks(floor: Floor, at_tickets: Callable[..., Hands]) -> None:
    ticket_id = floor.quoted()
    floor.clock.on(days=40)
    hands = at_tickets(floor, floor.counter, ticket_id=ticket_id)
    hands.commit()
    panel = hands.page.answers.panel
    assert panel.expired.isVisible()
    panel.choose("yes", ApprovalKind.PHONE)
    hands.commit()
    assert floor.card(ticket_id).status is Status.QUOTED
    question = QApplication.activeModalWidget()
    assert isinstance(question, ConfirmDialog)
    question.accept()
    hands.settle()
    assert floor.card(ticket_id).status is Status.APPROVED


def test_the_next_step_leads_to_the_bench_and_the_till(
    floor: Floor, at_tickets: Callable[..., Hands]
) -> None:
    approved, ready = floor.approved(), floor.ready(phone="13900001111")
    hands = at_tickets(floor, floor.owner, ticket_id=approved)
    went: list[tuple[str, dict[str, object]]] = []
    hands.desk.navigator.go = lambda page_id, **target: went.append((page_id, target))  # type: ignore[method-assign]  # only where to
    hands.page.presenter.take_next()
    hands.page.open_ticket(ready)
    hands.settle()
    hands.page.presenter.take_next()
    assert went == [("bench", {"ticket_id": approved}), ("till", {"ticket_id": ready})]
