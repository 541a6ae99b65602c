"""A ticket in the words that the bench shows of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from shopdesk.domain.consent import Purpose
from shopdesk.domain.quote import LineKind, QuoteLine
from shopdesk.domain.stock import OldPartFate
from shopdesk.i18n import Catalogue
from shopdesk.services.packs import ConsentText
from shopdesk.services.settings import ShopSettings
from shopdesk.services.tickets import TicketCard, TicketRow
from shopdesk.services.timeline import event_text, event_tone
from shopdesk.ui.common.pieces import Moment
from shopdesk.ui.common.status import Mark, status_mark
from shopdesk.ui.common.windowed import TwoLines
from shopdesk.ui.pages.bench.moves import FORBIDDING, agreed

_LONG_RUN = re.compile(r"[^\W\u2e80-\uffff]{16}(?=\w)")


@dataclass(frozen=True, slots=True)
class Told:
    """What stands in the head of an open ticket."""

    title: str
    facts: str
    due: str
    late: bool
    fault: str
    forbidden: tuple[str, ...]
    reminders: tuple[str, ...]
    redoes: tuple[int, str] | None = None
    """The ticket that this one claims the warranty of, and what was done then."""


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of the ticket: where it lies, and what can be done with it."""

    part_id: int
    name: str
    note: str
    tone: str
    reserved: int
    issued: int


@dataclass(frozen=True, slots=True)
class OldLine:
    old_part_id: int
    name: str
    fate: OldPartFate


