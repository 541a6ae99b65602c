"""This desk alone: how its window looks, and what it is called."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from shopdesk.ui.common.kit import Card, Choice, Field, Segmented, column, label, row, text_label
from shopdesk.ui.common.theme import Mode
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.settings.customer_card import CustomerCard
from shopdesk.ui.pages.settings.phone_card import PhoneCard
from shopdesk.ui.pages.settings.shop_tab import LANGUAGES

_MODES: dict[str, Mode] = {"light": "light", "dark": "dark", "system": "system"}
_WIDTH = 500


class DeskTab(QWidget):
    """Takes effect at once: there is nothing to save."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        texts = desk.texts
        self.theme = Segmented(texts, [Choice(mode, f"settings.desk.{mode}") for mode in _MODES])
        self.theme.setObjectName("desk_theme")
        self.theme.changed.connect(lambda values: desk.theme.use(_MODES[values[0]]))
        self.touch = QCheckBox()
        self.touch.setObjectName("desk_touch")
        texts.bind(self.touch.setText, "settings.desk.touch")
        self.touch.toggled.connect(desk.theme.use_touch)
        self.language = Segmented(texts, LANGUAGES)
        self.language.setObjectName("desk_language")
        self.language.changed.connect(lambda values: texts.use(values[0]))
        look = Card(texts, "settings.desk.look")
        look.body.setSpacing(12)
        look.body.addWidget(Field(texts, "settings.desk.theme", self.theme))
        look.body.addWidget(
            Field(texts, "settings.desk.language", self.language, hint_key="settings.desk.language_hint")
        )
        touch_note = text_label(texts, "settings.desk.touch_hint", "note")
        touch_note.setContentsMargins(26, 0, 0, 0)
        look.body.addLayout(column(self.touch, touch_note, spacing=0))
        name = Card(texts, "settings.desk.name")
        self.name = label("strong", desk.actor.desk)
        self.name.setObjectName("desk_name")
        note = text_label(texts, "settings.desk.name_hint", "note")
        note.setWordWrap(True)
        name.body.addWidget(self.name)
        name.body.addWidget(note)
        self.phone = PhoneCard(desk)
        self.customer = CustomerCard(desk)
        for card in (look, self.customer, self.phone, name):
            card.setFixedWidth(_WIDTH)
        left, right = column(look, name, 1, spacing=12), column(self.customer, self.phone, 1, spacing=12)
        self.setLayout(row(left, right, 1, spacing=12))
        desk.theme.changed.connect(self.look)
        texts.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """As it is now; the shell's own keys switch too."""
        self.theme.set_value(self._desk.theme.mode)
        self.touch.setChecked(self._desk.theme.touch)
        self.language.set_value(self._desk.texts.language)
