"""Quotes and diagnoses as they are looked at, and how their lines are worded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import RowMapping, bindparam, select

from shopdesk.domain.papers import PaperLine, PaperTax
from shopdesk.domain.quote import ApprovalKind, QuoteLine, QuoteStatus, taxed
from shopdesk.domain.tax import percent_text
from shopdesk.i18n import catalogue
from shopdesk.services.settings import ShopSettings
from shopdesk.services.work import Reading
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.people import staff
from shopdesk.store.records.quotes import quotes
from shopdesk.store.records.tickets import diagnoses


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to mend it, prices as the customer reads them; the first of a quote is the recommended one."""

    title: str
    lines: tuple[QuoteLine, ...]
    note: str = ""
    total: int = 0
    """Filled in when issued, tax included."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    cause: str
    parts_concerned: str
    plan: str
    repairable: bool
    found_by: str
    found_at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """How the customer answered: by signature, or told by phone or message, recorded by whom."""

    kind: ApprovalKind
    said_by: str
    number: str = ""
    recorded_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class QuoteView:
    id: int
    no: int
    status: QuoteStatus
    options: tuple[Option, ...]
    document_id: int
    issued_at: datetime
    issued_by: str
    valid_until: datetime
    chosen: int | None
    approved_total: int | None
    answer: Answered | None
    answered_at: datetime | None

    @property
    def approved_lines(self) -> tuple[QuoteLine, ...]:
        return self.options[self.chosen].lines if self.chosen is not None else ()


def paper_lines(settings: ShopSettings, lines: tuple[QuoteLine, ...], language: str) -> tuple[PaperLine, ...]:
    """Lines as printed: amounts as the customer reads prices."""
    say = catalogue(language)
    return tuple(
        PaperLine(
            name=line.name,
            quantity=line.quantity,
            amount=settings.money(line.price),
            grade=say.text(f"words.grade.{line.grade}") if line.grade else "",
            warranty=say.text("words.days", n=line.warranty_days) if line.warranty_days else "",
        )
        for line in lines
    )


def paper_taxes(settings: ShopSettings, lines: tuple[QuoteLine, ...], language: str) -> tuple[PaperTax, ...]:
    short = settings.pack.tax.short.text(language)
    return tuple(
        PaperTax(rate_name(short, one.rate), settings.money(one.base), settings.money(one.tax))
        for one in taxed(lines, settings.tax_mode).sums
        if one.rate
    )


def rate_name(tax: str, rate: int) -> str:
    """``VAT 20 %``."""
    return f"{tax} {percent_text(rate)} %"


_DIAGNOSIS = (
    select(diagnoses, staff.c.name)
    .join(staff, staff.c.id == diagnoses.c.staff_id)
    .where(diagnoses.c.ticket_id == bindparam("ticket_id"))
    .order_by(diagnoses.c.id.desc())
    .limit(1)
)
_QUOTES = (
    select(quotes, staff.c.name)
    .join(staff, staff.c.id == quotes.c.issued_by)
    .where(quotes.c.ticket_id == bindparam("ticket_id"))
    .order_by(quotes.c.no.desc())
)


def latest_diagnosis(reading: Reading, ticket_id: int) -> Diagnosis | None:
    row = reading.connection.execute(_DIAGNOSIS, {"ticket_id": ticket_id}).first()
    if row is None:
        return None
    return Diagnosis(row.cause, row.parts_concerned, row.plan, row.repairable, row.name, from_ms(row.at_ms))


def quotes_of_ticket(reading: Reading, ticket_id: int) -> tuple[QuoteView, ...]:
    """All quotes of a ticket, newest first."""
    rows = reading.connection.execute(_QUOTES, {"ticket_id": ticket_id}).mappings()
    return tuple(_view(row) for row in rows)


def _view(row: RowMapping) -> QuoteView:
    return QuoteView(
        id=row["id"],
        no=row["no"],
        status=QuoteStatus(row["status"]),
        options=msgspec.json.decode(row["options"], type=tuple[Option, ...]),
        document_id=row["document_id"],
        issued_at=from_ms(row["issued_ms"]),
        issued_by=row["name"],
        valid_until=from_ms(row["valid_until_ms"]),
        chosen=row["chosen"],
        approved_total=row["approved_total"],
        answer=msgspec.json.decode(row["answer"], type=Answered) if row["answer"] else None,
        answered_at=from_ms(row["answered_ms"]) if row["answered_ms"] else None,
    )
