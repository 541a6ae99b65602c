"""Bringing a database to this program's schema; a newer one is refused untouched."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError

from shopdesk.config import ShopLocation
from shopdesk.errors import StoreTrouble
from shopdesk.store.engine import begin_writing, open_to_look
from shopdesk.store.keys import create_key, key_file

SCHEMA = "0002"
"""Newest revision in migrations/versions; a test holds the two together."""

_MIGRATIONS = Path(__file__).parent / "migrations"


def schema_of(connection: Connection) -> str | None:
    """The revision a database is at, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def bring_up_to_date(engine: Engine, location: ShopLocation) -> None:
    """Create or upgrade the schema. Raises StoreTrouble for a newer one, its file left byte for byte."""
    if location.is_sqlite:
        _refuse_newer_file(Path(str(engine.url.database)))
    with engine.connect() as connection:
        found = schema_of(connection)
    _refuse_newer(found)
    if found != SCHEMA:
        _upgrade(engine, location.folder)


def _refuse_newer(found: str | None) -> None:
    if found is not None and found > SCHEMA:
        raise StoreTrouble("store.newer_schema", found=found, known=SCHEMA)


def _refuse_newer_file(file: Path) -> None:
    # Opening to write would fold the log that a newer program left into the file.
    if not file.exists():
        return
    try:
        with open_to_look(file).connect() as connection:
            _refuse_newer(schema_of(connection))
    except OperationalError as error:
        # Killed while the file was made: it must be mended before it can be read. A newer one that were in
        # this state is refused after that.
        if "readonly database" not in str(error.orig):
            raise


def _upgrade(engine: Engine, folder: Path) -> None:
    from alembic import command  # noqa: PLC0415 - slow to import, wanted on the first start only
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", _MIGRATIONS.as_posix())
    with begin_writing(engine) as connection:
        # Under the writer's lock, and before the tables: whoever is killed here finds the key next time,
        # and of two that start at once one makes it.
        if schema_of(connection) is None and not key_file(folder).exists():
            create_key(folder)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
