"""An IPP printer of a few lines: it says how it is, with the reasons a test gives it, and prints nothing."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

_OPERATION, _PRINTER, _END = 0x01, 0x04, 0x03
_ENUM, _KEYWORD, _CHARSET, _LANGUAGE = 0x23, 0x44, 0x47, 0x48


@dataclass
class Device:
    """`state` 3 idle, 4 processing, 5 stopped."""

    reasons: list[str] = field(default_factory=lambda: ["none"])
    state: int = 3
    port: int = 0
    asked: int = 0

    @property
    def uri(self) -> str:
        return f"ipp://127.0.0.1:{self.port}/ipp/print"

    def answer(self, request: bytes) -> bytes:
        self.asked += 1
        (number,) = struct.unpack(">I", request[4:8])
        said = b"\x01\x01" + struct.pack(">HI", 0, number) + bytes([_OPERATION])
        said += _said(_CHARSET, "attributes-charset", b"utf-8")
        said += _said(_LANGUAGE, "attributes-natural-language", b"en") + bytes([_PRINTER])
        said += _said(_ENUM, "printer-state", struct.pack(">i", self.state))
        for place, reason in enumerate(self.reasons):
            said += _said(_KEYWORD, "" if place else "printer-state-reasons", reason.encode())
        return said + bytes([_END])


def _said(kind: int, name: str, value: bytes) -> bytes:
    return struct.pack(">BH", kind, len(name)) + name.encode() + struct.pack(">H", len(value)) + value


@contextmanager
def ipp_device() -> Iterator[Device]:
    device = Device()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            if self.headers.get("Expect", "").lower() == "100-continue":
                self.send_response_only(100)
                self.end_headers()
            request = self._body()
            answer = device.answer(request)
            self.send_response(200)
            self.send_header("Content-Type", "application/ipp")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def _body(self) -> bytes:
            if "chunked" not in self.headers.get("Transfer-Encoding", ""):
                return self.rfile.read(int(self.headers.get("Content-Length", "0")))
            body = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return body

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
            """The test's own output stays readable."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        device.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield device
        server.shutdown()
        thread.join(10)
