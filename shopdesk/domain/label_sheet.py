"""Sheets of labels for office printers: how many, how large, and where on the sheet they stand."""

from __future__ import annotations

from dataclasses import dataclass

_SLACK = 0.05
"""Millimetres that a maker's figures may be off by rounding."""


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A sheet of equal labels; all lengths in millimetres.

    The pitch is the distance from one label's edge to the same edge of the next; left and top are where the
    first label begins.
    """

    name: str
    columns: int
    rows: int
    label_width: float
    label_height: float
    pitch_x: float
    pitch_y: float
    left: float
    top: float
    page_width: float = 210.0
    page_height: float = 297.0

    @property
    def labels(self) -> int:
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """The top left corner of the label `place`, counted from 0, row by row."""
        row, column = divmod(place, self.columns)
        return self.left + column * self.pitch_x, self.top + row * self.pitch_y

    def problem(self) -> str:
        """The first field that makes no sheet (labels overlap or leave the page); empty where all is well."""
        right = self.left + (self.columns - 1) * self.pitch_x + self.label_width
        bottom = self.top + (self.rows - 1) * self.pitch_y + self.label_height
        wrong = (
            ("columns", not 1 <= self.columns <= 20),
            ("rows", not 1 <= self.rows <= 60),
            ("label_width", not 20.0 <= self.label_width <= self.page_width),
            ("label_height", not 12.0 <= self.label_height <= self.page_height),
            ("pitch_x", self.columns > 1 and self.pitch_x < self.label_width - _SLACK),
            ("pitch_y", self.rows > 1 and self.pitch_y < self.label_height - _SLACK),
            ("left", self.left < 0 or right > self.page_width + _SLACK),
            ("top", self.top < 0 or bottom > self.page_height + _SLACK),
        )
        return next((field for field, is_wrong in wrong if is_wrong), "")


SHEETS: dict[str, LabelSheet] = {
    sheet.name: sheet
    for sheet in (
        LabelSheet("sheet-3x8", 3, 8, 70.0, 37.0, 70.0, 37.0, 0.0, 0.5),
        LabelSheet("sheet-2x7", 2, 7, 99.1, 38.1, 101.6, 38.1, 4.65, 15.15),
        LabelSheet("sheet-5x13", 5, 13, 38.1, 21.2, 40.6, 21.2, 4.75, 10.7),
    )
}
"""Sheets that are sold everywhere."""
