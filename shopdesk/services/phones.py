"""Further numbers of a customer: whom else to call, found by their tails like the first one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import CompoundSelect, bindparam, delete, select, union_all

from shopdesk.errors import UserError
from shopdesk.services.texts import phone_number, short_text
from shopdesk.services.work import Reading, Work
from shopdesk.store.records.people import customer_phones, customers
from shopdesk.store.search import digits_reversed

MOST_PHONES = 20
PHONE_LABELS = ("family", "work", "other")
"""Offered, and said in the window's language; anything else is the person's own word."""


@dataclass(frozen=True, slots=True)
class FurtherPhone:
    """A number beside the main one; `label` is one of PHONE_LABELS or a word of the person's own."""

    phone: str
    label: str = ""


_OF = (
    select(customer_phones.c.customer_id, customer_phones.c.phone, customer_phones.c.label)
    .where(customer_phones.c.customer_id.in_(bindparam("ids", expanding=True)))
    .order_by(customer_phones.c.id)
)


def by_tail() -> CompoundSelect[int]:
    """Ids of customers one of whose numbers lies between `low` and `high`: an index range in each table."""
    main = select(customers.c.id).where(
        customers.c.phone_tail >= bindparam("low"), customers.c.phone_tail < bindparam("high")
    )
    further = select(customer_phones.c.customer_id).where(
        customer_phones.c.phone_tail >= bindparam("low"), customer_phones.c.phone_tail < bindparam("high")
    )
    return union_all(main, further)


def phones_of(reading: Reading, ids: Sequence[int]) -> dict[int, tuple[FurtherPhone, ...]]:
    """The further numbers of those customers that have any."""
    found: dict[int, tuple[FurtherPhone, ...]] = {}
    if ids:
        for row in reading.connection.execute(_OF, {"ids": list(ids)}):
            found[row.customer_id] = (*found.get(row.customer_id, ()), FurtherPhone(row.phone, row.label))
    return found


def checked_phones(entries: Iterable[FurtherPhone], main: str, region: str) -> tuple[FurtherPhone, ...]:
    """The numbers as kept, without empty ones. Raises UserError at what is none, or stands there twice."""
    kept: list[FurtherPhone] = []
    seen = {digits_reversed(main)} if main else set()
    for place, entry in enumerate(entries):
        field = f"customer.phones.{place}"
        phone = phone_number(entry.phone, region, field)
        if not phone:
            continue
        digits = digits_reversed(phone)
        if digits in seen:
            raise UserError("people.phone_twice", field=field, phone=phone)
        seen.add(digits)
        kept.append(FurtherPhone(phone, short_text(entry.label, field)))
    if len(kept) > MOST_PHONES:
        raise UserError("people.phones_many", field="customer.phones", most=MOST_PHONES)
    return tuple(kept)


def keep_phones(work: Work, customer_id: int, phones: Sequence[FurtherPhone]) -> None:
    """Put these in place of the further numbers on file, in this order."""
    work.connection.execute(delete(customer_phones).where(customer_phones.c.customer_id == customer_id))
    work.insert_all(
        customer_phones,
        [
            {
                "customer_id": customer_id,
                "phone": one.phone,
                "phone_tail": digits_reversed(one.phone),
                "label": one.label,
            }
            for one in phones
        ],
    )
