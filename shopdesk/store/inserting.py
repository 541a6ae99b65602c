"""Inserting rows, the statement of each table and set of columns written once.

Through SQLAlchemy's own insert a row costs twice as much, and an intake has twenty. PostgreSQL keeps that
way: over a network it makes no difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Insert, Table, insert

Row = dict[str, Any]


@lru_cache(maxsize=64)
def _core(table: Table) -> Insert:
    # The same object each time, so that SQLAlchemy finds its compiled form at once.
    return insert(table)


@lru_cache(maxsize=256)
def _plain(table: Table, names: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    """The statement for those columns and every column with a default, and the values of the defaults."""
    unknown = set(names) - set(table.c.keys())
    if unknown:
        raise ValueError(f"{table.name} has no {sorted(unknown)}")
    further = [column for column in table.c if column.default is not None and column.name not in names]
    for column in further:
        if column.default is None or not column.default.is_scalar:
            raise TypeError(f"the default of {column} is not a plain value")
    columns = [*names, *(column.name for column in further)]
    marks = ", ".join("?" * len(columns))
    values = tuple(getattr(column.default, "arg", None) for column in further)
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})", values  # noqa: S608 - our own names


def insert_row(connection: Connection, table: Table, row: Row) -> int:
    """Insert one row and return its id; of a table with a text key, a number that means nothing."""
    if connection.dialect.name != "sqlite":
        key = connection.execute(_core(table), row).inserted_primary_key
        return int(key[0]) if key and isinstance(key[0], int) else 0
    statement, defaults = _plain(table, tuple(row))
    return int(connection.exec_driver_sql(statement, (*row.values(), *defaults)).lastrowid)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that all name the same columns, in any order."""
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(_core(table), list(rows))
        return
    names = tuple(rows[0])
    if any(tuple(row) != names for row in rows[1:]):
        raise ValueError(f"rows of {table.name} with different columns")
    statement, defaults = _plain(table, names)
    connection.exec_driver_sql(statement, [(*row.values(), *defaults) for row in rows])
