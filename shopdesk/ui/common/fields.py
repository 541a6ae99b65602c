"""A label, an editor, and the line beneath that says what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.money import BadAmount, Money, parse_money
from shopdesk.ui.common import theme
from shopdesk.ui.common.buttons import IconButton, key_cap_size, paint_key_cap
from shopdesk.ui.common.icons import IconLabel, paint_icon
from shopdesk.ui.common.layout import label, text_label
from shopdesk.ui.common.texts import Texts


class MoneyEdit(QLineEdit):
    """An amount as typed. What stands in it is never changed while it is wrong."""

    value_changed = Signal(object)
    """The Money typed, or None while there is none."""
    problem_changed = Signal(str)
    """Message key of what is wrong, or an empty text."""

    def __init__(self, texts: Texts, currency: str, *, allow_negative: bool = False) -> None:
        super().__init__()
        self._texts = texts
        self._currency = currency
        self._allow_negative = allow_negative
        self._value: Money | None = None
        self._problem = ""
        self._placeholder_amount()
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFont(theme.font(tabular=True))
        self.textChanged.connect(self._read)
        self.editingFinished.connect(self._settle)
        texts.changed.connect(self._placeholder_amount)

    @property
    def currency(self) -> str:
        return self._currency

    def value(self) -> Money | None:
        """The amount, or None while the field is empty or wrong."""
        return self._value

    def problem(self) -> str:
        """Message key of what is wrong with the text; empty when it is an amount or nothing."""
        return self._problem

    def set_value(self, value: Money | None) -> None:
        self.setText("" if value is None else self._texts.catalogue.money(value, symbol=False))
        self._settle()

    def set_currency(self, currency: str) -> None:
        self._currency = currency
        self._placeholder_amount()
        self._read()

    def _placeholder_amount(self) -> None:
        self.setPlaceholderText(self._texts.catalogue.money(Money(0, self._currency)))

    def _read(self) -> None:
        before = self._value
        try:
            self._value = parse_money(self.text(), self._currency, allow_negative=self._allow_negative)
            problem = ""
        except BadAmount as bad:
            self._value = None
            problem = "" if bad.reason == "empty" else f"common.money.{bad.reason}"
        if not problem:
            # Good again: say so at once. Wrong: wait until the person is done typing.
            self._say(problem)
        if self._value != before:
            self.value_changed.emit(self._value)

    def _settle(self) -> None:
        try:
            value = parse_money(self.text(), self._currency, allow_negative=self._allow_negative)
        except BadAmount as bad:
            self._say("" if bad.reason == "empty" else f"common.money.{bad.reason}")
            return
        tidy = self._texts.catalogue.money(value, symbol=False)
        if tidy != self.text():
            self.setText(tidy)

    def _say(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self.problem_changed.emit(problem)


class Field(QWidget):
    """Label above, `editor`, and beneath it a hint or what is wrong."""

    def __init__(
        self,
        texts: Texts,
        label_key: str,
        editor: QWidget,
        *,
        hint_key: str = "",
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._texts = texts
        self.editor = editor
        self.label = text_label(texts, label_key, "label")
        self.label.setBuddy(editor)
        self._hint_key = hint_key
        self._beneath = label("note", wrap=True)
        self._beneath.setObjectName("beneath")
        self._error = ""
        self.head = QHBoxLayout()
        """Label line; a remark may stand at its right end."""
        self.head.setSpacing(4)
        self.head.addWidget(self.label)
        if optional:
            self.head.addWidget(text_label(texts, "common.optional", "note"))
        self.head.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        box.addLayout(self.head)
        box.addWidget(editor)
        box.addWidget(self._beneath)
        if not editor.sizePolicy().expandingDirections() & Qt.Orientation.Vertical:
            # Beside a neighbour with an error beneath it, labels and editors still stand in line.
            box.addStretch(1)
        texts.bind(editor.setAccessibleName, label_key)
        if not editor.objectName():
            editor.setObjectName(label_key.replace(".", "_"))
        if isinstance(editor, MoneyEdit):
            editor.problem_changed.connect(self._money_problem)
        self.set_error(None)

    def error(self) -> str:
        """What is said to be wrong, or an empty text."""
        return self._error

    def set_error(self, text: str | None) -> None:
        """Say beneath the editor what is wrong with it, or that nothing is."""
        self._error = text or ""
        theme.set_state(self.editor, "bad", bool(text))
        theme.set_kind(self._beneath, "error" if text else "note")
        if text:
            self._texts.put(self._beneath.setText, text)
        elif self._hint_key:
            self._texts.bind(self._beneath.setText, self._hint_key)
        else:
            self._texts.put(self._beneath.setText, "")
        self._beneath.setVisible(bool(text or self._hint_key))
        self.editor.setAccessibleDescription(self._beneath.text())

    def set_error_key(self, key: str, **values: object) -> None:
        """As set_error, with a message that follows the language."""
        self.set_error(self._texts.tr(key, **values))
        self._texts.bind(self._beneath.setText, key, **values)

    def set_hint(self, text: str) -> None:
        """A note that is data, shown while nothing is wrong."""
        if not self._error:
            self._texts.put(self._beneath.setText, text)
            self._beneath.setVisible(bool(text))
            self.editor.setAccessibleDescription(text)

    def focus(self) -> None:
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _money_problem(self, key: str) -> None:
        if key:
            self.set_error_key(key)
        else:
            self.set_error(None)


class SearchField(QLineEdit):
    """A line with a glass in front and, if given, the key that leads here."""

    def __init__(self, texts: Texts, placeholder_key: str, *, key_hint: str = "") -> None:
        super().__init__()
        self._key_hint = key_hint
        theme.set_kind(self, "search")
        self.setTextMargins(26, 0, 60 if key_hint else 0, 0)
        self.setObjectName(placeholder_key.replace(".", "_"))
        texts.bind(self.setPlaceholderText, placeholder_key)
        texts.bind(self.setAccessibleName, placeholder_key)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        paint_icon(painter, "search", QRectF(11, middle - 8, 16, 16), theme.color("secondary"))
        if self._key_hint and not self.text():
            size = key_cap_size(self._key_hint)
            cap = QRectF(
                self.width() - size.width() - 10, middle - size.height() / 2, size.width(), size.height()
            )
            paint_key_cap(painter, cap, self._key_hint)
        painter.end()


class Banner(QFrame):
    """What concerns the whole form, at its top."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        theme.set_kind(self, "banner")
        self.setObjectName("banner")
        self._icon = IconLabel("circle-alert", "bad")
        self._words = label(wrap=True)
        self._close = IconButton(texts, "x", "common.dismiss")
        self._close.clicked.connect(self.clear)
        box = QHBoxLayout(self)
        box.setContentsMargins(12, 4, 4, 4)
        box.setSpacing(8)
        box.addWidget(self._icon)
        box.addWidget(self._words, 1)
        box.addWidget(self._close)
        self.hide()

    def say(self, key: str, /, tone: str = "bad", **values: object) -> None:
        icons = {"bad": "circle-alert", "warn": "triangle-alert", "ok": "circle-check", "info": "info"}
        theme.set_state(self, "tone", tone)
        theme.set_state(self._words, "tone", tone)
        self._icon.show_icon(icons[tone], tone)
        self._texts.bind(self._words.setText, key, **values)
        self.show()

    def clear(self) -> None:
        self.hide()


class EnterMovesOn(QObject):
    """Enter in a one-line field goes to the next one, as tills and forms at a counter do."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form
        form.installEventFilter(self)
        for child in form.findChildren(QWidget):
            child.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if isinstance(watched, (QTextEdit, QPlainTextEdit, QAbstractButton)):
            return False
        if isinstance(watched, QWidget) and watched.window().focusWidget() is watched:
            step = watched.nextInFocusChain()
            while step is not None and step is not watched and not _takes_tab(step, self._form):
                step = step.nextInFocusChain()
            if step is not None:
                step.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False


def _takes_tab(widget: QWidget, form: QWidget) -> bool:
    return (
        form.isAncestorOf(widget)
        and widget.isEnabled()
        and widget.isVisible()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
    )
