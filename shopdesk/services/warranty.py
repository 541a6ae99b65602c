"""Warranty cards: term, scope and cautions for each line, with the repair record that a claim will need."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import RowMapping, bindparam, select

from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.papers import Answer, PaperKind, WarrantyPaper, WarrantyTerm
from shopdesk.domain.quote import LineKind, QuoteLine
from shopdesk.domain.warranty import covered_until, days_covered
from shopdesk.i18n import Catalogue, catalogue
from shopdesk.services.bench import work_done
from shopdesk.services.documents import issue, next_serial
from shopdesk.services.people import customer, device
from shopdesk.services.quotes import latest_diagnosis
from shopdesk.services.receipts import paper_device
from shopdesk.services.work import Work
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.people import staff
from shopdesk.store.records.stock import movements
from shopdesk.store.records.tickets import tests, tickets

_SERIALS = (
    select(movements.c.part_id, movements.c.serial)
    .where(movements.c.ticket_id == bindparam("ticket_id"), movements.c.serial != "")
    .order_by(movements.c.id)
)
_TEST = (
    select(tests.c.at_ms, staff.c.name)
    .join(staff, staff.c.id == tests.c.staff_id)
    .where(tests.c.ticket_id == bindparam("ticket_id"), tests.c.passed.is_(True))
    .order_by(tests.c.id.desc())
    .limit(1)
)
_TECHNICIAN = (
    select(staff.c.name)
    .join(tickets, tickets.c.technician_id == staff.c.id)
    .where(tickets.c.id == bindparam("ticket_id"))
)


def line_days(work: Work, line: QuoteLine) -> int:
    """Days of cover of a line: what the quote says, never under what the law asks."""
    rule = work.settings.pack.warranty_rule(line.kind.value, line.grade.value if line.grade else None)
    return days_covered(line.warranty_days, rule.minimum)


def issue_warranty(work: Work, row: RowMapping, lines: tuple[QuoteLine, ...]) -> int | None:
    """Issue and print the card for a ticket's charged lines; None where nothing is covered."""
    settings = work.settings
    language = row["language"]
    say = catalogue(language)
    covered = [line for line in lines if line.kind is not LineKind.FEE and line_days(work, line) > 0]
    if not covered:
        return None
    serials: dict[int, list[str]] = {}
    for part_id, serial in work.connection.execute(_SERIALS, {"ticket_id": row["id"]}):
        serials.setdefault(part_id, []).append(serial)
    serial_no = next_serial(work, PaperKind.WARRANTY)
    kinds = dict.fromkeys(line.kind.value for line in covered)
    paper = WarrantyPaper(
        language=language,
        head=settings.letterhead,
        number=serial_no.number,
        ticket_number=row["number"],
        slip_code=code_for(CodeKind.SLIP, row["id"]),
        issued_at=settings.local(work.now),
        customer_name=customer(work.reading, row["customer_id"]).name,
        device=paper_device(device(work.reading, row["device_id"])),
        terms=tuple(_term(work, line, say, serials) for line in covered),
        cautions=tuple(settings.pack.warranty_text(kind).cautions.text(language) for kind in kinds),
        repair_record=_record(work, row, say),
    )
    return issue(work, PaperKind.WARRANTY, paper, serial_no, language=language, ticket_id=row["id"])


def _term(work: Work, line: QuoteLine, say: Catalogue, serials: dict[int, list[str]]) -> WarrantyTerm:
    settings = work.settings
    days = line_days(work, line)
    until = covered_until(settings.local(work.now).date(), days)
    return WarrantyTerm(
        item=line.name,
        term=say.text("words.days", n=days),
        until=datetime.combine(until, time(23, 59), settings.zone) if until else None,
        scope=settings.pack.warranty_text(line.kind.value).scope.text(say.language),
        serial=", ".join(serials.get(line.part_id or 0, ())),
    )


def _record(work: Work, row: RowMapping, say: Catalogue) -> tuple[Answer, ...]:
    """Dates in and tested, fault, cause, handling, technician: what the law's repair record holds."""
    settings = work.settings
    one = {"ticket_id": row["id"]}
    found = latest_diagnosis(work.reading, row["id"])
    tested = work.connection.execute(_TEST, one).first()
    technician = work.connection.execute(_TECHNICIAN, one).scalar()
    facts = (
        ("received", say.moment(settings.local(from_ms(row["received_ms"])))),
        ("tested", say.moment(settings.local(from_ms(tested.at_ms))) if tested else ""),
        ("fault", row["fault"]),
        ("cause", found.cause if found else ""),
        ("handling", work_done(work.reading, row["id"])),
        ("technician", technician or ""),
        ("tester", tested.name if tested else ""),
    )
    return tuple(Answer(say.text(f"words.record.{name}"), text) for name, text in facts if text)
