"""What is on file about who and what stands in the form: looked up as it is typed, chosen or scanned."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from shopdesk.services.catalogue import CatalogueDevice, device_catalogue
from shopdesk.services.claims import Repair, repairs_of
from shopdesk.services.customer_lists import find_customers
from shopdesk.services.known_devices import OwnedDevice, identified
from shopdesk.services.own_models import AddOwnModel, ModelSearch, OwnModel, RemoveOwnModel, own_models
from shopdesk.services.people import (
    CustomerBrief,
    CustomerCard,
    DeviceBrief,
    PastVisit,
    customer_card,
    device,
)
from shopdesk.services.scan import ScanResult
from shopdesk.services.work import Outcome
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.intake.device import NewModel
from shopdesk.ui.pages.intake.earlier import history_shown
from shopdesk.ui.pages.intake.entered import Entered
from shopdesk.ui.pages.intake.head import brief
from shopdesk.ui.pages.intake.view import IntakeView

_LONGEST_FAULT = 24
_LEAST_DIGITS = 7
"""Of a number typed in full."""


class Finding(QObject):
    """Answers that come when another form stands there already are left aside."""

    touched = Signal()
    """Something on file was taken into the form."""
    other_device = Signal(object)
    """A ScanResult of another device than the one in the form."""

    def __init__(self, desk: Desk, view: IntakeView, taken: Callable[[], frozenset[int]]) -> None:
        """`taken` are the devices that the visit's other forms hold."""
        super().__init__(view)
        self._desk, self._view, self._taken = desk, view, taken
        self._form = 0
        self._card: CustomerCard | None = None
        self._repairs: tuple[Repair, ...] = ()
        self._own: tuple[OwnModel, ...] = ()
        self._connect()

    def _connect(self) -> None:
        customer, band = self._view.customer, self._view.device
        customer.wanted.connect(self._find_customers)
        customer.chosen.connect(self.take_customer)
        customer.let_go.connect(self._customer_gone)
        customer.left_phone.connect(self._look_for_phone)
        customer.left_name.connect(self._look_for_name)
        band.wanted.connect(self._find_models)
        band.model_chosen.connect(self._take_model)
        band.device_chosen.connect(self._take_device)
        band.identified.connect(self._identify)
        self._view.fault.history.claim_wanted.connect(self._claim)
        self._view.changed.connect(self._show_repairs)
        self._desk.texts.changed.connect(self._show_repairs)

    # another form

    def begin(self, entered: Entered) -> None:
        """Another form stands there: find again whom and what it names."""
        self._form += 1
        self._repairs = ()
        if entered.customer_id is None:
            self._card = None
        elif self._card is not None and self._card.customer.id == entered.customer_id:
            self._show_card(self._card, entered.phone)
        else:
            self._show_customer(entered.customer_id, entered.phone)
        if entered.device_id is not None:
            self._ask(self._recognise, device, entered.device_id)

    def load_own_models(self) -> None:
        def loaded(found: tuple[OwnModel, ...]) -> None:
            self._own = found

        self._desk.ask(loaded, own_models)

    def _ask(self, then: Callable[..., object], query: Callable[..., object], *args: object) -> None:
        """Ask, and hand on the answer only while the same form stands there."""
        form = self._form

        def answer(found: object) -> None:
            if form == self._form:
                then(found)

        self._desk.ask(answer, query, *args)

    # customer

    def _find_customers(self, asked: str, text: str) -> None:
        self._desk.ask(lambda found: self._view.customer.show_found(asked, text, found), find_customers, text)

    def take_customer(self, known: CustomerBrief) -> None:
        """Fill in a customer on file, with devices and the last visit."""
        typed = self._view.entered().phone
        self._show_customer(known.id, typed, then=self._view.after_customer)

    def open_customer(self, customer_id: int) -> None:
        self._show_customer(customer_id, then=self._view.after_customer)

    def _show_customer(
        self, customer_id: int, typed: str = "", then: Callable[[], object] | None = None
    ) -> None:
        def show(card: CustomerCard) -> None:
            self._card = card
            self._show_card(card, typed)
            self.touched.emit()
            if then is not None:
                then()

        self._ask(show, customer_card, customer_id)

    def _show_card(self, card: CustomerCard, typed: str) -> None:
        known = card.customer
        number = known.number_for(typed) if typed.strip() else known.phone
        taken = self._taken()
        devices = [one for one in card.devices if one.id not in taken]
        self._view.show_customer(known, number, self._visit(card.visits), devices)
        self._view.preview.refresh()

    def _customer_gone(self) -> None:
        self._card = None

    def _look_for_phone(self, text: str) -> None:
        """The number was typed in full and belongs to somebody on file."""
        digits = _digits(text)

        def found(customers: tuple[CustomerBrief, ...]) -> None:
            same = [one for one in customers if digits in {_digits(number) for number in one.numbers()}]
            here = self._view.entered()
            if not same or here.customer_id is not None or _digits(here.phone) != digits:
                return
            if not here.name.strip():
                self._show_customer(same[0].id, text)
            else:
                self._view.customer.show_same("phone", same)

        if len(digits) >= _LEAST_DIGITS:
            self._ask(found, find_customers, text)

    def _look_for_name(self, text: str) -> None:
        """Somebody of this very name is on file, under whatever number."""
        name = text.strip().casefold()

        def found(customers: tuple[CustomerBrief, ...]) -> None:
            here = self._view.entered()
            same = [one for one in customers if one.name.casefold() == name]
            if same and here.customer_id is None and here.name.strip().casefold() == name:
                self._view.customer.show_same("name", same)

        if name:
            self._ask(found, find_customers, text.strip())

    def _visit(self, visits: tuple[PastVisit, ...]) -> str:
        if not visits:
            return ""
        last = visits[0]
        day = self._desk.settings.local(last.received_at).date()
        return self._desk.texts.tr("intake.customer.last", day=day, fault=_short(last.fault))

    # models

    def _find_models(self, text: str) -> None:
        own = self._own
        self._desk.tasks.aside(
            lambda: ModelSearch(own, device_catalogue()).find(text),
            lambda found: self._view.device.show_found(text, found),
            owner=self,
        )

    def _take_model(self, one: CatalogueDevice | NewModel) -> None:
        if isinstance(one, CatalogueDevice):
            self._view.show_model(one)
            return
        entered = self._view.entered()
        model = CatalogueDevice(entered.kind, entered.brand.strip(), one.name)
        self._view.show_model(model)
        command = AddOwnModel(kind=model.kind, brand=model.brand, name=model.name)

        def added(outcome: Outcome[int]) -> None:
            self.load_own_models()
            self._desk.notices.say(
                "intake.device.own_added",
                "ok",
                action_key="common.undo",
                action=lambda: self._forget_model(outcome.value),
                name=brief(model.name),
            )

        self._desk.send(command, added, owner=self)

    def _forget_model(self, model_id: int) -> None:
        self._desk.send(RemoveOwnModel(model_id=model_id), lambda _done: self.load_own_models(), owner=self)

    # devices

    def _take_device(self, known: DeviceBrief | None) -> None:
        self._repairs = ()
        if known is None:
            self._claim(None)
            self._view.fault.show_history(None)
            return
        self._show_device(known)
        self._view.after_device()

    def _show_device(self, known: DeviceBrief) -> None:
        self._view.show_device(known)
        self._view.fault.show_claim(None)
        self._view.preview.refresh()
        self._ask_repairs(known)
        self.touched.emit()

    def _recognise(self, known: DeviceBrief) -> None:
        self._view.device.recognise(known)
        self._ask_repairs(known)

    def _ask_repairs(self, known: DeviceBrief) -> None:
        def found(repairs: tuple[Repair, ...]) -> None:
            if self._view.entered().device_id != known.id:
                return
            self._repairs = repairs
            if repairs:
                self._view.device.show_history(self._desk.texts.tr("intake.device.history", n=len(repairs)))
            self._show_repairs()

        self._ask(found, repairs_of, known.id)

    def _identify(self, kind: str, imei: str, serial: str) -> None:
        """A whole identity stands there: is it on file, and as whose?"""
        before = self._view.entered().identity

        def found(owned: OwnedDevice | None) -> None:
            here = self._view.entered()
            if owned is None or here.identity != before or here.device_id == owned.device.id:
                return
            if here.device_id is not None:
                self._view.device.show_owner(self._desk.texts.tr("intake.device.of_other_device"), "bad")
            else:
                self._fill_in(owned, here)

        self._ask(found, identified, kind, imei, serial)

    def _fill_in(self, owned: OwnedDevice, here: Entered) -> None:
        known = owned.device
        if here.customer_id is None and not here.name.strip():
            self._show_customer(known.customer_id, here.phone, then=lambda: self._show_device(known))
            return
        mine = here.customer_id == known.customer_id
        if mine or not here.model.strip():
            self._show_device(known)
        if not mine:
            self._view.device.show_owner(
                self._desk.texts.tr("intake.device.of_other", owner=owned.owner), "warn"
            )

    def open_device(self, device_id: int) -> None:
        """A device on file, with whose it is; a customer already in the form stays."""

        def show(known: DeviceBrief) -> None:
            here = self._view.entered()
            if here.customer_id is None and not here.name.strip():
                self._show_customer(known.customer_id, then=lambda: self._take_device(known))
            else:
                self._take_device(known)
                if here.customer_id != known.customer_id:
                    # It has changed hands: saving asks whether it moves to this customer.
                    self._identify(known.kind, known.imei, known.serial)

        self._ask(show, device, device_id)

    def scanned(self, result: ScanResult) -> None:
        """An IMEI fills the device in, becomes the second one of this phone, or is another device's."""
        here = self._view.entered()
        same = result.device_id is not None and result.device_id == here.device_id
        if same or result.code == here.identity:
            return
        if result.device_id is not None and not here.model.strip() and not here.identity.strip():
            self.open_device(result.device_id)
        elif not self._view.device.scan(result.code):
            self.other_device.emit(result)

    # what was done before

    def claimed(self, entered: Entered) -> Repair | None:
        """The repair that is claimed on."""
        return next((one for one in self._repairs if one.ticket_id == entered.redoes_id), None)

    def _show_repairs(self) -> None:
        if not self._repairs:
            return
        desk, entered = self._desk, self._view.entered()
        today = desk.settings.local(desk.shop.clock()).date()
        self._view.fault.show_history(
            history_shown(
                self._repairs, entered.faults, entered.redoes_id, desk.settings, desk.texts.catalogue, today
            )
        )

    def _claim(self, ticket_id: int | None) -> None:
        self._view.fault.show_claim(ticket_id)
        self._show_repairs()


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _short(fault: str) -> str:
    first = fault.splitlines()[0] if fault else ""
    return first if len(first) <= _LONGEST_FAULT else f"{first[: _LONGEST_FAULT - 1]}…"
