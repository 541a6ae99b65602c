"""The day and the days before it, gathered in one scope. No widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from shopdesk.domain.payment import CASH
from shopdesk.services.day_close import PastDay, past_days
from shopdesk.services.day_figures import DayFigures, day_figures
from shopdesk.services.ticket_lists import ShopCounts, shop_counts
from shopdesk.services.till import till_state
from shopdesk.services.work import Reading

MOST_PAST = 400
"""Closed sessions looked at: a month of a dozen desks."""


@dataclass(frozen=True, slots=True)
class DayData:
    """`figures` None: the till of this desk is closed."""

    figures: DayFigures | None
    counts: ShopCounts
    past: tuple[PastDay, ...]
    now: datetime


def day_data(reading: Reading, desk: str) -> DayData:
    session_id = till_state(reading, desk).session_id
    return DayData(
        day_figures(reading, session_id) if session_id is not None else None,
        shop_counts(reading),
        past_days(reading, MOST_PAST),
        reading.now,
    )


@dataclass(frozen=True, slots=True)
class DayBar:
    """Sales less refunds of one calendar day, minor units; `is_open` while its till still is."""

    day: date
    net: int
    is_open: bool = False


def daily_bars(data: DayData, days: int, zone: tzinfo) -> tuple[DayBar, ...]:
    """One bar for each of the last `days` days, oldest first; a session counts to the day that it opened."""
    today = data.now.astimezone(zone).date()
    nets: dict[date, int] = {}
    for past in data.past:
        opened = past.opened_at.astimezone(zone).date()
        nets[opened] = nets.get(opened, 0) + past.net_total
    open_day = None
    if data.figures is not None:
        open_day = data.figures.opened_at.astimezone(zone).date()
        nets[open_day] = nets.get(open_day, 0) + data.figures.net_total
    shown = [today - timedelta(days=back) for back in range(days - 1, -1, -1)]
    return tuple(DayBar(day, nets.get(day, 0), day == open_day) for day in shown)


@dataclass(frozen=True, slots=True)
class TenderCount:
    """What a tender should hold and what was counted of it; None: not counted, taken as expected."""

    kind: str
    expected: int
    counted: int | None = None

    @property
    def difference(self) -> int:
        return 0 if self.counted is None else self.counted - self.expected


@dataclass(frozen=True, slots=True)
class CountState:
    """The drawer and the slips as counted so far."""

    tenders: tuple[TenderCount, ...]

    @property
    def cash(self) -> TenderCount:
        return next(one for one in self.tenders if one.kind == CASH)

    @property
    def difference(self) -> int:
        return sum(one.difference for one in self.tenders)


def count_state(
    figures: DayFigures, kinds: Sequence[str], cash: int | None, slips: dict[str, int]
) -> CountState:
    """`kinds`: every tender of the country, cash among them; `cash` None until something was counted."""
    expected = dict(figures.tenders)
    counted: dict[str, int | None] = {**slips, CASH: cash}
    return CountState(tuple(TenderCount(kind, expected.get(kind, 0), counted.get(kind)) for kind in kinds))
