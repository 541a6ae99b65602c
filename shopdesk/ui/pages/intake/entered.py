"""What stands in the intake form, as typed, and the form that it makes. No windows.

The draft is this, so that even what cannot be read yet is there again after a restart. The passcode is not
part of it: it is never kept anywhere but in the vault.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import TypeVar

import msgspec

from shopdesk.domain.consent import Purpose
from shopdesk.domain.marks import Mark
from shopdesk.domain.money import BadAmount, parse_money
from shopdesk.domain.payment import Tender
from shopdesk.domain.signature import Signature
from shopdesk.errors import UserError
from shopdesk.services.fault_book import fault_book
from shopdesk.services.intake_form import CheckResult, ConsentEntry, FaultHistory, IntakeForm, Tri
from shopdesk.services.people import CustomerEntry, DeviceEntry
from shopdesk.services.settings import ShopSettings
from shopdesk.ui.pages.intake.when import read_day, read_moment

T = TypeVar("T")

_IMEI_KINDS = {"phone", "tablet", "watch"}
_BETWEEN_DIGITS = " -/."
_STAYS = {"kind", "tender"}
"""Fields that say nothing about whether anything was typed."""
OF_ALL = (
    "customer_id", "phone", "name", "note", "language",
    "consents", "consent_versions", "by_customer", "signature", "signed_on_paper",
)  # fmt: skip
"""Fields that all devices of one visit have in common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """The whole form in the words typed; ids where something known was chosen."""

    customer_id: int | None = None
    phone: str = ""
    name: str = ""
    note: str = ""
    language: str = ""
    device_id: int | None = None
    device_version: int = 0
    """As it was seen: what somebody else corrected meanwhile is not written over."""
    kind: str = "phone"
    model: str = ""
    brand: str = ""
    model_code: str = ""
    identity: str = ""
    """IMEI or serial, whichever was typed."""
    serial: str = ""
    """Of a known device that has an IMEI too."""
    colour: str = ""
    storage: str = ""
    accessories: tuple[str, ...] = ()
    own_accessories: str = ""
    faults: tuple[str, ...] = ()
    fault_words: str = ""
    since: str = ""
    how: str = ""
    told: dict[str, Tri] = field(default_factory=dict)
    """dropped, liquid, repaired_before, reproduced, in_warranty."""
    activation_lock: Tri = Tri.UNKNOWN
    shown: str = ""
    tried: str = ""
    wanted: str = ""
    purchase_date: str = ""
    purchase_channel: str = ""
    proofs: tuple[str, ...] = ()
    redoes_id: int | None = None
    """The ticket whose warranty is claimed."""
    checks: dict[str, CheckResult] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    photos: tuple[str, ...] = ()
    consents: dict[str, str] = field(default_factory=dict)
    consent_versions: dict[str, str] = field(default_factory=dict)
    """Which version of each text was read when it was answered."""
    by_customer: tuple[str, ...] = ()
    """Purposes that the customer answered by their own hand."""
    estimate_low: str = ""
    estimate_high: str = ""
    deposit: str = ""
    tender: str = ""
    reference: str = ""
    promised_at: str = ""
    bin: str = ""
    signature: Signature | None = None
    signed_on_paper: bool = False

    def kept(self) -> str:
        """As text for a draft."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def restored(cls, body: str) -> Entered:
        """From a draft's text."""
        return msgspec.json.decode(body, type=cls)

    @property
    def is_blank(self) -> bool:
        """Nothing typed or chosen that anyone would miss."""
        blank = Entered()
        return all(
            getattr(self, one.name) == getattr(blank, one.name)
            for one in fields(self)
            if one.name not in _STAYS
        )

    @property
    def title(self) -> str:
        """What a parked intake is called: who and which device."""
        return " · ".join(filter(None, (self.name.strip() or self.phone.strip(), self.model.strip())))


def split_identity(kind: str, text: str) -> tuple[str, str]:
    """IMEI and serial: a phone's digits are an IMEI, letters a serial, whatever the kind."""
    typed = text.strip()
    digits = "".join(sign for sign in typed if sign not in _BETWEEN_DIGITS)
    if not digits or not (digits.isascii() and digits.isdigit()):
        return "", typed
    if kind in _IMEI_KINDS or len(digits) == 15:
        return digits, ""
    return "", typed


