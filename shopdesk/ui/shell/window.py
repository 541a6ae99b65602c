"""The main window: arranges rail, strip, page and notices. Pages work; the window does not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QByteArray, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMainWindow, QStackedWidget, QWidget

from shopdesk.ui.common import theme
from shopdesk.ui.common.icons import icon
from shopdesk.ui.common.notices import Notices, NoticeStack
from shopdesk.ui.common.tasks import Tasks
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.shell.actions import Action, Actions
from shopdesk.ui.shell.key_sheet import KeySheet
from shopdesk.ui.shell.lock import Cover
from shopdesk.ui.shell.navigation import Navigator, PageSpec
from shopdesk.ui.shell.rail import Rail
from shopdesk.ui.shell.search_box import SearchBox
from shopdesk.ui.shell.search_results import Hit
from shopdesk.ui.shell.strip import Strip

_EVERYWHERE = "shell.sheet.everywhere"
_PAGES = "shell.sheet.pages"
_SMALLEST = (1024, 640)


class MainWindow(QMainWindow):
    """Made before anything heavy is imported; pages are declared to it later."""

    closing = Signal()
    person_pressed = Signal()
    """Change the person at the desk."""
    lock_pressed = Signal()
    printer_pressed = Signal()

    def __init__(
        self,
        texts: Texts,
        colours: theme.Theme,
        tasks: Tasks,
        notices: Notices,
        places: QSettings | None = None,
    ) -> None:
        super().__init__()
        self.texts = texts
        self.colours = colours
        self._places = places
        self._opening: QWidget | None = None
        self.setObjectName("main_window")
        self.setWindowIcon(icon("wrench", "accent"))
        texts.bind(self.setWindowTitle, "shell.window")
        self.actions_here = Actions(texts, parent=self)
        self.stack = QStackedWidget()
        self.stack.setObjectName("pages")
        self.navigator = Navigator(self.stack, self.actions_here, self)
        self.search = SearchBox(texts, tasks, self.actions_here)
        self.rail = Rail(texts)
        self.strip = Strip(texts, self.search)
        frame = QWidget()
        theme.set_kind(frame, "canvas")
        grid = QGridLayout(frame)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.rail, 0, 0, 2, 1)
        grid.addWidget(self.strip, 0, 1)
        grid.addWidget(self.stack, 1, 1)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(1, 1)
        self.setCentralWidget(frame)
        # Until a page asks for the keyboard it rests on nothing, not on the first button of the rail.
        frame.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        frame.setFocus()
        self.notice_stack = NoticeStack(frame, notices, texts)
        self.cover = Cover(texts, self)
        self.setMinimumSize(*_SMALLEST)
        self.rail.chosen.connect(self.navigator.go)
        self.rail.person_pressed.connect(self.person_pressed)
        self.rail.printer_pressed.connect(self.printer_pressed)
        self.navigator.went.connect(self.rail.show_current)
        self.search.opened.connect(self._open_hit)
        tasks.working.connect(self._show_working)
        self._declare_actions()
        self.actions_here.install(self)
        self._restore_place()

    def declare_pages(self, specs: Sequence[PageSpec]) -> None:
        """The pages there are, in the order of the rail."""
        self.navigator.declare(specs)
        self.rail.show_pages([spec for spec in specs if spec.in_rail])
        self.actions_here.declare(
            *(
                Action(
                    action_id=f"go_{spec.page_id}",
                    text_key=spec.title_key,
                    icon=spec.icon,
                    shortcut=spec.shortcut,
                    permission=spec.permission,
                    run=partial(self.navigator.go, spec.page_id),
                    group_key=_PAGES,
                )
                for spec in specs
            )
        )

    def show_opening(self, instead: QWidget | None) -> None:
        """Before a shop is open the window holds `instead` alone; None brings rail and strip back."""
        if self._opening is not None:
            self.stack.removeWidget(self._opening)
            self._opening.deleteLater()
        self._opening = instead
        self.rail.setVisible(instead is None)
        self.strip.setVisible(instead is None)
        if instead is not None:
            self.stack.addWidget(instead)
            self.stack.setCurrentWidget(instead)
            instead.setFocus()

    def show_summary(self, text: str) -> None:
        """How the day stands, at the right of the strip."""
        self.strip.summary.setText(text)

    def show_locked(self, *, locked: bool) -> None:
        """Hide everything behind a cover while nobody may look."""
        self.cover.setGeometry(self.rect())
        self.cover.setVisible(locked)
        if locked:
            self.cover.raise_()

    def _declare_actions(self) -> None:
        self.actions_here.declare(
            Action(
                action_id="search",
                text_key="shell.action.search",
                icon="search",
                shortcut="Ctrl+K",
                run=self.search.start,
                group_key=_EVERYWHERE,
            ),
            Action(
                action_id="keys",
                text_key="shell.action.keys",
                icon="keyboard",
                shortcut="F1",
                run=self.show_keys,
                group_key=_EVERYWHERE,
            ),
            Action(
                action_id="back",
                text_key="shell.action.back",
                icon="arrow-left",
                shortcut="Alt+Left",
                run=self.navigator.back,
                group_key=_EVERYWHERE,
            ),
            Action(
                action_id="lock",
                text_key="shell.action.lock",
                icon="lock",
                shortcut="Ctrl+L",
                run=self.lock_pressed.emit,
                group_key=_EVERYWHERE,
            ),
            Action(
                action_id="switch_person",
                text_key="shell.action.switch_person",
                icon="user-check",
                run=self.person_pressed.emit,
                group_key=_EVERYWHERE,
            ),
            Action(
                action_id="theme",
                text_key="shell.action.theme",
                icon="moon",
                run=lambda: self.colours.use("light" if self.colours.name == "dark" else "dark"),
                group_key=_EVERYWHERE,
            ),
            Action(
                action_id="language",
                text_key="shell.action.language",
                icon="languages",
                run=lambda: self.texts.use("en" if self.texts.language == "zh_CN" else "zh_CN"),
                group_key=_EVERYWHERE,
            ),
            Action(
                action_id="touch",
                text_key="shell.action.touch",
                icon="hand",
                run=lambda: self.colours.use_touch(not self.colours.touch),
                group_key=_EVERYWHERE,
            ),
        )

    def show_keys(self) -> None:
        KeySheet(self.texts, self.actions_here, self).open()

    def _open_hit(self, hit: Hit) -> None:
        if hit.page_id:
            self.navigator.go(hit.page_id, **hit.target)

    def _show_working(self, working: bool) -> None:
        if working:
            self.strip.busy.start_soon()
        else:
            self.strip.busy.stop()

    def _restore_place(self) -> None:
        held = self._places.value("window/place") if self._places is not None else None
        if not isinstance(held, QByteArray) or not self.restoreGeometry(held):
            self.resize(1366, 768)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.cover.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._places is not None:
            self._places.setValue("window/place", self.saveGeometry())
        page = self.navigator.page(self.navigator.current)
        if page is not None:
            page.left()
        self.closing.emit()
        super().closeEvent(event)
