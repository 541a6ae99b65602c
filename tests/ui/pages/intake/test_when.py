"""Moments and days as typed at a counter."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from shopdesk.ui.pages.intake.when import read_day, read_moment, shown_moment

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 3, 42, tzinfo=UTC)  # 11:42 in the shop


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("17:30", "2026-11-21 17:30"),
        ("17：30", "2026-11-21 17:30"),
        ("今天 17:30", "2026-11-21 17:30"),
        ("tomorrow 12:00", "2026-11-22 12:00"),
        ("明天12:00", "2026-11-22 12:00"),
        ("后天", "2026-11-23 18:00"),
        ("3天", "2026-11-24 18:00"),
        ("+2h", "2026-11-21 13:42"),
        ("2 小时后", "2026-11-21 13:42"),
        ("2026-12-01", "2026-12-01 18:00"),
        ("12-01 9:30", "2026-12-01 09:30"),
        ("12月1日 9:30", "2026-12-01 09:30"),
        ("1-5", "2027-01-05 18:00"),
    ],
)
def test_a_promise_is_read_as_it_is_meant(typed: str, meant: str) -> None:
    moment = read_moment(typed, NOW, SHANGHAI)
    assert moment is not None
    assert shown_moment(moment, SHANGHAI) == meant
    # What then stands in the field means the same on another day.
    assert read_moment(meant, datetime(2027, 3, 1, tzinfo=UTC), SHANGHAI) == moment


@pytest.mark.parametrize("typed", ["soon", "25:00", "13-45", "明天吧", "2026-02-30"])
def test_what_is_no_moment_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message is Python's own
        read_moment(typed, NOW, SHANGHAI)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", None),
        ("2024-05-30", date(2024, 5, 30)),
        ("20240530", date(2024, 5, 30)),
        ("2024/5/3", date(2024, 5, 3)),
        ("2024年5月30日", date(2024, 5, 30)),
        ("2024-05", date(2024, 5, 1)),
        ("2024", date(2024, 1, 1)),
    ],
)
def test_a_purchase_date_is_read(typed: str, meant: date | None) -> None:
    assert read_day(typed) == meant


@pytest.mark.parametrize("typed", ["last year", "24-05", "2024-13", "2024-05-30-1"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message is Python's own
        read_day(typed)
