"""Customers and their devices: found as you type, added, corrected, remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, RowMapping, bindparam, func, select, update

from shopdesk.domain.roles import Permission
from shopdesk.domain.ticket import Status
from shopdesk.errors import Conflict, UserError
from shopdesk.services.imei import checked_imei
from shopdesk.services.phones import FurtherPhone, checked_phones, keep_phones, phones_of
from shopdesk.services.texts import long_text, phone_number, short_text
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.people import customer_phones, customers, devices
from shopdesk.store.records.tickets import tickets
from shopdesk.store.search import digits_reversed, reindex_ticket, words_of


@dataclass(frozen=True, slots=True)
class CustomerBrief:
    """`visits` counts tickets; `last_visit` is the newest one's intake; `phones` are the further numbers."""

    id: int
    version: int
    name: str
    phone: str
    note: str = ""
    language: str = ""
    limited: bool = False
    visits: int = 0
    last_visit: datetime | None = None
    phones: tuple[FurtherPhone, ...] = ()

    def numbers(self) -> tuple[str, ...]:
        """Every number, the main one first."""
        return tuple(filter(None, (self.phone, *(one.phone for one in self.phones))))

    def number_for(self, typed: str) -> str:
        """The number that typed digits mean: the one that ends in them, else the main one."""
        tail = digits_reversed(typed)
        return next((one for one in self.numbers() if digits_reversed(one).startswith(tail)), self.phone)


def device_title(brand: str, model: str) -> str:
    """Brand and model, without saying the brand twice."""
    if not brand or model.casefold().startswith(brand.casefold()):
        return model
    return f"{brand} {model}"


@dataclass(frozen=True, slots=True)
class DeviceBrief:
    id: int
    customer_id: int
    kind: str
    brand: str
    model: str
    model_code: str = ""
    imei: str = ""
    serial: str = ""
    colour: str = ""
    storage: str = ""
    version: int = 0

    @property
    def title(self) -> str:
        return device_title(self.brand, self.model)


@dataclass(frozen=True, slots=True)
class PastVisit:
    """One earlier ticket of a device or customer."""

    ticket_id: int
    number: str
    received_at: datetime
    status: Status
    device: str
    fault: str


@dataclass(frozen=True, slots=True)
class CustomerCard:
    customer: CustomerBrief
    devices: tuple[DeviceBrief, ...]
    visits: tuple[PastVisit, ...]


@dataclass(frozen=True, slots=True)
class CustomerEntry:
    """A customer as entered: an existing one by `id`, or a new one (`id` None)."""

    name: str
    phone: str = ""
    id: int | None = None
    note: str = ""
    language: str = ""
    limited: bool = False
    phones: tuple[FurtherPhone, ...] = ()


@dataclass(frozen=True, slots=True)
class DeviceEntry:
    """A device as entered: an existing one by `id`, seen at `seen_version`, or a new one (`id` None)."""

    kind: str
    model: str
    brand: str = ""
    id: int | None = None
    model_code: str = ""
    imei: str = ""
    serial: str = ""
    colour: str = ""
    storage: str = ""
    seen_version: int = 0


@dataclass(frozen=True, kw_only=True)
class AddCustomer(Command[int]):
    entry: CustomerEntry


@dataclass(frozen=True, kw_only=True)
class EditCustomer(Command[int]):
    """Correct a customer as seen at `seen_version`; gives the new version.

    `phones` None leaves the further numbers as they are.
    """

    customer_id: int
    seen_version: int
    name: str
    phone: str
    note: str = ""
    language: str = ""
    limited: bool = False
    phones: tuple[FurtherPhone, ...] | None = None


@handles(AddCustomer, Permission.EDIT_CUSTOMER)
def add_customer_command(work: Work, command: AddCustomer) -> int:
    return add_customer(work, command.entry)


def as_kept(name: str, phone: str, note: str, language: str, *, limited: bool) -> dict[str, Any]:
    """A customer's row from name and phone as cleaned, with what search finds it by."""
    return {
        "name": name,
        "phone": phone,
        "phone_tail": digits_reversed(phone),
        "note": long_text(note, "customer.note"),
        "language": language,
        "limited": limited,
        "words": words_of(name),
    }


def add_customer(work: Work, entry: CustomerEntry) -> int:
    """Insert a new customer; fields are named ``customer.name`` and so on in errors."""
    name = short_text(entry.name, "customer.name", required=True)
    region = work.settings.pack.phone_region
    phone = phone_number(entry.phone, region, "customer.phone")
    further = checked_phones(entry.phones, phone, region)
    customer_id = work.insert(
        customers,
        **as_kept(name, phone, entry.note, entry.language, limited=entry.limited),
        created_ms=work.now_ms,
    )
    if further:
        keep_phones(work, customer_id, further)
    work.changed("customer", customer_id)
    return customer_id


