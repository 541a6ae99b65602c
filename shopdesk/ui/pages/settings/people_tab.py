"""The people as a list, and the one chosen as a form."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from shopdesk.domain.roles import Role
from shopdesk.errors import Conflict
from shopdesk.services.staff import StaffMember
from shopdesk.ui.common.conflict import Difference, ask_between
from shopdesk.ui.common.kit import (
    Banner,
    Button,
    Card,
    Choice,
    Elided,
    EnterMovesOn,
    Field,
    Segmented,
    label,
    row,
)
from shopdesk.ui.common.status import Mark
from shopdesk.ui.common.tables import Column, Table
from shopdesk.ui.common.tasks import Failed
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.settings.people_presenter import PeoplePresenter, PersonEntered

_SHOPS_OWN = "shop"
_LONGEST_PIN = 6
_FORM_WIDTH = 380
_HERE, _GONE = Mark("ok", "user-check"), Mark("neutral", "user-round-x")
_LOCKED, _OPEN = Mark("neutral", "lock"), Mark("warn", "lock-open")


class PeopleTab(QWidget):
    """`told` after anything typed: the page shows what is unsaved."""

    told = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._texts = desk.texts
        self._filling = False
        self._member: StaffMember | None = None
        self._new = False
        self._make_list()
        self._make_form()
        self.presenter = PeoplePresenter(desk, self, self.told.emit, self)
        self.add_button.clicked.connect(self.presenter.add)
        self.table.chosen.connect(self._row_chosen)
        whole = row(self._list_card, self._form, spacing=12)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        desk.texts.changed.connect(self._say_person)

    def _make_list(self) -> None:
        texts = self._texts
        self.table = Table[StaffMember](
            texts,
            [
                Column("settings.people.name", lambda one: one.name, stretch=True, strong=True),
                Column(
                    "settings.people.role", lambda one: texts.tr(f"words.role.{one.role.value}"), width=96
                ),
                Column(
                    "settings.people.pin",
                    lambda one: texts.tr(f"settings.people.pin_{'set' if one.has_pin else 'none'}"),
                    width=112,
                    pill=lambda one: _LOCKED if one.has_pin else _OPEN,
                ),
                Column("settings.people.language", self._language_word, width=92),
                Column(
                    "settings.people.state",
                    lambda one: texts.tr(f"settings.people.{'here' if one.active else 'gone'}"),
                    width=116,
                    pill=lambda one: _HERE if one.active else _GONE,
                ),
            ],
            "people_table",
            name_key="settings.tab.people",
        )
        self.add_button = Button(texts, "settings.people.add", icon="user-plus", key_hint="Ctrl N")
        self.add_button.setObjectName("people_add")
        self._list_card = Card(texts, "settings.people.everybody")
        self._list_card.add_head(self.add_button)
        self._list_card.body.addWidget(self.table)

    def _make_form(self) -> None:
        texts = self._texts
        self.banner = Banner(texts)
        self.name = QLineEdit()
        self.name.setObjectName("person_name")
        self.role = Segmented(texts, [Choice(role.value, f"words.role.{role.value}") for role in Role])
        self.role.setObjectName("person_role")
        self.pin = QLineEdit()
        self.pin.setObjectName("person_pin")
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(_LONGEST_PIN)
        self.language = Segmented(
            texts,
            [
                Choice(_SHOPS_OWN, "settings.people.language_shop"),
                Choice("zh_CN", "settings.people.language_zh_CN"),
                Choice("en", "settings.people.language_en"),
            ],
        )
        self.language.setObjectName("person_language")
        self.active = QCheckBox()
        self.active.setObjectName("person_active")
        texts.bind(self.active.setText, "settings.people.active")
        self.fields = {
            "name": Field(texts, "settings.people.name", self.name),
            "role": Field(texts, "settings.people.role", self.role),
            "pin": Field(texts, "settings.people.pin", self.pin, hint_key="settings.people.pin_hint"),
            "language": Field(texts, "settings.people.language", self.language),
        }
        self._heading = Elided(kind="section")
        self._may_do = label("note", wrap=True)
        self._form = Card()
        self._form.setFixedWidth(_FORM_WIDTH)
        self._form.body.setSpacing(10)
        self._form.body.addWidget(self._heading)
        self._form.body.addWidget(self.banner)
        for name in ("name", "role"):
            self._form.body.addWidget(self.fields[name])
        self._form.body.addWidget(self._may_do)
        for name in ("pin", "language"):
            self._form.body.addWidget(self.fields[name])
        self._form.body.addWidget(self.active)
        self._form.body.addStretch(1)
        self.name.textEdited.connect(lambda: self._edited("name"))
        self.pin.textEdited.connect(lambda: self._edited("pin"))
        self.role.changed.connect(lambda _values: self._edited("role"))
        self.language.changed.connect(lambda _values: self._edited("language"))
        self.active.clicked.connect(lambda: self._edited("role"))
        EnterMovesOn(self._form)

    def entered(self) -> PersonEntered:
        language = self.language.value() or _SHOPS_OWN
        return PersonEntered(
            name=self.name.text(),
            role=Role(self.role.value() or Role.COUNTER.value),
            language="" if language == _SHOPS_OWN else language,
            active=self.active.isChecked(),
            pin=self.pin.text(),
        )

    # What the presenter asks

    def show_people(self, people: Sequence[StaffMember], chosen: int | None) -> None:
        with QSignalBlocker(self.table):
            self.table.show_rows(people)
            self.table.clearSelection()
            for place, one in enumerate(people):
                if one.id == chosen:
                    self.table.choose(place)

    def show_person(self, kept: StaffMember | None, entered: PersonEntered, *, new: bool) -> None:
        self._member, self._new = kept, new
        if self.name.text() != entered.name:
            self.name.setText(entered.name)
        if self.pin.text() != entered.pin:
            self.pin.setText(entered.pin)
        self.role.set_value(entered.role.value)
        self.language.set_value(entered.language or _SHOPS_OWN)
        self.active.setChecked(entered.active)
        self._say_person()
        if new and not entered.name:
            self.name.setFocus()

    def show_state(self, *, unsaved: bool, saving: bool, may_edit: bool, new: bool) -> None:
        for line in (self.name, self.pin):
            line.setReadOnly(not may_edit)
        self.role.setEnabled(may_edit)
        self.language.setEnabled(may_edit)
        self.active.setEnabled(may_edit and not new)
        self.add_button.setEnabled(may_edit)

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
        ask_between(self._texts, self.window(), "settings.people.conflict", differences, self._read, then)

    # Inside

    def _row_chosen(self, one: StaffMember | None) -> None:
        if one is not None:
            self.presenter.choose(one.id)

    def _edited(self, name: str) -> None:
        self.fields[name].set_error(None)
        self._say_person()
        self.presenter.typed(self.entered())

    def _say_person(self) -> None:
        texts = self._texts
        if self._new:
            texts.bind(self._heading.setText, "settings.people.new")
        else:
            texts.put(self._heading.setText, self._member.name if self._member else "")
        texts.bind(self._may_do.setText, f"settings.people.may_{self.role.value() or 'counter'}")
        has_pin = self._member is not None and self._member.has_pin and not self._new
        texts.bind(
            self.pin.setPlaceholderText, "settings.people.pin_keep" if has_pin else "settings.people.pin_new"
        )
        self.active.setVisible(not self._new)

    def _language_word(self, one: StaffMember) -> str:
        return self._read("language", one.language)

    def _read(self, field: str, value: str) -> str:
        match field:
            case "role":
                return self._texts.tr(f"words.role.{value}")
            case "language":
                return self._texts.tr(f"settings.people.language_{value or 'shop'}")
            case "active":
                return self._texts.tr(f"common.{value}")
            case _:
                return value
