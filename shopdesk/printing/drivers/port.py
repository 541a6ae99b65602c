"""What a printer is to the spooler, and the two ways in which it can disappoint."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from shopdesk.domain.papers import Paper
from shopdesk.errors import ShopDeskError
from shopdesk.printing.paper import FORMATS, PaperSize
from shopdesk.printing.pen import Shift
from shopdesk.printing.render import kind_of


class PrintTrouble(ShopDeskError):
    """Nothing came out, for a reason that a person can mend; the key is ``paper.trouble.…``."""


class OutcomeUnknown(ShopDeskError):
    """Something may have come out: the line broke when the printer had the page in hand."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a printer has to say although it printed: the roll is nearly at its end."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Printed:
    """It came out. `file` is the file written, or the printer's name for the job; `missing` are characters
    that this printer has no signs for and that were printed as boxes."""

    file: str
    notices: tuple[Notice, ...] = ()
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Printout:
    """A finished PDF on its way to a printer, and the paper for those that set it themselves.

    `name` is readable, unique only with the folder's help. The PDF is moved by `shift` already; it is told
    for printers that do not print the PDF.
    """

    name: str
    pdf: bytes
    size: PaperSize
    paper: Paper
    copy_no: int = 0
    shift: Shift = (0.0, 0.0)

    @classmethod
    def of(
        cls, paper: Paper, format: str, pdf: bytes, copy_no: int, shift: Shift = (0.0, 0.0)  # noqa: A002 - the trade's word
    ) -> Printout:  # fmt: skip
        number = str(getattr(paper, "number", "") or getattr(paper, "z_number", ""))
        parts = [kind_of(paper).value, re.sub(r"[^0-9A-Za-z._-]+", "-", number).strip("-.")]
        if copy_no:
            parts.append(f"reprint-{copy_no}")
        return cls("-".join(part for part in parts if part), pdf, FORMATS[format], paper, copy_no, shift)


class Printer(Protocol):
    """A way to paper."""

    def print_document(self, printout: Printout) -> Printed:
        """Bring it to paper. Raises PrintTrouble when surely nothing came out, OutcomeUnknown when
        something may have."""

    def form(self, format: str) -> str:  # noqa: A002 - the trade's word
        """The format as this printer takes it: a label for the dots of its own head."""
        return format
