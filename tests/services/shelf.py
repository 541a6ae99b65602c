"""Keeping stock in a few words: a part added, received, used."""

from __future__ import annotations

from shopdesk.domain.quote import Grade
from shopdesk.services.bench_parts import UsePart
from shopdesk.services.inventory import ReceiveLot, SavePart
from shopdesk.services.stock import PartCard, part_card
from tests.shop_floor import Floor


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
