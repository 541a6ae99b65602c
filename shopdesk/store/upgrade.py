"""Bringing a database to this program's schema; a newer one is refused untouched."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from shopdesk.errors import StoreTrouble

SCHEMA = "0001"
"""Newest revision in migrations/versions; a test holds the two together."""

_MIGRATIONS = Path(__file__).parent / "migrations"


def schema_of(connection: Connection) -> str | None:
    """The revision a database is at, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def bring_up_to_date(engine: Engine) -> bool:
    """Create or upgrade the schema; True where it was new. Raises StoreTrouble for a newer one."""
    with engine.connect() as connection:
        found = schema_of(connection)
    if found == SCHEMA:
        return False
    if found is not None and found > SCHEMA:
        raise StoreTrouble("store.newer_schema", found=found, known=SCHEMA)
    _upgrade(engine)
    return found is None


def _upgrade(engine: Engine) -> None:
    from alembic import command  # noqa: PLC0415 - slow to import, wanted on the first start only
    from alembic.config import Config  # noqa: PLC0415

    from shopdesk.store.engine import WRITE  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", _MIGRATIONS.as_posix())
    with engine.execution_options(**{WRITE: True}).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
