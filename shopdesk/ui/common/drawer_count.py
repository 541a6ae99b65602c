"""Counting a drawer: how many of each note and coin, digits and Enter all the way down."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from shopdesk.domain.till import Count
from shopdesk.ui.common import theme
from shopdesk.ui.common.layout import empty_out, label
from shopdesk.ui.common.texts import Texts

_MOST = 100_000
_DOWN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


class PieceEdit(QLineEdit):
    """How many of one note or coin. Enter and the arrows move along the column."""

    moved = Signal(int)

    def __init__(self, value: int) -> None:
        super().__init__()
        self.value = value
        self.setObjectName(f"pieces_{value}")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFont(theme.font(tabular=True))
        self.setFixedWidth(84)
        self.setPlaceholderText("0")
        self.textChanged.connect(lambda _text: theme.set_state(self, "bad", self.number() is None))

    def number(self) -> int | None:
        """Pieces typed; nothing counts as none, and what is no number as None."""
        typed = self.text().strip()
        if not typed:
            return 0
        # Digits of any script: full-width ones come from Chinese input methods.
        number = int(typed) if typed.isdecimal() else -1
        return number if 0 <= number <= _MOST else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.key() in _DOWN:
            self.moved.emit(1)
        elif event.key() == Qt.Key.Key_Up:
            self.moved.emit(-1)
        else:
            super().keyPressEvent(event)


class DrawerCount(QWidget):
    """A line for each note and coin, in as many columns as asked for, with its sum beside it."""

    changed = Signal()
    finished = Signal()
    """Enter on the last piece."""

    def __init__(self, texts: Texts, money: Callable[[int], str], *, columns: int = 1) -> None:
        super().__init__()
        self.setObjectName("drawer_count")
        self._money = money
        self._columns = columns
        self._edits: list[PieceEdit] = []
        self._sums: list[QLabel] = []
        self._names: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setHorizontalSpacing(8)
        texts.changed.connect(self._say)

    def set_columns(self, columns: int) -> None:
        """How many columns the next pieces are shown in."""
        self._columns = columns

    def show_pieces(self, values: Sequence[int]) -> None:
        """One line for each value, largest first. A note and a coin of one value are counted together."""
        empty_out(self._grid)
        self._edits, self._sums, self._names = [], [], []
        ordered = sorted(set(values), reverse=True)
        high = -(-len(ordered) // self._columns)
        for index, value in enumerate(ordered):
            column, line = divmod(index, high)
            edit = PieceEdit(value)
            edit.textChanged.connect(self._typed)
            edit.moved.connect(lambda step, here=index: self._move(here + step))
            name = label("strong", self._money(value))
            name.setFont(theme.font(bold=True, tabular=True))
            name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            name.setBuddy(edit)
            amount = label("secondary")
            amount.setFont(theme.font(tabular=True))
            amount.setMinimumWidth(88)
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            times = label("note", "×")
            for offset, widget in enumerate((name, times, edit, amount)):
                self._grid.addWidget(widget, line, column * 5 + offset)
            if column:
                self._grid.setColumnMinimumWidth(column * 5 - 1, 20)
            self._edits.append(edit)
            self._sums.append(amount)
            self._names.append(name)
        for before, after in zip(self._edits, self._edits[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self._say()

    def edits(self) -> list[PieceEdit]:
        return list(self._edits)

    def pieces(self) -> tuple[tuple[int, int], ...]:
        """What was counted, largest first; nothing of a piece is left out."""
        return Count.of({edit.value: edit.number() or 0 for edit in self._edits}).pieces

    def total(self) -> int:
        return sum(value * number for value, number in self.pieces())

    def is_right(self) -> bool:
        """Every line is a number."""
        return all(edit.number() is not None for edit in self._edits)

    def touched(self) -> bool:
        """Something was typed, be it a zero."""
        return any(edit.text().strip() for edit in self._edits)

    def clear(self) -> None:
        for edit in self._edits:
            edit.clear()

    def focus_first(self) -> None:
        if self._edits:
            self._edits[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _move(self, there: int) -> None:
        if there >= len(self._edits):
            self.finished.emit()
        elif there >= 0:
            self._edits[there].setFocus(Qt.FocusReason.TabFocusReason)
            self._edits[there].selectAll()

    def _typed(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        for edit, amount, name in zip(self._edits, self._sums, self._names, strict=True):
            number = edit.number()
            name.setText(self._money(edit.value))
            edit.setAccessibleName(name.text())
            amount.setText(self._money(edit.value * number) if number else "–")
