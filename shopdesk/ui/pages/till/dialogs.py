"""Small forms of the till: cash in and out, the drawer opened, a slip lost, a price agreed anew."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from shopdesk.domain.money import Money
from shopdesk.services.work import new_request_id
from shopdesk.ui.common.kit import Banner, Choice, Dialog, EnterMovesOn, Field, MoneyEdit, Segmented, label
from shopdesk.ui.common.texts import Texts


class SmallForm(Dialog):
    """A form in a dialog: stays until what it sends is done, so that nothing typed is lost."""

    def __init__(self, texts: Texts, title_key: str, parent: QWidget | None, name: str) -> None:
        super().__init__(texts, texts.tr(title_key), parent.window() if parent is not None else None)
        self.setObjectName(name)
        self.setMinimumWidth(440)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.banner = Banner(texts)
        self.body.addWidget(self.banner)
        self.request_id = new_request_id()

    def line(self, key: str, name: str, most: int = 200) -> Field:
        """A line of text that must be filled in."""
        edit = QLineEdit()
        edit.setObjectName(name)
        edit.setMaxLength(most)
        field = Field(self.texts, key, edit)
        edit.textChanged.connect(lambda _text: field.set_error(None))
        self.body.addWidget(field)
        return field

    def finish(self, verb_key: str, send: Callable[[], object]) -> None:
        """The buttons, once all fields stand."""
        self.send = send
        self.add_button("common.cancel", "secondary", self.reject)
        self.go = self.add_button(verb_key, "accent", send)
        self.go.setObjectName("dialog_go")
        EnterMovesOn(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if control or self.go.hasFocus():
                self.send()
            return
        super().keyPressEvent(event)


def typed(field: Field) -> str:
    """What stands in the field; an empty one is said to be wrong, and is given the cursor."""
    editor = field.editor
    assert isinstance(editor, QLineEdit)  # noqa: S101 - made by SmallForm.line
    text = editor.text().strip()
    if not text:
        field.set_error_key("problems.required")
        field.focus()
    return text


class CashDialog(SmallForm):
    """Cash put in or taken out, and why."""

    def __init__(
        self,
        texts: Texts,
        parent: QWidget | None,
        money: Callable[[int], Money],
        send: Callable[[CashDialog, int, str], object],
    ) -> None:
        super().__init__(texts, "till.cash.title", parent, "cash_dialog")
        self.way = Segmented(texts, [Choice("out", "till.cash.out"), Choice("in", "till.cash.in")])
        self.body.addWidget(self.way, 0, Qt.AlignmentFlag.AlignLeft)
        self.amount = MoneyEdit(texts, money(0).currency)
        self.amount.setObjectName("cash_amount")
        self.amount_field = Field(texts, "till.cash.amount", self.amount)
        self.body.addWidget(self.amount_field)
        self.reason_field = self.line("till.cash.reason", "cash_reason")
        self._give = send
        self.finish("till.cash.go", self._read)
        self.amount.setFocus()

    def _read(self) -> None:
        amount = self.amount.value()
        if amount is None or not amount.minor:
            if not self.amount.problem():
                self.amount_field.set_error_key("problems.amount_zero")
            self.amount_field.focus()
            return
        reason = typed(self.reason_field)
        if reason:
            self._give(self, amount.minor if self.way.value() == "in" else -amount.minor, reason)


class DrawerDialog(SmallForm):
    """The drawer opened without a sale, and why."""

    def __init__(
        self, texts: Texts, parent: QWidget | None, send: Callable[[DrawerDialog, str], object]
    ) -> None:
        super().__init__(texts, "till.drawer.title", parent, "drawer_dialog")
        words = label("secondary", texts.tr("till.drawer.words"), wrap=True)
        self.body.addWidget(words)
        self.reason_field = self.line("till.drawer.reason", "drawer_reason")
        self._give = send
        self.finish("till.drawer.go", self._read)
        self.reason_field.focus()

    def _read(self) -> None:
        reason = typed(self.reason_field)
        if reason:
            self._give(self, reason)


class LostSlipDialog(SmallForm):
    """No slip: which document shows who it is, and why there is none."""

    def __init__(self, texts: Texts, parent: QWidget | None, send: Callable[[str, str], object]) -> None:
        super().__init__(texts, "till.lost.title", parent, "lost_slip_dialog")
        self.body.addWidget(label("secondary", texts.tr("till.lost.words"), wrap=True))
        self.identity_field = self.line("till.lost.identity", "lost_identity", 80)
        self.identity_field.set_hint(texts.tr("till.lost.identity_hint"))
        self.reason_field = self.line("till.lost.reason", "lost_reason")
        self._give = send
        self.finish("till.lost.go", self._read)
        self.identity_field.focus()

    def _read(self) -> None:
        identity = typed(self.identity_field)
        reason = typed(self.reason_field) if identity else ""
        if identity and reason:
            self._give(identity, reason)
            self.accept()


class PriceDialog(SmallForm):
    """Another price for one line, as agreed with the customer."""

    def __init__(
        self, texts: Texts, parent: QWidget | None, name: str, price: Money, send: Callable[[int], object]
    ) -> None:
        super().__init__(texts, "till.price.title", parent, "price_dialog")
        self.body.addWidget(label("secondary", name, wrap=True))
        self.price = MoneyEdit(texts, price.currency)
        self.price.setObjectName("agreed_price")
        self.price_field = Field(texts, "till.price.unit", self.price)
        self.price.set_value(price)
        self.body.addWidget(self.price_field)
        self._give = send
        self.finish("till.price.go", self._read)
        self.price.setFocus()
        self.price.selectAll()

    def _read(self) -> None:
        value = self.price.value()
        if value is None:
            if not self.price.problem():
                self.price_field.set_error_key("problems.required")
            self.price_field.focus()
            return
        self._give(value.minor)
        self.accept()
