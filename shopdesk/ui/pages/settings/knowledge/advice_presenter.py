"""First advice: looked through, written anew, put in place of what came with the program, taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject

from shopdesk.domain.roles import Permission
from shopdesk.errors import Conflict
from shopdesk.services.advice import Advice, AdviceEntry, RemoveAdvice, SaveAdvice, all_advice
from shopdesk.services.fault_book import DEVICE_KINDS
from shopdesk.services.packs import Words
from shopdesk.services.work import Command, Outcome
from shopdesk.ui.common.conflict import Difference, differing
from shopdesk.ui.common.tasks import Failed
from shopdesk.ui.desk import Desk

R = TypeVar("R")
_NEW = "new"
_FIELDS = (
    "title_zh",
    "title_en",
    "faults",
    "kinds",
    "models",
    "steps_zh",
    "steps_en",
    "tell_zh",
    "tell_en",
    "active",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceEntered:
    """One entry as it stands in the form."""

    title_zh: str = ""
    title_en: str = ""
    faults: tuple[str, ...] = ()
    kinds: tuple[str, ...] = DEVICE_KINDS
    models: str = ""
    steps_zh: str = ""
    steps_en: str = ""
    tell_zh: str = ""
    tell_en: str = ""
    active: bool = True

    @classmethod
    def of(cls, entry: AdviceEntry) -> AdviceEntered:
        kept = entry.value
        return cls(
            title_zh=kept.title.zh_CN,
            title_en=kept.title.en,
            faults=kept.faults,
            kinds=kept.kinds,
            models=", ".join(kept.models),
            steps_zh=kept.steps.zh_CN,
            steps_en=kept.steps.en,
            tell_zh=kept.tell.zh_CN,
            tell_en=kept.tell.en,
            active=entry.active,
        )

    def advice(self) -> Advice:
        models = self.models.replace("，", ",").replace("、", ",").split(",")
        return Advice(
            title=Words(self.title_zh, self.title_en),
            faults=self.faults,
            kinds=self.kinds,
            models=tuple(filter(None, (one.strip() for one in models))),
            steps=Words(self.steps_zh, self.steps_en),
            tell=Words(self.tell_zh, self.tell_en),
        )

    def fields(self) -> dict[str, str]:
        texts = {name: getattr(self, name) for name in _FIELDS}
        return {
            **texts,
            "faults": ",".join(self.faults),
            "kinds": ",".join(self.kinds),
            "active": "yes" if self.active else "no",
        }

    @classmethod
    def with_fields(cls, fields: dict[str, str]) -> AdviceEntered:
        texts = {name: fields[name] for name in _FIELDS if name not in {"faults", "kinds", "active"}}
        return cls(
            **texts,
            faults=tuple(filter(None, fields["faults"].split(","))),
            kinds=tuple(filter(None, fields["kinds"].split(","))),
            active=fields["active"] == "yes",
        )


def key_of(entry: AdviceEntry) -> str:
    """Stays the same when the shop's own words replace the shipped ones."""
    return entry.shipped or str(entry.id)


class AdviceView(Protocol):
    """What the presenter asks of the panel."""

    def show_entries(self, entries: Sequence[AdviceEntry], chosen: str) -> None: ...
    def show_entry(self, kept: AdviceEntry | None, entered: AdviceEntered) -> None: ...
    def show_state(self, *, saving: bool, may_edit: bool) -> None: ...
    def clear_problems(self) -> None: ...
    def problems(self, retry: Callable[[], object], conflict: Callable[[Conflict], object]) -> Failed: ...
    def ask_conflict(
        self, differences: Sequence[Difference], then: Callable[[frozenset[str]], object]
    ) -> None: ...


