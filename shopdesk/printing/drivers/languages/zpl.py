"""ZPL, Zebra's language for labels: the label as one compressed graphic."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from shopdesk.printing.drivers.languages.language import Load, State, Stopped, Talk, label_form
from shopdesk.printing.drivers.port import Printout
from shopdesk.printing.paper import Feed
from shopdesk.printing.render import pdf_dots

_ASK_ERRORS = b"~HQES\r\n"
_ASK_STATUS = b"~HS\r\n"
_ENDED = b"\x03"
_FLAGS = re.compile(rb"(ERRORS|WARNINGS):\s+([01])\s+([0-9A-Fa-f]{8})\s+([0-9A-Fa-f]{8})")

TROUBLES = (
    # Of the first group; what a person has to see first stands first.
    (0x4, "cover_open"), (0x1, "out_of_paper"), (0x2, "out_of_ribbon"), (0x8, "cutter"),
    (0xFFF0, "fault"), (0x10000, "paused"), (0xE0000, "wrong_label"),
)  # fmt: skip
_PAPER_LOW = 0x8
_LOOK = 0.25


@dataclass(frozen=True, slots=True)
class Zpl:
    """`dpi` of the head, 203 or 300; None leaves it to the size chosen."""

    dpi: int | None = None

    @property
    def wrong_paper(self) -> str:
        return "labels_only"

    def takes(self, printout: Printout) -> bool:
        return printout.size.feed is Feed.LABEL

    def form(self, format: str) -> str:  # noqa: A002 - the trade's word
        return label_form(format, self.dpi)

    def load(self, printout: Printout, state: State | None) -> Load:
        from zebrafy.graphic_field import GraphicField  # noqa: PLC0415 - only desks with such a printer need it

        formats = []
        for image in pdf_dots(printout.pdf, printout.size.dots_per_mm):
            graphic = GraphicField(image, format="Z64").get_graphic_field()
            size = f"^PW{image.width}^LL{image.height}"
            formats.append(f"^XA{size}^LH0,0^LS0^LT0^FO0,0{graphic}^XZ\r\n".encode("ascii"))
        # Nothing comes out before a format's end.
        before, end, rest = b"".join(formats).partition(b"^XZ")
        return Load(before, end + rest)

    def ask(self, talk: Talk) -> State | None:
        told = talk.ask(_ASK_ERRORS, lambda heard: _ENDED in heard)
        found = {kind: int(group, 16) for kind, flag, _, group in _FLAGS.findall(told) if flag == b"1"}
        errors = found.get(b"ERRORS", 0)
        for bits, trouble in TROUBLES:
            if errors & bits:
                return State(trouble)
        lines = _status(talk)
        if lines is not None and _trouble(lines):
            # Older ones and imitations know only this question.
            return State(_trouble(lines))
        if lines is None and not told:
            return None
        return State(low=bool(found.get(b"WARNINGS", 0) & _PAPER_LOW), confirms=lines is not None)

    def confirm(self, talk: Talk, state: State) -> None:
        until = time.monotonic() + talk.paper
        silent = 0
        while time.monotonic() < until:
            lines = _status(talk)
            if lines is not None and _trouble(lines):
                raise Stopped(_trouble(lines))
            if lines is not None and _is_empty(lines):
                return
            silent = silent + 1 if lines is None else 0
            if silent == 2:
                raise Stopped
            talk.pause(_LOOK)
        raise Stopped


def _status(talk: Talk) -> list[list[int]] | None:
    """The lines of `~HS` as figures; None when it does not answer in a way that can be read."""
    told = talk.ask(_ASK_STATUS, lambda heard: heard.count(_ENDED) >= 3)
    found = re.findall(rb"\x02([0-9, ]*)\x03", told)
    lines = [[int(figure) if figure.strip() else 0 for figure in line.split(b",")] for line in found]
    return lines if len(lines) >= 2 and len(lines[0]) >= 12 and len(lines[1]) >= 10 else None


def _trouble(lines: list[list[int]]) -> str:
    first, second = lines[:2]
    told = (
        (second[2], "cover_open"), (first[1], "out_of_paper"), (second[3], "out_of_ribbon"),
        (first[11], "fault"), (first[2], "paused"),
    )  # fmt: skip
    return next((trouble for flag, trouble in told if flag), "")


def _is_empty(lines: list[list[int]]) -> bool:
    """No format waits, no label of a batch is left."""
    return not lines[0][4] and not lines[1][8]
