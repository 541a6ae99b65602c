"""What a scan means: the ticket of a tag or slip, a part, a device by its IMEI, or nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import bindparam, select

from shopdesk.domain.ids import CodeKind, imei_is_valid, read_code
from shopdesk.domain.roles import Role
from shopdesk.services.bench_parts import find_part
from shopdesk.services.known_devices import known_device
from shopdesk.services.tickets import TicketCard, ticket_card
from shopdesk.services.work import Reading
from shopdesk.store.records.tickets import tickets

LONGEST = 64


class Scanned(StrEnum):
    TAG = "tag"
    SLIP = "slip"
    PART = "part"
    IMEI = "imei"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ScanResult:
    """`ticket_id` for a tag, slip or known IMEI; `part_id` for a part; `device_id` for a known IMEI."""

    what: Scanned
    code: str
    ticket_id: int | None = None
    part_id: int | None = None
    device_id: int | None = None


_EXISTS = select(tickets.c.id).where(tickets.c.id == bindparam("ticket_id"))
_NEWEST_OF_DEVICE = (
    select(tickets.c.id)
    .where(tickets.c.device_id == bindparam("device_id"))
    .order_by(tickets.c.id.desc())
    .limit(1)
)


def scanned(reading: Reading, text: str) -> ScanResult:
    """What `text`, as a scanner sent it, stands for. Never raises for a foreign code."""
    code = "".join(character for character in text if character.isascii() and character.isprintable())
    code = code.strip()[:LONGEST]
    own = read_code(code)
    if own is not None and own.kind in {CodeKind.TAG, CodeKind.SLIP}:
        there = reading.connection.execute(_EXISTS, {"ticket_id": own.serial}).scalar()
        if there is not None:
            what = Scanned.TAG if own.kind is CodeKind.TAG else Scanned.SLIP
            return ScanResult(what, code, ticket_id=there)
    if (code and own is None) or (own is not None and own.kind is CodeKind.PART):
        part = find_part(reading, code)
        if part is not None:
            return ScanResult(Scanned.PART, code, part_id=part.id)
    if imei_is_valid(code):
        device = known_device(reading, "phone", code)
        if device is not None:
            ticket_id = reading.connection.execute(_NEWEST_OF_DEVICE, {"device_id": device.id}).scalar()
            return ScanResult(Scanned.IMEI, code, ticket_id=ticket_id, device_id=device.id)
        return ScanResult(Scanned.IMEI, code)
    return ScanResult(Scanned.UNKNOWN, code)


def scan_ticket(reading: Reading, text: str, role: Role = Role.OWNER) -> TicketCard | None:
    """Scan → card in one scope: the hot path of the bench."""
    result = scanned(reading, text)
    return ticket_card(reading, result.ticket_id, role) if result.ticket_id is not None else None
