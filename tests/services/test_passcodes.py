"""The passcode vault: sealed to its ticket, shown for a reason and on record, gone at collection."""

from __future__ import annotations

import io
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update

from shopdesk.config import ShopLocation
from shopdesk.domain.consent import Purpose
from shopdesk.errors import NotAllowed, StoreTrouble, UserError
from shopdesk.services.drafts import keep_draft
from shopdesk.services.intake import ReceiveDevice
from shopdesk.services.intake_form import ConsentEntry, PasscodeEntry
from shopdesk.services.passcodes import Revealed, RevealPasscode, revealed
from shopdesk.services.shop import Shop
from shopdesk.services.staff import SignIn
from shopdesk.store.records.tickets import passcodes
from tests.shops import (
    CONSENTS,
    COUNTER,
    NO_PHOTO,
    OWNER,
    TECHNICIAN,
    Bench,
    Clock,
    card,
    hand_over,
    intake_form,
    take_in,
)

CANARIES = (
    PasscodeEntry("digits", "9173640285"),
    PasscodeEntry("text", "Kanarie-喆-7Qz"),
    PasscodeEntry("pattern", "147895236"),
)


def received(shop: Shop, secret: PasscodeEntry) -> int:
    return shop.do(
        ReceiveDevice(form=intake_form(), passcode=secret, confirmed=NO_PHOTO), COUNTER
    ).value.ticket_id


def reveal(shop: Shop, ticket_id: int) -> Revealed:
    asked = RevealPasscode(ticket_id=ticket_id, reason="测试触摸")
    shop.do(asked, TECHNICIAN)
    return shop.ask_as(TECHNICIAN, revealed, ticket_id, asked.request_id)


@pytest.mark.parametrize("secret", CANARIES)
def test_what_was_kept_is_shown_for_a_reason_and_on_record(any_shop: Shop, secret: PasscodeEntry) -> None:
    ticket = received(any_shop, secret)
    assert card(any_shop, ticket).has_passcode
    assert reveal(any_shop, ticket) == Revealed(secret.kind, secret.secret)
    newest = card(any_shop, ticket).timeline[0]
    assert (newest.kind, newest.data, newest.by) == ("passcode_revealed", {"reason": "测试触摸"}, "陈")


def test_nobody_sees_it_without_asking_or_in_passing(shop: Shop, clock: Clock) -> None:
    ticket, other = received(shop, CANARIES[0]), received(shop, CANARIES[1])
    with pytest.raises(UserError) as caught:
        shop.do(RevealPasscode(ticket_id=ticket, reason="  "), TECHNICIAN)
    assert caught.value.key == "problems.required"
    with pytest.raises(NotAllowed):
        shop.do(RevealPasscode(ticket_id=ticket, reason="好奇"), COUNTER)
    asked = RevealPasscode(ticket_id=ticket, reason="测试")
    shop.do(asked, TECHNICIAN)
    for actor, ticket_id, request in (
        (COUNTER, ticket, asked.request_id),
        (TECHNICIAN, other, asked.request_id),
        (TECHNICIAN, ticket, "another"),
        (None, ticket, asked.request_id),
    ):
        with pytest.raises(NotAllowed):
            shop.ask_as(actor, revealed, ticket_id, request)
    clock.forward(minutes=2)
    with pytest.raises(NotAllowed):
        shop.ask_as(TECHNICIAN, revealed, ticket, asked.request_id)


def test_a_refused_access_keeps_it_shut(shop: Shop) -> None:
    no = tuple(
        replace(one, answer_id="no") if one.purpose is Purpose.DATA_ACCESS else one for one in CONSENTS
    )
    assert ConsentEntry(Purpose.DATA_ACCESS, "no") in no
    form = intake_form(consents=no)
    ticket = shop.do(
        ReceiveDevice(form=form, passcode=CANARIES[0], confirmed=NO_PHOTO), COUNTER
    ).value.ticket_id
    with pytest.raises(UserError) as caught:
        shop.do(RevealPasscode(ticket_id=ticket, reason="测试"), OWNER)
    assert caught.value.key == "problems.data_access_refused"


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        (PasscodeEntry("digits", "123"), "passcode_digits"),
        (PasscodeEntry("digits", "12345678901234567"), "passcode_digits"),
        (PasscodeEntry("digits", "12a4"), "passcode_digits"),
        (PasscodeEntry("text", ""), "passcode_text"),
        (PasscodeEntry("text", "x" * 65), "passcode_text"),
        (PasscodeEntry("pattern", "123"), "passcode_pattern"),
        (PasscodeEntry("pattern", "1230"), "passcode_pattern"),
        (PasscodeEntry("drawing", "1234"), "passcode_text"),
    ],
)
def test_what_cannot_be_a_passcode(shop: Shop, entry: PasscodeEntry, key: str) -> None:
    with pytest.raises(UserError) as caught:
        received(shop, entry)
    assert (caught.value.key, caught.value.field) == (f"problems.{key}", "passcode")


