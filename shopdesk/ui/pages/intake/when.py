"""Moments and days as people type them at a counter: "17:30", "明天 12:00", "3d", "2024-05"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo

_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})$")
_DAYS = {"今天": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2}
_SPAN = re.compile(r"\+?(\d{1,3})\s*(h|hours?|小时|钟头|d|days?|天)(?:后)?$")
_DATE = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?$")
_CLOSING = time(18, 0)
"""Of a day named without an hour."""


def read_moment(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    """The moment meant, aware; None for an empty text. Raises ValueError for what cannot be read."""
    words = " ".join(text.strip().casefold().split())
    if not words:
        return None
    here = now.astimezone(zone)
    span = _SPAN.match(words)
    if span:
        count = int(span[1])
        if span[2][0] == "h" or span[2] in {"小时", "钟头"}:
            return (here + timedelta(hours=count)).replace(second=0, microsecond=0)
        return _at(here.date() + timedelta(days=count), _CLOSING, zone)
    clock = _CLOCK.search(words)
    day_words = words[: clock.start()].strip() if clock else words
    hour = time(int(clock[1]), int(clock[2])) if clock else _CLOSING
    return _at(_day(day_words, here.date()) if day_words else here.date(), hour, zone)


def read_day(text: str) -> date | None:
    """A past day: "2024-05-30", "20240530", or a month alone for its first. Raises ValueError."""
    digits = re.sub(r"[年月/.]", "-", text.strip()).rstrip("日-")
    if not digits:
        return None
    if re.fullmatch(r"\d{8}", digits):
        digits = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    parts = [int(part) for part in digits.split("-")]
    if len(parts) > 3 or parts[0] < 1000:
        raise ValueError(text)
    year, month, day = [*parts, 1, 1][:3]
    return date(year, month, day)


def shown_moment(moment: datetime, zone: tzinfo) -> str:
    """As it stands in the field once read: it means the same tomorrow."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _at(day: date, hour: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, hour, zone)


def _day(words: str, today: date) -> date:
    if words in _DAYS:
        return today + timedelta(days=_DAYS[words])
    found = _DATE.match(words)
    if found is None:
        raise ValueError(words)
    month, day = int(found[2]), int(found[3])
    if found[1]:
        return date(int(found[1]), month, day)
    meant = date(today.year, month, day)
    # A day named without its year lies ahead: 5 January, said in December, is next year's.
    return meant if meant >= today else date(today.year + 1, month, day)
