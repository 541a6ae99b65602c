"""Which commands open the cash drawer, and opening it where a receipt printer holds it."""

from __future__ import annotations

from typing import Any

from shopdesk.domain.papers import PaperKind
from shopdesk.domain.payment import CASH
from shopdesk.services.checkout import HandOver
from shopdesk.services.desk_settings import desk_route
from shopdesk.services.refunds import Refund
from shopdesk.services.settings import Route
from shopdesk.services.till import MoveCash, OpenDrawer, OpenTill, TakeDeposit
from shopdesk.services.work import Command
from shopdesk.ui.desk import Desk


def touches_cash(command: Command[Any]) -> bool:
    """Whether hands must get at the notes and coins for this."""
    match command:
        case OpenDrawer() | MoveCash() | OpenTill():
            return True
        case HandOver():
            return any(tender.kind == CASH for tender in command.tenders)
        case TakeDeposit():
            return command.tender.kind == CASH
        case Refund():
            return command.tender == CASH
        case _:
            return False


def kick_drawer(desk: Desk, command: Command[Any]) -> None:
    """Open the drawer for a command that was carried out. A printer that is off costs a message, no more."""

    def kick(route: Route) -> None:
        desk.tasks.aside(lambda: desk.printers.open_drawer(route.printer))

    if touches_cash(command):
        # The drawer hangs on the printer that this desk's receipts go to.
        desk.ask(kick, desk_route, desk.actor.desk, PaperKind.SALE.value)
