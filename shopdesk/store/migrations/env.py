"""Alembic runs inside the connection, and so the transaction, that store.upgrade opened."""

from __future__ import annotations

from alembic import context

from shopdesk.store.records import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=False)
context.run_migrations()
