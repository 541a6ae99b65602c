"""Finding anything as it is typed.

A ticket is found by words made here, the same for both databases: Latin words, every Chinese character
and every adjacent pair of them (two characters are then one exact term), pinyin in full and its initials.
Tails of phones and IMEIs are ranges over the reversed digits.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from sqlalchemy import Connection, text

# Han, compatibility Han, kana and Hangul. Escaped, because an editor's normalising moves the literal bounds.
_CJK = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f\u3040-\u30ff\uac00-\ud7a3]+"
)
_LATIN = re.compile(r"[a-z0-9]+")
MOST = 50


@lru_cache(maxsize=4096)
def _pinyin(run: str) -> tuple[str, str]:
    """Pinyin without tones, in full and as initials: 王喆 → wangzhe, wz."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - a big table, wanted only with Chinese names

    syllables = lazy_pinyin(run)
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


def words_of(*names: str, pinyin: bool = True) -> str:
    """The words that a text is found by, in one line."""
    words: dict[str, None] = {}
    for name in names:
        lowered = name.casefold()
        words.update(dict.fromkeys(_LATIN.findall(lowered)))
        for run in _CJK.findall(lowered):
            words.update(dict.fromkeys(run))
            words.update(dict.fromkeys(a + b for a, b in pairwise(run)))
            if pinyin and len(run) <= 12:
                words.update(dict.fromkeys(_pinyin(run)))
    return " ".join(words)


def spoken(name: str) -> str:
    """How a name sounds, as one word of `words_of`: pinyin for a Chinese one; empty for any other."""
    runs = _CJK.findall(name.casefold())
    return _pinyin(runs[0])[0] if len(runs) == 1 and 1 < len(runs[0]) <= 12 else ""


def terms_of(query: str) -> tuple[str, ...]:
    """The terms a query asks for; all must be there, Latin ones as beginnings of words."""
    terms: dict[str, None] = {}
    lowered = query.casefold()
    for run in _CJK.findall(lowered):
        pairs = [a + b for a, b in pairwise(run)] or [run]
        terms.update(dict.fromkeys(pairs))
    terms.update((f"{word}*", None) for word in _LATIN.findall(lowered))
    return tuple(terms)


def digits_reversed(number: str) -> str:
    return "".join(character for character in reversed(number) if character.isascii() and character.isdigit())


def tail_range(digits: str) -> tuple[str, str]:
    """Lower and upper bound of reversed numbers that end in `digits`."""
    low = digits_reversed(digits)
    return low, low[:-1] + chr(ord(low[-1]) + 1)


_PUT_SQLITE = text("INSERT INTO ticket_words(rowid, words) VALUES (:id, :words)")
_DROP_SQLITE = text("DELETE FROM ticket_words WHERE rowid = :id")
_FIND_SQLITE = text(
    "SELECT rowid FROM ticket_words WHERE ticket_words MATCH :match ORDER BY rowid DESC LIMIT :most"
)
_PUT_POSTGRES = text("INSERT INTO ticket_words(ticket_id, words) VALUES (:id, :words)")
_DROP_POSTGRES = text("DELETE FROM ticket_words WHERE ticket_id = :id")
_FIND_POSTGRES = text(
    "SELECT ticket_id FROM ticket_words WHERE to_tsvector('simple', words) @@ to_tsquery('simple', :match)"
    " ORDER BY ticket_id DESC LIMIT :most"
)


def _sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def index_ticket(connection: Connection, ticket_id: int, words: str) -> None:
    connection.execute(
        _PUT_SQLITE if _sqlite(connection) else _PUT_POSTGRES, {"id": ticket_id, "words": words}
    )


def reindex_ticket(connection: Connection, ticket_id: int, words: str) -> None:
    connection.execute(_DROP_SQLITE if _sqlite(connection) else _DROP_POSTGRES, {"id": ticket_id})
    index_ticket(connection, ticket_id, words)


def find_tickets(connection: Connection, terms: tuple[str, ...], most: int = MOST) -> list[int]:
    """Ids of tickets that hold all `terms`, newest first."""
    if not terms:
        return []
    if _sqlite(connection):
        match = " AND ".join(f'"{term[:-1]}"*' if term.endswith("*") else f'"{term}"' for term in terms)
        found = connection.execute(_FIND_SQLITE, {"match": match, "most": most})
    else:
        match = " & ".join(f"{term[:-1]}:*" if term.endswith("*") else term for term in terms)
        found = connection.execute(_FIND_POSTGRES, {"match": match, "most": most})
    return list(found.scalars())
