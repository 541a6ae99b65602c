"""A receipt to look at: the shop's own head and terms around an invented repair."""

from __future__ import annotations

from datetime import datetime, timedelta

from shopdesk.domain.consent import Purpose
from shopdesk.domain.papers import ReceiptPaper
from shopdesk.i18n import catalogue
from shopdesk.services.intake_form import ConsentEntry, IntakeForm
from shopdesk.services.people import CustomerEntry, DeviceEntry
from shopdesk.services.receipts import Issued, receipt_paper
from shopdesk.services.settings import ShopSettings

_ASKED = (Purpose.BACKUP, Purpose.WIPE, Purpose.OPENING, Purpose.DATA_ACCESS)


def sample_receipt(settings: ShopSettings, now: datetime) -> ReceiptPaper:
    say = catalogue(settings.paper_language).text
    form = IntakeForm(
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
    )
    issued = Issued(
        received_at=now,
        received_by=say("settings.sample.staff"),
        desk=say("settings.sample.desk"),
        number="26-004183",
        tag_code="",
        slip_code="",
    )
    return receipt_paper(settings, form, issued)
