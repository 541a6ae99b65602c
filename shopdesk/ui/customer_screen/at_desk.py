"""The customer's screen as part of a desk: its setting, its key, and being put out with the desk's lock."""

from __future__ import annotations

from PySide6.QtCore import QObject, SignalInstance

from shopdesk.services.desk_settings import DeskSettings, desk_settings
from shopdesk.ui.customer_screen.screens import CustomerScreen
from shopdesk.ui.desk import Desk
from shopdesk.ui.shell.actions import Action


class CustomerAtDesk(QObject):
    """`closing`: the desk's own window closes, and the customer's with it."""

    def __init__(self, desk: Desk, closing: SignalInstance, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.screen = CustomerScreen(desk.customer, self)
        self.screen.missing.connect(self._missing)
        desk.navigator.went.connect(desk.customer.went)
        desk.navigator.written.connect(self._written)
        closing.connect(self.screen.close)
        desk.actions.declare(
            Action(
                action_id="customer_screen",
                text_key="facing.action",
                icon="monitor",
                shortcut="F12",
                run=self.screen.toggle,
                group_key="shell.sheet.everywhere",
            )
        )

    def look(self) -> None:
        """Show it where this desk has it."""
        self.screen.show_shop(self._desk.settings)
        self._desk.ask(self._use, desk_settings, self._desk.actor.desk)

    def _use(self, settings: DeskSettings) -> None:
        self.screen.use(settings.customer_screen)

    def _written(self, changes: object) -> None:
        entities = {change.entity for change in changes} if isinstance(changes, tuple) else set()
        if entities & {"settings", "desk_settings"}:
            self.look()

    def _missing(self, screen: str) -> None:
        self._desk.notices.warn("facing.no_screen", screen=screen)
