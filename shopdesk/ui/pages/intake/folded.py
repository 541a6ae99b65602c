"""Chips in a few lines; the rest waits behind "more"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.ui.common.kit import Button, Chip, ChipRow, Choice, set_state
from shopdesk.ui.common.texts import Texts


class FoldedChips(QFrame):
    """Several of many. Digits switch the first nine; what is chosen is never folded away."""

    changed = Signal(list)

    def __init__(self, texts: Texts, name: str, lines: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._texts = texts
        self._lines = lines
        self._open = False
        self.row = ChipRow(texts, multiple=True)
        self.row.setObjectName(f"{name}_chips")
        self.row.changed.connect(self._chips_changed)
        self._more: Button | None = None
        # Chips know their width only when the stylesheet has dressed them: fold after the event.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._fold)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.row)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.row.focus_first()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        QWidget.setTabOrder(self, self.row)
        self.row.set_choices(choices)
        self._more = Button(self._texts, "intake.fewer", kind="quiet")
        set_state(self._more, "compact", True)
        self._more.setObjectName(f"{self.objectName()}_more")
        self._more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._more.clicked.connect(self._unfold)
        layout = self.row.layout()
        if layout is not None:
            layout.addWidget(self._more)
        self._fold()
        self._later.start()

    def set_lines(self, lines: int) -> None:
        if lines != self._lines:
            self._lines = lines
            self._later.start()

    @property
    def lines(self) -> int:
        return self._lines

    def values(self) -> list[str]:
        return self.row.values()

    def set_values(self, values: Iterable[str]) -> None:
        self.row.set_values(values)
        self._open = False
        self._later.start()

    def focus_first(self) -> None:
        self.row.focus_first()

    def _chips_changed(self, values: list[str]) -> None:
        self._later.start()
        self.changed.emit(values)

    def _unfold(self) -> None:
        self._open = not self._open
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()

    def _fold(self) -> None:
        """Show what fits on the lines, and of the rest what is chosen."""
        more = self._more
        if more is None:
            return
        chips = self.row.chips()
        shown = len(chips) if self._open else self._fitting(chips, more.sizeHint().width())
        for index, chip in enumerate(chips):
            chip.setVisible(index < shown or chip.isChecked() or chip.hasFocus())
        hidden = sum(1 for chip in chips if chip.isHidden())
        more.setVisible(self._open or hidden > 0)
        if self._open:
            more.show_key("intake.fewer")
        else:
            more.show_key("intake.more", n=hidden)
        self.row.updateGeometry()

    def _fitting(self, chips: Sequence[Chip], more_width: int) -> int:
        """How many of the first chips fit on the lines beside the button and the chosen ones further on."""
        width, line, x = max(self.width(), 200), 1, 0
        spacing = 6
        for index, chip in enumerate(chips):
            behind = sum(
                later.sizeHint().width() + spacing for later in chips[index + 1 :] if later.isChecked()
            )
            wide = chip.sizeHint().width()
            is_last = index == len(chips) - 1
            room = width - (0 if is_last else more_width + spacing + behind) if line == self._lines else width
            if x and x + wide > room:
                line, x = line + 1, 0
                room = width - (more_width + spacing + behind) if line == self._lines else width
                if line > self._lines or wide > room:
                    return index
            x += wide + spacing
        return len(chips)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_1
        visible = [chip for chip in self.row.chips() if chip.isVisible()]
        if 0 <= digit < 9 and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if digit < len(visible):
                visible[digit].click()
            return
        super().keyPressEvent(event)
