"""The open quote on the customer's screen, while its answer is asked for."""

from __future__ import annotations

from PySide6.QtCore import QObject

from shopdesk.domain.quote import ApprovalKind
from shopdesk.services.quotes import QuoteView
from shopdesk.services.tickets import TicketCard
from shopdesk.ui.customer_screen.leaving import LeavesWith
from shopdesk.ui.customer_screen.scenes import Signing
from shopdesk.ui.customer_screen.stage import Replies
from shopdesk.ui.customer_screen.telling import quote_scene
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.tickets.answer_panel import AnswerPanel

_PAGE = "tickets"


class QuoteFacing(QObject):
    """What the customer chooses and signs stands in the panel at once, and the other way round."""

    def __init__(self, desk: Desk, panel: AnswerPanel) -> None:
        super().__init__(panel)
        self._desk, self._panel = desk, panel
        self._asked: tuple[TicketCard, QuoteView] | None = None
        LeavesWith(desk.customer, _PAGE, panel)
        panel.changed_answer.connect(self.show)
        panel.chose_way.connect(self.show)
        panel.pad.changed.connect(self.show)
        desk.customer.wanted.connect(self.show)
        self._replies = Replies(chose=self._choose, drawing=panel.pad.set_signature, signed=panel.pad.take)

    def ask(self, card: TicketCard, quote: QuoteView) -> None:
        self._asked = (card, quote)
        self.show()

    def show(self) -> None:
        panel = self._panel
        if self._asked is None or not panel.isVisible():
            return
        card, quote = self._asked
        asks = panel.says_yes() and panel.approval() is ApprovalKind.SIGNATURE
        signing = Signing(card.customer.name, panel.pad.signature(), panel.pad.on_paper)
        scene = quote_scene(self._desk.settings, card, quote, max(panel.chosen(), 0), signing, asks=asks)
        self._desk.customer.show(_PAGE, scene, self._replies)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._panel.ways):
            self._panel.ways[place].setChecked(True)
