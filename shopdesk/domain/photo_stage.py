"""When a photo of a device was taken."""

from __future__ import annotations

from enum import StrEnum


class PhotoStage(StrEnum):
    """Those of the intake are frozen with it, under its integrity code; the others are added later."""

    INTAKE = "intake"
    BENCH = "bench"
    PICKUP = "pickup"


class Verdict(StrEnum):
    """What the photos at pickup say beside those of the intake."""

    SAME = "same"
    NEW_DAMAGE = "new_damage"
