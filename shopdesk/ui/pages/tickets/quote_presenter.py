"""Writes a quote: keeps its draft, says what it comes to, issues it and has it printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QObject, QTimer

from shopdesk.domain.money import Money
from shopdesk.domain.quote import Grade, LineKind
from shopdesk.domain.tax import TaxMode
from shopdesk.errors import UserError
from shopdesk.services.drafts import Draft, drafts_of, drop_draft, keep_draft
from shopdesk.services.quotes import rate_name
from shopdesk.services.quoting import IssueQuote, Quoted
from shopdesk.services.stock import PartRow, find_parts
from shopdesk.services.work import Outcome
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.tickets.draft import (
    CellProblem,
    QuoteDraft,
    default_days,
    draft_of,
    line_at,
    options_of,
    price_of,
    problems_of,
    sums_of,
)
from shopdesk.ui.pages.tickets.editor import QuoteEditor, Sums
from shopdesk.ui.pages.tickets.forms import Sending
from shopdesk.ui.pages.tickets.looking import Look
from shopdesk.ui.pages.tickets.panel import Panel

_KIND = "quote"
_KEEP_MS = 800


class QuotePresenter(QObject):
    """One editor for the page; drafts by ticket, kept in the shop as they are typed."""

    def __init__(
        self,
        desk: Desk,
        open_panel: Callable[[Panel], None],
        close_panel: Callable[[], None],
        refresh: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._open, self._close = open_panel, close_panel
        self.editor = QuoteEditor(desk.texts, desk.settings.currency, self._days, desk.settings.money)
        self.sending = Sending(desk, self.editor, "tickets.editor.title")
        self.sending.moved_on = refresh
        self._drafts: dict[int, QuoteDraft] = {}
        self._ticket_id = 0
        self._number = ""
        self._searching = False
        self._search_next = ""
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(_KEEP_MS)
        self._keep_soon.timeout.connect(self._keep)
        self.editor.edited.connect(self._edited)
        self.editor.searching.connect(self._search)
        self.editor.committed.connect(self.issue)
        self.editor.left.connect(self._leave)
        desk.texts.changed.connect(self._show_sums)

    def _days(self, kind: LineKind, grade: Grade | None) -> int:
        return default_days(self._desk.settings, kind, grade)

    def open(self, seen: Look) -> None:
        """Open the editor on a ticket: its draft, else what was quoted last, else one empty line."""
        self._ticket_id, self._number = seen.card.id, seen.card.number
        self.sending.begin(seen)
        held = self._drafts.get(seen.card.id)
        if held is not None:
            self._show(held)
            return
        self._desk.ask(lambda kept: self._offered(seen, kept), drafts_of, self._desk.actor.desk, _KIND)

    def looked(self, seen: Look) -> None:
        self.sending.look_again(seen)

    def keep(self) -> None:
        """Keep what was typed: the editor may be needed for another ticket next."""
        if self._ticket_id and not self.editor.draft().is_empty:
            self._drafts[self._ticket_id] = self.editor.draft()
            if self._keep_soon.isActive():
                self._keep_soon.stop()
                self._keep()

    def issue(self) -> None:
        """Ctrl+Enter: check here, then issue and print."""
        draft, settings = self.editor.draft(), self._desk.settings
        self.editor.clear_problems()
        wrong = problems_of(draft, settings)
        if wrong:
            self.editor.show_problems(wrong)
            return
        self._drafts[self._ticket_id] = draft
        command = IssueQuote(
            ticket_id=self.sending.ticket_id,
            seen_version=self.sending.seen_version,
            options=options_of(draft, settings),
            time_needed=draft.time_needed,
            notes=tuple(note for note in (draft.notes.strip(),) if note),
            request_id=self.sending.request_id,
        )

        def problem(what: BaseException) -> bool:
            cell = _cell(what, draft)
            if cell is not None:
                self.editor.show_problems([cell])
            return cell is not None

        self.sending.send(command, self._issued, self.editor.fields, problem)

    def _issued(self, outcome: Outcome[Quoted]) -> None:
        ticket_id, self._ticket_id = self._ticket_id, 0
        self._keep_soon.stop()
        self._drafts.pop(ticket_id, None)
        desk = self._desk
        desk.tasks.run(lambda: desk.shop.run(desk.actor.desk, drop_draft, _draft_id(ticket_id)))
        desk.notices.ok(
            "tickets.editor.issued",
            number=f"{self._number}/{outcome.value.no}",
            total=desk.settings.money(outcome.value.total),
        )
        self._close()

    def _offered(self, seen: Look, kept: Sequence[Draft]) -> None:
        if self._ticket_id != seen.card.id:
            return
        mine = next((draft for draft in kept if draft.id == _draft_id(seen.card.id)), None)
        if mine is not None:
            self._show(msgspec.json.decode(mine.body, type=QuoteDraft))
            return
        say = self._desk.texts.catalogue
        covered = seen.card.redoes.covered if seen.card.redoes is not None else ()
        self._show(
            draft_of(
                seen.card.quote, self._desk.settings, lambda amount: say.money(amount, symbol=False), covered
            )
        )

    def _show(self, draft: QuoteDraft) -> None:
        self.editor.show_draft(draft)
        self._show_sums()
        self._open(self.editor)

    def _edited(self) -> None:
        self._show_sums()
        self._keep_soon.start()

    def _show_sums(self) -> None:
        settings, texts = self._desk.settings, self._desk.texts
        option = self.editor.draft().options[self.editor.option]
        basket = sums_of(option, settings)
        say = texts.catalogue
        before = ""
        if basket.tax:
            tax = rate_name(settings.pack.tax.short.text(say.language), settings.tax_rate)
            key = "included" if settings.tax_mode is TaxMode.INCLUDED else "added"
            before = texts.tr(
                f"tickets.editor.tax_{key}",
                tax=tax,
                amount=settings.money(basket.tax),
                net=settings.money(basket.net),
            )
        amounts: list[str] = []
        for line in option.lines:
            price: Money | None = price_of(line, settings)
            amounts.append(say.money(price * line.quantity, symbol=False) if price is not None else "–")
        total = texts.tr("tickets.editor.total", amount=settings.money(basket.total))
        self.editor.show_sums(Sums(before, total, tuple(amounts)))

    def _search(self, text: str) -> None:
        """As typed; one question at a time, the latest wins."""
        self._search_next = text
        if self._searching:
            return
        self._searching = True
        desk = self._desk
        actor = desk.actor

        def answered(parts: tuple[PartRow, ...]) -> None:
            self._searching = False
            if self._search_next != text:
                self._search(self._search_next)
            else:
                self.editor.show_parts([part for part in parts if part.active])

        def failed(problem: BaseException) -> None:
            self._searching = False
            desk.problems.show(problem)

        desk.tasks.run(lambda: desk.shop.ask_as(actor, find_parts, text, limit=20), answered, failed)

    def _keep(self) -> None:
        if not self._ticket_id:
            return
        draft, desk, ticket_id, number = self.editor.draft(), self._desk, self._ticket_id, self._number
        body = msgspec.json.encode(draft).decode()
        name = desk.actor.desk
        desk.tasks.run(lambda: desk.shop.run(name, keep_draft, _draft_id(ticket_id), _KIND, number, body))

    def _leave(self) -> None:
        self.keep()
        self._close()


def _draft_id(ticket_id: int) -> str:
    return f"{_KIND}-{ticket_id}"


def _cell(problem: BaseException, draft: QuoteDraft) -> CellProblem | None:
    """Where ``options.0.lines.2.name`` stands in the editor."""
    if not isinstance(problem, UserError) or not (problem.field or "").startswith("options."):
        return None
    where = (problem.field or "").split(".")
    values = tuple(problem.values.items())
    option = int(where[1])
    if where[2] != "lines":
        return CellProblem(option, -1, where[2], problem.key, values)
    line = line_at(draft, option, int(where[3])) if len(where) > 3 else 0
    return CellProblem(option, line, where[4] if len(where) > 4 else "name", problem.key, values)
