"""Quote and answer: frozen, valid for a while, and what the parts are kept for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from shopdesk.domain.quote import ApprovalKind, QuoteStatus
from shopdesk.domain.ticket import Outcome, Status
from shopdesk.errors import Conflict, NeedsConfirmation, UserError
from shopdesk.services.quotes import Option
from shopdesk.services.quoting import ApproveQuote, DeclineQuote, IssueQuote, RecordDiagnosis, StartDiagnosis
from shopdesk.services.shop import Shop
from shopdesk.services.steps import TheirStatus
from shopdesk.services.stock import part
from tests.shops import (
    COUNTER,
    LABOUR,
    SCREEN,
    SCREEN_LINE,
    TECHNICIAN,
    Bench,
    Clock,
    card,
    ready,
    take_in,
    version,
)

CHEAP = Option(title="只换外屏", lines=(replace(LABOUR, unit_price=9_900),))
WHOLE = Option(title="换总成", lines=(SCREEN_LINE, LABOUR))


def quoted(shop: Shop, *options: Option) -> tuple[int, int]:
    ticket = Bench(shop, take_in(shop).ticket_id).diagnosed().ticket_id
    command = IssueQuote(
        ticket_id=ticket,
        seen_version=version(shop, ticket),
        options=options or (WHOLE,),
        time_needed="2 小时",
    )
    return ticket, shop.do(command, TECHNICIAN).value.quote_id


def yes(shop: Shop, ticket: int, quote: int, **changes: Any) -> ApproveQuote:
    told = {"kind": ApprovalKind.PHONE, "said_by": "王喆", "number": "13800164827"} | changes
    return ApproveQuote(ticket_id=ticket, seen_version=version(shop, ticket), quote_id=quote, **told)


def test_a_yes_reserves_the_parts_and_is_on_record(any_shop: Shop) -> None:
    ticket, quote = quoted(any_shop, CHEAP, WHOLE)
    any_shop.do(yes(any_shop, ticket, quote, chosen=1), COUNTER)
    found = card(any_shop, ticket)
    assert found.status is Status.APPROVED
    assert found.quote is not None
    assert (found.quote.status, found.quote.chosen, found.quote.approved_total) == (
        QuoteStatus.APPROVED,
        1,
        78_000,
    )
    assert found.quote.answer is not None
    assert (found.quote.answer.said_by, found.quote.answer.recorded_by) == ("王喆", "周")
    assert any_shop.ask(part, SCREEN).reserved == 1


def test_a_no_sends_the_device_back_as_it_came(any_shop: Shop) -> None:
    ticket, quote = quoted(any_shop)
    no = DeclineQuote(ticket_id=ticket, seen_version=version(any_shop, ticket), quote_id=quote, reason="太贵")
    any_shop.do(no, COUNTER)
    found = card(any_shop, ticket)
    assert (found.status, found.outcome) == (Status.DECLINED, Outcome.DECLINED)
    assert any_shop.ask(part, SCREEN).reserved == 0
    with pytest.raises(UserError) as caught:
        any_shop.do(yes(any_shop, ticket, quote), COUNTER)
    assert caught.value.key == "problems.quote_not_open"


def test_a_new_quote_replaces_the_open_one(any_shop: Shop) -> None:
    ticket, first = quoted(any_shop)
    again = IssueQuote(
        ticket_id=ticket, seen_version=version(any_shop, ticket), options=(CHEAP,), time_needed=""
    )
    second = any_shop.do(again, TECHNICIAN).value
    assert second.no == 2
    assert [one.status for one in card(any_shop, ticket).quotes] == [QuoteStatus.OPEN, QuoteStatus.REPLACED]
    with pytest.raises(UserError) as caught:
        any_shop.do(yes(any_shop, ticket, first), COUNTER)
    assert caught.value.key == "problems.quote_not_open"


def test_a_late_yes_is_asked_about(shop: Shop, clock: Clock) -> None:
    ticket, quote = quoted(shop)
    clock.forward(days=shop.settings.quote_days + 1)
    late = yes(shop, ticket, quote)
    with pytest.raises(NeedsConfirmation) as caught:
        shop.do(late, COUNTER)
    assert caught.value.confirm == "expired"
    shop.do(replace(late, confirmed=frozenset({"expired"})), COUNTER)
    assert card(shop, ticket).status is Status.APPROVED


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"said_by": ""}, "said_by"),
        ({"number": " "}, "number"),
        ({"kind": ApprovalKind.SIGNATURE}, "signature"),
        ({"chosen": 1}, "chosen"),
        ({"chosen": -1}, "chosen"),
    ],
)
def test_a_yes_is_worth_what_is_written_down_of_it(shop: Shop, wrong: dict[str, Any], field: str) -> None:
    ticket, quote = quoted(shop)
    with pytest.raises(UserError) as caught:
        shop.do(yes(shop, ticket, quote, **wrong), COUNTER)
    assert caught.value.field == field
    assert card(shop, ticket).status is Status.QUOTED


def test_a_yes_from_an_old_view_is_refused_with_where_it_stands(any_shop: Shop) -> None:
    ticket, quote = quoted(any_shop)
    old = yes(any_shop, ticket, quote)
    no = DeclineQuote(ticket_id=ticket, seen_version=version(any_shop, ticket), quote_id=quote)
    any_shop.do(no, COUNTER)
    with pytest.raises(Conflict) as caught:
        any_shop.do(old, COUNTER)
    assert caught.value.theirs == TheirStatus(Status.DECLINED, version(any_shop, ticket))


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ((), "quote_options"),
        ((CHEAP,) * 5, "quote_options"),
        ((Option(title="", lines=()),), "quote_lines"),
        ((Option(title="", lines=(LABOUR,) * 61),), "quote_lines"),
        ((Option(title="", lines=(replace(LABOUR, name=" "),)),), "required"),
        ((Option(title="", lines=(replace(LABOUR, quantity=0),)),), "pieces"),
        ((Option(title="", lines=(replace(LABOUR, unit_price=-1),)),), "amount_negative"),
        ((Option(title="", lines=(replace(SCREEN_LINE, grade=None),)),), "grade_missing"),
        ((Option(title="", lines=(replace(LABOUR, unit_price=10**12, quantity=2),)),), "amount_large"),
    ],
)
def test_what_cannot_be_quoted(shop: Shop, options: tuple[Option, ...], key: str) -> None:
    ticket = Bench(shop, take_in(shop).ticket_id).diagnosed().ticket_id
    command = IssueQuote(
        ticket_id=ticket, seen_version=version(shop, ticket), options=options, time_needed=""
    )
    with pytest.raises(UserError) as caught:
        shop.do(command, TECHNICIAN)
    assert caught.value.key == f"problems.{key}"
    assert card(shop, ticket).quotes == ()


def test_diagnosis_starts_the_way_and_a_hopeless_one_ends_it(any_shop: Shop) -> None:
    ticket = take_in(any_shop).ticket_id
    any_shop.do(StartDiagnosis(ticket_id=ticket, seen_version=1), TECHNICIAN)
    found = card(any_shop, ticket)
    assert (found.status, found.technician) == (Status.DIAGNOSING, "陈")
    hopeless = RecordDiagnosis(ticket_id=ticket, seen_version=found.version, cause="主板断", repairable=False)
    assert any_shop.do(hopeless, TECHNICIAN).value == version(any_shop, ticket)
    now = card(any_shop, ticket)
    assert (now.status, now.outcome) == (Status.UNREPAIRABLE, Outcome.UNREPAIRABLE)
    assert now.diagnosis is not None
    assert (now.diagnosis.cause, now.diagnosis.found_by) == ("主板断", "陈")


def test_nothing_is_found_out_about_a_device_that_is_done(shop: Shop) -> None:
    ticket = ready(shop)
    late = RecordDiagnosis(ticket_id=ticket, seen_version=version(shop, ticket), cause="主板断")
    with pytest.raises(UserError) as refused:
        shop.do(late, TECHNICIAN)
    assert refused.value.key == "problems.wrong_step"
