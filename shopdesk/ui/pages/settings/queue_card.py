"""The print queue: every print with its story, and what can be decided about the one chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from shopdesk.services.desk_settings import DeskSettings
from shopdesk.services.print_jobs import JobRow, JobStatus
from shopdesk.ui.common.icons import IconLabel
from shopdesk.ui.common.kit import Button, Card, Elided, FlowLayout, Pill, column, label, line, row
from shopdesk.ui.common.status import Mark
from shopdesk.ui.common.tables import Column, Table
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.settings.queue_presenter import QueuePresenter
from shopdesk.ui.paperwork.elsewhere import ElsewhereDialog
from shopdesk.ui.paperwork.sheet_dialog import open_sheet
from shopdesk.ui.paperwork.words import printer_words

_MARKS = {
    JobStatus.WAITING: Mark("neutral", "tags"),
    JobStatus.ON_SHEET: Mark("accent", "layout-grid"),
    JobStatus.QUEUED: Mark("info", "clock"),
    JobStatus.PRINTING: Mark("accent", "printer"),
    JobStatus.DONE: Mark("ok", "check"),
    JobStatus.FAILED: Mark("bad", "printer-x"),
    JobStatus.UNKNOWN: Mark("warn", "circle-help"),
    JobStatus.DROPPED: Mark("neutral", "ban"),
}


_STILL_HERE = frozenset({JobStatus.WAITING, JobStatus.QUEUED})


class QueueCard(Card):
    """Newest first; what needs a decision is chosen by itself."""

    def __init__(self, desk: Desk, open_place: Callable[[Path], object]) -> None:
        super().__init__(desk.texts, "settings.queue.title")
        self._desk = desk
        self._texts = desk.texts
        self._job: JobRow | None = None
        self._own = DeskSettings()
        self.setObjectName("print_queue")
        self._attention = Pill()
        self.add_head(self._attention)
        self.table = Table[JobRow](
            desk.texts,
            [
                Column("settings.queue.paper", self._paper, stretch=True),
                Column("settings.queue.state", self._state, width=118, pill=lambda job: _MARKS[job.status]),
                Column("settings.queue.when", self._when, width=112, align="right"),
            ],
            "queue_table",
            empty_key="settings.queue.none",
            name_key="settings.queue.title",
        )
        self._make_story()
        self.presenter = QueuePresenter(desk, self, open_place, self)
        self.table.chosen.connect(self._row_chosen)
        self.retry.clicked.connect(self.presenter.retry)
        self.came_out.clicked.connect(self.presenter.came_out)
        self.not_wanted.clicked.connect(self.presenter.not_wanted)
        self.elsewhere.clicked.connect(self._ask_where)
        self.again.clicked.connect(self.presenter.print_again)
        self.file.clicked.connect(self.presenter.open_file)
        self.folder.clicked.connect(self.presenter.open_folder)
        self._make_tags()
        self.body.addWidget(self._tags)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(line())
        self.body.addWidget(self._story)
        desk.texts.changed.connect(self._say)

    def _make_tags(self) -> None:
        """Tags that wait for their sheet stand above the queue: somebody has to put the sheet in."""
        self._tags = QWidget()
        self.tags_words = label(wrap=True)
        self.print_sheet = Button(self._texts, "prints.sheet.open", icon="layout-grid")
        self.print_sheet.setObjectName("queue_print_sheet")
        self.print_sheet.clicked.connect(lambda: open_sheet(self._desk, self.window()))
        line = row(IconLabel("tags", "secondary", 18), self.tags_words, self.print_sheet, spacing=8)
        line.setStretch(1, 1)
        self._tags.setLayout(line)
        self._tags.hide()

    def _make_story(self) -> None:
        texts = self._texts
        self._title = Elided(kind="strong")
        self._pill = Pill()
        self.why = label(wrap=True)
        self.why.setObjectName("queue_why")
        self._note = label("note", wrap=True)
        self.retry = Button(texts, "settings.queue.retry", kind="secondary", icon="rotate-ccw")
        self.came_out = Button(texts, "settings.queue.came_out", icon="check")
        self.not_wanted = Button(texts, "settings.queue.not_wanted")
        self.elsewhere = Button(texts, "prints.elsewhere.open", icon="arrow-right-left")
        self.again = Button(texts, "settings.queue.again", icon="copy")
        self.file = Button(texts, "prints.open_file", icon="external-link")
        self.folder = Button(texts, "settings.queue.open_folder", icon="folder-open")
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=8)
        for button in (
            self.retry, self.came_out, self.elsewhere, self.not_wanted, self.again, self.file, self.folder,
        ):  # fmt: skip
            flow.addWidget(button)
        head = row(self._title, self._pill)
        head.setStretch(0, 1)
        self._story = QWidget()
        self._story.setLayout(column(head, self.why, self._note, buttons, spacing=6))

    # What the presenter asks

    def show_jobs(self, jobs: Sequence[JobRow], chosen: int | None) -> None:
        with QSignalBlocker(self.table):
            self.table.show_rows(jobs)
            self.table.clearSelection()
            for place, job in enumerate(jobs):
                if job.id == chosen:
                    self.table.choose(place)
        open_ones = sum(job.status in (JobStatus.FAILED, JobStatus.UNKNOWN) for job in jobs)
        self._attention.setVisible(bool(open_ones))
        self._attention.show_pill(
            self._texts.tr("settings.queue.attention", n=open_ones), "bad", "triangle-alert"
        )

    def show_job(self, job: JobRow | None, *, undecided: bool, file: Path | None) -> None:
        self._job = job
        self._story.setVisible(job is not None)
        status = job.status if job is not None else None
        for button in (self.retry, self.came_out):
            button.setVisible(undecided)
        self.not_wanted.setVisible(undecided or status in _STILL_HERE)
        self.elsewhere.setVisible(undecided or status in {*_STILL_HERE, JobStatus.DONE})
        self.again.setVisible(status is JobStatus.DONE)
        for button in (self.file, self.folder):
            button.setVisible(file is not None)
        self._say()

    def show_tags(self, waiting: int) -> None:
        self._tags.setVisible(bool(waiting))
        self._texts.bind(self.tags_words.setText, "prints.sheet.waiting", n=waiting)

    def show_own(self, own: DeskSettings) -> None:
        """Printers go by the names they have at this desk."""
        self._own = own
        self._say()

    def show_unsaved(self, *, unsaved: bool) -> None:
        """One filled button: the next step is to decide, unless something waits to be saved."""
        self.retry.set_kind("secondary" if unsaved else "accent")

    # Inside

    def _ask_where(self) -> None:
        job = self._job
        if job is not None:
            ElsewhereDialog(self._desk, job, self.presenter.send_to, self.window()).open()

    def _row_chosen(self, job: JobRow | None) -> None:
        if job is not None:
            self.presenter.choose(job.id)

    def _say(self) -> None:
        job = self._job
        if job is None:
            return
        texts = self._texts
        # An unknown paper is decided first by looking, everything else by printing.
        self.retry.show_key(
            "prints.retry_marked" if job.status is JobStatus.UNKNOWN else "settings.queue.retry"
        )
        mark = _MARKS[job.status]
        self._title.setText(self._paper(job))
        self._pill.show_pill(self._state(job), mark.tone, mark.icon)
        if job.why:
            self.why.setText(texts.tr(job.why, **job.why_values))
        elif job.status is JobStatus.DONE and job.file and not job.file.startswith("sheet:"):
            self.why.setText(job.file)
        else:
            self.why.setText(texts.tr(f"settings.queue.means_{job.status.value}"))
        parts = [printer_words(texts, job.printer, self._own)]
        if job.attempts > 1:
            parts.append(texts.tr("settings.queue.attempts", n=job.attempts))
        if job.copy_no:
            parts.append(texts.tr("settings.queue.marked", number=job.copy_no))
        elif job.status is JobStatus.UNKNOWN:
            parts.append(texts.tr("settings.queue.will_be_marked"))
        self._note.setText("  ·  ".join(parts))

    def _paper(self, job: JobRow) -> str:
        name = f"{job.number}  {self._texts.tr(f'words.document.{job.kind.value}')}"
        if not job.copy_no:
            return name
        return f"{name}  {self._texts.tr('settings.queue.copy', number=job.copy_no)}"

    def _state(self, job: JobRow) -> str:
        return self._texts.tr(f"settings.queue.{job.status.value}")

    def _when(self, job: JobRow) -> str:
        settings = self._desk.settings
        return self._texts.catalogue.near(job.changed_at, self._desk.shop.clock(), settings.zone)
