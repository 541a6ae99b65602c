"""Choosing from a few: chips that wrap, and a segmented bar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QPushButton, QSizePolicy, QWidget

from shopdesk.ui.common import theme
from shopdesk.ui.common.layout import FlowLayout, empty_out
from shopdesk.ui.common.texts import Texts

_NEXT = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value and what it is called: by message key, or by a text that is data."""

    value: str
    key: str = ""
    text: str = ""


class Chip(QPushButton):
    """A choice that is on or off."""

    def __init__(self, choice: Choice, texts: Texts, kind: str = "chip") -> None:
        self._hint: QSize | None = None
        self._hinted = ""
        super().__init__()
        self.value = choice.value
        theme.set_kind(self, kind)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setObjectName(f"{kind}_{choice.value}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if choice.key:
            texts.bind(self.setText, choice.key)
            texts.bind(self.setAccessibleName, choice.key)
        else:
            self.setText(choice.text)
            self.setAccessibleName(choice.text)

    def sizeHint(self) -> QSize:
        """Room for the bold letters it gets when it is on, so that nothing moves then."""
        if self._hint is None or self._hinted != self.text():
            hint = super().sizeHint()
            bold = QFont(self.font())
            bold.setBold(True)
            plain = self.fontMetrics().horizontalAdvance(self.text())
            wider = max(QFontMetrics(bold).horizontalAdvance(self.text()) - plain, 0)
            self._hint, self._hinted = QSize(hint.width() + wider, hint.height()), self.text()
        return self._hint

    def changeEvent(self, event: QEvent) -> None:
        # Layouts ask for the size a hundred times between two changes of look.
        self._hint = None
        super().changeEvent(event)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _NEXT:
            # The row moves along; a button by itself would follow the Tab order.
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Choices(QFrame):
    """Buttons of which one or several are on. One Tab stop; arrows move, Space chooses."""

    changed = Signal(list)
    """Values that are on, in the order shown; only when the person changed them."""

    _chip_kind = "chip"

    def __init__(
        self,
        texts: Texts,
        choices: Sequence[Choice] = (),
        *,
        multiple: bool = False,
        optional: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._texts = texts
        self._multiple = multiple
        self._optional = optional
        self._chips: list[Chip] = []
        self._box = self._make_layout()
        self.set_choices(choices)

    def _make_layout(self) -> QLayout:
        raise NotImplementedError

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Show other choices; what was on and is still there stays on."""
        held = set(self.values())
        empty_out(self._box)
        self._chips = []
        for choice in choices:
            chip = Chip(choice, self._texts, self._chip_kind)
            chip.setChecked(choice.value in held)
            chip.clicked.connect(self._clicked)
            self._chips.append(chip)
            self._box.addWidget(chip)
        if not self._optional and not self.values() and self._chips:
            self._chips[0].setChecked(True)
        self._stand_in_line()
        self._one_stop()

    def _stand_in_line(self) -> None:
        """Chips that come later stand for Tab where the row stands, not behind all that was there before."""
        # Qt leaves the order as it is where the first of two takes no focus at all.
        policy = self.focusPolicy()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        before: QWidget = self
        for chip in self._chips:
            QWidget.setTabOrder(before, chip)
            before = chip
        self.setFocusPolicy(policy)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # No focus proxy: Tab would leap to it from where the row stands, past what lies between.
        super().focusInEvent(event)
        self.focus_first()

    def chips(self) -> list[Chip]:
        return list(self._chips)

    def values(self) -> list[str]:
        return [chip.value for chip in self._chips if chip.isChecked()]

    def value(self) -> str | None:
        """The one that is on, for single choice."""
        return next(iter(self.values()), None)

    def set_values(self, values: Iterable[str]) -> None:
        """Switch without telling `changed`."""
        wanted = set(values)
        for chip in self._chips:
            chip.setChecked(chip.value in wanted)
        self._one_stop()

    def set_value(self, value: str | None) -> None:
        self.set_values(() if value is None else (value,))

    def focus_first(self) -> None:
        if self._chips:
            self._stop().setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self) -> None:
        chip = self.sender()
        if not isinstance(chip, Chip):
            return
        if not self._multiple:
            for other in self._chips:
                if other is not chip:
                    other.setChecked(False)
            if not self._optional:
                chip.setChecked(True)
        self._one_stop(chip)
        self.changed.emit(self.values())

    def _stop(self) -> Chip:
        return next((chip for chip in self._chips if chip.isChecked()), self._chips[0])

    def _one_stop(self, chosen: Chip | None = None) -> None:
        if not self._chips:
            return
        stop = chosen or self._stop()
        for chip in self._chips:
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is stop else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _NEXT.get(Qt.Key(event.key()))
        inside = self.focusWidget()
        here = next((i for i, chip in enumerate(self._chips) if chip is inside), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        there = self._chips[(here + step) % len(self._chips)]
        self._one_stop(there)
        there.setFocus(Qt.FocusReason.TabFocusReason)
        if not self._multiple and not self._optional:
            there.click()


class ChipRow(_Choices):
    """Chips that wrap onto further lines."""

    def _make_layout(self) -> QLayout:
        return FlowLayout(self, spacing=6)


class Segmented(_Choices):
    """Exactly one of a few, side by side."""

    _chip_kind = "segment"

    def __init__(
        self, texts: Texts, choices: Sequence[Choice] = (), *, parent: QWidget | None = None
    ) -> None:
        super().__init__(texts, choices, optional=False, parent=parent)
        theme.set_kind(self, "segmented")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _make_layout(self) -> QLayout:
        box = QHBoxLayout(self)
        box.setContentsMargins(2, 2, 2, 2)
        box.setSpacing(2)
        return box
