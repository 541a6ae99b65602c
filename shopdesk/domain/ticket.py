"""A ticket's life as a table: which step leads from where to where, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shopdesk.domain.roles import Role


class Status(StrEnum):
    RECEIVED = "received"
    DIAGNOSING = "diagnosing"
    QUOTED = "quoted"
    APPROVED = "approved"
    WAITING_PARTS = "waiting_parts"
    REPAIRING = "repairing"
    TESTING = "testing"
    READY = "ready"
    COLLECTED = "collected"
    DECLINED = "declined"
    UNREPAIRABLE = "unrepairable"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"


class Outcome(StrEnum):
    """Why a device goes back; empty while the work is under way."""

    OPEN = ""
    REPAIRED = "repaired"
    DECLINED = "declined"
    UNREPAIRABLE = "unrepairable"
    CANCELLED = "cancelled"


class Step(StrEnum):
    START_DIAGNOSIS = "start_diagnosis"
    QUOTE = "quote"
    APPROVE = "approve"
    DECLINE = "decline"
    START_REPAIR = "start_repair"
    WAIT_FOR_PARTS = "wait_for_parts"
    FINISH_REPAIR = "finish_repair"
    PASS_TEST = "pass_test"  # noqa: S105 - a step's name
    FAIL_TEST = "fail_test"
    GIVE_UP = "give_up"
    CANCEL = "cancel"
    GIVE_BACK = "give_back"
    REPAIR_AGAIN = "repair_again"
    COLLECT = "collect"
    ABANDON = "abandon"


S = Status
_AT_WORK = (S.APPROVED, S.WAITING_PARTS, S.REPAIRING, S.TESTING)
OPEN = (S.RECEIVED, S.DIAGNOSING, S.QUOTED, *_AT_WORK)
CLOSED = (S.COLLECTED, S.ABANDONED)
WAYS_OUT = (*CLOSED, S.DECLINED, S.UNREPAIRABLE, S.CANCELLED)
"""No work is done any more: the device goes back, or has gone."""

TRANSITIONS: dict[Step, tuple[tuple[Status, ...], Status]] = {
    Step.START_DIAGNOSIS: ((S.RECEIVED,), S.DIAGNOSING),
    # A new cost found at work goes back to the customer; so does a second offer after a no.
    Step.QUOTE: ((S.DIAGNOSING, S.QUOTED, S.DECLINED, *_AT_WORK), S.QUOTED),
    Step.APPROVE: ((S.QUOTED,), S.APPROVED),
    Step.DECLINE: ((S.QUOTED,), S.DECLINED),
    Step.START_REPAIR: ((S.APPROVED, S.WAITING_PARTS), S.REPAIRING),
    Step.WAIT_FOR_PARTS: ((S.APPROVED, S.REPAIRING), S.WAITING_PARTS),
    Step.FINISH_REPAIR: ((S.REPAIRING,), S.TESTING),
    Step.PASS_TEST: ((S.TESTING,), S.READY),
    Step.FAIL_TEST: ((S.TESTING,), S.REPAIRING),
    Step.GIVE_UP: ((S.DIAGNOSING, S.QUOTED, *_AT_WORK), S.UNREPAIRABLE),
    Step.CANCEL: (OPEN, S.CANCELLED),
    Step.GIVE_BACK: ((S.DECLINED, S.UNREPAIRABLE, S.CANCELLED), S.READY),
    Step.REPAIR_AGAIN: ((S.READY,), S.REPAIRING),
    Step.COLLECT: ((S.READY,), S.COLLECTED),
    Step.ABANDON: ((S.READY,), S.ABANDONED),
}

_OUTCOMES = {
    Step.DECLINE: Outcome.DECLINED,
    Step.GIVE_UP: Outcome.UNREPAIRABLE,
    Step.CANCEL: Outcome.CANCELLED,
    Step.PASS_TEST: Outcome.REPAIRED,
    Step.QUOTE: Outcome.OPEN,
    Step.REPAIR_AGAIN: Outcome.OPEN,
}


class WrongStep(ValueError):
    """A step that does not lead on from this status."""

    def __init__(self, step: Step, status: Status) -> None:
        super().__init__(f"{step} does not follow {status}")
        self.step, self.status = step, status


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a ticket stands."""

    status: Status
    outcome: Outcome = Outcome.OPEN


def may(step: Step, status: Status) -> bool:
    return status in TRANSITIONS[step][0]


def after(step: Step, standing: Standing) -> Standing:
    """Where the ticket stands after `step`. Raises WrongStep."""
    if not may(step, standing.status):
        raise WrongStep(step, standing.status)
    return Standing(TRANSITIONS[step][1], _OUTCOMES.get(step, standing.outcome))


_NEXT = {
    S.RECEIVED: Step.START_DIAGNOSIS,
    S.DIAGNOSING: Step.QUOTE,
    S.QUOTED: Step.APPROVE,
    S.APPROVED: Step.START_REPAIR,
    S.WAITING_PARTS: Step.START_REPAIR,
    S.REPAIRING: Step.FINISH_REPAIR,
    S.TESTING: Step.PASS_TEST,
    S.READY: Step.COLLECT,
    S.DECLINED: Step.GIVE_BACK,
    S.UNREPAIRABLE: Step.GIVE_BACK,
    S.CANCELLED: Step.GIVE_BACK,
}

_AT_THE_BENCH = {Step.START_DIAGNOSIS, Step.QUOTE, Step.START_REPAIR, Step.FINISH_REPAIR, Step.PASS_TEST}
_AT_THE_COUNTER = {Step.APPROVE, Step.COLLECT, Step.GIVE_BACK, Step.QUOTE}


def next_step(status: Status, role: Role) -> Step | None:
    """The one obvious step for the person looking, or None where the next move is somebody else's."""
    step = _NEXT.get(status)
    if step is None or role is Role.OWNER:
        return step
    mine = _AT_THE_BENCH if role is Role.TECHNICIAN else _AT_THE_COUNTER
    return step if step in mine else None
