"""First advice for the fault just named: asked for as it is named, and what came of it. No widgets here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject

from shopdesk.services.advice import AdviceEntry, SettleAtCounter, advice_for
from shopdesk.services.work import Outcome
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.intake.entered import Entered


class AdviceView(Protocol):
    """The part of the fault's band that shows it."""

    def show_advice(self, entries: Sequence[AdviceEntry]) -> None: ...


class FirstAdvice(QObject):
    """Asks again only when fault, kind or model have changed."""

    def __init__(self, desk: Desk, view: AdviceView, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._view = desk, view
        self._asked: tuple[str, tuple[str, ...], str] = ("", (), "")

    def look(self, entered: Entered) -> None:
        """Show what is known about what stands in the form."""
        wanted = entered.kind, entered.faults, entered.model
        if wanted == self._asked:
            return
        self._asked = wanted
        if not entered.faults:
            self._view.show_advice(())
            return

        def found(entries: tuple[AdviceEntry, ...]) -> None:
            if wanted == self._asked:
                self._view.show_advice(entries)

        self._desk.ask(found, advice_for, *wanted)

    def settle(self, title: str, entered: Entered, then: Callable[[], object]) -> None:
        """It helped: nothing is taken in, and that is on record."""

        def kept(_outcome: Outcome[None]) -> None:
            self._desk.notices.ok("intake.advice.settled_said")
            then()

        command = SettleAtCounter(title=title, kind=entered.kind, model=entered.model, faults=entered.faults)
        self._desk.send(command, kept, owner=self)
