"""A quote being written: what it comes to, what is wrong with it, what is sent. No windows."""

from __future__ import annotations

import msgspec
import pytest

from shopdesk.domain.quote import Grade, LineKind, QuoteLine
from shopdesk.domain.tax import TaxMode
from shopdesk.services.settings import ShopSettings
from shopdesk.ui.pages.tickets.draft import (
    LineDraft,
    OptionDraft,
    QuoteDraft,
    default_days,
    draft_of,
    line_at,
    next_kind,
    options_of,
    problems_of,
    sums_of,
)

CHINA = ShopSettings(
    name="青禾", pack_code="cn", currency="CNY", tax_mode=TaxMode.INCLUDED, tax_rate=13_000, language="zh_CN"
)
NEW_YORK = ShopSettings(
    name="Greenfield", pack_code="us-nyc", currency="USD", tax_mode=TaxMode.ADDED, tax_rate=8_875
)
SCREEN = LineDraft(LineKind.PART, "屏幕总成", Grade.CERTIFIED, 3, "620", 1, 180)
WORK = LineDraft(LineKind.LABOUR, "换屏", price="160.00", warranty_days=30)
EMPTY = LineDraft()


def one(*lines: LineDraft) -> QuoteDraft:
    return QuoteDraft((OptionDraft(lines=lines),))


@pytest.mark.parametrize(
    ("settings", "lines", "total", "tax"),
    [
        (CHINA, (SCREEN, WORK), 78000, 8973),
        (NEW_YORK, (SCREEN, WORK), 84923, 6923),
        (CHINA, (SCREEN, LineDraft(name="?", price="abc")), 62000, 7133),  # what cannot be read waits
        (CHINA, (EMPTY,), 0, 0),
        (CHINA, (LineDraft(LineKind.FEE, "加急", price="0"),), 0, 0),
    ],
)
def test_what_a_way_comes_to(
    settings: ShopSettings, lines: tuple[LineDraft, ...], total: int, tax: int
) -> None:
    basket = sums_of(OptionDraft(lines=lines), settings)
    assert (basket.total, basket.tax) == (total, tax)


@pytest.mark.parametrize(
    ("line", "cell", "key"),
    [
        (LineDraft(LineKind.LABOUR, "", price="5", warranty_days=30), "name", "problems.required"),
        (LineDraft(LineKind.PART, "x", price="5", warranty_days=30), "grade", "problems.grade_missing"),
        (LineDraft(LineKind.LABOUR, "x", warranty_days=30), "unit_price", "tickets.editor.price_missing"),
        (
            LineDraft(LineKind.LABOUR, "x", price="-5", warranty_days=30),
            "unit_price",
            "common.money.negative",
        ),
        (LineDraft(LineKind.LABOUR, "x", price="5e", warranty_days=30), "unit_price", "common.money.letters"),
        (LineDraft(LineKind.LABOUR, "x", price="5"), "warranty_days", "tickets.editor.warranty_least"),
    ],
)
def test_what_is_wrong_stands_at_its_cell(line: LineDraft, cell: str, key: str) -> None:
    (problem,) = problems_of(one(SCREEN, line), CHINA)
    assert (problem.option, problem.line, problem.cell, problem.key) == (0, 1, cell, key)


def test_an_empty_line_is_left_out_but_a_way_needs_one() -> None:
    assert problems_of(one(EMPTY, SCREEN, EMPTY), CHINA) == []
    (option,) = options_of(one(EMPTY, SCREEN, EMPTY), CHINA)
    assert [line.name for line in option.lines] == ["屏幕总成"]
    (problem,) = problems_of(one(EMPTY), CHINA)
    assert (problem.line, problem.cell, problem.key) == (0, "name", "problems.required")


def test_the_place_of_a_sent_line_counts_empty_ones() -> None:
    assert line_at(one(EMPTY, SCREEN, EMPTY, WORK), 0, 1) == 3


def test_labour_carries_no_grade_and_no_part() -> None:
    odd = LineDraft(LineKind.LABOUR, "x", Grade.GENUINE, 7, "5", 1, 30)
    (option,) = options_of(one(odd), CHINA)
    assert (option.lines[0].grade, option.lines[0].part_id) == (None, None)


def test_after_a_part_comes_its_work() -> None:
    assert next_kind(SCREEN) is LineKind.LABOUR
    assert next_kind(WORK) is LineKind.PART


def test_the_term_follows_the_countrys_rule() -> None:
    rule = CHINA.pack.warranty_rule("part", "genuine")
    assert default_days(CHINA, LineKind.PART, Grade.GENUINE) == rule.days
    assert default_days(CHINA, LineKind.LABOUR, None) == CHINA.pack.warranty_rule("labour").days


def test_a_draft_survives_being_kept() -> None:
    draft = QuoteDraft((OptionDraft("甲", "注", (SCREEN, WORK)), OptionDraft(lines=(EMPTY,))), "2 小时", "注")
    assert msgspec.json.decode(msgspec.json.encode(draft), type=QuoteDraft) == draft


def test_the_quote_of_a_claim_begins_with_what_is_covered_at_nothing() -> None:
    covered = QuoteLine(LineKind.PART, "屏幕（保修内免费）", 1, 0, 13_000, Grade.GENUINE, 7, 180)
    draft = draft_of(None, CHINA, lambda amount: f"{amount.minor / 100:.2f}", (covered,))
    assert problems_of(draft, CHINA) == []
    (option,) = options_of(draft, CHINA)
    assert [(line.name, line.unit_price, line.part_id) for line in option.lines] == [
        ("屏幕（保修内免费）", 0, 7)
    ]
    (alone,) = draft_of(None, CHINA, str).options
    assert [line.is_empty for line in alone.lines] == [True]
