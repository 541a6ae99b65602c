"""The shop: what stands on every paper, the languages, the tax."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QWidget

from shopdesk.services.settings import ShopSettings
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import (
    Card,
    Choice,
    EnterMovesOn,
    Field,
    NumberEdit,
    Segmented,
    column,
    label,
    row,
    text_label,
)
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.settings.entered import LINES
from shopdesk.ui.pages.settings.paper_picture import PaperPicture

LANGUAGES = (Choice("zh_CN", "settings.people.language_zh_CN"), Choice("en", "settings.people.language_en"))


class ShopTab(QWidget):
    """Emits `edited(name, text)` for each change by the person."""

    edited = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        texts = desk.texts
        self._filling = False
        self._lines = {name: QLineEdit() for name in (*LINES, "time_zone", "tax_rate")}
        self._choices = {
            "language": Segmented(texts, LANGUAGES),
            "paper_language": Segmented(texts, LANGUAGES),
            "tax_mode": Segmented(
                texts,
                [
                    Choice("included", "settings.shop.tax_included"),
                    Choice("added", "settings.shop.tax_added"),
                ],
            ),
        }
        self._days = NumberEdit(1, 365)
        zones = QCompleter(sorted(zoneinfo.available_timezones()), self)
        zones.setFilterMode(Qt.MatchFlag.MatchContains)
        zones.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._lines["time_zone"].setCompleter(zones)
        self._lines["tax_rate"].setFont(theme.font(tabular=True))
        self.fields: dict[str, Field] = {}
        editors: dict[str, QWidget] = {**self._lines, **self._choices, "quote_days": self._days}
        for name, editor in editors.items():
            editor.setObjectName(f"settings_{name}")
            self.fields[name] = Field(texts, f"settings.shop.{name}", editor)
        self._pack = label()
        self._pack.setObjectName("settings_pack")
        self._country = text_label(texts, "settings.shop.country", "label")
        self._preview = PaperPicture(desk)
        self._arrange()
        self._listen()
        EnterMovesOn(self)

    def _arrange(self) -> None:
        texts = self._desk.texts
        head = Card(texts, "settings.shop.on_paper")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        places = (
            ("name", 0, 0, 2), ("address", 1, 0, 2), ("phone", 2, 0, 1), ("complaint_phone", 2, 1, 1),
            ("hours", 3, 0, 1), ("licence", 3, 1, 1),
        )  # fmt: skip
        for name, line, place, wide in places:
            grid.addWidget(self.fields[name], line, place, 1, wide)
        head.body.addLayout(grid)
        rules = Card(texts, "settings.shop.rules")
        below = QGridLayout()
        below.setHorizontalSpacing(12)
        below.setVerticalSpacing(8)
        below.setColumnStretch(0, 1)
        below.setColumnStretch(1, 1)
        below.addLayout(column(self._country, self._pack, 1, spacing=6), 0, 0)
        below.addWidget(self.fields["time_zone"], 0, 1)
        below.addWidget(self.fields["language"], 1, 0)
        below.addWidget(self.fields["paper_language"], 1, 1)
        below.addWidget(self.fields["tax_mode"], 2, 0)
        pair = row(self.fields["tax_rate"], self.fields["quote_days"], spacing=12)
        pair.setStretch(0, 1)
        pair.setStretch(1, 1)
        below.addLayout(pair, 2, 1)
        rules.body.addLayout(below)
        shown = Card(texts, "settings.shop.preview")
        shown.add_head(text_label(texts, "settings.shop.preview_note", "note"))
        shown.body.addWidget(self._preview)
        left, right = column(head, rules, 1, spacing=12), column(shown, 1, spacing=12)
        whole = row(left, right, spacing=12)
        whole.setStretch(0, 5)
        whole.setStretch(1, 6)
        self.setLayout(whole)

    def _listen(self) -> None:
        for name, line in self._lines.items():
            line.textChanged.connect(lambda text, name=name: self._told(name, text))
        for name, choice in self._choices.items():
            choice.changed.connect(lambda values, name=name: self._told(name, values[0]))
        self._days.valueChanged.connect(lambda days: self._told("quote_days", str(days)))

    def write(self, texts: Mapping[str, str]) -> None:
        self._filling = True
        for name, line in self._lines.items():
            if line.text() != texts[name]:
                line.setText(texts[name])
                line.setCursorPosition(0)
        for name, choice in self._choices.items():
            choice.set_value(texts[name])
        self._days.setValue(int(texts["quote_days"]))
        self._filling = False

    def show_shop(self, settings: ShopSettings) -> None:
        pack = settings.pack
        language = self._desk.texts.language
        self._pack.setText(f"{pack.name.text(language)}  ·  {settings.currency}")
        self.fields["tax_rate"].set_hint(pack.tax.name.text(language))
        licence = pack.licence
        if licence is not None:
            self.fields["licence"].set_hint(licence.text(language))

    def show_paper(self, settings: ShopSettings) -> None:
        self._preview.show_settings(settings)

    def show_may_edit(self, *, may_edit: bool) -> None:
        for line in self._lines.values():
            line.setReadOnly(not may_edit)
        for choice in self._choices.values():
            choice.setEnabled(may_edit)
        self._days.setEnabled(may_edit)

    def _told(self, name: str, text: str) -> None:
        if not self._filling:
            self.fields[name].set_error(None)
            self.edited.emit(name, text)
