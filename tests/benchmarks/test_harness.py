"""The benchmark runs and prints every row; how fast is not a matter for a test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from benchmarks.__main__ import ROWS, Report, table
from benchmarks.seed import seed
from benchmarks.timing import Figure
from shopdesk.services.doctor import examine
from shopdesk.services.search import find_ticket_rows
from shopdesk.services.shop import Shop
from shopdesk.services.ticket_lists import newest_ticket, shop_counts
from shopdesk.services.tickets import ticket_card

TICKETS = 700
WANTED = {"1", "2", "2a", "3a", "3b", "3c", "3d", "4", "5", "6a", "6b", "7a", "7b", "7c", "8", "8a"}
WANTED |= {"4a", "4b"}
WANTED |= {"11a", "11b", "11c"}


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("benchmark") / "shop"
    seed(folder, TICKETS)
    return folder


def test_a_seeded_shop_is_sound(seeded: Path) -> None:
    shop = Shop.open(str(seeded))
    try:
        assert examine(shop) == ()
        assert shop.ask(newest_ticket) == TICKETS
        assert shop.ask(shop_counts).open >= 400
        assert all(shop.ask(ticket_card, number).intact for number in (1, 200, TICKETS))
        assert len(shop.ask(find_ticket_rows, "iphone")) == 50
    finally:
        shop.close()


def test_every_row_is_measured_and_printed(seeded: Path, tmp_path: Path) -> None:
    figures: list[Figure] = []
    # The rows write to the shop that they measure.
    measured = shutil.copytree(seeded, tmp_path / "measured")
    for row in ROWS:
        command = [sys.executable, "-m", "benchmarks", "--row", row, "--shop", str(measured), "--times", "12"]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            env=os.environ,
            cwd=Path(__file__).parents[2],
        )
        assert done.returncode == 0, done.stderr
        figures += msgspec.json.decode(done.stdout.splitlines()[-1], type=list[Figure])
    assert {one.row for one in figures} == WANTED
    assert all(one.median > 0 and one.floor > 0 for one in figures)
    printed = table(Report(TICKETS, "here", 1.0, 1.0, 1000, figures))
    assert all(one.name in printed for one in figures)
