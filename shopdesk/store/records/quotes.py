"""Quotes: frozen when issued; what changes later is only how they were answered."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from shopdesk.store.records.base import BigId, id_column, metadata

quotes = Table(
    "quotes",
    metadata,
    id_column(),
    Column("ticket_id", BigId, ForeignKey("tickets.id"), nullable=False),
    Column("no", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    # tuple[services.quoting.Option, ...] as JSON.
    Column("options", Text, nullable=False),
    Column("document_id", BigId, nullable=False),
    Column("valid_until_ms", BigInteger, nullable=False),
    Column("issued_by", BigId, ForeignKey("staff.id"), nullable=False),
    Column("issued_ms", BigInteger, nullable=False),
    Column("chosen", Integer),
    Column("approved_total", BigInteger),
    Column("answer_kind", String(16), nullable=False, default=""),
    # Who said so, on which number, recorded by whom: services.quoting.Answered as JSON.
    Column("answer", Text, nullable=False, default=""),
    Column("answered_ms", BigInteger),
    Column("signature_id", BigId, ForeignKey("signatures.id")),
    UniqueConstraint("ticket_id", "no"),
)
