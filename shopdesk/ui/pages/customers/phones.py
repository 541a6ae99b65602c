"""Further numbers of a customer as a short list: whose it is, the number, call it first, take it out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from shopdesk.services.phones import MOST_PHONES, PHONE_LABELS, FurtherPhone
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import Button, IconButton, column, row, set_state
from shopdesk.ui.common.texts import Texts

_GAP = 6


def label_words(texts: Texts, kept: str) -> str:
    """A label as it is read: ours in the window's language, the person's own as typed."""
    return texts.tr(f"customers.label.{kept}") if kept in PHONE_LABELS else kept


class _Row(QWidget):
    """One number. The label is one of ours or typed."""

    def __init__(self, texts: Texts, place: int, entry: FurtherPhone) -> None:
        super().__init__()
        self._texts = texts
        self.whose = QComboBox()
        self.whose.setEditable(True)
        self.whose.setObjectName(f"phone_label_{place}")
        self.whose.setFixedWidth(88)
        self.whose.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.whose.addItems(["", *(label_words(texts, one) for one in PHONE_LABELS)])
        self.whose.setCurrentText(label_words(texts, entry.label))
        line = self.whose.lineEdit()
        if line is not None:
            line.setCursorPosition(0)
        texts.bind(self.whose.setAccessibleName, "customers.phone_label")
        self.number = QLineEdit(entry.phone)
        self.number.setObjectName(f"phone_{place}")
        self.number.setFont(theme.font(tabular=True))
        texts.bind(self.number.setAccessibleName, "customers.phone_further")
        self.first = IconButton(texts, "arrow-up", "customers.phone_first")
        self.first.setObjectName(f"phone_first_{place}")
        self.out = IconButton(texts, "x", "customers.phone_remove")
        self.out.setObjectName(f"phone_remove_{place}")
        for button in (self.first, self.out):
            button.setFixedWidth(32)
        whole = row(self.whose, self.number, self.first, self.out, spacing=4)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def entry(self) -> FurtherPhone:
        said = self.whose.currentText().strip()
        known = {label_words(self._texts, one): one for one in PHONE_LABELS}
        return FurtherPhone(self.number.text(), known.get(said, said))

    def set_read_only(self, *, read_only: bool) -> None:
        self.number.setReadOnly(read_only)
        self.whose.setEnabled(not read_only)
        self.first.setVisible(not read_only)
        self.out.setVisible(not read_only)


class PhonesEdit(QWidget):
    """Emits `changed` at each change by the person, `made_first(row)` when a number is to be the main one.

    The button `add` is for the form to place.
    """

    changed = Signal()
    made_first = Signal(int)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("customer_phones")
        self._texts = texts
        self._rows: list[_Row] = []
        self._read_only = False
        self._box = column(spacing=_GAP)
        self.setLayout(self._box)
        self.add = Button(texts, "customers.phone_add", kind="quiet", icon="plus")
        self.add.setObjectName("customer_phone_add")
        set_state(self.add, "compact", True)
        self.add.clicked.connect(lambda _on=False: self._add())
        texts.changed.connect(self._language_changed)
        self._fit()

    def entries(self) -> tuple[FurtherPhone, ...]:
        """What stands there; a row without a number is none."""
        return tuple(one.entry() for one in self._rows if one.number.text().strip())

    def fill(self, entries: Sequence[FurtherPhone]) -> None:
        """Show these numbers; rows that say them already keep their cursor."""
        if self.entries() == tuple(entries):
            return
        while self._rows:
            self._drop(self._rows[-1])
        for entry in entries:
            self._append(entry)
        self._fit()

    def take(self, place: int, instead: str) -> str:
        """The number at `place`, to be the main one; `instead` stands there from now on, unlabelled."""
        one = self._rows[place]
        taken = one.number.text()
        if instead.strip():
            one.number.setText(instead)
            one.whose.setCurrentText("")
        else:
            self._drop(one)
            self._fit()
        return taken

    def set_read_only(self, *, read_only: bool) -> None:
        self._read_only = read_only
        self.add.setVisible(not read_only)
        for one in self._rows:
            one.set_read_only(read_only=read_only)

    # Inside

    def _add(self) -> None:
        self._append(FurtherPhone(""))
        self._fit()
        self._rows[-1].number.setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self, entry: FurtherPhone) -> None:
        made = _Row(self._texts, len(self._rows), entry)
        made.set_read_only(read_only=self._read_only)
        made.number.textEdited.connect(lambda _text: self._told())
        made.whose.editTextChanged.connect(lambda _text: self._told())
        made.out.clicked.connect(partial(self._remove, made))
        made.first.clicked.connect(partial(self._first, made))
        self._rows.append(made)
        self._box.addWidget(made)

    def _first(self, one: _Row, _on: bool = False) -> None:
        self.made_first.emit(self._rows.index(one))

    def _remove(self, one: _Row, _on: bool = False) -> None:
        place = self._rows.index(one)
        self._drop(one)
        self._fit()
        after = self._rows[place].number if place < len(self._rows) else self.add
        after.setFocus(Qt.FocusReason.OtherFocusReason)
        self._told()

    def _drop(self, one: _Row) -> None:
        self._rows.remove(one)
        self._box.removeWidget(one)
        one.setParent(None)
        one.deleteLater()

    def _told(self) -> None:
        self.changed.emit()

    def _fit(self) -> None:
        self.setVisible(bool(self._rows))
        self.setFocusProxy(self._rows[0].number if self._rows else self.add)
        self.add.setEnabled(len(self._rows) < MOST_PHONES)

    def _language_changed(self) -> None:
        entries = self.entries()
        self.fill(())
        self.fill(entries)
