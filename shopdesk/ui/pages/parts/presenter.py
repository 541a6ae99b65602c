"""What the parts page does: finds, shows, and opens the forms."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from shopdesk.domain.changes import Change
from shopdesk.domain.roles import Permission, allows
from shopdesk.services.scan import Scanned, ScanResult
from shopdesk.services.stock import PartCard, PartRow, find_parts, part_card
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.parts.counting import Counting
from shopdesk.ui.pages.parts.delivery import Delivery
from shopdesk.ui.pages.parts.editing import Editing
from shopdesk.ui.pages.parts.entered import Shelf
from shopdesk.ui.pages.parts.forms import StockForm
from shopdesk.ui.pages.parts.view import PartsView
from shopdesk.ui.pages.parts.wording import Wording

_KEEP_MS = 1500


class PartsPresenter(QObject):
    """One parts page; `card` is the part that is open."""

    def __init__(self, desk: Desk, view: PartsView, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self.card: PartCard | None = None
        self._wanted: int | None = None
        self._text = ""
        self._asked = 0
        shelf = Shelf(desk)
        self.editing = Editing(desk, view.part_form, shelf, wording=self.wording, saved=self._saved)
        self.delivery = Delivery(desk, view.receive_form, shelf, wording=self.wording)
        self.counting = Counting(desk, view.count_form, counted=self._close_form)
        view.searched.connect(self.search)
        view.chosen.connect(self.open)
        view.receive_pressed.connect(self.start_receiving)
        view.new_pressed.connect(self.start_new)
        view.form_left.connect(self.leave_form)
        view.card.receive_pressed.connect(self.start_receiving)
        view.card.count_pressed.connect(self.start_counting)
        view.card.edit_pressed.connect(self.start_editing)
        view.card.ticket_opened.connect(self._go_ticket)
        desk.texts.changed.connect(self._say_again)
        desk.who.changed.connect(self._look_again)
        self._keeper = QTimer(self)
        self._keeper.setInterval(_KEEP_MS)
        self._keeper.timeout.connect(self.keep)
        self._keeper.start()
        shelf.load()

    def wording(self) -> Wording:
        return Wording(self._desk.texts.catalogue, self._desk.settings, self._desk.shop.clock())

    @property
    def may_keep(self) -> bool:
        person = self._desk.who.person
        return person is not None and allows(person.role, Permission.KEEP_STOCK)

    # finding and looking

    def search(self, text: str) -> None:
        self._text = text
        self.refresh()

    def refresh(self) -> None:
        """Look at the stock again; an answer overtaken by the next letter typed is dropped."""
        self._asked += 1
        asked = self._asked

        def found(parts: tuple[PartRow, ...]) -> None:
            if asked == self._asked:
                self._view.show_parts(parts, self._wanted)
                self._view.show_may_keep(self.may_keep)

        self._desk.ask(found, find_parts, self._text)

    def open(self, part_id: int) -> None:
        """Show a part at the side; a form that is open keeps what was typed."""
        self.keep()
        self._wanted = part_id
        self._load(part_id, bring=True)

    def open_everywhere(self, part_id: int) -> None:
        """As `open`, and the table shows it whatever was searched for."""
        self.open(part_id)
        if self._text:
            self._view.search.clear()
        else:
            self.refresh()

    def _load(self, part_id: int, *, bring: bool) -> None:
        def came(card: PartCard) -> None:
            if card.part.id != self._wanted:
                return
            self.card = card
            self._view.show_card(card, may_keep=self.may_keep)
            if bring:
                self._bring(None)

        self._desk.ask(came, part_card, part_id)

    def changed(self, changes: Sequence[Change]) -> None:
        if any(change.entity in ("part", "ticket") for change in changes):
            self._look_again()

    def _look_again(self) -> None:
        """Something moved, or another person is here who may see other things."""
        self.refresh()
        if self.card is not None:
            self._load(self.card.part.id, bring=False)

    def _say_again(self) -> None:
        self.refresh()
        if self.card is not None:
            self._view.show_card(self.card, may_keep=self.may_keep)
        self.delivery.say()

    def _go_ticket(self, ticket_id: int) -> None:
        self._desk.navigator.go("tickets", ticket_id=ticket_id)

    # forms

    def start_new(self, barcode: str = "") -> None:
        """An empty part, or the one begun before."""
        if self.may_keep:
            self.keep()
            self.editing.start(None, barcode)
            self._bring(self._view.part_form)
            self._view.part_form.fields["name"].focus()

    def start_editing(self) -> None:
        if self.card is not None and self.may_keep:
            self.editing.start(self.card.part)
            self._bring(self._view.part_form)
            self._view.part_form.fields["name"].focus()

    def start_receiving(self) -> None:
        """A delivery, begun with the part that is open if one is."""
        if self.may_keep:
            at_card = self._view.form() is None and self.card is not None
            self.keep()
            self.delivery.start(self.card.part if self.card is not None and at_card else None)
            self._bring(self._view.receive_form)
            self._view.receive_form.start()

    def start_counting(self) -> None:
        if self.card is not None and self.may_keep:
            self.counting.start(self.card.part)
            self._bring(self._view.count_form)
            self._view.count_form.start()

    def _saved(self, part_id: int) -> None:
        self._wanted = part_id
        self._load(part_id, bring=True)

    def _bring(self, form: StockForm | None) -> None:
        if form is not None:
            self._view.show_form(form)
        elif self.card is not None:
            self._view.bring_card()
        else:
            self._view.bring_none()
        self._view.show_may_keep(self.may_keep)
        self._desk.navigator.refresh_actions()

    def leave_form(self) -> None:
        """Back to the part, or to nothing; what was typed waits for the next time."""
        self.keep()
        self._close_form()

    def _close_form(self) -> None:
        self._bring(None)
        self._view.table.setFocus()

    def keep(self) -> None:
        """Keep what is typed and not saved."""
        form = self._view.form()
        if form is self._view.part_form:
            self.editing.keep()
        elif form is self._view.receive_form:
            self.delivery.keep()

    def submit(self) -> None:
        """Ctrl+Enter: the form that is open."""
        form = self._view.form()
        if form is not None and form.main.isEnabled():
            form.submitted.emit()

    # scans

    def scanned(self, result: ScanResult) -> bool:
        """A part opens, is received, or is counted; a code of nothing may be a new part's."""
        if result.what is Scanned.PART and result.part_id is not None:
            self._part_scanned(result.part_id)
            return True
        if result.what is not Scanned.UNKNOWN or not self.may_keep:
            return False
        if self._view.form() is self._view.part_form:
            self._view.part_form.barcode.setText(result.code)
        else:
            self._desk.notices.say(
                "parts.unknown_code",
                "warn",
                action_key="parts.new",
                action=lambda: self.start_new(result.code),
                code=result.code,
            )
        return True

    def _part_scanned(self, part_id: int) -> None:
        form = self._view.form()
        if form is self._view.receive_form:
            self.delivery.scanned(part_id)
        elif form is not self._view.count_form or not self.counting.scanned(part_id):
            self.open_everywhere(part_id)
