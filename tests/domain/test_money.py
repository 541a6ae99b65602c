"""Amounts as people type them, and sharing that loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.money import (
    LARGEST_MINOR,
    BadAmount,
    Money,
    decimals,
    divide_half_up,
    parse_money,
    share,
    total,
)

CURRENCIES = ("JPY", "CNY", "KWD")


@pytest.mark.parametrize(("currency", "places"), [("JPY", 0), ("KRW", 0), ("CNY", 2), ("XYZ", 2), ("KWD", 3)])
def test_decimals_of_a_currency(currency: str, places: int) -> None:
    assert decimals(currency) == places


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("120", "CNY", 12_000),
        ("120.5", "CNY", 12_050),
        (".5", "CNY", 50),
        ("120.", "CNY", 12_000),
        ("￥１２０．５０元", "CNY", 12_050),
        ("120 块", "CNY", 12_000),
        ("1,234.5", "USD", 123_450),
        ("1234,50", "EUR", 123_450),
        ("1,234", "EUR", 123_400),
        ("1,234,567.89", "USD", 123_456_789),
        ("1'234.50", "EUR", 123_450),
        ("1.200", "CNY", 120),
        ("0", "CNY", 0),
        ("٣", "CNY", 300),
        ("1,200", "JPY", 1_200),
        ("1200.00", "JPY", 1_200),
        ("1.234", "KWD", 1_234),
        ("0.1", "KWD", 100),
        ("10000000000", "CNY", LARGEST_MINOR),
    ],
)
def test_an_amount_is_read_as_meant(typed: str, currency: str, minor: int) -> None:
    assert parse_money(typed, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("typed", "currency", "reason"),
    [
        ("", "CNY", "empty"),
        ("  ￥", "CNY", "empty"),
        ("abc", "CNY", "letters"),
        ("12O", "CNY", "letters"),
        (".", "CNY", "letters"),
        ("1.2.3", "CNY", "letters"),
        ("12,34,5", "CNY", "letters"),
        ("--5", "CNY", "letters"),
        ("=1+1", "CNY", "letters"),
        ("1e5", "CNY", "letters"),
        ("0.005", "CNY", "too_precise"),
        ("1.5", "JPY", "too_precise"),
        ("1.2345", "KWD", "too_precise"),
        ("10000000000.01", "CNY", "too_large"),
        ("9" * 40, "CNY", "too_large"),
        ("-5", "CNY", "negative"),
    ],
)
def test_what_is_no_amount_says_why(typed: str, currency: str, reason: str) -> None:
    with pytest.raises(BadAmount) as caught:
        parse_money(typed, currency)
    assert caught.value.reason == reason


def test_a_negative_amount_where_it_is_meant() -> None:
    assert parse_money("－12.50", "CNY", allow_negative=True) == Money(-1250, "CNY")


@given(st.integers(0, LARGEST_MINOR), st.sampled_from(CURRENCIES))
def test_what_is_written_is_read_back(minor: int, currency: str) -> None:
    assert parse_money(Money(minor, currency).plain(), currency).minor == minor


@given(st.text(max_size=30), st.sampled_from(CURRENCIES))
def test_nothing_typed_does_worse_than_being_no_amount(typed: str, currency: str) -> None:
    try:
        read = parse_money(typed, currency)
    except BadAmount:
        return
    assert 0 <= read.minor <= LARGEST_MINOR


def test_money_is_whole_and_of_one_currency() -> None:
    with pytest.raises(TypeError):
        Money(1.5, "CNY")  # type: ignore[arg-type]  # what the check is there for
    with pytest.raises(ValueError, match="do not mix"):
        Money(1, "CNY") + Money(1, "USD")
    assert total((), "CNY") == Money(0, "CNY")
    assert total((Money(3, "CNY"), -Money(1, "CNY")), "CNY") == Money(2, "CNY")


@pytest.mark.parametrize(
    ("numerator", "denominator", "nearest"),
    [(5, 2, 3), (-5, 2, -3), (4, 3, 1), (-4, 3, -1), (0, 7, 0), (7, 7, 1)],
)
def test_halves_go_away_from_zero(numerator: int, denominator: int, nearest: int) -> None:
    assert divide_half_up(numerator, denominator) == nearest


@given(
    st.integers(-LARGEST_MINOR, LARGEST_MINOR),
    st.lists(st.integers(0, LARGEST_MINOR), min_size=1, max_size=12),
)
def test_shares_add_up_and_no_one_is_a_unit_off(amount: int, weights: list[int]) -> None:
    parts = share(amount, weights)
    assert sum(parts) == amount
    whole = sum(weights)
    if whole:
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part * whole - amount * weight) < whole


def test_nothing_cannot_be_shared_among_nobody() -> None:
    assert share(0, []) == []
    with pytest.raises(ValueError, match="nothing to share"):
        share(1, [])
    with pytest.raises(ValueError, match="negative"):
        share(1, [1, -1])
