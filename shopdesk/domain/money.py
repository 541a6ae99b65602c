"""Money: whole minor units of one currency. No float comes near it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# ISO 4217 currencies whose minor unit is not a hundredth.
_DECIMALS = {
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
    "CLP": 0, "ISK": 0, "JPY": 0, "KRW": 0, "PYG": 0, "UGX": 0, "VND": 0, "XAF": 0, "XOF": 0,
}  # fmt: skip

LARGEST_MINOR = 10**12
"""Amounts beyond this are typing errors, and stay far from the 63 bits of the store."""


def decimals(currency: str) -> int:
    """Digits after the point in `currency` (0, 2 or 3)."""
    return _DECIMALS.get(currency, 2)


class BadAmount(ValueError):
    """A text that is no amount. `reason`: empty, letters, too_precise, too_large or negative."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """`minor` units (cents, fen, yen) of `currency` (ISO 4217)."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.minor, int):
            raise TypeError(f"money is counted in whole minor units, not {type(self.minor).__name__}")

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.minor * times, self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def plain(self) -> str:
        """Digits and a point, as typed and stored in files: ``-1234.50``."""
        places = decimals(self.currency)
        sign = "-" if self.minor < 0 else ""
        digits = str(abs(self.minor)).rjust(places + 1, "0")
        return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def zero(currency: str) -> Money:
    return Money(0, currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Sum of `amounts`, all of `currency`; nothing sums to zero."""
    result = zero(currency)
    for amount in amounts:
        result += amount
    return result


# Full-width digits and signs come from Chinese input methods.
_NARROW = str.maketrans("０１２３４５６７８９．，－＋", "0123456789.,-+")
_SIGNS = re.compile(r"[¥￥$€£\s_'’]|元|块")
_AMOUNT = re.compile(r"-?(\d+\.?\d*|\.\d+)")


def parse_money(text: str, currency: str, *, allow_negative: bool = False) -> Money:
    """Amount that a person typed: ``1,234.5``, ``1234,50``, ``￥120``, ``１２０元``.

    A comma is a decimal point when one or two (three for three-decimal currencies) digits follow
    the last one and no point is present; otherwise it groups thousands. Raises BadAmount.
    """
    places = decimals(currency)
    cleaned = _SIGNS.sub("", text.translate(_NARROW))
    if not cleaned:
        raise BadAmount("empty")
    if "," in cleaned:
        head, _, tail = cleaned.rpartition(",")
        if "." not in cleaned and "," not in head and len(tail) <= places and len(tail) != 3:
            cleaned = f"{head}.{tail}"
        elif re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d*)?", cleaned) is None:
            raise BadAmount("letters")
        cleaned = cleaned.replace(",", "")
    if _AMOUNT.fullmatch(cleaned) is None:
        raise BadAmount("letters")
    negative = cleaned.startswith("-")
    if negative and not allow_negative:
        raise BadAmount("negative")
    whole, _, fraction = cleaned.lstrip("-").partition(".")
    if len(fraction.rstrip("0")) > places:
        raise BadAmount("too_precise")
    if len(whole) > 15:
        raise BadAmount("too_large")
    minor = int(whole or "0") * 10**places + int((fraction[:places]).ljust(places, "0") or "0")
    if minor > LARGEST_MINOR:
        raise BadAmount("too_large")
    return Money(-minor if negative else minor, currency)


def divide_half_up(numerator: int, denominator: int) -> int:
    """Nearest whole number; halves go away from zero, as tax offices expect."""
    if denominator <= 0:
        raise ValueError("denominator must be positive")
    sign = -1 if numerator < 0 else 1
    return sign * ((abs(numerator) * 2 + denominator) // (denominator * 2))


def share(amount: int, weights: list[int]) -> list[int]:
    """Split `amount` by `weights` into whole parts that add up to it exactly (largest remainder first)."""
    if any(weight < 0 for weight in weights):
        raise ValueError("weights must not be negative")
    whole = sum(weights)
    if whole == 0:
        if amount and not weights:
            raise ValueError("nothing to share among")
        return [amount, *[0] * (len(weights) - 1)] if weights else []
    sign = -1 if amount < 0 else 1
    exact = [abs(amount) * weight for weight in weights]
    parts = [value // whole for value in exact]
    left = abs(amount) - sum(parts)
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(exact[i] % whole), i))
    for index in by_remainder[:left]:
        parts[index] += 1
    return [sign * part for part in parts]
