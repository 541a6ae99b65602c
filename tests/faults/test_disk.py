"""A disk that is full, or fails at any byte, during checkout: told clearly, nothing lost, work goes on."""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from shopdesk.config import ShopLocation
from shopdesk.domain.ticket import Status
from shopdesk.errors import StoreTrouble
from shopdesk.services.doctor import examine
from shopdesk.services.shop import Shop
from tests.shops import COUNTER, LABOUR, SCREEN_LINE, Clock, card, copied_shop, pickup, ready

SPAWN = multiprocessing.get_context("spawn")


def sell_with(shop: Shop, fails: Callable[[], None], mends: Callable[[], None]) -> str:
    """Hand over one device while the disk fails, then again; gives what the counter was told first."""
    command = pickup(shop, ready(shop, LABOUR, SCREEN_LINE))
    with shop.store.engine.connect() as connection:
        # The log starts empty, so that every byte of the sale asks for room.
        connection.rollback()
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]  # an SQLite connection
    fails()
    try:
        shop.do(command, COUNTER)
        told = "sold"
    except StoreTrouble as trouble:
        told = trouble.key
    finally:
        mends()
    if told != "sold":
        assert card(shop, command.ticket_id).status is Status.READY
    assert shop.do(command, COUNTER).repeated is (told == "sold")
    assert card(shop, command.ticket_id).status is Status.COLLECTED
    assert examine(shop) == ()
    return told


def sell_while_writes_fail(folder: Path, steps: int) -> Counter[str]:
    """A limit on the size of files cuts the log off after more and more bytes; in a process of its own."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    shop = Shop.open(copied_shop(folder), Clock())
    told: Counter[str] = Counter()
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = folder / "shop.db-wal"
    for step in range(steps):
        # A sale's log is some 180 kB; uneven steps meet headers, halves of pages and the last page alike.
        limit = step * 180_000 // steps + step % 7

        def fails(limit: int = limit) -> None:
            assert log.stat().st_size == 0
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, unlimited[1]))

        told[sell_with(shop, fails, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, unlimited))] += 1
    shop.close()
    return told


@pytest.mark.skipif(os.name == "nt", reason="no limit on the size of files here")
@pytest.mark.parametrize(
    "steps", [pytest.param(20, id="bounded"), pytest.param(400, id="full", marks=pytest.mark.soak)]
)
def test_a_write_that_fails_at_any_byte(tmp_path: Path, steps: int) -> None:
    with ProcessPoolExecutor(1, SPAWN) as pool:
        told = pool.submit(sell_while_writes_fail, tmp_path / "shop", steps).result()
    assert set(told) <= {"store.disk_failed", "store.disk_full", "sold"}
    assert told["store.disk_failed"] + told["store.disk_full"] > steps // 2
    assert told["sold"] > 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)], check=False, capture_output=True
    )
    if not made or made.returncode:
        pytest.skip("a small disk can only be mounted by root")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)  # a failed test leaves files open


def test_a_full_disk(small_disk: Path) -> None:
    shop = Shop.open(copied_shop(small_disk / "shop"), Clock())
    ballast = small_disk / "ballast"
    told = []
    for pages in range(0, 60, 5):

        def fails(pages: int = pages) -> None:
            free = shutil.disk_usage(small_disk).free
            ballast.write_bytes(bytes(free - pages * 4096))

        told.append(sell_with(shop, fails, ballast.unlink))
    assert set(told) == {"store.disk_full", "sold"}
    assert told[0] == "store.disk_full"
    shop.close()


def test_a_full_disk_at_the_very_start(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(small_disk).free - 16 * 4096))
    with pytest.raises(StoreTrouble) as caught:
        Shop.open(str(small_disk / "shop"))
    assert caught.value.key == "store.disk_full"
    ballast.unlink()
    shop = Shop.open(str(small_disk / "shop"))
    assert examine(shop) == ()
    shop.close()


def test_a_disk_that_fills_after_the_sale_costs_the_anchor_not_the_sale(
    location: ShopLocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Shop.open(location, Clock())
    command = pickup(shop, ready(shop))
    before = shop.store.anchor.get()

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as failing:
        failing.setattr(os, "write", full)
        assert shop.do(command, COUNTER).value.sale_number == "S26-000001"
    assert shop.store.anchor.get() == before
    assert examine(shop) == ()
    with shop.store.read() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
    shop.close()
