"""Numbers and days, as Qt edits them, put right: room before the figures, no turning by a stray wheel."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QSpinBox

from shopdesk.ui.common import theme
from shopdesk.ui.common.texts import Texts


class NumberEdit(QSpinBox):
    """A whole number between `lowest` and `highest`."""

    def __init__(self, lowest: int = 0, highest: int = 9999, value: int = 0, *, suffix: str = "") -> None:
        super().__init__()
        self.setRange(lowest, highest)
        self.setValue(value)
        self.setSuffix(suffix)
        self.setFont(theme.font(tabular=True))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The stylesheet's padding stops short of the line edit inside.
        self.lineEdit().setTextMargins(9, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A page that scrolls under the pointer must not change a number on its way.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class DateEdit(QDateEdit):
    """A day, written 2026-11-21 in both languages, with a calendar to choose from."""

    def __init__(self, texts: Texts, day: date | None = None) -> None:
        super().__init__()
        self._texts = texts
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        self.setFont(theme.font(tabular=True))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if day is not None:
            self.set_day(day)
        calendar = self.calendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setGridVisible(False)
        calendar.setMinimumSize(300, 260)
        texts.changed.connect(self._say)
        theme.current().changed.connect(self._colour)
        self._say()
        self._colour()

    def day(self) -> date:
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        self.setDate(QDate(day.year, day.month, day.day))

    def _say(self) -> None:
        chinese = self._texts.language == "zh_CN"
        language = QLocale.Language.Chinese if chinese else QLocale.Language.English
        calendar = self.calendarWidget()
        calendar.setLocale(QLocale(language))
        # The locale brings its own first day along.
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)

    def _colour(self) -> None:
        quiet = QTextCharFormat()
        quiet.setForeground(theme.color("secondary"))
        calendar = self.calendarWidget()
        calendar.setHeaderTextFormat(quiet)
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekday, quiet)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
