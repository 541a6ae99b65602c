"""Handing over on a real shop: the right device, charged as approved, paid to the cent, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.papers import PaperKind, SalePaper
from shopdesk.domain.payment import Tender
from shopdesk.domain.quote import LineKind, QuoteLine
from shopdesk.domain.stock import OldPartFate
from shopdesk.domain.ticket import Status, Step
from shopdesk.errors import Conflict, NotAllowed, UserError
from shopdesk.services.bench import EndTicket
from shopdesk.services.checkout import LostSlip
from shopdesk.services.day_close import CloseDay
from shopdesk.services.documents import documents_of_ticket, paper_of
from shopdesk.services.quoting import DeclineQuote
from shopdesk.services.till import OpenTill
from shopdesk.services.work import new_request_id
from tests.services.books import (
    accounts,
    charge_of,
    hand_over,
    lopsided,
    more_stock,
    numbers,
    pickup,
    queued,
    told,
)
from tests.shop_floor import Floor

CASH_780 = Tender("cash", 78000)


def refused(floor: Floor, ticket_id: int, *tenders: Tender, **changes: object) -> UserError:
    """Hand over, and give the reason why not; nothing must have been written."""
    before = accounts(floor.shop)
    with pytest.raises(UserError) as problem:
        floor.shop.do(pickup(floor, ticket_id, *tenders, **changes), floor.counter)
    assert floor.card(ticket_id).status is Status.READY
    assert accounts(floor.shop) == before
    return problem.value


def sale_paper(floor: Floor, sale_id: int | None) -> SalePaper:
    assert sale_id is not None
    paper = floor.shop.ask(paper_of, sale_id)
    assert isinstance(paper, SalePaper)
    return paper


# the whole way


def test_a_hand_over_books_prints_and_closes(floor: Floor) -> None:
    ticket_id = floor.ready(deposit=10000)
    done = hand_over(floor, ticket_id, Tender("wechat", 50000, "4821"), Tender("cash", 20000))
    assert (done.total, done.change, done.given_back) == (78000, 2000, 0)
    assert floor.card(ticket_id).status is Status.COLLECTED
    assert done.sale_id is not None
    assert done.warranty_id is not None
    booked = accounts(floor.shop, document_id=done.sale_id)
    assert booked["tender:wechat"] == 50000
    assert booked["tender:cash"] == 18000
    assert booked["deposits"] == 10000
    assert -sum(amount for name, amount in booked.items() if name.startswith(("sales:", "tax:"))) == 78000
    assert lopsided(floor.shop) == []
    assert queued(floor.shop, done.sale_id) == 1
    assert queued(floor.shop, done.warranty_id) == 1


def test_the_receipt_says_what_was_charged(floor: Floor) -> None:
    ticket_id = floor.ready(deposit=10000)
    done = hand_over(floor, ticket_id, Tender("wechat", 50000), Tender("cash", 20000), notes=("谢谢惠顾",))
    paper = sale_paper(floor, done.sale_id)
    assert paper.number == done.sale_number
    assert [line.amount.minor for line in paper.lines] == [62000, 16000]
    assert (paper.total.minor, paper.deposit_used.minor, paper.change.minor) == (78000, 10000, 2000)
    assert [(tender.name, tender.amount.minor) for tender in paper.tenders] == [
        ("微信支付", 50000),
        ("现金", 20000),
    ]
    assert paper.notes == ("谢谢惠顾",)
    assert paper.old_parts == ("iPhone 14 Pro Max 屏幕总成: 已退还客户",)


@pytest.mark.parametrize(
    ("language", "pack"), [("zh_CN", "cn"), ("en", "us-nyc"), ("en", "uk"), ("en", "eu-fr")]
)
def test_lines_and_tax_are_the_total(open_floor: Callable[..., Floor], language: str, pack: str) -> None:
    floor = open_floor(language, pack)
    ticket_id = floor.ready()
    asked = charge_of(floor, ticket_id)
    assert asked.total == asked.approved_total
    done = hand_over(floor, ticket_id)
    paper = sale_paper(floor, done.sale_id)
    lines, tax = sum(line.amount.minor for line in paper.lines), sum(one.tax.minor for one in paper.taxes)
    assert paper.total.minor == (lines if paper.tax_included else lines + tax) == asked.total
    assert tax == asked.tax
    booked = accounts(floor.shop, document_id=done.sale_id)
    assert -sum(amount for name, amount in booked.items() if name.startswith("tax:")) == tax


def test_new_york_adds_tax_and_china_has_it_inside(open_floor: Callable[..., Floor]) -> None:
    new_york, china = open_floor("en", "us-nyc"), open_floor()
    assert charge_of(new_york, new_york.ready()).total == 78000 + 6923  # 8.875 %
    assert charge_of(china, china.ready()).total == 78000


# slip and tag


@pytest.mark.parametrize(
    ("tag", "slip", "key", "field"),
    [
        ("tag other", "slip own", "problems.tag_of_other", "tag_code"),
        ("slip own", "slip own", "problems.tag_wanted", "tag_code"),
        ("", "slip own", "problems.tag_wanted", "tag_code"),
        ("6901234567892", "slip own", "problems.tag_wanted", "tag_code"),
        ("tag own", "slip other", "problems.slip_of_other", "slip_code"),
        ("tag own", "tag own", "problems.slip_wanted", "slip_code"),
        ("tag own", "", "problems.slip_wanted", "slip_code"),
        ("tag own", "=1+1", "problems.slip_wanted", "slip_code"),
    ],
)
def test_a_mismatch_stops_it(floor: Floor, tag: str, slip: str, key: str, field: str) -> None:
    own, other = floor.ready(), floor.ready(name="赵敏", phone="139 0000 1111")

    def code(name: str) -> str:
        kind, _, whose = name.partition(" ")
        if kind not in {"tag", "slip"}:
            return name
        return code_for(CodeKind[kind.upper()], own if whose == "own" else other)

    problem = refused(floor, own, CASH_780, tag_code=code(tag), slip_code=code(slip))
    assert (problem.key, problem.field) == (key, field)


def test_a_lost_slip_takes_an_identity_and_a_reason_on_record(floor: Floor) -> None:
    ticket_id = floor.ready()
    hand_over(floor, ticket_id, slip_code="", lost_slip=LostSlip("身份证 尾号 4827", "掉了"))
    assert told(floor.shop, "slip_lost") == ['{"identity":"身份证 尾号 4827","reason":"掉了"}']


@pytest.mark.parametrize(
    ("identity", "reason", "field"), [("", "掉了", "identity"), ("身份证", " ", "reason")]
)
def test_a_lost_slip_without_either_stops_it(floor: Floor, identity: str, reason: str, field: str) -> None:
    problem = refused(floor, floor.ready(), CASH_780, slip_code="", lost_slip=LostSlip(identity, reason))
    assert (problem.key, problem.field) == ("problems.required", field)


def test_a_lost_slip_does_not_excuse_the_tag(floor: Floor) -> None:
    own, other = floor.ready(), floor.ready(name="赵敏")
    foreign = code_for(CodeKind.TAG, other)
    problem = refused(floor, own, CASH_780, tag_code=foreign, lost_slip=LostSlip("身份证", "掉了"))
    assert problem.key == "problems.tag_of_other"


# no more than was approved


def dearer(floor: Floor, by: int) -> tuple[QuoteLine, ...]:
    part, labour = floor.lines()
    return part, replace(labour, unit_price=labour.unit_price + by)


def test_nothing_over_the_approval_in_china(floor: Floor) -> None:
    ticket_id = floor.ready()
    problem = refused(floor, ticket_id, Tender("cash", 78001), lines=dearer(floor, 1))
    assert problem.key == "problems.over_approval"
    assert problem.values["total"] == floor.shop.settings.money(78001)


def test_less_than_approved_needs_nobody(floor: Floor) -> None:
    done = hand_over(floor, floor.ready(), Tender("cash", 70000), lines=dearer(floor, -8000))
    assert done.total == 70000


def test_new_york_allows_a_fifth_more(open_floor: Callable[..., Floor]) -> None:
    floor = open_floor("en", "us-nyc")
    ticket_id = floor.ready()
    most = charge_of(floor, ticket_id).most
    assert most == charge_of(floor, ticket_id).approved_total * 12 // 10
    problem = refused(floor, ticket_id, Tender("cash", most * 2), lines=dearer(floor, 20000))
    assert problem.key == "problems.over_approval"
    done = hand_over(floor, ticket_id, Tender("cash", most), lines=dearer(floor, 10000))
    assert done.total <= most


def test_an_unrepaired_device_is_charged_nothing_more(floor: Floor) -> None:
    ticket_id = declined(floor)
    fee = QuoteLine(LineKind.FEE, "检测费", 1, 1, floor.shop.settings.tax_rate)
    assert refused(floor, ticket_id, Tender("cash", 1), lines=(fee,)).key == "problems.over_approval"


# deposits


def declined(floor: Floor, deposit: int = 0) -> int:
    """A ticket that the customer said no to, waiting to be taken back."""
    ticket_id = floor.quoted(deposit=deposit)
    quote = floor.card(ticket_id).quotes[0]
    floor.shop.do(
        DeclineQuote(
            ticket_id=ticket_id, seen_version=floor.version(ticket_id), quote_id=quote.id, reason="太贵"
        ),
        floor.counter,
    )
    floor.shop.do(
        EndTicket(ticket_id=ticket_id, seen_version=floor.version(ticket_id), step=Step.GIVE_BACK),
        floor.counter,
    )
    return ticket_id


@pytest.mark.parametrize("tender", ["cash", "wechat"])
def test_deposit_over_the_total_goes_back(floor: Floor, tender: str) -> None:
    ticket_id = declined(floor, deposit=10000)
    assert charge_of(floor, ticket_id).due == -10000
    done = hand_over(floor, ticket_id, give_back=tender)
    assert (done.total, done.change, done.given_back) == (0, 0, 10000)
    assert accounts(floor.shop, document_id=done.sale_id) == {f"tender:{tender}": -10000, "deposits": 10000}
    assert [tender.amount.minor for tender in sale_paper(floor, done.sale_id).tenders] == [-10000]
    assert done.warranty_id is None


def test_no_more_cash_goes_back_than_is_there(floor: Floor) -> None:
    ticket_id = declined(floor, deposit=10000)
    session = floor.shop.do(CloseDay(pieces=((10000, 6),)), floor.owner).value.session_id
    assert session
    floor.shop.do(OpenTill(opening_float=5000), floor.counter)
    problem = refused(floor, ticket_id)
    assert (problem.key, problem.field) == ("problems.not_in_drawer", "give_back")


def test_nothing_due_goes_back_without_money(floor: Floor) -> None:
    ticket_id = declined(floor)
    done = hand_over(floor, ticket_id)
    assert (done.sale_id, done.sale_number, done.warranty_id) == (None, "", None)
    assert numbers(floor.shop, "sale") == []
    assert floor.card(ticket_id).status is Status.COLLECTED


# what else stops it


@pytest.mark.parametrize(
    ("tenders", "key"),
    [
        ((), "problems.tender_short"),
        ((Tender("cash", 77999),), "problems.tender_short"),
        ((Tender("card", 80000),), "problems.tender_over"),
        ((Tender("cash", -1), Tender("card", 78001)), "problems.tender_negative"),
        ((Tender("gold", 78000),), "problems.unknown_tender"),
    ],
)
def test_money_that_does_not_settle_stops_it(floor: Floor, tenders: tuple[Tender, ...], key: str) -> None:
    problem = refused(floor, floor.ready(), *tenders)
    assert (problem.key, problem.field) == (key, "tenders")


def test_an_open_old_part_stops_it(floor: Floor) -> None:
    problem = refused(floor, floor.ready(fate=OldPartFate.UNDECIDED), CASH_780)
    assert (problem.key, problem.field) == ("problems.old_part_open", "old_parts")


def test_nobody_signed_stops_it(floor: Floor) -> None:
    problem = refused(floor, floor.ready(), CASH_780, signed_on_paper=False)
    assert (problem.key, problem.field) == ("problems.no_signature", "signature")


def test_a_closed_till_stops_it(floor: Floor) -> None:
    ticket_id = floor.ready()
    floor.shop.do(CloseDay(pieces=((10000, 5),)), floor.owner)
    assert refused(floor, ticket_id, CASH_780).key == "problems.till_closed"


def test_a_device_at_work_stops_it(floor: Floor) -> None:
    ticket_id = floor.testing()
    with pytest.raises(UserError, match="not_ready"):
        floor.shop.do(pickup(floor, ticket_id, CASH_780), floor.counter)


def test_the_bench_hands_nothing_over(floor: Floor) -> None:
    with pytest.raises(NotAllowed):
        floor.shop.do(pickup(floor, floor.ready(), CASH_780), floor.technician)


def test_a_stale_version_is_a_conflict_that_shows_theirs(floor: Floor) -> None:
    ticket_id = floor.ready()
    with pytest.raises(Conflict) as conflict:
        floor.shop.do(pickup(floor, ticket_id, CASH_780, seen_version=1), floor.counter)
    assert conflict.value.theirs is not None
    assert numbers(floor.shop, "sale") == []


# once


def test_the_same_request_has_its_effect_once(floor: Floor) -> None:
    ticket_id = floor.ready()
    command = pickup(floor, ticket_id, CASH_780)
    first = floor.shop.do(command, floor.counter)
    booked = accounts(floor.shop)
    again = floor.shop.do(command, floor.counter)
    assert again.repeated
    assert again.value == first.value
    assert accounts(floor.shop) == booked
    assert numbers(floor.shop, "sale") == [1]


def test_a_request_with_another_body_is_refused(floor: Floor) -> None:
    command = pickup(floor, floor.ready(), CASH_780)
    floor.shop.do(command, floor.counter)
    with pytest.raises(UserError, match="request_reused"):
        floor.shop.do(replace(command, tenders=(Tender("wechat", 78000),)), floor.counter)


def test_a_refused_pickup_uses_up_no_number_and_may_be_sent_again(floor: Floor) -> None:
    ticket_id, request_id = floor.ready(), new_request_id()
    refused(floor, ticket_id, Tender("cash", 1), request_id=request_id)
    done = hand_over(floor, ticket_id, request_id=request_id)
    assert done.sale_number.endswith("-000001")
    assert [row.kind for row in floor.shop.ask(documents_of_ticket, ticket_id)].count(PaperKind.SALE) == 1


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_agreed_price_paid_by_any_tenders_balances(floor: Floor, data: st.DataObject) -> None:
    more_stock(floor)
    deposit = data.draw(st.integers(0, 30000), label="deposit")
    ticket_id = floor.ready(deposit=deposit)
    part, labour = floor.lines()
    lines = (
        replace(part, unit_price=data.draw(st.integers(0, 62000), label="part")),
        replace(labour, unit_price=data.draw(st.integers(0, 16000), label="labour")),
    )
    total = sum(line.price for line in lines)
    due = max(0, total - deposit)
    wallet = data.draw(st.integers(0, due), label="wallet")
    extra = data.draw(st.integers(0, 10000), label="extra")
    cash = due - wallet + (extra if due else 0)
    tenders = [Tender(kind, amount) for kind, amount in (("wechat", wallet), ("cash", cash)) if amount]
    done = floor.shop.do(pickup(floor, ticket_id, *tenders, lines=lines), floor.counter).value
    assert done.total == total
    assert done.given_back == max(0, deposit - total)
    assert done.change == (cash - (due - wallet))
    assert lopsided(floor.shop) == []
    assert accounts(floor.shop).get("deposits", 0) == 0


def test_a_price_below_nothing_is_refused(floor: Floor) -> None:
    ticket_id = floor.ready()
    lines = tuple(replace(line, unit_price=-1) for line in floor.lines())
    problem = refused(floor, ticket_id, lines=lines)
    assert (problem.key, problem.field) == ("problems.amount_negative", "lines")
