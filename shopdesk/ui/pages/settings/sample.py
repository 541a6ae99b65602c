"""A receipt to look at: the shop's own head and terms around an invented repair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from math import sin

from shopdesk.domain.consent import Purpose
from shopdesk.domain.marks import DamageKind, Face, Mark, MarkShape
from shopdesk.domain.papers import ReceiptPaper
from shopdesk.domain.payment import CASH, Tender
from shopdesk.domain.signature import Signature
from shopdesk.i18n import catalogue
from shopdesk.services.fault_book import fault_book
from shopdesk.services.intake_form import CheckResult, ConsentEntry, FaultHistory, IntakeForm, Tri
from shopdesk.services.people import CustomerEntry, DeviceEntry
from shopdesk.services.receipts import Issued, receipt_paper
from shopdesk.services.settings import ShopSettings

_ASKED = (Purpose.BACKUP, Purpose.WIPE, Purpose.OPENING, Purpose.DATA_ACCESS)


def sample_receipt(settings: ShopSettings, now: datetime) -> ReceiptPaper:
    """What an ordinary intake leaves on paper, before it has a number in bars."""
    say = catalogue(settings.paper_language).text
    return receipt_paper(settings, _form(settings, now, settings.paper_language), _issued(say, now))


def full_receipt(settings: ShopSettings, now: datetime, language: str) -> ReceiptPaper:
    """With something in every section, in the language wished for."""
    say = catalogue(language).text
    checks = [check.id for check in fault_book().intake_checks("phone")]
    form = _form(settings, now, language)
    form = replace(
        form,
        device=replace(form.device, imei="356921145087316"),
        history=FaultHistory(since=say("papers.sample.since"), dropped=Tri.YES, liquid=Tri.NO),
        checks=tuple(
            (check, CheckResult.FAILS if place == 1 else CheckResult.WORKS)
            for place, check in enumerate(checks)
        ),
        marks=(
            Mark(
                1, Face.FRONT, DamageKind.CRACK, ((8000, 1400), (7000, 2000), (5600, 3400)),
                MarkShape.FREEHAND, say("papers.sample.crack"),
            ),
            Mark(2, Face.BACK, DamageKind.DENT, ((1800, 8800),), words=say("papers.sample.dent")),
        ),
        deposit=Tender(CASH, 10000),
        bin="B-07",
        signature=_signature(),
    )  # fmt: skip
    issued = replace(_issued(say, now), tag_code="26004183", slip_code="7126004183", integrity="7K4Q-92MD")
    return receipt_paper(settings, form, issued)


def _form(settings: ShopSettings, now: datetime, language: str) -> IntakeForm:
    say = catalogue(language).text
    return IntakeForm(
        customer=CustomerEntry(say("settings.sample.customer"), say("settings.sample.phone")),
        device=DeviceEntry("phone", "iPhone 14 Pro Max", brand="Apple", storage="256 GB"),
        fault_words=say("settings.sample.fault"),
        accessories=(say("settings.sample.accessory"),),
        consents=tuple(
            ConsentEntry(purpose, settings.pack.consent(purpose).answers[0].id) for purpose in _ASKED
        ),
        estimate_low=68000,
        estimate_high=86000,
        promised_at=now + timedelta(hours=6),
        language=language,
    )


def _issued(say: Callable[[str], str], now: datetime) -> Issued:
    return Issued(
        received_at=now,
        received_by=say("settings.sample.staff"),
        desk=say("settings.sample.desk"),
        number="26-004183",
        tag_code="",
        slip_code="",
    )


def _signature() -> Signature:
    """A wave, as people sign in a hurry."""
    points = tuple((1200 + 60 * step, round(1500 + 700 * sin(step / 5)), 600) for step in range(70))
    return Signature((points,), 3200)
