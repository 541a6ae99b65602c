"""The day put together: dashboard, count and close, with the presenter between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QStackedWidget, QVBoxLayout

from shopdesk.domain.payment import CASH
from shopdesk.domain.roles import Permission
from shopdesk.services.day_close import Closed
from shopdesk.ui.common.kit import Dialog
from shopdesk.ui.desk import Desk, PagePicture
from shopdesk.ui.pages.day.count_view import CountView, DayDone
from shopdesk.ui.pages.day.dashboard import Dashboard
from shopdesk.ui.pages.day.figures import CountState, DayBar, DayData
from shopdesk.ui.pages.day.presenter import DayPresenter
from shopdesk.ui.shell.actions import Action
from shopdesk.ui.shell.page import Page

_SHOWN = frozenset({"ticket", "till"})
"""What the figures are sums of."""


class DayPage(Page):
    page_id: ClassVar[str] = "day"
    title_key: ClassVar[str] = "day.title"
    icon_name: ClassVar[str] = "chart-column"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        texts, money, pack = desk.texts, desk.settings.money, desk.settings.pack

        def tender_name(kind: str) -> str:
            return pack.tender(kind).name.text(texts.language)

        self.dashboard = Dashboard(
            texts,
            money,
            tender_name,
            lambda: pack.tax.short.text(texts.language),
            lambda moment: texts.catalogue.near(moment, desk.shop.clock(), desk.settings.zone),
        )
        self.count = CountView(texts, money)
        self.done = DayDone(texts, money)
        self._screens = QStackedWidget()
        for screen in (self.dashboard, self.count, self.done):
            self._screens.addWidget(screen)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._screens)
        self.presenter = DayPresenter(desk, self)
        slips = [(kind, tender_name(kind)) for kind in self.presenter.kinds if kind != CASH]
        self.count.show_drawer([piece.minor for piece in pack.denominations], slips)
        self._wire()

    def _wire(self) -> None:
        presenter, dashboard = self.presenter, self.dashboard
        dashboard.count_wanted.connect(presenter.begin)
        dashboard.report_wanted.connect(presenter.look)
        dashboard.till_wanted.connect(lambda: self._desk.navigator.go("till"))
        dashboard.days_chosen.connect(presenter.show_days)
        dashboard.reprint_wanted.connect(presenter.reprint)
        self.count.closed.connect(self.show_dashboard)
        self.count.counted.connect(presenter.count)
        self.count.sent.connect(self._close_day)
        self.done.next_wanted.connect(self.show_dashboard)
        self._desk.texts.changed.connect(presenter.refresh)

    # Page

    def open(self, **target: object) -> None:
        self.presenter.refresh()
        if self._screens.currentWidget() is self.dashboard:
            self.dashboard.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def changed(self, changes: object) -> None:
        if isinstance(changes, Iterable) and any(change.entity in _SHOWN for change in changes):
            self.presenter.refresh()

    def page_actions(self) -> list[Action]:
        return [
            Action(
                action_id="day_commit",
                text_key="day.action.commit",
                run=self._commit,
                icon="calculator",
                shortcut="Ctrl+Return",
                permission=Permission.CLOSE_DAY.value,
            ),
            Action(
                action_id="day_report",
                text_key="day.report",
                run=self.presenter.look,
                icon="eye",
                shortcut="F7",
                permission=Permission.SEE_DAY.value,
                enabled=lambda: self.presenter.data is not None and self.presenter.data.figures is not None,
            ),
            Action(
                action_id="day_reprint",
                text_key="day.history.reprint",
                run=self.dashboard.ask_reprint,
                icon="printer",
                shortcut="F8",
                permission=Permission.REPRINT.value,
                enabled=lambda: self._screens.currentWidget() is self.dashboard,
            ),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._screens.currentWidget() is not self.dashboard:
            self.show_dashboard()
            return
        super().keyPressEvent(event)

    # what the presenter shows

    def show_day(self, data: DayData, bars: tuple[DayBar, ...]) -> None:
        self.dashboard.show_day(data, bars)
        allowed = self.presenter.may(Permission.CLOSE_DAY)
        self.dashboard.show_allowed(allowed=allowed, why_not=self._desk.texts.tr("shell.action.not_allowed"))
        if data.figures is None and self._screens.currentWidget() is self.count:
            # Closed meanwhile, from another window of this desk.
            self.show_dashboard()
        self._desk.navigator.refresh_actions()

    def show_bars(self, bars: tuple[DayBar, ...]) -> None:
        self.dashboard.show_bars(bars)

    def show_dashboard(self) -> None:
        self._screens.setCurrentWidget(self.dashboard)

    def begin_count(self, *, anew: bool) -> None:
        self._screens.setCurrentWidget(self.count)
        self.count.begin(anew=anew)

    def show_count(self, state: CountState) -> None:
        self.count.show_count(state)

    def show_closed(self, closed: Closed) -> None:
        self._screens.setCurrentWidget(self.done)
        self.done.show_closed(closed)

    def show_report(self, picture: PagePicture) -> None:
        dialog = Dialog(self._desk.texts, self._desk.texts.tr("day.report_title"), self.window())
        dialog.setObjectName("x_report")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        image = QImage(picture.rgba, picture.width, picture.height, QImage.Format.Format_RGBA8888)
        paper = QLabel()
        paper.setObjectName("x_paper")
        paper.setPixmap(QPixmap.fromImage(image))
        paper.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        scroll = QScrollArea()
        scroll.setWidget(paper)
        scroll.setWidgetResizable(True)
        scroll.setMinimumSize(min(picture.width + 24, 1000), min(picture.height + 8, 560))
        dialog.body.addWidget(scroll, 1)
        dialog.add_button("common.close", "secondary", dialog.accept)
        dialog.open()

    def show_busy(self, *, busy: bool) -> None:
        self.count.show_busy(busy=busy)

    # what the person does

    def _commit(self) -> None:
        match self._screens.currentWidget():
            case self.dashboard if self.presenter.data is not None and self.presenter.data.figures is None:
                self._desk.navigator.go("till")
            case self.dashboard:
                self.presenter.begin()
            case self.count:
                self._close_day()
            case self.done:
                self.show_dashboard()

    def _close_day(self) -> None:
        if not self.count.is_right():
            self.count.banner.say("day.count.wrong", "warn")
            return
        state = self.presenter.state
        if state is not None and state.cash.counted is None and state.cash.expected:
            self.count.banner.say("day.count.not_counted", "warn")
            self.count.drawer.focus_first()
            return
        self.count.banner.clear()
        self.presenter.close(self.count.drawer.pieces(), self.count.note.text().strip(), self._form)

    def _form(
        self, confirmed: Callable[[str], object], again: Callable[[], object]
    ) -> Callable[[BaseException], None]:
        return self._desk.problems.form(
            fields={"note": self.count.note_field}, banner=self.count.banner, confirmed=confirmed, retry=again
        )
