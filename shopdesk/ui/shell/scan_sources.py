"""Everything at a desk that scans: keys, a serial line, a camera; one event, whichever it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from shopdesk.domain.scanners import ScannerSettings
from shopdesk.ui.common.camera import FrameSource, QtCamera
from shopdesk.ui.common.tasks import Tasks
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.shell.scanner import Scanner
from shopdesk.ui.shell.serial_scanner import SerialScanner

if TYPE_CHECKING:
    from shopdesk.ui.shell.camera_scan import CameraScan


class ScanSources(QObject):
    """Follows the settings of this desk."""

    changed = Signal()
    """Other settings are in use."""

    def __init__(
        self,
        scanner: Scanner,
        tasks: Tasks,
        parent: QObject,
        *,
        camera: Callable[[str], FrameSource] = QtCamera,
    ) -> None:
        super().__init__(parent)
        self.scanner = scanner
        self.serial = SerialScanner(self)
        self.settings = scanner.settings
        self._tasks = tasks
        self._camera = camera
        self._open: CameraScan | None = None
        self.serial.code.connect(scanner.feed)
        self.serial.unreadable.connect(scanner.unreadable)
        scanner.scanned.connect(self._scanned)

    def use(self, settings: ScannerSettings) -> None:
        """Scan as `settings` say from now on; a line that stays the same stays open."""
        before, self.settings = self.settings, settings
        self.scanner.use(settings)
        if (settings.port, settings.baud) != (before.port, before.baud):
            if settings.port:
                self.serial.start(settings.port, settings.baud)
            else:
                self.serial.stop()
        self.changed.emit()

    def stop(self) -> None:
        self.serial.stop()
        if self._open is not None:
            self._open.close()

    def open_camera(self, texts: Texts, parent: QWidget) -> CameraScan:
        """Look for a code with the camera until there is one."""
        if self._open is None:
            from shopdesk.ui.shell.camera_scan import CameraScan  # noqa: PLC0415 - brings the reader of codes

            made = CameraScan(texts, self._tasks, self._camera(self.settings.camera_id), parent)
            made.code.connect(self.scanner.feed)
            made.finished.connect(self._closed)
            self._open = made
            made.open()
        return self._open

    def _closed(self) -> None:
        self._open = None

    def _scanned(self, _code: str) -> None:
        if self.settings.beep:
            QApplication.beep()
