"""Where a printer of the tests hangs: at a socket, at a serial line, on a USB bus; with faults to order."""

from __future__ import annotations

import errno
import os
import select
import socket
import sys
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any, Protocol

import pytest
import usb.backend
import usb.core


class Machine(Protocol):
    """A printer's inside: bytes in, answers out."""

    def take(self, data: bytes) -> bytes: ...


def _told(serve: Callable[[], None], faults: list[BaseException]) -> None:
    """What goes wrong in a machine's own thread is its test's to know."""
    try:
        serve()
    except Exception as fault:
        faults.append(fault)


@dataclass
class SocketPrinter:
    """A printer at a port of this machine, one call after the other.

    `dies_at`: after so many bytes in all its power goes, in the middle of a call; then it is on again.
    `stalls_at`: it reads no more.
    """

    machine: Machine
    dies_at: int | None = None
    stalls_at: int | None = None
    slow: float = 0.0
    """Seconds before each answer."""
    at_port: int = 0
    """0 is any free one."""
    taken: int = 0
    calls: int = 0
    died: Callable[[], None] = lambda: None
    """Called when the power goes."""

    def __enter__(self) -> SocketPrinter:
        self._door = socket.create_server(("127.0.0.1", self.at_port))
        # A thread that waits in accept() is not woken when the door closes: it looks up now and then.
        self._door.settimeout(0.02)
        self._closed = Event()
        self._faults: list[BaseException] = []
        self._thread = Thread(target=_told, args=(self._serve, self._faults), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        # The last connection may still be reading: the test's end waits for it.
        self._thread.join(20)
        assert not self._thread.is_alive()
        self._door.close()
        for fault in self._faults:
            raise fault

    @property
    def port(self) -> int:
        port: int = self._door.getsockname()[1]
        return port

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def _serve(self) -> None:
        while not self._closed.is_set():
            try:
                line, _ = self._door.accept()
            except TimeoutError:
                continue
            self.calls += 1
            with line:
                line.settimeout(0.02)
                self._converse(line)

    def _converse(self, line: socket.socket) -> None:
        while not self._closed.is_set():
            if self.stalls_at is not None and self.taken >= self.stalls_at:
                self._closed.wait(0.02)
                continue
            try:
                data = line.recv(65536)
                if not data:
                    return
                dead = self.dies_at is not None and self.taken + len(data) >= self.dies_at
                if dead:
                    data = data[: (self.dies_at or 0) - self.taken]
                self.taken += len(data)
                answer = self.machine.take(data)
                if dead:
                    self.dies_at = None
                    self.died()
                    return
                if answer:
                    self._closed.wait(self.slow)
                    line.sendall(answer)
            except TimeoutError:
                continue
            except OSError:
                return  # the program hung up in the middle


class SerialPrinter:
    """A printer at the far end of a pseudo terminal; `device` is the near end."""

    def __init__(self, machine: Machine, dies_at: int | None = None) -> None:
        self.machine = machine
        self.dies_at = dies_at
        self.taken = 0

    def __enter__(self) -> SerialPrinter:
        if sys.platform == "win32":
            pytest.skip("Windows has no pseudo terminals")
        import tty  # noqa: PLC0415 - not on Windows

        self._far, self._near = os.openpty()
        tty.setraw(self._near)
        self.device = os.ttyname(self._near)
        self._closed = Event()
        self._faults: list[BaseException] = []
        self._thread = Thread(target=_told, args=(self._serve, self._faults), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._thread.join(20)
        for end in (self._far, self._near):
            os.close(end)
        for fault in self._faults:
            raise fault

    def _serve(self) -> None:
        while not self._closed.is_set():
            if not select.select([self._far], [], [], 0.02)[0]:
                continue
            try:
                data = os.read(self._far, 4096)
            except OSError:
                return  # nobody has the near end open
            self.taken += len(data)
            if self.dies_at is not None and self.taken >= self.dies_at:
                # Dead, but the cable still hangs there: it reads and says nothing.
                continue
            answer = self.machine.take(data)
            if answer:
                os.write(self._far, answer)


@dataclass
class UsbDevice:
    """A device on the bus of the tests. `held` is another program's, `locked` another account's."""

    machine: Machine
    vendor: int = 0x04B8
    product: int = 0x0202
    serial: str = "J2F8901"
    maker: str = "EPSON"
    model: str = "TM-T20III"
    device_id: str = ""
    interface_class: int = 7
    held: bool = False
    locked: bool = False
    dies_at: int | None = None
    taken: int = 0
    answers: bytearray = field(default_factory=bytearray)
    kernel_driver: bool = True
    claimed: bool = False


_OUT, _IN = 0x01, 0x82


class UsbBus(usb.backend.IBackend):  # type: ignore[misc]  # the library ships no types
    """libusb as the library sees it, without a bus."""

    def __init__(self, *devices: UsbDevice) -> None:
        self.devices = list(devices)

    def enumerate_devices(self) -> list[UsbDevice]:
        return self.devices

    def get_device_descriptor(self, dev: UsbDevice) -> Any:
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0,
            bDeviceProtocol=0, bMaxPacketSize0=64, idVendor=dev.vendor, idProduct=dev.product,
            bcdDevice=0x100, iManufacturer=1, iProduct=2, iSerialNumber=3 if dev.serial else 0,
            bNumConfigurations=1, address=1, bus=1, port_number=1, port_numbers=(1,), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: UsbDevice, config: int) -> Any:
        if config:
            raise IndexError(config)
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1,
            iConfiguration=0, bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, dev: UsbDevice, intf: int, alt: int, config: int) -> Any:
        if intf or alt:
            raise IndexError(intf)
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2,
            bInterfaceClass=dev.interface_class, bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0,
            extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: UsbDevice, ep: int, intf: int, alt: int, config: int) -> Any:
        if ep > 1:
            raise IndexError(ep)
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=(_OUT, _IN)[ep], bmAttributes=2,
            wMaxPacketSize=64, bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: UsbDevice) -> UsbDevice:
        if dev.locked:
            raise usb.core.USBError("Access denied", errno=errno.EACCES)
        return dev

    def close_device(self, dev_handle: UsbDevice) -> None:
        dev_handle.claimed = False

    def get_configuration(self, dev_handle: UsbDevice) -> int:
        return 1

    def claim_interface(self, dev_handle: UsbDevice, intf: int) -> None:
        if dev_handle.held or dev_handle.kernel_driver:
            raise usb.core.USBError("Resource busy", errno=errno.EBUSY)
        dev_handle.claimed = True

    def release_interface(self, dev_handle: UsbDevice, intf: int) -> None:
        dev_handle.claimed = False

    def is_kernel_driver_active(self, dev_handle: UsbDevice, intf: int) -> bool:
        return dev_handle.kernel_driver

    def detach_kernel_driver(self, dev_handle: UsbDevice, intf: int) -> None:
        dev_handle.kernel_driver = False

    def bulk_write(self, dev_handle: UsbDevice, ep: int, intf: int, data: Any, timeout: int) -> int:
        assert ep == _OUT
        assert dev_handle.claimed
        sent = bytes(data)
        if dev_handle.dies_at is not None and dev_handle.taken + len(sent) >= dev_handle.dies_at:
            dev_handle.machine.take(sent[: dev_handle.dies_at - dev_handle.taken])
            raise usb.core.USBError("No such device", errno=errno.ENODEV)
        dev_handle.taken += len(sent)
        dev_handle.answers += dev_handle.machine.take(sent)
        return len(sent)

    def bulk_read(self, dev_handle: UsbDevice, ep: int, intf: int, buff: Any, timeout: int) -> int:
        assert ep == _IN
        assert len(buff) >= 64, "a packet does not fit"
        if not dev_handle.answers:
            raise usb.core.USBTimeoutError("Operation timed out", errno=errno.ETIMEDOUT)
        told = bytes(dev_handle.answers[: len(buff)])
        del dev_handle.answers[: len(told)]
        buff[: len(told)] = array("B", told)
        return len(told)

    def ctrl_transfer(
        self, dev_handle: UsbDevice, request_type: int, request: int, value: int, index: int,
        data: Any, timeout: int,
    ) -> int:  # fmt: skip
        if request_type == 0x80 and request == 6:
            texts = {1: dev_handle.maker, 2: dev_handle.model, 3: dev_handle.serial}
            text = texts.get(value & 0xFF, "").encode("utf-16-le")
            told = b"\x04\x03\x09\x04" if not value & 0xFF else bytes((len(text) + 2, 3)) + text
        elif request_type == 0xA1 and request == 0 and dev_handle.device_id:
            text = dev_handle.device_id.encode()
            told = (len(text) + 2).to_bytes(2, "big") + text
        else:
            raise usb.core.USBError("Pipe error", errno=errno.EPIPE)
        data[: len(told)] = array("B", told)
        return len(told)
