"""What of earlier repairs is under warranty, and a claim on one: offered, linked, quoted at nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shopdesk.domain.papers import ReceiptPaper
from shopdesk.domain.quote import Grade, LineKind, QuoteLine
from shopdesk.errors import NeedsConfirmation, UserError
from shopdesk.services.claims import offered, repairs_of
from shopdesk.services.documents import paper_of
from shopdesk.services.intake import Received, ReceiveDevice
from shopdesk.services.people import CustomerEntry, DeviceEntry, device
from shopdesk.services.refunds import Refund, RefundLine, sale
from shopdesk.services.shop import Shop
from tests.shops import (
    COUNTER,
    LABOUR,
    NO_PHOTO,
    OWNER,
    SCREEN,
    SCREEN_LINE,
    Bench,
    card,
    hand_over,
    intake_form,
    on_the_bench,
    ready,
    take_in,
)

IMEI = "490154203237518"
PHONE = DeviceEntry("phone", "iPhone 14", imei=IMEI)
FEE = QuoteLine(LineKind.FEE, "加急费", 1, 5_000, 13_000, warranty_days=365)


def repaired(shop: Shop, *lines: QuoteLine, **changes: Any) -> int:
    """A phone repaired and taken home."""
    ticket_id = ready(shop, *lines, device=PHONE, **changes)
    hand_over(shop, ticket_id)
    return ticket_id


def claim(shop: Shop, ticket_id: int, *answers: str, device_id: int = 1) -> Received:
    found = shop.ask(device, device_id)
    form = intake_form(
        customer=CustomerEntry("", id=found.customer_id),
        device=DeviceEntry(found.kind, found.model, id=found.id),
        redoes_id=ticket_id,
        fault_words="又不行了",
    )
    return shop.do(ReceiveDevice(form=form, confirmed=NO_PHOTO | set(answers)), COUNTER).value


def test_each_charged_line_is_covered_for_its_own_term(any_shop: Shop, clock: Any) -> None:
    repaired(any_shop, LABOUR, FEE)
    (found,) = any_shop.ask(repairs_of, 1)
    assert [(one.name, one.until, one.running) for one in found.covers] == [("换屏", date(2027, 2, 19), True)]
    assert (found.what, found.technician, found.total) == ("已修复", "陈", 21_000)
    clock.forward(days=90)
    assert any_shop.ask(repairs_of, 1)[0].running
    clock.forward(days=1)
    (later,) = any_shop.ask(repairs_of, 1)
    assert (later.running, later.until) == ((), date(2027, 2, 19))
    assert offered([later]) is None


def test_the_law_covers_what_the_quote_left_out(shop: Shop) -> None:
    repaired(shop, QuoteLine(LineKind.LABOUR, "换屏", 1, 16_000, 13_000, warranty_days=0))
    assert shop.ask(repairs_of, 1)[0].until == date(2026, 12, 21)


def test_what_was_given_back_is_covered_no_more(any_shop: Shop) -> None:
    repaired(any_shop, LABOUR)
    (sold,) = [one for one in card(any_shop, 1).documents if one.kind == "sale"]
    (line,) = any_shop.ask(sale, sold.id).lines
    half = Refund(sale_id=sold.id, lines=(RefundLine(line.id, 6_000),), reason="优惠")
    any_shop.do(half, OWNER)
    (found,) = any_shop.ask(repairs_of, 1)
    assert (len(found.covers), found.total) == (1, 10_000)
    any_shop.do(Refund(sale_id=sold.id, reason="修不好"), OWNER)
    (found,) = any_shop.ask(repairs_of, 1)
    assert (found.covers, found.total) == ((), 0)


def test_a_device_that_is_still_here_or_went_unrepaired_covers_nothing(any_shop: Shop) -> None:
    on_the_bench(any_shop, device=PHONE)
    (found,) = any_shop.ask(repairs_of, 1)
    assert (found.covers, found.total) == ((), None)


def test_the_same_fault_goes_before_the_newest_repair(any_shop: Shop) -> None:
    repaired(any_shop, fault_ids=("screen_broken",))
    repaired(any_shop, fault_ids=("battery",), customer=CustomerEntry("", id=1))
    repairs = any_shop.ask(repairs_of, 1)
    assert [one.ticket_id for one in repairs] == [2, 1]
    assert [offered(repairs, ("screen_broken",)), offered(repairs, ("no_power",))] == [
        repairs[1],
        repairs[0],
    ]


def test_a_claim_is_linked_both_ways_and_printed(any_shop: Shop) -> None:
    repaired(any_shop, LABOUR)
    taken = claim(any_shop, 1)
    found = card(any_shop, taken.ticket_id)
    assert found.redoes is not None
    assert (found.redoes.id, found.redoes.number, found.redoes.what) == (1, "26-000001", "已修复")
    assert "claimed" in {one.kind for one in found.timeline}
    old = [one for one in card(any_shop, 1).timeline if one.kind == "claim_made"]
    assert [one.data["number"] for one in old] == [taken.number]
    paper = any_shop.ask(paper_of, taken.receipt_id)
    assert isinstance(paper, ReceiptPaper)
    assert paper.visit == "保修申请 26-000001"
    assert ("保修申请", "原工单 26-000001（已修复）") in {(one.question, one.answer) for one in paper.history}


def test_the_quote_of_a_claim_begins_with_what_is_covered_at_nothing(any_shop: Shop) -> None:
    repaired(any_shop, SCREEN_LINE, LABOUR, FEE)
    found = card(any_shop, claim(any_shop, 1).ticket_id).redoes
    assert found is not None
    assert [(one.name, one.unit_price, one.part_id, one.grade) for one in found.covered] == [
        ("屏幕总成（保修内免费）", 0, SCREEN, Grade.CERTIFIED),
        ("换屏（保修内免费）", 0, None, None),
    ]
    assert all(one.warranty_days >= 30 for one in found.covered)


def test_work_done_for_nothing_is_covered_too(any_shop: Shop) -> None:
    repaired(any_shop, LABOUR)
    taken = claim(any_shop, 1)
    redone = card(any_shop, taken.ticket_id).redoes
    assert redone is not None
    bench = Bench(any_shop, taken.ticket_id, redone.covered)
    bench.diagnosed().with_quote().approved().repairing().finished().tested()
    handed = hand_over(any_shop, taken.ticket_id)
    assert (handed.total, handed.sale_id) == (0, None)
    newest, _first = any_shop.ask(repairs_of, 1)
    assert [one.name for one in newest.running] == ["换屏（保修内免费）"]
    assert newest.total is None


def test_no_claim_on_another_device_or_on_work_under_way(any_shop: Shop) -> None:
    repaired(any_shop)
    open_one = take_in(any_shop, device=DeviceEntry("phone", "Mate 60"))
    with pytest.raises(UserError) as caught:
        claim(any_shop, 1, "open_ticket", device_id=2)
    assert caught.value.key == "visits.claim_of_other"
    with pytest.raises(UserError) as caught:
        claim(any_shop, open_one.ticket_id, "open_ticket", device_id=2)
    assert caught.value.key == "visits.claim_open"


def test_goodwill_after_the_term_is_asked_about(any_shop: Shop, clock: Any) -> None:
    repaired(any_shop)
    clock.forward(days=400)
    with pytest.raises(NeedsConfirmation) as caught:
        claim(any_shop, 1)
    assert caught.value.confirm == "claim_over"
    assert card(any_shop, claim(any_shop, 1, "claim_over").ticket_id).redoes is not None
