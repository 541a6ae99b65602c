"""Condition on paper: the outline's faces and small photos with numbered marks, and one legend for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shopdesk.domain.marks import Face
from shopdesk.domain.papers import PaperDevice, PaperMark
from shopdesk.i18n import Catalogue
from shopdesk.printing import fonts
from shopdesk.printing.blocks import Block, Cell, Gap, Keep, Row, Stack, Text, Whole, fill
from shopdesk.printing.blocks import text as text_block
from shopdesk.printing.breaking import Run
from shopdesk.printing.marks import LEAST_DISC, draw_marks, draw_number
from shopdesk.printing.outlines import Outline, draw_outline, outline
from shopdesk.printing.paper import LEAST_TYPE
from shopdesk.printing.pen import MM, SECONDARY, Pen
from shopdesk.printing.photos import PhotoSource, Thumbnail, thumbnail

_GAP = 2.6 * MM
_LEAST_LEGEND = 24 * MM
"""A legend beside the pictures is at least so wide."""
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

    @property
    def wide(self) -> float:
        """Points across that the row takes."""
        return sum(self._step(surface) for surface in self.surfaces) - _GAP

    def _step(self, surface: Surface) -> float:
        caption = fonts.width(surface.caption, self.caption_size)
        return max(surface.width, min(caption, surface.width + _GAP)) + _GAP

    def height(self, width: float) -> float:
        return self.tall + self.caption_size * 1.9

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        for surface in self.surfaces:
            top = pen.snapped(y + (self.tall - surface.height) / 2)
            left = pen.snapped(x)
            if surface.face is not None:
                draw_outline(pen, surface.face, left, top, surface.width / surface.face.width)
            elif surface.photo is not None:
                pen.image(surface.photo, left, top, surface.width, surface.height)
                pen.box(left, top, surface.width, surface.height, line=0.4, grey=0.4)
            else:
                pen.box(left, top, surface.width, surface.height, line=0.5, grey=0.5)
            box = (left, top, left + surface.width, top + surface.height)
            draw_marks(pen, surface.marks, box, self.disc, on_photo=surface.face is None)
            baseline = y + self.tall + self.caption_size * 1.35
            centre = left + surface.width / 2
            wide = fonts.width(surface.caption, self.caption_size)
            if wide <= surface.width + _GAP:
                pen.text_centred(centre, baseline, surface.caption, self.caption_size, grey=SECONDARY)
            x += self._step(surface)


@dataclass(frozen=True)
class MarkNumber(Whole):
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
    disc = max(size * 0.52, LEAST_DISC)
    rows: list[list[Surface]] = [[]]
    used = 0.0
    for surface in surfaces:
        if rows[-1] and used + surface.width > width:
            rows.append([])
            used = 0.0
        rows[-1].append(surface)
        used += surface.width + _GAP + size
    drawn = [Surfaces(tuple(row), tall, max(size * 0.78, LEAST_TYPE), disc) for row in rows]
    legend: list[Block] = [text_block(text("paper.condition.none"), size)]
    if marks:
        legend = _legend(marks, size, disc)
    first, legend = _beside(drawn[0], legend, width, size) if len(drawn) == 1 else (drawn[0], legend)
    title = _title(marks, photos, catalogue, size, confirmed)
    blocks: list[Block] = [Keep(Stack((title, Gap(size * 0.35), first)))]
    for further in drawn[1:]:
        blocks += [Gap(size * 0.3), further]
    two_columns = len(legend) > (4 if len(drawn) > 1 else 1) and width > 70 * MM
    return blocks + (_two_columns(legend, size) if two_columns else legend)


def _beside(surfaces: Surfaces, legend: list[Block], width: float, size: float) -> tuple[Block, list[Block]]:
    """The pictures with as much of the legend as fits beside them, and the legend's rest."""
    gap = 1.2 * _GAP
    room = width - surfaces.wide - gap
    if room < _LEAST_LEGEND:
        return surfaces, legend
    taken, rest = fill(legend, room, surfaces.height(width))
    if not taken:
        return surfaces, legend
    return Row((Cell(surfaces, fixed=surfaces.wide), Cell(Stack(tuple(taken)), share=1.0)), gap=gap), rest


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
        if face.width > face.height and surfaces:
            # A laptop's edge stretched to the height of the row would push all else off the paper.
            scale = min(scale, surfaces[0].width / faces[Face.FRONT].width)
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


def _legend(marks: Sequence[PaperMark], size: float, disc: float) -> list[Block]:
    ordered = sorted(marks, key=lambda mark: mark.number)
    line = max(size * 1.42, 2 * disc + 1.5)
    entries = [
        Row((
            Cell(MarkNumber(mark.number, disc, line), fixed=2 * disc + size * 0.5),
            Cell(Text((Run(mark.words),), size, leading=line / size), share=1.0),
        ))
        for mark in ordered
    ]  # fmt: skip
    return [Keep(entry, 6 * size) for entry in entries]


def _two_columns(entries: Sequence[Block], size: float) -> list[Block]:
    half = (len(entries) + 1) // 2
    rows: list[Block] = []
    for index in range(half):
        right: Block = entries[half + index] if half + index < len(entries) else Gap(0)
        pair = Row((Cell(entries[index], share=1.0), Cell(right, share=1.0)), gap=size)
        rows.append(Keep(pair, 6 * size))
    return rows
