"""One kind of paper: the printer it goes to, the size it is printed on, and how far it is moved there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from shopdesk.domain.papers import PaperKind
from shopdesk.services.desk_settings import DeskRoute
from shopdesk.services.settings import Route
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import Field, IconButton, row, text_label
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.settings.shift import shift_text, tenths_of
from shopdesk.ui.paperwork.words import size_for, size_words

KIND_WIDTH = 88
SIZE_WIDTH = 158
SHIFT_WIDTH = 50
_LEAST_LETTERS = 8
ADD = "+"
"""What stands last in the list: another printer."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be chosen, each with the words for it."""

    printers: Sequence[tuple[str, str]]
    formats: Sequence[str]


class _Combo(QComboBox):
    """Does not turn by a stray wheel, and may be narrower than its longest word."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_LETTERS)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def fill(self, entries: Sequence[tuple[str, str]], chosen: str) -> None:
        self.clear()
        for value, words in entries:
            self.addItem(words, value)
        self.setCurrentIndex(max(self.findData(chosen), 0))
        self.setToolTip(self.currentText())


class RouteRow(QWidget):
    """Emits `chosen(DeskRoute)` for what the person chose; `add_pressed` for a printer that is not listed."""

    chosen = Signal(object)
    test_pressed = Signal()
    add_pressed = Signal()

    def __init__(self, texts: Texts, kind: PaperKind) -> None:
        super().__init__()
        self._texts = texts
        self.kind = kind
        self._route = DeskRoute()
        self._inherited: Route | None = None
        self._offer = Offer((), ())
        self.printer = _Combo(f"printer_{kind}")
        self.paper = _Combo(f"size_{kind}")
        self.paper.setFixedWidth(SIZE_WIDTH)
        self.right = self._shift_edit("right")
        self.down = self._shift_edit("down")
        self.field = Field(texts, f"words.document.{kind}", self.printer)
        self.field.label.hide()
        self.test = IconButton(texts, "printer-check", "settings.printing.test")
        self.test.setObjectName(f"test_{kind}")
        self.test.clicked.connect(self.test_pressed)
        texts.bind(self.printer.setAccessibleName, f"words.document.{kind}")
        texts.bind(self.paper.setAccessibleName, "settings.printing.size")
        name = text_label(texts, f"words.document.{kind}")
        name.setFixedWidth(KIND_WIDTH)
        name.setMinimumHeight(36)
        name.setWordWrap(True)
        parts = (name, self.field, self.paper, self.right, self.down, self.test)
        whole = row(*parts, spacing=6)
        whole.setStretch(1, 1)
        for part in (name, self.paper, self.right, self.down, self.test):
            whole.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.setLayout(whole)
        self.printer.activated.connect(self._printer_chosen)
        self.paper.activated.connect(self._size_chosen)

    def _shift_edit(self, name: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setObjectName(f"{name}_{self.kind}")
        edit.setFixedWidth(SHIFT_WIDTH)
        edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        edit.setPlaceholderText("0")
        edit.setFont(theme.font(tabular=True))
        self._texts.bind(edit.setAccessibleName, f"prints.shift.{name}")
        self._texts.bind(edit.setToolTip, f"prints.shift.{name}_hint")
        edit.editingFinished.connect(self._shifted)
        return edit

    def show_route(self, route: DeskRoute, offer: Offer, inherited: Route | None) -> None:
        """Show a route; `inherited` is what the shop chose, None where this is the shop's own choice."""
        self._route, self._offer, self._inherited = route, offer, inherited
        printers = list(offer.printers)
        if route.printer and route.printer not in dict(printers):
            # Chosen at another desk, or a queue that is not there now: it stays as it is.
            printers.insert(1, (route.printer, route.printer))
        formats = dict.fromkeys((*offer.formats, *filter(None, (route.format,))))
        sizes = [(name, size_words(self._texts, name)) for name in formats]
        if inherited is not None:
            words = dict(printers).get(inherited.printer, inherited.printer)
            printers.insert(0, ("", self._texts.tr("prints.as_shop", what=words)))
            if not route.printer:
                size = size_words(self._texts, inherited.format or offer.formats[0])
                sizes.insert(0, ("", self._texts.tr("prints.as_shop", what=size)))
        printers.append((ADD, self._texts.tr("prints.add.another")))
        self.printer.fill(printers, route.printer)
        usual = "" if inherited is not None and not route.printer else offer.formats[0]
        self.paper.fill(sizes, route.format or usual)
        for edit, tenths in ((self.right, route.right), (self.down, route.down)):
            edit.setVisible(inherited is not None)
            if not edit.hasFocus():
                edit.setText(shift_text(tenths))

    def effective(self) -> DeskRoute:
        """What the row comes to, with what it inherits."""
        shop = self._inherited or Route()
        route = self._route
        printer = route.printer or shop.printer
        size = route.format or (shop.format if not route.printer else "") or self._offer.formats[0]
        return DeskRoute(printer, size, route.right, route.down)

    def show_may_edit(self, *, may_edit: bool) -> None:
        for part in (self.printer, self.paper):
            part.setEnabled(may_edit)
        for edit in (self.right, self.down):
            edit.setReadOnly(not may_edit)

    def _tell(self, change: Callable[[DeskRoute], DeskRoute]) -> None:
        self.field.set_error(None)
        changed = change(self._route)
        if changed != self._route:
            self._route = changed
            self.chosen.emit(changed)

    def _printer_chosen(self, _place: int) -> None:
        wanted = str(self.printer.currentData() or "")
        if wanted == ADD:
            self.show_route(self._route, self._offer, self._inherited)
            self.add_pressed.emit()
            return
        before = self.effective().format
        size = size_for(wanted, tuple(self._offer.formats), before) if wanted else ""
        # Another printer is off by another measure.
        self._tell(lambda route: DeskRoute(wanted, size))

    def _size_chosen(self, _place: int) -> None:
        wanted = str(self.paper.currentData() or "")
        self._tell(lambda route: DeskRoute(route.printer, wanted, route.right, route.down))

    def _shifted(self) -> None:
        right, down = tenths_of(self.right.text()), tenths_of(self.down.text())
        if right is None or down is None:
            self.field.set_error_key("prints.shift.wrong")
            return
        self._tell(lambda route: DeskRoute(route.printer, route.format, right, down))
