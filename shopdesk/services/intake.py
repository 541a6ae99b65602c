"""Taking a device in: one transaction for customer, device, ticket, consents, deposit and papers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select

from shopdesk.domain.ids import CodeKind, code_for, ticket_number
from shopdesk.domain.ledger import DEPOSITS, Posting, digest, tender_account
from shopdesk.domain.money import LARGEST_MINOR
from shopdesk.domain.papers import PaperKind
from shopdesk.domain.roles import Permission
from shopdesk.domain.ticket import CLOSED, Status
from shopdesk.errors import NeedsConfirmation, UserError
from shopdesk.i18n import catalogue
from shopdesk.services.claims import Repair, admit_claim
from shopdesk.services.consents import Given, GivenBy, keep_answers
from shopdesk.services.documents import Serial, issue, slip_numbers
from shopdesk.services.fault_book import fault_book
from shopdesk.services.intake_form import IntakeForm, IntakeRecord, PasscodeEntry
from shopdesk.services.known_devices import Settled, settle_device
from shopdesk.services.passcodes import keep_passcode
from shopdesk.services.people import CustomerBrief, add_customer, customer, ticket_words
from shopdesk.services.receipts import (
    Issued,
    Visit,
    claim_text,
    fault_text,
    receipt_paper,
    tag_paper,
    visit_text,
)
from shopdesk.services.signatures import keep_signature
from shopdesk.services.tags import issue_tags
from shopdesk.services.texts import long_text, short_text
from shopdesk.services.till import open_session
from shopdesk.services.work import Command, Work, handles
from shopdesk.store.records.tickets import intakes, photos, tickets
from shopdesk.store.search import index_ticket
from shopdesk.store.sequences import next_number

OLDEST_PURCHASE = date(1990, 1, 1)
FARTHEST_PROMISE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Received:
    """A device taken in, and the documents queued for print."""

    ticket_id: int
    number: str
    integrity: str
    receipt_id: int
    tag_id: int


@dataclass(frozen=True, kw_only=True)
class ReceiveDevice(Command[Received]):
    """Save the intake and print it.

    Questions that may come back: no_photo, open_ticket, known_imei, imei_changed, claim_over.
    """

    form: IntakeForm
    passcode: PasscodeEntry | None = None


@dataclass(frozen=True, slots=True)
class Admitted:
    """A device that may be taken in: everything checked, its number drawn, nothing of it kept yet."""

    form: IntakeForm
    ticket_id: int
    number: str
    customer: CustomerBrief
    settled: Settled
    claim: Repair | None


@handles(ReceiveDevice, Permission.RECEIVE)
def receive_device(work: Work, command: ReceiveDevice) -> Received:
    return keep(work, admit(work, command.form, command.confirmed), command.passcode)


def admit(work: Work, form: IntakeForm, confirmed: frozenset[str], owner: int | None = None) -> Admitted:
    """Check a form and settle whose and which device it is; `owner` is the customer of the visit's first."""
    form = _checked(work, form, confirmed)
    # The id on file from here on: a draft may still name a record that was merged meanwhile.
    known = customer(work.reading, owner or form.customer.id or add_customer(work, form.customer))
    settled = settle_device(work, form.device, known.id, confirmed)
    found = settled.device
    if not settled.is_new:
        _ask_about_open_ticket(work, found.id, confirmed)
    claim = admit_claim(work, form.redoes_id, found.id, confirmed) if form.redoes_id else None
    # What is printed is what is kept: numbers as cleaned, an existing customer as on file.
    form = replace(
        form,
        customer=replace(form.customer, name=known.name, phone=_called(known, form), id=known.id),
        device=replace(
            form.device,
            id=found.id,
            kind=found.kind,
            imei=found.imei,
            serial=found.serial,
            colour=found.colour,
            storage=found.storage,
        ),
        language=form.language or known.language or work.settings.paper_language,
    )
    ticket_id = next_number(work.connection, "ticket")
    number = ticket_number(ticket_id, work.settings.local(work.now).year)
    return Admitted(form, ticket_id, number, known, settled, claim)


def _called(known: CustomerBrief, form: IntakeForm) -> str:
    """The number to call about this ticket, if it is one of theirs; else the first on file."""
    typed = form.customer.phone
    return known.number_for(typed) if typed.strip() else known.phone


