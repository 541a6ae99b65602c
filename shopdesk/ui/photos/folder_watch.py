"""Watches the folder that a phone's photos arrive in, and says what came; every look is off this thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from shopdesk.errors import UserError
from shopdesk.services.photo_folder import PhotoFolder
from shopdesk.services.photos import prepare_photo
from shopdesk.ui.common.tasks import Tasks
from shopdesk.ui.photos.folder_row import Arrival

POLL_MS = 3000
"""A network folder sends no notice of what others put into it."""
SOON_MS = 1000
_PICTURE = 96
_MOST_PICTURES = 8


class FolderWatch(QObject):
    """`came` brings photos that arrived since `begin`, each once, while `where` can be seen."""

    came = Signal(list)

    def __init__(self, tasks: Tasks, where: QWidget) -> None:
        super().__init__(where)
        self._tasks = tasks
        self._where = where
        self._folder: PhotoFolder | None = None
        self._begins = False
        self._looking = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.look)
        self._notices = QFileSystemWatcher(self)
        self._notices.directoryChanged.connect(lambda _path: self._soon.start(SOON_MS))
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self.look)

    @property
    def path(self) -> Path | None:
        return self._folder.path if self._folder is not None else None

    def use(self, path: str) -> None:
        """Watch this folder from now on; an empty path watches nothing."""
        wanted = Path(path) if path else None
        if wanted == self.path:
            return
        if self._notices.directories():
            self._notices.removePaths(self._notices.directories())
        self._folder = PhotoFolder(wanted) if wanted is not None else None
        if self._folder is None:
            self._poll.stop()
        else:
            self._poll.start()
            self.begin()

    def begin(self) -> None:
        """An intake begins: what is in the folder now belongs to those before."""
        self._begins = True
        self.look()

    def look(self) -> None:
        """Look once, unless a look is under way: a folder that hangs holds up one look and no more."""
        folder = self._folder
        if folder is None or self._looking or not (self._begins or self._where.isVisible()):
            return
        begins, self._begins, self._looking = self._begins, False, True

        def work() -> list[Arrival]:
            if begins:
                folder.begin()
                return []
            return _pictured(folder.look())

        def done(arrivals: list[Arrival]) -> None:
            self._looking = False
            if folder is not self._folder:
                return
            if not self._notices.directories() and folder.readable:
                self._notices.addPath(str(folder.path))
            if arrivals and not self._begins:
                self.came.emit(arrivals)
            if self._begins or folder.expects:
                self._soon.start(0 if self._begins else SOON_MS)

        def failed(problem: BaseException) -> None:
            self._looking = False
            if self._tasks.problem is not None:
                self._tasks.problem(problem)

        self._tasks.aside(work, done, failed, owner=self)


def _pictured(paths: tuple[Path, ...]) -> list[Arrival]:
    """The first few with a small picture; a file that is no photo says so when it is taken."""
    arrivals = []
    for place, path in enumerate(paths):
        picture = None
        if place < _MOST_PICTURES:
            try:
                picture = QImage.fromData(prepare_photo(path, longest=_PICTURE).jpeg)
            except UserError:
                picture = None
        arrivals.append(Arrival(path, picture))
    return arrivals
