"""Parts, their lots, and every movement. What is on hand is always the sum of the movements."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from shopdesk.store.records.base import BigId, appended_id_column, id_column, metadata

parts = Table(
    "parts",
    metadata,
    id_column(),
    Column("version", Integer, nullable=False, default=1),
    Column("sku", Text, nullable=False, unique=True),
    Column("barcode", Text, nullable=False, default="", index=True),
    Column("name", Text, nullable=False),
    Column("grade", String(16), nullable=False),
    Column("price", BigInteger, nullable=False),
    Column("low_level", Integer, nullable=False, default=0),
    Column("bin", Text, nullable=False, default=""),
    Column("warranty_days", Integer, nullable=False, default=0),
    Column("words", Text, nullable=False, default=""),
    Column("active", Boolean, nullable=False, default=True),
)

lots = Table(
    "lots",
    metadata,
    id_column(),
    Column("part_id", BigId, ForeignKey("parts.id"), nullable=False, index=True),
    Column("number", Text, nullable=False),
    Column("supplier", Text, nullable=False, default=""),
    Column("unit_cost", BigInteger, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
)

movements = Table(
    "movements",
    metadata,
    appended_id_column(),
    Column("part_id", BigId, ForeignKey("parts.id"), nullable=False),
    Column("lot_id", BigId, ForeignKey("lots.id"), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("ticket_id", BigId, ForeignKey("tickets.id"), index=True),
    Column("serial", Text, nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Column("staff_id", BigId, ForeignKey("staff.id"), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Index("ix_movements_part_lot", "part_id", "lot_id", "quantity"),
)

reservations = Table(
    "reservations",
    metadata,
    id_column(),
    Column("ticket_id", BigId, ForeignKey("tickets.id"), nullable=False, index=True),
    Column("part_id", BigId, ForeignKey("parts.id"), nullable=False, index=True),
    # Still to be issued; 0 when used up or freed.
    Column("quantity", Integer, nullable=False),
)

old_parts = Table(
    "old_parts",
    metadata,
    id_column(),
    Column("ticket_id", BigId, ForeignKey("tickets.id"), nullable=False, index=True),
    Column("part_id", BigId, ForeignKey("parts.id"), nullable=False),
    Column("movement_id", BigId, ForeignKey("movements.id"), nullable=False),
    Column("fate", String(16), nullable=False, default=""),
    Column("serial", Text, nullable=False, default=""),
)
