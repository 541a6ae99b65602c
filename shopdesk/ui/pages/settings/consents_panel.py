"""The exact texts of the consents: both languages side by side, and every version that there ever was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from shopdesk.i18n import LANGUAGES
from shopdesk.ui.common.kit import (
    Banner,
    Button,
    Card,
    ChipRow,
    Choice,
    Field,
    Segmented,
    column,
    label,
    row,
    text_label,
)
from shopdesk.ui.common.texts import Texts

_NAMES = {"zh_CN": "chinese", "en": "english"}
_HISTORY_WIDTH = 300


@dataclass(frozen=True, slots=True)
class PastText:
    """A version in the list: its name, who set it and when, and its words in both languages."""

    title: str
    by: str
    words: dict[str, str]


class ConsentsPanel(QWidget):
    """Passive: says what was typed and pressed."""

    came = Signal()
    """It is looked at."""
    chose = Signal(str)
    typed = Signal()
    save_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("settings_consents")
        self._texts = texts
        self._filling = False
        self._past: tuple[PastText, ...] = ()
        self.banner = Banner(texts)
        self.purposes = ChipRow(texts, multiple=False, optional=False)
        self.purposes.setObjectName("consent_purposes")
        self.purposes.changed.connect(lambda values: self.chose.emit(values[0]))
        self.state = label("secondary")
        self.state.setObjectName("consent_state")
        self.editors: dict[str, QPlainTextEdit] = {}
        self.fields: dict[str, Field] = {}
        for language in LANGUAGES:
            editor = QPlainTextEdit()
            editor.setObjectName(f"consent_text_{language}")
            editor.setTabChangesFocus(True)
            editor.textChanged.connect(self._told)
            self.editors[language] = editor
            self.fields[language] = Field(texts, f"consents.texts.{_NAMES[language]}", editor)
            editor.setObjectName(f"consent_text_{language}")
        self.save = Button(texts, "consents.texts.save", kind="accent")
        self.save.setObjectName("consent_save")
        self.save.clicked.connect(lambda _on=False: self.save_wanted.emit())
        self.back = Button(texts, "consents.texts.back", kind="quiet")
        self.back.setObjectName("consent_back")
        self.back.clicked.connect(lambda _on=False: self.back_wanted.emit())
        self._arrange()

    def _arrange(self) -> None:
        texts = self._texts
        hint = text_label(texts, "consents.texts.hint", "note")
        hint.setWordWrap(True)
        edit = Card()
        edit.body.setSpacing(10)
        edit.body.addWidget(self.purposes)
        edit.body.addWidget(self.state)
        beside = row(*self.fields.values(), spacing=12)
        for place in range(len(self.fields)):
            beside.setStretch(place, 1)
        edit.body.addLayout(beside, 1)
        edit.body.addWidget(hint)
        edit.body.addLayout(row(self.back, 1, self.save))
        self.versions = QListWidget()
        self.versions.setObjectName("consent_versions")
        self.versions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        texts.bind(self.versions.setAccessibleName, "consents.texts.history")
        self.versions.currentRowChanged.connect(self._show_past)
        self.past = QPlainTextEdit()
        self.past.setObjectName("consent_past")
        self.past.setReadOnly(True)
        texts.bind(self.past.setAccessibleName, "consents.texts.history")
        self.start = Button(texts, "consents.texts.start", icon="pencil")
        self.start.setObjectName("consent_start")
        self.start.clicked.connect(lambda _on=False: self._take_past())
        history = Card(texts, "consents.texts.history")
        history.setFixedWidth(_HISTORY_WIDTH)
        history.body.addWidget(self.versions, 2)
        history.body.addWidget(self.past, 3)
        history.body.addLayout(row(self.start, 1))
        whole = row(edit, history, spacing=12)
        whole.setStretch(0, 1)
        box = column(self.banner, whole)
        box.setStretch(1, 1)
        self.setLayout(box)

    def show_purposes(self, choices: Sequence[Choice], chosen: str) -> None:
        self.purposes.set_choices(choices)
        self.purposes.set_value(chosen)

    def show_text(self, words: dict[str, str], state: str) -> None:
        self._filling = True
        for language, editor in self.editors.items():
            if editor.toPlainText() != words[language]:
                editor.setPlainText(words[language])
            self.fields[language].set_error(None)
        self._filling = False
        self.state.setText(state)

    def show_versions(self, past: Sequence[PastText]) -> None:
        self._past = tuple(past)
        self.versions.clear()
        for one in past:
            item = QListWidgetItem("\n".join(filter(None, (one.title, one.by))))
            item.setSizeHint(QSize(0, 50 if one.by else 34))
            self.versions.addItem(item)
        self.versions.setCurrentRow(0)

    def show_can(self, *, edit: bool, save: bool, back: bool) -> None:
        for editor in self.editors.values():
            editor.setReadOnly(not edit)
        self.save.setVisible(edit)
        self.save.setEnabled(save)
        self.back.setVisible(back)
        self.start.setVisible(edit)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.came.emit()

    def words(self) -> dict[str, str]:
        return {language: editor.toPlainText() for language, editor in self.editors.items()}

    def _told(self) -> None:
        if not self._filling:
            for field in self.fields.values():
                field.set_error(None)
            self.typed.emit()

    def _show_past(self, place: int) -> None:
        words = self._past[place].words if 0 <= place < len(self._past) else {}
        self.past.setPlainText("\n\n".join(words.get(language, "") for language in LANGUAGES))

    def _take_past(self) -> None:
        place = self.versions.currentRow()
        if 0 <= place < len(self._past):
            for language, editor in self.editors.items():
                editor.setPlainText(self._past[place].words[language])
            self.editors[LANGUAGES[0]].setFocus()


class TermsOrConsents(Segmented):
    """Which of the two kinds of text the tab shows."""

    def __init__(self, texts: Texts) -> None:
        choices = [Choice("terms", "settings.tab.terms"), Choice("consents", "consents.texts.tab")]
        super().__init__(texts, choices)
        self.setObjectName("terms_or_consents")
        self.set_value("terms")
