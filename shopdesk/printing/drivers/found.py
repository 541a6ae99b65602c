"""What is connected to this machine: queues of the system, USB printers, serial lines. Slow to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shopdesk.printing.drivers.addresses import Address
from shopdesk.printing.drivers.system import system_queues
from shopdesk.printing.drivers.ways.serial_way import BAUD
from shopdesk.printing.drivers.ways.usb_way import (
    printer_interface,
    serial_number,
    usb_devices,
    usb_text,
)

_BROTHER, _ZEBRA, _TSC, _EPSON = 0x04F9, 0x0A5F, 0x1203, 0x04B8
_LANGUAGES = {_BROTHER: "brother", _ZEBRA: "zpl", _TSC: "tspl", _EPSON: "escpos"}
_OFFICE = re.compile(r"PCL|POSTSCRIPT|PJL|URF|ESCPL2|PWG|GDI|PDF", re.IGNORECASE)
"""What office printers say they speak: those print through the system."""
_ID_ROOM = 1023
_BUS = Path("/sys/bus/usb/devices")


@dataclass(frozen=True, slots=True)
class FoundPrinter:
    """`title` is what the device or the system calls it."""

    address: str
    title: str


def connected_printers() -> tuple[FoundPrinter, ...]:
    """Everything that could be a printer, likely ones first. Takes seconds: not for the window's thread."""
    queues = [FoundPrinter(str(Address("system", place=name)), name) for name in system_queues()]
    return (*queues, *usb_printers(), *serial_lines())


def usb_printers(backend: Any = None) -> tuple[FoundPrinter, ...]:
    """Receipt and label printers on USB; office printers are left to the system's queues."""
    import usb.core  # noqa: PLC0415 - only asked for in the settings

    try:
        found = list(_usb_printers(backend))
    except (OSError, usb.core.NoBackendError):
        return ()
    return tuple(found)


def _usb_printers(backend: Any) -> Iterator[FoundPrinter]:
    for device in usb_devices(backend):
        interface = printer_interface(device)
        if interface is None:
            continue
        told = _device_id(device, interface)
        language, options = _language(device, told)
        if not language:
            continue
        place = f"{device.idVendor:04x}:{device.idProduct:04x}"
        number = serial_number(device)
        address = Address(language, "usb", f"{place}:{number}" if number else place, options)
        maker = told.get("MFG") or told.get("MANUFACTURER") or usb_text(device, device.iManufacturer)
        model = told.get("MDL") or told.get("MODEL") or usb_text(device, device.iProduct)
        title = model if model.startswith(maker) else f"{maker} {model}"
        yield FoundPrinter(str(address), f"{title.strip() or 'USB'} ({place})")


def _language(device: Any, told: dict[str, str]) -> tuple[str, dict[str, str]]:
    """What it speaks, by its own word, else by its maker; empty for an office printer."""
    if device.idVendor == _BROTHER:
        model = _brother_model(device.idProduct)
        return ("brother", {"model": model}) if model else ("", {})
    spoken = told.get("CMD") or told.get("COMMAND SET") or ""
    for word, language in (("ZPL", "zpl"), ("TSPL", "tspl"), ("TSC", "tspl"), ("ESC/POS", "escpos")):
        if word in spoken.upper():
            return language, {}
    if device.idVendor in _LANGUAGES and not _OFFICE.search(spoken):
        return _LANGUAGES[device.idVendor], {}
    return ("", {}) if _OFFICE.search(spoken) else ("escpos", {})


def _brother_model(product: int) -> str:
    """The QL printer with that number; empty for Brother's office printers."""
    from brother_ql.models import ModelsManager  # noqa: PLC0415 - see above

    for one in ModelsManager().iter_elements():
        if one.product_id == product and one.identifier.startswith("QL"):
            return str(one.identifier)
    return ""


def _device_id(device: Any, interface: Any) -> dict[str, str]:
    """IEEE 1284: ``MFG:Xprinter;CMD:ESC/POS;MDL:XP-80C;``. Empty for those that do not say, or not to us."""
    where = interface.bInterfaceNumber << 8 | interface.bAlternateSetting
    try:
        told = bytes(device.ctrl_transfer(0xA1, 0, 0, where, _ID_ROOM, 1000))[2:].decode("latin-1")
    except (OSError, NotImplementedError):
        told = _told_to_linux(device, interface)
    pairs = (part.partition(":") for part in told.rstrip("\x00\n").split(";") if ":" in part)
    return {name.strip().upper(): value.strip() for name, _, value in pairs}


def _told_to_linux(device: Any, interface: Any) -> str:
    """What the printer told the system's own driver, which holds it."""
    ports = ".".join(str(port) for port in device.port_numbers or ())
    file = _BUS / f"{device.bus}-{ports}:1.{interface.bInterfaceNumber}" / "ieee1284_id"
    try:
        return file.read_text(encoding="latin-1")
    except OSError:
        return ""


def serial_lines() -> tuple[FoundPrinter, ...]:
    """Serial lines with something behind them. A scanner may be among them: a person knows."""
    from serial.tools.list_ports import comports  # noqa: PLC0415 - see above

    found = []
    for port in sorted(comports()):
        told = port.description if port.description and port.description != "n/a" else ""
        title = f"{told} ({port.device})" if told and port.device not in told else told or port.device
        address = Address("escpos", "serial", port.device, {"baud": str(BAUD)})
        found.append(FoundPrinter(str(address), title))
    return tuple(found)
