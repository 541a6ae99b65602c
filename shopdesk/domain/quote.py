"""Quotes: lines, what they come to, and the lock that holds the charge to what was approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from shopdesk.domain.tax import TaxedBasket, TaxMode, tax_basket


class LineKind(StrEnum):
    LABOUR = "labour"
    PART = "part"
    FEE = "fee"


class Grade(StrEnum):
    """Quality of a part; shown on quote and receipt."""

    GENUINE = "genuine"
    CERTIFIED = "certified"
    AFTERMARKET = "aftermarket"
    REFURBISHED = "refurbished"


class ApprovalKind(StrEnum):
    SIGNATURE = "signature"
    PHONE = "phone"
    MESSAGE = "message"


class QuoteStatus(StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    DECLINED = "declined"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """`unit_price` in minor units as the customer reads prices; `part_id` and `grade` for parts only."""

    kind: LineKind
    name: str
    quantity: int
    unit_price: int
    rate: int
    grade: Grade | None = None
    part_id: int | None = None
    warranty_days: int = 0

    @property
    def price(self) -> int:
        return self.quantity * self.unit_price


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a charge may exceed the approved total: the smaller of a share and an amount."""

    per_ten_thousand: int = 0
    at_most: int = 0


def taxed(lines: Sequence[QuoteLine], mode: TaxMode) -> TaxedBasket:
    return tax_basket([(line.price, line.rate) for line in lines], mode)


def most_chargeable(approved_total: int, tolerance: Tolerance) -> int:
    """The largest total that may be charged without asking the customer again."""
    by_share = approved_total * tolerance.per_ten_thousand // 10_000
    return approved_total + min(by_share, tolerance.at_most)
