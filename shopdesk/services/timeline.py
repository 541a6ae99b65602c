"""The timeline in words: each event of the audit as a line that the counter reads."""

from __future__ import annotations

from typing import Any

from shopdesk.domain.money import Money
from shopdesk.errors import Word
from shopdesk.i18n import Catalogue
from shopdesk.services.settings import ShopSettings
from shopdesk.services.tickets import TimelineEntry

_MONEY = {
    ("quoted", "total"),
    ("approved", "total"),
    ("collected", "total"),
    ("refunded", "total"),
    ("deposit_taken", "amount"),
}
_WORDS = {
    "how": "words.approval",
    "fate": "words.fate",
    "document": "words.document",
    "stage": "photos.stage",
    "occasion": "consents.occasion",
    "field": "visits.field",
}
_TONES = {
    "approved": "ok",
    "test_passed": "ok",
    "collected": "ok",
    "received": "accent",
    "repair_started": "accent",
    "repair_resumed": "accent",
    "device_confirmed": "accent",
    "diagnosed": "info",
    "quoted": "info",
    "note": "info",
    "waiting_parts": "warn",
    "claimed": "warn",
    "claim_made": "warn",
    "device_corrected": "info",
    "device_completed": "info",
    "device_moved": "warn",
    "declined": "warn",
    "refunded": "warn",
    "slip_lost": "warn",
    "passcode_revealed": "warn",
    "consent_changed": "warn",
    "compared_same": "ok",
    "compared_new_damage": "bad",
    "test_failed": "bad",
    "give_up": "bad",
    "cancel": "bad",
}


def event_text(catalogue: Catalogue, entry: TimelineEntry, settings: ShopSettings) -> str:
    """One event as a sentence in the window's language."""
    return catalogue.text(f"events.{entry.kind}", **_values(entry, settings)).strip()


def event_tone(entry: TimelineEntry) -> str:
    """Colour token of an event's dot: ok, info, warn, bad, accent, or neutral."""
    return _TONES.get(entry.kind, "neutral")


def _values(entry: TimelineEntry, settings: ShopSettings) -> dict[str, Any]:
    if entry.kind == "consent_changed":
        return _consent(entry.data, settings)
    values: dict[str, Any] = {}
    for name, value in entry.data.items():
        if (entry.kind, name) in _MONEY:
            values[name] = Money(value, settings.currency)
        elif name in _WORDS and value:
            values[name] = Word(f"{_WORDS[name]}.{value}")
        else:
            values[name] = value
    return values


def _consent(data: dict[str, Any], settings: ShopSettings) -> dict[str, Any]:
    asked = settings.pack.consent(data["purpose"])
    told = (data["said_by"], data["number"])
    return {
        "consent": asked.title,
        "answer": asked.answer(data["answer"]).name,
        "how": Word(f"consents.how.{data['how']}"),
        "told": " ".join(part for part in told if part),
    }
