"""Printing: where papers go at the left, what became of them at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from shopdesk.ui.common.kit import row
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.settings.queue_card import QueueCard
from shopdesk.ui.pages.settings.routes import RoutesCard


class PrintingTab(QWidget):
    """Emits `edited(name, text)` for the routes."""

    edited = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.routes = RoutesCard(desk)
        self.queue = QueueCard(desk, open_place)
        self.fields = self.routes.fields
        self.routes.edited.connect(self.edited)
        self.routes.test_pressed.connect(self.queue.presenter.test)
        self.routes.folder_pressed.connect(self.queue.presenter.open_papers)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.routes)
        area.setMinimumWidth(self.routes.minimumSizeHint().width())
        whole = row(area, self.queue, spacing=12)
        whole.setStretch(0, 1)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def look(self) -> None:
        """Ask again what was printed, and which queues the system has."""
        self.queue.presenter.load()
        self._desk.tasks.aside(self._desk.printers.queues, self._show_queues, owner=self)

    def _show_queues(self, queues: Sequence[str]) -> None:
        self.routes.show_queues(queues)

    def write(self, texts: Mapping[str, str]) -> None:
        self.routes.write(texts)

    def show_may_edit(self, *, may_edit: bool) -> None:
        self.routes.show_may_edit(may_edit=may_edit)


def open_place(folder: Path) -> None:
    """Show a folder in the system's own file browser."""
    folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
