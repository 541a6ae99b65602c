"""Rows 1, 2 (what is read), 3, 5 and 6 (the figures): the services beside plain SQL."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.floors import RawWriter, bookkeeping, raw_connection
from benchmarks.models import DESK, OWNER, PART_NAME, TECHNICIAN, intake_form, part_code, pickup
from benchmarks.seed import TODAY
from benchmarks.timing import Figure, Sample, beside, figure, once
from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.services.bench_parts import UsePart
from shopdesk.services.day_figures import day_figures
from shopdesk.services.intake import ReceiveDevice
from shopdesk.services.scan import scan_ticket
from shopdesk.services.search import find_ticket_rows
from shopdesk.services.shop import Shop
from shopdesk.services.ticket_lists import TicketFilter, newest_ticket, ticket_rows
from shopdesk.services.till import till_state
from shopdesk.store.search import tail_range, terms_of


@contextmanager
def open_shop(folder: Path) -> Iterator[Shop]:
    """The seeded shop, at noon of its last day."""
    shop = Shop.open(str(folder), lambda: TODAY)
    try:
        yield shop
    finally:
        shop.close()


def intake(folder: Path, times: int) -> list[Figure]:
    with open_shop(folder) as shop:
        photos = tuple(sorted(shop.media.hashes()))
        writer = RawWriter(shop, folder)

        def command(number: int) -> Callable[[], Any]:
            phone = f"139{number:08d}"
            form = intake_form(
                photos[number % 20 : number % 20 + 2], TODAY, name=f"赵{number}喆", phone=phone
            )
            one = ReceiveDevice(form=form)
            return lambda: shop.do(one, OWNER)

        model = writer.model(command(0))
        session = shop.ask(till_state, DESK).session_id
        person = (
            "INSERT INTO customers(version, name, phone, phone_tail, note, language, limited, words,"
            " created_ms) VALUES (1, ?, ?, ?, '', '', 0, ?, 0)"
        )
        thing = (
            "INSERT INTO devices(version, customer_id, kind, brand, model, model_code, imei, imei_tail,"
            " serial, colour, storage, created_ms) VALUES (1, 1, 'phone', ?, ?, '', '', '', '', '', '', 0)"
        )
        words = "INSERT INTO ticket_words(rowid, words) VALUES (?, ?)"
        ours, floor = [], []
        for number in range(1, times + 1):
            ours.append(once(command(number)))
            ticket_id = shop.ask(newest_ticket) + 1
            further = bookkeeping(number, ticket_id, "intake")
            name, digits = f"赵{number}喆", f"137{number:08d}"
            further.append((person, [[name, digits, digits[::-1], f"赵 喆 {number}"]]))
            further.append((thing, [["Apple", "iPhone 14"]]))
            further.append(
                (words, [[ticket_id, f"26 {ticket_id:06d} 赵 喆 apple iphone 14 屏 幕 碎 屏幕 幕碎"]])
            )
            further.append(("UPDATE counters SET value = ? WHERE name = 'ticket'", [[ticket_id]]))
            facts = {
                "ticket_id": ticket_id,
                "number": f"26-{ticket_id:06d}",
                "integrity": "0HP5-RBCJ",
                "customer_id": 1,
                "device_id": 1,
                "session_id": session,
            }
            writer.prepare(model, facts, further)
            floor.append(once(writer.write))
        return [figure("1", "intake kept, with search", _warm(ours), _warm(floor), 1.0, 2.0)]


def _warm(values: list[float]) -> Sample:
    return Sample(tuple(values[len(values) // 10 :]))


_CARD = """
SELECT t.*, c.name, c.phone, d.brand, d.model, d.imei, s.name, i.body
FROM tickets t JOIN customers c ON c.id = t.customer_id JOIN devices d ON d.id = t.device_id
JOIN staff s ON s.id = t.received_by JOIN intakes i ON i.ticket_id = t.id WHERE t.id = ?
"""
_OF_CARD = (
    "SELECT hash FROM photos WHERE ticket_id = ? ORDER BY stage, position",
    "SELECT purpose, agreed, answer, answered_ms FROM consents WHERE ticket_id = ? ORDER BY id",
    "SELECT * FROM diagnoses WHERE ticket_id = ? ORDER BY id DESC LIMIT 1",
    "SELECT * FROM quotes WHERE ticket_id = ? ORDER BY no DESC",
    "SELECT part_id, quantity, serial FROM movements WHERE ticket_id = ? ORDER BY id",
    "SELECT part_id, sum(quantity) FROM reservations WHERE ticket_id = ? GROUP BY part_id",
    "SELECT id, fate FROM old_parts WHERE ticket_id = ? ORDER BY id",
    "SELECT passed, results, note, at_ms FROM tests WHERE ticket_id = ? ORDER BY id DESC",
    "SELECT id, kind, number, total, at_ms FROM documents WHERE ticket_id = ? ORDER BY id",
    "SELECT sum(amount) FROM postings WHERE ticket_id = ? AND account = 'deposits'",
    "SELECT kind, data, at_ms FROM events WHERE ticket_id = ? ORDER BY id DESC",
)


def card(folder: Path, times: int) -> list[Figure]:
    """Scan to the whole card in hand; painting it is measured in the window."""
    with open_shop(folder) as shop:
        raw = raw_connection(folder)
        ids = some_tickets(shop, times)
        codes = [code_for(CodeKind.TAG, ticket_id) for ticket_id in ids]

        def read(ticket_id: int) -> None:
            raw.execute("BEGIN")
            raw.execute(_CARD, (ticket_id,)).fetchone()
            for statement in _OF_CARD:
                raw.execute(statement, (ticket_id,)).fetchall()
            raw.execute("COMMIT")

        ours, floor = beside(
            [_asked(shop, scan_ticket, code) for code in codes], [_call(read, ticket_id) for ticket_id in ids]
        )
        return [figure("2a", "scan → card read, 13 tables", ours, floor, 2.0, note="a part of row 2")]


def some_tickets(shop: Shop, times: int) -> list[int]:
    """Tickets from all over the shop's life, the same each time."""
    draw = random.Random(3)
    newest = shop.ask(newest_ticket)
    return [draw.randrange(1, newest + 1) for _ in range(times)]


