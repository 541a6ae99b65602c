"""Several devices taken in at once: all of them or none, one signature, papers that know each other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from shopdesk.domain.papers import ReceiptPaper
from shopdesk.domain.payment import Tender
from shopdesk.errors import NeedsConfirmation, UserError
from shopdesk.services.doctor import examine
from shopdesk.services.documents import paper_of
from shopdesk.services.intake_form import IntakeForm, PasscodeEntry, Tri
from shopdesk.services.people import CustomerEntry, DeviceEntry, customer_card
from shopdesk.services.print_jobs import print_queue
from shopdesk.services.shop import Shop
from shopdesk.services.till import till_state
from shopdesk.services.visits import MOST_DEVICES, ReceiveVisit
from tests.shops import COUNTER, COUNTER_DESK, FLOAT, NO_PHOTO, card, intake_form

IMEI, OTHER_IMEI = "490154203237518", "352099001761481"


def forms(*changes: dict[str, Any]) -> tuple[IntakeForm, ...]:
    return tuple(intake_form(**one) for one in changes)


def visit(*changes: dict[str, Any], **values: Any) -> ReceiveVisit:
    made = forms(*changes)
    return ReceiveVisit(forms=made, passcodes=(None,) * len(made), confirmed=NO_PHOTO, **values)


PHONE = {"device": DeviceEntry("phone", "iPhone 14", imei=IMEI)}
TABLET = {"device": DeviceEntry("tablet", "iPad Air"), "deposit": Tender("cash", 3_000)}
WATCH = {"device": DeviceEntry("watch", "Watch SE"), "deposit": Tender("cash", 2_000), "fault_words": "摔了"}


def test_each_device_has_its_ticket_and_they_know_each_other(any_shop: Shop) -> None:
    command = replace(visit(PHONE, TABLET, WATCH), passcodes=(PasscodeEntry("digits", "147258"), None, None))
    taken = any_shop.do(command, COUNTER).value.taken
    assert [one.number for one in taken] == ["26-000001", "26-000002", "26-000003"]
    cards = [card(any_shop, one.ticket_id) for one in taken]
    assert [one.device.model for one in cards] == ["iPhone 14", "iPad Air", "Watch SE"]
    assert [one.has_passcode for one in cards] == [True, False, False]
    assert [one.deposit for one in cards] == [0, 3_000, 2_000]
    assert len({one.customer.id for one in cards}) == 1
    assert all(len(one.consents) == len(command.forms[0].consents) for one in cards)
    assert [sibling.number for sibling in cards[1].siblings] == ["26-000001", "26-000003"]
    assert cards[0].siblings[0].device == "iPad Air"
    papers = [any_shop.ask(paper_of, one.receipt_id) for one in taken]
    assert all(isinstance(paper, ReceiptPaper) for paper in papers)
    assert papers[1].visit == "2/3 · 与 26-000001、26-000003 一并签收"  # type: ignore[union-attr]  # a receipt
    assert any_shop.ask(till_state, COUNTER_DESK).cash_expected == FLOAT + 5_000
    assert {job.document_id for job in any_shop.ask(print_queue, COUNTER_DESK)} >= {
        number for one in taken for number in (one.receipt_id, one.tag_id)
    }
    assert examine(any_shop) == ()


def test_one_device_alone_is_no_visit(any_shop: Shop) -> None:
    (taken,) = any_shop.do(visit(PHONE), COUNTER).value.taken
    found = card(any_shop, taken.ticket_id)
    assert found.siblings == ()
    paper = any_shop.ask(paper_of, taken.receipt_id)
    assert isinstance(paper, ReceiptPaper)
    assert paper.visit == ""


def test_the_same_request_takes_them_in_once(any_shop: Shop) -> None:
    command = visit(PHONE, TABLET)
    first = any_shop.do(command, COUNTER)
    again = any_shop.do(command, COUNTER)
    assert (again.value, again.repeated) == (first.value, True)
    assert len(any_shop.ask(customer_card, 1).visits) == 2


@pytest.mark.parametrize(
    ("wrong", "key", "field"),
    [
        ({"fault_words": ""}, "problems.no_fault", "devices.1.fault"),
        ({"device": DeviceEntry("phone", " ")}, "problems.required", "devices.1.device.model"),
        ({"estimate_low": 6, "estimate_high": 5}, "problems.estimate_order", "devices.1.estimate_high"),
        ({"device": DeviceEntry("phone", "14", imei=IMEI)}, "visits.same_twice", "devices.1.device.imei"),
    ],
)
def test_a_mistake_in_the_second_keeps_none(
    any_shop: Shop, wrong: dict[str, Any], key: str, field: str
) -> None:
    head = any_shop.store.anchor.get()
    with pytest.raises(UserError) as caught:
        any_shop.do(visit(PHONE, wrong), COUNTER)
    assert (caught.value.key, caught.value.field) == (key, field)
    with any_shop.store.read() as connection:
        for table in ("tickets", "customers", "devices", "signatures"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0
    assert any_shop.store.anchor.get() == head
    assert any_shop.do(visit(PHONE), COUNTER).value.taken[0].number == "26-000001"


def test_a_question_names_the_device_it_is_about(any_shop: Shop) -> None:
    any_shop.do(visit(PHONE), COUNTER)
    again = {"customer": CustomerEntry("", id=1), "device": DeviceEntry("phone", "iPhone 14", id=1)}
    mine = {"customer": CustomerEntry("", id=1), **TABLET}
    with pytest.raises(NeedsConfirmation) as caught:
        any_shop.do(visit(mine, again), COUNTER)
    assert caught.value.confirm == "devices.1.open_ticket"
    # Yes for another device is no answer for this one.
    with pytest.raises(NeedsConfirmation):
        any_shop.do(replace(visit(mine, again), confirmed=NO_PHOTO | {"devices.0.open_ticket"}), COUNTER)
    yes = replace(visit(mine, again), confirmed=NO_PHOTO | {"devices.1.open_ticket"})
    assert len(any_shop.do(yes, COUNTER).value.taken) == 2


def test_photos_are_asked_about_once_for_all(shop: Shop) -> None:
    with pytest.raises(NeedsConfirmation) as caught:
        shop.do(replace(visit(PHONE, TABLET), confirmed=frozenset()), COUNTER)
    assert caught.value.confirm == "no_photo"


def test_too_many_are_refused(shop: Shop) -> None:
    with pytest.raises(UserError) as caught:
        shop.do(
            visit(*({"device": DeviceEntry("phone", str(one))} for one in range(MOST_DEVICES + 1))), COUNTER
        )
    assert caught.value.key == "visits.too_many"


def test_what_is_asked_at_leisure_is_on_the_ticket_and_on_paper(any_shop: Shop) -> None:
    told = intake_form(**PHONE, activation_lock=Tri.YES, purchase_channel="京东", proofs=("receipt", "card"))
    told = replace(
        told, history=replace(told.history, shown="错误 4013", tried="重启过", wanted="尽量保数据")
    )
    command = ReceiveVisit(forms=(told,), passcodes=(None,), confirmed=NO_PHOTO)
    (taken,) = any_shop.do(command, COUNTER).value.taken
    record = card(any_shop, taken.ticket_id).intake
    assert (record.activation_lock, record.purchase_channel, record.proofs) == (
        Tri.YES,
        "京东",
        ("receipt", "card"),
    )
    assert (record.history.shown, record.history.tried, record.history.wanted) == (
        "错误 4013",
        "重启过",
        "尽量保数据",
    )
    paper = any_shop.ask(paper_of, taken.receipt_id)
    assert isinstance(paper, ReceiptPaper)
    said = {answer.question: (answer.answer, answer.agreed) for answer in paper.history}
    assert said["激活锁"] == ("未解除，无法完整检测", False)
    assert said["购买渠道"][0] == "京东"
    assert said["已出示"][0] == "购机凭证、保修卡"
    assert said["客户要求"][0] == "尽量保数据"


def test_a_lock_nobody_looked_at_is_told_so(shop: Shop) -> None:
    (taken,) = shop.do(visit(PHONE), COUNTER).value.taken
    paper = shop.ask(paper_of, taken.receipt_id)
    assert isinstance(paper, ReceiptPaper)
    assert ("激活锁", "未查") in {(answer.question, answer.answer) for answer in paper.history}
