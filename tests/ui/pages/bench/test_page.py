"""The bench by hand: list, keys, checklist, notes, both languages; and targets for gloves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from shopdesk.domain.changes import Change
from shopdesk.domain.signature import Signature
from shopdesk.domain.ticket import Status
from shopdesk.i18n import catalogue
from shopdesk.services.bench import AddNote
from shopdesk.services.bench_queue import BenchGroup
from shopdesk.services.intake_form import CheckResult
from shopdesk.ui.pages.bench.asking import Ask
from shopdesk.ui.pages.bench.wording import Wording, breakable
from tests.shop_floor import Floor
from tests.ui.pages.bench.conftest import AtBench

SIGNED = Signature((((0, 0, 500), (50, 50, 500), (90, 20, 500), (99, 99, 500)),), 3000)


def test_an_empty_bench_says_what_to_do(floor: Floor, at_bench: Callable[..., AtBench]) -> None:
    bench = at_bench(floor)
    assert bench.page.presenter.card is None
    bench.press(Qt.Key.Key_F6)  # nothing to pause, and nothing happens
    assert bench.said() == []


def test_the_list_leads_to_a_ticket_and_late_ones_say_so(
    floor: Floor, at_bench: Callable[..., AtBench]
) -> None:
    late = floor.repairing()
    floor.clock.on(hours=8)
    other = floor.repairing(name="刘洋", phone="139 0000 0001")
    bench = at_bench(floor)
    bench.desk.navigator.go("bench")
    bench.settle()
    rows = bench.view.queue.list.rows_model
    assert [row.id for row in (rows.row_at(0), rows.row_at(1)) if row is not None] == [late, other]
    says = bench.view.queue.list.says(0)
    assert says is not None
    assert says.word == "逾期 · 维修中"
    bench.view.queue.list.setFocus()
    bench.view.queue.list.choose(0)
    bench.press(Qt.Key.Key_Return)
    assert bench.page.presenter.card is not None
    assert bench.page.presenter.card.id == late
    assert "逾期" in bench.view.head.due.word()


def test_groups_count_and_show_their_own(floor: Floor, at_bench: Callable[..., AtBench]) -> None:
    quoted = floor.quoted()
    floor.receive(name="刘洋", phone="139 0000 0001")
    bench = at_bench(floor)
    chips = {chip.value: chip for chip in bench.view.queue.groups.chips()}
    assert chips[BenchGroup.APPROVAL].text() == "等确认 1"
    chips[BenchGroup.APPROVAL].click()
    row = bench.view.queue.list.rows_model.row_at(0)
    assert row is not None
    assert row.id == quoted


def test_a_scanned_ticket_brings_its_group_to_the_front_and_leaves_a_chosen_one_alone(
    floor: Floor, at_bench: Callable[..., AtBench]
) -> None:
    floor.receive(name="刘洋", phone="139 0000 0001")
    testing = floor.testing()
    bench = at_bench(floor)
    queue = bench.view.queue
    next(chip for chip in queue.groups.chips() if chip.value == BenchGroup.FREE).click()
    bench.scan_tag(testing)
    chosen = queue.list.current_row()
    assert chosen is not None
    assert chosen.id == testing
    next(chip for chip in queue.groups.chips() if chip.value == BenchGroup.FREE).click()
    bench.page.presenter.refresh()
    bench.settle()
    assert queue.group() is BenchGroup.FREE


def test_the_checklist_by_keys_signed_and_passed(floor: Floor, at_bench: Callable[..., AtBench]) -> None:
    ticket_id = floor.testing()
    bench = at_bench(floor)
    bench.scan_tag(ticket_id)
    form = bench.view.checklist
    bench.commit()  # nothing tried: it says how many are open
    assert floor.card(ticket_id).status is Status.TESTING
    assert form.banner.isVisible()
    keys = [Qt.Key.Key_1, Qt.Key.Key_3] + [Qt.Key.Key_1] * (len(form.rows) - 2)
    for key in keys:
        bench.press(key)
    assert not form.open_rows()
    assert form.main.hasFocus()
    form.pad.set_signature(SIGNED)
    bench.commit()
    card = floor.card(ticket_id)
    assert card.status is Status.READY
    results = [one.result for one in card.tests[0].results]
    assert results[:2] == [CheckResult.WORKS, CheckResult.UNTESTED]
    assert CheckResult.FAILS not in results


def test_answers_signature_and_note_survive_another_language(
    floor: Floor, at_bench: Callable[..., AtBench]
) -> None:
    bench = at_bench(floor)
    bench.scan_tag(floor.testing())
    form = bench.view.checklist
    form.rows[0].say(CheckResult.WORKS)
    form.rows[1].say(CheckResult.FAILS)
    form.note.setText("外放偏小")
    form.pad.set_signature(SIGNED)
    before = form.answers()
    bench.desk.texts.use("en")
    bench.settle()
    assert form.rows[0].accessibleName() == "Reported fault is gone"
    assert form.answers() == before
    assert form.note.text() == "外放偏小"
    assert form.pad.signature() == SIGNED


def test_esc_goes_back_and_what_was_typed_comes_again(floor: Floor, at_bench: Callable[..., AtBench]) -> None:
    bench = at_bench(floor)
    bench.scan_tag(floor.repairing())
    form = bench.view.finish
    assert bench.view.form() is form
    form.words.setPlainText("换屏")
    bench.press(Qt.Key.Key_Escape)
    assert bench.view.form() is None
    bench.commit()
    assert bench.view.form() is form
    assert form.work_done() == "换屏"


def test_a_wrong_code_typed_by_hand_stands_beside_its_field(
    floor: Floor, at_bench: Callable[..., AtBench]
) -> None:
    bench = at_bench(floor)
    bench.open(floor.approved())
    code = bench.find(QLineEdit, "bench_confirm_code")
    bench.click("bench_main")
    assert bench.view.steps.code_field.error()
    code.setText("12345678")
    bench.click("bench_main")
    assert bench.view.steps.code_field.error()
    assert code.text() == "12345678"


def test_a_part_typed_by_hand(floor: Floor, at_bench: Callable[..., AtBench]) -> None:
    ticket_id = floor.repairing()
    bench = at_bench(floor)
    bench.open(ticket_id)
    panel = bench.view.overview.parts
    panel.code.setText("NOPE")
    bench.click("part_use")
    assert "NOPE" in panel.code_field.error()
    panel.code.setText("DSP-14PM")
    bench.click("part_use")
    assert panel.offer() is not None
    panel.serial.setText("SN-7")
    bench.click("part_use")
    assert floor.card(ticket_id).parts[0].serial == "SN-7"
    bench.click(f"part_return_{floor.screen_id}")
    ask = bench.dialog(Ask)
    ask.chips.chips()[0].click()
    ask.submit()
    bench.settle()
    assert floor.card(ticket_id).parts[0].issued == 0
    assert floor.card(ticket_id).timeline[0].data["reason"] == "没有用上"


def test_a_note_and_waiting_with_words(floor: Floor, at_bench: Callable[..., AtBench]) -> None:
    ticket_id = floor.repairing()
    bench = at_bench(floor)
    bench.open(ticket_id)
    bench.press(Qt.Key.Key_F8)
    ask = bench.dialog(Ask)
    ask.submit()
    bench.settle()
    assert ask.field.error()
    ask.words.setPlainText("中框轻微变形")
    ask.submit()
    bench.settle()
    assert floor.card(ticket_id).timeline[0].data == {"text": "中框轻微变形"}
    bench.click("bench_wait")
    waiting = next(one for one in bench.open_desk.frame.window.findChildren(Ask) if one.isVisible())
    waiting.words.setPlainText("缺防水胶，周一到")
    waiting.submit()
    bench.settle()
    assert floor.card(ticket_id).status is Status.WAITING_PARTS


def test_the_clock_moves_only_while_it_runs(floor: Floor, at_bench: Callable[..., AtBench]) -> None:
    ticket_id = floor.repairing()
    bench = at_bench(floor)
    bench.open(ticket_id)
    clock = bench.view.steps.clock
    floor.clock.on(minutes=5, seconds=7)
    clock.show_now()
    assert clock.figure.text() == "0:05:07"
    bench.press(Qt.Key.Key_F6)
    floor.clock.on(minutes=5)
    clock.show_now()
    assert clock.figure.text() == "0:05:07"


def test_what_another_desk_wrote_shows(floor: Floor, at_bench: Callable[..., AtBench]) -> None:
    ticket_id = floor.repairing()
    bench = at_bench(floor)
    bench.open(ticket_id)
    floor.shop.do(AddNote(ticket_id=ticket_id, text="客户加急"), floor.counter)
    bench.page.changed((Change("ticket", ticket_id),))
    bench.settle()
    assert bench.page.presenter.card is not None
    assert bench.page.presenter.card.timeline[0].data == {"text": "客户加急"}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("step", ["approved", "repairing", "testing"])
def test_gloves_find_every_target(
    floor: Floor, at_bench: Callable[..., AtBench], language: str, step: str
) -> None:
    ticket_id: int = getattr(floor, step)()
    bench = at_bench(floor, language=language)
    bench.scan_tag(ticket_id)
    small = [
        (button.objectName(), button.height())
        for button in bench.page.findChildren(QPushButton)
        if button.isVisible() and button.height() < 44 and not bench.view.marks.isAncestorOf(button)
    ]
    assert small == []
    assert bench.page.minimumSizeHint().width() <= 1290
    assert bench.page.minimumSizeHint().height() <= 716


@pytest.mark.parametrize(
    ("minutes", "chinese", "english"),
    [
        (0, "0 分钟", "0 min"),
        (59, "59 分钟", "59 min"),
        (125, "2 小时 05 分", "2 h 05"),
        (60 * 50, "2 天", "2 d"),
    ],
)
def test_spans_as_people_say_them(floor: Floor, minutes: int, chinese: str, english: str) -> None:
    for language, said in (("zh_CN", chinese), ("en", english)):
        say = Wording(catalogue(language), floor.shop.settings, floor.clock())
        assert say.span(timedelta(minutes=minutes).total_seconds()) == said


def test_answers_are_told_in_the_windows_language(floor: Floor) -> None:
    card = floor.card(floor.repairing())
    say = Wording(catalogue("en"), floor.shop.settings, floor.clock())
    assert say.told(card).reminders[0] == "Data backup: I have backed up"
    assert say.told(card).forbidden == ()
    assert say.work(card) == ["iPhone 14 Pro Max 屏幕总成 × 1 (certified)", "更换屏幕 × 1"]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("更换屏幕总成更换屏幕总成更换屏幕总成", 0),
        ("Start repair at the bench", 0),
        ("Displayschutzfolienaufbringungsvorrichtung", 2),
    ],
)
def test_long_words_break_and_nothing_else_does(text: str, broken: int) -> None:
    made = breakable(text)
    assert made.count("\N{ZERO WIDTH SPACE}") == broken
    assert made.replace("\N{ZERO WIDTH SPACE}", "") == text
