"""Drawing on a page in points from its top left corner, over a reportlab canvas."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from shopdesk.printing import fonts
from shopdesk.printing.paper import POINTS_PER_MM, PaperSize

MM = POINTS_PER_MM
Colour = tuple[float, float, float]

BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)
SECONDARY = 0.36
"""Grey of labels and notes: still 7:1 against white paper."""
FAINT = 0.62
"""Grey of lines that only guide the eye."""


@dataclass(slots=True)
class Pen:
    """Draws on the current page. `mono` paper gets everything in black."""

    canvas: Canvas
    page_height: float
    size: PaperSize

    @property
    def dot(self) -> float:
        """One dot of a thermal head in points, 0 on paper that has none."""
        return MM / self.size.dots_per_mm if self.size.dots_per_mm else 0.0

    def snapped(self, length: float) -> float:
        """`length` at whole dots, where the paper has dots."""
        dot = self.dot
        return round(length / dot) * dot if dot else length

    def _tone(self, grey: float) -> float:
        return 0.0 if self.size.mono else grey

    def _line_width(self, width: float) -> float:
        if self.size.impact:
            return max(width, 0.75)
        return max(width, 2 * self.dot) if self.dot else width

    def text(self, x: float, baseline: float, text: str, size: float, *, bold: bool = False, grey: float = 0.0) -> None:
        canvas = self.canvas
        canvas.setFillGray(self._tone(grey))
        canvas.setFont(fonts.BOLD if bold else fonts.REGULAR, size)
        canvas.drawString(x, self.page_height - baseline, text)

    def text_white(self, x: float, baseline: float, text: str, size: float) -> None:
        """Bold white text, for a filled chip."""
        self.canvas.setFillGray(1.0)
        self.canvas.setFont(fonts.BOLD, size)
        self.canvas.drawString(x, self.page_height - baseline, text)

    def text_right(
        self, x: float, baseline: float, text: str, size: float, *, bold: bool = False, grey: float = 0.0
    ) -> None:
        self.text(x - fonts.width(text, size, bold=bold), baseline, text, size, bold=bold, grey=grey)

    def text_centred(
        self, x: float, baseline: float, text: str, size: float, *, bold: bool = False, grey: float = 0.0
    ) -> None:
        self.text(x - fonts.width(text, size, bold=bold) / 2, baseline, text, size, bold=bold, grey=grey)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *,
        width: float = 0.6, grey: float = 0.0, dash: Sequence[float] = (),
    ) -> None:  # fmt: skip
        canvas = self.canvas
        canvas.setStrokeGray(self._tone(grey))
        canvas.setLineWidth(self._line_width(width))
        canvas.setDash(list(dash))
        canvas.line(x1, self.page_height - y1, x2, self.page_height - y2)
        if dash:
            canvas.setDash([])

    def box(
        self, x: float, y: float, width: float, height: float, *,
        line: float = 0.6, grey: float = 0.0, radius: float = 0.0, fill: Colour | None = None,
    ) -> None:  # fmt: skip
        """A frame; `line` 0 draws none. Fills are left out where the paper takes no tints."""
        canvas = self.canvas
        if fill is not None and self.size.mono and fill != BLACK:
            fill = WHITE if fill == WHITE else None
        if fill is not None and self.size.impact:
            fill = None
        if fill is not None:
            canvas.setFillColorRGB(*fill)
        if line:
            canvas.setStrokeGray(self._tone(grey))
            canvas.setLineWidth(self._line_width(line))
        bottom = self.page_height - y - height
        stroke, filled = int(bool(line)), int(fill is not None)
        if radius:
            canvas.roundRect(x, bottom, width, height, radius, stroke=stroke, fill=filled)
        else:
            canvas.rect(x, bottom, width, height, stroke=stroke, fill=filled)

    def disc(self, x: float, y: float, radius: float, *, line: float = 0.7, fill: Colour = WHITE) -> None:
        canvas = self.canvas
        canvas.setFillColorRGB(*fill)
        canvas.setStrokeGray(0.0)
        canvas.setLineWidth(self._line_width(line))
        canvas.circle(x, self.page_height - y, radius, stroke=1, fill=1)

    def polyline(
        self, points: Sequence[tuple[float, float]], *, width: float = 0.8, grey: float = 0.0, white: bool = False
    ) -> None:
        canvas = self.canvas
        path = canvas.beginPath()
        path.moveTo(points[0][0], self.page_height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.page_height - y)
        canvas.setStrokeGray(1.0 if white else self._tone(grey))
        canvas.setLineWidth(self._line_width(width))
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.setLineCap(0)
        canvas.setLineJoin(0)

    def rectangles(self, rectangles: Sequence[tuple[float, float, float, float]]) -> None:
        """Black bars and modules (x, y, width, height) as one path."""
        path = self.canvas.beginPath()
        for x, y, width, height in rectangles:
            path.rect(x, self.page_height - y - height, width, height)
        self.canvas.setFillGray(0.0)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def image(self, image: Any, x: float, y: float, width: float, height: float) -> None:
        self.canvas.drawImage(image, x, self.page_height - y - height, width, height)


class Booklet:
    """A PDF in the making: pages one after the other, the same bytes for the same drawing."""

    def __init__(self, title: str, language: str) -> None:
        fonts.load()
        self._file = io.BytesIO()
        self._canvas = Canvas(self._file, initialFontName=fonts.REGULAR, invariant=1, pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setCreator("ShopDesk")
        self._canvas.setViewerPreference("PrintScaling", "None")
        self._canvas.setCatalogEntry("Lang", language.replace("_", "-"))
        self.pages = 0

    def page(self, size: PaperSize, height_mm: float | None = None) -> Pen:
        """A new page; `height_mm` for a roll, which is as long as what stands on it."""
        if self.pages:
            self._canvas.showPage()
        self.pages += 1
        height = (size.height if height_mm is None else height_mm) * MM
        self._canvas.setPageSize((size.width * MM, height))
        return Pen(self._canvas, height, size)

    def finish(self) -> bytes:
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()
