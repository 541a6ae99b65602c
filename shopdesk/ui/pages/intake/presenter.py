"""What the intake does: finds as it is typed, keeps drafts, saves once. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject

from shopdesk.domain.papers import ReceiptPaper
from shopdesk.errors import UserError
from shopdesk.services.catalogue import CatalogueDevice, device_catalogue
from shopdesk.services.customer_lists import find_customers
from shopdesk.services.drafts import Draft
from shopdesk.services.intake import Received, ReceiveDevice
from shopdesk.services.people import (
    CustomerBrief,
    CustomerCard,
    DeviceBrief,
    PastVisit,
    customer_card,
    device,
    device_history,
)
from shopdesk.services.receipts import Issued, receipt_paper
from shopdesk.services.scan import Scanned, ScanResult
from shopdesk.services.work import Outcome, new_request_id
from shopdesk.ui.common.photo_taking import PhotoTaking
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.intake.drafts import DraftKeeper
from shopdesk.ui.pages.intake.entered import Entered, form_of
from shopdesk.ui.pages.intake.first_advice import FirstAdvice
from shopdesk.ui.pages.intake.view import IntakeView
from shopdesk.ui.pages.intake.when import read_moment, shown_moment

_OF_DEVICE = frozenset({"open_ticket", "known_imei"})
_LONGEST_FAULT = 24


class IntakePresenter(QObject):
    """One form after another. The request id is made with the form and sent again until it is answered."""

    def __init__(self, desk: Desk, view: IntakeView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._request_id = new_request_id()
        self._confirmed: frozenset[str] = frozenset()
        self._card: CustomerCard | None = None
        self._saving = False
        self._saved: Received | None = None
        self._drafts: tuple[Draft, ...] = ()
        self.photos = PhotoTaking(desk.tasks, desk.shop, view.condition.strip)
        self.keeper = DraftKeeper(desk, lambda: (self._request_id, view.entered()), self)
        self.advice = FirstAdvice(desk, view.fault.advice, self)
        self._connect()

    def _connect(self) -> None:
        view = self._view
        for told in (view.changed, view.filled):
            told.connect(lambda: self.advice.look(view.entered()))
        view.fault.advice.settled.connect(lambda title: self.advice.settle(title, view.entered(), self.clear))
        view.changed.connect(self._typed)
        view.preview.shows(self.paper)
        view.money.promise_typed.connect(self._settle_promise)
        view.save_wanted.connect(self.save)
        view.customer.wanted.connect(self._find_customers)
        view.customer.chosen.connect(self.take_customer)
        view.customer.let_go.connect(self._customer_gone)
        view.customer.left_phone.connect(self._look_for_same)
        view.device.wanted.connect(self._find_models)
        view.device.model_chosen.connect(self._take_model)
        view.device.device_chosen.connect(self._take_device)
        view.head.park_wanted.connect(self.park)
        view.head.clear_wanted.connect(self.clear)
        view.head.draft_wanted.connect(self.resume)
        view.saved.next_wanted.connect(self.next_intake)
        view.saved.open_wanted.connect(self.open_saved)
        self.photos.changed.connect(self._photos_changed)
        self.photos.removed.connect(view.photo_removed)
        self.keeper.kept.connect(self._draft_kept)
        self.keeper.listed.connect(self._drafts_listed)

    # what is typed

    def _typed(self) -> None:
        self._confirmed -= _OF_DEVICE
        self.keeper.touched()
        self._show_drafts()

    def _photos_changed(self) -> None:
        self._view.show_photos(self.photos.photos())
        self._view.preview.refresh()
        if self._view.entered().photos:
            self._typed()

    def paper(self) -> ReceiptPaper:
        """The receipt as it would be printed now."""
        desk = self._desk
        now = desk.shop.clock()
        person = desk.who.person
        issued = Issued(now, person.name if person else "", desk.actor.desk)
        return receipt_paper(
            desk.settings, form_of(self._view.entered(), desk.settings, now, lenient=True), issued
        )

    def _settle_promise(self, text: str) -> None:
        """A promised time as typed, the way it stays true tomorrow."""
        zone = self._desk.settings.zone
        try:
            moment = read_moment(text, self._desk.shop.clock(), zone)
        except (ValueError, OverflowError):
            return
        self._view.money.show_promise(shown_moment(moment, zone) if moment else "")

    # customer

    def _find_customers(self, asked: str, text: str) -> None:
        self._desk.ask(lambda found: self._view.customer.show_found(asked, text, found), find_customers, text)

    def take_customer(self, known: CustomerBrief) -> None:
        """Fill in a customer on file, with devices and the last visit."""
        self._show_customer(known.id, then=self._view.after_customer)

    def _show_customer(self, customer_id: int, then: Callable[[], object] | None = None) -> None:
        form = self._request_id

        def show(card: CustomerCard) -> None:
            if form != self._request_id:
                return
            self._card = card
            self._view.show_customer(card.customer, self._visit(card.visits), card.devices)
            self._view.preview.refresh()
            self._typed()
            if then is not None:
                then()

        self._desk.ask(show, customer_card, customer_id)

    def _customer_gone(self) -> None:
        self._card = None

    def _look_for_same(self, text: str) -> None:
        """The number was typed in full and belongs to somebody on file."""
        digits = _digits(text)

        def found(customers: tuple[CustomerBrief, ...]) -> None:
            same = [one for one in customers if _digits(one.phone) == digits]
            here = self._view.entered()
            if not same or here.customer_id is not None or _digits(here.phone) != digits:
                return
            if not here.name.strip():
                self._show_customer(same[0].id)
            else:
                self._view.customer.show_same(same[0])

        if len(digits) >= 7:
            self._desk.ask(found, find_customers, text)

    def _visit(self, visits: tuple[PastVisit, ...]) -> str:
        if not visits:
            return ""
        last = visits[0]
        day = self._desk.settings.local(last.received_at).date()
        return self._desk.texts.tr("intake.customer.last", day=day, fault=_short(last.fault))

    # device

    def _find_models(self, text: str) -> None:
        self._desk.tasks.aside(
            lambda: device_catalogue().find(text),
            lambda found: self._view.device.show_found(text, found),
            owner=self,
        )

    def _take_model(self, one: CatalogueDevice) -> None:
        self._view.show_model(one)

    def _take_device(self, known: DeviceBrief | None) -> None:
        if known is None:
            return
        self._show_device(known)
        self._view.after_device()

    def _show_device(self, known: DeviceBrief) -> None:
        form = self._request_id
        self._view.show_device(known, "")
        self._view.preview.refresh()
        self._typed()

        def show(visits: tuple[PastVisit, ...]) -> None:
            here = self._view.device.known()
            if form == self._request_id and here is not None and here.id == known.id and visits:
                day = self._desk.settings.local(visits[0].received_at).date()
                said = self._desk.texts.tr(
                    "intake.device.history", n=len(visits), day=day, fault=_short(visits[0].fault)
                )
                self._view.device.show_history(said)

        self._desk.ask(show, device_history, known.id)

    def open_customer(self, customer_id: int) -> None:
        self._show_customer(customer_id, then=self._view.after_customer)

    def open_device(self, device_id: int) -> None:
        """A device on file, with whose it is; a customer already in the form stays."""

        def show(known: DeviceBrief) -> None:
            here = self._view.entered()
            if here.customer_id is None and not here.name.strip():
                self._show_customer(known.customer_id, then=lambda: self._take_device(known))
            elif here.customer_id == known.customer_id:
                self._take_device(known)
            else:
                # It has changed hands: the same identity under its new owner.
                self._view.device.show_identity(known.imei or known.serial)

        self._desk.ask(show, device, device_id)

    def scanned(self, result: ScanResult) -> bool:
        """An IMEI fills the device in; what belongs to other pages is left to them."""
        if result.what is not Scanned.IMEI or self._view.is_covered():
            return False
        if result.device_id is not None:
            self.open_device(result.device_id)
        else:
            self._view.device.show_identity(result.code)
        return True

    # saving

    def save(self) -> None:
        """Check what can be checked here, then send; the same request id until it is answered."""
        if self._saving or self._view.is_covered():
            return
        self._view.clear_errors()
        if self.photos.busy:
            self._view.show_error("photos", "intake.problem.photos_pending", {})
            return
        desk = self._desk
        try:
            form = form_of(self._view.entered(), desk.settings, desk.shop.clock())
        except UserError as problem:
            self._failed(problem)
            return
        command = ReceiveDevice(
            request_id=self._request_id,
            confirmed=self._confirmed,
            form=form,
            passcode=self._view.passcode(),
        )
        self.keeper.keep_if_touched()
        self._saving = True
        self._view.show_saving(True)
        desk.send(command, self._done, self._failed, owner=self)

    def _failed(self, problem: BaseException) -> None:
        self._saving = False
        self._view.show_saving(False)
        if isinstance(problem, UserError) and self._view.show_error(
            problem.field or "", problem.key, problem.values
        ):
            return
        door = self._desk.problems.form(banner=self._view.banner, confirmed=self._confirm, retry=self.save)
        door(problem)

    def _confirm(self, what: str) -> None:
        self._confirmed |= {what}
        self.save()

    def _done(self, outcome: Outcome[Received]) -> None:
        self._saving = False
        self._view.show_saving(False)
        self._saved = outcome.value
        entered = self._view.entered()
        self.keeper.drop(self._request_id)
        self._new_form(Entered())
        self._view.saved.show_saved(outcome.value.number, entered.title, outcome.value.integrity)
        self._desk.navigator.refresh_actions()

    def next_intake(self) -> None:
        self._view.saved.hide()
        self._view.start()
        self._desk.navigator.refresh_actions()

    def open_saved(self) -> None:
        saved = self._saved
        self.next_intake()
        if saved is not None:
            self._desk.navigator.go("tickets", ticket_id=saved.ticket_id)

    # drafts

    def start(self) -> None:
        """The page comes to the front."""
        self.keeper.list_others()

    def park(self) -> None:
        """Put this one aside and take the next customer."""
        if self._view.entered().is_blank:
            return
        self.keeper.keep()
        self._new_form(Entered())
        self.keeper.list_others()
        self._view.start()

    def clear(self) -> None:
        """An empty form; what stood in it can be had back."""
        request_id, entered = self._request_id, self._view.entered()
        self.keeper.drop(request_id)
        self._new_form(Entered())
        self._view.start()

        def undo() -> None:
            self._fill(request_id, entered)
            self.keeper.touched()

        self._desk.notices.say("intake.draft.cleared", "info", action_key="common.undo", action=undo)

    def resume(self, draft_id: str) -> None:
        """Bring a draft back; what stands here goes aside first."""
        draft = next((one for one in self._drafts if one.id == draft_id), None)
        if draft is None:
            return
        if not self._view.entered().is_blank:
            self.keeper.keep()
        self._fill(draft.id, Entered.restored(draft.body))
        self.keeper.list_others()

    def resume_newest(self) -> None:
        newest = self._view.head.newest()
        if newest:
            self.resume(newest)

    def can_resume(self) -> bool:
        return bool(self._drafts) and self._view.entered().is_blank

    def _new_form(self, entered: Entered) -> None:
        self._fill(new_request_id(), entered)
        self._view.head.show_state("")

    def _fill(self, request_id: str, entered: Entered) -> None:
        self._request_id = request_id
        self._confirmed = frozenset()
        self._card = None
        self._view.fill(entered)
        self.photos.start(entered.photos)
        if entered.customer_id is not None:
            self._show_customer(entered.customer_id)
        if entered.device_id is not None:
            self._desk.ask(self._device_again(request_id), device, entered.device_id)
        self._show_drafts()

    def _device_again(self, request_id: str) -> Callable[[DeviceBrief], None]:
        def show(known: DeviceBrief) -> None:
            if request_id == self._request_id:
                self._show_device(known)

        return show

    def _draft_kept(self, draft_id: str, moment: datetime | None) -> None:
        if draft_id != self._request_id:
            return
        if moment is None:
            self._view.head.show_state("")
        else:
            at = f"{self._desk.settings.local(moment):%H:%M:%S}"
            self._view.head.show_state("intake.draft.kept", time=at)

    def _drafts_listed(self, drafts: tuple[Draft, ...]) -> None:
        self._drafts = drafts
        self._show_drafts()
        self._desk.navigator.refresh_actions()

    def _show_drafts(self) -> None:
        desk = self._desk
        now, zone = desk.shop.clock(), desk.settings.zone
        times = [desk.texts.catalogue.near(draft.changed_at, now, zone) for draft in self._drafts]
        self._view.head.show_drafts(self._drafts, times, blank=self._view.entered().is_blank)


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _short(fault: str) -> str:
    first = fault.splitlines()[0] if fault else ""
    return first if len(first) <= _LONGEST_FAULT else f"{first[: _LONGEST_FAULT - 1]}…"
