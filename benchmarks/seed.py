"""A shop of so many tickets, made once and kept in the machine's temporary folder.

A day takes 120 tickets, whatever the size of the shop. Two of ten repairs are complete from diagnosis to
warranty card; of the others only intake and checkout are kept, as if the years between had been thinned. The
last 400 are open. The chain is sealed and the books balance, so that the doctor finds nothing; only the dates
inside the papers are the models'.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from benchmarks.models import (
    BRAND,
    DESK,
    FAULT,
    FLOAT,
    LOT,
    MODEL,
    NAME,
    PHONE,
    Clock,
    Furnished,
    furnish,
    repairs,
)
from benchmarks.population import Customer, Device, Population
from benchmarks.repeating import REPEATED, Model, Place, Rows
from shopdesk.domain.ids import CodeKind, code_for, ticket_number
from shopdesk.domain.ledger import digest
from shopdesk.services.intake_form import intake_code
from shopdesk.services.shop import Shop
from shopdesk.store.chain import Head
from shopdesk.store.records.base import metadata, to_ms
from shopdesk.store.search import digits_reversed

TODAY = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
A_DAY = 120
OPEN = 400
_STAGES_OPEN = ("received", "quoted", "approved", "repairing", "repairing", "ready", "ready")
_REQUESTS = 100_000
_BATCH = 2_000
"""Tickets between two writes."""


def cached_shop(tickets: int, say: Callable[[str], None]) -> Path:
    """The folder of a seeded shop, made if it is not there. Keyed by size, schema and the seed's own code."""
    from shopdesk.store import upgrade  # noqa: PLC0415 - its place on the disk is asked for

    folder = Path(upgrade.__file__).parent / "migrations" / "versions"
    sources = [*sorted(folder.glob("*.py")), *sorted(Path(__file__).parent.glob("*.py"))]
    wanted = {"seed.py", "repeating.py", "models.py", "population.py"}
    content = b"".join(file.read_bytes() for file in sources if file.parent == folder or file.name in wanted)
    key = hashlib.sha256(content).hexdigest()[:12]
    root = Path(tempfile.gettempdir()) / "shopdesk-benchmarks"
    place = root / f"{tickets}-{key}"
    if not place.exists():
        making = root / f"{tickets}-{key}.making"
        shutil.rmtree(making, ignore_errors=True)
        started = time.perf_counter()
        seed(making, tickets, say)
        making.rename(place)
        say(f"{tickets:,} tickets made in {time.perf_counter() - started:.0f} s")
    return place


