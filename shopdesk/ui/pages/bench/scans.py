"""What a scan means at the bench: a tag opens or confirms, a part is taken, a desk card commands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shopdesk.services.scan import Scanned, ScanResult
from shopdesk.services.tickets import TicketCard
from shopdesk.ui.pages.bench.moves import WITH_PARTS, Move, next_move

PREFIX = "SD*"


class Order(StrEnum):
    """The command barcodes of the desk card, as they stand behind the prefix."""

    START = "START"
    PAUSE = "PAUSE"
    PART = "PART"
    TEST = "TEST"
    DONE = "DONE"
    WAIT = "WAIT"


class Meaning(StrEnum):
    OPEN = "open"
    AGAIN = "again"
    """The tag of the ticket that is open: show the step that is next."""
    CONFIRM = "confirm"
    ORDER = "order"
    PART = "part"
    SERIAL = "serial"
    MENTION = "mention"
    """A part scanned while the diagnosis is written: it is concerned."""
    UNKNOWN_ORDER = "unknown_order"
    NO_TICKET = "no_ticket"
    """Something that needs an open ticket."""
    PARTS_NOT_NOW = "parts_not_now"
    NOT_OURS = "not_ours"


@dataclass(frozen=True, slots=True)
class Situation:
    """What the bench is at: which ticket, what it asks for."""

    card: TicketCard | None = None
    diagnosing: bool = False
    """The diagnosis form is open."""
    serial_wanted: bool = False
    """A part was scanned and waits for its serial."""
    refused: str = ""
    """A foreign tag refused as this device a moment ago; scanned again, its own ticket opens."""


@dataclass(frozen=True, slots=True)
class Act:
    meaning: Meaning
    ticket_id: int = 0
    order: Order | None = None


def read_scan(result: ScanResult, now: Situation) -> Act:
    """The meaning of `result` in a situation."""
    code = result.code.upper()
    if code.startswith(PREFIX):
        return _order(code.removeprefix(PREFIX), now)
    meaning = Meaning.NOT_OURS
    match result.what:
        case Scanned.TAG | Scanned.IMEI if result.ticket_id is not None:
            return _device(result, result.ticket_id, now)
        case Scanned.PART:
            meaning = _part(now)
        case Scanned.IMEI | Scanned.UNKNOWN if now.serial_wanted:
            meaning = Meaning.SERIAL
        case Scanned.IMEI if _confirms(now):
            meaning = Meaning.CONFIRM
    return Act(meaning)


def _order(word: str, now: Situation) -> Act:
    try:
        order = Order(word)
    except ValueError:
        return Act(Meaning.UNKNOWN_ORDER)
    return Act(Meaning.ORDER, order=order) if now.card is not None else Act(Meaning.NO_TICKET)


def _confirms(now: Situation) -> bool:
    return now.card is not None and next_move(now.card) is Move.CONFIRM


def _device(result: ScanResult, ticket_id: int, now: Situation) -> Act:
    here = now.card is not None and now.card.id == ticket_id
    # A device may have come in several times: its IMEI confirms the open ticket, whichever is its newest.
    same_device = now.card is not None and result.what is Scanned.IMEI and now.card.device.imei == result.code
    if _confirms(now) and (here or same_device or result.code != now.refused):
        return Act(Meaning.CONFIRM, ticket_id)
    return Act(Meaning.AGAIN if here or same_device else Meaning.OPEN, ticket_id)


def _part(now: Situation) -> Meaning:
    if now.card is None:
        return Meaning.NOT_OURS
    if now.diagnosing:
        return Meaning.MENTION
    return Meaning.PART if now.card.status in WITH_PARTS else Meaning.PARTS_NOT_NOW