def keep(
    work: Work, admitted: Admitted, passcode: PasscodeEntry | None, visit: Visit | None = None
) -> Received:
    """Keep an admitted device and print its papers."""
    form, ticket_id, number = admitted.form, admitted.ticket_id, admitted.number
    say = catalogue(form.language)
    record = IntakeRecord.of(form, work.settings.terms(form.language))
    body = record.body()
    issued = Issued(
        received_at=work.now,
        received_by=work.person.name,
        desk=work.desk,
        number=number,
        tag_code=code_for(CodeKind.TAG, ticket_id),
        slip_code=code_for(CodeKind.SLIP, ticket_id),
        integrity=record.integrity(number),
        visit=visit_text(say, visit) if visit else "",
        claim=claim_text(say, admitted.claim.number, admitted.claim.what) if admitted.claim else "",
        claims_on=admitted.claim.number if admitted.claim else "",
    )
    fault = fault_text(form, form.language)
    work.insert(
        tickets,
        id=ticket_id,
        number=number,
        customer_id=admitted.customer.id,
        device_id=admitted.settled.device.id,
        status=Status.RECEIVED.value,
        fault=fault,
        language=form.language,
        desk=work.desk,
        bin=form.bin,
        received_ms=work.now_ms,
        received_by=work.person.staff_id,
        promised_ms=round(form.promised_at.timestamp()) * 1000 if form.promised_at else None,
        changed_ms=work.now_ms,
        estimate_low=form.estimate_low,
        estimate_high=form.estimate_high,
        integrity=issued.integrity,
        visit_id=visit.first_id if visit else None,
        redoes_id=admitted.claim.ticket_id if admitted.claim else None,
    )
    work.insert(intakes, ticket_id=ticket_id, body=body)
    _keep_belongings(work, ticket_id, form, passcode, admitted.customer.name)
    found = admitted.settled.device
    index_ticket(work.connection, ticket_id, ticket_words(number, admitted.customer.name, found, fault))
    receipt_id, tag_id = _issue_papers(work, ticket_id, form, issued)
    deposit = form.deposit.amount if form.deposit else 0
    work.record(
        "received",
        ticket_id,
        desk=work.desk,
        integrity=issued.integrity,
        body=digest(body),
        deposit=deposit,
        marks=len(form.marks),
    )
    for kind, data in admitted.settled.events:
        work.record(kind, ticket_id, **data)
    if admitted.claim is not None:
        work.record("claimed", ticket_id, number=admitted.claim.number)
        work.record("claim_made", admitted.claim.ticket_id, number=number)
        work.changed("ticket", admitted.claim.ticket_id)
    work.changed("ticket", ticket_id)
    return Received(ticket_id, number, issued.integrity, receipt_id, tag_id)


def _issue_papers(work: Work, ticket_id: int, form: IntakeForm, issued: Issued) -> tuple[int, int]:
    posted: tuple[Posting, ...] = ()
    session_id = None
    references = {}
    if form.deposit:
        session_id = open_session(work, field="deposit")
        account = tender_account(form.deposit.kind)
        posted = (Posting(account, form.deposit.amount), Posting(DEPOSITS, -form.deposit.amount))
        references = slip_numbers((form.deposit,))
    serial = Serial(ticket_id, issued.number)
    receipt_id = issue(
        work,
        PaperKind.RECEIPT,
        receipt_paper(work.settings, form, issued),
        serial,
        language=form.language,
        ticket_id=ticket_id,
        session_id=session_id,
        total=form.deposit.amount if form.deposit else 0,
        posted=posted,
        references=references,
    )
    tag = tag_paper(work.settings, form, issued)
    return receipt_id, issue_tags(work, ticket_id, tag, form.accessories, serial)


def _keep_belongings(
    work: Work, ticket_id: int, form: IntakeForm, passcode: PasscodeEntry | None, signer: str
) -> None:
    work.insert_all(
        photos,
        [
            {
                "ticket_id": ticket_id,
                "hash": name,
                "stage": "intake",
                "position": place,
                "added_ms": work.now_ms,
            }
            for place, name in enumerate(form.photos)
        ],
    )
    signature_id = None
    if form.signature is not None or form.signed_on_paper:
        signature_id = keep_signature(work, ticket_id, "intake", signer, form.signature)
    given = Given(GivenBy.SIGNATURE if form.signature is not None else GivenBy.PAPER)
    keep_answers(work, ticket_id, form.language, form.consents, signature_id, given)
    if passcode is not None:
        keep_passcode(work, ticket_id, passcode)


