"""Paper formats, right to the millimetre.

Lengths are millimetres. Continuous forms are kept as exact fractions of an inch: a third of an
11 inch form is 11/3 in, and a rounded 93.1 mm would drift by a line within thirty forms.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from shopdesk.domain.label_sheet import SHEETS
from shopdesk.domain.papers import PaperKind

POINTS_PER_MM = 72 / 25.4
INCH = Fraction(254, 10)
LEAST_MARGIN = 5.0
"""No office printer prints closer to the edge of a sheet than this."""
LEAST_TYPE = 6.5
"""Nothing is set smaller, in points: what a customer signs has to be readable."""


class Feed(StrEnum):
    """What the paper is, which decides how a document is set on it."""

    SHEET = "sheet"
    """Cut sheets and continuous forms: a page has a fixed height, long texts go on to the next."""
    ROLL = "roll"
    """A receipt roll: one column, as long as it needs to be."""
    LABEL = "label"
    """A label: whole dots, one piece, nothing flows."""


@dataclass(frozen=True, slots=True)
class PaperSize:
    """One format. `height` is 0 on a roll. `bands` counts the slips a sheet is cut into."""

    name: str
    feed: Feed
    width: float
    height: float
    margin: float
    top: float
    bands: int = 1
    dots_per_mm: float = 0.0
    """Of a thermal head (8 is 203 dpi, 300/25.4 is 300 dpi); 0 where the printer's own driver decides."""
    impact: bool = False
    """Struck through carbon: no fills, no greys, no hairlines."""
    type_size: float = 8.0
    """Body text in points."""

    @property
    def mono(self) -> bool:
        """Only black and white: greys would become a raster of dots."""
        return self.impact or self.dots_per_mm > 0

    @property
    def band_height(self) -> float:
        return self.height / self.bands

    @property
    def dots(self) -> int:
        """Width in dots of a thermal head."""
        return round(self.width * self.dots_per_mm)


_DPI_203 = 8.0
_DPI_300 = 300 / 25.4
_FORM = 11 * INCH


def _sheet(name: str, width: float, height: float, *, bands: int = 1, type_size: float = 8.0) -> PaperSize:
    return PaperSize(name, Feed.SHEET, width, height, margin=9.0, top=6.0, bands=bands, type_size=type_size)


def _form(name: str, height: Fraction) -> PaperSize:
    # 241 mm with the tractor strips; 201 mm between them, and the perforations at head and foot stay free.
    return PaperSize(name, Feed.SHEET, 241.0, float(height), margin=20.0, top=6.0, impact=True, type_size=8.5)


def _roll(name: str, printable: float, type_size: float) -> PaperSize:
    return PaperSize(
        name, Feed.ROLL, printable, 0.0, margin=1.0, top=2.0, dots_per_mm=_DPI_203, type_size=type_size
    )


_BROTHER_EDGES = {(62, 29): (2.0, 3.2), (62, 40): (2.0, 1.5), (90, 29): (3.2, 2.0)}
"""Brother's heads reach neither the sides of a label nor its ends: 1.5 and 3 mm stay white."""


def _label(width: float, height: float, dots_per_mm: float = _DPI_203) -> PaperSize:
    suffix = "" if dots_per_mm == _DPI_203 else "-300dpi"
    margin, top = _BROTHER_EDGES.get((round(width), round(height)), (1.5, 1.5))
    return PaperSize(
        f"label-{width:g}x{height:g}{suffix}", Feed.LABEL, width, height, margin=margin, top=top,
        dots_per_mm=dots_per_mm, type_size=7.0,
    )  # fmt: skip


FORMATS: dict[str, PaperSize] = {
    size.name: size
    for size in (
        _sheet("a4-three", 210.0, 297.0, bands=3),
        _sheet("a4", 210.0, 297.0, type_size=9.0),
        _sheet("a5", 210.0, 148.0, type_size=8.5),
        _sheet("slip", 210.0, 99.0),
        _sheet("letter-three", 215.9, 279.4, bands=3),
        _sheet("letter", 215.9, 279.4, type_size=9.0),
        _sheet("half-letter", 215.9, 139.7, type_size=8.5),
        _form("continuous-full", _FORM),
        _form("continuous-half", _FORM / 2),
        _form("continuous-third", _FORM / 3),
        _roll("roll-80", 72.0, 9.0),
        _roll("roll-58", 48.0, 8.5),
        *(
            _label(width, height, dots)
            for width, height in ((40, 30), (50, 30), (60, 40), (62, 29), (62, 40), (90, 29))
            for dots in (_DPI_203, _DPI_300)
        ),
        *(_sheet(sheet.name, sheet.page_width, sheet.page_height) for sheet in SHEETS.values()),
    )
}

_SHEETS = ("a4", "a5", "letter", "half-letter")
_SMALL_FIRST = ("a5", "a4", "half-letter", "letter")
_ROLLS = ("roll-80", "roll-58")
_RECEIPTS = (
    "a4-three", "a5", "a4", "letter-three", "half-letter", "letter", "slip", *_ROLLS,
    "continuous-full", "continuous-half", "continuous-third",
)  # fmt: skip
_LABELS = (*(name for name, size in FORMATS.items() if size.feed is Feed.LABEL), *SHEETS)

_FOR_KIND: dict[PaperKind, tuple[str, ...]] = {
    PaperKind.RECEIPT: _RECEIPTS,
    PaperKind.TAG: _LABELS,
    PaperKind.QUOTE: _SHEETS,
    PaperKind.SALE: (*_SMALL_FIRST, *_ROLLS),
    PaperKind.WARRANTY: _SMALL_FIRST,
    PaperKind.REFUND: (*_SMALL_FIRST, *_ROLLS),
    PaperKind.CASH: (*_SMALL_FIRST, *_ROLLS),
    PaperKind.DAY: (*_SHEETS, *_ROLLS),
    PaperKind.ACCESSORY: _LABELS,
    PaperKind.SHEET: ("a4", "letter"),
    PaperKind.AMENDMENT: _RECEIPTS,
    PaperKind.TEST: (*_SHEETS, *(name for name in FORMATS if name not in {*_SHEETS, *SHEETS})),
}


def formats_for(kind: PaperKind) -> tuple[str, ...]:
    """Names of the formats a kind of document can be printed on, the usual one first."""
    return _FOR_KIND[kind]
