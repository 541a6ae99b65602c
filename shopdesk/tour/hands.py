"""Hands for the tour: they see the window by its names, and press, type and scan as a person does."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from shopdesk.bootstrap.desktop import OpenDesk

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
PATIENCE_S = 20.0
"""A tour on a busy machine waits this long for the window before it says that something is missing."""


class TourStuck(RuntimeError):
    """The window did not come to where the walk goes on."""


@dataclass(slots=True)
class StepTaken:
    """One step of the walk; milliseconds from the first key until the window has settled."""

    number: int
    name: str
    milliseconds: int
    picture: str


@dataclass(slots=True)
class Hands:
    """One person at the window."""

    app: QApplication
    desk: OpenDesk
    folder: Path
    steps: list[StepTaken] = field(default_factory=list)
    _began: float = field(default_factory=time.perf_counter)

    @property
    def window(self) -> QWidget:
        return self.desk.frame.window

    def find(self, kind: type[W], name: str, within: QWidget | None = None) -> W:
        """The visible widget of that object name. Raises TourStuck after some patience."""
        where = within or self.window

        def seen() -> W | None:
            found = [one for one in where.findChildren(kind, name) if one.isVisibleTo(self.window)]
            return found[0] if found else None

        return self.wait_for(seen, f"{kind.__name__} {name}")

    def wait_for(self, condition: Callable[[], T | None], what: str) -> T:
        """Wait, letting the window work, until `condition` gives something."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            self.app.processEvents()
            found = condition()
            if found is not None:
                return found
            time.sleep(0.004)
        raise TourStuck(f"nothing came of: {what}")

    def settle(self) -> None:
        """Let the window finish what was asked of it, timers that wait for the typing to stop included."""
        quiet = time.monotonic() + 0.35
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < quiet and time.monotonic() < end:
            self.app.processEvents()
            if not self.desk.frame.tasks.idle():
                quiet = time.monotonic() + 0.2
            time.sleep(0.004)

    def type(self, name: str, text: str, within: QWidget | None = None) -> None:
        """Type into a line or a text field, over what stood there."""
        field_ = self.find(QWidget, name, within)
        if isinstance(field_, QComboBox):
            line = field_.lineEdit()
            field_ = line if line is not None else field_
        field_.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(field_, (QLineEdit, QPlainTextEdit)):
            field_.selectAll()
            # As an input method commits it: whole words, Chinese ones too.
            if isinstance(field_, QLineEdit):
                field_.insert(text)
                field_.textEdited.emit(field_.text())
            else:
                field_.insertPlainText(text)
        self.app.processEvents()

    def press(self, name: str, within: QWidget | None = None) -> None:
        """Press a button by its name."""
        button = self.find(QPushButton, name, within)
        if not button.isEnabled():
            raise TourStuck(f"{name} cannot be pressed")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.app.processEvents()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, to whatever has the keyboard."""
        target = self.app.focusWidget() or self.window
        QTest.keyClick(target, key, modifier)
        # A person's pace: keys in a burst would be a scanner's.
        self.rest(0.06)

    def rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.004)

    def commit(self) -> None:
        """Ctrl+Enter."""
        self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def trigger(self, action_id: str) -> None:
        """Choose from a menu of the page in front."""
        desk = self.desk.front.desk
        action = next((one for one in desk.actions.all() if one.action_id == action_id), None)
        if action is None or not desk.actions.trigger(action):
            raise TourStuck(f"{action_id} cannot be chosen")
        self.settle()

    def scan(self, code: str) -> None:
        """A code from the scanner."""
        self.desk.frame.scanner.feed(code)
        self.settle()

    def draw(self, pad: QWidget) -> None:
        """Sign on a pad with the mouse."""
        width, height = pad.width(), pad.height()
        points = [
            QPoint(round(width * (0.15 + 0.06 * step)), round(height * (0.35 + 0.3 * (step % 2))))
            for step in range(12)
        ]
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(pad, point)
            self.app.processEvents()
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])
        self.app.processEvents()

    def picture(self, name: str, of: QWidget | None = None) -> None:
        """The step is done: note its time and keep a picture of the window, or of another one."""
        self.settle()
        number = len(self.steps) + 1
        file = f"{number:02d}-{name}.png"
        milliseconds = round((time.perf_counter() - self._began) * 1000)
        if not (of or self.window).grab().save(str(self.folder / file)):
            raise OSError(f"cannot write {file}")
        self.steps.append(StepTaken(number, name, milliseconds, file))
        self._began = time.perf_counter()
