"""The system's print queues: CUPS by `lp` on Linux and macOS, Windows by Qt's printer.

Always at 100 %: a receipt that is "fitted to the page" has a third that is no third.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from shopdesk.printing.drivers.port import OutcomeUnknown, Printout, PrintTrouble
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


class SystemPrinter:
    """A queue of the system's print service."""

    def __init__(self, queue: str) -> None:
        self.queue = queue

    def print_document(self, printout: Printout) -> str:
        if sys.platform == "win32":
            from shopdesk.printing.drivers.windows import print_pdf  # noqa: PLC0415 - Qt, and only there

            return print_pdf(self.queue, printout)
        return self._lp(printout)

    def _lp(self, printout: Printout) -> str:
        program = shutil.which("lp")
        if program is None:
            raise PrintTrouble("paper.trouble.no_service", printer=self.queue)
        with tempfile.TemporaryDirectory(prefix="shopdesk-") as folder:
            file = Path(folder) / f"{printout.name}.pdf"
            file.write_bytes(printout.pdf)
            command = [
                program, "-d", self.queue, "-t", printout.name,
                "-o", f"media={media(printout.size, printout.pdf)}",
                "-o", "print-scaling=none", "-o", "sides=one-sided",
                "--", str(file),
            ]  # fmt: skip
            try:
                done = subprocess.run(  # noqa: S603 - the program is found, the arguments are a list
                    command, capture_output=True, text=True, timeout=_PATIENCE, check=False,
                    env={**os.environ, "LC_ALL": "C"},
                )  # fmt: skip
            except subprocess.TimeoutExpired as error:
                raise OutcomeUnknown("paper.trouble.timeout", printer=self.queue) from error
            except OSError as error:
                raise PrintTrouble("paper.trouble.no_service", printer=self.queue) from error
        if done.returncode != 0:
            raise self._refusal(done.stderr)
        return _request(done.stdout) or self.queue

    def _refusal(self, told: str) -> PrintTrouble:
        plain = told.lower()
        for words, key in _REASONS:
            if words in plain:
                return PrintTrouble(key, printer=self.queue)
        return PrintTrouble("paper.trouble.refused", printer=self.queue)


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
