"""How times, amounts and waiting read on this page, in the window's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from shopdesk.domain.ticket import CLOSED, Status
from shopdesk.i18n import Catalogue
from shopdesk.services.settings import ShopSettings
from shopdesk.ui.pages.tickets.blocks import Said

_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Tongue:
    """The catalogue, the shop's settings and the moment: everything a sentence needs."""

    catalogue: Catalogue
    settings: ShopSettings
    now: datetime

    def say(self, key: str, /, **values: object) -> str:
        return self.catalogue.text(key, **values)

    def money(self, minor: int, *, symbol: bool = True) -> str:
        return self.catalogue.money(self.settings.money(minor), symbol=symbol)

    def near(self, moment: datetime) -> str:
        return self.catalogue.near(moment, self.now, self.settings.zone)

    def brief(self, moment: datetime) -> str:
        """For a list: the time today, ``yesterday``, else the date without its year when it is this one."""
        there, here = self.settings.local(moment), self.settings.local(self.now)
        days = (here.date() - there.date()).days
        if days == 0:
            return f"{there:%H:%M}"
        if days == 1:
            return self.say("tickets.yesterday")
        return f"{there:%m-%d}" if there.year == here.year else f"{there:%Y-%m-%d}"

    def day(self, moment: datetime) -> str:
        """The day's name for the timeline; empty for today."""
        there, here = self.settings.local(moment), self.settings.local(self.now)
        days = (here.date() - there.date()).days
        if days == 0:
            return ""
        return self.say("tickets.yesterday") if days == 1 else self.catalogue.day(there.date())

    def clock(self, moment: datetime) -> str:
        return f"{self.settings.local(moment):%H:%M}"

    def span(self, length: timedelta) -> str:
        """``40 min``, ``3 h 10``, ``2 d``: as exact as matters."""
        minutes = int(length.total_seconds()) // 60
        if minutes >= _DAY:
            return self.say("tickets.span.days", days=minutes // _DAY)
        if minutes >= 60 and minutes % 60 == 0:
            return self.say("tickets.span.whole_hours", hours=minutes // 60)
        if minutes >= 60:
            return self.say("tickets.span.hours", hours=minutes // 60, minutes=f"{minutes % 60:02d}")
        return self.say("tickets.span.minutes", minutes=minutes)

    def left(self, promised: datetime | None, status: Status) -> Said | None:
        """``in 3 h 10`` or ``late 1 d``; nothing once the device is ready or gone."""
        if promised is None or status in (Status.READY, *CLOSED):
            return None
        if promised < self.now:
            return Said(self.say("tickets.late", span=self.span(self.now - promised)), "bad", strong=True)
        tone = "warn" if promised - self.now < timedelta(hours=4) else ""
        return Said(self.say("tickets.in", span=self.span(promised - self.now)), tone, strong=True)
