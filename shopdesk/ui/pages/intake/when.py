"""Moments and days as people type them at a counter: "17:30", "tomorrow 12:00", "3d", "2024-05"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from shopdesk.i18n import LANGUAGES, catalogue

_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})$")
_DATE = re.compile(r"(?:(\d{4})-)?(\d{1,2})-(\d{1,2})$")
_CLOSING = time(18, 0)
"""Of a day named without an hour."""


class _Spoken(NamedTuple):
    """How people say days and spans, in every language at once: a counter mixes them."""

    days: dict[str, int]
    hours: frozenset[str]
    span: re.Pattern[str]
    date_marks: re.Pattern[str]


@lru_cache(maxsize=1)
def _spoken() -> _Spoken:
    def words(key: str) -> list[str]:
        said = [
            word
            for language in LANGUAGES
            for word in catalogue(language).text(f"intake.when.{key}").split("|")
        ]
        return sorted(set(said), key=len, reverse=True)

    def either(*keys: str) -> str:
        return "|".join(re.escape(word) for key in keys for word in words(key))

    days = {
        word: ahead
        for ahead, key in enumerate(("today", "tomorrow", "after_tomorrow"))
        for word in words(key)
    }
    span = re.compile(rf"\+?(\d{{1,3}})\s*({either('hours', 'days')})\s*(?:{either('later')})?$")
    return _Spoken(days, frozenset(words("hours")), span, re.compile(either("date_marks")))


def read_moment(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    """The moment meant, aware; None for an empty text. Raises ValueError for what cannot be read."""
    words = " ".join(text.strip().casefold().split())
    if not words:
        return None
    here = now.astimezone(zone)
    span = _spoken().span.match(words)
    if span:
        count = int(span[1])
        if span[2] in _spoken().hours:
            return (here + timedelta(hours=count)).replace(second=0, microsecond=0)
        return _at(here.date() + timedelta(days=count), _CLOSING, zone)
    clock = _CLOCK.search(words)
    day_words = words[: clock.start()].strip() if clock else words
    hour = time(int(clock[1]), int(clock[2])) if clock else _CLOSING
    return _at(_day(day_words, here.date()) if day_words else here.date(), hour, zone)


def read_day(text: str) -> date | None:
    """A past day: "2024-05-30", "20240530", or a month alone for its first. Raises ValueError."""
    digits = _spoken().date_marks.sub("-", text.strip()).rstrip("-")
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
    ahead = _spoken().days.get(words)
    if ahead is not None:
        return today + timedelta(days=ahead)
    found = _DATE.match(_spoken().date_marks.sub("-", words).rstrip("-"))
    if found is None:
        raise ValueError(words)
    month, day = int(found[2]), int(found[3])
    if found[1]:
        return date(int(found[1]), month, day)
    meant = date(today.year, month, day)
    # A day named without its year lies ahead: 5 January, said in December, is next year's.
    return meant if meant >= today else date(today.year + 1, month, day)
