"""What is asked when there is time: where it was bought, what of that was shown, what was tried and wanted.

One small button in the fault band; the fields wait on a sheet beneath it.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from shopdesk.services.intake_form import PROOFS
from shopdesk.ui.common.kit import Button, ChipRow, Choice, Field, row, set_kind, set_state, text_label
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.intake.entered import Entered
from shopdesk.ui.pages.intake.suggest import close_when_left
from shopdesk.ui.pages.intake.troubles import Place

_LINES = ("shown", "tried", "wanted", "purchase_channel")
_WIDTH = 560


class _OnSheet:
    """A field's place for an error: the sheet opens for it."""

    def __init__(self, more: MoreAsked, field: Field) -> None:
        self._more, self._field = more, field

    def set_error(self, text: str | None) -> None:
        self._field.set_error(text)

    def set_error_key(self, key: str, **values: object) -> None:
        self._field.set_error_key(key, **values)

    def focus(self) -> None:
        self._more.open()
        self._field.focus()


class MoreAsked(QWidget):
    """The button with its sheet. What is filled in is counted on the button."""

    changed = Signal()

    def __init__(self, texts: Texts, host: QWidget) -> None:
        super().__init__()
        self.setObjectName("intake_more_asked")
        self._host = host
        self._texts = texts
        self.button = Button(texts, "intake.asked.open", kind="quiet", icon="receipt-text")
        self.button.setObjectName("intake_more")
        set_state(self.button, "compact", True)
        self.setLayout(row(self.button))
        self.lines = {name: QLineEdit() for name in _LINES}
        for name, line in self.lines.items():
            line.setObjectName(f"intake_{name}")
        self.proofs = ChipRow(
            texts, [Choice(one, f"intake.asked.proof.{one}") for one in PROOFS], multiple=True
        )
        self.proofs.setObjectName("intake_proofs")
        self.channels = ChipRow(texts)
        self.channels.setObjectName("intake_channels")
        self._sheet = QFrame()
        fields = {name: Field(texts, f"intake.asked.{name}", line) for name, line in self.lines.items()}
        self.places: dict[str, Place] = {name: _OnSheet(self, field) for name, field in fields.items()}
        self._lay_out(fields)
        self.button.clicked.connect(lambda _on=False: self.open())
        for line in self.lines.values():
            line.textEdited.connect(lambda _text: self._tell())
        self.proofs.changed.connect(lambda _values: self._tell())
        self.channels.changed.connect(self._channel_chosen)
        texts.changed.connect(self._offer)
        self._offer()

    def _lay_out(self, fields: dict[str, Field]) -> None:
        sheet = self._sheet
        set_kind(sheet, "popup")
        sheet.setObjectName("intake_more_sheet")
        close = Button(self._texts, "common.close", kind="quiet", key_hint="Esc")
        close.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        close.clicked.connect(lambda _on=False: self.leave())
        shown = text_label(self._texts, "visits.proofs", "label")
        box = QVBoxLayout(sheet)
        box.setContentsMargins(16, 10, 16, 14)
        box.setSpacing(8)
        box.addLayout(row(text_label(self._texts, "intake.asked.title", "section"), 1, close))
        box.addLayout(row(shown, self.proofs, 1))
        box.addWidget(fields["purchase_channel"])
        box.addWidget(self.channels)
        for name in ("shown", "tried", "wanted"):
            box.addWidget(fields[name])
        sheet.setFixedWidth(_WIDTH)
        sheet.hide()
        for line in self.lines.values():
            line.installEventFilter(self)
        sheet.installEventFilter(self)
        close_when_left(sheet)

    def open(self) -> None:
        """The sheet beneath its button, or above it where there is no room below."""
        host, sheet = self._host, self._sheet
        sheet.setParent(host)
        sheet.ensurePolished()
        sheet.adjustSize()
        high = sheet.heightForWidth(_WIDTH) if sheet.hasHeightForWidth() else sheet.sizeHint().height()
        at = self.mapTo(host, QPoint(self.width() - _WIDTH, self.height() + 4))
        y = at.y() if at.y() + high + 8 <= host.height() else at.y() - self.height() - high - 8
        sheet.setGeometry(max(8, at.x()), max(8, y), _WIDTH, high)
        sheet.show()
        sheet.raise_()
        self.proofs.focus_first()

    def leave(self) -> None:
        self._sheet.hide()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, entered: Entered) -> None:
        for name, line in self.lines.items():
            line.setText(getattr(entered, name))
        self.proofs.set_values(entered.proofs)
        self._say()

    def taken(self) -> dict[str, Any]:
        return {
            **{name: line.text() for name, line in self.lines.items()},
            "proofs": tuple(self.proofs.values()),
        }

    def note_tried(self, what: str) -> None:
        """What was tried in vain spares the technician the same."""
        line = self.lines["tried"]
        told = [one for one in (line.text().strip(), what) if one]
        line.setText(self._texts.tr("intake.asked.between").join(dict.fromkeys(told)))
        self._tell()

    def _tell(self) -> None:
        self._say()
        self.changed.emit()

    def _channel_chosen(self, values: list[str]) -> None:
        self.lines["purchase_channel"].setText(values[0] if values else "")
        self._tell()

    def _offer(self) -> None:
        words = self._texts.tr("intake.asked.channels").split("|")
        self.channels.set_choices([Choice(word, text=word) for word in words])
        self._say()

    def _say(self) -> None:
        filled = sum(bool(line.text().strip()) for line in self.lines.values()) + bool(self.proofs.values())
        if filled:
            self.button.show_key("intake.asked.filled", n=filled)
        else:
            self.button.show_key("intake.asked.open")
        self.channels.set_value(self.lines["purchase_channel"].text().strip() or None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(watched, QLineEdit):
            if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                return False
            last = watched is self.lines["wanted"]
            self.leave() if last else watched.focusNextChild()
            return True
        return False
