"""Receipt printers that speak ESC/POS over the network: the slip as a raster, cut, drawer.

A raster prints Chinese on every printer, whatever characters its firmware knows. Printers that answer are
asked before (cover, paper) and after: what they confirm is printed, what they had begun and did not
confirm is unknown.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops

from shopdesk.printing.drivers.port import OutcomeUnknown, Printout, PrintTrouble
from shopdesk.printing.paper import Feed
from shopdesk.printing.render import pdf_dots

INIT = b"\x1b@"
CUT = b"\x1dV\x42\x00"
"""Feed to the cutter and cut, leaving one point."""
KICK = b"\x1bp\x00\x19\xfa"
"""Drawer pin 2, 50 ms on, 500 ms off."""

_ASK_OFFLINE = b"\x10\x04\x02"
_ASK_PAPER = b"\x10\x04\x04"
_ASK_DONE = b"\x1dr\x01"
_COVER_OPEN = 0x04
_PAPER_STOP = 0x20
_PAPER_END = 0x60

_ROWS_AT_ONCE = 256
"""Small printers hold a few kilobytes: a slip goes over in bands."""


@dataclass(frozen=True, slots=True)
class EscPosPrinter:
    """A printer at `host`:`port`; it has `timeout` seconds to answer, `patience` seconds to print."""

    host: str
    port: int = 9100
    kick: bytes = KICK
    timeout: float = 4.0
    patience: float = 20.0

    def print_document(self, printout: Printout) -> str:
        if printout.size.feed is not Feed.ROLL:
            raise PrintTrouble("paper.trouble.wrong_paper", printer=self.host)
        slips = pdf_dots(printout.pdf, printout.size.dots_per_mm)
        data = INIT + b"".join(raster(slip) + CUT for slip in slips)
        self._send(data)
        return f"{self.host}:{self.port}"

    def open_drawer(self) -> None:
        """Kick the drawer open. Raises PrintTrouble, OutcomeUnknown."""
        self._send(INIT + self.kick)

    def _send(self, data: bytes) -> None:
        try:
            line = socket.create_connection((self.host, self.port), timeout=self.timeout)
        except OSError as error:
            raise PrintTrouble("paper.trouble.printer_off", printer=self.host) from error
        with line:
            answers = self._ask_state(line)
            try:
                line.settimeout(self.patience)
                line.sendall(data)
                if answers:
                    line.sendall(_ASK_DONE)
                    if not line.recv(1):
                        raise OutcomeUnknown("paper.trouble.line_cut", printer=self.host)
                else:
                    line.shutdown(socket.SHUT_WR)
            except OSError as error:
                raise OutcomeUnknown("paper.trouble.line_cut", printer=self.host) from error

    def _ask_state(self, line: socket.socket) -> bool:
        """Raise PrintTrouble if it cannot print now; False for a printer that does not answer at all."""
        line.settimeout(min(self.timeout, 1.0))
        try:
            line.sendall(_ASK_OFFLINE)
            offline = line.recv(1)
            if not offline:
                raise PrintTrouble("paper.trouble.printer_off", printer=self.host)
            line.sendall(_ASK_PAPER)
            paper = line.recv(1)
        except TimeoutError:
            return False
        except OSError as error:
            raise PrintTrouble("paper.trouble.printer_off", printer=self.host) from error
        if (paper and paper[0] & _PAPER_END) or offline[0] & _PAPER_STOP:
            raise PrintTrouble("paper.trouble.out_of_paper", printer=self.host)
        if offline[0] & _COVER_OPEN:
            raise PrintTrouble("paper.trouble.cover_open", printer=self.host)
        return True


def raster(slip: Image.Image) -> bytes:
    """The slip as `GS v 0` bands: eight dots a byte, a black dot is a one."""
    # Pillow's 1-bit images say white with a one.
    black = ImageChops.invert(slip.convert("L")).point(lambda tone: 255 if tone > 127 else 0, mode="1")
    if black.width % 8:
        padded = Image.new("1", ((black.width + 7) // 8 * 8, black.height), 0)
        padded.paste(black, (0, 0))
        black = padded
    return b"".join(_bands(black))


def _bands(black: Image.Image) -> Iterator[bytes]:
    width = black.width // 8
    rows = black.tobytes()
    for top in range(0, black.height, _ROWS_AT_ONCE):
        height = min(_ROWS_AT_ONCE, black.height - top)
        head = b"\x1dv0\x00" + width.to_bytes(2, "little") + height.to_bytes(2, "little")
        yield head + rows[top * width : (top + height) * width]
