"""Records the customer's answer to the open quote."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from shopdesk.domain.quote import ApprovalKind, QuoteStatus
from shopdesk.services.quotes import Option, QuoteView
from shopdesk.services.quoting import ApproveQuote, DeclineQuote
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.tickets.answer_panel import AnswerPanel, AnswerShown
from shopdesk.ui.pages.tickets.facing import QuoteFacing
from shopdesk.ui.pages.tickets.forms import Sending
from shopdesk.ui.pages.tickets.looking import Look
from shopdesk.ui.pages.tickets.panel import Panel
from shopdesk.ui.pages.tickets.telling_quote import brief_lines
from shopdesk.ui.pages.tickets.tongue import Tongue


class AnswerPresenter(QObject):
    def __init__(
        self,
        desk: Desk,
        open_panel: Callable[[Panel], None],
        close_panel: Callable[[], None],
        refresh: Callable[[], None],
        quote_again: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._open, self._close = open_panel, close_panel
        self.panel = AnswerPanel(desk.texts)
        self.sending = Sending(desk, self.panel, "tickets.answer.title")
        self.sending.moved_on = refresh
        self.facing = QuoteFacing(desk, self.panel)
        self._quote_id = 0
        self._typed_for: tuple[int, int] | None = None
        self.panel.committed.connect(self.send)
        self.panel.left.connect(self._close)
        self.panel.quote_again.clicked.connect(lambda _checked=False: quote_again())

    def open(self, seen: Look) -> None:
        """Ask about the open quote; coming back to the same one finds what was typed."""
        quote = next((one for one in seen.card.quotes if one.status is QuoteStatus.OPEN), None)
        if quote is None:
            self._desk.notices.warn("problems.quote_not_open")
            return
        self.sending.begin(seen)
        self._quote_id = quote.id
        if self._typed_for != (seen.card.id, quote.id):
            self.panel.start(self._shown(seen, quote))
            self._typed_for = (seen.card.id, quote.id)
        else:
            self.panel.show_moment(self._recorded(seen))
        self._open(self.panel)
        self.facing.ask(seen.card, quote)

    def looked(self, seen: Look) -> None:
        self.sending.look_again(seen)

    def send(self) -> None:
        panel, sending = self.panel, self.sending
        panel.clear_problems()
        if not panel.says_yes():
            decline = DeclineQuote(
                ticket_id=sending.ticket_id,
                seen_version=sending.seen_version,
                quote_id=self._quote_id,
                reason=panel.reason.toPlainText(),
                request_id=sending.request_id,
            )
            sending.send(decline, self._declined, panel.fields)
            return
        kind = panel.approval()
        signed = kind is ApprovalKind.SIGNATURE
        approve = ApproveQuote(
            ticket_id=sending.ticket_id,
            seen_version=sending.seen_version,
            quote_id=self._quote_id,
            kind=kind,
            chosen=panel.chosen(),
            said_by=panel.said_by.text(),
            number="" if signed else panel.number.text(),
            signature=panel.pad.signature() if signed else None,
            signed_on_paper=signed and panel.pad.on_paper,
            request_id=sending.request_id,
        )
        sending.send(approve, self._approved, panel.fields)

    def _approved(self, _outcome: object) -> None:
        self._typed_for = None
        self._desk.notices.ok("tickets.answer.approved")
        self._close()

    def _declined(self, _outcome: object) -> None:
        self._typed_for = None
        self._desk.notices.ok("tickets.answer.declined")
        self._close()

    def _shown(self, seen: Look, quote: QuoteView) -> AnswerShown:
        tongue = self._tongue(seen)
        card = seen.card
        ways = tuple(self._way(place, option, tongue) for place, option in enumerate(quote.options))
        expired = ""
        if quote.valid_until < seen.now:
            expired = tongue.say("tickets.answer.expired", when=tongue.near(quote.valid_until))
        lines = tuple(brief_lines(option, tongue) for option in quote.options)
        return AnswerShown(
            ways, lines, card.customer.name, card.customer.phone, self._recorded(seen), expired
        )

    def _way(self, place: int, option: Option, tongue: Tongue) -> str:
        title = option.title or option.lines[0].name
        name = tongue.say(
            "tickets.editor.recommended" if place == 0 else "tickets.editor.other", no=place + 1
        )
        return f"{name} · {title}   {tongue.money(option.total)}"

    def _recorded(self, seen: Look) -> str:
        tongue = self._tongue(seen)
        return tongue.say("tickets.answer.recorded", when=tongue.near(seen.now), name=seen.name)

    def _tongue(self, seen: Look) -> Tongue:
        return Tongue(self._desk.texts.catalogue, self._desk.settings, seen.now)
