"""The page's own small widgets, pressed and typed at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.papers import Copy, Paper, ReceiptPaper
from shopdesk.services.intake_form import CheckResult, Tri
from shopdesk.services.receipts import Issued, receipt_paper
from shopdesk.services.settings import ShopSettings
from shopdesk.ui.common.kit import Choice
from shopdesk.ui.common.tasks import Tasks
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.intake.answers import CheckRow, TriSwitch
from shopdesk.ui.pages.intake.entered import Entered, form_of
from shopdesk.ui.pages.intake.folded import FoldedChips
from shopdesk.ui.pages.intake.pattern_pad import PatternPad
from shopdesk.ui.pages.intake.preview import ReceiptPreview
from shopdesk.ui.pages.intake.suggest import SuggestBox, Suggestion
from tests.shop_floor import START

Front = Callable[[QWidget], None]
CHECKS = [("power", "Turns on"), ("touch", "Touch"), ("sound", "Sound")]


def test_a_check_is_one_key_each(front: Front, texts: Texts) -> None:
    row = CheckRow(texts)
    row.set_checks(lambda: CHECKS)
    front(row)
    row.setFocus()
    QTest.keyClicks(row, "123")
    assert row.results() == {
        "power": CheckResult.WORKS,
        "touch": CheckResult.FAILS,
        "sound": CheckResult.UNTESTED,
    }
    QTest.keyClick(row, Qt.Key.Key_0)
    assert "sound" not in row.results()
    QTest.keyClick(row, Qt.Key.Key_A)
    assert row.results()["sound"] is CheckResult.WORKS


def test_a_press_goes_through_the_answers(front: Front, texts: Texts) -> None:
    row = CheckRow(texts)
    row.set_checks(lambda: CHECKS)
    row.resize(500, 30)
    front(row)
    seen = []
    for _ in range(4):
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
        seen.append(row.results().get("power"))
    assert seen == [CheckResult.WORKS, CheckResult.FAILS, CheckResult.UNTESTED, None]


def test_a_question_is_answered_and_taken_back(front: Front, texts: Texts) -> None:
    switch = TriSwitch(texts, "dropped", "intake.told.dropped")
    front(switch)
    switch.setFocus()
    QTest.keyClick(switch, Qt.Key.Key_Y)
    assert switch.value() is Tri.YES
    QTest.keyClick(switch, Qt.Key.Key_N)
    assert switch.value() is Tri.NO
    QTest.keyClick(switch, Qt.Key.Key_N)
    assert switch.value() is Tri.UNKNOWN


def test_a_pattern_is_drawn_over_the_dots(front: Front, texts: Texts) -> None:
    pad = PatternPad(texts)
    front(pad)
    spots = [pad.spot(dot).toPoint() for dot in (1, 4, 7, 8, 9)]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=spots[0])
    for spot in spots[1:]:
        QTest.mouseMove(pad, spot)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=spots[-1])
    assert pad.dots() == "14789"
    assert "14789" not in pad.accessibleDescription()


def test_a_stroke_takes_the_dot_between_and_none_twice(front: Front, texts: Texts) -> None:
    pad = PatternPad(texts)
    front(pad)
    pad.setFocus()
    QTest.keyClicks(pad, "1391")
    assert pad.dots() == "12369"
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    assert pad.dots() == "1236"
    pad.clear()
    assert pad.dots() == ""


def test_chips_fold_and_digits_switch_them(front: Front, qtbot: QtBot, texts: Texts) -> None:
    chips = FoldedChips(texts, "faults", 1)
    holder = QWidget()
    QVBoxLayout(holder).addWidget(chips)
    chips.set_choices([Choice(str(one), text=f"fault number {one}") for one in range(20)])
    holder.resize(500, 120)
    front(holder)

    def shown() -> list[str]:
        return [chip.value for chip in chips.row.chips() if chip.isVisible()]

    qtbot.waitUntil(lambda: 1 < len(shown()) < 6)
    chips.focus_first()
    QTest.keyClick(chips.row.chips()[0], Qt.Key.Key_2)
    assert chips.values() == ["1"]
    chips.set_values(["19"])
    qtbot.waitUntil(lambda: "19" in shown())


@dataclass
class Line:
    edit: QLineEdit
    box: SuggestBox
    asked: list[str]
    taken: list[object]


def _line(front: Front, *, eager: bool) -> Line:
    host = QWidget()
    edit = QLineEdit(host)
    edit.setObjectName("line")
    box = SuggestBox(edit, host, eager=eager)
    box.arm()
    host.resize(600, 400)
    front(host)
    edit.setFocus()
    line = Line(edit, box, [], [])
    box.wanted.connect(line.asked.append)
    box.chosen.connect(line.taken.append)
    return line


def test_an_answer_that_comes_too_late_is_left_aside(front: Front) -> None:
    line = _line(front, eager=True)
    QTest.keyClicks(line.edit, "48")
    line.box.show_found("4", [Suggestion(1, "old")])
    assert not line.box.popup.isVisible()
    line.box.show_found("48", [Suggestion(2, "new")])
    assert line.box.popup.isVisible()
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert line.taken == [2]


def test_enter_waits_for_the_answer_and_then_takes_it(front: Front) -> None:
    line = _line(front, eager=True)
    passed = []
    line.box.passed.connect(lambda: passed.append(True))
    QTest.keyClicks(line.edit, "48")
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert line.taken == []
    line.box.show_found("48", [Suggestion(7, "seven")])
    assert line.taken == [7]
    QTest.keyClicks(line.edit, "9")
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    line.box.show_found("489", [])
    assert passed == [True]


def test_a_name_is_taken_only_when_it_was_pointed_at(front: Front) -> None:
    line = _line(front, eager=False)
    QTest.keyClicks(line.edit, "w")
    line.box.show_found("w", [Suggestion(1, "a"), Suggestion(2, "b")])
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert line.taken == []
    QTest.keyClicks(line.edit, "a")
    line.box.show_found("wa", [Suggestion(1, "a"), Suggestion(2, "b")])
    QTest.keyClick(line.edit, Qt.Key.Key_Down)
    QTest.keyClick(line.edit, Qt.Key.Key_Down)
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert line.taken == [2]
    QTest.keyClicks(line.edit, "n")
    line.box.show_found("wan", [Suggestion(1, "a")])
    QTest.keyClick(line.edit, Qt.Key.Key_Escape)
    assert not line.box.popup.isVisible()


@dataclass(frozen=True)
class Page:
    width: int = 4
    height: int = 2
    rgba: bytes = b"\xff" * 32


def test_the_preview_draws_the_newest_and_skips_what_came_between(
    front: Front, qtbot: QtBot, texts: Texts, tasks: Tasks
) -> None:
    drawn: list[str] = []
    words = ["first"]

    def draw(
        paper: Paper, *, copy: Copy | None = None, dpi: float = 110.0, size: str = "", width: int = 0
    ) -> Page:
        assert isinstance(paper, ReceiptPaper)
        assert copy is Copy.CUSTOMER
        drawn.append(paper.fault)
        return Page()

    def make() -> ReceiptPaper:
        form = form_of(Entered(fault_words=words[0]), ShopSettings(), START, lenient=True)
        return receipt_paper(ShopSettings(), form, Issued(START, "Lin", "desk"))

    preview = ReceiptPreview(texts, tasks, draw)
    preview.shows(make)
    front(preview)
    qtbot.waitUntil(lambda: drawn == ["first"] and tasks.idle())
    for word in ("a", "ab", "abc"):
        words[0] = word
        preview.refresh()
    qtbot.waitUntil(lambda: drawn[-1] == "abc" and tasks.idle())
    assert "a" not in drawn
    assert not preview.sheet.image().isNull()
    QApplication.processEvents()
