"""Parts in words and figures."""

from __future__ import annotations

from datetime import datetime

from shopdesk.domain.stock import MovementKind
from shopdesk.i18n import Catalogue
from shopdesk.services.settings import ShopSettings
from shopdesk.services.stock import LotRow, MovementRow, PartRow, WaitingRow
from shopdesk.ui.common.status import Mark, status_mark

_MINUS = "\N{MINUS SIGN}"


class Wording:
    """Words of one shop in one language."""

    def __init__(self, catalogue: Catalogue, settings: ShopSettings, now: datetime) -> None:
        self._catalogue = catalogue
        self._settings = settings
        self._now = now

    def say(self, key: str, **values: object) -> str:
        return self._catalogue.text(key, **values)

    def amount(self, minor: int | None) -> str:
        """Without the sign of the currency: for columns of figures."""
        if minor is None:
            return self.say("common.nothing")
        return self._catalogue.money(self._settings.money(minor), symbol=False)

    def price(self, minor: int) -> str:
        return self._catalogue.money(self._settings.money(minor))

    def grade(self, part: PartRow) -> str:
        return self.say(f"words.grade.{part.grade}")

    def state(self, part: PartRow) -> str:
        """One word where the level wants attention, else nothing."""
        key = state_of(part)
        return self.say(f"parts.state.{key}") if key else ""

    def facts(self, part: PartRow) -> str:
        facts = [part.sku, self.grade(part), self.price(part.price)]
        if part.bin:
            facts.append(self.say("parts.in_bin", bin=part.bin))
        if part.warranty_days:
            facts.append(self.say("words.days", n=part.warranty_days))
        if part.barcode:
            facts.append(part.barcode)
        return " · ".join(facts)

    def when(self, moment: datetime) -> str:
        there, here = self._settings.local(moment), self._settings.local(self._now)
        if there.date() == here.date():
            return f"{there:%H:%M}"
        return f"{there:%m-%d}" if there.year == here.year else f"{there:%Y-%m-%d}"

    def lot(self, lot: LotRow) -> str:
        return " · ".join(part for part in (lot.number, lot.supplier) if part)

    def moved(self, movement: MovementRow) -> str:
        words = [self.say(f"words.movement.{movement.kind}")]
        if movement.ticket_number:
            words.append(movement.ticket_number)
        words.append(movement.staff)
        if movement.serial:
            words.append(movement.serial)
        if movement.reason:
            words.append(movement.reason)
        elif movement.kind is MovementKind.RECEIVE:
            words.append(movement.lot)
        return "  ·  ".join(words)

    def waits(self, row: WaitingRow) -> str:
        return f"{row.number}  ·  {row.device}"


def signed(quantity: int) -> str:
    """``+5``, ``−1``: movements line up with their signs."""
    return f"+{quantity}" if quantity > 0 else f"{_MINUS}{-quantity}" if quantity < 0 else "0"


def state_of(part: PartRow) -> str:
    if not part.active:
        return "inactive"
    if not part.is_low:
        return ""
    return "out" if part.available <= 0 else "low"


_MARKS = {
    "out": Mark("bad", "package-x"),
    "low": Mark("warn", "trending-down"),
    "inactive": Mark("neutral", "archive"),
}


def state_mark(part: PartRow) -> Mark | None:
    return _MARKS.get(state_of(part))


def waiting_mark(row: WaitingRow) -> Mark:
    return status_mark(row.status)
