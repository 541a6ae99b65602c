"""Keeping signatures: drawn, or given on paper, and then the photo of that paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import bindparam, func, select

from shopdesk.domain.photo_stage import PhotoStage
from shopdesk.domain.roles import Permission
from shopdesk.domain.signature import Signature
from shopdesk.errors import UserError
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.tickets import photos, signatures

SIGNED = PhotoStage.SIGNED.value
"""Stage of a photo that shows a signed paper, not the device."""


def keep_signature(work: Work, ticket_id: int, occasion: str, name: str, drawn: Signature | None) -> int:
    """Keep who signed what and how; `drawn` None says the signature is on the paper."""
    return work.insert(
        signatures,
        ticket_id=ticket_id,
        occasion=occasion,
        name=name,
        strokes=msgspec.json.encode(drawn).decode() if drawn is not None else "",
        signed_ms=work.now_ms,
    )


_ONE = select(signatures.c.strokes).where(signatures.c.id == bindparam("signature_id"))


def signature(reading: Reading, signature_id: int) -> Signature | None:
    """The drawing, or None where it was signed on paper."""
    strokes = reading.connection.execute(_ONE, {"signature_id": signature_id}).scalar_one()
    return msgspec.json.decode(strokes, type=Signature) if strokes else None


@dataclass(frozen=True, slots=True)
class SignatureView:
    """A signature of a ticket: drawn, or on paper, with the photo of that paper once there is one."""

    id: int
    occasion: str
    name: str
    drawn: bool
    signed_at: datetime
    photo: str = ""


_OF_TICKET = (
    select(
        signatures.c.id,
        signatures.c.occasion,
        signatures.c.name,
        (signatures.c.strokes != "").label("drawn"),
        signatures.c.signed_ms,
        photos.c.hash,
    )
    .outerjoin(photos, photos.c.signature_id == signatures.c.id)
    .where(signatures.c.ticket_id == bindparam("ticket_id"))
    .order_by(signatures.c.id, photos.c.id)
)


def signatures_of_ticket(reading: Reading, ticket_id: int) -> tuple[SignatureView, ...]:
    """In the order given; of a paper photographed twice the newer photo."""
    rows = reading.connection.execute(_OF_TICKET, {"ticket_id": ticket_id})
    views = {
        row.id: SignatureView(
            row.id, row.occasion, row.name, bool(row.drawn), from_ms(row.signed_ms), row.hash or ""
        )
        for row in rows
    }
    return tuple(views.values())


@dataclass(frozen=True, kw_only=True)
class PhotographPaper(Command[int]):
    """Bind the photo of a signed paper to the signature on it, also after collection. Gives the ticket."""

    ticket_id: int
    signature_id: int
    photo: str


@handles(PhotographPaper, Permission.RECORD_APPROVAL)
def photograph_paper(work: Work, command: PhotographPaper) -> int:
    mine = {view.id: view for view in signatures_of_ticket(work.reading, command.ticket_id)}
    signed = mine.get(command.signature_id)
    if signed is None or signed.drawn:
        raise UserError("consents.no_paper", field="photos")
    if not work.media.has(command.photo):
        raise UserError("problems.photo_missing", field="photos")
    before = work.connection.execute(
        select(func.count()).where(photos.c.ticket_id == command.ticket_id, photos.c.stage == SIGNED)
    ).scalar_one()
    work.insert(
        photos,
        ticket_id=command.ticket_id,
        hash=command.photo,
        stage=SIGNED,
        position=before,
        added_ms=work.now_ms,
        signature_id=command.signature_id,
    )
    work.record("paper_photographed", command.ticket_id, occasion=signed.occasion)
    work.changed("ticket", command.ticket_id)
    return command.ticket_id
