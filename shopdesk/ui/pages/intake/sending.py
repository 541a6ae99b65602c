"""A visit on its way to the shop: each form read, one command for all of them. No widgets here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from shopdesk.errors import UserError
from shopdesk.services.intake import Received, ReceiveDevice
from shopdesk.services.intake_form import IntakeForm
from shopdesk.services.visits import ReceiveVisit
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.intake.entered import form_of
from shopdesk.ui.pages.intake.visit import VisitForms


def send_visit(
    desk: Desk,
    visit: VisitForms,
    request_id: str,
    confirmed: frozenset[str],
    done: Callable[[Sequence[Received]], None],
    failed: Callable[[BaseException], None],
    owner: QObject,
) -> None:
    """Send one device as ever, several as a visit. Raises UserError at what cannot be read of a form."""
    forms = _forms(desk, visit)
    if len(forms) == 1:
        one = ReceiveDevice(
            request_id=request_id, confirmed=confirmed, form=forms[0], passcode=visit.passcode
        )
        desk.send(one, lambda outcome: done((outcome.value,)), failed, owner=owner)
        return
    together = ReceiveVisit(
        request_id=request_id, confirmed=confirmed, forms=forms, passcodes=visit.passcodes
    )
    desk.send(together, lambda outcome: done(outcome.value.taken), failed, owner=owner)


def _forms(desk: Desk, visit: VisitForms) -> tuple[IntakeForm, ...]:
    now = desk.shop.clock()
    forms = []
    for place, entered in enumerate(visit.forms):
        try:
            forms.append(form_of(entered, desk.settings, now))
        except UserError as problem:
            problem.field = f"devices.{place}.{problem.field}"
            raise
    return tuple(forms)


def of_device(name: str) -> tuple[int | None, str]:
    """Which device a field or question is about: ``devices.1.fault`` → 1, ``fault``."""
    if not name.startswith("devices."):
        return None, name
    _, place, rest = name.split(".", 2)
    return int(place), rest
