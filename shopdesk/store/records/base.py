"""What all tables share: times in UTC milliseconds, money in minor units, structured bodies as JSON text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite makes an alias of its row id, and so counts by itself, only from plain INTEGER.
BigId = BigInteger().with_variant(Integer, "sqlite")


def id_column() -> Column[int]:
    return Column("id", BigId, primary_key=True, autoincrement=True)


def appended_id_column() -> Column[int]:
    """Of an append-only table: the chain's entry number and the place within it (see store.chain)."""
    return Column("id", BigId, primary_key=True, autoincrement=False)


def only_where_set(name: str, column: str) -> Index:
    """An index over the few rows that fill `column`: the many others neither grow it nor pay for it."""
    filled = text(f"{column} IS NOT NULL")
    return Index(name, column, sqlite_where=filled, postgresql_where=filled)


def to_ms(moment: datetime) -> int:
    """UTC milliseconds of an aware moment."""
    if moment.tzinfo is None:
        raise ValueError("times are aware")
    whole = moment.astimezone(UTC)
    return int(whole.timestamp()) * 1000 + whole.microsecond // 1000


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def from_ms(milliseconds: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=milliseconds)
