"""The condition at pickup beside that of the intake: made when it is first wanted, never a forced step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from shopdesk.domain.photo_stage import PhotoStage
from shopdesk.domain.roles import Permission
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.till.pickup import PickupPresenter
from shopdesk.ui.photos.comparison import Comparison
from shopdesk.ui.shell.actions import Action


class Comparing:
    """F5 opens it, and takes a photo once it is open; Ctrl+Enter notes the verdict; Esc goes back."""

    def __init__(
        self, desk: Desk, page: QWidget, pickup: PickupPresenter, in_front: Callable[[], bool]
    ) -> None:
        self._desk = desk
        self._page = page
        self._pickup = pickup
        self._in_front = in_front
        self._made: Comparison | None = None

    @property
    def is_open(self) -> bool:
        return self._made is not None and self._made.panel.isVisible()

    def open(self, surface: str = "") -> None:
        """Compare the device that is being handed back, beginning with a side or a photo."""
        if self._pickup.data is None:
            return
        if self._made is None:
            self._made = Comparison(self._desk, self._page, PhotoStage.PICKUP)
        self._made.enter(self._pickup.data.card)
        if surface:
            self._made.panel.then.show_sheet(surface)

    def commit(self) -> bool:
        """True when the panel took it."""
        if self._made is None or not self.is_open:
            return False
        self._made.give()
        return True

    def action(self) -> Action:
        return Action(
            action_id="till_compare",
            text_key="photos.compare.open",
            run=self._key,
            icon="images",
            shortcut="F5",
            permission=Permission.HAND_OVER.value,
            enabled=self._in_front,
        )

    def close(self) -> None:
        """Another screen comes to the front."""
        if self._made is not None:
            self._made.panel.leave()

    def _key(self) -> None:
        if self._made is not None and self.is_open:
            self._made.toggle_camera()
        else:
            self.open()
