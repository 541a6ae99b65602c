"""Where a mark is, in words: "top right corner", "back, lower left frame", "photo 2, middle". No windows."""

from __future__ import annotations

from collections.abc import Sequence

from shopdesk.domain.marks import SCALE, Face, Mark, MarkShape
from shopdesk.i18n import Catalogue

_FRAME = 0.055
_CORNER = 0.2
_ALL_OVER = 0.6


def place_key(mark: Mark, *, slim: bool = False) -> str:
    """Catalogue key of the place on its surface; `slim` for a side that is only an edge of the device."""
    xs = [x / SCALE for x, _ in mark.points]
    ys = [y / SCALE for _, y in mark.points]
    if max(xs) - min(xs) > _ALL_OVER and max(ys) - min(ys) > _ALL_OVER:
        return "annotate.place.all_over"
    if mark.shape is MarkShape.ARROW:
        x, y = xs[-1], ys[-1]  # what the arrow points at
    else:
        x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    if slim:
        return f"annotate.place.{_third(y, 'upper', 'middle', 'lower')}"
    if min(x, 1 - x) < _CORNER and min(y, 1 - y) < _CORNER:
        return f"annotate.place.{'top' if y < 0.5 else 'bottom'}_{'left' if x < 0.5 else 'right'}"
    if mark.surface in set(Face):
        if min(x, 1 - x) < _FRAME:
            side = "left" if x < 0.5 else "right"
            return f"annotate.place.{side}_frame_{_third(y, 'upper', 'middle', 'lower')}"
        if min(y, 1 - y) < _FRAME:
            return f"annotate.place.{'top' if y < 0.5 else 'bottom'}_frame"
    return f"annotate.place.{_third(y, 'upper', 'middle', 'lower')}_{_third(x, 'left', 'centre', 'right')}"


def place_words(mark: Mark, photos: Sequence[str], catalogue: Catalogue) -> str:
    """The place as the legend and the papers say it; the front goes without saying."""
    slim = mark.surface in {Face.LEFT, Face.RIGHT}
    place = catalogue.text(place_key(mark, slim=slim))
    if mark.surface in set(Face):
        return catalogue.text(f"annotate.place.on_{mark.surface}", place=place)
    if mark.surface in photos:
        return catalogue.text("annotate.place.on_photo", number=photos.index(mark.surface) + 1, place=place)
    return place


def _third(share: float, first: str, second: str, third: str) -> str:
    if share < 1 / 3:
        return first
    return second if share < 2 / 3 else third
