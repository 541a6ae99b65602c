"""Marks on an outline or a photo: their shapes, and their numbers in discs that never cover each other."""

from __future__ import annotations

from collections.abc import Sequence

from shopdesk.domain.marks import SCALE
from shopdesk.domain.papers import PaperMark
from shopdesk.printing.paper import LEAST_TYPE
from shopdesk.printing.pen import Pen

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points."""

_NUMBER_SHARE = 1.45
"""Type size of a disc's number, in radii: two digits just fit."""
LEAST_DISC = LEAST_TYPE / _NUMBER_SHARE
"""Half a disc's width whose number is still as large as any other type."""


def draw_marks(pen: Pen, marks: Sequence[PaperMark], box: Box, radius: float, *, on_photo: bool) -> None:
    """Shapes first, then the numbers, moved apart where marks lie close together."""
    left, top, right, bottom = box
    anchors: list[tuple[float, float]] = []
    for mark in marks:
        points = [
            (left + x / SCALE * (right - left), top + y / SCALE * (bottom - top)) for x, y in mark.points
        ]
        _draw_shape(pen, mark.shape, points, on_photo=on_photo)
        anchors.append(points[0])
    places, radius = places_apart(anchors, radius, box)
    for anchor, place in zip(anchors, places, strict=True):
        if abs(place[0] - anchor[0]) + abs(place[1] - anchor[1]) > 2.2 * radius:
            pen.line(*anchor, *place, width=0.4)
    for mark, place in zip(marks, places, strict=True):
        draw_number(pen, mark.number, *place, radius)


def places_apart(
    anchors: Sequence[tuple[float, float]], radius: float, inside: Box
) -> tuple[list[tuple[float, float]], float]:
    """Where each number's disc stands: at its anchor or next to it, inside the surface, over no other.

    On a surface with more marks than room the discs become smaller. Gives the places and the radius.
    """
    for shrink in _SMALLER:
        placed: list[tuple[float, float]] = []
        for anchor in anchors:
            place = _free_place(anchor, placed, radius * shrink, inside)
            if place is None:
                break
            placed.append(place)
        if len(placed) == len(anchors):
            return placed, radius * shrink
    return list(anchors), radius * _SMALLER[-1]


_SMALLER = (1.0, 0.85, 0.7, 0.55, 0.4, 0.3)
_REACH = 30
_SPIRAL = sorted(
    ((dx, dy) for dx in range(-_REACH, _REACH + 1) for dy in range(-_REACH, _REACH + 1)),
    key=lambda offset: (offset[0] ** 2 + offset[1] ** 2, offset),
)
"""Steps away from a place, the nearest first."""


def _free_place(
    wish: tuple[float, float],
    placed: Sequence[tuple[float, float]],
    radius: float,
    inside: Box,
) -> tuple[float, float] | None:
    """The nearest place inside where a disc covers no other one."""
    left, top, right, bottom = inside
    for dx, dy in _SPIRAL:
        x = _held(wish[0] + dx * 0.7 * radius, left, right, radius)
        y = _held(wish[1] + dy * 0.7 * radius, top, bottom, radius)
        if all((x - px) ** 2 + (y - py) ** 2 >= (2.05 * radius) ** 2 for px, py in placed):
            return x, y
    return None


def _held(value: float, low: float, high: float, radius: float) -> float:
    """`value` kept so far inside that the disc stays on its surface and covers nothing beside it."""
    return (low + high) / 2 if high - low < 2 * radius else min(max(value, low + radius), high - radius)


def draw_number(pen: Pen, number: int, x: float, y: float, radius: float) -> None:
    """A numbered disc, the same on outline, photo and legend."""
    pen.disc(x, y, radius, line=0.8)
    size = radius * _NUMBER_SHARE
    pen.text_centred(x, y + size * 0.365, str(number), size, bold=True)


def _draw_shape(pen: Pen, shape: str, points: list[tuple[float, float]], *, on_photo: bool) -> None:
    lines = _shape_lines(shape, points)
    for line in lines:
        if on_photo and not pen.size.mono:
            pen.polyline(line, width=2.2, white=True)
    for line in lines:
        pen.polyline(line, width=0.9)


def _shape_lines(shape: str, points: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    if shape in {"pin", "text"} or len(points) < 2:
        return []
    (x1, y1), (x2, y2) = points[0], points[-1]
    if shape == "box":
        return [[(x1, y1), (x2, y1), (x2, y2), (x1, y2), (x1, y1)]]
    if shape == "ellipse":
        # 24 chords of the unit circle, in sixteenths of a turn fine enough for a centimetre on paper.
        cx, cy, rx, ry = (x1 + x2) / 2, (y1 + y2) / 2, abs(x2 - x1) / 2, abs(y2 - y1) / 2
        return [[(cx + rx * c, cy + ry * s) for c, s in _CIRCLE]]
    if shape == "arrow":
        dx, dy = x2 - x1, y2 - y1
        length = max((dx * dx + dy * dy) ** 0.5, 0.01)
        ux, uy = dx / length * 3.2, dy / length * 3.2
        barbs = [(x2 - ux - uy * 0.6, y2 - uy + ux * 0.6), (x2, y2), (x2 - ux + uy * 0.6, y2 - uy - ux * 0.6)]
        return [[(x1, y1), (x2, y2)], barbs]
    return [points]


def _circle(steps: int) -> tuple[tuple[float, float], ...]:
    from math import cos, sin, tau  # noqa: PLC0415 - only this table needs them

    return tuple((cos(tau * k / steps), sin(tau * k / steps)) for k in range(steps + 1))


_CIRCLE = _circle(32)
