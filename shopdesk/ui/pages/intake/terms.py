"""The fifth part: what the customer is told, answers, and signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from shopdesk.domain.consent import MUST_BE_ANSWERED
from shopdesk.services.packs import ConsentText, CountryPack
from shopdesk.ui.common.kit import Button, Choice, Segmented, label, row, set_kind, set_state, text_label
from shopdesk.ui.common.layout import empty_out
from shopdesk.ui.common.signature_pad import SignaturePad
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.intake.entered import Entered
from shopdesk.ui.pages.intake.suggest import close_when_left
from shopdesk.ui.pages.intake.troubles import Place, Trouble


class ConsentRow(QWidget):
    """One purpose: its title opens the exact text, its answers stand beside it, none chosen at first."""

    changed = Signal()
    text_wanted = Signal(object)

    def __init__(self, texts: Texts, consent: ConsentText) -> None:
        super().__init__()
        self.setObjectName(f"consent_{consent.purpose}")
        self._texts = texts
        self.consent = consent
        self.title = Button(texts, "intake.terms.exact", kind="plain", icon="info")
        self.title.setObjectName(f"consent_text_{consent.purpose}")
        self.title.clicked.connect(lambda _on=False: self.text_wanted.emit(self))
        self.answers = Segmented(texts)
        self.answers.setObjectName(f"consent_answers_{consent.purpose}")
        set_state(self.answers, "compact", True)
        self.answers.changed.connect(self._answered)
        self.by_customer = False
        self._version = consent.stamp
        self._newer: ConsentText | None = None
        box = row(self.title, 1, self.answers, spacing=4)
        self.setLayout(box)
        self.say()

    def value(self) -> str:
        return self.answers.value() or ""

    @property
    def version(self) -> str:
        """Of the text that stood here when it was answered."""
        return self._version

    def set_value(self, answer: str, version: str = "", *, by_customer: bool = False) -> None:
        """`version`: of the text read, where that was not the one shown now."""
        self.by_customer = by_customer and bool(answer)
        if not answer and self._newer is not None:
            self.consent, self._newer = self._newer, None
            self.say()
        self._version = version or self.consent.stamp
        self.answers.set_value(answer or None)
        self._show_tone()
        self.title.show_icon("user-check" if self.by_customer else "info")
        self._say_hand()

    def show_text(self, consent: ConsentText) -> None:
        """Another wording; one that was answered stays as it was read until the next form."""
        if self.value():
            self._newer = consent
            return
        self.consent, self._version = consent, consent.stamp
        self.say()

    def _say_hand(self) -> None:
        told = self._texts.tr("intake.terms.by_customer") if self.by_customer else ""
        self.title.setAccessibleDescription(told)
        words = self.consent.text.text(self._texts.language)
        self.title.setToolTip("\n\n".join(filter(None, (told, words))))

    def show_missing(self, missing: bool) -> None:
        set_state(self.answers, "bad", missing)

    def say(self) -> None:
        """In the window's language; the customer reads the paper in theirs."""
        language, held = self._texts.language, self.value()
        title = self.consent.title.text(language)
        self._texts.put(self.title.setText, self._short("title", title))
        self._say_hand()
        self._texts.put(self.title.setAccessibleName, title)
        self.answers.setAccessibleName(title)
        self.answers.set_choices(
            [
                Choice(one.id, text=self._short(one.id, one.name.text(language)))
                for one in self.consent.answers
            ]
        )
        for chip, one in zip(self.answers.chips(), self.consent.answers, strict=True):
            chip.setToolTip(one.name.text(language))
            chip.setAccessibleName(one.name.text(language))
        self.set_value(held)

    def _short(self, part: str, whole: str) -> str:
        """A word for the row; answers and titles of a pack of its own keep their whole words."""
        key = f"intake.answer.{self.consent.purpose}.{part}"
        return self._texts.tr(key) if self._texts.catalogue.has(key) else whole

    def _answered(self) -> None:
        self.show_missing(False)
        self.set_value(self.value())
        self.changed.emit()

    def _show_tone(self) -> None:
        for chip, one in zip(self.answers.chips(), self.consent.answers, strict=True):
            tone = {"yes": "ok", "no": "bad"}.get(one.meaning, "") if chip.isChecked() else ""
            set_state(chip, "tone", tone)


class ExactText(QFrame):
    """The very words of a consent, with its whole answers to press."""

    def __init__(self, texts: Texts, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._texts = texts
        set_kind(self, "popup")
        self.setObjectName("consent_words")
        self._came_from: QWidget | None = None
        self._title = label("section")
        self._words = label(wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._version = label("note")
        self._answers = QVBoxLayout()
        self._answers.setSpacing(6)
        close = Button(texts, "common.close", kind="quiet", key_hint="Esc")
        close.clicked.connect(lambda _on=False: self.leave())
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 14, 18, 14)
        box.setSpacing(10)
        box.addLayout(row(self._title, 1, close))
        box.addWidget(self._words)
        box.addLayout(self._answers)
        box.addWidget(self._version)
        self.setFixedWidth(420)
        self.hide()
        close_when_left(self)

    def show_for(self, asked: ConsentRow, version: str) -> None:
        language = self._texts.language
        self._came_from = asked.title
        self._title.setText(asked.consent.title.text(language))
        self._words.setText(asked.consent.text.text(language))
        self._version.setText(version)
        empty_out(self._answers)
        chosen: Button | None = None
        for one in asked.consent.answers:
            made = Button(self._texts, "common.save")
            self._texts.put(made.setText, one.name.text(language))
            self._texts.put(made.setAccessibleName, one.name.text(language))
            made.setObjectName(f"consent_answer_{one.id}")
            made.setCheckable(True)
            made.setChecked(asked.value() == one.id)
            chosen = made if made.isChecked() or chosen is None else chosen
            made.clicked.connect(lambda _on=False, answer=one.id: self._answer(asked, answer))
            self._answers.addWidget(made)
        self.ensurePolished()
        height = self.heightForWidth(self.width())
        at = asked.mapTo(self._host, QPoint(-self.width() - 20, -60))
        y = max(12, min(at.y(), self._host.height() - height - 12))
        self.setGeometry(max(12, at.x()), y, self.width(), height)
        self.show()
        self.raise_()
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def leave(self) -> None:
        self.hide()
        if self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, asked: ConsentRow, answer: str) -> None:
        asked.set_value(answer)
        asked.changed.emit()
        self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


