"""The first schema, newer ones, files that are no shop, and being killed while it is made."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import threading
from contextlib import closing
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlcipher3 import dbapi2

from shopdesk.config import ShopLocation
from shopdesk.errors import StoreTrouble
from shopdesk.services.doctor import examine
from shopdesk.services.shop import Shop
from shopdesk.store import upgrade
from shopdesk.store.keys import create_key, key_file, load_keys
from shopdesk.store.records import metadata
from tests.shops import Clock, furnish, hand_over, ready, server_shop

SPAWN = multiprocessing.get_context("spawn")


def test_the_migrations_make_what_the_records_say(any_shop: Shop) -> None:
    dialect = any_shop.store.engine.dialect.name

    def belongs(_object: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
        # SQLite keeps the words of search in a text index of its own kind, with tables behind it.
        return not (dialect == "sqlite" and kind == "table" and str(name).startswith("ticket_words"))

    with any_shop.store.read() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": belongs, "target_metadata": metadata}
        )
        differences = compare_metadata(context, metadata)
    # That index is over an expression, which the records cannot say.
    assert [str(one) for one in differences if "ix_ticket_words" not in str(one)] == []


def test_the_program_knows_its_newest_revision() -> None:
    scripts = ScriptDirectory(str(Path(upgrade.__file__).parent / "migrations"))
    assert scripts.get_heads() == [upgrade.SCHEMA]
    revisions = sorted(script.revision for script in scripts.walk_revisions())
    assert revisions[-1] == upgrade.SCHEMA


def files_of(folder: Path) -> dict[str, bytes]:
    shared = "-shm"  # what readers tell each other; no part of the data
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.endswith(shared)
    }


def _write_a_newer_shop(folder: str) -> None:
    """A newer program that dies with part of its work still in the log."""
    shop = Shop.open(folder)
    with shop.store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(text("CREATE TABLE of_the_future (id INTEGER)"))
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_newer_shop_is_refused_byte_for_byte(location: ShopLocation) -> None:
    newer = SPAWN.Process(target=_write_a_newer_shop, args=(str(location.folder),))
    newer.start()
    newer.join()
    before = files_of(location.folder)
    assert len(before["shop.db-wal"]) > 0
    with pytest.raises(StoreTrouble) as caught:
        Shop.open(location)
    assert (caught.value.key, caught.value.values["found"]) == ("store.newer_schema", "9999")
    assert files_of(location.folder) == before


@pytest.mark.postgres
def test_a_newer_server_shop_is_refused(tmp_path: Path) -> None:
    with server_shop(tmp_path / "server") as location:
        shop = Shop.open(location)
        with shop.store.write() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        shop.close()
        with pytest.raises(StoreTrouble) as caught:
            Shop.open(location)
        assert caught.value.key == "store.newer_schema"


@pytest.mark.parametrize(
    "content", [b"this is no database, just a long letter. " * 200, bytes(range(256)) * 64]
)
def test_a_file_that_is_no_shop_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "shop.db"
    file.write_bytes(content)
    with pytest.raises(StoreTrouble) as caught:
        Shop.open(str(tmp_path))
    assert caught.value.key == "store.damaged"
    assert file.read_bytes() == content


def test_a_lost_or_cut_key_is_told_and_never_made_anew(location: ShopLocation) -> None:
    file = key_file(location.folder)
    key = file.read_bytes()
    file.unlink()
    with pytest.raises(StoreTrouble) as caught:
        Shop.open(location)
    assert caught.value.key == "store.key_missing"
    assert not file.exists()
    file.write_bytes(key[:-1])
    with pytest.raises(StoreTrouble) as caught:
        Shop.open(location)
    assert caught.value.key == "store.key_damaged"


def test_an_existing_key_is_never_overwritten(tmp_path: Path) -> None:
    kept = create_key(tmp_path)
    with pytest.raises(FileExistsError):
        create_key(tmp_path)
    assert load_keys(tmp_path) == kept
    assert kept.chain != kept.passcodes


def _open_new(folder: str, go: Barrier) -> None:
    __import__("alembic.command")  # so that the kill meets the work, not the import
    go.wait()
    Shop.open(folder).close()


def kill_while_opening(folder: Path, after_seconds: float) -> None:
    go = SPAWN.Barrier(2)
    opening = SPAWN.Process(target=_open_new, args=(str(folder), go))
    opening.start()
    go.wait()
    opening.join(after_seconds)
    opening.kill()
    opening.join()


@pytest.mark.parametrize(
    "which",
    [pytest.param(range(4), id="bounded"), pytest.param(range(100), id="full", marks=pytest.mark.soak)],
)
def test_killed_while_it_is_made_a_shop_opens_the_next_time(tmp_path: Path, which: range) -> None:
    chance = random.Random(which.stop)
    for number in which:
        folder = tmp_path / str(number)
        kill_while_opening(folder, chance.uniform(0.0, 0.25))
        shop = Shop.open(str(folder), Clock())
        furnish(shop)
        hand_over(shop, ready(shop))
        assert examine(shop) == ()
        shop.close()


def make_a_hot_journal(file: Path) -> None:
    """As a kill may leave it while the file is made: to be rolled back before anybody can look."""
    beside = file.with_suffix(".other")
    journal = Path(f"{beside}-journal")
    with closing(dbapi2.connect(str(beside), isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("CREATE TABLE t (x)")
        connection.execute("PRAGMA cache_spill = ON")
        connection.execute("PRAGMA cache_size = 2")
        connection.execute("BEGIN")
        for _ in range(200):
            connection.execute("INSERT INTO t VALUES (zeroblob(2000))")
        file.write_bytes(beside.read_bytes())
        Path(f"{file}-journal").write_bytes(journal.read_bytes())
        connection.execute("ROLLBACK")
    beside.unlink()


@pytest.mark.parametrize("left_behind", ["nothing", "empty file", "half a key", "key", "hot journal"])
def test_whatever_the_first_start_left_behind_the_next_one_works(tmp_path: Path, left_behind: str) -> None:
    file = key_file(tmp_path)
    file.parent.mkdir()
    match left_behind:
        case "empty file":
            (tmp_path / "shop.db").touch()
        case "half a key":
            file.with_name("shop.key.new").write_bytes(b"half")
        case "key":
            create_key(tmp_path)
        case "hot journal":
            make_a_hot_journal(tmp_path / "shop.db")
    shop = Shop.open(str(tmp_path), Clock())
    furnish(shop)
    assert examine(shop) == ()
    shop.close()


def test_four_that_start_at_once_make_one_shop(tmp_path: Path) -> None:
    opened: list[Shop] = []
    go = threading.Barrier(4)

    def start() -> None:
        go.wait()
        opened.append(Shop.open(str(tmp_path), Clock()))

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 4
    assert len({shop.store.keys for shop in opened}) == 1
    furnish(opened[0])
    assert examine(opened[3]) == ()
    for shop in opened:
        shop.close()


def test_a_reading_scope_sees_one_moment(any_shop: Shop) -> None:
    count = text("SELECT count(*) FROM events")
    with any_shop.store.read() as connection:
        before = connection.execute(count).scalar_one()
        ready(any_shop)
        assert connection.execute(count).scalar_one() == before
    with any_shop.store.read() as connection:
        assert connection.execute(count).scalar_one() > before


class Interrupted(BaseException):
    """As a kill, at a place of the test's choice."""


@pytest.mark.parametrize("place", ["shopdesk.store.upgrade.create_key", "alembic.command.upgrade"])
def test_interrupted_at_the_key_or_at_the_tables_the_next_start_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def interrupted(*_: object) -> None:
        raise Interrupted

    with monkeypatch.context() as stopping:
        stopping.setattr(place, interrupted)
        with pytest.raises(Interrupted):
            Shop.open(str(tmp_path))
    shop = Shop.open(str(tmp_path), Clock())
    furnish(shop)
    assert examine(shop) == ()
    shop.close()
