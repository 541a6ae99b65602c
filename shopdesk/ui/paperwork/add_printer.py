"""Adding a printer to a desk: what it is, how it is reached, what it speaks, and whether it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from shopdesk.errors import ShopDeskError, UserError
from shopdesk.services.desk_settings import KnownPrinter
from shopdesk.services.printer_address import checked_address
from shopdesk.ui.common import theme
from shopdesk.ui.common.dialogs import Dialog
from shopdesk.ui.common.kit import Choice, Field, Segmented, label
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.desk import Desk, OfferedPrinter
from shopdesk.ui.paperwork.words import Said, printer_words

_KINDS = ("receipt", "label", "office", "folder")
_WAYS = {"receipt": ("tcp", "usb", "serial", "queue"), "label": ("tcp", "usb", "serial", "queue"),
         "office": ("queue",), "folder": ("folder",)}  # fmt: skip
_LANGUAGES = (("zpl", "prints.add.zpl"), ("tspl", "prints.add.tspl"), ("brother", "prints.add.brother"))
_MODELS = ("QL-820NWB", "QL-810W", "QL-800", "QL-720NW", "QL-710W", "QL-700", "QL-1110NWB", "QL-1100")
_BAUDS = ("9600", "19200", "38400", "57600", "115200")
_PIN_5 = "1b700119fa"
_WIDTH = 560


class AddPrinterDialog(Dialog):
    """Emits `chosen(KnownPrinter)`; says what the printer answers before it is added."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(desk.texts, desk.texts.tr("prints.add.title"), parent)
        self._desk = desk
        self._found: Sequence[OfferedPrinter] = ()
        self._named = False
        self.setObjectName("add_printer_dialog")
        self.setMinimumWidth(_WIDTH)
        texts = desk.texts
        self.kind = _segments(texts, "kind", [(one, f"prints.add.kind_{one}") for one in _KINDS])
        self.way = _segments(texts, "way", [])
        self.language = _segments(texts, "language", _LANGUAGES)
        self.place = QComboBox()
        self.place.setEditable(True)
        self.place.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.place.setObjectName("add_printer_place")
        self.text = _segments(
            texts, "text", [("raster", "prints.add.raster"), ("gb18030", "prints.add.gb18030")]
        )
        cuts = [(one, f"prints.add.cut_{one}") for one in ("partial", "full", "none")]
        self.cut = _segments(texts, "cut", cuts)
        self.kick = _segments(texts, "kick", [("", "prints.add.pin_2"), (_PIN_5, "prints.add.pin_5")])
        self.dpi = _segments(texts, "dpi", [("203", "prints.add.dpi_203"), ("300", "prints.add.dpi_300")])
        self.tape = _segments(
            texts, "tape", [("labels", "prints.add.tape_labels"), ("endless", "prints.add.tape_endless")]
        )
        self.model = _combo("add_printer_model", _MODELS)
        self.baud = _combo("add_printer_baud", _BAUDS)
        self.name = QLineEdit()
        self.name.setObjectName("add_printer_name")
        self.fields = {
            "kind": Field(texts, "prints.add.kind", self.kind),
            "way": Field(texts, "prints.add.way", self.way),
            "language": Field(texts, "prints.add.language", self.language),
            "place": Field(texts, "prints.add.place", self.place),
            "text": Field(texts, "prints.add.text", self.text, hint_key="prints.add.text_hint"),
            "cut": Field(texts, "prints.add.cut", self.cut),
            "kick": Field(texts, "prints.add.kick", self.kick),
            "dpi": Field(texts, "prints.add.dpi", self.dpi),
            "model": Field(texts, "prints.add.model", self.model),
            "tape": Field(texts, "prints.add.tape", self.tape),
            "baud": Field(texts, "prints.add.baud", self.baud),
            "name": Field(texts, "prints.add.name", self.name),
        }
        for field in self.fields.values():
            self.body.addWidget(field)
        self.answer = label(wrap=True)
        self.answer.setObjectName("add_printer_answer")
        self.answer.setMinimumHeight(38)
        self.body.addWidget(self.answer)
        self.body.addStretch(1)
        self.try_button = self.add_button("prints.add.try", "secondary", self.try_it)
        self.add_button("common.cancel", "secondary", self.reject)
        self.go = self.add_button("prints.add.verb", "accent", self.add)
        self.kind.changed.connect(lambda _values: self._kind_chosen())
        self.way.changed.connect(lambda _values: self._way_chosen())
        self.language.changed.connect(lambda _values: self._show_fields())
        self.place.editTextChanged.connect(lambda _text: self._place_typed())
        self.name.textEdited.connect(self._name_typed)
        self._kind_chosen()
        desk.tasks.aside(desk.printers.connected, self._show_found, owner=self)

    # What stands in the form

    def address(self) -> str:
        """The address that the form comes to."""
        kind, way = self.kind.value() or "receipt", self.way.value() or "tcp"
        place = self._place()
        if kind == "folder":
            return f"folder:{place}" if place else "folder"
        if kind == "office":
            return f"system:{place}"
        language = "escpos" if kind == "receipt" else self.language.value() or "zpl"
        head = language if way == "tcp" else f"{language}+{way}"
        if way in {"usb", "serial", "queue"}:
            place = quote(place, safe="/:\\ []()-_.,+&=@#'~!*")
        query = "&".join(f"{name}={value}" for name, value in self._options(language, way) if value)
        return f"{head}:{place}?{query}" if query else f"{head}:{place}"

    def _options(self, language: str, way: str) -> list[tuple[str, str]]:
        told: list[tuple[str, str]] = []
        if language == "escpos":
            told = [("text", _unless("raster", self.text)), ("cut", _unless("partial", self.cut)),
                    ("kick", self.kick.value() or "")]  # fmt: skip
        elif language == "brother":
            told = [("model", self.model.currentText()), ("tape", _unless("labels", self.tape))]
        else:
            told = [("dpi", self.dpi.value() or "203")]
        if way == "serial":
            told.append(("baud", self.baud.currentText()))
        return told

    def _place(self) -> str:
        typed = self.place.currentText().strip()
        chosen = self.place.findText(typed)
        return str(self.place.itemData(chosen) or typed) if chosen >= 0 else typed

    # What is chosen

    def _kind_chosen(self) -> None:
        kind = self.kind.value() or "receipt"
        self.way.set_choices([Choice(way, f"prints.add.way_{way}") for way in _WAYS[kind]])
        if self.way.value() not in _WAYS[kind]:
            self.way.set_value(_WAYS[kind][0])
        self._way_chosen()

    def _way_chosen(self) -> None:
        texts = self._desk.texts
        way = self.way.value() or "tcp"
        self.place.clear()
        for one in self._found:
            place = _place_of(one.address, way)
            if place:
                self.place.addItem(one.title, place)
        if way in {"tcp", "folder"}:
            self.place.setCurrentText("")
        line = self.place.lineEdit()
        if line is not None:
            texts.bind(line.setPlaceholderText, f"prints.add.example_{way}")
        self._show_fields()

    def _show_fields(self) -> None:
        kind, way = self.kind.value() or "receipt", self.way.value() or "tcp"
        brother = kind == "label" and self.language.value() == "brother"
        shown = {
            "kind": True,
            "way": len(_WAYS[kind]) > 1,
            "language": kind == "label",
            "place": True,
            "text": kind == "receipt",
            "cut": kind == "receipt",
            "kick": kind == "receipt",
            "dpi": kind == "label" and not brother,
            "model": brother,
            "tape": brother,
            "baud": way == "serial",
            "name": True,
        }
        for name, field in self.fields.items():
            field.setVisible(shown[name])
        self._suggest_name()
        self.answer.clear()
        self.adjustSize()

    def _place_typed(self) -> None:
        self.fields["place"].set_error(None)
        self._suggest_name()

    def _name_typed(self, text: str) -> None:
        self._named = bool(text.strip())

    def _suggest_name(self) -> None:
        if not self._named:
            place = self.place.currentText().strip()
            kind = self._desk.texts.tr(f"prints.add.kind_{self.kind.value() or 'receipt'}")
            self.name.setText(f"{kind} {place}".strip())

    def _show_found(self, found: Sequence[OfferedPrinter]) -> None:
        self._found = found
        if not self.place.currentText():
            self._way_chosen()

    # What is done

    def _checked(self) -> KnownPrinter | None:
        try:
            address = checked_address(self.address(), "place")
        except UserError as problem:
            self.fields["place"].set_error_key(problem.key, **problem.values)
            return None
        name = self.name.text().strip() or printer_words(self._desk.texts, address)
        return KnownPrinter(name, address)

    def try_it(self) -> None:
        printer = self._checked()
        if printer is None:
            return
        self._say("secondary", Said("prints.add.asking"))
        self.try_button.setEnabled(False)
        ask_printer(self._desk, printer.address, self._answered, self)

    def _answered(self, tone: str, said: Said) -> None:
        self.try_button.setEnabled(True)
        self._say(tone, said)

    def _say(self, tone: str, said: Said) -> None:
        self.answer.setText(said.text(self._desk.texts.language))
        theme.set_state(self.answer, "tone", tone)

    def add(self) -> None:
        printer = self._checked()
        if printer is not None:
            self.chosen.emit(printer)
            self.accept()