class TermsCard(QFrame):
    """Consents and signature."""

    changed = Signal()

    def __init__(self, texts: Texts, pack: CountryPack, host: QWidget) -> None:
        super().__init__()
        set_kind(self, "card")
        self.setObjectName("intake_terms")
        self._texts = texts
        self._step = label("step", "5")
        self._step.setFixedSize(20, 20)
        self._step.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.usual = Button(texts, "intake.terms.usual", kind="quiet", key_hint="F7")
        set_state(self.usual, "compact", True)
        self.usual.clicked.connect(lambda _on=False: self.answer_usual())
        self.exact = ExactText(texts, host)
        self.rows = [ConsentRow(texts, consent) for consent in pack.consents]
        self.pad = SignaturePad(texts)
        self.pad.setMinimumHeight(64)
        self.on_paper = Button(texts, "annotate.signature.on_paper", kind="quiet", key_hint="F8")
        set_state(self.on_paper, "compact", True)
        self.on_paper.clicked.connect(lambda _on=False: self.sign_on_paper())
        trouble = Trouble(texts, "consents", self, self._first_missing)
        unsigned = Trouble(texts, "signature", self.pad, self.pad.setFocus)
        head = row(self._step, text_label(texts, "intake.terms.title", "section"), 1, self.usual)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 6, 12, 10)
        box.setSpacing(2)
        box.addLayout(head)
        for one in self.rows:
            box.addWidget(one)
            one.changed.connect(self._answered)
            one.text_wanted.connect(self._show_text)
        box.addWidget(trouble)
        box.addSpacing(4)
        box.addWidget(self.pad, 1)
        box.addWidget(unsigned)
        on_pad = QVBoxLayout(self.pad)
        on_pad.setContentsMargins(5, 5, 5, 5)
        on_pad.addWidget(self.on_paper, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self.pad.changed.connect(self._signed)
        self.places: dict[str, Place] = {"consents": trouble, "signature": unsigned}
        texts.changed.connect(self._say)

    def fill(self, entered: Entered) -> None:
        for one in self.rows:
            purpose = one.consent.purpose
            version = entered.consent_versions.get(purpose, "")
            one.set_value("")
            one.set_value(
                entered.consents.get(purpose, ""), version, by_customer=purpose in entered.by_customer
            )
            one.show_missing(False)
        self.pad.clear()
        self.pad.set_signature(entered.signature)
        self.pad.set_on_paper(entered.signed_on_paper)
        self._settle()

    def taken(self) -> dict[str, Any]:
        return {
            "consents": {one.consent.purpose: one.value() for one in self.rows if one.value()},
            "consent_versions": {one.consent.purpose: one.version for one in self.rows if one.value()},
            "by_customer": tuple(one.consent.purpose for one in self.rows if one.by_customer),
            "signature": self.pad.signature(),
            "signed_on_paper": self.pad.on_paper,
        }

    def show_texts(self, texts: Sequence[ConsentText]) -> None:
        """The shop's wording of each purpose."""
        worded = {text.purpose: text for text in texts}
        for one in self.rows:
            one.show_text(worded[one.consent.purpose])

    def answer_for_customer(self, purpose: str, answer: str) -> None:
        """The customer tapped it on their own screen."""
        for one in self.rows:
            if one.consent.purpose == purpose:
                one.set_value(answer, by_customer=True)
                one.show_missing(False)
        self._answered()

    def show_signer(self, name: str) -> None:
        self.pad.set_name(name)

    def answer_usual(self) -> None:
        """The first answer of each purpose that has none yet: what nearly everybody says."""
        for one in self.rows:
            if not one.value():
                one.set_value(one.consent.answers[0].id)
                one.show_missing(False)
        self._answered()

    def sign_on_paper(self) -> None:
        self.pad.set_on_paper(not self.pad.on_paper)

    def show_missing(self) -> None:
        """Every open question at once, though the first alone is spoken of."""
        for one in self.rows:
            one.show_missing(one.consent.purpose in set(MUST_BE_ANSWERED) and not one.value())

    def _first_missing(self) -> None:
        for one in self.rows:
            if not one.value():
                one.answers.focus_first()
                return

    def _show_text(self, asked: ConsentRow) -> None:
        key = "intake.terms.version" if asked.consent.own else "intake.terms.version_pack"
        self.exact.show_for(asked, self._texts.tr(key, n=asked.consent.version))

    def _answered(self) -> None:
        self.places["consents"].set_error(None)
        self._settle()
        self.changed.emit()

    def _signed(self) -> None:
        self.places["signature"].set_error(None)
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        signed = self.pad.on_paper or self.pad.signature() is not None
        open_ones = [
            one for one in self.rows if one.consent.purpose in set(MUST_BE_ANSWERED) and not one.value()
        ]
        done = signed and not open_ones
        self._step.setText("✓" if done else "5")
        set_state(self._step, "done", done)
        self.on_paper.setVisible(not signed)
        self.usual.setEnabled(any(not one.value() for one in self.rows))

    def _say(self) -> None:
        for one in self.rows:
            one.say()
