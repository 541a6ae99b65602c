"""The books: which accounts a document touches, and the chain that makes quiet changes show.

An entry of the chain stands for everything append-only that one use case wrote. Its seal is a keyed
hash over the seal before it and the digest of what was written, so an edit, a deletion, a swap
or a cut shows; the key lives outside the database.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Posting:
    """One side of a document: `amount` in minor units, positive is debit."""

    account: str
    amount: int


def tender_account(kind: str) -> str:
    return f"tender:{kind}"


def sales_account(kind: str) -> str:
    return f"sales:{kind}"


def tax_account(rate: int) -> str:
    return f"tax:{rate}"


DEPOSITS = "deposits"
FLOAT = "float"
CASH_MOVED = "cash_moved"
OVER_SHORT = "over_short"
BANK = "bank"


def balanced(postings: Iterable[Posting]) -> bool:
    return sum(posting.amount for posting in postings) == 0


_ONE_SPELLING = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
)


def canonical(value: object) -> bytes:
    """JSON with one spelling only: sorted keys, no spaces, no floats."""
    return _ONE_SPELLING.encode(value).encode()


def digest(value: object) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def seal(key: bytes, previous: str, content: str) -> str:
    """Seal of an entry, from the seal before it and the digest of its content."""
    return hmac.new(key, f"{previous}:{content}".encode(), hashlib.sha256).hexdigest()


def commitment(salt: str, value: bytes) -> str:
    """Stands in the chain for something personal; without the salt it tells nothing."""
    return hmac.new(salt.encode(), value, hashlib.sha256).hexdigest()


_READABLE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def integrity_code(content: object) -> str:
    """Short code printed on every copy: 40 bits of the intake's hash, ``7K4Q-92MD``, in readable letters."""
    number = int(digest(content)[:10], 16)
    letters = ""
    for _ in range(8):
        number, index = divmod(number, 32)
        letters = _READABLE[index] + letters
    return f"{letters[:4]}-{letters[4:]}"
