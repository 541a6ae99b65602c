"""The reckoning at the pay screen, without any widget."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.payment import Tender
from shopdesk.ui.pages.till.payment import payment_state, quick_notes, still_due

NOTES = (10000, 5000, 2000, 1000, 500, 100)


@pytest.mark.parametrize(
    ("due", "tenders", "left", "change", "problem"),
    [
        (7800, [], 7800, 0, "short"),
        (7800, [Tender("cash", 10000)], 0, 2200, ""),
        (7800, [Tender("wechat", 5000)], 2800, 0, "short"),
        (7800, [Tender("wechat", 5000), Tender("cash", 3000)], 0, 200, ""),
        (7800, [Tender("wechat", 9000)], 0, 0, "over"),
        (7800, [Tender("cash", 0)], 7800, 0, "negative"),
        (0, [], 0, 0, ""),
        (-10000, [], 0, 0, ""),
    ],
)
def test_what_is_left_and_what_goes_back(
    due: int, tenders: list[Tender], left: int, change: int, problem: str
) -> None:
    state = payment_state(due, tenders)
    assert (state.left, state.change, state.problem) == (left, change, problem)
    assert state.settled is not bool(problem)


def test_a_line_holds_what_the_others_leave() -> None:
    paid = [Tender("wechat", 5000), Tender("cash", 100)]
    assert still_due(7800, paid, "cash") == 2800
    assert still_due(7800, paid, "card") == 2700
    assert still_due(7800, [Tender("wechat", 9000)], "cash") == 0
    assert still_due(-100, [], "cash") == 0


@pytest.mark.parametrize(
    ("due", "notes"),
    [
        (7800, (8000, 10000)),
        (12345, (13000, 14000, 15000, 20000)),
        (78000, (80000,)),
        (10000, ()),
        (0, ()),
        (-500, ()),
    ],
)
def test_notes_a_customer_is_likely_to_hand_over(due: int, notes: tuple[int, ...]) -> None:
    assert quick_notes(due, NOTES) == notes


@given(st.integers(1, 10**9))
def test_every_note_offered_pays_it_all(due: int) -> None:
    offered = quick_notes(due, NOTES)
    assert all(amount > due for amount in offered)
    assert list(offered) == sorted(set(offered))
