"""The days of the sample shop: devices come in, move on, go out; the till is counted in the evening."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Protocol

from shopdesk.bootstrap.sample_cast import Cast, People, Story
from shopdesk.bootstrap.sample_customers import checks_of, consents, imei, marks_of, squiggle
from shopdesk.bootstrap.sample_photo import photo_of
from shopdesk.domain.consent import Purpose
from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.payment import CASH, Tender
from shopdesk.domain.quote import ApprovalKind, LineKind, QuoteLine
from shopdesk.domain.stock import OldPartFate
from shopdesk.domain.ticket import Status, Step
from shopdesk.services.bench import (
    ConfirmDevice,
    EndTicket,
    FinishRepair,
    RecordTest,
    StartRepair,
    TestResult,
    WaitForParts,
)
from shopdesk.services.bench_parts import SetOldPartFate, UsePart
from shopdesk.services.checkout import HandOver, charge
from shopdesk.services.customer_lists import find_customers
from shopdesk.services.day_close import CloseDay
from shopdesk.services.day_figures import day_figures
from shopdesk.services.fault_book import fault_book
from shopdesk.services.intake import ReceiveDevice
from shopdesk.services.intake_form import CheckResult, FaultHistory, IntakeForm, Tri
from shopdesk.services.people import CustomerEntry, DeviceEntry
from shopdesk.services.quotes import Option
from shopdesk.services.quoting import ApproveQuote, DeclineQuote, IssueQuote, RecordDiagnosis, StartDiagnosis
from shopdesk.services.shop import Shop
from shopdesk.services.stock import find_parts, part_by_code
from shopdesk.services.tickets import TicketCard, ticket_card
from shopdesk.services.till import OpenTill, till_state

_FLOAT = 50_000
# How far the tickets of the last days have come, in turn; earlier ones are all collected.
_ENDS = (
    Status.READY, Status.TESTING, Status.REPAIRING, Status.WAITING_PARTS, Status.APPROVED, Status.QUOTED,
    Status.DECLINED, Status.READY, Status.DIAGNOSING, Status.REPAIRING, Status.QUOTED, Status.CANCELLED,
    Status.APPROVED, Status.READY, Status.UNREPAIRABLE, Status.WAITING_PARTS, Status.ABANDONED,
    Status.DIAGNOSING, Status.QUOTED, Status.RECEIVED,
)  # fmt: skip
_STAYING = 28
"""Tickets still in the shop at the end."""


class SampleTime(Protocol):
    """The sample shop's clock, which its work moves."""

    moment: datetime


