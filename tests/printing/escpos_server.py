"""A receipt printer behind a socket: takes ESC/POS apart again, with faults to order."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from threading import Event, Thread

from PIL import Image, ImageChops


@dataclass
class FakePrinter:
    """One connection's printer. `answers` off is a printer without a way back; `cut_at` drops the line
    after so many bytes; `offline` and `paper` are its status bytes; `confirms` off dies before the end."""

    answers: bool = True
    confirms: bool = True
    cut_at: int | None = None
    offline: int = 0x12
    paper: int = 0x12
    received: bytearray = field(default_factory=bytearray)
    slips: list[Image.Image] = field(default_factory=list)
    kicks: int = 0

    def __enter__(self) -> FakePrinter:
        self._door = socket.create_server(("127.0.0.1", 0))
        # A thread that waits in accept() is not woken when the door closes: it looks up now and then.
        self._door.settimeout(0.05)
        self._closed = Event()
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        # The last connection may still be reading: the test's end waits for it.
        self._thread.join(10)
        assert not self._thread.is_alive()
        self._door.close()

    @property
    def port(self) -> int:
        port: int = self._door.getsockname()[1]
        return port

    def _serve(self) -> None:
        line = None
        while line is None:
            try:
                line, _ = self._door.accept()
            except TimeoutError:
                if self._closed.is_set():
                    return
        with line:
            line.settimeout(5)
            while True:
                try:
                    data = line.recv(4096)
                    done = not data or self._take(line, data)
                except OSError:
                    # The program hung up in the middle: the decoder shows what had come.
                    break
                if done:
                    break
        self._decode()

    def _take(self, line: socket.socket, data: bytes) -> bool:
        """Keep what came and answer; True to drop the line."""
        for ask, answer in ((b"\x10\x04\x02", self.offline), (b"\x10\x04\x04", self.paper)):
            if data.endswith(ask):
                if self.answers:
                    line.sendall(bytes([answer]))
                return False
        self.received += data
        if self.cut_at is not None and len(self.received) >= self.cut_at:
            return True
        if self.received.endswith(b"\x1dr\x01"):
            if not self.confirms:
                return True
            line.sendall(b"\x00")
        return False

    def _decode(self) -> None:
        data, at = bytes(self.received), 0
        bands: list[Image.Image] = []
        while at < len(data):
            if data[at : at + 2] == b"\x1b@":
                at += 2
            elif data[at : at + 3] == b"\x1dv0":
                width = int.from_bytes(data[at + 4 : at + 6], "little")
                height = int.from_bytes(data[at + 6 : at + 8], "little")
                rows = data[at + 8 : at + 8 + width * height]
                if len(rows) < width * height:
                    return
                bands.append(ImageChops.invert(Image.frombytes("1", (8 * width, height), rows)))
                at += 8 + width * height
            elif data[at : at + 2] == b"\x1dV":
                at += 4
                self.slips.append(_joined(bands))
                bands = []
            elif data[at : at + 2] == b"\x1bp":
                self.kicks += 1
                at += 5
            elif data[at : at + 3] == b"\x1dr\x01":
                at += 3
            else:
                raise AssertionError(f"no printer knows {data[at : at + 4]!r}")


def _joined(bands: list[Image.Image]) -> Image.Image:
    whole = Image.new("1", (bands[0].width, sum(band.height for band in bands)), 1)
    top = 0
    for band in bands:
        whole.paste(band, (0, top))
        top += band.height
    return whole
