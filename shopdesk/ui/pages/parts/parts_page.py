"""The parts page: view and presenter together, and what can be done here by key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QVBoxLayout

from shopdesk.domain.changes import Change
from shopdesk.domain.roles import Permission
from shopdesk.services.scan import ScanResult
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.parts.presenter import PartsPresenter
from shopdesk.ui.pages.parts.view import PartsView
from shopdesk.ui.pages.parts.wording import Wording
from shopdesk.ui.shell.actions import Action
from shopdesk.ui.shell.page import Page


class PartsPage(Page):
    page_id, title_key, icon_name = "parts", "parts.title", "package"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.view = PartsView(desk.texts, self._wording, desk.settings.currency)
        self.presenter = PartsPresenter(desk, self.view, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)

    def _wording(self) -> Wording:
        return self.presenter.wording()

    def open(self, **target: object) -> None:
        if "part_id" in target:
            self.presenter.open_everywhere(cast("int", target["part_id"]))
        else:
            self.presenter.refresh()
        self.view.search.setFocus()

    def changed(self, changes: object) -> None:
        self.presenter.changed(cast("Sequence[Change]", changes))

    def left(self) -> None:
        self.presenter.keep()

    def scanned(self, result: ScanResult) -> bool:
        return self.presenter.scanned(result)

    def page_actions(self) -> list[Action]:
        view, presenter = self.view, self.presenter
        keep = Permission.KEEP_STOCK.value

        def resting() -> bool:
            return view.form() is None

        def at_card() -> bool:
            return view.form() is None and presenter.card is not None

        return [
            Action(
                action_id="parts_search",
                text_key="parts.search",
                icon="search",
                shortcut="Ctrl+F",
                run=view.search.setFocus,
            ),
            Action(
                action_id="parts_save",
                text_key="common.save",
                icon="check",
                shortcut="Ctrl+Return",
                run=presenter.submit,
                enabled=lambda: view.form() is not None,
                permission=keep,
            ),
            Action(
                action_id="parts_receive",
                text_key="parts.receive.open",
                icon="package-plus",
                shortcut="F6",
                run=presenter.start_receiving,
                enabled=resting,
                permission=keep,
            ),
            Action(
                action_id="parts_new",
                text_key="parts.new",
                icon="plus",
                shortcut="F7",
                run=presenter.start_new,
                enabled=resting,
                permission=keep,
            ),
            Action(
                action_id="parts_count",
                text_key="parts.count",
                icon="tally-5",
                shortcut="F8",
                run=presenter.start_counting,
                enabled=at_card,
                permission=keep,
            ),
            Action(
                action_id="parts_edit",
                text_key="common.edit",
                icon="pencil",
                shortcut="F2",
                run=presenter.start_editing,
                enabled=at_card,
                permission=keep,
            ),
        ]
