"""Amending an intake over its ticket, its story, and the code on somebody's copy: through the real page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget
from sqlalchemy import text

from shopdesk.domain.marks import DamageKind, Mark
from shopdesk.domain.papers import PaperKind
from shopdesk.services.amending import Amended, AmendIntake
from shopdesk.services.intake_form import CheckResult, IntakeRecord, Tri
from shopdesk.ui.pages.tickets.amend_presenter import rebased
from shopdesk.ui.pages.tickets.amend_story import Signed
from tests.shop_floor import Floor
from tests.ui.pages.tickets.conftest import Hands

DENT = Mark(3, "back", DamageKind.DENT, ((900, 9000),), words="左下角")


@pytest.fixture
def taken(floor: Floor) -> int:
    return floor.receive().ticket_id


def amend(floor: Floor, ticket_id: int, reason: str = "客户补充", **changes: object) -> Amended:
    card = floor.card(ticket_id)
    command = AmendIntake(
        ticket_id=ticket_id,
        seen_version=card.version,
        seen_code=card.story.last_code,
        reason=reason,
        record=replace(card.intake, **changes),  # type: ignore[arg-type]  # tests name their own fields
    )
    return floor.shop.do(command, floor.counter).value


@pytest.fixture
def hands(at_tickets: Callable[..., Hands], floor: Floor, taken: int) -> Hands:
    return at_tickets(floor, floor.counter, ticket_id=taken)


def test_it_is_amended_by_keys_and_says_so(hands: Hands, floor: Floor, taken: int) -> None:
    page = hands.page
    assert page.ticket.band.isHidden()
    page.open_amend()
    hands.settle()
    form = page.amend.form
    before = floor.card(taken)
    assert form.record() == before.intake, "an open form changes nothing"
    form.words.setPlainText("不充电")
    touch = form.findChild(QComboBox, "amend_checks_touch")
    assert isinstance(touch, QComboBox)
    touch.setCurrentIndex(1)
    liquid = form.findChild(QComboBox, "amend_told_liquid")
    assert isinstance(liquid, QComboBox)
    liquid.setCurrentIndex(2)
    form.own.setText("充电线")
    hands.commit()
    assert form.fields["reason"].error(), "why is asked for"
    form.reason.setText("客户当场补充")
    hands.commit()
    card = floor.card(taken)
    assert (card.intake.fault_words, card.intake.history.liquid) == ("不充电", Tri.YES)
    assert dict(card.intake.checks)["touch"] is CheckResult.WORKS
    assert "充电线" in card.intake.accessories
    assert [one.kind for one in card.documents][-1] is PaperKind.AMENDMENT
    assert page.ticket.panel() is None
    hands.settle()
    assert page.ticket.band.isVisible()
    assert "客户当场补充" in page.ticket.band.words.whole()


def test_nothing_changed_is_said(hands: Hands, floor: Floor, taken: int) -> None:
    hands.page.open_amend()
    hands.settle()
    hands.page.amend.form.reason.setText("x")
    hands.commit()
    assert hands.page.amend.form.banner.isVisible()
    assert floor.card(taken).amendments == ()


def test_a_mark_is_added_over_the_page(hands: Hands, floor: Floor, taken: int) -> None:
    hands.page.open_amend()
    hands.settle()
    amending = hands.page.amend
    hands.press(Qt.Key.Key_F4)
    assert amending.marks.isVisible()
    assert not amending.form.commit.isEnabled(), "what is covered is not sent"
    marks = floor.card(taken).intake.marks
    amending.marks.editor.set_marks((*marks, DENT))
    amending.marks.editor.changed.emit()
    hands.press(Qt.Key.Key_F4)
    assert not amending.marks.isVisible()
    amending.form.reason.setText("漏标一处")
    hands.commit()
    assert floor.card(taken).intake.marks == (*marks, DENT)


def test_what_is_typed_waits_under_its_own_ticket(hands: Hands, floor: Floor, taken: int) -> None:
    other = floor.receive(name="赵敏", phone="139 8888 7777").ticket_id
    hands.page.open_amend()
    hands.settle()
    form = hands.page.amend.form
    form.words.setPlainText("还没保存")
    form.reason.setText("稍后")
    hands.go(ticket_id=other)
    assert hands.page.ticket.panel() is None
    hands.page.open_amend()
    hands.settle()
    assert form.words.toPlainText() != "还没保存"
    hands.go(ticket_id=taken)
    hands.page.open_amend()
    hands.settle()
    assert (form.words.toPlainText(), form.reason.text()) == ("还没保存", "稍后")


def test_another_desks_amendment_stays_beneath_mine(hands: Hands, floor: Floor, taken: int) -> None:
    hands.page.open_amend()
    hands.settle()
    form = hands.page.amend.form
    form.words.setPlainText("不充电")
    amend(floor, taken, marks=(DENT,))
    form.reason.setText("客户补充")
    hands.commit()
    hands.settle()
    assert form.banner.isVisible()
    assert form.words.toPlainText() == "不充电"
    hands.commit()
    record = floor.card(taken).intake
    assert (record.fault_words, record.marks) == ("不充电", (DENT,))
    assert len(floor.card(taken).amendments) == 2


def test_only_what_i_changed_is_laid_upon_what_stands_now() -> None:
    began = IntakeRecord(
        fault_ids=(), fault_words="a", history=None, in_warranty=Tri.NO, purchase_date=None,  # type: ignore[arg-type]  # not looked at
        accessories=("x",), checks=(), marks=(), photos=(), terms=(),
    )  # fmt: skip
    mine, now = replace(began, fault_words="b"), replace(began, accessories=())
    assert rebased(mine, began, now) == replace(began, fault_words="b", accessories=())


def test_the_story_and_a_papers_code(hands: Hands, floor: Floor, taken: int) -> None:
    code = floor.card(taken).integrity
    second = amend(floor, taken, reason="漏标一处", marks=(DENT,)).code
    hands.page.presenter.refresh()
    hands.settle()
    button = hands.page.ticket.band.findChild(QPushButton, "ticket_band_open")
    assert isinstance(button, QPushButton)
    button.click()
    story = hands.page.amend.story
    assert story.isVisible()
    assert story.codes.text() == f"{code} · 更正 1 次 · {second}"
    change = story.findChild(QWidget, "story_change_1")
    assert isinstance(change, QWidget)
    assert "漏标一处" in change.accessibleDescription()

    def told(typed: str) -> str:
        story.code.setText(typed)
        hands.commit()
        hands.settle()
        return " ".join(one.words.text() for one in story.findChildren(Signed) if one is not story.state)

    assert "之后又更正过" in told(code)
    assert "即最新内容" in told(second)
    assert "都不符" in told("0000-0000")
    assert told("?") == ""
    assert story.field.error()


def test_a_broken_intake_is_said_plainly_and_cannot_be_amended(
    hands: Hands, floor: Floor, taken: int
) -> None:
    with floor.shop.store.write() as connection:
        connection.execute(text("UPDATE intakes SET body = replace(body, '8200', '8201')"))
    hands.page.presenter.refresh()
    hands.settle()
    assert hands.page.ticket.band.isVisible()
    assert hands.page.ticket.band.property("tone") == "bad"
    hands.page.open_story()
    hands.settle()
    assert not hands.page.amend.story.amend.isVisible()
    assert "不一致" in hands.page.amend.story.state.words.text()


def test_the_forms_fit_the_smallest_window_in_both_languages(hands: Hands, floor: Floor, taken: int) -> None:
    amend(floor, taken, reason="理由" * 60, fault_words="故障" * 300, accessories=("附件" * 40,) * 3)
    for language in ("zh_CN", "en"):
        hands.desk.texts.use(language)
        for open_one in (hands.page.open_story, hands.page.open_amend):
            open_one()
            hands.settle()
            hint = hands.page.minimumSizeHint()
            assert hint.width() <= 1290, language
            assert hint.height() <= 716, language
