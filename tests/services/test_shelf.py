"""Stock under random work: in any order oldest first, never below nothing, the sum of its movements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

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

from shopdesk.errors import UserError
from shopdesk.services.bench_parts import ReturnPart
from shopdesk.services.inventory import CountPart
from shopdesk.services.shop import Shop
from shopdesk.services.stock import issued_to
from shopdesk.services.stock_moves import reserve
from tests.services.shelf import card_of, receive, save, use
from tests.shop_floor import Clock, Floor, furnish


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
