"""Between the pages and the customer's screen: pages set the scene, what the customer does goes back.

Only the page that is in front may show something, and what it showed is gone the moment another comes to
the front: nothing of one customer is left before the eyes of the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from shopdesk.domain.signature import Signature
from shopdesk.ui.customer_screen.scenes import IdleScene, Scene


def _unheard(*_said: object) -> None:
    """The page in front has no use for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """What the customer does, handed to the page that set the scene."""

    answered: Callable[[str, str], object] = _unheard
    """A consent's purpose, and the answer tapped."""
    chose: Callable[[int], object] = _unheard
    """A way to mend it."""
    drawing: Callable[[Signature], object] = _unheard
    """The signature as it grows, stroke by stroke."""
    signed: Callable[[Signature | None], object] = _unheard
    """The signature after each stroke; None when it was cleared."""


class CustomerStage(QObject):
    """`show` and `leave` for the pages, `answer`, `choose`, `draw`, `sign` for the window."""

    changed = Signal(object)
    """Another scene, or another look of the same one."""
    wanted = Signal()
    """Somebody looks now, or may again: the page in front says what it has to show."""

    def __init__(self, in_front: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._in_front = in_front
        self._idle = IdleScene("en")
        self._scene: Scene = self._idle
        self._replies = Replies()
        self._page = ""
        self._watched = False
        self._held = False
        self._touched = False
        """The customer did something: what they see may differ from the scene, though that did not change."""

    @property
    def scene(self) -> Scene:
        return self._scene

    @property
    def watched(self) -> bool:
        """A customer's screen is on: it is worth setting a scene."""
        return self._watched

    # pages

    def show(self, page_id: str, scene: Scene, replies: Replies = Replies()) -> None:
        """Set the scene, if `page_id` is the page in front and the desk is not locked."""
        if not self._watched or self._held or self._in_front() != page_id:
            return
        self._page, self._replies = page_id, replies
        self._set(scene)

    def leave(self, page_id: str) -> None:
        """The page has nothing to show any more."""
        if self._page == page_id:
            self.clear()

    def clear(self) -> None:
        """Back to the shop's own face, at once."""
        self._page, self._replies = "", Replies()
        self._set(self._idle)

    # the desk

    def went(self, page_id: str) -> None:
        """Another page came to the front."""
        if page_id != self._page:
            self.clear()
            self.wanted.emit()

    def hold(self, *, held: bool) -> None:
        """Show nothing while the desk is locked."""
        self._held = held
        if held:
            self.clear()
        else:
            self.wanted.emit()

    def rest(self, idle: IdleScene) -> None:
        """What stands there while nothing goes on."""
        before, self._idle = self._idle, idle
        if self._scene is before:
            self._set(idle)

    def watch(self, *, watched: bool) -> None:
        """A window came up or went."""
        self._watched = watched
        if watched:
            self.wanted.emit()
        else:
            self.clear()

    # the customer

    def answer(self, purpose: str, answer: str) -> None:
        self._touched = True
        self._replies.answered(purpose, answer)

    def choose(self, place: int) -> None:
        self._touched = True
        self._replies.chose(place)

    def draw(self, signature: Signature) -> None:
        self._touched = True
        self._replies.drawing(signature)

    def sign(self, signature: Signature | None) -> None:
        self._touched = True
        self._replies.signed(signature)

    def _set(self, scene: Scene) -> None:
        if scene != self._scene or self._touched:
            self._scene, self._touched = scene, False
            self.changed.emit(scene)
