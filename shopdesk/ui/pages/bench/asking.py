"""Small questions at the bench: a note, a reason; and the passcode, shown for a moment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from shopdesk.services.passcodes import Revealed
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import Banner, ChipRow, Choice, Dialog, Field, label
from shopdesk.ui.common.secret import SecretView
from shopdesk.ui.common.texts import Texts


class Ask(Dialog):
    """Some words, perhaps from chips, and a verb. It stays open until the answer was taken."""

    submitted = Signal(str)

    def __init__(
        self,
        texts: Texts,
        parent: QWidget,
        kind: str,
        *,
        chips: Sequence[str] = (),
        danger: bool = False,
    ) -> None:
        super().__init__(texts, texts.tr(f"bench.ask.{kind}.title"), parent)
        self.setObjectName(f"ask_{kind}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        theme.set_state(self, "touch", True)
        self.banner = Banner(texts)
        self.words = QPlainTextEdit()
        self.words.setObjectName("ask_words")
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(84)
        self.field = Field(texts, f"bench.ask.{kind}.label", self.words)
        self.fields = {"note": self.field, "reason": self.field, "text": self.field}
        said = label("secondary", texts.tr(f"bench.ask.{kind}.words"), wrap=True)
        self.chips = ChipRow(texts, [Choice(one, text=one) for one in chips])
        self.chips.setVisible(bool(chips))
        self.chips.changed.connect(self._take)
        for part in (self.banner, said, self.field, self.chips):
            self.body.addWidget(part)
        self.keep = self.add_button("common.cancel", "secondary", self.reject)
        self.go = self.add_button(f"bench.ask.{kind}.verb", "danger" if danger else "accent", self.submit)
        self.words.setFocus()

    def submit(self) -> None:
        self.submitted.emit(self.words.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
            return
        super().keyPressEvent(event)

    def _take(self, values: list[str]) -> None:
        if values:
            self.words.setPlainText(values[0])


class PasscodeShown(Dialog):
    """The passcode for SHOWN_SECONDS; then it is gone from the screen by itself."""

    def __init__(self, texts: Texts, parent: QWidget, found: Revealed) -> None:
        super().__init__(texts, texts.tr("bench.passcode_shown.title"), parent)
        self.setObjectName("passcode_shown")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        self.secret = SecretView(texts)
        self.body.addWidget(self.secret)
        self.add_button("bench.passcode_shown.hide", "accent", self.accept)
        self.secret.show_secret(found.kind, found.secret)
        self.secret.gone.connect(self.accept)
