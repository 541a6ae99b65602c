"""What is typed to find a customer, as conditions on their rows."""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement

from shopdesk.store.records.people import customers
from shopdesk.store.search import digits_reversed

_LATIN = re.compile(r"[a-z0-9]+")


def phone_digits(text: str) -> str:
    """The digits of what looks like the tail of a phone number; empty for anything else."""
    digits = digits_reversed(text)[::-1]
    return digits if len(digits) >= 3 and len(digits) >= len(text.replace(" ", "")) - 2 else ""


def named(text: str) -> list[ColumnElement[bool]]:
    """What a customer's row must fulfil to be found by `text`.

    Latin words are beginnings of a word, of pinyin or of its initials; anything else is a part of the name.
    """
    found: list[ColumnElement[bool]] = []
    for word in text.split():
        latin = _LATIN.findall(word.casefold()) if word.isascii() else []
        found += [(" " + customers.c.words).like(f"% {part}%") for part in latin]
        if not latin:
            found.append(customers.c.name.like(f"%{escaped(word)}%", escape="\\"))
    return found


def escaped(text: str) -> str:
    """Text for LIKE, taken literally (escape character: backslash), without what no database takes."""
    storable = "".join(one for one in text if one != "\0" and not "\ud800" <= one <= "\udfff")
    return storable.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
