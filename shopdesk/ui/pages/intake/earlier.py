"""Earlier repairs of a device in the words of the intake's card and list. No windows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shopdesk.domain.ticket import CLOSED, Outcome, Status
from shopdesk.i18n import Catalogue
from shopdesk.services.claims import Repair, is_same_fault, offered
from shopdesk.services.settings import ShopSettings

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class VisitShown:
    """One earlier visit in words. `tone` of the warranty: ok while it runs."""

    ticket_id: int
    number: str
    day: str
    fault: str
    done: str
    amount: str
    warranty: str
    tone: str
    may_claim: bool


@dataclass(frozen=True, slots=True)
class HistoryShown:
    """The card's line and every visit; `offered` is the ticket a claim would go to, None where none may."""

    line: str
    tone: str
    visits: tuple[VisitShown, ...]
    offered: int | None = None
    same_fault: bool = False
    claimed: int | None = None


def history_shown(
    repairs: Sequence[Repair],
    faults: Iterable[str],
    claimed: int | None,
    settings: ShopSettings,
    say: Catalogue,
    today: date,
) -> HistoryShown | None:
    """What the card says: the repair a claim would go to, else the last one. None for a new device."""
    if not repairs:
        return None
    reported = tuple(faults)
    wanted = next((one for one in repairs if one.ticket_id == claimed), None) or offered(repairs, reported)
    told = wanted or repairs[0]
    words = _Words(settings, say, today)
    here = repairs[0].status not in CLOSED and wanted is None
    return HistoryShown(
        line=words.in_shop(repairs[0]) if here else words.line(told),
        tone="warn" if here else "ok" if told.running else "",
        visits=tuple(words.visit(one) for one in repairs),
        offered=wanted.ticket_id if wanted is not None else None,
        same_fault=wanted is not None and is_same_fault(wanted, reported),
        claimed=claimed,
    )


class _Words:
    def __init__(self, settings: ShopSettings, say: Catalogue, today: date) -> None:
        self._settings, self._say, self._today = settings, say, today

    def in_shop(self, one: Repair) -> str:
        status = self._say.text(f"common.status.{one.status}")
        return self._say.text("intake.history.here", number=one.number, status=status)

    def line(self, one: Repair) -> str:
        day = self._settings.local(one.collected_at or one.received_at).date()
        # The warranty before the rest: a narrow window cuts the line from its end.
        parts = (self._warranty(one), f"{self._day(day)} {_short(one.what)}", self._amount(one))
        return " · ".join(filter(None, parts))

    def visit(self, one: Repair) -> VisitShown:
        done = one.done or ", ".join(cover.name for cover in one.covers)
        by = " · ".join(filter(None, (one.technician, ", ".join(one.serials))))
        return VisitShown(
            ticket_id=one.ticket_id,
            number=one.number,
            day=f"{self._settings.local(one.received_at):%Y-%m-%d}",
            fault=one.fault.partition("\n")[0],
            done=" · ".join(filter(None, (done.partition("\n")[0], by))),
            amount=self._amount(one),
            warranty=self._warranty(one) or self._outcome(one),
            tone="ok" if one.running else "secondary",
            may_claim=one.status is Status.COLLECTED and one.outcome is Outcome.REPAIRED,
        )

    def _warranty(self, one: Repair) -> str:
        if one.until is None:
            return ""
        key = "intake.history.until" if one.running else "intake.history.over"
        return self._say.text(key, day=one.until)

    def _outcome(self, one: Repair) -> str:
        known = f"common.status.{one.outcome}"
        if one.status is Status.COLLECTED and self._say.has(known):
            return self._say.text(known)
        return self._say.text(f"common.status.{one.status}")

    def _amount(self, one: Repair) -> str:
        return self._say.money(self._settings.money(one.total)) if one.total is not None else ""

    def _day(self, day: date) -> str:
        return f"{day:%m-%d}" if day.year == self._today.year else f"{day:%Y-%m-%d}"


def _short(text: str) -> str:
    first = text.partition("\n")[0]
    return first if len(first) <= _LONGEST else f"{first[: _LONGEST - 1]}…"
