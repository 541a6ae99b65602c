"""Both files side by side: what differs is chosen, what each owns is listed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton, QWidget

from shopdesk.services.merging import Side
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import column, label, row, text_label
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.customers.merge_presenter import Chosen
from shopdesk.ui.pages.customers.phones import label_words

_LISTED = 4
_KEPT, _GONE, _BOTH = "kept", "gone", "both"


class _Option(QFrame):
    """One side's value of one field; all of it can be pressed."""

    def __init__(self, name: str, words: str, spoken: str, group: QButtonGroup) -> None:
        super().__init__()
        theme.set_kind(self, "note_box")
        self.choice = QRadioButton()
        self.choice.setObjectName(name)
        self.choice.setAccessibleName(spoken)
        group.addButton(self.choice)
        said = label(text=words, wrap=True)
        said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        said.setContentsMargins(0, 4, 0, 4)
        line = row(self.choice, said)
        line.setContentsMargins(10, 4, 10, 4)
        line.setStretch(1, 1)
        line.setAlignment(self.choice, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.choice.setChecked(True)
        event.accept()


class MergeSides(QWidget):
    """The file that stays at the left, the one that goes into it at the right."""

    def __init__(self, desk: Desk, kept: Side, gone: Side) -> None:
        super().__init__()
        self._desk = desk
        self._sides = (kept, gone)
        self._options: dict[str, dict[str, QRadioButton]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 6, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, 104)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self._line = 0
        self._head()
        for field in ("name", "phone", "language", "note", "limited"):
            self._field(field)
        self._owned()
        self._grid.setRowStretch(self._line, 1)

    def chosen(self) -> Chosen:
        """The fields of the result."""
        kept = self._value("note", 0)
        gone = self._value("note", 1)
        picked = self._picked("note")
        both = "\n".join(dict.fromkeys(filter(None, (kept, gone))))
        return Chosen(
            name=self._result("name"),
            phone=self._result("phone"),
            note=both if picked == _BOTH else gone if picked == _GONE else kept,
            language=self._result("language"),
            limited=self._result("limited") == "yes",
        )

    # Values

    def _value(self, field: str, place: int) -> str:
        one = self._sides[place].card.customer
        if field == "limited":
            return "yes" if one.limited else "no"
        return str(getattr(one, field))

    def _picked(self, field: str) -> str:
        options = self._options.get(field, {})
        return next((side for side, button in options.items() if button.isChecked()), _KEPT)

    def _result(self, field: str) -> str:
        return self._value(field, 1 if self._picked(field) == _GONE else 0)

    def _said(self, field: str, value: str) -> str:
        say = self._desk.texts.tr
        if field == "limited":
            return say("customers.limited" if value == "yes" else "customers.merge.not_limited")
        if field == "language":
            return say(f"customers.language_{value or 'shop'}")
        return value or say("conflict.empty")

    # Rows

    def _add(self, key: str, left: QWidget, right: QWidget | None) -> None:
        name = text_label(self._desk.texts, key, "label")
        name.setContentsMargins(0, 6, 0, 0)
        self._grid.addWidget(name, self._line, 0, Qt.AlignmentFlag.AlignTop)
        if right is None:
            self._grid.addWidget(left, self._line, 1, 1, 2)
        else:
            self._grid.addWidget(left, self._line, 1)
            self._grid.addWidget(right, self._line, 2)
        self._line += 1

    def _head(self) -> None:
        for place, key in enumerate(("customers.merge.stays", "customers.merge.goes"), 1):
            one = self._sides[place - 1].card.customer
            name = label("section", one.name, wrap=True)
            title = column(text_label(self._desk.texts, key, "label"), name, 1, spacing=0)
            self._grid.addLayout(title, self._line, place)
        self._line += 1

    def _field(self, field: str) -> None:
        values = [self._value(field, 0), self._value(field, 1)]
        key = f"customers.{'limited_short' if field == 'limited' else field}"
        if values[0] == values[1]:
            if values[0] and field != "limited":
                self._add(key, _plain(self._said(field, values[0])), None)
            return
        group = QButtonGroup(self)
        name = self._desk.texts.tr(key)
        made = []
        for side, value in zip((_KEPT, _GONE), values, strict=True):
            said = self._said(field, value)
            made.append(_Option(f"merge_{field}_{side}", said, f"{name}: {said}", group))
        self._options[field] = {side: one.choice for side, one in zip((_KEPT, _GONE), made, strict=True)}
        self._add(key, *made)
        # What says more is chosen; a warning is never lost by a default.
        first = _GONE if (not values[0] or (field == "limited" and values[1] == "yes")) else _KEPT
        if field == "note" and all(values):
            words = self._desk.texts.tr("customers.merge.both_notes")
            both = _Option("merge_note_both", words, words, group)
            self._options[field][_BOTH] = both.choice
            self._grid.addWidget(both, self._line, 1, 1, 2)
            self._line += 1
            first = _BOTH
        self._options[field][first].setChecked(True)

    def _owned(self) -> None:
        owned = [self._owned_by(one) for one in self._sides]
        for key in owned[0]:
            if any(one[key] for one in owned):
                nothing = self._desk.texts.tr("conflict.empty")
                self._add(key, *(_plain("\n".join(one[key]) or nothing) for one in owned))

    def _owned_by(self, one: Side) -> dict[str, list[str]]:
        texts, local = self._desk.texts, self._desk.settings.local
        visits = [
            f"{visit.number}  {texts.catalogue.day(local(visit.received_at))}  {visit.device}"
            for visit in one.card.visits
        ]
        count = [texts.tr("customers.merge.tickets_n", n=one.tickets)] if one.tickets else []
        if one.open_tickets:
            count = [f"{count[0]} · {texts.tr('customers.merge.open_n', n=one.open_tickets)}"]
        phones = [
            "  ".join(filter(None, (phone.phone, label_words(texts, phone.label))))
            for phone in one.card.customer.phones
        ]
        devices = ["  ".join(filter(None, (made.title, made.imei))) for made in one.card.devices]
        drafts = [texts.tr("customers.merge.drafts_n", n=one.drafts)] if one.drafts else []
        return {
            "customers.phones": self._some(phones),
            "customers.devices": self._some(devices),
            "customers.merge.tickets": count + self._some(visits, one.tickets),
            "customers.merge.drafts": drafts,
        }

    def _some(self, lines: Sequence[str], count: int | None = None) -> list[str]:
        left = (count if count is not None else len(lines)) - _LISTED
        more = [self._desk.texts.tr("customers.merge.more", n=left)] if left > 0 else []
        return [*lines[:_LISTED], *more]


def _plain(words: str) -> QWidget:
    made = label(text=words, wrap=True)
    made.setContentsMargins(0, 4, 0, 0)
    made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return made
