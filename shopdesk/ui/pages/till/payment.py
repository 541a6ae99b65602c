"""What was handed over against what is due, while it is being typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shopdesk.domain.payment import Tender, TenderProblem, settle

MOST_NOTES = 4


@dataclass(frozen=True, slots=True)
class PaymentState:
    """Minor units. `problem` is short, over or negative, as the domain names it; empty when it settles."""

    due: int
    given: int
    change: int
    problem: str
    problem_amount: int = 0

    @property
    def left(self) -> int:
        return max(0, self.due - self.given)

    @property
    def settled(self) -> bool:
        return not self.problem


def payment_state(due: int, tenders: Sequence[Tender]) -> PaymentState:
    """`due` may be negative: deposit goes back, and nothing is to be paid."""
    to_pay = max(0, due)
    given = sum(tender.amount for tender in tenders)
    try:
        settlement = settle(to_pay, tenders)
    except TenderProblem as problem:
        return PaymentState(to_pay, given, 0, problem.reason, problem.amount)
    return PaymentState(to_pay, given, settlement.change, "")


def still_due(due: int, tenders: Sequence[Tender], but: str) -> int:
    """What is left to pay when tender `but` is left out of the count: what its own line should hold."""
    return max(0, max(0, due) - sum(tender.amount for tender in tenders if tender.kind != but))


def quick_notes(due: int, notes: Sequence[int]) -> tuple[int, ...]:
    """Amounts of cash that a customer most likely hands over for `due`: next round sums, smallest first.

    One note that covers it, or several of one kind: 78 → 80, 100; 123.45 → 130, 140, 150, 200.
    """
    if due <= 0:
        return ()
    likely = {-(-due // note) * note for note in notes}
    return tuple(sorted(amount for amount in likely if amount > due)[-MOST_NOTES:])
