"""The draft of this form, kept a moment after typing stops, and what lies aside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from shopdesk.services.drafts import Draft, drafts_of, drop_draft, keep_draft
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.intake.visit import VisitForms

KIND = "intake"
_WAIT_MS = 900


class DraftKeeper(QObject):
    """One draft for each form, under the request id that the form will be saved with."""

    kept = Signal(str, object)
    """The draft's id and when it was kept (aware), or None when there is none any more."""
    listed = Signal(object)
    """The desk's other drafts, newest first."""

    def __init__(
        self, desk: Desk, form: Callable[[], tuple[str, VisitForms]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._form = desk, form
        self._here = desk.actor.desk
        self._kept_id = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_WAIT_MS)
        self._soon.timeout.connect(self.keep)

    def touched(self) -> None:
        """Something was typed: keep it when the hands rest."""
        self._soon.start()

    def keep(self) -> None:
        """Now. A form that is blank again leaves no draft behind."""
        self._soon.stop()
        draft_id, forms = self._form()
        if forms.is_blank:
            if self._kept_id == draft_id:
                self.drop(draft_id)
            return
        self._kept_id = draft_id
        shop, here = self._desk.shop, self._here
        title, body = forms.title, forms.kept()

        def work() -> datetime:
            shop.run(here, keep_draft, draft_id, KIND, title, body)
            return shop.clock()

        self._desk.tasks.run(work, lambda moment: self.kept.emit(draft_id, moment), owner=self)

    def keep_if_touched(self) -> None:
        if self._soon.isActive():
            self.keep()

    def drop(self, draft_id: str) -> None:
        """The form was saved or cleared."""
        self._soon.stop()
        shop, here = self._desk.shop, self._here
        self._desk.tasks.run(
            lambda: shop.run(here, drop_draft, draft_id), lambda _done: self.list_others(), owner=self
        )
        self.kept.emit(draft_id, None)

    def list_others(self) -> None:
        shop, here = self._desk.shop, self._here

        def answer(drafts: tuple[Draft, ...]) -> None:
            here_id, _ = self._form()
            self.listed.emit(tuple(draft for draft in drafts if draft.id != here_id))

        self._desk.tasks.run(lambda: shop.ask(drafts_of, here, KIND), answer, owner=self)
