"""Taking a device in: everything in one go, or nothing and the field that stands in the way."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import text

from shopdesk.domain.marks import DamageKind, Mark
from shopdesk.domain.papers import PaperKind, ReceiptPaper
from shopdesk.domain.payment import Tender
from shopdesk.domain.photo_stage import PhotoStage
from shopdesk.domain.signature import Signature
from shopdesk.domain.ticket import Status
from shopdesk.errors import NeedsConfirmation, UserError
from shopdesk.services.doctor import examine
from shopdesk.services.documents import paper_of
from shopdesk.services.intake import ReceiveDevice
from shopdesk.services.intake_form import CheckResult, PasscodeEntry
from shopdesk.services.people import CustomerEntry, DeviceEntry
from shopdesk.services.print_jobs import print_queue
from shopdesk.services.shop import Shop
from shopdesk.services.till import till_state
from tests.shops import (
    CONSENTS,
    COUNTER,
    COUNTER_DESK,
    FLOAT,
    NO_PHOTO,
    OWNER,
    START,
    card,
    intake_form,
    take_in,
)


def photo(shop: Shop) -> str:
    out = BytesIO()
    Image.new("RGB", (60, 80), (40, 50, 60)).save(out, "JPEG")
    return shop.media.put(out.getvalue())


def test_all_that_was_said_is_there_again(any_shop: Shop) -> None:
    name = photo(any_shop)
    crack = Mark(1, "front", DamageKind.CRACK, ((8000, 1200),), words="右上角")
    scratch = Mark(2, name, DamageKind.SCRATCH, ((5000, 5000),))
    form = intake_form(
        accessories=("SIM 卡", "手机壳"),
        checks=(("power", CheckResult.WORKS),),
        photos=(name,),
        marks=(crack, scratch),
        estimate_low=68_000,
        estimate_high=86_000,
        deposit=Tender("cash", 10_000),
        promised_at=START + timedelta(days=1),
        signature=Signature((((0, 0, 500), (10, 10, 500), (20, 5, 500), (30, 0, 500)),), 4_000),
        bin="A3",
    )
    taken = any_shop.do(ReceiveDevice(form=form, passcode=PasscodeEntry("digits", "147258")), COUNTER).value
    found = card(any_shop, taken.ticket_id)
    assert (found.number, found.status, found.customer.name) == ("26-000001", Status.RECEIVED, "王喆")
    assert (found.deposit, found.bin, found.photos_of(PhotoStage.INTAKE)) == (10_000, "A3", (name,))
    assert (found.intake.marks, found.intake.accessories) == ((crack, scratch), ("SIM 卡", "手机壳"))
    assert found.intact
    assert found.integrity == taken.integrity
    assert found.has_passcode
    assert [one.kind for one in found.documents] == [PaperKind.RECEIPT, PaperKind.TAG]
    assert any_shop.ask(till_state, COUNTER_DESK).cash_expected == FLOAT + 10_000
    assert {job.document_id for job in any_shop.ask(print_queue, COUNTER_DESK)} >= {
        taken.receipt_id,
        taken.tag_id,
    }
    receipt = any_shop.ask(paper_of, taken.receipt_id)
    assert isinstance(receipt, ReceiptPaper)
    assert (receipt.integrity, receipt.customer_phone) == (taken.integrity, "138 0016 4827")
    assert examine(any_shop) == ()


def test_a_changed_intake_no_longer_fits_its_code(shop: Shop) -> None:
    taken = take_in(shop, accessories=("SIM 卡",))
    with shop.store.write() as connection:
        connection.execute(text("UPDATE intakes SET body = replace(body, 'SIM', 'SD')"))
    assert not card(shop, taken.ticket_id).intact


@pytest.mark.parametrize(
    ("wrong", "key", "field"),
    [
        ({"customer": CustomerEntry("")}, "required", "customer.name"),
        ({"customer": CustomerEntry("王", "abc")}, "phone", "customer.phone"),
        ({"device": DeviceEntry("phone", " ")}, "required", "device.model"),
        ({"device": DeviceEntry("phone", "x", imei="123")}, "imei_length", "device.imei"),
        ({"fault_words": " "}, "no_fault", "fault"),
        ({"fault_words": "x" * 4001}, "too_long", "fault"),
        ({"fault_ids": ("no_such_fault",)}, "fault_of_other_kind", "fault"),
        ({"consents": CONSENTS[1:]}, "consent_open", "consents.backup"),
        ({"consents": ()}, "consent_open", "consents.backup"),
        ({"purchase_date": date(2026, 11, 22)}, "purchase_date", "purchase_date"),
        ({"purchase_date": date(1989, 12, 31)}, "purchase_date", "purchase_date"),
        ({"promised_at": START}, "promise_past", "promised_at"),
        ({"promised_at": START + timedelta(days=400)}, "promise_far", "promised_at"),
        ({"estimate_low": -1}, "amount_negative", "estimate_low"),
        ({"estimate_high": 5}, "estimate_order", "estimate_high"),
        ({"estimate_low": 6, "estimate_high": 5}, "estimate_order", "estimate_high"),
        ({"deposit": Tender("cash", 0)}, "amount_negative", "deposit"),
        ({"deposit": Tender("cash", 10**13)}, "amount_large", "deposit"),
        ({"estimate_low": 1, "estimate_high": 10**13}, "amount_large", "estimate_high"),
        ({"deposit": Tender("shells", 5)}, "unknown_tender", "deposit"),
        ({"photos": ("0" * 64,)}, "photo_missing", "photos"),
        ({"marks": (Mark(1, "0" * 64, DamageKind.DENT, ((1, 1),)),)}, "mark_without_photo", "photos"),
        ({"signed_on_paper": False}, "no_signature", "signature"),
        ({"accessories": ("",)}, "required", "accessories"),
    ],
)
def test_what_stands_in_the_way_is_named_and_nothing_is_kept(
    shop: Shop, wrong: dict[str, Any], key: str, field: str
) -> None:
    head = shop.store.anchor.get()
    with pytest.raises(UserError) as caught:
        take_in(shop, **wrong)
    assert (caught.value.key, caught.value.field) == (f"problems.{key}", field)
    with shop.store.read() as connection:
        for table in ("tickets", "customers", "devices", "documents WHERE kind = 'receipt'"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0
    assert shop.store.anchor.get() == head
    assert take_in(shop).number == "26-000001"


def test_a_deposit_needs_an_open_till(shop: Shop) -> None:
    form = intake_form(deposit=Tender("cash", 5_000))
    elsewhere = OWNER.__class__(OWNER.staff_id, "二号柜台")
    with pytest.raises(UserError) as caught:
        shop.do(ReceiveDevice(form=form, confirmed=NO_PHOTO), elsewhere)
    assert (caught.value.key, caught.value.field) == ("problems.till_closed", "deposit")


def test_no_photo_is_asked_about(shop: Shop) -> None:
    with pytest.raises(NeedsConfirmation) as caught:
        shop.do(ReceiveDevice(form=intake_form()), COUNTER)
    assert caught.value.confirm == "no_photo"


def test_papers_speak_the_customers_language(any_shop: Shop) -> None:
    taken = take_in(any_shop, customer=CustomerEntry("Anna", language="en"))
    assert any_shop.ask(paper_of, taken.receipt_id).language == "en"
    assert any_shop.ask(paper_of, take_in(any_shop).receipt_id).language == "zh_CN"
    assert any_shop.ask(paper_of, take_in(any_shop, language="en").receipt_id).language == "en"


def test_numbers_run_on_over_the_new_year(shop: Shop, clock: Any) -> None:
    assert take_in(shop).number == "26-000001"
    clock.forward(days=60)
    assert take_in(shop).number == "27-000002"
