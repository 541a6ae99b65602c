"""Work at the bench: what each command does, what it refuses, and what the bench sees of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shopdesk.domain.consent import Purpose
from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.signature import Signature
from shopdesk.domain.stock import OldPartFate
from shopdesk.domain.ticket import Outcome, Status, Step
from shopdesk.errors import Conflict, NeedsConfirmation, NotAllowed, UserError
from shopdesk.services.bench import (
    AddNote,
    ConfirmDevice,
    EndTicket,
    FinishRepair,
    PauseRepair,
    RecordTest,
    StartRepair,
    WaitForParts,
    work_done,
)
from shopdesk.services.bench import TestResult as Tried
from shopdesk.services.bench_parts import SetOldPartFate, UsePart
from shopdesk.services.bench_queue import BenchGroup, bench_queue, grouped
from shopdesk.services.diagnosis_hints import diagnosis_hints
from shopdesk.services.intake_form import CheckResult, ConsentEntry
from shopdesk.services.people import DeviceEntry
from shopdesk.services.quoting import RecordDiagnosis, StartDiagnosis
from shopdesk.services.stock import issued_to
from shopdesk.services.tickets import TicketRow
from shopdesk.services.work import Command
from tests.shop_floor import START, Floor

IMEI = "490154203237518"
SIGNED = Signature((((0, 0, 500), (50, 50, 500), (90, 20, 500), (99, 99, 500)),), 3000)
WORKS = (Tried("touch", CheckResult.WORKS),)
FAILS = (Tried("touch", CheckResult.WORKS), Tried("sound", CheckResult.FAILS))


def at(floor: Floor, ticket_id: int) -> dict[str, Any]:
    return {"ticket_id": ticket_id, "seen_version": floor.version(ticket_id)}


def do(floor: Floor, command: Command[Any]) -> Any:
    return floor.shop.do(command, floor.technician).value


def kinds(floor: Floor, ticket_id: int) -> list[str]:
    return [entry.kind for entry in floor.card(ticket_id).timeline]


@pytest.mark.parametrize("by", ["tag", "imei"])
def test_a_device_is_confirmed_by_its_tag_or_its_imei(floor: Floor, by: str) -> None:
    device = DeviceEntry("phone", "iPhone 14", brand="Apple", imei=IMEI)
    ticket_id = floor.approved(device=device)
    code = IMEI if by == "imei" else code_for(CodeKind.TAG, ticket_id)
    do(floor, ConfirmDevice(**at(floor, ticket_id), scanned=code))
    card = floor.card(ticket_id)
    assert card.confirmed
    assert card.timeline[0].data == {"by": by}


@pytest.mark.parametrize("scanned", ["", "490154203237518", "slip", "other tag", "nonsense"])
def test_anything_else_is_another_device(floor: Floor, scanned: str) -> None:
    ticket_id = floor.approved()
    codes = {
        "slip": code_for(CodeKind.SLIP, ticket_id),
        "other tag": code_for(CodeKind.TAG, ticket_id + 1),
    }
    with pytest.raises(UserError) as refused:
        do(floor, ConfirmDevice(**at(floor, ticket_id), scanned=codes.get(scanned, scanned)))
    assert refused.value.key == "problems.other_device"
    assert not floor.card(ticket_id).confirmed


def test_work_starts_with_the_device_confirmed_and_the_clock_counts_work_only(floor: Floor) -> None:
    ticket_id = floor.approved()
    with pytest.raises(UserError) as refused:
        do(floor, StartRepair(**at(floor, ticket_id)))
    assert refused.value.key == "problems.confirm_first"
    do(floor, ConfirmDevice(**at(floor, ticket_id), scanned=code_for(CodeKind.TAG, ticket_id)))
    do(floor, StartRepair(**at(floor, ticket_id)))
    with pytest.raises(UserError):
        do(floor, StartRepair(**at(floor, ticket_id)))
    floor.clock.on(minutes=10)
    do(floor, PauseRepair(**at(floor, ticket_id)))
    with pytest.raises(UserError):
        do(floor, PauseRepair(**at(floor, ticket_id)))
    floor.clock.on(hours=3)
    do(floor, StartRepair(**at(floor, ticket_id)))
    floor.clock.on(minutes=5)
    do(floor, WaitForParts(**at(floor, ticket_id), note="等尾插"))
    floor.clock.on(days=2)
    do(floor, StartRepair(**at(floor, ticket_id)))
    floor.clock.on(minutes=1)
    do(floor, FinishRepair(**at(floor, ticket_id), work_done="换尾插"))
    card = floor.card(ticket_id)
    assert card.worked_seconds == 16 * 60
    assert card.clock_started_at is None
    assert floor.shop.ask(work_done, ticket_id) == "换尾插"


@pytest.mark.parametrize(
    ("purpose", "answer", "blocked"),
    [
        (Purpose.OPENING, "no", True),
        (Purpose.DATA_ACCESS, "no", False),
        (Purpose.WIPE, "no", False),
        (Purpose.BACKUP, "none", False),
    ],
)
def test_a_refusal_blocks_its_own_action_and_no_other(
    floor: Floor, purpose: Purpose, answer: str, blocked: bool
) -> None:
    answers = {
        Purpose.BACKUP: "done",
        Purpose.WIPE: "yes",
        Purpose.OPENING: "yes",
        Purpose.DATA_ACCESS: "yes",
    }
    answers[purpose] = answer
    ticket_id = floor.approved(consents=tuple(ConsentEntry(*one) for one in answers.items()))
    do(floor, ConfirmDevice(**at(floor, ticket_id), scanned=code_for(CodeKind.TAG, ticket_id)))
    if blocked:
        with pytest.raises(UserError) as refused:
            do(floor, StartRepair(**at(floor, ticket_id)))
        assert refused.value.key == "problems.consent_refused"
    else:
        do(floor, StartRepair(**at(floor, ticket_id)))
    assert (floor.card(ticket_id).status is Status.REPAIRING) is not blocked


@pytest.mark.parametrize(
    ("results", "passed", "confirmed", "status"),
    [
        (WORKS, True, frozenset[str](), Status.READY),
        (FAILS, True, frozenset({"passed_with_faults"}), Status.READY),
        (FAILS, False, frozenset[str](), Status.REPAIRING),
        (WORKS, False, frozenset[str](), Status.REPAIRING),
    ],
)
def test_a_test_makes_ready_or_sends_back(
    floor: Floor,
    results: tuple[Tried, ...],
    passed: bool,
    confirmed: frozenset[str],
    status: Status,
) -> None:
    ticket_id = floor.testing()
    do(
        floor,
        RecordTest(
            **at(floor, ticket_id),
            results=results,
            passed=passed,
            note="外放偏小",
            signature=SIGNED,
            confirmed=confirmed,
        ),
    )
    card = floor.card(ticket_id)
    assert card.status is status
    assert card.outcome is (Outcome.REPAIRED if passed else Outcome.OPEN)
    assert card.tests[0].results == results
    assert (card.tests[0].tester, card.tests[0].note) == ("陈", "外放偏小")


def test_passing_what_fails_is_asked_about_and_nothing_tried_is_no_test(floor: Floor) -> None:
    ticket_id = floor.testing()
    with pytest.raises(NeedsConfirmation):
        do(floor, RecordTest(**at(floor, ticket_id), results=FAILS, passed=True))
    with pytest.raises(UserError):
        do(floor, RecordTest(**at(floor, ticket_id), results=(), passed=True))
    assert floor.card(ticket_id).status is Status.TESTING
    assert floor.card(ticket_id).tests == ()


def test_an_old_view_does_nothing(floor: Floor) -> None:
    ticket_id = floor.repairing()
    old = floor.version(ticket_id)
    do(floor, PauseRepair(**at(floor, ticket_id)))
    with pytest.raises(Conflict):
        do(floor, FinishRepair(ticket_id=ticket_id, seen_version=old, work_done="换屏"))
    assert floor.card(ticket_id).status is Status.REPAIRING


def test_one_request_has_its_effect_once(floor: Floor) -> None:
    ticket_id = floor.repairing()
    command = UsePart(**at(floor, ticket_id), code="DSP-14PM")
    first = floor.shop.do(command, floor.technician)
    second = floor.shop.do(command, floor.technician)
    assert second.repeated
    assert second.value == first.value
    assert floor.shop.ask(issued_to, ticket_id) == {floor.screen_id: 1}


@pytest.mark.parametrize("make", [Floor.receive, Floor.diagnosed, Floor.quoted, Floor.ready])
def test_parts_are_used_between_approval_and_the_end_of_the_repair(
    floor: Floor, make: Callable[[Floor], Any]
) -> None:
    made = make(floor)
    ticket_id = made if isinstance(made, int) else made.ticket_id
    with pytest.raises(UserError) as refused:
        do(floor, UsePart(**at(floor, ticket_id), code="DSP-14PM"))
    assert refused.value.key == "problems.parts_not_now"


@pytest.mark.parametrize("fate", [fate for fate in OldPartFate if fate])
def test_each_old_part_ends_somewhere(floor: Floor, fate: OldPartFate) -> None:
    # Whoever gave theirs away leaves every end open.
    given_away = (*floor.form().consents[:4], ConsentEntry(Purpose.OLD_PARTS, "keep"))
    ticket_id = floor.testing(consents=given_away)
    old = floor.card(ticket_id).old_parts[0]
    do(floor, SetOldPartFate(old_part_id=old.id, fate=fate))
    assert floor.card(ticket_id).old_parts[0].fate is fate


def test_with_a_part_inside_a_ticket_does_not_end(floor: Floor) -> None:
    ticket_id = floor.testing()
    with pytest.raises(UserError) as refused:
        do(floor, EndTicket(**at(floor, ticket_id), step=Step.GIVE_UP, reason="主板坏"))
    assert refused.value.key == "problems.return_parts_first"


def test_giving_up_frees_what_was_kept(floor: Floor) -> None:
    ticket_id = floor.approved()
    do(floor, EndTicket(**at(floor, ticket_id), step=Step.GIVE_UP, reason="主板坏"))
    card = floor.card(ticket_id)
    assert (card.status, card.outcome) == (Status.UNREPAIRABLE, Outcome.UNREPAIRABLE)
    assert card.parts == () or all(not one.reserved for one in card.parts)
    assert card.timeline[0].data == {"reason": "主板坏"}


@pytest.mark.parametrize("command", [StartDiagnosis, StartRepair, PauseRepair])
def test_the_counter_does_not_do_the_benchs_work(floor: Floor, command: type[Command[Any]]) -> None:
    ticket_id = floor.approved()
    with pytest.raises(NotAllowed):
        floor.shop.do(command(**at(floor, ticket_id)), floor.counter)


def test_anyone_may_note_and_an_empty_note_is_none(floor: Floor) -> None:
    ticket_id = floor.receive().ticket_id
    floor.shop.do(AddNote(ticket_id=ticket_id, text=" 客户催了一次 "), floor.counter)
    assert floor.card(ticket_id).timeline[0].data == {"text": "客户催了一次"}
    with pytest.raises(UserError):
        floor.shop.do(AddNote(ticket_id=ticket_id, text="  "), floor.counter)


# What the bench sees


def row(ticket_id: int, status: Status, *, hours: float | None = None, technician: str = "陈") -> TicketRow:
    promised = START + timedelta(hours=hours) if hours is not None else None
    return TicketRow(
        ticket_id, f"26-{ticket_id}", status, "iPhone", "王", START, promised, technician, "碎屏", "", 1
    )


def test_late_tickets_come_first_then_by_promise_then_those_without() -> None:
    rows = [
        row(1, Status.REPAIRING),
        row(2, Status.REPAIRING, hours=5),
        row(3, Status.REPAIRING, hours=-1),
        row(4, Status.REPAIRING, hours=2),
        row(5, Status.REPAIRING, hours=-9),
    ]
    mine = grouped(rows, rows, START)[BenchGroup.MINE]
    assert [one.id for one in mine] == [5, 3, 4, 2, 1]


@pytest.mark.parametrize(
    ("status", "technician", "group"),
    [
        (Status.WAITING_PARTS, "陈", BenchGroup.PARTS),
        (Status.QUOTED, "陈", BenchGroup.APPROVAL),
        (Status.TESTING, "陈", BenchGroup.TEST),
        (Status.RECEIVED, "", BenchGroup.FREE),
        (Status.APPROVED, "", BenchGroup.FREE),
        (Status.APPROVED, "陈", None),
        (Status.REPAIRING, "陈", None),
    ],
)
def test_a_ticket_stands_where_it_waits(status: Status, technician: str, group: BenchGroup | None) -> None:
    groups = grouped([], [row(1, status, technician=technician)], START)
    assert [name for name, rows in groups.items() if rows] == ([group] if group else [])


def test_the_queue_of_a_technician(floor: Floor) -> None:
    free = floor.receive().ticket_id
    mine = floor.repairing(name="刘洋", phone="139 0000 0001")
    floor.ready(name="陈晓梅", phone="139 0000 0002")
    queue = floor.shop.ask(bench_queue, floor.technician.staff_id)
    assert [one.id for one in queue.groups[BenchGroup.MINE]] == [mine]
    assert [one.id for one in queue.groups[BenchGroup.FREE]] == [free]


def test_what_was_found_before_in_the_model_is_suggested_most_frequent_first(floor: Floor) -> None:
    def found(name: str, cause: str, model: str = "iPhone 14 Pro Max", *, repairable: bool = True) -> int:
        ticket_id = floor.receive(
            name=name, phone=f"13{len(name):09}", device=DeviceEntry("phone", model)
        ).ticket_id
        do(
            floor,
            RecordDiagnosis(**at(floor, ticket_id), cause=cause, plan="换", repairable=repairable),
        )
        return ticket_id

    found("甲", "电池鼓包")
    found("甲乙", "电池鼓包")
    found("甲乙丙", "尾插松动")
    found("甲乙丙丁", "摔坏主板", repairable=False)
    found("甲乙丙丁戊", "进水", "Galaxy S23")
    here = floor.receive(name="王", device=DeviceEntry("phone", "iPhone 14 Pro Max")).ticket_id
    hints = floor.shop.ask(diagnosis_hints, here)
    assert [one.cause for one in hints.found_before] == ["电池鼓包", "尾插松动"]
    assert hints.found_before[0].plan == "换"
    assert set(hints.parts) == {"iPhone 14 Pro Max 屏幕总成", "iPhone 14 Pro Max 电池"}
    assert kinds(floor, here) == ["received"]
