"""The till put together: list, the screens beside it, and the presenter between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.photo_stage import PhotoStage
from shopdesk.domain.roles import Permission
from shopdesk.domain.stock import OldPartFate
from shopdesk.services.checkout import HandedOver
from shopdesk.services.refunds import Refunded, Sale, SaleRow
from shopdesk.services.scan import ScanResult
from shopdesk.services.tickets import TicketCard
from shopdesk.services.till import MoveCash, OpenDrawer, TillState
from shopdesk.ui.common.kit import Banner, Button, Field
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.till.calm import AtRest, ClosedTill, Done
from shopdesk.ui.pages.till.deposit import DepositView
from shopdesk.ui.pages.till.dialogs import CashDialog, DrawerDialog, LostSlipDialog, PriceDialog
from shopdesk.ui.pages.till.drawer import Form
from shopdesk.ui.pages.till.facing import PayFacing
from shopdesk.ui.pages.till.list_panel import Listed, ListMode, ListPanel
from shopdesk.ui.pages.till.payment_panel import TenderKind
from shopdesk.ui.pages.till.pickup import PickupPresenter
from shopdesk.ui.pages.till.pickup_view import PickupView
from shopdesk.ui.pages.till.presenter import TillPresenter
from shopdesk.ui.pages.till.refund_view import RefundView
from shopdesk.ui.photos.door import PhotoDoor
from shopdesk.ui.shell.actions import Action
from shopdesk.ui.shell.page import Page

_SHOWN = frozenset({"ticket", "till"})


class TillPage(Page):
    page_id: ClassVar[str] = "till"
    title_key: ClassVar[str] = "till.title"
    icon_name: ClassVar[str] = "wallet-cards"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        texts, money = desk.texts, desk.settings.money
        self.closed_till = ClosedTill(texts, money)
        self.list = ListPanel(
            texts,
            lambda moment: texts.catalogue.near(moment, desk.shop.clock(), desk.settings.zone),
            lambda minor: texts.catalogue.money(money(minor)),
        )
        self.rest = AtRest(texts, money)
        self.pickup = PickupView(texts, money)
        self.deposit = DepositView(texts, money)
        self.refund = RefundView(texts, money)
        self.done = Done(texts, money)
        self._screens = QStackedWidget()
        for screen in (self.rest, self.pickup, self.deposit, self.refund, self.done):
            self._screens.addWidget(screen)
        at_work = QWidget()
        beside = QHBoxLayout(at_work)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.list)
        beside.addWidget(self._screens, 1)
        self._whole = QStackedWidget()
        self._whole.addWidget(at_work)
        self._whole.addWidget(self.closed_till)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._whole)
        self._at_work = at_work
        self.presenter = TillPresenter(desk, self)
        out = self.presenter.pickup
        self.photos = PhotoDoor(
            desk,
            self,
            PhotoStage.PICKUP,
            lambda: out.data.card if out.data is not None else None,
            lambda: self._screens.currentWidget() is self.pickup,
        )
        self.facing = PayFacing(desk, self.pickup, self.done, self.presenter.pickup)
        self._fill()
        self._wire()

    def _fill(self) -> None:
        """What the country brings along: tenders, notes and coins, tax; and who may do what."""
        pack, texts = self._desk.settings.pack, self._desk.texts
        kinds = [
            TenderKind(
                tender.id,
                tender.kind,
                lambda words=tender.name: words.text(texts.language),  # type: ignore[misc]  # bound here and now
                tender.needs_reference,
            )
            for tender in pack.tenders
        ]
        notes = [piece.minor for piece in pack.denominations if piece.form == "note"]
        self.pickup.payment.show_tenders(kinds, notes)
        self.pickup.amounts.say_tax(included=self._desk.settings.tax_mode.value == "included")
        self.deposit.show_tenders(kinds)
        self.refund.show_tenders(kinds)
        self.closed_till.show_pieces([piece.minor for piece in pack.denominations])
        self._tools: list[tuple[Button, Action]] = []
        for action in self._drawer_actions():
            button = Button(texts, action.text_key, icon=action.icon, key_hint=action.shortcut)
            button.clicked.connect(lambda _on=False, what=action: self._desk.actions.trigger(what))
            self.rest.add_button(button)
            self._tools.append((button, action))
        self._show_allowed()

    def _show_allowed(self) -> None:
        may = self.presenter.may
        self.closed_till.show_allowed(allowed=may(Permission.OPEN_TILL))
        self.refund.show_allowed(allowed=may(Permission.REFUND))
        for button, action in self._tools:
            button.setEnabled(self._desk.actions.may(action))
            why_not = self._desk.actions.why_not(action)
            button.setToolTip("" if self._desk.actions.may(action) else why_not)

    def _wire(self) -> None:
        presenter, out = self.presenter, self.presenter.pickup
        self.closed_till.opened.connect(self._open_till)
        self.list.searched.connect(presenter.search)
        self.list.entered.connect(presenter.enter)
        self.list.switched.connect(lambda mode: presenter.switch(ListMode(mode)))
        self.list.picked.connect(presenter.pick)
        self._wire_pickup(presenter, out)
        self.deposit.closed.connect(presenter.rest)
        self.deposit.sent.connect(self._take_deposit)
        self.deposit.ticket_wanted.connect(self._to_ticket)
        self.refund.closed.connect(presenter.rest)
        self.refund.sent.connect(self._refund)
        self.done.next_wanted.connect(presenter.rest)
        self._desk.who.changed.connect(self._show_allowed)

    def _wire_pickup(self, presenter: TillPresenter, out: PickupPresenter) -> None:
        view = self.pickup
        view.closed.connect(presenter.rest)
        view.completed.connect(out.complete)
        view.compare_wanted.connect(self.photos.open)
        view.tiles.slip_lost.connect(lambda: LostSlipDialog(self._desk.texts, self, out.lose_slip).open())
        view.tiles.other_wanted.connect(presenter.open_other)
        view.old_parts.chosen.connect(lambda part, fate: out.settle_part(part, OldPartFate(fate)))
        view.amounts.price_wanted.connect(self._agree_price)
        view.amounts.quote_wanted.connect(self._to_ticket)
        view.payment.changed.connect(out.pay)
        view.payment.gave_back.connect(out.give_back)
        view.pad.changed.connect(lambda: out.sign(view.pad.signature(), on_paper=view.pad.on_paper))

    # Page

    def open(self, **target: object) -> None:
        self._show_allowed()
        ticket_id, slip_code = target.get("ticket_id"), target.get("slip_code")
        self.presenter.open(
            ticket_id if isinstance(ticket_id, int) else None, slip_code if isinstance(slip_code, str) else ""
        )

    def changed(self, changes: object) -> None:
        if not isinstance(changes, Iterable):
            return
        shown = [change for change in changes if change.entity in _SHOWN]
        for change in shown:
            if change.entity == "ticket":
                self.presenter.changed_ticket(change.entity_id)
        if shown:
            self.presenter.refresh()

    def scanned(self, result: ScanResult) -> bool:
        return self.presenter.scanned(result)

    def page_actions(self) -> list[Action]:
        at_work = self._is_open
        return [
            Action(
                action_id="till_commit",
                text_key="till.action.commit",
                run=self._commit,
                icon="package-check",
                shortcut="Ctrl+Return",
            ),
            Action(
                action_id="till_search",
                text_key="till.action.search",
                run=self.list.focus_search,
                icon="search",
                shortcut="F2",
                enabled=at_work,
            ),
            Action(
                action_id="till_pay",
                text_key="till.action.pay",
                run=self.pickup.payment.focus_first,
                icon="banknote",
                shortcut="F6",
                enabled=lambda: at_work() and self._screens.currentWidget() is self.pickup,
            ),
            self.photos.action(Permission.HAND_OVER.value),
            *self._drawer_actions(),
        ]

    def _drawer_actions(self) -> list[Action]:
        return [
            Action(
                action_id="till_cash",
                text_key="till.action.cash",
                run=self._ask_cash,
                icon="arrow-right-left",
                shortcut="F7",
                permission=Permission.MOVE_CASH.value,
                enabled=self._is_open,
            ),
            Action(
                action_id="till_drawer",
                text_key="till.action.drawer",
                run=self._ask_drawer,
                icon="lock-open",
                shortcut="F8",
                permission=Permission.MOVE_CASH.value,
                enabled=self._is_open,
            ),
            Action(
                action_id="till_refund",
                text_key="till.action.refund",
                run=lambda: self.presenter.switch(ListMode.SALES),
                icon="undo-2",
                shortcut="F9",
                permission=Permission.REFUND.value,
                enabled=self._is_open,
            ),
        ]

    def _is_open(self) -> bool:
        return self._whole.currentWidget() is self._at_work

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._is_open():
            if self._screens.currentWidget() is not self.rest:
                self.presenter.rest()
            self.list.focus_search()
            return
        super().keyPressEvent(event)

    # what the presenter shows

    def show_closed(self) -> None:
        if self._is_open():
            self.closed_till.clear()
        self._whole.setCurrentWidget(self.closed_till)
        self.closed_till.focus_first()

    def show_desk(self, state: TillState, opened: str) -> None:
        self.rest.show_state(state, opened)
        if not self._is_open():
            self._whole.setCurrentWidget(self._at_work)
            self._screens.setCurrentWidget(self.rest)
        if self._screens.currentWidget() is self.rest:
            self.list.focus_search()
        self._desk.navigator.refresh_actions()

    def show_mode(self, mode: ListMode) -> None:
        self.list.show_mode(mode)
        self.list.focus_search()

    def show_rows(self, rows: Sequence[Listed], chosen: int) -> None:
        self.list.show_rows(rows, chosen)

    def show_chosen(self, chosen: int) -> None:
        self.list.show_chosen(chosen)

    def clear_search(self) -> None:
        self.list.clear_search()

    def show_rest(self) -> None:
        self.photos.close()
        self._screens.setCurrentWidget(self.rest)
        self.list.focus_search()

    def show_pickup(self) -> None:
        self.photos.follow()
        self._screens.setCurrentWidget(self.pickup)
        self.pickup.setFocus()

    def show_deposit(self, card: TicketCard, held: int) -> None:
        self._screens.setCurrentWidget(self.deposit)
        self.deposit.show_ticket(card, held)

    def show_sale(self, sold: Sale, row: SaleRow) -> None:
        self._screens.setCurrentWidget(self.refund)
        desk = self._desk
        issued = desk.texts.catalogue.near(row.issued_at, desk.shop.clock(), desk.settings.zone)
        self.refund.show_sale(
            sold, " · ".join(filter(None, (issued, row.customer, row.ticket_number))), row.customer
        )
        self._show_allowed()

    def show_handed_over(self, done: HandedOver, who: str) -> None:
        self._screens.setCurrentWidget(self.done)
        self.done.show_handed_over(done, who)
        self.facing.thank(done)

    def show_refunded(self, done: Refunded, tender: str) -> None:
        self._screens.setCurrentWidget(self.done)
        self.done.show_refunded(done.number, done.total, tender)

    def show_deposit_taken(self, amount: int, who: str) -> None:
        self._screens.setCurrentWidget(self.done)
        self.done.show_deposit(amount, who)

    def show_busy(self, *, busy: bool) -> None:
        self.deposit.show_busy(busy=busy)
        self.refund.show_busy(busy=busy or not self.presenter.may(Permission.REFUND))

    # what the person does

    def _commit(self) -> None:
        """Ctrl+Enter: the one next step of the screen in front."""
        if self.photos.commit():
            return
        if not self._is_open():
            self.closed_till.send()
            return
        match self._screens.currentWidget():
            case self.pickup:
                self.presenter.pickup.complete()
            case self.deposit:
                self._take_deposit()
            case self.refund:
                self._refund()
            case self.done:
                self.presenter.rest()

    def _open_till(self, opening_float: int) -> None:
        self.presenter.drawer.open_till(opening_float, self._form({"opening_float": self.closed_till.field}))

    def _take_deposit(self) -> None:
        value = self.deposit.value()
        if value is not None:
            fields = {"deposit": self.deposit.amount_field}
            self.presenter.take_deposit(*value, self._form(fields, self.deposit.banner))

    def _refund(self) -> None:
        view = self.refund
        wrong = view.first_wrong()
        if wrong is not None:
            wrong.amount.setFocus()
            return
        if not view.lines():
            view.banner.say("till.refund.nothing_chosen", "warn")
            return
        if not view.reason.text().strip():
            view.reason_field.set_error_key("till.refund.reason_missing")
            view.reason_field.focus()
            return
        fields = {"tender": view.tender_field, "reason": view.reason_field}
        self.presenter.refund(
            view.lines(),
            view.tender.value() or "",
            view.reason.text(),
            view.pad.signature(),
            self._form(fields, view.banner),
        )

    def _agree_price(self, index: int) -> None:
        charge = self.presenter.pickup.charge
        if charge is not None:
            line = charge.lines[index]
            price = self._desk.settings.money(line.unit_price)
            agreed = self.presenter.pickup.set_price
            PriceDialog(self._desk.texts, self, line.name, price, lambda minor: agreed(index, minor)).open()

    def _to_ticket(self) -> None:
        ticket_id = self.presenter.pickup.ticket_id or (self.presenter.card.id if self.presenter.card else 0)
        if ticket_id:
            self._desk.navigator.go("tickets", ticket_id=ticket_id)

    def _ask_cash(self) -> None:
        def send(dialog: CashDialog, amount: int, reason: str) -> None:
            fields = {"amount": dialog.amount_field, "reason": dialog.reason_field}
            command = MoveCash(request_id=dialog.request_id, amount=amount, reason=reason)
            self.presenter.drawer.move_cash(command, dialog.accept, self._form(fields, dialog.banner))

        CashDialog(self._desk.texts, self, self._desk.settings.money, send).open()

    def _ask_drawer(self) -> None:
        def send(dialog: DrawerDialog, reason: str) -> None:
            command = OpenDrawer(request_id=dialog.request_id, reason=reason)
            form = self._form({"reason": dialog.reason_field}, dialog.banner)
            self.presenter.drawer.open_drawer(command, dialog.accept, form)

        DrawerDialog(self._desk.texts, self, send).open()

    def _form(self, fields: Mapping[str, Field], banner: Banner | None = None) -> Form:
        """Problems stand beside these fields, and what was busy is sent again as it was."""
        return lambda again: self._desk.problems.form(fields=fields, banner=banner, retry=again)
