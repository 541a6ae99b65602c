"""A shop's books as a careful person keeps them on paper: the model that histories are checked against."""

from __future__ import annotations

from dataclasses import dataclass, field

from shopdesk.domain.ticket import Outcome, Status


@dataclass
class PaperTicket:
    """A ticket as written down; amounts in minor units, parts by id."""

    id: int
    status: Status = Status.RECEIVED
    outcome: Outcome = Outcome.OPEN
    deposit: int = 0
    quote_id: int = 0
    quoted: int = 0
    wanted: tuple[tuple[int, int], ...] = ()
    approved: int = 0
    confirmed: bool = False
    issued: dict[int, int] = field(default_factory=dict)

    @property
    def charge(self) -> int:
        return self.approved if self.outcome is Outcome.REPAIRED else 0


@dataclass
class PaperSale:
    id: int
    left: int


@dataclass
class PaperDay:
    """What passed through one till session."""

    opening_float: int
    tenders: dict[str, int] = field(default_factory=dict)
    sales: int = 0
    refunds: int = 0
    sales_count: int = 0
    refunds_count: int = 0
    moved: int = 0
    deposits_taken: int = 0
    deposits_used: int = 0

    def take(self, tender: str, amount: int) -> None:
        self.tenders[tender] = self.tenders.get(tender, 0) + amount

    @property
    def cash(self) -> int:
        return self.opening_float + self.tenders.get("cash", 0)


@dataclass
class Reservation:
    ticket: int
    part: int
    left: int


@dataclass
class Book:
    """The whole shop on paper."""

    stock: dict[int, int]
    day: PaperDay | None
    tickets: dict[int, PaperTicket] = field(default_factory=dict)
    sales: list[PaperSale] = field(default_factory=list)
    reservations: list[Reservation] = field(default_factory=list)
    days_closed: int = 0
    running_total: int = 0

    def standing(self, *statuses: Status) -> list[int]:
        return [ticket.id for ticket in self.tickets.values() if ticket.status in statuses]

    @property
    def deposits_held(self) -> int:
        return sum(ticket.deposit for ticket in self.tickets.values())

    def reserved(self, part: int) -> int:
        return sum(one.left for one in self.reservations if one.part == part)

    def free_for(self, ticket: int, part: int) -> int:
        """What a ticket may take: all there is, less what others asked for before it."""
        promised = 0
        for one in self.reservations:
            if one.part == part and one.left:
                if one.ticket == ticket:
                    break
                promised += one.left
        return self.stock[part] - promised

    def issue(self, ticket: int, part: int, quantity: int) -> None:
        self.stock[part] -= quantity
        issued = self.tickets[ticket].issued
        issued[part] = issued.get(part, 0) + quantity
        for one in self.reservations:
            if (one.ticket, one.part) == (ticket, part):
                used = min(one.left, quantity)
                one.left -= used
                quantity -= used

    def put_back(self, ticket: int, part: int, quantity: int) -> None:
        self.stock[part] += quantity
        self.tickets[ticket].issued[part] -= quantity
        self.reservations.append(Reservation(ticket, part, quantity))

    def free(self, ticket: int) -> None:
        self.reservations = [one for one in self.reservations if one.ticket != ticket]

    def reserve_wanted(self, ticket: int) -> None:
        """What the approved quote needs beyond what the ticket has already."""
        self.free(ticket)
        there = dict(self.tickets[ticket].issued)
        for part, quantity in self.tickets[ticket].wanted:
            used = min(there.get(part, 0), quantity)
            there[part] = there.get(part, 0) - used
            if quantity > used:
                self.reservations.append(Reservation(ticket, part, quantity - used))
