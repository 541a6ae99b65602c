"""The devices of this visit, side by side above the form; shown from the second one on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from shopdesk.ui.common.kit import Button, ChipRow, Choice, row, set_state, text_label
from shopdesk.ui.common.texts import Texts

_LETTERS = ((3, 22), (5, 12), (7, 6))
"""Up to so many devices, so many letters of each name; with more, numbers alone."""


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
        self._count = text_label(texts, "intake.visit.title", "strong")
        self._chips = ChipRow(texts, optional=False)
        self._chips.setObjectName("intake_visit_chips")
        texts.bind(self._chips.setAccessibleName, "intake.visit.title")
        self._chips.changed.connect(lambda values: self.chosen.emit(int(values[0])))
        self._remove = Button(texts, "intake.visit.remove", kind="quiet", icon="x")
        self._remove.setObjectName("intake_visit_remove")
        set_state(self._remove, "compact", True)
        self._remove.clicked.connect(lambda _on=False: self.remove_wanted.emit(self._here))
        box = row(self._count, spacing=10)
        box.addWidget(self._chips, 1)
        box.addWidget(self._remove)
        self.setLayout(box)
        texts.changed.connect(self._say)
        self.hide()

    def show_devices(self, devices: Sequence[OfVisit], here: int) -> None:
        """All devices and which one is on the screen; the keyboard stays where it is."""
        shown = tuple(devices)
        if (shown, here) == (self._shown, self._here):
            return
        same = [(one.model, one.marks, one.wrong) for one in self._shown] == [
            (one.model, one.marks, one.wrong) for one in shown
        ]
        self._shown, self._here = shown, here
        if same:
            self._chips.set_value(str(here))
        else:
            self._say()
        self.setVisible(len(shown) > 1)

    def _say(self) -> None:
        had_focus = self._chips.isAncestorOf(self.focusWidget() or self)
        letters = next((letters for most, letters in _LETTERS if len(self._shown) <= most), 0)
        self._chips.set_choices(
            [
                Choice(str(place), text=self._words(place, one, letters))
                for place, one in enumerate(self._shown)
            ]
        )
        for chip, one in zip(self._chips.chips(), self._shown, strict=True):
            marks = self._texts.tr("intake.condition.marks", n=one.marks) if one.marks else ""
            whole = " · ".join(filter(None, (one.model, marks)))
            chip.setToolTip(whole)
            chip.setAccessibleName(f"{int(chip.value) + 1} {whole}")
            set_state(chip, "tone", "bad" if one.wrong else "")
        self._chips.set_value(str(self._here))
        if had_focus:
            self._chips.focus_first()

    def _words(self, place: int, one: OfVisit, letters: int) -> str:
        model = one.model or self._texts.tr("intake.visit.unnamed")
        if len(model) > letters:
            model = f"{model[: letters - 1]}…" if letters else ""
        sign = "! " if one.wrong else ""
        count = f"· {one.marks}" if one.marks and letters > 6 else ""
        return " ".join(filter(None, (f"{sign}{place + 1}", model, count)))

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops."""
        return self._chips, self._remove
