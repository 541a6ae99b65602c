"""What this desk prints on: chosen and kept at once, whoever else saves at the same time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject

from shopdesk.errors import Conflict
from shopdesk.services.desk_settings import (
    DeskRoute,
    DeskSettings,
    KnownPrinter,
    SavedDeskSettings,
    SaveDeskSettings,
    saved_desk_settings,
)
from shopdesk.ui.common.tasks import Failed
from shopdesk.ui.desk import Desk

Change = Callable[[DeskSettings], DeskSettings]


class DeskView(Protocol):
    """What the presenter asks of the tab."""

    def show_own(self, own: DeskSettings) -> None: ...
    def problems(self) -> Failed: ...


class DeskPresenter(QObject):
    """Each choice is a command of its own, made on what is kept now."""

    def __init__(self, desk: Desk, view: DeskView, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self.own = DeskSettings()

    def load(self) -> None:
        self._desk.ask(lambda kept: self._show(kept.value), saved_desk_settings, self._desk.actor.desk)

    def choose(self, kind: str, route: DeskRoute) -> None:
        self.change(lambda own: replace(own, routes={**own.routes, kind: route}))

    def add(self, printer: KnownPrinter, kind: str, size: str) -> None:
        """Keep a printer, and send a kind of paper to it."""

        def added(own: DeskSettings) -> DeskSettings:
            others = tuple(one for one in own.printers if one.address != printer.address)
            routes = {**own.routes, kind: DeskRoute(printer.address, size)} if kind else own.routes
            return replace(own, printers=(*others, printer), routes=routes)

        self.change(added)

    def remove(self, address: str) -> None:
        """Forget a printer; what went to it goes where the shop's goes."""

        def removed(own: DeskSettings) -> DeskSettings:
            return replace(
                own,
                printers=tuple(one for one in own.printers if one.address != address),
                routes={kind: route for kind, route in own.routes.items() if route.printer != address},
            )

        self.change(removed)

    def change(self, change: Change) -> None:
        self._desk.ask(lambda kept: self._send(change, kept), saved_desk_settings, self._desk.actor.desk)

    def _send(self, change: Change, kept: SavedDeskSettings) -> None:
        wanted = change(kept.value)
        self._show(wanted)

        def failed(problem: BaseException) -> None:
            if isinstance(problem, Conflict) and isinstance(problem.theirs, SavedDeskSettings):
                # Another window of this desk saved between: the same choice on what it left.
                self._send(change, problem.theirs)
                return
            self._show(kept.value)
            self._view.problems()(problem)

        command = SaveDeskSettings(value=wanted, seen_version=kept.version)
        self._desk.send(command, None, failed, owner=self)

    def _show(self, own: DeskSettings) -> None:
        self.own = own
        self._view.show_own(own)
