"""Replaced parts: where each one goes; the open ones must be chosen before the device leaves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from shopdesk.domain.stock import OldPartFate
from shopdesk.services.tickets import OldPart
from shopdesk.ui.common.kit import ChipRow, Choice, Elided, IconLabel, column, empty_out, row, text_label
from shopdesk.ui.common.texts import Texts

_ROW, _MOST_SHOWN = 36, 3
_FATES = [
    Choice(fate.value, f"till.fate.{fate.value}") for fate in OldPartFate if fate is not OldPartFate.UNDECIDED
]


class OldPartRow(QWidget):
    """One part and its four possible ends."""

    chosen = Signal(int, str)

    def __init__(self, texts: Texts, part: OldPart) -> None:
        super().__init__()
        self.part = part
        self.setObjectName(f"old_part_{part.id}")
        is_open = part.fate is OldPartFate.UNDECIDED
        self._icon = IconLabel("circle-alert" if is_open else "circle-check", "warn" if is_open else "ok", 16)
        self.chips = ChipRow(texts, _FATES, multiple=False, optional=True)
        self.chips.set_value(part.fate.value or None)
        self.chips.changed.connect(self._pressed)
        self.chips.setAccessibleName(part.name)
        content = row(self._icon, Elided(part.name), self.chips)
        content.setStretch(1, 1)
        self.setLayout(content)
        self.setFixedHeight(_ROW)
        self.chips.setMinimumWidth(sum(chip.sizeHint().width() + 6 for chip in self.chips.chips()))

    def _pressed(self, values: list[str]) -> None:
        if values:
            self.chosen.emit(self.part.id, values[0])
        else:
            self.chips.set_value(self.part.fate.value or None)


class OldPartRows(QWidget):
    """Every replaced part of the ticket; hidden where nothing was replaced."""

    chosen = Signal(int, str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._rows: list[OldPartRow] = []
        self._box = QVBoxLayout()
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        inside = QWidget()
        inside.setLayout(column(self._box, 1, spacing=0))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        self.setLayout(column(text_label(texts, "till.pickup.old_parts", "label"), self._scroll, spacing=2))

    def show_parts(self, parts: Sequence[OldPart]) -> None:
        empty_out(self._box)
        self._rows = []
        for part in parts:
            shown = OldPartRow(self._texts, part)
            shown.chosen.connect(self.chosen)
            self._rows.append(shown)
            self._box.addWidget(shown)
        self._scroll.setFixedHeight(_ROW * min(len(parts), _MOST_SHOWN))
        self.setVisible(bool(parts))

    def rows(self) -> list[OldPartRow]:
        return list(self._rows)

    def focus_open(self) -> None:
        """To the first part that nobody decided on."""
        for shown in self._rows:
            if shown.part.fate is OldPartFate.UNDECIDED:
                shown.chips.focus_first()
                self._scroll.ensureWidgetVisible(shown)
                return
