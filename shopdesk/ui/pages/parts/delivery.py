"""Receiving: a delivery part by part, by scan or by code."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from shopdesk.services.bench_parts import find_part
from shopdesk.services.inventory import ReceiveLot
from shopdesk.services.stock import PartRow, part
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.parts.entered import LotEntered, Shelf
from shopdesk.ui.pages.parts.forms import ReceiveForm
from shopdesk.ui.pages.parts.sending import FormSender
from shopdesk.ui.pages.parts.wording import Wording


class Delivery:
    """The receive form's side of the presenter."""

    def __init__(
        self, desk: Desk, form: ReceiveForm, shelf: Shelf, *, wording: Callable[[], Wording]
    ) -> None:
        self._desk = desk
        self._form = form
        self._shelf = shelf
        self._wording = wording
        self._sender = FormSender(desk)
        self._part: PartRow | None = None
        self._received: list[tuple[str, int]] = []
        self._unknown = ""
        form.submitted.connect(self.save)
        form.changed.connect(self.say)
        form.code.editingFinished.connect(self._code_typed)

    def start(self, begun_with: PartRow | None) -> None:
        """Open a delivery; one that was left unsaved goes on, unless it is begun with a part."""
        held = self._shelf.unsaved.lot
        self._form.show_lot(held or LotEntered())
        self._received = []
        self._show(begun_with)
        if begun_with is None and held is not None and held.part_id is not None:
            self._desk.ask(self._show, part, held.part_id)

    def keep(self) -> None:
        entered = self._form.entered(self._part.id if self._part is not None else None)
        self._shelf.keep_lot(entered if entered != LotEntered(entered.part_id) else None)

    def scanned(self, part_id: int) -> None:
        """A part of the delivery; scanned again it is one piece more."""
        if self._part is not None and self._part.id == part_id:
            self._form.quantity.stepUp()
        else:
            self._desk.ask(self._found, part, part_id)

    def _code_typed(self) -> None:
        """Done with the code, by Enter or by going on: once for each code, so that one can go elsewhere."""
        if self._unread() and self._form.code.text() != self._unknown:
            self._look_up()

    def _unread(self) -> bool:
        """A code stands there that is not the part's that is shown."""
        code = self._form.code.text().strip()
        return bool(code) and (self._part is None or code != self._part.sku)

    def _look_up(self) -> None:
        code = self._form.code.text().strip()
        self._desk.ask(partial(self._looked_up, code), find_part, code)

    def _looked_up(self, code: str, found: PartRow | None) -> None:
        if found is None:
            self._part = None
            self._unknown = code
            self._form.found.hide()
            self._form.fields["part_id"].set_error_key("problems.no_part_code", code=code)
            self._form.fields["part_id"].focus()
            self.say()
        else:
            self._found(found)

    def _found(self, row: PartRow) -> None:
        self._show(row)
        self._form.start()

    def _show(self, row: PartRow | None) -> None:
        self._part = row
        self._unknown = ""
        self._form.show_part(row)
        self.say()

    def say(self) -> None:
        """What is on hand becomes what, for how much; and what came in so far."""
        say, row = self._wording(), self._part
        entered = self._form.entered(None)
        level = ""
        if row is not None:
            level = say.say("parts.receive.level", now=row.on_hand, then=row.on_hand + entered.quantity)
            if entered.unit_cost is not None:
                total = say.price(entered.unit_cost * entered.quantity)
                level = f"{level}  ·  {say.say('parts.receive.total', total=total)}"
        self._form.show_level(level)
        lines = [say.say("parts.receive.line", name=name, n=quantity) for name, quantity in self._received]
        self._form.show_taken([say.say("parts.receive.so_far"), *lines] if lines else [])

    def save(self) -> None:
        form, row = self._form, self._part
        if self._unread():
            self._look_up()
            return
        if row is None:
            form.fields["part_id"].set_error_key("parts.receive.which")
            form.fields["part_id"].focus()
            return
        entered = form.entered(row.id)
        if entered.unit_cost is None:
            if not form.cost.problem():
                form.fields["unit_cost"].set_error_key("problems.required")
            form.fields["unit_cost"].focus()
            return
        command = ReceiveLot(
            part_id=row.id,
            quantity=entered.quantity,
            unit_cost=entered.unit_cost,
            number=entered.number,
            supplier=entered.supplier,
        )

        def then(_lot_id: int) -> None:
            self._received.append((row.name, entered.quantity))
            # The next part of the same delivery: lot and supplier stay.
            form.show_lot(LotEntered(number=entered.number, supplier=entered.supplier))
            self._show(None)
            self._shelf.keep_lot(None)
            self._desk.notices.ok("parts.received", name=row.name, n=entered.quantity)
            form.start()

        self._sender.send(command, form, then)
