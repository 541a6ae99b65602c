"""For each kind of paper: the printer it goes to, and the size it is printed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from shopdesk.domain.papers import PaperKind
from shopdesk.ui.common.kit import Card, Elided, Field, IconButton, label, row, text_label
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.settings.entered import KINDS
from shopdesk.ui.pages.settings.words import host_words, printer_words, size_words

_ESCPOS = "escpos"
_KIND_WIDTH = 116
_ADDRESS_WIDTH = 128
_SIZE_WIDTH = 152
_LEAST_LETTERS = 8


class _Combo(QComboBox):
    """Does not turn by a stray wheel, and may be narrower than its longest word."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_LETTERS)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class RouteRow(QWidget):
    """One kind of paper. `edited(name, text)` names the setting: ``printer.receipt``, ``format.receipt``."""

    edited = Signal(str, str)
    test_pressed = Signal()

    def __init__(self, texts: Texts, kind: PaperKind, formats: Sequence[str]) -> None:
        super().__init__()
        self._texts = texts
        self.kind = kind
        self._filling = False
        self._queues: tuple[str, ...] = ()
        self._formats = formats
        self._way = _Combo(f"printer_{kind}")
        self._address = QLineEdit()
        self._address.setObjectName(f"address_{kind}")
        self._address.setFixedWidth(_ADDRESS_WIDTH)
        texts.bind(self._address.setPlaceholderText, "settings.printing.address_example")
        texts.bind(self._address.setAccessibleName, "settings.printing.address")
        both = QWidget()
        places = row(self._way, self._address, spacing=6)
        places.setStretch(0, 1)
        both.setLayout(places)
        self.field = Field(texts, f"words.document.{kind}", both)
        self.field.label.hide()
        self._size = _Combo(f"size_{kind}")
        self._size.setFixedWidth(_SIZE_WIDTH)
        texts.bind(self._size.setAccessibleName, "settings.printing.size")
        texts.bind(self._way.setAccessibleName, f"words.document.{kind}")
        self.test = IconButton(texts, "printer-check", "settings.printing.test")
        self.test.setObjectName(f"test_{kind}")
        self.test.clicked.connect(self.test_pressed)
        name = text_label(texts, f"words.document.{kind}")
        name.setFixedWidth(_KIND_WIDTH)
        name.setMinimumHeight(36)
        whole = row(name, self.field, self._size, self.test, spacing=6)
        whole.setStretch(1, 1)
        for part in (name, self._size, self.test):
            whole.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.setLayout(whole)
        self._way.activated.connect(self._way_chosen)
        self._address.textEdited.connect(lambda _text: self._told_printer())
        self._size.activated.connect(self._told_size)
        texts.changed.connect(self._fill)
        self._printer = "folder"
        self._format = formats[0]
        self._fill()

    def write(self, printer: str, size: str) -> None:
        """Show this printer and size."""
        typed = self.printer()
        self._printer, self._format = printer, size
        if printer != typed or not self._way.count():
            self._fill()
        else:
            self._choose_size()

    def printer(self) -> str:
        """The address as it stands in the row."""
        way = str(self._way.currentData() or "folder")
        return f"{_ESCPOS}:{self._address.text().strip()}" if way == _ESCPOS else way

    def format(self) -> str:
        return str(self._size.currentData() or self._formats[0])

    def show_queues(self, queues: Sequence[str]) -> None:
        """The system's queues, known a moment after the page opened."""
        self._printer, self._format = self.printer(), self.format()
        self._queues = tuple(queues)
        self._fill()

    def show_may_edit(self, *, may_edit: bool) -> None:
        self._way.setEnabled(may_edit)
        self._address.setReadOnly(not may_edit)
        self._size.setEnabled(may_edit)

    def _fill(self) -> None:
        self._filling = True
        ways = ["folder", *(f"system:{queue}" for queue in self._queues), _ESCPOS]
        chosen = _ESCPOS if self._printer.startswith(_ESCPOS) else self._printer or "folder"
        if chosen not in ways:
            # Chosen elsewhere, or a queue that this desk does not have: it stays as it is.
            ways.insert(1, chosen)
        self._way.clear()
        for way in ways:
            words = (
                self._texts.tr("settings.printing.receipt_printer")
                if way == _ESCPOS
                else printer_words(self._texts, way)
            )
            self._way.addItem(words, way)
        self._way.setCurrentIndex(ways.index(chosen))
        if chosen == _ESCPOS:
            where = self._printer.removeprefix(f"{_ESCPOS}:")
            if self._printer != self.printer():
                self._address.setText(host_words(where))
        self._address.setVisible(chosen == _ESCPOS)
        self._size.clear()
        for name in dict.fromkeys((*self._formats, self._format)):
            self._size.addItem(size_words(self._texts, name), name)
        self._choose_size()
        self._filling = False

    def _choose_size(self) -> None:
        self._size.setCurrentIndex(self._size.findData(self._format))
        self._size.setToolTip(self._size.currentText())

    def _way_chosen(self, _place: int) -> None:
        escpos = self._way.currentData() == _ESCPOS
        self._address.setVisible(escpos)
        if escpos:
            self._address.setFocus()
        self._told_printer()

    def _told_printer(self) -> None:
        self.field.set_error(None)
        self.edited.emit(f"printer.{self.kind}", self.printer())

    def _told_size(self, _place: int) -> None:
        self._size.setToolTip(self._size.currentText())
        self.edited.emit(f"format.{self.kind}", self.format())


class RoutesCard(Card):
    """All kinds of paper. `test_pressed(kind, printer, size)` tries what stands in a row."""

    edited = Signal(str, str)
    test_pressed = Signal(str, str, str)
    folder_pressed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.texts, "settings.printing.where")
        texts = desk.texts
        heads = [
            label("label"),
            *(text_label(texts, f"settings.printing.{key}", "label") for key in ("printer", "size")),
        ]
        heads[0].setFixedWidth(_KIND_WIDTH)
        heads[2].setFixedWidth(_SIZE_WIDTH + 42)
        head = row(*heads, spacing=6)
        head.setStretch(1, 1)
        self.body.addLayout(head)
        self.rows: dict[str, RouteRow] = {}
        for kind in KINDS:
            made = RouteRow(texts, kind, desk.printers.formats(kind))
            made.edited.connect(self.edited)
            made.test_pressed.connect(
                lambda made=made: self.test_pressed.emit(made.kind.value, made.printer(), made.format())
            )
            self.rows[kind.value] = made
            self.body.addWidget(made)
        self.body.addStretch(1)
        self._folder = Elided(str(desk.printers.papers_folder), "note")
        reach = IconButton(texts, "folder-open", "settings.printing.open_folder")
        reach.setObjectName("open_papers")
        reach.clicked.connect(self.folder_pressed)
        foot = row(text_label(texts, "settings.printing.folder_is", "note"), self._folder, reach)
        foot.setStretch(1, 1)
        self.body.addLayout(foot)
        self.fields = {f"routes.{kind}": one.field for kind, one in self.rows.items()}

    def write(self, texts: Mapping[str, str]) -> None:
        for kind, one in self.rows.items():
            one.write(texts[f"printer.{kind}"], texts[f"format.{kind}"])

    def show_queues(self, queues: Sequence[str]) -> None:
        for one in self.rows.values():
            one.show_queues(queues)

    def show_may_edit(self, *, may_edit: bool) -> None:
        for one in self.rows.values():
            one.show_may_edit(may_edit=may_edit)
