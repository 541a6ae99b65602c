"""Scanners that type: their keys are held back from whatever has the focus until it is clear who types.

Every key that writes a character is held for up to 35 ms. A burst that ends in Enter or Tab is a scan and
reaches nobody else; anything else is sent on in order. Only the first sight of a key counts: Qt shows it
to the window first, then to the widget. Plain characters are therefore no shortcuts; actions.py refuses them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from shopdesk.ui.shell.burst import LONGEST, SILENCE_MS, Burst, Verdict

SAME_CODE_S = 0.8
TYPING_PAUSE_MS = 60
"""Hands that were typing need at least this long to reach for a scanner."""

_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_PRESS = QEvent.Type.KeyPress
_RELEASE = QEvent.Type.KeyRelease
_OVERRIDE = QEvent.Type.ShortcutOverride
_KEYS = frozenset((_PRESS, _RELEASE, _OVERRIDE))
_INPUT_METHOD = QEvent.Type.InputMethod
_MOUSE = QEvent.Type.MouseButtonPress


@dataclass(frozen=True, slots=True)
class _Held:
    target: QObject
    event: QEvent


def _event_ms(event: QEvent) -> int:
    """When the key was struck, by the window system; by our own clock where it does not say."""
    stamp = event.timestamp() if isinstance(event, QKeyEvent) else 0
    return stamp or int(time.monotonic() * 1000)


class Scanner(QObject):
    """Installed on the application. `scanned` carries each code once, whatever source it came from."""

    scanned = Signal(str)
    unreadable = Signal()
    """A burst that was surely a scanner's but too long to be a code of ours."""

    def __init__(
        self,
        app: QApplication,
        *,
        prefix: str = "",
        event_ms: Callable[[QEvent], int] = _event_ms,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(app)
        self.prefix = prefix
        self._event_ms = event_ms
        self._now = now
        self._burst = Burst()
        self._held: list[_Held] = []
        self._swallowed: set[int] = set()
        self._sending = False
        self._typed_ms: int | None = None
        self._last: tuple[str, float] = ("", -SAME_CODE_S)
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setTimerType(Qt.TimerType.PreciseTimer)
        self._silence.timeout.connect(self._silent)
        # After a long repaint the next keys may be waiting behind the timer: they get a turn first.
        self._last_chance = QTimer(self)
        self._last_chance.setSingleShot(True)
        self._last_chance.setInterval(0)
        self._last_chance.timeout.connect(self.flush)
        self._app = app
        app.installEventFilter(self)

    def stop(self) -> None:
        self.flush()
        self._app.removeEventFilter(self)

    def feed(self, code: str) -> None:
        """A code from elsewhere: a serial scanner, a camera, the search box."""
        code = code.strip()
        if self.prefix and code.startswith(self.prefix):
            code = code[len(self.prefix) :]
        if not code:
            return
        if len(code) > LONGEST:
            self.unreadable.emit()
            return
        last, when = self._last
        now = self._now()
        if code == last and now - when < SAME_CODE_S:
            return
        self._last = (code, now)
        self.scanned.emit(code)

    def flush(self) -> None:
        """It was a person: send on what was held, in order."""
        self._silence.stop()
        self._last_chance.stop()
        held, self._held = self._held, []
        self._burst = Burst()
        for one in held:
            self._send(one)

    def _send(self, held: _Held) -> None:
        target: QObject | None = held.target
        if not shiboken6.isValid(held.target):
            target = QApplication.focusWidget() or QGuiApplication.focusWindow()
        if target is None:
            return
        before, self._sending = self._sending, True
        try:
            QApplication.sendEvent(target, held.event)
        finally:
            self._sending = before

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._sending:
            return False
        if kind in _KEYS:
            return isinstance(event, QKeyEvent) and self._key(watched, event, kind)
        if kind == _INPUT_METHOD:
            return isinstance(event, QInputMethodEvent) and self._composed(watched, event)
        if kind == _MOUSE and self._held:
            self.flush()
        return False

    def _key(self, watched: QObject, event: QKeyEvent, kind: QEvent.Type) -> bool:
        if kind == _RELEASE:
            return self._released(watched, event)
        if kind == _OVERRIDE:
            return self._no_shortcut(event)
        at = self._event_ms(event)
        key = Qt.Key(event.key())
        if key in _ENDS and not event.modifiers() & _COMMANDS and self._held:
            return self._ended(watched, event, at)
        if key in _MODIFIERS:
            # Shift before a capital: belongs to the burst, says nothing about it.
            return bool(self._held) and self._hold(watched, event)
        writes = event.text()
        if not writes.isprintable() or not writes or event.modifiers() & _COMMANDS:
            self.flush()
            return False
        return self._written(watched, event, writes, at)

    def _written(self, watched: QObject, event: QEvent, writes: str, at: int) -> bool:
        if self._is_typing(at):
            self._typed_ms = at
            return False
        verdict = self._burst.add(writes, at)
        if verdict is Verdict.TYPING:
            self.flush()
            self._typed_ms = at
            return False
        if verdict is Verdict.APART:
            self.flush()
            self._burst.add(writes, at)
        return self._hold(watched, event)

    def _is_typing(self, at: int) -> bool:
        """A person was typing a moment ago and has had no time to scan."""
        return self._typed_ms is not None and 0 <= at - self._typed_ms <= TYPING_PAUSE_MS and not self._held

    def _hold(self, watched: QObject, event: QEvent) -> bool:
        self._held.append(_Held(watched, _copy(event)))
        self._last_chance.stop()
        self._silence.start(SILENCE_MS)
        return True

    def _ended(self, watched: QObject, event: QKeyEvent, at: int) -> bool:
        if self._burst.end(at) is not Verdict.SCAN:
            self.flush()
            return False
        code = self._burst.code()
        self._silence.stop()
        self._last_chance.stop()
        self._swallowed = {event.key()} | {
            held.event.key()
            for held in self._held
            if isinstance(held.event, QKeyEvent) and held.event.type() == _PRESS
        }
        composed = any(isinstance(held.event, QInputMethodEvent) for held in self._held)
        self._held = []
        self._burst = Burst()
        if composed:
            QGuiApplication.inputMethod().reset()
        self.feed(code)
        return True

    def _released(self, watched: QObject, event: QKeyEvent) -> bool:
        if self._held:
            self._held.append(_Held(watched, _copy(event)))
            return True
        if event.key() in self._swallowed:
            if not event.isAutoRepeat():
                self._swallowed.discard(event.key())
            return True
        return False

    def _no_shortcut(self, event: QKeyEvent) -> bool:
        """Keys that we may hold must not be looked up as shortcuts meanwhile."""
        if event.modifiers() & _COMMANDS:
            # A shortcut acts on what is typed: what was held must be there first.
            self.flush()
            return False
        writes = event.text()
        if (writes and writes.isprintable()) or (self._held and Qt.Key(event.key()) in _ENDS):
            event.accept()
            return True
        return False

    def _composed(self, watched: QObject, event: QInputMethodEvent) -> bool:
        """An input method took the keys: what it commits or shows counts as written."""
        writes = event.commitString()
        at = self._event_ms(event)
        if writes and (writes.isascii() or _is_wide(writes)) and writes.isprintable():
            return self._written(watched, event, writes, at)
        if self._held and not writes:
            return self._hold(watched, event)
        self.flush()
        return False

    def _silent(self) -> None:
        self._last_chance.start()


def _is_wide(text: str) -> bool:
    """Full-width forms, as an input method in its wide mode writes them."""
    return all("！" <= letter <= "～" for letter in text)


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
