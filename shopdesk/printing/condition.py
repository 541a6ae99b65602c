"""Condition on paper: the outline's faces and small photos with numbered marks, and one legend for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shopdesk.domain.marks import SCALE, Face
from shopdesk.domain.papers import PaperDevice, PaperMark
from shopdesk.i18n import Catalogue
from shopdesk.printing import fonts
from shopdesk.printing.blocks import Block, Cell, Gap, Keep, Row, Stack, Text, Whole
from shopdesk.printing.breaking import Run
from shopdesk.printing.outlines import Outline, draw_outline, outline
from shopdesk.printing.pen import MM, SECONDARY, Pen
from shopdesk.printing.photos import PhotoSource, Thumbnail, thumbnail

_GAP = 2.6 * MM
_PHOTO_DOTS_PER_MM = 9
"""Pixels a millimetre of a photo on a sheet: 230 dpi."""


@dataclass(frozen=True)
class Surface:
    """A face or a photo with the marks on it, `width` by `height` points."""

    caption: str
    width: float
    height: float
    marks: tuple[PaperMark, ...]
    face: Outline | None = None
    photo: Thumbnail | None = None


@dataclass(frozen=True)
class Surfaces(Whole):
    """One row of surfaces of equal height."""

    surfaces: tuple[Surface, ...]
    tall: float
    caption_size: float
    disc: float

    def height(self, width: float) -> float:
        return self.tall + self.caption_size * 1.9

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        for surface in self.surfaces:
            top = pen.snapped(y + (self.tall - surface.height) / 2)
            left = pen.snapped(x)
            if surface.face is not None:
                draw_outline(pen, surface.face, left, top, surface.width / surface.face.width)
            elif surface.photo is not None:
                pen.image(surface.photo.reader, left, top, surface.width, surface.height)
                pen.box(left, top, surface.width, surface.height, line=0.4, grey=0.4)
            else:
                pen.box(left, top, surface.width, surface.height, line=0.5, grey=0.5)
            _draw_marks(pen, surface, left, top, self.disc)
            baseline = y + self.tall + self.caption_size * 1.35
            centre = left + surface.width / 2
            wide = fonts.width(surface.caption, self.caption_size)
            if wide <= surface.width + _GAP:
                pen.text_centred(centre, baseline, surface.caption, self.caption_size, grey=SECONDARY)
            x += max(surface.width, min(wide, surface.width + _GAP)) + _GAP


def _draw_marks(pen: Pen, surface: Surface, left: float, top: float, radius: float) -> None:
    """Shapes first, then the numbers, moved apart where marks lie close together."""
    anchors: list[tuple[float, float]] = []
    for mark in surface.marks:
        points = [
            (left + x / SCALE * surface.width, top + y / SCALE * surface.height) for x, y in mark.points
        ]
        _draw_shape(pen, mark.shape, points, on_photo=surface.face is None)
        anchors.append(points[0])
    places, radius = places_apart(anchors, radius, (left, top, left + surface.width, top + surface.height))
    for anchor, place in zip(anchors, places, strict=True):
        if abs(place[0] - anchor[0]) + abs(place[1] - anchor[1]) > 2.2 * radius:
            pen.line(*anchor, *place, width=0.4)
    for mark, place in zip(surface.marks, places, strict=True):
        draw_number(pen, mark.number, *place, radius)


def places_apart(
    anchors: Sequence[tuple[float, float]], radius: float, inside: tuple[float, float, float, float]
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
    inside: tuple[float, float, float, float],
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
    size = radius * (1.45 if number < 10 else 1.15)
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


@dataclass(frozen=True)
class _Number(Whole):
    number: int
    radius: float
    line_height: float

    def height(self, width: float) -> float:
        return self.line_height

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        draw_number(pen, self.number, x + self.radius + 0.3, y + self.line_height / 2 + 0.2, self.radius)


def condition_blocks(
    device: PaperDevice,
    marks: Sequence[PaperMark],
    photos: Sequence[str],
    source: PhotoSource | None,
    catalogue: Catalogue,
    *,
    width: float,
    tall: float,
    size: float,
    dots_per_mm: float = 0.0,
    confirmed: str = "",
) -> list[Block]:
    """Title line, rows of surfaces, the legend: for a column `width` points wide and pictures `tall` high."""
    text = catalogue.text
    surfaces = _surfaces(device, marks, photos, source, catalogue, tall, width, dots_per_mm)
    disc = size * 0.52
    rows: list[list[Surface]] = [[]]
    used = 0.0
    for surface in surfaces:
        if rows[-1] and used + surface.width > width:
            rows.append([])
            used = 0.0
        rows[-1].append(surface)
        used += surface.width + _GAP + size
    drawn = [Surfaces(tuple(row), tall, size * 0.78, disc) for row in rows]
    title = _title(marks, photos, catalogue, size, confirmed)
    blocks: list[Block] = [Keep(Stack((title, Gap(size * 0.35), drawn[0])))]
    for further in drawn[1:]:
        blocks += [Gap(size * 0.3), further]
    if not marks:
        blocks.append(Text((Run(text("paper.condition.none")),), size))
    blocks += _legend(marks, size, disc, two_columns=len(marks) > 4 and width > 70 * MM)
    return blocks


def _title(
    marks: Sequence[PaperMark], photos: Sequence[str], catalogue: Catalogue, size: float, confirmed: str
) -> Text:
    text = catalogue.text
    counts = []
    if marks:
        counts.append(text("paper.condition.marks", n=len(marks)))
    if photos:
        counts.append(text("paper.condition.photos", n=len(photos)))
    runs = [Run(text("paper.label.condition"), bold=True)]
    if counts:
        runs.append(Run("\u3000" + " · ".join(counts), grey=SECONDARY))
    if confirmed:
        runs.append(Run("\u3000"))
        runs.append(Run(confirmed, bold=True, solid=True))
    return Text(tuple(runs), size)


def _surfaces(
    device: PaperDevice, marks: Sequence[PaperMark], photos: Sequence[str], source: PhotoSource | None,
    catalogue: Catalogue, tall: float, width: float, dots_per_mm: float,
) -> list[Surface]:  # fmt: skip
    """Front and back always, sides where marked; photos with marks always, others while there is room."""
    faces = outline(device.kind)
    surfaces: list[Surface] = []
    for name in Face:
        on_it = tuple(mark for mark in marks if mark.surface == name)
        if name in {Face.LEFT, Face.RIGHT} and not on_it:
            continue
        face = faces[name]
        scale = min(tall / face.height, width * 0.45 / face.width)
        caption = catalogue.text(f"paper.condition.{name}")
        surfaces.append(Surface(caption, face.width * scale, face.height * scale, on_it, face=face))
    used = sum(surface.width + _GAP for surface in surfaces)
    for number, photo in enumerate(photos, start=1):
        on_it = tuple(mark for mark in marks if mark.surface == photo)
        pixels = round(tall / MM * (dots_per_mm or _PHOTO_DOTS_PER_MM))
        made = thumbnail(source, photo, pixels, dots=dots_per_mm > 0)
        if made is None and not on_it:
            continue
        aspect = made.aspect if made is not None else 0.75
        high = min(tall, width * 0.6 / aspect)
        wide = high * aspect
        if not on_it and used + wide > width:
            continue
        used += wide + _GAP
        caption = catalogue.text("paper.condition.photo", number=number)
        surfaces.append(Surface(caption, wide, high, on_it, photo=made))
    return surfaces


def _legend(marks: Sequence[PaperMark], size: float, disc: float, *, two_columns: bool) -> list[Block]:
    ordered = sorted(marks, key=lambda mark: mark.number)
    entries = [
        Row((
            Cell(_Number(mark.number, disc, size * 1.42), fixed=2 * disc + size * 0.5),
            Cell(Text((Run(mark.words),), size), share=1.0),
        ))
        for mark in ordered
    ]  # fmt: skip
    most = 6 * size
    if not two_columns:
        return [Keep(entry, most) for entry in entries]
    half = (len(entries) + 1) // 2
    rows: list[Block] = []
    for index in range(half):
        right: Block = entries[half + index] if half + index < len(entries) else Gap(0)
        rows.append(Keep(Row((Cell(entries[index], share=1.0), Cell(right, share=1.0)), gap=size), most))
    return rows
