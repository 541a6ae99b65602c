"""An intake since it was signed for: as taken down, as amended, and whether all of it is still what it was.

The intake's own row is never touched. An amendment keeps the whole record as it stands since, and why. Its
code hangs on the code before it, and the sealed events name each code and the digest of each record: what is
changed or taken away behind the program's back shows here, and nothing can be added that they do not name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

import msgspec
from sqlalchemy import bindparam, select

from shopdesk.domain.ledger import digest, integrity_code
from shopdesk.errors import UserError
from shopdesk.services.intake_form import IntakeRecord, fits_intake
from shopdesk.services.work import Reading
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.money import events
from shopdesk.store.records.people import staff
from shopdesk.store.records.tickets import amendments, intakes, tickets

RECEIVED, AMENDED = "received", "amended"
"""The kinds of events that vouch for an intake."""


class Entry(Protocol):
    """An event of the ticket, as its timeline has it."""

    @property
    def kind(self) -> str: ...
    @property
    def data(self) -> Mapping[str, Any]: ...
    @property
    def by(self) -> str: ...
    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Row:
    """An amendment as it stands in its table."""

    at_ms: int
    reason: str
    body: str
    code: str


@dataclass(frozen=True, slots=True)
class Voucher:
    """What a sealed event says: a code, and the digest of the record it was made from."""

    code: str
    body: str = ""
    """Empty on events of before digests were kept."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What of an intake still fits. For each amendment on record its row, or None where that is gone."""

    original: bool
    rows: tuple[tuple[Row | None, bool], ...]
    unknown: int = 0
    """Amendments that no sealed event knows of."""

    @property
    def whole(self) -> bool:
        return self.original and not self.unknown and all(fits for _row, fits in self.rows)


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change of an intake after it was signed for. `after` None: the record is gone."""

    no: int
    by: str
    at: datetime
    reason: str
    code: str
    before: IntakeRecord
    after: IntakeRecord | None
    fits: bool
    """The record is the one that the code was made from."""


@dataclass(frozen=True, slots=True)
class IntakeStory:
    """An intake as taken down and as amended since."""

    code: str
    original: IntakeRecord
    fits: bool
    """The intake is the one that its code was made from."""
    amendments: tuple[Amendment, ...]
    intact: bool
    """All of it fits, and nothing is missing or added."""

    @property
    def record(self) -> IntakeRecord:
        """As it stands now."""
        kept = (one.after for one in reversed(self.amendments) if one.after is not None)
        return next(kept, self.original)

    @property
    def last_code(self) -> str:
        return self.amendments[-1].code if self.amendments else self.code


def amendment_code(number: str, before: str, no: int, at_ms: int, reason: str, body: str) -> str:
    """The code of an amended intake: it stands for the record, the reason, the moment and the code before."""
    return integrity_code([number, before, no, at_ms, reason, body])


def prove(
    number: str,
    code: str,
    body: str,
    received: Voucher | None,
    amended: Sequence[Voucher],
    rows: Sequence[Row],
) -> Proof:
    """Hold an intake and its amendments against their codes and what the sealed events say."""
    vouched = received is None or (received.code == code and received.body in {"", digest(body)})
    original = vouched and fits_intake(number, body, code)
    before, found = code, []
    by_code = {row.code: row for row in rows}
    for place, voucher in enumerate(amended):
        # One for one they are compared in order; where one is gone, the others are known by their codes.
        row = rows[place] if len(rows) == len(amended) else by_code.get(voucher.code)
        fits = (
            row is not None
            and row.code == voucher.code
            and digest(row.body) == voucher.body
            and amendment_code(number, before, place + 1, row.at_ms, row.reason, row.body) == row.code
        )
        found.append((row, fits))
        before = voucher.code
    matched = sum(row is not None for row, _fits in found)
    return Proof(original, tuple(found), len(rows) - matched)


def vouchers(entries: Iterable[tuple[str, Mapping[str, Any]]]) -> tuple[Voucher | None, list[Voucher]]:
    """What events say of the intake and of each amendment, oldest first."""
    received: Voucher | None = None
    amended = []
    for kind, data in entries:
        if kind == RECEIVED and received is None and "integrity" in data:
            received = Voucher(data["integrity"], data.get("body", ""))
        elif kind == AMENDED:
            amended.append(Voucher(data["code"], data["body"]))
    return received, amended


_ROWS = (
    select(amendments.c.at_ms, amendments.c.reason, amendments.c.body, amendments.c.integrity)
    .where(amendments.c.ticket_id == bindparam("ticket_id"))
    .order_by(amendments.c.id)
)


def story(
    reading: Reading, ticket_id: int, number: str, code: str, body: str, entries: Sequence[Entry]
) -> IntakeStory:
    """The intake of a ticket whose events are at hand, the newest first as its timeline has them."""
    told = [one for one in reversed(entries) if one.kind in {RECEIVED, AMENDED}]
    received, amended = vouchers((one.kind, one.data) for one in told)
    original = msgspec.json.decode(body, type=IntakeRecord)
    rows: list[Row] = []
    if amended:
        # Without an event there is nothing to read: a row that none knows of is for the doctor to find.
        rows = [Row(*row) for row in reading.connection.execute(_ROWS, {"ticket_id": ticket_id})]
    proof = prove(number, code, body, received, amended, rows)
    found, before = [], original
    happened = [one for one in told if one.kind == AMENDED]
    for no, (entry, (row, fits)) in enumerate(zip(happened, proof.rows, strict=True), start=1):
        after = msgspec.json.decode(row.body, type=IntakeRecord) if row is not None else None
        found.append(
            Amendment(no, entry.by, entry.at, entry.data["reason"], entry.data["code"], before, after, fits)
        )
        before = after or before
    return IntakeStory(code, original, proof.original, tuple(found), proof.whole)


_INTAKE = (
    select(tickets.c.number, tickets.c.integrity, tickets.c.received_ms, intakes.c.body)
    .join(intakes, intakes.c.ticket_id == tickets.c.id)
    .where(tickets.c.id == bindparam("ticket_id"))
)
_EVENTS = (
    select(events.c.kind, events.c.data, events.c.at_ms, staff.c.name)
    .outerjoin(staff, staff.c.id == events.c.staff_id)
    .where(events.c.ticket_id == bindparam("ticket_id"), events.c.kind.in_((RECEIVED, AMENDED)))
    .order_by(events.c.id.desc())
)


@dataclass(frozen=True, slots=True)
class _Event:
    kind: str
    data: Mapping[str, Any]
    by: str
    at: datetime


def intake_story(reading: Reading, ticket_id: int) -> IntakeStory:
    """The intake of a ticket and its amendments. Raises UserError where there is no such ticket."""
    row = reading.connection.execute(_INTAKE, {"ticket_id": ticket_id}).first()
    if row is None:
        raise UserError("problems.no_such_ticket")
    entries = [
        _Event(one.kind, msgspec.json.decode(one.data), one.name or "", from_ms(one.at_ms))
        for one in reading.connection.execute(_EVENTS, {"ticket_id": ticket_id})
    ]
    return story(reading, ticket_id, row.number, row.integrity, row.body, entries)


class Fit(StrEnum):
    """What a code printed on somebody's copy says about a ticket."""

    ISSUED = "issued"
    AMENDED = "amended"
    CHANGED = "changed"
    """It is on file, but what it was made from is no longer what is kept."""
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class CodeFit:
    """One code as read, and what it fits: the intake as signed for, amendment `no`, or neither."""

    code: str
    fit: Fit
    no: int = 0
    at: datetime | None = None


