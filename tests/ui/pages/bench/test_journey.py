"""A technician alone with a scanner: from the approved ticket to ready, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from shopdesk.domain.consent import Purpose
from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.stock import OldPartFate
from shopdesk.domain.ticket import Status
from shopdesk.services.fault_book import fault_book
from shopdesk.services.intake import ReceiveDevice
from shopdesk.services.intake_form import CheckResult, ConsentEntry, PasscodeEntry
from shopdesk.services.inventory import CountPart
from shopdesk.services.stock import part_card
from shopdesk.services.work import Actor
from shopdesk.ui.common.kit import ConfirmDialog
from shopdesk.ui.common.secret import SHOWN_SECONDS
from shopdesk.ui.pages.bench.asking import Ask, PasscodeShown
from tests.shop_floor import Floor
from tests.ui.pages.bench.conftest import AtBench

SCREEN = "6901234567892"
PHONE_CHECKS = len(fault_book().repair_checks("phone"))


def sum_of_movements(floor: Floor, part_id: int) -> tuple[int, int]:
    """What is on hand, and what the movements come to."""
    card = floor.shop.ask(part_card, part_id)
    return card.part.on_hand, sum(movement.quantity for movement in card.movements)


def leave(floor: Floor, part_id: int, pieces: int) -> None:
    """Count the shelf down to `pieces`."""
    on_hand = floor.shop.ask(part_card, part_id).part.on_hand
    floor.shop.do(
        CountPart(part_id=part_id, counted=pieces, seen_on_hand=on_hand, reason="盘点"), floor.technician
    )


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_from_approved_to_ready_by_scanner_alone(
    floor: Floor, at_bench: Callable[..., AtBench], language: str
) -> None:
    ticket_id = floor.approved()
    bench = at_bench(floor, language=language)

    bench.scan_tag(ticket_id)  # opens it: the device is to be confirmed
    assert floor.card(ticket_id).confirmed is False
    assert bench.view.steps.code_field.isVisible()
    bench.scan_tag(ticket_id)  # looked at: it is this one
    assert floor.card(ticket_id).confirmed is True
    bench.scan("SD*START")
    assert floor.card(ticket_id).status is Status.REPAIRING
    floor.clock.on(minutes=12)
    bench.scan("SD*PAUSE")
    floor.clock.on(minutes=30)
    bench.scan("SD*START")
    floor.clock.on(minutes=3)

    bench.scan(SCREEN, "F2LW48NHHG7J")  # the part, then its serial
    card = floor.card(ticket_id)
    assert [(use.part_id, use.issued, use.reserved, use.serial) for use in card.parts] == [
        (floor.screen_id, 1, 0, "F2LW48NHHG7J")
    ]
    bench.scan("SD*DONE", "SD*DONE")  # the words are suggested; once more takes them
    card = floor.card(ticket_id)
    assert card.status is Status.TESTING
    assert card.worked_seconds == 15 * 60
    bench.scan("SD*TEST", *["SD*TEST"] * PHONE_CHECKS, "SD*DONE")

    card = floor.card(ticket_id)
    assert card.status is Status.READY
    assert card.tests[0].passed
    assert card.tests[0].tester == "陈"
    assert {result.result for result in card.tests[0].results} == {CheckResult.WORKS}
    assert len(card.tests[0].results) == PHONE_CHECKS
    done = next(entry for entry in card.timeline if entry.kind == "repair_finished")
    assert "更换屏幕" in done.data["text"]
    assert sum_of_movements(floor, floor.screen_id) == (8, 8)
    bench.click("chip_returned")  # the old screen goes back to the customer
    assert floor.card(ticket_id).old_parts[0].fate is OldPartFate.RETURNED


def test_scans_faster_than_the_bench_wait_their_turn(floor: Floor, at_bench: Callable[..., AtBench]) -> None:
    ticket_id = floor.approved()
    bench = at_bench(floor)
    bench.scan_tag(ticket_id)
    tag = code_for(CodeKind.TAG, ticket_id)
    for code in (tag, "SD*START", SCREEN, "SN-1", "SD*PAUSE"):
        bench.open_desk.front.scan(code)
    bench.settle()
    bench.qtbot.waitUntil(lambda: floor.card(ticket_id).clock_started_at is None)
    card = floor.card(ticket_id)
    assert card.status is Status.REPAIRING
    assert card.parts[0].serial == "SN-1"
    assert [entry.kind for entry in card.timeline[:4]] == [
        "repair_paused",
        "part_used",
        "repair_started",
        "device_confirmed",
    ]


def test_the_last_part_is_for_who_reserved_it(floor: Floor, at_bench: Callable[..., AtBench]) -> None:
    first = floor.approved()
    second = floor.repairing(name="刘洋", phone="139 0000 0001")
    leave(floor, floor.screen_id, 1)
    bench = at_bench(floor)
    bench.scan_tag(second)
    bench.scan(SCREEN)
    message = bench.view.overview.parts.code_field.error()
    assert "可用 0 件" in message
    assert bench.view.overview.parts.code.text() == SCREEN
    assert floor.card(second).parts[0].issued == 0
    assert floor.card(first).parts[0].reserved == 1
    assert sum_of_movements(floor, floor.screen_id) == (1, 1)


def test_a_part_nobody_approved_is_asked_about(floor: Floor, at_bench: Callable[..., AtBench]) -> None:
    ticket_id = floor.repairing()
    bench = at_bench(floor)
    bench.scan_tag(ticket_id)
    bench.scan("BAT-14PM", "SD*PART")
    question = bench.dialog(ConfirmDialog)
    assert floor.card(ticket_id).parts[0].part_id == floor.screen_id
    question.go.click()
    bench.settle()
    assert {use.part_id: use.issued for use in floor.card(ticket_id).parts}[floor.battery_id] == 1


def test_two_parts_one_after_the_other_without_serials(
    floor: Floor, at_bench: Callable[..., AtBench]
) -> None:
    ticket_id = floor.repairing()
    bench = at_bench(floor)
    bench.scan_tag(ticket_id)
    bench.scan(SCREEN, SCREEN)  # scanned again: take it as it is
    assert floor.card(ticket_id).parts[0].issued == 1
    assert bench.view.overview.parts.offer() is None


def test_another_device_is_refused_and_opens_when_scanned_again(
    floor: Floor, at_bench: Callable[..., AtBench]
) -> None:
    mine = floor.approved()
    other = floor.approved(name="刘洋", phone="139 0000 0001")
    bench = at_bench(floor)
    bench.scan_tag(mine)
    bench.scan_tag(other)
    assert floor.card(mine).confirmed is False
    assert floor.card(other).confirmed is False
    assert floor.card(mine).number in bench.view.steps.code_field.error()
    assert bench.view.banner.isVisible()
    bench.scan_tag(other)
    assert bench.page.presenter.card is not None
    assert bench.page.presenter.card.id == other
    assert not bench.view.banner.isVisible()


def test_refusals_stand_in_red_and_opening_is_blocked(floor: Floor, at_bench: Callable[..., AtBench]) -> None:
    consents = (
        ConsentEntry(Purpose.BACKUP, "none"),
        ConsentEntry(Purpose.WIPE, "yes"),
        ConsentEntry(Purpose.OPENING, "no"),
        ConsentEntry(Purpose.DATA_ACCESS, "present"),
    )
    ticket_id = floor.approved(consents=consents)
    bench = at_bench(floor)
    bench.scan_tag(ticket_id)
    assert bench.view.head.forbidden() == ["不得拆机", "不得解锁查看"]
    assert bench.view.steps.main.isHidden()
    bench.scan("SD*START")
    assert floor.card(ticket_id).status is Status.APPROVED


def test_a_diagnosis_by_hand_and_on_to_the_quote(floor: Floor, at_bench: Callable[..., AtBench]) -> None:
    floor.diagnosed(name="刘洋", phone="139 0000 0001")
    ticket_id = floor.receive().ticket_id
    bench = at_bench(floor)
    bench.scan_tag(ticket_id)
    bench.scan("SD*START")
    form = bench.view.diagnosis
    assert bench.view.form() is form
    bench.commit()  # nothing written yet: said beside the field
    assert form.cause_field.error()
    form.causes.chips()[0].click()  # what was found before in this model
    assert form.finding().cause == "触摸排线断裂，中框平整"
    bench.scan(SCREEN)  # concerned: named in the form
    assert "屏幕总成" in form.finding().parts_concerned
    bench.commit()
    card = floor.card(ticket_id)
    assert card.status is Status.DIAGNOSING
    assert card.diagnosis is not None
    assert card.diagnosis.found_by == "陈"
    assert card.technician == "陈"
    bench.commit()
    assert bench.desk.navigator.current == "tickets"


def test_what_cannot_be_mended_goes_back_to_the_counter(
    floor: Floor, at_bench: Callable[..., AtBench]
) -> None:
    ticket_id = floor.receive().ticket_id
    bench = at_bench(floor)
    bench.scan_tag(ticket_id)
    bench.scan("SD*START")
    bench.view.diagnosis.cause.setPlainText("主板断层")
    bench.view.diagnosis.repairable.set_value("no")
    bench.scan("SD*DONE")
    assert floor.card(ticket_id).status is Status.UNREPAIRABLE
    assert bench.view.steps.main.isHidden()


def test_waiting_for_a_part_and_going_on(floor: Floor, at_bench: Callable[..., AtBench]) -> None:
    ticket_id = floor.repairing()
    bench = at_bench(floor)
    bench.scan_tag(ticket_id)
    bench.scan("SD*WAIT")
    assert floor.card(ticket_id).status is Status.WAITING_PARTS
    bench.scan("SD*START")
    card = floor.card(ticket_id)
    assert card.status is Status.REPAIRING
    assert card.clock_started_at is not None


def test_a_failed_test_sends_the_device_back(floor: Floor, at_bench: Callable[..., AtBench]) -> None:
    ticket_id = floor.testing()
    bench = at_bench(floor)
    bench.scan_tag(ticket_id)
    bench.view.checklist.rows[0].say(CheckResult.FAILS)
    bench.click("test_fail")
    card = floor.card(ticket_id)
    assert card.status is Status.REPAIRING
    assert card.clock_started_at is None
    assert card.tests[0].results[0].result is CheckResult.FAILS


def test_a_conflict_shows_how_it_stands_and_keeps_what_was_typed(
    floor: Floor, at_bench: Callable[..., AtBench]
) -> None:
    ticket_id = floor.repairing()
    bench = at_bench(floor)
    bench.scan_tag(ticket_id)
    bench.view.finish.words.setPlainText("换屏，清洁")
    card = bench.page.presenter.card
    assert card is not None
    bench.page.presenter.card = replace(card, version=card.version - 1)
    bench.scan("SD*DONE")
    assert any(card.number in words for words in bench.said())
    assert bench.view.finish.work_done() == "换屏，清洁"
    bench.scan("SD*DONE")
    assert floor.card(ticket_id).status is Status.TESTING


def test_typed_words_come_back_after_a_restart(floor: Floor, at_bench: Callable[..., AtBench]) -> None:
    ticket_id = floor.repairing()
    bench = at_bench(floor)
    bench.scan_tag(ticket_id)
    bench.view.finish.words.setPlainText("换屏，重贴防水胶")
    bench.scan_tag(floor.approved(name="刘洋", phone="139 0000 0001"))
    bench.settle()
    again = at_bench(floor)
    again.scan_tag(ticket_id)
    assert again.view.finish.work_done() == "换屏，重贴防水胶"


def test_command_codes_that_do_not_fit_say_so(floor: Floor, at_bench: Callable[..., AtBench]) -> None:
    bench = at_bench(floor)
    bench.scan("SD*START")
    assert bench.said() == ["请先扫设备标签。"]
    bench.scan_tag(floor.quoted())
    bench.scan("SD*PAUSE", "SD*NONSENSE")
    assert "不认识指令 SD*NONSENSE。" in bench.said()
    assert bench.next_step() == "等客户答复"


@pytest.mark.parametrize("who", ["technician", "owner"])
def test_the_passcode_is_shown_for_a_reason_and_for_a_moment(
    floor: Floor, at_bench: Callable[..., AtBench], who: str
) -> None:
    received = floor.shop.do(
        ReceiveDevice(form=floor.form(), passcode=PasscodeEntry("digits", "147258")), floor.counter
    ).value
    actor: Actor = getattr(floor, who)
    bench = at_bench(floor, actor)
    bench.open(received.ticket_id)
    bench.click("bench_passcode")
    ask = bench.dialog(Ask)
    ask.submit()
    bench.settle()
    assert ask.field.error()  # no reason, no passcode
    ask.chips.chips()[0].click()
    ask.submit()
    bench.settle()
    shown = bench.dialog(PasscodeShown)
    assert shown.secret.shown() == "147258"
    for _ in range(SHOWN_SECONDS - 1):
        shown.secret.second_passed()
    assert shown.isVisible()
    shown.secret.second_passed()
    assert not shown.isVisible()
    kinds = [entry.kind for entry in floor.card(received.ticket_id).timeline]
    assert kinds[0] == "passcode_revealed"
