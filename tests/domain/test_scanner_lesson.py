"""Three scans of one known code, by scanners as they are."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from shopdesk.domain.scanner_lesson import (
    Advice,
    Heard,
    Learned,
    Lesson,
    SeenKey,
    Trouble,
    heard,
    learned,
    lesson,
)
from shopdesk.domain.scanners import SETUP_CODE, Ending, Layout, ScannerSettings


def keys(text: str, *ends: str, gap: int = 2, composed: bool = False) -> list[SeenKey]:
    caps = [(letter, letter) for letter in text] + [(name, "") for name in ends]
    return [SeenKey(name, writes, 100 + place * gap, composed) for place, (name, writes) in enumerate(caps)]


def lessons(scans: Iterable[Heard]) -> list[Lesson]:
    found = [lesson(scan) for scan in scans]
    assert all(isinstance(one, Lesson) for one in found)
    return [one for one in found if isinstance(one, Lesson)]


@pytest.mark.parametrize(
    ("ends", "ending"),
    [
        (["Enter"], Ending.ENTER),
        (["Tab"], Ending.TAB),
        ([], Ending.PAUSE),
        (["Enter", "Ctrl+J"], Ending.ENTER),
        (["Ctrl+M CR"], Ending.ENTER),
        (["F9"], Ending.PAUSE),
    ],
)
def test_the_end_of_a_scan(ends: list[str], ending: Ending) -> None:
    assert heard(keys("26004183", *ends)).ending is ending


def test_the_speed_is_the_median_and_the_slowest() -> None:
    times = [0, 2, 4, 30, 32, 35]
    scan = heard([SeenKey("7", "7", at) for at in times])
    assert (scan.gap_ms, scan.slowest_ms) == (2, 26)
    assert heard([SeenKey("7", "7", 5)]).gap_ms == 0


@pytest.mark.parametrize(
    ("text", "layout", "caps"),
    [
        (SETUP_CODE, Layout.SAME, False),
        ("sdYz-0123456789", Layout.SAME, True),
        ("SDyW)à&é\"'(-è_ç", Layout.AZERTY, False),
        ("SDzYß0123456789", Layout.QWERTZ, False),
        ("sdZyß0123456789", Layout.QWERTZ, True),
        ("ＳＤｙＺ－０１２３４５６７８９", Layout.SAME, False),
    ],
)
def test_what_came_in_between_is_found(text: str, layout: Layout, caps: bool) -> None:
    assert lesson(heard(keys(text, "Enter"))) == Lesson("", "", Ending.ENTER, layout, caps, 2)


def test_three_scans_that_agree_teach_the_scanner() -> None:
    scans = [heard(keys(f"~{SETUP_CODE}*", "Tab", gap=gap)) for gap in (24, 26, 25)]
    kept = ScannerSettings(port="COM3", camera=True)
    taught = learned(lessons(scans), kept)
    assert taught == Learned(
        ScannerSettings(
            prefix="~", suffix="*", ending=Ending.TAB, gap_ms=25, layout=Layout.SAME, port="COM3", camera=True
        ),
        (),
    )


def test_what_could_be_better_is_said() -> None:
    scans = [heard(keys("sdZyß0123456789", gap=28))] * 3
    taught = learned(lessons(scans), ScannerSettings())
    assert isinstance(taught, Learned)
    assert taught.advice == (Advice.CAPS, Advice.LAYOUT, Advice.SLOW, Advice.PAUSE)


def test_scans_that_differ_teach_nothing() -> None:
    scans = [heard(keys(SETUP_CODE, *end)) for end in (["Enter"], ["Enter"], [])]
    assert learned(lessons(scans), ScannerSettings()) is Trouble.UNEVEN


@pytest.mark.parametrize(
    ("scan", "trouble"),
    [
        (keys("6901234567892", "Enter"), Trouble.OTHER_CODE),
        (keys("SDyZ-012346789", "Enter"), Trouble.LOST),
        (keys(SETUP_CODE, "Enter", gap=110), Trouble.TYPED),
        (keys("上的外0123456789", "Enter", composed=True), Trouble.COMPOSED),
        (keys("", "Left", "Left", "Enter"), Trouble.OTHER_CODE),
        (keys(f"{'x' * 20}{SETUP_CODE}", "Enter"), Trouble.OTHER_CODE),
    ],
)
def test_a_scan_that_teaches_nothing_says_why(scan: list[SeenKey], trouble: Trouble) -> None:
    assert lesson(heard(scan)) is trouble
