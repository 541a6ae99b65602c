"""Wording the papers of an intake. The preview beside the form and the printed original come from here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shopdesk.domain.consent import Purpose
from shopdesk.domain.marks import Mark
from shopdesk.domain.money import Money
from shopdesk.domain.papers import Answer, PaperDevice, PaperMark, ReceiptPaper, TagPaper
from shopdesk.i18n import Catalogue, catalogue
from shopdesk.services.fault_book import fault_book
from shopdesk.services.intake_form import CheckResult, IntakeForm, IntakeRecord, Tri
from shopdesk.services.people import DeviceBrief, DeviceEntry
from shopdesk.services.receipt_layouts import receipt_layout
from shopdesk.services.settings import ShopSettings

Taken = IntakeForm | IntakeRecord
"""What is taken down, while it is written or as it is kept: both name it alike."""
LOCKABLE = frozenset({"phone", "tablet", "watch"})
"""Kinds whose lock to an account is told on paper even where nobody looked."""
_AGREED = {CheckResult.WORKS: True, CheckResult.FAILS: False, CheckResult.UNTESTED: None}


@dataclass(frozen=True, slots=True)
class Issued:
    """What the form does not know itself: numbers, codes, time and hands."""

    received_at: datetime
    received_by: str
    desk: str
    number: str = ""
    tag_code: str = ""
    slip_code: str = ""
    integrity: str = ""
    visit: str = ""
    claim: str = ""
    claims_on: str = ""
    """The number of the ticket that is claimed on."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One device among those brought at once: its place, and the numbers of the others."""

    place: int
    count: int
    others: tuple[str, ...] = ()
    first_id: int = 0
    """The first one's ticket, which names the visit."""


def visit_text(say: Catalogue, visit: Visit) -> str:
    """``2/3 · signed together with 26-004183, 26-004185``; without numbers while there are none yet."""
    place = f"{visit.place}/{visit.count}"
    if not visit.others:
        return place
    between = "、" if say.language == "zh_CN" else ", "
    return say.text("visits.together", place=place, others=between.join(visit.others))


def _belongs(issued: Issued, say: Catalogue) -> str:
    """What every copy says of other tickets, the customer's too: its visit, and what it claims on."""
    claim = say.text("visits.claim_short", number=issued.claims_on) if issued.claims_on else ""
    return " · ".join(filter(None, (issued.visit, claim)))


def claim_text(say: Catalogue, number: str, what: str) -> str:
    """``ticket 26-000012 (screen replaced)``."""
    return say.text("visits.claim_on", number=number, what=what)


def paper_device(device: DeviceEntry | DeviceBrief) -> PaperDevice:
    brand, model = device.brand, device.model
    title = model if not brand or model.casefold().startswith(brand.casefold()) else f"{brand} {model}"
    return PaperDevice(
        kind=device.kind,
        model=title,
        imei=device.imei,
        serial=device.serial,
        colour=device.colour,
        storage=device.storage,
    )


def receipt_paper(settings: ShopSettings, form: IntakeForm, issued: Issued) -> ReceiptPaper:
    """The three-part receipt as it stands now, in the customer's language."""
    language = form.language or settings.paper_language
    say = catalogue(language)
    deposit = form.deposit
    return ReceiptPaper(
        language=language,
        head=settings.letterhead,
        number=issued.number,
        tag_code=issued.tag_code,
        slip_code=issued.slip_code,
        received_at=settings.local(issued.received_at),
        received_by=issued.received_by,
        desk=issued.desk,
        customer_name=form.customer.name,
        customer_phone=form.customer.phone,
        device=paper_device(form.device),
        accessories=form.accessories,
        fault=fault_text(form, language),
        history=told_answers(form, form.device.kind, say, issued.claim),
        checks=check_answers(settings, form, say),
        marks=paper_marks(form, say),
        photos=form.photos,
        consents=tuple(
            _consent(settings, entry.purpose, entry.answer_id, language) for entry in form.consents
        ),
        estimate_low=_money(settings, form.estimate_low),
        estimate_high=_money(settings, form.estimate_high),
        deposit=settings.money(deposit.amount) if deposit else None,
        deposit_tender=settings.pack.tender(deposit.kind).name.text(language) if deposit else "",
        promised_at=settings.local(form.promised_at) if form.promised_at else None,
        terms=settings.terms(language),
        integrity=issued.integrity,
        bin=form.bin,
        old_parts=_old_parts(settings, form, language),
        signature=form.signature,
        visit=_belongs(issued, say),
        layout=receipt_layout(
            settings,
            say,
            number=issued.number,
            received=say.moment(settings.local(issued.received_at)),
            promised=say.moment(settings.local(form.promised_at)) if form.promised_at else "",
            device=paper_device(form.device),
        ),
    )


