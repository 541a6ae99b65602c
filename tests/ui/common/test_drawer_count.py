"""Counting pieces by digits and Enter, and figures that never lose a digit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shopdesk.ui.common.drawer_count import DrawerCount
from shopdesk.ui.common.figure import BigFigure
from shopdesk.ui.common.texts import Texts


@pytest.fixture
def drawer(texts: Texts, qtbot: QtBot) -> DrawerCount:
    made = DrawerCount(texts, lambda minor: f"{minor / 100:.2f}")
    made.show_pieces([100, 5000, 10000, 100])
    qtbot.addWidget(made)
    return made


def test_a_note_and_a_coin_of_one_value_are_one_line(drawer: DrawerCount) -> None:
    assert [edit.value for edit in drawer.edits()] == [10000, 5000, 100]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", 0),
        ("7", 7),
        (" 7 ", 7),
        ("１２", 12),
        ("100000", 100_000),
        ("100001", None),
        ("-1", None),
        ("x", None),
        ("1.5", None),
    ],
)
def test_what_is_typed_is_a_number_or_wrong(drawer: DrawerCount, typed: str, number: int | None) -> None:
    edit = drawer.edits()[0]
    edit.setText(typed)
    assert edit.number() == number
    assert drawer.is_right() is (number is not None)
    assert edit.property("bad") is (number is None) or not typed
    assert edit.text() == typed


def test_enter_and_arrows_go_along_and_the_last_one_ends(
    drawer: DrawerCount, front: Callable[[QWidget], None]
) -> None:
    front(drawer)
    ended = QSignalSpy(drawer.finished)
    first, second, last = drawer.edits()
    drawer.focus_first()
    QTest.keyClicks(first, "3")
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Up)
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    QTest.keyClick(second, Qt.Key.Key_Enter)
    assert last.hasFocus()
    assert ended.count() == 0
    QTest.keyClick(last, Qt.Key.Key_Return)
    assert ended.count() == 1
    assert drawer.pieces() == ((10000, 3),)
    assert drawer.total() == 30000


def test_a_zero_counts_as_counted(drawer: DrawerCount) -> None:
    assert not drawer.touched()
    drawer.edits()[1].setText("0")
    assert drawer.touched()
    assert drawer.pieces() == ()
    drawer.clear()
    assert not drawer.touched()


def test_a_long_figure_shrinks_into_its_room(qtbot: QtBot) -> None:
    figure = BigFigure(84)
    qtbot.addWidget(figure)
    figure.resize(200, 100)
    figure.show_figure("¥1,234,567,890.00")
    assert figure.sizeHint().width() > 200
    drawn = figure.grab().toImage()
    ground = drawn.pixelColor(0, 0)
    right = drawn.width() - 1
    assert all(drawn.pixelColor(right, y) == ground for y in range(drawn.height()))
    assert figure.accessibleName() == "¥1,234,567,890.00"
