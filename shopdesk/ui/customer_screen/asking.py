"""One consent on the customer's screen: its title, its whole text, its answers to tap."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout

from shopdesk.ui.common.texts import Texts
from shopdesk.ui.customer_screen.large import BODY, SMALL, STRONG, Answer, Sheet, Words
from shopdesk.ui.customer_screen.scenes import Asked

_NARROW = 560
_MOST_BESIDE = 3


class AskedSheet(Sheet):
    """`answered` when the customer taps; what the counter chose shows just the same."""

    answered = Signal(str, str)

    def __init__(self, texts: Texts, asked: Asked) -> None:
        super().__init__(f"customer_asked_{asked.purpose}")
        self.asked = asked
        self._title = Words(STRONG, asked.title, bold=True)
        self._open = Words(SMALL, tone="warn", wrap=False)
        texts.bind(self._open.setText, "facing.intake.needed")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._open)
        self.body.addLayout(head)
        self.body.addWidget(Words(BODY, asked.text))
        if asked.before:
            before = Words(SMALL, tone="secondary")
            texts.bind(before.setText, "facing.consent.before", answer=asked.before)
            self.body.addWidget(before)
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        self.body.addLayout(self._grid)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)  # a scene may take the answer back
        self.answers: dict[str, Answer] = {}
        for place, choice in enumerate(asked.choices):
            made = Answer(choice.words)
            made.setObjectName(f"customer_answer_{asked.purpose}_{choice.id}")
            made.clicked.connect(lambda _on=False, answer=choice.id: self._tapped(answer))
            self._group.addButton(made, place)
            self.answers[choice.id] = made
        self._across = 0
        self._arrange(2)
        self.choose(asked.chosen)

    def choose(self, answer: str) -> None:
        for one, button in self.answers.items():
            button.setChecked(one == answer)
        self._open.setVisible(self.asked.needed and not answer)

    def fit(self, width: int, unit: float) -> None:
        """Answers beside each other where there is room for their words."""
        across = 1 if width < _NARROW * unit else min(len(self.answers), _MOST_BESIDE)
        if across == _MOST_BESIDE and len(self.answers) > _MOST_BESIDE:
            across = 2
        self._arrange(across)

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for button in self.answers.values():
            self._grid.removeWidget(button)
        for place, button in enumerate(self.answers.values()):
            self._grid.addWidget(button, place // across, place % across)
        for column in range(_MOST_BESIDE):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def _tapped(self, answer: str) -> None:
        self.choose(answer)
        self.answered.emit(self.asked.purpose, answer)