class Wording:
    """Words, money and times of one shop in one language."""

    def __init__(self, catalogue: Catalogue, settings: ShopSettings, now: datetime) -> None:
        self.catalogue = catalogue
        self._settings = settings
        self._now = now

    def told(self, card: TicketCard) -> Told:
        device = card.device
        title = " ".join(part for part in (device.title, device.storage, device.colour) if part)
        facts = [card.number, card.customer.name]
        if device.imei:
            facts.append(self._say("bench.imei_tail", tail=device.imei[-4:]))
        if card.bin:
            facts.append(self._say("bench.shelf", bin=card.bin))
        if card.technician:
            facts.append(self._say("bench.by", name=card.technician))
        late = is_late(card, self._now)
        return Told(
            title=title,
            facts="  ·  ".join(facts),
            due=self.due(card.promised_at, late=late),
            late=late,
            fault=card.fault,
            forbidden=self.forbidden(card),
            reminders=self._reminders(card),
            redoes=self._redoes(card),
        )

    def _redoes(self, card: TicketCard) -> tuple[int, str] | None:
        old = card.redoes
        if old is None:
            return None
        day = f"{self._settings.local(old.collected_at):%Y-%m-%d}" if old.collected_at else ""
        facts = filter(None, (day, old.what, old.technician, ", ".join(old.serials)))
        said = self._say("visits.ticket.redoes", number=old.number)
        return old.id, breakable(" · ".join((said, *facts)))

    def forbidden(self, card: TicketCard) -> tuple[str, ...]:
        return tuple(self._say(f"bench.forbidden.{one}") for one in FORBIDDING if not agreed(card, one))

    def _reminders(self, card: TicketCard) -> tuple[str, ...]:
        answers = {consent.purpose: consent.answer for consent in card.consents}
        pack = self._settings.pack
        lines = []
        for purpose in (Purpose.BACKUP, Purpose.OLD_PARTS):
            if purpose in answers:
                text = pack.consent(purpose)
                said = self._answer(text, answers[purpose])
                lines.append(self._say("bench.reminder", what=text.title, said=said))
        if card.intake.accessories:
            lines.append(
                self._say("bench.with_it", what=self._say("bench.comma").join(card.intake.accessories))
            )
        return tuple(lines)

    def _answer(self, text: ConsentText, said: str) -> str:
        """What was answered, in the window's language: it is kept in the words of the paper."""
        for answer in text.answers:
            if said in (answer.name.zh_CN, answer.name.en):
                return answer.name.text(self.catalogue.language)
        return said

    def due(self, promised: datetime | None, *, late: bool) -> str:
        if promised is None:
            return self._say("bench.not_promised")
        if late:
            return self._say("bench.late", span=self.span((self._now - promised).total_seconds()))
        return self._say("bench.promised", when=self._near(promised))

    def span(self, seconds: float) -> str:
        """``3 h 10``, ``25 min``, ``4 d``."""
        minutes = int(seconds) // 60
        if minutes < 60:
            return self._say("bench.minutes", n=max(minutes, 0))
        if minutes < 48 * 60:
            return self._say("bench.hours", n=minutes // 60, rest=f"{minutes % 60:02d}")
        return self._say("bench.days", n=minutes // (24 * 60))

    def row(self, row: TicketRow) -> TwoLines:
        """A ticket in the list: the device first, since that is what lies on the bench."""
        late = row.is_late(self._now)
        if row.promised_at is None:
            when = ""
        elif late:
            when = self.span((self._now - row.promised_at).total_seconds())
        else:
            when = self._near(row.promised_at)
        mark = Mark("bad", "clock") if late else status_mark(row.status)
        status = self._say(f"common.status.{row.status}")
        word = self._say("bench.late_and", status=status) if late else status
        note = "  ·  ".join(part for part in (row.number, row.fault) if part)
        return TwoLines(row.device, when, note, word, mark)

    def moments(self, card: TicketCard) -> list[Moment]:
        """The timeline, newest first."""
        return [
            Moment(
                self._clock(entry.at),
                breakable(event_text(self.catalogue, entry, self._settings)),
                entry.by,
                event_tone(entry),
            )
            for entry in card.timeline
        ]

    def work(self, card: TicketCard) -> list[str]:
        """What was approved, line by line, without prices: the bench need not know them."""
        quote = card.quote
        if quote is None or card.approved_quote_id is None:
            return []
        return [breakable(self._work_line(line)) for line in quote.approved_lines]

    def _work_line(self, line: QuoteLine) -> str:
        if line.grade is None:
            return self._say("bench.work_line", name=line.name, n=line.quantity)
        grade = self._say(f"words.grade.{line.grade}")
        return self._say("bench.work_line_grade", name=line.name, n=line.quantity, grade=grade)

    def parts(self, card: TicketCard) -> list[PartLine]:
        lines = []
        for one in card.parts:
            if not one.reserved and not one.issued:
                continue
            notes = []
            if one.issued:
                notes.append(self._say("bench.part_issued", n=one.issued, lot=one.lot))
                if one.serial:
                    notes.append(one.serial)
            if one.reserved:
                there = one.on_hand > 0
                key = "bench.part_reserved" if there else "bench.part_missing"
                notes.append(self._say(key, n=one.reserved))
                if there and one.bin:
                    notes.append(self._say("bench.shelf", bin=one.bin))
            missing = bool(one.reserved) and one.on_hand <= 0
            tone = "bad" if missing else ("warn" if one.reserved else "ok")
            lines.append(PartLine(one.part_id, one.name, "  ·  ".join(notes), tone, one.reserved, one.issued))
        return lines

    def suggested_work(self, card: TicketCard) -> list[str]:
        """Words for what was done, from what was approved."""
        quote = card.quote
        if quote is None or card.approved_quote_id is None:
            return []
        labour = [line.name for line in quote.approved_lines if line.kind is LineKind.LABOUR]
        parts = [self._say("bench.replaced", part=one.name) for one in card.parts if one.issued]
        return list(dict.fromkeys([*labour, *parts]))

    def _near(self, moment: datetime) -> str:
        return self.catalogue.near(moment, self._now, self._settings.zone)

    def _clock(self, moment: datetime) -> str:
        there = self._settings.local(moment)
        today = self._settings.local(self._now).date() == there.date()
        return f"{there:%H:%M}" if today else f"{there:%m-%d}"

    def _say(self, key: str, **values: object) -> str:
        return self.catalogue.text(key, **values)


def breakable(text: str) -> str:
    """`text` with places to break in its longest words: a narrow column shows them whole on two lines."""
    return _LONG_RUN.sub("\\g<0>\N{ZERO WIDTH SPACE}", text)


def is_late(card: TicketCard, now: datetime) -> bool:
    row = TicketRow(
        card.id,
        card.number,
        card.status,
        "",
        "",
        card.received_at,
        card.promised_at,
        "",
        "",
        "",
        card.version,
    )
    return row.is_late(now)
