"""Tax on a basket, inside the price or on top of it, so that lines and tax always add up to the total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from shopdesk.domain.money import divide_half_up, share

WHOLE = 100_000
"""Rates are whole hundred-thousandths: 13000 is 13 %, 8875 is 8.875 % (New York City)."""

_PERCENT = WHOLE // 100
_PLACES = 3


class TaxMode(StrEnum):
    INCLUDED = "included"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class TaxedLine:
    """One line in minor units: `net` + `tax` = `gross`."""

    net: int
    tax: int
    rate: int

    @property
    def gross(self) -> int:
        return self.net + self.tax


@dataclass(frozen=True, slots=True)
class TaxSum:
    rate: int
    base: int
    tax: int


@dataclass(frozen=True, slots=True)
class TaxedBasket:
    lines: tuple[TaxedLine, ...]
    sums: tuple[TaxSum, ...]

    @property
    def net(self) -> int:
        return sum(line.net for line in self.lines)

    @property
    def tax(self) -> int:
        return sum(line.tax for line in self.lines)

    @property
    def total(self) -> int:
        return self.net + self.tax


def percent_text(rate: int) -> str:
    """A rate as people write it: ``8.875`` for 8875."""
    whole, rest = divmod(rate, _PERCENT)
    return f"{whole}.{rest:0{_PLACES}d}".rstrip("0").rstrip(".")


def rate_of_percent(text: str) -> int | None:
    """The rate that a person typed as per cent (``8.875``, ``13 %``, ``7,25``), or None for what is none."""
    whole, _, rest = text.strip().rstrip("% ").replace(",", ".").partition(".")
    rest = rest.rstrip("0")
    if not (whole + rest).isascii() or not (whole + rest).isdigit() or not whole:
        return None
    if len(rest) > _PLACES or len(whole) > 3:
        return None
    rate = int(whole) * _PERCENT + int(rest.ljust(_PLACES, "0"))
    return rate if rate <= WHOLE else None


def tax_of(amount: int, rate: int, mode: TaxMode) -> int:
    """Tax in (included) or on (added) `amount` minor units, to the nearest unit, halves up."""
    if mode is TaxMode.INCLUDED:
        return divide_half_up(amount * rate, WHOLE + rate)
    return divide_half_up(amount * rate, WHOLE)


def tax_basket(prices: Sequence[tuple[int, int]], mode: TaxMode) -> TaxedBasket:
    """Tax the (price, rate) lines, prices not negative, as the country reads prices.

    Tax is rounded once for each rate over the whole basket and shared out to its lines, so the
    printed lines, the tax lines and the total agree to the last unit.
    """
    if any(price < 0 or rate < 0 for price, rate in prices):
        raise ValueError("prices and rates are not negative; a correction is a mirror document")
    taxes = [0] * len(prices)
    sums = []
    for rate in sorted({rate for _, rate in prices}):
        members = [index for index, (_, line_rate) in enumerate(prices) if line_rate == rate]
        amounts = [prices[index][0] for index in members]
        tax = tax_of(sum(amounts), rate, mode)
        for index, part in zip(members, share(tax, amounts), strict=True):
            taxes[index] = part
        base = sum(amounts) - (tax if mode is TaxMode.INCLUDED else 0)
        sums.append(TaxSum(rate, base, tax))
    lines = tuple(
        TaxedLine(price - tax if mode is TaxMode.INCLUDED else price, tax, rate)
        for (price, rate), tax in zip(prices, taxes, strict=True)
    )
    return TaxedBasket(lines, tuple(sums))


def refund_of_line(line: TaxedLine, already: int, amount: int) -> TaxedLine:
    """The part of `line` given back when `already` of its gross was refunded before and `amount` is now.

    Tax follows the running total, so that many small refunds net to exactly nothing.
    Raises ValueError where more would go back than came in.
    """
    if amount < 0 or already < 0 or already + amount > line.gross:
        raise ValueError("a refund never exceeds what was paid")
    if line.gross == 0:
        return TaxedLine(0, 0, line.rate)
    before = divide_half_up(line.tax * already, line.gross)
    after = divide_half_up(line.tax * (already + amount), line.gross)
    return TaxedLine(amount - (after - before), after - before, line.rate)
