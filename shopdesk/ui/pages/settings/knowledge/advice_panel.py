"""First advice on the screen: all of it as a list, the chosen entry as a form in both languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from shopdesk.errors import Conflict
from shopdesk.services.advice import AdviceEntry
from shopdesk.services.fault_book import DEVICE_KINDS, fault_book
from shopdesk.ui.common.conflict import Difference, ask_between
from shopdesk.ui.common.kit import (
    Banner,
    Button,
    Card,
    ChipRow,
    Choice,
    EnterMovesOn,
    Field,
    column,
    row,
)
from shopdesk.ui.common.layout import Elided
from shopdesk.ui.common.status import Mark
from shopdesk.ui.common.tables import Column, Table
from shopdesk.ui.common.tasks import Failed
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.settings.knowledge.advice_presenter import AdviceEntered, AdvicePresenter, key_of

_LIST_WIDTH = 452
_OWN, _HIDDEN = Mark("accent", "pencil"), Mark("neutral", "ban")
_LANGUAGES = ("zh", "en")


class AdvicePanel(QWidget):
    """`told` after anything typed: the page shows what is unsaved."""

    told = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._texts = desk, desk.texts
        self._make_list()
        self._make_form()
        self.presenter = AdvicePresenter(desk, self, self.told.emit, self)
        self.add_button.clicked.connect(self.presenter.add)
        self.remove_button.clicked.connect(self.presenter.remove)
        self.table.chosen.connect(self._row_chosen)
        whole = row(self._list, self._form, spacing=12)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._texts.changed.connect(self._offer)
        self._offer()

    def _make_list(self) -> None:
        texts = self._texts
        self.table = Table[AdviceEntry](
            texts,
            [
                Column("knowledge.advice.fault", self._faults, width=128),
                Column(
                    "knowledge.advice.title",
                    lambda one: one.value.title.text(texts.language),
                    stretch=True,
                    tone=lambda one: "" if one.active else "secondary",
                ),
                Column(
                    "knowledge.advice.from", self._origin, width=78, pill=_mark, tone=lambda _one: "secondary"
                ),
            ],
            "advice_table",
            name_key="knowledge.advice.name",
        )
        self.add_button = Button(texts, "knowledge.advice.add", icon="plus", key_hint="Ctrl N")
        self.add_button.setObjectName("advice_add")
        self._list = Card(texts, "knowledge.advice.name")
        self._list.setFixedWidth(_LIST_WIDTH)
        self._list.add_head(self.add_button)
        self._list.body.addWidget(self.table)

    def _make_form(self) -> None:
        texts = self._texts
        self.banner = Banner(texts)
        self._heading = Elided(kind="section")
        self.remove_button = Button(texts, "knowledge.advice.back", kind="quiet", icon="undo-2")
        self.remove_button.setObjectName("advice_remove")
        self.titles = {language: _line(f"advice_title_{language}") for language in _LANGUAGES}
        self.steps = {language: _block(f"advice_steps_{language}", 92) for language in _LANGUAGES}
        self.tells = {language: _block(f"advice_tell_{language}", 58) for language in _LANGUAGES}
        self.models = _line("advice_models")
        self.faults = ChipRow(texts, multiple=True)
        self.faults.setObjectName("advice_faults")
        self.kinds = ChipRow(
            texts, [Choice(kind, f"intake.kind.{kind}") for kind in DEVICE_KINDS], multiple=True
        )
        self.kinds.setObjectName("advice_kinds")
        self.active = QCheckBox()
        self.active.setObjectName("advice_active")
        texts.bind(self.active.setText, "knowledge.advice.active")
        both = {
            f"{name}_{language}": Field(
                texts, f"knowledge.advice.{name}_{language}", editors[language], hint_key=hint
            )
            for name, editors, hint in (
                ("title", self.titles, ""),
                ("steps", self.steps, "knowledge.advice.one_a_line"),
                ("tell", self.tells, ""),
            )
            for language in _LANGUAGES
        }
        faults = Field(texts, "knowledge.advice.faults", self.faults)
        kinds = Field(texts, "knowledge.advice.kinds", self.kinds)
        models = Field(texts, "knowledge.advice.models", self.models, hint_key="knowledge.advice.models_hint")
        self.fields = {
            "title": both["title_zh"],
            "steps": both["steps_zh"],
            "tell": both["tell_zh"],
            "faults": faults,
            "kinds": kinds,
            "models": models,
        }
        inside = QWidget()
        lines = column(spacing=10)
        for name in ("title", "steps", "tell"):
            pair = row(both[f"{name}_zh"], both[f"{name}_en"], spacing=12)
            pair.setStretch(0, 1)
            pair.setStretch(1, 1)
            lines.addLayout(pair)
        for one in (faults, kinds, models, self.active):
            lines.addWidget(one)
        lines.addStretch(1)
        lines.setContentsMargins(0, 0, 10, 0)
        inside.setLayout(lines)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        self._form = Card()
        head = row(self._heading, self.remove_button)
        head.setStretch(0, 1)
        self._form.body.addLayout(head)
        self._form.body.addWidget(self.banner)
        self._form.body.addWidget(area, 1)
        for editor in (*self.titles.values(), self.models):
            editor.textEdited.connect(lambda _text: self._edited())
        for block in (*self.steps.values(), *self.tells.values()):
            block.textChanged.connect(self._edited)
        for chips in (self.faults, self.kinds):
            chips.changed.connect(lambda _values: self._edited())
        self.active.clicked.connect(lambda _on: self._edited())
        self._filling = False
        EnterMovesOn(self._form)

    def entered(self) -> AdviceEntered:
        return AdviceEntered(
            title_zh=self.titles["zh"].text(),
            title_en=self.titles["en"].text(),
            faults=tuple(self.faults.values()),
            kinds=tuple(self.kinds.values()),
            models=self.models.text(),
            steps_zh=self.steps["zh"].toPlainText(),
            steps_en=self.steps["en"].toPlainText(),
            tell_zh=self.tells["zh"].toPlainText(),
            tell_en=self.tells["en"].toPlainText(),
            active=self.active.isChecked(),
        )

    # What the presenter asks

    def show_entries(self, entries: Sequence[AdviceEntry], chosen: str) -> None:
        with QSignalBlocker(self.table):
            self.table.show_rows(entries)
            self.table.clearSelection()
            for place, one in enumerate(entries):
                if key_of(one) == chosen:
                    self.table.choose(place)

    def show_entry(self, kept: AdviceEntry | None, entered: AdviceEntered) -> None:
        self._filling = True
        for editor, text in (
            (self.titles["zh"], entered.title_zh),
            (self.titles["en"], entered.title_en),
            (self.models, entered.models),
        ):
            if editor.text() != text:
                editor.setText(text)
        for block, text in (
            (self.steps["zh"], entered.steps_zh),
            (self.steps["en"], entered.steps_en),
            (self.tells["zh"], entered.tell_zh),
            (self.tells["en"], entered.tell_en),
        ):
            if block.toPlainText() != text:
                block.setPlainText(text)
        self.faults.set_values(entered.faults)
        self.kinds.set_values(entered.kinds)
        self.active.setChecked(entered.active)
        self._filling = False
        self._say(kept)

    def show_state(self, *, saving: bool, may_edit: bool) -> None:
        writable = may_edit and not saving
        for editor in (*self.titles.values(), self.models):
            editor.setReadOnly(not writable)
        for block in (*self.steps.values(), *self.tells.values()):
            block.setReadOnly(not writable)
        for part in (self.faults, self.kinds, self.active, self.add_button, self.remove_button):
            part.setEnabled(writable)

    def clear_problems(self) -> None:
        self.banner.clear()
        for field in self.fields.values():
            field.set_error(None)

    def problems(self, retry: Callable[[], object], conflict: Callable[[Conflict], object]) -> Failed:
        return self._desk.problems.form(
            fields=self.fields, banner=self.banner, retry=retry, conflict=conflict
        )

    def ask_conflict(
        self, differences: Sequence[Difference], then: Callable[[frozenset[str]], object]
    ) -> None:
        ask_between(self._texts, self.window(), "knowledge.advice.conflict", differences, self._read, then)

    # Inside

    def _row_chosen(self, one: AdviceEntry | None) -> None:
        if one is not None:
            self.presenter.choose(key_of(one))

    def _edited(self) -> None:
        if self._filling:
            return
        self.clear_problems()
        self.presenter.typed(self.entered())

    def _offer(self) -> None:
        language = self._texts.language
        held = self.faults.values()
        self.faults.set_choices(
            [Choice(fault.id, text=fault.name.text(language)) for fault in fault_book().all_faults]
        )
        self.faults.set_values(held)

    def _say(self, kept: AdviceEntry | None) -> None:
        if kept is None:
            self._texts.bind(self._heading.setText, "knowledge.advice.new")
            self.titles["zh" if self._texts.language == "zh_CN" else "en"].setFocus()
        else:
            self._texts.put(self._heading.setText, kept.value.title.text(self._texts.language))
        own = kept is not None and kept.id > 0
        self.remove_button.setVisible(own)
        if kept is not None:
            self.remove_button.show_key(
                "knowledge.advice.back" if kept.shipped else "knowledge.advice.remove"
            )

    def _faults(self, one: AdviceEntry) -> str:
        return " · ".join(
            fault_book().fault(fault).name.text(self._texts.language) for fault in one.value.faults
        )

    def _origin(self, one: AdviceEntry) -> str:
        which = "hidden" if not one.active else "own" if one.id else "shipped"
        return self._texts.tr(f"knowledge.advice.{which}")

    def _read(self, field: str, value: str) -> str:
        language = self._texts.language
        if field == "faults":
            names = {fault.id: fault.name.text(language) for fault in fault_book().all_faults}
            return " · ".join(names.get(one, one) for one in filter(None, value.split(",")))
        if field == "kinds":
            return " · ".join(self._texts.tr(f"intake.kind.{one}") for one in filter(None, value.split(",")))
        return self._texts.tr(f"common.{value}") if field == "active" else value


def _mark(one: AdviceEntry) -> Mark | None:
    """What is shipped needs no mark: most of the list is."""
    return _HIDDEN if not one.active else _OWN if one.id else None


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    return made


def _block(name: str, height: int) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setObjectName(name)
    made.setTabChangesFocus(True)
    made.setFixedHeight(height)
    return made
