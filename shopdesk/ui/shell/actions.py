"""What can be done, declared once: menu, toolbar, command box and shortcut sheet are drawn from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from shopdesk.ui.common.icons import icon
from shopdesk.ui.common.texts import Texts

_SIGNS = {"Return": "↵", "Enter": "↵", "Left": "←", "Right": "→"}
"""What stands on the key itself says it in every language."""


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing a person can do. `permission` is asked of the person at the desk; empty means anyone."""

    action_id: str
    text_key: str
    run: Callable[[], object]
    icon: str = ""
    shortcut: str = ""
    permission: str = ""
    enabled: Callable[[], bool] = _always
    group_key: str = "shell.sheet.page"


class Actions(QObject):
    """All actions that exist now: the shell's own and those of the page in front."""

    changed = Signal()

    def __init__(
        self, texts: Texts, allowed: Callable[[str], bool] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._texts = texts
        self.allowed = allowed or (lambda _permission: True)
        self._shell: list[Action] = []
        self._page: list[Action] = []
        self._installed: dict[str, QAction] = {}
        self._by_key: dict[str, Action] = {}

    def everywhere(self) -> list[Action]:
        return list(self._shell)

    def all(self) -> list[Action]:
        """Everything, in the order declared, the page's first."""
        return [*self._page, *self._shell]

    def declare(self, *actions: Action) -> None:
        """Actions of the shell, there on every page."""
        for action in actions:
            check_shortcut(action.shortcut)
        self._shell.extend(actions)
        self.changed.emit()

    def show_page(self, actions: list[Action]) -> None:
        """The actions of the page in front, instead of the last page's."""
        for action in actions:
            check_shortcut(action.shortcut)
        self._page = list(actions)
        self.changed.emit()

    def may(self, action: Action) -> bool:
        return not action.permission or self.allowed(action.permission)

    def ready(self, action: Action) -> bool:
        return self.may(action) and action.enabled()

    def why_not(self, action: Action) -> str:
        """What stands in the way, as a sentence; empty when nothing does."""
        if not self.may(action):
            return self._texts.tr("shell.action.not_allowed")
        if not action.enabled():
            return self._texts.tr("shell.action.not_now")
        return ""

    def trigger(self, action: Action) -> bool:
        """Do it, if it can be done now."""
        if not self.ready(action):
            return False
        action.run()
        return True

    def install(self, window: QWidget) -> None:
        """Keep the window's shortcuts in step with the actions that exist."""

        def refresh() -> None:
            wanted: dict[str, Action] = {}
            for action in self.all():
                if action.shortcut:
                    wanted.setdefault(action.shortcut, action)
            # Most looks change what an action does, few the keys themselves.
            for shortcut in self._installed.keys() - wanted.keys():
                held = self._installed.pop(shortcut)
                window.removeAction(held)
                held.deleteLater()
            for shortcut, action in wanted.items():
                made = self._installed.get(shortcut)
                if made is None:
                    made = self._installed[shortcut] = QAction(window)
                    made.setShortcut(QKeySequence(shortcut))
                    made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
                    made.triggered.connect(
                        lambda _checked=False, key=shortcut: self.trigger(self._by_key[key])
                    )
                    window.addAction(made)
                made.setObjectName(action.action_id)
            self._by_key = wanted

        self.changed.connect(refresh)
        refresh()

    def menu(self, actions: list[Action], parent: QWidget) -> QMenu:
        """A menu of these actions; what is not possible is grey and says why."""
        menu = QMenu(parent)
        menu.setToolTipsVisible(True)
        for action in actions:
            entry = menu.addAction(self._texts.tr(action.text_key))
            entry.setObjectName(action.action_id)
            if action.icon:
                entry.setIcon(icon(action.icon, "secondary"))
            if action.shortcut:
                entry.setShortcut(QKeySequence(action.shortcut))
                entry.setShortcutVisibleInContextMenu(True)
            entry.setEnabled(self.ready(action))
            entry.setToolTip(self.why_not(action))
            entry.triggered.connect(lambda _checked=False, what=action: self.trigger(what))
        return menu


@lru_cache(maxsize=256)  # each page declares its actions anew at every look
def check_shortcut(shortcut: str) -> None:
    """Refuse a plain character: scanners type, and what they type must never act. Raises ValueError."""
    name = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.PortableText).removeprefix("Shift+")
    if len(name) == 1 or name == "Space":
        raise ValueError(f"{shortcut!r} is a plain character")


def shown_shortcut(shortcut: str) -> str:
    """``Ctrl+Return`` as it stands on a key cap: ``Ctrl ↵``."""
    text = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    for word, sign in _SIGNS.items():
        text = text.replace(word, sign)
    return text.replace("+", " ")
