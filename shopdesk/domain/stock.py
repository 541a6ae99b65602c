"""Parts in lots: oldest first, never below nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class MovementKind(StrEnum):
    RECEIVE = "receive"
    ISSUE = "issue"
    RETURN = "return"
    COUNT = "count"


class OldPartFate(StrEnum):
    """Where a replaced part ends; every one ends somewhere before the ticket closes."""

    UNDECIDED = ""
    RETURNED = "returned"
    DECLINED = "declined"
    TO_SUPPLIER = "to_supplier"
    SCRAPPED = "scrapped"


class Shortage(ValueError):
    """Fewer on hand than asked for."""

    def __init__(self, wanted: int, there: int) -> None:
        super().__init__(f"{wanted} wanted, {there} there")
        self.wanted, self.there = wanted, there


@dataclass(frozen=True, slots=True)
class LotStock:
    lot_id: int
    quantity: int


def take_oldest_first(lots: Sequence[LotStock], quantity: int) -> tuple[LotStock, ...]:
    """How many to take from which lot, oldest (first listed) first. Raises Shortage."""
    there = sum(lot.quantity for lot in lots)
    if quantity > there:
        raise Shortage(quantity, there)
    taken = []
    for lot in lots:
        now = min(lot.quantity, quantity)
        if now > 0:
            taken.append(LotStock(lot.lot_id, now))
            quantity -= now
    return tuple(taken)
