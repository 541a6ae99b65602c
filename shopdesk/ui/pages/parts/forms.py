"""The forms of stock: a part, a delivery, a count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from shopdesk.domain.money import Money
from shopdesk.domain.quote import Grade
from shopdesk.services.inventory import MOST_PIECES
from shopdesk.services.stock import PartRow
from shopdesk.ui.common.kit import (
    Banner,
    Button,
    ChipRow,
    Choice,
    EnterMovesOn,
    Field,
    MoneyEdit,
    NumberEdit,
    PrimaryButton,
    label,
    row,
    set_state,
    text_label,
)
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.parts.entered import LotEntered, PartEntered
from shopdesk.ui.pages.parts.wording import signed


class StockForm(QWidget):
    """Title, fields in a column that scrolls where it must, and a foot with the way back and the verb."""

    submitted = Signal()
    left = Signal()

    def __init__(self, texts: Texts, title_key: str, verb_key: str, icon: str) -> None:
        super().__init__()
        self.texts = texts
        self.title = text_label(texts, title_key, "section")
        self.banner = Banner(texts)
        self.fields: dict[str, Field] = {}
        self.inside = QVBoxLayout()
        self.inside.setContentsMargins(2, 2, 10, 2)
        self.inside.setSpacing(8)
        self.content = QWidget()
        self.content.setLayout(self.inside)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.content)
        self.back = Button(texts, "common.back", icon="arrow-left", key_hint="Esc")
        self.back.clicked.connect(lambda _on=False: self.left.emit())
        self.main = PrimaryButton(texts, verb_key, icon=icon, key_hint="Ctrl ↵")
        self.main.clicked.connect(lambda _on=False: self.submitted.emit())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.title)
        box.addWidget(self.banner)
        box.addWidget(area, 1)
        box.addLayout(row(self.back, 1, self.main))

    def add(self, name: str, field: Field) -> Field:
        self.fields[name] = field
        return field

    def clear_errors(self) -> None:
        self.banner.clear()
        for field in self.fields.values():
            field.set_error(None)

    def show_busy(self, busy: bool) -> None:
        self.main.setEnabled(not busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def line_edit(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    return made


class PartForm(StockForm):
    """Add a part, or change one."""

    def __init__(self, texts: Texts, currency: str) -> None:
        super().__init__(texts, "parts.edit.title_new", "common.save", "check")
        self.setObjectName("part_form")
        self.main.setObjectName("part_save")
        self._currency = currency
        self.name = line_edit("part_form_name")
        self.sku = line_edit("part_form_sku")
        self.barcode = line_edit("part_form_barcode")
        self.bin = line_edit("part_form_bin")
        self.grade = ChipRow(texts, [Choice(one, f"words.grade.{one}") for one in Grade], optional=False)
        self.grade.setObjectName("part_form_grade")
        self.price = MoneyEdit(texts, currency)
        self.price.setObjectName("part_form_price")
        self.low_level = NumberEdit(0, MOST_PIECES)
        self.low_level.setObjectName("part_form_low")
        self.warranty = NumberEdit(0, 3650)
        self.warranty.setObjectName("part_form_warranty")
        self.active = QCheckBox()
        self.active.setObjectName("part_form_active")
        texts.bind(self.active.setText, "parts.field.active")
        add = self.add
        self.inside.addWidget(add("name", Field(texts, "parts.field.name", self.name)))
        self.inside.addLayout(
            row(
                add("sku", Field(texts, "parts.field.sku", self.sku)),
                add("barcode", Field(texts, "parts.field.barcode", self.barcode, optional=True)),
            )
        )
        self.inside.addWidget(add("grade", Field(texts, "parts.field.grade", self.grade)))
        self.inside.addLayout(
            row(
                add("price", Field(texts, "parts.field.price", self.price)),
                add("bin", Field(texts, "parts.field.bin", self.bin, optional=True)),
            )
        )
        self.inside.addLayout(
            row(
                add("low_level", Field(texts, "parts.field.low_level", self.low_level)),
                add("warranty_days", Field(texts, "parts.field.warranty", self.warranty)),
            )
        )
        self.inside.addWidget(self.active)
        self.inside.addStretch(1)
        self._moves_on = EnterMovesOn(self.content)

    def show_part(self, entered: PartEntered, *, new: bool) -> None:
        self.clear_errors()
        self.texts.bind(self.title.setText, "parts.edit.title_new" if new else "parts.edit.title")
        self.name.setText(entered.name)
        self.sku.setText(entered.sku)
        self.barcode.setText(entered.barcode)
        self.bin.setText(entered.bin)
        self.grade.set_value(entered.grade)
        self.price.set_value(Money(entered.price, self._currency) if entered.price is not None else None)
        self.low_level.setValue(entered.low_level)
        self.warranty.setValue(entered.warranty_days)
        self.active.setChecked(entered.active)
        self.active.setVisible(not new)

    def entered(self) -> PartEntered:
        price = self.price.value()
        return PartEntered(
            self.sku.text(),
            self.name.text(),
            Grade(self.grade.value() or Grade.CERTIFIED),
            price.minor if price is not None else None,
            self.barcode.text(),
            self.low_level.value(),
            self.bin.text(),
            self.warranty.value(),
            self.active.isChecked(),
        )


class ReceiveForm(StockForm):
    """A delivery, line by line; lot and supplier stay for the next part of the same delivery."""

    changed = Signal()

    def __init__(self, texts: Texts, currency: str) -> None:
        super().__init__(texts, "parts.receive.title", "parts.receive.save", "package-plus")
        self.setObjectName("receive_form")
        self.main.setObjectName("receive_save")
        self._currency = currency
        self.code = line_edit("receive_code")
        self.found = label("strong", wrap=True)
        self.found.setObjectName("receive_part")
        self.level = label("note")
        self.level.setObjectName("receive_level")
        self.quantity = NumberEdit(1, MOST_PIECES, 1)
        self.quantity.setObjectName("receive_quantity")
        self.cost = MoneyEdit(texts, currency)
        self.cost.setObjectName("receive_cost")
        self.number = line_edit("receive_lot")
        texts.bind(self.number.setPlaceholderText, "parts.receive.lot_by_date")
        self.supplier = line_edit("receive_supplier")
        self.taken = label("secondary", wrap=True)
        self.taken.setObjectName("receive_taken")
        add = self.add
        code_field = add("part_id", Field(texts, "parts.receive.code", self.code))
        self.inside.addWidget(code_field)
        self.inside.addWidget(self.found)
        self.inside.addLayout(
            row(
                add("quantity", Field(texts, "parts.field.quantity", self.quantity)),
                add("unit_cost", Field(texts, "parts.field.unit_cost", self.cost)),
            )
        )
        self.inside.addWidget(self.level)
        self.inside.addLayout(
            row(
                add("number", Field(texts, "parts.field.lot", self.number, optional=True)),
                add("supplier", Field(texts, "parts.field.supplier", self.supplier, optional=True)),
            )
        )
        self.inside.addSpacing(8)
        self.inside.addWidget(self.taken)
        self.inside.addStretch(1)
        self._moves_on = EnterMovesOn(self.content)
        self.quantity.valueChanged.connect(lambda _value: self.changed.emit())
        self.cost.value_changed.connect(lambda _value: self.changed.emit())

    def show_lot(self, entered: LotEntered) -> None:
        self.clear_errors()
        self.quantity.setValue(entered.quantity)
        cost = entered.unit_cost
        self.cost.set_value(Money(cost, self._currency) if cost is not None else None)
        self.number.setText(entered.number)
        self.supplier.setText(entered.supplier)

    def show_part(self, part: PartRow | None) -> None:
        self.fields["part_id"].set_error(None)
        self.code.setText(part.sku if part is not None else "")
        self.found.setText(part.name if part is not None else "")
        self.found.setVisible(part is not None)

    def entered(self, part_id: int | None) -> LotEntered:
        cost = self.cost.value()
        return LotEntered(
            part_id,
            self.quantity.value(),
            cost.minor if cost is not None else None,
            self.number.text(),
            self.supplier.text(),
        )

    def show_level(self, text: str) -> None:
        self.level.setText(text)

    def show_taken(self, lines: Sequence[str]) -> None:
        """What came in so far with this delivery."""
        self.taken.setText("\n".join(lines))

    def start(self) -> None:
        if self.code.text():
            self.fields["quantity"].focus()
            self.quantity.selectAll()
        else:
            self.fields["part_id"].focus()


class CountForm(StockForm):
    """Counted against on hand, the difference before anything is saved."""

    changed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, "parts.counting.title", "parts.counting.save", "check")
        self.setObjectName("count_form")
        self.main.setObjectName("count_save")
        self.part = label("strong", wrap=True)
        self.part.setObjectName("count_part")
        self.on_hand = label("figure")
        self.on_hand.setObjectName("count_on_hand")
        self.counted = line_edit("count_counted")
        self.counted.setValidator(QIntValidator(0, MOST_PIECES, self))
        self.counted.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.difference = label("figure")
        self.difference.setObjectName("count_difference")
        self.said = label("note", wrap=True)
        self.said.setObjectName("count_said")
        self.reason = line_edit("count_reason")
        self.reasons = ChipRow(
            texts,
            [Choice(one, f"parts.count_reason.{one}") for one in ("routine", "damaged", "lost", "found")],
        )
        self.reasons.setObjectName("count_reasons")
        texts.bind(self.reasons.setAccessibleName, "parts.field.reason")
        self.reasons.changed.connect(self._take_reason)
        add = self.add
        self.inside.addWidget(self.part)
        self.inside.addWidget(text_label(texts, "parts.col.on_hand", "label"))
        self.inside.addWidget(self.on_hand)
        self.inside.addWidget(
            add("counted", Field(texts, "parts.field.counted", self.counted, hint_key="parts.counting.hint"))
        )
        self.inside.addWidget(text_label(texts, "parts.counting.difference", "label"))
        self.inside.addWidget(self.difference)
        self.inside.addWidget(self.said)
        self.inside.addWidget(add("reason", Field(texts, "parts.field.reason", self.reason)))
        self.inside.addWidget(self.reasons)
        self.inside.addStretch(1)
        self._moves_on = EnterMovesOn(self.content)
        self.counted.textChanged.connect(lambda _text: self.changed.emit())

    def show_part(self, name: str, on_hand: int) -> None:
        self.part.setText(name)
        self.on_hand.setText(str(on_hand))

    def clear(self) -> None:
        self.clear_errors()
        self.counted.clear()
        self.reason.clear()
        self.reasons.set_values(())

    def value(self) -> int | None:
        text = self.counted.text().strip()
        return int(text) if text else None

    def add_one(self) -> None:
        """One more piece was scanned."""
        self.counted.setText(str((self.value() or 0) + 1))

    def show_difference(self, difference: int | None) -> None:
        tone, key = "", "parts.counting.nothing_yet"
        if difference is not None:
            tone = "ok" if difference == 0 else "bad" if difference < 0 else "warn"
            key = f"parts.counting.{'same' if difference == 0 else 'short' if difference < 0 else 'over'}"
        self.difference.setText(signed(difference) if difference is not None else "–")
        set_state(self.difference, "tone", tone)
        self.texts.bind(self.said.setText, key, n=abs(difference or 0))

    def _take_reason(self, values: list[str]) -> None:
        if values:
            self.reason.setText(self.texts.tr(f"parts.count_reason.{values[0]}"))

    def start(self) -> None:
        self.fields["counted"].focus()
