"""One shop under a random history: each deed done in the shop and written into the book."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
)

from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.payment import Tender
from shopdesk.domain.quote import ApprovalKind, QuoteLine
from shopdesk.domain.stock import OldPartFate
from shopdesk.domain.ticket import Standing, Status, Step, after
from shopdesk.errors import UserError
from shopdesk.services.bench import (
    ConfirmDevice,
    FinishRepair,
    RecordTest,
    StartRepair,
)
from shopdesk.services.bench import TestResult as Tried  # pytest takes Test… for a test
from shopdesk.services.bench_parts import SetOldPartFate, UsePart
from shopdesk.services.doctor import examine
from shopdesk.services.intake_form import CheckResult
from shopdesk.services.quotes import Option
from shopdesk.services.quoting import ApproveQuote, DeclineQuote, IssueQuote, RecordDiagnosis
from shopdesk.services.shop import Shop
from shopdesk.services.work import Actor, Command
from tests.histories.book import Book, PaperDay, PaperSale, PaperTicket
from tests.shops import (
    BATTERIES,
    BATTERY,
    BATTERY_CODE,
    COUNTER,
    FLOAT,
    SCREEN,
    SCREEN_CODE,
    SCREENS,
    TECHNICIAN,
    Clock,
    card,
    copied_shop,
    do_not_wait_for_the_disk,
    pickup,
    take_in,
    version,
)

CODES = {SCREEN: SCREEN_CODE, BATTERY: BATTERY_CODE}


class Floor(RuleBasedStateMachine):
    """The deeds; which of them, when, and with what is the matter of the rules."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="shopdesk-history-"))
        self.shop = Shop.open(copied_shop(self.folder / "shop"), Clock())
        do_not_wait_for_the_disk(self.shop)
        self.book = Book({SCREEN: SCREENS, BATTERY: BATTERIES}, PaperDay(FLOAT))
        self.chosen = 0

    def teardown(self) -> None:
        found = examine(self.shop)
        self.shop.close()
        shutil.rmtree(self.folder)
        assert found == ()

    def choose(self, data: st.DataObject, *statuses: Status) -> PaperTicket:
        self.chosen = data.draw(st.sampled_from(self.book.standing(*statuses)), "ticket")
        return self.book.tickets[self.chosen]

    def seen(self) -> dict[str, Any]:
        return {"ticket_id": self.chosen, "seen_version": version(self.shop, self.chosen)}

    def refused(self, command: Command[Any], actor: Actor, key: str) -> None:
        with pytest.raises(UserError) as caught:
            self.shop.do(command, actor)
        assert caught.value.key == key

    def stepped(self, ticket: PaperTicket, step: Step) -> None:
        now = after(step, Standing(ticket.status, ticket.outcome))
        ticket.status, ticket.outcome = now.status, now.outcome

    @property
    def day(self) -> PaperDay:
        assert self.book.day is not None
        return self.book.day

    def taken_in(self, deposit: Tender | None) -> PaperTicket:
        ticket = PaperTicket(take_in(self.shop, deposit=deposit).ticket_id)
        assert ticket.id == len(self.book.tickets) + 1
        self.book.tickets[ticket.id] = ticket
        self.chosen = ticket.id
        if deposit:
            self.take_deposit_down(ticket, deposit)
        return ticket

    def take_deposit_down(self, ticket: PaperTicket, deposit: Tender) -> None:
        ticket.deposit += deposit.amount
        self.day.deposits_taken += deposit.amount
        self.day.take(deposit.kind, deposit.amount)

    def diagnosed(self, ticket: PaperTicket, hopeless: bool = False) -> None:
        self.shop.do(RecordDiagnosis(**self.seen(), cause="进水", repairable=not hopeless), TECHNICIAN)
        ticket.status = Status.DIAGNOSING
        if hopeless:
            self.stepped(ticket, Step.GIVE_UP)

    def priced(self, ticket: PaperTicket, lines: tuple[QuoteLine, ...]) -> None:
        issued = self.shop.do(
            IssueQuote(**self.seen(), options=(Option(title="", lines=lines),), time_needed=""), TECHNICIAN
        ).value
        ticket.quote_id, ticket.quoted = issued.quote_id, sum(line.price for line in lines)
        assert issued.total == ticket.quoted
        ticket.wanted = tuple((line.part_id, line.quantity) for line in lines if line.part_id)
        self.stepped(ticket, Step.QUOTE)

    def answered(self, ticket: PaperTicket, yes: bool = True) -> None:
        if yes:
            told = {"kind": ApprovalKind.PHONE, "said_by": "王喆", "number": "138"}
            self.shop.do(ApproveQuote(**self.seen(), quote_id=ticket.quote_id, **told), COUNTER)  # type: ignore[arg-type]  # one value of each kind
            ticket.approved = ticket.quoted
            self.stepped(ticket, Step.APPROVE)
            self.book.reserve_wanted(ticket.id)
        else:
            self.shop.do(DeclineQuote(**self.seen(), quote_id=ticket.quote_id), COUNTER)
            self.stepped(ticket, Step.DECLINE)
            self.book.free(ticket.id)

    def started(self, ticket: PaperTicket) -> None:
        if not ticket.confirmed:
            self.refused(StartRepair(**self.seen()), TECHNICIAN, "problems.confirm_first")
            tag = code_for(CodeKind.TAG, ticket.id)
            self.shop.do(ConfirmDevice(**self.seen(), scanned=tag), TECHNICIAN)
            ticket.confirmed = True
        self.shop.do(StartRepair(**self.seen()), TECHNICIAN)
        self.stepped(ticket, Step.START_REPAIR)

    def issued(self, ticket: PaperTicket, which: int, number: int) -> None:
        command = UsePart(
            **self.seen(), code=CODES[which], quantity=number, confirmed=frozenset({"not_quoted"})
        )
        if number > self.book.free_for(ticket.id, which):
            self.refused(command, TECHNICIAN, "problems.no_stock")
            return
        self.shop.do(command, TECHNICIAN)
        self.book.issue(ticket.id, which, number)

    def finished(self, ticket: PaperTicket) -> None:
        self.shop.do(FinishRepair(**self.seen(), work_done="换屏"), TECHNICIAN)
        self.stepped(ticket, Step.FINISH_REPAIR)

    def tested(self, ticket: PaperTicket, passed: bool = True) -> None:
        results = (Tried("touch", CheckResult.WORKS if passed else CheckResult.FAILS),)
        self.shop.do(RecordTest(**self.seen(), results=results, passed=passed), TECHNICIAN)
        self.stepped(ticket, Step.PASS_TEST if passed else Step.FAIL_TEST)

    def handed_over(self, ticket: PaperTicket, by_card: int = 0, too_much: int = 0) -> None:
        for old in card(self.shop, ticket.id).old_parts:
            self.shop.do(SetOldPartFate(old_part_id=old.id, fate=OldPartFate.SCRAPPED), TECHNICIAN)
        due = ticket.charge - ticket.deposit
        on_card = max(0, due) * by_card // 100
        in_cash = max(0, due) - on_card + (too_much if due > 0 else 0)
        given = [Tender("card", on_card), Tender("cash", in_cash)]
        command = pickup(self.shop, ticket.id, tenders=tuple(one for one in given if one.amount))
        if self.book.day is None and (ticket.charge or ticket.deposit):
            self.refused(command, COUNTER, "problems.till_closed")
            return
        if due < 0 and self.day.cash < -due:
            self.refused(command, COUNTER, "problems.not_in_drawer")
            return
        done = self.shop.do(command, COUNTER).value
        change = max(0, on_card + in_cash - max(0, due))
        assert (done.total, done.change, done.given_back) == (ticket.charge, change, max(0, -due))
        if done.sale_id is not None:
            self.sell_down(ticket, done.sale_id, on_card, due - on_card)
        self.stepped(ticket, Step.COLLECT)
        self.book.free(ticket.id)

    def sell_down(self, ticket: PaperTicket, sale_id: int, on_card: int, in_cash: int) -> None:
        self.day.take("card", on_card)
        self.day.take("cash", in_cash)
        self.day.sales += ticket.charge
        self.day.sales_count += 1
        self.day.deposits_used += ticket.deposit
        self.book.running_total += ticket.charge
        ticket.deposit = 0
        if ticket.charge:
            self.book.sales.append(PaperSale(sale_id, ticket.charge))
