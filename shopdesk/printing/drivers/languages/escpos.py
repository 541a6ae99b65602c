"""ESC/POS, which receipt printers speak: the slip as a raster, cut, drawer, status.

A raster prints Chinese on every printer, whatever characters its firmware knows. Text in GB18030 is the
faster way for those with Chinese firmware, above all over a serial line.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from shopdesk.printing.drivers.languages.escpos_text import text_slip
from shopdesk.printing.drivers.languages.language import Load, State, Stopped, Talk, black_rows
from shopdesk.printing.drivers.port import Printout
from shopdesk.printing.paper import Feed
from shopdesk.printing.render import pdf_dots
from shopdesk.printing.text_slips import text_slips

INIT = b"\x1b@"
CUTS = {
    # Without a cutter the last line still has to pass the tear bar.
    "none": b"\x1bd\x06",
    "full": b"\x1dV\x41\x00",
    "partial": b"\x1dV\x42\x00",
}
"""Feed to the cutter and cut; partial leaves one point."""
KICK = b"\x1bp\x00\x19\xfa"
"""Drawer pin 2, 50 ms on, 500 ms off."""

_ASK_OFFLINE = b"\x10\x04\x02"
_ASK_ERROR = b"\x10\x04\x03"
_ASK_PAPER = b"\x10\x04\x04"
_ASK_DONE = b"\x1dr\x01"
"""Answered in its turn: when everything before it is on paper."""

_COVER_OPEN = 0x04
_PAPER_STOP = 0x20
_ERROR = 0x40
_CUTTER = 0x08
_PAPER_LOW = 0x0C
_PAPER_END = 0x60

_ROWS_AT_ONCE = 256
"""Small printers hold a few kilobytes: a slip goes over in bands."""
_LOOK = 1.0
"""Seconds after which a printer that is still printing is asked whether something is wrong."""


@dataclass(frozen=True, slots=True)
class EscPos:
    """`text` sends characters instead of a raster; `cut` is one of CUTS."""

    text: bool = False
    cut: str = "partial"
    kick: bytes = KICK

    @property
    def wrong_paper(self) -> str:
        return "wrong_paper"

    def takes(self, printout: Printout) -> bool:
        return printout.size.feed is Feed.ROLL

    def form(self, format: str) -> str:  # noqa: A002 - the trade's word
        return format

    def load(self, printout: Printout, state: State | None) -> Load:
        cut = CUTS[self.cut]
        if not self.text:
            slips = pdf_dots(printout.pdf, printout.size.dots_per_mm)
            return Load(b"", INIT + b"".join(raster(slip) + cut for slip in slips))
        margin, down = (max(round(mm * printout.size.dots_per_mm), 0) for mm in printout.shift)
        told = text_slips(
            printout.paper, printout.size.name, reprint=printout.copy_no, margin=margin
        )  # fmt: skip
        sent = [text_slip(slip, printout.size, margin, down) for slip in told.slips]
        missing = "".join(dict.fromkeys(told.missing + "".join(missing for _, missing in sent)))
        return Load(b"", INIT + b"".join(data + cut for data, _ in sent), missing)

    def drawer(self) -> Load:
        return Load(b"", INIT + self.kick)

    def ask(self, talk: Talk) -> State | None:
        state = _state(talk)
        if state is None or state.trouble:
            return state
        # Some answer at once but not in turn: they cannot say when a slip is done.
        return State(low=state.low, confirms=_is_done(talk.ask(_ASK_DONE, _is_done)))

    def confirm(self, talk: Talk, state: State) -> None:
        talk.line.send(_ASK_DONE)
        until = time.monotonic() + talk.paper
        silent = 0
        while time.monotonic() < until:
            if _is_done(talk.hear(_is_done, _LOOK)):
                return
            now = _state(talk)
            if now is not None and now.trouble:
                raise Stopped(now.trouble)
            silent = silent + 1 if now is None else 0
            if silent == 2:
                raise Stopped
        raise Stopped


def _state(talk: Talk) -> State | None:
    """Three real-time questions, which a printer answers even with a cover open."""
    offline = _status(talk, _ASK_OFFLINE)
    if offline is None:
        return None
    paper = _status(talk, _ASK_PAPER) or 0
    # With the cover open nearly every printer misses its paper too: the cover is what a person has to see.
    if offline & _COVER_OPEN:
        return State("cover_open")
    if paper & _PAPER_END or offline & _PAPER_STOP:
        return State("out_of_paper")
    if offline & _ERROR:
        error = _status(talk, _ASK_ERROR) or 0
        return State("cutter" if error & _CUTTER else "fault")
    return State(low=bool(paper & _PAPER_LOW))


def _status(talk: Talk, question: bytes) -> int | None:
    told = talk.ask(question, lambda heard: _at_once(heard) is not None)
    return _at_once(told)


# Fixed bits tell answers at once (0xx1xx10) from answers in turn (0xx0xxxx) and from what a printer tells
# unasked: four bytes, of which the first is 0xx1xx00.


def _at_once(heard: bytes) -> int | None:
    return next((byte for byte in _answers(heard) if byte & 0x93 == 0x12), None)


def _is_done(heard: bytes) -> bool:
    return any(byte & 0x90 == 0 for byte in _answers(heard))


def _answers(heard: bytes) -> Iterator[int]:
    at = 0
    while at < len(heard):
        if heard[at] & 0x93 == 0x10:
            at += 4
            continue
        yield heard[at]
        at += 1


def raster(slip: Image.Image) -> bytes:
    """The slip as `GS v 0` bands: eight dots a byte, a black dot is a one."""
    return b"".join(_bands(*black_rows(slip), slip.height))


def _bands(wide: int, rows: bytes, tall: int) -> Iterator[bytes]:
    for top in range(0, tall, _ROWS_AT_ONCE):
        height = min(_ROWS_AT_ONCE, tall - top)
        head = b"\x1dv0\x00" + wide.to_bytes(2, "little") + height.to_bytes(2, "little")
        yield head + rows[top * wide : (top + height) * wide]
