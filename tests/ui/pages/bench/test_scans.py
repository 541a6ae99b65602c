"""What a scan means in each situation, and what is next for each status."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopdesk.domain.consent import Purpose
from shopdesk.domain.ticket import Status
from shopdesk.services.bench_queue import BenchGroup
from shopdesk.services.consents import ConsentView
from shopdesk.services.quotes import Diagnosis
from shopdesk.services.scan import Scanned, ScanResult
from shopdesk.services.tickets import TicketCard
from shopdesk.ui.pages.bench.moves import Move, also, next_move
from shopdesk.ui.pages.bench.scans import Meaning, Order, Situation, read_scan
from tests.shop_floor import START, Floor

FOUND = Diagnosis("断线", "", "", True, "陈", START)


@pytest.fixture
def card(floor: Floor) -> TicketCard:
    """An approved ticket, its device not confirmed."""
    return floor.card(floor.approved())


def standing(
    card: TicketCard, status: Status, *, confirmed: bool = True, running: bool = False
) -> TicketCard:
    started = START if running else None
    return replace(card, status=status, confirmed=confirmed, clock_started_at=started)


@pytest.mark.parametrize(
    ("status", "confirmed", "running", "move"),
    [
        (Status.RECEIVED, False, False, Move.START_DIAGNOSIS),
        (Status.DIAGNOSING, False, False, Move.QUOTE),
        (Status.QUOTED, False, False, Move.ANSWER),
        (Status.APPROVED, False, False, Move.CONFIRM),
        (Status.APPROVED, True, False, Move.START),
        (Status.WAITING_PARTS, True, False, Move.START),
        (Status.REPAIRING, True, True, Move.FINISH),
        (Status.REPAIRING, True, False, Move.RESUME),
        (Status.TESTING, True, False, Move.TEST),
        (Status.READY, True, False, Move.SHELVE),
        (Status.DECLINED, True, False, Move.GIVE_BACK),
        (Status.UNREPAIRABLE, True, False, Move.GIVE_BACK),
        (Status.CANCELLED, True, False, Move.GIVE_BACK),
        (Status.COLLECTED, True, False, Move.GONE),
        (Status.ABANDONED, True, False, Move.GONE),
    ],
)
def test_one_next_move_for_each_standing(
    card: TicketCard, status: Status, confirmed: bool, running: bool, move: Move
) -> None:
    assert next_move(standing(card, status, confirmed=confirmed, running=running)) is move


def test_without_a_finding_it_is_written_first(card: TicketCard) -> None:
    assert next_move(replace(standing(card, Status.DIAGNOSING), diagnosis=None)) is Move.DIAGNOSE


@pytest.mark.parametrize("agreed", [False, None])
def test_no_yes_to_opening_no_repair(card: TicketCard, agreed: bool | None) -> None:
    refused = (ConsentView(Purpose.OPENING, agreed, "", START),)
    assert next_move(replace(card, consents=refused)) is Move.OPENING_REFUSED
    assert next_move(replace(card, consents=())) is Move.OPENING_REFUSED


@pytest.mark.parametrize("status", list(Status))
def test_what_else_can_be_done(card: TicketCard, status: Status) -> None:
    can = also(standing(card, status, running=True))
    assert can.pause is (status is Status.REPAIRING)
    assert can.wait is (status in (Status.APPROVED, Status.REPAIRING))
    at_work = (Status.APPROVED, Status.WAITING_PARTS, Status.REPAIRING, Status.TESTING)
    assert can.parts is (status in at_work)
    assert not can.passcode  # none was left here


ORDER = ScanResult(Scanned.UNKNOWN, "sd*start")
PART = ScanResult(Scanned.PART, "690", part_id=1)
FOREIGN = ScanResult(Scanned.UNKNOWN, "F2LW48")
NEW_IMEI = ScanResult(Scanned.IMEI, "490154203237518")
SLIP = ScanResult(Scanned.SLIP, "00000156", ticket_id=1)


def tag(ticket_id: int) -> ScanResult:
    return ScanResult(Scanned.TAG, f"tag {ticket_id}", ticket_id=ticket_id)


@pytest.mark.parametrize(
    ("result", "meaning"),
    [
        (ORDER, Meaning.NO_TICKET),
        (ScanResult(Scanned.UNKNOWN, "SD*DANCE"), Meaning.UNKNOWN_ORDER),
        (tag(7), Meaning.OPEN),
        (replace(NEW_IMEI, ticket_id=7, device_id=3), Meaning.OPEN),
        (NEW_IMEI, Meaning.NOT_OURS),
        (PART, Meaning.NOT_OURS),
        (FOREIGN, Meaning.NOT_OURS),
        (SLIP, Meaning.NOT_OURS),
    ],
)
def test_with_no_ticket_open(result: ScanResult, meaning: Meaning) -> None:
    assert read_scan(result, Situation()).meaning is meaning


def test_an_order_is_known_in_any_letters(card: TicketCard) -> None:
    assert read_scan(ORDER, Situation(card)).order is Order.START


def test_while_the_device_is_to_be_confirmed(card: TicketCard) -> None:
    here, other = tag(card.id), tag(card.id + 1)
    assert read_scan(here, Situation(card)).meaning is Meaning.CONFIRM
    assert read_scan(other, Situation(card)).meaning is Meaning.CONFIRM
    assert read_scan(other, Situation(card, refused=other.code)).meaning is Meaning.OPEN
    assert read_scan(here, Situation(card, refused=here.code)).meaning is Meaning.CONFIRM
    assert read_scan(NEW_IMEI, Situation(card)).meaning is Meaning.CONFIRM


def test_an_imei_confirms_the_open_ticket_though_the_device_has_a_newer_one(card: TicketCard) -> None:
    device = replace(card.device, imei=NEW_IMEI.code)
    scan = replace(NEW_IMEI, ticket_id=card.id + 5, device_id=device.id)
    assert read_scan(scan, Situation(replace(card, device=device))).meaning is Meaning.CONFIRM


def test_during_the_repair(card: TicketCard) -> None:
    work = standing(card, Status.REPAIRING, running=True)
    assert read_scan(tag(card.id), Situation(work)).meaning is Meaning.AGAIN
    assert read_scan(tag(card.id + 1), Situation(work)).meaning is Meaning.OPEN
    assert read_scan(PART, Situation(work)).meaning is Meaning.PART
    assert read_scan(FOREIGN, Situation(work)).meaning is Meaning.NOT_OURS
    for scan in (FOREIGN, NEW_IMEI):
        assert read_scan(scan, Situation(work, serial_wanted=True)).meaning is Meaning.SERIAL


def test_parts_before_and_while_the_finding_is_written(card: TicketCard) -> None:
    early = replace(standing(card, Status.DIAGNOSING), diagnosis=FOUND)
    assert read_scan(PART, Situation(early)).meaning is Meaning.PARTS_NOT_NOW
    assert read_scan(PART, Situation(early, diagnosing=True)).meaning is Meaning.MENTION


def test_groups_are_in_the_order_shown() -> None:
    assert list(BenchGroup) == ["mine", "free", "parts", "approval", "test"]
