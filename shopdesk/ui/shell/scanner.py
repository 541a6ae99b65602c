"""Scanners that type: their keys are held back from whatever has the focus until it is clear who types.

Every key is held for up to 35 ms, and a shortcut with it: a code may begin with a control character. What
no hand could have sent is a scan and reaches nobody else; anything else is sent on in order. Only the first
sight of a key counts: Qt shows it to the window first, then to the widget.

Keys without a time come from no keyboard: tools and tests send them. They are timed by our own clock, which
sees keys that waited behind a long repaint come all at once. So fewer of them are held, and short codes
count only where the window system says when each key was struck.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QShortcutEvent
from PySide6.QtWidgets import QApplication

from shopdesk.domain.scanners import Ending, ScannerSettings, is_sure, read_keys, without_frame
from shopdesk.ui.shell.burst import LINE_END, LONGEST, SCANNER_MS, Burst, Pace, Verdict, pace_of
from shopdesk.ui.shell.key_hold import KeyHold
from shopdesk.ui.shell.key_reading import COMMANDS, ENDS, MODIFIERS, KeyClock, ends_line, is_wide, written_by

SAME_CODE_S = 0.8
TYPING_PAUSE_MS = 60
"""Hands that were typing need at least this long to reach for a scanner."""
_AT_WORK_MS = 1_000
"""So long after a key, the next is probably typed too: it is held for a scanner's gap alone."""
_COMPOSED_TAIL_MS = 150
"""An input method may still be answering the keys of a scan this long after it."""
_REST_MS = 120

_PRESS = QEvent.Type.KeyPress
_RELEASE = QEvent.Type.KeyRelease
_OVERRIDE = QEvent.Type.ShortcutOverride
_KEYS = frozenset((_PRESS, _RELEASE, _OVERRIDE))
_SHORTCUT = QEvent.Type.Shortcut
_INPUT_METHOD = QEvent.Type.InputMethod
_MOUSE = QEvent.Type.MouseButtonPress


