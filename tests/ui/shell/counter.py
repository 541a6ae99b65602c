"""A window with a field and a scanner, and hands and scanners to send keys to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from shopdesk.domain.scanners import ScannerSettings
from shopdesk.ui.shell.scanner import Scanner

Front = Callable[[QWidget], None]
CODE = "260041830197"


def click(target: QWidget | QWindow, letter: str, *, shift: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(target, letter, modifier)  # type: ignore[call-overload]  # the stubs know no characters


class Counter:
    """A window with a field, a scanner, and a clock that stands where the test puts it."""

    def __init__(self, app: QApplication, front: Front, settings: ScannerSettings | None = None) -> None:
        self.at_ms = 10_000
        self.now_s = 100.0
        self.window = QWidget()
        box = QVBoxLayout(self.window)
        self.field, self.other = QLineEdit(), QLineEdit()
        self.button = QPushButton("Save")
        box.addWidget(self.field)
        box.addWidget(self.other)
        box.addWidget(self.button)
        front(self.window)
        self.field.setFocus()
        self.returns: list[str] = []
        self.field.returnPressed.connect(lambda: self.returns.append(self.field.text()))
        self.scanner = Scanner(app, settings, event_ms=lambda _event: self.at_ms, now=lambda: self.now_s)
        self.pressed: list[int] = []
        self.button.clicked.connect(lambda: self.pressed.append(1))
        self.unreadable: list[str] = []
        self.scanner.unreadable.connect(self.unreadable.append)
        self.scans: list[str] = []
        self.scanner.scanned.connect(self.scans.append)

    def key(self, letter: str, gap_ms: int) -> None:
        self.at_ms += gap_ms
        target = self.window.windowHandle()
        if letter.isascii():
            click(target, letter)
            return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            # The test keyboard has no such key.
            event = QKeyEvent(kind, ord(letter.upper()[0]), Qt.KeyboardModifier.NoModifier, letter)
            event.setTimestamp(self.at_ms)
            QApplication.sendEvent(target, event)

    def press(self, key: Qt.Key, gap_ms: int) -> None:
        self.at_ms += gap_ms
        QTest.keyClick(self.window.windowHandle(), key)

    def scan(self, code: str = CODE, end: Qt.Key = Qt.Key.Key_Return, gap_ms: int = 2) -> None:
        with self.no_pause():
            for letter in code:
                self.key(letter, gap_ms)
            self.press(end, gap_ms)

    @contextmanager
    def no_pause(self) -> Iterator[None]:
        """However slow the machine is, the keys in here come as close as their times say."""
        scanner = self.scanner
        patience = scanner._patience
        scanner._patience = lambda: 600_000  # type: ignore[method-assign]
        try:
            yield
        finally:
            scanner._patience = patience  # type: ignore[method-assign]
            if scanner.held:
                scanner._silence.start(patience())

    def command(self, key: Qt.Key, modifiers: Qt.KeyboardModifier, gap_ms: int) -> None:
        """A key with Ctrl or Alt, as the window system sends it."""
        self.at_ms += gap_ms
        QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def compose(self, shown: str, commit: str = "", gap_ms: int = 2) -> None:
        """An input method shows what it is composing, or commits."""
        self.at_ms += gap_ms
        event = QInputMethodEvent(shown, [])
        if commit:
            event.setCommitString(commit)
        QApplication.sendEvent(self.field, event)
