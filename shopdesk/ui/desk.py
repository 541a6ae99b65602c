"""What every presenter is given: the shop, and the parts of the window it may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from shopdesk.ui.common.notices import Notices
from shopdesk.ui.common.problems import ProblemDoor
from shopdesk.ui.common.tasks import Failed, Tasks
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.common.theme import Theme
from shopdesk.ui.customer_screen.stage import CustomerStage
from shopdesk.ui.shell.actions import Actions
from shopdesk.ui.shell.navigation import Navigator
from shopdesk.ui.shell.scan_sources import ScanSources

if TYPE_CHECKING:
    from shopdesk.domain.papers import Copy, Paper, PaperKind

    # The window is painted before SQLAlchemy, and so the services, is imported.
    from shopdesk.services.settings import ShopSettings
    from shopdesk.services.shop import Shop
    from shopdesk.services.work import Actor, Command, Outcome, Person, Reading

R = TypeVar("R")
Q = ParamSpec("Q")


class PagePicture(Protocol):
    """A printed page as pixels: four bytes each, rows from the top."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def rgba(self) -> bytes: ...


class PaperPreview(Protocol):
    """Draws a paper as it will print; slow, so call it in `Tasks.aside`.

    `copy` chooses a receipt's part, `size` another paper than the usual one. The picture is at most `width`
    pixels wide, where one is given, and no finer than `dpi`.
    """

    def __call__(
        self, paper: Paper, *, copy: Copy | None = None, dpi: float = 110.0, size: str = "", width: int = 0
    ) -> PagePicture: ...


class OfferedPrinter(Protocol):
    """A printer found on this machine, under the name it gives itself."""

    @property
    def address(self) -> str: ...
    @property
    def title(self) -> str: ...


class PrinterPort(Protocol):
    """What can be printed on and by what, at this desk."""

    @property
    def papers_folder(self) -> Path:
        """Where the folder printer puts its files."""

    def formats(self, kind: PaperKind) -> tuple[str, ...]:
        """Sizes that a kind of paper exists on, the usual one first."""

    def queues(self) -> tuple[str, ...]:
        """The system's print queues; slow, so call it in `Tasks.aside`."""

    def connected(self) -> Sequence[OfferedPrinter]:
        """What hangs on this machine, likely printers first; takes seconds, for `Tasks.aside`."""

    def check(self, address: str) -> Sequence[tuple[str, Mapping[str, object]]]:
        """Ask a printer how it is, printing nothing; gives message keys with values of what it remarks.

        Raises ShopDeskError with the words for what is wrong. Slow, for `Tasks.aside`.
        """

    def open_drawer(self, printer: str) -> None:
        """Kick the drawer that hangs on a receipt printer; nothing for any other. Slow, for `Tasks.aside`."""


class Who(QObject):
    """The person at the desk. `changed` when another takes over by PIN."""

    changed = Signal()

    def __init__(self, actor: Actor, person: Person | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.actor = actor
        self.person = person

    def switch(self, actor: Actor, person: Person) -> None:
        self.actor, self.person = actor, person
        self.changed.emit()


@dataclass(slots=True)
class Desk:
    """One desk of the shop. `send` and `ask` are the way to the services; answers come on the main thread."""

    shop: Shop
    tasks: Tasks
    texts: Texts
    theme: Theme
    navigator: Navigator
    actions: Actions
    notices: Notices
    problems: ProblemDoor
    who: Who
    paper_preview: PaperPreview
    printers: PrinterPort
    wake_printer: Callable[[], None]
    scans: ScanSources
    customer: CustomerStage
    """What stands on the screen turned to the customer."""

    @property
    def actor(self) -> Actor:
        return self.who.actor

    @property
    def settings(self) -> ShopSettings:
        return self.shop.settings

    def send(
        self,
        command: Command[R],
        then: Callable[[Outcome[R]], None] | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Carry out `command` as the person at the desk; every page that shows what changed is told.

        `then` is left out when `owner` has gone meanwhile; what changed is told all the same.
        """
        actor = self.actor

        def done(outcome: Outcome[R]) -> None:
            # The asker first: a form closes before lists behind it refresh.
            if then is not None and (owner is None or shiboken6.isValid(owner)):
                then(outcome)
            if outcome.changes:
                self.navigator.changed(outcome.changes)

        self.tasks.run(lambda: self.shop.do(command, actor), done, failed)

    def ask(
        self,
        then: Callable[[R], None],
        query: Callable[Concatenate[Reading, Q], R],
        /,
        *args: Q.args,
        **kwargs: Q.kwargs,
    ) -> None:
        """Run `query` as the person at the desk and hand `then` the answer.

        A timer of a page may still ask while the window goes: it is not answered.
        """
        actor = self.actor
        self.tasks.run(lambda: self.shop.ask_as(actor, query, *args, **kwargs), then)
