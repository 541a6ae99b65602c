"""The pickup on the customer's screen: lines, amount, money, and the signature that closes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from shopdesk.domain.payment import Tender
from shopdesk.i18n import catalogue
from shopdesk.services.checkout import HandedOver
from shopdesk.ui.customer_screen.leaving import LeavesWith
from shopdesk.ui.customer_screen.scenes import PayScene, Signing
from shopdesk.ui.customer_screen.stage import Replies
from shopdesk.ui.customer_screen.telling import pay_scene
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.till.calm import Done
from shopdesk.ui.pages.till.pickup import Match, PickupPresenter
from shopdesk.ui.pages.till.pickup_view import PickupView

_PAGE = "till"


class PayFacing(QObject):
    """Shows nothing before the slip matched or the person was identified: until then whose it is is open."""

    def __init__(self, desk: Desk, view: PickupView, done: Done, pickup: PickupPresenter) -> None:
        super().__init__(view)
        self._desk, self._view, self._pickup = desk, view, pickup
        self._shown: PayScene | None = None
        self._tenders: tuple[Tender, ...] = ()
        LeavesWith(desk.customer, _PAGE, view)
        LeavesWith(desk.customer, _PAGE, done)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.show)
        view.restated.connect(self._soon.start)
        view.payment.changed.connect(self._pay)
        view.pad.changed.connect(self._soon.start)
        desk.customer.wanted.connect(self.show)
        self._replies = Replies(drawing=view.pad.set_signature, signed=view.pad.take)

    def _pay(self, tenders: Sequence[Tender]) -> None:
        self._tenders = tuple(tenders)
        self._soon.start()

    def show(self) -> None:
        """As it stands now."""
        pickup, view = self._pickup, self._view
        data, charge = pickup.data, pickup.charge
        if data is None or charge is None or not view.isVisible():
            return
        if pickup.slip.match not in {Match.MATCHED, Match.LOST}:
            self._desk.customer.leave(_PAGE)
            return
        state = pickup.payment
        signing = Signing(data.card.customer.name, view.pad.signature(), view.pad.on_paper)
        settled = state.settled and bool(self._tenders)
        self._shown = pay_scene(
            self._desk.settings,
            data.card,
            charge,
            self._tenders,
            state.change if settled else None,
            signing,
        )
        self._desk.customer.show(_PAGE, self._shown, self._replies)

    def thank(self, done: HandedOver) -> None:
        """Handed over: what was paid and given back, with thanks."""
        if self._shown is None or self._shown.form != f"pay {done.ticket_id}":
            return
        scene, self._shown = self._shown, None
        outcome = "back" if done.given_back else "paid" if scene.tendered else "nothing"
        word = catalogue(scene.language).text(f"facing.pay.{outcome}")
        self._tenders = ()
        self._desk.customer.show(
            _PAGE, replace(scene, done=True, due_label=word, signing=Signing()), Replies()
        )
