"""An intake amended after it was signed for: visible, signed by its own code, and the first one as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from shopdesk.domain.ledger import integrity_code
from shopdesk.domain.marks import DamageKind, Mark
from shopdesk.domain.papers import PaperKind, ReceiptPaper
from shopdesk.domain.photo_stage import PhotoStage
from shopdesk.domain.signature import Signature
from shopdesk.domain.ticket import Step
from shopdesk.errors import Conflict, NotAllowed, UserError
from shopdesk.i18n import catalogue
from shopdesk.services.amendment_words import differences
from shopdesk.services.amendments import Fit, codes_in, fits_of
from shopdesk.services.bench import EndTicket
from shopdesk.services.doctor import examine
from shopdesk.services.documents import Reprint, paper_of
from shopdesk.services.intake import ReceiveDevice
from shopdesk.services.intake_form import CheckResult, IntakeRecord, Tri, fits_intake
from shopdesk.services.search import find_ticket_ids
from shopdesk.services.shop import Shop
from tests.services.amended import CRACK, DENT, REASON, amend, amending, body_of, photo, take
from tests.shops import COUNTER, OWNER, TECHNICIAN, Clock, card, hand_over, intake_form, ready


@pytest.fixture
def taken(any_shop: Shop) -> int:
    return take(any_shop)


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
