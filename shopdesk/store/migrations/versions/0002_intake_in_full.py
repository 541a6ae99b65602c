"""Several numbers a customer, merged customers, visits, claims, amendments, and the shop's own texts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _customers()
    _tickets()
    _knowledge()
    if op.get_bind().dialect.name == "postgresql":
        # Ranges over reversed digits need bytewise order, whatever the server's locale.
        op.execute('ALTER TABLE customer_phones ALTER COLUMN phone_tail TYPE text COLLATE "C"')


def _customers() -> None:
    _add_reference("customers", "merged_into", "customers.id")
    op.create_table(
        "customer_phones",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("customer_id", BIG_ID, nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("phone_tail", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_phones")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_customer_phones_customer_id")
        ),
    )
    op.create_index(op.f("ix_customer_phones_customer_id"), "customer_phones", ["customer_id"])
    op.create_index(op.f("ix_customer_phones_phone_tail"), "customer_phones", ["phone_tail"])
    # A device is known again by its serial too.
    op.create_index(op.f("ix_devices_serial"), "devices", ["serial"])


def _tickets() -> None:
    op.add_column("tickets", sa.Column("visit_id", BIG_ID, nullable=True))
    _index_where_set("tickets", "visit_id")
    _add_reference("tickets", "redoes_id", "tickets.id")
    _add_reference("photos", "signature_id", "signatures.id")
    op.add_column("consents", sa.Column("given", sa.Text(), nullable=True))
    op.create_table(
        "amendments",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("ticket_id", BIG_ID, nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("integrity", sa.String(length=9), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendments")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_amendments_ticket_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_amendments_staff_id")),
    )
    op.create_index(op.f("ix_amendments_ticket_id"), "amendments", ["ticket_id"])


def _knowledge() -> None:
    op.create_table(
        "consent_texts",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_texts")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_consent_texts_staff_id")),
        sa.UniqueConstraint(
            "purpose", "version", "language", name=op.f("uq_consent_texts_purpose_version_language")
        ),
    )
    op.create_table(
        "advice",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("replaces", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("changed_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice")),
    )
    op.create_index(op.f("ix_advice_replaces"), "advice", ["replaces"])
    op.create_table(
        "own_models",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("added_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_models")),
        sa.UniqueConstraint("kind", "brand", "name", "code", name=op.f("uq_own_models_kind_brand_name_code")),
    )


def _add_reference(table: str, column: str, target: str) -> None:
    """A nullable column that points at `target`; SQLite takes the reference only within the column itself."""
    name = f"fk_{table}_{column}"
    if op.get_bind().dialect.name == "sqlite":
        owner, _, key = target.partition(".")
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} INTEGER CONSTRAINT {name} REFERENCES {owner} ({key})"
        )
    else:
        op.add_column(table, sa.Column(column, sa.BigInteger(), nullable=True))
        op.create_foreign_key(name, table, target.partition(".")[0], [column], [target.partition(".")[2]])
    _index_where_set(table, column)


def _index_where_set(table: str, column: str) -> None:
    filled = sa.text(f"{column} IS NOT NULL")
    op.create_index(
        op.f(f"ix_{table}_{column}"), table, [column], sqlite_where=filled, postgresql_where=filled
    )