def add_device(work: Work, entry: DeviceEntry, customer_id: int) -> int:
    """Insert a new device of `customer_id`. A wrong IMEI is refused."""
    imei = checked_imei(entry.imei)
    device_id = work.insert(
        devices,
        customer_id=customer_id,
        kind=entry.kind,
        brand=short_text(entry.brand, "device.brand"),
        model=short_text(entry.model, "device.model", required=True),
        model_code=short_text(entry.model_code, "device.model_code"),
        imei=imei,
        imei_tail=digits_reversed(imei),
        serial=short_text(entry.serial, "device.serial"),
        colour=short_text(entry.colour, "device.colour"),
        storage=short_text(entry.storage, "device.storage"),
        created_ms=work.now_ms,
    )
    work.changed("device", device_id)
    return device_id


@handles(EditCustomer, Permission.EDIT_CUSTOMER)
def edit_customer(work: Work, command: EditCustomer) -> int:
    kept = customer(work.reading, command.customer_id)
    if kept.id != command.customer_id:
        raise Conflict("people.merged_meanwhile", theirs=kept, name=kept.name)
    if kept.version != command.seen_version:
        raise Conflict("problems.customer_changed", theirs=kept)
    name = short_text(command.name, "customer.name", required=True)
    region = work.settings.pack.phone_region
    phone = phone_number(command.phone, region, "customer.phone")
    further = checked_phones(kept.phones if command.phones is None else command.phones, phone, region)
    save_customer(
        work,
        kept,
        **as_kept(name, phone, command.note, command.language, limited=command.limited),
    )
    if further != kept.phones:
        keep_phones(work, command.customer_id, further)
    if name != kept.name:
        reindex_tickets_of(work, command.customer_id)
    work.record("customer_edited", customer=command.customer_id)
    return command.seen_version + 1


def save_customer(work: Work, seen: CustomerBrief, **values: object) -> None:
    """Change columns of a customer as seen, moving the version. Raises Conflict."""
    moved = work.connection.execute(
        update(customers)
        .where(customers.c.id == seen.id, customers.c.version == seen.version)
        .values(version=seen.version + 1, **values)
    )
    if moved.rowcount != 1:
        raise Conflict("problems.customer_changed", theirs=customer(work.reading, seen.id))
    work.changed("customer", seen.id)


def ticket_words(number: str, customer_name: str, device: DeviceBrief, fault: str) -> str:
    """What a ticket is found by: number, customer, device and what is wrong with it."""
    return (
        words_of(number, customer_name)
        + " "
        + words_of(device.brand, device.model, device.model_code, device.serial, fault, pinyin=False)
    )


def reindex_tickets_of(work: Work, customer_id: int) -> None:
    """A customer's tickets are found by the name on file, and by those of the files merged into it."""
    former = work.connection.execute(_FORMER_NAMES, {"customer_id": customer_id}).scalars().all()
    rows = work.connection.execute(
        select(tickets.c.id, tickets.c.number, tickets.c.fault, customers.c.name, devices)
        .join(customers, customers.c.id == tickets.c.customer_id)
        .join(devices, devices.c.id == tickets.c.device_id)
        .where(tickets.c.customer_id == customer_id)
    ).mappings()
    for row in list(rows):
        names = " ".join(dict.fromkeys([row[customers.c.name], *former]))
        words = ticket_words(row[tickets.c.number], names, _device(row), row[tickets.c.fault])
        reindex_ticket(work.connection, row[tickets.c.id], words)
        work.changed("ticket", row[tickets.c.id])


