"""Sealing what is appended, and finding what was changed behind the program's back.

Every write scope that appends anything adds one entry to the ledger. A row's id is its entry's number
times a thousand plus its place, so that rows and entries cannot drift apart. The seal of the last entry
also goes to an anchor file beside the key: a tail cut off the database still shows.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, select

from shopdesk.domain.ledger import GENESIS, commitment, digest, seal
from shopdesk.store.inserting import insert_row
from shopdesk.store.records.money import document_lines, documents, events, ledger, postings
from shopdesk.store.records.stock import movements

ROWS_PER_ENTRY = 1000
SEALED = (documents, document_lines, postings, movements, events)
_PERSONAL = {"documents": ("paper", "salt"), "events": ("data", "salt")}
_LAST = select(ledger.c.seq, ledger.c.seal).order_by(ledger.c.seq.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Head:
    """The chain's last entry; number 0 before the first."""

    seq: int = 0
    seal: str = GENESIS


def head(connection: Connection) -> Head:
    row = connection.execute(_LAST).first()
    return Head(row.seq, row.seal) if row else Head()


def sealed_form(table: Table, row: Mapping[str, Any]) -> list[object]:
    """What the chain hashes of a row: everything but the personal text, which its commitment stands for."""
    hidden = _PERSONAL.get(table.name, ())
    return [table.name, {name: value for name, value in row.items() if name not in hidden}]


class Entry:
    """The entry that one write scope is filling."""

    def __init__(self, connection: Connection, key: bytes) -> None:
        self._connection = connection
        self._key = key
        self._previous = head(connection)
        self.seq = self._previous.seq + 1
        self._rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in SEALED}

    def next_id(self, table: Table) -> int:
        place = len(self._rows[table.name])
        if place >= ROWS_PER_ENTRY:
            raise OverflowError(f"one use case appends at most {ROWS_PER_ENTRY} rows to {table.name}")
        return self.seq * ROWS_PER_ENTRY + place

    def add(self, table: Table, row: dict[str, Any]) -> None:
        """Take note of a row as it is stored: every column present, none computed by the database."""
        if row.keys() != table.c.keys() and set(row) != set(table.c.keys()):
            raise ValueError(f"incomplete row for {table.name}: {sorted(set(table.c.keys()) ^ set(row))}")
        self._rows[table.name].append(row)

    def close(self, at_ms: int) -> Head:
        """Write the entry and return the new head."""
        content = digest([sealed_form(table, row) for table in SEALED for row in self._rows[table.name]])
        new = Head(self.seq, seal(self._key, self._previous.seal, f"{content}:{at_ms}"))
        row = {"seq": new.seq, "digest": content, "seal": new.seal, "at_ms": at_ms}
        insert_row(self._connection, ledger, row)
        return new


@dataclass(frozen=True, slots=True)
class Broken:
    """Something changed behind the program's back. `what`: a catalogue key; `entry`: where it first shows."""

    what: str
    entry: int
    table: str = ""


def verify(connection: Connection, key: bytes, anchor: Head) -> Iterator[Broken]:
    """Every break of the chain, in order; nothing for sound books."""
    streams = {table.name: _Rows(connection, table) for table in SEALED}
    previous, expected = GENESIS, 0
    seals: dict[int, str] = {}
    for entry in connection.execute(select(ledger).order_by(ledger.c.seq)):
        expected += 1
        if entry.seq != expected:
            yield Broken("doctor.entries_missing", expected)
            expected = entry.seq
        content = []
        for table in SEALED:
            for row in streams[table.name].of_entry(entry.seq):
                content.append(sealed_form(table, row))
                if table.name in _PERSONAL and not _keeps_its_word(table, row):
                    yield Broken("doctor.text_changed", entry.seq, table.name)
        if digest(content) != entry.digest:
            yield Broken("doctor.rows_changed", entry.seq)
        previous = seal(key, previous, f"{entry.digest}:{entry.at_ms}")
        if previous != entry.seal:
            yield Broken("doctor.seal_broken", entry.seq)
            previous = entry.seal
        if entry.seq == anchor.seq:
            seals[entry.seq] = entry.seal
    for table in SEALED:
        if streams[table.name].left_over():
            yield Broken("doctor.rows_without_entry", expected, table.name)
    if anchor.seq and seals.get(anchor.seq) != anchor.seal:
        yield Broken("doctor.tail_cut", anchor.seq)


def _keeps_its_word(table: Table, row: Mapping[str, Any]) -> bool:
    text, salt = _PERSONAL[table.name]
    return commitment(str(row[salt]), str(row[text]).encode()) == str(row["commitment"])


class _Rows:
    """The rows of one table in id order, handed out entry by entry."""

    def __init__(self, connection: Connection, table: Table) -> None:
        result = connection.execution_options(yield_per=500).execute(select(table).order_by(table.c.id))
        self._rows = iter(result.mappings())
        self._next: dict[str, Any] | None = None
        self._stray = False
        self._advance()

    def _advance(self) -> None:
        row = next(self._rows, None)
        self._next = dict(row) if row is not None else None

    def of_entry(self, seq: int) -> Iterator[dict[str, Any]]:
        while self._next is not None and self._next["id"] // ROWS_PER_ENTRY < seq:
            self._stray = True
            self._advance()
        while self._next is not None and self._next["id"] // ROWS_PER_ENTRY == seq:
            yield self._next
            self._advance()

    def left_over(self) -> bool:
        return self._stray or self._next is not None


def entries(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(ledger)).scalar_one())


class Anchor:
    """The newest head this desk has seen committed, in a file beside the key.

    Written after the commit and without a sync: it may lag, and then proves a little less; it is never ahead.
    """

    _FORM = "{:020d} {}\n"

    def __init__(self, file: Path) -> None:
        self.file = file
        self._handle: int | None = None

    def set(self, new: Head) -> None:
        # What it stands for is committed: a full disk may cost the anchor, never the answer.
        with suppress(OSError):
            if self._handle is None:
                self.file.parent.mkdir(parents=True, exist_ok=True)
                self._handle = os.open(self.file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, self._FORM.format(new.seq, new.seal).encode())

    def get(self) -> Head:
        with suppress(FileNotFoundError, ValueError):
            number, kept = self.file.read_text("ascii").split()
            return Head(int(number), kept)
        return Head()

    def close(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
