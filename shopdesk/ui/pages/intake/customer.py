"""The first band: who brings it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QMenu, QSizePolicy, QStackedWidget, QWidget

from shopdesk.services.people import CustomerBrief
from shopdesk.services.phones import PHONE_LABELS
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import Button, Elided, Field, IconLabel, row, set_kind, set_state
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
    left_name = Signal(str)

    def __init__(self, texts: Texts, host: QWidget) -> None:
        super().__init__(texts, 1, "intake.customer.title")
        self._texts = texts
        self._known: CustomerBrief | None = None
        self._visit = ""
        self._id: int | None = None
        self._same: CustomerBrief | None = None
        self.same = Button(texts, "intake.customer.title", kind="quiet", icon="user-check")
        self.same.setObjectName("intake_same_customer")
        set_state(self.same, "compact", True)
        self.same.hide()
        self.head.insertWidget(2, self.same)
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
        self.numbers = Button(texts, "intake.customer.phone", kind="quiet", icon="chevron-down")
        self.numbers.setObjectName("intake_numbers")
        self.numbers.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        set_state(self.numbers, "compact", True)
        self.numbers.hide()
        self.head.insertWidget(3, self.numbers)
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
        self.name.editingFinished.connect(self._name_left)
        self.same.clicked.connect(lambda _on=False: self._take_same())
        self.numbers.clicked.connect(lambda _on=False: self.choose_number())
        self._note.textEdited.connect(lambda _text: self.changed.emit())
        self.language.activated.connect(lambda _row: self.changed.emit())

    def boxes(self) -> tuple[SuggestBox, ...]:
        return self.by_phone, self.by_name

    def show_found(self, asked: str, text: str, found: Sequence[CustomerBrief]) -> None:
        box = self.by_phone if asked == "phone" else self.by_name
        box.show_found(text, [self._suggestion(one, text) for one in found])

    def _suggestion(self, one: CustomerBrief, text: str) -> Suggestion:
        number = one.number_for(text)
        if one.limited:
            return Suggestion(one, one.name, number, self._texts.tr("intake.customer.limited"), "bad")
        return Suggestion(one, one.name, number, self._texts.tr("intake.customer.visits", n=one.visits))

    def show_known(self, known: CustomerBrief, number: str, visit: str) -> None:
        """A customer on file, to be called at `number`; `visit` says what the last one was about."""
        self._known, self._id = known, known.id
        self.phone.setText(number)
        self.name.setText(known.name)
        self.language.setCurrentIndex(max(_LANGUAGES.index(known.language), 0))
        self._note.clear()
        self._visit = visit
        self._show_same(None)
        self._say()

    def known(self) -> CustomerBrief | None:
        return self._known

    def show_same(self, by: str, same: Sequence[CustomerBrief]) -> None:
        """Somebody on file has this very number (`by` phone), or this very name: who it may be is offered."""
        first = same[0]
        self._show_same(first)
        tail = first.phone[-4:]
        if by == "phone":
            self.same.show_key("intake.customer.use", name=first.name)
            self.set_note(self._texts.tr("intake.customer.same_phone", name=first.name), "warn")
        else:
            self.same.show_key("intake.customer.use_tail", name=first.name, tail=tail)
            self.set_note(self._texts.tr("intake.customer.same_name", n=len(same)), "accent")

    def choose_number(self) -> None:
        """Which of several numbers to call about this."""
        known = self._known
        if known is None:
            return
        menu = QMenu(self)
        menu.setObjectName("intake_numbers_menu")
        labels = {one.phone: one.label for one in known.phones}
        for number in known.numbers():
            label = labels.get(number, "")
            if label in PHONE_LABELS:
                label = self._texts.tr(f"intake.number.{label}")
            entry = QAction(" · ".join(filter(None, (number, label))), menu)
            entry.setCheckable(True)
            entry.setChecked(number == self.phone.text())
            entry.triggered.connect(lambda _on=False, wanted=number: self._call(wanted))
            menu.addAction(entry)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.numbers.mapToGlobal(QPoint(0, self.numbers.height())))

    def _call(self, number: str) -> None:
        self.phone.setText(number)
        self.changed.emit()

    def _show_same(self, same: CustomerBrief | None) -> None:
        self._same = same
        self.same.setVisible(same is not None)

    def _take_same(self) -> None:
        if self._same is not None:
            self.chosen.emit(self._same)

    def fill(self, entered: Entered) -> None:
        self._known = None
        self._id = entered.customer_id
        self._visit = ""
        self.phone.setText(entered.phone)
        self.name.setText(entered.name)
        self._note.setText(entered.note)
        self.language.setCurrentIndex(_LANGUAGES.index(entered.language))
        self._show_same(None)
        self._say()

    def taken(self) -> dict[str, Any]:
        return {
            "customer_id": self._id,
            "phone": self.phone.text(),
            "name": self.name.text(),
            "note": "" if self._id is not None else self._note.text(),
            "language": _LANGUAGES[self.language.currentIndex()],
        }

    def _edited(self, field: Field) -> None:
        field.set_error(None)
        self._show_same(None)
        if self._id is not None:
            self._known = self._id = None
            self._visit = ""
            self._say()
            self.let_go.emit()
        self._mark_done()
        self.changed.emit()

    def _phone_left(self) -> None:
        text = self.phone.text().strip()
        if self._id is None and text and not any(sign.isdigit() for sign in text) and not self.name.text():
            # A name typed where the phone goes belongs one field further on.
            self.phone.clear()
            self.name.setText(text)
            self.changed.emit()
        elif self._id is None and text:
            self.left_phone.emit(text)

    def _name_left(self) -> None:
        text = self.name.text().strip()
        if self._id is None and text and self._same is None:
            self.left_name.emit(text)

    def _mark_done(self) -> None:
        self.set_done(bool(self.name.text().strip()))

    def _say(self) -> None:
        here = max(self.language.currentIndex(), 0)
        self.language.clear()
        self.language.addItems([self._texts.tr(f"intake.language.{one or 'shop'}") for one in _LANGUAGES])
        self.language.setCurrentIndex(here)
        self._mark_done()
        known = self._known
        count = len(known.numbers()) if known else 0
        self.numbers.setVisible(count > 1)
        self.numbers.show_key("intake.customer.numbers", n=count)
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
