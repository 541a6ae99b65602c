"""A ticket's later photos: hung on it as they come, beside those of the intake, and what they say."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from shopdesk.domain.photo_stage import PhotoStage, Verdict
from shopdesk.errors import ShopDeskError, UserError
from shopdesk.services.later_photos import AddPhotos, NoteComparison
from shopdesk.services.tickets import TicketCard
from shopdesk.services.work import Outcome, new_request_id
from shopdesk.ui.annotate.photos import Photo
from shopdesk.ui.common.photo_taking import PhotoTaking
from shopdesk.ui.desk import Desk
from shopdesk.ui.photos.comparison_panel import ComparisonPanel
from shopdesk.ui.photos.sources import PhotoSources


class Comparison(QObject):
    """One ticket at a time. `host` is the page whose place the panel takes while it is open."""

    noted = Signal()
    """A verdict was kept; the panel has gone."""

    def __init__(self, desk: Desk, host: QWidget, stage: PhotoStage) -> None:
        super().__init__(host)
        self._desk = desk
        self._stage = stage
        self._card: TicketCard | None = None
        self._then: dict[str, QImage | None] = {}
        self._hung: set[str] = set()
        self._request_id = ""
        self.panel = ComparisonPanel(desk.texts, host, stage)
        self.taking = PhotoTaking(desk.tasks, desk.shop, self.panel.strip)
        self.sources = PhotoSources(desk, self.panel, self.taking, self._kind, self.panel.arrivals)
        self.taking.changed.connect(self._came)
        self.taking.settled.connect(self._hang)
        self.sources.camera_closed.connect(self._hang)
        self.panel.verdict_given.connect(self._note)

    @property
    def ticket_id(self) -> int:
        """The ticket whose photos are shown; 0 before the first."""
        return self._card.id if self._card is not None else 0

    def _kind(self) -> str:
        return self._card.device.kind if self._card is not None else "phone"

    def toggle_camera(self) -> None:
        """The page's key while the panel is open."""
        if not self.sources.is_taking():
            self.sources.open_camera()

    def enter(self, card: TicketCard) -> None:
        """Show a ticket's photos: what was frozen at the left, those of this stage at the right."""
        panel, mine = self.panel, card.photos_of(self._stage)
        self._card, self._hung, self._request_id = card, set(mine), new_request_id()
        self._then = dict.fromkeys(_frozen(card))
        panel.ask_again()
        panel.then.show_device(card.device.kind, card.intake.marks)
        panel.then.show_photos(list(self._then.items()))
        panel.legend.show_marks(card.intake.marks)
        texts, settings = self._desk.texts, self._desk.settings
        when = texts.catalogue.near(card.received_at, self._desk.shop.clock(), settings.zone)
        panel.show_then(texts.tr("photos.compare.by", when=when, name=card.received_by))
        self.taking.start(mine)
        for tile in panel.strip.tiles():
            tile.removable = False
        panel.come_in()
        self.sources.begin()
        self._load(card.id)

    def give(self) -> None:
        """The page's Ctrl+Enter while the panel is open."""
        self.panel.give()

    def _load(self, ticket_id: int) -> None:
        """The intake's photos in full, one after another, the first that is looked at first."""
        media = self._desk.shop.media

        def read(name: str) -> tuple[str, QImage | None]:
            return name, QImage.fromData(media.get(name)) if media.has(name) else None

        def came(found: tuple[str, QImage | None]) -> None:
            if self._card is not None and self._card.id == ticket_id and found[0] in self._then:
                self._then[found[0]] = found[1]
                self.panel.then.show_photos(list(self._then.items()))

        def missing(problem: BaseException) -> None:
            # A photo that is damaged on the disk stays as an empty picture, with its marks.
            if not isinstance(problem, ShopDeskError) and self._desk.tasks.problem is not None:
                self._desk.tasks.problem(problem)

        for name in self._then:
            self._desk.tasks.aside(lambda name=name: read(name), came, missing, owner=self)  # type: ignore[misc]  # bound here and now

    # those that come

    def _came(self) -> None:
        photos: list[Photo] = list(self.taking.photos())
        before = self.panel.now.sheet
        self.panel.strip.set_photos(photos)
        self.panel.now.show_photos(photos)
        if photos and photos[-1][0] not in self._hung:
            before = photos[-1][0]  # the newest is what one wants to see
        self.panel.look_at(before or self.panel.now.sheet)
        for tile in self.panel.strip.tiles():
            tile.removable = tile.name not in self._hung
        self.panel.show_count(len(photos))

    def _hang(self) -> None:
        """Hang on the ticket what is new, all of it at once.

        Not while the camera is open, when a shot can still be taken back.
        """
        if self.taking.busy or self.sources.is_taking():
            return
        card = self._card
        fresh = tuple(name for name, _ in self.taking.photos() if name not in self._hung)
        if card is None or not fresh:
            return
        self._hung.update(fresh)

        def hung(_outcome: Outcome[int]) -> None:
            for tile in self.panel.strip.tiles():
                tile.removable = tile.name not in self._hung
                tile.update()

        def failed(problem: BaseException) -> None:
            self._hung.difference_update(fresh)
            if isinstance(problem, UserError):
                self.panel.strip.say(problem.key, **problem.values)
                for name in fresh:
                    self.taking.leave_out(name)
                return
            self._desk.problems.show(problem)

        command = AddPhotos(ticket_id=card.id, stage=self._stage, hashes=fresh)
        self._desk.send(command, hung, failed, owner=self)

    # what they say

    def _note(self, verdict: str, words: str) -> None:
        if self._card is None:
            return
        command = NoteComparison(
            request_id=self._request_id,
            ticket_id=self._card.id,
            verdict=Verdict(verdict),
            words=words,
        )

        def kept(_outcome: Outcome[int]) -> None:
            self.panel.leave()
            self._desk.notices.ok("photos.compare.noted")
            self.noted.emit()

        def failed(problem: BaseException) -> None:
            self._request_id = new_request_id()
            if isinstance(problem, UserError):
                self.panel.show_trouble(problem.key, **problem.values)
            else:
                self._desk.problems.show(problem)

        self._desk.send(command, kept, failed, owner=self)


def _frozen(card: TicketCard) -> list[str]:
    """What the intake and its amendments show of the device, in their order."""
    return list(dict.fromkeys((*card.intake.photos, *card.photos_of(PhotoStage.AMENDED))))
