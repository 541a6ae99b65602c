"""What the bench does: shows the queue, opens tickets, understands scans."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer

from shopdesk.domain.changes import Change
from shopdesk.services.bench_queue import BenchQueue, bench_queue
from shopdesk.services.scan import Scanned, ScanResult
from shopdesk.services.stock import part
from shopdesk.services.tickets import TicketCard, TicketRow, ticket_card
from shopdesk.services.work import Outcome
from shopdesk.ui.annotate.photos import Photo
from shopdesk.ui.common.windowed import TwoLines
from shopdesk.ui.consents.changing import ask_again
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.bench.moves import Move, also, next_move
from shopdesk.ui.pages.bench.part_work import PartWork
from shopdesk.ui.pages.bench.scans import Act, Meaning, Order, Situation, read_scan
from shopdesk.ui.pages.bench.sending import Sending
from shopdesk.ui.pages.bench.step_work import StepWork
from shopdesk.ui.pages.bench.typed import TypedShelf
from shopdesk.ui.pages.bench.view import BenchView
from shopdesk.ui.pages.bench.wording import Wording

_KEEP_MS = 1500
_THUMBNAIL = 512
_MINUTE_MS = 60_000


class BenchPresenter(QObject):
    """One bench. Commands run one after the other; scans that come meanwhile wait their turn."""

    def __init__(self, desk: Desk, view: BenchView, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self.card: TicketCard | None = None
        self._wanted = 0
        self._scans: deque[ScanResult] = deque()
        self._own_changes: Sequence[Change] = ()
        self._pictures: dict[str, bytes] = {}
        self.sending = Sending(
            desk, view, written=self._written, overtaken=self.reload, settled=self._settled
        )
        shelf = TypedShelf(desk)
        self.parts = PartWork(desk, view.overview.parts, self.sending, self._open_card)
        self.steps = StepWork(desk, view, self.sending, shelf, self._open_card, self.wording)
        self._connect()
        desk.texts.changed.connect(self._say_again)
        self._keeper = QTimer(self)
        self._keeper.setInterval(_KEEP_MS)
        self._keeper.timeout.connect(self.steps.keep)
        self._keeper.start()
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self._say_again)
        self._minute.start()
        shelf.load()

    def _connect(self) -> None:
        view, steps = self._view, self.steps
        view.queue.opened.connect(self.open)
        view.form_left.connect(steps.close_form)
        view.steps.pressed.connect(steps.press)
        view.steps.confirmed.connect(steps.confirm)
        view.steps.pause_pressed.connect(steps.pause)
        view.steps.wait_pressed.connect(steps.ask_wait)
        view.steps.note_pressed.connect(steps.ask_note)
        view.steps.passcode_pressed.connect(steps.ask_passcode)
        view.steps.diagnosis_pressed.connect(steps.open_diagnosis)
        view.steps.quote_pressed.connect(steps.go_quote)
        view.steps.give_up_pressed.connect(steps.ask_give_up)
        view.steps.consents_pressed.connect(self._ask_consents)
        view.diagnosis.submitted.connect(steps.submit)
        view.finish.submitted.connect(steps.submit)
        view.checklist.submitted.connect(steps.submit)
        view.checklist.failed.connect(partial(steps.send_test, passed=False))
        view.overview.parts.given_back.connect(lambda part_id: steps.ask_return(part_id, self.parts.put_back))

    def _open_card(self) -> TicketCard | None:
        return self.card

    def wording(self) -> Wording:
        return Wording(self._desk.texts.catalogue, self._desk.settings, self._desk.shop.clock())

    def line(self, row: TicketRow) -> TwoLines:
        return self.wording().row(row)

    # looking

    def _ask_consents(self) -> None:
        if self.card is not None:
            ask_again(self._desk, self._view, self.card, changed=self.reload)

    def refresh(self) -> None:
        """Look at the queue again, and at the ticket that is open."""
        self._ask_queue()
        if self.card is not None:
            self.reload()

    def _ask_queue(self) -> None:
        self._desk.ask(self._show_queue, bench_queue, self._desk.actor.staff_id)

    def _show_queue(self, queue: BenchQueue) -> None:
        self._view.queue.show_queue(queue)

    def open(self, ticket_id: int, *, at_step: bool = False) -> None:
        """Show a ticket; `at_step` goes on to the form or field that its next step needs."""
        if self.card is not None and self.card.id != ticket_id:
            self.steps.keep()
            self._view.show_form(None)
            self._view.overview.parts.show_taken()
            self._view.banner.clear()
            self.steps.refused = ""
        self._wanted = ticket_id
        self._load(ticket_id, at_step=at_step)

    def reload(self) -> None:
        if self.card is not None:
            self._load(self.card.id)

    def _load(self, ticket_id: int, *, at_step: bool = False) -> None:
        desk, actor = self._desk, self._desk.actor

        def then(card: TicketCard) -> None:
            # Another one may have been asked for meanwhile.
            if card.id == self._wanted:
                self._show(card)
                if at_step:
                    self.steps.open_step(card)
            self.sending.end()

        def failed(problem: BaseException) -> None:
            desk.problems.show(problem)
            self.sending.end()

        self.sending.begin()
        desk.tasks.run(lambda: desk.shop.ask_as(actor, ticket_card, ticket_id), then, failed)

    def _show(self, card: TicketCard) -> None:
        before = self.card
        self.card = card
        self._view.show_card(card, self.wording())
        if before is None or before.id != card.id or before.photos != card.photos:
            self._show_photos(card)
        self._desk.navigator.refresh_actions()

    def _show_photos(self, card: TicketCard) -> None:
        media = self._desk.shop.media
        self._pictures = {name: held for name, held in self._pictures.items() if name in card.pictures}

        def came(name: str, picture: bytes) -> None:
            if self.card is not None and name in self.card.pictures:
                self._pictures[name] = picture
                self._show_pictures(self.card)

        self._show_pictures(card)
        for name in card.pictures:
            if name not in self._pictures:
                self._desk.tasks.aside(partial(media.thumbnail, name, _THUMBNAIL), partial(came, name))

    def _show_pictures(self, card: TicketCard) -> None:
        def pictured(names: Sequence[str]) -> list[Photo]:
            return [(name, self._pictures.get(name)) for name in names]

        overview = self._view.overview
        overview.show_photos(pictured(card.intake.photos))
        overview.later.show_stages([(stage, pictured(names)) for stage, names in card.later_pictures()])
        self._view.marks.editor.set_photos(pictured(card.pictures))

    def _say_again(self) -> None:
        """In another language, or a minute later."""
        if self.card is None:
            return
        self._view.show_card(self.card, self.wording())
        if self._view.form() is self._view.checklist:
            self._view.checklist.rename(self.steps.checks(self.card))
            self.steps.show_tester()
            self.steps.bar_tests(self.card)

    # what was written

    def _written(self, outcome: Outcome[Any]) -> None:
        self._own_changes = outcome.changes
        self._ask_queue()
        self.reload()

    def changed(self, changes: Sequence[Change]) -> None:
        """Something was written, here or elsewhere."""
        if changes is self._own_changes:
            return
        entities = {change.entity for change in changes}
        if "ticket" in entities:
            self._ask_queue()
        open_one = Change("ticket", self.card.id) if self.card is not None else None
        if open_one in changes or ("part" in entities and open_one is not None):
            self.reload()

    # scans

    def scanned(self, result: ScanResult) -> bool:
        """True when the bench has a use for it."""
        if result.what is Scanned.SLIP:
            return False
        if not self.sending.idle:
            self._scans.append(result)
            return True
        return self._act(result)

    def _settled(self) -> None:
        if self._scans:
            result = self._scans.popleft()
            if not self._act(result):
                self._desk.notices.warn("bench.scan_unknown", code=result.code)

    def _situation(self) -> Situation:
        return Situation(
            self.card,
            diagnosing=self._view.form() is self._view.diagnosis,
            serial_wanted=self._view.overview.parts.offer() is not None,
            refused=self.steps.refused,
        )

    def _act(self, result: ScanResult) -> bool:
        act = read_scan(result, self._situation())
        match act.meaning:
            case Meaning.NOT_OURS:
                return False
            case Meaning.OPEN:
                self.open(act.ticket_id, at_step=True)
            case Meaning.AGAIN:
                self._again()
            case Meaning.CONFIRM:
                self.steps.confirm(result.code)
            case Meaning.PART:
                self._part(result)
            case Meaning.SERIAL:
                self._view.overview.parts.show_serial(result.code)
                self._view.overview.parts.take()
            case Meaning.MENTION:
                self._mention(result)
            case Meaning.ORDER:
                self._order(act)
            case Meaning.UNKNOWN_ORDER | Meaning.NO_TICKET | Meaning.PARTS_NOT_NOW:
                self._desk.notices.warn(f"bench.scan.{act.meaning}", code=result.code)
        return True

    def _again(self) -> None:
        if self.card is not None and self._view.form() is None:
            self.steps.open_step(self.card)

    def _part(self, result: ScanResult) -> None:
        panel = self._view.overview.parts
        waiting = panel.offer()
        if self._view.form() is not None:
            self.steps.close_form()
        if waiting is None:
            self.parts.offer(result.code)
            return
        if waiting.part.id != result.part_id:
            # The one before has no serial then; this one comes after it.
            self._scans.appendleft(result)
        panel.take()

    def _mention(self, result: ScanResult) -> None:
        if result.part_id is not None:
            self._desk.ask(lambda found: self._view.diagnosis.mention(found.name), part, result.part_id)

    def _order(self, act: Act) -> None:
        card = self.card
        if card is None or act.order is None:
            return
        if not self._obey(act.order, card):
            self._desk.notices.warn("bench.scan.not_now")

    def _obey(self, order: Order, card: TicketCard) -> bool:
        """Carry out a command of the desk card; False where it does not fit."""
        move, can, view = next_move(card), also(card), self._view
        form, offer = view.form(), view.overview.parts.offer()
        match order:
            case Order.START if move in (Move.START_DIAGNOSIS, Move.DIAGNOSE, Move.START, Move.RESUME):
                self.steps.press()
            case Order.PAUSE if can.pause:
                self.steps.pause()
            case Order.WAIT if can.wait:
                self.steps.wait()
            case Order.PART | Order.DONE if form is None and offer is not None:
                view.overview.parts.take()
            case Order.PART if can.parts:
                self.steps.close_form()
                view.overview.parts.start()
            case Order.TEST if form is view.checklist:
                view.checklist.works_next()
            case Order.DONE if form is not None:
                self.steps.submit()
            case Order.TEST | Order.DONE if move in (Move.FINISH, Move.TEST):
                self.steps.press()
            case _:
                return False
        return True
