"""What customers agree to: the terms on their copy and the texts of the consents."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QWidget

from shopdesk.services.settings import ShopSettings
from shopdesk.ui.common.kit import Button, Card, Field, column, row
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.settings.consents_panel import ConsentsPanel, TermsOrConsents
from shopdesk.ui.pages.settings.consents_presenter import ConsentsPresenter
from shopdesk.ui.pages.settings.entered import TERMS

_LANGUAGES = {"terms_zh": "zh_CN", "terms_en": "en"}


class TermsTab(QWidget):
    """Emits `edited(name, text)`; an empty text is the country's own terms, which show as its ground."""

    edited = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        texts = desk.texts
        self._filling = False
        self._may_edit = False
        self._usual = dict.fromkeys(TERMS, "")
        self.fields: dict[str, Field] = {}
        self.editors: dict[str, QPlainTextEdit] = {}
        self._starts: dict[str, Button] = {}
        self._backs: dict[str, Button] = {}
        cards = []
        for name in TERMS:
            editor = QPlainTextEdit()
            editor.setObjectName(f"settings_{name}")
            editor.setTabChangesFocus(True)
            editor.textChanged.connect(lambda name=name: self._told(name))
            start = Button(texts, "settings.terms.start", icon="pencil")
            start.setObjectName(f"settings_start_{name}")
            start.clicked.connect(lambda _checked=False, name=name: self._begin(name))
            back = Button(texts, "settings.terms.back", kind="quiet")
            back.setObjectName(f"settings_back_{name}")
            back.clicked.connect(lambda _checked=False, name=name: self.editors[name].clear())
            card = Card(texts, f"settings.terms.{name}")
            field = Field(texts, "settings.terms.one_a_line", editor)
            self.editors[name], self.fields[name] = editor, field
            self._starts[name], self._backs[name] = start, back
            card.body.addWidget(field, 1)
            card.body.addLayout(row(start, back, 1))
            cards.append(card)
        whole = row(*cards, spacing=12)
        for place in range(len(cards)):
            whole.setStretch(place, 1)
        held = QWidget()
        held.setLayout(whole)
        self.consents = ConsentsPanel(texts)
        self.rewording = ConsentsPresenter(desk, self.consents)
        self.which = TermsOrConsents(texts)
        self._pages = QStackedWidget()
        for page in (held, self.consents):
            self._pages.addWidget(page)
        self.which.changed.connect(lambda values: self._pages.setCurrentIndex(values[0] == "consents"))
        box = column(row(self.which, 1), self._pages)
        box.setStretch(1, 1)
        self.setLayout(box)

    def write(self, texts: Mapping[str, str]) -> None:
        self._filling = True
        for name, editor in self.editors.items():
            if editor.toPlainText() != texts[name]:
                editor.setPlainText(texts[name])
        self._filling = False
        self._say()

    def show_shop(self, settings: ShopSettings) -> None:
        for name, language in _LANGUAGES.items():
            usual = "\n".join(term.text for term in settings.pack.receipt_terms(language))
            self._usual[name] = usual
            self.editors[name].setPlaceholderText(usual)

    def show_may_edit(self, *, may_edit: bool) -> None:
        self._may_edit = may_edit
        for editor in self.editors.values():
            editor.setReadOnly(not may_edit)
        self._say()

    def _begin(self, name: str) -> None:
        """Start from the country's terms, to change them."""
        editor = self.editors[name]
        editor.setPlainText(self._usual[name])
        editor.setFocus()

    def _told(self, name: str) -> None:
        if not self._filling:
            self.fields[name].set_error(None)
            self.edited.emit(name, self.editors[name].toPlainText())
            self._say()

    def _say(self) -> None:
        for name, editor in self.editors.items():
            own = bool(editor.toPlainText().strip())
            self._starts[name].setVisible(self._may_edit and not own)
            self._backs[name].setVisible(self._may_edit and own)