def _asked(shop: Shop, query: Callable[..., Any], *values: Any) -> Callable[[], Any]:
    return lambda: shop.ask(query, *values)


def _call(run: Callable[..., Any], *values: Any) -> Callable[[], Any]:
    return lambda: run(*values)


_QUERIES = {
    "two Chinese characters": ("王伟", "李娜", "海燕", "浩然", "屏幕", "电池", "建国", "碎裂"),
    "last four of a phone": ("4827", "1907", "0032", "7518", "6611", "2054", "9300", "8246"),
    "a Latin word as typed": ("iphone", "galaxy", "redmi", "xiao", "huaw", "smith", "mar", "screen"),
    "pinyin initials": ("ww", "ln", "zhr", "lxd", "yxf", "wjg", "zm", "chy"),
}
_ROWS = """
SELECT t.id, t.number, t.status, t.received_ms, t.promised_ms, t.fault, t.bin, t.version, d.brand, d.model,
c.name, s.name FROM tickets t JOIN customers c ON c.id = t.customer_id JOIN devices d ON d.id = t.device_id
LEFT JOIN staff s ON s.id = t.technician_id WHERE t.id IN ({}) ORDER BY t.id DESC
"""


def search(folder: Path, times: int) -> list[Figure]:
    with open_shop(folder) as shop:
        raw = raw_connection(folder)

        def bare(query: str) -> None:
            if query.isdigit():
                low, high = tail_range(query)
                statement = (
                    "SELECT t.id FROM customers c JOIN tickets t ON t.customer_id = c.id"
                    " WHERE c.phone_tail >= ? AND c.phone_tail < ? ORDER BY t.id DESC LIMIT 50"
                )
                found = raw.execute(statement, (low, high)).fetchall()
            else:
                match = " AND ".join(
                    f'"{term.rstrip("*")}"{"*" * term.endswith("*")}' for term in terms_of(query)
                )
                statement = (
                    "SELECT rowid FROM ticket_words WHERE ticket_words MATCH ? ORDER BY rowid DESC LIMIT 50"
                )
                found = raw.execute(statement, (match,)).fetchall()
            ids = [row[0] for row in found]
            raw.execute(_ROWS.format(", ".join("?" * len(ids))), ids).fetchall()

        figures = []
        for order, (name, queries) in zip("abcd", _QUERIES.items(), strict=True):
            asked = [queries[number % len(queries)] for number in range(times)]
            found = sum(len(shop.ask(find_ticket_rows, query)) for query in queries) / len(queries)
            ours, floor = beside(
                [_asked(shop, find_ticket_rows, query) for query in asked],
                [_call(bare, query) for query in asked],
            )
            note = f"{found:.0f} rows on average"
            figures.append(figure(f"3{order}", f"search: {name}", ours, floor, 1.0, 5.0, note))
        return figures


