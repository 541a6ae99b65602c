"""A model repair, repeated with other people and times: rows for bulk insertion, sealed as the shop seals.

What a repetition changes is found from the model's rows themselves, so that a new column or table comes
along: ids and foreign keys move by a fixed distance, so do times, and texts get the other person's words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table

from shopdesk.domain.ledger import commitment, digest, seal
from shopdesk.store.chain import _PERSONAL, ROWS_PER_ENTRY, SEALED
from shopdesk.store.records.base import metadata
from shopdesk.store.records.money import ledger

LEFT_OUT = {
    "settings",
    "counters",
    "staff",
    "customers",
    "devices",
    "parts",
    "lots",
    "drafts",
    "requests",
    "changes",
}
REPEATED = tuple(
    table
    for table in metadata.sorted_tables
    if table.name not in LEFT_OUT | {"ledger", "till_sessions", "ticket_words"}
)
_SEALED = {table.name for table in SEALED}
# Columns that hold an id without saying so in the schema.
_LOOSE = {("tickets", "approved_quote_id"): "quotes", ("quotes", "document_id"): "documents"}
_GIVEN = {"customers": "customer_id", "devices": "device_id", "till_sessions": "session_id"}
_DRAWN = {"parts": "part_id", "lots": "lot_id"}
Row = list[Any]
Rows = dict[str, list[dict[str, Any]]]
"""Rows by table, each by column."""


@dataclass(slots=True)
class Place:
    """Where the next repetition goes: the next ids, the last serial of each kind, the chain's end."""

    ids: dict[str, int]
    serials: dict[str, int]
    seq: int
    seal: str
    key: bytes
    batch: dict[str, list[Row]] = field(default_factory=dict)


def _target(table: Table, column: str) -> str:
    """The table whose id stands in a column, empty for none."""
    if (table.name, column) in _LOOSE:
        return _LOOSE[table.name, column]
    for key in table.c[column].foreign_keys:
        return key.column.table.name
    return table.name if table.c[column].primary_key else ""


