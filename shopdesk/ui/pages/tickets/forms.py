"""The small forms of a ticket: diagnosis, note, cancel, not repairable, passcode. Typed words are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject

from shopdesk.domain.ticket import Step
from shopdesk.errors import Conflict
from shopdesk.services.bench import AddNote, EndTicket
from shopdesk.services.passcodes import Revealed, RevealPasscode, revealed
from shopdesk.services.quoting import RecordDiagnosis
from shopdesk.services.work import Command, new_request_id
from shopdesk.ui.common.kit import Field
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.tickets.looking import Look
from shopdesk.ui.pages.tickets.panel import DiagnosisPanel, Panel, SecretPanel, WordsPanel


class Sending:
    """One form's way to the shop: the same request id until it went through, problems beside their cause."""

    def __init__(self, desk: Desk, panel: Panel, doing: str) -> None:
        self._desk = desk
        self._panel = panel
        self._doing = doing
        self.request_id = new_request_id()
        self.seen_version = 0
        self.ticket_id = 0
        self.moved_on: Callable[[], None] = lambda: None

    def begin(self, seen: Look) -> None:
        self.request_id = new_request_id()
        self.ticket_id, self.seen_version = seen.card.id, seen.card.version
        self._panel.banner.clear()

    def look_again(self, seen: Look) -> None:
        """The ticket was read anew while the form is open: say so once, and go on from what stands now."""
        card = seen.card
        if card.id == self.ticket_id and card.version != self.seen_version:
            self.seen_version = card.version
            self._panel.show_moved(card.number, f"common.status.{card.status}", self._doing)

    def send(
        self,
        command: Command[Any],
        done: Callable[[Any], None],
        fields: dict[str, Field] | None = None,
        problem: Callable[[BaseException], bool] = lambda _problem: False,
    ) -> None:
        """`problem` may take a problem first, where it belongs to a cell of its own."""
        desk, panel = self._desk, self._panel

        def confirmed(what: str) -> None:
            self.send(replace(command, confirmed=command.confirmed | {what}), done, fields, problem)

        def conflict(moved: Conflict) -> None:
            status = getattr(moved.theirs, "status", "")
            panel.show_moved(str(moved.values.get("number", "")), f"common.status.{status}", self._doing)
            self.seen_version = getattr(moved.theirs, "version", self.seen_version)
            self.request_id = new_request_id()
            self.moved_on()

        def go() -> None:
            panel.show_busy(busy=True)
            desk.send(command, finished, failed)

        def finished(outcome: Any) -> None:
            panel.show_busy(busy=False)
            panel.banner.clear()
            done(outcome)

        beside = desk.problems.form(
            fields=fields, banner=panel.banner, confirmed=confirmed, retry=go, conflict=conflict
        )

        def failed(what: BaseException) -> None:
            panel.show_busy(busy=False)
            # Nothing was kept: what is sent next may be put differently.
            if not problem(what):
                beside(what)

        go()


