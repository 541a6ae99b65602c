"""Printers by address, as settings keep them, and the queues that the system offers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from shopdesk.printing.drivers.escpos import EscPosPrinter
from shopdesk.printing.drivers.folder import FolderPrinter
from shopdesk.printing.drivers.port import Printer, PrintTrouble
from shopdesk.printing.drivers.system import SystemPrinter


def open_printer(address: str, folder: Path) -> Printer:
    """The printer at `address`:

    ``""`` or ``folder`` the shop's own `folder`; ``folder:PATH`` PDF files there, ``png:PATH`` pictures;
    ``system:QUEUE`` a queue of the system; ``escpos:HOST`` or ``escpos:HOST:PORT`` a receipt printer.
    Raises PrintTrouble for an address that says none of these.
    """
    kind, _, rest = address.partition(":")
    match kind:
        case "" | "folder":
            return FolderPrinter(Path(rest) if rest else folder)
        case "png":
            return FolderPrinter(Path(rest) if rest else folder, as_png=True)
        case "system" if rest:
            return SystemPrinter(rest)
        case "escpos" if rest:
            host, _, port = rest.rpartition(":")
            if host and port.isdigit():
                return EscPosPrinter(host, int(port))
            return EscPosPrinter(rest)
        case _:
            raise PrintTrouble("paper.trouble.no_printer", printer=address)


def system_queues() -> tuple[str, ...]:
    """Names of the system's print queues. Not for the window's thread: it may take a quarter of a second."""
    if sys.platform == "win32":
        from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415 - Qt, and only there

        return tuple(QPrinterInfo.availablePrinterNames())
    program = shutil.which("lpstat")
    if program is None:
        return ()
    try:
        told = subprocess.run(  # noqa: S603 - the program is found, the arguments are a list
            [program, "-e"], capture_output=True, text=True, timeout=5, check=False,
            env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(line.strip() for line in told.stdout.splitlines() if line.strip())
