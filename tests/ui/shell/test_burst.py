"""Scanner or person, by the gaps alone."""

import pytest

from shopdesk.ui.shell.burst import Burst, Verdict, pace_of


def typed(text: str, gap_ms: int, *, end_gap_ms: int | None = None, strict: bool = False) -> Verdict:
    burst, at = Burst(), 1000
    for letter in text:
        verdict = burst.add(letter, at)
        if verdict is not Verdict.MAYBE:
            return verdict
        at += gap_ms
    return burst.end(at - gap_ms + (gap_ms if end_gap_ms is None else end_gap_ms), strict=strict)


@pytest.mark.parametrize("gap", [0, 1, 3, 10, 20])
def test_a_fast_burst_with_an_end_is_a_scan(gap: int) -> None:
    assert typed("260041830197", gap) is Verdict.SCAN


@pytest.mark.parametrize("gap", [21, 23, 30, 35, 80, 200])
def test_hands_are_no_scanner(gap: int) -> None:
    assert typed("260041830197", gap) in (Verdict.TYPING, Verdict.APART)


def test_five_characters_are_too_few_where_times_are_guessed() -> None:
    assert typed("12345", 1) is Verdict.MAYBE
    assert typed("123456", 1) is Verdict.SCAN


@pytest.mark.parametrize(("text", "gap"), [("12345", 8), ("12", 8), ("1", 4)])
def test_few_characters_are_enough_where_no_hand_is_so_fast(text: str, gap: int) -> None:
    assert typed(text, gap, strict=True) is Verdict.SCAN
    assert typed(text, gap + 1, strict=True) is Verdict.MAYBE


def test_an_end_that_comes_late_is_somebodys_enter() -> None:
    assert typed("260041830197", 1, end_gap_ms=200) is Verdict.APART


def test_keys_that_command_count_but_write_nothing() -> None:
    burst = Burst()
    for at in range(6):
        burst.add("" if at % 2 else "7", at)
    assert (burst.text(), burst.commands, burst.is_machine()) == ("777", True, True)


def test_ten_thousand_keys_cost_each_of_them_the_same() -> None:
    burst = Burst()
    for at in range(10_000):
        assert burst.add("9", at) is Verdict.MAYBE
    assert burst.end(10_000) is Verdict.SCAN


@pytest.mark.parametrize(
    ("measured", "gap", "verdict"),
    [(0, 30, Verdict.TYPING), (25, 30, Verdict.SCAN), (25, 60, Verdict.TYPING)],
)
def test_a_slow_scanner_that_was_measured_is_waited_for(measured: int, gap: int, verdict: Verdict) -> None:
    pace = pace_of(measured)
    burst = Burst(pace)
    said = [burst.add(letter, 1000 + at * gap) for at, letter in enumerate("26004183")]
    assert pace.like_hands == (measured > 0)
    last = burst.end(1000 + 8 * gap)
    assert (Verdict.TYPING if Verdict.TYPING in said else last) is verdict


def test_one_slow_key_does_not_spoil_a_scan() -> None:
    burst = Burst()
    for letter, at in zip("26004183", (0, 30, 32, 33, 35, 36, 38, 39), strict=True):
        assert burst.add(letter, at) is Verdict.MAYBE
    assert burst.end(40) is Verdict.SCAN
