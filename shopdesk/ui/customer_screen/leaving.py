"""When what the customer looks at is put away at the counter, it goes from the customer's screen too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from shopdesk.ui.customer_screen.stage import CustomerStage


class LeavesWith(QObject):
    """Clears the stage of `page_id` the moment `widget` is hidden."""

    def __init__(self, stage: CustomerStage, page_id: str, widget: QWidget) -> None:
        super().__init__(widget)
        self._stage, self._page_id = stage, page_id
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self._stage.leave(self._page_id)
        return False
