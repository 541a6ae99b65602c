"""The day at a glance: figures, the last weeks, what each tender holds, and the days closed before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from shopdesk.domain.money import Money, decimals
from shopdesk.domain.payment import CASH
from shopdesk.services.day_close import PastDay
from shopdesk.services.day_figures import DayFigures
from shopdesk.services.quotes import rate_name
from shopdesk.ui.common import theme
from shopdesk.ui.common.figure import BigFigure
from shopdesk.ui.common.kit import (
    Button,
    Card,
    Choice,
    Elided,
    PrimaryButton,
    Segmented,
    column,
    empty_out,
    label,
    line,
    row,
    text_label,
)
from shopdesk.ui.common.status import Mark
from shopdesk.ui.common.tables import Column, Table
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.day.chart import DayChart
from shopdesk.ui.pages.day.figures import DayBar, DayData

_SIDE = 344
_SPANS = (14, 30)
_TILES = ("net", "sales", "refunds", "tickets")


class FigureTile(Card):
    """One figure: what it is, how much, and what it is made of."""

    def __init__(self, texts: Texts, key: str) -> None:
        super().__init__()
        self.setObjectName(key.replace(".", "_"))
        self.word = text_label(texts, key, "label")
        self.figure = BigFigure(24)
        self.note = Elided(kind="note")
        self.body.setSpacing(2)
        for part in (self.word, self.figure, self.note):
            self.body.addWidget(part)


class Dashboard(QWidget):
    """Passive; `tender_name` and `tax_name` speak the window's language."""

    count_wanted = Signal()
    report_wanted = Signal()
    till_wanted = Signal()
    days_chosen = Signal(int)
    reprint_wanted = Signal(object)

    def __init__(
        self,
        texts: Texts,
        money: Callable[[int], Money],
        tender_name: Callable[[str], str],
        tax_name: Callable[[], str],
        near: Callable[[datetime], str],
    ) -> None:
        super().__init__()
        self.setObjectName("day_dashboard")
        self._texts, self._money, self._near = texts, money, near
        self._tender_name, self._tax_name = tender_name, tax_name
        self._is_open = False
        self.state = Elided(kind="secondary")
        self.report = Button(texts, "day.report", icon="eye", key_hint="F7")
        self.report.clicked.connect(lambda _on=False: self.report_wanted.emit())
        self.go = PrimaryButton(texts, "day.begin", icon="calculator", key_hint="Ctrl ↵")
        self.go.clicked.connect(lambda _on=False: self._go())
        self.tiles = {
            name: FigureTile(texts, f"day.tile.{name}") for name in ("net", "sales", "refunds", "tickets")
        }
        self.late = FigureTile(texts, "day.tile.late")
        self.history = self._make_history()
        head = row(
            column(text_label(texts, "day.title", "title"), self.state, spacing=2), self.report, self.go
        )
        head.setStretch(0, 1)
        tiles = row(*self.tiles.values(), self.late, spacing=10)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 14, 16, 16)
        box.setSpacing(10)
        box.addLayout(head)
        box.addLayout(tiles)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addLayout(column(self._make_chart(), self._make_past(), spacing=10), 1)
        below.addWidget(self._make_ledger())
        box.addLayout(below, 1)

    def _make_chart(self) -> Card:
        show = self._texts.catalogue.money
        self.chart = DayChart(self._texts, lambda minor: show(self._money(minor)), self._short)
        self.chart.picked.connect(self._say_bar)
        self.span = Segmented(self._texts, [Choice(str(days), f"day.chart.last_{days}") for days in _SPANS])
        self.span.changed.connect(lambda values: self.days_chosen.emit(int(values[0])))
        self.bar_words = label("secondary")
        card = Card(self._texts, "day.chart.title")
        card.add_head(self.bar_words)
        card.add_head(self.span)
        card.body.addWidget(self.chart, 1)
        return card

    def _make_history(self) -> Table[PastDay]:
        columns = [
            Column[PastDay]("day.history.z", lambda past: f"Z{past.z_number:06d}", width=96, strong=True),
            Column[PastDay]("day.history.closed", lambda past: self._near(past.closed_at), width=150),
            Column[PastDay]("day.history.desk", lambda past: past.desk, stretch=True),
            Column[PastDay]("day.history.net", lambda past: self._plain(past.net_total), "right", 120),
            Column[PastDay](
                "day.history.over_short",
                self._difference,
                width=148,
                pill=lambda past: Mark(tone_of(past.over_short), _DIFFERENCE_ICONS[tone_of(past.over_short)]),
            ),
        ]
        table = Table[PastDay](
            self._texts, columns, "day_history", empty_key="day.history.none", name_key="day.history.title"
        )
        table.activated_row.connect(self.reprint_wanted.emit)
        return table

    def _make_past(self) -> Card:
        self.reprint = Button(self._texts, "day.history.reprint", kind="quiet", icon="printer", key_hint="F8")
        self.reprint.clicked.connect(lambda _on=False: self.ask_reprint())
        card = Card(self._texts, "day.history.title")
        card.add_head(self.reprint)
        card.body.addWidget(self.history, 1)
        return card

    def _make_ledger(self) -> Card:
        self._ledger = QGridLayout()
        self._ledger.setContentsMargins(0, 0, 8, 0)
        self._ledger.setVerticalSpacing(5)
        self._ledger.setColumnStretch(0, 1)
        inside = QWidget()
        inside.setLayout(column(self._ledger, 1, spacing=0))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        card = Card(self._texts, "day.ledger.title")
        card.setFixedWidth(_SIDE)
        card.body.addWidget(scroll, 1)
        return card

    # what is shown

    def show_day(self, data: DayData, bars: Sequence[DayBar]) -> None:
        self._is_open = data.figures is not None
        self._show_state(data)
        self._show_tiles(data)
        self._show_ledger(data.figures)
        self.history.show_rows(data.past)
        if data.past and self.history.current_row() is None:
            self.history.choose(0)
        self.reprint.setEnabled(bool(data.past))
        self.show_bars(bars)

    def show_bars(self, bars: Sequence[DayBar]) -> None:
        self.chart.show_bars(bars)

    def show_allowed(self, *, allowed: bool, why_not: str) -> None:
        """Who may not close the day sees why."""
        self.go.setEnabled(allowed or not self._is_open)
        self.go.setToolTip("" if allowed else why_not)

    def ask_reprint(self) -> None:
        past = self.history.current_row()
        if past is not None:
            self.reprint_wanted.emit(past)

    def _go(self) -> None:
        (self.count_wanted if self._is_open else self.till_wanted).emit()

    def _show_state(self, data: DayData) -> None:
        figures = data.figures
        self.report.setEnabled(figures is not None)
        self.go.show_key("day.begin" if figures else "day.to_till")
        self.go.show_icon("calculator" if figures else "lock-open")
        if figures is None:
            self._texts.bind(self.state.setText, "day.closed_state")
        else:
            opened = self._near(figures.opened_at)
            self._texts.bind(
                self.state.setText, "day.open_state", desk=figures.desk, name=figures.opened_by, time=opened
            )

    def _show_tiles(self, data: DayData) -> None:
        figures, tell = data.figures, self._texts.tr
        amounts = (figures.net_total, figures.sales_total, figures.refunds_total) if figures else (0, 0, 0)
        for name, amount in zip(("net", "sales", "refunds"), amounts, strict=True):
            self.tiles[name].figure.show_figure(self._full(amount))
        taxes = sum(tax.tax for tax in figures.taxes) if figures else 0
        self.tiles["net"].note.setText(tell("day.tile.tax", amount=self._money(taxes)))
        self.tiles["sales"].note.setText(
            tell("day.tile.sales_count", n=figures.sales_count if figures else 0)
        )
        self.tiles["refunds"].note.setText(
            tell("day.tile.refunds_count", n=figures.refunds_count if figures else 0)
        )
        self.tiles["tickets"].figure.show_figure(str(data.counts.open))
        self.tiles["tickets"].note.setText(
            tell(
                "day.tile.in_out",
                taken=figures.tickets_in if figures else 0,
                out=figures.tickets_out if figures else 0,
            )
        )
        late = data.counts.late
        self.late.figure.show_figure(str(late), "bad" if late else "text")
        self.late.note.setText(tell("day.tile.late_some" if late else "day.tile.late_none"))

    def _show_ledger(self, figures: DayFigures | None) -> None:
        empty_out(self._ledger)
        if figures is None:
            self._ledger.addWidget(text_label(self._texts, "day.ledger.none", "secondary"), 0, 0)
            return
        tell = self._texts.tr
        self._section(tell("day.ledger.tenders"))
        for kind, amount in figures.tenders:
            self._entry(self._tender_name(kind), amount)
            if kind == CASH:
                self._entry(tell("day.ledger.float"), figures.opening_float, quiet=True)
                if figures.cash_moved:
                    self._entry(tell("day.ledger.moved"), figures.cash_moved, quiet=True)
        self._section(tell("day.ledger.kinds"))
        for name, amount in figures.sales_by_kind:
            self._entry(tell(f"words.line.{name}"), amount)
        for tax in filter(lambda one: one.rate, figures.taxes):
            self._entry(rate_name(self._tax_name(), tax.rate), tax.tax)
        self._section(tell("day.ledger.deposits"))
        self._entry(tell("day.ledger.deposits_taken"), figures.deposits_taken)
        self._entry(tell("day.ledger.deposits_used"), figures.deposits_used)
        self._entry(tell("day.ledger.deposits_held"), figures.deposits_held, strong=True)
        self._section(tell("day.ledger.running"))
        self._entry(tell("day.ledger.running_total"), figures.running_total)
        self._entry(tell("day.ledger.drawer"), None, text=str(figures.drawer_opened))

    def _section(self, title: str) -> None:
        at = self._ledger.rowCount()
        if at > 1:
            self._ledger.addWidget(line(), at, 0, 1, 2)
        words = label("label", title)
        self._ledger.addWidget(words, at + 1, 0, 1, 2)

    def _entry(
        self, name: str, amount: int | None, *, text: str = "", quiet: bool = False, strong: bool = False
    ) -> None:
        at = self._ledger.rowCount()
        kind = "strong" if strong else "note" if quiet else "text"
        words = Elided(name, kind)
        figure: QLabel = label(kind, text if amount is None else self._full(amount))
        figure.setFont(theme.font(bold=strong, tabular=True))
        if quiet:
            words.setContentsMargins(12, 0, 0, 0)
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._ledger.addWidget(words, at, 0)
        self._ledger.addWidget(figure, at, 1)

    def _say_bar(self, bar: DayBar) -> None:
        weekday = self._texts.catalogue.weekday(bar.day)
        self.bar_words.setText(f"{bar.day:%m-%d} {weekday}  {self._full(bar.net)}")

    def _difference(self, past: PastDay) -> str:
        return difference_words(self._texts, self._money(past.over_short))

    def _plain(self, minor: int) -> str:
        return self._texts.catalogue.money(self._money(minor), symbol=False)

    def _full(self, minor: int) -> str:
        return self._texts.catalogue.money(self._money(minor))

    def _short(self, minor: int) -> str:
        """A figure of the scale: whole units."""
        whole = minor // 10 ** decimals(self._money(0).currency)
        return f"{whole:,}"


_DIFFERENCE_ICONS = {"ok": "check", "warn": "trending-up", "bad": "trending-down"}


def tone_of(difference: int) -> str:
    return "bad" if difference < 0 else "warn" if difference > 0 else "ok"


def difference_words(texts: Texts, difference: Money) -> str:
    """``Short ¥1.00``, ``长款 ¥1.00``, or that it agrees."""
    if not difference:
        return texts.tr("day.count.agrees")
    key = "day.count.short" if difference.minor < 0 else "day.count.over"
    return texts.tr(key, amount=Money(abs(difference.minor), difference.currency))
