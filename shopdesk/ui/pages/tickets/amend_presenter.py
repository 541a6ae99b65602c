"""The story of an intake and the form that amends it: opened over the ticket, kept while typed, sent once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from shopdesk.domain.roles import Permission
from shopdesk.domain.ticket import CLOSED
from shopdesk.errors import UserError
from shopdesk.services.amending import Amended, AmendIntake
from shopdesk.services.amendments import CodeFit, fits_of
from shopdesk.services.intake_form import IntakeRecord
from shopdesk.services.work import Outcome
from shopdesk.ui.annotate.panel import MarksPanel
from shopdesk.ui.common.photo_taking import PhotoTaking
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.tickets.amend_form import AmendForm
from shopdesk.ui.pages.tickets.amend_story import StoryPanel
from shopdesk.ui.pages.tickets.amend_telling import story_shown, verdicts
from shopdesk.ui.pages.tickets.forms import Sending
from shopdesk.ui.pages.tickets.looking import Look
from shopdesk.ui.pages.tickets.panel import Panel
from shopdesk.ui.pages.tickets.tongue import Tongue


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for a ticket, and the record that it began with."""

    record: IntakeRecord
    reason: str
    began: IntakeRecord
    code: str


class AmendPresenter(QObject):
    def __init__(
        self,
        desk: Desk,
        open_panel: Callable[[Panel], None],
        close_panel: Callable[[], None],
        refresh: Callable[[], None],
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._desk = desk
        self._open, self._close = open_panel, close_panel
        self.story = StoryPanel(desk.texts)
        self.form = AmendForm(desk)
        self.sending = Sending(desk, self.form, "amend.title")
        self.sending.moved_on = refresh
        self.photos = PhotoTaking(desk.tasks, desk.shop, self.form.strip)
        self.marks = MarksPanel(desk.texts, host)
        self._seen: Look | None = None
        self._began: IntakeRecord | None = None
        self._code = ""
        self._kept: dict[int, Typed] = {}
        self._connect(host)

    def _connect(self, host: QWidget) -> None:
        form, story = self.form, self.story
        form.committed.connect(self.send)
        form.left.connect(self._leave)
        form.marks_wanted.connect(self._open_marks)
        self.photos.changed.connect(self._photos_changed)
        self.photos.removed.connect(self._photo_gone)
        self.marks.editor.changed.connect(self._marked)
        self.marks.closed.connect(lambda: form.commit.setEnabled(True))
        story.committed.connect(self.check)
        story.left.connect(self._close)
        story.amend_wanted.connect(self._amend)
        self._f4 = QShortcut(QKeySequence("F4"), host)
        self._f4.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._f4.activated.connect(self._toggle_marks)

    def _tongue(self, seen: Look) -> Tongue:
        return Tongue(self._desk.texts.catalogue, self._desk.settings, seen.now)

    # the story

    def open_story(self, seen: Look) -> None:
        self._seen = seen
        self.story.code.clear()
        self.story.forget()
        self._show_story(seen)
        self._open(self.story)

    def _show_story(self, seen: Look) -> None:
        self.story.show_story(story_shown(seen.card, self._tongue(seen)), may_amend=can_amend(seen))

    def check(self) -> None:
        """Hold the code that is typed against the open ticket."""
        seen = self._seen
        if seen is None:
            return

        def found(fits: Sequence[CodeFit]) -> None:
            self.story.show_verdicts(verdicts(fits, seen.card, self._tongue(seen)))

        typed, actor, shop = self.story.code.text(), self._desk.actor, self._desk.shop
        failed = self._desk.problems.form(fields={"code": self.story.field}, banner=self.story.banner)
        self._desk.tasks.run(
            lambda: shop.ask_as(actor, fits_of, seen.card.id, typed), found, failed, owner=self
        )

    def _amend(self) -> None:
        if self._seen is not None:
            self.open_form(self._seen)

    # the form

    def open_form(self, seen: Look) -> None:
        """Begin with what stands now, or with what was typed for this ticket before."""
        self._seen = seen
        self.sending.begin(seen)
        kept = self._kept.pop(seen.card.id, None)
        self._began, self._code = seen.card.intake, seen.card.story.last_code
        record = seen.card.intake
        if kept is not None:
            record = rebased(kept.record, kept.began, seen.card.intake)
        self.form.start(seen.card, record)
        self.form.reason.setText(kept.reason if kept is not None else "")
        self.photos.start(record.photos)
        self._open(self.form)

    def looked(self, front: Panel | None, seen: Look) -> None:
        """The ticket was read anew beneath one of these panels."""
        if self._seen is None or seen.card.id != self._seen.card.id:
            return
        self._seen = seen
        if front is self.story:
            self._show_story(seen)
        elif front is self.form:
            self.sending.look_again(seen)
            if seen.card.story.last_code != self._code:
                self._rebase(seen)

    def _rebase(self, seen: Look) -> None:
        """Another desk amended it: what was changed here is changed in what stands there now."""
        record = self.form.record()
        if record is None or self._began is None:
            return
        both = rebased(record, self._began, seen.card.intake)
        self._began, self._code = seen.card.intake, seen.card.story.last_code
        self.form.show_record(both)
        self.photos.start(both.photos)
        self.form.banner.say("amend.meanwhile", "warn")

    def keep(self, front: Panel | None) -> None:
        """Another ticket or page comes: what was typed is kept under its own."""
        self.marks.leave()
        record = self.form.record()
        if front is not self.form or record is None or self._began is None:
            return
        if record != self._began or self.form.reason.text():
            typed = Typed(record, self.form.reason.text(), self._began, self._code)
            self._kept[self.sending.ticket_id] = typed

    def _leave(self) -> None:
        self.keep(self.form)
        self._close()

    def send(self) -> None:
        record = self.form.record()
        if record is None or not self.marks.isHidden():
            return
        self.form.clear_problems()
        if self.photos.busy:
            self.form.show_photo_trouble(self._desk.texts.tr("amend.photos_pending"))
            return
        command = AmendIntake(
            request_id=self.sending.request_id,
            ticket_id=self.sending.ticket_id,
            seen_version=self.sending.seen_version,
            seen_code=self._code,
            reason=self.form.reason.text(),
            record=record,
            signature=self.form.pad.signature(),
            signed_on_paper=self.form.pad.on_paper,
            print_receipt=self.form.printing.isChecked(),
        )
        self.sending.send(command, self._done, self.form.fields, self._photo_problem)

    def _photo_problem(self, problem: BaseException) -> bool:
        if isinstance(problem, UserError) and problem.field in {"photos", "marks"}:
            self.form.show_photo_trouble(self._desk.texts.tr(problem.key, **problem.values))
            return True
        return False

    def _done(self, outcome: Outcome[Amended]) -> None:
        self._kept.pop(self.sending.ticket_id, None)
        key = "amend.done_printing" if outcome.value.document_id is not None else "amend.done"
        self._desk.notices.ok(key, code=outcome.value.code)
        self._close()

    # marks and photos

    def _open_marks(self, surface: str) -> None:
        record, seen = self.form.record(), self._seen
        if record is None or seen is None:
            return
        editor = self.marks.editor
        editor.set_device_kind(seen.card.device.kind)
        editor.set_photos(self.photos.photos())
        editor.set_marks(record.marks)
        self.form.commit.setEnabled(False)
        self.marks.enter(surface)

    def _toggle_marks(self) -> None:
        if not self.marks.isHidden():
            self.marks.leave()
        elif self.form.isVisible():
            self._open_marks("")

    def _marked(self) -> None:
        if not self.marks.isHidden():
            self.form.show_marks(self.marks.editor.marks())

    def _photos_changed(self) -> None:
        shown = list(self.photos.photos())
        self.form.strip.set_photos(shown)
        self.form.show_photos([(name, photo) for name, photo in shown])

    def _photo_gone(self, name: str) -> None:
        """Its marks go with it."""
        record = self.form.record()
        if record is not None:
            kept = tuple(mark for mark in record.marks if mark.surface != name)
            self.form.show_marks(kept)


def can_amend(seen: Look) -> bool:
    """Whether the person may, the ticket is not closed, and the record is what it was."""
    open_still = seen.card.status not in CLOSED
    return open_still and seen.card.intact and seen.allows(Permission.AMEND_INTAKE)


def rebased(mine: IntakeRecord, began: IntakeRecord, now: IntakeRecord) -> IntakeRecord:
    """What I changed since `began`, in `now`."""
    changed = {
        one.name: getattr(mine, one.name)
        for one in fields(IntakeRecord)
        if getattr(mine, one.name) != getattr(began, one.name)
    }
    return replace(now, **changed)
