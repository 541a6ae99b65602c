"""Consents: one purpose each, and what a refusal blocks: its own action, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shopdesk.domain.ticket import Step


class Purpose(StrEnum):
    BACKUP = "backup"
    WIPE = "wipe"
    OPENING = "opening"
    DATA_ACCESS = "data_access"
    CONTACT = "contact"
    OLD_PARTS = "old_parts"


MUST_BE_ANSWERED = (Purpose.BACKUP, Purpose.WIPE, Purpose.OPENING, Purpose.DATA_ACCESS)
"""Without an answer (yes or no) to these the intake is not complete."""


class Deed(StrEnum):
    """What is done with a device besides moving its ticket on, and needs the customer's word."""

    REVEAL_PASSCODE = "reveal_passcode"
    UNLOCKED_TEST = "unlocked_test"
    """Trying something that shows only behind the lock screen."""


# A refused backup is a reminder, not a bar; erasing and following up are no actions of the program's yet.
_BLOCKED: dict[Purpose, tuple[Step | Deed, ...]] = {
    Purpose.OPENING: (Step.START_REPAIR,),
    Purpose.DATA_ACCESS: (Deed.REVEAL_PASSCODE, Deed.UNLOCKED_TEST),
}


def refused(answers: Mapping[Purpose, bool | None], purpose: Purpose) -> bool:
    """True unless the customer said yes: no answer is no consent."""
    return answers.get(purpose) is not True


def blocking(action: Step | Deed, answers: Mapping[Purpose, bool | None]) -> Purpose | None:
    """The refused purpose that stands in the way of `action`, or None."""
    for purpose, actions in _BLOCKED.items():
        if action in actions and refused(answers, purpose):
            return purpose
    return None
