"""A consent answered anew: its whole text, the answer so far, the new one, and how it was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QWidget

from shopdesk.services.consents import GivenBy
from shopdesk.services.packs import ConsentText
from shopdesk.ui.common.kit import (
    Banner,
    ChipRow,
    Choice,
    Dialog,
    Field,
    Segmented,
    column,
    empty_out,
    label,
    row,
    set_kind,
    text_label,
)
from shopdesk.ui.common.signature_pad import SignaturePad
from shopdesk.ui.common.texts import Texts

_WIDTH, _TEXT_HEIGHT = 640, 112


@dataclass(frozen=True, slots=True)
class MatterShown:
    """What stands in the dialog for one purpose."""

    text: ConsentText
    language: str
    """Of the customer's papers: the words that are agreed to."""
    version: str
    earlier: tuple[str, ...]
    """Every answer so far, the newest first, each with its time and how it was given."""


class ChangeConsentDialog(Dialog):
    """Passive: `chose_purpose`, `changed` and `submitted` say what was pressed."""

    chose_purpose = Signal(str)
    changed = Signal()
    submitted = Signal()

    def __init__(self, texts: Texts, parent: QWidget, purposes: Sequence[Choice]) -> None:
        super().__init__(texts, texts.tr("consents.change.title"), parent)
        self.setObjectName("change_consent")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(_WIDTH)
        self.by_customer = False
        self.banner = Banner(texts)
        self.purposes = ChipRow(texts, purposes, multiple=False, optional=False)
        self.purposes.setObjectName("change_consent_purpose")
        self.purposes.changed.connect(lambda values: self.chose_purpose.emit(values[0]))
        self.words = label(wrap=True)
        self.words.setObjectName("change_consent_text")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.version = label("note")
        self._past = column(spacing=2)
        self.answers = ChipRow(texts, multiple=False)
        self.answers.setObjectName("change_consent_answer")
        self.answers.changed.connect(self._answered)
        self._hand = text_label(texts, "intake.terms.by_customer", "note")
        self.how = Segmented(texts, [Choice(one.value, f"consents.change.{one.value}") for one in GivenBy])
        self.how.setObjectName("change_consent_how")
        self.how.changed.connect(lambda _values: self._show_parts())
        self.pad = SignaturePad(texts)
        self.pad.setFixedHeight(120)
        self.pad.changed.connect(self.changed)
        self.said_by, self.number = QLineEdit(), QLineEdit()
        self.said_by.setObjectName("change_consent_who")
        self.number.setObjectName("change_consent_number")
        self.fields = {
            "answer": Field(texts, "consents.change.answer", self.answers),
            "signature": Field(texts, "consents.change.signature", self.pad),
            "said_by": Field(texts, "consents.change.who", self.said_by),
            "number": Field(texts, "consents.change.number", self.number),
        }
        self._told = QWidget()
        self._told.setLayout(row(self.fields["said_by"], self.fields["number"], spacing=12))
        self._paper = text_label(texts, "consents.change.paper_hint", "secondary")
        self._paper.setWordWrap(True)
        self._arrange()
        self.keep = self.add_button("common.cancel", "secondary", self.reject)
        self.go = self.add_button("consents.change.verb", "accent", self.submitted.emit)
        self.go.setObjectName("change_consent_save")

    def _arrange(self) -> None:
        text = QWidget()
        text.setLayout(column(self.words, self.version, 1, spacing=6))
        scroll = QScrollArea()
        scroll.setObjectName("change_consent_scroll")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(text)
        scroll.setFixedHeight(_TEXT_HEIGHT)
        box = QFrame()
        set_kind(box, "note_box")
        held = column(scroll)
        held.setContentsMargins(14, 10, 6, 10)
        box.setLayout(held)
        past = column(text_label(self.texts, "consents.change.so_far", "label"), self._past, spacing=2)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.purposes)
        self.body.addWidget(box)
        self.body.addLayout(past)
        self.body.addWidget(self.fields["answer"])
        self.body.addWidget(self._hand)
        self.body.addLayout(row(self.how, 1))
        self.body.addWidget(self.fields["signature"])
        self.body.addWidget(self._told)
        self.body.addWidget(self._paper)

    def show_matter(self, shown: MatterShown, purpose: str, signer: str, phone: str) -> None:
        """Another purpose, or the same one after it was read anew: nothing chosen yet."""
        self.purposes.set_value(purpose)
        self.words.setText(shown.text.text.text(shown.language))
        self.version.setText(shown.version)
        empty_out(self._past)
        for said in shown.earlier:
            self._past.addWidget(label("text", said, wrap=True))
        language = self.texts.language
        self.answers.set_choices([Choice(one.id, text=one.name.text(language)) for one in shown.text.answers])
        self.answers.set_value(None)
        self.by_customer = False
        self.pad.clear()
        self.pad.set_name(signer)
        self.said_by.setText(signer)
        self.number.setText(phone)
        self.how.set_value(GivenBy.SIGNATURE.value)
        self.clear_problems()
        self._show_parts()

    def given_by(self) -> GivenBy:
        return GivenBy(self.how.value() or GivenBy.SIGNATURE.value)

    def answer(self) -> str:
        return self.answers.value() or ""

    def answer_for_customer(self, answer: str) -> None:
        """Tapped by the customer on their own screen."""
        self.answers.set_value(answer)
        self._answered([answer])
        self.by_customer = True
        self._hand.show()
        self._fit()

    def clear_problems(self) -> None:
        self.banner.clear()
        for field in self.fields.values():
            field.set_error(None)

    def _answered(self, _values: list[str]) -> None:
        self.by_customer = False
        self._hand.hide()
        self._fit()
        self.fields["answer"].set_error(None)
        self.changed.emit()

    def _show_parts(self) -> None:
        how = self.given_by()
        self.fields["signature"].setVisible(how is GivenBy.SIGNATURE)
        self._told.setVisible(how is GivenBy.PHONE)
        self._paper.setVisible(how is GivenBy.PAPER)
        self._hand.setVisible(self.by_customer)
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """As high as its words and chips need at this width."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(_WIDTH))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
        elif not enter:
            super().keyPressEvent(event)
