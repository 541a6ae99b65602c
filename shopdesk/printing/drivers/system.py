"""The system's print queues: CUPS by `lp` on Linux and macOS, Windows by Qt's printer.

Always at 100 %: a receipt that is "fitted to the page" has a third that is no third.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from shopdesk.printing.drivers.cups import Patience, check_queue, follow
from shopdesk.printing.drivers.port import OutcomeUnknown, Printed, Printer, Printout, PrintTrouble
from shopdesk.printing.paper import PaperSize
from shopdesk.printing.render import page_sizes

_PATIENCE = 30.0
"""Seconds for `lp` to hand a job over; CUPS answers in well under one."""

_NAMED_MEDIA = {"a4": "A4", "a4-three": "A4", "a5": "A5", "letter": "Letter", "letter-three": "Letter"}

# What CUPS says (in English, because LC_ALL is C), and what it means at the counter.
_REASONS = (
    ("does not exist", "paper.trouble.no_printer"),
    ("unknown destination", "paper.trouble.no_printer"),
    ("no default destination", "paper.trouble.no_printer"),
    ("not accepting", "paper.trouble.refused"),
    ("forbidden", "paper.trouble.refused"),
    ("not authorized", "paper.trouble.refused"),
    ("unable to connect", "paper.trouble.no_service"),
    ("connection refused", "paper.trouble.no_service"),
    ("scheduler", "paper.trouble.no_service"),
    ("no space left", "paper.trouble.spool_full"),
)


class SystemPrinter(Printer):
    """A queue of the system's print service."""

    def __init__(self, queue: str, patience: Patience | None = None) -> None:
        self.queue = queue
        self.patience = patience

    def print_document(self, printout: Printout) -> Printed:
        if sys.platform == "win32":
            from shopdesk.printing.drivers.windows import print_pdf  # noqa: PLC0415 - Qt, and only there

            return Printed(print_pdf(self.queue, printout))
        options = (
            "-o", f"media={media(printout.size, printout.pdf)}",
            "-o", "print-scaling=none", "-o", "sides=one-sided",
        )  # fmt: skip
        check_queue(self.queue)
        request = hand_to_lp(self.queue, printout.name, printout.pdf, "pdf", options)
        follow(self.queue, request, self.patience)
        return Printed(request)


def hand_to_lp(queue: str, name: str, content: bytes, ending: str, options: Sequence[str]) -> str:
    """Queue a file by `lp`; gives CUPS' name for the job. Raises PrintTrouble, OutcomeUnknown."""
    program = shutil.which("lp")
    if program is None:
        raise PrintTrouble("paper.trouble.no_service", printer=queue)
    with tempfile.TemporaryDirectory(prefix="shopdesk-") as folder:
        file = Path(folder) / f"{name}.{ending}"
        file.write_bytes(content)
        try:
            done = subprocess.run(  # noqa: S603 - the program is found, the arguments are a list
                [program, "-d", queue, "-t", name, *options, "--", str(file)],
                capture_output=True, text=True, timeout=_PATIENCE, check=False,
                env={**os.environ, "LC_ALL": "C"},
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise OutcomeUnknown("paper.trouble.timeout", printer=queue) from error
        except OSError as error:
            raise PrintTrouble("paper.trouble.no_service", printer=queue) from error
    if done.returncode != 0:
        raise _refusal(queue, done.stderr)
    return _request(done.stdout) or queue


def _refusal(queue: str, told: str) -> PrintTrouble:
    plain = told.lower()
    for words, key in _REASONS:
        if words in plain:
            return PrintTrouble(key, printer=queue)
    return PrintTrouble("paper.trouble.refused", printer=queue)


def media(size: PaperSize, pdf: bytes) -> str:
    """The paper's name for CUPS; sizes without a name by their millimetres, a roll by its page's length."""
    named = _NAMED_MEDIA.get(size.name)
    if named is not None:
        return named
    width, height = page_sizes(pdf)[0]
    return f"Custom.{width:.2f}x{height:.2f}mm"


def _request(answer: str) -> str:
    """``office-12`` from ``request id is office-12 (1 file(s))``."""
    words = answer.split()
    return words[3] if words[:3] == ["request", "id", "is"] and len(words) > 3 else ""


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
