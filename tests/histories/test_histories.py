"""Random histories of a shop against a model kept by hand: figures, shelves, deposits, drawer, every step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from shopdesk.domain.payment import Tender
from shopdesk.domain.quote import QuoteLine
from shopdesk.domain.ticket import CLOSED, OPEN, Status, Step
from shopdesk.services.bench import (
    EndTicket,
    WaitForParts,
)
from shopdesk.services.bench_parts import ReturnPart
from shopdesk.services.day_close import CloseDay, past_days
from shopdesk.services.day_figures import day_figures
from shopdesk.services.inventory import CountPart, ReceiveLot
from shopdesk.services.refunds import Refund, RefundLine, sale
from shopdesk.services.stock import part
from shopdesk.services.ticket_lists import shop_counts
from shopdesk.services.till import MoveCash, OpenTill, TakeDeposit, deposit_held, till_state
from tests.histories.book import PaperDay
from tests.histories.floor import Floor
from tests.shops import (
    BATTERY,
    COUNTER,
    COUNTER_DESK,
    LABOUR,
    OWNER,
    SCREEN,
    SCREEN_LINE,
    TECHNICIAN,
)

WITH_PARTS = (Status.APPROVED, Status.WAITING_PARTS, Status.REPAIRING, Status.TESTING)
QUOTABLE = (Status.DIAGNOSING, Status.QUOTED, Status.DECLINED, *WITH_PARTS)
GOING_BACK = (Status.DECLINED, Status.UNREPAIRABLE, Status.CANCELLED)
NOT_CLOSED = tuple(set(Status) - set(CLOSED))

tenders = st.sampled_from(("cash", "wechat", "card"))
amounts = st.sampled_from((1, 50, 3_333, 10_000, 27_500))
pieces = st.integers(1, 3)
shelf = st.sampled_from((SCREEN, BATTERY))
labour = st.builds(
    lambda price, rate: replace(LABOUR, unit_price=price, rate=rate),
    st.sampled_from((1, 99, 16_000, 33_333)),
    st.sampled_from((0, 6_000, 13_000)),
)
goods = st.builds(
    lambda price, quantity, which: replace(SCREEN_LINE, unit_price=price, quantity=quantity, part_id=which),
    st.sampled_from((0, 7, 62_000)),
    st.integers(1, 2),
    shelf,
)
quotes = st.tuples(labour, st.lists(goods, max_size=2)).map(lambda both: (both[0], *both[1]))
CanBe = Callable[["Histories"], bool]


def standing(*statuses: Status) -> CanBe:
    return lambda self: bool(self.book.standing(*statuses))


def till_is_open(self: Histories) -> bool:
    return self.book.day is not None


class Histories(Floor):
    """Each rule does one thing in the shop and writes it into the book; the invariants compare."""

    @initialize(lines=st.lists(quotes, min_size=2, max_size=4))
    def an_ordinary_morning(self, lines: list[tuple[QuoteLine, ...]]) -> None:
        """Devices that wait to be collected: without them too few random histories get as far as money."""
        for each in lines:
            self.receive_and_repair(each)

    # Intake and quote

    @rule(deposit=st.none() | st.builds(Tender, tenders, amounts))
    def receive(self, deposit: Tender | None) -> None:
        self.taken_in(deposit if self.book.day else None)

    @precondition(standing(*NOT_CLOSED))
    @rule(data=st.data(), deposit=st.builds(Tender, tenders, amounts))
    def take_deposit(self, data: st.DataObject, deposit: Tender) -> None:
        ticket = self.choose(data, *NOT_CLOSED)
        command = TakeDeposit(ticket_id=ticket.id, tender=deposit)
        if self.book.day is None:
            self.refused(command, COUNTER, "problems.till_closed")
            return
        self.shop.do(command, COUNTER)
        self.take_deposit_down(ticket, deposit)

    @precondition(standing(Status.RECEIVED, Status.DIAGNOSING))
    @rule(data=st.data(), hopeless=st.integers(0, 4).map(lambda number: number == 0))
    def diagnose(self, data: st.DataObject, hopeless: bool) -> None:
        self.diagnosed(self.choose(data, Status.RECEIVED, Status.DIAGNOSING), hopeless)

    @precondition(standing(*QUOTABLE))
    @rule(data=st.data(), lines=quotes)
    def quote(self, data: st.DataObject, lines: tuple[QuoteLine, ...]) -> None:
        self.priced(self.choose(data, *QUOTABLE), lines)

    @precondition(standing(Status.QUOTED))
    @rule(data=st.data(), yes=st.integers(0, 3).map(bool))
    def answer(self, data: st.DataObject, yes: bool) -> None:
        self.answered(self.choose(data, Status.QUOTED), yes)

    # The bench

    @precondition(standing(Status.APPROVED, Status.WAITING_PARTS))
    @rule(data=st.data())
    def start(self, data: st.DataObject) -> None:
        self.started(self.choose(data, Status.APPROVED, Status.WAITING_PARTS))

    @precondition(standing(Status.APPROVED, Status.REPAIRING))
    @rule(data=st.data())
    def wait(self, data: st.DataObject) -> None:
        ticket = self.choose(data, Status.APPROVED, Status.REPAIRING)
        self.shop.do(WaitForParts(**self.seen()), TECHNICIAN)
        self.stepped(ticket, Step.WAIT_FOR_PARTS)

    @precondition(standing(*WITH_PARTS))
    @rule(data=st.data(), which=shelf, number=pieces)
    def use(self, data: st.DataObject, which: int, number: int) -> None:
        self.issued(self.choose(data, *WITH_PARTS), which, number)

    @precondition(standing(*WITH_PARTS))
    @rule(data=st.data(), which=shelf, number=pieces)
    def put_back(self, data: st.DataObject, which: int, number: int) -> None:
        ticket = self.choose(data, *WITH_PARTS)
        command = ReturnPart(**self.seen(), part_id=which, quantity=number)
        if number > ticket.issued.get(which, 0):
            self.refused(command, TECHNICIAN, "problems.not_issued")
            return
        self.shop.do(command, TECHNICIAN)
        self.book.put_back(ticket.id, which, number)

    @precondition(standing(Status.REPAIRING))
    @rule(data=st.data())
    def finish(self, data: st.DataObject) -> None:
        self.finished(self.choose(data, Status.REPAIRING))

    @precondition(standing(Status.TESTING))
    @rule(data=st.data(), passed=st.integers(0, 4).map(bool))
    def test(self, data: st.DataObject, passed: bool) -> None:
        self.tested(self.choose(data, Status.TESTING), passed)

    @rule(lines=quotes)
    def receive_and_repair(self, lines: tuple[QuoteLine, ...]) -> None:
        ticket = self.taken_in(Tender("cash", 10_000) if self.book.day and len(lines) > 1 else None)
        self.diagnosed(ticket)
        self.priced(ticket, lines)
        self.answered(ticket)
        self.started(ticket)
        for which, number in ticket.wanted:
            if number <= self.book.free_for(ticket.id, which):
                self.issued(ticket, which, number)
        self.finished(ticket)
        self.tested(ticket)

    @precondition(standing(*OPEN))
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        ticket = self.choose(data, *OPEN)
        command = EndTicket(**self.seen(), step=Step.CANCEL, reason="不修了")
        if any(ticket.issued.values()):
            self.refused(command, COUNTER, "problems.return_parts_first")
            return
        self.shop.do(command, COUNTER)
        self.stepped(ticket, Step.CANCEL)
        self.book.free(ticket.id)

    @precondition(standing(*GOING_BACK))
    @rule(data=st.data())
    def give_back(self, data: st.DataObject) -> None:
        ticket = self.choose(data, *GOING_BACK)
        self.shop.do(EndTicket(**self.seen(), step=Step.GIVE_BACK), COUNTER)
        self.stepped(ticket, Step.GIVE_BACK)
        self.book.free(ticket.id)

    # Money

    @precondition(standing(Status.READY))
    @rule(data=st.data(), by_card=st.integers(0, 100), too_much=st.sampled_from((0, 0, 37, 5_000)))
    def hand_over(self, data: st.DataObject, by_card: int, too_much: int) -> None:
        self.handed_over(self.choose(data, Status.READY), by_card, too_much)

    @precondition(lambda self: self.book.day is not None and self.book.standing(Status.READY))
    @rule()
    def hand_over_the_oldest_for_cash(self) -> None:
        self.chosen = self.book.standing(Status.READY)[0]
        self.handed_over(self.book.tickets[self.chosen])

    @precondition(lambda self: self.book.day is not None and any(one.left for one in self.book.sales))
    @rule(data=st.data(), whole=st.booleans(), tender=tenders)
    def refund(self, data: st.DataObject, whole: bool, tender: str) -> None:
        found = data.draw(st.sampled_from([one for one in self.book.sales if one.left]), "sale")
        lines = None
        amount = found.left
        if not whole:
            line = data.draw(
                st.sampled_from([one for one in self.shop.ask(sale, found.id).lines if one.left])
            )
            amount = data.draw(st.integers(1, line.left), "amount")
            too_much = Refund(
                sale_id=found.id, reason="多收", lines=(RefundLine(line.id, line.left + 1),), tender="card"
            )
            self.refused(too_much, OWNER, "problems.refund_too_much")
            lines = (RefundLine(line.id, amount),)
        command = Refund(sale_id=found.id, reason="多收", lines=lines, tender=tender)
        if tender == "cash" and self.day.cash < amount:
            self.refused(command, OWNER, "problems.not_in_drawer")
            return
        assert self.shop.do(command, OWNER).value.total == amount
        found.left -= amount
        self.day.take(tender, -amount)
        self.day.refunds += amount
        self.day.refunds_count += 1
        self.book.running_total -= amount

    @precondition(till_is_open)
    @rule(amount=amounts, out=st.booleans())
    def move_cash(self, amount: int, out: bool) -> None:
        moved = -amount if out else amount
        command = MoveCash(amount=moved, reason="零钱")
        if self.day.cash + moved < 0:
            self.refused(command, COUNTER, "problems.not_in_drawer")
            return
        self.shop.do(command, COUNTER)
        self.day.moved += moved
        self.day.take("cash", moved)

    @precondition(lambda self: self.book.day is not None and self.book.day.tenders)
    @rule(off=st.sampled_from((0, 0, 1_000, -1_000)))
    def close_the_day(self, off: int) -> None:
        counted, left = {}, max(0, self.day.cash + off)
        for piece in self.shop.settings.pack.denominations:
            counted[piece.minor], left = divmod(left, piece.minor)
        total = sum(value * number for value, number in counted.items())
        closed = self.shop.do(
            CloseDay(pieces=tuple(counted.items()), confirmed=frozenset({"difference"})), COUNTER
        ).value
        assert closed.over_short == total - self.day.cash
        self.book.days_closed += 1
        assert closed.z_number == self.book.days_closed
        kept = self.shop.ask(past_days)[0]
        assert (kept.net_total, kept.over_short) == (self.day.sales - self.day.refunds, closed.over_short)
        self.book.day = None

    @precondition(lambda self: self.book.day is None)
    @rule(opening_float=st.sampled_from((0, 100, 30_000)))
    def open_the_day(self, opening_float: int) -> None:
        self.shop.do(OpenTill(opening_float=opening_float), COUNTER)
        self.book.day = PaperDay(opening_float)

    # The shelf

    @rule(which=shelf, number=pieces)
    def deliver(self, which: int, number: int) -> None:
        self.shop.do(ReceiveLot(part_id=which, quantity=number, unit_cost=40_000), TECHNICIAN)
        self.book.stock[which] += number

    @rule(which=shelf, number=st.integers(0, 6))
    def count(self, which: int, number: int) -> None:
        seen = self.book.stock[which]
        difference = self.shop.do(
            CountPart(part_id=which, counted=number, seen_on_hand=seen, reason="盘点"), TECHNICIAN
        ).value
        assert difference == number - seen
        self.book.stock[which] = number

    # What must agree after every step

    @invariant()
    def the_shelves_agree(self) -> None:
        for which, number in self.book.stock.items():
            row = self.shop.ask(part, which)
            assert (row.on_hand, row.reserved) == (number, self.book.reserved(which))

    @invariant()
    def the_tickets_agree(self) -> None:
        expected = Counter(one.status for one in self.book.tickets.values() if one.status not in CLOSED)
        counts = self.shop.ask(shop_counts)
        assert counts.by_status == dict(expected)
        assert counts.newest_id == len(self.book.tickets)
        if self.chosen:
            assert self.shop.ask(deposit_held, self.chosen) == self.book.tickets[self.chosen].deposit

    @invariant()
    def the_drawer_and_the_figures_agree(self) -> None:
        state = self.shop.ask(till_state, COUNTER_DESK)
        if self.book.day is None:
            assert state.session_id is None
            return
        assert state.session_id is not None
        figures = self.shop.ask(day_figures, state.session_id)
        day = self.day
        assert state.cash_expected == figures.cash_expected == day.cash
        others = {kind: amount for kind, amount in figures.tenders if kind != "cash" and amount}
        assert others == {kind: amount for kind, amount in day.tenders.items() if kind != "cash" and amount}
        assert (figures.sales_total, figures.refunds_total) == (day.sales, day.refunds)
        assert (figures.sales_count, figures.refunds_count) == (day.sales_count, day.refunds_count)
        assert sum(amount for _, amount in figures.sales_by_kind) == sum(one.base for one in figures.taxes)
        assert sum(one.base + one.tax for one in figures.taxes) == figures.net_total
        assert figures.cash_moved == day.moved
        assert (figures.deposits_taken, figures.deposits_used) == (day.deposits_taken, day.deposits_used)
        assert figures.deposits_held == self.book.deposits_held
        assert figures.running_total == self.book.running_total


def run_histories(number: int, steps: int) -> None:
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=number, stateful_step_count=steps, deadline=None, suppress_health_check=quiet
        ),
    )


def test_histories_agree_with_the_book() -> None:
    run_histories(number=12, steps=30)


@pytest.mark.soak
def test_two_thousand_histories_of_fifty_steps() -> None:
    run_histories(number=2000, steps=50)
