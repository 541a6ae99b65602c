"""Two desks save the same records at random: a stale save is refused with theirs, and no field is lost."""

from __future__ import annotations

import multiprocessing
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing.synchronize import Barrier
from typing import Any

import pytest

from shopdesk.config import ShopLocation
from shopdesk.errors import Busy, Conflict, UserError
from shopdesk.services.bench import PauseRepair, StartRepair
from shopdesk.services.doctor import examine
from shopdesk.services.inventory import SavePart
from shopdesk.services.people import CustomerBrief, EditCustomer, customer
from shopdesk.services.settings import SavedSettings, load_settings
from shopdesk.services.setup import SaveSettings
from shopdesk.services.shop import Shop
from shopdesk.services.staff import EditStaff, StaffMember, staff_member
from shopdesk.services.steps import TheirStatus
from shopdesk.services.stock import PartRow, part
from shopdesk.services.work import Command, Reading
from tests.shops import OWNER, SCREEN, on_the_bench, version

SPAWN = multiprocessing.get_context("spawn")
TICKET = CUSTOMER = 1


def settings_as_saved(reading: Reading) -> SavedSettings:
    saved = load_settings(reading.connection)
    assert saved is not None
    return saved


@dataclass(frozen=True)
class Form:
    """A record both desks edit: how it is read, which field is whose, how it is saved."""

    read: Callable[[Shop], Any]
    fields: Callable[[Any], tuple[str, str]]
    save: Callable[[Any, str, str], Command[Any]]


def _customer_form(kept: CustomerBrief, first: str, second: str) -> Command[Any]:
    return EditCustomer(
        customer_id=kept.id, seen_version=kept.version, name=f"王{second}", phone=kept.phone, note=first
    )


def _part_form(kept: PartRow, first: str, second: str) -> Command[Any]:
    return SavePart(
        part_id=kept.id,
        seen_version=kept.version,
        sku=kept.sku,
        name=f"屏{second}",
        grade=kept.grade,
        price=kept.price,
        bin=first,
    )


def _settings_form(kept: SavedSettings, first: str, second: str) -> Command[Any]:
    value = replace(kept.value, address=first, hours=second)
    return SaveSettings(value=value, seen_version=kept.version)


def _staff_form(kept: StaffMember, first: str, second: str) -> Command[Any]:
    return EditStaff(
        staff_id=kept.id, seen_version=kept.version, name=f"陈{first}", role=kept.role, language=second
    )


FORMS = {
    "customer": Form(
        lambda shop: shop.ask(customer, CUSTOMER), lambda one: (one.note, one.name[1:]), _customer_form
    ),
    "part": Form(lambda shop: shop.ask(part, SCREEN), lambda one: (one.bin, one.name[1:]), _part_form),
    "settings": Form(
        lambda shop: shop.ask(settings_as_saved),
        lambda one: (one.value.address, one.value.hours),
        _settings_form,
    ),
    "staff": Form(
        lambda shop: shop.ask(staff_member, 3), lambda one: (one.name[1:], one.language), _staff_form
    ),
}


_together: Barrier


def _gather(barrier: Barrier) -> None:
    global _together  # noqa: PLW0603 - how a pool hands something to its processes
    _together = barrier


@dataclass
class Desk:
    """What one desk saw: saves that went through, refusals, and fields found overwritten."""

    saved: int = 0
    refused: int = 0
    steps: int = 0
    lost: list[str] = field(default_factory=list)
    saved_from: list[tuple[str, int]] = field(default_factory=list)
    last: dict[str, str] = field(default_factory=dict)


