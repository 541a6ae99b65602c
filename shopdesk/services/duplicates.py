"""Who may be the same person twice: by a number, by a device, by name and how it is spoken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import bindparam, select

from shopdesk.services.customer_words import escaped
from shopdesk.services.people import BRIEF, CustomerBrief, customer_card, customer_of, with_phones
from shopdesk.services.phones import by_tail
from shopdesk.services.work import Reading
from shopdesk.store.records.people import customers, devices
from shopdesk.store.search import digits_reversed, spoken, tail_range

MOST_LIKELY = 8
_WHOLE_NUMBER = 7
"""Digits from which a number means one line: below it is an extension of a house."""
_COMPARED = 9
"""The last digits, which country and trunk prefixes do not reach."""


class Why(StrEnum):
    """What two files have in common, the most telling first."""

    PHONE = "phone"
    DEVICE = "device"
    NAME = "name"
    SPOKEN = "spoken"
    """Written differently, spoken alike: 王喆 and 王哲."""


@dataclass(frozen=True, slots=True)
class Likely:
    """Perhaps the same person, and what says so."""

    customer: CustomerBrief
    why: tuple[Why, ...]


_SAME_IMEI = (
    select(devices.c.customer_id)
    .where(
        devices.c.imei_tail.in_(bindparam("tails", expanding=True)),
        devices.c.customer_id != bindparam("customer_id"),
    )
    .limit(MOST_LIKELY)
)
_PHONES = by_tail()
_NAMED = select(customers.c.id, customers.c.name).where(customers.c.merged_into.is_(None))
_BRIEFS = BRIEF.where(customers.c.id.in_(bindparam("ids", expanding=True)), customers.c.merged_into.is_(None))


def likely_duplicates(reading: Reading, customer_id: int, *, by_name: bool = True) -> tuple[Likely, ...]:
    """At most MOST_LIKELY files that may be the same person's, the likeliest first.

    Numbers and devices are found through indexes; `by_name` looks through all customers, which takes a
    tenth of a second in a shop of a million.
    """
    card = customer_card(reading, customer_id)
    one = card.customer
    found: dict[int, set[Why]] = {}
    for number in one.numbers():
        digits = digits_reversed(number)[::-1]
        if len(digits) >= _WHOLE_NUMBER:
            low, high = tail_range(digits[-_COMPARED:])
            for other in reading.connection.execute(_PHONES, {"low": low, "high": high}).scalars():
                found.setdefault(other, set()).add(Why.PHONE)
    tails = [digits_reversed(device.imei) for device in card.devices if device.imei]
    if tails:
        asked = {"tails": tails, "customer_id": one.id}
        for other in reading.connection.execute(_SAME_IMEI, asked).scalars():
            found.setdefault(other, set()).add(Why.DEVICE)
    if by_name:
        for other, why in _alike(reading, one):
            found.setdefault(other, set()).add(why)
    found.pop(one.id, None)
    order = list(Why)
    ranked = sorted(found, key=lambda other: ([why not in found[other] for why in order], -other))
    ids = ranked[: 2 * MOST_LIKELY]
    rows = reading.connection.execute(_BRIEFS, {"ids": ids}).mappings() if ids else ()
    briefs = {brief.id: brief for brief in with_phones(reading, [customer_of(row) for row in rows])}
    return tuple(
        Likely(briefs[other], tuple(why for why in order if why in found[other]))
        for other in ids
        if other in briefs
    )[:MOST_LIKELY]


def _alike(reading: Reading, one: CustomerBrief) -> list[tuple[int, Why]]:
    """Files with the same name, or one that is spoken the same."""
    sound = spoken(one.name)
    like = (
        (" " + customers.c.words + " ").like(f"% {escaped(sound)} %", escape="\\")
        if sound
        else customers.c.name == one.name
    )
    rows = reading.connection.execute(
        _NAMED.where(like, customers.c.id != one.id).order_by(customers.c.id.desc()).limit(50)
    )
    alike = [
        (row.id, Why.NAME if _plain(row.name) == _plain(one.name) else Why.SPOKEN)
        for row in rows
        if spoken(row.name) == sound
    ]
    return sorted(alike, key=lambda found: found[1] is not Why.NAME)[:MOST_LIKELY]


def _plain(name: str) -> str:
    return "".join(name.casefold().split())