def ask_printer(desk: Desk, address: str, then: Callable[[str, Said], None], owner: QWidget) -> None:
    """Ask a printer how it is, and hand `then` a tone and the words for it."""

    def answered(told: Sequence[tuple[str, Mapping[str, object]]]) -> None:
        if told:
            key, values = told[0]
            then("warn", Said(key, values))
        else:
            then("ok", Said("prints.add.answers"))

    def failed(problem: BaseException) -> None:
        if isinstance(problem, ShopDeskError):
            then("bad", Said(problem.key, problem.values))
        else:
            desk.problems.show(problem)
            then("bad", Said("prints.add.no_answer"))

    desk.tasks.aside(lambda: desk.printers.check(address), answered, failed, owner=owner)


def _place_of(address: str, way: str) -> str:
    """Where a found printer hangs, if it is reached this way."""
    head, _, rest = address.partition(":")
    _, _, wire = head.partition("+")
    found = "queue" if head == "system" else wire or "tcp"
    return rest.partition("?")[0] if found == way else ""


def _unless(usual: str, choice: Segmented) -> str:
    value = choice.value() or usual
    return "" if value == usual else value


def _segments(texts: Texts, name: str, choices: Sequence[tuple[str, str]]) -> Segmented:
    made = Segmented(texts, [Choice(value, key) for value, key in choices])
    made.setObjectName(f"add_printer_{name}")
    return made


def _combo(name: str, values: Sequence[str]) -> QComboBox:
    made = QComboBox()
    made.setObjectName(name)
    made.addItems(list(values))
    return made
