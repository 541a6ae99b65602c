"""Consents of an intake: the shop's texts of today, and the customer's own screen beside the counter's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from shopdesk.domain.consent import Purpose
from shopdesk.services.consents import consent_texts
from shopdesk.services.packs import ConsentText
from shopdesk.ui.customer_screen.stage import Replies
from shopdesk.ui.customer_screen.telling import intake_scene
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.intake.entered import Entered, form_of
from shopdesk.ui.pages.intake.view import IntakeView

_PAGE = "intake"
_SOON_MS = 60


class Consenting(QObject):
    """`photos` gives the pictures of the device that is shown, `others` the names of the further ones."""

    def __init__(
        self,
        desk: Desk,
        view: IntakeView,
        photos: Callable[[], Sequence[tuple[str, QImage | None]]],
        others: Callable[[], Sequence[str]],
    ) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._photos, self._others = photos, others
        self._texts: tuple[ConsentText, ...] = desk.settings.pack.consents
        self._form = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.show)
        view.changed.connect(self._touched)
        view.filled.connect(self._filled)
        desk.customer.wanted.connect(self.show)
        self._replies = Replies(
            answered=self._answered, drawing=view.terms.pad.set_signature, signed=view.terms.pad.take
        )

    def look(self) -> None:
        """Ask for the texts that count now."""
        self._desk.ask(self._worded, consent_texts)

    def _worded(self, texts: tuple[ConsentText, ...]) -> None:
        self._texts = texts
        self._view.terms.show_texts(texts)
        self.show()

    def _filled(self) -> None:
        """Another form: what stood on the customer's screen is somebody else's."""
        self._form += 1
        self._desk.customer.leave(_PAGE)
        self._touched()

    def _touched(self) -> None:
        self._warn()
        self._soon.start()

    def show(self) -> None:
        """The form as it stands, as far as it is the customer's to see."""
        stage, view = self._desk.customer, self._view
        if not stage.watched:
            return
        entered = view.entered()
        if view.is_covered() or not _is_begun(entered):
            stage.leave(_PAGE)
            return
        desk = self._desk
        form = form_of(entered, desk.settings, desk.shop.clock(), lenient=True)
        scene = intake_scene(
            desk.settings, form, self._texts, self._photos(), str(self._form), tuple(self._others())
        )
        stage.show(_PAGE, scene, self._replies)

    def _answered(self, purpose: str, answer: str) -> None:
        self._view.terms.answer_for_customer(purpose, answer)

    def _warn(self) -> None:
        """A passcode is entered, and the customer does not want the device unlocked: say so at once."""
        view = self._view
        answer = view.entered().consents.get(Purpose.DATA_ACCESS.value, "")
        text = next(one for one in self._texts if one.purpose == Purpose.DATA_ACCESS)
        refused = bool(answer) and text.answer(answer).agrees is not True
        entry = view.passcode()
        view.show_passcode_refused(
            text.answer(answer).name if refused and entry is not None and entry.secret else None
        )


def _is_begun(entered: Entered) -> bool:
    """Something of this customer's stands in the form, beyond a number that was looked up."""
    return bool(entered.model.strip() or entered.photos or entered.consents or entered.signature)
