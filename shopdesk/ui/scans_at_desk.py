"""Scanners as part of a desk: their settings, what is said of a bad scan, and the camera's key."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from shopdesk.services.desk_settings import DeskSettings, desk_settings
from shopdesk.ui.desk import Desk
from shopdesk.ui.shell.actions import Action


class ScansAtDesk(QObject):
    """Keeps `desk.scans` as this desk has set them."""

    def __init__(self, desk: Desk, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = window
        desk.scans.scanner.unreadable.connect(self._unreadable)
        desk.navigator.written.connect(self._written)
        desk.actions.declare(
            Action(
                action_id="scan_camera",
                text_key="scanner.camera.action",
                icon="camera",
                shortcut="Ctrl+B",
                run=self._open_camera,
                enabled=self._has_camera,
                group_key="shell.sheet.everywhere",
            )
        )

    def look(self) -> None:
        """Scan as this desk has it."""
        self._desk.ask(self._use, desk_settings, self._desk.actor.desk)

    def close(self) -> None:
        self._desk.scans.stop()

    def _use(self, settings: DeskSettings) -> None:
        self._desk.scans.use(settings.scanner)
        self._desk.navigator.refresh_actions()

    def _written(self, changes: object) -> None:
        if isinstance(changes, tuple) and any(change.entity == "desk_settings" for change in changes):
            self.look()

    def _unreadable(self, key: str) -> None:
        self._desk.notices.warn(key)

    def _has_camera(self) -> bool:
        return self._desk.scans.settings.camera

    def _open_camera(self) -> None:
        self._desk.scans.open_camera(self._desk.texts, self._window)
