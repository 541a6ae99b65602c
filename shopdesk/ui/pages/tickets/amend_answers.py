"""Questions with short answers, a name above each: what was told at intake, and what was tried."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from shopdesk.ui.common.kit import column, empty_out, label
from shopdesk.ui.common.texts import Texts

Question = tuple[str, str]
"""An id, and how it is asked."""
Answer = tuple[str, str]
"""A value, and its words."""


class AnswerGrid(QWidget):
    """One list of answers for every question, in columns; `words` gives both in the window's language."""

    changed = Signal()

    def __init__(
        self,
        texts: Texts,
        name: str,
        words: Callable[[], tuple[Sequence[Question], Sequence[Answer]]],
        columns: int,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._name, self._words, self._columns = name, words, columns
        self._boxes: dict[str, QComboBox] = {}
        self._values: list[str] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        texts.changed.connect(self.ask_again)

    def ask_again(self) -> None:
        """The questions anew (another kind of device, another language); answers stay."""
        before = self.answers()
        empty_out(self._grid)
        questions, answers = self._words()
        self._values = [value for value, _ in answers]
        self._boxes = {}
        for place, (question, asked) in enumerate(questions):
            box = QComboBox()
            box.setObjectName(f"{self._name}_{question}")
            box.setAccessibleName(asked)
            box.addItems([words for _, words in answers])
            box.activated.connect(lambda _row: self.changed.emit())
            self._boxes[question] = box
            whole = QWidget()
            whole.setLayout(column(label("label", asked), box, spacing=3))
            self._grid.addWidget(whole, place // self._columns, place % self._columns)
        for one in range(self._columns):
            self._grid.setColumnStretch(one, 1)
        self.show_answers(before)

    def answers(self) -> dict[str, str]:
        """The value chosen for each question."""
        return {question: self._values[box.currentIndex()] for question, box in self._boxes.items()}

    def show_answers(self, answers: dict[str, str]) -> None:
        for question, box in self._boxes.items():
            value = answers.get(question, self._values[0])
            box.setCurrentIndex(self._values.index(value) if value in self._values else 0)