class AdvicePresenter(QObject):
    """Keeps what is typed of each entry until it is saved or given up."""

    def __init__(self, desk: Desk, view: AdviceView, told: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._view, self._told = desk, view, told
        self._entries: dict[str, AdviceEntry] = {}
        self._chosen = ""
        self._drafts: dict[str, AdviceEntered] = {}
        self._saving = False
        desk.who.changed.connect(self._say)

    @property
    def unsaved(self) -> bool:
        return bool(self._drafts)

    @property
    def may_edit(self) -> bool:
        return self._desk.actions.allowed(Permission.KEEP_KNOWLEDGE)

    def load(self) -> None:
        def found(entries: Sequence[AdviceEntry]) -> None:
            # The ground of what is being typed stays as it was seen: saving then finds the difference.
            held = {key: one for key, one in self._entries.items() if key in self._drafts}
            self._entries = {key_of(one): one for one in entries} | held
            if self._chosen not in self._entries and self._chosen != _NEW:
                self._chosen = next(iter(self._entries), _NEW)
            self._view.show_entries(tuple(self._entries.values()), self._chosen)
            self._show()

        self._desk.ask(found, all_advice)

    def choose(self, key: str) -> None:
        self._chosen = key
        self._view.clear_problems()
        self._show()

    def add(self) -> None:
        self._chosen = _NEW
        self._view.clear_problems()
        self._view.show_entries(tuple(self._entries.values()), _NEW)
        self._show()

    def typed(self, entered: AdviceEntered) -> None:
        if entered == self._kept(self._chosen):
            self._drafts.pop(self._chosen, None)
        else:
            self._drafts[self._chosen] = entered
        self._say()

    def discard(self) -> None:
        """Give up what is typed, of every entry."""
        self._drafts = {}
        self._view.clear_problems()
        self.load()

    def save(self) -> None:
        """Save the entry in front if it is changed, else the first that is."""
        if self._saving or not self._drafts:
            return
        key = self._chosen if self._chosen in self._drafts else next(iter(self._drafts))
        if key != self._chosen:
            self.choose(key)
        kept, entered = self._entries.get(key), self._drafts[key]
        command = SaveAdvice(
            id=kept.id if kept else 0,
            seen_version=kept.version if kept else 0,
            shipped=kept.shipped if kept and not kept.id else "",
            active=entered.active,
            value=entered.advice(),
        )
        self._send(command, key, lambda new_id: key if key != _NEW else str(new_id), "knowledge.advice.saved")

    def remove(self) -> None:
        """Take the shop's own words of the entry in front away."""
        kept = self._entries.get(self._chosen)
        if kept is None or not kept.id or self._saving:
            return
        command = RemoveAdvice(id=kept.id, seen_version=kept.version)
        after = kept.shipped
        self._send(command, self._chosen, lambda _none: after, "knowledge.advice.removed")

    def _send(
        self,
        command: Command[R],
        key: str,
        chosen_after: Callable[[R], str],
        said: str,
    ) -> None:
        self._view.clear_problems()

        def send() -> None:
            self._desk.send(command, saved, failed, owner=self)

        def saved(outcome: Outcome[R]) -> None:
            self._saving = False
            self._drafts.pop(key, None)
            self._chosen = chosen_after(outcome.value)
            self._desk.notices.ok(said)
            self.load()

        def failed(problem: BaseException) -> None:
            self._saving = False
            self._say()
            told(problem)

        told = self._view.problems(send, lambda conflict: self._conflict(conflict, key))
        self._saving = True
        self._say()
        send()

    def _conflict(self, conflict: Conflict, key: str) -> None:
        theirs = conflict.theirs
        entered = self._drafts.get(key)
        if not isinstance(theirs, AdviceEntry):
            return
        if entered is None:
            self._entries[key] = theirs
            self._show()
            return
        mine, others = entered.fields(), AdviceEntered.of(theirs).fields()
        before = (self._kept(key) or AdviceEntered()).fields()

        def resolved(taken: frozenset[str]) -> None:
            merged = {name: others[name] if name in taken else text for name, text in mine.items()}
            self._entries[key] = theirs
            self._chosen = key
            self.typed(AdviceEntered.with_fields(merged))
            self._show()
            self.save()

        self._view.ask_conflict(
            [
                Difference(
                    name, f"knowledge.advice.{name}", mine[name], others[name], take_theirs=only_theirs
                )
                for name, only_theirs in differing(before, mine, others)
            ],
            resolved,
        )

    def _kept(self, key: str) -> AdviceEntered:
        entry = self._entries.get(key)
        return AdviceEntered.of(entry) if entry is not None else AdviceEntered()

    def _show(self) -> None:
        entered = self._drafts.get(self._chosen) or self._kept(self._chosen)
        self._view.show_entry(self._entries.get(self._chosen), entered)
        self._say()

    def _say(self) -> None:
        self._view.show_state(saving=self._saving, may_edit=self.may_edit)
        self._told()
