"""Counting and closing: pieces at the left, slips in the middle, what it comes to at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from shopdesk.domain.money import Money
from shopdesk.domain.payment import CASH
from shopdesk.services.day_close import Closed
from shopdesk.ui.common import theme
from shopdesk.ui.common.drawer_count import DrawerCount
from shopdesk.ui.common.figure import BigFigure
from shopdesk.ui.common.kit import (
    Banner,
    Card,
    Elided,
    EnterMovesOn,
    Field,
    IconButton,
    IconLabel,
    MoneyEdit,
    PrimaryButton,
    column,
    empty_out,
    label,
    line,
    row,
    set_kind,
    set_state,
    text_label,
)
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.day.dashboard import difference_words, tone_of
from shopdesk.ui.pages.day.figures import CountState

_SIDE = 344
_LONG_DRAWER = 12
_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class SlipRow:
    """One tender but cash: expected, counted, and how they differ."""

    def __init__(self, texts: Texts, kind: str, name: str, currency: str) -> None:
        self.kind = kind
        self.name = Elided(name, "strong")
        self.expected = label()
        self.expected.setFont(theme.font(tabular=True))
        self.expected.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.edit = MoneyEdit(texts, currency, allow_negative=True)
        self.edit.setObjectName(f"slips_{kind}")
        self.edit.setAccessibleName(name)
        self.edit.setFixedWidth(120)
        self.difference = label("note")
        self.difference.hide()


class CountView(QWidget):
    """Passive: what was typed comes out with `counted`."""

    closed = Signal()
    counted = Signal(object, dict)
    sent = Signal()

    def __init__(self, texts: Texts, money: Callable[[int], Money]) -> None:
        super().__init__()
        self.setObjectName("day_count")
        self._texts = texts
        self._money = money
        self._slips: list[SlipRow] = []
        self.banner = Banner(texts)
        self.back = IconButton(texts, "arrow-left", "day.count.back")
        self.back.clicked.connect(lambda _on=False: self.closed.emit())
        self._drawer_card = Card(texts, "day.count.drawer")
        self._drawer_total = label("strong")
        self._drawer_total.setFont(theme.font(bold=True, tabular=True))
        self._drawer_card.add_head(self._drawer_total)
        self.drawer = DrawerCount(texts, lambda minor: texts.catalogue.money(money(minor)))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        head = row(
            self.back,
            column(
                text_label(texts, "day.count.title", "title"),
                text_label(texts, "day.count.words", "secondary"),
                spacing=2,
            ),
            1,
        )
        left = QVBoxLayout()
        left.setContentsMargins(16, 14, 16, 16)
        left.setSpacing(10)
        left.addLayout(head)
        left.addWidget(self.banner)
        cards = QHBoxLayout()
        cards.setSpacing(10)
        cards.addWidget(self._drawer_card)
        cards.addWidget(self._make_slips(), 1)
        left.addLayout(cards, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self._make_side())

    def _make_slips(self) -> Card:
        inside = QWidget()
        inside.setLayout(column(self._grid, 1, spacing=0))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        card = Card(self._texts, "day.count.slips")
        words = text_label(self._texts, "day.count.slips_words", "note")
        words.setWordWrap(True)
        card.body.addWidget(words)
        card.body.addWidget(scroll, 1)
        return card

    def _make_side(self) -> QFrame:
        texts = self._texts
        self.expected = BigFigure(24)
        self.cash = BigFigure(24)
        self.cash.setObjectName("cash_counted")
        self.difference_word = label("strong")
        self.difference = BigFigure(40)
        self.difference.setObjectName("day_difference")
        self.note = QLineEdit()
        self.note.setObjectName("day_note")
        self.note.setMaxLength(400)
        self.note_field = Field(texts, "day.count.note", self.note, optional=True)
        self.go = PrimaryButton(texts, "day.count.close", icon="lock", key_hint="Ctrl ↵")
        self.go.clicked.connect(lambda _on=False: self.sent.emit())
        side = QFrame()
        set_kind(side, "side")
        side.setFixedWidth(_SIDE)
        box = QVBoxLayout(side)
        box.setContentsMargins(16, 14, 16, 16)
        box.setSpacing(12)
        box.addLayout(column(text_label(texts, "day.count.counted", "label"), self.cash, spacing=0))
        box.addLayout(column(text_label(texts, "day.count.expected", "label"), self.expected, spacing=0))
        box.addWidget(line())
        box.addLayout(column(self.difference_word, self.difference, spacing=0))
        box.addStretch(1)
        box.addWidget(self.note_field)
        words = text_label(texts, "day.count.next", "note")
        words.setWordWrap(True)
        box.addWidget(words)
        box.addWidget(self.go)
        return side

    def show_drawer(self, values: Sequence[int], slips: Sequence[tuple[str, str]]) -> None:
        """`values`: notes and coins; `slips`: id and name of each tender but cash."""
        self.drawer.set_columns(2 if len(set(values)) > _LONG_DRAWER else 1)
        self.drawer.show_pieces(values)
        self.drawer.changed.connect(self._tell)
        empty_out(self._grid)
        for column_no, key in enumerate(("day.count.tender", "day.count.booked", "day.count.slip_sum")):
            head = text_label(self._texts, key, "label")
            if column_no:
                head.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(head, 0, column_no)
        self._slips = [SlipRow(self._texts, kind, name, self._money(0).currency) for kind, name in slips]
        for index, slip in enumerate(self._slips):
            at = 2 * index + 1
            for column_no, widget in enumerate((slip.name, slip.expected, slip.edit)):
                self._grid.addWidget(widget, at, column_no)
            self._grid.addWidget(slip.difference, at + 1, 1, 1, 2, Qt.AlignmentFlag.AlignRight)
            slip.edit.value_changed.connect(lambda _value: self._tell())
        self._drawer_card.body.addWidget(self.drawer)
        self._drawer_card.body.addStretch(1)
        stops = [*self.drawer.edits(), *(slip.edit for slip in self._slips), self.note, self.go]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        EnterMovesOn(self)

    def slips(self) -> list[SlipRow]:
        return list(self._slips)

    def begin(self, *, anew: bool) -> None:
        self.banner.clear()
        if anew:
            self.drawer.clear()
            self.note.clear()
            for slip in self._slips:
                slip.edit.clear()
        self.drawer.focus_first()

    def is_right(self) -> bool:
        """Nothing typed is wrong."""
        return self.drawer.is_right() and not any(slip.edit.problem() for slip in self._slips)

    def show_count(self, state: CountState) -> None:
        show = self._texts.catalogue.money
        by_kind = {one.kind: one for one in state.tenders}
        for slip in self._slips:
            one = by_kind[slip.kind]
            slip.expected.setText(show(self._money(one.expected)))
            slip.edit.setPlaceholderText(show(self._money(one.expected), symbol=False))
            told = (
                difference_words(self._texts, self._money(one.difference)) if one.counted is not None else ""
            )
            slip.difference.setText(told)
            slip.difference.setVisible(one.counted is not None)
            set_state(slip.difference, "tone", tone_of(one.difference))
        cash = by_kind[CASH]
        begun = cash.counted is not None
        counted = show(self._money(cash.counted or 0))
        self._drawer_total.setText(counted if begun else "")
        self.cash.show_figure(counted if begun else "–")
        self.expected.show_figure(show(self._money(cash.expected)) if begun else "–")
        if not begun:
            self._texts.bind(self.difference_word.setText, "day.count.difference")
            set_state(self.difference_word, "tone", "")
            self.difference.show_figure("–", "faint")
            return
        tone = tone_of(state.difference)
        key = {"bad": "day.count.short_word", "warn": "day.count.over_word", "ok": "day.count.agrees"}[tone]
        self._texts.bind(self.difference_word.setText, key)
        set_state(self.difference_word, "tone", tone)
        self.difference.show_figure(show(self._money(abs(state.difference))), tone)

    def show_busy(self, *, busy: bool) -> None:
        self.go.setEnabled(not busy)

    def _tell(self) -> None:
        cash = self.drawer.total() if self.drawer.touched() else None
        slips = {}
        for slip in self._slips:
            value = slip.edit.value()
            if value is not None:
                slips[slip.kind] = value.minor
        self.counted.emit(cash, slips)


class DayDone(QWidget):
    """Closed: its number, what was over or short, and that tomorrow starts clean."""

    next_wanted = Signal()

    def __init__(self, texts: Texts, money: Callable[[int], Money]) -> None:
        super().__init__()
        self.setObjectName("day_done")
        self._texts = texts
        self._money = money
        self.number = BigFigure(64)
        self.number.setObjectName("z_number")
        self.number.centre()
        self.difference = label("main")
        self.difference.setAlignment(_MIDDLE)
        title = text_label(texts, "day.done.title", "title")
        title.setAlignment(_MIDDLE)
        words = text_label(texts, "day.done.words", "secondary")
        words.setWordWrap(True)
        words.setAlignment(_MIDDLE)
        self.go = PrimaryButton(texts, "day.done.next", icon="check", key_hint="Ctrl ↵")
        self.go.clicked.connect(lambda _on=False: self.next_wanted.emit())
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(10)
        box.addStretch(2)
        box.addWidget(IconLabel("circle-check", "ok", 56), 0, _MIDDLE)
        box.addWidget(title)
        box.addWidget(self.number)
        box.addWidget(self.difference)
        box.addSpacing(16)
        box.addWidget(words)
        box.addSpacing(12)
        box.addLayout(row(1, self.go, 1))
        box.addStretch(3)

    def show_closed(self, closed: Closed) -> None:
        self.number.show_figure(f"Z{closed.z_number:06d}")
        self.difference.setText(difference_words(self._texts, self._money(closed.over_short)))
        set_state(self.difference, "tone", tone_of(closed.over_short))
        self.go.setFocus()
