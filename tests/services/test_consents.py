"""Consents: worded by the shop, kept as read, changed by the customer, and what a refusal bars."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from shopdesk import services
from shopdesk.domain.consent import Purpose
from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.payment import Tender
from shopdesk.domain.signature import Signature
from shopdesk.domain.stock import OldPartFate
from shopdesk.domain.ticket import Status, Step
from shopdesk.errors import Conflict, UserError
from shopdesk.i18n import LANGUAGES, catalogue
from shopdesk.services.amendments import AMENDED
from shopdesk.services.bench import EndTicket, RecordTest
from shopdesk.services.bench import TestResult as Tried
from shopdesk.services.bench_parts import SetOldPartFate
from shopdesk.services.checkout import HandOver, charge
from shopdesk.services.consent_changes import ChangeConsent
from shopdesk.services.consents import (
    GivenBy,
    SaveConsentText,
    answers_history,
    consent_texts,
    texts_overview,
)
from shopdesk.services.fault_book import fault_book
from shopdesk.services.intake import Received, ReceiveDevice
from shopdesk.services.intake_form import CheckResult, ConsentEntry, PasscodeEntry
from shopdesk.services.packs import ConsentText
from shopdesk.services.passcodes import Revealed, RevealPasscode, revealed
from shopdesk.services.quoting import DeclineQuote
from shopdesk.services.signatures import PhotographPaper
from shopdesk.services.timeline import event_text
from shopdesk.store.records.tickets import consents
from tests.shop_floor import Floor

SIGNED = Signature((((0, 0, 500), (900, 400, 600), (1800, 100, 500), (2600, 500, 400)),), 3000)


def answers(**changed: str) -> tuple[ConsentEntry, ...]:
    usual = {
        Purpose.BACKUP: "done",
        Purpose.WIPE: "yes",
        Purpose.OPENING: "yes",
        Purpose.DATA_ACCESS: "yes",
        Purpose.OLD_PARTS: "return",
    }
    usual |= {Purpose(name): answer for name, answer in changed.items()}
    return tuple(ConsentEntry(purpose, answer) for purpose, answer in usual.items())


def reword(floor: Floor, purpose: Purpose, zh: str, en: str, seen: int = 0) -> int:
    return floor.shop.do(SaveConsentText(purpose=purpose, seen=seen, zh_CN=zh, en=en), floor.owner).value


def text_of(floor: Floor, purpose: Purpose) -> ConsentText:
    return next(one for one in floor.shop.ask(consent_texts) if one.purpose == purpose)


def kept(floor: Floor, ticket_id: int, purpose: Purpose) -> list[tuple[str, str, str]]:
    rows = floor.shop.ask(
        lambda reading: reading.connection.execute(
            select(consents.c.text, consents.c.text_version, consents.c.answer)
            .where(consents.c.ticket_id == ticket_id, consents.c.purpose == purpose.value)
            .order_by(consents.c.id)
        ).all()
    )
    return [tuple(row) for row in rows]


def change(floor: Floor, ticket_id: int, purpose: Purpose, answer: str, **how: Any) -> None:
    how = how or {"how": GivenBy.SIGNATURE, "signature": SIGNED}
    floor.shop.do(ChangeConsent(ticket_id=ticket_id, purpose=purpose, answer_id=answer, **how), floor.counter)


# texts


def test_the_countrys_text_is_kept_with_its_own_version(floor: Floor) -> None:
    ticket_id = floor.receive().ticket_id
    usual = floor.shop.settings.pack.consent("opening")
    assert kept(floor, ticket_id, Purpose.OPENING) == [
        (usual.text.zh_CN, f"pack {usual.version}", usual.answer("yes").name.zh_CN)
    ]


def test_a_new_wording_counts_from_now_on_and_never_before(floor: Floor) -> None:
    before = floor.receive().ticket_id
    assert reword(floor, Purpose.OPENING, "同意拆机。", "May be opened.") == 1
    between = floor.receive().ticket_id
    assert reword(floor, Purpose.OPENING, "同意拆机检测。", "May be opened for diagnosis.", seen=1) == 2
    after = floor.receive().ticket_id
    usual = floor.shop.settings.pack.consent("opening")
    found = [kept(floor, ticket, Purpose.OPENING)[0][:2] for ticket in (before, between, after)]
    assert found == [
        (usual.text.zh_CN, usual.stamp),
        ("同意拆机。", "1"),
        ("同意拆机检测。", "2"),
    ]
    assert [one.words.en for one in floor.shop.ask(texts_overview).versions] == [
        "May be opened for diagnosis.",
        "May be opened.",
    ]


def test_what_the_customer_read_is_what_is_kept_though_it_was_reworded_meanwhile(floor: Floor) -> None:
    reword(floor, Purpose.WIPE, "可以清除。", "May be erased.")
    read = text_of(floor, Purpose.WIPE).stamp
    reword(floor, Purpose.WIPE, "维修需要时可以清除。", "May be erased if needed.", seen=1)
    as_read = tuple(replace(one, version=read) if one.purpose is Purpose.WIPE else one for one in answers())
    assert kept(floor, floor.receive(consents=as_read).ticket_id, Purpose.WIPE)[0][:2] == ("可以清除。", "1")
    never = tuple(replace(one, version="7") if one.purpose is Purpose.WIPE else one for one in answers())
    with pytest.raises(UserError) as caught:
        floor.receive(consents=never)
    assert (caught.value.key, caught.value.field) == ("consents.unknown_text", "consents.wipe")


def test_back_to_the_countrys_text(floor: Floor) -> None:
    reword(floor, Purpose.BACKUP, "已提醒备份。", "Reminded to back up.")
    assert text_of(floor, Purpose.BACKUP).stamp == "1"
    assert reword(floor, Purpose.BACKUP, "", "", seen=1) == 2
    assert text_of(floor, Purpose.BACKUP) == floor.shop.settings.pack.consent("backup")
    assert reword(floor, Purpose.BACKUP, "再次提醒。", "Reminded again.", seen=2) == 3


def test_both_languages_or_none_and_not_over_somebody_elses(floor: Floor) -> None:
    with pytest.raises(UserError) as half:
        reword(floor, Purpose.BACKUP, "已提醒备份。", "  ")
    assert (half.value.key, half.value.field) == ("consents.both_languages", "en")
    reword(floor, Purpose.BACKUP, "甲", "A")
    with pytest.raises(Conflict):
        reword(floor, Purpose.BACKUP, "乙", "B", seen=0)
    assert text_of(floor, Purpose.BACKUP).text.en == "A"


# changes


def test_the_newest_answer_counts_and_the_older_ones_stay(floor: Floor) -> None:
    ticket_id = floor.receive(consents=answers(opening="no")).ticket_id
    change(floor, ticket_id, Purpose.OPENING, "yes")
    card = floor.card(ticket_id)
    now = {one.purpose: one for one in card.consents}
    assert len(now) == len(card.consents)
    assert (now[Purpose.OPENING].agreed, now[Purpose.OPENING].earlier) == (True, 1)
    assert [row[2] for row in kept(floor, ticket_id, Purpose.OPENING)] == ["不同意，仅做外部检测", "同意拆机"]
    history = [one for one in floor.shop.ask(answers_history, ticket_id) if one.purpose is Purpose.OPENING]
    assert [one.agreed for one in history] == [False, True]
    assert card.signatures[-1].occasion == "consent"
    entry = card.timeline[0]
    assert entry.kind == "consent_changed"
    told = event_text(catalogue("zh_CN"), entry, floor.shop.settings)
    assert told == "变更授权：拆机检测 改为“同意拆机”，当面签名 王喆"


@pytest.mark.parametrize(
    ("how", "problem"),
    [
        ({"how": GivenBy.SIGNATURE}, ("problems.no_signature", "signature")),
        ({"how": GivenBy.PHONE, "said_by": "王喆"}, ("problems.required", "number")),
        ({"how": GivenBy.PHONE, "number": "138"}, ("problems.required", "said_by")),
    ],
)
def test_a_change_needs_the_customers_word(
    floor: Floor, how: dict[str, Any], problem: tuple[str, str]
) -> None:
    ticket_id = floor.receive(consents=answers(opening="no")).ticket_id
    with pytest.raises(UserError) as caught:
        change(floor, ticket_id, Purpose.OPENING, "yes", **how)
    assert (caught.value.key, caught.value.field) == problem
    assert floor.card(ticket_id).consents[2].agreed is False


def test_told_by_phone_keeps_who_and_number_and_paper_waits_for_its_photo(floor: Floor) -> None:
    ticket_id = floor.receive(consents=answers(opening="no")).ticket_id
    change(floor, ticket_id, Purpose.OPENING, "yes", how=GivenBy.PHONE, said_by="王喆", number="13800164827")
    given = floor.card(ticket_id).consents[2].given
    assert (given.how, given.said_by, given.number, given.recorded_by) == (
        GivenBy.PHONE, "王喆", "13800164827", "周"
    )  # fmt: skip
    change(floor, ticket_id, Purpose.OPENING, "no", how=GivenBy.PAPER)
    paper = floor.card(ticket_id).signatures[-1]
    assert (paper.drawn, paper.photo) == (False, "")


def test_consent_may_be_withdrawn_after_collection(floor: Floor) -> None:
    ticket_id = floor.ready()
    floor.shop.do(
        HandOver(
            ticket_id=ticket_id,
            seen_version=floor.version(ticket_id),
            tag_code=code_for(CodeKind.TAG, ticket_id),
            slip_code=code_for(CodeKind.SLIP, ticket_id),
            tenders=(Tender("cash", floor.shop.ask(charge, ticket_id).due),),
            signed_on_paper=True,
        ),
        floor.counter,
    )
    change(floor, ticket_id, Purpose.CONTACT, "no", how=GivenBy.PHONE, said_by="王喆", number="138")
    assert floor.card(ticket_id).consents[-1].agreed is False


# what a refusal bars


def test_a_refused_unlocking_leaves_untried_what_is_behind_it(floor: Floor) -> None:
    ticket_id = floor.testing(consents=answers(data_access="no"))
    checks = fault_book().repair_checks("phone")
    behind = {check.id for check in checks if check.unlocked}
    assert behind == {"calls", "data", "biometrics"}

    def test(**results: CheckResult) -> None:
        floor.shop.do(
            RecordTest(
                ticket_id=ticket_id,
                seen_version=floor.version(ticket_id),
                results=tuple(Tried(check.id, results.get(check.id, CheckResult.WORKS)) for check in checks),
                passed=True,
            ),
            floor.technician,
        )

    with pytest.raises(UserError) as caught:
        test(calls=CheckResult.UNTESTED, data=CheckResult.UNTESTED)
    assert caught.value.key == "consents.check_refused"
    assert str(caught.value.values["check"]) == str(next(c.name for c in checks if c.id == "biometrics"))
    test(**dict.fromkeys(behind, CheckResult.UNTESTED))
    assert floor.card(ticket_id).status is Status.READY


def test_asked_again_and_agreed_the_passcode_opens(floor: Floor) -> None:
    form = floor.form(consents=answers(data_access="present"))
    ticket_id = floor.shop.do(
        ReceiveDevice(form=form, passcode=PasscodeEntry("digits", "135790")), floor.counter
    ).value.ticket_id
    asked = RevealPasscode(ticket_id=ticket_id, reason="测试")
    with pytest.raises(UserError) as caught:
        floor.shop.do(asked, floor.technician)
    assert caught.value.key == "problems.data_access_refused"
    change(floor, ticket_id, Purpose.DATA_ACCESS, "yes")
    floor.shop.do(asked, floor.technician)
    assert floor.shop.ask_as(floor.technician, revealed, ticket_id, asked.request_id) == Revealed(
        "digits", "135790"
    )
    change(floor, ticket_id, Purpose.DATA_ACCESS, "no")
    with pytest.raises(UserError):
        floor.shop.do(RevealPasscode(ticket_id=ticket_id, reason="再看一次"), floor.technician)


@pytest.mark.parametrize("fate", [OldPartFate.SCRAPPED, OldPartFate.TO_SUPPLIER])
def test_an_old_part_that_is_wanted_back_is_not_done_away_with(floor: Floor, fate: OldPartFate) -> None:
    ticket_id = floor.testing()
    old = floor.card(ticket_id).old_parts[0]
    with pytest.raises(UserError) as caught:
        floor.shop.do(SetOldPartFate(old_part_id=old.id, fate=fate), floor.technician)
    assert caught.value.key == "consents.old_part_wanted"
    change(floor, ticket_id, Purpose.OLD_PARTS, "keep")
    floor.shop.do(SetOldPartFate(old_part_id=old.id, fate=fate), floor.technician)


@pytest.mark.parametrize("way_out", ["declined", "give_up", "cancel", "abandon"])
def test_the_passcode_is_gone_at_every_way_out(
    floor: Floor, way_out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def received(**_changes: object) -> Received:
        secret = PasscodeEntry("digits", "135790")
        return floor.shop.do(ReceiveDevice(form=floor.form(), passcode=secret), floor.counter).value

    monkeypatch.setattr(floor, "receive", received)
    ticket_id = floor.ready() if way_out == "abandon" else floor.quoted()
    assert floor.card(ticket_id).has_passcode
    seen = floor.version(ticket_id)
    if way_out == "declined":
        quote = floor.card(ticket_id).quotes[0]
        floor.shop.do(DeclineQuote(ticket_id=ticket_id, seen_version=seen, quote_id=quote.id), floor.counter)
    else:
        step = Step(way_out)
        floor.shop.do(
            EndTicket(ticket_id=ticket_id, seen_version=seen, step=step, reason="测试"), floor.owner
        )
    card = floor.card(ticket_id)
    assert not card.has_passcode
    assert "passcode_shredded" in {entry.kind for entry in card.timeline}


# papers


@pytest.fixture
def photo(floor: Floor) -> str:
    out = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(out, "JPEG")
    return floor.shop.media.put(out.getvalue())


def test_a_signed_paper_is_photographed_and_bound_to_its_signature(floor: Floor, photo: str) -> None:
    ticket_id = floor.receive().ticket_id
    before = floor.card(ticket_id)
    (paper,) = before.signatures
    assert (paper.occasion, paper.drawn, paper.photo) == ("intake", False, "")
    floor.shop.do(PhotographPaper(ticket_id=ticket_id, signature_id=paper.id, photo=photo), floor.counter)
    card = floor.card(ticket_id)
    assert card.signatures[0].photo == photo
    assert card.photos == before.photos  # no photo of the device
    assert (card.timeline[0].kind, card.timeline[0].data) == ("paper_photographed", {"occasion": "intake"})


def test_what_was_drawn_has_no_paper_and_a_photo_is_there_first(floor: Floor, photo: str) -> None:
    drawn = floor.receive(signature=SIGNED, signed_on_paper=False).ticket_id
    other = floor.receive(name="李囍", phone="139 0000 1111").ticket_id
    mine, theirs = floor.card(drawn).signatures[0], floor.card(other).signatures[0]
    for ticket_id, signature_id, name, key in (
        (drawn, mine.id, photo, "consents.no_paper"),
        (drawn, theirs.id, photo, "consents.no_paper"),
        (other, theirs.id, "0" * 64, "problems.photo_missing"),
    ):
        with pytest.raises(UserError) as caught:
            floor.shop.do(
                PhotographPaper(ticket_id=ticket_id, signature_id=signature_id, photo=name), floor.counter
            )
        assert caught.value.key == key


def test_every_occasion_to_sign_has_its_word() -> None:
    """A signature of a kind that nobody named would take the ticket's page down."""
    kept = re.compile(r'keep_signature\(\s*work, [^,]+, (?:"(\w+)"|(\w+)),')
    sources = "".join(
        file.read_text(encoding="utf-8") for file in Path(services.__file__).parent.glob("*.py")
    )
    found = {plain or AMENDED for plain, _name in kept.findall(sources)}
    assert {"intake", "quote", "handover", "test", "consent", AMENDED} <= found
    for language in LANGUAGES:
        say = catalogue(language)
        assert [occasion for occasion in found if not say.has(f"consents.occasion.{occasion}")] == []
