"""USB without a driver of the system: the printer class's two pipes, by libusb."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from shopdesk.printing.drivers.port import PrintTrouble
from shopdesk.printing.drivers.ways.way import STALL, Line

PRINTER_CLASS = 7
_PIECE = 16384


@dataclass(frozen=True, slots=True)
class UsbWay:
    """The device with these numbers; `serial` tells two of a kind apart. `backend` None is libusb."""

    vendor: int
    product: int
    serial: str = ""
    hears: bool = True
    backend: Any = field(default=None, compare=False)

    @property
    def name(self) -> str:
        return f"USB {self.vendor:04x}:{self.product:04x}"

    def open(self) -> Line:
        import usb.core  # noqa: PLC0415 - only desks with a USB printer need it

        try:
            device = self._device()
            return _UsbLine(device)
        except (OSError, NotImplementedError, usb.core.NoBackendError) as error:
            raise PrintTrouble(_why(error), printer=self.name) from error

    def _device(self) -> Any:
        for device in usb_devices(self.backend, idVendor=self.vendor, idProduct=self.product):
            if not self.serial or serial_number(device) == self.serial:
                return device
        raise OSError(errno.ENODEV, "no such printer is connected")

    def seconds_for(self, size: int) -> float:
        return 0.0


def usb_devices(backend: Any = None, **wanted: int) -> Iterator[Any]:
    """Devices on the bus. Raises NoBackendError where there is no libusb."""
    import libusb_package  # noqa: PLC0415 - only desks with a USB printer need it
    import usb.core  # noqa: PLC0415

    found: Iterator[Any] = usb.core.find(
        find_all=True, backend=backend or libusb_package.get_libusb1_backend(), **wanted
    )
    return found


def serial_number(device: Any) -> str:
    """Empty for a device that has none, or keeps it to those with more rights."""
    return usb_text(device, device.iSerialNumber)


def usb_text(device: Any, index: int) -> str:
    import usb.util  # noqa: PLC0415 - see above

    if not index:
        return ""
    try:
        return str(usb.util.get_string(device, index) or "").strip("\x00 ")
    except (OSError, ValueError, NotImplementedError):
        return ""


def printer_interface(device: Any) -> Any:
    """The device's printer interface in its first configuration, None if it is no printer."""
    import usb.util  # noqa: PLC0415 - see above

    try:
        return usb.util.find_descriptor(device[0], bInterfaceClass=PRINTER_CLASS)
    except (OSError, IndexError):
        return None


def _why(error: Exception) -> str:
    code = getattr(error, "errno", None)
    if code == errno.EACCES or isinstance(error, NotImplementedError):
        return "paper.trouble.no_access"
    if code == errno.EBUSY:
        return "paper.trouble.in_use"
    return "paper.trouble.printer_off"


class _UsbLine:
    def __init__(self, device: Any) -> None:
        import usb.util  # noqa: PLC0415 - see above

        found = printer_interface(device)
        if found is None:
            raise OSError(errno.ENODEV, "this device is no printer")
        self._device = device
        self._number = found.bInterfaceNumber
        with suppress(NotImplementedError):  # only Linux has drivers that hold a device
            if device.is_kernel_driver_active(self._number):
                device.detach_kernel_driver(self._number)
        usb.util.claim_interface(device, self._number)

        def pipe(direction: int) -> Any:
            return usb.util.find_descriptor(
                found, custom_match=lambda end: usb.util.endpoint_direction(end.bEndpointAddress) == direction
            )

        self._out = pipe(usb.util.ENDPOINT_OUT)
        self._in = pipe(usb.util.ENDPOINT_IN)
        if self._out is None:
            self.close()
            raise OSError(errno.ENODEV, "this printer takes nothing")

    def send(self, data: bytes) -> None:
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE]
            while piece:
                piece = piece[self._out.write(piece, int(STALL * 1000)) :]

    def receive(self, most: int, seconds: float) -> bytes:
        import usb.core  # noqa: PLC0415 - see above

        if self._in is None:
            return b""
        try:
            # A pipe gives whole packets: asked for less, it fails.
            return bytes(self._in.read(max(most, self._in.wMaxPacketSize), max(int(seconds * 1000), 1)))
        except usb.core.USBTimeoutError:
            return b""

    def finish(self) -> str:
        return ""

    def close(self) -> None:
        import usb.util  # noqa: PLC0415 - see above

        with suppress(OSError):  # pulled out: there is nothing left to give back
            usb.util.release_interface(self._device, self._number)
        usb.util.dispose_resources(self._device)
