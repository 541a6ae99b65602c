"""A panel over the cards: a form with a way back and one main button. Never a modal."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from shopdesk.ui.common.kit import (
    Banner,
    Button,
    Card,
    EnterMovesOn,
    Field,
    PrimaryButton,
    row,
    text_label,
)
from shopdesk.ui.common.secret import SecretView
from shopdesk.ui.common.texts import Texts


class Panel(QWidget):
    """Title, banner, `body`, and the foot. Esc leaves; what was typed stays in it."""

    left = Signal()
    committed = Signal()

    def __init__(self, texts: Texts, name: str, title_key: str, verb_key: str, *, wide: bool = False) -> None:
        super().__init__()
        self.texts = texts
        self.setObjectName(name)
        self.title: QLabel = text_label(texts, title_key, "section")
        texts.bind(self.setAccessibleName, title_key)
        self.banner = Banner(texts)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        self.back = Button(texts, "common.back", key_hint="Esc")
        self.back.setObjectName(f"{name}_back")
        self.back.clicked.connect(self.left)
        self.commit = PrimaryButton(texts, verb_key, key_hint="Ctrl ↵")
        self.commit.setObjectName(f"{name}_commit")
        self.commit.clicked.connect(self.committed)
        self.head = row(self.title, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        self.foot.addWidget(self.back)
        self.foot.addWidget(self.commit)
        self.card = Card()
        self.card.body.setSpacing(12)
        self.card.body.addLayout(self.head)
        self.card.body.addWidget(self.banner)
        self.card.body.addLayout(self.body, 1)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        if wide:
            box.addWidget(self.card)
        else:
            self.card.setMaximumWidth(660)
            self.card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
            box.setSpacing(12)
            box.addWidget(self.card, 2, Qt.AlignmentFlag.AlignTop)
            self.side = QVBoxLayout()
            box.addLayout(self.side, 1)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)

    def end(self) -> None:
        """Add the foot: last, because Tab follows the order in which things were added."""
        self.card.body.addLayout(self.foot)

    def show_busy(self, *, busy: bool) -> None:
        """While the shop is asked the main button waits, so that nothing is sent twice."""
        self.commit.setEnabled(not busy)

    def show_moved(self, number: str, status_key: str, doing_key: str) -> None:
        """Another desk moved the ticket: what stands now, and that this form is untouched."""
        self.banner.say(
            "tickets.moved",
            "warn",
            number=number,
            status=self.texts.tr(status_key),
            doing=self.texts.tr(doing_key),
        )

    def take_focus(self) -> None:
        """Put the keyboard where typing begins."""


class WordsPanel(Panel):
    """One text and its reason for being asked: cancel, not repairable, a note, why the passcode is needed."""

    def __init__(self, texts: Texts, name: str, purpose: str) -> None:
        super().__init__(texts, name, f"tickets.{purpose}.title", f"tickets.{purpose}.verb")
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(92)
        self.field = Field(texts, f"tickets.{purpose}.label", self.words, hint_key=f"tickets.{purpose}.hint")
        self.words.setObjectName(f"{name}_words")
        self.words.textChanged.connect(lambda: self.field.set_error(None))
        self.body.addWidget(self.field)
        self.end()

    def text(self) -> str:
        return self.words.toPlainText()

    def start(self) -> None:
        self.words.clear()
        self.field.set_error(None)
        self.banner.clear()

    def take_focus(self) -> None:
        self.field.focus()


class SecretPanel(WordsPanel):
    """Asks why, then shows the passcode for a short while."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, "ticket_secret", "secret")
        self.secret = SecretView(texts)
        self.secret.setObjectName("ticket_secret_shown")
        self.body.addWidget(self.secret)
        self.hide_secret()

    def show_secret(self, kind: str, secret: str) -> None:
        self.field.hide()
        self.commit.hide()
        self.secret.show()
        self.secret.show_secret(kind, secret)

    def hide_secret(self) -> None:
        self.secret.forget()
        self.secret.hide()
        self.field.show()
        self.commit.show()


class DiagnosisPanel(Panel):
    """What was found: cause, parts concerned, what to do; or that it cannot be mended."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, "ticket_diagnosis", "tickets.diagnosis.title", "tickets.diagnosis.verb")
        self.cause = QPlainTextEdit()
        self.cause.setTabChangesFocus(True)
        self.cause.setFixedHeight(76)
        self.parts = QLineEdit()
        self.plan = QLineEdit()
        self.hopeless = QCheckBox()
        self.hopeless.setObjectName("tickets_diagnosis_hopeless")
        texts.bind(self.hopeless.setText, "tickets.diagnosis.hopeless")
        self.fields = {
            "cause": Field(texts, "tickets.fault.cause", self.cause),
            "parts_concerned": Field(texts, "tickets.fault.parts", self.parts, optional=True),
            "plan": Field(texts, "tickets.fault.plan", self.plan, optional=True),
        }
        for name, field in self.fields.items():
            field.editor.setObjectName(f"diagnosis_{name}")
            self.body.addWidget(field)
        self.body.addWidget(self.hopeless)
        self.end()
        EnterMovesOn(self)

    def start(self, cause: str, parts: str, plan: str) -> None:
        self.cause.setPlainText(cause)
        self.parts.setText(parts)
        self.plan.setText(plan)
        self.hopeless.setChecked(False)
        self.banner.clear()
        for field in self.fields.values():
            field.set_error(None)

    def take_focus(self) -> None:
        self.fields["cause"].focus()
