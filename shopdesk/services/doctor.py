"""Looking the whole shop over: what the books, the numbers and the shelves must always come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import Connection, case, exists, func, or_, select, text

from shopdesk.domain.ledger import DEPOSITS
from shopdesk.domain.papers import PaperKind
from shopdesk.errors import StoreTrouble, Word
from shopdesk.services.intake_check import intake_troubles, photo_troubles
from shopdesk.services.shop import Shop
from shopdesk.services.so_far import SoFar, of_closed_days
from shopdesk.store.chain import SEALED, Head, entries, verify
from shopdesk.store.records.money import document_lines, documents, ledger, postings, till_sessions
from shopdesk.store.records.office import counters, print_jobs
from shopdesk.store.records.stock import lots, movements, parts
from shopdesk.store.records.tickets import tickets
from shopdesk.store.upgrade import SCHEMA, schema_of

MOST = 100
"""Findings of one kind that are worth reading."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: a catalogue key below ``doctor.`` and its values."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)


def examine(shop: Shop) -> tuple[Finding, ...]:
    """Everything wrong with the shop's records; nothing for a sound one.

    Every row is read and every photo hashed: minutes in a large shop.
    """
    # The anchor first: the records are looked at as they stand now or later, never earlier.
    anchor = shop.store.anchor.get()
    try:
        with shop.store.read() as connection:
            # What a damaged file says of itself is worth nothing: no more is asked then.
            return tuple(islice(_database(connection), MOST)) or tuple(_records(shop, connection, anchor))
    except StoreTrouble as trouble:
        if trouble.key != "store.damaged":
            raise
        return (Finding("doctor.damaged", {"message": Word(trouble.key)}),)


def _records(shop: Shop, connection: Connection, anchor: Head) -> Iterator[Finding]:
    for check in _CHECKS:
        yield from islice(check(connection), MOST)
    if not anchor.seq and entries(connection):
        yield Finding("doctor.anchor_missing")
    for broken in islice(verify(connection, shop.store.keys.chain, anchor), MOST):
        yield Finding(broken.what, {"entry": broken.entry, "table": broken.table})
    for troubles in (intake_troubles(connection), photo_troubles(connection, shop.media)):
        for key, values in islice(troubles, MOST):
            yield Finding(key, values)


