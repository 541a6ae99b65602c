"""How a shop wants the copies of its receipt: frozen into each paper, so that it looks the same years later.

What a copy may say at all is not decided here but in domain.receipt_law: no layout can get round it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Section(StrEnum):
    """A part of a copy that can be shown, left out, or moved within its group."""

    CUSTOMER = "customer"
    DEVICE = "device"
    IDENTITY = "identity"
    """IMEI or serial number: whole on the shop's copy, its end on the others."""
    PROMISED = "promised"
    ACCESSORIES = "accessories"
    DEPOSIT = "deposit"
    ESTIMATE = "estimate"
    OLD_PARTS = "old_parts"
    BIN = "bin"
    FAULT = "fault"
    HISTORY = "history"
    CONSENTS = "consents"
    CHECKS = "checks"
    TERMS = "terms"
    BENCH = "bench"
    """Rows for the technician to write in."""
    CONDITION = "condition"
    """Outline, photos, numbered marks and their legend."""
    PICKUP = "pickup"
    """How to get the device back, what becomes of the data, whom to ask."""
    SIGNATURES = "signatures"


class Group(StrEnum):
    """Where on a copy a section stands."""

    FACTS = "facts"
    """The grid of labelled values below the head."""
    BODY = "body"
    """Texts and pictures in columns."""
    FOOT = "foot"
    """The bottom of the first slip."""


_FOOT = frozenset({Section.PICKUP, Section.SIGNATURES})
_BODY = frozenset({
    Section.FAULT, Section.HISTORY, Section.CONSENTS, Section.CHECKS, Section.TERMS, Section.BENCH,
    Section.CONDITION,
})  # fmt: skip


def group_of(section: Section) -> Group:
    if section in _FOOT:
        return Group.FOOT
    return Group.BODY if section in _BODY else Group.FACTS


class Tint(StrEnum):
    """Ground of a copy's name and its edge; only printers that know tints show it."""

    WHITE = "white"
    PINK = "pink"
    YELLOW = "yellow"
    BLUE = "blue"
    GREEN = "green"


TINT_COLOURS: dict[Tint, tuple[int, int, int]] = {
    Tint.WHITE: (255, 255, 255),
    Tint.PINK: (253, 229, 236),
    Tint.YELLOW: (255, 243, 190),
    Tint.BLUE: (223, 236, 252),
    Tint.GREEN: (224, 244, 224),
}
"""Red, green and blue of each tint, as papers in these colours look."""


class Qr(StrEnum):
    """What a copy's QR code says."""

    NONE = "none"
    CODE = "code"
    """The same code as the copy's bars."""
    CALL = "call"
    MAP = "map"
    STATUS = "status"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class CopyLayout:
    """One copy, in the paper's language. An empty value is what ShopDesk usually does.

    Sections, tint and QR are kept as plain texts: a paper of a later program still opens in this one.
    """

    name: str = ""
    tint: str = ""
    sections: tuple[str, ...] = ()
    footer: str = ""
    qr: str = ""
    qr_says: str = ""
    """The QR code's content, except for Qr.CODE, which says what the bars say."""
    qr_words: str = ""
    """What stands beneath it."""


@dataclass(frozen=True, slots=True)
class ReceiptLayout:
    shop: CopyLayout = field(default_factory=CopyLayout)
    customer: CopyLayout = field(default_factory=CopyLayout)
    device: CopyLayout = field(default_factory=CopyLayout)
