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

_BLOCKED_STEPS = {Purpose.OPENING: (Step.START_REPAIR,)}


def refused(answers: Mapping[Purpose, bool | None], purpose: Purpose) -> bool:
    """True unless the customer said yes: no answer is no consent."""
    return answers.get(purpose) is not True


def blocking(step: Step, answers: Mapping[Purpose, bool | None]) -> Purpose | None:
    """The refused purpose that stands in the way of `step`, or None."""
    for purpose, steps in _BLOCKED_STEPS.items():
        if step in steps and refused(answers, purpose):
            return purpose
    return None
