"""Drawing on a page in points from its top left corner, over a reportlab canvas."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from shopdesk.printing import fonts
from shopdesk.printing.paper import POINTS_PER_MM, PaperSize
from shopdesk.printing.photos import Thumbnail
from shopdesk.printing.subsets import Letters

MM = POINTS_PER_MM
Colour = tuple[float, float, float]
Shift = tuple[float, float]
"""Millimetres to the right and down by which a page is moved, for a printer that feeds beside the mark."""

BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)
SECONDARY = 0.36
"""Grey of labels and notes: still 7:1 against white paper."""
FAINT = 0.62
"""Grey of lines that only guide the eye."""


def number(value: float) -> str:
    """A length in PDF's syntax, to a hundredth of a point: four thousandths of a millimetre."""
    return f"{value:.2f}" if value % 1 else str(int(value))


@dataclass(slots=True)
class Pen:
    """Draws on the current page. `mono` paper gets everything in black.

    What has many points is written as PDF operators at once: reportlab's way through its own number
    formatting made up a third of a receipt's time.
    """

    canvas: Canvas
    page_height: float
    size: PaperSize
    letters: tuple[Letters, Letters]

    @property
    def dot(self) -> float:
        """One dot of a thermal head in points, 0 on paper that has none."""
        return MM / self.size.dots_per_mm if self.size.dots_per_mm else 0.0

    def snapped(self, length: float) -> float:
        """`length` at whole dots, where the paper has dots."""
        dot = self.dot
        return round(length / dot) * dot if dot else length

    def tone(self, grey: float) -> float:
        return 0.0 if self.size.mono else grey

    def line_width(self, width: float) -> float:
        if self.size.impact:
            return max(width, 0.75)
        return max(width, 2 * self.dot) if self.dot else width

    def text(
        self, x: float, baseline: float, text: str, size: float, *,
        bold: bool = False, grey: float = 0.0, white: bool = False,
    ) -> None:  # fmt: skip
        if not text or text.isspace():
            return
        fill = 1.0 if white else self.tone(grey)
        shown = " ".join(
            [f"{name} {number(size)} Tf <{codes}> Tj" for name, codes in self.letters[bold].codes(text)]
        )
        self.canvas.addLiteral(
            f"BT {number(fill)} g {number(x)} {number(self.page_height - baseline)} Td {shown} ET"
        )

    def text_right(
        self, x: float, baseline: float, text: str, size: float, *, bold: bool = False, grey: float = 0.0
    ) -> None:
        self.text(x - fonts.width(text, size, bold=bold), baseline, text, size, bold=bold, grey=grey)

    def text_centred(
        self, x: float, baseline: float, text: str, size: float, *, bold: bool = False, grey: float = 0.0
    ) -> None:
        self.text(x - fonts.width(text, size, bold=bold) / 2, baseline, text, size, bold=bold, grey=grey)

    def operators(self, *operators: str) -> None:
        """PDF operators within their own graphics state, in PDF's coordinates (from the bottom left)."""
        self.canvas.addLiteral(f"q {' '.join(operators)} Q")

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *,
        width: float = 0.6, grey: float = 0.0, dash: Sequence[float] = (),
    ) -> None:  # fmt: skip
        top = self.page_height
        self.operators(
            f"{number(self.tone(grey))} G {number(self.line_width(width))} w",
            f"[{' '.join(number(part) for part in dash)}] 0 d" if dash else "",
            f"{number(x1)} {number(top - y1)} m {number(x2)} {number(top - y2)} l S",
        )

    def box(
        self, x: float, y: float, width: float, height: float, *,
        line: float = 0.6, grey: float = 0.0, radius: float = 0.0, fill: Colour | None = None,
    ) -> None:  # fmt: skip
        """A frame; `line` 0 draws none. Fills are left out where the paper takes no tints."""
        if fill is not None and (self.size.impact or (self.size.mono and fill not in {BLACK, WHITE})):
            fill = None
        paint = {(True, True): "B", (True, False): "S", (False, True): "f"}.get((line > 0, fill is not None))
        if paint is None:
            return
        self.operators(
            f"{' '.join(number(part) for part in fill)} rg" if fill is not None else "",
            f"{number(self.tone(grey))} G {number(self.line_width(line))} w" if line else "",
            _rounded(x, self.page_height - y - height, width, height, radius),
            paint,
        )

    def disc(self, x: float, y: float, radius: float, *, line: float = 0.7) -> None:
        """A white disc with a black rim."""
        left, bottom = x - radius, self.page_height - y - radius
        self.operators(
            f"1 g 0 G {number(self.line_width(line))} w",
            _rounded(left, bottom, 2 * radius, 2 * radius, radius), "B",
        )  # fmt: skip

    def polyline(
        self, points: Sequence[tuple[float, float]], *, width: float = 0.8, white: bool = False
    ) -> None:
        top = self.page_height
        corners = " l ".join(f"{number(x)} {number(top - y)}" for x, y in points[1:])
        self.operators(
            f"{int(white)} G {number(self.line_width(width))} w 1 J 1 j",
            f"{number(points[0][0])} {number(top - points[0][1])} m {corners} l S",
        )

    def modules(self, x: float, y: float, unit: tuple[float, float], path: str) -> None:
        """A path of black rectangles on a grid that counts upwards from (x, y), `unit` points a step."""
        across, up = unit
        # Unrounded: a module that is a thousandth off is a dot off at the end of a label.
        self.operators(f"0 g {across:.6f} 0 0 {up:.6f} {x:.6f} {self.page_height - y:.6f} cm {path} f")

    def image(self, picture: Thumbnail, x: float, y: float, width: float, height: float) -> None:
        """A picture, kept in the document once however often it stands there.

        reportlab would unpack it for each place to see whether it had changed.
        """
        document: Any = self.canvas._doc  # type: ignore[attr-defined]  # where a document keeps its pictures
        place = document.getXObjectName(picture.name)
        if place not in document.idToObject:
            kept: Any = pdfdoc.PDFImageXObject(picture.name)
            kept.width, kept.height, kept.streamContent = picture.width, picture.height, picture.content
            kept.bitsPerComponent = 1 if picture.dots else 8
            kept.colorSpace = "DeviceGray" if picture.dots else "DeviceRGB"
            kept._filters = ("FlateDecode",) if picture.dots else ("DCTDecode",)
            self.canvas._setXObjects(kept)  # type: ignore[attr-defined]  # as its own drawImage does
            document.Reference(kept, place)
            document.addForm(picture.name, kept)
        self.canvas._formsinuse.append(picture.name)  # type: ignore[attr-defined]
        self.canvas._currentPageHasImages = 1  # type: ignore[attr-defined]
        bottom = self.page_height - y - height
        self.operators(f"{width:.4f} 0 0 {height:.4f} {x:.4f} {bottom:.4f} cm /{place} Do")


