"""Shows what keys a scanner sends, whatever it is set to: all that comes fast is kept from the window.

Unlike the scanner's own filter it knows no scanner yet, so it waits longer and asks for no end. A key or
two by hand still do what they do: one can leave with Tab or Esc.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcutEvent
from PySide6.QtWidgets import QApplication

from shopdesk.domain.scanner_lesson import SeenKey
from shopdesk.ui.shell.key_hold import KeyHold
from shopdesk.ui.shell.key_reading import COMMANDS, MODIFIERS, KeyClock, ends_line, written_by
from shopdesk.ui.shell.scanner import Scanner

PAUSE_MS = 250
"""A scan has ended when no key came for so long."""
FEWEST = 4
"""Fewer keys are a person's way around the window."""
_MOST = 20_000

_CONTROL = (
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB", "LF", "VT", "FF", "CR", "SO", "SI",
    "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
)  # fmt: skip
_A_SIGN = Qt.Key.Key_At.value
_NAMES = {
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Escape: "Esc",
}


class KeyWatch(QObject):
    """Tells each key as it comes, and all of a scan together when it has ended."""

    key_seen = Signal(object)
    """A SeenKey."""
    scan_seen = Signal(object)
    """A tuple of SeenKeys, at least FEWEST; none of them reached the window."""

    def __init__(
        self,
        app: QApplication,
        scanner: Scanner,
        parent: QObject,
        *,
        event_ms: Callable[[QEvent], int] | None = None,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._scanner = scanner
        self._event_ms = event_ms or KeyClock()
        self._on = False
        self._held = KeyHold()
        self._keys: list[SeenKey] = []
        self._struck: QKeyEvent | None = None
        self._shown = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._over)

    @property
    def on(self) -> bool:
        return self._on

    def start(self) -> None:
        if not self._on:
            self._on = True
            self._scanner.flush()
            # Installed last, it sees each key first.
            self._app.installEventFilter(self)

    def stop(self) -> None:
        if self._on:
            self._on = False
            self._app.removeEventFilter(self)
            self._over()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._scanner.held.sending:
            return False
        if isinstance(event, QKeyEvent):
            return self._key(watched, event)
        if isinstance(event, QShortcutEvent) and self._struck is not None:
            return self._keep(watched, event, _seen(self._struck, self._event_ms(self._struck)))
        if isinstance(event, QInputMethodEvent):
            return self._composed(watched, event)
        return False

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            return self._pressed(watched, event)
        if event.type() == QEvent.Type.KeyRelease:
            if self._held:
                self._held.keep(watched, event, event.key(), pressed=False)
            return bool(self._held)
        # Asked before a press whether it is a shortcut: what writes is none.
        self._struck = event.clone()
        if not written_by(event):
            return False
        event.accept()
        return True

    def _pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() in MODIFIERS:
            if self._held:
                self._held.keep(watched, event, event.key(), pressed=False)
            return bool(self._held)
        return self._keep(watched, event, _seen(event, self._event_ms(event)))

    def _composed(self, watched: QObject, event: QInputMethodEvent) -> bool:
        commit, shown = event.commitString(), event.preeditString()
        new = commit or (shown if shown != self._shown else "")
        self._shown = shown
        if not new:
            if self._held:
                self._held.keep(watched, event, 0, pressed=False)
            return bool(self._held)
        return self._keep(watched, event, SeenKey(new, commit, self._event_ms(event), composed=True))

    def _keep(self, watched: QObject, event: QEvent, key: SeenKey) -> bool:
        self._pause.start()
        if len(self._keys) < _MOST:
            self._keys.append(key)
            self._held.keep(watched, event, 0, pressed=True)
            self.key_seen.emit(key)
        return True

    def _over(self) -> None:
        self._pause.stop()
        keys, self._keys = tuple(self._keys), []
        held = self._held.take()
        if len(keys) >= FEWEST:
            self.scan_seen.emit(keys)
        else:
            self._scanner.held.send(held)


def _seen(event: QKeyEvent, at_ms: int) -> SeenKey:
    text = written_by(event)
    if text:
        return SeenKey("␣" if text == " " else text, text, at_ms)
    return SeenKey(_name(event), "", at_ms)


def _name(event: QKeyEvent) -> str:
    key = Qt.Key(event.key())
    modifiers = event.modifiers() & COMMANDS
    if not modifiers and (key in _NAMES or ends_line(event)):
        return _NAMES.get(key, "Enter")
    name = QKeySequence(QKeyCombination(modifiers, key)).toString(QKeySequence.SequenceFormat.PortableText)
    if modifiers == Qt.KeyboardModifier.ControlModifier and _A_SIGN <= event.key() < _A_SIGN + len(_CONTROL):
        # Control characters are the keys from @ on, held with Ctrl.
        return f"{name} {_CONTROL[event.key() - _A_SIGN]}"
    return name or "?"
