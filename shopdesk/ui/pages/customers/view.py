"""The Customers page: the list at the left, one customer at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.changes import Change
from shopdesk.domain.roles import Permission
from shopdesk.errors import Conflict
from shopdesk.services.customer_lists import CustomerRow
from shopdesk.services.duplicates import Likely
from shopdesk.services.merging import MergedRecord
from shopdesk.services.people import CustomerBrief, CustomerCard, DeviceBrief
from shopdesk.services.phones import MOST_PHONES
from shopdesk.ui.common import theme
from shopdesk.ui.common.conflict import Difference, ask_between
from shopdesk.ui.common.kit import (
    EmptyState,
    IconButton,
    SearchField,
    column,
    label,
    line,
    row,
)
from shopdesk.ui.common.status import Mark
from shopdesk.ui.common.tasks import Failed
from shopdesk.ui.common.windowed import TwoLines, WindowedList
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.customers.card import DetailsCard
from shopdesk.ui.pages.customers.entered import Entered, phones_in
from shopdesk.ui.pages.customers.head import CustomerHead
from shopdesk.ui.pages.customers.history import History
from shopdesk.ui.pages.customers.merged_card import MergedCard
from shopdesk.ui.pages.customers.phones import label_words
from shopdesk.ui.pages.customers.presenter import CustomersPresenter, Load
from shopdesk.ui.shell.actions import Action
from shopdesk.ui.shell.page import Page

_TYPING_MS = 120
_LIST_WIDTH = 292
_DETAILS_WIDTH = 340


class CustomersPage(Page):
    """Find, look, correct; from here to intake and to tickets."""

    page_id = "customers"
    title_key = "customers.title"
    icon_name = "user"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._texts = desk.texts
        self.presenter = CustomersPresenter(desk, self, self)
        self._card: CustomerCard | None = None
        self._new = False
        self._device: DeviceBrief | None = None
        self._stale = True
        self._said = (True, False)
        self._build_list()
        self._build_detail()
        whole = row(self._side, self._right, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        desk.texts.changed.connect(self._say_head)
        self.show_nobody()

    # Building

    def _build_list(self) -> None:
        texts = self._texts
        self.search = SearchField(texts, "customers.search")
        self.search.setObjectName("customers_search")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(lambda: self.presenter.find(self.search.text()))
        self.search.textChanged.connect(self._find_soon)
        self.search.returnPressed.connect(self._find_now)
        self.add_button = IconButton(texts, "user-plus", "customers.add")
        self.add_button.setObjectName("customers_add")
        self.add_button.clicked.connect(lambda: self.presenter.add(""))
        self.count = label("note")
        self.list = WindowedList[CustomerRow](
            texts, self._lines, "customers_list", name_key="customers.title", empty_key="customers.none_found"
        )
        self.list.chosen.connect(lambda one: self.presenter.choose(one.id))
        self.list.activated_row.connect(lambda _one: self.details.name.setFocus())
        self._side = QFrame()
        theme.set_kind(self._side, "surface")
        self._side.setFixedWidth(_LIST_WIDTH)
        head = QVBoxLayout()
        head.setContentsMargins(12, 12, 12, 8)
        head.setSpacing(6)
        head.addLayout(row(self.search, self.add_button))
        head.addWidget(self.count)
        self._side.setLayout(column(head, line(), self.list, spacing=0))

    def _build_detail(self) -> None:
        texts = self._texts
        self.head = head = CustomerHead(self._desk)
        self.name, self.take_in = head.name, head.take_in
        head.take_in_pressed.connect(self._take_in)
        head.merge_pressed.connect(self.presenter.merge)
        head.compare_pressed.connect(self.presenter.merge)
        self.details = DetailsCard(texts)
        self.details.setFixedWidth(_DETAILS_WIDTH)
        self.details.edited.connect(self.presenter.typed)
        self.details.phone_typed.connect(self.presenter.look_for_phone)
        self.details.known_pressed.connect(self.presenter.choose)
        self.details.save_pressed.connect(self.presenter.save)
        self.details.discard_pressed.connect(self.presenter.discard)
        self.history = History(self._desk)
        self.merged = MergedCard(self._desk)
        self.history.device_chosen.connect(self._device_chosen)
        self.history.device_opened.connect(self._may_take_in)
        self.history.visit_opened.connect(self.presenter.open_ticket)
        held = self.history.sizePolicy()
        held.setRetainSizeWhenHidden(True)
        self.history.setSizePolicy(held)
        beside = column(self.history, self.merged, spacing=12)
        beside.setStretch(0, 1)
        parts = row(self.details, beside, spacing=12)
        parts.setStretch(1, 1)
        self._one = QWidget()
        one = column(head, parts, spacing=12)
        one.setContentsMargins(18, 14, 16, 14)
        one.setStretch(1, 1)
        self._one.setLayout(one)
        self._nobody = EmptyState(
            texts,
            "user",
            "customers.nobody",
            "customers.nobody_words",
            action_key="customers.add",
            action=lambda: self.presenter.add(""),
        )
        self._right = QStackedWidget()
        self._right.addWidget(self._nobody)
        self._right.addWidget(self._one)

    # The page

    def open(self, **target: object) -> None:
        customer_id = target.get("customer_id")
        if self._stale:
            self._stale = False
            self.presenter.look_again()
        if isinstance(customer_id, int):
            self.presenter.choose(customer_id)
        else:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
            self.search.selectAll()

    def changed(self, changes: object) -> None:
        if not self.isVisible():
            # Nobody looks: the list is asked again when somebody does.
            self._stale = True
        elif isinstance(changes, Iterable):
            self.presenter.changed([change for change in changes if isinstance(change, Change)])

    def left(self) -> None:
        self._typing.stop()
        self.details.stop_looking()

    def page_actions(self) -> list[Action]:
        return [
            Action(
                action_id="customers_save",
                text_key="customers.save",
                icon="save",
                shortcut="Ctrl+Return",
                permission="edit_customer",
                run=self.presenter.save,
                enabled=lambda: self.presenter.unsaved,
            ),
            Action(
                action_id="customers_add",
                text_key="customers.add",
                icon="user-plus",
                shortcut="Ctrl+N",
                permission="edit_customer",
                run=lambda: self.presenter.add(""),
            ),
            Action(
                action_id="customers_take_in",
                text_key="customers.take_in",
                icon="arrow-down-to-line",
                shortcut="F6",
                permission="receive",
                run=self._take_in,
                enabled=lambda: self.presenter.shown is not None,
            ),
            Action(
                action_id="customers_merge",
                text_key="customers.merge.action",
                icon="merge",
                permission=Permission.MERGE_CUSTOMERS.value,
                run=self.presenter.merge,
                enabled=lambda: self.presenter.shown is not None and not self.presenter.unsaved,
            ),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus() and self.list.rows_model.rowCount():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.list.currentIndex().isValid():
                self.list.choose(0)
            return
        if event.key() == Qt.Key.Key_Escape and self.search.hasFocus() and self.search.text():
            self.search.clear()
            return
        super().keyPressEvent(event)

    def _find_soon(self, _text: str) -> None:
        self._typing.start()

    def _find_now(self) -> None:
        """Enter in the box: the first one found."""
        self._typing.stop()
        if self.list.rows_model.rowCount():
            self.list.choose(0)
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    # What the presenter asks

    def show_list(self, count: int, load: Load, first: Sequence[CustomerRow]) -> None:
        self.list.show_list(count, load, first)

    def show_count(self, count: int) -> None:
        self._texts.bind(self.count.setText, "customers.count", n=count)

    def mark_row(self, row: int | None) -> None:
        """Without telling: it is shown already."""
        with QSignalBlocker(self.list):
            if row is None:
                self.list.clearSelection()
                self.list.setCurrentIndex(self.list.rows_model.index(-1))
            else:
                self.list.choose(row)

    def show_customer(self, card: CustomerCard | None, entered: Entered, *, writing: bool) -> None:
        other = (card and card.customer.id) != (self._card and self._card.customer.id)
        self._card = card
        self._new = card is None
        self.details.fill(entered)
        if other or self._new:
            self.details.clear_problems()
            self.details.show_known(None)
            self.head.show_likely(None)
            self.merged.show_records(())
            self._device = None
        self.history.show_card(card)
        self.history.setVisible(card is not None)
        self._right.setCurrentWidget(self._one)
        self._say_head()
        if writing:
            self.details.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_nobody(self) -> None:
        self._card = None
        self._new = False
        self._right.setCurrentWidget(self._nobody)

    def show_beside(self, likely: Likely | None, merged: Sequence[MergedRecord]) -> None:
        """What else is on file about the customer shown."""
        self.head.show_likely(likely)
        self.merged.show_records(merged)

    def open_merge(
        self, kept: CustomerBrief, other_id: int | None, merged: Callable[[int, str], object]
    ) -> None:
        from shopdesk.ui.pages.customers.merge_dialog import MergeDialog  # noqa: PLC0415 - rarely opened

        MergeDialog(self._desk, self.window(), kept, merged, other_id=other_id).open()

    def show_unsaved(self, *, unsaved: bool, may_edit: bool, may_receive: bool) -> None:
        self.details.show_unsaved(unsaved=unsaved, may_edit=may_edit, new=self._new)
        self.add_button.setEnabled(may_edit)
        if self._nobody.button is not None:
            self._nobody.button.setEnabled(may_edit)
        self.take_in.setVisible(not self._new and may_receive)
        self.head.merge.setVisible(not self._new and self.presenter.may_merge)
        # One filled button: while something is unsaved that is Save.
        self.take_in.set_kind("secondary" if unsaved else "primary")
        if (self._card is None, unsaved) != self._said:
            self._said = (self._card is None, unsaved)
            self._desk.navigator.refresh_actions()

    def show_known(self, known: CustomerBrief | None) -> None:
        self.details.show_known(known)

    def show_saving(self, *, saving: bool) -> None:
        self.details.save.setEnabled(not saving)

    def clear_problems(self) -> None:
        self.details.clear_problems()

    def problems(self, retry: Callable[[], object], conflict: Callable[[Conflict], object]) -> Failed:
        fields = {f"customer.{name}": field for name, field in self.details.fields.items()}
        fields |= {f"customer.phones.{place}": fields["customer.phones"] for place in range(MOST_PHONES)}
        return self._desk.problems.form(
            fields=fields, banner=self.details.banner, retry=retry, conflict=conflict
        )

    def ask_conflict(
        self, differences: Sequence[Difference], then: Callable[[frozenset[str]], object]
    ) -> None:
        ask_between(self._texts, self.window(), "customers.conflict", differences, self._read, then)

    # Inside

    def _read(self, field: str, value: str) -> str:
        match field:
            case "limited":
                return self._texts.tr(f"common.{value}")
            case "language":
                return self._texts.tr(f"customers.language_{value or 'shop'}")
            case "phones":
                said = ((label_words(self._texts, one.label), one.phone) for one in phones_in(value))
                return "\n".join(" ".join(filter(None, one)) for one in said)
            case _:
                return value

    def _say_head(self) -> None:
        if self._new:
            self.head.show_new()
        elif self._card is not None:
            self.head.show_customer(self._card.customer)
        self._say_take_in()

    def _say_take_in(self) -> None:
        if self._device is None:
            self.take_in.show_key("customers.take_in")
        else:
            self.take_in.show_key("customers.take_in_device", device=_short(self._device.title))

    def _device_chosen(self, device: DeviceBrief | None) -> None:
        self._device = device
        self._say_take_in()

    def _take_in(self) -> None:
        self.presenter.take_in(self._device.id if self._device else None)

    def _may_take_in(self, device_id: int) -> None:
        if self.take_in.isVisible():
            self.presenter.take_in(device_id)

    def _lines(self, one: CustomerRow) -> TwoLines:
        time = self._texts.catalogue.day(self._desk.settings.local(one.last_visit)) if one.last_visit else ""
        note = "  ·  ".join(filter(None, (one.phone, one.note.partition("\n")[0])))
        if one.limited:
            return TwoLines(one.name, time, note, self._texts.tr("customers.limited_short"), _LIMITED)
        return TwoLines(one.name, time, note)


_LIMITED = Mark("warn", "triangle-alert")
_LONGEST_DEVICE = 24


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_DEVICE else f"{title[: _LONGEST_DEVICE - 1]}…"
