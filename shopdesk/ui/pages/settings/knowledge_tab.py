"""What the shop knows, in three parts: first advice, the check at intake, models of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from shopdesk.ui.common.kit import Choice, Segmented, column, row
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.settings.knowledge.advice_panel import AdvicePanel
from shopdesk.ui.pages.settings.knowledge.checks_panel import ChecksPanel
from shopdesk.ui.pages.settings.knowledge.models_panel import ModelsPanel

_PARTS = ("advice", "checks", "models")


class SavesItself(Protocol):
    """A tab, or a part of one, that keeps what is typed in it and saves it by commands of its own."""

    @property
    def unsaved(self) -> bool: ...
    @property
    def may_edit(self) -> bool: ...
    def load(self) -> None: ...
    def save(self) -> None: ...
    def discard(self) -> None: ...


class KnowledgeTab(QWidget):
    """Saves the part in front; `unsaved` if any part is."""

    told = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.advice = AdvicePanel(desk)
        self.checks = ChecksPanel(desk)
        self.models = ModelsPanel(desk)
        self.part = Segmented(desk.texts, [Choice(name, f"knowledge.part.{name}") for name in _PARTS])
        self.part.setObjectName("knowledge_part")
        self._stack = QStackedWidget()
        for panel in (self.advice, self.checks, self.models):
            self._stack.addWidget(panel)
            panel.told.connect(self.told)
        self._keepers: tuple[SavesItself, ...] = (self.advice.presenter, self.checks, self.models)
        self.part.changed.connect(lambda values: self._turn_to(values[0]))
        whole = column(row(self.part, 1), self._stack, spacing=10)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    @property
    def unsaved(self) -> bool:
        return any(keeper.unsaved for keeper in self._keepers)

    @property
    def may_edit(self) -> bool:
        return self._front.may_edit

    @property
    def add(self) -> Callable[[], None] | None:
        """How something new is begun in the part in front."""
        ways = {"advice": self.advice.presenter.add, "models": self.models.begin_new}
        return ways.get(_PARTS[self._stack.currentIndex()])

    def load(self) -> None:
        self._front.load()

    def save(self) -> None:
        """The part in front first; then whatever else is unsaved."""
        waiting = [keeper for keeper in (self._front, *self._keepers) if keeper.unsaved]
        if waiting:
            waiting[0].save()

    def discard(self) -> None:
        for keeper in self._keepers:
            if keeper.unsaved:
                keeper.discard()

    @property
    def _front(self) -> SavesItself:
        return self._keepers[self._stack.currentIndex()]

    def _turn_to(self, name: str) -> None:
        self._stack.setCurrentIndex(_PARTS.index(name))
        self._front.load()
        self.told.emit()