class Forms(QObject):
    """Opens the small forms over a ticket, and sends them."""

    def __init__(
        self,
        desk: Desk,
        seen: Callable[[], Look | None],
        open_panel: Callable[[Panel], None],
        close_panel: Callable[[], None],
        refresh: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._seen = seen
        self._open, self._close, self._refresh = open_panel, close_panel, refresh
        texts = desk.texts
        self.note = WordsPanel(texts, "ticket_note", "note")
        self.cancel = WordsPanel(texts, "ticket_cancel", "cancel")
        self.give_up = WordsPanel(texts, "ticket_give_up", "give_up")
        self.secret = SecretPanel(texts)
        self.diagnosis = DiagnosisPanel(texts)
        self._sendings: dict[Panel, Sending] = {
            self.note: Sending(desk, self.note, "tickets.note.title"),
            self.cancel: Sending(desk, self.cancel, "tickets.cancel.title"),
            self.give_up: Sending(desk, self.give_up, "tickets.give_up.title"),
            self.secret: Sending(desk, self.secret, "tickets.secret.title"),
            self.diagnosis: Sending(desk, self.diagnosis, "tickets.diagnosis.title"),
        }
        for panel, commit in (
            (self.note, self._send_note),
            (self.cancel, lambda: self._send_end(self.cancel, Step.CANCEL)),
            (self.give_up, lambda: self._send_end(self.give_up, Step.GIVE_UP)),
            (self.secret, self._send_secret),
            (self.diagnosis, self._send_diagnosis),
        ):
            panel.committed.connect(commit)
            panel.left.connect(self._leave)
            self._sendings[panel].moved_on = refresh
        self._kept: dict[tuple[Panel, int], tuple[str, ...]] = {}
        self.secret.secret.gone.connect(self._secret_gone)

    def open_words(self, panel: WordsPanel) -> None:
        seen = self._seen()
        if seen is None:
            return
        self._sendings[panel].begin(seen)
        panel.start()
        panel.words.setPlainText(self._kept.pop((panel, seen.card.id), ("",))[0])
        self._open(panel)

    def open_diagnosis(self) -> None:
        seen = self._seen()
        if seen is None:
            return
        self._sendings[self.diagnosis].begin(seen)
        found = seen.card.diagnosis
        words = (found.cause, found.parts_concerned, found.plan) if found is not None else ("", "", "")
        self.diagnosis.start(*self._kept.pop((self.diagnosis, seen.card.id), words)[:3])
        self._open(self.diagnosis)

    def looked(self, front: Panel | None, seen: Look) -> None:
        """The ticket was read anew beneath the panel in `front`."""
        if front is not None and front in self._sendings:
            self._sendings[front].look_again(seen)

    def put_away(self, front: Panel | None) -> None:
        """Another ticket or page comes: keep what was typed, hide what nobody may see."""
        self._hide_secret()
        if front is None or front not in self._sendings:
            return
        ticket_id = self._sendings[front].ticket_id
        if isinstance(front, DiagnosisPanel):
            words: tuple[str, ...] = (
                front.cause.toPlainText(), front.parts.text(), front.plan.text()
            )  # fmt: skip
        elif isinstance(front, WordsPanel):
            words = (front.text(),)
        else:
            return
        if any(words):
            self._kept[front, ticket_id] = words

    def _leave(self) -> None:
        panel = self.sender()
        self.put_away(panel if isinstance(panel, Panel) else None)
        self._close()

    def _done(self, _outcome: object) -> None:
        self._close()

    def _send_note(self) -> None:
        sending = self._sendings[self.note]
        command = AddNote(ticket_id=sending.ticket_id, text=self.note.text(), request_id=sending.request_id)
        sending.send(command, self._done, {"note": self.note.field})

    def _send_end(self, panel: WordsPanel, step: Step) -> None:
        sending = self._sendings[panel]
        command = EndTicket(
            ticket_id=sending.ticket_id,
            seen_version=sending.seen_version,
            step=step,
            reason=panel.text(),
            request_id=sending.request_id,
        )
        sending.send(command, self._done, {"reason": panel.field})

    def _send_diagnosis(self) -> None:
        panel, sending = self.diagnosis, self._sendings[self.diagnosis]
        command = RecordDiagnosis(
            ticket_id=sending.ticket_id,
            seen_version=sending.seen_version,
            cause=panel.cause.toPlainText(),
            parts_concerned=panel.parts.text(),
            plan=panel.plan.text(),
            repairable=not panel.hopeless.isChecked(),
            request_id=sending.request_id,
        )
        sending.send(command, self._done, panel.fields)

    # the passcode

    def _send_secret(self) -> None:
        sending = self._sendings[self.secret]
        command = RevealPasscode(
            ticket_id=sending.ticket_id, reason=self.secret.text(), request_id=sending.request_id
        )

        def on_record(_outcome: object) -> None:
            self._desk.ask(self._show_secret, revealed, sending.ticket_id, command.request_id)
            self._refresh()

        sending.send(command, on_record, {"reason": self.secret.field})

    def _show_secret(self, found: Revealed) -> None:
        if self.secret.isVisible():
            self.secret.show_secret(found.kind, found.secret)

    def _secret_gone(self) -> None:
        """The time is up."""
        self._hide_secret()
        self._close()

    def _hide_secret(self) -> None:
        self.secret.hide_secret()
