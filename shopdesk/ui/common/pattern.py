"""An unlock pattern as it is drawn: the way with its direction, and each dot's number in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from shopdesk.ui.common import theme

_BIG, _SMALL = 0.30, 0.085
"""Radius of a dot that is on the way, and of one that is not, as a share of the distance between two."""


def pattern_spot(dot: int, side: float) -> QPointF:
    """Where one of the dots 1 to 9 stands on a square of `side`."""
    step = side / 3
    column, line = (dot - 1) % 3, (dot - 1) // 3
    return QPointF(step * (column + 0.5), step * (line + 0.5))


def paint_pattern(painter: QPainter, side: float, dots: Sequence[int], pen_at: QPointF | None = None) -> None:
    """The way through `dots`, arrows between them; `pen_at` is where a hand is drawing on."""
    step = side / 3
    spots = [pattern_spot(dot, side) for dot in dots]
    way = [*spots, pen_at] if spots and pen_at is not None else spots
    pen = QPen(theme.color("accent"), max(step * 0.07, 2.5))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(way))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent"))
    for start, end in pairwise(spots):
        _arrow(painter, start, end, step)
    painter.setFont(theme.font(step * 0.30, bold=True, tabular=True))
    for dot in range(1, 10):
        spot = pattern_spot(dot, side)
        painter.setPen(Qt.PenStyle.NoPen)
        if dot not in dots:
            painter.setBrush(theme.color("faint"))
            painter.drawEllipse(spot, step * _SMALL, step * _SMALL)
            continue
        radius = step * _BIG
        first = dot == dots[0]
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.setBrush(theme.color("accent" if first else "surface"))
        painter.drawEllipse(spot, radius, radius)
        painter.setPen(theme.color("on_accent" if first else "accent"))
        box = QRectF(spot.x() - radius, spot.y() - radius, radius * 2, radius * 2)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(list(dots).index(dot) + 1))


def _arrow(painter: QPainter, start: QPointF, end: QPointF, step: float) -> None:
    """A head at the middle of the stroke, clear of both dots."""
    turn = math.atan2(end.y() - start.y(), end.x() - start.x())
    middle, size = (start + end) / 2, step * 0.16
    points = [
        middle + QPointF(math.cos(turn + off) * size, math.sin(turn + off) * size)
        for off in (0.0, math.radians(140), -math.radians(140))
    ]
    painter.drawPolygon(QPolygonF(points))
