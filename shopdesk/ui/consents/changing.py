"""Asks a customer again, at the counter and on the customer's own screen, and sends the answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from shopdesk.domain.consent import Purpose
from shopdesk.i18n import LANGUAGES
from shopdesk.services.consent_changes import ChangeConsent
from shopdesk.services.consents import ConsentView, GivenBy, answers_history, consent_texts
from shopdesk.services.packs import ConsentText
from shopdesk.services.tickets import TicketCard
from shopdesk.services.work import Outcome, Reading, new_request_id
from shopdesk.ui.common.kit import Choice
from shopdesk.ui.consents.dialog import ChangeConsentDialog, MatterShown
from shopdesk.ui.customer_screen.leaving import LeavesWith
from shopdesk.ui.customer_screen.scenes import Signing
from shopdesk.ui.customer_screen.stage import Replies
from shopdesk.ui.customer_screen.telling import consent_scene
from shopdesk.ui.desk import Desk

Matter = tuple[tuple[ConsentText, ...], tuple[ConsentView, ...]]


def matter(reading: Reading, ticket_id: int) -> Matter:
    """The texts of today and every answer of a ticket, in one scope."""
    return consent_texts(reading), answers_history(reading, ticket_id)


def answer_words(text: ConsentText, said: str, language: str) -> str:
    """What was answered, in `language`: it is kept in the words of the customer's paper."""
    for answer in text.answers:
        if said in {answer.name.text(one) for one in LANGUAGES}:
            return answer.name.text(language)
    return said


class ConsentChanging(QObject):
    """One dialog, one ticket. `changed` is called when a new answer was kept."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        card: TicketCard,
        purpose: Purpose | None,
        changed: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self._desk, self._card, self._changed = desk, card, changed
        self._page = desk.navigator.current
        self._purpose = purpose or first_refused(card)
        self._texts: dict[str, ConsentText] = {}
        self._answers: tuple[ConsentView, ...] = ()
        self._request_id = new_request_id()
        titles = [
            Choice(one.purpose, text=one.title.text(desk.texts.language))
            for one in desk.settings.pack.consents
        ]
        self.dialog = ChangeConsentDialog(desk.texts, parent.window(), titles)
        self.dialog.chose_purpose.connect(self._choose)
        self.dialog.changed.connect(self._face)
        self.dialog.submitted.connect(self._send)
        self.dialog.finished.connect(self.deleteLater)
        LeavesWith(desk.customer, self._page, self.dialog)
        self._replies = Replies(
            answered=lambda _purpose, answer: self.dialog.answer_for_customer(answer),
            drawing=self.dialog.pad.set_signature,
            signed=self.dialog.pad.take,
        )

    def open(self) -> None:
        def show(found: Matter) -> None:
            texts, self._answers = found
            self._texts = {text.purpose: text for text in texts}
            self._show()
            self.dialog.open()
            self._face()

        self._desk.ask(show, matter, self._card.id)

    def _choose(self, purpose: str) -> None:
        self._purpose = Purpose(purpose)
        self._request_id = new_request_id()
        self._show()
        self._face()

    def _show(self) -> None:
        say, text = self._desk.texts.tr, self._texts[self._purpose]
        key = "intake.terms.version" if text.own else "intake.terms.version_pack"
        mine = [one for one in self._answers if one.purpose is self._purpose]
        shown = MatterShown(
            text,
            self._card.language,
            say(key, n=text.version),
            tuple(self._told(one) for one in reversed(mine)) or (say("consents.change.never"),),
        )
        customer = self._card.customer
        self.dialog.show_matter(shown, self._purpose, customer.name, customer.phone)

    def _told(self, one: ConsentView) -> str:
        desk, given = self._desk, one.given
        language = desk.texts.language
        parts = [
            desk.texts.catalogue.near(one.answered_at, desk.shop.clock(), desk.settings.zone),
            answer_words(self._texts[one.purpose], one.answer, language),
            desk.texts.tr(f"consents.how.{given.how}"),
            " ".join(filter(None, (given.said_by, given.number))),
            desk.texts.tr("intake.terms.by_customer") if given.by_customer else "",
        ]
        return "  ·  ".join(filter(None, parts))

    def _face(self) -> None:
        """The same on the customer's screen, while a signature is asked for."""
        dialog = self.dialog
        if not self._texts or not dialog.isVisible():
            return
        if dialog.given_by() is not GivenBy.SIGNATURE:
            self._desk.customer.leave(self._page)
            return
        text, language = self._texts[self._purpose], self._card.language
        before = next((one for one in self._card.consents if one.purpose is self._purpose), None)
        scene = consent_scene(
            language,
            self._card.device.title,
            text,
            dialog.answer(),
            answer_words(text, before.answer, language) if before is not None else "",
            Signing(self._card.customer.name, dialog.pad.signature()),
            f"consent {self._card.id} {self._purpose}",
        )
        self._desk.customer.show(self._page, scene, self._replies)

    def _send(self) -> None:
        dialog, desk = self.dialog, self._desk
        dialog.clear_problems()
        how = dialog.given_by()
        command = ChangeConsent(
            request_id=self._request_id,
            ticket_id=self._card.id,
            purpose=self._purpose,
            answer_id=dialog.answer(),
            how=how,
            version=self._texts[self._purpose].stamp,
            signature=dialog.pad.signature() if how is GivenBy.SIGNATURE else None,
            said_by=dialog.said_by.text() if how is GivenBy.PHONE else "",
            number=dialog.number.text() if how is GivenBy.PHONE else "",
            by_customer=dialog.by_customer and how is GivenBy.SIGNATURE,
        )

        def done(_outcome: Outcome[int]) -> None:
            dialog.accept()
            desk.notices.ok("consents.change.kept", consent=self._texts[self._purpose].title)
            self._changed()

        def busy(*, sending: bool) -> None:
            dialog.go.setEnabled(not sending)

        beside = desk.problems.form(fields=dialog.fields, banner=dialog.banner, retry=self._send)

        def failed(problem: BaseException) -> None:
            busy(sending=False)
            beside(problem)

        busy(sending=True)
        desk.send(command, done, failed, owner=self)


def first_refused(card: TicketCard) -> Purpose:
    """What somebody who asks again most likely asks about."""
    agreed = {one.purpose: one.agreed for one in card.consents}
    order = (Purpose.OPENING, Purpose.DATA_ACCESS, Purpose.WIPE, Purpose.BACKUP)
    return next((purpose for purpose in order if agreed.get(purpose) is not True), Purpose.OPENING)


def ask_again(
    desk: Desk,
    parent: QWidget,
    card: TicketCard,
    purpose: Purpose | None = None,
    changed: Callable[[], object] = lambda: None,
) -> ConsentChanging:
    """Open the dialog over `parent`'s window."""
    asking = ConsentChanging(desk, parent, card, purpose, changed)
    asking.open()
    return asking
