"""What marks stand on: the sides of an outline, side by side, or one photo; drawn quickly at any zoom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from shopdesk.domain.marks import Face
from shopdesk.outlines import FaceOutline, outline
from shopdesk.ui.annotate.paint import paint_face
from shopdesk.ui.common import theme

_GAP = 0.14
"""Space between the sides, as a share of the tallest."""


class PhotoPicture:
    """A photo with halves, quarters and eighths of itself, so that no frame shrinks twelve megapixels."""

    def __init__(self, image: QImage) -> None:
        self._levels = [QPixmap.fromImage(image)]
        self._small = image

    @property
    def size(self) -> QSize:
        return self._levels[0].size()

    def level(self, scale: float) -> QPixmap:
        """The smallest copy that still has a pixel for each pixel shown; `scale` is shown ÷ original."""
        index, share = 0, 0.5
        while share >= scale and min(self._small.width(), self._small.height()) > 64:
            index += 1
            share /= 2
            if index >= len(self._levels):
                self._small = self._small.scaled(
                    max(1, self._small.width() // 2),
                    max(1, self._small.height() // 2),
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
                self._levels.append(QPixmap.fromImage(self._small))
        return self._levels[min(index, len(self._levels) - 1)]


@dataclass(frozen=True, slots=True)
class Surface:
    """One side or photo, where it lies on its sheet; `name` is what marks call it."""

    name: str
    area: QRectF
    outline: FaceOutline | None = None
    picture: PhotoPicture | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Surfaces that are looked at together."""

    surfaces: tuple[Surface, ...]
    area: QRectF = field(default_factory=QRectF)

    @property
    def is_photo(self) -> bool:
        return any(surface.outline is None for surface in self.surfaces)


def device_sheet(kind: str, faces: Iterable[Face] = tuple(Face)) -> Sheet:
    """Sides of a kind of device in a row; flat ones (a laptop's edges) beneath each other."""
    drawings = outline(kind)
    wanted = [(face, drawings[face]) for face in faces if face in drawings]
    upright = [(face, side) for face, side in wanted if side.height >= side.width]
    flat = [(face, side) for face, side in wanted if side.height < side.width]
    tallest = max((side.height for _, side in upright), default=0.0)
    gap = _GAP * (tallest or max((side.width for _, side in flat), default=0.0))
    surfaces, x = [], 0.0
    for face, side in upright:
        top = (tallest - side.height) / 2
        surfaces.append(Surface(face.value, QRectF(x, top, side.width, side.height), outline=side))
        x += side.width + gap
    # Flat sides stand beneath the first two, where they are looked for and cost no width.
    lowest = tallest
    for column, (face, side) in enumerate(flat):
        base = (
            surfaces[column].area if column < len(upright) else QRectF(column * (side.width + gap), 0, 0, 0)
        )
        left = base.center().x() - side.width / 2 if base.width() else base.x()
        area = QRectF(left, tallest + gap / 2 if tallest else 0.0, side.width, side.height)
        surfaces.append(Surface(face.value, area, outline=side))
        lowest = max(lowest, area.bottom())
    right = max((surface.area.right() for surface in surfaces), default=0.0)
    return Sheet(tuple(surfaces), QRectF(0, 0, right, lowest))


def photo_sheet(name: str, picture: PhotoPicture | None) -> Sheet:
    """One photo; None where its file is missing, so that its marks can still be seen."""
    size = picture.size if picture is not None else QSize(1200, 900)
    area = QRectF(0, 0, size.width(), size.height())
    return Sheet((Surface(name, area, picture=picture),), area)


def paint_surface(painter: QPainter, surface: Surface, area: QRectF, *, words: str = "") -> None:
    """The surface without marks, filling `area`; `words` stand where a photo is missing."""
    if surface.outline is not None:
        paint_face(painter, surface.outline, area)
        return
    if surface.picture is None:
        painter.fillRect(area, theme.color("sunken"))
        painter.setPen(theme.color("secondary"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
        return
    ratio = painter.device().devicePixelRatio()
    level = surface.picture.level(area.width() * ratio / surface.picture.size.width())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    # Only the part that is seen: zoomed in, the rest of the photo would be scaled for nothing.
    seen = area.intersected(painter.viewport().toRectF())
    if seen.isEmpty():
        return
    fx, fy = level.width() / area.width(), level.height() / area.height()
    source = QRectF(
        (seen.x() - area.x()) * fx, (seen.y() - area.y()) * fy, seen.width() * fx, seen.height() * fy
    )
    painter.drawPixmap(seen, level, source)


def as_image(photo: QImage | bytes | None) -> QImage | None:
    """The picture in `photo`; None when there is none or it cannot be read."""
    if isinstance(photo, QImage):
        return photo if not photo.isNull() else None
    if not photo:
        return None
    read = QImage.fromData(photo)
    return read if not read.isNull() else None
