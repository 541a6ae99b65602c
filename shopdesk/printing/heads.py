"""Heads of slips and pages: the shop, what the paper is, its number as text and as bars."""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.domain.papers import Letterhead
from shopdesk.printing import fonts
from shopdesk.printing.barcodes import bars_width, draw_code128
from shopdesk.printing.blocks import Text, Whole, text
from shopdesk.printing.breaking import Run, fit, shortened
from shopdesk.printing.fonts import ASCENT
from shopdesk.printing.paper import LEAST_TYPE, PaperSize
from shopdesk.printing.pen import BLACK, MM, SECONDARY, Colour, Pen
from shopdesk.printing.photos import PhotoSource, Thumbnail, thumbnail

_BAR_MODULE = 0.4 * MM
_BAR_HEIGHT = 8.5 * MM
_NAME_SHARE = 0.26
"""Least share of a head's width for the shop's name and address."""
_LOGO_HEIGHT = 10.5 * MM
_LOGO_WIDEST = 34.0 * MM
_LOGO_PIXELS_PER_MM = 14
"""350 dpi: a mark has edges, a photo has not."""


def logo_of(head: Letterhead, size: PaperSize, source: PhotoSource | None) -> Thumbnail | None:
    """The shop's mark as the paper shows it. Needles strike no areas: a carbon set goes without."""
    if not head.logo or size.impact:
        return None
    dots = size.dots_per_mm > 0
    fineness = (size.dots_per_mm or _LOGO_PIXELS_PER_MM) / MM
    made = thumbnail(source, head.logo, round(_LOGO_HEIGHT * fineness), dots=dots, mark=True)
    if made is None or not dots:
        return made
    # A pixel has to be a dot: a long mark is made again at the height it will have.
    _, height = _logo_size(made, roll_logo_width((size.width - 2 * size.margin) * MM))
    return thumbnail(source, head.logo, max(1, round(height * fineness)), dots=True, mark=True)


def roll_logo_width(width: float) -> float:
    """Most that a mark takes of a roll's width."""
    return width * 0.7


def _logo_size(logo: Thumbnail | None, widest: float = _LOGO_WIDEST) -> tuple[float, float]:
    """Width and height in points: as high as a head's two lines, unless it is a long one."""
    if logo is None:
        return 0.0, 0.0
    height = min(_LOGO_HEIGHT, widest / logo.aspect)
    return height * logo.aspect, height


def _address(head: Letterhead, size: float, *, grey: float = 0.0, align: str = "left") -> Text:
    """Address, phone and hours, as far as the shop has told them, each kept in one piece if it can be."""
    runs: list[Run] = []
    for part in (head.address, head.phone, head.hours):
        if part:
            runs += [Run("\u3000")] if runs else []
            runs.append(Run(part, grey=grey, solid=True))
    return Text(tuple(runs), size, align)


def fitted(label: str, size: float, room: float) -> tuple[str, float]:
    """A chip's label with the size in which it fits into `room`: smaller, and in the end shortened."""
    fits = fit(label, size, room - 1.3 * size, bold=True, least=LEAST_TYPE)
    return shortened(label, fits, room - 1.3 * fits, bold=True), fits


def chip_width(label: str, size: float) -> float:
    return fonts.width(label, size, bold=True) + 1.3 * size


def draw_chip(
    pen: Pen,
    label: str,
    x: float,
    y: float,
    size: float,
    *,
    fill: Colour | None = None,
    inverse: bool = False,
) -> float:
    """A framed label, `inverse` white on black; returns its width."""
    width, height = chip_width(label, size), size * 1.7
    dark = inverse and not pen.size.impact
    pen.box(x, y, width, height, line=1.0, radius=2.0, fill=BLACK if dark else fill)
    baseline = y + height / 2 + size * (ASCENT - 0.5)
    if dark:
        pen.text(x + 0.65 * size, baseline, label, size, bold=True, white=True)
    else:
        pen.text(x + 0.65 * size, baseline, label, size, bold=True)
    return width


