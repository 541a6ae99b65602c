"""The outlines of devices that marks stand on: the same drawing on the screen and on paper.

``resources/outlines/<kind>.json`` holds SVG path data with absolute M, L, C and Z only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from shopdesk.config import resource
from shopdesk.domain.marks import Face

DEVICE_KINDS = ("phone", "tablet", "laptop", "watch", "other")

Point = tuple[float, float]
PathStep = tuple[str, tuple[Point, ...]]
"""A command letter (M, L, C, Z) and its points: one, one, three, none."""

OutlinePath = tuple[PathStep, ...]

_POINTS = {"M": 1, "L": 1, "C": 3, "Z": 0}


@dataclass(frozen=True, slots=True)
class FaceOutline:
    """One side: `body` is the contour, `details` thin strokes, `filled` areas; in units of the drawing."""

    width: float
    height: float
    body: OutlinePath
    details: tuple[OutlinePath, ...]
    filled: tuple[OutlinePath, ...]


@lru_cache(maxsize=len(DEVICE_KINDS))
def outline(kind: str) -> Mapping[Face, FaceOutline]:
    """All sides of a kind of device; an unknown kind is drawn as ``other``."""
    name = kind if kind in DEVICE_KINDS else "other"
    drawing = json.loads(resource("outlines", f"{name}.json").read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            face: FaceOutline(
                width=float(side["size"][0]),
                height=float(side["size"][1]),
                body=read_path(side["body"]),
                details=tuple(read_path(path) for path in side["details"]),
                filled=tuple(read_path(path) for path in side["filled"]),
            )
            for face in Face
            if (side := drawing["faces"].get(face.value))
        }
    )


def read_path(data: str) -> OutlinePath:
    """Path data into steps. Raises ValueError for anything but absolute M, L, C, Z."""
    steps: list[PathStep] = []
    tokens = iter(data.split())
    for command in tokens:
        if command not in _POINTS:
            raise ValueError(f"{command!r} is no command of an outline")
        try:
            points = tuple((float(next(tokens)), float(next(tokens))) for _ in range(_POINTS[command]))
        except (StopIteration, RuntimeError) as error:
            raise ValueError(f"{command!r} lacks numbers") from error
        steps.append((command, points))
    return tuple(steps)