def save_at_random(location: ShopLocation, mine: int, saves: int) -> Desk:
    """One desk, whose field is number `mine`: forms are held open while others save."""
    shop = Shop.open(location)
    chance = random.Random(mine)
    desk = Desk()
    held: dict[str, Any] = {}
    _together.wait()
    while desk.saved + desk.refused < saves:
        name = chance.choice((*FORMS, "ticket"))
        if name == "ticket":
            _step(shop, desk, chance, held)
            continue
        form = FORMS[name]
        kept = held.pop(name, None)
        if kept is None or chance.random() < 0.5:
            kept = form.read(shop)
            here = form.fields(kept)[mine]
            if name in desk.last and here != desk.last[name]:
                desk.lost.append(f"{name}: {desk.last[name]!r} became {here!r}")
            if chance.random() < 0.3:
                held[name] = kept  # typed on later, from what was seen now
        values = list(form.fields(kept))
        values[mine] = str(desk.saved % 10_000_000)
        _save(shop, desk, name, form.save(kept, *values), values[mine], form, kept)
    shop.close()
    return desk


def _save(
    shop: Shop, desk: Desk, name: str, command: Command[Any], value: str, form: Form, kept: Any
) -> None:
    while True:
        try:
            shop.do(command, OWNER)
        except Busy:
            continue
        except Conflict as conflict:
            desk.refused += 1
            # Theirs stands beside mine: newer than what I saw, and whole.
            theirs: Any = conflict.theirs
            if theirs.version <= kept.version or len(form.fields(theirs)) != 2:
                desk.lost.append(f"{name}: refused without theirs")
            return
        desk.saved += 1
        desk.saved_from.append((name, kept.version))
        desk.last[name] = value
        return


def _step(shop: Shop, desk: Desk, chance: random.Random, held: dict[str, Any]) -> None:
    seen = held.pop("ticket", None) or version(shop, TICKET)
    if chance.random() < 0.3:
        held["ticket"] = seen
    # The clock is started and stopped in turn: an even version finds it running, an odd one standing.
    step = PauseRepair if seen % 2 == shop_runs_on else StartRepair
    try:
        shop.do(step(ticket_id=TICKET, seen_version=seen), OWNER)
        desk.saved += 1
        desk.saved_from.append(("ticket", seen))
        desk.steps += 1
    except Conflict as conflict:
        desk.refused += 1
        if not isinstance(conflict.theirs, TheirStatus) or conflict.theirs.version <= seen:
            desk.lost.append("ticket: refused without theirs")
    except UserError as error:
        desk.lost.append(f"ticket: a stale step came as far as {error.key}")
        desk.refused += 1
    except Busy:
        pass


shop_runs_on = 0
"""Parity of the ticket's version while its clock runs."""


def nothing_is_lost(location: ShopLocation, shop: Shop, saves: int) -> None:
    assert on_the_bench(shop).ticket_id == TICKET
    before = version(shop, TICKET)
    assert before % 2 == shop_runs_on
    with ProcessPoolExecutor(2, SPAWN, _gather, (SPAWN.Barrier(2),)) as pool:
        running = [pool.submit(save_at_random, location, mine, saves) for mine in range(2)]
        desks = [one.result() for one in running]
    assert [desk.lost for desk in desks] == [[], []]
    # Each version was the ground of one save at most: what came second came from a stale form.
    grounds = Counter(ground for desk in desks for ground in desk.saved_from)
    assert [ground for ground, times in grounds.items() if times > 1] == []
    for name, form in FORMS.items():
        fields = form.fields(form.read(shop))
        assert [desk.last.get(name, fields[mine]) for mine, desk in enumerate(desks)] == list(fields)
    assert version(shop, TICKET) == before + sum(desk.steps for desk in desks)
    assert all(desk.saved and desk.refused for desk in desks)
    assert examine(shop) == ()


def test_a_stale_save_is_refused_with_theirs(any_location: ShopLocation, any_shop: Shop) -> None:
    nothing_is_lost(any_location, any_shop, saves=80)


@pytest.mark.soak
def test_two_thousand_saves_at_two_desks(any_location: ShopLocation, any_shop: Shop) -> None:
    nothing_is_lost(any_location, any_shop, saves=2000)
