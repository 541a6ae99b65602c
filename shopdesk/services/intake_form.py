"""What is taken down at intake: one frozen form, for the draft, the preview and the ticket alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import msgspec

from shopdesk.domain.consent import MUST_BE_ANSWERED, Purpose
from shopdesk.domain.ledger import integrity_code
from shopdesk.domain.marks import Mark
from shopdesk.domain.payment import Tender
from shopdesk.domain.signature import Signature
from shopdesk.services.packs import CountryPack
from shopdesk.services.people import CustomerEntry, DeviceEntry

PROOFS = ("receipt", "card")
"""What may be shown of a purchase: its receipt or invoice, and the maker's warranty card."""


class Tri(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class CheckResult(StrEnum):
    """Of one thing tried: works, does not, cannot be tested (device dead, locked, nothing to test with)."""

    WORKS = "works"
    FAILS = "fails"
    UNTESTED = "untested"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultHistory:
    """What is asked about the fault; words as told, answers as yes, no or not known."""

    since: str = ""
    how: str = ""
    dropped: Tri = Tri.UNKNOWN
    liquid: Tri = Tri.UNKNOWN
    repaired_before: Tri = Tri.UNKNOWN
    reproduced: Tri = Tri.UNKNOWN
    """Seen together with the customer."""
    shown: str = ""
    """What the device itself says: an error text or code."""
    tried: str = ""
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class ConsentEntry:
    """An answer from the pack's list for `purpose`; `version` of the text as read, empty for the newest."""

    purpose: Purpose
    answer_id: str
    version: str = ""
    by_customer: bool = False
    """Tapped by the customer, on the screen turned to them."""


@dataclass(frozen=True, slots=True)
class PasscodeEntry:
    """`kind`: digits, text or pattern. The secret never leaves the vault except to be shown."""

    kind: str
    secret: str

    def __repr__(self) -> str:
        return f"PasscodeEntry({self.kind!r}, …)"


@dataclass(frozen=True, kw_only=True)
class IntakeForm:
    """Amounts in minor units of the shop's currency; photos by content hash, kept already."""

    customer: CustomerEntry
    device: DeviceEntry
    fault_ids: tuple[str, ...] = ()
    fault_words: str = ""
    history: FaultHistory = FaultHistory()
    in_warranty: Tri = Tri.UNKNOWN
    purchase_date: date | None = None
    accessories: tuple[str, ...] = ()
    checks: tuple[tuple[str, CheckResult], ...] = ()
    marks: tuple[Mark, ...] = ()
    photos: tuple[str, ...] = ()
    consents: tuple[ConsentEntry, ...] = ()
    estimate_low: int | None = None
    estimate_high: int | None = None
    deposit: Tender | None = None
    promised_at: datetime | None = None
    signature: Signature | None = None
    signed_on_paper: bool = False
    language: str = ""
    """Of the customer's papers; empty takes the shop's."""
    bin: str = ""
    activation_lock: Tri = Tri.UNKNOWN
    """The maker's lock to an account; unknown is not looked at. A locked device cannot be fully tested."""
    purchase_channel: str = ""
    proofs: tuple[str, ...] = ()
    """What the customer showed of PROOFS."""
    redoes_id: int | None = None
    """A warranty claim on that ticket's repair."""

    def answers(self, pack: CountryPack) -> dict[Purpose, bool | None]:
        """Each answered purpose with yes, no, or None for an answer that is neither."""
        return {
            entry.purpose: pack.consent(entry.purpose).answer(entry.answer_id).agrees
            for entry in self.consents
        }

    def unanswered(self) -> tuple[Purpose, ...]:
        given = {entry.purpose for entry in self.consents}
        return tuple(purpose for purpose in MUST_BE_ANSWERED if purpose not in given)


@dataclass(frozen=True, kw_only=True)
class IntakeRecord:
    """The part of the form that is frozen with the ticket, and what the integrity code is the hash of."""

    fault_ids: tuple[str, ...]
    fault_words: str
    history: FaultHistory
    in_warranty: Tri
    purchase_date: date | None
    accessories: tuple[str, ...]
    checks: tuple[tuple[str, CheckResult], ...]
    marks: tuple[Mark, ...]
    photos: tuple[str, ...]
    terms: tuple[str, ...]
    activation_lock: Tri = Tri.UNKNOWN
    purchase_channel: str = ""
    proofs: tuple[str, ...] = ()

    @classmethod
    def of(cls, form: IntakeForm, terms: tuple[str, ...]) -> IntakeRecord:
        return cls(
            fault_ids=form.fault_ids,
            fault_words=form.fault_words,
            history=form.history,
            in_warranty=form.in_warranty,
            purchase_date=form.purchase_date,
            accessories=form.accessories,
            checks=form.checks,
            marks=form.marks,
            photos=form.photos,
            terms=terms,
            activation_lock=form.activation_lock,
            purchase_channel=form.purchase_channel,
            proofs=form.proofs,
        )

    def body(self) -> str:
        """As it is kept."""
        return msgspec.json.encode(self).decode()

    def integrity(self, number: str) -> str:
        """The code printed on every copy of ticket `number`: it stands for everything in this record."""
        return intake_code(number, self.body())


def intake_code(number: str, body: str) -> str:
    """The code of an intake as kept: over its text, so that fields of later versions change no old code."""
    return integrity_code([number, body])


def fits_intake(number: str, body: str, code: str) -> bool:
    """Whether an intake as kept still comes to the code that was printed for ticket `number`."""
    if intake_code(number, body) == code:
        return True
    # The first shops hashed photos, marks, accessories and terms alone.
    record = msgspec.json.decode(body, type=IntakeRecord)
    marks = [
        [m.number, m.surface, m.kind.value, m.shape.value, [list(p) for p in m.points], m.words]
        for m in record.marks
    ]
    first = [number, list(record.photos), marks, list(record.accessories), list(record.terms)]
    return integrity_code(first) == code
