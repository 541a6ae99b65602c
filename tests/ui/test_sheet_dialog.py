"""Printing a sheet of labels: the tags that wait, the first free label, and what is added by number."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.domain.label_sheet import SHEETS
from shopdesk.domain.papers import PaperKind, SheetPaper
from shopdesk.services.desk_settings import DeskRoute, DeskSettings, SaveDeskSettings
from shopdesk.services.documents import paper_of
from shopdesk.services.print_jobs import JobStatus, print_queue
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.paperwork.sheet_dialog import SheetDialog, open_sheet
from shopdesk.ui.paperwork.sheet_picture import SheetPicture
from shopdesk.ui.paperwork.tags_dialog import TagsDialog
from tests.shop_floor import COUNTER_DESK, Floor

SHEET = "sheet-3x8"


def test_a_label_is_pressed_or_reached_by_arrows(qtbot: QtBot, texts: Texts) -> None:
    picture = SheetPicture(texts)
    qtbot.addWidget(picture)
    picture.resize(280, 396)
    picture.show_sheet(SHEETS[SHEET], 1, 2)
    told: list[int] = []
    picture.changed.connect(told.append)
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(*picture.centre_of(8)))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Home):
        QTest.keyClick(picture, key)
    assert told == [8, 9, 12, 9, 8, 1]
    QTest.keyClick(picture, Qt.Key.Key_Left)
    assert picture.first == 1, "before the first there is none"
    assert "1" in picture.accessibleName()
    assert picture.label_at(1, 1) == 0


@pytest.fixture
def on_sheets(floor: Floor) -> Floor:
    own = DeskSettings(routes={"tag": DeskRoute("folder", SHEET)})
    floor.shop.do(SaveDeskSettings(value=own, seen_version=0), floor.counter)
    return floor


def test_chosen_tags_are_printed_from_the_label_that_was_pressed(
    on_sheets: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot
) -> None:
    floor = on_sheets
    first, second = (floor.receive() for _ in range(2))
    opened = open_window(floor, floor.counter)
    dialog = open_sheet(opened.front.desk, opened.frame.window)
    qtbot.waitUntil(lambda: dialog.tags.count() == 2)
    dialog.tags.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert [tag.number for tag in dialog.chosen()] == [second.number]
    add(dialog, qtbot, first.number, 3)
    dialog.picture.resize(280, 396)
    QTest.mouseClick(dialog.picture, Qt.MouseButton.LeftButton, pos=QPoint(*dialog.picture.centre_of(5)))
    dialog.go.click()

    def sheet() -> JobStatus | None:
        jobs = [one for one in floor.shop.ask(print_queue, COUNTER_DESK) if one.kind is PaperKind.SHEET]
        return jobs[0].status if jobs else None

    qtbot.waitUntil(lambda: sheet() is JobStatus.DONE, timeout=15_000)
    rows = floor.shop.ask(print_queue, COUNTER_DESK)
    printed = next(one for one in rows if one.kind is PaperKind.SHEET)
    paper = floor.shop.ask(paper_of, printed.document_id)
    assert isinstance(paper, SheetPaper)
    assert ([tag.number for tag in paper.tags], paper.reprints) == ([second.number, first.number], (0, 1))
    assert paper.first == 5
    assert [one.status for one in rows if one.kind is PaperKind.TAG].count(JobStatus.WAITING) == 1


def add(dialog: SheetDialog, qtbot: QtBot, number: str, count: int) -> None:
    dialog.number.setText("nothing of the kind")
    dialog.add_ticket()
    qtbot.waitUntil(lambda: bool(dialog.number_field.error()))
    dialog.number.setText(number)
    dialog.add_ticket()
    qtbot.waitUntil(lambda: dialog.tags.count() == count)


def test_a_desk_that_prints_tags_singly_is_told_so(
    floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot
) -> None:
    opened = open_window(floor, floor.counter)
    dialog = open_sheet(opened.front.desk, opened.frame.window)
    qtbot.waitUntil(dialog.banner.isVisible)
    assert not dialog.go.isEnabled()


def test_tags_are_printed_from_the_ticket(
    floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot
) -> None:
    taken = floor.receive()
    opened = open_window(floor, floor.counter)
    dialog = TagsDialog(opened.front.desk, taken.ticket_id, opened.frame.window)
    dialog.open()
    qtbot.waitUntil(lambda: taken.number in dialog.what.text())
    dialog.device.setValue(0)
    dialog.print_tags()
    qtbot.waitUntil(lambda: bool(dialog.fields["device"].error()))
    dialog.accessories.setValue(2)
    dialog.print_tags()

    def printed() -> int:
        rows = floor.shop.ask(print_queue, COUNTER_DESK)
        return sum(one.kind is PaperKind.ACCESSORY and one.status is JobStatus.DONE for one in rows)

    qtbot.waitUntil(lambda: printed() == 2, timeout=15_000)
