"""The bench as a page: view and presenter together, and what can be done here by key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QVBoxLayout

from shopdesk.domain.changes import Change
from shopdesk.domain.photo_stage import PhotoStage
from shopdesk.domain.roles import Permission
from shopdesk.services.scan import ScanResult
from shopdesk.services.tickets import TicketRow
from shopdesk.ui.common.windowed import TwoLines
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.bench.presenter import BenchPresenter
from shopdesk.ui.pages.bench.view import BenchView
from shopdesk.ui.photos.door import PhotoDoor
from shopdesk.ui.shell.actions import Action
from shopdesk.ui.shell.page import Page


class BenchPage(Page):
    page_id, title_key, icon_name = "bench", "bench.title", "wrench"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.view = BenchView(desk.texts, self._line, desk.shop.clock)
        self.presenter = BenchPresenter(desk, self.view, self)
        self.view.head.redoes_pressed.connect(lambda wanted: desk.navigator.go("tickets", ticket_id=wanted))
        presenter = self.presenter
        self.photos = PhotoDoor(
            desk, self, PhotoStage.BENCH, lambda: presenter.card, lambda: presenter.card is not None
        )
        self.view.overview.photos_wanted.connect(self.photos.open)
        self.view.shown.connect(self.photos.follow)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)
        desk.who.changed.connect(self.presenter.refresh)

    def _line(self, row: TicketRow) -> TwoLines:
        return self.presenter.line(row)

    def open(self, **target: object) -> None:
        self.presenter.refresh()
        if "ticket_id" in target:
            self.presenter.open(cast("int", target["ticket_id"]), at_step=True)

    def changed(self, changes: object) -> None:
        self.presenter.changed(cast("Sequence[Change]", changes))

    def left(self) -> None:
        self.presenter.steps.keep()

    def scanned(self, result: ScanResult) -> bool:
        return self.presenter.scanned(result)

    def page_actions(self) -> list[Action]:
        steps, view, presenter = self.presenter.steps, self.view, self.presenter
        work = Permission.WORK.value

        def has_ticket() -> bool:
            return presenter.card is not None

        def resting() -> bool:
            return presenter.card is not None and view.form() is None

        def pausable() -> bool:
            return resting() and not view.steps.pause.isHidden()

        def may_take() -> bool:
            return resting() and not view.overview.parts.entry.isHidden()

        return [
            Action(
                action_id="bench_step",
                text_key="bench.action.step",
                icon="play",
                shortcut="Ctrl+Return",
                run=self._commit,
                enabled=has_ticket,
                permission=work,
            ),
            Action(
                action_id="bench_pause",
                text_key="bench.pause",
                icon="pause",
                shortcut="F6",
                run=steps.pause,
                enabled=pausable,
                permission=work,
            ),
            Action(
                action_id="bench_part",
                text_key="bench.use_part",
                icon="package-minus",
                shortcut="F7",
                run=view.overview.parts.start,
                enabled=may_take,
                permission=Permission.USE_PARTS.value,
            ),
            Action(
                action_id="bench_note",
                text_key="bench.note",
                icon="notebook-pen",
                shortcut="F8",
                run=steps.ask_note,
                enabled=has_ticket,
            ),
            self.photos.action(),
            Action(
                action_id="bench_give_up",
                text_key="bench.give_up",
                icon="ban",
                run=steps.ask_give_up,
                enabled=lambda: presenter.card is not None and view.steps.offers_give_up(),
                permission=work,
            ),
        ]

    def _commit(self) -> None:
        """Ctrl+Enter: the form that is open, else the next step."""
        if self.photos.commit():
            return
        if self.view.form() is not None:
            self.presenter.steps.submit()
        else:
            self.view.steps.press()
