"""The window for merging: first whom with, then both side by side, and only then what cannot be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from shopdesk.errors import Conflict
from shopdesk.services.duplicates import Likely
from shopdesk.services.merging import Side
from shopdesk.services.people import CustomerBrief
from shopdesk.ui.common.dialogs import Dialog
from shopdesk.ui.common.kit import Banner, SearchField, column, text_label
from shopdesk.ui.common.status import Mark
from shopdesk.ui.common.tables import Column, Table
from shopdesk.ui.common.tasks import Failed
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.customers.merge_presenter import MergePresenter
from shopdesk.ui.pages.customers.merge_sides import MergeSides

_TYPING_MS = 150


class MergeDialog(Dialog):
    """Calls `merged` with the file that stays and the name of the other, once it is done."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        kept: CustomerBrief,
        merged: Callable[[int, str], object],
        *,
        other_id: int | None = None,
    ) -> None:
        texts = desk.texts
        super().__init__(texts, texts.tr("customers.merge.title", name=kept.name), parent)
        self.setObjectName("merge_customers")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(860, 560)
        self._desk = desk
        self.presenter = MergePresenter(desk, self, kept.id, merged, self)
        self.banner = Banner(texts)
        self.sides: MergeSides | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_choosing())
        self._stack.addWidget(self._make_comparing())
        self.body.addWidget(self.banner)
        self.body.addWidget(self._stack, 1)
        self.back = self.add_button("customers.merge.other", "quiet", self._choose_again)
        self.back.setObjectName("merge_back")
        self.add_button("common.cancel", "secondary", self.reject)
        self.go = self.add_button("customers.merge.verb", "danger", self._merge)
        self.go.setObjectName("merge_go")
        self.go.setAutoDefault(False)
        self._show(comparing=False)
        if other_id is not None:
            self.presenter.choose(other_id)
        else:
            self.presenter.find("")

    def _make_choosing(self) -> QWidget:
        texts = self.texts
        self.search = SearchField(texts, "customers.search")
        self.search.setObjectName("merge_search")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TYPING_MS)
        self._soon.timeout.connect(lambda: self.presenter.find(self.search.text()))
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self._listed = text_label(texts, "customers.merge.likely", "section")
        self.found = Table[Likely](
            texts,
            [
                Column("customers.name", lambda one: one.customer.name, stretch=True, strong=True),
                Column("customers.phone", lambda one: one.customer.phone, width=150),
                Column(
                    "customers.visits",
                    lambda one: texts.tr("customers.visits_n", n=one.customer.visits),
                    width=110,
                ),
                Column(
                    "customers.merge.why",
                    lambda one: texts.tr(f"customers.why.{one.why[0]}") if one.why else "",
                    width=190,
                    pill=lambda one: Mark("warn", "users") if one.why else None,
                ),
            ],
            "merge_found",
            empty_key="customers.none_found",
            name_key="customers.merge.likely",
        )
        self.found.activated_row.connect(lambda one: self.presenter.choose(one.customer.id))
        made = QWidget()
        hint = text_label(texts, "customers.merge.choose_hint", "note")
        made.setLayout(column(self.search, self._listed, self.found, hint))
        return made

    def _make_comparing(self) -> QWidget:
        self._area = QScrollArea()
        self._area.setObjectName("merge_area")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        words = text_label(self.texts, "customers.merge.words")
        words.setWordWrap(True)
        undone = text_label(self.texts, "customers.merge.not_undone", "note")
        undone.setWordWrap(True)
        made = QWidget()
        made.setLayout(column(words, self._area, undone))
        return made

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.sides is None:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the presenter asks

    def show_candidates(self, found: Sequence[Likely], *, likely: bool) -> None:
        self.found.show_rows(found)
        self.texts.bind(self._listed.setText, "customers.merge.likely" if likely else "customers.merge.found")

    def show_sides(self, kept: Side, gone: Side) -> None:
        self.sides = MergeSides(self._desk, kept, gone)
        self._area.setWidget(self.sides)
        self._show(comparing=True)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self, *, busy: bool) -> None:
        self.go.setEnabled(not busy)

    def say_changed(self, key: str, name: str) -> None:
        self.banner.say(key, "warn", name=name)

    def problems(self, retry: Callable[[], object], conflict: Callable[[Conflict], object]) -> Failed:
        return self._desk.problems.form(banner=self.banner, retry=retry, conflict=conflict)

    def show_done(self) -> None:
        self.accept()

    # Inside

    def _show(self, *, comparing: bool) -> None:
        self._stack.setCurrentIndex(1 if comparing else 0)
        self.go.setVisible(comparing)
        self.back.setVisible(comparing)

    def _choose_again(self) -> None:
        self.banner.clear()
        self.sides = None
        self._show(comparing=False)
        self.presenter.find(self.search.text())
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _merge(self) -> None:
        if self.sides is not None:
            self.banner.clear()
            self.presenter.merge(self.sides.chosen())