def _checked(work: Work, form: IntakeForm, confirmed: frozenset[str]) -> IntakeForm:
    """The form with its texts cleaned. Raises UserError at the first field that cannot be."""
    _check_answers(work, form)
    _check_dates(work, form)
    _check_money(work, form)
    for name in form.photos:
        if not work.media.has(name):
            raise UserError("problems.photo_missing", field="photos")
    surfaces = {*form.photos, "front", "back", "left", "right"}
    if any(mark.surface not in surfaces for mark in form.marks):
        raise UserError("problems.mark_without_photo", field="photos")
    if not form.photos and "no_photo" not in confirmed:
        raise NeedsConfirmation("problems.no_photo", confirm="no_photo")
    if form.signature is None and not form.signed_on_paper:
        raise UserError("problems.no_signature", field="signature")
    return replace(
        form,
        fault_words=long_text(form.fault_words, "fault"),
        history=replace(
            form.history,
            since=short_text(form.history.since, "since"),
            how=short_text(form.history.how, "how"),
            shown=short_text(form.history.shown, "shown"),
            tried=short_text(form.history.tried, "tried"),
            wanted=short_text(form.history.wanted, "wanted"),
        ),
        purchase_channel=short_text(form.purchase_channel, "purchase_channel"),
        accessories=tuple(short_text(one, "accessories", required=True) for one in form.accessories),
        marks=tuple(replace(mark, words=short_text(mark.words, "marks")) for mark in form.marks),
        bin=short_text(form.bin, "bin"),
    )


def _check_answers(work: Work, form: IntakeForm) -> None:
    short_text(form.device.model, "device.model", required=True)
    if not form.fault_ids and not form.fault_words.strip():
        raise UserError("problems.no_fault", field="fault")
    known = {fault.id for fault in fault_book().faults(form.device.kind)}
    if not set(form.fault_ids) <= known:
        raise UserError("problems.fault_of_other_kind", field="fault")
    missing = form.unanswered()
    if missing:
        title = work.settings.pack.consent(missing[0]).title
        raise UserError("problems.consent_open", field=f"consents.{missing[0]}", consent=title)


def _check_dates(work: Work, form: IntakeForm) -> None:
    today = work.settings.local(work.now).date()
    if form.purchase_date and not OLDEST_PURCHASE <= form.purchase_date <= today:
        raise UserError("problems.purchase_date", field="purchase_date", today=today)
    if form.promised_at:
        if form.promised_at <= work.now:
            raise UserError("problems.promise_past", field="promised_at")
        if form.promised_at > work.now + FARTHEST_PROMISE:
            raise UserError("problems.promise_far", field="promised_at")


def _check_money(work: Work, form: IntakeForm) -> None:
    low, high = form.estimate_low, form.estimate_high
    if low is not None and low < 0:
        raise UserError("problems.amount_negative", field="estimate_low")
    for field, amount in (
        ("estimate_low", low),
        ("estimate_high", high),
        ("deposit", form.deposit.amount if form.deposit else None),
    ):
        if amount is not None and amount > LARGEST_MINOR:
            raise UserError("problems.amount_large", field=field)
    if high is not None and (low is None or high < low):
        raise UserError("problems.estimate_order", field="estimate_high")
    if form.deposit:
        if form.deposit.amount <= 0:
            raise UserError("problems.amount_negative", field="deposit")
        if form.deposit.kind not in {tender.id for tender in work.settings.pack.tenders}:
            raise UserError("problems.unknown_tender", field="deposit")


def _ask_about_open_ticket(work: Work, device_id: int, confirmed: frozenset[str]) -> None:
    closed = [status.value for status in CLOSED]
    found = work.connection.execute(
        select(tickets.c.number).where(tickets.c.device_id == device_id, tickets.c.status.not_in(closed))
    ).first()
    if found is not None and "open_ticket" not in confirmed:
        raise NeedsConfirmation("problems.open_ticket", confirm="open_ticket", number=found.number)
