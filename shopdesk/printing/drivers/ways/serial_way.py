"""A serial line, or a USB cable that plays one."""

from __future__ import annotations

import errno
import time
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

from shopdesk.printing.drivers.port import PrintTrouble
from shopdesk.printing.drivers.ways.way import STALL, Line

if TYPE_CHECKING:
    from serial import Serial

BAUD = 19200
BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
FLOWS = ("none", "rtscts", "dsrdtr", "xonxoff")
PARITIES = {"none": "N", "even": "E", "odd": "O"}
_PIECE = 256
_BITS = 10
"""A byte on the line: with its start and its stop."""
_LOOK = 0.02


@dataclass(frozen=True, slots=True)
class SerialWay:
    """`device` is ``/dev/ttyUSB0`` or ``COM3``; eight bits, one stop bit, as every receipt printer."""

    device: str
    baud: int = BAUD
    parity: str = "none"
    flow: str = "none"
    hears: bool = True

    @property
    def name(self) -> str:
        return self.device

    def open(self) -> Line:
        import serial  # noqa: PLC0415 - only desks with a serial printer need it

        try:
            line = serial.Serial(
                self.device,
                baudrate=self.baud,
                parity=PARITIES[self.parity],
                rtscts=self.flow == "rtscts",
                dsrdtr=self.flow == "dsrdtr",
                xonxoff=self.flow == "xonxoff",
                write_timeout=STALL,
                exclusive=True,
            )
        except (OSError, ValueError) as error:
            raise PrintTrouble(_why(error), printer=self.device) from error
        return _SerialLine(line, self)

    def seconds_for(self, size: int) -> float:
        return size * _BITS / self.baud


def _why(error: Exception) -> str:
    code = getattr(error, "errno", None)
    if code == errno.EACCES:
        return "paper.trouble.no_access"
    # The library tells a line that is taken in words only.
    if code in {errno.EBUSY, errno.EAGAIN} or "exclusively lock" in str(error):
        return "paper.trouble.in_use"
    return "paper.trouble.printer_off"


class _SerialLine:
    def __init__(self, line: Serial, way: SerialWay) -> None:
        self._line = line
        self._way = way

    def send(self, data: bytes) -> None:
        for start in range(0, len(data), _PIECE):
            try:
                self._line.write(data[start : start + _PIECE])
            except OSError as error:
                if "timeout" in str(error).lower():
                    raise TimeoutError(str(error)) from error
                raise

    def receive(self, most: int, seconds: float) -> bytes:
        self._line.timeout = seconds
        first: bytes = self._line.read(1)
        if not first:
            return b""
        more: bytes = self._line.read(min(most - 1, self._line.in_waiting))
        return first + more

    def finish(self) -> str:
        # Draining as the system offers it waits for ever on a printer that holds the line.
        pause = Event()
        until = time.monotonic() + STALL + self._way.seconds_for(self._line.out_waiting)
        while self._line.out_waiting:
            if time.monotonic() > until:
                raise TimeoutError(errno.ETIMEDOUT, "the printer holds the line")
            pause.wait(_LOOK)
        return ""

    def close(self) -> None:
        self._line.close()
