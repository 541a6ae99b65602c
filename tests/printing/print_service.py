"""A print service of its own for the tests: a private CUPS, and behind its queues real IPP printers.

The printers are CUPS' own emulator, which announces itself on a message bus: it gets one of its own too.
Works as root and as anybody.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import pytest

_ADMIN_PLACES = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))
_SECONDS = 20
NEEDED = {
    "cupsd": "cups-daemon",
    "lp": "cups-client",
    "lpadmin": "cups-client",
    "ippeveprinter": "cups-ipp-utils",
    "dbus-daemon": "dbus-daemon",
}


class NoEmulator(Exception):
    """The emulated printer does not start on this machine; the message is its own last word."""


def program(name: str) -> str:
    found = shutil.which(name, path=_ADMIN_PLACES)
    assert found is not None, name
    return found


def missing() -> str:
    """Which of the packages needed is not on this machine."""
    lacking = {package for name, package in NEEDED.items() if shutil.which(name, path=_ADMIN_PLACES) is None}
    return ", ".join(sorted(lacking))


@contextmanager
def print_service() -> Iterator[PrintService]:
    """A service for the length of a test or a module; skips where no printer can be emulated."""
    # CUPS reads its spool as another user, for whom pytest's own folders are closed.
    with tempfile.TemporaryDirectory(prefix="cups-") as name:
        service = PrintService(Path(name))
        try:
            try:
                service.start()
            except NoEmulator as reason:
                # It listens on IPv6 as well and gives up where the machine has none.
                if "IPv6" not in str(reason):
                    raise
                pytest.skip(f"the emulated printer does not start here: {reason}")
            yield service
        finally:
            service.stop()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
        return port


def wait_for_port(port: int) -> None:
    waiting = Event()
    for _ in range(400):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            waiting.wait(0.05)
        else:
            return
    raise AssertionError("a service did not start")


@dataclass
class Emulator:
    """One IPP printer: what it printed lies in its folder; its command does what the test wants of it."""

    name: str
    folder: Path
    port: int
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        return f"ipp://localhost:{self.port}/ipp/print"

    def switch_on(self, command: str = "true") -> None:
        """`command` is what a shell does for each job, beside keeping its file."""
        script = self.folder.parent / f"{self.name}.sh"
        script.write_text(f"#!/bin/sh\n{command}\n")
        script.chmod(0o755)
        options = ["-k", "-d", str(self.folder), "-f", "application/pdf", "-c", str(script)]
        told = self.folder.parent / f"{self.name}.log"
        with told.open("ab") as log:
            self.process = subprocess.Popen(
                [program("ippeveprinter"), "-v", "-p", str(self.port), "-n", "localhost", "-r", "off",
                 *options, self.name],
                stdout=log, stderr=log, env=self.environment,
            )  # fmt: skip
        waiting = Event()
        while self.process.poll() is None:
            with socket.socket() as line:
                line.settimeout(1)
                if line.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            waiting.wait(0.05)
        raise NoEmulator(told.read_text(errors="replace").strip().rpartition("\n")[2])

    def switch_off(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(_SECONDS)
            self.process = None

    def papers(self) -> list[bytes]:
        """What it printed, in order."""
        files = sorted(self.folder.glob("*.pdf"), key=lambda file: int(file.name.partition("-")[0]))
        return [file.read_bytes() for file in files]


@dataclass
class PrintService:
    """CUPS on a port of its own, with the queues that `add` made."""

    folder: Path
    port: int = field(default_factory=free_port)
    emulators: dict[str, Emulator] = field(default_factory=dict)
    cupsd: subprocess.Popen[bytes] | None = None
    bus: subprocess.Popen[bytes] | None = None

    @property
    def server(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        self.folder.chmod(0o755)
        self._start_bus()
        self.start_cups()
        self._learn_printer()

    def start_cups(self) -> None:
        folders = {
            name: self.folder / name for name in ("root", "spool", "cache", "state", "temporary", "files")
        }
        for folder in folders.values():
            folder.mkdir(exist_ok=True)
        open_to_all = "\n".join(
            f"<Location {place}>\nOrder allow,deny\nAllow all\n</Location>" for place in ("/", "/admin")
        )
        (self.folder / "cupsd.conf").write_text(
            f"Listen 127.0.0.1:{self.port}\nDefaultAuthType None\nWebInterface No\nBrowsing No\n"
            f"{open_to_all}\nMaxJobTime 0\nErrorPolicy retry-current-job\nJobRetryInterval 1\n"
            "<Policy default>\n<Limit All>\nOrder deny,allow\nAllow all\n</Limit>\n</Policy>\n"
        )
        owner = "SystemGroup root\n" if _is_root() else ""
        (self.folder / "cups-files.conf").write_text(
            f"ServerRoot {folders['root']}\nRequestRoot {folders['spool']}\nCacheDir {folders['cache']}\n"
            f"StateDir {folders['state']}\nTempDir {folders['temporary']}\nFileDevice Yes\n"
            f"ErrorLog stderr\nAccessLog /dev/null\nPageLog /dev/null\n{owner}"
        )
        configured = [
            "-c", str(self.folder / "cupsd.conf"), "-s", str(self.folder / "cups-files.conf")
        ]  # fmt: skip
        with (self.folder / "cupsd.log").open("ab") as log:
            self.cupsd = subprocess.Popen(
                [program("cupsd"), "-f", *configured],
                stdout=log,
                stderr=log,
                env=self._environment(bus="nowhere"),
            )
        wait_for_port(self.port)

    def stop_cups(self) -> None:
        if self.cupsd is not None:
            self.cupsd.terminate()
            self.cupsd.wait(_SECONDS)
            self.cupsd = None

    def stop(self) -> None:
        for emulator in self.emulators.values():
            emulator.switch_off()
        self.stop_cups()
        if self.bus is not None:
            self.bus.kill()
            self.bus.wait(_SECONDS)

    def add_printer(self, name: str, command: str = "true") -> Emulator:
        """A printer that is on, with a queue of its name that takes PDF as it is."""
        folder = self.folder / "files" / name
        folder.mkdir()
        emulator = Emulator(name, folder, free_port(), self._environment())
        self.emulators[name] = emulator
        emulator.switch_on(command)
        self.admin("lpadmin", "-p", name, "-E", "-v", emulator.uri, "-P", str(self._description))
        return emulator

    def add_queue(self, name: str, device: str) -> None:
        """A queue that hands bytes to `device` as they come."""
        self.admin("lpadmin", "-p", name, "-E", "-v", device, "-m", "raw")

    def admin(self, *command: str) -> str:
        done = subprocess.run(
            [program(command[0]), *command[1:]],
            check=True, capture_output=True, text=True, timeout=_SECONDS,
            env={**self._environment(), "CUPS_SERVER": self.server},
        )  # fmt: skip
        return done.stdout

    def jobs(self, queue: str, which: str = "not-completed") -> Sequence[str]:
        """CUPS' names of the jobs of a queue."""
        told = self.admin("lpstat", "-W", which, "-o", queue)
        return [line.split()[0] for line in told.splitlines() if line]

    def when(self, begun: Path, *command: str) -> Thread:
        """Carry `command` out as soon as the file `begun` is there."""

        def wait_and_act() -> None:
            waiting = Event()
            while not begun.exists():
                waiting.wait(0.02)
            self.admin(*command)

        thread = Thread(target=wait_and_act, daemon=True)
        thread.start()
        return thread

    @property
    def _description(self) -> Path:
        return self.folder / "printer.ppd"

    def _learn_printer(self) -> None:
        """Let CUPS ask an emulator once what it can do, as for any driverless printer.

        It asks in the background and opens the queue when it is done, whatever was done to it meanwhile:
        the queues of the tests are made from what it learned.
        """
        folder = self.folder / "files" / "model"
        folder.mkdir()
        model = Emulator("model", folder, free_port(), self._environment())
        model.switch_on()
        self.admin("lpadmin", "-p", "model", "-E", "-v", model.uri, "-m", "everywhere")
        learned = self.folder / "root" / "ppd" / "model.ppd"
        waiting, before = Event(), b""
        for _ in range(200):
            now = learned.read_bytes() if learned.exists() else b""
            if now and now == before:
                break
            before = now
            waiting.wait(0.05)
        assert before, "the print service learned nothing of its printer"
        self._description.write_bytes(before)
        model.switch_off()

    def _environment(self, bus: str = "bus") -> dict[str, str]:
        # CUPS would wait for answers on a bus where nobody but the printers is.
        return {
            **os.environ,
            "LC_ALL": "C",
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self.folder / bus}",
            "HOME": str(self.folder),
        }

    def _start_bus(self) -> None:
        (self.folder / "bus.conf").write_text(
            '<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"\n'
            ' "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">\n'
            f"<busconfig><type>session</type><listen>unix:path={self.folder / 'bus'}</listen>"
            '<auth>EXTERNAL</auth><policy context="default"><allow send_type="method_call"/>'
            '<allow send_type="signal"/><allow send_type="method_return"/><allow send_type="error"/>'
            '<allow receive_type="method_call"/><allow receive_type="signal"/>'
            '<allow receive_type="method_return"/><allow receive_type="error"/>'
            '<allow own="*"/><allow user="*"/></policy></busconfig>\n'
        )
        self.bus = subprocess.Popen(
            [program("dbus-daemon"), f"--config-file={self.folder / 'bus.conf'}", "--nofork", "--nopidfile"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        waiting = Event()
        for _ in range(200):
            if (self.folder / "bus").exists():
                return
            waiting.wait(0.02)
        raise AssertionError("the message bus did not start")


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
