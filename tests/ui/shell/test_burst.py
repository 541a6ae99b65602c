"""Scanner or person, by the gaps alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.ui.shell.burst import LONGEST, Burst, Verdict


def typed(text: str, gap_ms: int, *, end_gap_ms: int | None = None) -> Verdict:
    burst, at = Burst(), 1000
    for letter in text:
        verdict = burst.add(letter, at)
        if verdict is not Verdict.MAYBE:
            return verdict
        at += gap_ms
    return burst.end(at - gap_ms + (gap_ms if end_gap_ms is None else end_gap_ms))


@pytest.mark.parametrize("gap", [0, 1, 3, 10, 20])
def test_a_fast_burst_with_an_end_is_a_scan(gap: int) -> None:
    assert typed("260041830197", gap) is Verdict.SCAN


@pytest.mark.parametrize("gap", [21, 23, 30, 35, 80, 200])
def test_hands_are_no_scanner(gap: int) -> None:
    assert typed("260041830197", gap) in (Verdict.TYPING, Verdict.APART)


def test_five_characters_are_too_few() -> None:
    assert typed("12345", 1) is Verdict.TYPING
    assert typed("123456", 1) is Verdict.SCAN


def test_an_end_that_comes_late_is_somebodys_enter() -> None:
    assert typed("260041830197", 1, end_gap_ms=200) is Verdict.TYPING


def test_one_slow_key_does_not_spoil_a_scan() -> None:
    burst = Burst()
    for letter, at in zip("26004183", (0, 30, 32, 33, 35, 36, 38, 39), strict=True):
        assert burst.add(letter, at) is Verdict.MAYBE
    assert burst.end(40) is Verdict.SCAN


@given(st.text(max_size=80))
def test_a_code_is_printable_ascii(text: str) -> None:
    burst = Burst()
    for letter in text:
        burst.add(letter, 0)
    assert all(" " <= letter <= "~" for letter in burst.code())


def test_wide_digits_are_digits() -> None:
    burst = Burst()
    for letter in "２６００４１８３":
        burst.add(letter, 0)
    assert burst.code() == "26004183"
    assert LONGEST == 64
