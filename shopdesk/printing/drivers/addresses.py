"""Printers by address, as settings keep them: a language, the way to it, where, and what to know of it.

``escpos:10.0.0.7``, ``escpos+serial:/dev/ttyUSB0?baud=9600``, ``zpl+usb:0a5f:0166``,
``brother:label-printer?model=QL-820NWB``, ``tspl+queue:Gprinter``; beside them ``folder:PATH``,
``png:PATH`` and ``system:QUEUE``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote

from shopdesk.errors import UserError
from shopdesk.printing.drivers.folder import FolderPrinter
from shopdesk.printing.drivers.languages import brother
from shopdesk.printing.drivers.languages.brother import Brother
from shopdesk.printing.drivers.languages.escpos import CUTS, KICK, EscPos
from shopdesk.printing.drivers.languages.language import Language
from shopdesk.printing.drivers.languages.tspl import GAP, Tspl
from shopdesk.printing.drivers.languages.zpl import Zpl
from shopdesk.printing.drivers.port import Printer, PrintTrouble
from shopdesk.printing.drivers.raw import EscPosPrinter, RawPrinter
from shopdesk.printing.drivers.system import SystemPrinter
from shopdesk.printing.drivers.ways import QueueWay, SerialWay, TcpWay, UsbWay, Way
from shopdesk.printing.drivers.ways.serial_way import BAUD, BAUDS, FLOWS, PARITIES
from shopdesk.printing.drivers.ways.tcp_way import PORT

_YES_NO = ("yes", "no")
_OPTIONS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "escpos": {"text": ("raster", "gb18030"), "cut": tuple(CUTS), "kick": ()},
    "zpl": {"dpi": ("203", "300")},
    "tspl": {"dpi": ("203", "300"), "gap": (), "turned": _YES_NO},
    "brother": {"model": (), "tape": ("labels", "endless"), "red": _YES_NO},
}
_WAY_OPTIONS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "tcp": {"answers": _YES_NO},
    "serial": {
        "answers": _YES_NO, "baud": tuple(str(baud) for baud in BAUDS),
        "flow": FLOWS, "parity": tuple(PARITIES),
    },
    "usb": {"answers": _YES_NO},
    "queue": {},
}  # fmt: skip
_SENT = ("folder", "png", "system")
_MOST_KICK = 16
_SIGNS = re.compile(r"[%?\s]")
"""What would end a place, or be taken for a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart. `language` is ``folder``, ``png`` or ``system`` for those that speak none."""

    language: str
    way: str = ""
    """``tcp``, ``serial``, ``usb``, ``queue``; empty for those that speak no language."""
    place: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        kind = self.language if self.way in {"", "tcp"} else f"{self.language}+{self.way}"
        place = _SIGNS.sub(lambda sign: quote(sign[0]), self.place) if self.way else self.place
        query = "&".join(f"{name}={quote(value, safe='')}" for name, value in self.options.items())
        return f"{kind}:{place}?{query}" if query else f"{kind}:{place}" if place else kind


def parse_address(address: str) -> Address:
    """Take an address apart. Raises UserError for one that no printer can have."""
    head, _, rest = address.strip().partition(":")
    language, _, way = head.partition("+")
    if language in {"", *_SENT} and not way:
        if language == "system" and not rest:
            raise UserError("paper.address.queue")
        return Address(language or "folder", place=rest)
    way = way or "tcp"
    if language not in _OPTIONS or way not in _WAY_OPTIONS:
        raise UserError("paper.address.unknown", address=address)
    place, _, query = rest.partition("?")
    parsed = Address(language, way, unquote(place.strip()), _options(language, way, query))
    _PLACES[way](parsed.place)
    return parsed


def _options(language: str, way: str, query: str) -> dict[str, str]:
    known = {**_OPTIONS[language], **_WAY_OPTIONS[way]}
    told: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in known:
            raise UserError("paper.address.option", option=name)
        plain = value.strip()
        right = plain in known[name] if known[name] else _FREE[name](plain)
        if not right:
            raise UserError("paper.address.value", option=name, value=value)
        told[name] = plain
    return told


def _is_kick(value: str) -> bool:
    try:
        return 0 < len(bytes.fromhex(value)) <= _MOST_KICK
    except ValueError:
        return False


def _is_gap(value: str) -> bool:
    try:
        return 0 <= float(value) <= 50
    except ValueError:
        return False


_FREE: Mapping[str, Callable[[str], bool]] = {
    "kick": _is_kick,
    "gap": _is_gap,
    "model": lambda value: value in brother.models(),
}


def _host(place: str) -> tuple[str, int]:
    """Raises UserError for what is no ``HOST``, ``HOST:PORT``, ``[V6]:PORT``."""
    host, port = place, ""
    if place.startswith("["):
        host, _, port = place[1:].partition("]")
        port = port.removeprefix(":")
    elif place.count(":") == 1:
        host, _, port = place.partition(":")
    if not host or any(sign.isspace() or sign in "/@[]?" for sign in host):
        raise UserError("paper.address.host")
    if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise UserError("paper.address.port")
    return host, int(port or PORT)


def _usb(place: str) -> tuple[int, int, str]:
    """Raises UserError for what is no ``04b8:0202`` or ``04b8:0202:SERIAL``."""
    vendor, _, rest = place.partition(":")
    product, _, serial = rest.partition(":")
    try:
        numbers = int(vendor, 16), int(product, 16)
    except ValueError:
        raise UserError("paper.address.usb") from None
    if not all(0 <= number <= 0xFFFF for number in numbers):
        raise UserError("paper.address.usb")
    return (*numbers, serial)


def _device(place: str) -> str:
    if not place:
        raise UserError("paper.address.serial")
    return place


def _queue(place: str) -> str:
    if not place:
        raise UserError("paper.address.queue")
    return place


_PLACES: Mapping[str, Callable[[str], object]] = {
    "tcp": _host, "usb": _usb, "serial": _device, "queue": _queue,
}  # fmt: skip


def open_printer(address: str, folder: Path) -> Printer:
    """The printer at `address`; ``""`` and ``folder`` are the shop's own `folder`.

    Raises PrintTrouble for an address that no printer can have.
    """
    try:
        parsed = parse_address(address)
    except UserError as error:
        raise PrintTrouble("paper.trouble.no_printer", printer=address) from error
    match parsed.language:
        case "folder" | "png":
            return FolderPrinter(
                Path(parsed.place) if parsed.place else folder, as_png=parsed.language == "png"
            )
        case "system":
            return SystemPrinter(parsed.place)
    language, way = _language(parsed), _way(parsed)
    must_answer = parsed.options.get("answers") == "yes"
    if isinstance(language, EscPos):
        return EscPosPrinter(way, language, must_answer)
    return RawPrinter(way, language, must_answer)


def _language(address: Address) -> Language:
    told = address.options
    dpi = int(told["dpi"]) if "dpi" in told else None
    match address.language:
        case "zpl":
            return Zpl(dpi)
        case "tspl":
            return Tspl(dpi, float(told.get("gap", GAP)), told.get("turned") == "yes")
        case "brother":
            return Brother(
                told.get("model", brother.MODEL), told.get("tape") == "endless", told.get("red") == "yes"
            )
    kick = bytes.fromhex(told["kick"]) if "kick" in told else KICK
    return EscPos(told.get("text") == "gb18030", told.get("cut", "partial"), kick)


def _way(address: Address) -> Way:
    told = address.options
    hears = told.get("answers") != "no"
    match address.way:
        case "serial":
            return SerialWay(
                address.place, int(told.get("baud", BAUD)),
                told.get("parity", "none"), told.get("flow", "none"), hears,
            )  # fmt: skip
        case "usb":
            return UsbWay(*_usb(address.place), hears)
        case "queue":
            return QueueWay(address.place)
    return TcpWay(*_host(address.place), hears=hears)
