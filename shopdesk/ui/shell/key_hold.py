"""Keys held back from the window, and sent on later as if they had just come."""

from __future__ import annotations

from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Held:
    target: QObject
    event: QEvent
    key: int
    """The key that was pressed or let go; 0 for what an input method sent."""
    pressed: bool


class KeyHold:
    """Presses, releases, shortcuts and what input methods send, in the order they came.

    Whoever filters events must let pass what comes while `sending`.
    """

    def __init__(self) -> None:
        self._held: list[Held] = []
        self.sending = False

    def __len__(self) -> int:
        return len(self._held)

    def keep(self, target: QObject, event: QEvent, key: int, *, pressed: bool) -> None:
        self._held.append(Held(target, _copy(event), key, pressed))

    def take(self, first: int | None = None) -> list[Held]:
        """The first few that are held, or all; they are held no more."""
        many = len(self._held) if first is None else first
        taken, self._held = self._held[:many], self._held[many:]
        return taken

    def places_of_presses(self) -> list[int]:
        """Where in the row the presses stand."""
        return [place for place, one in enumerate(self._held) if one.pressed]

    def is_composed(self) -> bool:
        """Whether an input method had a hand in it."""
        return any(isinstance(one.event, QInputMethodEvent) for one in self._held)

    def send(self, held: list[Held]) -> None:
        """Let these go where they were going."""
        before, self.sending = self.sending, True
        try:
            for one in held:
                target: QObject | None = one.target
                if not shiboken6.isValid(one.target):
                    target = QApplication.focusWidget() or QGuiApplication.focusWindow()
                if target is not None:
                    QApplication.sendEvent(target, one.event)
        finally:
            self.sending = before


def _copy(event: QEvent) -> QEvent:
    if isinstance(event, QKeyEvent):
        made = QKeyEvent(
            event.type(),
            event.key(),
            event.modifiers(),
            event.nativeScanCode(),
            event.nativeVirtualKey(),
            event.nativeModifiers(),
            event.text(),
            event.isAutoRepeat(),
            event.count(),
        )
        made.setTimestamp(event.timestamp())
        return made
    return event.clone()
