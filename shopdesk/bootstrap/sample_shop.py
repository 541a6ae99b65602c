"""A sample shop: a fortnight of work built through the services, so that everything in it is true."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from shopdesk.bootstrap.sample_cast import Cast, People, cast
from shopdesk.bootstrap.sample_days import Workday
from shopdesk.domain.roles import Role
from shopdesk.services.inventory import ReceiveLot, SavePart
from shopdesk.services.settings import load_settings
from shopdesk.services.setup import SaveSettings, SetUpShop
from shopdesk.services.shop import SETUP, Shop
from shopdesk.services.staff import AddStaff
from shopdesk.services.work import Actor

DAYS = 12
TICKETS = 60


class SampleClock:
    """Time of the sample shop, moved by the work done in it."""

    def __init__(self, moment: datetime, end: datetime) -> None:
        self.moment = moment
        self._end = end

    def __call__(self) -> datetime:
        # Never past the present: nothing in the sample is yet to come but what was promised.
        self.moment = min(self.moment + timedelta(seconds=4), self._end)
        return self.moment


def build_sample(
    folder: Path,
    language: str,
    progress: Callable[[int, int], None] = lambda done, whole: None,
    until: datetime | None = None,
) -> int:
    """Build a sample shop in `folder` (which must hold none); gives an exit status.

    The last of its days is the day of `until` (now): the till is open and work is under way.
    """
    told = cast(language)
    end = until or datetime.now(UTC)
    clock = SampleClock(end - timedelta(days=DAYS + 1), end)
    shop = Shop.open(str(folder), clock)
    try:
        people = furnish(shop, told)
        chance = random.Random(7)  # noqa: S311 - the same sample every time
        day = Workday(shop, clock, told, people, chance)
        for number in range(DAYS + 1):
            clock.moment = max(_morning(end, DAYS - number, shop.settings.zone), clock.moment)
            last = number == DAYS
            day.open_till()
            for _ in range(TICKETS // DAYS if not last else TICKETS - TICKETS // DAYS * DAYS + 3):
                day.take_one_in(last=last)
            day.move_on(last=last)
            if not last:
                day.close_till()
            progress(number + 1, DAYS + 1)
    finally:
        shop.close()
    return 0


def _morning(end: datetime, days_before: int, zone: tzinfo) -> datetime:
    """When work begins: nine o'clock, but on the last day three hours ago."""
    if days_before == 0:
        return end - timedelta(hours=3)
    return (end - timedelta(days=days_before)).astimezone(zone).replace(hour=9, minute=2)


def furnish(shop: Shop, told: Cast) -> People:
    owner_id = shop.do(
        SetUpShop(name=told.shop, language=told.language, pack_code=told.pack, owner_name=told.owner), SETUP
    ).value
    owner = Actor(owner_id, told.desk)
    with shop.store.read() as connection:
        kept = load_settings(connection)
    if kept is None:
        raise RuntimeError("a shop just set up has settings")
    counter = shop.do(AddStaff(name=told.counter, role=Role.COUNTER), owner).value
    technician = shop.do(AddStaff(name=told.technician, role=Role.TECHNICIAN), owner).value
    people = People(owner, Actor(counter, told.desk), Actor(technician, told.bench))
    settings = replace(
        kept.value,
        address=told.address,
        phone=told.phone,
        hours=told.hours,
        complaint_phone=told.complaint_phone,
    )
    shop.do(SaveSettings(value=settings, seen_version=kept.version), owner)
    for part in told.parts:
        part_id = shop.do(
            SavePart(
                sku=part.sku,
                name=part.name,
                grade=part.grade,
                price=part.price,
                low_level=2,
                bin=part.bin,
                warranty_days=180,
            ),
            owner,
        ).value
        # Twice as many came in as should be left: the fortnight uses the rest.
        delivered = part.stock + 6 if part.stock else 0
        if delivered:
            shop.do(
                ReceiveLot(part_id=part_id, quantity=delivered, unit_cost=part.cost, supplier=told.supplier),
                owner,
            )
    return people
