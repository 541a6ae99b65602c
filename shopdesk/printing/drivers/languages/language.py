"""What the languages of printers have in common: a document becomes bytes, a printer is asked how it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PIL import Image, ImageChops

from shopdesk.printing.drivers.port import Printout
from shopdesk.printing.drivers.ways.way import Line

_STALE = 16
"""Packets that may lie about from before; a printer that never stops talking is not waited for."""


@dataclass(frozen=True, slots=True)
class State:
    """What a printer answered. `trouble` is the end of a ``paper.trouble.…`` key, empty when it can print."""

    trouble: str = ""
    low: bool = False
    """The paper is nearly at its end."""
    confirms: bool = True
    """It can also say when a job is done."""
    media: bytes = b""
    """What is loaded, as its language tells it."""


@dataclass(frozen=True, slots=True)
class Load:
    """A document as bytes. Up to `prints` nothing can have come out."""

    before: bytes
    prints: bytes
    missing: str = ""


class Stopped(Exception):
    """In the middle of a job the printer told of a trouble, or fell silent (`trouble` empty)."""

    def __init__(self, trouble: str = "") -> None:
        super().__init__(trouble)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Talk:
    """A line with the time that a printer has: to answer, and to bring a job to paper."""

    line: Line
    answer: float = 1.0
    paper: float = 20.0

    def ask(self, question: bytes, enough: Callable[[bytes], bool]) -> bytes:
        """What came in answer, as soon as it is enough; what came unasked before is thrown away."""
        for _ in range(_STALE):
            if not self.line.receive(4096, 0.0):
                break
        self.line.send(question)
        return self.hear(enough, self.answer)

    def hear(self, enough: Callable[[bytes], bool], seconds: float) -> bytes:
        """What comes within `seconds`, or until it is enough."""
        heard = b""
        until = time.monotonic() + seconds
        while not enough(heard) and (left := until - time.monotonic()) > 0:
            heard += self.line.receive(4096, left)
        return heard

    def pause(self, seconds: float) -> None:
        """Leave the printer alone for a moment."""
        self.hear(lambda _: False, seconds)


class Language(Protocol):
    """One way to talk to printers."""

    @property
    def wrong_paper(self) -> str:
        """The end of the key for a document that this kind of printer has no paper for."""

    def takes(self, printout: Printout) -> bool:
        """Whether such a printer has this paper."""

    def form(self, format: str) -> str:  # noqa: A002 - the trade's word
        """The format for the dots of this printer's head."""

    def load(self, printout: Printout, state: State | None) -> Load:
        """The bytes; `state` is None for a printer that does not answer. Raises Misfit."""

    def ask(self, talk: Talk) -> State | None:
        """How the printer is; None when it does not answer. Raises OSError."""

    def confirm(self, talk: Talk, state: State) -> None:
        """Wait until the job is on paper. Raises Stopped, OSError."""


class Misfit(Exception):
    """The document does not fit what is loaded; `trouble` as of State."""

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def black_rows(image: Image.Image, *, ink: int = 1) -> tuple[int, bytes]:
    """Bytes a row, and the rows: eight dots a byte, a black dot is `ink`, rows filled up with white."""
    # Pillow's 1-bit images say white with a one.
    black = ImageChops.invert(image.convert("L")).point(lambda tone: 255 if tone > 127 else 0, mode="1")
    wide = (black.width + 7) // 8
    if black.width % 8:
        padded = Image.new("1", (wide * 8, black.height), 0)
        padded.paste(black, (0, 0))
        black = padded
    if not ink:
        black = ImageChops.invert(black)
    return wide, black.tobytes()


def label_form(format: str, dpi: int | None) -> str:  # noqa: A002 - the trade's word
    """The label of that size for a head of `dpi`; as it is where the head is not known."""
    if dpi is None or not format.startswith("label-"):
        return format
    plain = format.removesuffix("-300dpi")
    return f"{plain}-300dpi" if dpi == 300 else plain
