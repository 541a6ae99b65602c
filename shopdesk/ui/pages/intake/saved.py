"""After saving: the number, large, that it is printing, and the next customer one Enter away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from shopdesk.ui.common.kit import Button, Card, IconLabel, PrimaryButton, label, row, set_kind, text_label
from shopdesk.ui.common.texts import Texts


class SavedPanel(QFrame):
    """Covers the page. Enter goes on to the next intake."""

    next_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, texts: Texts, host: QWidget) -> None:
        super().__init__(host)
        set_kind(self, "canvas")
        self.setObjectName("intake_saved")
        self._texts, self._host = texts, host
        self.number = label("figure")
        self.number.setObjectName("intake_saved_number")
        self._who = label("secondary", wrap=True)
        self.integrity = label("note", wrap=True)
        self.integrity.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.next = PrimaryButton(texts, "intake.saved.next", key_hint="↵")
        self.next.clicked.connect(lambda _on=False: self.next_wanted.emit())
        self.open = Button(texts, "intake.saved.open", key_hint="F9")
        self.open.clicked.connect(lambda _on=False: self.open_wanted.emit())
        middle = Qt.AlignmentFlag.AlignHCenter
        card = Card()
        card.setFixedWidth(460)
        card.body.setSpacing(10)
        card.body.setContentsMargins(20, 24, 20, 20)
        card.body.addWidget(IconLabel("circle-check", "ok", 44), 0, middle)
        card.body.addWidget(text_label(texts, "intake.saved.title", "section"), 0, middle)
        card.body.addWidget(self.number, 0, middle)
        self._who.setAlignment(middle)
        card.body.addWidget(self._who)
        card.body.addWidget(row_of(texts), 0, middle)
        card.body.addWidget(self.integrity)
        card.body.addSpacing(10)
        buttons = row(self.open, self.next)
        buttons.setStretch(1, 1)
        card.body.addLayout(buttons)
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addWidget(card, 0, middle)
        box.addStretch(3)
        host.installEventFilter(self)
        self.hide()

    def show_saved(self, numbers: Sequence[str], who: str, integrity: str) -> None:
        """One ticket or the visit's: their numbers follow each other."""
        first, last = numbers[0], numbers[-1]
        number = first if len(numbers) == 1 else f"{first} – {last.partition('-')[2]}"
        self.number.setText(number)
        self._who.setText(who)
        self._texts.bind(self.integrity.setText, "intake.saved.integrity", code=integrity)
        self._texts.bind(self.setAccessibleName, "intake.saved.said", number=number)
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}:
            (
                self.open_wanted
                if self.open.hasFocus() and event.key() != Qt.Key.Key_Escape
                else self.next_wanted
            ).emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._host and self.isVisible():
            self.setGeometry(self._host.rect())
        return False


def row_of(texts: Texts) -> QWidget:
    """The printer and that it is at work."""
    made = QWidget()
    made.setLayout(
        row(IconLabel("printer", "secondary", 16), text_label(texts, "intake.saved.printing", "secondary"))
    )
    return made
