"""One customer's details as a form: who, how to reach, what to mind."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from shopdesk.services.people import CustomerBrief
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import (
    Banner,
    Button,
    Card,
    Choice,
    Elided,
    EnterMovesOn,
    Field,
    PrimaryButton,
    Segmented,
    column,
    row,
    text_label,
)
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.customers.entered import Entered
from shopdesk.ui.pages.customers.phones import PhonesEdit

_SHOPS_OWN = "shop"
_LOOK_MS = 250


class _Note(QPlainTextEdit):
    """Tab leaves it: a note has no columns."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(84)


class DetailsCard(Card):
    """Emits `edited(Entered)` at each change by the person, `saved` and `discarded` by the buttons."""

    edited = Signal(object)
    save_pressed = Signal()
    discard_pressed = Signal()
    known_pressed = Signal(int)
    phone_typed = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, "customers.details")
        self._texts = texts
        self._filling = False
        self._known_id = 0
        self.setObjectName("customer_details")
        self.banner = Banner(texts)
        self._make_editors(texts)
        self._make_rest(texts)
        self._arrange(texts)
        self._listen()
        EnterMovesOn(self)

    def _make_editors(self, texts: Texts) -> None:
        self.name = _line("customer_name")
        self.phone = _line("customer_phone")
        self.phone.setFont(theme.font(tabular=True))
        self.phones = PhonesEdit(texts)
        self.note = _Note()
        self.note.setObjectName("customer_note")
        self.language = Segmented(
            texts,
            [
                Choice(_SHOPS_OWN, "customers.language_shop"),
                Choice("zh_CN", "customers.language_zh_CN"),
                Choice("en", "customers.language_en"),
            ],
        )
        self.language.setObjectName("customer_language")
        self.limited = QCheckBox()
        self.limited.setObjectName("customer_limited")
        texts.bind(self.limited.setText, "customers.limited")
        self.fields = {
            "name": Field(texts, "customers.name", self.name),
            "phone": Field(texts, "customers.phone", self.phone, optional=True),
            "phones": Field(texts, "customers.phones", self.phones),
            "note": Field(texts, "customers.note", self.note, hint_key="customers.note_hint", optional=True),
            "language": Field(texts, "customers.language", self.language),
        }

        self.phones.setObjectName("customer_phones")
        self.fields["phones"].head.addWidget(self.phones.add)

    def _make_rest(self, texts: Texts) -> None:
        self._known = QWidget()
        self._known_words = Elided(kind="note")
        theme.set_state(self._known_words, "tone", "warn")
        known_open = Button(texts, "customers.known_open", kind="quiet")
        known_open.clicked.connect(lambda: self.known_pressed.emit(self._known_id))
        known_row = row(self._known_words, known_open)
        known_row.setStretch(0, 1)
        self._known.setLayout(known_row)
        self._known.hide()
        self.read_only = text_label(texts, "customers.read_only", "note")
        self.read_only.setWordWrap(True)
        self.discard = Button(texts, "customers.discard", key_hint="Esc")
        self.discard.setObjectName("customer_discard")
        self.discard.clicked.connect(self.discard_pressed)
        self.save = PrimaryButton(texts, "customers.save", key_hint="Ctrl ↵")
        self.save.setObjectName("customer_save")
        self.save.clicked.connect(self.save_pressed)
        self._foot = QWidget()
        self._foot.setLayout(row(1, self.discard, self.save))

    def _arrange(self, texts: Texts) -> None:
        limited_hint = text_label(texts, "customers.limited_hint", "note")
        limited_hint.setWordWrap(True)
        limited_hint.setContentsMargins(26, 0, 0, 0)
        # What a low window has no room for is scrolled to; the buttons always stand.
        form = column(
            self.banner,
            self.fields["name"],
            self.fields["phone"],
            self._known,
            self.fields["phones"],
            self.fields["note"],
            self.fields["language"],
            column(self.limited, limited_hint, spacing=0),
            1,
            self.read_only,
            spacing=10,
        )
        form.setContentsMargins(0, 0, 4, 0)
        inside = QWidget()
        inside.setLayout(form)
        area = QScrollArea()
        area.setObjectName("customer_details_area")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self.body.setSpacing(10)
        self.body.addWidget(area, 1)
        self.body.addWidget(self._foot)

    def _listen(self) -> None:
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LOOK_MS)
        self._soon.timeout.connect(lambda: self.phone_typed.emit(self.phone.text()))
        self.name.textEdited.connect(lambda: self._told("name"))
        self.phone.textEdited.connect(lambda: self._told("phone"))
        self.phone.textEdited.connect(self._look_soon)
        self.phones.changed.connect(lambda: self._told("phones"))
        self.phones.made_first.connect(self._make_first)
        self.note.textChanged.connect(lambda: self._told("note"))
        self.language.changed.connect(lambda _values: self._told("language"))
        self.limited.clicked.connect(lambda: self._told("limited"))

    def entered(self) -> Entered:
        language = self.language.value() or _SHOPS_OWN
        return Entered(
            name=self.name.text(),
            phone=self.phone.text(),
            note=self.note.toPlainText(),
            language="" if language == _SHOPS_OWN else language,
            limited=self.limited.isChecked(),
            phones=self.phones.entries(),
        )

    def fill(self, entered: Entered) -> None:
        """Show these values; a text that stands there already keeps its cursor."""
        self._filling = True
        self._soon.stop()
        if self.name.text() != entered.name:
            self.name.setText(entered.name)
            self.name.setCursorPosition(0)
        if self.phone.text() != entered.phone:
            self.phone.setText(entered.phone)
        self.phones.fill(entered.phones)
        if self.note.toPlainText() != entered.note:
            self.note.setPlainText(entered.note)
        self.language.set_value(entered.language or _SHOPS_OWN)
        self.limited.setChecked(entered.limited)
        self._filling = False

    def show_known(self, known: CustomerBrief | None) -> None:
        """A customer with this number is on file already."""
        self._known.setVisible(known is not None)
        if known is not None:
            self._known_id = known.id
            self._texts.bind(self._known_words.setText, "customers.known", name=known.name, phone=known.phone)

    def show_unsaved(self, *, unsaved: bool, may_edit: bool, new: bool) -> None:
        for line in (self.name, self.phone, self.note):
            line.setReadOnly(not may_edit)
        self.phones.set_read_only(read_only=not may_edit)
        self.language.setEnabled(may_edit)
        self.limited.setEnabled(may_edit)
        self.read_only.setVisible(not may_edit)
        self._foot.setVisible(may_edit and (unsaved or new))
        self.save.setEnabled(unsaved)
        self.save.show_key("customers.add_save" if new else "customers.save")

    def clear_problems(self) -> None:
        self.banner.clear()
        for field in self.fields.values():
            field.set_error(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._foot.isHidden():
            self.discard_pressed.emit()
            return
        super().keyPressEvent(event)

    def stop_looking(self) -> None:
        """The page is left: a number typed is looked for no more."""
        self._soon.stop()

    def _look_soon(self, _text: str) -> None:
        self._soon.start()

    def _make_first(self, place: int) -> None:
        """Another number is the one to call; the main one takes its place."""
        self.phone.setText(self.phones.take(place, self.phone.text()))
        self._told("phone")

    def _told(self, name: str) -> None:
        if self._filling:
            return
        if name in self.fields:
            self.fields[name].set_error(None)
        self.edited.emit(self.entered())


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    return made
