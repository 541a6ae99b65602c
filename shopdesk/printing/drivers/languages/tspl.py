"""TSPL, the language of TSC's label printers and of most from China: five commands round a bitmap."""

from __future__ import annotations

import time
from dataclasses import dataclass

from shopdesk.printing.drivers.languages.language import Load, State, Stopped, Talk, black_rows, label_form
from shopdesk.printing.drivers.port import Printout
from shopdesk.printing.paper import Feed
from shopdesk.printing.render import pdf_dots

GAP = 2.0
"""Millimetres between two labels."""

_ASK = b"\x1b!?"
_PRINTING = 0x20
TROUBLES = (
    (0x01, "cover_open"), (0x40, "cover_open"), (0x02, "jam"), (0x04, "out_of_paper"),
    (0x08, "out_of_ribbon"), (0x80, "fault"), (0x10, "paused"),
)  # fmt: skip
_LOOK = 0.2
_AT_REST = 3
"""It says that it is ready before it begins, too: so often in a row it has to say so."""


@dataclass(frozen=True, slots=True)
class Tspl:
    """`dpi` of the head; `gap` between two labels in mm; `turned` for labels that come feet first."""

    dpi: int | None = None
    gap: float = GAP
    turned: bool = False

    @property
    def wrong_paper(self) -> str:
        return "labels_only"

    def takes(self, printout: Printout) -> bool:
        return printout.size.feed is Feed.LABEL

    def form(self, format: str) -> str:  # noqa: A002 - the trade's word
        return label_form(format, self.dpi)

    def load(self, printout: Printout, state: State | None) -> Load:
        size = printout.size
        head = (
            f"\r\nSIZE {size.width:g} mm,{size.height:g} mm\r\nGAP {self.gap:g} mm,0 mm\r\n"
            f"DIRECTION {int(self.turned)}\r\nREFERENCE 0,0\r\n"
        ).encode("ascii")
        pages = []
        for image in pdf_dots(printout.pdf, size.dots_per_mm):
            # Here a black dot is a nought.
            wide, rows = black_rows(image, ink=0)
            pages.append(f"CLS\r\nBITMAP 0,0,{wide},{image.height},0,".encode("ascii") + rows + b"\r\n")
        first, *others = pages
        ends = b"PRINT 1,1\r\n"
        return Load(head + first, ends + b"".join(page + ends for page in others))

    def ask(self, talk: Talk) -> State | None:
        status = _status(talk)
        return None if status is None else State(_trouble(status))

    def confirm(self, talk: Talk, state: State) -> None:
        until = time.monotonic() + talk.paper
        ready = silent = 0
        while time.monotonic() < until:
            status = _status(talk)
            if status is None:
                silent += 1
                if silent == 2:
                    raise Stopped
                continue
            if _trouble(status):
                raise Stopped(_trouble(status))
            ready = ready + 1 if not status & _PRINTING else 0
            if ready == _AT_REST:
                return
            talk.pause(_LOOK)
        raise Stopped


def _status(talk: Talk) -> int | None:
    told = talk.ask(_ASK, bool)
    return told[0] if told else None


def _trouble(status: int) -> str:
    return next((trouble for bit, trouble in TROUBLES if status & bit), "")
