"""What an event of the keyboard says: the characters it writes, whether it ends a line, when it came."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_END_SIGNS = {"\r", "\n"}
_END_LETTERS = {Qt.Key.Key_M, Qt.Key.Key_J}
_CONTROL = Qt.KeyboardModifier.ControlModifier
MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
COMMANDS = _ALT_GR | Qt.KeyboardModifier.MetaModifier


class KeyClock:
    """When an event came, in ms on the window system's clock; by our own where it does not say."""

    def __init__(self) -> None:
        self._ahead = 0

    def __call__(self, event: QEvent) -> int:
        here = int(time.monotonic() * 1000)
        stamp = event.timestamp() if isinstance(event, QKeyEvent) else 0
        if stamp:
            # What carries no time of its own is put on the same clock.
            self._ahead = stamp - here
        return here + self._ahead


def written_by(event: QKeyEvent) -> str:
    """The characters that a key writes; nothing for one that commands."""
    command = event.modifiers() & COMMANDS
    if command and command != _ALT_GR:
        return ""
    text = event.text()
    return text if text.isprintable() else ""


def ends_line(event: QKeyEvent) -> bool:
    """Enter or Tab, or the control characters that some scanners send for Enter."""
    key = Qt.Key(event.key())
    if key in ENDS:
        return not event.modifiers() & COMMANDS
    return event.text() in _END_SIGNS or (key in _END_LETTERS and event.modifiers() == _CONTROL)


def is_wide(text: str) -> bool:
    """Full-width forms, as an input method in its wide mode writes them."""
    return all("！" <= letter <= "～" for letter in text)