class Workday:
    """Carries the shop through its days. Every step is a command that people give at the desk."""

    def __init__(
        self, shop: Shop, clock: SampleTime, told: Cast, people: People, chance: random.Random
    ) -> None:
        self._shop = shop
        self._clock = clock
        self._told = told
        self._people = people
        self._chance = chance
        self._parts = {part.sku: part for part in shop.ask(find_parts)}
        self._stories: dict[int, Story] = {}
        self._taken = 0
        self._drawn: dict[tuple[str, int], tuple[str, ...]] = {}

    def open_till(self) -> None:
        self._shop.do(OpenTill(opening_float=_FLOAT), self._people.counter)

    def close_till(self) -> None:
        """Count the drawer in the evening; now and then a coin is missing."""
        state = self._shop.ask(till_state, self._told.desk)
        if state.session_id is None:
            return
        left = self._shop.ask(day_figures, state.session_id).cash_expected
        if self._chance.random() < 0.2:
            left = max(0, left - 50)
        pieces = []
        for piece in self._shop.settings.pack.denominations:
            number, left = divmod(left, piece.minor)
            if number:
                pieces.append((piece.minor, number))
        self._shop.do(CloseDay(pieces=tuple(pieces), confirmed=frozenset({"difference"})), self._people.owner)

    def take_one_in(self, *, last: bool) -> None:
        """A customer comes to the counter; some have been here before."""
        told, chance = self._told, self._chance
        story = told.stories[self._taken % len(told.stories)]
        name = told.names[self._taken * 7 % len(told.names)]
        known = self._shop.ask(find_customers, name)
        customer = CustomerEntry(
            name, told.phone_form.format(n=1000 + self._taken * 137), id=known[0].id if known else None
        )
        photos = self._photos(story)
        form = IntakeForm(
            customer=customer,
            device=DeviceEntry(
                story.kind,
                story.model,
                brand=story.brand,
                imei=imei(chance) if story.kind == "phone" else "",
                colour=story.colour,
                storage=story.storage,
            ),
            fault_ids=story.faults,
            fault_words=story.words,
            history=FaultHistory(
                dropped=Tri.YES if "screen_broken" in story.faults else Tri.NO,
                liquid=Tri.NO,
                repaired_before=Tri.NO,
                reproduced=Tri.YES,
            ),
            accessories=told.accessories[: chance.randrange(3)],
            checks=checks_of(story),
            marks=marks_of(told, story, photos),
            photos=photos,
            consents=consents(chance),
            estimate_low=story.labour_price,
            estimate_high=story.labour_price + (self._parts[story.part].price if story.part else 0),
            deposit=Tender(CASH, 10_000) if chance.random() < 0.4 else None,
            promised_at=self._clock.moment + timedelta(hours=chance.choice((26, 50, 76, 120, 170))),
            signature=squiggle(chance),
            bin=f"{'ABC'[self._taken % 3]}-{self._taken % 24 + 1:02d}",
        )
        received = self._shop.do(
            ReceiveDevice(form=form, confirmed=frozenset({"open_ticket"})), self._people.counter
        ).value
        self._stories[received.ticket_id] = story
        self._taken += 1
        self._clock.moment += timedelta(minutes=0 if last else chance.randrange(4, 14))

    def _photos(self, story: Story) -> tuple[str, ...]:
        """Front and back; two of each story are drawn, and used again."""
        seed = self._taken // len(self._told.stories) % 2
        if (story.model, seed) not in self._drawn:
            cracked = "screen_broken" in story.faults
            self._drawn[story.model, seed] = tuple(
                self._shop.media.put(photo_of(story.body, cracked=cracked, back=back, seed=seed))
                for back in (False, True)
            )
        return self._drawn[story.model, seed]

    def move_on(self, *, last: bool) -> None:
        """Work on what is in the shop: older tickets to the end, the newest ones to where they stay."""
        here = list(self._stories)
        for ticket_id in here[:-_STAYING]:
            self._bring(ticket_id, Status.COLLECTED)
            del self._stories[ticket_id]
            self._clock.moment += timedelta(seconds=self._chance.randrange(20, 200))
        if last:
            for place, ticket_id in enumerate(here[-_STAYING:]):
                self._bring(ticket_id, _ENDS[place % len(_ENDS)])

    def _bring(self, ticket_id: int, goal: Status) -> None:
        """Take one ticket as far as `goal`."""
        for _ in range(12):
            card = self._shop.ask(ticket_card, ticket_id)
            if card.status in {goal, Status.COLLECTED, Status.ABANDONED}:
                return
            self._step(card, goal)

    def _step(self, card: TicketCard, goal: Status) -> None:
        """One command further towards `goal`."""
        work = {
            Status.RECEIVED: self._look_at,
            Status.DIAGNOSING: self._find_out,
            Status.QUOTED: self._hear_the_answer,
            Status.APPROVED: self._begin,
            Status.WAITING_PARTS: self._begin,
            Status.REPAIRING: self._repair,
            Status.TESTING: self._test,
            Status.READY: self._part_with,
        }.get(card.status)
        if work is not None:
            work(card, goal)
        else:
            self._end(card, Step.GIVE_BACK)

    def _end(self, card: TicketCard, step: Step) -> None:
        command = EndTicket(ticket_id=card.id, seen_version=card.version, step=step, reason=self._told.cancel)
        self._shop.do(command, self._people.counter)

    def _look_at(self, card: TicketCard, _goal: Status) -> None:
        self._shop.do(StartDiagnosis(ticket_id=card.id, seen_version=card.version), self._people.technician)

    def _find_out(self, card: TicketCard, goal: Status) -> None:
        story, bench = self._stories[card.id], self._people.technician
        if card.diagnosis is not None:
            self._shop.do(self._quote(card, story), bench)
            return
        hopeless = goal is Status.UNREPAIRABLE
        found = RecordDiagnosis(
            ticket_id=card.id,
            seen_version=card.version,
            cause=self._told.unrepairable if hopeless else story.cause,
            plan="" if hopeless else story.plan,
            repairable=not hopeless,
        )
        self._shop.do(found, bench)

    def _hear_the_answer(self, card: TicketCard, goal: Status) -> None:
        quote_id = card.quotes[0].id
        if goal is Status.CANCELLED:
            self._end(card, Step.CANCEL)
        elif goal is Status.DECLINED:
            no = DeclineQuote(
                ticket_id=card.id, seen_version=card.version, quote_id=quote_id, reason=self._told.reason
            )
            self._shop.do(no, self._people.counter)
        else:
            self._shop.do(self._approval(card), self._people.counter)

    def _begin(self, card: TicketCard, goal: Status) -> None:
        bench = self._people.technician
        if goal is Status.WAITING_PARTS:
            wait = WaitForParts(ticket_id=card.id, seen_version=card.version, note=self._told.wait)
            self._shop.do(wait, bench)
        elif not card.confirmed:
            tag = code_for(CodeKind.TAG, card.id)
            self._shop.do(ConfirmDevice(ticket_id=card.id, seen_version=card.version, scanned=tag), bench)
        else:
            self._shop.do(StartRepair(ticket_id=card.id, seen_version=card.version), bench)

    def _repair(self, card: TicketCard, _goal: Status) -> None:
        story, bench = self._stories[card.id], self._people.technician
        if story.part and not card.old_parts and self._there(story.part):
            serial = f"SN{self._chance.randrange(10**6):06d}"
            use = UsePart(ticket_id=card.id, seen_version=card.version, code=story.part, serial=serial)
            self._shop.do(use, bench)
            self._clock.moment += timedelta(minutes=self._chance.randrange(15, 40))
        else:
            done = FinishRepair(ticket_id=card.id, seen_version=card.version, work_done=story.work)
            self._shop.do(done, bench)

    def _there(self, sku: str) -> bool:
        part = self._shop.ask(part_by_code, sku)
        return part is not None and part.on_hand > 0

    def _test(self, card: TicketCard, _goal: Status) -> None:
        checks = fault_book().repair_checks(self._stories[card.id].kind)
        opened = any(one.purpose is Purpose.DATA_ACCESS and one.agreed for one in card.consents)
        passed = RecordTest(
            ticket_id=card.id,
            seen_version=card.version,
            results=tuple(
                TestResult(
                    check.id, CheckResult.UNTESTED if check.unlocked and not opened else CheckResult.WORKS
                )
                for check in checks
            ),
            passed=True,
            signature=squiggle(self._chance),
        )
        self._shop.do(passed, self._people.technician)

    def _part_with(self, card: TicketCard, goal: Status) -> None:
        if goal is Status.ABANDONED:
            self._end(card, Step.ABANDON)
        else:
            self._hand_over(card)

    def _quote(self, card: TicketCard, story: Story) -> IssueQuote:
        rate = self._shop.settings.tax_rate
        lines = [QuoteLine(LineKind.LABOUR, story.labour, 1, story.labour_price, rate, warranty_days=90)]
        if story.part:
            part = self._parts[story.part]
            lines.insert(
                0,
                QuoteLine(
                    LineKind.PART, part.name, 1, part.price, rate, part.grade, part.id, part.warranty_days
                ),
            )
        option = Option(title=story.labour, lines=tuple(lines), note=self._told.option_note)
        return IssueQuote(
            ticket_id=card.id,
            seen_version=card.version,
            options=(option,),
            time_needed=self._told.time_needed,
        )

    def _approval(self, card: TicketCard) -> ApproveQuote:
        by_phone = self._chance.random() < 0.5
        return ApproveQuote(
            ticket_id=card.id,
            seen_version=card.version,
            quote_id=card.quotes[0].id,
            kind=ApprovalKind.PHONE if by_phone else ApprovalKind.SIGNATURE,
            said_by=card.customer.name,
            number=card.customer.phone if by_phone else "",
            signature=None if by_phone else squiggle(self._chance),
        )

    def _hand_over(self, card: TicketCard) -> None:
        for old in card.old_parts:
            # Whoever wanted theirs back gets them; the others' are now and then taken along all the same.
            agreed = {one.purpose: one.agreed for one in card.consents}
            taken = agreed.get(Purpose.OLD_PARTS) or self._chance.random() < 0.2
            fate = OldPartFate.RETURNED if taken else OldPartFate.SCRAPPED
            self._shop.do(SetOldPartFate(old_part_id=old.id, fate=fate), self._people.technician)
        due = self._shop.ask(charge, card.id).due
        kinds = [tender.id for tender in self._shop.settings.pack.tenders][:4]
        kind = self._chance.choice(kinds)
        given = -(-due // 1000) * 1000 if kind == CASH else due
        self._shop.do(
            HandOver(
                ticket_id=card.id,
                seen_version=card.version,
                tag_code=code_for(CodeKind.TAG, card.id),
                slip_code=code_for(CodeKind.SLIP, card.id),
                tenders=(Tender(kind, given),) if due > 0 else (),
                signature=squiggle(self._chance),
            ),
            self._people.counter,
        )
