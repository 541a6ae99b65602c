"""Taking parts by scan, putting them back, settling the old ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from shopdesk.domain.stock import OldPartFate
from shopdesk.services.bench_parts import PartOffer, ReturnPart, SetOldPartFate, Used, UsePart, part_offer
from shopdesk.services.tickets import TicketCard
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.bench.parts_panel import PartsPanel
from shopdesk.ui.pages.bench.sending import Sending


class PartWork:
    """The parts panel's side of the presenter; `card` gives the ticket that is open."""

    def __init__(
        self, desk: Desk, panel: PartsPanel, sending: Sending, card: Callable[[], TicketCard | None]
    ) -> None:
        self._desk = desk
        self._panel = panel
        self._sending = sending
        self._card = card
        panel.offered.connect(self.offer)
        panel.taken.connect(self.take)
        panel.fate_chosen.connect(self.settle)

    def offer(self, code: str) -> None:
        """Show what `code` is and whether this ticket may take it; the serial comes next."""
        card = self._card()
        if card is None:
            return
        self._sending.begin()
        self._desk.ask(partial(self._offered, code), part_offer, card.id, code)

    def _offered(self, code: str, offer: PartOffer | None) -> None:
        panel = self._panel
        if offer is None:
            panel.code.setText(code)
            panel.code_field.set_error_key("problems.no_part_code", code=code)
            panel.start()
        elif offer.free < 1:
            panel.code.setText(code)
            panel.code_field.set_error_key(
                "problems.no_stock", part=offer.part.name, wanted=1, there=offer.free
            )
            panel.start()
        else:
            panel.show_offer(offer, code, self._note(offer))
        self._sending.end()

    def _note(self, offer: PartOffer) -> str:
        tr = self._desk.texts.tr
        words = [offer.part.name, tr(f"words.grade.{offer.part.grade}"), tr("bench.free", n=offer.free)]
        if offer.part.bin:
            words.append(tr("bench.shelf", bin=offer.part.bin))
        if not offer.approved:
            words.append(tr("bench.not_quoted"))
        return "  ·  ".join(words)

    def take(self, code: str, serial: str) -> None:
        card = self._card()
        if card is None:
            return
        command = UsePart(ticket_id=card.id, seen_version=card.version, code=code, serial=serial)
        self._sending.send(command, self._taken, fields=self._panel.fields, banner=self._panel.banner)

    def _taken(self, used: Used) -> None:
        self._panel.show_taken()
        self._desk.notices.ok("bench.part_used", part=used.name, n=used.quantity)

    def put_back(self, part_id: int, reason: str, then: Callable[[int], None]) -> None:
        card = self._card()
        if card is not None:
            command = ReturnPart(ticket_id=card.id, seen_version=card.version, part_id=part_id, reason=reason)
            self._sending.send(command, then, banner=self._panel.banner)

    def settle(self, old_part_id: int, fate: str) -> None:
        command = SetOldPartFate(old_part_id=old_part_id, fate=OldPartFate(fate))
        self._sending.send(command, banner=self._panel.banner)
