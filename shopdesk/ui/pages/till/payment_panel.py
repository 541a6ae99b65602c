"""Taking the money: a button for each tender, a line for each one used, notes to tap, change to give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.domain.money import Money
from shopdesk.domain.payment import CASH, Tender
from shopdesk.ui.common import tokens
from shopdesk.ui.common.figure import BigFigure
from shopdesk.ui.common.kit import (
    Button,
    ChipRow,
    Choice,
    Elided,
    IconButton,
    MoneyEdit,
    column,
    empty_out,
    label,
    row,
    set_state,
)
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.till.payment import PaymentState, quick_notes, still_due

_ACROSS, _NARROW_ACROSS = 3, 2
_THIRD = 114
_NAME_WIDTH = 76
_ICONS = {
    "cash": "banknote",
    "card": "credit-card",
    "wallet": "qr-code",
    "transfer": "landmark",
    "cheque": "receipt-text",
}


@dataclass(frozen=True, slots=True)
class TenderKind:
    """A way to pay, as the country pack names it."""

    id: str
    kind: str
    name: Callable[[], str]
    needs_reference: bool


class TenderButton(Button):
    """Pays the rest by one tender; Enter does what Space does."""

    def __init__(self, texts: Texts, tender: TenderKind) -> None:
        super().__init__(texts, "till.pay.title", icon=_ICONS.get(tender.kind, "wallet"))
        self._tender = tender
        self.setObjectName(f"tender_{tender.id}")
        self.setMinimumHeight(tokens.TOUCH)
        texts.release(self.setText)
        texts.release(self.setAccessibleName)
        texts.changed.connect(self._say)
        self._say()

    def _say(self) -> None:
        self.setText(self._tender.name())
        self.setAccessibleName(self._tender.name())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


class TenderLine(QWidget):
    """One tender used: its amount as handed over, and the number of its slip."""

    changed = Signal()
    removed = Signal()

    def __init__(self, texts: Texts, tender: TenderKind, currency: str) -> None:
        super().__init__()
        self.tender = tender
        self.setObjectName(f"line_{tender.id}")
        self.name = Elided(kind="strong")
        self.name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.name.setFixedWidth(_NAME_WIDTH)
        self._texts = texts
        self.amount = MoneyEdit(texts, currency)
        self.amount.setObjectName(f"amount_{tender.id}")
        self.amount.setFixedWidth(112)
        self.amount.value_changed.connect(lambda _value: self.changed.emit())
        self.reference = QLineEdit()
        self.reference.setObjectName(f"reference_{tender.id}")
        self.reference.setMaxLength(64)
        texts.bind(self.reference.setPlaceholderText, "till.pay.reference")
        texts.bind(self.reference.setAccessibleName, "till.pay.reference")
        self.reference.textChanged.connect(lambda _text: self.changed.emit())
        # Hidden, never shown here: a widget shown before it has a parent is a window of its own.
        if not tender.needs_reference:
            self.reference.hide()
        remove = IconButton(texts, "x", "till.pay.remove")
        remove.setObjectName(f"remove_{tender.id}")
        remove.clicked.connect(lambda _on=False: self.removed.emit())
        parts = row(self.name, self.amount, spacing=6)
        if tender.needs_reference:
            parts.addWidget(self.reference, 1)
        else:
            parts.addStretch(1)
        parts.addWidget(remove)
        self.setLayout(parts)
        texts.changed.connect(self._say)
        self._say()

    def _say(self) -> None:
        self.name.setText(self.tender.name())
        self.amount.setAccessibleName(self.tender.name())

    def value(self) -> Tender:
        amount = self.amount.value()
        return Tender(self.tender.id, amount.minor if amount else 0, self.reference.text().strip())


class PaymentPanel(QWidget):
    """Shows what is due and takes what is handed over. Says `changed` with every tender typed."""

    changed = Signal(list)
    gave_back = Signal(str)

    def __init__(self, texts: Texts, money: Callable[[int], Money]) -> None:
        super().__init__()
        self.setObjectName("payment_panel")
        self._texts = texts
        self._money = money
        self._due = 0
        self._state = PaymentState(0, 0, 0, "")
        self._notes: tuple[int, ...] = ()
        self._lines: list[TenderLine] = []
        self.due_word = label("label")
        self.due = BigFigure(34)
        self.due.setObjectName("due")
        self.tiles = QGridLayout()
        self.tiles.setSpacing(6)
        self._tiles = QWidget()
        self._tiles.setLayout(self.tiles)
        self.tiles.setContentsMargins(0, 0, 0, 0)
        self.back_choice = ChipRow(texts, optional=False, multiple=False)
        self.back_choice.setObjectName("give_back")
        self.back_choice.changed.connect(lambda values: self.gave_back.emit(values[0]))
        self.quick = ChipRow(texts, multiple=False, optional=True)
        self.quick.setObjectName("quick_notes")
        self.quick.changed.connect(self._quick)
        self._held = QVBoxLayout()
        self._held.setContentsMargins(0, 0, 0, 0)
        self._held.setSpacing(6)
        inside = QWidget()
        inside.setLayout(column(self._held, 1, spacing=0))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.change_word = label("strong")
        self.change = BigFigure(34, right=True)
        self.change.setObjectName("change")
        self.setLayout(
            column(
                column(self.due_word, self.due, spacing=0),
                self._tiles,
                self.back_choice,
                self.quick,
                self._scroll,
                row(self.change_word, self.change),
            )
        )
        self.layout().setStretch(4, 1)  # type: ignore[union-attr]  # set a line before
        texts.changed.connect(self._say)

    def show_tenders(self, tenders: Sequence[TenderKind], notes: Sequence[int]) -> None:
        """Which tenders the country pays by, and its bank notes."""
        self._notes = tuple(notes)
        empty_out(self.tiles)
        self._kinds = list(tenders)
        tiles = [TenderButton(self._texts, tender) for tender in tenders]
        # A long name (Apple Pay / Google Pay) is read whole, in two columns rather than three.
        across = _ACROSS if all(tile.sizeHint().width() <= _THIRD for tile in tiles) else _NARROW_ACROSS
        for index, (tile, tender) in enumerate(zip(tiles, tenders, strict=True)):
            tile.clicked.connect(lambda _on=False, kind=tender: self.add(kind))
            self.tiles.addWidget(tile, index // across, index % across)
        self._back_choices()

    def _back_choices(self) -> None:
        self.back_choice.set_choices([Choice(kind.id, text=kind.name()) for kind in self._kinds])

    def show_due(self, due: int) -> None:
        """Minor units; negative when deposit goes back."""
        self._due = due
        self._tiles.setVisible(due > 0)
        self.back_choice.setVisible(due < 0)
        if due <= 0 and self._lines:
            self.clear()
        self._say()

    def show_state(self, state: PaymentState) -> None:
        self._state = state
        self._say()

    def clear(self) -> None:
        self._lines = []
        empty_out(self._held)
        self.back_choice.set_value(CASH)
        self._tell()

    def lines(self) -> list[TenderLine]:
        return list(self._lines)

    def tenders(self) -> list[Tender]:
        """A line left empty does not count; one that is wrong counts as zero, which does not settle."""
        return [line.value() for line in self._lines if line.amount.text().strip()]

    def add(self, tender: TenderKind) -> None:
        """A line for what is left, its amount ready to be typed over; one line for each tender."""
        line = next((one for one in self._lines if one.tender.id == tender.id), None)
        if line is None:
            line = TenderLine(self._texts, tender, self._money(0).currency)
            line.changed.connect(self._tell)
            line.removed.connect(lambda: self._remove(tender.id))
            self._lines.append(line)
            self._held.addWidget(line)
            left = still_due(self._due, self.tenders(), tender.id)
            line.amount.set_value(self._money(left) if left else None)
        line.amount.setFocus(Qt.FocusReason.OtherFocusReason)
        line.amount.selectAll()
        self._tell()

    def focus_first(self) -> None:
        wrong = next((line for line in self._lines if line.amount.value() is None), None)
        item = self.tiles.itemAt(0)
        first = item.widget() if item is not None else None
        if wrong is not None:
            wrong.amount.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._due < 0:
            self.back_choice.focus_first()
        elif first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self, kind: str) -> None:
        for line in self._lines:
            if line.tender.id == kind:
                self._lines.remove(line)
                self._held.removeWidget(line)
                line.hide()
                line.deleteLater()
                break
        self._tell()

    def _quick(self, values: list[str]) -> None:
        self.quick.set_value(None)
        cash = next((kind for kind in self._kinds if kind.id == CASH), None)
        if not values or cash is None:
            return
        self.add(cash)
        line = next(line for line in self._lines if line.tender.id == CASH)
        line.amount.set_value(self._money(int(values[0])))
        line.amount.selectAll()

    def _tell(self) -> None:
        self.changed.emit(self.tenders())

    def _say(self) -> None:
        state, due, show = self._state, self._due, self._texts.catalogue.money
        word = "till.pay.give_back" if due < 0 else "till.pay.nothing" if due == 0 else "till.pay.due"
        self._texts.bind(self.due_word.setText, word)
        self.due.show_figure(show(self._money(abs(due))), "warn" if due < 0 else "text")
        self._show_quick()
        change = due > 0 and bool(self._lines)
        self.change.setVisible(change)
        self.change_word.setVisible(change)
        if not change:
            return
        tone = "ok" if state.settled else "bad"
        key = {"": "till.pay.change", "short": "till.pay.left", "over": "till.pay.over"}.get(
            state.problem, "till.pay.check"
        )
        self._texts.bind(self.change_word.setText, key)
        set_state(self.change_word, "tone", tone)
        amount = state.change if state.settled else state.problem_amount
        self.change.show_figure(show(self._money(amount)) if amount or state.settled else "–", tone)

    def _show_quick(self) -> None:
        rest = still_due(self._due, self.tenders(), CASH)
        self.quick.setVisible(rest > 0)
        if rest <= 0:
            return
        show = self._texts.catalogue.money
        wanted = [Choice(str(rest), text=self._texts.tr("till.pay.exact"))]
        wanted += [
            Choice(str(note), text=show(self._money(note)).removesuffix(".00"))
            for note in quick_notes(rest, self._notes)
        ]
        if [(chip.value, chip.text()) for chip in self.quick.chips()] != [(c.value, c.text) for c in wanted]:
            self.quick.set_choices(wanted)
