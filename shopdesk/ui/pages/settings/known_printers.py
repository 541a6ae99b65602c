"""The printers that somebody added at this desk: asked how they are, or forgotten."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from shopdesk.services.desk_settings import DeskSettings, KnownPrinter
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import Button, Card, Elided, IconButton, column, label, row, text_label
from shopdesk.ui.common.layout import empty_out
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.paperwork.words import printer_words


class KnownPrintersCard(Card):
    """Emits `asked(address)`, `removed(address)`, `add_pressed`."""

    asked = Signal(str)
    removed = Signal(str)
    add_pressed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, "prints.known.title")
        self._texts = texts
        self.add_button = Button(texts, "prints.add.title", icon="plus")
        self.add_button.setObjectName("add_printer")
        self.add_button.clicked.connect(self.add_pressed)
        self.add_head(self.add_button)
        self._none = text_label(texts, "prints.known.none", "note")
        self._none.setWordWrap(True)
        self.body.addWidget(self._none)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.body.addLayout(self._rows)
        self._answers: dict[str, QLabel] = {}
        self._shown: tuple[KnownPrinter, ...] = ()
        texts.changed.connect(self._fill)

    def show_printers(self, own: DeskSettings) -> None:
        if own.printers != self._shown:
            self._shown = own.printers
            self._fill()

    def show_answer(self, address: str, words: str, tone: str) -> None:
        """What a printer said of itself, beneath its name."""
        answer = self._answers.get(address)
        if answer is not None:
            answer.setText(words)
            theme.set_state(answer, "tone", tone)
            answer.setVisible(bool(words))

    def _fill(self) -> None:
        empty_out(self._rows)
        self._answers.clear()
        self._none.setVisible(not self._shown)
        for place, printer in enumerate(self._shown):
            self._rows.addWidget(self._line(place, printer))

    def _line(self, place: int, printer: KnownPrinter) -> QWidget:
        ask = IconButton(self._texts, "printer-check", "prints.known.ask")
        ask.setObjectName(f"ask_printer_{place}")
        ask.clicked.connect(partial(self._ask, printer.address))
        forget = IconButton(self._texts, "trash-2", "prints.known.remove")
        forget.setObjectName(f"remove_printer_{place}")
        forget.clicked.connect(partial(self._remove, printer.address))
        answer = label("note", wrap=True)
        answer.setVisible(False)
        self._answers[printer.address] = answer
        where = Elided(printer_words(self._texts, printer.address), "note")
        words = column(Elided(printer.name, "strong"), where, answer, spacing=0)
        line = row(words, ask, forget, spacing=4)
        line.setStretch(0, 1)
        whole = QWidget()
        whole.setLayout(line)
        return whole

    def _ask(self, address: str, _checked: bool = False) -> None:
        self.asked.emit(address)

    def _remove(self, address: str, _checked: bool = False) -> None:
        self.removed.emit(address)
