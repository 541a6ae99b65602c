"""The foot of the side: estimate, deposit, when it will be ready, where it lies."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from shopdesk.services.packs import CountryPack
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import Field, MoneyEdit, column, label, row
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.intake.entered import Entered
from shopdesk.ui.pages.intake.troubles import Place

_PROMISES = ("today", "tomorrow", "three_days", "week")


class _Together(QWidget):
    """Two editors that are one field to the eye."""

    def __init__(self, *parts: QWidget, stretches: tuple[int, ...]) -> None:
        super().__init__()
        box = row(*parts, spacing=4)
        for index, stretch in enumerate(stretches):
            box.setStretch(index, stretch)
        self.setLayout(box)
        self.setFocusProxy(parts[0])


class MoneyFoot(QWidget):
    """Amounts as typed, never changed while wrong."""

    changed = Signal()
    promise_typed = Signal(str)
    """The promised time is complete, as typed; answered with `show_promise`."""

    def __init__(self, texts: Texts, currency: str, pack: CountryPack) -> None:
        super().__init__()
        self._texts = texts
        self._tenders = pack.tenders
        self.low = MoneyEdit(texts, currency)
        self.low.setObjectName("intake_estimate_low")
        self.high = MoneyEdit(texts, currency)
        self.high.setObjectName("intake_estimate_high")
        self.deposit = MoneyEdit(texts, currency)
        self.deposit.setObjectName("intake_deposit")
        self.tender = QComboBox()
        self.tender.setObjectName("intake_tender")
        self.reference = QLineEdit()
        self.reference.setObjectName("intake_reference")
        self.promised = QComboBox()
        self.promised.setObjectName("intake_promised")
        self.promised.setEditable(True)
        self.promised.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.bin = QLineEdit()
        self.bin.setObjectName("intake_bin")
        self._fields: dict[str, Field] = {}
        self._lay_out()
        self._connect()
        texts.changed.connect(self._say)
        self._say()

    def _lay_out(self) -> None:
        texts = self._texts
        estimate = _Together(self.low, label("secondary", "–"), self.high, stretches=(1, 0, 1))
        deposit = _Together(self.deposit, self.tender, stretches=(1, 1))
        estimated = Field(texts, "intake.money.estimate", estimate)
        paid = Field(texts, "intake.money.deposit", deposit)
        promised = Field(texts, "intake.money.promised", self.promised)
        reference = Field(texts, "intake.money.reference", self.reference)
        place = Field(texts, "intake.money.bin", self.bin)
        for edit, key in (
            (self.low, "intake.money.low"),
            (self.high, "intake.money.high"),
            (self.deposit, "intake.money.deposit"),
            (self.tender, "intake.money.tender"),
        ):
            texts.bind(edit.setAccessibleName, key)
        first = row(estimated, paid)
        first.setStretch(0, 1)
        first.setStretch(1, 1)
        self._second = QHBoxLayout()
        self._second.setSpacing(8)
        for part, stretch in ((promised, 5), (reference, 3), (place, 3)):
            self._second.addWidget(part, stretch)
        self.setLayout(column(first, self._second, spacing=4))
        self._fields = {
            "estimate_low": estimated,
            "estimate_high": estimated,
            "deposit": paid,
            "promised_at": promised,
            "reference": reference,
            "bin": place,
        }
        self.places: dict[str, Place] = dict(self._fields)

    def _connect(self) -> None:
        for edit, name in (
            (self.low, "estimate_low"),
            (self.high, "estimate_high"),
            (self.deposit, "deposit"),
        ):
            edit.textEdited.connect(lambda _text, what=name: self._edited(what))
            edit.problem_changed.connect(lambda key, what=name: self._money_problem(what, key))
        for line, name in ((self.reference, "reference"), (self.bin, "bin")):
            line.textEdited.connect(lambda _text, what=name: self._edited(what))
        self.tender.activated.connect(lambda _row: self._edited("deposit"))
        self.promised.editTextChanged.connect(lambda _text: self._edited("promised_at"))
        self.promised.activated.connect(lambda _row: self._settle())
        line_edit = self.promised.lineEdit()
        if line_edit is not None:
            line_edit.editingFinished.connect(self._settle)
            line_edit.setFont(theme.font(tabular=True))
            self._texts.bind(line_edit.setPlaceholderText, "intake.money.promised_hint")

    def fill(self, entered: Entered) -> None:
        self.low.setText(entered.estimate_low)
        self.high.setText(entered.estimate_high)
        self.deposit.setText(entered.deposit)
        ids = [one.id for one in self._tenders]
        self.tender.setCurrentIndex(ids.index(entered.tender) if entered.tender in ids else 0)
        self.reference.setText(entered.reference)
        self.promised.setEditText(entered.promised_at)
        self.bin.setText(entered.bin)
        self._show_reference()

    def taken(self) -> dict[str, Any]:
        return {
            "estimate_low": self.low.text(),
            "estimate_high": self.high.text(),
            "deposit": self.deposit.text(),
            "tender": self._tenders[max(self.tender.currentIndex(), 0)].id,
            "reference": self.reference.text(),
            "promised_at": self.promised.currentText(),
            "bin": self.bin.text(),
        }

    def _edited(self, name: str) -> None:
        self._fields[name].set_error(None)
        self._show_reference()
        self.changed.emit()

    def _money_problem(self, name: str, key: str) -> None:
        if key:
            self._fields[name].set_error_key(key)
        else:
            self._fields[name].set_error(None)

    def _show_reference(self) -> None:
        """Only a tender that leaves a number behind asks for it."""
        tender = self._tenders[max(self.tender.currentIndex(), 0)]
        self._fields["reference"].setVisible(tender.needs_reference and bool(self.deposit.text().strip()))

    def show_promise(self, text: str) -> None:
        if text != self.promised.currentText():
            self.promised.setEditText(text)

    def _settle(self) -> None:
        self.promise_typed.emit(self.promised.currentText())

    def _say(self) -> None:
        held, here = self.promised.currentText(), max(self.tender.currentIndex(), 0)
        for combo in (self.promised, self.tender):
            combo.blockSignals(True)
            combo.clear()
        self.promised.addItems([self._texts.tr(f"intake.promise.{one}") for one in _PROMISES])
        self.promised.setEditText(held)
        self.tender.addItems([one.name.text(self._texts.language) for one in self._tenders])
        self.tender.setCurrentIndex(here)
        for combo in (self.promised, self.tender):
            combo.blockSignals(False)
        self._show_reference()
