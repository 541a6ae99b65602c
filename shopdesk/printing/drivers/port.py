"""What a printer is to the spooler, and the two ways in which it can disappoint."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from shopdesk.domain.papers import Paper
from shopdesk.errors import ShopDeskError
from shopdesk.printing.paper import FORMATS, PaperSize
from shopdesk.printing.render import kind_of


class PrintTrouble(ShopDeskError):
    """Nothing came out, for a reason that a person can mend; the key is ``paper.trouble.…``."""


class OutcomeUnknown(ShopDeskError):
    """Something may have come out: the line broke when the printer had the page in hand."""


@dataclass(frozen=True, slots=True)
class Printout:
    """A finished PDF on its way to a printer. `name` is readable, unique only with the folder's help."""

    name: str
    pdf: bytes
    size: PaperSize

    @classmethod
    def of(cls, paper: Paper, format: str, pdf: bytes, copy_no: int) -> Printout:  # noqa: A002 - the trade's word
        number = str(getattr(paper, "number", "") or getattr(paper, "z_number", ""))
        parts = [kind_of(paper).value, re.sub(r"[^0-9A-Za-z._-]+", "-", number).strip("-.")]
        if copy_no:
            parts.append(f"reprint-{copy_no}")
        return cls("-".join(part for part in parts if part), pdf, FORMATS[format])


class Printer(Protocol):
    """A way to paper."""

    def print_document(self, printout: Printout) -> str:
        """Bring it to paper. Gives the file written, or the printer's name for the job.

        Raises PrintTrouble when surely nothing came out, OutcomeUnknown when something may have.
        """
