"""Baskets: lines and tax come to the total, and what goes back never exceeds what came in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.money import decimals
from shopdesk.domain.quote import LineKind, QuoteLine, Tolerance, most_chargeable, taxed
from shopdesk.domain.tax import WHOLE, TaxedLine, TaxMode, refund_of_line, tax_basket, tax_of

RATES = (0, 3_000, 6_000, 7_250, 8_250, 8_875, 13_000, 19_000, 20_000, 100_000)


@st.composite
def baskets(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Prices as a shop of a currency without, with two and with three decimals writes them."""
    unit = 10 ** decimals(draw(st.sampled_from(("JPY", "CNY", "KWD"))))
    price = st.one_of(st.integers(0, 5_000 * unit), st.integers(0, 50).map(lambda tens: tens * 10 * unit))
    return draw(st.lists(st.tuples(price, st.sampled_from(RATES)), min_size=1, max_size=12))


modes = st.sampled_from(TaxMode)


def basket_holds(prices: list[tuple[int, int]], mode: TaxMode) -> None:
    basket = tax_basket(prices, mode)
    asked = sum(price for price, _ in prices)
    assert basket.net + basket.tax == basket.total
    assert sum(line.gross for line in basket.lines) == basket.total
    assert sum(tax.tax for tax in basket.sums) == basket.tax
    assert sum(tax.base for tax in basket.sums) == basket.net
    assert basket.total == (asked if mode is TaxMode.INCLUDED else asked + basket.tax)
    for tax in basket.sums:
        lines = [line for line in basket.lines if line.rate == tax.rate]
        assert sum(line.tax for line in lines) == tax.tax
        # Rounded once over the basket: never more than half a unit off what the law says.
        of_rate = sum(price for price, rate in prices if rate == tax.rate)
        whole = WHOLE + (tax.rate if mode is TaxMode.INCLUDED else 0)
        assert abs(tax.tax * whole - of_rate * tax.rate) * 2 <= whole
    for line, (price, _) in zip(basket.lines, prices, strict=True):
        assert (line.gross if mode is TaxMode.INCLUDED else line.net) == price
        assert line.tax >= 0
        assert line.net >= 0


def refunds_hold(prices: list[tuple[int, int]], mode: TaxMode, cuts: list[int]) -> None:
    for line in tax_basket(prices, mode).lines:
        back, net, tax = 0, 0, 0
        for cut in cuts:
            amount = min(cut, line.gross - back)
            part = refund_of_line(line, back, amount)
            assert part.gross == amount
            assert part.tax >= 0
            back, net, tax = back + amount, net + part.net, tax + part.tax
            assert tax <= line.tax
            assert net + tax <= line.gross
        with pytest.raises(ValueError, match="never exceeds"):
            refund_of_line(line, back, line.gross - back + 1)
        last = refund_of_line(line, back, line.gross - back)
        assert (net + last.net, tax + last.tax) == (line.net, line.tax)


cuts = st.lists(st.integers(0, 100_000), max_size=5)


@settings(max_examples=300, deadline=None)
@given(baskets(), modes)
def test_lines_and_tax_come_to_the_total(prices: list[tuple[int, int]], mode: TaxMode) -> None:
    basket_holds(prices, mode)


@settings(max_examples=200, deadline=None)
@given(baskets(), modes, cuts)
def test_refunds_in_any_parts_net_to_nothing(
    prices: list[tuple[int, int]], mode: TaxMode, cuts: list[int]
) -> None:
    refunds_hold(prices, mode, cuts)


@pytest.mark.soak
@settings(max_examples=100_000, deadline=None)
@given(baskets(), modes, cuts)
def test_a_hundred_thousand_baskets(prices: list[tuple[int, int]], mode: TaxMode, cuts: list[int]) -> None:
    basket_holds(prices, mode)
    refunds_hold(prices, mode, cuts)


@pytest.mark.parametrize(
    ("amount", "rate", "mode", "tax"),
    [
        (11_300, 13_000, TaxMode.INCLUDED, 1_300),
        (10_000, 13_000, TaxMode.ADDED, 1_300),
        (100, 8_250, TaxMode.ADDED, 8),
        (6, 8_250, TaxMode.ADDED, 0),
        (1, 100_000, TaxMode.INCLUDED, 1),
        (99, 0, TaxMode.ADDED, 0),
    ],
)
def test_tax_to_the_nearest_unit(amount: int, rate: int, mode: TaxMode, tax: int) -> None:
    assert tax_of(amount, rate, mode) == tax


def test_tax_is_rounded_once_for_the_basket_not_for_each_line() -> None:
    basket = tax_basket([(103, 3_000)] * 3, TaxMode.INCLUDED)
    assert basket.tax == tax_of(309, 3_000, TaxMode.INCLUDED) == 9
    three = tax_basket([(16, 3_000)] * 3, TaxMode.ADDED)
    assert three.tax == 1
    assert sorted(line.tax for line in three.lines) == [0, 0, 1]


def test_a_negative_price_is_no_price() -> None:
    with pytest.raises(ValueError, match="not negative"):
        tax_basket([(-1, 13_000)], TaxMode.ADDED)


def test_nothing_back_of_a_line_that_cost_nothing() -> None:
    assert refund_of_line(TaxedLine(0, 0, 13_000), 0, 0) == TaxedLine(0, 0, 13_000)


def test_a_quote_is_taxed_by_quantity_times_price() -> None:
    lines = (QuoteLine(LineKind.PART, "屏", 2, 5_650, 13_000), QuoteLine(LineKind.LABOUR, "工", 1, 1_000, 0))
    assert taxed(lines, TaxMode.INCLUDED).total == 12_300
    assert taxed(lines, TaxMode.INCLUDED).tax == 1_300


@pytest.mark.parametrize(
    ("approved", "share", "at_most", "most"),
    [
        (78_000, 0, 0, 78_000),
        (78_000, 1_000, 5_000, 83_000),
        (78_000, 100, 5_000, 78_780),
        (0, 1_000, 5_000, 0),
        (99, 100, 5_000, 99),
    ],
)
def test_the_charge_is_locked_to_the_approval(approved: int, share: int, at_most: int, most: int) -> None:
    assert most_chargeable(approved, Tolerance(share, at_most)) == most
