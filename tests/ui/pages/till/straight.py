"""A desk without a window: asks and sends at once, on the real shop of a floor; for presenters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from shopdesk.services.settings import ShopSettings
from shopdesk.services.shop import Shop
from shopdesk.services.work import Actor, Command, Outcome
from shopdesk.ui.common.tasks import Failed
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.desk import Desk
from tests.shop_floor import Floor


class Said:
    """Keeps what it was told: stands in for notices, problems and views."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **values: self.calls.append((name, args, values))

    def last(self, name: str) -> tuple[Any, ...]:
        """Arguments of the newest call of `name`."""
        return next(args for called, args, _ in reversed(self.calls) if called == name)

    def keys(self, name: str) -> list[str]:
        """First argument of each call of `name`."""
        return [args[0] for called, args, _ in self.calls if called == name]


class StraightTasks:
    def aside(self, work: Callable[[], Any], then: Callable[[Any], None] = lambda _done: None) -> None:
        then(work())


class Drawer:
    """A receipt printer with a drawer: counts the kicks."""

    def __init__(self) -> None:
        self.kicks: list[str] = []

    def open_drawer(self, printer: str) -> None:
        self.kicks.append(printer)


class StraightDesk:
    """`held`: commands wait here instead of being sent, while `hold` is on."""

    def __init__(self, floor: Floor, actor: Actor | None = None) -> None:
        self.shop: Shop = floor.shop
        self.actor = actor or floor.owner
        self.texts = Texts(floor.shop.settings.language)
        self.tasks = StraightTasks()
        self.printers = Drawer()
        self.notices = Said()
        self.problems = Said()
        self.sent: list[Command[Any]] = []
        self.hold = False
        self.held: list[Callable[[], None]] = []

    @property
    def settings(self) -> ShopSettings:
        return self.shop.settings

    def ask(self, then: Callable[[Any], None], query: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        then(self.shop.ask_as(self.actor, query, *args, **kwargs))

    def send(
        self, command: Command[Any], then: Callable[[Outcome[Any]], None], failed: Failed | None = None
    ) -> None:
        self.sent.append(command)

        def send() -> None:
            try:
                outcome = self.shop.do(command, self.actor)
            except Exception as problem:
                if failed is None:
                    raise
                failed(problem)
                return
            then(outcome)

        if self.hold:
            self.held.append(send)
        else:
            send()

    def let_go(self) -> None:
        """Send what was held, in order."""
        held, self.held, self.hold = self.held, [], False
        for send in held:
            send()


def as_desk(desk: StraightDesk) -> Desk:
    return cast("Desk", desk)
