"""Money handed over against money due: tables, and any tenders at all."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shopdesk.domain.payment import Settlement, Tender, TenderProblem, settle


@pytest.mark.parametrize(
    ("due", "tenders", "settlement"),
    [
        (7800, [Tender("cash", 7800)], Settlement((Tender("cash", 7800),), 0)),
        (7800, [Tender("cash", 10000)], Settlement((Tender("cash", 7800),), 2200)),
        (
            7800,
            [Tender("card", 5000), Tender("cash", 5000)],
            Settlement((Tender("card", 5000), Tender("cash", 2800)), 2200),
        ),
        (7800, [Tender("wechat", 7800, "tail 4821")], Settlement((Tender("wechat", 7800, "tail 4821"),), 0)),
        # The card pays all: the cash laid down goes back whole and is not kept.
        (7800, [Tender("card", 7800), Tender("cash", 5000)], Settlement((Tender("card", 7800),), 5000)),
        (0, [], Settlement((), 0)),
    ],
)
def test_tenders_settle(due: int, tenders: list[Tender], settlement: Settlement) -> None:
    assert settle(due, tenders) == settlement


@pytest.mark.parametrize(
    ("tenders", "reason", "amount"),
    [
        ([], "short", 7800),
        ([Tender("cash", 7799)], "short", 1),
        ([Tender("card", 8000)], "over", 200),
        ([Tender("card", 8000), Tender("cash", 100)], "over", 200),
        ([Tender("cash", 0), Tender("card", 7800)], "negative", 0),
        ([Tender("cash", -1), Tender("card", 7801)], "negative", 0),
    ],
)
def test_tenders_that_do_not_settle(tenders: list[Tender], reason: str, amount: int) -> None:
    with pytest.raises(TenderProblem) as problem:
        settle(7800, tenders)
    assert (problem.value.reason, problem.value.amount) == (reason, amount)


@given(
    due=st.integers(0, 10**9),
    tenders=st.lists(
        st.builds(Tender, st.sampled_from(["cash", "card", "wechat"]), st.integers(1, 10**9)), max_size=5
    ),
)
@example(due=100, tenders=[Tender("card", 60), Tender("cash", 30), Tender("cash", 50)])
def test_what_is_kept_is_what_was_due(due: int, tenders: list[Tender]) -> None:
    try:
        settlement = settle(due, tenders)
    except TenderProblem:
        return
    given = sum(tender.amount for tender in tenders)
    assert sum(tender.amount for tender in settlement.kept) == due
    assert settlement.change == given - due
    for kind in ("card", "wechat"):
        kept = sum(tender.amount for tender in settlement.kept if tender.kind == kind)
        assert kept == sum(tender.amount for tender in tenders if tender.kind == kind)
