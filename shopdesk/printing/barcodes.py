"""Code 128 and QR, drawn as bars and modules of exact width, never as a scaled picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import segno
from barcode.codex import Code128

from shopdesk.printing.blocks import Whole
from shopdesk.printing.pen import Pen

QUIET_MODULES = 10
"""Blank modules that Code 128 needs on either side."""


class _Code128(Code128):  # type: ignore[misc]  # the library ships no types
    """The library takes a payload that begins with 99 for a change of its character set, and loses the 99."""

    def _try_to_optimize(self, encoded: list[int]) -> list[int]:
        if self.code[:2].isdigit():
            return encoded
        shorter: list[int] = super()._try_to_optimize(encoded)
        return shorter


@lru_cache(maxsize=256)
def code128(payload: str) -> str:
    """The modules of `payload`, a `1` for each black one. Raises ValueError for what Code 128 cannot say."""
    try:
        pattern: str = _Code128(payload).build()[0]
    except Exception as error:
        raise ValueError("this text has no Code 128") from error
    return pattern


@lru_cache(maxsize=256)
def _bars(pattern: str) -> str:
    """Black bars as a path, a module wide and one high a step."""
    bars = []
    start = -1
    for index, module in enumerate(pattern + "0"):
        if module == "1" and start < 0:
            start = index
        elif module == "0" and start >= 0:
            bars.append(f"{start} -1 {index - start} 1 re")
            start = -1
    return " ".join(bars)


def bars_width(payload: str, module: float) -> float:
    """Width of the bars alone, without the quiet zones, for a module of `module` points."""
    return len(code128(payload)) * module


def whole_dots(payload: str, dot: float, room: float, *, most: int = 3) -> int:
    """Dots a module that bars with quiet zones can have within `room` points, a dot being `dot` points."""
    modules = len(code128(payload))
    for dots in range(most, 1, -1):
        # Scanners manage with 7 blank modules; the label's own edge adds more.
        if (modules + 14) * dots * dot <= room + 0.01:
            return dots
    return 1


def draw_code128(pen: Pen, payload: str, x: float, y: float, module: float, height: float) -> float:
    """Bars from `x` on; returns their width. On paper with dots, `x` and `y` go to whole dots."""
    x, y, height = pen.snapped(x), pen.snapped(y), pen.snapped(height)
    pattern = code128(payload)
    pen.modules(x, y, (module, height), _bars(pattern))
    return len(pattern) * module


@lru_cache(maxsize=256)
def qr_rows(payload: str) -> tuple[bytes, ...]:
    """Rows of a QR code without its quiet zone, one byte a module, error correction M."""
    return tuple(bytes(row) for row in segno.make_qr(payload, error="m", boost_error=False).matrix)


def qr_side(payload: str, module: float) -> float:
    return len(qr_rows(payload)) * module


@lru_cache(maxsize=256)
def _qr_path(payload: str) -> str:
    """Dark stretches of each row as a path, a module a step."""
    found = []
    for row_number, row in enumerate(qr_rows(payload)):
        start = -1
        for column, dark in enumerate(row + b"\x00"):
            if dark and start < 0:
                start = column
            elif not dark and start >= 0:
                found.append(f"{start} {-row_number - 1} {column - start} 1 re")
                start = -1
    return " ".join(found)


def draw_qr(pen: Pen, payload: str, x: float, y: float, module: float) -> float:
    """A QR code as one path, its corner at (x, y); returns its side. Leave four modules blank around it."""
    x, y = pen.snapped(x), pen.snapped(y)
    pen.modules(x, y, (module, module), _qr_path(payload))
    return len(qr_rows(payload)) * module


@dataclass(frozen=True)
class CentredBars(Whole):
    """A Code 128 in the middle of a roll, its modules whole dots."""

    payload: str
    tall: float

    def height(self, width: float) -> float:
        return self.tall + 5.0

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        module = whole_dots(self.payload, pen.dot, width) * pen.dot
        wide = bars_width(self.payload, module)
        draw_code128(pen, self.payload, x + (width - wide) / 2, y + 2.0, module, self.tall)
