"""Outlines of devices, from ``resources/outlines/<kind>.json``; the outline editor reads the same files.

    {"faces": {"front": {"size": [72, 148],
                         "body": "M 11 0 L 61 0 C … Z",
                         "details": ["M … Z", …],
                         "filled": ["M … Z", …]},
               "back": {…}, "left": {…}, "right": {…}}}

`size` is the drawing's width and height in units of its own. A path is SVG path data of absolute
commands only (``M x y``, ``L x y``, ``C x1 y1 x2 y2 x y``, ``Z``), everything parted by one blank.
`body` is the contour, stroked strongest; `details` are thin lines; `filled` is filled.
Marks give their points in ten-thousandths of `size`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from shopdesk.config import resource
from shopdesk.printing.pen import Pen, number

KINDS = ("phone", "tablet", "laptop", "watch", "other")
FACES = ("front", "back", "left", "right")

_OPERATORS = {"M": ("m", 2), "L": ("l", 2), "C": ("c", 6), "Z": ("h", 0)}


@dataclass(frozen=True, slots=True)
class Outline:
    """One face of a device; its paths as PDF operators, y upwards from the top edge."""

    width: float
    height: float
    body: str
    details: str
    filled: str


def operators(data: str) -> str:
    """Path data as PDF operators. Raises ValueError for a command that these files do not use."""
    tokens = data.split()
    found: list[str] = []
    at = 0
    while at < len(tokens):
        command = tokens[at]
        if command not in _OPERATORS:
            raise ValueError(f"outlines know no path command {command!r}")
        operator, count = _OPERATORS[command]
        values = [float(token) for token in tokens[at + 1 : at + 1 + count]]
        found += [number(-value if index % 2 else value) for index, value in enumerate(values)]
        found.append(operator)
        at += 1 + count
    return " ".join(found)


@lru_cache(maxsize=16)
def outline(kind: str) -> dict[str, Outline]:
    """The faces of a kind of device; an unknown kind gets the plain rectangle."""
    name = kind if kind in KINDS else "other"
    faces = json.loads(resource("outlines", f"{name}.json").read_text(encoding="utf-8"))["faces"]
    return {
        face: Outline(
            float(drawn["size"][0]),
            float(drawn["size"][1]),
            operators(drawn["body"]),
            " ".join(operators(path) for path in drawn["details"]),
            " ".join(operators(path) for path in drawn["filled"]),
        )
        for face, drawn in faces.items()
    }


def draw_outline(pen: Pen, face: Outline, x: float, y: float, scale: float) -> None:
    """The face with its corner at (x, y), `scale` points a unit."""

    def line(width: float, grey: float) -> str:
        return f"{number(pen.tone(grey))} G {number(pen.line_width(width) / scale)} w"

    pen.operators(
        f"{scale:.5f} 0 0 {scale:.5f} {number(x)} {number(pen.page_height - y)} cm",
        f"{line(1.0, 0.0)} {face.body} S",
        f"{line(0.45, 0.55)} {face.details} S" if face.details else "",
        f"{number(pen.tone(0.25))} g {face.filled} f" if face.filled else "",
    )