_CODE = re.compile(r"[0-9A-Z]{4}[-–—‐ ]?[0-9A-Z]{4}(?![0-9A-Z])")
_MISREAD = str.maketrans("OIL", "011")


def codes_in(typed: str) -> tuple[str, ...]:
    """The integrity codes in what was typed or scanned; letters that are never used are read as digits."""
    found = (re.sub(r"[^0-9A-Z]", "", one) for one in _CODE.findall(typed.upper()))
    return tuple(dict.fromkeys(f"{one[:4]}-{one[4:]}".translate(_MISREAD) for one in found))


def fits_of(reading: Reading, ticket_id: int, typed: str) -> tuple[CodeFit, ...]:
    """What the codes on a copy fit, in the order typed. Raises UserError where there is none in it."""
    codes = codes_in(typed)
    if not codes:
        raise UserError("amend.no_code", field="code")
    row = reading.connection.execute(_INTAKE, {"ticket_id": ticket_id}).first()
    found = intake_story(reading, ticket_id)
    known = {
        one.code: CodeFit(one.code, Fit.AMENDED if one.fits else Fit.CHANGED, one.no, one.at)
        for one in found.amendments
    }
    at = from_ms(row.received_ms) if row is not None else None
    known[found.code] = CodeFit(found.code, Fit.ISSUED if found.fits else Fit.CHANGED, 0, at)
    return tuple(known.get(code, CodeFit(code, Fit.NEITHER)) for code in codes)
