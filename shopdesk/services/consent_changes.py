"""A consent that changes after the intake: a new answer beneath the old ones, given anew by the customer."""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.domain.consent import Purpose
from shopdesk.domain.roles import Permission
from shopdesk.domain.signature import Signature
from shopdesk.errors import UserError
from shopdesk.services.consents import Given, GivenBy, keep_answers, latest_consents
from shopdesk.services.intake_form import ConsentEntry
from shopdesk.services.people import customer
from shopdesk.services.signatures import keep_signature
from shopdesk.services.steps import load_ticket
from shopdesk.services.texts import short_text
from shopdesk.services.work import Command, Work, handles


@dataclass(frozen=True, kw_only=True)
class ChangeConsent(Command[int]):
    """The customer answers anew: signed here, on paper, or told by phone (`said_by`, `number`).

    `version` is the text as read; empty for the one in force. A collected device bars nothing: consent may
    be withdrawn at any time. Gives the ticket.
    """

    ticket_id: int
    purpose: Purpose
    answer_id: str
    how: GivenBy
    version: str = ""
    signature: Signature | None = None
    said_by: str = ""
    number: str = ""
    by_customer: bool = False


@handles(ChangeConsent, Permission.RECORD_APPROVAL)
def change_consent(work: Work, command: ChangeConsent) -> int:
    row = load_ticket(work, command.ticket_id)
    choices = {answer.id for answer in work.settings.pack.consent(command.purpose).answers}
    if command.answer_id not in choices:
        raise UserError("consents.no_answer", field="answer")
    given, signature_id = _given(work, command, row["customer_id"])
    before = latest_consents(work.connection, command.ticket_id).get(command.purpose)
    entry = ConsentEntry(command.purpose, command.answer_id, command.version, command.by_customer)
    keep_answers(work, command.ticket_id, row["language"], (entry,), signature_id, given)
    work.record(
        "consent_changed",
        command.ticket_id,
        purpose=command.purpose.value,
        answer=command.answer_id,
        before=before.answer if before is not None else "",
        how=given.how.value,
        said_by=given.said_by,
        number=given.number,
    )
    work.changed("ticket", command.ticket_id)
    return command.ticket_id


def _given(work: Work, command: ChangeConsent, customer_id: int) -> tuple[Given, int | None]:
    recorded_by = work.person.name
    if command.how is GivenBy.PHONE:
        # A spoken answer is worth what is written down of it: who, when, on which number, to whom.
        said_by = short_text(command.said_by, "said_by", required=True)
        number = short_text(command.number, "number", required=True)
        return Given(command.how, False, said_by, number, recorded_by), None
    if command.how is GivenBy.SIGNATURE and (command.signature is None or command.signature.is_empty):
        raise UserError("problems.no_signature", field="signature")
    signer = short_text(command.said_by, "said_by") or customer(work.reading, customer_id).name
    drawn = command.signature if command.how is GivenBy.SIGNATURE else None
    signature_id = keep_signature(work, command.ticket_id, "consent", signer, drawn)
    return Given(command.how, command.by_customer, signer, "", recorded_by), signature_id
