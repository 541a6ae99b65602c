"""Taking money: several tenders for one amount, change in cash only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CASH = "cash"


class TenderProblem(ValueError):
    """`reason`: short, over (more than due, and not in cash), negative or repeated."""

    def __init__(self, reason: str, amount: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.amount = reason, amount


@dataclass(frozen=True, slots=True)
class Tender:
    """What the customer hands over: `kind` is cash or a key of the country pack; minor units."""

    kind: str
    amount: int
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """`kept` adds up to the amount due; cash is what stays in the drawer after the change."""

    kept: tuple[Tender, ...]
    change: int


def settle(due: int, tenders: Sequence[Tender]) -> Settlement:
    """Match `tenders` to the amount due. Raises TenderProblem."""
    if any(tender.amount <= 0 for tender in tenders):
        raise TenderProblem("negative")
    given = sum(tender.amount for tender in tenders)
    if given < due:
        raise TenderProblem("short", due - given)
    change = given - due
    cash = sum(tender.amount for tender in tenders if tender.kind == CASH)
    if change > cash:
        raise TenderProblem("over", change - cash)
    left = change
    kept = []
    for tender in tenders:
        back = min(left, tender.amount) if tender.kind == CASH else 0
        left -= back
        if tender.amount > back:
            kept.append(Tender(tender.kind, tender.amount - back, tender.reference))
    return Settlement(tuple(kept), change)
