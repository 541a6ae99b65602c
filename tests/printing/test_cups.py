"""A real print service: a private CUPS on a port of its own, with a queue that ends at a socket here."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import pytest

from shopdesk.printing.drivers import Printout, PrintTrouble, SystemPrinter, system_queues
from shopdesk.printing.render import render
from tests.printing import samples

CUPSD = shutil.which("cupsd") or shutil.which("cupsd", path="/usr/sbin")
NEEDS_CUPS = pytest.mark.skipif(
    CUPSD is None or shutil.which("lp") is None or not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="needs CUPS on the machine, and root to start a private one",
)
pytestmark = NEEDS_CUPS

ALLOWED = "\n".join(
    f"<Location {place}>\nOrder allow,deny\nAllow all\n</Location>" for place in ("/", "/admin")
)


@dataclass
class Paper:
    """What arrives at the queue's far end."""

    port: int
    arrived: Event = field(default_factory=Event)
    content: bytes = b""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
        return port


@pytest.fixture
def paper() -> Iterator[Paper]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        # A thread that waits in accept() is not woken when the door closes: it looks up now and then.
        door.settimeout(0.05)
        closed = Event()
        paper = Paper(door.getsockname()[1])

        def receive() -> None:
            line = None
            while line is None:
                try:
                    line, _ = door.accept()
                except TimeoutError:
                    if closed.is_set():
                        return
            with line:
                while part := line.recv(65536):
                    paper.content += part
            paper.arrived.set()

        thread = Thread(target=receive, daemon=True)
        thread.start()
        yield paper
        closed.set()
        thread.join(10)


@pytest.fixture
def service_folder() -> Iterator[Path]:
    """CUPS reads its spool as another user, for whom pytest's own folders are closed."""
    with tempfile.TemporaryDirectory(prefix="cups-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def queue(service_folder: Path, paper: Paper, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A queue called ``office`` of a CUPS that only this test sees."""
    port = free_port()
    folders = {name: service_folder / name for name in ("root", "spool", "cache", "state", "temporary")}
    for folder in folders.values():
        folder.mkdir()
    (service_folder / "cupsd.conf").write_text(
        f"Listen 127.0.0.1:{port}\nDefaultAuthType None\nWebInterface No\nBrowsing No\n{ALLOWED}\n"
        "<Policy default>\n<Limit All>\nOrder deny,allow\nAllow all\n</Limit>\n</Policy>\n"
    )
    (service_folder / "cups-files.conf").write_text(
        f"ServerRoot {folders['root']}\nRequestRoot {folders['spool']}\nCacheDir {folders['cache']}\n"
        f"StateDir {folders['state']}\nTempDir {folders['temporary']}\n"
        "ErrorLog stderr\nAccessLog /dev/null\nPageLog /dev/null\nSystemGroup root\n"
    )
    configured = ["-c", str(service_folder / "cupsd.conf"), "-s", str(service_folder / "cups-files.conf")]
    with (service_folder / "log").open("wb") as log:
        service = subprocess.Popen([str(CUPSD), "-f", *configured], stdout=log, stderr=log)
    monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{port}")
    try:
        until_it_listens(port)
        admin = shutil.which("lpadmin") or "/usr/sbin/lpadmin"
        device = f"socket://127.0.0.1:{paper.port}"
        subprocess.run(
            [admin, "-p", "office", "-E", "-v", device, "-m", "raw"],
            check=True,
            capture_output=True,
            timeout=20,
        )
        yield "office"
    finally:
        service.terminate()
        service.wait(20)


def until_it_listens(port: int) -> None:
    waiting = Event()
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            waiting.wait(0.05)
        else:
            return
    pytest.fail("the print service did not start")


def test_the_pdf_arrives_as_it_was_made(queue: str, paper: Paper) -> None:
    assert system_queues() == (queue,)
    sale = samples.sale("zh_CN")
    printout = Printout.of(sale, "a5", render(sale, "a5"), 0)
    assert SystemPrinter(queue).print_document(printout) == "office-1"
    assert paper.arrived.wait(30)
    assert paper.content == printout.pdf


def test_a_queue_that_is_closed_or_unknown_says_so(queue: str) -> None:
    sale = samples.sale("en")
    printout = Printout.of(sale, "a5", render(sale, "a5"), 0)
    reject = shutil.which("cupsreject") or "/usr/sbin/cupsreject"
    subprocess.run([reject, queue], check=True, timeout=20)
    with pytest.raises(PrintTrouble) as trouble:
        SystemPrinter(queue).print_document(printout)
    assert trouble.value.key == "paper.trouble.refused"
    with pytest.raises(PrintTrouble) as trouble:
        SystemPrinter("nowhere").print_document(printout)
    assert trouble.value.key == "paper.trouble.no_printer"
