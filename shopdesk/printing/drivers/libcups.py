"""Questions to CUPS and to IPP printers, through CUPS' own library: how a queue, a device or a job is.

Only opaque handles cross over, no structures, so that any version of the library will do.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

_GET_JOB, _CANCEL_JOB, _GET_PRINTER = 0x0009, 0x0008, 0x000B
_OPERATION = 0x01
_INTEGER, _ENUM, _NAME, _KEYWORD, _URI = 0x21, 0x23, 0x42, 0x44, 0x45
_ANY = 0
_WORDS = {0x41, 0x42, 0x44, 0x45}
_LAST_SUCCESS = 0x00FF
_NOT_FOUND = 0x0406
_CONNECT_MS = 2500
_ANSWER_SECONDS = 4.0
_IF_REQUESTED, _ALWAYS = 0, 3
_DEFAULT_PORT = 631

_PasswordAsked = ctypes.CFUNCTYPE(
    ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p
)
# Nobody sits at a terminal to type one; the library would wait there.
_no_password = _PasswordAsked(lambda *_told: None)

Value = str | int
Attributes = Mapping[str, tuple[Value, ...]]


class NoAnswer(Exception):
    """The service or the device does not answer, or does not know what it was asked about."""

    def __init__(self, *, unknown: bool = False) -> None:
        super().__init__("unknown" if unknown else "silent")
        self.unknown = unknown


@dataclass(frozen=True, slots=True)
class Service:
    """CUPS as this machine reaches it."""

    library: Any

    def job(self, number: int) -> Attributes:
        """What CUPS says of a job. Raises NoAnswer."""
        wanted = (
            "job-state", "job-state-reasons", "job-printer-state-reasons", "time-at-processing",
        )  # fmt: skip
        return self._ask(_GET_JOB, f"/jobs/{number}", wanted)

    def cancel(self, number: int) -> None:
        """Take a job back. Raises NoAnswer."""
        self._ask(_CANCEL_JOB, f"/jobs/{number}", ())

    def queue(self, name: str) -> Attributes:
        """What CUPS says of a queue. Raises NoAnswer."""
        wanted = ("printer-state", "printer-state-reasons", "device-uri")
        return self._ask(_GET_PRINTER, f"/printers/{name}", wanted)

    def _ask(self, operation: int, path: str, wanted: Sequence[str]) -> Attributes:
        self._as_configured_now()
        return _request(self.library, None, operation, f"ipp://localhost{path}", "/jobs/", wanted)

    def _as_configured_now(self) -> None:
        """The library remembers server and password for each thread; the environment may say otherwise."""
        server = os.environ.get("CUPS_SERVER", "")
        self.library.cupsSetServer(server.encode() if server else None)
        self.library.cupsSetPasswordCB2(_no_password, None)


def device_state(library: Any, uri: str) -> Attributes | None:
    """What an IPP printer says of itself; None for a device of another kind. Raises NoAnswer."""
    parts = urlsplit(uri)
    if parts.scheme not in {"ipp", "ipps"} or not parts.hostname:
        return None
    with _connected(library, parts.hostname, parts.port or _DEFAULT_PORT, tls=parts.scheme == "ipps") as line:
        wanted = ("printer-state", "printer-state-reasons")
        return _request(library, line, _GET_PRINTER, uri, parts.path or "/", wanted)


@contextmanager
def _connected(library: Any, host: str, port: int, *, tls: bool) -> Iterator[Any]:
    line = library.httpConnect2(
        host.encode(), port, None, 0, _ALWAYS if tls else _IF_REQUESTED, 1, _CONNECT_MS, None
    )
    if not line:
        raise NoAnswer
    try:
        library.httpSetTimeout(line, _ANSWER_SECONDS, None, None)
        yield line
    finally:
        library.httpClose(line)


def _request(
    library: Any, line: Any, operation: int, uri: str, resource: str, wanted: Sequence[str]
) -> Attributes:
    request = library.ippNewRequest(operation)
    kind = b"job-uri" if "/jobs/" in uri else b"printer-uri"
    library.ippAddString(request, _OPERATION, _URI, kind, None, uri.encode())
    library.ippAddString(request, _OPERATION, _NAME, b"requesting-user-name", None, library.cupsUser())
    if wanted:
        names = (ctypes.c_char_p * len(wanted))(*(name.encode() for name in wanted))
        library.ippAddStrings(
            request, _OPERATION, _KEYWORD, b"requested-attributes", len(wanted), None, names
        )
    answer = library.cupsDoRequest(line, request, resource.encode())
    try:
        status = library.ippGetStatusCode(answer) if answer else library.cupsLastError()
        if not answer or status > _LAST_SUCCESS:
            raise NoAnswer(unknown=status == _NOT_FOUND)
        return {name: _values(library, answer, name) for name in wanted}
    finally:
        if answer:
            library.ippDelete(answer)


def _values(library: Any, answer: Any, name: str) -> tuple[Value, ...]:
    found = library.ippFindAttribute(answer, name.encode(), _ANY)
    if not found:
        return ()
    kind = library.ippGetValueTag(found)
    count = library.ippGetCount(found)
    if kind in {_INTEGER, _ENUM}:
        return tuple(int(library.ippGetInteger(found, place)) for place in range(count))
    if kind not in _WORDS:
        return ()
    texts = (library.ippGetString(found, place, None) for place in range(count))
    return tuple(text.decode("utf-8", "replace") for text in texts if text is not None)


_POINTER, _TEXT, _INT = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "cupsDoRequest": (_POINTER, (_POINTER, _POINTER, _TEXT)),
    "cupsLastError": (_INT, ()),
    "cupsSetPasswordCB2": (None, (_PasswordAsked, _POINTER)),
    "cupsSetServer": (None, (_TEXT,)),
    "cupsUser": (_TEXT, ()),
    "httpClose": (None, (_POINTER,)),
    "httpConnect2": (_POINTER, (_TEXT, _INT, _POINTER, _INT, _INT, _INT, _INT, _POINTER)),
    "httpSetTimeout": (None, (_POINTER, ctypes.c_double, _POINTER, _POINTER)),
    "ippAddString": (_POINTER, (_POINTER, _INT, _INT, _TEXT, _TEXT, _TEXT)),
    "ippAddStrings": (_POINTER, (_POINTER, _INT, _INT, _TEXT, _INT, _TEXT, _POINTER)),
    "ippDelete": (None, (_POINTER,)),
    "ippFindAttribute": (_POINTER, (_POINTER, _TEXT, _INT)),
    "ippGetCount": (_INT, (_POINTER,)),
    "ippGetInteger": (_INT, (_POINTER, _INT)),
    "ippGetStatusCode": (_INT, (_POINTER,)),
    "ippGetString": (_TEXT, (_POINTER, _INT, _POINTER)),
    "ippGetValueTag": (_INT, (_POINTER,)),
    "ippNewRequest": (_POINTER, (_INT,)),
}


@lru_cache(maxsize=1)
def print_service() -> Service | None:
    """CUPS, where its library is on this machine."""
    name = "libcups.2.dylib" if sys.platform == "darwin" else "libcups.so.2"
    try:
        library = ctypes.CDLL(name)
        for function, (result, arguments) in _SIGNATURES.items():
            getattr(library, function).restype = result
            getattr(library, function).argtypes = arguments
    except (OSError, AttributeError):
        return None
    return Service(library)
