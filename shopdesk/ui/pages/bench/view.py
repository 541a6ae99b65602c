"""The bench as it is seen: the queue, the open ticket, what happened to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.services.tickets import TicketCard, TicketRow
from shopdesk.ui.annotate.panel import MarksPanel
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import Banner, EmptyState, Timeline, set_kind, text_label
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.common.windowed import TwoLines
from shopdesk.ui.pages.bench.checklist import Checklist
from shopdesk.ui.pages.bench.forms import BenchForm, DiagnosisForm, FinishForm
from shopdesk.ui.pages.bench.head import Head
from shopdesk.ui.pages.bench.moves import WITH_PARTS
from shopdesk.ui.pages.bench.overview import Overview
from shopdesk.ui.pages.bench.queue import QueueList
from shopdesk.ui.pages.bench.steps import StepBar
from shopdesk.ui.pages.bench.wording import OldLine, Wording

_QUEUE_WIDTH, _TIMELINE_WIDTH = 292, 272


class BenchView(QWidget):
    """Arranges; a form takes the place of the step bar and the overview while it is filled in."""

    form_left = Signal()
    shown = Signal()
    """A ticket was shown: another one, or as it stands now."""

    def __init__(
        self, texts: Texts, lines: Callable[[TicketRow], TwoLines], now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self.setObjectName("bench_view")
        theme.set_state(self, "touch", True)
        self.queue = QueueList(texts, lines)
        self.queue.setFixedWidth(_QUEUE_WIDTH)
        self.head = Head(texts)
        self.banner = Banner(texts)
        self.steps = StepBar(texts, now)
        self.overview = Overview(texts)
        self.diagnosis = DiagnosisForm(texts)
        self.finish = FinishForm(texts)
        self.checklist = Checklist(texts)
        self.timeline = Timeline()
        self._forms: tuple[BenchForm, ...] = (self.diagnosis, self.finish, self.checklist)
        for form in self._forms:
            form.left.connect(self.form_left)
        self._work = QStackedWidget()
        self._work.addWidget(self.overview)
        for form in self._forms:
            self._work.addWidget(form)
        self._ticket = QWidget()
        ticket = QVBoxLayout(self._ticket)
        ticket.setContentsMargins(16, 12, 16, 12)
        ticket.setSpacing(10)
        ticket.addWidget(self.head)
        ticket.addWidget(self.banner)
        ticket.addWidget(self.steps)
        ticket.addWidget(self._work, 1)
        self._empty = EmptyState(texts, "scan-barcode", "bench.empty.title", "bench.empty.words")
        self._middle = QStackedWidget()
        self._middle.addWidget(self._empty)
        self._middle.addWidget(self._ticket)
        self._side = self._timeline_side(texts)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.queue)
        rule = QFrame()
        set_kind(rule, "vline")
        box.addWidget(rule)
        box.addWidget(self._middle, 1)
        box.addWidget(self._side)
        self.marks = MarksPanel(texts, self)
        self.marks.editor.set_read_only(True)
        self.overview.condition_opened.connect(self.marks.enter)
        self._side.hide()

    def _timeline_side(self, texts: Texts) -> QFrame:
        side = QFrame()
        set_kind(side, "side")
        side.setFixedWidth(_TIMELINE_WIDTH)
        area = QScrollArea()
        area.setObjectName("bench_timeline_area")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.timeline)
        box = QVBoxLayout(side)
        box.setContentsMargins(12, 14, 6, 8)
        box.setSpacing(8)
        box.addWidget(text_label(texts, "bench.timeline", "section"))
        box.addWidget(area, 1)
        return side

    def show_card(self, card: TicketCard, say: Wording) -> None:
        """Everything that is not being typed."""
        self._middle.setCurrentWidget(self._ticket)
        self._side.setVisible(self.form() is None)
        self.head.show_card(card, say.told(card))
        self.steps.show_card(card)
        self.overview.work.show_card(card, say.work(card))
        at_work = card.status in WITH_PARTS
        old = [OldLine(one.id, one.name, one.fate) for one in card.old_parts]
        self.overview.parts.show_parts(say.parts(card), old, may_take=at_work, may_settle=True)
        self.overview.condition.set_device_kind(card.device.kind)
        self.overview.condition.set_marks(card.intake.marks)
        self.marks.editor.set_device_kind(card.device.kind)
        self.marks.editor.set_marks(card.intake.marks)
        self.timeline.show_moments(say.moments(card))
        self.queue.show_open(card.id)
        self.shown.emit()

    def show_none(self) -> None:
        self._middle.setCurrentWidget(self._empty)
        self._side.hide()

    def show_form(self, form: BenchForm | None) -> None:
        """`form` instead of the step bar; None for the ticket at rest."""
        self.steps.setVisible(form is None)
        # A form needs the width more than what happened does.
        self._side.setVisible(form is None)
        self.head.show_room(full=form is None)
        self._work.setCurrentWidget(form if form is not None else self.overview)

    def form(self) -> BenchForm | None:
        """The form that is open."""
        shown = self._work.currentWidget()
        return shown if isinstance(shown, BenchForm) else None

    def show_busy(self, busy: bool) -> None:
        self.steps.show_busy(busy)
        for form in self._forms:
            form.show_busy(busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.form() is not None:
            self.form_left.emit()
            return
        super().keyPressEvent(event)
