"""Amending an intake after it was signed for: a record as it stands since, its code, a receipt to say so."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import RowMapping, bindparam, select

from shopdesk.domain.ledger import digest
from shopdesk.domain.marks import Face
from shopdesk.domain.paper_amendment import PaperAmendment
from shopdesk.domain.papers import PaperKind, ReceiptPaper
from shopdesk.domain.photo_stage import PhotoStage
from shopdesk.domain.roles import Permission
from shopdesk.domain.signature import Signature
from shopdesk.domain.ticket import CLOSED, Status
from shopdesk.errors import Conflict, UserError
from shopdesk.i18n import catalogue
from shopdesk.services.amendment_words import differences
from shopdesk.services.amendments import AMENDED, IntakeStory, amendment_code, intake_story
from shopdesk.services.documents import issue, next_serial, paper_of
from shopdesk.services.fault_book import fault_book
from shopdesk.services.intake_form import IntakeRecord
from shopdesk.services.people import reindex_tickets_of
from shopdesk.services.receipts import check_answers, fault_text, paper_marks, told_answers
from shopdesk.services.signatures import keep_signature
from shopdesk.services.steps import TheirStatus, load_ticket, save_ticket
from shopdesk.services.texts import long_text, short_text
from shopdesk.services.work import Command, Work, handles
from shopdesk.store.records.money import documents
from shopdesk.store.records.people import customers, devices
from shopdesk.store.records.tickets import amendments, photos, tickets

MOST_AMENDED = 50
"""More is no correction of an intake."""


@dataclass(frozen=True, slots=True)
class Amended:
    """An amendment kept; `document_id` is the amended receipt, where one was asked for."""

    no: int
    code: str
    document_id: int | None


@dataclass(frozen=True, kw_only=True)
class AmendIntake(Command[Amended]):
    """Let `record` stand in place of what was taken down; its terms stay those that were signed.

    `seen_code` is the code of the record that the form began with: what another desk amended meanwhile
    is never taken back unseen.
    """

    ticket_id: int
    seen_version: int
    seen_code: str
    reason: str
    record: IntakeRecord
    signature: Signature | None = None
    signed_on_paper: bool = False
    print_receipt: bool = True


@handles(AmendIntake, Permission.AMEND_INTAKE)
def amend_intake(work: Work, command: AmendIntake) -> Amended:
    row = load_ticket(work, command.ticket_id, command.seen_version)
    if Status(row["status"]) in CLOSED:
        raise UserError("amend.closed", number=row["number"])
    reason = short_text(command.reason, "reason", required=True)
    known = intake_story(work.reading, command.ticket_id)
    if not known.intact:
        # What was tampered with is not covered by an honest change on top of it.
        raise UserError("amend.broken", number=row["number"])
    if command.seen_code != known.last_code:
        theirs = TheirStatus(Status(row["status"]), row["version"])
        raise Conflict("problems.ticket_changed", theirs=theirs, number=row["number"])
    no = len(known.amendments) + 1
    if no > MOST_AMENDED:
        raise UserError("amend.too_often", number=row["number"], most=MOST_AMENDED)
    whose = work.connection.execute(_WHOSE, {"ticket_id": command.ticket_id}).one()
    record = _checked(work, command.record, known.record, whose.kind)
    if record == known.record:
        raise UserError("amend.unchanged")
    body = record.body()
    code = amendment_code(row["number"], known.last_code, no, work.now_ms, reason, body)
    work.insert(
        amendments,
        ticket_id=command.ticket_id,
        staff_id=work.person.staff_id,
        at_ms=work.now_ms,
        reason=reason,
        body=body,
        integrity=code,
    )
    _hang_photos(work, command.ticket_id, record, known)
    if command.signature is not None or command.signed_on_paper:
        keep_signature(work, command.ticket_id, AMENDED, whose.name, command.signature)
    fault = fault_text(record, row["language"])
    save_ticket(work, row, fault=fault)
    if fault != row["fault"]:
        reindex_tickets_of(work, whose.id)
    document_id = None
    if command.print_receipt:
        document_id = _issue_receipt(work, command, row, known, record, code, whose.kind)
    work.record(AMENDED, command.ticket_id, no=no, reason=reason, code=code, body=digest(body))
    return Amended(no, code, document_id)


_WHOSE = (
    select(customers.c.id, customers.c.name, devices.c.kind)
    .select_from(tickets)
    .join(customers, customers.c.id == tickets.c.customer_id)
    .join(devices, devices.c.id == tickets.c.device_id)
    .where(tickets.c.id == bindparam("ticket_id"))
)
_HUNG = select(photos.c.hash).where(photos.c.ticket_id == bindparam("ticket_id"))
_RECEIPT = select(documents.c.id).where(
    documents.c.ticket_id == bindparam("ticket_id"), documents.c.kind == PaperKind.RECEIPT.value
)


def _checked(work: Work, record: IntakeRecord, before: IntakeRecord, kind: str) -> IntakeRecord:
    """The record with its texts cleaned. Raises UserError at the first field that cannot be."""
    faults = {fault.id for fault in fault_book().faults(kind)} | set(before.fault_ids)
    if not set(record.fault_ids) <= faults:
        raise UserError("problems.fault_of_other_kind", field="fault")
    if not record.fault_ids and not record.fault_words.strip():
        raise UserError("problems.no_fault", field="fault")
    for name in record.photos:
        if name not in before.photos and not work.media.has(name):
            raise UserError("problems.photo_missing", field="photos")
    surfaces = {*record.photos, *(face.value for face in Face)}
    if any(mark.surface not in surfaces for mark in record.marks):
        raise UserError("problems.mark_without_photo", field="photos")
    told = record.history
    return replace(
        record,
        fault_words=long_text(record.fault_words, "fault"),
        history=replace(
            told,
            since=short_text(told.since, "since"),
            how=short_text(told.how, "how"),
            shown=short_text(told.shown, "shown"),
            tried=short_text(told.tried, "tried"),
            wanted=short_text(told.wanted, "wanted"),
        ),
        purchase_channel=short_text(record.purchase_channel, "purchase_channel"),
        accessories=tuple(short_text(one, "accessories", required=True) for one in record.accessories),
        marks=tuple(replace(mark, words=short_text(mark.words, "marks")) for mark in record.marks),
        terms=before.terms,
    )


def _hang_photos(work: Work, ticket_id: int, record: IntakeRecord, known: IntakeStory) -> None:
    """New photos come to the ticket; one left out of the record stays: the intake before still shows it."""
    hung = set(work.connection.execute(_HUNG, {"ticket_id": ticket_id}).scalars())
    first = len(known.original.photos)
    work.insert_all(
        photos,
        [
            {
                "ticket_id": ticket_id,
                "hash": name,
                "stage": PhotoStage.AMENDED.value,
                "position": first + place,
                "added_ms": work.now_ms,
            }
            for place, name in enumerate(one for one in record.photos if one not in hung)
        ],
    )


def _issue_receipt(
    work: Work,
    command: AmendIntake,
    row: RowMapping,
    known: IntakeStory,
    record: IntakeRecord,
    code: str,
    kind: str,
) -> int:
    """The receipt as it would be now, saying what it amends; the one issued at intake stays as it is."""
    receipt_id = work.connection.execute(_RECEIPT, {"ticket_id": command.ticket_id}).scalar_one()
    first = paper_of(work.reading, receipt_id)
    if not isinstance(first, ReceiptPaper):
        raise TypeError("a receipt's paper is a receipt")
    settings, say = work.settings, catalogue(first.language)
    serial = next_serial(work, PaperKind.AMENDMENT)
    changes = differences(known.record, record, kind, settings, say)
    # A claim stands first among what was told; it is no part of the record.
    claimed = tuple(one for one in first.history if one.question == say.text("visits.claim"))
    paper = replace(
        first,
        accessories=record.accessories,
        fault=fault_text(record, first.language),
        history=claimed + told_answers(record, kind, say),
        checks=check_answers(settings, record, say),
        marks=paper_marks(record, say),
        photos=record.photos,
        signature=command.signature,
        amendment=PaperAmendment(
            number=serial.number,
            count=len(known.amendments) + 1,
            code=code,
            at=settings.local(work.now),
            by=work.person.name,
            reason=short_text(command.reason, "reason"),
            changes=tuple(one.line(say) for one in changes),
        ),
    )
    return issue(
        work,
        PaperKind.AMENDMENT,
        paper,
        serial,
        language=row["language"],
        ticket_id=command.ticket_id,
        mirrors_id=receipt_id,
    )
