"""Points of marks: from a drag to a mark, how near a press is, freehand with few points. No windows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from shopdesk.domain.marks import SCALE, Mark, MarkShape

Spot = tuple[int, int]

_TAP = 0.012
"""A drag shorter than this share of the surface is a tap."""
_TAP_SIZE = 0.07
"""Half the size of the shape that a tap draws."""
_FREEHAND_TOLERANCE = SCALE * 0.0025
MOST_FREEHAND_POINTS = 400


def spot(x: float, y: float) -> Spot:
    """A place inside the surface; `x` and `y` are shares of its width and height."""
    return (min(max(round(x * SCALE), 0), SCALE), min(max(round(y * SCALE), 0), SCALE))


def drawn(shape: MarkShape, trail: Sequence[Spot]) -> tuple[Spot, ...]:
    """The points of a mark that a drag along `trail` draws; a tap draws one of a usual size."""
    first, last = trail[0], trail[-1]
    reach = max(math.dist(first, point) for point in trail)
    if shape in {MarkShape.PIN, MarkShape.TEXT}:
        return (last,)
    if shape is MarkShape.FREEHAND:
        return simplified(trail) if reach > 0 else (first, first)
    if reach < _TAP * SCALE:
        return _tapped(shape, last)
    return (first, last)


def _tapped(shape: MarkShape, at: Spot) -> tuple[Spot, Spot]:
    step = round(_TAP_SIZE * SCALE)
    if shape is MarkShape.ARROW:  # the tap is what the arrow points at
        tail = at[0] + (step if at[0] < SCALE / 2 else -step), at[1] + (step if at[1] < SCALE / 2 else -step)
        return (tail, at)
    left, top = min(max(at[0] - step, 0), SCALE - 2 * step), min(max(at[1] - step, 0), SCALE - 2 * step)
    return ((left, top), (left + 2 * step, top + 2 * step))


def simplified(trail: Sequence[Spot], tolerance: float = _FREEHAND_TOLERANCE) -> tuple[Spot, ...]:
    """The line with only the points that its form needs (Douglas and Peucker), ends kept."""
    points = list(dict.fromkeys(trail))
    if len(points) < 3:
        return tuple(points) if len(points) == 2 else (points[0], points[0])
    while True:
        kept = _needed(points, tolerance)
        if len(kept) <= MOST_FREEHAND_POINTS:
            return tuple(kept)
        tolerance *= 2


def _needed(points: list[Spot], tolerance: float) -> list[Spot]:
    keep = {0, len(points) - 1}
    open_spans = [(0, len(points) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        far, index = 0.0, first
        for middle in range(first + 1, last):
            away = to_segment(points[middle], points[first], points[last])
            if away > far:
                far, index = away, middle
        if far > tolerance:
            keep.add(index)
            open_spans += [(first, index), (index, last)]
    return [points[index] for index in sorted(keep)]


def to_segment(point: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance of a point from the line between `a` and `b`."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    if length == 0:
        return math.dist(point, a)
    along = max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length))
    return math.dist(point, (a[0] + along * dx, a[1] + along * dy))


def outline_of(mark: Mark) -> tuple[tuple[float, float], ...]:
    """The mark's line as a row of points in SCALE units; one point for a pin or text."""
    if mark.shape in {MarkShape.BOX, MarkShape.ELLIPSE}:
        (x1, y1), (x2, y2) = mark.points
        if mark.shape is MarkShape.BOX:
            return ((x1, y1), (x2, y1), (x2, y2), (x1, y2), (x1, y1))
        cx, cy, rx, ry = (x1 + x2) / 2, (y1 + y2) / 2, abs(x2 - x1) / 2, abs(y2 - y1) / 2
        turn = [math.tau * step / 32 for step in range(33)]
        return tuple((cx + rx * math.cos(angle), cy + ry * math.sin(angle)) for angle in turn)
    return tuple((float(x), float(y)) for x, y in mark.points)


def distances(mark: Mark, x: float, y: float, wide: float, high: float) -> tuple[float, float]:
    """How far (x, y) is from the mark's number and from its line, in the units of `wide` and `high`.

    `wide` and `high` are the surface's size on the screen, `x` and `y` are measured from its corner.
    """
    row = [(px * wide / SCALE, py * high / SCALE) for px, py in outline_of(mark)]
    number = (mark.points[0][0] * wide / SCALE, mark.points[0][1] * high / SCALE)
    line = min(
        (to_segment((x, y), a, b) for a, b in pairwise(row)),
        default=math.dist((x, y), row[0]),
    )
    return math.dist((x, y), number), line
