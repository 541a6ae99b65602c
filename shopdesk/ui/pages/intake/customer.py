"""The first band: who brings it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QSizePolicy, QStackedWidget, QWidget

from shopdesk.services.people import CustomerBrief
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import Elided, Field, IconLabel, row, set_kind, set_state
from shopdesk.ui.common.layout import Band
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.intake.entered import Entered
from shopdesk.ui.pages.intake.suggest import SuggestBox, Suggestion
from shopdesk.ui.pages.intake.troubles import Place

_LANGUAGES = ("", "zh_CN", "en")


class CustomerBand(Band):
    """Phone and name, found as they are typed; what is known about the person stands beside them."""

    changed = Signal()
    wanted = Signal(str, str)
    """Find customers: the field asked from (phone or name) and the text."""
    chosen = Signal(object)
    """A CustomerBrief taken from the suggestions."""
    let_go = Signal()
    """Name or phone of a known customer was typed over: it is somebody else now."""
    moved_on = Signal()
    left_phone = Signal(str)

    def __init__(self, texts: Texts, host: QWidget) -> None:
        super().__init__(texts, 1, "intake.customer.title")
        self._texts = texts
        self._known: CustomerBrief | None = None
        self._visit = ""
        self.phone = QLineEdit()
        self.phone.setObjectName("intake_phone")
        self.phone.setFont(theme.font(tabular=True))
        self.name = QLineEdit()
        self.name.setObjectName("intake_name")
        self.language = QComboBox()
        self.language.setObjectName("intake_language")
        self._note = QLineEdit()
        self._note.setObjectName("intake_note")
        self._warning = _Warning()
        self._beside = QStackedWidget()
        self._beside.addWidget(self._note)
        self._beside.addWidget(self._warning)
        self._beside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        phone = Field(texts, "intake.customer.phone", self.phone)
        name = Field(texts, "intake.customer.name", self.name)
        language = Field(texts, "intake.customer.language", self.language)
        self._note_field = Field(texts, "intake.customer.note", self._beside)
        line = row(phone, name, language, self._note_field)
        for column, stretch in enumerate((24, 24, 15, 37)):
            line.setStretch(column, stretch)
        self.body.addLayout(line)
        texts.bind(self.phone.setPlaceholderText, "intake.customer.phone_hint")
        self.places: dict[str, Place] = {
            "customer.phone": phone,
            "customer.name": name,
            "customer.note": self._note_field,
        }
        self.by_phone = SuggestBox(self.phone, host, eager=True, least=2)
        self.by_name = SuggestBox(self.name, host, eager=False)
        self._connect(phone, name)
        texts.changed.connect(self._say)
        self._say()

    def _connect(self, phone: Field, name: Field) -> None:
        for box, asked in ((self.by_phone, "phone"), (self.by_name, "name")):
            box.wanted.connect(lambda text, where=asked: self.wanted.emit(where, text))
            box.chosen.connect(self.chosen)
            box.passed.connect(self.moved_on)
        self.phone.textEdited.connect(lambda _text: self._edited(phone))
        self.name.textEdited.connect(lambda _text: self._edited(name))
        self.phone.editingFinished.connect(self._phone_left)
        self._note.textEdited.connect(lambda _text: self.changed.emit())
        self.language.activated.connect(lambda _row: self.changed.emit())

    def boxes(self) -> tuple[SuggestBox, ...]:
        return self.by_phone, self.by_name

    def show_found(self, asked: str, text: str, found: Sequence[CustomerBrief]) -> None:
        box = self.by_phone if asked == "phone" else self.by_name
        box.show_found(text, [self._suggestion(one) for one in found])

    def _suggestion(self, one: CustomerBrief) -> Suggestion:
        tag = self._texts.tr("intake.customer.visits", n=one.visits)
        if one.limited:
            return Suggestion(one, one.name, one.phone, self._texts.tr("intake.customer.limited"), "bad")
        return Suggestion(one, one.name, one.phone, tag)

    def show_known(self, known: CustomerBrief, visit: str) -> None:
        """A customer on file; `visit` says in words what the last one was about."""
        self._known = known
        self.phone.setText(known.phone)
        self.name.setText(known.name)
        self.language.setCurrentIndex(max(_LANGUAGES.index(known.language), 0))
        self._note.clear()
        self._visit = visit
        self._say()

    def forget(self) -> None:
        """The words stay, the person on file does not."""
        self._known = None
        self._say()

    def known(self) -> CustomerBrief | None:
        return self._known

    def show_same(self, known: CustomerBrief) -> None:
        """Somebody on file has this very number."""
        self.set_note(self._texts.tr("intake.customer.same_phone", name=known.name), "warn")

    def fill(self, entered: Entered) -> None:
        self._known = None
        self._visit = ""
        self.phone.setText(entered.phone)
        self.name.setText(entered.name)
        self._note.setText(entered.note)
        self.language.setCurrentIndex(_LANGUAGES.index(entered.language))
        self._say()

    def taken(self) -> dict[str, Any]:
        return {
            "customer_id": self._known.id if self._known else None,
            "phone": self.phone.text(),
            "name": self.name.text(),
            "note": "" if self._known else self._note.text(),
            "language": _LANGUAGES[self.language.currentIndex()],
        }

    def _edited(self, field: Field) -> None:
        field.set_error(None)
        if self._known is not None:
            self._known = None
            self._visit = ""
            self._say()
            self.let_go.emit()
        self._mark_done()
        self.changed.emit()

    def _phone_left(self) -> None:
        text = self.phone.text().strip()
        if self._known is None and text and not any(sign.isdigit() for sign in text) and not self.name.text():
            # A name typed where the phone goes belongs one field further on.
            self.phone.clear()
            self.name.setText(text)
            self.changed.emit()
        elif self._known is None and text:
            self.left_phone.emit(text)

    def _mark_done(self) -> None:
        self.set_done(bool(self.name.text().strip()))

    def _say(self) -> None:
        here = max(self.language.currentIndex(), 0)
        self.language.clear()
        self.language.addItems([self._texts.tr(f"intake.language.{one or 'shop'}") for one in _LANGUAGES])
        self.language.setCurrentIndex(here)
        self._mark_done()
        known = self._known
        if known is None:
            self.set_note(self._texts.tr("intake.customer.new") if self.name.text().strip() else "")
            self._beside.setCurrentWidget(self._note)
            self._texts.bind(self._note_field.label.setText, "intake.customer.note")
            return
        said = [self._texts.tr("intake.customer.regular", n=known.visits + 1), self._visit]
        self.set_note(" · ".join(filter(None, said)))
        words = [self._texts.tr("intake.customer.limited")] if known.limited else []
        words += [known.note.replace("\n", " ")] if known.note else []
        self._warning.say(" · ".join(words), "bad" if known.limited else "warn")
        self._texts.bind(
            self._note_field.label.setText, "intake.customer.reminder" if words else "intake.customer.note"
        )
        self._beside.setCurrentWidget(self._warning)


class _Warning(QFrame):
    """What to remember about a customer, warm enough to be seen."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = IconLabel("triangle-alert", "warn", 16)
        self._words = Elided()
        self._words.setObjectName("intake_reminder")
        box = row(self._sign, spacing=8)
        box.addWidget(self._words, 1)
        box.setContentsMargins(10, 0, 10, 0)
        self.setLayout(box)
        set_kind(self, "banner")

    def say(self, words: str, tone: str) -> None:
        set_kind(self, "banner" if words else "")
        set_state(self, "tone", tone)
        set_state(self._words, "tone", tone)
        self._sign.show_icon("ban" if tone == "bad" else "triangle-alert", tone)
        self._sign.setVisible(bool(words))
        self._words.setText(words)
