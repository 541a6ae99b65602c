"""Looking at tickets: one whole card, lists by status, the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import RowMapping, bindparam, func, select

from shopdesk.domain.photo_stage import LATER, PhotoStage
from shopdesk.domain.roles import Role
from shopdesk.domain.stock import OldPartFate
from shopdesk.domain.ticket import CLOSED, Outcome, Status, Step, next_step
from shopdesk.errors import UserError
from shopdesk.services.amendments import Amendment, IntakeStory, story
from shopdesk.services.bench import TestResult
from shopdesk.services.claims import Redoes, redoes
from shopdesk.services.consents import ConsentView, latest_consents
from shopdesk.services.documents import DocumentRow, documents_of_ticket
from shopdesk.services.intake_form import IntakeRecord
from shopdesk.services.people import CustomerBrief, DeviceBrief
from shopdesk.services.quotes import Diagnosis, QuoteView, latest_diagnosis, quotes_of_ticket
from shopdesk.services.signatures import SignatureView, signatures_of_ticket
from shopdesk.services.till import deposit_held
from shopdesk.services.visits import Sibling, siblings
from shopdesk.services.work import Reading
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.money import events
from shopdesk.store.records.people import customers, devices, staff
from shopdesk.store.records.stock import lots, movements, old_parts, parts, reservations
from shopdesk.store.records.tickets import intakes, passcodes, photos, tests, tickets


@dataclass(frozen=True, slots=True)
class PartUse:
    """A part of the ticket: still reserved, or issued from a lot."""

    part_id: int
    name: str
    bin: str
    reserved: int
    issued: int
    on_hand: int
    lot: str = ""
    serial: str = ""


@dataclass(frozen=True, slots=True)
class OldPart:
    id: int
    name: str
    fate: OldPartFate


@dataclass(frozen=True, slots=True)
class TestView:
    passed: bool
    results: tuple[TestResult, ...]
    note: str
    tester: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TicketPhoto:
    """A photo by content hash, and when it was taken."""

    hash: str
    stage: PhotoStage
    added_at: datetime


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened; `kind` is a key below ``events.`` and `data` its values."""

    kind: str
    data: dict[str, Any]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCard:
    """Everything a window shows of one ticket, at one version. Amounts in minor units."""

    id: int
    number: str
    version: int
    status: Status
    outcome: Outcome
    next_step: Step | None
    customer: CustomerBrief
    device: DeviceBrief
    fault: str
    language: str
    bin: str
    received_at: datetime
    received_by: str
    promised_at: datetime | None
    collected_at: datetime | None
    technician: str
    technician_id: int | None
    confirmed: bool
    clock_started_at: datetime | None
    worked_seconds: int
    estimate_low: int | None
    estimate_high: int | None
    deposit: int
    integrity: str
    story: IntakeStory
    photos: tuple[TicketPhoto, ...]
    """Of all stages, in the order they came; those of the intake are first."""
    consents: tuple[ConsentView, ...]
    """The newest answer to each purpose."""
    signatures: tuple[SignatureView, ...]
    has_passcode: bool
    diagnosis: Diagnosis | None
    quotes: tuple[QuoteView, ...]
    approved_quote_id: int | None
    parts: tuple[PartUse, ...]
    old_parts: tuple[OldPart, ...]
    tests: tuple[TestView, ...]
    documents: tuple[DocumentRow, ...]
    timeline: tuple[TimelineEntry, ...]
    redoes: Redoes | None = None
    """The ticket that this one claims the warranty of."""
    siblings: tuple[Sibling, ...] = ()
    """What came in together with it."""

    @property
    def intake(self) -> IntakeRecord:
        """What was taken down, as amended since."""
        return self.story.record

    @property
    def amendments(self) -> tuple[Amendment, ...]:
        return self.story.amendments

    @property
    def intact(self) -> bool:
        """The intake and all of its amendments are still what their codes were made from."""
        return self.story.intact

    def photos_of(self, stage: PhotoStage) -> tuple[str, ...]:
        """The content hashes of one stage."""
        return tuple(photo.hash for photo in self.photos if photo.stage is stage)

    @property
    def pictures(self) -> tuple[str, ...]:
        """Every photo of the device, those of the intake first; photographed papers are none."""
        shown = (photo.hash for photo in self.photos if photo.stage is not PhotoStage.SIGNED)
        return tuple(dict.fromkeys((*self.intake.photos, *shown)))

    def later_pictures(self) -> list[tuple[PhotoStage, tuple[str, ...]]]:
        """Those of each later stage that the intake as it stands does not show already."""
        return [
            (stage, tuple(name for name in self.photos_of(stage) if name not in self.intake.photos))
            for stage in LATER
        ]

    @property
    def quote(self) -> QuoteView | None:
        """The quote that counts: the approved one, else the newest."""
        approved = (quote for quote in self.quotes if quote.id == self.approved_quote_id)
        return next(approved, self.quotes[0] if self.quotes else None)


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket in a list."""

    id: int
    number: str
    status: Status
    device: str
    customer: str
    received_at: datetime
    promised_at: datetime | None
    technician: str
    fault: str
    bin: str
    version: int

    def is_late(self, now: datetime) -> bool:
        over = (Status.READY, *CLOSED)
        return self.promised_at is not None and self.promised_at < now and self.status not in over


_received_by = staff.alias("received_by_staff")
_technician = staff.alias("technician_staff")
_HEAD = (
    select(
        tickets,
        customers.c.version.label("customer_version"),
        customers.c.name.label("customer_name"),
        customers.c.phone.label("customer_phone"),
        customers.c.note.label("customer_note"),
        customers.c.limited.label("customer_limited"),
        customers.c.language.label("customer_language"),
        devices.c.kind.label("device_kind"),
        devices.c.brand,
        devices.c.model,
        devices.c.model_code,
        devices.c.imei,
        devices.c.serial,
        devices.c.colour,
        devices.c.storage,
        _received_by.c.name.label("received_name"),
        _technician.c.name.label("technician_name"),
        intakes.c.body,
        passcodes.c.kind.label("passcode_kind"),
    )
    .join(customers, customers.c.id == tickets.c.customer_id)
    .join(devices, devices.c.id == tickets.c.device_id)
    .join(_received_by, _received_by.c.id == tickets.c.received_by)
    .join(intakes, intakes.c.ticket_id == tickets.c.id)
    .outerjoin(_technician, _technician.c.id == tickets.c.technician_id)
    .outerjoin(passcodes, passcodes.c.ticket_id == tickets.c.id)
    .where(tickets.c.id == bindparam("ticket_id"))
)
_PHOTOS = (
    select(photos.c.hash, photos.c.stage, photos.c.added_ms)
    # A photographed paper shows no device: it belongs to the signature on it.
    .where(photos.c.ticket_id == bindparam("ticket_id"), photos.c.signature_id.is_(None))
    .order_by(photos.c.id)
)
_TESTS = (
    select(tests, staff.c.name)
    .join(staff, staff.c.id == tests.c.staff_id)
    .where(tests.c.ticket_id == bindparam("ticket_id"))
    .order_by(tests.c.id.desc())
)
_TIMELINE = (
    select(events.c.kind, events.c.data, events.c.at_ms, staff.c.name)
    .outerjoin(staff, staff.c.id == events.c.staff_id)
    .where(events.c.ticket_id == bindparam("ticket_id"))
    .order_by(events.c.id.desc())
)
_OLD_PARTS = (
    select(old_parts.c.id, old_parts.c.fate, parts.c.name)
    .join(parts, parts.c.id == old_parts.c.part_id)
    .where(old_parts.c.ticket_id == bindparam("ticket_id"))
    .order_by(old_parts.c.id)
)
_RESERVED = (
    select(reservations.c.part_id, func.sum(reservations.c.quantity))
    .where(reservations.c.ticket_id == bindparam("ticket_id"))
    .group_by(reservations.c.part_id)
)
_ISSUED = (
    select(movements.c.part_id, movements.c.quantity, movements.c.serial, lots.c.number)
    .join(lots, lots.c.id == movements.c.lot_id)
    .where(movements.c.ticket_id == bindparam("ticket_id"))
    .order_by(movements.c.id)
)
_PART_NAMES = (
    select(
        parts.c.id,
        parts.c.name,
        parts.c.bin,
        func.coalesce(func.sum(movements.c.quantity), 0).label("on_hand"),
    )
    .outerjoin(movements, movements.c.part_id == parts.c.id)
    .where(parts.c.id.in_(bindparam("ids", expanding=True)))
    .group_by(parts.c.id)
)


def ticket_card(reading: Reading, ticket_id: int, role: Role = Role.OWNER) -> TicketCard:
    """One ticket for somebody of `role`. Raises UserError."""
    run = reading.connection.execute
    one = {"ticket_id": ticket_id}
    row = run(_HEAD, one).mappings().first()
    if row is None:
        raise UserError("problems.no_such_ticket")
    timeline = tuple(
        TimelineEntry(event.kind, msgspec.json.decode(event.data), event.name or "", from_ms(event.at_ms))
        for event in run(_TIMELINE, one)
    )
    status = Status(row["status"])
    return TicketCard(
        id=row["id"],
        number=row["number"],
        version=row["version"],
        status=status,
        outcome=Outcome(row["outcome"]),
        next_step=next_step(status, role),
        customer=_customer(row),
        device=_device(row),
        fault=row["fault"],
        language=row["language"],
        bin=row["bin"],
        received_at=from_ms(row["received_ms"]),
        received_by=row["received_name"],
        promised_at=_moment(row["promised_ms"]),
        collected_at=_moment(row["collected_ms"]),
        technician=row["technician_name"] or "",
        technician_id=row["technician_id"],
        confirmed=row["confirmed_ms"] is not None,
        clock_started_at=_moment(row["clock_started_ms"]),
        worked_seconds=row["worked_seconds"],
        estimate_low=row["estimate_low"],
        estimate_high=row["estimate_high"],
        deposit=deposit_held(reading, ticket_id),
        integrity=row["integrity"],
        story=story(reading, ticket_id, row["number"], row["integrity"], row["body"], timeline),
        photos=tuple(
            TicketPhoto(photo.hash, PhotoStage(photo.stage), from_ms(photo.added_ms))
            for photo in run(_PHOTOS, one)
        ),
        consents=tuple(latest_consents(reading.connection, ticket_id).values()),
        signatures=signatures_of_ticket(reading, ticket_id),
        has_passcode=row["passcode_kind"] is not None,
        diagnosis=latest_diagnosis(reading, ticket_id),
        quotes=quotes_of_ticket(reading, ticket_id),
        approved_quote_id=row["approved_quote_id"],
        parts=_parts(reading, ticket_id),
        old_parts=tuple(OldPart(old.id, old.name, OldPartFate(old.fate)) for old in run(_OLD_PARTS, one)),
        tests=tuple(
            TestView(
                test.passed,
                msgspec.json.decode(test.results, type=tuple[TestResult, ...]),
                test.note,
                test.name,
                from_ms(test.at_ms),
            )
            for test in run(_TESTS, one)
        ),
        documents=documents_of_ticket(reading, ticket_id),
        timeline=timeline,
        redoes=redoes(reading, row["redoes_id"], row["language"]) if row["redoes_id"] is not None else None,
        siblings=siblings(reading, row["visit_id"], ticket_id) if row["visit_id"] is not None else (),
    )


def _parts(reading: Reading, ticket_id: int) -> tuple[PartUse, ...]:
    one = {"ticket_id": ticket_id}
    reserved = {part: int(number) for part, number in reading.connection.execute(_RESERVED, one)}
    issued: dict[int, int] = {}
    told: dict[int, tuple[str, str]] = {}
    for row in reading.connection.execute(_ISSUED, one):
        issued[row.part_id] = issued.get(row.part_id, 0) - row.quantity
        if row.quantity < 0:
            told[row.part_id] = (row.number, row.serial)
    ids = sorted({*reserved, *issued})
    if not ids:
        return ()
    return tuple(
        PartUse(
            row.id,
            row.name,
            row.bin,
            reserved.get(row.id, 0),
            issued.get(row.id, 0),
            int(row.on_hand),
            *told.get(row.id, ("", "")),
        )
        for row in reading.connection.execute(_PART_NAMES, {"ids": ids})
    )


def _moment(milliseconds: int | None) -> datetime | None:
    return from_ms(milliseconds) if milliseconds is not None else None


def _customer(row: RowMapping) -> CustomerBrief:
    return CustomerBrief(
        id=row["customer_id"],
        version=row["customer_version"],
        name=row["customer_name"],
        phone=row["customer_phone"],
        note=row["customer_note"],
        language=row["customer_language"],
        limited=row["customer_limited"],
    )


def _device(row: RowMapping) -> DeviceBrief:
    return DeviceBrief(
        id=row["device_id"],
        customer_id=row["customer_id"],
        kind=row["device_kind"],
        brand=row["brand"],
        model=row["model"],
        model_code=row["model_code"],
        imei=row["imei"],
        serial=row["serial"],
        colour=row["colour"],
        storage=row["storage"],
    )