def form_of(entered: Entered, settings: ShopSettings, now: datetime, *, lenient: bool = False) -> IntakeForm:
    """The form that `entered` makes. Raises UserError at what cannot be read; `lenient` leaves it out."""
    language = entered.language or settings.paper_language
    imei, serial = split_identity(entered.kind, entered.identity)
    read = _Reader(settings, now, lenient)
    deposit = read.amount(entered.deposit, "deposit")
    told = entered.told
    return IntakeForm(
        customer=CustomerEntry(
            name=entered.name.strip() if lenient else entered.name,
            phone=entered.phone,
            id=entered.customer_id,
            note=entered.note,
            language=entered.language,
        ),
        device=DeviceEntry(
            kind=entered.kind,
            model=entered.model.strip(),
            brand=entered.brand,
            id=entered.device_id,
            model_code=entered.model_code,
            imei=imei,
            serial=serial or entered.serial,
            colour=entered.colour,
            storage=entered.storage,
            seen_version=entered.device_version,
        ),
        fault_ids=entered.faults,
        fault_words=entered.fault_words,
        history=FaultHistory(
            since=entered.since,
            how=entered.how,
            dropped=told.get("dropped", Tri.UNKNOWN),
            liquid=told.get("liquid", Tri.UNKNOWN),
            repaired_before=told.get("repaired_before", Tri.UNKNOWN),
            reproduced=told.get("reproduced", Tri.UNKNOWN),
            shown=entered.shown,
            tried=entered.tried,
            wanted=entered.wanted,
        ),
        in_warranty=told.get("in_warranty", Tri.UNKNOWN),
        purchase_date=read.day(entered.purchase_date, "purchase_date"),
        accessories=_accessories(entered, language),
        checks=tuple(entered.checks.items()),
        marks=entered.marks,
        photos=entered.photos,
        consents=tuple(
            ConsentEntry(
                Purpose(purpose),
                answer,
                entered.consent_versions.get(purpose, ""),
                purpose in entered.by_customer,
            )
            for purpose, answer in entered.consents.items()
        ),
        estimate_low=read.amount(entered.estimate_low, "estimate_low"),
        estimate_high=read.amount(entered.estimate_high, "estimate_high"),
        deposit=Tender(entered.tender, deposit, entered.reference) if deposit else None,
        promised_at=read.moment(entered.promised_at, "promised_at"),
        signature=entered.signature,
        signed_on_paper=entered.signed_on_paper,
        language=entered.language,
        bin=entered.bin,
        activation_lock=entered.activation_lock,
        purchase_channel=entered.purchase_channel,
        proofs=entered.proofs,
        redoes_id=entered.redoes_id,
    )


def _accessories(entered: Entered, language: str) -> tuple[str, ...]:
    names = {choice.id: choice.name.text(language) for choice in fault_book().all_accessories}
    own = entered.own_accessories.replace("，", ",").replace("、", ",").split(",")
    chosen = [names[one] for one in entered.accessories if one in names]
    return tuple(dict.fromkeys([*chosen, *(word.strip() for word in own if word.strip())]))


class _Reader:
    """Reads typed texts; what it cannot read is the field's error, or nothing when lenient."""

    def __init__(self, settings: ShopSettings, now: datetime, lenient: bool) -> None:
        self._settings, self._now, self._lenient = settings, now, lenient

    def amount(self, text: str, field_name: str) -> int | None:
        try:
            return parse_money(text, self._settings.currency).minor
        except BadAmount as bad:
            if bad.reason == "empty" or self._lenient:
                return None
            raise UserError(f"common.money.{bad.reason}", field=field_name) from bad

    def day(self, text: str, field_name: str) -> date | None:
        try:
            return read_day(text)
        except ValueError as error:
            if self._lenient:
                return None
            raise UserError("intake.problem.day", field=field_name) from error

    def moment(self, text: str, field_name: str) -> datetime | None:
        try:
            return read_moment(text, self._now, self._settings.zone)
        except (ValueError, OverflowError) as error:
            if self._lenient:
                return None
            raise UserError("intake.problem.moment", field=field_name) from error
