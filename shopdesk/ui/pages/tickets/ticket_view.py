"""One ticket: its head with the next step, its cards, its timeline; a panel may lie over the cards."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.ticket import Step
from shopdesk.ui.common import tokens
from shopdesk.ui.common.kit import (
    Button,
    Card,
    Elided,
    FlowLayout,
    IconButton,
    PrimaryButton,
    StatusPill,
    column,
    empty_out,
    label,
    row,
    set_state,
)
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.tickets.amend_story import StoryBand
from shopdesk.ui.pages.tickets.blocks import Related
from shopdesk.ui.pages.tickets.cards import Cards
from shopdesk.ui.pages.tickets.painted import Body, TimelineBody
from shopdesk.ui.pages.tickets.telling import HeadShown, TicketShown

_NARROW = 860
_ANY = 16_777_215
"""Qt's largest width: no limit."""
_STEP_ICONS = {
    Step.START_DIAGNOSIS: "stethoscope",
    Step.QUOTE: "file-text",
    Step.APPROVE: "thumbs-up",
    Step.START_REPAIR: "wrench",
    Step.FINISH_REPAIR: "wrench",
    Step.PASS_TEST: "clipboard-check",
    Step.COLLECT: "package-check",
    Step.GIVE_BACK: "package-check",
}


class Head(QWidget):
    """What is on the bench or shelf, whose, and the one thing to do next."""

    step_pressed = Signal()
    print_pressed = Signal(QPoint)
    more_pressed = Signal(QPoint)
    related_pressed = Signal(int)
    """Another ticket that belongs to this one."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("ticket_head")
        self.title = Elided("", "title")
        self.title.setObjectName("ticket_title")
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.pill = StatusPill(texts)
        self.facts = Body("ticket_facts")
        self.waiting = label("secondary")
        self.waiting.setObjectName("ticket_waiting")
        self.printing = Button(texts, "tickets.print.menu", icon="printer")
        self.printing.clicked.connect(lambda: self.print_pressed.emit(_below(self.printing)))
        self.more = IconButton(texts, "ellipsis", "tickets.more")
        self.more.clicked.connect(lambda: self.more_pressed.emit(_below(self.more)))
        self.step = PrimaryButton(texts, "tickets.next", key_hint="Ctrl ↵")
        self.step.setObjectName("ticket_step")
        self.step.clicked.connect(self.step_pressed)
        # As high as the main button, so that nothing jumps when a panel takes the buttons away.
        self.title.setMinimumHeight(tokens.CONTROL_MAIN)
        titles = QHBoxLayout()
        titles.setSpacing(10)
        titles.addWidget(self.title)
        titles.addWidget(self.pill)
        titles.addStretch(1)
        self.buttons = row(self.waiting, self.printing, self.more, self.step, spacing=8)
        self.buttons.setAlignment(Qt.AlignmentFlag.AlignTop)
        upper = QHBoxLayout()
        upper.setSpacing(16)
        upper.addLayout(titles, 1)
        upper.addLayout(self.buttons)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        self._texts = texts
        self._related = QWidget()
        self._related.setObjectName("ticket_related")
        self._links = FlowLayout(self._related, spacing=4)
        self._related.hide()
        box.addLayout(upper)
        box.addWidget(self.facts)
        box.addWidget(self._related)

    def show_head(self, head: HeadShown) -> None:
        self.title.setText(head.title)
        self.pill.show_status(head.status)
        self.facts.show_blocks((head.facts,))
        self._show_related(head.related)
        self.waiting.setText(head.waiting)
        self.waiting.setVisible(bool(head.waiting))
        self._has_step = head.step is not None
        self.step.setVisible(self._has_step)
        if head.step is not None:
            self.step.show_key(f"tickets.step.{head.step}")
            self.step.show_icon(_STEP_ICONS.get(head.step, "arrow-right"))

    def _show_related(self, related: tuple[Related, ...]) -> None:
        empty_out(self._links)
        for one in related:
            link = Button(self._texts, "tickets.more", kind="quiet", icon=one.icon)
            link.setObjectName(f"related_{one.ticket_id}")
            set_state(link, "compact", True)
            for setter in (link.setText, link.setAccessibleName):
                self._texts.put(setter, one.text)
            link.clicked.connect(lambda _on=False, wanted=one.ticket_id: self.related_pressed.emit(wanted))
            self._links.addWidget(link)
            # Into a row that is hidden still: what was never shown takes no room in it.
            link.show()
        self._related.setVisible(bool(related))

    _has_step = False

    def show_buttons(self, *, shown: bool) -> None:
        """While a panel is open its own main button is the one to press."""
        self.step.setVisible(shown and self._has_step)
        self.printing.setVisible(shown)
        self.more.setVisible(shown)


def _below(button: QWidget) -> QPoint:
    return button.mapToGlobal(QPoint(0, button.height() + 4))


class TicketView(QWidget):
    """Head above; cards and timeline below, or the panel that is open."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("ticket_view")
        self.head = Head(texts)
        self.band = StoryBand(texts)
        self.cards = Cards(texts)
        self.timeline = TimelineBody("ticket_timeline")
        texts.bind(self.timeline.setAccessibleName, "tickets.timeline")
        self._side = Card(texts, "tickets.timeline")
        self._side.setFixedWidth(300)
        scroll = QScrollArea()
        scroll.setObjectName("ticket_timeline_scroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        held = QWidget()
        held.setLayout(column(self.timeline, 1, spacing=0))
        scroll.setWidget(held)
        self._side.body.addWidget(scroll)
        looking = QWidget()
        self._beside = row(self.cards, self._side, spacing=12)
        looking.setLayout(self._beside)
        self._narrow = False
        self.stack = QStackedWidget()
        self.stack.setObjectName("ticket_stack")
        self.stack.addWidget(looking)
        self._looking = looking
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 14, 16, 14)
        box.setSpacing(12)
        box.addWidget(self.head)
        box.addWidget(self.band)
        box.addWidget(self.stack, 1)

    def show_ticket(self, shown: TicketShown, *, new: bool) -> None:
        """Show a ticket; a `new` one from its top."""
        self.setUpdatesEnabled(False)
        self.head.show_head(shown.head)
        self.band.show_verdict(shown.band)
        if self.panel() is not None:
            self.head.show_buttons(shown=False)
        self.cards.show_sections(shown.sections)
        self.timeline.show_moments(shown.timeline)
        if new:
            self.cards.verticalScrollBar().setValue(0)
        self.setUpdatesEnabled(True)

    def panel(self) -> QWidget | None:
        """The panel that lies over the cards, if one does."""
        front = self.stack.currentWidget()
        return None if front is self._looking else front

    def open_panel(self, panel: QWidget) -> None:
        if self.stack.indexOf(panel) < 0:
            self.stack.addWidget(panel)
        self.stack.setCurrentWidget(panel)
        self.head.show_buttons(shown=False)

    def close_panel(self) -> None:
        self.stack.setCurrentWidget(self._looking)
        self.head.show_buttons(shown=True)

    def widen(self, width: int) -> None:
        """The timeline stands beside the cards, or below them where the window is too narrow for both."""
        narrow = width < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            if narrow:
                self.cards.hold_below(self._side)
            else:
                self._beside.addWidget(self._side)
        if narrow:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(_ANY)
            self._side.setMinimumHeight(360)
        else:
            self._side.setFixedWidth(max(280, min(width * 30 // 100, 380)))
            self._side.setMinimumHeight(0)