def test_it_is_bound_to_its_ticket(shop: Shop) -> None:
    one, other = received(shop, CANARIES[0]), received(shop, CANARIES[1])
    with shop.store.write() as connection:
        kept = connection.execute(select(passcodes).where(passcodes.c.ticket_id == one)).mappings().one()
        connection.execute(delete(passcodes).where(passcodes.c.ticket_id == other))
        connection.execute(insert(passcodes), {**kept, "ticket_id": other})
    with pytest.raises(StoreTrouble) as caught:
        reveal(shop, other)
    assert caught.value.key == "store.passcode_sealed_elsewhere"
    with shop.store.write() as connection:
        connection.execute(update(passcodes).where(passcodes.c.ticket_id == one).values(kind="text"))
    with pytest.raises(StoreTrouble):
        reveal(shop, one)


def test_it_is_gone_when_the_device_is(any_shop: Shop) -> None:
    ticket = received(any_shop, CANARIES[0])
    bench = Bench(any_shop, ticket).diagnosed().with_quote().approved().repairing().finished().tested()
    hand_over(any_shop, bench.ticket_id)
    assert not card(any_shop, ticket).has_passcode
    with pytest.raises(UserError) as caught:
        reveal(any_shop, ticket)
    assert caught.value.key == "problems.no_passcode"


def test_no_secret_stands_in_what_is_printed_of_a_value() -> None:
    for secret in CANARIES:
        entry = ReceiveDevice(form=intake_form(), passcode=secret)
        assert secret.secret not in f"{secret!r} {entry!r} {entry} {Revealed(secret.kind, secret.secret)!r}"


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def hits(folder: Path, secrets: tuple[str, ...]) -> list[tuple[str, str]]:
    """Files that hold a secret in any of the ways that text is written."""
    return [
        (name, secret)
        for name, content in bytes_below(folder).items()
        for secret in secrets
        for spelling in (
            secret.encode(),
            secret.encode("utf-16-le"),
            secret[::-1].encode(),
            ascii(secret)[1:-1].encode(),
        )
        if spelling in content
    ]


def test_no_byte_of_a_secret_is_on_the_disk(location: ShopLocation, clock: Clock) -> None:
    """While the shop works, after it was closed, and after collection: no file holds it, nor does the log."""
    told = io.StringIO()
    listener = logging.StreamHandler(told)
    root = logging.getLogger()
    level = root.level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    try:
        pins = ("2468", "8642", "97531")
        secrets = tuple(entry.secret for entry in CANARIES)
        shop = Shop.open(location, clock)
        tickets = [received(shop, entry) for entry in CANARIES]
        for ticket in tickets:
            reveal(shop, ticket)
        shop.do(SignIn(staff_id=1, pin="97531"), OWNER)
        shop.run(COUNTER.desk, keep_draft, "d1", "intake", "王喆", "{}")
        take_in(shop)
        assert hits(location.folder, secrets) == []
        for ticket in tickets:
            Bench(shop, ticket).diagnosed().with_quote().approved().repairing().finished().tested()
            hand_over(shop, ticket)
        assert hits(location.folder, secrets) == []
        sealed_is_gone = shop.ask(lambda reading: reading.connection.execute(select(passcodes)).all())
        assert sealed_is_gone == []
        shop.close()
        assert hits(location.folder, (*secrets, "97531")) == []
        assert not [secret for secret in (*secrets, *pins) if secret in told.getvalue()]
    finally:
        root.removeHandler(listener)
        root.setLevel(level)


def test_this_search_would_find_a_secret(tmp_path: Path) -> None:
    (tmp_path / "shop.db").write_bytes(b"\0" * 5000 + "Kanarie-喆-7Qz".encode() + b"\0")
    assert hits(tmp_path, ("Kanarie-喆-7Qz", "other")) == [("shop.db", "Kanarie-喆-7Qz")]
