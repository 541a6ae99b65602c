"""The ticket that is open: fetched off the window's thread, shown in words, moved on by its next step."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from PySide6.QtGui import QImage

from shopdesk.domain.marks import Mark
from shopdesk.domain.photo_stage import PhotoStage
from shopdesk.domain.ticket import Step
from shopdesk.errors import Conflict, Word
from shopdesk.services.bench import EndTicket
from shopdesk.services.documents import Reprint
from shopdesk.services.quoting import StartDiagnosis
from shopdesk.services.tickets import TicketCard
from shopdesk.services.work import Command
from shopdesk.ui.annotate.photos import Photo
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.tickets.looking import Look, look
from shopdesk.ui.pages.tickets.telling import TicketShown, told
from shopdesk.ui.pages.tickets.tongue import Tongue

THUMBNAIL = 264
"""Pixels of the longer side: a tile of 132 on a screen of twice the density."""
_PICTURES_HELD = 120


class TicketPlace(Protocol):
    """What this presenter needs of the page."""

    def show_nothing(self) -> None: ...

    def show_ticket(self, shown: TicketShown, *, new: bool) -> None: ...

    def show_condition(self, kind: str, marks: tuple[Mark, ...], photos: list[Photo]) -> None: ...

    def show_later(self, stages: list[tuple[PhotoStage, list[Photo]]]) -> None: ...

    def open_diagnosis(self) -> None: ...

    def open_quote(self) -> None: ...

    def open_answer(self) -> None: ...


class TicketPresenter:
    """`looked` is called after each fresh look at the open ticket, with whether it is another ticket."""

    def __init__(self, desk: Desk, place: TicketPlace, looked: Callable[[bool], None]) -> None:
        self._desk = desk
        self._place = place
        self._looked = looked
        self.wanted: int | None = None
        self.seen: Look | None = None
        self._asking = False
        self._stale = False
        self._pictures: OrderedDict[str, QImage | None] = OrderedDict()

    # looking

    def open(self, ticket_id: int) -> None:
        """Show another ticket; of many asked for in a hurry only the last is fetched."""
        if ticket_id == self.wanted:
            return
        self.wanted = ticket_id
        self.refresh()

    def refresh(self) -> None:
        if self.wanted is None:
            return
        if self._asking:
            self._stale = True
            return
        desk, actor, wanted = self._desk, self._desk.actor, self.wanted
        self._asking, self._stale = True, False
        desk.tasks.run(lambda: desk.shop.ask_as(actor, look, wanted), self._answered, self._failed)

    def tongue(self, seen: Look) -> Tongue:
        return Tongue(self._desk.texts.catalogue, self._desk.settings, seen.now)

    def say_again(self) -> None:
        """The language changed."""
        if self.seen is not None:
            self._place.show_ticket(told(self.seen.card, self.tongue(self.seen)), new=False)

    def _failed(self, problem: BaseException) -> None:
        self._asking = False
        self.wanted = self.seen.card.id if self.seen is not None else None
        self._desk.problems.show(problem)

    def _answered(self, seen: Look) -> None:
        self._asking = False
        if self._stale or seen.card.id != self.wanted:
            self.refresh()
            return
        new = self.seen is None or self.seen.card.id != seen.card.id
        self.seen = seen
        self._place.show_ticket(told(seen.card, self.tongue(seen)), new=new)
        self._show_pictures()
        self._looked(new)

    # photos

    def _show_pictures(self) -> None:
        if self.seen is None:
            return
        card = self.seen.card
        missing = [name for name in card.pictures if name not in self._pictures]
        self._place_pictures(card, self._pictures)
        if missing:
            ticket_id = card.id
            media = self._desk.shop.media

            def read() -> dict[str, QImage | None]:
                return {
                    name: QImage.fromData(media.thumbnail(name, THUMBNAIL)) if media.has(name) else None
                    for name in missing
                }

            self._desk.tasks.aside(read, lambda found: self._pictures_came(ticket_id, found))

    def _pictures_came(self, ticket_id: int, found: dict[str, QImage | None]) -> None:
        self._pictures.update(found)
        while len(self._pictures) > _PICTURES_HELD:
            self._pictures.popitem(last=False)
        if self.seen is not None and self.seen.card.id == ticket_id:
            self._place_pictures(self.seen.card, {**self._pictures, **found})

    def _place_pictures(self, card: TicketCard, pictures: Mapping[str, QImage | None]) -> None:
        def pictured(names: Iterable[str]) -> list[Photo]:
            return [(name, pictures.get(name)) for name in names]

        self._place.show_condition(card.device.kind, card.intake.marks, pictured(card.intake.photos))
        self._place.show_later([(stage, pictured(names)) for stage, names in card.later_pictures()])

    # doing

    def take_next(self) -> None:
        """The one obvious step: done here, or at the place where it is done."""
        if self.seen is None or self.seen.card.next_step is None:
            return
        card = self.seen.card
        match card.next_step:
            case Step.START_DIAGNOSIS:
                command = StartDiagnosis(ticket_id=card.id, seen_version=card.version)
                self.send(command, "words.step.start_diagnosis", self._place.open_diagnosis)
            case Step.QUOTE:
                self._place.open_quote()
            case Step.APPROVE:
                self._place.open_answer()
            case Step.COLLECT:
                self._desk.navigator.go("till", ticket_id=card.id)
            case Step.GIVE_BACK:
                self.give_back()
            case _:
                self._desk.navigator.go("bench", ticket_id=card.id)

    def give_back(self) -> None:
        if self.seen is not None:
            card = self.seen.card
            command = EndTicket(ticket_id=card.id, seen_version=card.version, step=Step.GIVE_BACK)
            self.send(command, "words.step.give_back")

    def reprint(self, document_id: int) -> None:
        def sent(_outcome: object) -> None:
            self._desk.notices.ok("tickets.print.sent")
            self.refresh()

        self._desk.send(Reprint(document_id=document_id), sent)

    def send(self, command: Command[int], doing: str, then: Callable[[], None] = lambda: None) -> None:
        """Send a step that needs no form; a conflict shows what stands now beside what was asked."""

        def moved(conflict: Conflict) -> None:
            status = getattr(conflict.theirs, "status", "")
            self._desk.notices.warn(
                "tickets.moved_step",
                number=conflict.values.get("number", ""),
                status=Word(f"common.status.{status}"),
                doing=Word(doing),
            )
            self.refresh()

        def go() -> None:
            self._desk.send(command, lambda _outcome: then(), failed)

        failed = self._desk.problems.form(conflict=moved, retry=go)
        go()
