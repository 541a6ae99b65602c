"""Signatures on paper: drawn where there is one, a line to sign on where not."""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.domain.signature import Signature
from shopdesk.printing.blocks import Whole
from shopdesk.printing.breaking import fit, shortened
from shopdesk.printing.pen import SECONDARY, Pen


@dataclass(frozen=True)
class SignatureLine(Whole):
    """A line with its caption beneath and, if there is one, the signature on it."""

    caption: str
    size: float
    room: float
    """Points above the line for the hand."""
    signature: Signature | None = None

    def height(self, width: float) -> float:
        return self.room + self.size * 1.4

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        line = y + self.room
        pen.line(x, line, x + width, line, width=0.8)
        size = fit(self.caption, self.size, width, least=self.size * 0.7)
        pen.text(x, line + self.size * 1.15, shortened(self.caption, size, width), size, grey=SECONDARY)
        if self.signature is not None and not self.signature.is_empty:
            draw_signature(pen, self.signature, x + 4, y, width - 8, self.room - 1)


def draw_signature(pen: Pen, signature: Signature, x: float, y: float, width: float, height: float) -> None:
    """The strokes, as large as the room allows, standing left and low in it like ink on a line."""
    strokes = [stroke for stroke in signature.strokes if len(stroke) > 1]
    if not strokes:
        return
    xs = [point[0] for stroke in strokes for point in stroke]
    ys = [point[1] for stroke in strokes for point in stroke]
    left, top = min(xs), min(ys)
    wide, high = max(max(xs) - left, 1), max(max(ys) - top, 1)
    # A small signature on a large pad grows, but a dot does not become a poster.
    scale = min(width / max(wide, 2500), height / max(high, 1000))
    bottom = y + height - high * scale
    for stroke in strokes:
        pressure = sum(point[2] for point in stroke) / len(stroke)
        pen.polyline(
            [(x + (px - left) * scale, bottom + (py - top) * scale) for px, py, _ in stroke],
            width=0.7 + 0.6 * pressure / 1000,
        )
