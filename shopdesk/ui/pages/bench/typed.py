"""What is being typed at the bench, by ticket: kept while one looks elsewhere, and over a restart."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from shopdesk.services.drafts import Draft, drafts_of, drop_draft, keep_draft
from shopdesk.services.intake_form import CheckResult
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.bench.forms import Finding

KIND = "bench"


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands unsent in the forms of one ticket."""

    finding: Finding | None = None
    work_done: str = ""
    answers: dict[str, CheckResult] = field(default_factory=dict)
    test_note: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Typed() or self == Typed(finding=Finding())


class TypedShelf:
    """Keeps what is typed in the shop's drafts of this desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._typed: dict[int, Typed] = {}

    def load(self) -> None:
        """Fetch what was typed here before the program was last closed."""
        self._desk.ask(self._loaded, drafts_of, self._desk.actor.desk, KIND)

    def _loaded(self, drafts: tuple[Draft, ...]) -> None:
        for draft in drafts:
            ticket_id = int(draft.id.removeprefix(f"{KIND}-"))
            self._typed.setdefault(ticket_id, msgspec.json.decode(draft.body, type=Typed))

    def of(self, ticket_id: int) -> Typed:
        return self._typed.get(ticket_id, Typed())

    def keep(self, ticket_id: int, number: str, typed: Typed) -> None:
        """Keep the newest state; an empty one is forgotten."""
        if typed == self.of(ticket_id):
            return
        shop, desk_name, draft_id = self._desk.shop, self._desk.actor.desk, f"{KIND}-{ticket_id}"
        if typed.is_empty:
            self._typed.pop(ticket_id, None)
            self._desk.tasks.run(lambda: shop.run(desk_name, drop_draft, draft_id))
            return
        self._typed[ticket_id] = typed
        body = msgspec.json.encode(typed).decode()
        self._desk.tasks.run(lambda: shop.run(desk_name, keep_draft, draft_id, KIND, number, body))
