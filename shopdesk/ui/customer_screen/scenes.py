"""What stands on the customer's screen: frozen, and worded in the customer's language.

A scene has no room for a passcode, for what a part cost the shop, or for a note among staff.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtGui import QImage

from shopdesk.domain.marks import Mark
from shopdesk.domain.signature import Signature


@dataclass(frozen=True, slots=True)
class Signing:
    """Whose signature is asked for, and what is there of it so far."""

    name: str = ""
    signature: Signature | None = None
    on_paper: bool = False

    @property
    def is_done(self) -> bool:
        return self.on_paper or self.signature is not None


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a consent. None is coloured as right or wrong: a consent is free."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One consent with its whole text; `before` is an answer that is to be changed."""

    purpose: str
    title: str
    text: str
    choices: tuple[Choice, ...]
    chosen: str = ""
    needed: bool = False
    before: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What the device looked like: its outline and photos with numbered marks."""

    kind: str
    marks: tuple[Mark, ...] = ()
    photos: tuple[tuple[str, QImage | None], ...] = field(default=(), compare=False)
    """By content hash; the names beneath say whether they are the same."""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IdleScene:
    """Nothing is going on: the shop's own face."""

    language: str
    shop: str = ""
    hours: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeScene:
    """The device as taken in, what the customer answers and signs; or one consent that changes later."""

    language: str
    device: str
    facts: tuple[Fact, ...] = ()
    condition: Condition | None = None
    asked: tuple[Asked, ...] = ()
    figures: tuple[Fact, ...] = ()
    terms: tuple[str, ...] = ()
    signing: Signing = Signing()
    form: str = ""
    """Which form this is: another one begins at its top, with nothing of the one before."""


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    amount: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to mend it, as it would be charged."""

    title: str
    total: str
    lines: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteScene:
    """The quote in plain words; with `asks` the customer may choose a way and sign for it."""

    language: str
    device: str
    ways: tuple[Way, ...] = ()
    chosen: int = 0
    asks: bool = True
    facts: tuple[Fact, ...] = ()
    small_print: str = ""
    signing: Signing = Signing()
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayScene:
    """What is charged, what was handed over, what comes back."""

    language: str
    device: str
    lines: tuple[Line, ...] = ()
    sums: tuple[Line, ...] = ()
    """Deposit and tax beneath the lines, tenders as they are handed over."""
    due_label: str = ""
    due: str = ""
    change: str = ""
    tendered: tuple[Line, ...] = ()
    done: bool = False
    small_print: str = ""
    signing: Signing = Signing()
    form: str = ""


Scene = IdleScene | IntakeScene | QuoteScene | PayScene
