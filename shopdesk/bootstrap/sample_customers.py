"""What the customers of the sample shop bring: conditions, answers, numbers, signatures."""

from __future__ import annotations

import math
import random

from shopdesk.bootstrap.sample_cast import Cast, Story
from shopdesk.domain.consent import Purpose
from shopdesk.domain.marks import DamageKind, Mark
from shopdesk.domain.signature import Signature
from shopdesk.services.fault_book import fault_book
from shopdesk.services.intake_form import CheckResult, ConsentEntry


def checks_of(story: Story) -> tuple[tuple[str, CheckResult], ...]:
    failing = {
        "touch_dead": "touch",
        "charging": "charging",
        "rear_camera": "cameras",
        "screen_broken": "display",
    }
    broken = {failing[fault] for fault in story.faults if fault in failing}
    return tuple(
        (check.id, CheckResult.FAILS if check.id in broken else CheckResult.WORKS)
        for check in fault_book().intake_checks(story.kind)
    )


def marks_of(told: Cast, story: Story, photos: tuple[str, ...]) -> tuple[Mark, ...]:
    front, back = photos
    if "screen_broken" in story.faults:
        return (
            Mark(1, "front", DamageKind.CRACK, ((8300, 900),), words=told.places["top_right"]),
            Mark(2, "back", DamageKind.DENT, ((1200, 8900),), words=told.places["lower_left"]),
            Mark(3, front, DamageKind.CRACK, ((6900, 1900),), words=told.places["top_right"]),
        )
    return (
        Mark(1, "back", DamageKind.SCRATCH, ((2600, 1400),), words=told.places["lens"]),
        Mark(2, back, DamageKind.SCRATCH, ((7200, 5200),), words=told.places["edge"]),
    )


def consents(chance: random.Random) -> tuple[ConsentEntry, ...]:
    return (
        ConsentEntry(Purpose.BACKUP, chance.choice(("done", "done", "none"))),
        ConsentEntry(Purpose.WIPE, "yes"),
        ConsentEntry(Purpose.OPENING, "yes"),
        ConsentEntry(Purpose.DATA_ACCESS, chance.choice(("yes", "present", "no"))),
        ConsentEntry(Purpose.CONTACT, "yes"),
        ConsentEntry(Purpose.OLD_PARTS, chance.choice(("return", "keep"))),
    )


def imei(chance: random.Random) -> str:
    body = f"35{chance.randrange(10**12):012d}"
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(body))
    return f"{body}{-sum(value // 10 + value % 10 for value in doubled) % 10}"


def squiggle(chance: random.Random) -> Signature:
    """A signature as people draw it in a hurry."""
    phase = chance.uniform(0, 3)
    loops = chance.uniform(2.4, 4.2)
    points = []
    for step in range(60):
        part = step / 59
        swing = math.sin(part * loops * math.tau + phase) * (1 - part * 0.6)
        points.append((round(1200 + part * 7200 + swing * 380), round(1700 - swing * 900 + part * 260), 600))
    return Signature((tuple(points),), 3400)
