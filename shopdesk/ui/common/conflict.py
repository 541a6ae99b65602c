"""Somebody else saved first: both versions side by side, and for each difference a choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from shopdesk.ui.common import theme
from shopdesk.ui.common.buttons import Button
from shopdesk.ui.common.dialogs import Dialog
from shopdesk.ui.common.layout import label, text_label
from shopdesk.ui.common.texts import Texts


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two people left differently. `take_theirs`: mine is just what was there before."""

    field: str
    label_key: str
    mine: str
    theirs: str
    take_theirs: bool = False


def differing(
    before: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> list[tuple[str, bool]]:
    """Fields that differ now, in mine's order, and whether only the other person changed them."""
    return [(field, value == before[field]) for field, value in mine.items() if value != theirs[field]]


class _Side(QFrame):
    """One version of one field: a radio button and the words, all of it clickable."""

    def __init__(self, name: str, words: str, spoken: str) -> None:
        super().__init__()
        theme.set_kind(self, "note_box")
        self.choice = QRadioButton()
        self.choice.setObjectName(name)
        self.choice.setAccessibleName(spoken)
        shown = label(text=words, wrap=True)
        box = QHBoxLayout(self)
        box.setContentsMargins(10, 4, 10, 4)
        box.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(shown, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.choice.setChecked(True)
        event.accept()


class ConflictDialog(Dialog):
    """Calls `then` with the fields that are to be as they have it; Esc goes back to the form as it was."""

    def __init__(
        self,
        texts: Texts,
        parent: QWidget | None,
        *,
        words_key: str,
        differences: Sequence[Difference],
        then: Callable[[frozenset[str]], object],
    ) -> None:
        super().__init__(texts, texts.tr("conflict.title"), parent)
        self.setObjectName("conflict")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(640)
        self._theirs: dict[str, QRadioButton] = {}
        self._mine: dict[str, QRadioButton] = {}
        words = text_label(texts, words_key)
        words.setWordWrap(True)
        self.body.addWidget(words)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 4, 6, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for column, (key, side) in enumerate(
            (("conflict.mine", self._mine), ("conflict.theirs", self._theirs)), 1
        ):
            every = Button(texts, key, kind="quiet")
            every.clicked.connect(lambda _checked=False, side=side: self._take_all(side))
            grid.addWidget(every, 0, column, Qt.AlignmentFlag.AlignLeft)
        for row, difference in enumerate(differences, 1):
            self._add(grid, row, difference)
        grid.setRowStretch(len(differences) + 1, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setMinimumHeight(min(inside.sizeHint().height() + 8, 420))
        self.body.addWidget(area, 1)
        self.add_button("conflict.keep_editing", "secondary", self.reject)
        self.go = self.add_button("conflict.save", "accent", self.accept)
        self.go.setDefault(True)
        self.go.setFocus()
        self.accepted.connect(lambda: then(self.taken()))

    def taken(self) -> frozenset[str]:
        """Fields for which their version is chosen."""
        return frozenset(field for field, button in self._theirs.items() if button.isChecked())

    def _add(self, grid: QGridLayout, row: int, difference: Difference) -> None:
        name = text_label(self.texts, difference.label_key, "strong")
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        group = QButtonGroup(self)
        empty = self.texts.tr("conflict.empty")
        for column, (side, key, value, held) in enumerate(
            (
                ("mine", "conflict.mine", difference.mine, self._mine),
                ("theirs", "conflict.theirs", difference.theirs, self._theirs),
            ),
            1,
        ):
            shown = value or empty
            spoken = f"{name.text()}, {self.texts.tr(key)}: {shown}"
            made = _Side(f"{side}_{difference.field}", shown, spoken)
            group.addButton(made.choice)
            held[difference.field] = made.choice
            grid.addWidget(made, row, column)
        (self._theirs if difference.take_theirs else self._mine)[difference.field].setChecked(True)

    def _take_all(self, side: dict[str, QRadioButton]) -> None:
        for button in side.values():
            button.setChecked(True)


def ask_between(
    texts: Texts,
    parent: QWidget,
    words_key: str,
    differences: Sequence[Difference],
    read: Callable[[str, str], str],
    then: Callable[[frozenset[str]], object],
) -> None:
    """Open the dialog; `read` words a field's value as people know it."""
    said = [
        Difference(
            one.field,
            one.label_key,
            read(one.field, one.mine),
            read(one.field, one.theirs),
            one.take_theirs,
        )
        for one in differences
    ]
    ConflictDialog(texts, parent, words_key=words_key, differences=said, then=then).open()
