"""Where photos of a page come from besides files: the camera at the desk, and the folder of a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from shopdesk.services.desk_settings import DeskSettings, desk_settings
from shopdesk.ui.common.camera import FrameSource, QtCamera
from shopdesk.ui.common.photo_taking import PhotoTaking
from shopdesk.ui.desk import Desk
from shopdesk.ui.photos.camera_panel import CameraPanel
from shopdesk.ui.photos.folder_row import FolderRow
from shopdesk.ui.photos.folder_watch import FolderWatch


class PhotoSources(QObject):
    """Joins a page's strip to both, as this desk is set up. `host` is what the camera's panel covers."""

    camera_closed = Signal()

    def __init__(
        self,
        desk: Desk,
        host: QWidget,
        taking: PhotoTaking,
        device_kind: Callable[[], str],
        row: FolderRow | None = None,
    ) -> None:
        strip = taking.strip
        super().__init__(strip)
        self._desk, self._host, self._strip, self._taking, self._row = desk, host, strip, taking, row
        self._own = DeskSettings()
        self._device_kind = device_kind
        self._source: QtCamera | None = None
        self._panel: CameraPanel | None = None
        self._tokens: list[str] = []
        self.make_source: Callable[[], FrameSource] = self._camera
        strip.offer_camera()
        strip.camera_wanted.connect(self.open_camera)
        self.watch = FolderWatch(desk.tasks, strip) if row is not None else None
        if row is not None and self.watch is not None:
            self.watch.came.connect(row.add)
            row.taken.connect(self._take)
        self.look()

    def look(self) -> None:
        """What this desk is set up with, now and when that changes."""
        self._desk.ask(self._settled, desk_settings, self._desk.actor.desk)

    def _settled(self, own: DeskSettings) -> None:
        self._own = own
        if self.watch is not None:
            self.watch.use(own.photo_folder)

    def begin(self) -> None:
        """Another intake: what the phone sent for the one before is not offered again."""
        if self._panel is not None:
            self._panel.leave()
        if self._row is not None and self.watch is not None:
            self._row.clear()
            self.watch.begin()

    def open_camera(self) -> None:
        if self._panel is None:
            self._panel = CameraPanel(self._desk.texts, self._host, self.make_source)
            self._panel.shot.connect(self._shot)
            self._panel.closed.connect(self.camera_closed)
            self._panel.taken_back.connect(lambda place: self._taking.take_back(self._tokens[place]))
        self._tokens = []
        self._panel.set_device_kind(self._device_kind())
        self._panel.enter(self._strip.room())

    @property
    def panel(self) -> CameraPanel | None:
        """The camera's panel, once it was opened."""
        return self._panel

    def is_taking(self) -> bool:
        """The camera's panel covers the page."""
        return self._panel is not None and self._panel.isVisible()

    def _camera(self) -> FrameSource:
        if self._source is not None:
            self._source.deleteLater()
        self._source = QtCamera(self._own.scanner.camera_id, self)
        return self._source

    def _shot(self, image: QImage) -> None:
        name = self._desk.texts.tr("photos.take.named", number=len(self._tokens) + 1)
        self._tokens.append(self._taking.take_image(image, name))

    def _take(self, paths: list[Path]) -> None:
        fitting = paths[: self._strip.room()]
        self._strip.take_files(paths)
        if self._row is not None:
            self._row.remove(fitting)
