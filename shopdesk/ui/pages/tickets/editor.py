"""The quote editor: ways to mend it, their lines, what they come to; over the page, not in its way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from shopdesk.domain.money import Money
from shopdesk.domain.quote import Grade, LineKind
from shopdesk.services.stock import PartRow
from shopdesk.ui.common.kit import (
    Button,
    Choice,
    Field,
    Segmented,
    column,
    empty_out,
    label,
    row,
    text_label,
)
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.tickets.draft import (
    MOST,
    CellProblem,
    LineDraft,
    OptionDraft,
    QuoteDraft,
    next_kind,
)
from shopdesk.ui.pages.tickets.line_row import WIDTHS, LineRow
from shopdesk.ui.pages.tickets.panel import Panel
from shopdesk.ui.pages.tickets.stock_popup import StockPopup

_HEADS = ("kind.title", "line", "grade", "price", "quantity", "days", "amount")
_RIGHT = {"price", "quantity", "days", "amount"}


@dataclass(frozen=True, slots=True)
class Sums:
    """What the option comes to, in words; `before` the total, `amounts` by line."""

    before: str
    total: str
    amounts: tuple[str, ...]


class QuoteEditor(Panel):
    """Holds what is typed; asks for parts and sums."""

    edited = Signal()
    searching = Signal(str)

    def __init__(
        self,
        texts: Texts,
        currency: str,
        default_days: Callable[[LineKind, Grade | None], int],
        money: Callable[[int], Money],
    ) -> None:
        super().__init__(texts, "quote_editor", "tickets.editor.title", "tickets.editor.verb", wide=True)
        self._currency = currency
        self._default_days = default_days
        self._money = money
        self._draft = QuoteDraft()
        self._at = 0
        self._loading = False
        self._asking: LineRow | None = None
        self.rows: list[LineRow] = []
        self.tabs = Segmented(texts)
        self.tabs.setObjectName("quote_options")
        self.tabs.changed.connect(lambda values: self.show_option(int(values[0])))
        self.more = Button(texts, "tickets.editor.add_option", kind="quiet", icon="plus")
        self.more.clicked.connect(self._add_option)
        self.fewer = Button(texts, "tickets.editor.remove_option", kind="quiet", icon="trash-2")
        self.fewer.clicked.connect(self._remove_option)
        for part in (self.tabs, self.more, self.fewer):
            self.head.addWidget(part)
        self._fields()
        self._lines_area()
        self.popup = StockPopup(texts, lambda minor: texts.catalogue.money(money(minor), symbol=False), self)
        self.popup.picked.connect(self._picked)
        self._search_soon = QTimer(self)
        self._search_soon.setSingleShot(True)
        self._search_soon.setInterval(0)
        self._search_soon.timeout.connect(self._search)
        self._wanted = ""
        self.sums = label("secondary")
        self.total = label("title")
        self.total.setObjectName("quote_total")
        self.foot.insertWidget(0, self.total)
        self.foot.insertSpacing(1, 12)
        self.foot.insertWidget(2, self.sums)
        self.end()

    def _fields(self) -> None:
        texts = self.texts
        self.option_title = QLineEdit()
        self.option_note = QLineEdit()
        self.time_needed = QLineEdit()
        self.notes = QLineEdit()
        self.fields = {
            "title": Field(texts, "tickets.editor.option_title", self.option_title, optional=True),
            "note": Field(texts, "tickets.editor.option_note", self.option_note, optional=True),
            "time_needed": Field(texts, "tickets.editor.time_needed", self.time_needed, optional=True),
            "notes": Field(texts, "tickets.editor.notes", self.notes, optional=True),
        }
        for name, field in self.fields.items():
            field.editor.setObjectName(f"quote_{name}")
        for edit in (self.option_title, self.option_note, self.time_needed, self.notes):
            edit.textEdited.connect(self._typed)
        self._below = QHBoxLayout()
        self._below.setSpacing(12)
        for name in ("title", "note", "time_needed", "notes"):
            self._below.addWidget(self.fields[name], 1)

    def _lines_area(self) -> None:
        heads = QHBoxLayout()
        heads.setSpacing(6)
        heads.setContentsMargins(0, 0, 14, 0)
        for name, width in zip(_HEADS, WIDTHS, strict=False):
            head = text_label(self.texts, f"tickets.editor.{name}", "label")
            if name in _RIGHT:
                head.setAlignment(Qt.AlignmentFlag.AlignRight)
            if width:
                head.setFixedWidth(width)
            heads.addWidget(head, 0 if width else 1)
        heads.addSpacing(WIDTHS[-1] + 6)
        inside = QWidget()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        adds = row(spacing=0)
        self.adds: list[Button] = []
        for kind in LineKind:
            button = Button(self.texts, f"tickets.editor.add.{kind}", kind="quiet", icon="plus")
            button.clicked.connect(partial(self._add_kind, kind))
            adds.addWidget(button)
            self.adds.append(button)
        adds.addStretch(1)
        held = column(self._lines, adds, 1, spacing=6)
        held.setContentsMargins(0, 0, 14, 0)
        inside.setLayout(held)
        self.lines_scroll = QScrollArea()
        self.lines_scroll.setObjectName("quote_lines")
        self.lines_scroll.setWidgetResizable(True)
        self.lines_scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.lines_scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines_scroll.setWidget(inside)
        self.body.addLayout(heads)
        self.body.addWidget(self.lines_scroll, 1)
        self.body.addLayout(self._below)

    # the draft

    def show_draft(self, draft: QuoteDraft) -> None:
        self._draft = draft
        self._loading = True
        self.time_needed.setText(draft.time_needed)
        self.notes.setText(draft.notes)
        self._loading = False
        self._show(0)

    def draft(self) -> QuoteDraft:
        """Everything as it stands."""
        self._store()
        return replace(self._draft, time_needed=self.time_needed.text(), notes=self.notes.text())

    @property
    def option(self) -> int:
        """Which option is shown."""
        return self._at

    def show_option(self, at: int) -> None:
        self._store()
        self._show(at)
        self.edited.emit()

    def show_sums(self, sums: Sums) -> None:
        self.sums.setText(sums.before)
        self.total.setText(sums.total)
        for line, amount in zip(self.rows, sums.amounts, strict=False):
            line.show_amount(amount)

    def show_problems(self, problems: Sequence[CellProblem]) -> None:
        """Each beside its cell; the keyboard goes to the first."""
        if not problems:
            return
        first = problems[0]
        if first.option != self._at:
            self.show_option(first.option)
        for problem in problems:
            said = self.texts.tr(problem.key, **dict(problem.values))
            if problem.option == self._at and 0 <= problem.line < len(self.rows):
                self.rows[problem.line].show_error(problem.cell, said)
        if 0 <= first.line < len(self.rows):
            self.rows[first.line].focus(first.cell)
            self.lines_scroll.ensureWidgetVisible(self.rows[first.line])
        elif first.cell in self.fields:
            field = self.fields[first.cell]
            field.set_error(self.texts.tr(first.key, **dict(first.values)))
            field.focus()

    def clear_problems(self) -> None:
        for line in self.rows:
            line.clear_errors()
        for field in self.fields.values():
            field.set_error(None)

    def show_parts(self, parts: Sequence[PartRow]) -> None:
        line = self._asking
        if line is None or not line.name.hasFocus():
            return
        self.popup.show_parts(parts, line.name)
        line.stock_open = self.popup.isVisible()

    def take_focus(self) -> None:
        if self.rows:
            self.rows[0].focus("name")

    def _store(self) -> None:
        if not self.rows:
            return
        options = list(self._draft.options)
        options[self._at] = OptionDraft(
            self.option_title.text(), self.option_note.text(), tuple(line.line() for line in self.rows)
        )
        self._draft = replace(self._draft, options=tuple(options))

    def _show(self, at: int) -> None:
        self._loading = True
        self._at = min(at, len(self._draft.options) - 1)
        option = self._draft.options[self._at]
        self._close_stock()
        self._asking = None
        empty_out(self._lines)
        self.rows = []
        for line in option.lines:
            self._new_row(line)
        self.option_title.setText(option.title)
        self.option_note.setText(option.note)
        self.fields["title"].set_error(None)
        number = len(self._draft.options)
        self.tabs.set_choices(
            [Choice(str(place), text=self._tab(place)) for place in range(number)] if number > 1 else []
        )
        self.tabs.set_value(str(self._at))
        self.tabs.setVisible(number > 1)
        self.more.setVisible(number < MOST)
        self.fewer.setVisible(number > 1)
        self._chain()
        self._loading = False

    def _chain(self) -> None:
        """Tab goes through the lines in the order they stand, wherever they were added."""
        stops: list[QWidget] = [self.fewer]
        for line in self.rows:
            stops += [*line.cells.values(), line.remove]
        for before, after in pairwise((*stops, *self.adds)):
            QWidget.setTabOrder(before, after)

    def _tab(self, place: int) -> str:
        key = "tickets.editor.recommended" if place == 0 else "tickets.editor.other"
        return self.texts.tr(key, no=place + 1)

    def _new_row(self, line: LineDraft, at: int | None = None) -> LineRow:
        made = LineRow(self.texts, self._currency, self._default_days)
        made.show_line(line)
        made.edited.connect(self._typed)
        made.removed.connect(partial(self._remove_row, made))
        made.finished.connect(partial(self._row_finished, made))
        made.searching.connect(partial(self._search_for, made))
        made.left_name.connect(self._close_stock)
        made.part_key.connect(self._part_key)
        place = len(self.rows) if at is None else at
        self.rows.insert(place, made)
        self._lines.insertWidget(place, made)
        return made

    # what the person does

    def _typed(self) -> None:
        if not self._loading:
            self.edited.emit()

    def _add_option(self) -> None:
        """An alternative begins with the lines of the one that is shown: most of them stay."""
        self._store()
        options = (*self._draft.options, replace(self._draft.options[self._at], title="", note=""))
        self._draft = replace(self._draft, options=options)
        self._show(len(options) - 1)
        self.edited.emit()
        self.fields["title"].focus()

    def _remove_option(self) -> None:
        self._store()
        options = tuple(option for place, option in enumerate(self._draft.options) if place != self._at)
        self._draft = replace(self._draft, options=options)
        self.rows = []
        self._show(max(0, self._at - 1))
        self.edited.emit()

    def _add_kind(self, kind: LineKind, _checked: bool = False) -> None:
        made = self._new_row(LineDraft(kind, warranty_days=self._default_days(kind, None)))
        self._chain()
        self._typed()
        # The new line has a place only after the layout has run.
        QTimer.singleShot(0, made, lambda: self.lines_scroll.ensureWidgetVisible(made))
        made.focus()

    def _remove_row(self, line: LineRow) -> None:
        place = self.rows.index(line)
        self.rows.remove(line)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()
        if not self.rows:
            self._new_row(LineDraft(warranty_days=self._default_days(LineKind.PART, None)))
        self.rows[min(place, len(self.rows) - 1)].focus()
        self._typed()

    def _row_finished(self, line: LineRow) -> None:
        place = self.rows.index(line)
        if place + 1 < len(self.rows):
            self.rows[place + 1].focus()
        elif line.line().is_empty:
            # Enter in a line left empty: the lines are done.
            self.time_needed.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._add_kind(next_kind(line.line()))

    def _search_for(self, line: LineRow, text: str) -> None:
        self._asking = line
        self._wanted = text
        self._search_soon.start()

    def _search(self) -> None:
        if self._wanted.strip():
            self.searching.emit(self._wanted)
        else:
            self._close_stock()

    def _part_key(self, key: int) -> None:
        match Qt.Key(key):
            case Qt.Key.Key_Up:
                self.popup.step(-1)
            case Qt.Key.Key_Down:
                self.popup.step(1)
            case _:
                self.popup.pick()

    def _picked(self, part: PartRow) -> None:
        line = self._asking
        if line is not None:
            line.stock_open = False
            line.take_part(part, self._money(part.price))

    def _close_stock(self) -> None:
        self.popup.hide()
        for line in self.rows:
            line.stock_open = False
