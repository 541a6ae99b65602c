"""One line of the quote editor, and the stock that opens beneath its name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.money import Money
from shopdesk.domain.quote import Grade, LineKind
from shopdesk.services.stock import PartRow
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import IconButton, MoneyEdit, label, set_state
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.tickets.draft import LineDraft

KIND, GRADE, PRICE, QUANTITY, DAYS, AMOUNT, REMOVE = 96, 112, 108, 72, 84, 104, 36
WIDTHS = (KIND, 0, GRADE, PRICE, QUANTITY, DAYS, AMOUNT, REMOVE)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CountEdit(QLineEdit):
    """A whole number. Left empty it counts as the least."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self._least = least
        self.setValidator(QIntValidator(0, most, self))
        self.setMaxLength(len(str(most)))
        self.setFont(theme.font(tabular=True))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setPlaceholderText(str(least))

    def number(self) -> int:
        text = self.text()
        return int(text) if text.isdecimal() else self._least

    def show_number(self, number: int) -> None:
        self.setText(str(number))


class LineRow(QWidget):
    """Kind, name, grade, price, quantity, warranty, amount. Enter moves on; past the end it asks for more."""

    edited = Signal()
    removed = Signal()
    finished = Signal()
    searching = Signal(str)
    left_name = Signal()
    part_key = Signal(int)
    """Up, Down or Enter while the stock is open beneath the name."""

    def __init__(
        self, texts: Texts, currency: str, default_days: Callable[[LineKind, Grade | None], int]
    ) -> None:
        super().__init__()
        self.setObjectName("quote_line")
        self._texts = texts
        self._default_days = default_days
        self._part_id: int | None = None
        self._quiet = False
        self._own_days = False
        self.stock_open = False
        self.kind = QComboBox()
        self.kind.setObjectName("line_kind")
        self.name = QLineEdit()
        self.name.setObjectName("line_name")
        self.grade = QComboBox()
        self.grade.setObjectName("line_grade")
        self.price = MoneyEdit(texts, currency)
        self.price.setObjectName("line_price")
        self.quantity = CountEdit(1, 999)
        self.quantity.setObjectName("line_quantity")
        self.days = CountEdit(0, 3650)
        self.days.setObjectName("line_days")
        self.amount = label("text")
        self.amount.setFont(theme.font(tabular=True))
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.remove = IconButton(texts, "x", "tickets.editor.remove_line")
        self._error = label("error", wrap=True)
        self._error.setObjectName("line_error")
        self._error.hide()
        self.cells: dict[str, QWidget] = {
            "kind": self.kind,
            "name": self.name,
            "grade": self.grade,
            "unit_price": self.price,
            "quantity": self.quantity,
            "warranty_days": self.days,
        }
        self._arrange()
        self._connect()
        self._say_words()
        texts.changed.connect(self._say_words)

    def _arrange(self) -> None:
        cells = QHBoxLayout()
        cells.setSpacing(6)
        parts = (
            self.kind, self.name, self.grade, self.price, self.quantity, self.days, self.amount, self.remove
        )  # fmt: skip
        for part, width in zip(parts, WIDTHS, strict=True):
            if width:
                part.setFixedWidth(width)
            cells.addWidget(part, 0 if width else 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(cells)
        box.addWidget(self._error)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self.grade.currentIndexChanged.connect(self._grade_changed)
        self.name.textEdited.connect(self._name_typed)
        self.price.textChanged.connect(self._changed)
        self.quantity.textChanged.connect(self._changed)
        self.days.textChanged.connect(self._days_changed)
        self.remove.clicked.connect(self.removed)
        for cell in self.cells.values():
            cell.installEventFilter(self)

    def _say_words(self) -> None:
        self._quiet = True
        kind, grade = self.kind.currentData(), self.grade.currentData()
        self.kind.clear()
        for one in LineKind:
            self.kind.addItem(self._texts.tr(f"tickets.editor.kind.{one}"), one)
        self.kind.setCurrentIndex(max(self.kind.findData(kind), 0) if kind is not None else 1)
        self.grade.clear()
        self.grade.addItem(self._texts.tr("common.nothing"), None)
        for quality in Grade:
            self.grade.addItem(self._texts.tr(f"words.grade.{quality}"), quality)
        self.grade.setCurrentIndex(max(self.grade.findData(grade), 0))
        self.name.setPlaceholderText(self._texts.tr(f"tickets.editor.name.{self.kind.currentData()}"))
        for cell, key in (
            (self.kind, "kind.title"),
            (self.name, "line"),
            (self.grade, "grade"),
            (self.price, "price"),
            (self.quantity, "quantity"),
            (self.days, "days"),
        ):
            cell.setAccessibleName(self._texts.tr(f"tickets.editor.{key}"))
        self._quiet = False

    # what stands in it

    def line(self) -> LineDraft:
        kind = LineKind(self.kind.currentData())
        part = kind is LineKind.PART
        grade = self.grade.currentData()
        return LineDraft(
            kind,
            self.name.text(),
            Grade(grade) if part and grade is not None else None,
            self._part_id if part else None,
            self.price.text(),
            self.quantity.number(),
            self.days.number(),
        )

    def show_line(self, line: LineDraft) -> None:
        self._quiet = True
        self.kind.setCurrentIndex(self.kind.findData(line.kind))
        self.name.setText(line.name)
        self._part_id = line.part_id
        self.grade.setCurrentIndex(max(self.grade.findData(line.grade), 0))
        self.price.setText(line.price)
        self.quantity.show_number(line.quantity)
        self.days.show_number(line.warranty_days)
        self._own_days = line.warranty_days != self._default_days(line.kind, line.grade)
        self._quiet = False
        self._show_kind()

    def take_part(self, part: PartRow, price: Money) -> None:
        """A part out of stock: its name, grade, price and term."""
        self._quiet = True
        self._part_id = part.id
        self.name.setText(part.name)
        self.grade.setCurrentIndex(self.grade.findData(part.grade))
        self.price.set_value(price)
        self._own_days = part.warranty_days > 0
        self.days.show_number(part.warranty_days or self._default_days(LineKind.PART, part.grade))
        self._quiet = False
        self._changed()
        self.quantity.setFocus(Qt.FocusReason.TabFocusReason)
        self.quantity.selectAll()

    def show_amount(self, text: str) -> None:
        self.amount.setText(text)

    def show_error(self, cell: str, text: str) -> None:
        """Say what is wrong with one cell, and bring the keyboard there."""
        editor = self.cells.get(cell, self.name)
        set_state(editor, "bad", value=True)
        editor.setAccessibleDescription(text)
        self._error.setText("  ".join(part for part in (self._error.text(), text) if part))
        self._error.show()

    def clear_errors(self) -> None:
        if self._error.isHidden():
            return
        for cell in self.cells.values():
            set_state(cell, "bad", value=False)
            cell.setAccessibleDescription("")
        self._error.clear()
        self._error.hide()

    def errors(self) -> str:
        return self._error.text()

    def focus(self, cell: str = "name") -> None:
        self.cells.get(cell, self.name).setFocus(Qt.FocusReason.TabFocusReason)

    # what the person does

    def _changed(self) -> None:
        if not self._quiet:
            self.clear_errors()
            self.edited.emit()

    def _name_typed(self, text: str) -> None:
        # Another name is another thing: what was chosen from stock no longer stands behind it.
        self._part_id = None
        self._changed()
        if self.line().kind is LineKind.PART:
            self.searching.emit(text)

    def _kind_changed(self) -> None:
        if self._quiet:
            return
        self._own_days = False
        self._show_kind()
        self._default_term()
        self._changed()

    def _grade_changed(self) -> None:
        if not self._quiet:
            self._default_term()
            self._changed()

    def _days_changed(self) -> None:
        if not self._quiet:
            self._own_days = True
            self._changed()

    def _default_term(self) -> None:
        if self._own_days:
            return
        quiet, self._quiet = self._quiet, True
        line = self.line()
        self.days.show_number(self._default_days(line.kind, line.grade))
        self._quiet = quiet

    def _show_kind(self) -> None:
        # Out of a combo box a word comes back as plain text.
        kind = LineKind(self.kind.currentData())
        self.grade.setEnabled(kind is LineKind.PART)
        self.name.setPlaceholderText(self._texts.tr(f"tickets.editor.name.{kind}"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.name and event.type() == QEvent.Type.FocusOut:
            self.left_name.emit()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if watched is self.name and self.stock_open and not event.modifiers():
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down, *_ENTER):
                self.part_key.emit(event.key())
                return True
            if key == Qt.Key.Key_Escape:
                self.left_name.emit()
                return True
        if key in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.move_on(watched)
            return True
        return super().eventFilter(watched, event)

    def move_on(self, watched: QObject) -> None:
        """On to the next cell that can be filled in; past the last one the line is done."""
        order = list(self.cells.values())
        start = order.index(watched) + 1 if isinstance(watched, QWidget) and watched in order else 0
        for cell in order[start:]:
            if cell.isEnabled():
                cell.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self.finished.emit()
