"""What a card of the ticket says, as values: a presenter makes them, `painted` draws them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Said:
    """Some words; `tone` is a colour of the theme, empty for plain text."""

    text: str
    tone: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """Facts one after another with dots between, onto further lines where needed."""

    facts: tuple[Said, ...]

    def spoken(self) -> str:
        return ", ".join(fact.text for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something with its name in front: ``Cause  digitizer torn``."""

    name: str
    said: Said

    def spoken(self) -> str:
        return f"{self.name} {self.said.text}"


@dataclass(frozen=True, slots=True)
class Column:
    """Of a table; `width` 0 takes what is left."""

    title: str
    width: int = 0
    right: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`note` follows the first cell's words in small; `strong` is for totals."""

    cells: tuple[str, ...]
    note: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def spoken(self) -> str:
        return "\n".join(", ".join(cell for cell in (*row.cells, row.note) if cell) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Tick:
    """A thing that is so, is not, or is open: never by colour alone."""

    mark: Literal["yes", "no", "open", "failed"]
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ticks:
    items: tuple[Tick, ...]
    columns: int = 2

    def spoken(self) -> str:
        return "\n".join(f"{item.text} {item.note}".strip() for item in self.items)


Block = Flow | Fact | Grid | Ticks


@dataclass(frozen=True, slots=True)
class PillSaid:
    word: str
    tone: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One card: its title, a pill beside it, a note at the right, and what it says."""

    title: str
    blocks: tuple[Block, ...]
    pill: PillSaid | None = None
    note: Said | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """Another ticket, one press away."""

    ticket_id: int
    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the timeline; `day` stands above the first of each day."""

    day: str
    time: str
    title: str
    note: str
    tone: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A line with a sign: never by colour alone."""

    tone: str
    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class StoryShown:
    """An intake's codes, whether they fit, and what was amended."""

    state: Verdict
    codes: str
    meaning: str
    changes: tuple[tuple[Block, ...], ...]
    """Each amendment, the newest first."""