class Scanner(QObject):
    """Installed on the application. `scanned` carries each code once, whatever source it came from."""

    scanned = Signal(str)
    unreadable = Signal(str)
    """Surely a scanner's, but no code could be made of it; a message key says why."""

    def __init__(
        self,
        app: QApplication,
        settings: ScannerSettings | None = None,
        *,
        event_ms: Callable[[QEvent], int] | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(app)
        self.held = KeyHold()
        self._event_ms = event_ms or KeyClock()
        self._now = now
        self._swallowed: set[int] = set()
        self._typed_ms: int | None = None
        self._scanned_ms: int | None = None
        self._last: tuple[str, float] = ("", -SAME_CODE_S)
        self._struck = (0, 0, False, False)
        self._shown = ""
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setTimerType(Qt.TimerType.PreciseTimer)
        self._silence.timeout.connect(self._silent)
        # After a long repaint the next keys may be waiting behind the timer: they get a turn first.
        self._last_chance = QTimer(self)
        self._last_chance.setSingleShot(True)
        self._last_chance.setInterval(0)
        self._last_chance.timeout.connect(self._settle)
        self.settings = settings or ScannerSettings()
        self._pace = Pace()
        self._begin()
        self.use(self.settings)
        self._app = app
        app.installEventFilter(self)

    def use(self, settings: ScannerSettings) -> None:
        """Read this desk's scanner from now on."""
        self.flush()
        self.settings = settings
        self._pace = pace_of(settings.gap_ms)
        self._begin()

    def stop(self) -> None:
        self.flush()
        self._app.removeEventFilter(self)

    def feed(self, code: str) -> None:
        """A code from elsewhere: a serial scanner, a camera, the search box."""
        code = code.strip()
        if code:
            self._tell(code if len(code) > LONGEST else without_frame(code, self.settings))

    def _tell(self, code: str) -> None:
        if not code or len(code) > LONGEST:
            self.unreadable.emit("scanner.unreadable.long" if code else "scanner.unreadable.empty")
            return
        last, when = self._last
        now = self._now()
        if code == last and now - when < SAME_CODE_S:
            return
        self._last = (code, now)
        self.scanned.emit(code)

    def flush(self) -> None:
        """It was a person: send on what was held, in order."""
        held = self.held.take()
        if held:
            self._typed_ms = self._burst_ms
        self._begin()
        self.held.send(held)

    def _begin(self) -> None:
        self._silence.stop()
        self._last_chance.stop()
        self._burst = Burst(self._pace)
        self._burst_ms = 0
        self._stamped = True
        self._of_scanner = False
        """The burst follows a scan so closely that it belongs to it."""
        self._at_work = False
        """A person was typing shortly before the burst."""
        self._mangled = False
        """An input method made other characters of it."""

    # Events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self.held.sending:
            return False
        if kind in _KEYS:
            return isinstance(event, QKeyEvent) and self._key(watched, event, kind)
        if kind == _SHORTCUT:
            return isinstance(event, QShortcutEvent) and self._shortcut(watched, event)
        if kind == _INPUT_METHOD:
            return isinstance(event, QInputMethodEvent) and self._composed(watched, event)
        if kind == _MOUSE and self.held:
            self._settle()
        return False

    def _key(self, watched: QObject, event: QKeyEvent, kind: QEvent.Type) -> bool:
        if kind == _RELEASE:
            return self._released(watched, event)
        if kind == _OVERRIDE:
            return self._no_shortcut(event)
        key = Qt.Key(event.key())
        if not event.isAutoRepeat():
            self._swallowed.discard(key)
        if key in MODIFIERS:
            # Shift before a capital: belongs to the burst, says nothing about it.
            return bool(self.held) and self._hold(watched, event, key)
        at, stamped = self._event_ms(event), bool(event.timestamp())
        if ends_line(event):
            return self._ended(watched, event, at, stamped=stamped)
        writes = written_by(event)
        if not writes and not stamped:
            self.flush()
            return False
        return self._came(watched, event, key, writes, at, stamped=stamped, again=event.isAutoRepeat())

    def _no_shortcut(self, event: QKeyEvent) -> bool:
        """Keys that we may hold must not be looked up as shortcuts meanwhile."""
        stamped = bool(event.timestamp())
        self._struck = (event.key(), self._event_ms(event), stamped, event.isAutoRepeat())
        if written_by(event) or (self.held and Qt.Key(event.key()) in ENDS):
            event.accept()
            return True
        if event.modifiers() & COMMANDS and not stamped:
            # A shortcut acts on what is typed: what was held must be there first.
            self.flush()
        return False

    def _shortcut(self, watched: QObject, event: QShortcutEvent) -> bool:
        """Qt found whose shortcut it is; it waits like the keys before it."""
        key, at, stamped, again = self._struck
        return stamped and self._came(watched, event, key, "", at, stamped=True, again=again)

    def _composed(self, watched: QObject, event: QInputMethodEvent) -> bool:
        """An input method took the keys: what it commits or shows counts as written."""
        commit, shown = event.commitString(), event.preeditString()
        repeated = not commit and shown == self._shown
        self._shown = shown
        if repeated or not (commit or shown):
            return bool(self.held) and self._hold(watched, event, 0)
        at = self._event_ms(event)
        plain = commit.isprintable() and (commit.isascii() or is_wide(commit))
        if not plain:
            if not self.held and not self._is_tail(at, _COMPOSED_TAIL_MS):
                return False
            self._mangled = True
        writes = commit if plain else ""
        return self._came(watched, event, 0, writes, at, stamped=True, again=False)

    def _released(self, watched: QObject, event: QKeyEvent) -> bool:
        if self.held:
            self.held.keep(watched, event, event.key(), pressed=False)
            return True
        if event.key() in self._swallowed:
            if not event.isAutoRepeat():
                self._swallowed.discard(event.key())
            return True
        return False

    # Who types?

    def _came(
        self, watched: QObject, event: QEvent, key: int, writes: str, at: int, *, stamped: bool, again: bool
    ) -> bool:
        if not self.held:
            since = None if self._typed_ms is None else at - self._typed_ms
            self._of_scanner = stamped and self._is_tail(at, _COMPOSED_TAIL_MS if key == 0 else 0)
            self._at_work = since is not None and 0 <= since <= _AT_WORK_MS
            if not self._of_scanner and (again or (not stamped and self._at_work and _is_soon(since))):
                # A key held down, or the next of a word.
                self._typed_ms = at
                return False
        verdict = self._burst.add(writes, at)
        if verdict is Verdict.APART:
            self._settle()
            return self._came(watched, event, key, writes, at, stamped=stamped, again=again)
        self._burst_ms = at
        self._stamped = self._stamped and stamped
        if verdict is Verdict.TYPING and not self._of_scanner:
            self.flush()
            self._typed_ms = at
            return False
        return self._hold(watched, event, key)

    def _ended(self, watched: QObject, event: QKeyEvent, at: int, *, stamped: bool) -> bool:
        key = event.key()
        if not self.held:
            if not stamped:
                return False
            return self._came(watched, event, key, "", at, stamped=True, again=event.isAutoRepeat())
        verdict = self._burst.end(at, strict=stamped and self._stamped)
        if verdict is Verdict.APART:
            self._settle()
            return self._ended(watched, event, at, stamped=stamped)
        self._burst_ms = at
        if self._of_scanner or (verdict is Verdict.SCAN and self._is_proven()):
            self._hold(watched, event, key)
            self._take_scan()
            return True
        if stamped and verdict is Verdict.MAYBE:
            return self._hold(watched, event, key)
        self.flush()
        return False

    def _is_tail(self, at: int, longer: int = 0) -> bool:
        """No hand follows a scan so soon: line feeds, further lines, an input method's answer."""
        since = None if self._scanned_ms is None else at - self._scanned_ms
        return since is not None and 0 <= since <= max(self._pace.silence_ms, longer)

    def _is_proven(self) -> bool:
        """Whether speed alone tells this desk's scanner from hands, or else what it sent."""
        if not self._pace.like_hands:
            return True
        text = self._burst.text().strip()
        prefix = self.settings.prefix
        return bool(prefix and text.startswith(prefix)) or is_sure(read_keys(text, self.settings))

    def _hold(self, watched: QObject, event: QEvent, key: int) -> bool:
        self.held.keep(watched, event, key, pressed=event.type() != _RELEASE and key not in MODIFIERS)
        self._last_chance.stop()
        self._silence.start(self._patience())
        return True

    def _patience(self) -> int:
        if self._burst.is_machine():
            # Nobody waits for these keys: a busy machine may bring the rest late.
            return max(_REST_MS, self._pace.silence_ms)
        if not self._at_work or len(self._burst) > 1:
            return self._pace.silence_ms
        return self._pace.median_ms + 2 if self.settings.gap_ms else SCANNER_MS + 2

    def _silent(self) -> None:
        self._last_chance.start()

    def _settle(self) -> None:
        """The keys stopped without Enter or Tab."""
        if not self.held:
            return
        if self._is_scan_by_pause():
            self._take_scan()
        else:
            self.flush()

    def _is_scan_by_pause(self) -> bool:
        if self._of_scanner:
            return True
        if not self._burst.is_machine(strict=self._stamped) or not self._is_proven():
            return False
        if self._burst.commands or self.settings.ending is Ending.PAUSE:
            return True
        return is_sure(read_keys(self._burst.text(), self.settings))

    # A scan

    def _take_scan(self) -> None:
        self._give_back_typed()
        text, mangled, tail = self._burst.text(), self._mangled, self._of_scanner
        composed = self.held.is_composed()
        self._scanned_ms = self._burst_ms
        for one in self.held.take():
            if one.pressed:
                self._swallowed.add(one.key)
            elif one.event.type() == _RELEASE:
                self._swallowed.discard(one.key)
        self._typed_ms = None
        self._begin()
        if composed:
            QGuiApplication.inputMethod().reset()
        lines = [line for line in text.split(LINE_END) if line.strip()]
        if mangled or (composed and not lines):
            self.unreadable.emit("scanner.unreadable.composed")
            return
        if not lines and not tail:
            self.unreadable.emit("scanner.unreadable.empty")
        for line in lines:
            self._tell(read_keys(line, self.settings))

    def _give_back_typed(self) -> None:
        """A letter struck just before the scan was typed, if the check digits are right without it."""
        text = self._burst.text().removesuffix(LINE_END)
        presses = self.held.places_of_presses()
        if not (self._at_work and self._stamped and self._burst.first_is_apart):
            return
        if len(presses) - len(text) not in {0, 1} or text[:1].isdigit():
            return
        if is_sure(read_keys(text[1:], self.settings)):
            typed = self.held.take(presses[1])
            self._burst = _written(text[1:], self._pace)
            self.held.send(typed)


def _written(text: str, pace: Pace) -> Burst:
    burst = Burst(pace)
    burst.add(text, 0)
    return burst


def _is_soon(since: int | None) -> bool:
    return since is not None and since <= TYPING_PAUSE_MS
