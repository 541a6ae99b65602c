"""Consents: the shop's exact texts, each version kept for good, and what a customer answered to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import msgspec
from sqlalchemy import Connection, Row, bindparam, select

from shopdesk.domain.consent import Purpose
from shopdesk.domain.roles import Permission
from shopdesk.errors import Conflict, UserError
from shopdesk.i18n import LANGUAGES
from shopdesk.services.intake_form import ConsentEntry
from shopdesk.services.packs import ConsentText, CountryPack, Words
from shopdesk.services.texts import long_text
from shopdesk.services.work import Command, Reading, Work, handles
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.knowledge import consent_texts as texts
from shopdesk.store.records.people import staff
from shopdesk.store.records.tickets import consents

# The shop's texts


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One wording of a purpose as the shop set it; empty words went back to the country's text."""

    purpose: Purpose
    version: int
    words: Words
    set_by: str
    set_at: datetime

    @property
    def is_packs(self) -> bool:
        return not self.words.en and not self.words.zh_CN


@dataclass(frozen=True, slots=True)
class TextsOverview:
    """What the settings show: the country's texts, those in force, and every version, newest first."""

    usual: tuple[ConsentText, ...]
    current: tuple[ConsentText, ...]
    versions: tuple[TextVersion, ...]

    def newest(self, purpose: Purpose) -> int:
        """Number of the purpose's newest version; 0 while there is none of the shop's."""
        return max((one.version for one in self.versions if one.purpose is purpose), default=0)


_VERSIONS = (
    select(texts, staff.c.name).join(staff, staff.c.id == texts.c.staff_id).order_by(texts.c.version.desc())
)


def _versions(connection: Connection) -> tuple[TextVersion, ...]:
    found: dict[tuple[str, int], dict[str, Row[tuple[object, ...]]]] = {}
    for row in connection.execute(_VERSIONS):
        found.setdefault((row.purpose, row.version), {})[row.language] = row
    return tuple(
        TextVersion(
            Purpose(purpose),
            version,
            Words(*(rows[language].text for language in LANGUAGES)),
            rows["en"].name,
            from_ms(rows["en"].at_ms),
        )
        for (purpose, version), rows in found.items()
    )


def _worded(usual: ConsentText, version: TextVersion) -> ConsentText:
    return replace(usual, text=version.words, version=version.version, own=True)


def _in_force(pack: CountryPack, versions: Sequence[TextVersion]) -> tuple[ConsentText, ...]:
    newest: dict[str, TextVersion] = {}
    for one in versions:
        newest.setdefault(one.purpose, one)
    return tuple(
        _worded(usual, newest[usual.purpose])
        if usual.purpose in newest and not newest[usual.purpose].is_packs
        else usual
        for usual in pack.consents
    )


def consent_texts(reading: Reading) -> tuple[ConsentText, ...]:
    """What customers are asked today, in the order asked: the shop's newest wording, else the country's."""
    return _in_force(reading.settings.pack, _versions(reading.connection))


def texts_overview(reading: Reading) -> TextsOverview:
    versions = _versions(reading.connection)
    pack = reading.settings.pack
    return TextsOverview(pack.consents, _in_force(pack, versions), versions)


@dataclass(frozen=True, kw_only=True)
class SaveConsentText(Command[int]):
    """A new wording in both languages, from now on; both empty go back to the country's. Gives its version.

    `seen` is the newest version that was looked at (0: none), so that two do not reword at once.
    """

    purpose: Purpose
    seen: int
    zh_CN: str
    en: str


@handles(SaveConsentText, Permission.ADMINISTER)
def save_consent_text(work: Work, command: SaveConsentText) -> int:
    words = {name: long_text(getattr(command, name), name) for name in LANGUAGES}
    if any(words.values()) and not all(words.values()):
        # What one customer reads in Chinese and the next in English is one consent.
        empty = next(name for name in LANGUAGES if not words[name])
        raise UserError("consents.both_languages", field=empty)
    versions = [one for one in _versions(work.connection) if one.purpose is command.purpose]
    newest = versions[0].version if versions else 0
    if newest != command.seen:
        raise Conflict("consents.reworded", theirs=versions[0] if versions else None)
    work.insert_all(
        texts,
        [
            {
                "purpose": command.purpose.value,
                "version": newest + 1,
                "language": language,
                "text": words[language],
                "staff_id": work.person.staff_id,
                "at_ms": work.now_ms,
            }
            for language in LANGUAGES
        ],
    )
    work.record("consent_text", purpose=command.purpose.value, version=newest + 1)
    work.changed("consent_text", 0)
    return newest + 1


