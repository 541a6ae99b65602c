"""A serial port that is a pseudo terminal, and a scanner at the end of it."""

from __future__ import annotations

import os
import tty
from pathlib import Path

from shopdesk.ui.shell.serial_scanner import SerialScanner


class Cable:
    """A port that can be pulled and put back under the same name."""

    def __init__(self, place: Path) -> None:
        self.port = place / "scanner"
        self._ends: tuple[int, int] | None = None

    def plug(self) -> None:
        here, there = os.openpty()
        tty.setraw(there)
        self._ends = (here, there)
        self.port.unlink(missing_ok=True)
        self.port.symlink_to(os.ttyname(there))

    def send(self, sent: bytes) -> None:
        assert self._ends is not None
        os.write(self._ends[0], sent)

    def pull(self) -> None:
        if self._ends is not None:
            self.port.unlink()
            for end in self._ends:
                os.close(end)
            self._ends = None


class Line:
    """A serial scanner at the end of a cable, and what it told."""

    def __init__(self, cable: Cable) -> None:
        self.cable = cable
        self.scanner = SerialScanner()
        self.codes: list[str] = []
        self.unreadable: list[str] = []
        self.states: list[str] = []
        self.scanner.code.connect(self.codes.append)
        self.scanner.unreadable.connect(self.unreadable.append)
        self.scanner.state_changed.connect(self.states.append)

    def start(self) -> None:
        self.scanner.start(str(self.cable.port), 9600)
