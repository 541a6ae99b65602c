"""The page: the list at the left, the open ticket at the right, and what ties them together."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget

from shopdesk.domain.marks import Mark
from shopdesk.domain.photo_stage import PhotoStage
from shopdesk.services.signatures import SignatureView
from shopdesk.services.ticket_lists import TicketFilter
from shopdesk.services.tickets import TicketRow
from shopdesk.ui.annotate.photos import Photo
from shopdesk.ui.common.kit import EmptyState, set_kind
from shopdesk.ui.common.status import status_mark, status_word
from shopdesk.ui.common.windowed import TwoLines
from shopdesk.ui.consents.changing import ask_again
from shopdesk.ui.consents.papers import photograph_paper, without_photo
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.tickets.forms import Forms
from shopdesk.ui.pages.tickets.list_presenter import ListPresenter
from shopdesk.ui.pages.tickets.looking import Look
from shopdesk.ui.pages.tickets.menus import more_actions, page_actions, print_menu
from shopdesk.ui.pages.tickets.panel import Panel
from shopdesk.ui.pages.tickets.presenter import TicketPresenter
from shopdesk.ui.pages.tickets.telling import TicketShown
from shopdesk.ui.pages.tickets.ticket_list import TicketList
from shopdesk.ui.pages.tickets.ticket_view import TicketView
from shopdesk.ui.pages.tickets.tongue import Tongue
from shopdesk.ui.shell.actions import Action
from shopdesk.ui.shell.page import Page

if TYPE_CHECKING:
    from shopdesk.ui.annotate.panel import MarksPanel
    from shopdesk.ui.pages.tickets.amend_presenter import AmendPresenter
    from shopdesk.ui.pages.tickets.answer_presenter import AnswerPresenter
    from shopdesk.ui.pages.tickets.quote_presenter import QuotePresenter

_REFRESHING = {"ticket", "customer", "device", "settings"}


class TicketsPage(Page):
    page_id: ClassVar[str] = "tickets"
    title_key: ClassVar[str] = "shell.rail.tickets"
    icon_name: ClassVar[str] = "list"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        texts = desk.texts
        self.list = TicketList(texts, self._lines)
        self.ticket = TicketView(texts)
        empty = EmptyState(texts, "clipboard-list", "tickets.empty.title", "tickets.empty.words")
        self._right = QStackedWidget()
        self._right.setObjectName("tickets_right")
        self._right.addWidget(empty)
        self._right.addWidget(self.ticket)
        edge = QFrame()
        set_kind(edge, "vline")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.list)
        box.addWidget(edge)
        box.addWidget(self._right, 1)
        self.marks: MarksPanel | None = None
        self.rows = ListPresenter(desk, self.list, self._list_shown)
        self.presenter = TicketPresenter(desk, self, self._looked)
        self.forms = Forms(
            desk, lambda: self.presenter.seen, self.open_panel, self.close_panel, self.presenter.refresh, self
        )
        self._started = False
        self._away = False
        self._quote_next: int | None = None
        """The ticket whose quote editor opens as soon as it is here: the bench sent us."""
        self._amend: AmendPresenter | None = None
        self._connect()

    # The two big forms are made when first opened: the page comes up without them.

    @cached_property
    def quotes(self) -> QuotePresenter:
        from shopdesk.ui.pages.tickets.quote_presenter import QuotePresenter  # noqa: PLC0415 - see above

        return QuotePresenter(self.desk, self.open_panel, self.close_panel, self.presenter.refresh, self)

    @cached_property
    def answers(self) -> AnswerPresenter:
        from shopdesk.ui.pages.tickets.answer_presenter import AnswerPresenter  # noqa: PLC0415 - see above

        return AnswerPresenter(
            self.desk, self.open_panel, self.close_panel, self.presenter.refresh, self.open_quote, self
        )

    @property
    def amend(self) -> AmendPresenter:
        if self._amend is None:
            from shopdesk.ui.pages.tickets.amend_presenter import AmendPresenter  # noqa: PLC0415 - see above

            self._amend = AmendPresenter(
                self.desk, self.open_panel, self.close_panel, self.presenter.refresh, self
            )
        return self._amend

    def _connect(self) -> None:
        self.list.filtered.connect(lambda value: self.rows.use_filter(TicketFilter(value)))
        self.list.typed.connect(self.rows.find)
        self.list.chosen.connect(self._chosen)
        self.list.entered.connect(self._enter_ticket)
        head = self.ticket.head
        head.step_pressed.connect(self.presenter.take_next)
        head.print_pressed.connect(self._pop_print)
        head.more_pressed.connect(self._pop_more)
        head.related_pressed.connect(self.open_ticket)
        self.ticket.band.pressed.connect(self.open_story)
        self.ticket.cards.condition.opened.connect(self._open_marks)
        self.ticket.cards.consents.pressed.connect(self.ask_consents)
        self.desk.texts.changed.connect(self._language_changed)
        self.desk.who.changed.connect(self._person_changed)

    # as a page

    def open(self, **target: object) -> None:
        # The ticket before the list: it is what the person waits for, and one thread reads both.
        ticket_id = target.get("ticket_id")
        if isinstance(ticket_id, int):
            self._quote_next = ticket_id if target.get("editor") == "quote" else None
            self.open_ticket(ticket_id)
        else:
            self.presenter.refresh()
        which = target.get("which")
        if isinstance(which, str):
            self.list.search.clear()
            self.rows.use_filter(TicketFilter(which))
            self._started = True
        elif not self._started:
            self._started = True
            self.rows.start()
        elif self._away:
            self.rows.refresh()
        self._away = False
        self.list.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_ticket(self, ticket_id: int) -> None:
        """Show a ticket, whether or not it is in the list."""
        self._put_away(ticket_id)
        self.rows.open_id = ticket_id
        self.presenter.open(ticket_id)
        row = self.rows.row_of(ticket_id)
        if row >= 0:
            self.list.rows.choose(row)
        else:
            self.list.rows.clearSelection()

    def changed(self, changes: object) -> None:
        found = changes if isinstance(changes, tuple) else ()
        if any(change.entity in _REFRESHING for change in found):
            self.rows.refresh()
        mine = self.presenter.wanted
        if any(change.entity != "ticket" or change.entity_id == mine for change in found):
            self.presenter.refresh()

    def left(self) -> None:
        self._away = True
        self._keep_typed()

    def page_actions(self) -> list[Action]:
        return page_actions(self)

    # the list

    def _lines(self, row: TicketRow) -> TwoLines:
        tongue = Tongue(self.desk.texts.catalogue, self.desk.settings, self.desk.shop.clock())
        left = tongue.left(row.promised_at, row.status)
        late = left is not None and row.is_late(tongue.now)
        return TwoLines(
            # The name beside the number: a long device would push it out of the line below.
            f"{row.number}  {row.customer}",
            left.text if left is not None and late else tongue.brief(row.received_at),
            row.device,
            status_word(self.desk.texts, row.status.value),
            status_mark(row.status.value),
            time_tone="bad" if late else "secondary",
        )

    def _list_shown(self) -> None:
        """The first list opens its first ticket; a chosen one stays open whatever the list shows."""
        if self.presenter.wanted is None:
            first = self.rows.first_id()
            if first is not None:
                self.open_ticket(first)

    def _chosen(self, ticket_id: int) -> None:
        self._put_away(ticket_id)
        self.rows.open_id = ticket_id
        self.presenter.open(ticket_id)

    def _enter_ticket(self) -> None:
        step = self.ticket.head.step
        (step if step.isVisible() else self.ticket.head.printing).setFocus(Qt.FocusReason.TabFocusReason)

    # the ticket

    def show_nothing(self) -> None:
        self._right.setCurrentIndex(0)

    def show_ticket(self, shown: TicketShown, *, new: bool) -> None:
        self._right.setCurrentWidget(self.ticket)
        self.ticket.show_ticket(shown, new=new)

    def show_condition(self, kind: str, marks: tuple[Mark, ...], photos: list[Photo]) -> None:
        self.ticket.cards.condition.show_condition(kind, marks, photos)

    def show_later(self, stages: list[tuple[PhotoStage, list[Photo]]]) -> None:
        self.ticket.cards.condition.later.show_stages(stages)

    def _looked(self, _new: bool) -> None:
        seen = self.presenter.seen
        if seen is not None:
            if seen.card.id == self._quote_next:
                self._quote_next = None
                self.quotes.open(seen)
            front = self._front()
            if front is None:
                self.forms.looked(None, seen)
            elif front is self.quotes.editor:
                self.quotes.looked(seen)
            elif front is self.answers.panel:
                self.answers.looked(seen)
            else:
                self.forms.looked(front, seen)
            if self._amend is not None:
                self._amend.looked(front, seen)

    def seen(self) -> Look | None:
        return self.presenter.seen

    def _person_changed(self) -> None:
        """Another person has the desk: other next steps, another list, and no secret left on show."""
        self.forms.put_away(None)
        if self._started:
            self.rows.refresh()
        self.presenter.refresh()

    def _language_changed(self) -> None:
        self.presenter.say_again()

    # panels

    def open_panel(self, panel: Panel) -> None:
        self.ticket.open_panel(panel)
        panel.take_focus()

    def close_panel(self) -> None:
        self.ticket.close_panel()
        if self.isVisible():
            self._enter_ticket()

    def commit(self) -> None:
        """Ctrl+Enter: the form that is open, else the next step."""
        front = self._front()
        if front is not None:
            if front.commit.isEnabled() and front.commit.isVisible():
                front.committed.emit()
        else:
            self.presenter.take_next()

    def ask_consents(self) -> None:
        """Consents, to be answered anew."""
        seen = self.presenter.seen
        if seen is not None:
            ask_again(self.desk, self, seen.card)

    def papers(self) -> list[SignatureView]:
        """Signed on paper and not photographed yet."""
        seen = self.presenter.seen
        return without_photo(seen.card.signatures) if seen is not None else []

    def photograph_paper(self) -> None:
        seen = self.presenter.seen
        if seen is not None and self.papers():
            photograph_paper(self.desk, self, seen.card.id, self.papers())

    def open_story(self) -> None:
        """What the intake has been through, and whether a paper fits it."""
        seen = self.presenter.seen
        if seen is not None:
            self.amend.open_story(seen)

    def open_amend(self) -> None:
        seen = self.presenter.seen
        if seen is not None:
            self.amend.open_form(seen)

    def open_diagnosis(self) -> None:
        self.forms.open_diagnosis()

    def open_quote(self) -> None:
        seen = self.presenter.seen
        if seen is not None:
            self.quotes.open(seen)

    def open_answer(self) -> None:
        seen = self.presenter.seen
        if seen is not None:
            self.answers.open(seen)

    def _front(self) -> Panel | None:
        front = self.ticket.panel()
        return front if isinstance(front, Panel) else None

    def _put_away(self, ticket_id: int) -> None:
        """Another ticket comes: the form that is open keeps what was typed, under its own ticket."""
        if ticket_id != self.presenter.wanted and self._front() is not None:
            self._keep_typed()
            self.ticket.close_panel()

    def _keep_typed(self) -> None:
        front = self._front()
        if front is not None and front is self.quotes.editor:
            self.quotes.keep()
        if self._amend is not None:
            self._amend.keep(front)
        self.forms.put_away(front)

    # menus and marks

    def _pop_print(self, at: QPoint) -> None:
        menu = print_menu(self)
        if menu is not None:
            menu.popup(at)

    def _pop_more(self, at: QPoint) -> None:
        menu = self.desk.actions.menu(more_actions(self), self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _open_marks(self, surface: str) -> None:
        """Photos and marks over the whole page, to be looked at; at intake they were frozen."""
        seen = self.presenter.seen
        if seen is None:
            return
        if self.marks is None:
            from shopdesk.ui.annotate.panel import MarksPanel  # noqa: PLC0415 - the editor is big, and rarely opened

            self.marks = MarksPanel(self.desk.texts, self)
            self.marks.editor.set_read_only(True)
        editor, card, media = self.marks.editor, seen.card, self.desk.shop.media
        names = card.pictures
        editor.set_device_kind(card.device.kind)
        editor.set_photos([(name, None) for name in names])
        editor.set_marks(card.intake.marks)
        self.marks.enter(surface)
        if names:
            self.desk.tasks.aside(
                lambda: [(name, media.get(name) if media.has(name) else None) for name in names],
                editor.set_photos,
                owner=editor,
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setFixedWidth(max(276, min(self.width() * 21 // 100, 348)))
        self.ticket.widen(self.width() - self.list.width())
