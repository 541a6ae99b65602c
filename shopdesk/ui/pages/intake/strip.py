"""The devices of this visit, side by side in the page's head; shown from the second one on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from shopdesk.ui.common.kit import ChipRow, Choice, IconButton, row, set_state
from shopdesk.ui.common.texts import Texts

_BARE = 34
"""Width of a chip that shows its number alone."""
_LEAST_NAME = 40


@dataclass(frozen=True, slots=True)
class OfVisit:
    """A device as its chip shows it."""

    model: str
    marks: int
    wrong: bool = False
    """Saving stopped at it."""


class VisitStrip(QFrame):
    """Chips to switch between, and the way to take one out. One Tab stop; arrows switch."""

    chosen = Signal(int)
    remove_wanted = Signal(int)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("intake_visit")
        self._texts = texts
        self._shown: tuple[OfVisit, ...] = ()
        self._here = 0
        self._room = 320
        self._chips = ChipRow(texts, optional=False)
        self._chips.setObjectName("intake_visit_chips")
        texts.bind(self._chips.setAccessibleName, "intake.visit.title")
        self._chips.changed.connect(lambda values: self.chosen.emit(int(values[0])))
        self._remove = IconButton(texts, "x", "intake.visit.remove")
        self._remove.setObjectName("intake_visit_remove")
        self._remove.clicked.connect(lambda _on=False: self.remove_wanted.emit(self._here))
        box = row(self._chips, self._remove, spacing=2)
        box.setAlignment(self._chips, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(box)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        texts.changed.connect(self._say)
        self.hide()

    def show_devices(self, devices: Sequence[OfVisit], here: int) -> None:
        """All devices and which one is on the screen; the keyboard stays where it is."""
        shown = tuple(devices)
        if (shown, here) == (self._shown, self._here):
            return
        self._shown, self._here = shown, here
        self._say()
        self.setVisible(len(shown) > 1)

    def use_room(self, room: int) -> None:
        """So many pixels are there for the chips."""
        if room != self._room:
            self._room = room
            self._say()

    def _say(self) -> None:
        focus = self.window().focusWidget()
        held = focus is not None and self._chips.isAncestorOf(focus)
        self._chips.set_choices(
            [Choice(str(place), text=self._words(place, one)) for place, one in enumerate(self._shown)]
        )
        for chip, one in zip(self._chips.chips(), self._shown, strict=True):
            marks = self._texts.tr("intake.condition.marks", n=one.marks) if one.marks else ""
            whole = " · ".join(filter(None, (one.model, marks)))
            chip.setToolTip(whole)
            chip.setAccessibleName(f"{int(chip.value) + 1} {whole}")
            set_state(chip, "compact", True)
        self._chips.set_value(str(self._here))
        self._chips.setMinimumWidth(self._chips.sizeHint().width())
        if held:
            self._chips.focus_first()

    def _words(self, place: int, one: OfVisit) -> str:
        """Number, as much of the name as there is room for, and how many marks."""
        count = max(len(self._shown), 1)
        marks = f"·{one.marks}" if one.marks else ""
        each = self._room // count - _BARE
        if each < _LEAST_NAME:
            each = self._room - count * _BARE if place == self._here else 0
        model = one.model or self._texts.tr("intake.visit.unnamed")
        metrics = self.fontMetrics()
        name = metrics.elidedText(model, Qt.TextElideMode.ElideRight, each - 18) if each > 0 else ""
        sign = "!" if one.wrong else ""
        return " ".join(filter(None, (f"{sign}{place + 1}", name, marks if name else "")))
