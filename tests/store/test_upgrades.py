"""A shop as an earlier program left it: brought up to date with everything in it, or left as it was."""

from __future__ import annotations

import multiprocessing
import random
import shutil
from collections.abc import Callable, Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path

import msgspec
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from shopdesk.config import ShopLocation
from shopdesk.services.intake import ReceiveDevice
from shopdesk.services.shop import Shop
from shopdesk.services.tickets import ticket_card
from shopdesk.store import upgrade
from shopdesk.store.engine import begin_writing, open_engine
from shopdesk.store.keys import create_key
from shopdesk.store.upgrade import schema_of
from tests.shops import BOTH_DATABASES, NO_PHOTO, OWNER, Clock, intake_form, server_shop

SPAWN = multiprocessing.get_context("spawn")
FIRST = "0001"
SETTINGS = {
    "name": "青禾手机维修", "address": "", "phone": "", "hours": "", "complaint_phone": "", "licence": "",
    "language": "zh_CN", "paper_language": "zh_CN", "pack_code": "cn", "currency": "CNY",
    "time_zone": "Asia/Shanghai", "tax_mode": "included", "tax_rate": 1000, "quote_days": 7, "terms_zh": [],
    "terms_en": [], "routes": {"tag": {"printer": "folder", "format": "label-40x30"}},
}  # fmt: skip
INTAKE = {
    "fault_ids": ["screen_broken"], "fault_words": "昨晚从口袋滑落",
    "history": {
        "since": "", "how": "", "dropped": "yes", "liquid": "no", "repaired_before": "no",
        "reproduced": "yes",
    },
    "in_warranty": "unknown", "purchase_date": None, "accessories": ["SIM 卡", "手机壳"],
    "checks": [["power", "works"], ["display", "fails"]],
    "marks": [
        {
            "number": 1, "surface": "front", "kind": "crack", "points": [[8300, 900]], "shape": "pin",
            "words": "右上角",
        }
    ],
    "photos": [], "terms": ["凭本凭证取机。"],
}  # fmt: skip
CODE = "8RR6-03JN"
"""The integrity code that the first program printed for this intake."""


def _fill(connection: Connection) -> None:
    """One ticket, in the rows of the first schema."""
    insert: Callable[[str, dict[str, object]], object] = lambda table, row: connection.execute(  # noqa: E731
        text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})"), row
    )
    insert("settings", {"name": "shop", "value": msgspec.json.encode(SETTINGS).decode(), "version": 1})
    insert(
        "staff",
        {
            "version": 1, "name": "林", "role": "owner", "pin_hash": "", "language": "",
            "active": True, "wrong_pins": 0, "locked_until_ms": 0,
        },
    )  # fmt: skip
    insert(
        "customers",
        {
            "version": 1, "name": "王丽", "phone": "13912344827", "phone_tail": "72844321931",
            "note": "", "language": "", "limited": False, "words": "wang li wl", "created_ms": 0,
        },
    )  # fmt: skip
    insert(
        "devices",
        {
            "version": 1, "customer_id": 1, "kind": "phone", "brand": "Apple", "model": "iPhone 14",
            "model_code": "", "imei": "", "imei_tail": "", "serial": "", "colour": "", "storage": "",
            "created_ms": 0,
        },
    )  # fmt: skip
    insert("counters", {"name": "ticket", "value": 1})
    insert(
        "tickets",
        {
            "id": 1, "number": "26-000001", "version": 1, "customer_id": 1, "device_id": 1,
            "status": "received", "outcome": "", "fault": "屏幕碎裂", "language": "zh_CN",
            "desk": "柜台", "bin": "", "received_ms": 1_780_000_000_000, "received_by": 1,
            "changed_ms": 1_780_000_000_000,
            "worked_seconds": 0, "integrity": CODE,
        },
    )  # fmt: skip
    insert("intakes", {"ticket_id": 1, "body": msgspec.json.encode(INTAKE).decode()})


def leave_behind(location: ShopLocation) -> None:
    """A shop as the program of the first schema left it."""
    location.folder.mkdir(parents=True, exist_ok=True)
    create_key(location.folder)
    engine = open_engine(location)
    config = Config()
    config.set_main_option("script_location", (Path(upgrade.__file__).parent / "migrations").as_posix())
    with begin_writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, FIRST)
        _fill(connection)
    engine.dispose()


@pytest.fixture(params=BOTH_DATABASES)
def old_shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ShopLocation]:
    if request.param == "sqlite":
        location = ShopLocation.parse(tmp_path / "old")
        leave_behind(location)
        yield location
    else:
        with server_shop(tmp_path / "server", furnished=False) as location:
            leave_behind(location)
            yield location


def holds_what_it_held(shop: Shop) -> bool:
    card = shop.ask(ticket_card, 1)
    return (
        (card.customer.name, card.device.model, card.integrity) == ("王丽", "iPhone 14", CODE)
        and card.intact
        and card.intake.accessories == ("SIM 卡", "手机壳")
        and shop.settings.route("tag").format == "label-40x30"
    )


def test_an_old_shop_keeps_everything_and_goes_on(old_shop: ShopLocation) -> None:
    shop = Shop.open(old_shop, Clock())
    with shop.store.read() as connection:
        assert schema_of(connection) == upgrade.SCHEMA
    assert holds_what_it_held(shop)
    taken = shop.do(ReceiveDevice(form=intake_form(), confirmed=NO_PHOTO), OWNER).value
    assert taken.ticket_id == 2
    shop.close()


def _open(folder: str, go: Barrier) -> None:
    __import__("alembic.command")  # so that the kill meets the work, not the import
    go.wait()
    Shop.open(folder).close()


@pytest.mark.parametrize(
    "times", [pytest.param(3, id="bounded"), pytest.param(50, id="full", marks=pytest.mark.soak)]
)
def test_killed_while_upgrading_it_is_old_or_new_and_opens_the_next_time(tmp_path: Path, times: int) -> None:
    leave_behind(ShopLocation.parse(tmp_path / "old"))
    chance = random.Random(times)
    for number in range(times):
        folder = tmp_path / str(number)
        shutil.copytree(tmp_path / "old", folder)
        go = SPAWN.Barrier(2)
        opening = SPAWN.Process(target=_open, args=(str(folder), go))
        opening.start()
        go.wait()
        opening.join(chance.uniform(0.0, 0.15))
        opening.kill()
        opening.join()
        engine = open_engine(ShopLocation.parse(folder))
        with engine.connect() as connection:
            assert schema_of(connection) in {FIRST, upgrade.SCHEMA}
        engine.dispose()
        shop = Shop.open(str(folder), Clock())
        assert holds_what_it_held(shop)
        shop.close()
