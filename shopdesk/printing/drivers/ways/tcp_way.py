"""The network: a socket to port 9100, where nearly every printer listens."""

from __future__ import annotations

import errno
import socket
import time
from dataclasses import dataclass
from threading import Event

from shopdesk.printing.drivers.port import PrintTrouble
from shopdesk.printing.drivers.ways.way import STALL, Line

PORT = 9100
_PIECE = 4096
_FAREWELL = 1.0
"""Seconds to wait for the printer to hang up first: hanging up on unread data throws the rest away."""
_BUSY = 2.0
"""A printer with one socket refuses while another desk prints: so long it is asked again."""
_AGAIN = 0.2


@dataclass(frozen=True, slots=True)
class TcpWay:
    """`host`:`port`; it has `timeout` seconds to take the call."""

    host: str
    port: int = PORT
    timeout: float = 4.0
    hears: bool = True

    @property
    def name(self) -> str:
        return self.host

    def open(self) -> Line:
        until = time.monotonic() + min(_BUSY, self.timeout)
        pause = Event()
        while True:
            try:
                return _TcpLine(socket.create_connection((self.host, self.port), timeout=self.timeout))
            except OSError as error:
                if error.errno != errno.ECONNREFUSED or time.monotonic() > until:
                    raise PrintTrouble("paper.trouble.printer_off", printer=self.host) from error
            pause.wait(_AGAIN)

    def seconds_for(self, size: int) -> float:
        return 0.0


class _TcpLine:
    def __init__(self, line: socket.socket) -> None:
        self._line = line

    def send(self, data: bytes) -> None:
        self._line.settimeout(STALL)
        for start in range(0, len(data), _PIECE):
            self._line.sendall(data[start : start + _PIECE])

    def receive(self, most: int, seconds: float) -> bytes:
        self._line.settimeout(max(seconds, 0.001))
        try:
            found = self._line.recv(most)
        except TimeoutError:
            return b""
        if not found:
            raise ConnectionResetError(errno.ECONNRESET, "the printer hung up")
        return found

    def finish(self) -> str:
        self._line.shutdown(socket.SHUT_WR)
        until = time.monotonic() + _FAREWELL
        while (left := until - time.monotonic()) > 0:
            self._line.settimeout(left)
            try:
                if not self._line.recv(_PIECE):
                    break
            except TimeoutError:
                break
        return ""

    def close(self) -> None:
        self._line.close()
