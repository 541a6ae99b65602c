"""Taking steps: the big button, the forms it opens, and what can be done besides."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from shopdesk.domain.consent import Purpose
from shopdesk.domain.ticket import Step
from shopdesk.errors import UserError
from shopdesk.services.bench import (
    AddNote,
    ConfirmDevice,
    EndTicket,
    FinishRepair,
    PauseRepair,
    RecordTest,
    StartRepair,
    WaitForParts,
)
from shopdesk.services.diagnosis_hints import diagnosis_hints
from shopdesk.services.fault_book import fault_book
from shopdesk.services.passcodes import Revealed, RevealPasscode, revealed
from shopdesk.services.quoting import RecordDiagnosis, StartDiagnosis
from shopdesk.services.tickets import TicketCard
from shopdesk.services.work import Command
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.bench.asking import Ask, PasscodeShown
from shopdesk.ui.pages.bench.forms import BenchForm, Finding
from shopdesk.ui.pages.bench.moves import Move, agreed, next_move
from shopdesk.ui.pages.bench.sending import Sending
from shopdesk.ui.pages.bench.typed import Typed, TypedShelf
from shopdesk.ui.pages.bench.view import BenchView
from shopdesk.ui.pages.bench.wording import Wording


class StepWork:
    """`card` gives the ticket that is open, `wording` its words in the language shown."""

    def __init__(
        self,
        desk: Desk,
        view: BenchView,
        sending: Sending,
        shelf: TypedShelf,
        card: Callable[[], TicketCard | None],
        wording: Callable[[], Wording],
    ) -> None:
        self._desk = desk
        self._view = view
        self._sending = sending
        self._shelf = shelf
        self._card = card
        self._wording = wording
        self.refused = ""
        """A tag that was refused as this device; scanned once more, its own ticket opens."""

    # the next step

    def press(self) -> None:
        """What the big button says."""
        card = self._card()
        if card is None:
            return
        match next_move(card):
            case Move.START_DIAGNOSIS:
                begin = StartDiagnosis(ticket_id=card.id, seen_version=card.version)
                self._sending.send(begin, lambda _version: self.open_diagnosis(), banner=self._view.banner)
            case Move.START | Move.RESUME:
                command = StartRepair(ticket_id=card.id, seen_version=card.version)
                self._sending.send(command, banner=self._view.banner)
            case Move.QUOTE:
                self.go_quote()
            case _:
                self.open_step(card)

    def open_step(self, card: TicketCard) -> None:
        """Bring what the next step needs under the hand: its form, or the field it waits for."""
        match next_move(card):
            case Move.DIAGNOSE:
                self.open_diagnosis()
            case Move.CONFIRM:
                self._view.steps.code_field.focus()
            case Move.FINISH:
                self.open_finish()
            case Move.TEST:
                self.open_test()

    def go_quote(self) -> None:
        card = self._card()
        if card is not None:
            self._desk.navigator.go("tickets", ticket_id=card.id, editor="quote")

    def confirm(self, code: str) -> None:
        """Is this the device? By its tag or its IMEI."""
        card = self._card()
        if card is None:
            return
        self.refused = ""
        field = self._view.steps.code_field
        field.set_error(None)

        def failed(problem: BaseException) -> None:
            if isinstance(problem, UserError) and problem.key == "problems.other_device":
                self.refused = code
                self._view.banner.say("bench.other_device", number=card.number)

        command = ConfirmDevice(ticket_id=card.id, seen_version=card.version, scanned=code)
        self._sending.send(command, self._confirmed, fields={"scanned": field}, failed=failed)

    def _confirmed(self, _version: int) -> None:
        self._view.banner.clear()
        self._desk.notices.ok("bench.confirmed")

    # forms

    def open_diagnosis(self) -> None:
        card = self._card()
        if card is None:
            return
        found, form = card.diagnosis, self._view.diagnosis
        typed = self._shelf.of(card.id).finding
        if typed is not None:
            form.show_finding(typed)
        elif found is not None:
            form.show_finding(Finding(found.cause, found.parts_concerned, found.plan, found.repairable))
        else:
            form.show_finding(Finding())
        self._desk.ask(form.show_hints, diagnosis_hints, card.id)
        self._open(form)

    def open_finish(self) -> None:
        card = self._card()
        if card is None:
            return
        say, tr = self._wording(), self._desk.texts.tr
        suggestions = say.suggested_work(card)
        typed = self._shelf.of(card.id).work_done
        waiting = [part.name for part in card.parts if part.reserved]
        unused = tr("bench.finish.unused", parts=tr("bench.comma").join(waiting)) if waiting else ""
        self._view.finish.show_words(typed or tr("bench.comma").join(suggestions), suggestions, unused)
        self._open(self._view.finish)

    def open_test(self) -> None:
        card = self._card()
        if card is None:
            return
        form, typed = self._view.checklist, self._shelf.of(card.id)
        form.show_checks(self.checks(card))
        form.show_answers(typed.answers)
        form.note.setText(typed.test_note)
        self.bar_tests(card)
        self.show_tester()
        self._open(form)

    def show_tester(self) -> None:
        card, person = self._card(), self._desk.who.person
        if card is None or person is None:
            return
        own = person.staff_id == card.technician_id
        key = "bench.test.own_work" if own else "bench.test.second_person"
        self._view.checklist.show_tester(
            person.name, self._desk.texts.tr(key, name=person.name, technician=card.technician)
        )

    def bar_tests(self, card: TicketCard) -> None:
        """What shows behind the lock screen only is not tried where the customer refused it to be opened."""
        if agreed(card, Purpose.DATA_ACCESS):
            return
        behind = {check.id for check in fault_book().repair_checks(card.device.kind) if check.unlocked}
        title = self._desk.settings.pack.consent(Purpose.DATA_ACCESS).title
        self._view.checklist.bar(behind, title.text(self._desk.texts.language))

    def checks(self, card: TicketCard) -> list[tuple[str, str]]:
        """The test's checks for this kind of device, in the language shown."""
        language = self._desk.texts.language
        return [
            (check.id, check.name.text(language)) for check in fault_book().repair_checks(card.device.kind)
        ]

    def _open(self, form: BenchForm) -> None:
        self._view.banner.clear()
        self._view.show_form(form)
        form.start()
        self._desk.navigator.refresh_actions()

    def close_form(self) -> None:
        """Back to the ticket; what was typed comes again with the form."""
        self.keep()
        self._view.show_form(None)
        self._view.steps.main.setFocus()
        self._desk.navigator.refresh_actions()

    def keep(self) -> None:
        """Keep what is being typed."""
        card, form = self._card(), self._view.form()
        if card is None or form is None:
            return
        view, before = self._view, self._shelf.of(card.id)
        if form is view.diagnosis:
            typed = Typed(view.diagnosis.finding(), before.work_done, before.answers, before.test_note)
        elif form is view.finish:
            typed = Typed(before.finding, view.finish.work_done(), before.answers, before.test_note)
        else:
            checklist = view.checklist
            typed = Typed(before.finding, before.work_done, checklist.answers(), checklist.note.text())
        self._shelf.keep(card.id, card.number, typed)

    def _done(self, card: TicketCard) -> None:
        """The form was taken: nothing unsent is left of it."""
        self._shelf.keep(card.id, card.number, Typed())
        self._view.show_form(None)
        self._desk.navigator.refresh_actions()

    def submit(self) -> None:
        """Send the form that is open."""
        view, form = self._view, self._view.form()
        if form is view.diagnosis:
            self._send_diagnosis()
        elif form is view.finish:
            self._send_finish()
        elif form is view.checklist:
            self.send_test(passed=True)

    def _send_diagnosis(self) -> None:
        card, form = self._card(), self._view.diagnosis
        if card is None:
            return
        found = form.finding()
        command = RecordDiagnosis(
            ticket_id=card.id,
            seen_version=card.version,
            cause=found.cause,
            parts_concerned=found.parts_concerned,
            plan=found.plan,
            repairable=found.repairable,
        )

        def then(_version: int) -> None:
            self._done(card)
            self._desk.notices.ok("bench.diagnosed" if found.repairable else "bench.unrepairable")

        form.cause_field.set_error(None)
        self._sending.send(command, then, fields=form.fields, banner=form.banner)

    def _send_finish(self) -> None:
        card, form = self._card(), self._view.finish
        if card is None:
            return
        command = FinishRepair(ticket_id=card.id, seen_version=card.version, work_done=form.work_done())
        form.words_field.set_error(None)
        self._sending.send(command, lambda _v: self._done(card), fields=form.fields, banner=form.banner)

    def send_test(self, *, passed: bool) -> None:
        card, form = self._card(), self._view.checklist
        if card is None:
            return
        missing = len(form.open_rows())
        if passed and missing:
            form.banner.say("bench.test.unanswered", "warn", n=missing)
            form.start()
            return
        command = RecordTest(
            ticket_id=card.id,
            seen_version=card.version,
            results=form.results(),
            passed=passed,
            note=form.note.text(),
            signature=form.pad.signature(),
        )

        def then(_version: int) -> None:
            self._done(card)
            if passed:
                self._desk.notices.ok("bench.now_ready", number=card.number)
            else:
                self._desk.notices.warn("bench.back_to_repair")

        self._sending.send(command, then, fields=form.fields, banner=form.banner)

    # besides

    def pause(self) -> None:
        card = self._card()
        if card is not None:
            command = PauseRepair(ticket_id=card.id, seen_version=card.version)
            self._sending.send(command, banner=self._view.banner)

    def wait(self, note: str = "", ask: Ask | None = None) -> None:
        card = self._card()
        if card is not None:
            self._answer(WaitForParts(ticket_id=card.id, seen_version=card.version, note=note), ask)

    def ask_wait(self) -> None:
        self._ask("wait", lambda ask, words: self.wait(words, ask))

    def ask_note(self) -> None:
        def send(ask: Ask, words: str) -> None:
            card = self._card()
            if card is not None:
                self._answer(AddNote(ticket_id=card.id, text=words), ask)

        self._ask("note", send)

    def ask_give_up(self) -> None:
        def send(ask: Ask, words: str) -> None:
            card = self._card()
            if card is not None:
                command = EndTicket(
                    ticket_id=card.id, seen_version=card.version, step=Step.GIVE_UP, reason=words
                )
                self._answer(command, ask)

        self._ask("give_up", send, danger=True)

    def ask_return(self, part_id: int, put_back: Callable[[int, str, Callable[[int], None]], None]) -> None:
        tr = self._desk.texts.tr
        reasons = tuple(tr(f"bench.return_reason.{one}") for one in ("unused", "defective", "wrong"))
        self._ask(
            "return",
            lambda ask, words: put_back(part_id, words, lambda _version: ask.accept()),
            chips=reasons,
        )

    def ask_passcode(self) -> None:
        tr = self._desk.texts.tr
        reasons = tuple(tr(f"bench.reveal_reason.{one}") for one in ("test", "backup", "settings"))

        def send(ask: Ask, words: str) -> None:
            card = self._card()
            if card is None:
                return
            command = RevealPasscode(ticket_id=card.id, reason=words)

            def then(_ticket_id: int) -> None:
                ask.accept()
                self._desk.ask(self._show_passcode, revealed, card.id, command.request_id)

            ask.field.set_error(None)
            self._sending.send(command, then, fields=ask.fields, banner=ask.banner)

        self._ask("passcode", send, chips=reasons)

    def _show_passcode(self, found: Revealed) -> None:
        PasscodeShown(self._desk.texts, self._view.window(), found).open()

    def _ask(
        self,
        kind: str,
        send: Callable[[Ask, str], None],
        *,
        chips: tuple[str, ...] = (),
        danger: bool = False,
    ) -> None:
        if self._card() is None:
            return
        ask = Ask(self._desk.texts, self._view.window(), kind, chips=chips, danger=danger)
        ask.submitted.connect(partial(send, ask))
        ask.open()

    def _answer(self, command: Command[int], ask: Ask | None) -> None:
        if ask is None:
            self._sending.send(command, banner=self._view.banner)
            return
        ask.field.set_error(None)
        self._sending.send(command, lambda _value: ask.accept(), fields=ask.fields, banner=ask.banner)
