"""Adding a part and changing one, also when somebody else saved it first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from shopdesk.errors import Conflict
from shopdesk.services.inventory import SavePart
from shopdesk.services.stock import PartRow
from shopdesk.ui.common.conflict import ConflictDialog, Difference, differing
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.parts.entered import LABELS, PartEntered, Shelf
from shopdesk.ui.pages.parts.forms import PartForm
from shopdesk.ui.pages.parts.sending import FormSender
from shopdesk.ui.pages.parts.wording import Wording

_NEW = 0


class Editing:
    """The part form's side of the presenter; `saved` hears the part's id."""

    def __init__(
        self,
        desk: Desk,
        form: PartForm,
        shelf: Shelf,
        *,
        wording: Callable[[], Wording],
        saved: Callable[[int], None],
    ) -> None:
        self._desk = desk
        self._form = form
        self._shelf = shelf
        self._wording = wording
        self._saved = saved
        self._sender = FormSender(desk)
        self._part: PartRow | None = None
        form.submitted.connect(self.save)

    def start(self, part: PartRow | None, barcode: str = "") -> None:
        """Show `part`, or a new one; what was typed of it and not saved comes again."""
        self._part = part
        before = PartEntered.of(part) if part is not None else PartEntered()
        entered = self._shelf.unsaved.parts.get(self._key(), before)
        if barcode:
            entered = replace(entered, barcode=barcode)
        self._form.show_part(entered, new=part is None)

    def keep(self) -> None:
        before = PartEntered.of(self._part) if self._part is not None else PartEntered()
        entered = self._form.entered()
        self._shelf.keep_part(self._key(), entered if entered != before else None)

    def _key(self) -> int:
        return self._part.id if self._part is not None else _NEW

    def save(self) -> None:
        form, editing = self._form, self._part
        entered = form.entered()
        if entered.price is None:
            if not form.price.problem():
                form.fields["price"].set_error_key("problems.required")
            form.fields["price"].focus()
            return
        command = SavePart(
            part_id=editing.id if editing is not None else None,
            seen_version=editing.version if editing is not None else 0,
            sku=entered.sku,
            name=entered.name,
            grade=entered.grade,
            price=entered.price,
            barcode=entered.barcode,
            low_level=entered.low_level,
            bin=entered.bin,
            warranty_days=entered.warranty_days,
            active=entered.active,
        )

        def then(part_id: int) -> None:
            self._shelf.keep_part(self._key(), None)
            self._desk.notices.ok("parts.saved", name=entered.name)
            self._saved(part_id)

        self._sender.send(command, form, then, self._conflict)

    def _conflict(self, conflict: Conflict) -> None:
        """For each field that differs a choice; then it is saved over what they saved."""
        theirs, editing = conflict.theirs, self._part
        if not isinstance(theirs, PartRow) or editing is None:
            return
        mine, others = self._form.entered(), PartEntered.of(theirs)
        shown, before, after = (self._words(one) for one in (mine, PartEntered.of(editing), others))

        def resolved(taken: frozenset[str]) -> None:
            self._part = theirs
            self._form.show_part(mine.with_theirs(others, taken), new=False)
            self.save()

        ConflictDialog(
            self._desk.texts,
            self._form.window(),
            words_key="parts.conflict",
            differences=[
                Difference(name, LABELS[name], shown[name], after[name], take_theirs=only_theirs)
                for name, only_theirs in differing(before, shown, after)
            ],
            then=resolved,
        ).open()

    def _words(self, entered: PartEntered) -> dict[str, str]:
        say = self._wording()
        return {
            "sku": entered.sku,
            "name": entered.name,
            "grade": say.say(f"words.grade.{entered.grade}"),
            "price": say.amount(entered.price),
            "barcode": entered.barcode,
            "low_level": str(entered.low_level),
            "bin": entered.bin,
            "warranty_days": str(entered.warranty_days),
            "active": say.say("common.yes" if entered.active else "common.no"),
        }
