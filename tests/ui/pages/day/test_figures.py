"""Bars and counts of the day, without any widget."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.services.day_close import PastDay
from shopdesk.services.day_figures import day_figures
from shopdesk.services.ticket_lists import ShopCounts
from shopdesk.ui.pages.day.chart import round_step
from shopdesk.ui.pages.day.figures import CountState, DayBar, DayData, TenderCount, count_state, daily_bars
from tests.services.books import session_of
from tests.shop_floor import Floor

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


def closed(number: int, opened: datetime, net: int, desk: str = "一号柜台") -> PastDay:
    return PastDay(number, number, desk, opened, opened + timedelta(hours=9), number, net, 0)


def data(*past: PastDay) -> DayData:
    return DayData(None, ShopCounts({}, 0, 0), past, NOON)


def test_a_bar_for_each_day_oldest_first_empty_ones_too() -> None:
    bars = daily_bars(data(closed(1, NOON - timedelta(days=2), 500)), 4, SHANGHAI)
    assert bars == (
        DayBar(date(2026, 11, 18), 0),
        DayBar(date(2026, 11, 19), 500),
        DayBar(date(2026, 11, 20), 0),
        DayBar(date(2026, 11, 21), 0),
    )


def test_two_desks_of_one_day_stand_in_one_bar() -> None:
    two = data(closed(1, NOON, 500), closed(2, NOON, 700, "二号柜台"))
    assert daily_bars(two, 1, SHANGHAI) == (DayBar(date(2026, 11, 21), 1200),)


def test_the_shops_clock_decides_the_day() -> None:
    late_evening = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)  # one in the morning in Shanghai
    bars = daily_bars(data(closed(1, late_evening, 500)), 2, SHANGHAI)
    assert [bar.net for bar in bars] == [0, 500]
    assert [bar.net for bar in daily_bars(data(closed(1, late_evening, 500)), 2, UTC)] == [500, 0]


def test_the_open_day_is_its_own_bar(floor: Floor) -> None:
    figures = replace(floor.shop.ask(day_figures, session_of(floor)), sales_total=900, refunds_total=100)
    bars = daily_bars(replace(data(), figures=figures), 1, SHANGHAI)
    assert bars == (DayBar(date(2026, 11, 21), 800, is_open=True),)


def test_what_was_not_counted_counts_as_booked(floor: Floor) -> None:
    figures = replace(
        floor.shop.ask(day_figures, session_of(floor)), tenders=(("cash", 50000), ("wechat", 7000))
    )
    state = count_state(figures, ("cash", "wechat", "card"), None, {})
    assert state == CountState(
        (TenderCount("cash", 50000), TenderCount("wechat", 7000), TenderCount("card", 0))
    )
    assert state.difference == 0
    state = count_state(figures, ("cash", "wechat", "card"), 49900, {"wechat": 7100, "card": 50})
    assert [one.difference for one in state.tenders] == [-100, 100, 50]
    assert state.difference == 50


@pytest.mark.parametrize(
    ("largest", "step"), [(1, 1), (4, 1), (5, 2), (78000, 20000), (200000, 50000), (80001, 50000)]
)
def test_the_scale_has_round_lines(largest: int, step: int) -> None:
    assert round_step(largest) == step


@given(st.integers(1, 10**12))
def test_at_most_four_lines_reach_the_largest(largest: int) -> None:
    step = round_step(largest)
    assert largest <= 4 * step
    assert str(step).rstrip("0") in {"1", "2", "5"}
