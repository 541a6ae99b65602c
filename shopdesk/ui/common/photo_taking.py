"""Photos on their way into a ticket: prepared and kept aside, shown when they are safe."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from shopdesk.errors import ShopDeskError
from shopdesk.services.photos import prepare_photo
from shopdesk.services.shop import Shop
from shopdesk.ui.common.photo_strip import PhotoStrip, encoded
from shopdesk.ui.common.tasks import Tasks

Kept = tuple[str, QImage]


class PhotoTaking(QObject):
    """Between a strip and the shop. `changed` when another photo is kept or one was taken away."""

    changed = Signal()
    removed = Signal(str)
    settled = Signal()
    """None is on its way any more."""

    def __init__(self, tasks: Tasks, shop: Shop, strip: PhotoStrip) -> None:
        super().__init__(strip)
        self._tasks, self._shop, self._strip = tasks, shop, strip
        self.strip = strip
        self._photos: dict[str, QImage | None] = {}
        self._places: dict[str, int] = {}
        self._waiting: set[str] = set()
        self._came: dict[str, str] = {}
        self._tokens = itertools.count(1)
        self._form = 0
        strip.files_chosen.connect(self._files)
        strip.image_pasted.connect(self._pasted)
        strip.remove_wanted.connect(self._remove)
        strip.cancelled.connect(self._gone)

    def photos(self) -> list[tuple[str, QImage | None]]:
        """In the order in which they were chosen, whichever was ready first."""
        return sorted(self._photos.items(), key=lambda one: self._places[one[0]])

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    def start(self, names: Sequence[str]) -> None:
        """Another form with these photos; what was on its way is not wanted any more."""
        self._form += 1
        for token in list(self._waiting):
            self._strip.finish(token)
        self._waiting.clear()
        self._came.clear()
        self._photos = dict.fromkeys(names)
        self._places = {name: next(self._tokens) for name in names}
        self.changed.emit()
        for name in names:
            self._load(name)

    def take_image(self, image: QImage, name: str) -> str:
        """A picture of the camera, encoded off this thread too. Gives what `take_back` knows it by."""
        return self._take(name, partial(encoded, image))

    def take_back(self, token: str) -> None:
        """It is not wanted after all, whether it is on its way or here already."""
        if token in self._waiting:
            self._strip.finish(token)
            self._gone(token)
        elif token in self._came:
            self._remove(self._came.pop(token))

    def leave_out(self, name: str) -> None:
        """A photo that was refused is shown no more."""
        self._remove(name)

    def _pasted(self, content: bytes) -> None:
        self._take(self._strip.name_of_pasted(), lambda: content)

    def _files(self, files: list[Path]) -> None:
        for file in files:
            self._take(file.name, partial(_itself, file))

    def _take(self, name: str, source: Callable[[], Path | bytes]) -> str:
        place = next(self._tokens)
        token = f"photo{place}"
        self._waiting.add(token)
        self._strip.begin(token, name)
        media = self._shop.media

        def work() -> Kept | None:
            if token not in self._waiting:  # cancelled before its turn came
                return None
            prepared = prepare_photo(source())
            if token not in self._waiting:
                return None
            return media.put(prepared.jpeg), QImage.fromData(prepared.jpeg)

        def kept(photo: Kept | None) -> None:
            if photo is None or token not in self._waiting:
                return
            self._waiting.discard(token)
            self._strip.finish(token)
            self._came[token] = photo[0]
            self._photos[photo[0]] = photo[1]
            self._places.setdefault(photo[0], place)
            self.changed.emit()
            self._settle()

        def failed(problem: BaseException) -> None:
            self._gone(token)
            if isinstance(problem, ShopDeskError):
                self._strip.fail(token, problem.key, **problem.values)
                return
            self._strip.finish(token)
            if self._tasks.problem is not None:
                self._tasks.problem(problem)

        self._tasks.aside(work, kept, failed, owner=self)
        return token

    def _gone(self, token: str) -> None:
        """Refused or not wanted: in no case on its way."""
        if token in self._waiting:
            self._waiting.discard(token)
            self._settle()

    def _settle(self) -> None:
        if not self._waiting:
            self.settled.emit()

    def _load(self, name: str) -> None:
        media, form = self._shop.media, self._form

        def loaded(image: QImage) -> None:
            if form == self._form and name in self._photos:
                self._photos[name] = image
                self.changed.emit()

        def missing(problem: BaseException) -> None:
            if not isinstance(problem, ShopDeskError) and self._tasks.problem is not None:
                self._tasks.problem(problem)

        # A photo that is gone stays as an empty tile: saving says so beside it.
        self._tasks.aside(lambda: QImage.fromData(media.get(name)), loaded, missing, owner=self)

    def _remove(self, name: str) -> None:
        self._photos.pop(name, None)
        self.removed.emit(name)
        self.changed.emit()


def _itself(file: Path) -> Path:
    return file
