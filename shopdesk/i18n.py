"""Catalogues of messages in both languages, and how amounts and dates read in each.

Messages live in ``resources/locale/<language>/<room>.toml``; the file's name is the first word of
the key, so ``intake.toml`` with ``[fault] title = "Fault"`` answers ``intake.fault.title``. Values stand
in braces. A message whose wording depends on a count is a table with ``one`` and ``other`` and is asked
with ``n=``. The tests hold both languages to the same keys and the same values.
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime, tzinfo
from functools import lru_cache
from pathlib import Path

from shopdesk.config import resource
from shopdesk.domain.money import Money, decimals
from shopdesk.errors import Word, Worded

LANGUAGES = ("zh_CN", "en")

_SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "zh_CN": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
}


_AS_THEY_ARE = frozenset({str, int})


class MissingMessage(KeyError):
    """A key that no catalogue holds: always our fault, never the person's."""


class Catalogue:
    """All messages of one language."""

    def __init__(self, language: str, messages: dict[str, str]) -> None:
        self.language = language
        self.messages = messages

    def text(self, key: str, /, **values: object) -> str:
        """The message, its values shown as this language writes them. Raises MissingMessage."""
        message = self.messages.get(key)
        if message is None and "n" in values:
            number = "one" if values["n"] == 1 and self.language != "zh_CN" else "other"
            message = self.messages.get(f"{key}.{number}")
        if message is None:
            raise MissingMessage(key)
        if not values:
            return message
        # Nearly every value is one or the other; asking a protocol costs more than the sentence.
        shown = {
            name: value if type(value) in _AS_THEY_ARE else self.show(value) for name, value in values.items()
        }
        return message.format(**shown)

    def has(self, key: str) -> bool:
        return key in self.messages or f"{key}.other" in self.messages

    def show(self, value: object) -> object:
        """A value as it reads inside a sentence."""
        match value:
            case Money():
                return self.money(value)
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case Word():
                return self.text(value.key)
            case Worded():
                return value.text(self.language)
            case _:
                return value

    def money(self, amount: Money, *, symbol: bool = True) -> str:
        """``¥1,280.00``; both languages group by thousands and use a point."""
        whole, _, fraction = Money(abs(amount.minor), amount.currency).plain().partition(".")
        digits = f"{int(whole):,}" + (f".{fraction}" if decimals(amount.currency) else "")
        sign = "-" if amount.minor < 0 else ""
        if not symbol:
            return f"{sign}{digits}"
        mark = _SYMBOLS.get(amount.currency, f"{amount.currency} ")
        return f"{sign}{mark}{digits}"

    def day(self, value: date) -> str:
        """``2026-11-21``: the form both languages read without doubt."""
        return f"{value:%Y-%m-%d}"

    def moment(self, value: datetime) -> str:
        return f"{value:%Y-%m-%d %H:%M}"

    def weekday(self, value: date) -> str:
        return _WEEKDAYS[self.language][value.weekday()]

    def near(self, value: datetime, now: datetime, zone: tzinfo) -> str:
        """A moment as people say it: ``today 17:30``, ``昨天 11:42``, else the date."""
        there, here = value.astimezone(zone), now.astimezone(zone)
        words = {0: "common.today", 1: "common.tomorrow", -1: "common.yesterday"}
        key = words.get((there.date() - here.date()).days)
        if key is None:
            return self.moment(there)
        return self.text(key, time=f"{there:%H:%M}")


def _flatten(table: dict[str, object], prefix: str, into: dict[str, str]) -> None:
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, dict):
            _flatten(value, key, into)
        else:
            into[key] = str(value)


def read_messages(folder: Path) -> dict[str, str]:
    """Every message below one language's folder, by dotted key."""
    messages: dict[str, str] = {}
    for file in sorted(folder.glob("*.toml")):
        _flatten(tomllib.loads(file.read_text(encoding="utf-8")), file.stem, messages)
    return messages


@lru_cache(maxsize=8)
def catalogue(language: str) -> Catalogue:
    """The catalogue of `language` (``zh_CN`` or ``en``), read once."""
    if language not in LANGUAGES:
        raise ValueError(f"no catalogue for {language!r}")
    return Catalogue(language, read_messages(resource("locale", language)))
