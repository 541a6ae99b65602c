"""Handing a device back, step by step: matched, looked at, paid, signed. No widgets here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from shopdesk.domain.payment import CASH, Tender
from shopdesk.domain.quote import QuoteLine, taxed
from shopdesk.domain.signature import Signature
from shopdesk.domain.stock import OldPartFate
from shopdesk.errors import Busy, Conflict, UserError
from shopdesk.i18n import catalogue
from shopdesk.services.bench import work_done
from shopdesk.services.bench_parts import SetOldPartFate
from shopdesk.services.checkout import Charge, HandedOver, HandOver, LostSlip, charge
from shopdesk.services.tickets import TicketCard, ticket_card
from shopdesk.services.work import Outcome, Reading, new_request_id
from shopdesk.ui.common.problems import RETRIES
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.till.kick import kick_drawer
from shopdesk.ui.pages.till.payment import PaymentState, payment_state


@dataclass(frozen=True, slots=True)
class PickupData:
    """A ready ticket, all that the pickup shows of it, read in one scope."""

    card: TicketCard
    charge: Charge
    work_done: str


def pickup_data(reading: Reading, ticket_id: int) -> PickupData:
    return PickupData(
        ticket_card(reading, ticket_id), charge(reading, ticket_id), work_done(reading, ticket_id)
    )


class Match(StrEnum):
    """How a scan stands to the ticket that is open."""

    WAITING = "waiting"
    MATCHED = "matched"
    WRONG = "wrong"
    LOST = "lost"


class Part(StrEnum):
    """What is to be done before the device goes out, in the order it is done."""

    SLIP = "slip"
    TAG = "tag"
    OLD_PARTS = "old_parts"
    AMOUNT = "amount"
    PAYMENT = "payment"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Scan:
    """What was scanned for one side of the match; `other_id` is the ticket it belongs to, if not this one."""

    match: Match = Match.WAITING
    code: str = ""
    other_id: int = 0


class PickupViewing(Protocol):
    def show_pickup(self, data: PickupData) -> None: ...
    def show_fates(self, data: PickupData) -> None: ...
    def show_photos(self, photos: Sequence[tuple[str, bytes]]) -> None: ...
    def show_scans(self, slip: Scan, tag: Scan) -> None: ...
    def show_amount(self, charge: Charge, *, adjusted: bool) -> None: ...
    def show_payment(self, state: PaymentState) -> None: ...
    def show_missing(self, missing: Sequence[Part]) -> None: ...
    def clear_payment(self) -> None: ...
    def say(self, key: str, tone: str, **values: object) -> None: ...
    def quiet(self) -> None: ...
    def focus_part(self, part: Part) -> None: ...
    def show_busy(self, *, busy: bool) -> None: ...


class PickupPresenter:
    """One pickup at a time. Its request id is made when it opens, so that it has its effect once."""

    def __init__(
        self, desk: Desk, view: PickupViewing, done: Callable[[HandedOver, PickupData], object]
    ) -> None:
        self._desk = desk
        self._view = view
        self._done = done
        self._request_id = ""
        self._sending = False
        self.data: PickupData | None = None
        self.charge: Charge | None = None
        self.slip = Scan()
        self.tag = Scan()
        self._lost: LostSlip | None = None
        self._lines: tuple[QuoteLine, ...] | None = None
        self._tenders: tuple[Tender, ...] = ()
        self._give_back = CASH
        self._signature: Signature | None = None
        self._on_paper = False

    @property
    def ticket_id(self) -> int:
        """The ticket that is open; 0 for none."""
        return self.data.card.id if self.data else 0

    def open(self, data: PickupData) -> None:
        """Begin with a fresh request id, whatever was open before."""
        self._request_id = new_request_id()
        self._sending = False
        self.data, self.charge = data, data.charge
        self.slip, self.tag, self._lost, self._lines = Scan(), Scan(), None, None
        self._tenders, self._give_back = (), CASH
        self._signature, self._on_paper = None, False
        self._view.quiet()
        self._view.clear_payment()
        self._view.show_pickup(data)
        self._view.show_busy(busy=False)
        self._view.show_scans(self.slip, self.tag)
        self._show_amount()
        self._load_photos(data)

    def close(self) -> None:
        self.data = self.charge = None

    def refresh(self) -> None:
        """The ticket changed: show it as it is now, keep what was typed."""
        if self.data is not None and not self._sending:
            ticket_id = self.data.card.id
            self._desk.ask(self._refreshed, pickup_data, ticket_id)

    def _refreshed(self, data: PickupData) -> None:
        if self.data is None or self.data.card.id != data.card.id or self._sending:
            return
        self.data = data
        self._view.show_fates(data)
        self._recharge()

    # scans

    def scan_slip(self, code: str, ticket_id: int) -> None:
        mine = ticket_id == self.ticket_id
        self.slip = Scan(Match.MATCHED, code) if mine else Scan(Match.WRONG, code, ticket_id)
        if mine:
            self._lost = None
        self._scanned(mine)

    def scan_tag(self, code: str, ticket_id: int) -> None:
        mine = ticket_id == self.ticket_id
        self.tag = Scan(Match.MATCHED, code) if mine else Scan(Match.WRONG, code, ticket_id)
        self._scanned(mine)

    def lose_slip(self, identity: str, reason: str) -> None:
        """No slip: `identity` says which document showed who it is, and `reason` why."""
        self._lost = LostSlip(identity, reason)
        self.slip = Scan(Match.LOST)
        self._scanned(True)

    def _scanned(self, fits: bool) -> None:
        self._view.quiet()
        self._view.show_scans(self.slip, self.tag)
        missing = self._show_missing()
        if fits and Part.SLIP not in missing and Part.TAG not in missing and missing:
            self._view.focus_part(missing[0])

    # what goes back, what it costs, how it is paid

    def settle_part(self, old_part_id: int, fate: OldPartFate) -> None:
        def refused(problem: BaseException) -> None:
            self._desk.problems.show(problem)
            self.refresh()  # the choice pressed is not the one that stands

        command = SetOldPartFate(old_part_id=old_part_id, fate=fate)
        self._desk.send(command, lambda _outcome: self.refresh(), refused)

    def set_price(self, index: int, unit_price: int) -> None:
        """Charge a line at another price, as agreed with the customer just now."""
        if self.charge is None:
            return
        lines = list(self.charge.lines)
        lines[index] = replace(lines[index], unit_price=unit_price)
        approved = self.data.charge.lines if self.data else ()
        self._lines = None if tuple(lines) == approved else tuple(lines)
        self._recharge()

    def _recharge(self) -> None:
        if self.data is None:
            return
        self.charge = self.data.charge
        if self._lines is not None:
            basket = taxed(self._lines, self._desk.settings.tax_mode)
            self.charge = replace(self.charge, lines=self._lines, total=basket.total, tax=basket.tax)
        self._show_amount()

    def _show_amount(self) -> None:
        if self.charge is not None:
            self._view.show_amount(self.charge, adjusted=self._lines is not None)
            self._pay()

    def pay(self, tenders: Sequence[Tender]) -> None:
        self._tenders = tuple(tenders)
        self._pay()

    def _pay(self) -> None:
        self._view.show_payment(self.payment)
        self._show_missing()

    @property
    def payment(self) -> PaymentState:
        return payment_state(self.charge.due if self.charge else 0, self._tenders)

    def give_back(self, kind: str) -> None:
        """By which tender deposit goes back."""
        self._give_back = kind

    def sign(self, signature: Signature | None, *, on_paper: bool) -> None:
        self._signature, self._on_paper = signature, on_paper
        self._show_missing()

    # out it goes

    def missing(self) -> list[Part]:
        """What is not done yet, in the order it is done."""
        if self.data is None or self.charge is None:
            return []
        done = {
            Part.SLIP: self.slip.match in {Match.MATCHED, Match.LOST},
            Part.TAG: self.tag.match is Match.MATCHED,
            Part.OLD_PARTS: all(old.fate is not OldPartFate.UNDECIDED for old in self.data.card.old_parts),
            Part.AMOUNT: self.charge.total <= self.charge.most,
            Part.PAYMENT: self.payment.settled,
            Part.SIGNATURE: self._signature is not None or self._on_paper,
        }
        return [part for part, ready in done.items() if not ready]

    def _show_missing(self) -> list[Part]:
        missing = self.missing()
        self._view.show_missing(missing)
        return missing

    def complete(self) -> None:
        """Hand over, or lead to what is missing. While it is under way, nothing more is sent."""
        if self._sending or self.data is None or self.charge is None:
            return
        missing = self.missing()
        if missing:
            self._view.say(f"till.missing.{missing[0]}", "warn")
            self._view.focus_part(missing[0])
            return
        self._sending = True
        self._view.quiet()
        self._view.show_busy(busy=True)
        self._send(self._command())

    def _command(self) -> HandOver:
        assert self.data is not None  # noqa: S101 - complete() has looked
        return HandOver(
            request_id=self._request_id,
            ticket_id=self.data.card.id,
            seen_version=self.data.card.version,
            tag_code=self.tag.code,
            slip_code=self.slip.code,
            lost_slip=self._lost,
            lines=self._lines,
            tenders=self._tenders,
            give_back=self._give_back,
            signature=self._signature,
            signed_on_paper=self._on_paper,
            notes=self._notes(),
        )

    def _notes(self) -> tuple[str, ...]:
        """An agreed price says on the receipt what was quoted before."""
        if self.data is None or self._lines is None:
            return ()
        approved = self._desk.settings.money(self.data.charge.total)
        return (catalogue(self.data.card.language).text("till.amount.adjusted_note", approved=approved),)

    def _send(self, command: HandOver, tries: int = 1) -> None:
        def out(outcome: Outcome[HandedOver]) -> None:
            data = self.data
            kick_drawer(self._desk, command)
            self.close()
            self._sending = False
            if data is not None:
                self._done(outcome.value, data)

        def failed(problem: BaseException) -> None:
            door = self._desk.problems
            if isinstance(problem, Busy) and tries <= RETRIES:
                door.handle(problem, retry=lambda: self._send(command, tries + 1), after_ms=150 * tries)
                return
            self._sending = False
            self._view.show_busy(busy=False)
            match problem:
                case UserError():
                    self._view.say(problem.key, "bad", **problem.values)
                case Conflict():
                    self._view.say("till.pickup.changed", "warn")
                    self.refresh()
                case _:
                    door.handle(problem)

        self._desk.send(command, out, failed)

    def _load_photos(self, data: PickupData) -> None:
        hashes, media = data.card.intake.photos[:3], self._desk.shop.media
        if not hashes:
            self._view.show_photos(())
            return

        def thumbnails() -> list[tuple[str, bytes]]:
            return [(name, media.thumbnail(name, 256)) for name in hashes if media.has(name)]

        def there(photos: list[tuple[str, bytes]]) -> None:
            if self.ticket_id == data.card.id:
                self._view.show_photos(photos)

        self._desk.tasks.aside(thumbnails, there)
