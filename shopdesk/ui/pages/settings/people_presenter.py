"""The people of the shop: added, corrected, given a PIN, sent away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QObject

from shopdesk.domain.roles import Permission, Role
from shopdesk.errors import Conflict
from shopdesk.services.staff import AddStaff, EditStaff, StaffMember, staff_list
from shopdesk.services.work import Outcome
from shopdesk.ui.common.conflict import Difference, differing
from shopdesk.ui.common.tasks import Failed
from shopdesk.ui.desk import Desk

LABELS = {
    "name": "settings.people.name",
    "role": "settings.people.role",
    "language": "settings.people.language",
    "active": "settings.people.active",
}


@dataclass(frozen=True, slots=True)
class PersonEntered:
    """What is typed of one person; an empty `pin` leaves the old one, `language` empty: as the shop."""

    name: str = ""
    role: Role = Role.COUNTER
    language: str = ""
    active: bool = True
    pin: str = ""

    def __repr__(self) -> str:
        # Never a PIN in a log or a failed test.
        return f"PersonEntered({self.name!r}, {self.role})"

    @classmethod
    def of(cls, kept: StaffMember) -> PersonEntered:
        return cls(kept.name, kept.role, kept.language, kept.active)

    def fields(self) -> dict[str, str]:
        """What can be compared: everything but the PIN."""
        return {
            "name": self.name,
            "role": self.role.value,
            "language": self.language,
            "active": "yes" if self.active else "no",
        }

    def with_fields(self, fields: dict[str, str]) -> PersonEntered:
        return replace(
            self,
            name=fields["name"],
            role=Role(fields["role"]),
            language=fields["language"],
            active=fields["active"] == "yes",
        )


class PeopleView(Protocol):
    """What the presenter asks of the tab."""

    def show_people(self, people: Sequence[StaffMember], chosen: int | None) -> None: ...
    def show_person(self, kept: StaffMember | None, entered: PersonEntered, *, new: bool) -> None: ...
    def show_state(self, *, unsaved: bool, saving: bool, may_edit: bool, new: bool) -> None: ...
    def clear_problems(self) -> None: ...
    def problems(self, retry: Callable[[], object], conflict: Callable[[Conflict], object]) -> Failed: ...
    def ask_conflict(
        self, differences: Sequence[Difference], then: Callable[[frozenset[str]], object]
    ) -> None: ...


class PeoplePresenter(QObject):
    """Keeps what is typed of each person until it is saved or given up."""

    def __init__(self, desk: Desk, view: PeopleView, told: Callable[[], object], parent: QObject) -> None:
        """`told` hears whenever something is typed, saved or given up."""
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self._told = told
        self._people: dict[int, StaffMember] = {}
        self._chosen: int | None = None
        self._new = False
        self._saving = False
        self._drafts: dict[int | None, PersonEntered] = {}
        desk.who.changed.connect(self._say)

    @property
    def unsaved(self) -> bool:
        return (None if self._new else self._chosen) in self._drafts

    @property
    def may_edit(self) -> bool:
        return self._desk.actions.allowed(Permission.ADMINISTER)

    def load(self) -> None:
        def found(people: Sequence[StaffMember]) -> None:
            # The ground of what is being typed stays as it was seen: saving then finds the difference.
            held = self._people.get(self._chosen or 0) if self.unsaved and not self._new else None
            self._people = {one.id: one for one in people}
            if held is not None:
                self._people[held.id] = held
            if self._chosen not in self._people and not self._new and people:
                self._chosen = people[0].id
            self._view.show_people(tuple(self._people.values()), None if self._new else self._chosen)
            self._show()

        self._desk.ask(found, staff_list)

    def choose(self, staff_id: int) -> None:
        self._new = False
        self._chosen = staff_id
        self._view.clear_problems()
        self._show()

    def add(self) -> None:
        self._new = True
        self._view.clear_problems()
        self._view.show_people(tuple(self._people.values()), None)
        self._show()

    def typed(self, entered: PersonEntered) -> None:
        key = None if self._new else self._chosen
        if entered == self._kept():
            self._drafts.pop(key, None)
        else:
            self._drafts[key] = entered
        self._say()

    def discard(self) -> None:
        self._drafts.pop(None if self._new else self._chosen, None)
        self._new = False
        self._view.clear_problems()
        self.load()

    def save(self) -> None:
        if self._saving or not self.unsaved:
            return
        self._view.clear_problems()
        entered = self._drafts[None if self._new else self._chosen]
        kept = None if self._new else self._people.get(self._chosen or 0)
        command: AddStaff | EditStaff
        if kept is None:
            command = AddStaff(
                name=entered.name, role=entered.role, pin=entered.pin, language=entered.language
            )
        else:
            command = EditStaff(
                staff_id=kept.id,
                seen_version=kept.version,
                name=entered.name,
                role=entered.role,
                active=entered.active,
                pin=entered.pin,
                language=entered.language,
            )

        def send() -> None:
            self._desk.send(command, saved, failed, owner=self)

        def saved(outcome: Outcome[int]) -> None:
            self._saving = False
            self._drafts.pop(kept.id if kept else None, None)
            if kept is None:
                self._new = False
                self._chosen = outcome.value
            self._desk.notices.ok("settings.people.saved", name=entered.name.strip())
            self.load()

        def failed(problem: BaseException) -> None:
            self._saving = False
            self._say()
            told(problem)

        told = self._view.problems(send, self._conflict)
        self._saving = True
        self._say()
        send()

    def _conflict(self, conflict: Conflict) -> None:
        theirs = conflict.theirs
        if not isinstance(theirs, StaffMember):
            return
        entered = self._drafts[theirs.id]
        mine, others = entered.fields(), PersonEntered.of(theirs).fields()
        before = PersonEntered.of(self._people[theirs.id]).fields()

        def resolved(taken: frozenset[str]) -> None:
            merged = {field: others[field] if field in taken else text for field, text in mine.items()}
            self._people[theirs.id] = theirs
            self.typed(entered.with_fields(merged))
            self._show()
            self.save()

        self._view.ask_conflict(
            [
                Difference(field, LABELS[field], mine[field], others[field], take_theirs=only_theirs)
                for field, only_theirs in differing(before, mine, others)
            ],
            resolved,
        )

    def _kept(self) -> PersonEntered:
        member = self._people.get(self._chosen or 0)
        return PersonEntered() if self._new or member is None else PersonEntered.of(member)

    def _show(self) -> None:
        key = None if self._new else self._chosen
        member = None if self._new else self._people.get(self._chosen or 0)
        self._view.show_person(member, self._drafts.get(key, self._kept()), new=self._new)
        self._say()

    def _say(self) -> None:
        self._view.show_state(
            unsaved=self.unsaved, saving=self._saving, may_edit=self.may_edit, new=self._new
        )
        self._told()
