"""The one box: finds tickets, customers, devices, parts and commands while it is typed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QListView, QVBoxLayout

from shopdesk.i18n import LANGUAGES, catalogue
from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.fields import SearchField
from shopdesk.ui.common.layout import label
from shopdesk.ui.common.tasks import Tasks
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.shell.actions import Action, Actions
from shopdesk.ui.shell.search_results import GROUPS, HEADING, Entries, Entry, Hit, Lines

_LONGEST_POPUP = 14
_COMMANDS_SHOWN = 6

Find = Callable[[str], Sequence[Hit]]


class SearchBox(SearchField):
    """Answers come as fast as they can; only the newest question counts."""

    opened = Signal(object)
    """The Hit that was chosen."""

    def __init__(self, texts: Texts, tasks: Tasks, actions: Actions) -> None:
        super().__init__(texts, "shell.search.placeholder", key_hint="Ctrl K")
        self.setObjectName("search_box")
        self._texts, self._tasks, self._actions = texts, tasks, actions
        self.finder: Find | None = None
        self._asked = ""
        self._running = False
        self._answered = ""
        self._open_first = False
        self._hits: list[Hit] = []
        self._popup: QFrame | None = None
        self.textEdited.connect(self._typed)

    def start(self) -> None:
        """Come here from anywhere; what stood here is chosen, so that typing replaces it."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._show()

    def leave(self) -> None:
        self.clear()
        self._hits = []
        self._asked = self._answered = ""
        self._open_first = False
        self._hide()

    def hits(self) -> list[Hit]:
        return list(self._hits)

    def _typed(self, text: str) -> None:
        self._asked = text.strip()
        self._open_first = False
        if not self._asked:
            self._hits, self._answered = [], ""
        self._ask()
        self._show()

    def _ask(self) -> None:
        """One question at a time: what was typed meanwhile is asked when the answer is here."""
        if self._running or self.finder is None or not self._asked or self._asked == self._answered:
            return
        find, asked = self.finder, self._asked
        self._running = True
        self._tasks.run(
            lambda: list(find(asked)),
            lambda hits: self._found(asked, hits),
            self._failed,
            owner=self,
        )

    def _found(self, asked: str, hits: list[Hit]) -> None:
        self._running = False
        self._answered = asked
        if self._asked == asked:
            self._hits = hits
            self._show()
            if self._open_first:
                self._open_first = False
                self._choose()
        self._ask()

    def _failed(self, problem: BaseException) -> None:
        self._running = False
        if self._tasks.problem is not None:
            self._tasks.problem(problem)

    def commands(self) -> list[Action]:
        """Commands whose name, in either language, holds what was typed."""
        asked = self._asked.casefold()
        found = []
        for action in self._actions.all():
            names = [catalogue(language).text(action.text_key).casefold() for language in LANGUAGES]
            if not asked or any(asked in name for name in names):
                found.append(action)
        return found[:_COMMANDS_SHOWN]

    def _entries(self) -> list[Entry]:
        entries = []
        for group in GROUPS:
            members = [Entry(hit=hit) for hit in self._hits if hit.group == group]
            if group == "commands":
                members += [Entry(action=action) for action in self.commands()]
            if members:
                entries += [Entry(heading=f"shell.search.group.{group}"), *members]
        return entries

    # The popup is a child of the window, not a window: the focus, and typing, stay in the box.

    def _make_popup(self) -> QFrame:
        popup = QFrame(self.window())
        theme.set_kind(popup, "popup")
        popup.setObjectName("search_popup")
        self._model = Entries(self._texts, popup)
        self._view = QListView()
        self._view.setObjectName("search_results")
        self._texts.bind(self._view.setAccessibleName, "shell.action.search")
        self._view.setModel(self._model)
        self._view.setItemDelegate(Lines(self._view, self._model, self._texts, self._actions))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setMouseTracking(True)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.entered.connect(self._view.setCurrentIndex)
        self._view.clicked.connect(self._choose)
        self._none: QLabel = label("secondary")
        self._none.setContentsMargins(14, 10, 14, 10)
        box = QVBoxLayout(popup)
        box.setContentsMargins(2, 4, 2, 6)
        box.setSpacing(0)
        box.addWidget(self._none)
        box.addWidget(self._view)
        self.window().installEventFilter(self)
        return popup

    def _show(self) -> None:
        if not self.hasFocus():
            return
        if self._popup is None:
            self._popup = self._make_popup()
        entries = self._entries()
        self._model.show_entries(entries)
        searching = bool(self._asked) and self._asked != self._answered and self.finder is not None
        nothing = bool(self._asked) and not self._hits
        self._none.setVisible(nothing)
        if nothing:
            key = "shell.search.searching" if searching else "shell.search.nothing"
            values: dict[str, object] = {} if searching else {"query": self._asked}
            self._texts.bind(self._none.setText, key, **values)
        self._view.setVisible(bool(entries))
        self._select(0, 1)
        self._place(entries, nothing=nothing)

    def _place(self, entries: list[Entry], *, nothing: bool) -> None:
        if self._popup is None:
            return
        window = self.window()
        corner = self.mapTo(window, QPoint(0, self.height() + 6))
        shown = entries[:_LONGEST_POPUP]
        height = (
            sum(HEADING if entry.heading else tokens.ROW for entry in shown) + 14 + (40 if nothing else 0)
        )
        height = min(height, window.height() - corner.y() - 16)
        self._popup.setGeometry(corner.x(), corner.y(), self.width(), height)
        self._popup.show()
        self._popup.raise_()

    def _hide(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    def popup_visible(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    def _select(self, row: int, step: int) -> None:
        """The nearest line from `row` on that is no heading."""
        entries = self._model.entries
        while 0 <= row < len(entries):
            if not entries[row].heading:
                index = self._model.index(row)
                self._view.setCurrentIndex(index)
                self._view.scrollTo(index)
                return
            row += step

    def _choose(self) -> None:
        if self._popup is None:
            return
        index = self._view.currentIndex()
        if not index.isValid():
            return
        entry = self._model.entries[index.row()]
        if entry.hit is not None:
            hit = entry.hit
            self.leave()
            self.opened.emit(hit)
        elif entry.action is not None and self._actions.ready(entry.action):
            action = entry.action
            self.leave()
            self._actions.trigger(action)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self.popup_visible() or self.text():
                self.leave()
            self.clearFocus()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.popup_visible():
            step = 1 if key == Qt.Key.Key_Down else -1
            self._select(self._view.currentIndex().row() + step, step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._asked and self._asked != self._answered and self.finder is not None:
                # Fingers are faster than the answer: open its first line when it comes.
                self._open_first = True
            else:
                self._choose()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._hide()
        elif event.type() == QEvent.Type.MouseButtonPress:
            # Pressed into while focused: FocusIn alone would not open it again.
            self._show()
        elif event.type() == QEvent.Type.FocusIn:
            handled = super().event(event)
            self._show()
            return handled
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._popup is not None and self._popup.isVisible():
            self._place(self._model.entries, nothing=self._none.isVisible())
        return False
