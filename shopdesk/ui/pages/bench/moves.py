"""The one next move at the bench for a ticket, and what else can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shopdesk.domain.consent import Purpose
from shopdesk.domain.ticket import OPEN, Status
from shopdesk.services.tickets import TicketCard


class Move(StrEnum):
    """What the big button does. Those of `WAITS` have no button: the move is somebody else's."""

    START_DIAGNOSIS = "start_diagnosis"
    DIAGNOSE = "diagnose"
    QUOTE = "quote"
    CONFIRM = "confirm"
    START = "start"
    RESUME = "resume"
    FINISH = "finish"
    TEST = "test"
    ANSWER = "answer"
    OPENING_REFUSED = "opening_refused"
    SHELVE = "shelve"
    GIVE_BACK = "give_back"
    GONE = "gone"


WAITS = (Move.ANSWER, Move.OPENING_REFUSED, Move.SHELVE, Move.GIVE_BACK, Move.GONE)

FORBIDDING = (Purpose.OPENING, Purpose.DATA_ACCESS, Purpose.WIPE)
"""Consents whose refusal the bench must not overlook, the gravest first."""

_PLAIN = {
    Status.RECEIVED: Move.START_DIAGNOSIS,
    Status.QUOTED: Move.ANSWER,
    Status.TESTING: Move.TEST,
    Status.READY: Move.SHELVE,
    Status.DECLINED: Move.GIVE_BACK,
    Status.UNREPAIRABLE: Move.GIVE_BACK,
    Status.CANCELLED: Move.GIVE_BACK,
    Status.COLLECTED: Move.GONE,
    Status.ABANDONED: Move.GONE,
}
WITH_PARTS = (Status.APPROVED, Status.WAITING_PARTS, Status.REPAIRING, Status.TESTING)


def agreed(card: TicketCard, purpose: Purpose) -> bool:
    """Whether the latest answer to `purpose` is a yes: no answer is no consent."""
    answers = {consent.purpose: consent.agreed for consent in card.consents}
    return answers.get(purpose) is True


def next_move(card: TicketCard) -> Move:
    match card.status:
        case Status.DIAGNOSING:
            return Move.QUOTE if card.diagnosis is not None else Move.DIAGNOSE
        case Status.APPROVED | Status.WAITING_PARTS:
            if not agreed(card, Purpose.OPENING):
                return Move.OPENING_REFUSED
            return Move.START if card.confirmed else Move.CONFIRM
        case Status.REPAIRING:
            if not card.confirmed:
                return Move.CONFIRM
            return Move.FINISH if card.clock_started_at is not None else Move.RESUME
        case _:
            return _PLAIN[card.status]


@dataclass(frozen=True, slots=True)
class Also:
    """What can be done besides the next move."""

    pause: bool
    wait: bool
    parts: bool
    passcode: bool
    diagnose_again: bool
    quote_again: bool
    give_up: bool
    ask_again: bool
    """The customer refused something that the work may need."""


def also(card: TicketCard) -> Also:
    status = card.status
    at_work = status in WITH_PARTS
    return Also(
        pause=card.clock_started_at is not None and status is Status.REPAIRING,
        wait=status in (Status.APPROVED, Status.REPAIRING),
        parts=at_work,
        passcode=card.has_passcode and agreed(card, Purpose.DATA_ACCESS),
        diagnose_again=status in (Status.DIAGNOSING, Status.QUOTED, *WITH_PARTS)
        and card.diagnosis is not None,
        quote_again=status in (Status.QUOTED, *WITH_PARTS),
        give_up=status in (Status.DIAGNOSING, Status.QUOTED, *WITH_PARTS),
        ask_again=status in OPEN and any(not agreed(card, purpose) for purpose in FORBIDDING),
    )
