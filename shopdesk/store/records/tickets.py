"""Tickets and what belongs to one: the intake as taken, photos, consents, signatures, passcode, old parts."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from shopdesk.store.records.base import BigId, id_column, metadata, only_where_set

tickets = Table(
    "tickets",
    metadata,
    # The serial: 1, 2, 3 … without a hole, given by store.sequences.
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("number", String(16), nullable=False, unique=True),
    Column("version", Integer, nullable=False, default=1),
    Column("customer_id", BigId, ForeignKey("customers.id"), nullable=False, index=True),
    Column("device_id", BigId, ForeignKey("devices.id"), nullable=False, index=True),
    Column("status", String(16), nullable=False),
    Column("outcome", String(16), nullable=False, default=""),
    Column("fault", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("desk", Text, nullable=False),
    Column("bin", Text, nullable=False, default=""),
    Column("received_ms", BigInteger, nullable=False),
    Column("received_by", BigId, ForeignKey("staff.id"), nullable=False),
    Column("promised_ms", BigInteger),
    Column("changed_ms", BigInteger, nullable=False),
    Column("collected_ms", BigInteger),
    Column("technician_id", BigId, ForeignKey("staff.id")),
    # Work clock: started and still running, and whole seconds of the runs before.
    Column("clock_started_ms", BigInteger),
    Column("worked_seconds", Integer, nullable=False, default=0),
    Column("confirmed_ms", BigInteger),
    Column("estimate_low", BigInteger),
    Column("estimate_high", BigInteger),
    Column("approved_quote_id", BigId),
    Column("integrity", String(9), nullable=False),
    # Several devices brought at once and signed for together: the first one's ticket.
    Column("visit_id", BigId),
    # A warranty claim: the ticket whose repair it claims on.
    Column("redoes_id", BigId, ForeignKey("tickets.id")),
    Index("ix_tickets_status_id", "status", "id"),
    Index("ix_tickets_technician_status", "technician_id", "status"),
    Index("ix_tickets_received", "received_ms"),
    Index("ix_tickets_collected", "collected_ms"),
    only_where_set("ix_tickets_visit_id", "visit_id"),
    only_where_set("ix_tickets_redoes_id", "redoes_id"),
)

intakes = Table(
    "intakes",
    metadata,
    Column("ticket_id", BigId, ForeignKey("tickets.id"), primary_key=True, autoincrement=False),
    # services.intake.IntakeRecord, as JSON: frozen when taken, its hash is the integrity code.
    Column("body", Text, nullable=False),
)

amendments = Table(
    # An intake changed after it was signed for: the record as it stands since, whole, and why.
    "amendments",
    metadata,
    id_column(),
    Column("ticket_id", BigId, ForeignKey("tickets.id"), nullable=False, index=True),
    Column("staff_id", BigId, ForeignKey("staff.id"), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("integrity", String(9), nullable=False),
)

photos = Table(
    "photos",
    metadata,
    id_column(),
    Column("ticket_id", BigId, ForeignKey("tickets.id"), nullable=False, index=True),
    Column("hash", String(64), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("position", Integer, nullable=False),
    Column("added_ms", BigInteger, nullable=False),
    # A signed paper: the signature that it shows.
    Column("signature_id", BigId, ForeignKey("signatures.id")),
    only_where_set("ix_photos_signature_id", "signature_id"),
)

signatures = Table(
    "signatures",
    metadata,
    id_column(),
    Column("ticket_id", BigId, ForeignKey("tickets.id"), nullable=False, index=True),
    Column("occasion", String(16), nullable=False),
    Column("name", Text, nullable=False),
    # domain.signature.Signature as JSON, or empty where the customer signed on paper.
    Column("strokes", Text, nullable=False),
    Column("signed_ms", BigInteger, nullable=False),
)

consents = Table(
    "consents",
    metadata,
    id_column(),
    Column("ticket_id", BigId, ForeignKey("tickets.id"), nullable=False, index=True),
    Column("purpose", String(16), nullable=False),
    Column("agreed", Boolean),
    Column("answer", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_version", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("signature_id", BigId, ForeignKey("signatures.id")),
    Column("answered_ms", BigInteger, nullable=False),
    # services.consents.Given as JSON: by whose hand, and who told it on which number; empty at the counter.
    Column("given", Text),
)

passcodes = Table(
    "passcodes",
    metadata,
    Column("ticket_id", BigId, ForeignKey("tickets.id"), primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

diagnoses = Table(
    "diagnoses",
    metadata,
    id_column(),
    Column("ticket_id", BigId, ForeignKey("tickets.id"), nullable=False, index=True),
    Column("cause", Text, nullable=False),
    Column("parts_concerned", Text, nullable=False, default=""),
    Column("plan", Text, nullable=False, default=""),
    Column("repairable", Boolean, nullable=False),
    Column("staff_id", BigId, ForeignKey("staff.id"), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)

tests = Table(
    "tests",
    metadata,
    id_column(),
    Column("ticket_id", BigId, ForeignKey("tickets.id"), nullable=False, index=True),
    Column("passed", Boolean, nullable=False),
    # tuple[services.bench.TestResult, ...] as JSON.
    Column("results", Text, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("signature_id", BigId, ForeignKey("signatures.id")),
    Column("staff_id", BigId, ForeignKey("staff.id"), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)

ticket_words = Table(
    # What search finds a ticket by. SQLite keeps it as an FTS5 index instead (see store.search).
    "ticket_words",
    metadata,
    Column("ticket_id", BigId, primary_key=True, autoincrement=False),
    Column("words", Text, nullable=False),
    info={"only": "postgresql"},
)
