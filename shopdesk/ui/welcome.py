"""The first start: three questions, or a sample shop to look around in."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from shopdesk.domain.tax import rate_of_percent
from shopdesk.i18n import LANGUAGES, catalogue
from shopdesk.services.packs import PackInfo, pack, packs
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import (
    BusyLine,
    Button,
    Card,
    Choice,
    EnterMovesOn,
    Field,
    IconLabel,
    PrimaryButton,
    Segmented,
    column,
    line,
    row,
    text_label,
)
from shopdesk.ui.common.texts import Texts


@dataclass(frozen=True, slots=True)
class Answers:
    """What a shop is set up from; `tax_rate` per hundred thousand, None for the country's."""

    name: str
    owner: str
    language: str
    pack_code: str
    tax_rate: int | None


class Welcome(QWidget):
    """Fills the window until there is a shop."""

    answered = Signal(object)
    """The Answers, checked."""
    sample_wanted = Signal(str)
    """A sample shop in this language."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._packs: tuple[PackInfo, ...] = packs()
        self.setObjectName("welcome")
        theme.set_kind(self, "canvas")
        self.language = Segmented(
            texts, [Choice(one, text=catalogue(one).text("common.own_name")) for one in LANGUAGES]
        )
        self.language.setObjectName("welcome_language")
        self.language.set_value(texts.language)
        self.language.changed.connect(self._language_chosen)
        self.name_edit, self.owner_edit = QLineEdit(), QLineEdit()
        self.name = Field(texts, "welcome.name", self.name_edit, hint_key="welcome.name_hint")
        self.owner = Field(texts, "welcome.owner", self.owner_edit, optional=True)
        self.country_box = QComboBox()
        self.country = Field(texts, "welcome.country", self.country_box, hint_key="welcome.country_hint")
        self.tax_edit = QLineEdit()
        self.tax_edit.setPlaceholderText("8.25")
        self.tax = Field(texts, "welcome.tax", self.tax_edit, hint_key="welcome.tax_hint")
        self.start = PrimaryButton(texts, "welcome.start", icon="store", key_hint="Ctrl ↵")
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._start)
        self.start.clicked.connect(self._start)
        self.sample = Button(texts, "welcome.sample", icon="sparkles")
        self.sample.clicked.connect(self._sample)
        self.busy = BusyLine(texts)
        self._build()
        self._fill_countries()
        self._suggest_country()
        self.country_box.currentIndexChanged.connect(self._country_chosen)
        texts.changed.connect(self._fill_countries)
        self._country_chosen()

    def _build(self) -> None:
        card = Card()
        card.setFixedWidth(560)
        card.body.setContentsMargins(40, 36, 40, 32)
        card.body.setSpacing(16)
        words = text_label(self._texts, "welcome.words", "secondary")
        words.setWordWrap(True)
        titles = column(
            text_label(self._texts, "welcome.title", "title"),
            words,
        )
        titles.setSpacing(4)
        head = row(IconLabel("wrench", "accent", 30), titles, self.language)
        head.setSpacing(14)
        head.setStretchFactor(titles, 1)
        card.body.addLayout(head)
        card.body.addSpacing(4)
        for field in (self.name, self.country, self.tax, self.owner):
            card.body.addWidget(field)
        card.body.addWidget(self.start)
        card.body.addWidget(self.busy)
        card.body.addWidget(line())
        foot = row(text_label(self._texts, "welcome.or", "secondary"), 1, self.sample)
        card.body.addLayout(foot)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        box = QHBoxLayout(self)
        box.addStretch(1)
        box.addLayout(middle)
        box.addStretch(1)
        EnterMovesOn(card)
        self.setFocusProxy(self.name_edit)
        self.name_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_countries(self) -> None:
        chosen = self.country_box.currentData()
        self.country_box.blockSignals(True)
        self.country_box.clear()
        for info in self._packs:
            self.country_box.addItem(f"{info.name.text(self._texts.language)}  ·  {info.currency}", info.code)
        self.country_box.blockSignals(False)
        if chosen is not None:
            self.country_box.setCurrentIndex(self.country_box.findData(chosen))

    def _suggest_country(self) -> None:
        code = "cn" if self._texts.language == "zh_CN" else "us"
        self.country_box.setCurrentIndex(max(0, self.country_box.findData(code)))

    def _language_chosen(self, values: list[str]) -> None:
        self._texts.use(values[0])

    def _country_chosen(self) -> None:
        self.tax.setVisible(pack(str(self.country_box.currentData())).tax.ask_rate)

    def _start(self) -> None:
        name = self.name_edit.text().strip()
        self.name.set_error(None)
        self.tax.set_error(None)
        if not name:
            self.name.set_error_key("problems.required")
            self.name.focus()
            return
        rate = None
        if self.tax.isVisibleTo(self):
            rate = rate_of_percent(self.tax_edit.text())
            if rate is None:
                self.tax.set_error_key("problems.tax_rate")
                self.tax.focus()
                return
        self._wait()
        self.answered.emit(
            Answers(
                name,
                self.owner_edit.text().strip(),
                self._texts.language,
                str(self.country_box.currentData()),
                rate,
            )
        )

    def _sample(self) -> None:
        self._wait()
        self.sample_wanted.emit(self._texts.language)

    def _wait(self) -> None:
        self.start.setEnabled(False)
        self.sample.setEnabled(False)
        self.busy.start()

    def ready_again(self) -> None:
        """It did not work out: the answers stand, the buttons can be pressed again."""
        self.start.setEnabled(True)
        self.sample.setEnabled(True)
        self.busy.stop()
