"""What the shop has written for itself: the exact texts of consents, and first advice for known symptoms."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from shopdesk.store.records.base import BigId, id_column, metadata

consent_texts = Table(
    # A version is never changed: what was agreed to must be found again word for word.
    "consent_texts",
    metadata,
    id_column(),
    Column("purpose", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("language", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("staff_id", BigId, ForeignKey("staff.id"), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    UniqueConstraint("purpose", "version", "language"),
)

advice = Table(
    "advice",
    metadata,
    id_column(),
    Column("version", Integer, nullable=False, default=1),
    # An entry shipped with the program that this one replaces; empty for the shop's own.
    Column("replaces", String(64), nullable=False, default="", index=True),
    # services.advice.Advice as JSON.
    Column("body", Text, nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("changed_ms", BigInteger, nullable=False),
)

own_models = Table(
    # Devices that the shipped catalogue does not know.
    "own_models",
    metadata,
    id_column(),
    Column("kind", String(16), nullable=False),
    Column("brand", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("code", Text, nullable=False, default=""),
    Column("added_ms", BigInteger, nullable=False),
    UniqueConstraint("kind", "brand", "name", "code"),
)
