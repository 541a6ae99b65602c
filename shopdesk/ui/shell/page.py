"""What the shell asks of a page."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from shopdesk.ui.common import theme
from shopdesk.ui.shell.actions import Action


class Page(QWidget):
    """One place of the program. Made when it is first gone to, and kept."""

    page_id: ClassVar[str]
    title_key: ClassVar[str]
    icon_name: ClassVar[str]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_kind(self, "canvas")
        self.setObjectName(f"page_{self.page_id}")

    def open(self, **target: object) -> None:
        """Come to the front, and show `target` (a ticket, a customer) when one is named."""

    def changed(self, changes: object) -> None:
        """Something was written, here or at another desk: show it, but never under a person's typing."""

    def left(self) -> None:
        """Another page comes to the front; keep what was typed."""

    def page_actions(self) -> list[Action]:
        """What can be done here. Not `actions`: Qt's widgets have a method of that name."""
        return []
