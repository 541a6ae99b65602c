"""The shop's own models: a list, and a form that adds one or corrects the one chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from shopdesk.domain.roles import Permission
from shopdesk.services.fault_book import DEVICE_KINDS
from shopdesk.services.own_models import AddOwnModel, OwnModel, RemoveOwnModel, RenameOwnModel, own_models
from shopdesk.services.work import Outcome
from shopdesk.ui.common.kit import Banner, Button, Card, Choice, EnterMovesOn, Field, Segmented, row
from shopdesk.ui.common.layout import Elided
from shopdesk.ui.common.tables import Column, Table
from shopdesk.ui.desk import Desk

_FORM_WIDTH = 400


@dataclass(frozen=True, slots=True)
class ModelEntered:
    kind: str = DEVICE_KINDS[0]
    brand: str = ""
    name: str = ""
    code: str = ""

    @classmethod
    def of(cls, kept: OwnModel | None) -> ModelEntered:
        return cls(kept.kind, kept.brand, kept.name, kept.code) if kept is not None else cls()


class ModelsPanel(QWidget):
    """Saved by the page's own button."""

    told = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._texts = desk, desk.texts
        self._kept: OwnModel | None = None
        self._saving = False
        self._make_list()
        self._make_form()
        whole = row(self._list, self._form, spacing=12)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.add_button.clicked.connect(lambda _on=False: self.begin_new())
        self.remove_button.clicked.connect(lambda _on=False: self._remove())
        self.table.chosen.connect(self._choose)
        desk.who.changed.connect(self._say)
        self._write(ModelEntered())

    def _make_list(self) -> None:
        texts = self._texts
        self.table = Table[OwnModel](
            texts,
            [
                Column("knowledge.models.brand", lambda one: one.brand, width=150),
                Column("knowledge.models.model", lambda one: one.name, stretch=True, strong=True),
                Column("knowledge.models.code", lambda one: one.code, width=130),
                Column("knowledge.models.kind", lambda one: texts.tr(f"intake.kind.{one.kind}"), width=100),
            ],
            "own_models_table",
            name_key="knowledge.part.models",
            empty_key="knowledge.models.none",
        )
        self.add_button = Button(texts, "knowledge.models.add", icon="plus", key_hint="Ctrl N")
        self.add_button.setObjectName("own_model_add")
        self._list = Card(texts, "knowledge.part.models")
        self._list.add_head(self.add_button)
        self._list.body.addWidget(self.table)

    def _make_form(self) -> None:
        texts = self._texts
        self.banner = Banner(texts)
        self._heading = Elided(kind="section")
        self.remove_button = Button(texts, "knowledge.models.remove", kind="quiet", icon="trash-2")
        self.remove_button.setObjectName("own_model_remove")
        self.kind = Segmented(texts, [Choice(kind, f"intake.kind.{kind}") for kind in DEVICE_KINDS])
        self.kind.setObjectName("own_model_kind")
        self.lines = {name: QLineEdit() for name in ("brand", "name", "code")}
        for name, line in self.lines.items():
            line.setObjectName(f"own_model_{name}")
            line.textEdited.connect(lambda _text: self._edited())
        self.kind.changed.connect(lambda _values: self._edited())
        self.fields = {
            "brand": Field(texts, "knowledge.models.brand", self.lines["brand"]),
            "name": Field(texts, "knowledge.models.model", self.lines["name"]),
            "code": Field(
                texts, "knowledge.models.code", self.lines["code"], hint_key="knowledge.models.code_hint"
            ),
        }
        self._form = Card()
        self._form.setFixedWidth(_FORM_WIDTH)
        self._form.body.setSpacing(10)
        head = row(self._heading, self.remove_button)
        head.setStretch(0, 1)
        self._form.body.addLayout(head)
        for part in (
            self.banner,
            Field(texts, "knowledge.models.kind", self.kind),
            self.fields["brand"],
            self.fields["name"],
            self.fields["code"],
        ):
            self._form.body.addWidget(part)
        self._form.body.addStretch(1)
        EnterMovesOn(self._form)

    def entered(self) -> ModelEntered:
        return ModelEntered(
            self.kind.value() or DEVICE_KINDS[0],
            self.lines["brand"].text(),
            self.lines["name"].text(),
            self.lines["code"].text(),
        )

    # As the page sees it

    @property
    def unsaved(self) -> bool:
        return self.entered() != ModelEntered.of(self._kept)

    @property
    def may_edit(self) -> bool:
        return self._desk.actions.allowed(Permission.RECEIVE)

    def load(self) -> None:
        def found(models: tuple[OwnModel, ...]) -> None:
            with QSignalBlocker(self.table):
                self.table.show_rows(models)
                self.table.clearSelection()
                for place, one in enumerate(models):
                    if self._kept is not None and one.id == self._kept.id:
                        self.table.choose(place)
            if not self.unsaved:
                held = self._kept.id if self._kept is not None else None
                self._show(next((one for one in models if one.id == held), None))

        self._desk.ask(found, own_models)

    def begin_new(self) -> None:
        self.table.clearSelection()
        self._show(None)
        self.lines["brand"].setFocus()

    def discard(self) -> None:
        self._show(self._kept)

    def save(self) -> None:
        if self._saving or not self.unsaved:
            return
        entered = self.entered()
        command: AddOwnModel | RenameOwnModel
        if self._kept is None:
            command = AddOwnModel(
                kind=entered.kind, brand=entered.brand, name=entered.name, code=entered.code
            )
        else:
            command = RenameOwnModel(
                model_id=self._kept.id,
                kind=entered.kind,
                brand=entered.brand,
                name=entered.name,
                code=entered.code,
            )

        def kept(outcome: Outcome[int]) -> None:
            self._done(
                OwnModel(
                    outcome.value, entered.kind, entered.brand.strip(), entered.name.strip(), entered.code
                )
            )
            self._desk.notices.ok("knowledge.models.saved")

        self._send(command, kept)

    def _remove(self) -> None:
        if self._kept is not None and not self._saving:
            self._send(RemoveOwnModel(model_id=self._kept.id), lambda _outcome: self._done(None))

    def _send(
        self,
        command: AddOwnModel | RenameOwnModel | RemoveOwnModel,
        then: Callable[[Outcome[int]], None],
    ) -> None:
        def send() -> None:
            self._desk.send(command, then, failed, owner=self)

        def failed(problem: BaseException) -> None:
            self._saving = False
            self._say()
            told(problem)

        self._clear_problems()
        told = self._desk.problems.form(fields=self.fields, banner=self.banner, retry=send)
        self._saving = True
        self._say()
        send()

    def _done(self, kept: OwnModel | None) -> None:
        self._saving = False
        self._show(kept)
        self.load()

    # Inside

    def _choose(self, one: OwnModel | None) -> None:
        if one is not None and not self._saving:
            self._show(one)

    def _show(self, kept: OwnModel | None) -> None:
        self._kept = kept
        self._clear_problems()
        self._write(ModelEntered.of(kept))

    def _write(self, entered: ModelEntered) -> None:
        self.kind.set_value(entered.kind)
        for name, line in self.lines.items():
            line.setText(getattr(entered, name))
        self._say()

    def _edited(self) -> None:
        self._clear_problems()
        self._say()

    def _clear_problems(self) -> None:
        self.banner.clear()
        for field in self.fields.values():
            field.set_error(None)

    def _say(self) -> None:
        writable = self.may_edit and not self._saving
        for line in self.lines.values():
            line.setReadOnly(not writable)
        for part in (self.kind, self.add_button, self.remove_button):
            part.setEnabled(writable)
        self.remove_button.setVisible(self._kept is not None)
        if self._kept is None:
            self._texts.bind(self._heading.setText, "knowledge.models.new")
        else:
            self._texts.put(self._heading.setText, self._kept.name)
        self.told.emit()
