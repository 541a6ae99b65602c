"""The day: figures as they come in, the count, the close. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from shopdesk.domain.papers import DayPaper
from shopdesk.domain.payment import CASH
from shopdesk.domain.roles import Permission
from shopdesk.services.day_close import Closed, CloseDay, PastDay, x_report
from shopdesk.services.documents import Reprint
from shopdesk.services.print_jobs import PrintStory
from shopdesk.services.work import Outcome, new_request_id
from shopdesk.ui.desk import Desk, PagePicture
from shopdesk.ui.pages.day.figures import CountState, DayBar, DayData, count_state, daily_bars, day_data

Form = Callable[[Callable[[str], object], Callable[[], object]], Callable[[BaseException], None]]
"""Makes the handler of what can fail, from what sends again with a question answered, and as it was."""


class DayViewing(Protocol):
    def show_day(self, data: DayData, bars: tuple[DayBar, ...]) -> None: ...
    def show_bars(self, bars: tuple[DayBar, ...]) -> None: ...
    def show_dashboard(self) -> None: ...
    def show_count(self, state: CountState) -> None: ...
    def begin_count(self, *, anew: bool) -> None: ...
    def show_closed(self, closed: Closed) -> None: ...
    def show_report(self, picture: PagePicture) -> None: ...
    def show_busy(self, *, busy: bool) -> None: ...


class DayPresenter:
    def __init__(self, desk: Desk, view: DayViewing) -> None:
        self._desk = desk
        self._view = view
        self.data: DayData | None = None
        self.days = 14
        self._request_id = ""
        self._counted_session = 0
        self._cash: int | None = None
        self._slips: dict[str, int] = {}
        self._sending = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """Tenders of the country, cash first."""
        ids = [tender.id for tender in self._desk.settings.pack.tenders]
        return (CASH, *(kind for kind in ids if kind != CASH))

    def may(self, permission: Permission) -> bool:
        return self._desk.actions.allowed(permission.value)

    # figures

    def refresh(self) -> None:
        self._desk.ask(self._show, day_data, self._desk.actor.desk)

    def _show(self, data: DayData) -> None:
        self.data = data
        self._view.show_day(data, self._bars())
        self._show_count()

    def show_days(self, days: int) -> None:
        """How far back the chart goes."""
        self.days = days
        self._view.show_bars(self._bars())

    def _bars(self) -> tuple[DayBar, ...]:
        return daily_bars(self.data, self.days, self._desk.settings.zone) if self.data else ()

    def look(self) -> None:
        """X: the report as it would print now; nothing is booked or numbered."""
        if self.data is None or self.data.figures is None:
            return

        def draw(paper: DayPaper) -> None:
            preview = self._desk.paper_preview
            self._desk.tasks.aside(lambda: preview(paper), self._view.show_report)

        self._desk.ask(draw, x_report, self.data.figures.session_id)

    def reprint(self, past: PastDay) -> None:
        def printed(outcome: Outcome[PrintStory]) -> None:
            self._desk.notices.ok("day.history.reprinted", z=past.z_number, copy=outcome.value.copy_no)

        self._desk.send(Reprint(document_id=past.document_id), printed)

    # count and close

    def begin(self) -> None:
        """Start counting, or go on with the count begun for this session."""
        if self.data is None or self.data.figures is None:
            return
        session = self.data.figures.session_id
        anew = session != self._counted_session
        if anew:
            self._request_id = new_request_id()
            self._counted_session = session
            self._cash, self._slips = None, {}
        self._view.begin_count(anew=anew)
        self._show_count()

    def count(self, cash: int | None, slips: dict[str, int]) -> None:
        """What was counted so far; `cash` None while nothing was typed."""
        self._cash, self._slips = cash, dict(slips)
        self._show_count()

    @property
    def state(self) -> CountState | None:
        if self.data is None or self.data.figures is None:
            return None
        return count_state(self.data.figures, self.kinds, self._cash, self._slips)

    def _show_count(self) -> None:
        state = self.state
        if state is not None:
            self._view.show_count(state)

    def close(self, pieces: tuple[tuple[int, int], ...], note: str, form: Form) -> None:
        """Z: once, however often it is pressed; a difference asks first."""
        self._send(
            CloseDay(
                request_id=self._request_id,
                pieces=pieces,
                counted_tenders=tuple(self._slips.items()),
                note=note,
            ),
            form,
        )

    def _send(self, command: CloseDay, form: Form) -> None:
        if self._sending:
            return
        self._sending = True
        self._view.show_busy(busy=True)

        def over() -> None:
            self._sending = False
            self._view.show_busy(busy=False)

        def closed(outcome: Outcome[Closed]) -> None:
            over()
            self._counted_session = 0
            self._view.show_closed(outcome.value)
            self.refresh()

        def confirmed(what: str) -> None:
            answered = CloseDay(
                request_id=command.request_id,
                pieces=command.pieces,
                counted_tenders=command.counted_tenders,
                note=command.note,
                confirmed=command.confirmed | {what},
            )
            self._send(answered, form)

        failed = form(confirmed, lambda: self._send(command, form))

        def failing(problem: BaseException) -> None:
            over()
            failed(problem)

        self._desk.send(command, closed, failing)
