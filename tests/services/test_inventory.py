"""Stock: oldest lot first, never below nothing, always the sum of its movements, kept for who came first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from shopdesk.domain.quote import Grade
from shopdesk.domain.stock import LotStock, MovementKind, Shortage, take_oldest_first
from shopdesk.domain.ticket import Step
from shopdesk.errors import Conflict, NeedsConfirmation, NotAllowed, UserError
from shopdesk.services.bench import EndTicket
from shopdesk.services.bench_parts import ReturnPart, UsePart, part_offer
from shopdesk.services.inventory import CountPart, ReceiveLot, SavePart
from shopdesk.services.shop import Shop
from shopdesk.services.stock import PartCard, find_parts, issued_to, part, part_by_code, part_card, part_code
from shopdesk.services.stock_moves import reserve
from tests.shop_floor import Clock, Floor, furnish


def save(floor: Floor, sku: str = "BAT-12", **changes: object) -> int:
    base: dict[str, object] = {"sku": sku, "name": "iPhone 12 电池", "grade": Grade.GENUINE, "price": 19800}
    return floor.shop.do(SavePart(**{**base, **changes}), floor.technician).value  # type: ignore[arg-type]  # tests name their own fields


def receive(floor: Floor, part_id: int, quantity: int, cost: int = 100, number: str = "") -> int:
    command = ReceiveLot(part_id=part_id, quantity=quantity, unit_cost=cost, number=number)
    return floor.shop.do(command, floor.technician).value


def use(floor: Floor, ticket_id: int, code: str, quantity: int = 1, *, confirmed: bool = False) -> None:
    floor.shop.do(
        UsePart(
            ticket_id=ticket_id,
            seen_version=floor.version(ticket_id),
            code=code,
            quantity=quantity,
            confirmed=frozenset({"not_quoted"} if confirmed else ()),
        ),
        floor.technician,
    )


def card_of(floor: Floor, part_id: int) -> PartCard:
    return floor.shop.ask_as(floor.owner, part_card, part_id)


@pytest.mark.parametrize(
    ("lots", "wanted", "taken"),
    [
        ([3], 1, [1]),
        ([3], 3, [3]),
        ([2, 5], 3, [2, 1]),
        ([0, 5], 3, [3]),
        ([1, 1, 1], 3, [1, 1, 1]),
        ([4], 0, []),
    ],
)
def test_the_oldest_lot_goes_first(lots: list[int], wanted: int, taken: list[int]) -> None:
    there = [LotStock(number, quantity) for number, quantity in enumerate(lots)]
    assert [one.quantity for one in take_oldest_first(there, wanted)] == taken


def test_more_than_there_is_cannot_be_taken() -> None:
    with pytest.raises(Shortage):
        take_oldest_first([LotStock(1, 2), LotStock(2, 1)], 4)


def test_an_issue_runs_over_lots_in_the_order_they_came(floor: Floor) -> None:
    part_id = save(floor)
    for number, quantity in (("A", 1), ("B", 2), ("C", 5)):
        receive(floor, part_id, quantity, number=number)
        floor.clock.on(days=1)
    use(floor, floor.repairing(), "BAT-12", 4, confirmed=True)
    assert [(lot.number, lot.left) for lot in card_of(floor, part_id).lots] == [("A", 0), ("B", 0), ("C", 4)]


@pytest.mark.parametrize(
    ("changes", "field_name"),
    [
        ({"sku": "  "}, "sku"),
        ({"name": ""}, "name"),
        ({"price": -1}, "price"),
        ({"low_level": -1}, "low_level"),
        ({"sku": "DSP-14PM"}, "sku"),
    ],
)
def test_a_part_that_cannot_be_is_refused_beside_its_field(
    floor: Floor, changes: dict[str, Any], field_name: str
) -> None:
    with pytest.raises(UserError) as refused:
        save(floor, **changes)
    assert refused.value.field == field_name


@pytest.mark.parametrize(("quantity", "cost"), [(0, 100), (-1, 100), (100_001, 100), (1, -1)])
def test_a_delivery_that_cannot_be_is_refused(floor: Floor, quantity: int, cost: int) -> None:
    with pytest.raises(UserError):
        receive(floor, floor.screen_id, quantity, cost)
    assert card_of(floor, floor.screen_id).part.on_hand == 9


def test_a_lot_without_a_number_is_called_by_the_day(floor: Floor) -> None:
    receive(floor, floor.battery_id, 1)
    assert card_of(floor, floor.battery_id).lots[-1].number == "261121"


def test_who_saved_first_is_shown_to_who_saved_second(floor: Floor) -> None:
    part_id = save(floor)
    seen = floor.shop.ask(part, part_id)
    save(floor, part_id=part_id, seen_version=seen.version, price=20000)
    with pytest.raises(Conflict) as conflict:
        save(floor, part_id=part_id, seen_version=seen.version, price=30000)
    assert getattr(conflict.value.theirs, "price", 0) == 20000
    assert floor.shop.ask(part, part_id).price == 20000


@pytest.mark.parametrize(
    ("counted", "difference", "lots"), [(3, 0, [1, 2]), (1, -2, [0, 1]), (0, -3, [0, 0]), (5, 2, [1, 4])]
)
def test_a_count_sets_what_is_there(floor: Floor, counted: int, difference: int, lots: list[int]) -> None:
    part_id = save(floor)
    receive(floor, part_id, 1)
    floor.clock.on(days=1)
    receive(floor, part_id, 2)
    command = CountPart(part_id=part_id, counted=counted, seen_on_hand=3, reason="盘点")
    assert floor.shop.do(command, floor.technician).value == difference
    card = card_of(floor, part_id)
    assert card.part.on_hand == counted
    assert [lot.left for lot in card.lots] == lots


def test_found_on_the_shelf_without_a_delivery(floor: Floor) -> None:
    part_id = save(floor)
    floor.shop.do(CountPart(part_id=part_id, counted=2, seen_on_hand=0, reason="找回"), floor.technician)
    card = card_of(floor, part_id)
    assert card.part.on_hand == 2
    assert card.movements[0].kind is MovementKind.COUNT


def test_a_count_overtaken_by_a_movement_is_counted_again(floor: Floor) -> None:
    receive(floor, floor.screen_id, 1)
    with pytest.raises(Conflict):
        floor.shop.do(
            CountPart(part_id=floor.screen_id, counted=9, seen_on_hand=9, reason="盘点"), floor.technician
        )
    assert card_of(floor, floor.screen_id).part.on_hand == 10


def test_the_counter_looks_but_does_not_keep_stock(floor: Floor) -> None:
    command = ReceiveLot(part_id=floor.screen_id, quantity=1, unit_cost=1)
    with pytest.raises(NotAllowed):
        floor.shop.do(command, floor.counter)


def test_what_the_shop_paid_is_for_the_owner(floor: Floor) -> None:
    assert card_of(floor, floor.screen_id).lots[0].unit_cost == 41000
    for other in (floor.technician, floor.counter):
        assert floor.shop.ask_as(other, part_card, floor.screen_id).lots[0].unit_cost is None


@pytest.mark.parametrize("text", ["屏幕", "pm", "dsp", "690123", "14 pro 屏幕", "zc", "DSP-14PM"])
def test_parts_are_found_as_they_are_typed(floor: Floor, text: str) -> None:
    assert floor.screen_id in {found.id for found in floor.shop.ask(find_parts, text)}


def test_a_part_is_known_by_its_codes(floor: Floor) -> None:
    assert part_code(floor.screen_id).isdigit()
    for code in ("6901234567892", "DSP-14PM", part_code(floor.screen_id)):
        offer = floor.shop.ask(part_offer, floor.approved(), code)
        assert offer is not None
        assert offer.part.id == floor.screen_id
    assert floor.shop.ask(part_by_code, "000") is None


@pytest.mark.parametrize(
    ("low_level", "on_hand", "low"), [(2, 3, False), (2, 2, True), (2, 0, True), (0, 0, False), (0, 1, False)]
)
def test_low_is_at_the_level_or_below(floor: Floor, low_level: int, on_hand: int, low: bool) -> None:
    part_id = save(floor, low_level=low_level)
    if on_hand:
        receive(floor, part_id, on_hand)
    assert floor.shop.ask(part, part_id).is_low is low


def test_low_parts_come_first_even_beyond_the_limit(floor: Floor) -> None:
    for number in range(4):
        receive(floor, save(floor, f"A-{number}", name=f"A {number}", low_level=1), 9)
    last = save(floor, "Z-1", name="Z", low_level=1)
    gone = save(floor, "B-1", name="B", low_level=1, active=False)
    found = [one.id for one in floor.shop.ask(find_parts, limit=2)]
    assert found[0] == last
    assert floor.shop.ask(find_parts)[-1].id == gone


# What is kept for whom


def count_to(floor: Floor, pieces: int) -> None:
    there = card_of(floor, floor.screen_id).part.on_hand
    floor.shop.do(
        CountPart(part_id=floor.screen_id, counted=pieces, seen_on_hand=there, reason="盘点"),
        floor.technician,
    )


def test_the_last_piece_goes_to_who_reserved_first(floor: Floor) -> None:
    first, second = floor.approved(), floor.approved(name="刘洋", phone="139 0000 0001")
    count_to(floor, 1)
    with pytest.raises(UserError) as refused:
        use(floor, second, "DSP-14PM")
    assert refused.value.key == "problems.no_stock"
    assert refused.value.values["there"] == 0
    use(floor, first, "DSP-14PM")
    assert card_of(floor, floor.screen_id).part.on_hand == 0


def test_nobody_takes_beyond_his_own_what_others_wait_for(floor: Floor) -> None:
    first = floor.approved()
    floor.approved(name="刘洋", phone="139 0000 0001")
    count_to(floor, 2)
    with pytest.raises(UserError):
        use(floor, first, "DSP-14PM", 2, confirmed=True)
    use(floor, first, "DSP-14PM")
    with pytest.raises(UserError):
        use(floor, first, "DSP-14PM", confirmed=True)


def test_what_nobody_approved_is_asked_about_first(floor: Floor) -> None:
    ticket_id = floor.repairing()
    with pytest.raises(NeedsConfirmation) as asked:
        use(floor, ticket_id, "BAT-14PM")
    assert asked.value.confirm == "not_quoted"
    use(floor, ticket_id, "BAT-14PM", confirmed=True)
    assert floor.shop.ask(issued_to, ticket_id) == {floor.battery_id: 1}


@pytest.mark.parametrize(("code", "approved"), [("DSP-14PM", True), ("BAT-14PM", False)])
def test_a_returned_part_stays_kept_only_where_it_was_approved(
    floor: Floor, code: str, approved: bool
) -> None:
    ticket_id = floor.repairing()
    part_id = floor.screen_id if approved else floor.battery_id
    use(floor, ticket_id, code, confirmed=True)
    floor.shop.do(
        ReturnPart(ticket_id=ticket_id, seen_version=floor.version(ticket_id), part_id=part_id),
        floor.technician,
    )
    after = floor.shop.ask(part, part_id)
    assert (after.on_hand, after.reserved) == (9, 1 if approved else 0)
    assert floor.card(ticket_id).old_parts == ()


def test_as_many_old_parts_as_new_ones_stay(floor: Floor) -> None:
    ticket_id = floor.repairing()
    use(floor, ticket_id, "DSP-14PM")
    use(floor, ticket_id, "DSP-14PM", confirmed=True)
    floor.shop.do(
        ReturnPart(ticket_id=ticket_id, seen_version=floor.version(ticket_id), part_id=floor.screen_id),
        floor.technician,
    )
    assert len(floor.card(ticket_id).old_parts) == 1


def test_a_freed_ticket_gives_its_parts_to_who_waits(floor: Floor) -> None:
    first, second = floor.approved(), floor.approved(name="刘洋", phone="139 0000 0001")
    count_to(floor, 1)
    floor.shop.do(
        EndTicket(ticket_id=first, seen_version=floor.version(first), step=Step.CANCEL, reason="不修了"),
        floor.counter,
    )
    use(floor, second, "DSP-14PM")
    assert [row.ticket_id for row in card_of(floor, floor.screen_id).reserved_for] == []


@pytest.fixture(scope="module")
def shelf_floor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Floor]:
    """A shop for many runs: each takes a new part of its own."""
    folder: Path = tmp_path_factory.mktemp("shelf")
    clock = Clock()
    shop = Shop.open(str(folder), clock)
    yield furnish(shop, clock)
    shop.close()


@pytest.fixture(scope="module")
def queue(shelf_floor: Floor) -> list[int]:
    """Four tickets at work, in the order they reserve."""
    names = ("王喆", "刘洋", "陈晓梅", "赵敏")
    return [
        shelf_floor.repairing(name=name, phone=f"139 0000 000{place}") for place, name in enumerate(names)
    ]


NEW_SKU = map("RES-{}".format, count(1))


@given(pieces=st.integers(0, 5), order=st.permutations(range(4)))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_reserved_pieces_go_by_who_came_first_in_whatever_order_they_are_asked_for(
    shelf_floor: Floor, queue: list[int], pieces: int, order: list[int]
) -> None:
    floor, sku = shelf_floor, next(NEW_SKU)
    part_id = save(floor, sku)
    if pieces:
        receive(floor, part_id, pieces)
    for ticket_id in queue:
        floor.shop.run("维修台", reserve, part_id, 1, ticket_id)
    for place in order:
        if place < pieces:
            use(floor, queue[place], sku, confirmed=True)
        else:
            with pytest.raises(UserError):
                use(floor, queue[place], sku, confirmed=True)
    card = card_of(floor, part_id)
    assert card.part.on_hand == max(pieces - 4, 0)
    assert [row.ticket_id for row in card.reserved_for] == queue[pieces:]


# Any order of deliveries, issues, returns and counts


@dataclass
class Model:
    """What the shelf must hold, lot by lot in the order they came, and what each ticket has."""

    lots: list[int] = field(default_factory=list)
    issued: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def on_hand(self) -> int:
        return sum(self.lots)

    def take(self, quantity: int) -> list[tuple[int, int]]:
        taken = []
        for place, there in enumerate(self.lots):
            now = min(there, quantity)
            if now:
                self.lots[place] -= now
                quantity -= now
                taken.append((place, now))
        return taken


class Shelf(RuleBasedStateMachine):
    """One part under random work, held against the model after each step."""

    floor: Floor
    tickets: tuple[int, int]
    numbers = count(1)

    @initialize()
    def new_part(self) -> None:
        self.sku = f"RND-{next(self.numbers)}"
        self.part_id = save(self.floor, self.sku)
        self.model = Model(issued={ticket: [] for ticket in self.tickets})

    @rule(quantity=st.integers(1, 5))
    def deliver(self, quantity: int) -> None:
        self.floor.clock.on(seconds=1)
        receive(self.floor, self.part_id, quantity)
        self.model.lots.append(quantity)

    @rule(which=st.integers(0, 1), quantity=st.integers(1, 4))
    def issue(self, which: int, quantity: int) -> None:
        ticket_id = self.tickets[which]
        if quantity > self.model.on_hand:
            with pytest.raises(UserError):
                use(self.floor, ticket_id, self.sku, quantity, confirmed=True)
            return
        use(self.floor, ticket_id, self.sku, quantity, confirmed=True)
        self.model.issued[ticket_id].extend(self.model.take(quantity))

    @rule(which=st.integers(0, 1), quantity=st.integers(1, 4))
    def put_back(self, which: int, quantity: int) -> None:
        ticket_id = self.tickets[which]
        has = sum(taken for _, taken in self.model.issued[ticket_id])
        command = ReturnPart(
            ticket_id=ticket_id,
            seen_version=self.floor.version(ticket_id),
            part_id=self.part_id,
            quantity=quantity,
        )
        if quantity > has:
            with pytest.raises(UserError):
                self.floor.shop.do(command, self.floor.technician)
            return
        before = [lot.left for lot in card_of(self.floor, self.part_id).lots]
        self.floor.shop.do(command, self.floor.technician)
        after = [lot.left for lot in card_of(self.floor, self.part_id).lots]
        self._returned(ticket_id, [new - old for old, new in zip(before, after, strict=True)])

    def _returned(self, ticket_id: int, back: list[int]) -> None:
        """Pieces go back to the lots they came from, whichever of the ticket's those are."""
        taken: dict[int, int] = {}
        for place, pieces in self.model.issued[ticket_id]:
            taken[place] = taken.get(place, 0) + pieces
        for place, pieces in enumerate(back):
            assert 0 <= pieces <= taken.get(place, 0)
            self.model.lots[place] += pieces
            if pieces:
                taken[place] -= pieces
        self.model.issued[ticket_id] = [(place, pieces) for place, pieces in taken.items() if pieces]

    @precondition(lambda self: self.model.lots)
    @rule(counted=st.integers(0, 8))
    def count_it(self, counted: int) -> None:
        there = self.model.on_hand
        self.floor.shop.do(
            CountPart(part_id=self.part_id, counted=counted, seen_on_hand=there, reason="盘点"),
            self.floor.technician,
        )
        if counted < there:
            self.model.take(there - counted)
        else:
            self.model.lots[-1] += counted - there

    @invariant()
    def as_the_model(self) -> None:
        card = card_of(self.floor, self.part_id)
        assert [lot.left for lot in card.lots] == self.model.lots
        assert min(self.model.lots, default=0) >= 0
        assert card.part.on_hand == self.model.on_hand
        assert card.part.reserved == 0
        for ticket_id, taken in self.model.issued.items():
            issued = self.floor.shop.ask(issued_to, ticket_id).get(self.part_id, 0)
            assert issued == sum(pieces for _, pieces in taken)
            old = [one for one in self.floor.card(ticket_id).old_parts if one.name == card.part.name]
            assert bool(old) >= bool(issued)

    @invariant()
    def hand_is_the_sum_of_movements(self) -> None:
        card = card_of(self.floor, self.part_id)
        assert len(card.movements) < 200  # the card shows the newest 200
        assert card.part.on_hand == sum(one.quantity for one in card.movements)


def test_any_order_of_work_keeps_the_books_of_the_shelf(shelf_floor: Floor) -> None:
    tickets = (shelf_floor.repairing(), shelf_floor.repairing(name="刘洋", phone="139 0000 0001"))
    machine = type("ShelfHere", (Shelf,), {"floor": shelf_floor, "tickets": tickets})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
