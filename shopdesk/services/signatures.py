"""Keeping signatures: drawn, or noted as given on paper."""

from __future__ import annotations

import msgspec
from sqlalchemy import bindparam, select

from shopdesk.domain.signature import Signature
from shopdesk.services.work import Reading, Work
from shopdesk.store.records.tickets import signatures


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
