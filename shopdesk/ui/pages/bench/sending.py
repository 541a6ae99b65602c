"""Commands of the bench, one after the other: nothing is pressed twice, a scan meanwhile waits its turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from shopdesk.errors import Conflict
from shopdesk.services.work import Command, Outcome
from shopdesk.ui.common.kit import Banner, Field
from shopdesk.ui.desk import Desk

R = TypeVar("R")


class Busy(Protocol):
    """Whatever shows that something is under way."""

    def show_busy(self, busy: bool) -> None: ...


class Sending:
    """Sends commands about the open ticket and counts what is under way."""

    def __init__(
        self,
        desk: Desk,
        busy: Busy,
        *,
        written: Callable[[Outcome[Any]], None],
        overtaken: Callable[[], None],
        settled: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._busy = busy
        self._written = written
        self._overtaken = overtaken
        self._settled = settled
        self._under_way = 0

    @property
    def idle(self) -> bool:
        return self._under_way == 0

    def begin(self) -> None:
        self._under_way += 1
        self._busy.show_busy(True)

    def end(self) -> None:
        self._under_way -= 1
        if self._under_way == 0:
            self._busy.show_busy(False)
            self._settled()

    def send(
        self,
        command: Command[R],
        then: Callable[[R], None] | None = None,
        *,
        fields: Mapping[str, Field] | None = None,
        banner: Banner | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Carry out `command`; what is wrong stands beside `fields` or in `banner`."""

        def again(changed: Command[R]) -> None:
            self.send(changed, then, fields=fields, banner=banner, failed=failed)

        handle = self._desk.problems.form(
            fields=fields,
            banner=banner,
            confirmed=lambda what: again(replace(command, confirmed=command.confirmed | {what})),
            retry=lambda: again(command),
            conflict=self._conflict,
        )

        def done(outcome: Outcome[R]) -> None:
            if then is not None:
                then(outcome.value)
            self._written(outcome)
            self.end()

        def problem(what: BaseException) -> None:
            if failed is not None:
                failed(what)
            handle(what)
            self.end()

        self.begin()
        self._desk.send(command, done, problem)

    def _conflict(self, conflict: Conflict) -> None:
        """Somebody else was first: say so and show how it stands; what is typed stays typed."""
        self._desk.notices.warn(conflict.key, **conflict.values)
        self._overtaken()
