"""The intake as a page of the window."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from shopdesk.services.scan import ScanResult
from shopdesk.ui.common.kit import column
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.intake.consenting import Consenting
from shopdesk.ui.pages.intake.presenter import IntakePresenter
from shopdesk.ui.pages.intake.view import IntakeView
from shopdesk.ui.shell.actions import Action
from shopdesk.ui.shell.page import Page

_BANDS = ("customer", "device", "fault", "condition", "terms")


class IntakePage(Page):
    """接件: a device is taken in here."""

    page_id, title_key, icon_name = "intake", "intake.title", "inbox"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.view = IntakeView(desk.texts, desk.tasks, desk.settings, desk.paper_preview)
        self._desk = desk
        self.presenter = IntakePresenter(desk, self.view)
        self.consenting = Consenting(
            desk, self.view, self.presenter.photos.photos, self.presenter.other_devices
        )
        self.setLayout(column(self.view, spacing=0))

    def open(self, **target: object) -> None:
        self.presenter.start()
        self.consenting.look()
        customer_id, device_id = target.get("customer_id"), target.get("device_id")
        draft_id = target.get("draft_id")
        if isinstance(device_id, int):
            self.presenter.finding.open_device(device_id)
        elif isinstance(customer_id, int):
            self.presenter.finding.open_customer(customer_id)
        elif isinstance(draft_id, str):
            self.presenter.resume(draft_id)
        if not self.view.is_covered():
            self.view.start()

    def changed(self, changes: object) -> None:
        if isinstance(changes, Iterable):
            entities = {getattr(one, "entity", "") for one in changes}
            if entities & {"draft", "own_model"}:
                self.presenter.start()
            if "settings" in entities:
                self.view.fault.use_checks(self._desk.settings.checks)
            if entities & {"consent_text", "settings"}:
                self.consenting.look()
            if "desk_settings" in entities:
                self.presenter.sources.look()

    def left(self) -> None:
        self.presenter.keeper.keep_if_touched()

    def scanned(self, result: ScanResult) -> bool:
        return self.presenter.scanned(result)

    def page_actions(self) -> list[Action]:
        view, presenter = self.view, self.presenter
        if view.is_covered():
            return [
                Action(
                    action_id="intake_open",
                    text_key="intake.saved.open",
                    shortcut="F9",
                    run=presenter.open_saved,
                )
            ]
        actions = [
            Action(
                action_id="intake_save",
                text_key="intake.save",
                icon="printer",
                shortcut="Ctrl+Return",
                permission="receive",
                run=presenter.save,
            ),
            Action(
                action_id="intake_park",
                text_key="intake.draft.park",
                icon="pause",
                shortcut="F6",
                run=presenter.park,
            ),
            Action(
                action_id="intake_advice",
                text_key="intake.advice.title",
                icon="book-open",
                shortcut="F2",
                run=view.fault.advice.open_sheet,
            ),
            Action(
                action_id="intake_another",
                text_key="intake.visit.another",
                icon="plus",
                shortcut="F3",
                permission="receive",
                run=presenter.another,
                enabled=presenter.can_add,
            ),
            Action(
                action_id="intake_next_device",
                text_key="intake.visit.next",
                shortcut="Ctrl+PgDown",
                run=partial(presenter.step, 1),
            ),
            Action(
                action_id="intake_device_before",
                text_key="intake.visit.before",
                shortcut="Ctrl+PgUp",
                run=partial(presenter.step, -1),
            ),
            Action(
                action_id="intake_claim",
                text_key="intake.claim.offer",
                icon="shield-check",
                shortcut="F10",
                run=view.fault.history.toggle,
            ),
            Action(
                action_id="intake_history",
                text_key="intake.history.title",
                icon="history",
                run=view.fault.history.open,
            ),
            Action(
                action_id="intake_marks",
                text_key="intake.condition.mark",
                icon="map-pin",
                shortcut="F4",
                run=view.marks.toggle,
            ),
            Action(
                action_id="intake_camera",
                text_key="photos.take.title",
                icon="camera",
                shortcut="F5",
                run=presenter.sources.open_camera,
            ),
            Action(
                action_id="intake_usual",
                text_key="intake.terms.usual",
                icon="check-check",
                shortcut="F7",
                run=view.terms.answer_usual,
            ),
            Action(
                action_id="intake_on_paper",
                text_key="annotate.signature.on_paper",
                icon="signature",
                shortcut="F8",
                run=view.terms.sign_on_paper,
            ),
            Action(
                action_id="intake_resume",
                text_key="intake.draft.resume_plain",
                icon="history",
                shortcut="F9",
                run=presenter.resume_newest,
                enabled=presenter.can_resume,
            ),
            Action(
                action_id="intake_parked",
                text_key="intake.draft.choose",
                icon="history",
                shortcut="Shift+F9",
                run=view.head.open_parked,
            ),
            Action(
                action_id="intake_clear", text_key="intake.draft.clear", icon="eraser", run=presenter.clear
            ),
        ]
        actions += [
            Action(
                action_id=f"intake_band_{number}",
                text_key=f"intake.{band}.title",
                shortcut=f"Alt+{number}",
                run=partial(view.go_band, number),
            )
            for number, band in enumerate(_BANDS, start=1)
        ]
        return actions
