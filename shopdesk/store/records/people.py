"""Customers, their devices, and the staff."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, String, Table, Text

from shopdesk.store.records.base import BigId, id_column, metadata, only_where_set

customers = Table(
    "customers",
    metadata,
    id_column(),
    Column("version", Integer, nullable=False, default=1),
    Column("name", Text, nullable=False),
    Column("phone", Text, nullable=False, default=""),
    # Digits backwards, so that "ends in 4827" is a range of a B-tree.
    Column("phone_tail", Text, nullable=False, default="", index=True),
    Column("note", Text, nullable=False, default=""),
    Column("language", String(8), nullable=False, default=""),
    Column("limited", Boolean, nullable=False, default=False),
    Column("words", Text, nullable=False, default=""),
    Column("created_ms", BigInteger, nullable=False),
    # Found to be the same person as another record, which owns everything since.
    Column("merged_into", BigId, ForeignKey("customers.id")),
    only_where_set("ix_customers_merged_into", "merged_into"),
)

customer_phones = Table(
    # Further numbers; the one to call first stands with the customer.
    "customer_phones",
    metadata,
    id_column(),
    Column("customer_id", BigId, ForeignKey("customers.id"), nullable=False, index=True),
    Column("phone", Text, nullable=False),
    Column("phone_tail", Text, nullable=False, index=True),
    Column("label", Text, nullable=False, default=""),
)

devices = Table(
    "devices",
    metadata,
    id_column(),
    Column("version", Integer, nullable=False, default=1),
    Column("customer_id", BigId, ForeignKey("customers.id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("brand", Text, nullable=False, default=""),
    Column("model", Text, nullable=False),
    Column("model_code", Text, nullable=False, default=""),
    Column("imei", String(15), nullable=False, default=""),
    Column("imei_tail", String(15), nullable=False, default="", index=True),
    Column("serial", Text, nullable=False, default="", index=True),
    Column("colour", Text, nullable=False, default=""),
    Column("storage", Text, nullable=False, default=""),
    Column("created_ms", BigInteger, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    id_column(),
    Column("version", Integer, nullable=False, default=1),
    Column("name", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("pin_hash", Text, nullable=False, default=""),
    Column("language", String(8), nullable=False, default=""),
    Column("active", Boolean, nullable=False, default=True),
    Column("wrong_pins", Integer, nullable=False, default=0),
    Column("locked_until_ms", BigInteger, nullable=False, default=0),
)
