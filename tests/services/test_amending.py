"""An intake amended after it was signed for: visible, signed by its own code, and the first one as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import text

from shopdesk.domain.ledger import integrity_code
from shopdesk.domain.marks import DamageKind, Mark
from shopdesk.domain.papers import PaperKind, ReceiptPaper
from shopdesk.domain.photo_stage import PhotoStage
from shopdesk.domain.signature import Signature
from shopdesk.domain.ticket import Step
from shopdesk.errors import Conflict, NotAllowed, UserError
from shopdesk.i18n import catalogue
from shopdesk.services.amending import Amended, AmendIntake
from shopdesk.services.amendment_words import differences
from shopdesk.services.amendments import Fit, codes_in, fits_of
from shopdesk.services.bench import EndTicket
from shopdesk.services.doctor import examine
from shopdesk.services.documents import Reprint, paper_of
from shopdesk.services.intake import ReceiveDevice
from shopdesk.services.intake_form import (
    CheckResult,
    FaultHistory,
    IntakeRecord,
    Tri,
    fits_intake,
    intake_code,
)
from shopdesk.services.search import find_ticket_ids
from shopdesk.services.shop import Shop
from tests.shops import COUNTER, OWNER, TECHNICIAN, Clock, card, hand_over, intake_form, ready

CRACK = Mark(1, "front", DamageKind.CRACK, ((8000, 1200),), words="右上角")
DENT = Mark(2, "back", DamageKind.DENT, ((100, 9000),), words="左下角")
REASON = "客户当场指出还有一处磕碰"


def photo(shop: Shop, shade: int = 60) -> str:
    out = BytesIO()
    Image.new("RGB", (60, 80), (40, 50, shade)).save(out, "JPEG")
    return shop.media.put(out.getvalue())


@pytest.fixture
def taken(any_shop: Shop) -> int:
    form = intake_form(
        accessories=("SIM 卡", "手机壳"),
        checks=(("power", CheckResult.WORKS),),
        photos=(photo(any_shop),),
        marks=(CRACK,),
        history=FaultHistory(dropped=Tri.YES),
    )
    return any_shop.do(ReceiveDevice(form=form), COUNTER).value.ticket_id


def amend(shop: Shop, ticket_id: int, **changes: Any) -> Amended:
    return shop.do(amending(shop, ticket_id, **changes), COUNTER).value


def amending(shop: Shop, ticket_id: int, **changes: Any) -> AmendIntake:
    seen = card(shop, ticket_id)
    said: dict[str, Any] = {"reason": REASON}
    for name in ("reason", "signature", "print_receipt"):
        if name in changes:
            said[name] = changes.pop(name)
    return AmendIntake(
        ticket_id=ticket_id,
        seen_version=seen.version,
        seen_code=seen.story.last_code,
        record=replace(seen.intake, **changes),
        **said,
    )


def body_of(shop: Shop, ticket_id: int) -> str:
    with shop.store.read() as connection:
        return str(
            connection.execute(text(f"SELECT body FROM intakes WHERE ticket_id = {ticket_id}")).scalar_one()
        )


def test_what_stands_since_and_what_stood_before(any_shop: Shop, taken: int, clock: Clock) -> None:
    before, kept = card(any_shop, taken), body_of(any_shop, taken)
    clock.forward(minutes=20)
    done = amend(any_shop, taken, marks=(CRACK, DENT), accessories=("SIM 卡",))
    found = card(any_shop, taken)
    assert (found.intake.marks, found.intake.accessories) == ((CRACK, DENT), ("SIM 卡",))
    assert found.integrity == before.integrity != done.code
    assert found.intact
    (told,) = found.amendments
    assert (told.no, told.by, told.reason, told.code, told.fits) == (1, "周", REASON, done.code, True)
    assert told.at > found.received_at
    assert (told.before, told.after) == (before.intake, found.intake)
    assert body_of(any_shop, taken) == kept
    assert found.version == before.version + 1
    assert found.timeline[0].kind == "amended"
    assert examine(any_shop) == ()


def test_amended_again_and_back_again(any_shop: Shop, taken: int) -> None:
    first = card(any_shop, taken).intake
    codes = [card(any_shop, taken).integrity]
    steps = ({"accessories": ()}, {"accessories": first.accessories}, {"fault_words": "不充电"})
    codes += [amend(any_shop, taken, **changes).code for changes in steps]
    assert len(set(codes)) == 4, "the same record again has a code of its own"
    found = card(any_shop, taken)
    assert [one.no for one in found.amendments] == [1, 2, 3]
    assert found.intact
    assert found.fault == "不充电"
    assert any_shop.ask(find_ticket_ids, "充电") == [taken]
    assert any_shop.ask(find_ticket_ids, "外屏") == []
    assert examine(any_shop) == ()


def test_the_receipt_issued_at_intake_stays_and_the_new_one_says_what_it_amends(
    any_shop: Shop, taken: int
) -> None:
    receipt = card(any_shop, taken).documents[0]
    original = any_shop.ask(paper_of, receipt.id)
    drawn = Signature((((0, 0, 500), (10, 10, 500), (20, 5, 500), (30, 0, 500)),), 4_000)
    done = amend(any_shop, taken, accessories=("SIM 卡",), signature=drawn)
    assert any_shop.ask(paper_of, receipt.id) == original
    assert done.document_id is not None
    paper = any_shop.ask(paper_of, done.document_id)
    assert isinstance(paper, ReceiptPaper)
    assert isinstance(original, ReceiptPaper)
    assert (paper.number, paper.integrity, paper.terms) == (
        original.number,
        original.integrity,
        original.terms,
    )
    assert (paper.accessories, paper.signature) == (("SIM 卡",), drawn)
    said = paper.amendment
    assert said is not None
    assert (said.number, said.count, said.code, said.by, said.reason) == (
        "M26-000001", 1, done.code, "周", REASON,
    )  # fmt: skip
    assert said.changes == ("随机附件：SIM 卡、手机壳 → SIM 卡",)
    rows = card(any_shop, taken).documents
    assert [one.kind for one in rows] == [PaperKind.RECEIPT, PaperKind.TAG, PaperKind.AMENDMENT]
    assert rows[-1].mirrors_id == receipt.id
    any_shop.do(Reprint(document_id=receipt.id), COUNTER)
    any_shop.do(Reprint(document_id=done.document_id), COUNTER)
    assert [one.copies for one in card(any_shop, taken).documents] == [1, 0, 1]
    assert "amended" in {one.occasion for one in card(any_shop, taken).signatures}
    assert examine(any_shop) == ()


def test_without_a_new_receipt(shop: Shop) -> None:
    form = intake_form(photos=(photo(shop),))
    ticket_id = shop.do(ReceiveDevice(form=form), COUNTER).value.ticket_id
    assert amend(shop, ticket_id, accessories=("SIM 卡",), print_receipt=False).document_id is None
    assert len(card(shop, ticket_id).documents) == 2
    assert examine(shop) == ()


def test_a_photo_added_and_one_left_out(any_shop: Shop, taken: int) -> None:
    first = card(any_shop, taken).intake.photos
    later = photo(any_shop, 200)
    amend(any_shop, taken, photos=(later,), marks=(Mark(1, later, DamageKind.SCRATCH, ((1, 1),)),))
    found = card(any_shop, taken)
    assert (found.intake.photos, found.story.original.photos) == ((later,), first)
    assert found.photos_of(PhotoStage.INTAKE) == first
    assert found.photos_of(PhotoStage.AMENDED) == (later,)
    assert examine(any_shop) == ()


@pytest.mark.parametrize(
    ("changes", "key", "field"),
    [
        ({}, "amend.unchanged", None),
        ({"accessories": (), "reason": " "}, "problems.required", "reason"),
        ({"accessories": (" ",)}, "problems.required", "accessories"),
        ({"fault_words": " "}, "problems.no_fault", "fault"),
        ({"fault_ids": ("no_such",)}, "problems.fault_of_other_kind", "fault"),
        ({"photos": ("0" * 64,)}, "problems.photo_missing", "photos"),
        ({"photos": ()}, "problems.mark_without_photo", "photos"),
        ({"terms": ("anders",)}, "amend.unchanged", None),
    ],
)
def test_what_cannot_be(any_shop: Shop, taken: int, changes: Any, key: str, field: str | None) -> None:
    on_photo = Mark(9, card(any_shop, taken).intake.photos[0], DamageKind.DENT, ((1, 1),))
    if "photos" in changes and not changes["photos"]:
        amend(any_shop, taken, marks=(on_photo,))
    before = card(any_shop, taken)
    with pytest.raises(UserError) as caught:
        amend(any_shop, taken, **changes)
    assert (caught.value.key, caught.value.field) == (key, field)
    assert card(any_shop, taken) == before


def test_who_and_when(shop: Shop) -> None:
    ticket_id = ready(shop)
    asked = amending(shop, ticket_id, accessories=("SIM 卡",))
    with pytest.raises(NotAllowed):
        shop.do(asked, TECHNICIAN)
    amend(shop, ticket_id, accessories=("SD 卡",))
    with pytest.raises(Conflict):
        shop.do(asked, COUNTER)
    hand_over(shop, ticket_id)
    with pytest.raises(UserError) as caught:
        amend(shop, ticket_id, accessories=())
    assert caught.value.key == "amend.closed"
    assert card(shop, ticket_id).intact


def test_what_another_desk_amended_is_not_taken_back_unseen(any_shop: Shop, taken: int) -> None:
    mine = amending(any_shop, taken, accessories=("SIM 卡",))
    amend(any_shop, taken, marks=(CRACK, DENT))
    with pytest.raises(Conflict):
        any_shop.do(replace(mine, seen_version=card(any_shop, taken).version), COUNTER)
    assert card(any_shop, taken).intake.marks == (CRACK, DENT)


def test_the_same_request_amends_once(any_shop: Shop, taken: int) -> None:
    asked = amending(any_shop, taken, accessories=())
    assert any_shop.do(asked, COUNTER).value == any_shop.do(asked, COUNTER).value
    assert len(card(any_shop, taken).amendments) == 1


def test_the_copy_in_somebodys_hand(any_shop: Shop, taken: int) -> None:
    first = card(any_shop, taken).integrity
    second = amend(any_shop, taken, accessories=()).code
    third = amend(any_shop, taken, accessories=("SD 卡",)).code

    def fit(typed: str) -> list[tuple[Fit, int]]:
        return [(one.fit, one.no) for one in any_shop.ask(fits_of, taken, typed)]

    assert fit(first) == [(Fit.ISSUED, 0)]
    assert fit(f" {first.lower().replace('-', '')} ") == [(Fit.ISSUED, 0)]
    assert fit(f"{first} · 更正 2 次 · {third}") == [(Fit.ISSUED, 0), (Fit.AMENDED, 2)]
    assert fit(second) == [(Fit.AMENDED, 1)]
    assert fit("0000-0000") == [(Fit.NEITHER, 0)]
    for nothing in ("", "???", "123", "校验码"):
        with pytest.raises(UserError) as caught:
            fit(nothing)
        assert (caught.value.key, caught.value.field) == ("amend.no_code", "code")


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("7k4q-92md", ("7K4Q-92MD",)),
        ("7K4Q92MD", ("7K4Q-92MD",)),
        ("7K4Q 92MD", ("7K4Q-92MD",)),
        ("7KAO–I2ML", ("7KA0-12M1",)),
        ("7K4Q-92MDX", ()),
        ("7K4Q-92MD · amended 1× · 0000-1111", ("7K4Q-92MD", "0000-1111")),
    ],
)
def test_codes_as_people_type_them(typed: str, codes: tuple[str, ...]) -> None:
    assert codes_in(typed) == codes


def test_what_changed_in_words(shop: Shop) -> None:
    form = intake_form(
        accessories=("SIM 卡",),
        checks=(("power", CheckResult.WORKS), ("touch", CheckResult.WORKS)),
        marks=(CRACK, DENT),
        photos=(photo(shop),),
    )
    before = IntakeRecord.of(form, ())
    after = replace(
        before,
        fault_words="不充电",
        history=replace(before.history, dropped=Tri.YES, how="掉水里"),
        accessories=(),
        checks=(("power", CheckResult.WORKS), ("touch", CheckResult.FAILS)),
        marks=(replace(CRACK, points=((1, 1),)), Mark(3, "front", DamageKind.STAIN, ((5, 5),))),
        photos=("1" * 64,),
    )
    said = [
        one.line(catalogue("zh_CN"))
        for one in differences(before, after, "phone", shop.settings, catalogue("zh_CN"))
    ]
    assert said == [
        "故障：外屏碎 → 不充电",
        "如何出现：无 → 掉水里",
        "摔过：无 → 是",
        "触摸：正常 → 异常",
        "随机附件：SIM 卡 → 无",
        "标记 1：碎裂　右上角 → 碎裂　右上角（位置有改动）",
        "标记 2：磕碰　左下角 → 无",
        "标记 3：无 → 污渍",
        "照片：1 张 → 新增 1 张，去掉 1 张",
    ]
    assert differences(before, before, "phone", shop.settings, catalogue("en")) == ()


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
        for language in ("en", "zh_CN"):
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


def test_an_intake_of_the_first_shops_still_fits(shop: Shop) -> None:
    """Their code stands for photos, marks, accessories and terms; their events name no digest."""
    record = IntakeRecord.of(intake_form(marks=(CRACK,), accessories=("SIM 卡",)), ("条款",))
    marks = [[1, "front", "crack", "pin", [[8000, 1200]], "右上角"]]
    code = integrity_code(["26-000001", [], marks, ["SIM 卡"], ["条款"]])
    assert fits_intake("26-000001", record.body(), code)
    assert not fits_intake("26-000001", record.body().replace("SIM", "SD"), code)


def test_a_cancelled_ticket_may_still_be_amended_until_it_is_gone(shop: Shop) -> None:
    form = intake_form(photos=(photo(shop),))
    ticket_id = shop.do(ReceiveDevice(form=form), COUNTER).value.ticket_id
    shop.do(EndTicket(ticket_id=ticket_id, seen_version=1, step=Step.CANCEL, reason="-"), OWNER)
    amend(shop, ticket_id, accessories=("SIM 卡",))
    assert card(shop, ticket_id).intake.accessories == ("SIM 卡",)
