"""The print queue: every print with its story, and what can be decided about the one chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from shopdesk.services.print_jobs import JobRow, JobStatus
from shopdesk.ui.common.kit import Button, Card, Elided, FlowLayout, Pill, column, label, line, row
from shopdesk.ui.common.status import Mark
from shopdesk.ui.common.tables import Column, Table
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.settings.queue_presenter import QueuePresenter
from shopdesk.ui.pages.settings.words import printer_words

_MARKS = {
    JobStatus.QUEUED: Mark("info", "clock"),
    JobStatus.PRINTING: Mark("accent", "printer"),
    JobStatus.DONE: Mark("ok", "check"),
    JobStatus.FAILED: Mark("bad", "printer-x"),
    JobStatus.UNKNOWN: Mark("warn", "circle-help"),
    JobStatus.DROPPED: Mark("neutral", "ban"),
}


class QueueCard(Card):
    """Newest first; what needs a decision is chosen by itself."""

    def __init__(self, desk: Desk, open_place: Callable[[Path], object]) -> None:
        super().__init__(desk.texts, "settings.queue.title")
        self._desk = desk
        self._texts = desk.texts
        self._job: JobRow | None = None
        self.setObjectName("print_queue")
        self._attention = Pill()
        self.add_head(self._attention)
        self.table = Table[JobRow](
            desk.texts,
            [
                Column("settings.queue.paper", self._paper, stretch=True),
                Column("settings.queue.state", self._state, width=102, pill=lambda job: _MARKS[job.status]),
                Column("settings.queue.when", self._when, width=124, align="right"),
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
        self.again.clicked.connect(self.presenter.print_again)
        self.folder.clicked.connect(self.presenter.open_folder)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(line())
        self.body.addWidget(self._story)
        desk.texts.changed.connect(self._say)

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
        self.again = Button(texts, "settings.queue.again", icon="copy")
        self.folder = Button(texts, "settings.queue.open_folder", icon="folder-open")
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=8)
        for button in (self.retry, self.came_out, self.not_wanted, self.again, self.folder):
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
        for button in (self.retry, self.came_out, self.not_wanted):
            button.setVisible(undecided)
        self.again.setVisible(job is not None and job.status is JobStatus.DONE)
        self.folder.setVisible(file is not None)
        self._say()

    def show_unsaved(self, *, unsaved: bool) -> None:
        """One filled button: the next step is to decide, unless something waits to be saved."""
        self.retry.set_kind("secondary" if unsaved else "accent")

    # Inside

    def _row_chosen(self, job: JobRow | None) -> None:
        if job is not None:
            self.presenter.choose(job.id)

    def _say(self) -> None:
        job = self._job
        if job is None:
            return
        texts = self._texts
        mark = _MARKS[job.status]
        self._title.setText(self._paper(job))
        self._pill.show_pill(self._state(job), mark.tone, mark.icon)
        if job.why:
            self.why.setText(texts.tr(job.why, **job.why_values))
        elif job.status is JobStatus.DONE and job.file:
            self.why.setText(job.file)
        else:
            self.why.setText(texts.tr(f"settings.queue.means_{job.status.value}"))
        parts = [printer_words(texts, job.printer)]
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