@dataclass(frozen=True)
class SlipHead(Whole):
    """Shop at the left, the copy's name in the middle, number and bars at the right."""

    head: Letterhead
    title: str
    number: str
    payload: str
    moment: str
    size: float
    tint: Colour | None = None
    reprint: str = ""
    visit: str = ""
    """Place among the devices of one visit."""
    logo: Thumbnail | None = None

    @property
    def _bars(self) -> float:
        bars = bars_width(self.payload, _BAR_MODULE) if self.payload else 0.0
        return max(bars, fonts.width(self.number, self._number_size, bold=True))

    @property
    def _bar_height(self) -> float:
        return _BAR_HEIGHT if self.payload else self._chip_size * 1.7 - self._number_size * 0.2

    @property
    def _number_size(self) -> float:
        return self.size * 1.35

    @property
    def _chip_size(self) -> float:
        return self.size * 1.3

    @property
    def _small(self) -> float:
        return max(self.size * 0.86, LEAST_TYPE)

    def _chip(self, width: float) -> tuple[str, float]:
        """What the copy is called, and in which size: the shop's name needs its room too."""
        reprint = chip_width(self.reprint, self.size) + 4 if self.reprint else 0.0
        logo, _ = _logo_size(self.logo)
        room = width * (1 - _NAME_SHARE) - self._bars - 16 * MM - reprint - logo
        return fitted(self.title, self._chip_size, max(room, 10 * MM))

    def _middle(self, width: float) -> float:
        chips = chip_width(*self._chip(width))
        if self.reprint:
            chips += chip_width(self.reprint, self.size) + 4
        return max(chips, fonts.width(self.moment, self._small))

    def _name(self, width: float) -> tuple[Text, Text, float, float]:
        """Name and address with their left edge, from the head's, and their width."""
        logo_width, _ = _logo_size(self.logo)
        left = logo_width + 3 * MM if logo_width else 0.0
        room = width - self._bars - self._middle(width) - 16 * MM - left
        large = self.size * 1.85
        name_size = fit(self.head.shop_name, large, room, bold=True, least=large * 0.7)
        if name_size < large and fonts.width(self.head.shop_name, name_size, bold=True) > room * 1.01:
            name_size = fit(self.head.shop_name, large * 0.7, room * 2.6, bold=True, least=self.size)
        name = text(self.head.shop_name, name_size, bold=True)
        return name, _address(self.head, self._small, grey=SECONDARY), left, room

    def _upper(self, width: float) -> float:
        """Height of everything but a visit that needs a line of its own."""
        name, address, _, room = self._name(width)
        _, logo = _logo_size(self.logo)
        words = name.height(room) + address.height(room) - name.size * 0.22
        return max(words, logo, self._bar_height + self._number_size * 1.25)

    def _visit(self) -> Text:
        return Text((Run(self.visit, bold=True),), self._small, "right")

    def height(self, width: float) -> float:
        return self._upper(width) + 2.0 + (self._visit().height(width) if self.visit else 0.0)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        name, address, left, room = self._name(width)
        if self.logo is not None:
            logo_width, logo_height = _logo_size(self.logo)
            pen.image(self.logo, x, y, logo_width, logo_height)
        # The capital's top, not the line's, stands level with the bars.
        name.draw(pen, x + left, y - name.size * 0.22, room)
        address.draw(pen, x + left, y - name.size * 0.22 + name.height(room), room)
        self._draw_number(pen, x + width, y, self._chip(width))
        if self.visit:
            self._visit().draw(pen, x, y + self._upper(width), width)

    def _draw_number(self, pen: Pen, right: float, y: float, title: tuple[str, float]) -> None:
        """The bars with the number beneath; beside them what the copy is, and when."""
        number_size = self._number_size
        if self.payload:
            bars = bars_width(self.payload, _BAR_MODULE)
            draw_code128(pen, self.payload, right - (self._bars + bars) / 2, y, _BAR_MODULE, _BAR_HEIGHT)
            below = y + _BAR_HEIGHT + number_size
            pen.text_centred(right - self._bars / 2, below, self.number, number_size, bold=True)
            middle_right = right - self._bars - 6 * MM
        else:
            level = y + self._chip_size * 0.85 + number_size * (ASCENT - 0.5)
            pen.text_right(right, level, self.number, number_size, bold=True)
            middle_right = right - self._bars - 4 * MM
        chip = chip_width(*title)
        sunk = (self._chip_size - title[1]) * 0.85
        draw_chip(pen, title[0], middle_right - chip, y + sunk, title[1], fill=self.tint)
        if self.reprint:
            wide = chip_width(self.reprint, self.size)
            drop = (self._chip_size - self.size) * 0.85
            draw_chip(pen, self.reprint, middle_right - chip - wide - 4, y + drop, self.size, inverse=True)
        baseline = y + self._bar_height + number_size
        at = middle_right if self.payload else right
        pen.text_right(at, baseline, self.moment, self._small, grey=SECONDARY)


