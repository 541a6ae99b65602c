from datetime import date

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.ui.common.editors import DateEdit, NumberEdit
from shopdesk.ui.common.texts import Texts


def turn(edit: NumberEdit | DateEdit) -> None:
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(edit, event)


def test_a_wheel_passing_by_changes_nothing(texts: Texts, qtbot: QtBot) -> None:
    number, day = NumberEdit(value=3), DateEdit(texts, date(2026, 11, 21))
    qtbot.addWidget(number)
    qtbot.addWidget(day)
    turn(number)
    turn(day)
    assert number.value() == 3
    assert day.day() == date(2026, 11, 21)


def test_a_day_reads_alike_in_both_languages(texts: Texts, qtbot: QtBot) -> None:
    day = DateEdit(texts, date(2026, 11, 21))
    qtbot.addWidget(day)
    assert day.text() == "2026-11-21"
    texts.use("zh_CN")
    assert day.text() == "2026-11-21"
    assert day.calendarWidget().firstDayOfWeek() == Qt.DayOfWeek.Monday
