"""What is done to an intake, its amendments or its photos behind the program's back is found, and named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from shopdesk.errors import UserError
from shopdesk.i18n import LANGUAGES, catalogue
from shopdesk.services.amendments import Fit, fits_of
from shopdesk.services.doctor import examine
from shopdesk.services.intake import ReceiveDevice
from shopdesk.services.intake_form import fits_intake, intake_code
from shopdesk.services.shop import Shop
from tests.services.amended import amend, body_of, photo, take
from tests.shops import COUNTER, card, intake_form


@pytest.fixture
def taken(any_shop: Shop) -> int:
    return take(any_shop)


def statement(sql: str) -> Callable[[Shop, int], None]:
    def harm(shop: Shop, _ticket_id: int) -> None:
        with shop.store.write() as connection:
            connection.execute(text(sql))

    return harm


def byte_on_disk(shop: Shop, ticket_id: int) -> None:
    name = card(shop, ticket_id).intake.photos[-1]
    (file,) = shop.media.folder.rglob(f"[0-9a-f][0-9a-f]/{name}.jpg")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def rewritten(shop: Shop, ticket_id: int) -> None:
    """Somebody who knows how: the intake changed, and its code made anew."""
    body = body_of(shop, ticket_id).replace("手机壳", "手机")
    code = intake_code(card(shop, ticket_id).number, body)
    assert fits_intake(card(shop, ticket_id).number, body, code)
    with shop.store.write() as connection:
        connection.execute(text("UPDATE intakes SET body = :body"), {"body": body})
        connection.execute(text("UPDATE tickets SET integrity = :code"), {"code": code})


INTAKE = "doctor.intake_changed"
AMENDMENT = "doctor.amendment_changed"
GONE = "doctor.amendment_missing"
HARMS: dict[str, tuple[Callable[[Shop, int], None], str, bool]] = {
    "a mark": (statement("UPDATE intakes SET body = replace(body, '8000', '8001')"), INTAKE, True),
    "a word of the fault": (
        statement("UPDATE intakes SET body = replace(body, '外屏碎', '外屏花')"), INTAKE, True,
    ),
    "a check": (statement("UPDATE intakes SET body = replace(body, 'works', 'fails')"), INTAKE, True),
    "the code": (statement("UPDATE tickets SET integrity = '7K4Q-92MD'"), INTAKE, True),
    "intake and code": (rewritten, INTAKE, True),
    "an amendment": (
        statement("UPDATE amendments SET body = replace(body, 'SD', 'SIM') WHERE id = 2"),
        AMENDMENT,
        True,
    ),
    "a reason": (statement("UPDATE amendments SET reason = 'x' WHERE id = 1"), AMENDMENT, True),
    "a moment": (statement("UPDATE amendments SET at_ms = at_ms - 1"), AMENDMENT, True),
    "the first gone": (statement("DELETE FROM amendments WHERE id = 1"), GONE, True),
    "the last gone": (statement("DELETE FROM amendments WHERE id = 2"), GONE, True),
    "all gone": (statement("DELETE FROM amendments"), GONE, True),
    "two swapped": (
        statement("UPDATE amendments SET body ="
            " (SELECT body FROM amendments a WHERE a.id = 3 - amendments.id)"),
        AMENDMENT,
        True,
    ),
    "one added": (
        statement(
            "INSERT INTO amendments (ticket_id, staff_id, at_ms, reason, body, integrity)"
            " SELECT ticket_id, staff_id, at_ms, reason, body, 'XXXX-XXXX' FROM amendments WHERE id = 1"
        ),
        "doctor.amendment_unknown",
        True,
    ),
    "a photo forgotten": (statement("DELETE FROM photos"), "doctor.photo_unlisted", False),
    "a photo's byte": (byte_on_disk, "doctor.photo_damaged", False),
}  # fmt: skip


@pytest.mark.parametrize("harm", HARMS)
def test_each_change_behind_the_programs_back_is_found(any_shop: Shop, taken: int, harm: str) -> None:
    amend(any_shop, taken, accessories=("SIM 卡",))
    amend(any_shop, taken, accessories=("SD 卡",))
    assert examine(any_shop) == ()
    do, key, shows = HARMS[harm]
    do(any_shop, taken)
    found = examine(any_shop)
    assert key in {one.key for one in found}
    assert {one.values.get("number") for one in found} == {"26-000001"}
    for one in found:
        for language in LANGUAGES:
            assert catalogue(language).text(one.key, **one.values)
    if shows:
        assert not card(any_shop, taken).intact
        with pytest.raises(UserError) as caught:
            amend(any_shop, taken, accessories=())
        assert caught.value.key == "amend.broken"


def test_a_changed_record_is_told_from_a_foreign_paper(shop: Shop) -> None:
    form = intake_form(photos=(photo(shop),), accessories=("SIM 卡",))
    taken = shop.do(ReceiveDevice(form=form), COUNTER).value
    statement("UPDATE intakes SET body = replace(body, 'SIM', 'SD')")(shop, taken.ticket_id)
    assert [one.fit for one in shop.ask(fits_of, taken.ticket_id, taken.integrity)] == [Fit.CHANGED]
