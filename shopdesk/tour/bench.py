"""The tour at the bench: by scanner, from the tag to the signed test."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from shopdesk.bootstrap.sample_cast import Cast, Story
from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.tour.hands import Hands
from shopdesk.ui.shell.scanner import SAME_CODE_S


def diagnose(hands: Hands, ticket_id: int, story: Story) -> None:
    """A scan opens the ticket; the finding is written down."""
    hands.scan(code_for(CodeKind.TAG, ticket_id))
    hands.picture("bench-scanned")
    hands.press("bench_main")
    hands.settle()
    hands.type("diagnosis_cause", story.cause)
    hands.type("diagnosis_plan", story.plan)
    hands.picture("diagnosis")
    hands.press("diagnosis_save")
    hands.settle()


def quote(hands: Hands, ticket_id: int, told: Cast, story: Story) -> None:
    """A part from stock and the labour, issued and printed."""
    hands.desk.front.desk.navigator.go("tickets", ticket_id=ticket_id, editor="quote")
    hands.settle()
    editor = hands.find(QWidget, "quote_editor")
    first = hands.find(QWidget, "quote_line", editor)
    _choose(hands, first, "line_kind", "part")
    hands.type("line_name", story.part, first)
    hands.settle()
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Return)
    hands.settle()
    hands.press("tickets_editor_add_labour", editor)
    rows = [row for row in editor.findChildren(QWidget, "quote_line") if row.isVisibleTo(hands.window)]
    hands.type("line_name", story.labour, rows[-1])
    hands.type("line_price", f"{story.labour_price // 100}", rows[-1])
    hands.type("quote_time_needed", told.time_needed, editor)
    hands.picture("quote")
    hands.commit()
    hands.settle()


def _choose(hands: Hands, row: QWidget, name: str, value: str) -> None:
    box = hands.find(QComboBox, name, row)
    box.setCurrentIndex(box.findData(value))
    hands.settle()


def repair(hands: Hands, ticket_id: int, story: Story) -> None:
    """The device checked by its tag, the clock started, the part scanned, the work done."""
    tag = code_for(CodeKind.TAG, ticket_id)
    hands.scan(tag)
    hands.picture("bench-approved")
    # The same code at once would be the same scan.
    hands.rest(SAME_CODE_S)
    hands.scan(tag)
    hands.picture("bench-confirmed")
    hands.press("bench_main")
    hands.settle()
    hands.scan(story.part)
    hands.settle()
    if _shown(hands, "part_use") and hands.find(QWidget, "part_code").property("text"):
        hands.type("part_serial", "SN-884120")
        hands.press("part_use")
        hands.settle()
    hands.picture("bench-part")
    for fate in hands.window.findChildren(QPushButton, "chip_returned"):
        if fate.isVisibleTo(hands.window) and not fate.isChecked():
            QTest.mouseClick(fate, Qt.MouseButton.LeftButton)
    hands.settle()
    hands.press("bench_main")
    hands.settle()
    hands.type("finish_words", story.work)
    hands.picture("work-done")
    hands.press("finish_save")
    hands.settle()


def test(hands: Hands) -> None:
    """Everything works, tried one by one, signed by the tester."""
    if not _shown(hands, "checklist"):
        hands.press("bench_main")
        hands.settle()
    for _ in range(30):
        if not any(
            button.isVisibleTo(hands.window) and not button.isChecked()
            for button in hands.window.findChildren(QPushButton, "segment_works")
        ):
            break
        hands.key(Qt.Key.Key_1)
    hands.picture("test")
    hands.press("test_pass")
    hands.settle()
    hands.picture("bench-ready")


def _shown(hands: Hands, name: str) -> bool:
    found = hands.window.findChild(QWidget, name)
    return isinstance(found, QWidget) and found.isVisibleTo(hands.window)
