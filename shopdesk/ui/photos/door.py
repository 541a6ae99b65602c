"""How a page comes to a ticket's later photos: made when first wanted, never a forced step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from shopdesk.domain.photo_stage import PhotoStage
from shopdesk.services.tickets import TicketCard
from shopdesk.ui.desk import Desk
from shopdesk.ui.photos.comparison import Comparison
from shopdesk.ui.shell.actions import Action


class PhotoDoor:
    """F5 opens them, and takes a photo once they are open; Ctrl+Enter notes the verdict; Esc goes back."""

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        stage: PhotoStage,
        card: Callable[[], TicketCard | None],
        in_front: Callable[[], bool],
    ) -> None:
        self._desk, self._page, self._stage = desk, page, stage
        self._card = card
        self._in_front = in_front
        self.comparison: Comparison | None = None

    @property
    def is_open(self) -> bool:
        return self.comparison is not None and self.comparison.panel.isVisible()

    def open(self, surface: str = "") -> None:
        """The photos of the ticket in front, beginning with a side or a photo of the intake."""
        card = self._card()
        if card is None:
            return
        if self.comparison is None:
            self.comparison = Comparison(self._desk, self._page, self._stage)
        self.comparison.enter(card)
        if surface:
            self.comparison.panel.then.show_sheet(surface)

    def commit(self) -> bool:
        """Ctrl+Enter of the page. True when the panel is open, and so took it."""
        if self.comparison is None or not self.is_open:
            return False
        self.comparison.give()
        return True

    def action(self, permission: str = "") -> Action:
        return Action(
            action_id=f"photos_{self._stage}",
            text_key=f"photos.compare.open_{self._stage}",
            run=self._key,
            icon="images",
            shortcut="F5",
            permission=permission,
            enabled=self._in_front,
        )

    def follow(self) -> None:
        """Another ticket may have come to the front, by a scan: its device is not compared with these."""
        card = self._card()
        if self.comparison is not None and (card is None or card.id != self.comparison.ticket_id):
            self.close()

    def close(self) -> None:
        """Another screen comes to the front."""
        if self.comparison is not None:
            self.comparison.panel.leave()

    def _key(self) -> None:
        if self.comparison is not None and self.is_open:
            self.comparison.toggle_camera()
        else:
            self.open()
