"""The second band: what is brought, and what came with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from shopdesk.services.catalogue import CatalogueDevice
from shopdesk.services.fault_book import DEVICE_KINDS, fault_book
from shopdesk.services.intake_form import Tri
from shopdesk.services.people import DeviceBrief
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import Choice, Field, row, text_label
from shopdesk.ui.common.layout import Band
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.intake.answers import TriSwitch
from shopdesk.ui.pages.intake.entered import Entered
from shopdesk.ui.pages.intake.folded import FoldedChips
from shopdesk.ui.pages.intake.identity import Identity
from shopdesk.ui.pages.intake.known_devices import KnownDevices
from shopdesk.ui.pages.intake.passcode import PasscodeEdit
from shopdesk.ui.pages.intake.suggest import SuggestBox, Suggestion
from shopdesk.ui.pages.intake.troubles import Place, Trouble

_LEAST_NAME = 3
_FOUND = 7
"""Models shown when the way onto the shop's own list stands below them."""


@dataclass(frozen=True, slots=True)
class NewModel:
    """What was typed is a model that no list has, and is to be on the shop's."""

    name: str


class DeviceBand(Band):
    """Model from the catalogue, identity with its check, accessories, passcode."""

    changed = Signal()
    kind_changed = Signal(str)
    wanted = Signal(str)
    """Find models in the catalogue."""
    model_chosen = Signal(object)
    device_chosen = Signal(object)
    """A DeviceBrief of the customer's, or None when it was let go."""
    identified = Signal(str, str, str)
    """Kind, IMEI, serial: a whole identity was typed or scanned."""
    moved_on = Signal()

    def __init__(self, texts: Texts, host: QWidget) -> None:
        super().__init__(texts, 2, "intake.device.title")
        self._texts = texts
        self._known: DeviceBrief | None = None
        self._id: int | None = None
        self._version = 0
        self._code = ""
        self._history = ""
        self.devices = KnownDevices(texts)
        self.head.insertWidget(2, self.devices)
        self.kind = QComboBox()
        self.kind.setObjectName("intake_kind")
        self.model = QLineEdit()
        self.model.setObjectName("intake_model")
        self.brand = QLineEdit()
        self.brand.setObjectName("intake_brand")
        self.colour = _combo("intake_colour")
        self.storage = _combo("intake_storage")
        self.numbers = Identity(texts)
        self.numbers.setParent(self)
        self.identity = self.numbers.line
        self.accessories = FoldedChips(texts, "intake_accessories", 1)
        self.own = QLineEdit()
        self.own.setObjectName("intake_own_accessories")
        self.lock = TriSwitch(texts, "activation_lock", "intake.device.lock")
        texts.bind(self.lock.setToolTip, "intake.device.lock_hint")
        self.passcode = PasscodeEdit(texts, host)
        self._lay_out()
        self.models = SuggestBox(self.model, host, eager=True, least=2)
        self._connect()
        texts.changed.connect(self._say)
        self._say()
        self._offer_kind()

    def _lay_out(self) -> None:
        texts = self._texts
        model = Field(texts, "intake.device.model", self.model)
        brand = Field(texts, "intake.device.brand", self.brand)
        kind = Field(texts, "intake.device.kind", self.kind)
        colour = Field(texts, "intake.device.colour", self.colour)
        storage = Field(texts, "intake.device.storage", self.storage)
        identity = Field(texts, "intake.device.identity", self.identity)
        identity.head.addWidget(self.numbers.remark)
        line = row(model, brand, kind, colour, storage, identity)
        for column, stretch in enumerate((30, 14, 11, 15, 13, 27)):
            line.setStretch(column, stretch)
        texts.bind(self.model.setPlaceholderText, "intake.device.model_hint")
        texts.bind(self.own.setPlaceholderText, "intake.device.own")
        texts.bind(self.own.setAccessibleName, "intake.device.own")
        self.own.setFixedWidth(84)
        theme.set_state(self.own, "compact", True)
        label = text_label(texts, "intake.device.accessories", "label")
        label.setFixedHeight(30)
        belongings = row(label, self.accessories, self.own, self.lock, self.passcode)
        belongings.setStretch(1, 1)
        for part in (label, self.own, self.lock, self.passcode):
            belongings.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        trouble = Trouble(texts, "accessories", self.accessories, self.own.setFocus)
        secret = Trouble(texts, "passcode", self.passcode, self.passcode.go)
        self.body.addLayout(line)
        self.body.addLayout(belongings)
        self.body.addWidget(trouble)
        self.body.addWidget(secret)
        self.places: dict[str, Place] = {
            "device.model": model,
            "device.brand": brand,
            "device.colour": colour,
            "device.storage": storage,
            "device.imei": identity,
            "device.serial": identity,
            "device": model,
            "accessories": trouble,
            "passcode": secret,
        }

    def _connect(self) -> None:
        self.models.wanted.connect(self.wanted)
        self.models.chosen.connect(self.model_chosen)
        self.models.passed.connect(self.moved_on)
        self.devices.chosen.connect(self.device_chosen)
        self.model.textEdited.connect(lambda _text: self._edited("device.model", lets_go=True))
        self.brand.textEdited.connect(lambda _text: self._edited("device.brand"))
        self.numbers.edited.connect(lambda: self._edited("device.imei"))
        self.numbers.completed.connect(lambda imei, serial: self.identified.emit(self._kind(), imei, serial))
        self.colour.editTextChanged.connect(lambda _text: self._edited("device.colour"))
        self.storage.editTextChanged.connect(lambda _text: self._edited("device.storage"))
        self.own.textEdited.connect(lambda _text: self._edited("accessories"))
        self.accessories.changed.connect(lambda _values: self._edited("accessories"))
        self.lock.changed.connect(lambda: self._edited("accessories"))
        self.passcode.changed.connect(lambda: self._edited("passcode"))
        self.kind.activated.connect(self._kind_turned)

    # what is shown

    def show_found(self, text: str, found: Sequence[CatalogueDevice]) -> None:
        """What the catalogue and the shop's own list have; below it the way onto that list."""
        language = self._texts.language
        lines = [
            Suggestion(
                one,
                one.title,
                one.brand_in(language) if language == "zh_CN" else "",
                " ".join(one.codes[-1:]),
            )
            for one in found
        ]
        typed = text.strip()
        names = {name.casefold() for one in found for name in (one.name, one.title)}
        if len(typed) >= _LEAST_NAME and typed.casefold() not in names:
            words = self._texts.tr("intake.device.add_own", name=typed)
            lines = [*lines[:_FOUND], Suggestion(NewModel(typed), words, quiet=True)]
        self.models.show_found(text, lines)

    def show_model(self, one: CatalogueDevice) -> None:
        """A model of the catalogue was taken."""
        self._let_go()
        typed = _plain(self.model.text())
        self.model.setText(one.name)
        if one.brand or not self.brand.text():
            self.brand.setText(one.brand_in(self._texts.language))
        said = [code for code in one.codes if len(one.codes) == 1 or _plain(code) == typed]
        self._code = said[0] if said else ""
        self._set_kind(one.kind)
        _offer(self.colour, one.colours or self._colours())
        _offer(self.storage, one.storages or fault_book().storages)
        self.models.hide()
        self._edited("device.model")

    def show_device(self, known: DeviceBrief) -> None:
        """A device on file, as it is there."""
        self._id, self._version = known.id, known.version
        self._code = known.model_code
        self.model.setText(known.model)
        self.brand.setText(known.brand)
        self._set_kind(known.kind)
        _write(self.colour, known.colour)
        _write(self.storage, known.storage)
        first = known.imei or known.serial
        self.numbers.show(first, known.serial if known.imei else "")
        self.recognise(known)

    def recognise(self, known: DeviceBrief) -> None:
        """The device of a draft was found on file again; what was typed over it stays."""
        self._id, self._known = known.id, known
        self._version = self._version or known.version
        self.devices.show_chosen(known.id)
        self._settle()

    def show_history(self, history: str) -> None:
        self._history = history
        self._say()

    def known(self) -> DeviceBrief | None:
        return self._known

    def scan(self, code: str) -> bool:
        """An IMEI as scanned; False where another device's stands here."""
        return self.numbers.scan(code)

    def show_owner(self, words: str, tone: str) -> None:
        """Whose device the identity belongs to, where that is news."""
        self.numbers.show_found(words, tone)

    def fill(self, entered: Entered) -> None:
        self._known = None
        self._id, self._version = entered.device_id, entered.device_version
        self._history = ""
        self._code = entered.model_code
        self.model.setText(entered.model)
        self.brand.setText(entered.brand)
        self._set_kind(entered.kind)
        _write(self.colour, entered.colour)
        _write(self.storage, entered.storage)
        self.numbers.show(entered.identity, entered.serial)
        self.own.setText(entered.own_accessories)
        self.accessories.set_values(entered.accessories)
        self.lock.set_value(entered.activation_lock)
        self.passcode.forget()
        if entered.customer_id is None:
            self.devices.show_devices(())
        self.devices.show_chosen(self._id)
        self._settle()

    def taken(self) -> dict[str, Any]:
        return {
            "device_id": self._id,
            "device_version": self._version if self._id is not None else 0,
            "kind": self._kind(),
            "model": self.model.text(),
            "brand": self.brand.text(),
            "model_code": self._code,
            "identity": self.identity.text(),
            "serial": self.numbers.serial,
            "colour": self.colour.currentText(),
            "storage": self.storage.currentText(),
            "accessories": tuple(self.accessories.values()),
            "own_accessories": self.own.text(),
            "activation_lock": self.lock.value(),
        }

    # inside

    def _edited(self, name: str, *, lets_go: bool = False) -> None:
        self.places[name].set_error(None)
        if lets_go:
            self._let_go()
            if name == "device.model":
                self._code = ""
        self._settle()
        self.changed.emit()

    def _let_go(self) -> None:
        """Another device than the one on file: its number goes with it."""
        self.numbers.serial = ""
        if self._id is not None:
            self._id, self._version, self._known = None, 0, None
            self._history = ""
            self.numbers.show("")
            self.devices.show_chosen(None)
            self.device_chosen.emit(None)

    def _kind(self) -> str:
        return DEVICE_KINDS[max(self.kind.currentIndex(), 0)]

    def _settle(self) -> None:
        on_file = self._id is not None
        self.set_done(bool(self.model.text().strip()))
        # Which device it is stays as it is on file; what is missing or wrong about it is corrected here.
        self.kind.setEnabled(not on_file)
        self.brand.setReadOnly(on_file)
        self._say()

    def _kind_turned(self) -> None:
        self._let_go()
        self._offer_kind()
        self.kind_changed.emit(self._kind())
        self.changed.emit()

    def _set_kind(self, kind: str) -> None:
        here = DEVICE_KINDS.index(kind)
        if here != self.kind.currentIndex():
            self.kind.setCurrentIndex(here)
            self._offer_kind()
            self.kind_changed.emit(kind)

    def _colours(self) -> tuple[str, ...]:
        return tuple(one.name.text(self._texts.language) for one in fault_book().colours)

    def _offer_kind(self) -> None:
        kind = self._kind()
        self.numbers.set_kind(kind)
        language = self._texts.language
        self.accessories.set_choices(
            [Choice(one.id, text=one.name.text(language)) for one in fault_book().accessories(kind)]
        )
        _offer(self.colour, self._colours())
        _offer(self.storage, fault_book().storages)

    def _say(self) -> None:
        here = max(self.kind.currentIndex(), 0)
        words = [self._texts.tr(f"intake.kind.{kind}") for kind in DEVICE_KINDS]
        if [self.kind.itemText(index) for index in range(self.kind.count())] != words:
            self.kind.clear()
            self.kind.addItems(words)
            self.kind.setCurrentIndex(here)
            self._offer_kind()
        locked = self.lock.value() is Tri.YES
        if locked:
            self.set_note(self._texts.tr("intake.device.locked"), "warn")
        else:
            self.set_note(self._history)


def _plain(text: str) -> str:
    """A model number as typed or as printed: sm-s9180, SM S9180."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _combo(name: str) -> QComboBox:
    made = QComboBox()
    made.setObjectName(name)
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.setMinimumContentsLength(4)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made


def _write(combo: QComboBox, text: str) -> None:
    """Shown from its beginning, however narrow the field."""
    combo.setEditText(text)
    line = combo.lineEdit()
    if line is not None:
        line.setCursorPosition(0)


def _offer(combo: QComboBox, words: Sequence[str]) -> None:
    """Other words to choose from; what stands in the line stays."""
    held = combo.currentText()
    combo.blockSignals(True)
    combo.clear()
    combo.addItems(list(words))
    combo.setEditText(held)
    combo.blockSignals(False)
