"""Going from page to page. Pages are made when first needed and meet only here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from shopdesk.ui.shell.actions import Actions
from shopdesk.ui.shell.page import Page

_REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page before it exists. `permission` empty: anyone may go there."""

    page_id: str
    title_key: str
    icon: str
    shortcut: str
    factory: Callable[[], Page]
    permission: str = ""
    in_rail: bool = True


class Navigator(QObject):
    """Where we are, where we were, and how to get elsewhere."""

    went = Signal(str)
    """A page came to the front, by id."""
    written = Signal(object)
    """Something was written, here or elsewhere: the Changes, after the pages were told."""

    def __init__(self, stack: QStackedWidget, actions: Actions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stack = stack
        self._actions = actions
        self._specs: dict[str, PageSpec] = {}
        self._pages: dict[str, Page] = {}
        self._past: list[tuple[str, dict[str, object]]] = []
        self._here: tuple[str, dict[str, object]] | None = None

    def declare(self, specs: Sequence[PageSpec]) -> None:
        for spec in specs:
            self._specs[spec.page_id] = spec

    def specs(self) -> list[PageSpec]:
        return list(self._specs.values())

    @property
    def current(self) -> str:
        """Id of the page in front; empty before the first."""
        return self._here[0] if self._here else ""

    def page(self, page_id: str) -> Page | None:
        """The page if it exists already."""
        return self._pages.get(page_id)

    def pages(self) -> list[Page]:
        return list(self._pages.values())

    def go(self, page_id: str, **target: object) -> None:
        """Bring a page to the front and hand it its target; unknown ids are a programming error."""
        spec = self._specs[page_id]
        if spec.permission and not self._actions.allowed(spec.permission):
            return
        if self._here is not None and self._here != (page_id, target):
            self._past.append(self._here)
            del self._past[:-_REMEMBERED]
        self._show(spec, target)

    def back(self) -> bool:
        """Where we came from; False when there is no such place."""
        if not self._past:
            return False
        page_id, target = self._past.pop()
        self._show(self._specs[page_id], target)
        return True

    def refresh_actions(self) -> None:
        """The page in front can do other things now."""
        page = self._pages.get(self.current)
        self._actions.show_page(page.page_actions() if page is not None else [])

    def changed(self, changes: object) -> None:
        """Tell every page that exists what was written."""
        for page in self.pages():
            page.changed(changes)
        self.written.emit(changes)

    def _show(self, spec: PageSpec, target: dict[str, object]) -> None:
        before = self._pages.get(self.current)
        page = self._pages.get(spec.page_id)
        if page is None:
            page = spec.factory()
            self._pages[spec.page_id] = page
            self._stack.addWidget(page)
        if before is not None and before is not page:
            before.left()
        self._here = (spec.page_id, target)
        self._stack.setCurrentWidget(page)
        page.open(**target)
        self.refresh_actions()
        self.went.emit(spec.page_id)
