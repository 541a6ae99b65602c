"""The shop's settings as one value: edited in several tabs, saved whole with the version that was seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QObject

from shopdesk.domain.roles import Permission
from shopdesk.errors import Conflict, UserError
from shopdesk.services.settings import SavedSettings, ShopSettings
from shopdesk.services.setup import SaveSettings, saved_settings
from shopdesk.services.work import Outcome
from shopdesk.ui.common.conflict import Difference, differing
from shopdesk.ui.common.tasks import Failed
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.settings.entered import SECTIONS, label_key, letterhead_of, settings_of, texts_of


class ShopView(Protocol):
    """What the presenter asks of the tabs."""

    def write(self, texts: Mapping[str, str]) -> None: ...
    def show_shop(self, settings: ShopSettings) -> None: ...
    def show_state(self, *, unsaved: frozenset[str], saving: bool, may_edit: bool) -> None: ...
    def show_paper(self, settings: ShopSettings) -> None: ...
    def clear_problems(self) -> None: ...
    def problems(self, retry: Callable[[], object], conflict: Callable[[Conflict], object]) -> Failed: ...
    def ask_conflict(
        self, differences: Sequence[Difference], then: Callable[[frozenset[str]], object]
    ) -> None: ...


class ShopPresenter(QObject):
    """Keeps what is typed until it is saved or given up."""

    def __init__(self, desk: Desk, view: ShopView, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self._base: SavedSettings | None = None
        self._kept: dict[str, str] = {}
        self._mine: dict[str, str] = {}
        self._saving = False
        desk.who.changed.connect(self._say_state)

    @property
    def base(self) -> SavedSettings | None:
        """What is kept, as last seen."""
        return self._base

    @property
    def unsaved(self) -> frozenset[str]:
        """Tabs in which something is typed and not saved."""
        return frozenset(
            section
            for section, names in SECTIONS.items()
            if self._mine and any(self._mine[name] != self._kept[name] for name in names)
        )

    @property
    def may_edit(self) -> bool:
        return self._desk.actions.allowed(Permission.ADMINISTER)

    def value(self, field: str) -> str:
        """What stands in the form."""
        return self._mine.get(field, "")

    def load(self) -> None:
        """Show what is kept, unless something is typed."""
        if not self.unsaved:
            self._desk.ask(lambda kept: self._rebase(kept, self._kept), saved_settings)

    def _rebase(self, kept: SavedSettings, settled: Mapping[str, str]) -> None:
        """Take `kept` as the new ground; fields still as in `settled` follow it, others stay typed."""
        texts = texts_of(kept.value, self._desk.printers.formats)
        self._mine = {
            name: text if self._mine.get(name) in {None, settled.get(name)} else self._mine[name]
            for name, text in texts.items()
        }
        self._base, self._kept = kept, texts
        self._view.show_shop(kept.value)
        self._view.write(self._mine)
        self._say()

    def edit(self, name: str, text: str) -> None:
        if self._base is None or self._mine.get(name) == text:
            return
        self._mine[name] = text
        self._say()

    def discard(self) -> None:
        """Back to what is kept, in every tab."""
        self._mine = dict(self._kept)
        self._view.clear_problems()
        self._view.write(self._mine)
        self._say()

    def save(self) -> None:
        if self._base is None or self._saving or not self.unsaved:
            return
        self._view.clear_problems()
        base, sent = self._base, dict(self._mine)

        def send() -> None:
            self._desk.send(command, saved, failed, owner=self)

        def saved(_outcome: Outcome[int]) -> None:
            self._set_saving(saving=False)
            self._desk.notices.ok("settings.saved")
            if command.value.language != base.value.language:
                self._desk.texts.use(command.value.language)
            self._desk.ask(lambda kept: self._rebase(kept, sent), saved_settings)

        def failed(problem: BaseException) -> None:
            self._set_saving(saving=False)
            told(problem)

        told = self._view.problems(send, self._conflict)
        try:
            value = settings_of(base.value, sent, self._desk.printers.formats)
        except UserError as problem:
            told(problem)
            return
        command = SaveSettings(value=value, seen_version=base.version)
        self._set_saving(saving=True)
        send()

    def _conflict(self, conflict: Conflict) -> None:
        kept = conflict.theirs
        if not isinstance(kept, SavedSettings):
            return
        mine = dict(self._mine)
        theirs = texts_of(kept.value, self._desk.printers.formats)

        def resolved(taken: frozenset[str]) -> None:
            self._mine = {name: theirs[name] if name in taken else text for name, text in mine.items()}
            self._base, self._kept = kept, theirs
            self._view.write(self._mine)
            self._say()
            self.save()

        self._view.ask_conflict(
            [
                Difference(name, label_key(name), mine[name], theirs[name], take_theirs=only_theirs)
                for name, only_theirs in differing(self._kept, mine, theirs)
            ],
            resolved,
        )

    def _set_saving(self, *, saving: bool) -> None:
        self._saving = saving
        self._say_state()

    def _say(self) -> None:
        self._say_state()
        if self._base is not None:
            self._view.show_paper(letterhead_of(self._base.value, self._mine))

    def _say_state(self) -> None:
        self._view.show_state(unsaved=self.unsaved, saving=self._saving, may_edit=self.may_edit)
