"""A ticket in words, in both languages, at each stage of its life."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shopdesk.domain.roles import Role
from shopdesk.domain.ticket import Status, Step
from shopdesk.i18n import catalogue
from shopdesk.services.tickets import ticket_card
from shopdesk.services.work import Actor
from shopdesk.ui.pages.tickets.blocks import Block, Grid, Ticks
from shopdesk.ui.pages.tickets.looking import look
from shopdesk.ui.pages.tickets.telling import TicketShown, told
from shopdesk.ui.pages.tickets.tongue import Tongue
from tests.shop_floor import Floor


def shown(floor: Floor, ticket_id: int, language: str = "en", role: Role = Role.OWNER) -> TicketShown:
    card = floor.shop.ask(ticket_card, ticket_id, role)
    return told(card, Tongue(catalogue(language), floor.shop.settings, floor.clock()))


def spoken(blocks: tuple[Block, ...]) -> str:
    return "\n".join(block.spoken() for block in blocks)


def test_a_fresh_ticket_says_nothing_more_than_needed(floor: Floor) -> None:
    ticket_id = floor.receive().ticket_id
    told_ticket = shown(floor, ticket_id)
    assert set(told_ticket.sections) == {"fault", "condition", "consents", "money"}
    assert told_ticket.head.step is Step.START_DIAGNOSIS
    assert [one.title for one in told_ticket.timeline] == ["Received"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Total, tax included", "¥780.00", "certified", "180 days", "lot 2610-4 · shelf D3")),
        ("zh_CN", ("合计（含税）", "¥780.00", "认证", "180 天", "批次 2610-4 · 货位 D3")),
    ],
)
def test_the_quote_with_its_lock(floor: Floor, language: str, words: tuple[str, ...]) -> None:
    quote = shown(floor, floor.ready(), language).sections["quote"]
    said = spoken(quote.blocks)
    assert all(word in said for word in words), said
    assert quote.note is not None
    assert "¥780.00" in quote.note.text
    assert quote.pill is not None
    assert quote.pill.tone == "ok"


def test_amounts_stand_right(floor: Floor) -> None:
    (grid,) = (
        block for block in shown(floor, floor.quoted()).sections["quote"].blocks if isinstance(block, Grid)
    )
    assert grid.columns[-1].right
    assert [row.cells[-1] for row in grid.rows] == ["620.00", "160.00", "¥780.00"]
    assert grid.rows[-1].strong


def test_tax_on_top_is_told_apart(floor_en: Floor) -> None:
    (grid,) = (
        block
        for block in shown(floor_en, floor_en.quoted()).sections["quote"].blocks
        if isinstance(block, Grid)
    )
    assert grid.rows[-1].cells[0] == "Total"
    if floor_en.shop.settings.tax_rate:
        assert "Subtotal" in [row.cells[0] for row in grid.rows]


def test_a_refused_consent_stands_out(floor: Floor) -> None:
    ticket_id = floor.receive().ticket_id
    ticks = shown(floor, ticket_id, "zh_CN").sections["consents"].blocks[0]
    assert isinstance(ticks, Ticks)
    assert {tick.mark for tick in ticks.items} == {"yes"}
    assert all("：" in tick.text for tick in ticks.items)


def test_answers_read_in_the_windows_language(floor: Floor) -> None:
    ticket_id = floor.receive().ticket_id
    assert "May be opened" in spoken(shown(floor, ticket_id, "en").sections["consents"].blocks)
    assert "同意拆机" in spoken(shown(floor, ticket_id, "zh_CN").sections["consents"].blocks)


@pytest.mark.parametrize(
    ("after", "language", "words", "tone"),
    [
        (timedelta(hours=2, minutes=50), "en", "in 3 h 10", "warn"),
        (timedelta(hours=5, minutes=20), "en", "in 40 min", "warn"),
        (timedelta(hours=7), "en", "late 1 h", "bad"),
        (timedelta(hours=8, minutes=5), "zh_CN", "逾期 2 小时 05 分", "bad"),
        (timedelta(hours=30), "en", "late 1 d", "bad"),
    ],
)
def test_how_long_is_left(floor: Floor, after: timedelta, language: str, words: str, tone: str) -> None:
    ticket_id = floor.receive().ticket_id
    floor.clock.moment += after
    last = shown(floor, ticket_id, language).head.facts.facts[-1]
    assert (last.text, last.tone) == (words, tone)


def test_a_ready_ticket_is_not_late(floor: Floor) -> None:
    ticket_id = floor.ready()
    floor.clock.on(days=3)
    assert "late" not in shown(floor, ticket_id).head.facts.spoken()


@pytest.mark.parametrize(
    ("make", "role", "step"),
    [
        ("receive", Role.TECHNICIAN, Step.START_DIAGNOSIS),
        ("receive", Role.COUNTER, None),
        ("diagnosed", Role.COUNTER, Step.QUOTE),
        ("quoted", Role.TECHNICIAN, None),
        ("quoted", Role.COUNTER, Step.APPROVE),
        ("approved", Role.TECHNICIAN, Step.START_REPAIR),
        ("ready", Role.COUNTER, Step.COLLECT),
    ],
)
def test_the_next_step_is_the_lookers_own(floor: Floor, make: str, role: Role, step: Step | None) -> None:
    made = getattr(floor, make)()
    head = shown(floor, made if isinstance(made, int) else made.ticket_id, "zh_CN", role).head
    assert head.step is step
    assert bool(head.waiting) is (step is None)


def test_parts_old_parts_and_test(floor: Floor) -> None:
    sections = shown(floor, floor.ready()).sections
    parts = spoken(sections["parts"].blocks)
    assert "SN-8841" in parts
    assert "returned to the customer" in parts
    assert sections["tests"].pill is not None
    assert sections["tests"].pill.word == "passed"


def test_every_event_has_its_words(floor: Floor) -> None:
    ticket_id = floor.ready(deposit=10000)
    for language in ("en", "zh_CN"):
        timeline = shown(floor, ticket_id, language).timeline
        assert len(timeline) >= 10
        assert all(one.title and one.time for one in timeline)


def test_days_part_the_timeline(floor: Floor) -> None:
    ticket_id = floor.diagnosed()
    floor.clock.on(days=1)
    assert {one.day for one in shown(floor, ticket_id).timeline} == {"yesterday"}


def test_a_look_knows_who_looks(floor: Floor) -> None:
    ticket_id = floor.receive().ticket_id
    seen = floor.shop.ask_as(floor.technician, look, ticket_id)
    assert (seen.role, seen.name) == (Role.TECHNICIAN, "陈")
    nobody = floor.shop.ask_as(Actor(999, ""), look, ticket_id)
    assert nobody.role is Role.COUNTER
    assert seen.card.status is Status.RECEIVED


def test_an_amended_intake_shows(floor: Floor) -> None:
    ticket_id = floor.receive().ticket_id
    card = floor.card(ticket_id)

    changed = replace(card, story=replace(card.story, intact=False))
    section = told(changed, Tongue(catalogue("en"), floor.shop.settings, floor.clock())).sections["condition"]
    assert section.note is not None
    assert section.note.tone == "bad"
    assert "changed" in section.note.text
