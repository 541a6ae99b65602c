"""Counting a part: what was counted against what is on hand, piece by piece with the scanner if one likes."""

from __future__ import annotations

from collections.abc import Callable

from shopdesk.errors import Conflict
from shopdesk.services.inventory import CountPart
from shopdesk.services.stock import PartRow
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.parts.forms import CountForm
from shopdesk.ui.pages.parts.sending import FormSender


class Counting:
    """The count form's side of the presenter; `counted` is told when it is saved."""

    def __init__(self, desk: Desk, form: CountForm, *, counted: Callable[[], None]) -> None:
        self._desk = desk
        self._form = form
        self._counted = counted
        self._sender = FormSender(desk)
        self._part: PartRow | None = None
        form.submitted.connect(self.save)
        form.changed.connect(self.say)

    def start(self, part: PartRow) -> None:
        if self._part is None or self._part.id != part.id:
            self._form.clear()
        self._show(part)

    def _show(self, part: PartRow) -> None:
        self._part = part
        self._form.show_part(part.name, part.on_hand)
        self.say()

    def scanned(self, part_id: int) -> bool:
        """One piece more of the part that is counted; False for another part."""
        if self._part is None or self._part.id != part_id:
            return False
        self._form.add_one()
        return True

    def say(self) -> None:
        counted = self._form.value()
        there = self._part.on_hand if self._part is not None else 0
        self._form.show_difference(counted - there if counted is not None else None)

    def save(self) -> None:
        form, part, counted = self._form, self._part, self._form.value()
        if part is None:
            return
        if counted is None:
            form.fields["counted"].set_error_key("problems.required")
            form.fields["counted"].focus()
            return
        command = CountPart(
            part_id=part.id, counted=counted, seen_on_hand=part.on_hand, reason=form.reason.text()
        )

        def then(difference: int) -> None:
            self._part = None
            form.clear()
            key = "parts.counted_same" if difference == 0 else "parts.counted_changed"
            self._desk.notices.ok(key, name=part.name, n=counted)
            self._counted()

        self._sender.send(command, form, then, self._conflict)

    def _conflict(self, conflict: Conflict) -> None:
        """Something moved meanwhile: the new number stands there, what was counted stays."""
        if isinstance(conflict.theirs, PartRow):
            self._show(conflict.theirs)
        self._form.banner.say(conflict.key, "warn", **conflict.values)