_ROUND = 0.5523
"""How far a Bézier's handles stand out to draw a quarter of a circle."""


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    if not radius:
        return f"{number(x)} {number(y)} {number(width)} {number(height)} re"
    k = radius * (1 - _ROUND)
    right, top = x + width, y + height
    steps = (
        ("m", x + radius, y), ("l", right - radius, y),
        ("c", right - k, y, right, y + k, right, y + radius), ("l", right, top - radius),
        ("c", right, top - k, right - k, top, right - radius, top), ("l", x + radius, top),
        ("c", x + k, top, x, top - k, x, top - radius), ("l", x, y + radius),
        ("c", x, y + k, x + k, y, x + radius, y),
    )  # fmt: skip
    return (
        " ".join(f"{' '.join(number(at) for at in points)} {operator}" for operator, *points in steps) + " h"
    )


class Booklet:
    """A PDF in the making: pages one after the other, the same bytes for the same drawing."""

    def __init__(self, title: str, language: str, shift: Shift = (0.0, 0.0)) -> None:
        fonts.load()
        self._shift = shift
        self._file = io.BytesIO()
        self._canvas = Canvas(
            self._file,
            initialFontName=fonts.REGULAR,  # type: ignore[arg-type]  # the stubs take it for a size
            invariant=1,
            pageCompression=1,
        )
        self._canvas.setTitle(title)
        self._canvas.setCreator("ShopDesk")
        self._canvas.setViewerPreference("PrintScaling", "None")
        self._canvas.setCatalogEntry("Lang", language.replace("_", "-"))
        self._letters = fonts.letters(self._canvas)
        self.pages = 0

    def page(self, size: PaperSize, height_mm: float | None = None) -> Pen:
        """A new page; `height_mm` for a roll, which is as long as what stands on it."""
        if self.pages:
            self._canvas.showPage()
        self.pages += 1
        right, down = self._shift
        if height_mm is not None:
            height_mm += max(down, 0.0)  # a roll has room below
        height = (size.height if height_mm is None else height_mm) * MM
        self._canvas.setPageSize((size.width * MM, height))
        pen = Pen(self._canvas, height, size, self._letters)
        if right or down:
            # Whole dots: bars that are moved by half a dot are no bars any more.
            self._canvas.translate(pen.snapped(right * MM), -pen.snapped(down * MM))
        return pen

    def finish(self) -> bytes:
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()
