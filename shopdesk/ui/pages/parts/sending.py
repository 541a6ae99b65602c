"""One form is sent at a time; what is wrong stands beside its fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from shopdesk.errors import Conflict
from shopdesk.services.work import Command, Outcome
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.parts.forms import StockForm

R = TypeVar("R")


class FormSender:
    """Sends what a form says. While it is under way its button rests."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._under_way = False

    def send(
        self,
        command: Command[R],
        form: StockForm,
        then: Callable[[R], None],
        conflict: Callable[[Conflict], None] | None = None,
    ) -> None:
        """A second press meanwhile is the same press."""
        if not self._under_way:
            form.clear_errors()
            self._send(command, form, then, conflict)

    def _send(
        self,
        command: Command[R],
        form: StockForm,
        then: Callable[[R], None],
        conflict: Callable[[Conflict], None] | None,
    ) -> None:
        handle = self._desk.problems.form(
            fields=form.fields,
            banner=form.banner,
            confirmed=lambda what: self._send(
                replace(command, confirmed=command.confirmed | {what}), form, then, conflict
            ),
            retry=lambda: self._send(command, form, then, conflict),
            conflict=conflict,
        )

        def done(outcome: Outcome[R]) -> None:
            self._settle(form)
            then(outcome.value)

        def failed(problem: BaseException) -> None:
            self._settle(form)
            handle(problem)

        self._under_way = True
        form.show_busy(True)
        self._desk.send(command, done, failed)

    def _settle(self, form: StockForm) -> None:
        self._under_way = False
        form.show_busy(False)
