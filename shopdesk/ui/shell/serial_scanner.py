"""A scanner on a serial line (RS-232, or USB that shows as a serial port): another source of the same event.

The port is read in a thread of its own and opened anew whenever it vanishes: a cable pulled and put back
costs nothing but the scans between.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from shopdesk.ui.shell.burst import LONGEST

if TYPE_CHECKING:
    # Imported where a port is first wanted: most desks have none.
    from serial import Serial

_READ_S = 0.1
"""A line without an end ends where the port has been silent so long."""
_AGAIN_S = 1.0
_MOST_WRONG = 0.3
_BY_ID = Path("/dev/serial/by-id")


class PortState(StrEnum):
    OFF = "off"
    OPENING = "opening"
    OPEN = "open"
    ABSENT = "absent"
    """Not plugged in, or not answering; looked for again each second."""
    REFUSED = "refused"
    """There, but this user or this moment may not open it."""


@dataclass(frozen=True, slots=True)
class SerialPort:
    """A port of this machine: what it is opened by, and what the system calls it."""

    port: str
    name: str


def serial_ports() -> tuple[SerialPort, ...]:
    """Ports plugged in now, by names that stay the same when a cable is put back; slow, for `Tasks.aside`."""
    from serial.tools import list_ports  # noqa: PLC0415

    lasting = {str(link.resolve()): str(link) for link in _BY_ID.iterdir()} if _BY_ID.is_dir() else {}
    return tuple(
        SerialPort(lasting.get(one.device, one.device), _called(one.device, one.description))
        for one in sorted(list_ports.comports(), key=lambda one: str(one.device))
    )


def _called(device: str, description: str | None) -> str:
    short = device.removeprefix("/dev/")
    if description in {None, "", "n/a", short, device}:
        return short
    return str(description) if short in str(description) else f"{short} · {description}"


class LineReader:
    """Cuts what a port sends into codes. Ends are CR, LF, CR LF, NUL and ETX, or a silence.

    What is longer than any code of ours is dropped up to its end and told once, like what is no text.
    """

    def __init__(self, code: Callable[[str], object], unreadable: Callable[[str], object]) -> None:
        self._code, self._unreadable = code, unreadable
        self._line = bytearray()
        self._dropping = False

    def take(self, received: bytes) -> None:
        for byte in received:
            if byte in b"\r\n\0\3":
                self.silence()
            elif len(self._line) >= LONGEST:
                self._dropping = True
            else:
                self._line.append(byte)

    def silence(self) -> None:
        """The line has ended."""
        line, dropped = bytes(self._line), self._dropping
        self._line.clear()
        self._dropping = False
        if dropped:
            self._unreadable("scanner.unreadable.long")
            return
        wrong = sum(byte < 9 or byte > 126 for byte in line)
        text = "".join(chr(byte) for byte in line if 32 <= byte <= 126).strip()
        if wrong > len(line) * _MOST_WRONG:
            self._unreadable("scanner.unreadable.noise")
        elif text:
            self._code(text)


class SerialScanner(QObject):
    """Reads one port while it is started. Everything is told on the thread this object lives in."""

    code = Signal(str)
    unreadable = Signal(str)
    """A message key: what came was no code."""
    state_changed = Signal(str)
    """A PortState."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = PortState.OFF
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._told.connect(self._show)

    _told = Signal(object, str)
    """The thread that tells, and its state."""

    @property
    def state(self) -> PortState:
        return self._state

    def start(self, port: str, baud: int) -> None:
        """Read `port` from now on, instead of the one before."""
        self.stop()
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=self._read, args=(port, baud, self._stop), name="serial scanner", daemon=True
        )
        self._set(PortState.OPENING)
        self._thread.start()

    def stop(self) -> None:
        """Close the port; waits for the thread, a tenth of a second at most."""
        if self._thread is not None:
            self._stop.set()
            self._thread.join()
            self._thread = None
            self._set(PortState.OFF)

    def _show(self, stop: threading.Event, state: str) -> None:
        # What an earlier thread told last may still be on its way.
        if stop is self._stop and not stop.is_set():
            self._set(PortState(state))

    def _set(self, state: PortState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state.value)

    def _read(self, port: str, baud: int, stop: threading.Event) -> None:
        from serial import Serial  # noqa: PLC0415

        while not stop.is_set():
            try:
                with Serial(port, baud, timeout=_READ_S) as line:
                    self._told.emit(stop, PortState.OPEN)
                    self._listen(line, stop)
            except (
                OSError,
                ValueError,
            ) as problem:  # SerialException is an OSError; what it was is said by the state
                self._told.emit(stop, _why(problem))
            stop.wait(_AGAIN_S)

    def _listen(self, line: Serial, stop: threading.Event) -> None:
        lines = LineReader(self.code.emit, self.unreadable.emit)
        while not stop.is_set():
            received = line.read(1)
            if received:
                lines.take(received + line.read(line.in_waiting))
            else:
                lines.silence()


def _why(problem: Exception) -> PortState:
    refused = isinstance(problem, PermissionError) or getattr(problem, "errno", None) in {13, 16}
    return PortState.REFUSED if refused or "PermissionError" in str(problem) else PortState.ABSENT