def tag_paper(settings: ShopSettings, form: IntakeForm, issued: Issued) -> TagPaper:
    device = paper_device(form.device)
    return TagPaper(
        language=form.language or settings.paper_language,
        number=issued.number,
        tag_code=issued.tag_code,
        model=device.model,
        imei_tail=(form.device.imei or form.device.serial)[-4:],
        bin=form.bin,
    )


def fault_text(form: Taken, language: str) -> str:
    """Chips and words as one sentence."""
    book = fault_book()
    chips = [book.fault(fault_id).name.text(language) for fault_id in form.fault_ids]
    joined = ("、" if language == "zh_CN" else ", ").join(chips)
    stop = "。" if language == "zh_CN" else ". "
    return stop.join(filter(None, (joined, form.fault_words.strip())))


def told_answers(form: Taken, kind: str, say: Catalogue, claim: str = "") -> tuple[Answer, ...]:
    """What was asked about the fault and the device of that kind, as printed."""
    told = form.history
    answers = [Answer(say.text("visits.claim"), claim, True)] if claim else []
    answers += [
        Answer(say.text(f"words.history.{name}"), text)
        for name, text in (("since", told.since), ("how", told.how))
        if text
    ]
    answers += [
        Answer(say.text(f"visits.told.{name}"), text)
        for name, text in (("shown", told.shown), ("tried", told.tried), ("wanted", told.wanted))
        if text
    ]
    asked = (
        ("dropped", told.dropped),
        ("liquid", told.liquid),
        ("repaired_before", told.repaired_before),
        ("reproduced", told.reproduced),
        ("in_warranty", form.in_warranty),
    )
    answers += [
        Answer(say.text(f"words.history.{name}"), say.text(f"words.tri.{tri}"), tri is Tri.YES)
        for name, tri in asked
        if tri is not Tri.UNKNOWN
    ]
    if form.purchase_date:
        answers.append(Answer(say.text("words.history.purchase_date"), say.day(form.purchase_date)))
    if form.purchase_channel:
        answers.append(Answer(say.text("visits.channel"), form.purchase_channel))
    if form.proofs:
        seen = [say.text(f"visits.proof.{one}") for one in form.proofs]
        answers.append(
            Answer(say.text("visits.proofs"), ("、" if say.language == "zh_CN" else ", ").join(seen))
        )
    if kind in LOCKABLE or form.activation_lock is not Tri.UNKNOWN:
        lock = form.activation_lock
        agreed = None if lock is Tri.UNKNOWN else lock is Tri.NO
        answers.append(Answer(say.text("visits.lock"), say.text(f"visits.locked.{lock}"), agreed))
    return tuple(answers)


def check_answers(settings: ShopSettings, form: Taken, say: Catalogue) -> tuple[Answer, ...]:
    return tuple(
        Answer(settings.checks.name(check, say.language), say.text(f"words.check.{result}"), _AGREED[result])
        for check, result in form.checks
    )


def paper_marks(form: Taken, say: Catalogue) -> tuple[PaperMark, ...]:
    return tuple(
        PaperMark(mark.number, mark.surface, mark.shape.value, mark.points, mark_words(mark, say))
        for mark in form.marks
    )


def mark_words(mark: Mark, say: Catalogue) -> str:
    """Kind and place of a mark."""
    between = "　" if say.language == "zh_CN" else ", "
    return between.join(filter(None, (say.text(f"annotate.kind.{mark.kind}"), mark.words)))


def _consent(settings: ShopSettings, purpose: Purpose, answer_id: str, language: str) -> Answer:
    text = settings.pack.consent(purpose)
    answer = text.answer(answer_id)
    return Answer(text.title.text(language), answer.name.text(language), answer.agrees)


def _old_parts(settings: ShopSettings, form: IntakeForm, language: str) -> str:
    for entry in form.consents:
        if entry.purpose is Purpose.OLD_PARTS:
            return settings.pack.consent(entry.purpose).answer(entry.answer_id).name.text(language)
    return ""


def _money(settings: ShopSettings, minor: int | None) -> Money | None:
    return None if minor is None else settings.money(minor)
