"""The drawer itself: opened with a float, cash in and out, opened without a sale. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from shopdesk.services.till import MoveCash, OpenDrawer, OpenTill
from shopdesk.services.work import Command, Outcome, new_request_id
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.till.kick import kick_drawer

R = TypeVar("R")
Form = Callable[[Callable[[], object]], Callable[[BaseException], None]]
"""Makes the handler of what can fail beside its fields, from what sends the same again."""


class BusyViewing(Protocol):
    def show_busy(self, *, busy: bool) -> None: ...


class Sender:
    """One command at a time: what is pressed while one is under way is not sent."""

    def __init__(self, desk: Desk, view: BusyViewing) -> None:
        self._desk = desk
        self._view = view
        self._sending = False

    def do(self, command: Command[R], then: Callable[[Outcome[R]], None], form: Form) -> None:
        if self._sending:
            return
        self._sending = True
        self._view.show_busy(busy=True)
        failed = form(lambda: self.do(command, then, form))

        def over() -> None:
            self._sending = False
            self._view.show_busy(busy=False)

        def done(outcome: Outcome[R]) -> None:
            over()
            kick_drawer(self._desk, command)
            then(outcome)

        def failing(problem: BaseException) -> None:
            over()
            failed(problem)

        self._desk.send(command, done, failing)


class DrawerPresenter:
    """`changed` is called after whatever moved the drawer."""

    def __init__(self, desk: Desk, sender: Sender, changed: Callable[[], object]) -> None:
        self._desk = desk
        self._sender = sender
        self._changed = changed
        self._request_id = new_request_id()

    def begin(self) -> None:
        """The card that opens the till is shown: one request id for it."""
        self._request_id = new_request_id()

    def open_till(self, opening_float: int, form: Form) -> None:
        def opened(_outcome: Outcome[int]) -> None:
            self._desk.notices.ok("till.open.opened")
            self._changed()

        command = OpenTill(request_id=self._request_id, opening_float=opening_float)
        self._sender.do(command, opened, form)

    def move_cash(self, command: MoveCash, then: Callable[[], object], form: Form) -> None:
        money = self._desk.settings.money(abs(command.amount))
        said = "till.cash.put_in" if command.amount > 0 else "till.cash.taken_out"

        def moved(_outcome: Outcome[int]) -> None:
            then()
            self._desk.notices.ok(said, amount=money)
            self._changed()

        self._sender.do(command, moved, form)

    def open_drawer(self, command: OpenDrawer, then: Callable[[], object], form: Form) -> None:
        def opened(_outcome: Outcome[int]) -> None:
            then()
            self._desk.notices.ok("till.drawer.opened")

        self._sender.do(command, opened, form)
