"""What keeps the shop running: settings, counters, requests, drafts, print jobs, the change feed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from shopdesk.store.records.base import BigId, id_column, metadata

settings = Table(
    "settings",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    Column("version", Integer, nullable=False, default=1),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", BigInteger, nullable=False),
)

requests = Table(
    "requests",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("command", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("result", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("desk", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("changed_ms", BigInteger, nullable=False),
)

print_jobs = Table(
    "print_jobs",
    metadata,
    id_column(),
    Column("document_id", BigId, ForeignKey("documents.id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("format", String(32), nullable=False),
    Column("printer", Text, nullable=False),
    Column("desk", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("copy_no", Integer, nullable=False),
    Column("file", Text, nullable=False, default=""),
    # domain of errors: a catalogue key and its values as JSON.
    Column("why", Text, nullable=False, default=""),
    Column("attempts", Integer, nullable=False, default=0),
    Column("created_ms", BigInteger, nullable=False),
    Column("changed_ms", BigInteger, nullable=False),
    Index("ix_print_jobs_status", "status", "desk", "id"),
)

changes = Table(
    "changes",
    metadata,
    id_column(),
    Column("entity", String(16), nullable=False),
    Column("entity_id", BigInteger, nullable=False),
    Column("desk", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)
