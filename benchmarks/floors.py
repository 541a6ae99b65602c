"""The bare floor: the same rows through the driver alone, as plain SQL in one transaction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from benchmarks.repeating import REPEATED, Model, Place
from benchmarks.seed import between, highest, key_of
from shopdesk.services.shop import Shop
from shopdesk.store.records.base import metadata, to_ms

CHANGES = 5


def raw_connection(folder: Path) -> Any:
    """The driver's own connection, as durable as the program's."""
    connection = dbapi2.connect(str(folder / "shop.db"), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32768"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA mmap_size=268435456")
    return connection


class RawWriter:
    """Writes again what a command wrote."""

    def __init__(self, shop: Shop, folder: Path) -> None:
        self._shop = shop
        self._folder = folder
        self.connection = raw_connection(folder)
        self._statements: list[tuple[str, list[Any]]] = []

    def model(self, run: Any) -> Model:
        """What `run`, a command, left in the tables."""
        before = highest(self._folder)
        run()
        rows = between(self.connection, before, highest(self._folder))
        words = {row[name]: name for row in rows["tickets"] for name in ("number", "integrity")}
        return Model(rows, words or {"\0": "nothing"}, to_ms(self._shop.clock()))

    def _place(self, model: Model) -> Place:
        run = self.connection.execute
        tables = [table.name for table in REPEATED]
        ids = {
            name: (run(f"SELECT max({key_of(name)}) FROM {name}").fetchone()[0] or 0) + 1 for name in tables
        }
        last = "SELECT max(serial) FROM documents WHERE kind = ?"
        serials = {kind: run(last, (kind,)).fetchone()[0] or 0 for kind in model.serial_kinds}
        seq, seal = run("SELECT seq, seal FROM ledger ORDER BY seq DESC LIMIT 1").fetchone()
        return Place(ids, serials, seq, seal, self._shop.store.keys.chain)

    def prepare(self, model: Model, facts: dict[str, Any], further: list[tuple[str, list[Any]]]) -> None:
        """Work out the rows; nothing of this is timed."""
        place = self._place(model)
        model.repeat(place, facts, to_ms(self._shop.clock()))
        self._statements = list(further)
        for name, rows in place.batch.items():
            columns = ", ".join(metadata.tables[name].c.keys())
            marks = ", ".join("?" * len(rows[0]))
            self._statements.append((f"INSERT INTO {name}({columns}) VALUES ({marks})", rows))
        counters = [[serial, kind] for kind, serial in place.serials.items()]
        self._statements.append(("UPDATE counters SET value = ? WHERE name = ?", counters))

    def write(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        for statement, rows in self._statements:
            self.connection.executemany(statement, rows)
        self.connection.execute("COMMIT")


def bookkeeping(number: int, ticket_id: int, command: str) -> list[tuple[str, list[Any]]]:
    """The request kept and the changes told, as every command has them."""
    request = [
        f"floor-{command}-{number:026d}",
        command,
        "0" * 64,
        '{"ticket_id":1,"number":"26-000001"}',
        number,
    ]
    changes = [["ticket", ticket_id, "floor", number] for _ in range(CHANGES)]
    return [
        ("INSERT INTO requests(id, command, digest, result, at_ms) VALUES (?, ?, ?, ?, ?)", [request]),
        ("INSERT INTO changes(entity, entity_id, desk, at_ms) VALUES (?, ?, ?, ?)", changes),
    ]
