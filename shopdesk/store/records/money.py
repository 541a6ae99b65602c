"""Documents and their postings, till sessions, and the chain that seals them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from shopdesk.store.records.base import BigId, appended_id_column, id_column, metadata

documents = Table(
    "documents",
    metadata,
    appended_id_column(),
    Column("kind", String(16), nullable=False),
    Column("serial", BigInteger, nullable=False),
    Column("number", String(24), nullable=False),
    Column("ticket_id", BigId, ForeignKey("tickets.id"), index=True),
    Column("mirrors_id", BigId, ForeignKey("documents.id"), index=True),
    Column("session_id", BigId, ForeignKey("till_sessions.id")),
    Column("language", String(8), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("total", BigInteger, nullable=False),
    # The frozen domain.papers paper as JSON. The chain holds only its commitment.
    Column("paper", Text, nullable=False),
    Column("salt", String(32), nullable=False),
    Column("commitment", String(64), nullable=False),
    Column("staff_id", BigId, ForeignKey("staff.id"), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    UniqueConstraint("kind", "serial"),
    Index("ix_documents_session", "session_id", "kind", "total"),
)

document_lines = Table(
    "document_lines",
    metadata,
    appended_id_column(),
    Column("document_id", BigId, ForeignKey("documents.id"), nullable=False, index=True),
    # On a refund: the line of the sale that this one mirrors.
    Column("mirrors_id", BigId, ForeignKey("document_lines.id"), index=True),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("grade", String(16), nullable=False, default=""),
    Column("quantity", Integer, nullable=False),
    Column("net", BigInteger, nullable=False),
    Column("tax", BigInteger, nullable=False),
    Column("rate", Integer, nullable=False),
    Column("part_id", BigId, ForeignKey("parts.id")),
    Column("warranty_days", Integer, nullable=False, default=0),
)

postings = Table(
    "postings",
    metadata,
    appended_id_column(),
    Column("document_id", BigId, ForeignKey("documents.id"), nullable=False, index=True),
    Column("session_id", BigId, ForeignKey("till_sessions.id"), nullable=False),
    Column("ticket_id", BigId, ForeignKey("tickets.id")),
    Column("account", String(32), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("reference", Text, nullable=False, default=""),
    Index("ix_postings_session", "session_id", "account", "amount"),
    Index("ix_postings_ticket", "ticket_id", "account", "amount"),
)

till_sessions = Table(
    "till_sessions",
    metadata,
    id_column(),
    Column("version", Integer, nullable=False, default=1),
    Column("desk", Text, nullable=False),
    # The desk while open, null when closed: one open session a desk, held by the database.
    Column("open_at", Text, unique=True),
    Column("opened_ms", BigInteger, nullable=False),
    Column("opened_by", BigId, ForeignKey("staff.id"), nullable=False),
    Column("opening_float", BigInteger, nullable=False),
    Column("first_entry", BigInteger, nullable=False),
    Column("closed_ms", BigInteger),
    Column("closed_by", BigId, ForeignKey("staff.id")),
    Column("z_number", Integer, unique=True),
    # Of all days closed by then, this one included (see services.so_far); null while open.
    Column("traded_so_far", BigInteger),
    Column("held_so_far", BigInteger),
)

events = Table(
    # The audit, and the timeline of each ticket.
    "events",
    metadata,
    appended_id_column(),
    Column("ticket_id", BigId, ForeignKey("tickets.id"), index=True),
    Column("kind", String(32), nullable=False),
    Column("data", Text, nullable=False),
    Column("salt", String(32), nullable=False),
    Column("commitment", String(64), nullable=False),
    Column("staff_id", BigId, ForeignKey("staff.id")),
    Column("desk", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)

ledger = Table(
    "ledger",
    metadata,
    Column("seq", BigId, primary_key=True, autoincrement=False),
    Column("digest", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)

APPEND_ONLY = (documents, document_lines, postings, events)
"""With stock.movements: tables whose rows the chain seals and triggers guard."""
