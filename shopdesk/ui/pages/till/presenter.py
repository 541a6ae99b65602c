"""What the till does between a scan and the drawer: lists, opening, deposits, refunds. No widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shopdesk.domain.ids import read_code
from shopdesk.domain.payment import Tender
from shopdesk.domain.roles import Permission
from shopdesk.domain.signature import Signature
from shopdesk.domain.ticket import CLOSED, Status
from shopdesk.services.checkout import HandedOver
from shopdesk.services.refunds import (
    Refund,
    Refunded,
    RefundLine,
    Sale,
    SaleRow,
    find_sales,
    sale,
    sales_of_tickets,
)
from shopdesk.services.scan import Scanned, ScanResult, scanned
from shopdesk.services.search import find_ticket_rows
from shopdesk.services.ticket_lists import WaitingTicket, waiting_for_collection
from shopdesk.services.tickets import TicketCard, TicketRow, ticket_card
from shopdesk.services.till import TakeDeposit, TillState, deposit_held, till_state
from shopdesk.services.work import Outcome, Reading, new_request_id
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.till.drawer import DrawerPresenter, Form, Sender
from shopdesk.ui.pages.till.list_panel import Listed, ListedTicket, ListMode
from shopdesk.ui.pages.till.pickup import Match, PickupData, PickupPresenter, PickupViewing, pickup_data


@dataclass(frozen=True, slots=True)
class NotReady:
    """A ticket still under way, and the deposit held for it."""

    card: TicketCard
    held: int


@dataclass(frozen=True, slots=True)
class GoneOut:
    """A closed ticket, and what was paid for it."""

    sales: tuple[SaleRow, ...]


Standing = PickupData | NotReady | GoneOut


def standing(reading: Reading, ticket_id: int) -> Standing:
    """What the till can do for a ticket, in one scope. Raises UserError."""
    card = ticket_card(reading, ticket_id)
    if card.status is Status.READY:
        return pickup_data(reading, ticket_id)
    if card.status in CLOSED:
        return GoneOut(sales_of_tickets(reading, [ticket_id]))
    return NotReady(card, deposit_held(reading, ticket_id))


class TillViewing(Protocol):
    @property
    def pickup(self) -> PickupViewing: ...
    def show_closed(self) -> None: ...
    def show_desk(self, state: TillState, opened: str) -> None: ...
    def show_mode(self, mode: ListMode) -> None: ...
    def show_rows(self, rows: Sequence[Listed], chosen: int) -> None: ...
    def show_chosen(self, chosen: int) -> None: ...
    def show_rest(self) -> None: ...
    def show_pickup(self) -> None: ...
    def show_deposit(self, card: TicketCard, held: int) -> None: ...
    def show_sale(self, sold: Sale, row: SaleRow) -> None: ...
    def show_handed_over(self, done: HandedOver, who: str) -> None: ...
    def show_refunded(self, done: Refunded, tender: str) -> None: ...
    def show_deposit_taken(self, amount: int, who: str) -> None: ...
    def show_busy(self, *, busy: bool) -> None: ...
    def clear_search(self) -> None: ...


class TillPresenter:
    def __init__(self, desk: Desk, view: TillViewing) -> None:
        self._desk = desk
        self._view = view
        self._sender = Sender(desk, view)
        self.drawer = DrawerPresenter(desk, self._sender, self.refresh)
        self.pickup = PickupPresenter(desk, view.pickup, self._handed_over)
        self.mode = ListMode.READY
        self.state: TillState | None = None
        self._text = ""
        self._card: TicketCard | None = None
        self._sale: SaleRow | None = None
        self._request_id = ""
        self._asked = 0

    # coming here, and what changed

    def open(self, ticket_id: int | None = None, slip_code: str = "") -> None:
        self.refresh()
        if slip_code:
            self.enter_code(slip_code)
        elif ticket_id is not None:
            self.show_ticket(ticket_id)

    def refresh(self) -> None:
        """State of the till and the list, as they are now."""
        self._desk.ask(self._show_state, till_state, self._desk.actor.desk)
        self._reload()

    def _show_state(self, state: TillState) -> None:
        self.state = state
        if not state.is_open or state.opened_at is None:
            self.drawer.begin()
            self._view.show_closed()
            return
        self._view.show_desk(state, self._when(state.opened_at))

    def _when(self, moment: datetime) -> str:
        zone = self._desk.settings.zone
        return self._desk.texts.catalogue.near(moment, self._desk.shop.clock(), zone)

    def changed_ticket(self, ticket_id: int) -> None:
        """Something was written on a ticket: show it where it stands open."""
        if ticket_id == self.pickup.ticket_id:
            self.pickup.refresh()

    # the list

    def switch(self, mode: ListMode) -> None:
        self.mode = mode
        self._text = ""
        self._view.clear_search()
        self._view.show_mode(mode)
        self._reload()

    def search(self, text: str) -> None:
        self._text = text.strip()
        self._reload()

    def _reload(self) -> None:
        self._asked += 1
        asked = self._asked
        if self.mode is ListMode.SALES:
            self._desk.ask(lambda rows: self._show_list(asked, rows), find_sales, self._text)
        elif self._text:
            self._desk.ask(
                lambda rows: self._show_list(asked, [ListedTicket(row) for row in _open_first(rows)]),
                find_ticket_rows,
                self._text,
            )
        else:
            self._desk.ask(
                lambda rows: self._show_list(asked, [self._waiting(row) for row in rows]),
                waiting_for_collection,
            )

    def _show_list(self, asked: int, rows: Sequence[Listed]) -> None:
        # An answer to what was typed before comes too late.
        if asked == self._asked:
            self._view.show_rows(rows, self._chosen())

    def _chosen(self) -> int:
        if self.mode is ListMode.SALES:
            return self._sale.id if self._sale else 0
        return self.pickup.ticket_id or (self._card.id if self._card else 0)

    def _waiting(self, waiting: WaitingTicket) -> ListedTicket:
        settings = self._desk.settings
        today = settings.local(self._desk.shop.clock()).date()
        days = max(0, (today - settings.local(waiting.since).date()).days)
        storage = settings.pack.storage
        tone = "bad" if days >= storage.notice_days else "warn" if days >= storage.reminder_days else "ok"
        return ListedTicket(waiting.ticket, days, tone)

    def pick(self, listed: Listed) -> None:
        if isinstance(listed, SaleRow):
            self.show_sale(listed)
        else:
            self.show_ticket(listed.ticket.id)

    def enter(self, text: str) -> None:
        """Enter in the search: a code typed by hand is a scan, else the first that is found."""
        if read_code(text) is not None:
            self._view.clear_search()
            self._text = ""
            self._reload()
            self.enter_code(text)
            return
        self._text = text.strip()
        self._reload()
        if self._text and self.mode is ListMode.READY:
            self._desk.ask(self._enter_first, find_ticket_rows, self._text)

    def _enter_first(self, rows: tuple[TicketRow, ...]) -> None:
        if rows:
            self.show_ticket(_open_first(rows)[0].id)

    # scans

    def enter_code(self, code: str) -> None:
        """A code from elsewhere, to be understood first."""
        self._desk.ask(self._entered, scanned, code)

    def _entered(self, result: ScanResult) -> None:
        if not self.scanned(result):
            self._desk.notices.warn("till.scan.unknown")

    def scanned(self, result: ScanResult) -> bool:
        """A slip or a tag: matched against the open pickup, or opens its ticket's."""
        if result.ticket_id is None or result.what not in {Scanned.SLIP, Scanned.TAG}:
            return False
        if self.state is not None and not self.state.is_open:
            return False
        is_slip = result.what is Scanned.SLIP
        if self.mode is ListMode.SALES and is_slip:
            self._desk.ask(self._show_sales, sales_of_tickets, [result.ticket_id])
        elif self.pickup.data is None:
            code = result.code
            self.show_ticket(result.ticket_id, slip=code if is_slip else "", tag="" if is_slip else code)
        elif is_slip:
            self.pickup.scan_slip(result.code, result.ticket_id)
        else:
            self.pickup.scan_tag(result.code, result.ticket_id)
        return True

    # tickets

    def show_ticket(self, ticket_id: int, *, slip: str = "", tag: str = "") -> None:
        self._desk.ask(lambda found: self._show_standing(found, slip, tag), standing, ticket_id)

    def _show_standing(self, found: Standing, slip: str, tag: str) -> None:
        if isinstance(found, PickupData):
            if self.pickup.ticket_id != found.card.id:
                self._card = self._sale = None
                self.pickup.open(found)
                self._view.show_pickup()
            if slip:
                self.pickup.scan_slip(slip, found.card.id)
            if tag:
                self.pickup.scan_tag(tag, found.card.id)
            self._view.show_chosen(found.card.id)
        elif isinstance(found, NotReady):
            self._show_deposit(found.card, found.held)
        else:
            self._show_sales(found.sales)

    def open_other(self, ticket_id: int) -> None:
        """Leave this pickup for the one that the foreign slip or tag belongs to; the scan counts there."""
        slip, tag = self.pickup.slip, self.pickup.tag
        self.pickup.close()
        self.show_ticket(
            ticket_id,
            slip=slip.code if slip.match is Match.WRONG and slip.other_id == ticket_id else "",
            tag=tag.code if tag.match is Match.WRONG and tag.other_id == ticket_id else "",
        )

    def rest(self) -> None:
        """Back to waiting for a scan; a pickup left is begun anew, nothing of it was booked."""
        self.pickup.close()
        self._card = self._sale = None
        self._view.show_rest()
        self._view.show_chosen(0)

    def _handed_over(self, done: HandedOver, data: PickupData) -> None:
        card = data.card
        self._view.show_handed_over(done, " · ".join((card.number, card.customer.name, card.device.title)))
        self.refresh()

    # deposits

    def _show_deposit(self, card: TicketCard, held: int) -> None:
        self.pickup.close()
        self._card, self._sale = card, None
        self._request_id = new_request_id()
        self._view.show_deposit(card, held)
        self._view.show_chosen(card.id)

    @property
    def card(self) -> TicketCard | None:
        """The ticket whose deposit is asked about."""
        return self._card

    def take_deposit(self, amount: int, tender: str, reference: str, form: Form) -> None:
        card = self._card
        if card is None:
            return

        def taken(_outcome: Outcome[int]) -> None:
            self._card = None
            self._view.show_deposit_taken(amount, " · ".join((card.number, card.customer.name)))
            self.refresh()

        deposit = Tender(tender, amount, reference)
        self._sender.do(
            TakeDeposit(request_id=self._request_id, ticket_id=card.id, tender=deposit), taken, form
        )

    # refunds

    def _show_sales(self, rows: tuple[SaleRow, ...]) -> None:
        if not rows:
            self._desk.notices.say("till.refund.no_sale", "info")
            return
        self.show_sale(rows[0])

    def show_sale(self, row: SaleRow) -> None:
        self.pickup.close()
        self._card, self._sale = None, row
        self._request_id = new_request_id()
        self._desk.ask(lambda sold: self._view.show_sale(sold, row), sale, row.id)
        self._view.show_chosen(row.id if self.mode is ListMode.SALES else 0)

    def refund(
        self,
        lines: tuple[RefundLine, ...],
        tender: str,
        reason: str,
        signature: Signature | None,
        form: Form,
    ) -> None:
        row = self._sale
        if row is None:
            return
        name = self._desk.settings.pack.tender(tender).name.text(self._desk.texts.language)

        def given(outcome: Outcome[Refunded]) -> None:
            self._sale = None
            self._view.show_refunded(outcome.value, name)
            self.refresh()

        command = Refund(
            request_id=self._request_id,
            sale_id=row.id,
            reason=reason,
            lines=lines,
            tender=tender,
            signature=signature,
        )
        self._sender.do(command, given, form)

    def may(self, permission: Permission) -> bool:
        return self._desk.actions.allowed(permission.value)


def _open_first(rows: Sequence[TicketRow]) -> list[TicketRow]:
    """Ready ones first: they are what the customer at the counter came for."""
    return sorted(rows, key=lambda row: (row.status is not Status.READY, row.status in CLOSED))