def checkout(folder: Path, times: int) -> list[Figure]:
    """Use a part on one ticket and hand another over: together what row 5 asks for."""
    with open_shop(folder) as shop:
        writer = RawWriter(shop, folder)
        at_work = [row for row in shop.ask(ticket_rows, TicketFilter.BENCH) if row.status == "repairing"]
        to_collect = list(shop.ask(ticket_rows, TicketFilter.READY))
        times = min(times, len(at_work), len(to_collect)) - 1
        session = shop.ask(till_state, DESK).session_id
        facts = {"session_id": session, "part_id": 1, "lot_id": 1, "customer_id": 1, "device_id": 1}

        def use(number: int) -> UsePart:
            row = at_work[number]
            confirmed = frozenset({"not_quoted"})
            return UsePart(
                ticket_id=row.id, seen_version=row.version, code=part_code(1 + number), confirmed=confirmed
            )

        used = writer.model(lambda: shop.do(use(0), TECHNICIAN))
        given = writer.model(lambda: shop.do(pickup(shop, to_collect[0].id), OWNER))
        ours, floor = [], []
        for number in range(1, times):
            part, hand = use(number), pickup(shop, to_collect[number].id)
            ours.append(once(_call(shop.do, part, TECHNICIAN)) + once(_call(shop.do, hand, OWNER)))
            bare = 0.0
            for model, ticket_id, name in ((used, part.ticket_id, "use"), (given, hand.ticket_id, "give")):
                step = (
                    "UPDATE tickets SET version = version + 1, status = status, changed_ms = 1 WHERE id = ?"
                )
                further = [*bookkeeping(number, ticket_id, name), (step, [[ticket_id]])]
                writer.prepare(model, {**facts, "ticket_id": ticket_id}, further)
                bare += once(writer.write)
            floor.append(bare)
        return [figure("5", f"use a part ({PART_NAME[-4:]}) + hand over", _warm(ours), _warm(floor), 2.0)]


_BY_ACCOUNT = """
SELECT d.kind, p.account, sum(p.amount) FROM postings p JOIN documents d ON d.id = p.document_id
WHERE p.session_id = ? GROUP BY d.kind, p.account
"""
_BY_KIND = "SELECT kind, count(*) FROM documents WHERE session_id = ? GROUP BY kind"
_BY_RATE = """
SELECT l.rate, sum(l.net), sum(l.tax) FROM document_lines l JOIN documents d ON d.id = l.document_id
WHERE d.session_id = ? GROUP BY l.rate
"""


def day(folder: Path, times: int) -> list[Figure]:
    with open_shop(folder) as shop:
        raw = raw_connection(folder)
        session = shop.ask(till_state, DESK).session_id
        if session is None:
            raise RuntimeError("the seeded shop has its till open")

        def bare() -> None:
            for statement in (_BY_ACCOUNT, _BY_KIND, _BY_RATE):
                raw.execute(statement, (session,)).fetchall()

        ours, floor = beside([_asked(shop, day_figures, session)] * times, [bare] * times)
        return [figure("6a", "day's figures", ours, floor, 0.3)]
