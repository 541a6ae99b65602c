"""What a photo of a ticket shows, and when it was taken."""

from __future__ import annotations

from enum import StrEnum


class PhotoStage(StrEnum):
    """Those of the intake and its amendments are frozen under their codes; the others are added later."""

    INTAKE = "intake"
    AMENDED = "amended"
    BENCH = "bench"
    PICKUP = "pickup"
    SIGNED = "signed"
    """Of a signed paper, not of the device."""


LATER = (PhotoStage.AMENDED, PhotoStage.BENCH, PhotoStage.PICKUP)
"""Of the device, after what was signed for first."""


class Verdict(StrEnum):
    """What the photos at pickup say beside those of the intake."""

    SAME = "same"
    NEW_DAMAGE = "new_damage"