@dataclass(frozen=True)
class ContinuationHead(Whole):
    """Head of a page that goes on: shop, number, what it is, which page of how many."""

    shop_name: str
    title: str
    number: str
    page: str
    size: float
    tint: Colour | None = None
    reprint: str = ""

    def height(self, width: float) -> float:
        return self.size * 3.0

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        size = self.size
        baseline = y + size * 1.25
        title, title_size = fitted(self.title, size, width * 0.35)
        left = x + draw_chip(pen, title, x, y + (size - title_size) * 0.85, title_size, fill=self.tint) + size
        if self.reprint:
            left += draw_chip(pen, self.reprint, left, y, size, inverse=True) + size
        pen.text(left, baseline, self.number, size * 1.15, bold=True)
        left += fonts.width(self.number, size * 1.15, bold=True) + 1.5 * size
        pen.text_right(x + width, baseline, self.page, size, bold=True)
        room = x + width - fonts.width(self.page, size, bold=True) - size - left
        pen.text(left, baseline, shortened(self.shop_name, size, room), size, grey=SECONDARY)
        pen.line(x, y + size * 2.25, x + width, y + size * 2.25, width=0.8)


@dataclass(frozen=True)
class RollHead(Whole):
    """Everything centred, one below the other: mark, shop, what the paper is, number, moment."""

    head: Letterhead
    title: str
    number: str
    moment: str
    size: float
    reprint: str = ""
    visit: str = ""
    logo: Thumbnail | None = None

    def _parts(self, width: float) -> tuple[Text, Text]:
        size = fit(self.head.shop_name, self.size * 1.7, width, bold=True, least=self.size * 1.1)
        name = text(self.head.shop_name, size, bold=True, align="centre")
        return name, _address(self.head, max(self.size * 0.85, LEAST_TYPE), align="centre")

    def _visit(self) -> Text:
        return Text((Run(self.visit, bold=True),), self.size, "centre")

    def height(self, width: float) -> float:
        name, address = self._parts(width)
        chips = self.size * 2.6 + (self.size * 2.2 if self.reprint else 0.0)
        _, logo = _logo_size(self.logo, roll_logo_width(width))
        visit = self._visit().height(width) if self.visit else 0.0
        return (logo + 3.0 if logo else 0.0) + sum(
            (name.height(width), address.height(width), chips, visit, self.size * 3.6)
        )

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        size = self.size
        if self.logo is not None:
            logo_width, logo_height = _logo_size(self.logo, roll_logo_width(width))
            left, top = pen.snapped(x + (width - logo_width) / 2), pen.snapped(y)
            pen.image(self.logo, left, top, pen.snapped(logo_width), pen.snapped(logo_height))
            y += logo_height + 3.0
        for part in self._parts(width):
            part.draw(pen, x, y, width)
            y += part.height(width)
        y += size * 0.5
        title, chip_size = fitted(self.title, size * 1.2, width)
        draw_chip(pen, title, x + (width - chip_width(title, chip_size)) / 2, y, chip_size)
        y += size * 2.2
        if self.reprint:
            wide = chip_width(self.reprint, size)
            draw_chip(pen, self.reprint, x + (width - wide) / 2, y, size, inverse=True)
            y += size * 2.2
        if self.number:
            pen.text_centred(x + width / 2, y + size * 1.5, self.number, size * 1.5, bold=True)
        if self.visit:
            self._visit().draw(pen, x, y + size * 1.7, width)
            y += self._visit().height(width)
        pen.text_centred(x + width / 2, y + size * 2.9, self.moment, size * 0.92)