# A customer's answers


class GivenBy(StrEnum):
    """How an answer was given."""

    SIGNATURE = "signature"
    PAPER = "paper"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Given:
    """How an answer came in: signed, signed on paper, or told by whom on which number; taken down by whom."""

    how: GivenBy = GivenBy.SIGNATURE
    by_customer: bool = False
    """Tapped by the customer on the screen turned to them."""
    said_by: str = ""
    number: str = ""
    recorded_by: str = ""


def keep_answers(
    work: Work,
    ticket_id: int,
    language: str,
    entries: Sequence[ConsentEntry],
    signature_id: int | None,
    given: Given,
) -> None:
    """Keep each answer with the very words that were agreed to."""
    versions = _versions(work.connection)
    current = {text.purpose: text for text in _in_force(work.settings.pack, versions)}
    rows = []
    for entry in entries:
        text = _as_read(entry, current, work.settings.pack, versions)
        answer = text.answer(entry.answer_id)
        rows.append(
            {
                "ticket_id": ticket_id,
                "purpose": entry.purpose.value,
                "agreed": answer.agrees,
                "answer": answer.name.text(language),
                "text": text.text.text(language),
                "text_version": text.stamp,
                "language": language,
                "signature_id": signature_id,
                "answered_ms": work.now_ms,
                "given": msgspec.json.encode(replace(given, by_customer=entry.by_customer)).decode(),
            }
        )
    work.insert_all(consents, rows)


def _as_read(
    entry: ConsentEntry,
    current: Mapping[str, ConsentText],
    pack: CountryPack,
    versions: Sequence[TextVersion],
) -> ConsentText:
    """The text that the customer had before them: reworded meanwhile, it is still the older one."""
    usual = pack.consent(entry.purpose)
    if entry.version in {"", current[entry.purpose].stamp}:
        return current[entry.purpose]
    if entry.version == usual.stamp:
        return usual
    for one in versions:
        if one.purpose is entry.purpose and str(one.version) == entry.version and not one.is_packs:
            return _worded(usual, one)
    raise UserError("consents.unknown_text", field=f"consents.{entry.purpose}", consent=usual.title)


@dataclass(frozen=True, slots=True)
class ConsentView:
    """An answer as it was given, with the very words that were agreed to."""

    purpose: Purpose
    agreed: bool | None
    answer: str
    answered_at: datetime
    text: str = ""
    version: str = ""
    language: str = ""
    given: Given = Given()
    earlier: int = 0
    """Answers to the same purpose before this one."""


_ALL = select(consents).where(consents.c.ticket_id == bindparam("ticket_id")).order_by(consents.c.id)


def consents_given(connection: Connection, ticket_id: int) -> tuple[ConsentView, ...]:
    """Every answer of a ticket, the oldest first."""
    seen: dict[str, int] = {}
    views = []
    for row in connection.execute(_ALL, {"ticket_id": ticket_id}):
        views.append(
            ConsentView(
                Purpose(row.purpose),
                row.agreed,
                row.answer,
                from_ms(row.answered_ms),
                row.text,
                row.text_version,
                row.language,
                msgspec.json.decode(row.given, type=Given) if row.given else Given(),
                seen.get(row.purpose, 0),
            )
        )
        seen[row.purpose] = seen.get(row.purpose, 0) + 1
    return tuple(views)


def latest_consents(connection: Connection, ticket_id: int) -> dict[Purpose, ConsentView]:
    """The newest answer to each purpose, which alone counts, in the order first asked."""
    return {view.purpose: view for view in consents_given(connection, ticket_id)}


def consent_answers(connection: Connection, ticket_id: int) -> dict[Purpose, bool | None]:
    """Yes, no or neither, as each purpose was answered last."""
    return {purpose: view.agreed for purpose, view in latest_consents(connection, ticket_id).items()}


def answers_history(reading: Reading, ticket_id: int) -> tuple[ConsentView, ...]:
    """Every answer of a ticket, the oldest first, for the page that shows how they came about."""
    return consents_given(reading.connection, ticket_id)
