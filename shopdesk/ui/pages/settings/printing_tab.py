"""Printing: where papers go at the left, what became of them at the right."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from shopdesk.services.desk_settings import DeskRoute, DeskSettings, KnownPrinter
from shopdesk.ui.common.kit import column, row
from shopdesk.ui.common.tasks import Failed
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.settings.desk_presenter import DeskPresenter
from shopdesk.ui.pages.settings.known_printers import KnownPrintersCard
from shopdesk.ui.pages.settings.queue_card import QueueCard
from shopdesk.ui.pages.settings.routes import RoutesCard
from shopdesk.ui.paperwork.add_printer import AddPrinterDialog, ask_printer
from shopdesk.ui.paperwork.words import Said, size_for


class PrintingTab(QWidget):
    """Emits `edited(name, text)` for the shop's own routes; what this desk chooses is kept at once."""

    edited = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.routes = RoutesCard(desk)
        self.known = KnownPrintersCard(desk.texts)
        self.queue = QueueCard(desk, open_place)
        self.fields = self.routes.fields
        self.presenter = DeskPresenter(desk, self, self)
        self.adding: AddPrinterDialog | None = None
        self.routes.edited.connect(self.edited)
        self.routes.desk_chosen.connect(self.presenter.choose)
        self.routes.add_pressed.connect(self.add_printer)
        self.routes.test_pressed.connect(self._test)
        self.routes.folder_pressed.connect(self.queue.presenter.open_papers)
        self.known.add_pressed.connect(lambda: self.add_printer(""))
        self.known.removed.connect(self.presenter.remove)
        self.known.asked.connect(self._ask)
        left = QWidget()
        left.setLayout(column(self.routes, self.known, 1, spacing=12))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(left)
        area.setMinimumWidth(left.minimumSizeHint().width())
        whole = row(area, self.queue, spacing=12)
        whole.setStretch(0, 3)
        whole.setStretch(1, 2)
        self.setLayout(whole)

    def look(self) -> None:
        """Ask again what was printed, what this desk chose, and which queues the system has."""
        self.queue.presenter.load()
        self.presenter.load()
        self._desk.tasks.aside(self._desk.printers.queues, self.routes.show_queues, owner=self)

    def write(self, texts: Mapping[str, str]) -> None:
        self.routes.write(texts)

    def show_may_edit(self, *, may_edit: bool) -> None:
        self.routes.show_may_edit(may_edit=may_edit)

    def add_printer(self, kind: str) -> None:
        """Ask for a printer; a `kind` of paper goes to it at once, where one was being chosen for."""
        dialog = AddPrinterDialog(self._desk, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda printer: self._added(printer, kind))
        self.adding = dialog
        dialog.open()

    # What the presenter asks

    def show_own(self, own: DeskSettings) -> None:
        self.routes.show_own(own)
        self.known.show_printers(own)
        self.queue.show_own(own)

    def problems(self) -> Failed:
        return self._desk.problems.form(fields=self.fields)

    # Inside

    def _added(self, printer: KnownPrinter, kind: str) -> None:
        size = ""
        if kind:
            one = self.routes.rows[kind]
            formats = self._desk.printers.formats(one.kind)
            size = size_for(printer.address, formats, one.effective().format)
            if not self.routes.for_desk:
                self.routes.edited.emit(f"printer.{kind}", printer.address)
                self.routes.edited.emit(f"format.{kind}", size)
                kind = ""
        self.presenter.add(printer, kind, size)

    def _test(self, kind: str, route: DeskRoute) -> None:
        self.queue.presenter.test(kind, route)

    def _ask(self, address: str) -> None:
        self.known.show_answer(address, self._desk.texts.tr("prints.add.asking"), "secondary")

        def answered(tone: str, said: Said) -> None:
            self.known.show_answer(address, said.text(self._desk.texts.language), tone)

        ask_printer(self._desk, address, answered, self)


def open_place(folder: Path) -> None:
    """Show a folder, or a file, in the system's own program for it."""
    if not folder.suffix:
        folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
