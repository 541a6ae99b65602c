"""What a finger, pen or mouse does on the canvas: select and move, draw, or push the sheet. No widgets."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF

from shopdesk.domain.marks import SCALE, DamageKind, Mark, MarkShape
from shopdesk.ui.annotate.geometry import Spot, distances, drawn, spot
from shopdesk.ui.annotate.model import MarksDocument
from shopdesk.ui.annotate.view import SheetView

REACH = 20.0
"""Pixels around a number that take hold of it: a target of 40."""
LINE_REACH = 9.0


class _Doing(Enum):
    NOTHING = auto()
    MOVING = auto()
    DRAWING = auto()
    PANNING = auto()


class Hand:
    """One press at a time, from down to up. `tool` None selects, moves and pans only."""

    def __init__(self, document: MarksDocument, view: SheetView) -> None:
        self.document = document
        self.view = view
        self.tool: MarkShape | None = MarkShape.PIN
        self.kind = DamageKind.SCRATCH
        self.read_only = False
        self.trail: list[Spot] = []
        self.surface = ""
        self._doing = _Doing.NOTHING
        self._last = QPointF()
        self._carried = QPointF()
        self._press = 0

    @property
    def is_drawing(self) -> bool:
        return self._doing is _Doing.DRAWING

    @property
    def is_panning(self) -> bool:
        return self._doing is _Doing.PANNING

    @property
    def is_busy(self) -> bool:
        return self._doing is not _Doing.NOTHING

    def mark_at(self, at: QPointF) -> Mark | None:
        """The mark under a pixel: the nearest number within reach, else the nearest line."""
        found: list[tuple[int, float, int, Mark]] = []
        for mark in self.document.marks:
            surface = self.view.surface_named(mark.surface)
            if surface is None:
                continue
            area = self.view.area_of(surface)
            number, line = distances(mark, at.x() - area.x(), at.y() - area.y(), area.width(), area.height())
            if number <= REACH:
                found.append((0, number, -mark.number, mark))
            elif line <= LINE_REACH:
                found.append((1, line, -mark.number, mark))
        return min(found, key=lambda hit: hit[:3])[3] if found else None

    def press(self, at: QPointF, *, pan: bool = False) -> None:
        """Down. Raises UserError when no more marks fit."""
        self._press += 1
        self._last, self._carried = at, QPointF()
        if pan:
            self._doing = _Doing.PANNING
            return
        hit = self.mark_at(at)
        if hit is not None:
            self.document.select(hit.number)
            self._doing = _Doing.NOTHING if self.read_only else _Doing.MOVING
            return
        surface = self.view.surface_at(at, slack=14.0)
        if surface is None or self.tool is None or self.read_only:
            self.document.select(None)
            self._doing = _Doing.PANNING
            return
        self.surface = surface.name
        start = self._spot(at)
        if self.tool in {MarkShape.PIN, MarkShape.TEXT}:
            # Placed at once and carried until the finger lifts: one step back takes both.
            self.document.add(surface.name, self.kind, (start,), self.tool, gesture=self._gesture())
            self._doing = _Doing.MOVING
        else:
            self.document.select(None)
            self.trail = [start]
            self._doing = _Doing.DRAWING

    def drag(self, at: QPointF) -> None:
        match self._doing:
            case _Doing.PANNING:
                self.view.pan(at - self._last)
            case _Doing.MOVING:
                self._carry(at)
            case _Doing.DRAWING:
                here = self._spot(at)
                if here != self.trail[-1]:
                    self.trail.append(here)
        self._last = at

    def release(self, at: QPointF) -> None:
        """Up. Raises UserError when no more marks fit."""
        doing, trail = self._doing, self.trail
        self.drag(at)
        self._doing, self.trail = _Doing.NOTHING, []
        self.document.seal()
        if doing is _Doing.DRAWING and self.tool is not None:
            self.document.add(self.surface, self.kind, drawn(self.tool, trail), self.tool)

    def cancel(self) -> None:
        """A second finger came down: what the first began is taken back."""
        if self._doing is _Doing.MOVING and self.document.is_open(self._gesture()):
            self.document.undo()
        self._doing, self.trail = _Doing.NOTHING, []
        self.document.seal()

    def _carry(self, at: QPointF) -> None:
        mark = self.document.find(self.document.selected)
        area = self._area(mark.surface) if mark is not None else None
        if mark is None or area is None:
            return
        # What rounding leaves over is carried on, so that a slow drag arrives where the finger is.
        wanted = at - self._last + self._carried
        dx = round(wanted.x() * SCALE / area.width())
        dy = round(wanted.y() * SCALE / area.height())
        self.document.move(mark.number, dx, dy, gesture=self._gesture())
        moved = self.document.find(mark.number)
        if moved is not None:
            (x0, y0), (x1, y1) = mark.points[0], moved.points[0]
            self._carried = wanted - QPointF(
                (x1 - x0) * area.width() / SCALE, (y1 - y0) * area.height() / SCALE
            )

    def _spot(self, at: QPointF) -> Spot:
        area = self._area(self.surface) or QRectF(0, 0, 1, 1)
        return spot((at.x() - area.x()) / area.width(), (at.y() - area.y()) / area.height())

    def _area(self, name: str) -> QRectF | None:
        surface = self.view.surface_named(name)
        return self.view.area_of(surface) if surface is not None else None

    def _gesture(self) -> str:
        return f"press {self._press}"
