"""The doctor: silent over a sound shop, and naming each thing that was put wrong."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from shopdesk.config import ShopLocation
from shopdesk.domain.payment import Tender
from shopdesk.errors import StoreTrouble
from shopdesk.i18n import LANGUAGES, catalogue
from shopdesk.services.day_close import CloseDay
from shopdesk.services.doctor import Finding, examine
from shopdesk.services.intake import ReceiveDevice
from shopdesk.services.shop import Shop
from tests.shops import COUNTER, OWNER, Clock, hand_over, intake_form, ready, take_in

# What somebody does to the database, and what the doctor must say besides the chain's alarm.
WRONGS = {
    "DELETE FROM tickets WHERE id = 1": "doctor.numbers",
    "UPDATE counters SET value = value + 1 WHERE name = 'sale'": "doctor.numbers",
    "UPDATE counters SET value = value - 1 WHERE name = 'ticket'": "doctor.numbers",
    "DELETE FROM documents WHERE kind = 'sale'": "doctor.numbers",
    "UPDATE documents SET serial = 7 WHERE kind = 'sale'": "doctor.numbers",
    "UPDATE postings SET amount = amount - 1 WHERE account = 'tender:cash'": "doctor.unbalanced",
    "UPDATE documents SET total = total + 1 WHERE kind = 'sale'": "doctor.lines_differ",
    "UPDATE document_lines SET net = net + 1": "doctor.lines_differ",
    "UPDATE postings SET account = 'bank' WHERE account LIKE 'tender:%'": "doctor.payment_differs",
    "UPDATE postings SET account = 'deposits' WHERE account LIKE 'sales:%'": "doctor.revenue_differs",
    "DELETE FROM postings WHERE account <> 'float' AND account <> 'bank'": "doctor.payment_missing",
    "DELETE FROM print_jobs WHERE kind = 'sale'": "doctor.print_missing",
    "UPDATE till_sessions SET z_number = 9": "doctor.day_report",
    "UPDATE till_sessions SET closed_ms = NULL": "doctor.day_report",
    "UPDATE movements SET quantity = -quantity": "doctor.stock",
    "UPDATE movements SET part_id = 2": "doctor.stock",
    "UPDATE devices SET customer_id = 99": "doctor.reference",
    "DROP TRIGGER events_no_update": "doctor.guard_missing",
    "UPDATE alembic_version SET version_num = '0000'": "doctor.schema",
}


@pytest.fixture
def worked(shop: Shop) -> Shop:
    """A shop with a sale and a closed day."""
    hand_over(shop, ready(shop), Tender("cash", 16_000))
    shop.do(
        CloseDay(pieces=((10_000, 6), (5_000, 1), (1_000, 1)), confirmed=frozenset({"difference"})), COUNTER
    )
    return shop


def test_a_sound_shop(any_shop: Shop) -> None:
    hand_over(any_shop, ready(any_shop))
    any_shop.do(CloseDay(pieces=(), confirmed=frozenset({"difference"})), OWNER)
    assert examine(any_shop) == ()


@pytest.mark.parametrize("statement", WRONGS)
def test_each_wrong_is_named(worked: Shop, statement: str) -> None:
    with worked.store.engine.connect() as connection:
        connection.rollback()
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys = OFF")
        for name, sql in driver.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            if "DROP" not in statement:
                driver.execute(f"DROP TRIGGER {name}")
            assert sql
        driver.execute(statement)
    found = examine(worked)
    assert WRONGS[statement] in {one.key for one in found}
    for one in found:
        for language in LANGUAGES:
            assert catalogue(language).text(one.key, **one.values)


def test_a_lost_photo_is_named_with_its_ticket(shop: Shop) -> None:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    name = shop.media.put(out.getvalue())
    taken = shop.do(ReceiveDevice(form=intake_form(photos=(name,))), COUNTER).value
    assert examine(shop) == ()
    shop.media.remove(name)
    assert examine(shop) == (Finding("doctor.photo_missing", {"number": taken.number}),)


def flip(content: bytearray) -> None:
    for place in range(len(content) // 2, len(content) // 2 + 4096):
        content[place] ^= 0x55


def cut(content: bytearray) -> None:
    del content[-8192:]


@pytest.mark.parametrize("harm", [flip, cut])
def test_a_damaged_file_is_told(location: ShopLocation, harm: Callable[[bytearray], None]) -> None:
    shop = Shop.open(location, Clock())
    for _ in range(5):
        take_in(shop)
    shop.close()
    file = location.folder / "shop.db"
    content = bytearray(file.read_bytes())
    harm(content)
    file.write_bytes(content)
    assert told_of(location) == {"damaged"}


def told_of(location: ShopLocation) -> set[str]:
    """What opening says, or else the doctor; without the room that says it."""
    try:
        shop = Shop.open(location)
    except StoreTrouble as trouble:
        return {trouble.key.partition(".")[2]}
    found = examine(shop)
    shop.close()
    return {one.key.partition(".")[2] for one in found}
