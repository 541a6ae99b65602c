"""Codes that scanners read: every slip of a digit caught, no goods from a shelf taken for ours."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.ids import Code, CodeKind, code_for, imei_is_valid, read_code, ticket_number

kinds = st.sampled_from(CodeKind)
serials = st.one_of(st.integers(1, 9_999_999), st.integers(1, 10**14))


def is_ean(digits: str) -> bool:
    """By GS1's rule, written out anew: weights 3 and 1 from the right, the last digit the check."""
    weights = (1 if place % 2 == 0 else 3 for place in range(len(digits)))
    return sum(int(d) * w for d, w in zip(reversed(digits), weights, strict=True)) % 10 == 0


@pytest.mark.parametrize("code", ["6901234567892", "4006381333931", "96385074"])
def test_the_ean_rule_of_this_test_knows_real_ones(code: str) -> None:
    assert is_ean(code)


@given(kinds, serials)
def test_a_code_reads_back(kind: CodeKind, serial: int) -> None:
    code = code_for(kind, serial)
    assert len(code) % 2 == 0
    assert read_code(code) == Code(kind, serial)


@given(kinds, serials)
def test_every_single_wrong_digit_is_caught(kind: CodeKind, serial: int) -> None:
    code = code_for(kind, serial)
    for place, right in enumerate(code):
        for wrong in set("0123456789") - {right}:
            misread = read_code(f"{code[:place]}{wrong}{code[place + 1 :]}")
            # The last digit alone says what the code is stuck on; it never leads to another serial.
            assert misread is None or (misread.serial == serial and place == len(code) - 1)


@given(kinds, serials)
def test_every_swap_of_neighbours_is_caught(kind: CodeKind, serial: int) -> None:
    code = code_for(kind, serial)
    for place, (left, right) in enumerate(pairwise(code)):
        if left != right:
            assert read_code(f"{code[:place]}{right}{left}{code[place + 2 :]}") is None


@given(kinds, serials)
def test_no_code_is_an_ean(kind: CodeKind, serial: int) -> None:
    code = code_for(kind, serial)
    assert not is_ean(code)
    assert len(code) != 13


@given(st.integers(0, 10**12 - 1), st.sampled_from((7, 12)))
def test_no_ean_is_a_code(number: int, length: int) -> None:
    digits = str(number % 10**length).rjust(length, "0")
    ean = next(digits + check for check in "0123456789" if is_ean(digits + check))
    assert read_code(ean) is None


@given(serials)
def test_tag_slip_and_part_differ(serial: int) -> None:
    assert len({code_for(kind, serial) for kind in CodeKind}) == len(CodeKind)


@given(st.text(max_size=24))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = read_code(text)
    assert found is None or code_for(found.kind, found.serial) == text.strip()


@pytest.mark.parametrize(
    "text", ["", "0" * 8, "1234567", "１２３４５６７８", "12345678901234567890", "00000000x"]
)
def test_what_is_no_code(text: str) -> None:
    assert read_code(text) is None


def test_a_code_with_more_zeros_is_not_the_code() -> None:
    code = code_for(CodeKind.TAG, 1)
    assert read_code("00" + code) is None


def test_serials_start_at_one() -> None:
    with pytest.raises(ValueError, match="start at 1"):
        code_for(CodeKind.TAG, 0)


@pytest.mark.parametrize(
    ("serial", "year", "number"),
    [(1, 2026, "26-000001"), (4183, 2026, "26-004183"), (1_234_567, 2100, "00-1234567")],
)
def test_a_number_as_people_read_it(serial: int, year: int, number: str) -> None:
    assert ticket_number(serial, year) == number


@pytest.mark.parametrize(
    ("imei", "valid"),
    [
        ("490154203237518", True),
        ("490154203237519", False),
        ("000000000000000", False),
        ("49015420323751", False),
        ("49015420323751８", False),
        ("", False),
    ],
)
def test_imei(imei: str, valid: bool) -> None:
    assert imei_is_valid(imei) is valid
