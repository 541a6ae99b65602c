"""The parts page as it is seen: search and table at the left, one part or one form at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSpacerItem, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.services.stock import PartCard, PartRow
from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.kit import (
    Button,
    EmptyState,
    Pill,
    PrimaryButton,
    SearchField,
    label,
    row,
    set_kind,
    text_label,
)
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.parts.card import PartCardView
from shopdesk.ui.pages.parts.forms import CountForm, PartForm, ReceiveForm, StockForm
from shopdesk.ui.pages.parts.table import stock_table
from shopdesk.ui.pages.parts.wording import Wording, state_of

_SIDE = 368


class PartsView(QWidget):
    """Arranges; one main button at a time: receiving, or the open form's own."""

    searched = Signal(str)
    chosen = Signal(int)
    receive_pressed = Signal()
    new_pressed = Signal()
    form_left = Signal()

    def __init__(self, texts: Texts, wording: Callable[[], Wording], currency: str) -> None:
        super().__init__()
        self.setObjectName("parts_view")
        theme.set_state(self, "touch", True)
        self._texts = texts
        self.search = SearchField(texts, "parts.search", key_hint="Ctrl F")
        self.search.setObjectName("parts_search")
        self.search.textChanged.connect(self.searched)
        self.search.installEventFilter(self)
        self.low = Pill()
        self.low.setObjectName("parts_low")
        self.counted = label("secondary")
        self.receive = PrimaryButton(texts, "parts.receive.open", icon="package-plus", key_hint="F6")
        self.receive.setObjectName("parts_receive")
        self.receive.clicked.connect(lambda _on=False: self.receive_pressed.emit())
        self.new = Button(texts, "parts.new", icon="plus", key_hint="F7")
        self.new.setObjectName("parts_new")
        self.new.clicked.connect(lambda _on=False: self.new_pressed.emit())
        self.table = stock_table(texts, wording)
        self.table.chosen.connect(self._chosen)
        self.card = PartCardView(texts, wording)
        self.part_form = PartForm(texts, currency)
        self.receive_form = ReceiveForm(texts, currency)
        self.count_form = CountForm(texts)
        self._forms: tuple[StockForm, ...] = (self.part_form, self.receive_form, self.count_form)
        self._none = EmptyState(texts, "package", "parts.choose.title", "parts.choose.words")
        self._side = QStackedWidget()
        for part in (self._none, self.card, *self._forms):
            self._side.addWidget(part)
        for form in self._forms:
            form.left.connect(self.form_left)
        self._arrange()

    def _arrange(self) -> None:
        head = row(text_label(self._texts, "parts.title", "title"), self.low, self.counted, spacing=12)
        head.addStretch(1)
        head.addWidget(self.new)
        head.addWidget(self.receive)
        frame = QFrame()
        set_kind(frame, "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 6, 1, 6)
        inside.addWidget(self.table)
        # As high with its buttons as without them, so that the table does not jump when a form opens.
        head.addSpacerItem(QSpacerItem(0, tokens.TOUCH_MAIN))
        left = QVBoxLayout()
        left.setContentsMargins(16, 12, 16, 16)
        left.setSpacing(12)
        left.addLayout(head)
        left.addWidget(self.search)
        left.addWidget(frame, 1)
        side = QFrame()
        set_kind(side, "side")
        side.setFixedWidth(_SIDE)
        around = QVBoxLayout(side)
        around.setContentsMargins(16, 14, 16, 14)
        around.addWidget(self._side)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(left, 1)
        box.addWidget(side)

    def show_parts(self, parts: Sequence[PartRow], chosen: int | None) -> None:
        """The rows found; the part that is open stays marked where it is among them."""
        self.table.blockSignals(True)
        self.table.show_rows(parts)
        place = next((place for place, part in enumerate(parts) if part.id == chosen), -1)
        if place >= 0:
            self.table.choose(place)
        else:
            self.table.clearSelection()
            self.table.setCurrentIndex(self.table.rows_model.index(-1, -1))
        self.table.blockSignals(False)
        wanting = sum(1 for part in parts if state_of(part) in ("low", "out"))
        self.low.setVisible(bool(wanting))
        if wanting:
            self.low.show_pill(self._texts.tr("parts.low_count", n=wanting), "warn", "trending-down")
        self.counted.setText(self._texts.tr("parts.count_of_parts", n=len(parts)))

    def show_card(self, card: PartCard, *, may_keep: bool) -> None:
        self.card.show_card(card, may_keep=may_keep)

    def show_may_keep(self, may_keep: bool) -> None:
        self.receive.setVisible(may_keep and self.form() is None)
        self.new.setVisible(may_keep and self.form() is None)

    def bring_card(self) -> None:
        self._bring(self.card)

    def bring_none(self) -> None:
        self._bring(self._none)

    def show_form(self, form: StockForm) -> None:
        self._bring(form)

    def _bring(self, widget: QWidget) -> None:
        self._side.setCurrentWidget(widget)

    def form(self) -> StockForm | None:
        """The form that is open."""
        shown = self._side.currentWidget()
        return shown if isinstance(shown, StockForm) else None

    def _chosen(self, part: PartRow | None) -> None:
        if part is not None:
            self.chosen.emit(part.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter lead from the search to the first row."""
        down = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in down
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and self.table.rows_model.rowCount()
        ):
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            if self.table.current_row() is None:
                self.table.choose(0)
            return True
        return super().eventFilter(watched, event)
