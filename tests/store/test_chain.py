"""Edits behind the program's back: refused by the database, and found when somebody gets past it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from shopdesk.config import ShopLocation
from shopdesk.domain.payment import Tender
from shopdesk.services.bench_parts import UsePart
from shopdesk.services.doctor import examine
from shopdesk.services.refunds import Refund
from shopdesk.services.shop import Shop
from shopdesk.services.till import MoveCash
from shopdesk.store.chain import Head, verify
from shopdesk.store.keys import key_file
from tests.shops import (
    COUNTER,
    LABOUR,
    OWNER,
    SCREEN_CODE,
    SCREEN_LINE,
    TECHNICIAN,
    Clock,
    copied_shop,
    hand_over,
    on_the_bench,
    ready,
    version,
)

APPENDED = ("documents", "document_lines", "postings", "movements", "events", "ledger")


@pytest.fixture(scope="module")
def traded(tmp_path_factory: pytest.TempPathFactory) -> ShopLocation:
    """A shop with rows in every append-only table; tests change it inside a transaction they roll back."""
    location = copied_shop(tmp_path_factory.mktemp("traded") / "shop")
    shop = Shop.open(location, Clock())
    trade(shop)
    shop.close()
    return location


def trade(shop: Shop) -> None:
    bench = on_the_bench(shop, SCREEN_LINE, LABOUR)
    use = UsePart(ticket_id=bench.ticket_id, seen_version=version(shop, bench.ticket_id), code=SCREEN_CODE)
    shop.do(use, TECHNICIAN)
    sold = hand_over(shop, ready(shop), Tender("wechat", 16_000))
    hand_over(shop, ready(shop), Tender("cash", 20_000))
    assert sold.sale_id is not None
    shop.do(Refund(sale_id=sold.sale_id, reason="多收"), OWNER)
    shop.do(MoveCash(amount=-1_000, reason="买胶带"), COUNTER)


@pytest.fixture
def opened(traded: ShopLocation) -> Iterator[Shop]:
    shop = Shop.open(traded)
    yield shop
    shop.close()


def findings(shop: Shop, connection: Connection, anchor: Head | None = None) -> list[str]:
    return [one.what for one in verify(connection, shop.store.keys.chain, anchor or shop.store.anchor.get())]


def unguard(connection: Connection) -> None:
    for name in (
        connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
    ):
        connection.execute(text(f"DROP TRIGGER {name}"))
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))


def test_sound_books_raise_no_alarm(opened: Shop) -> None:
    with opened.store.read() as connection:
        assert findings(opened, connection) == []
    assert examine(opened) == ()


@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
@pytest.mark.parametrize("table", APPENDED)
def test_the_database_refuses_to_change_what_is_appended(any_shop: Shop, table: str, statement: str) -> None:
    hand_over(any_shop, ready(any_shop))
    column = "at_ms" if table not in {"document_lines", "postings"} else "document_id"
    with pytest.raises(DBAPIError, match="append-only"), any_shop.store.write() as connection:
        connection.execute(text(statement.format(table, column, column)))
    assert examine(any_shop) == ()


Mutation = Callable[[Connection, random.Random], None]


def _some_row(connection: Connection, table: str, chance: random.Random) -> dict[str, object]:
    key = "seq" if table == "ledger" else "id"
    ids = connection.execute(text(f"SELECT {key} FROM {table}")).scalars().all()
    row = connection.execute(text(f"SELECT * FROM {table} WHERE {key} = :id"), {"id": chance.choice(ids)})
    return dict(row.mappings().one())


def _other(value: object, chance: random.Random) -> object:
    match value:
        case int():
            # Far off, so that no rule of uniqueness stops the forger for us.
            return value + chance.choice((-77_777, -7_777, 7_777, 77_777))
        case None:
            return 1
        case str() if value:
            place = chance.randrange(len(value))
            letter = chance.choice([one for one in "0aZ喆" if one != value[place]])
            return value[:place] + letter + value[place + 1 :]
        case _:
            return "x"


def edit(connection: Connection, chance: random.Random) -> None:
    table = chance.choice(APPENDED)
    row = _some_row(connection, table, chance)
    key = "seq" if table == "ledger" else "id"
    column = chance.choice([name for name in row if name != key])
    connection.execute(
        text(f"UPDATE {table} SET {column} = :value WHERE {key} = :id"),
        {"value": _other(row[column], chance), "id": row[key]},
    )


def edit_text_and_its_commitment(connection: Connection, chance: random.Random) -> None:
    """A forger who knows how commitments are made, and has no key."""
    from shopdesk.domain.ledger import commitment  # noqa: PLC0415 - the forger's tool

    table, column = chance.choice((("documents", "paper"), ("events", "data")))
    row = _some_row(connection, table, chance)
    forged = json.dumps({"forged": True})
    connection.execute(
        text(f"UPDATE {table} SET {column} = :text, commitment = :kept WHERE id = :id"),
        {"text": forged, "kept": commitment(str(row["salt"]), forged.encode()), "id": row["id"]},
    )


def delete(connection: Connection, chance: random.Random) -> None:
    table = chance.choice(APPENDED)
    key = "seq" if table == "ledger" else "id"
    row = _some_row(connection, table, chance)
    connection.execute(text(f"DELETE FROM {table} WHERE {key} = :id"), {"id": row[key]})


def add(connection: Connection, chance: random.Random) -> None:
    table = chance.choice([name for name in APPENDED if name != "ledger"])
    row = _some_row(connection, table, chance)
    newest = connection.execute(text(f"SELECT max(id) FROM {table}")).scalar_one()
    row["id"] = chance.choice((newest + 1, newest + 1000, int(str(row["id"])) + 500, 1))
    if table == "documents":
        row["serial"] = 999_999
    columns = ", ".join(row)
    connection.execute(
        text(f"INSERT INTO {table} ({columns}) VALUES ({', '.join(f':{name}' for name in row)})"), row
    )


def swap(connection: Connection, chance: random.Random) -> None:
    """Two rows of a table change places."""
    table = chance.choice(APPENDED)
    key = "seq" if table == "ledger" else "id"
    ids = connection.execute(text(f"SELECT {key} FROM {table}")).scalars().all()
    one, other = chance.sample(list(ids), 2)
    for old, new in ((one, -1), (other, one), (-1, other)):
        connection.execute(
            text(f"UPDATE {table} SET {key} = :new WHERE {key} = :old"), {"old": old, "new": new}
        )


def cut_the_tail(connection: Connection, chance: random.Random) -> None:
    newest = connection.execute(text("SELECT max(seq) FROM ledger")).scalar_one()
    first = chance.randint(1, newest)
    connection.execute(text("DELETE FROM ledger WHERE seq >= :first"), {"first": first})
    for table in APPENDED[:-1]:
        connection.execute(text(f"DELETE FROM {table} WHERE id >= :first"), {"first": first * 1000})


def cut_the_head(connection: Connection, chance: random.Random) -> None:
    last = chance.randint(1, 5)
    connection.execute(text("DELETE FROM ledger WHERE seq <= :last"), {"last": last})
    for table in APPENDED[:-1]:
        connection.execute(text(f"DELETE FROM {table} WHERE id < :next"), {"next": (last + 1) * 1000})


def empty(connection: Connection, _chance: random.Random) -> None:
    for table in APPENDED:
        connection.execute(text(f"DELETE FROM {table}"))


MUTATIONS: tuple[Mutation, ...] = (
    edit,
    edit_text_and_its_commitment,
    delete,
    add,
    swap,
    cut_the_tail,
    cut_the_head,
    empty,
)


def found_after(shop: Shop, mutation: Mutation, seed: int) -> list[str]:
    chance = random.Random(seed)
    with shop.store.write() as connection:
        unguard(connection)
        mutation(connection, chance)
        found = findings(shop, connection)
        connection.rollback()
    return found


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_what_is_changed_behind_the_back_is_found(opened: Shop, mutation: Mutation) -> None:
    seeds = range(63)  # of each kind: 504 mutations in all
    assert [seed for seed in seeds if not found_after(opened, mutation, seed)] == []


def test_a_replaced_key_fits_no_seal(opened: Shop) -> None:
    with opened.store.read() as connection:
        found = list(verify(connection, b"another key of thirty-two bytes!", opened.store.anchor.get()))
        entries = opened.store.anchor.get().seq
    assert [one.what for one in found] == ["doctor.seal_broken"] * entries


def test_the_doctor_finds_what_verify_finds_and_the_missing_guards(location: ShopLocation) -> None:
    shop = Shop.open(location)
    with shop.store.write() as connection:
        unguard(connection)
        connection.execute(text("UPDATE postings SET amount = amount + 1 WHERE amount > 0"))
    found = [one.key for one in examine(shop)]
    shop.close()
    assert found.count("doctor.guard_missing") == len(APPENDED)
    assert {"doctor.unbalanced", "doctor.rows_changed"} <= set(found)


def test_a_new_key_file_and_a_lost_anchor_are_found(location: ShopLocation) -> None:
    anchor: Path = location.folder / "keys" / "anchor"
    anchor.unlink()
    shop = Shop.open(location)
    assert [one.key for one in examine(shop)] == ["doctor.anchor_missing"]
    shop.close()
    key_file(location.folder).write_bytes(bytes(32))
    shop = Shop.open(location)
    assert "doctor.seal_broken" in {one.key for one in examine(shop)}
    shop.close()


def test_the_anchor_keeps_the_newest_head_and_survives_reopening(shop: Shop) -> None:
    before = shop.store.anchor.get()
    shop.do(MoveCash(amount=100, reason="零钱"), COUNTER)
    after = shop.store.anchor.get()
    assert after.seq == before.seq + 1
    shop.store.anchor.file.write_text("torn")
    assert shop.store.anchor.get() == Head()
