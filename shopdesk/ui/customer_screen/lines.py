"""Lines with their amounts, one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from shopdesk.ui.customer_screen.large import BODY, SMALL, Words, clear
from shopdesk.ui.customer_screen.scenes import Line


def show_lines(grid: QGridLayout, lines: Sequence[Line]) -> None:
    """Name and amount, the note (grade, warranty) in smaller letters beneath."""
    clear(grid)
    for place, one in enumerate(lines):
        amount = Words(BODY, one.amount, wrap=False)
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Words(BODY, one.name), place * 2, 0)
        grid.addWidget(amount, place * 2, 1)
        if one.note:
            grid.addWidget(Words(SMALL, one.note, tone="secondary"), place * 2 + 1, 0)
    grid.setColumnStretch(0, 1)
