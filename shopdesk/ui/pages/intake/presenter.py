"""What the intake does: finds as it is typed, keeps drafts, saves once. No widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject

from shopdesk.domain.papers import ReceiptPaper
from shopdesk.errors import NeedsConfirmation, UserError
from shopdesk.i18n import catalogue
from shopdesk.services.drafts import Draft
from shopdesk.services.intake import Received
from shopdesk.services.receipts import Issued, Visit, claim_text, receipt_paper, visit_text
from shopdesk.services.scan import Scanned, ScanResult
from shopdesk.services.visits import MOST_DEVICES
from shopdesk.services.work import new_request_id
from shopdesk.ui.common.photo_taking import PhotoTaking
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.intake.drafts import DraftKeeper
from shopdesk.ui.pages.intake.entered import form_of
from shopdesk.ui.pages.intake.finding import Finding
from shopdesk.ui.pages.intake.first_advice import FirstAdvice
from shopdesk.ui.pages.intake.head import brief
from shopdesk.ui.pages.intake.sending import of_device, send_visit
from shopdesk.ui.pages.intake.strip import OfVisit
from shopdesk.ui.pages.intake.view import IntakeView
from shopdesk.ui.pages.intake.visit import VisitForms
from shopdesk.ui.pages.intake.when import read_moment, shown_moment
from shopdesk.ui.photos.sources import PhotoSources

_OF_VISIT = frozenset({"customer", "consents", "signature"})
"""Fields that stand beside every device of the visit."""


class IntakePresenter(QObject):
    """One form after another. The request id is made with the form and sent again until it is answered."""

    def __init__(self, desk: Desk, view: IntakeView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._request_id = new_request_id()
        self._confirmed: frozenset[str] = frozenset()
        self._forms = VisitForms()
        self._wrong: int | None = None
        self._saving = False
        self._saved: Received | None = None
        self._drafts: tuple[Draft, ...] = ()
        self.photos = PhotoTaking(desk.tasks, desk.shop, view.condition.strip)
        band = view.condition
        self.sources = PhotoSources(desk, view, self.photos, lambda: band.kind, band.arrivals)
        self.keeper = DraftKeeper(desk, lambda: (self._request_id, self._visit()), self)
        self.finding = Finding(desk, view, self._elsewhere)
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
        self.finding.touched.connect(self._typed)
        self.finding.other_device.connect(self._other_scanned)
        view.fault.history.open_wanted.connect(self._open_ticket)
        view.head.another_wanted.connect(self.another)
        view.head.strip.chosen.connect(self.go)
        view.head.strip.remove_wanted.connect(self.remove)
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
        # The answer about a photo stands; those about this device were given for what stood there then.
        self._confirmed &= {"no_photo"}
        self.keeper.touched()
        self._show_drafts()
        self._show_strip()

    def _photos_changed(self) -> None:
        before = self._view.entered().photos
        self._view.show_photos(self.photos.photos())
        self._view.preview.refresh()
        # A picture that has come up changes nothing that was typed, and takes no answer back.
        if self._view.entered().photos != before:
            self._typed()

    def paper(self) -> ReceiptPaper:
        """The receipt as it would be printed now."""
        desk = self._desk
        now = desk.shop.clock()
        person = desk.who.person
        entered = self._view.entered()
        form = form_of(entered, desk.settings, now, lenient=True)
        say = catalogue(form.language or desk.settings.paper_language)
        claimed = self.finding.claimed(entered)
        count = len(self._forms)
        issued = Issued(
            now,
            person.name if person else "",
            desk.actor.desk,
            visit=visit_text(say, Visit(self._forms.here + 1, count)) if count > 1 else "",
            claim=claim_text(say, claimed.number, claimed.what) if claimed else "",
            claims_on=claimed.number if claimed else "",
        )
        return receipt_paper(desk.settings, form, issued)

    def _settle_promise(self, text: str) -> None:
        """A promised time as typed, the way it stays true tomorrow."""
        zone = self._desk.settings.zone
        try:
            moment = read_moment(text, self._desk.shop.clock(), zone)
        except (ValueError, OverflowError):
            return
        self._view.money.show_promise(shown_moment(moment, zone) if moment else "")

    # the devices of the visit

    def _visit(self) -> VisitForms:
        """All forms of the visit, with what stands on the screen now."""
        self._forms.take(self._view.entered(), self._view.passcode())
        return self._forms

    def _elsewhere(self) -> frozenset[int]:
        """Devices that the visit's other forms hold."""
        here = self._forms.here
        others = (form for place, form in enumerate(self._forms.forms) if place != here)
        return frozenset(form.device_id for form in others if form.device_id is not None)

    def other_devices(self) -> list[str]:
        return self._forms.other_models()

    def can_add(self) -> bool:
        return bool(self._view.entered().model.strip()) and len(self._forms) < MOST_DEVICES

    def another(self) -> None:
        """Another device of the same customer, under the same terms and signature."""
        if self.can_add() and self._settled():
            self._visit().add()
            self._turn()
            self._view.after_customer()

    def go(self, place: int) -> None:
        if place % len(self._forms) != self._forms.here and self._settled():
            self._visit().go(place)
            self._turn()

    def step(self, way: int) -> None:
        """To the next device of the visit, or the one before."""
        self.go(self._forms.here + way)

    def remove(self, place: int) -> None:
        """Take a device out of the visit; it can be had back."""
        if len(self._visit()) == 1:
            return
        form, passcode = self._forms.remove(place)
        request_id = self._request_id
        self._turn()

        def undo() -> None:
            if request_id == self._request_id:
                self._visit().put_back(place, form, passcode)
                self._turn()

        self._desk.notices.say(
            "intake.visit.removed", "info", action_key="common.undo", action=undo, model=brief(form.model)
        )

    def _settled(self) -> bool:
        """Photos on their way belong to the form in sight: they arrive before it is left."""
        if self.photos.busy:
            self._view.show_error("photos", "intake.problem.photos_pending", {})
        return not self.photos.busy

    def _turn(self) -> None:
        """Show the device of the visit that it is at now."""
        # Answers were given for the devices as they stood.
        self._confirmed &= {"no_photo"}
        self._show_form()
        self.keeper.touched()
        self._desk.navigator.refresh_actions()

    def _show_form(self) -> None:
        entered = self._forms.shown
        self._view.fill(entered)
        self._view.device.passcode.show_entry(self._forms.passcode)
        self.photos.start(entered.photos)
        self.sources.begin()
        self.finding.begin(entered)
        self._wrong = None
        self._show_strip()

    def _show_strip(self) -> None:
        forms, here = self._forms, self._forms.here
        shown = [self._view.entered() if place == here else form for place, form in enumerate(forms.forms)]
        self._view.head.show_visit(
            [
                OfVisit(form.model.strip(), len(form.marks), place == self._wrong)
                for place, form in enumerate(shown)
            ],
            here,
        )

    def _other_scanned(self, result: ScanResult) -> None:
        """The scanner met another device than the one in the form: it may be the visit's next."""

        def take() -> None:
            self.another()
            self.finding.scanned(result)

        if self.can_add():
            self._desk.notices.say(
                "intake.visit.scanned",
                "info",
                action_key="intake.visit.add",
                action=take,
                tail=result.code[-4:],
            )

    def scanned(self, result: ScanResult) -> bool:
        """An IMEI fills the device in; what belongs to other pages is left to them."""
        if result.what is not Scanned.IMEI or self._view.is_covered():
            return False
        self.finding.scanned(result)
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
        try:
            send_visit(
                self._desk,
                self._visit(),
                self._request_id,
                self._confirmed,
                self._done,
                self._failed,
                self,
            )
        except UserError as problem:
            self._failed(problem)
            return
        self.keeper.keep_if_touched()
        self._saving = True
        self._view.show_saving(True)

    def _failed(self, problem: BaseException) -> None:
        """Beside its field, at the device that it concerns; questions are asked in sight of theirs."""
        self._saving = False
        self._view.show_saving(False)
        if isinstance(problem, UserError):
            place, field = of_device(problem.field or "")
            self._go_wrong(place, field)
            if self._view.show_error(field, problem.key, problem.values):
                return
        elif isinstance(problem, NeedsConfirmation):
            self._go_wrong(*of_device(problem.confirm))
        door = self._desk.problems.form(banner=self._view.banner, confirmed=self._confirm, retry=self.save)
        door(problem)

    def _go_wrong(self, place: int | None, field: str) -> None:
        """Turn to the device at `place`, unless what is wrong stands beside every device alike."""
        if place is None or len(self._forms) == 1 or field.partition(".")[0] in _OF_VISIT:
            return
        if place != self._forms.here:
            self._visit().go(place)
            confirmed = self._confirmed
            self._show_form()
            self._confirmed = confirmed
        self._wrong = place
        self._show_strip()

    def _confirm(self, what: str) -> None:
        self._confirmed |= {what}
        self.save()

    def _done(self, taken: Sequence[Received]) -> None:
        self._saving = False
        self._view.show_saving(False)
        self._saved = taken[0]
        title = self._visit().title
        self.keeper.drop(self._request_id)
        self._new_form()
        codes = " · ".join(one.integrity for one in taken)
        self._view.saved.show_saved([one.number for one in taken], title, codes)
        self._desk.navigator.refresh_actions()

    def next_intake(self) -> None:
        self._view.saved.hide()
        self._view.start()
        self._desk.navigator.refresh_actions()

    def _open_ticket(self, ticket_id: int) -> None:
        self._desk.navigator.go("tickets", ticket_id=ticket_id)

    def open_saved(self) -> None:
        saved = self._saved
        self.next_intake()
        if saved is not None:
            self._desk.navigator.go("tickets", ticket_id=saved.ticket_id)

    # drafts

    def start(self) -> None:
        """The page comes to the front."""
        self.keeper.list_others()
        self.finding.load_own_models()

    def park(self) -> None:
        """Put this one aside and take the next customer."""
        if self._visit().is_blank:
            return
        self.keeper.keep()
        self._new_form()
        self.keeper.list_others()
        self._view.start()

    def clear(self) -> None:
        """An empty form; what stood in it can be had back."""
        request_id, forms = self._request_id, self._visit()
        self.keeper.drop(request_id)
        self._new_form()
        self._view.start()

        def undo() -> None:
            self._fill(request_id, forms)
            self.keeper.touched()

        self._desk.notices.say("intake.draft.cleared", "info", action_key="common.undo", action=undo)

    def resume(self, draft_id: str) -> None:
        """Bring a draft back; what stands here goes aside first."""
        draft = next((one for one in self._drafts if one.id == draft_id), None)
        if draft is None:
            return
        if not self._visit().is_blank:
            self.keeper.keep()
        self._fill(draft.id, VisitForms.restored(draft.body))
        self.keeper.list_others()

    def resume_newest(self) -> None:
        newest = self._view.head.newest()
        if newest:
            self.resume(newest)

    def can_resume(self) -> bool:
        return bool(self._drafts) and self._visit().is_blank

    def _new_form(self) -> None:
        self._fill(new_request_id(), VisitForms())
        self._view.head.show_state("")

    def _fill(self, request_id: str, forms: VisitForms) -> None:
        self._request_id = request_id
        self._confirmed = frozenset()
        self._forms = forms
        self._show_form()
        self._show_drafts()

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
        blank = self._visit().is_blank
        self._view.head.show_drafts(self._drafts, times, blank=blank, may_add=self.can_add())
