"""Stock: oldest lot first, never below nothing, always the sum of its movements, kept for who came first."""

from __future__ import annotations

from typing import Any

import pytest

from shopdesk.domain.stock import LotStock, MovementKind, Shortage, take_oldest_first
from shopdesk.domain.ticket import Step
from shopdesk.errors import Conflict, NeedsConfirmation, NotAllowed, UserError
from shopdesk.services.bench import EndTicket
from shopdesk.services.bench_parts import ReturnPart, part_offer
from shopdesk.services.inventory import CountPart, ReceiveLot
from shopdesk.services.stock import find_parts, issued_to, part, part_by_code, part_card, part_code
from tests.services.shelf import card_of, receive, save, use
from tests.shop_floor import Floor


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