_VISITS = (
    select(func.count(tickets.c.id))
    .where(tickets.c.customer_id == customers.c.id)
    .correlate(customers)
    .scalar_subquery()
)
_LAST = (
    select(func.max(tickets.c.received_ms))
    .where(tickets.c.customer_id == customers.c.id)
    .correlate(customers)
    .scalar_subquery()
)
_FURTHER = select(customer_phones.c.id).where(customer_phones.c.customer_id == customers.c.id).exists()
BRIEF = select(customers, _VISITS.label("visits"), _LAST.label("last_ms"), _FURTHER.label("has_further"))
_asked = customers.alias("asked")
_WANTED = bindparam("customer_id", type_=BigInteger)
_BY_ID = BRIEF.where(
    # A merged record leads to the one that owns everything since: always in one step.
    customers.c.id
    == func.coalesce(select(_asked.c.merged_into).where(_asked.c.id == _WANTED).scalar_subquery(), _WANTED)
)
_FORMER_NAMES = select(customers.c.name).where(customers.c.merged_into == bindparam("customer_id"))
_DEVICES_OF = (
    select(devices).where(devices.c.customer_id == bindparam("customer_id")).order_by(devices.c.id.desc())
)
_DEVICE = select(devices).where(devices.c.id == bindparam("device_id"))
_BY_IMEI = (
    select(devices).where(devices.c.imei_tail == bindparam("tail")).order_by(devices.c.id.desc()).limit(1)
)
_PAST = (
    select(
        tickets.c.id,
        tickets.c.number,
        tickets.c.received_ms,
        tickets.c.status,
        tickets.c.fault,
        devices.c.brand,
        devices.c.model,
    )
    .join(devices, devices.c.id == tickets.c.device_id)
    .order_by(tickets.c.id.desc())
    .limit(50)
)
_PAST_OF_CUSTOMER = _PAST.where(tickets.c.customer_id == bindparam("customer_id"))
_PAST_OF_DEVICE = _PAST.where(tickets.c.device_id == bindparam("device_id"))


def customer(reading: Reading, customer_id: int) -> CustomerBrief:
    """A customer; of a merged record the one it was merged into. Raises UserError."""
    row = reading.connection.execute(_BY_ID, {"customer_id": customer_id}).mappings().first()
    if row is None:
        raise UserError("problems.no_such_customer")
    return with_phones(reading, [customer_of(row)])[0]


def customer_card(reading: Reading, customer_id: int) -> CustomerCard:
    """A customer with devices and earlier tickets; of a merged record the one it was merged into."""
    found = customer(reading, customer_id)
    visits = reading.connection.execute(_PAST_OF_CUSTOMER, {"customer_id": found.id}).mappings()
    return CustomerCard(found, devices_of(reading, found.id), tuple(_visit(row) for row in visits))


def devices_of(reading: Reading, customer_id: int) -> tuple[DeviceBrief, ...]:
    """A customer's devices, newest first."""
    rows = reading.connection.execute(_DEVICES_OF, {"customer_id": customer_id}).mappings()
    return tuple(_device(row) for row in rows)


def device(reading: Reading, device_id: int) -> DeviceBrief:
    row = reading.connection.execute(_DEVICE, {"device_id": device_id}).mappings().first()
    if row is None:
        raise UserError("problems.no_such_device")
    return _device(row)


def device_by_imei(reading: Reading, imei: str) -> DeviceBrief | None:
    """The newest device with exactly this IMEI."""
    row = reading.connection.execute(_BY_IMEI, {"tail": digits_reversed(imei)}).mappings().first()
    return _device(row) if row else None


def device_history(reading: Reading, device_id: int) -> tuple[PastVisit, ...]:
    """Earlier tickets of one device, newest first."""
    rows = reading.connection.execute(_PAST_OF_DEVICE, {"device_id": device_id}).mappings()
    return tuple(_visit(row) for row in rows)


_NOT_READ = (FurtherPhone(""),)
"""Stands where there are numbers that were not asked for yet."""


def with_phones(reading: Reading, briefs: list[CustomerBrief]) -> list[CustomerBrief]:
    """The same customers, each with the further numbers."""
    ids = [one.id for one in briefs if one.phones is _NOT_READ]
    if not ids:
        return briefs
    further = phones_of(reading, ids)
    return [replace(one, phones=further[one.id]) if one.id in further else one for one in briefs]


def customer_of(row: RowMapping) -> CustomerBrief:
    """A customer from a row of BRIEF; `with_phones` fills in further numbers where there are any."""
    return CustomerBrief(
        id=row["id"],
        version=row["version"],
        name=row["name"],
        phone=row["phone"],
        note=row["note"],
        language=row["language"],
        limited=row["limited"],
        visits=row["visits"],
        last_visit=from_ms(row["last_ms"]) if row["last_ms"] else None,
        phones=_NOT_READ if row["has_further"] else (),
    )


def _device(row: RowMapping) -> DeviceBrief:
    return DeviceBrief(
        id=row[devices.c.id],
        customer_id=row[devices.c.customer_id],
        kind=row[devices.c.kind],
        brand=row[devices.c.brand],
        model=row[devices.c.model],
        model_code=row[devices.c.model_code],
        imei=row[devices.c.imei],
        serial=row[devices.c.serial],
        colour=row[devices.c.colour],
        storage=row[devices.c.storage],
        version=row[devices.c.version],
    )


def _visit(row: RowMapping) -> PastVisit:
    title = DeviceBrief(0, 0, "", row["brand"], row["model"]).title
    return PastVisit(
        row["id"], row["number"], from_ms(row["received_ms"]), Status(row["status"]), title, row["fault"]
    )