def seed(folder: Path, tickets: int, say: Callable[[str], None] = lambda _: None) -> None:
    """Make a shop of `tickets` in an empty folder."""
    days = max(1, -(-tickets // A_DAY))
    start = TODAY - timedelta(days=days + 1)
    shop = Shop.open(str(folder), Clock(start))
    furnished = furnish(shop, tickets)
    made = _capture(shop, folder, furnished)
    shop.close()
    with closing(dbapi2.connect(str(folder / "shop.db"), isolation_level=None)) as connection:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-400000"):
            connection.execute(f"PRAGMA {pragma}")
        work = _Seeding(connection, shop.store.keys.chain, furnished, made, tickets, start, say)
        head = work.run()
        connection.execute("PRAGMA journal_mode=WAL")
    shop = Shop.open(str(folder))
    shop.store.anchor.set(head)
    shop.close()


@dataclass(frozen=True, slots=True)
class _Made:
    models: dict[str, Model]
    till: dict[str, Any]
    """The row of a closed till session."""


def _capture(shop: Shop, folder: Path, furnished: Furnished) -> _Made:
    """Run the models and make a pattern of what each left in the tables."""
    taken: dict[str, tuple[dict[str, int], dict[str, int]]] = {}
    for name, run in repairs(shop, furnished):
        before = highest(folder)
        run()
        taken[name] = (before, highest(folder))
    with closing(dbapi2.connect(str(folder / "shop.db"), isolation_level=None)) as connection:
        connection.execute(
            "UPDATE print_jobs SET status = 'done', file = 'receipt-26-000001.pdf', attempts = 1"
        )
        models = {}
        for name, (before, after) in taken.items():
            rows = between(connection, before, after)
            words = _words(rows, furnished)
            times = [row["at_ms"] for row in rows["events"]]
            models[name] = Model(rows, words, min(times), accounts=name == "closing")
            if name == "collected":
                last = models[name].entries - 1
                models["thinned"] = Model(rows, words, min(times), entries=(0, last))
        found = connection.execute("SELECT * FROM till_sessions")
        till = dict(zip((part[0] for part in found.description), found.fetchone(), strict=True))
    return _Made(models, till)


def highest(folder: Path) -> dict[str, int]:
    with closing(dbapi2.connect(str(folder / "shop.db"))) as connection:
        return {
            table.name: connection.execute(f"SELECT max({key_of(table.name)}) FROM {table.name}").fetchone()[
                0
            ]
            or 0
            for table in REPEATED
        }


def between(connection: Any, before: dict[str, int], after: dict[str, int]) -> Rows:
    rows: Rows = {}
    for table in REPEATED:
        key, names = key_of(table.name), tuple(table.c.keys())
        select = f"SELECT * FROM {table.name} WHERE {key} > ? AND {key} <= ? ORDER BY {key}"
        found = connection.execute(select, (before[table.name], after[table.name]))
        columns = [part[0] for part in found.description]
        made = [dict(zip(columns, row, strict=True)) for row in found]
        rows[table.name] = [{name: row[name] for name in names} for row in made]
    return rows


def key_of(table: str) -> str:
    return next(iter(metadata.tables[table].primary_key.columns)).name


def _words(rows: Rows, furnished: Furnished) -> dict[str, str]:
    """What stands in the model's texts for the person, and the fact that replaces it."""
    digits = PHONE.replace(" ", "")
    words = {
        NAME: "name",
        PHONE: "phone",
        digits: "phone_digits",
        BRAND: "brand",
        MODEL: "model",
        FAULT: "fault",
    }
    words |= {name: f"photo_{place}" for place, name in enumerate(furnished.photos[:2])}
    for ticket in rows["tickets"]:
        words[ticket["number"]] = "number"
        words[ticket["integrity"]] = "integrity"
        words[code_for(CodeKind.TAG, ticket["id"])] = "tag_code"
        words[code_for(CodeKind.SLIP, ticket["id"])] = "slip_code"
    words |= {digest(intake["body"]): "intake_digest" for intake in rows["intakes"]}
    for document in rows["documents"]:
        if document["kind"] not in {"receipt", "tag", "quote"}:
            words[document["number"]] = f"{document['kind']}_number"
    return words


class _Seeding:
    """Fills an empty, furnished shop day by day."""

    def __init__(
        self,
        connection: Any,
        key: bytes,
        furnished: Furnished,
        made: _Made,
        tickets: int,
        start: datetime,
        say: Callable[[str], None],
    ) -> None:
        self._run = connection.execute
        self._many = connection.executemany
        self._furnished = furnished
        self._made = made
        self._tickets = tickets
        self._start = start
        self._say = say
        seq, last_seal = self._run("SELECT seq, seal FROM ledger ORDER BY seq DESC LIMIT 1").fetchone()
        ids = {
            table.name: (self._run(f"SELECT max({key_of(table.name)}) FROM {table.name}").fetchone()[0] or 0)
            + 1
            for table in REPEATED
        }
        serials = dict(self._run("SELECT kind, max(serial) FROM documents GROUP BY kind").fetchall())
        self._place = Place(ids, serials, seq, last_seal, key)
        self._words: list[tuple[int, str]] = []
        self._requests: list[tuple[str, str, str, str, int]] = []
        self._till: list[list[Any]] = []
        self._traded = made.till["traded_so_far"]
        self._used = [0] * len(furnished.part_ids)
        self._body = made.models["received"].intake_body()
        first_customer = self._next("customers")
        self._people = Population(max(10, tickets // 5), first_customer, self._next("devices"))

    def _next(self, table: str) -> int:
        return int(self._run(f"SELECT max(id) FROM {table}").fetchone()[0]) + 1

    def run(self) -> Head:
        self._run("BEGIN")
        self._insert_people()
        first = self._place.ids["tickets"]
        session = self._next("till_sessions")
        day_ms = 86_400_000
        opened = to_ms(self._start) + day_ms
        number = first
        while number <= self._tickets:
            last = min(number + A_DAY - 1, self._tickets)
            first_entry = self._place.seq + 1
            paid = self._day(session, opened, number, last)
            closed = last < self._tickets
            if closed:
                sums = {f"sum {account}": -amount for account, amount in paid.items()}
                sums["sum bank"] = sum(paid.values())
                facts = {"ticket_id": 0, "session_id": session, "day_number": self._z(), **sums}
                self._made.models["closing"].repeat(self._place, facts, opened + 36_000_000)
            self._keep_till(session, opened, first_entry, closed=closed)
            if len(self._place.batch.get("tickets", ())) >= _BATCH:
                self._flush()
                self._say(f"{last:,} of {self._tickets:,} tickets")
            number, session, opened = last + 1, session + 1, opened + day_ms
        self._flush()
        for kind, serial in (self._place.serials | {"ticket": self._tickets}).items():
            if kind not in {"receipt", "tag"}:
                self._run("INSERT OR REPLACE INTO counters(name, value) VALUES (?, ?)", (kind, serial))
        self._run("COMMIT")
        return Head(self._place.seq, self._place.seal)

    def _z(self) -> str:
        return f"Z{self._place.serials['day'] + 1:06d}"

    def _day(self, session: int, opened: int, first: int, last: int) -> dict[str, int]:
        """One day's tickets; gives what each tender holds at its end."""
        models = self._made.models
        year = datetime.fromtimestamp(opened / 1000, UTC).year % 100
        opening = {"ticket_id": 0, "session_id": session, "cash_number": self._numbered("C", "cash", year)}
        models["opening"].repeat(self._place, opening, opened)
        paid = {"tender:cash": FLOAT, "tender:wechat": 0}
        for ticket_id in range(first, last + 1):
            left = self._tickets - ticket_id
            if left < OPEN and self._tickets > OPEN:
                stage = _STAGES_OPEN[self._people.choose(len(_STAGES_OPEN))]
            else:
                stage = "collected" if self._people.choose(10) < 2 else "thinned"
            model = models[stage]
            self._ticket(model, ticket_id, session, year, opened + (ticket_id - first) * 240_000)
            self._traded += model.traded
            for account, amount in model.paid.items():
                paid[account] += amount
        return paid

    def _numbered(self, letter: str, kind: str, year: int) -> str:
        return f"{letter}{year:02d}-{self._place.serials[kind] + 1:06d}"

    def _ticket(self, model: Model, ticket_id: int, session: int, year: int, at_ms: int) -> None:
        people = self._people
        customer_id, device_id, customer, device = people.draw()
        number = ticket_number(ticket_id, year)
        fault = people.fault()
        photos = self._furnished.photos
        photo = people.choose(len(photos) - 1)
        part = people.choose(1 + people.choose(len(self._furnished.part_ids)))
        facts = _facts(customer, device, fault)
        facts |= {
            "ticket_id": ticket_id,
            "number": number,
            "tag_code": code_for(CodeKind.TAG, ticket_id),
            "slip_code": code_for(CodeKind.SLIP, ticket_id),
            "customer_id": customer_id,
            "device_id": device_id,
            "session_id": session,
            "photo_0": photos[photo],
            "photo_1": photos[photo + 1],
            "part_id": self._furnished.part_ids[part],
            "lot_id": self._lot(part),
            "sale_number": self._numbered("S", "sale", year),
            "warranty_number": self._numbered("W", "warranty", year),
        }
        body = self._body % facts
        facts |= {"integrity": intake_code(number, body), "intake_digest": digest(body)}
        model.repeat(self._place, facts, at_ms)
        words = f"{year:02d} {ticket_id:06d} {customer.words} {people.device_words(device, fault)}"
        self._words.append((ticket_id, words))
        if (self._tickets - ticket_id) * 8 < _REQUESTS:
            self._requests += [
                (people.hex(), "ReceiveDevice", people.hex() * 2, '{"ticket_id":1}', at_ms) for _ in range(8)
            ]

    def _lot(self, part: int) -> int:
        """The lot that a piece is taken from, the oldest first."""
        lots = self._furnished.lots[part]
        self._used[part] += 1
        return lots[min(self._used[part] // LOT, len(lots) - 1)]

    def _keep_till(self, session: int, opened: int, first_entry: int, *, closed: bool) -> None:
        row = dict(self._made.till)
        row |= {"id": session, "opened_ms": opened, "first_entry": first_entry}
        if closed:
            z_number = self._place.serials["day"]
            row |= {"closed_ms": opened + 36_000_000, "z_number": z_number, "traded_so_far": self._traded}
        else:
            row |= {"closed_ms": None, "closed_by": None, "z_number": None, "open_at": DESK, "version": 1}
            row |= {"traded_so_far": None, "held_so_far": None}
        self._till.append(list(row.values()))

    def _insert_people(self) -> None:
        people, at_ms = self._people, to_ms(self._start)
        self._many(
            "INSERT INTO customers(id, version, name, phone, phone_tail, note, language, limited, words,"
            " created_ms) VALUES (?, 1, ?, ?, ?, '', '', 0, ?, ?)",
            (
                (people.first_id + n, one.name, one.phone, digits_reversed(one.phone), one.words, at_ms)
                for n, one in enumerate(people.customers)
            ),
        )
        self._many(
            "INSERT INTO devices(id, version, customer_id, kind, brand, model, model_code, imei, imei_tail,"
            " serial, colour, storage, created_ms)"
            " VALUES (?, 1, ?, 'phone', ?, ?, '', ?, ?, '', '暗紫', '256 GB', ?)",
            (
                (
                    people.first_device + 2 * n + which,
                    people.first_id + n,
                    device.brand,
                    device.model,
                    device.imei,
                    device.imei[::-1],
                    at_ms,
                )
                for n, one in enumerate(people.customers)
                for which, device in enumerate(one.devices)
            ),
        )

    def _flush(self) -> None:
        for name, rows in self._place.batch.items():
            marks = ", ".join("?" * len(rows[0]))
            columns = ", ".join(metadata.tables[name].c.keys())
            self._many(f"INSERT INTO {name}({columns}) VALUES ({marks})", rows)
        self._place.batch.clear()
        self._many("INSERT INTO ticket_words(rowid, words) VALUES (?, ?)", self._words)
        self._many(
            "INSERT INTO requests(id, command, digest, result, at_ms) VALUES (?, ?, ?, ?, ?)", self._requests
        )
        columns = ", ".join(metadata.tables["till_sessions"].c.keys())
        marks = ", ".join("?" * len(metadata.tables["till_sessions"].c))
        self._many(f"INSERT INTO till_sessions({columns}) VALUES ({marks})", self._till)
        self._words.clear()
        self._requests.clear()
        self._till.clear()


def _facts(customer: Customer, device: Device, fault: str) -> dict[str, Any]:
    return {
        "name": customer.name,
        "phone": customer.phone,
        "phone_digits": customer.phone.replace(" ", ""),
        "brand": device.brand,
        "model": device.model,
        "fault": fault,
    }


def main() -> None:
    """``python -m benchmarks.seed N FOLDER`` makes a shop anywhere."""
    seed(Path(sys.argv[2]), int(sys.argv[1]), print)


if __name__ == "__main__":
    main()