class Model:
    """One repetition's pattern, made from the rows that a model left behind."""

    def __init__(
        self,
        rows: Rows,
        words: Mapping[str, str],
        received_ms: int,
        entries: Collection[int] | None = None,
        accounts: bool = False,
    ) -> None:
        """`words` name what stands for the person in texts; `entries` keeps only those, counted from 0."""
        self.received_ms = received_ms
        self._pattern = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
        self._words = words
        self._accounts = accounts
        seqs = sorted({row["id"] // ROWS_PER_ENTRY for name in _SEALED for row in rows[name]})
        kept = [seq for place, seq in enumerate(seqs) if entries is None or place in entries]
        self._seqs = {seq: place for place, seq in enumerate(kept)}
        self.made: list[
            tuple[Table, tuple[str, ...], list[tuple[str, int]], list[tuple[Row, Any, Any, Any]]]
        ] = []
        self.serial_kinds: set[str] = set()
        self.paid: dict[str, int] = {}
        kept_rows = {
            table: [row for row in rows[table.name] if self._keeps(table, row, complete=entries is None)]
            for table in REPEATED
        }
        ids = {
            table.name: [row[_key(table.name)] for row in found]
            for table, found in kept_rows.items()
            if found
        }
        self._first = {name: min(found) for name, found in ids.items()}
        self._count = {name: max(found) - min(found) + 1 for name, found in ids.items()}
        for table, found in kept_rows.items():
            if found:
                compiled = [(*self._changes(table, row),) for row in found]
                columns = tuple(table.c.keys())
                hidden = _PERSONAL.get(table.name, ())
                sealed = [(name, at) for at, name in enumerate(columns) if name not in hidden]
                self.made.append((table, columns, sealed, compiled))
        kept = [row for row in rows["documents"] if row["id"] // ROWS_PER_ENTRY in self._seqs]
        self.traded = sum(row["total"] for row in kept if row["kind"] == "sale")
        for row in rows["postings"]:
            if row["account"].startswith("tender:") and row["id"] // ROWS_PER_ENTRY in self._seqs:
                self.paid[row["account"]] = self.paid.get(row["account"], 0) + row["amount"]

    def _keeps(self, table: Table, row: dict[str, Any], *, complete: bool) -> bool:
        if complete:
            return True
        if table.name in _SEALED:
            return row["id"] // ROWS_PER_ENTRY in self._seqs
        if table.name == "print_jobs":
            return row["document_id"] // ROWS_PER_ENTRY in self._seqs
        return table.name in {"tickets", "intakes", "photos", "signatures", "consents"}

    def _changes(
        self, table: Table, row: dict[str, Any]
    ) -> tuple[Row, list[tuple[int, int, str]], list[tuple[int, str]], list[tuple[int, str]]]:
        """The row, and which cells move by which distance, which are filled with words, which are given."""
        base = list(row.values())
        moved, filled, given = [], [], []
        for at, column in enumerate(table.c.keys()):
            value = row[column]
            if value is None or value == "":
                continue
            target = _target(table, column)
            if table.name == "documents" and column == "serial":
                own = row["kind"] in {"receipt", "tag"}
                moved.append((at, value, "tickets") if own else (at, 1, self._serial(row["kind"])))
            elif target in _GIVEN or target in _DRAWN:
                given.append((at, (_GIVEN | _DRAWN)[target]))
            elif target in _SEALED:
                moved.append((at, value, f"entry {self._seqs.get(value // ROWS_PER_ENTRY, 0)}"))
            elif target == "tickets" and target not in self._count:
                given.append((at, "ticket_id"))
            elif target and target != "staff" and target not in self._count:
                base[at] = None  # what it names was thinned out
            elif target and target != "staff":
                moved.append((at, value, target))
            elif column.endswith("_ms"):
                moved.append((at, value, "time"))
            elif self._accounts and table.name == "postings" and column == "amount":
                given.append((at, f"sum {row['account']}"))
            elif (
                isinstance(value, str)
                and column not in {"salt", "commitment"}
                and self._pattern.search(value)
            ):
                filled.append((at, self._blank(value)))
        return base, moved, filled, given

    def _serial(self, kind: str) -> str:
        self.serial_kinds.add(kind)
        return f"serial {kind}"

    def _blank(self, text: str) -> str:
        """The text with %(places)s for the person's words."""
        escaped = text.replace("%", "%%")
        return self._pattern.sub(lambda found: f"%({self._words[found.group()]})s", escaped)

    def repeat(self, place: Place, facts: dict[str, Any], at_ms: int) -> None:
        """Add the rows of one repetition to the batch, and move `place` on."""
        shift = {name: place.ids[name] - self._first[name] for name in self._count if name not in _SEALED}
        shift["tickets"] = facts["ticket_id"] - self._first.get("tickets", 0)
        shift["intakes"] = shift["passcodes"] = shift["tickets"]
        shift["time"] = at_ms - self.received_ms
        for kind in self.serial_kinds:
            shift[f"serial {kind}"] = place.serials[kind]
        for seq, order in self._seqs.items():
            shift[f"entry {order}"] = (place.seq + 1 + order - seq) * ROWS_PER_ENTRY
        contents: dict[int, dict[str, list[object]]] = {order: {} for order in self._seqs.values()}
        for table, columns, sealed, compiled in self.made:
            out = place.batch.setdefault(table.name, [])
            for base, moved, filled, given in compiled:
                row = base.copy()
                for at, value, distance in moved:
                    row[at] = value + shift[distance]
                for at, blank in filled:
                    row[at] = blank % facts
                for at, name in given:
                    row[at] = facts[name]
                if table.name in _PERSONAL:
                    text, salt = (columns.index(name) for name in _PERSONAL[table.name])
                    row[columns.index("commitment")] = commitment(row[salt], row[text].encode())
                if table.name in _SEALED:
                    order = row[0] // ROWS_PER_ENTRY - place.seq - 1
                    # As store.chain.sealed_form() has it; the doctor says whether it still does.
                    form = [table.name, {name: row[at] for name, at in sealed}]
                    contents[order].setdefault(table.name, []).append(form)
                out.append(row)
        self._seal(place, contents, at_ms)
        for name, count in self._count.items():
            if name in place.ids:
                place.ids[name] += count
        for kind in self.serial_kinds:
            place.serials[kind] += 1

    def _seal(self, place: Place, contents: dict[int, dict[str, list[object]]], at_ms: int) -> None:
        out = place.batch.setdefault(ledger.name, [])
        for order in range(len(contents)):
            rows = [form for table in SEALED for form in contents[order].get(table.name, ())]
            content = digest(rows)
            place.seq += 1
            place.seal = seal(place.key, place.seal, f"{content}:{at_ms}")
            out.append([place.seq, content, place.seal, at_ms])

    @property
    def entries(self) -> int:
        return len(self._seqs)

    def intake_body(self) -> str:
        """The intake's body with blanks for the person's words."""
        for table, columns, _, compiled in self.made:
            if table.name == "intakes":
                base, _, filled, _ = compiled[0]
                at = columns.index("body")
                return dict(filled).get(at) or str(base[at])
        raise LookupError("a model without an intake")


def _key(table: str) -> str:
    return next(iter(metadata.tables[table].primary_key.columns)).name