def _database(connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name != "sqlite":
        return  # a server looks after its own pages and keys
    for message in connection.execute(text("PRAGMA integrity_check")).scalars():
        if message != "ok":
            yield Finding("doctor.damaged", {"message": message})


def _references(connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name != "sqlite":
        return
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Finding("doctor.reference", {"table": row[0], "other": row[2]})


def _schema(connection: Connection) -> Iterator[Finding]:
    found = schema_of(connection)
    if found != SCHEMA:
        yield Finding("doctor.schema", {"found": found or "-", "known": SCHEMA})
    if connection.dialect.name == "sqlite":
        names = "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY 1"
        whole = 2
    else:
        names = (
            "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger "
            "WHERE NOT tgisinternal AND tgenabled = 'O' GROUP BY 1"
        )
        whole = 1
    guarded = {row[0]: row[1] for row in connection.execute(text(names))}
    for table in (*SEALED, ledger):
        if guarded.get(table.name, 0) < whole:
            yield Finding("doctor.guard_missing", {"table": table.name})


def _numbers(connection: Connection) -> Iterator[Finding]:
    """Tickets and each kind of document run 1..n without a hole, and their counters stand at n."""
    counted = {row.name: int(row.value) for row in connection.execute(select(counters))}
    there = {"ticket": connection.execute(select(func.count(), func.max(tickets.c.id))).one()} | {
        kind: (number, last)
        for kind, number, last in connection.execute(
            select(documents.c.kind, func.count(), func.max(documents.c.serial)).group_by(documents.c.kind)
        )
    }
    # A receipt and a tag carry their ticket's number.
    counter_of = {PaperKind.RECEIPT.value: "ticket", PaperKind.TAG.value: "ticket"}
    for name in sorted({"ticket", *there, *counter_of, *counted}):
        number, last = there.get(name, (0, 0))
        counter = counted.get(counter_of.get(name, name), 0)
        if not number == (last or 0) == counter:
            what = Word("doctor.ticket" if name == "ticket" else f"words.document.{name}")
            yield Finding(
                "doctor.numbers", {"what": what, "number": number, "last": last or 0, "counter": counter}
            )


def _balances(connection: Connection) -> Iterator[Finding]:
    rows = connection.execute(
        select(documents.c.number)
        .join(postings, postings.c.document_id == documents.c.id)
        .group_by(documents.c.id, documents.c.number, postings.c.currency)
        .having(func.sum(postings.c.amount) != 0)
        .order_by(documents.c.id)
    )
    for row in rows:
        yield Finding("doctor.unbalanced", {"number": row.number})


def _sales(connection: Connection) -> Iterator[Finding]:
    """A sale or refund comes to its lines, is paid in full, and went to the printer."""
    traded = documents.c.kind.in_((PaperKind.SALE.value, PaperKind.REFUND.value))
    lines = (
        select(func.coalesce(func.sum(document_lines.c.net + document_lines.c.tax), 0))
        .where(document_lines.c.document_id == documents.c.id)
        .scalar_subquery()
    )
    is_payment = or_(postings.c.account == DEPOSITS, postings.c.account.startswith("tender:"))

    def posted(*, payment: bool) -> Any:
        amount = case((is_payment if payment else ~is_payment, postings.c.amount), else_=0)
        return (
            select(func.coalesce(func.sum(amount), 0))
            .where(postings.c.document_id == documents.c.id)
            .scalar_subquery()
        )

    for key, right in (
        ("doctor.lines_differ", lines == documents.c.total),
        ("doctor.payment_differs", posted(payment=True) == documents.c.total),
        ("doctor.revenue_differs", posted(payment=False) == -documents.c.total),
        ("doctor.payment_missing", exists().where(postings.c.document_id == documents.c.id)),
    ):
        wrong = select(documents.c.number).where(traded, ~right).order_by(documents.c.id)
        for number in connection.execute(wrong).scalars():
            yield Finding(key, {"number": number})


def _prints(connection: Connection) -> Iterator[Finding]:
    """Every document but a cash voucher was queued for the printer when it was issued."""
    unprinted = (
        select(documents.c.number)
        .where(
            documents.c.kind != PaperKind.CASH.value,
            ~exists().where(print_jobs.c.document_id == documents.c.id),
        )
        .order_by(documents.c.id)
    )
    for number in connection.execute(unprinted).scalars():
        yield Finding("doctor.print_missing", {"number": number})


def _days(connection: Connection) -> Iterator[Finding]:
    """A closed till session has its Z report, and an open one has none."""
    report = exists().where(
        documents.c.session_id == till_sessions.c.id,
        documents.c.kind == PaperKind.DAY.value,
        documents.c.serial == till_sessions.c.z_number,
    )
    closed = till_sessions.c.closed_ms.is_not(None)
    wrong = select(till_sessions.c.id).where(closed != report).order_by(till_sessions.c.id)
    for session_id in connection.execute(wrong).scalars():
        yield Finding("doctor.day_report", {"session": session_id})


def _so_far(connection: Connection) -> Iterator[Finding]:
    """What the last closed day keeps of all days is what they come to."""
    closed = select(till_sessions.c.id).where(till_sessions.c.closed_ms.is_not(None))
    traded = select(func.coalesce(func.sum(documents.c.total), 0)).where(
        documents.c.kind.in_((PaperKind.SALE.value, PaperKind.REFUND.value)),
        documents.c.session_id.in_(closed),
    )
    held = select(func.coalesce(-func.sum(postings.c.amount), 0)).where(
        postings.c.account == DEPOSITS, postings.c.session_id.in_(closed)
    )
    added = SoFar(int(connection.execute(traded).scalar_one()), int(connection.execute(held).scalar_one()))
    if of_closed_days(connection) != added:
        yield Finding("doctor.so_far")


def _stock(connection: Connection) -> Iterator[Finding]:
    rows = connection.execute(
        select(parts.c.name, lots.c.number, func.sum(movements.c.quantity).label("left"))
        .join(lots, lots.c.id == movements.c.lot_id)
        .join(parts, parts.c.id == movements.c.part_id)
        .group_by(parts.c.id, parts.c.name, lots.c.id, lots.c.number)
        .having(or_(func.sum(movements.c.quantity) < 0, parts.c.id != lots.c.part_id))
        .order_by(lots.c.id)
    )
    for row in rows:
        yield Finding("doctor.stock", {"part": row.name, "lot": row.number, "left": int(row.left)})


_CHECKS: tuple[Callable[[Connection], Iterator[Finding]], ...] = (
    _references,
    _schema,
    _numbers,
    _balances,
    _sales,
    _prints,
    _days,
    _so_far,
    _stock,
)
