"""Sending a print to another printer, with a size that it has in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from shopdesk.services.desk_settings import DeskSettings, desk_settings
from shopdesk.services.print_jobs import JobRow, JobStatus
from shopdesk.ui.common.dialogs import Dialog
from shopdesk.ui.common.kit import Field, label, text_label
from shopdesk.ui.desk import Desk
from shopdesk.ui.paperwork.words import Said, printer_words, size_for, size_words

_WIDTH = 460


class ElsewhereDialog(Dialog):
    """Asks for printer and size, and hands both to `then`."""

    def __init__(
        self, desk: Desk, job: JobRow, then: Callable[[str, str], object], parent: QWidget | None
    ) -> None:
        super().__init__(desk.texts, desk.texts.tr("prints.elsewhere.title"), parent)
        self._desk = desk
        self._job = job
        self._then = then
        self._own = DeskSettings()
        self._queues: Sequence[str] = ()
        self._wanted = ""
        """What the person chose, while more printers become known."""
        self._formats = tuple(one for one in desk.printers.formats(job.kind) if not one.startswith("sheet-"))
        texts = desk.texts
        self.setObjectName("elsewhere")
        self.setMinimumWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.printer = QComboBox()
        self.printer.setObjectName("elsewhere_printer")
        self.paper = QComboBox()
        self.paper.setObjectName("elsewhere_size")
        what = texts.tr(f"words.document.{job.kind}")
        self.body.addWidget(label("strong", f"{job.number}  {what}"))
        if job.why:
            self.body.addWidget(label("note", Said(job.why, job.why_values).text(texts.language), wrap=True))
        self.body.addWidget(Field(texts, "settings.printing.printer", self.printer))
        self.body.addWidget(Field(texts, "settings.printing.size", self.paper))
        marked = job.status in {JobStatus.UNKNOWN, JobStatus.DONE} or job.copy_no > 0
        note = text_label(texts, f"prints.elsewhere.{'copy' if marked else 'original'}", "note")
        note.setWordWrap(True)
        self.body.addWidget(note)
        self.add_button("common.cancel", "secondary", self.reject)
        self.go = self.add_button("prints.elsewhere.verb", "accent", self._print)
        self.printer.activated.connect(lambda _place: self._picked())
        self._fill()
        desk.ask(self._show_own, desk_settings, desk.actor.desk)
        desk.tasks.aside(desk.printers.queues, self._show_queues, owner=self)

    def _show_own(self, own: DeskSettings) -> None:
        self._own = own
        self._fill()

    def _show_queues(self, queues: Sequence[str]) -> None:
        self._queues = queues
        self._fill()

    def _fill(self) -> None:
        """Every printer known here; the one it failed on stands last."""
        texts = self._desk.texts
        known = [one.address for one in self._own.printers]
        routed = [route.printer for route in self._own.routes.values() if route.printer]
        common = [route.printer for route in self._desk.settings.routes.values()]
        queues = [f"system:{name}" for name in self._queues]
        addresses = [
            one for one in dict.fromkeys((*known, *routed, *common, *queues, "folder")) if self._can(one)
        ]
        addresses.sort(key=lambda one: one == self._job.printer)
        self.printer.clear()
        for one in addresses:
            self.printer.addItem(printer_words(texts, one, self._own), one)
        self.printer.setCurrentIndex(max(self.printer.findData(self._wanted), 0))
        self._fill_sizes()

    def _picked(self) -> None:
        self._wanted = str(self.printer.currentData())
        self._fill_sizes()

    def _can(self, address: str) -> bool:
        """Whether a printer of this kind has a size that the document comes in."""
        size = size_for(address, self._formats, "")
        language = address.partition(":")[0].partition("+")[0]
        if language == "escpos":
            return size.startswith("roll-")
        if language in {"zpl", "tspl", "brother"}:
            return size.startswith("label-")
        return True

    def _fill_sizes(self) -> None:
        address = str(self.printer.currentData() or "folder")
        self.paper.clear()
        for name in self._formats:
            if size_for(address, self._formats, name) == name:
                self.paper.addItem(size_words(self._desk.texts, name), name)
        wanted = size_for(address, self._formats, self._job.format)
        self.paper.setCurrentIndex(max(self.paper.findData(wanted), 0))

    def _print(self) -> None:
        self._then(str(self.printer.currentData() or "folder"), str(self.paper.currentData() or ""))
        self.accept()
