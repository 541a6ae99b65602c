"""The parts of the open ticket: taken by scan, put back, and where each old one goes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.domain.stock import OldPartFate
from shopdesk.services.bench_parts import PartOffer
from shopdesk.ui.common.kit import (
    Banner,
    Button,
    Card,
    ChipRow,
    Choice,
    Dot,
    Elided,
    Field,
    column,
    empty_out,
    label,
    row,
)
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.bench.wording import OldLine, PartLine

_FATES = [Choice(fate, f"words.fate.{fate}") for fate in OldPartFate if fate is not OldPartFate.UNDECIDED]


class PartsPanel(Card):
    """`offered` asks what a code is; `taken` issues it, with the serial if there is one."""

    offered = Signal(str)
    taken = Signal(str, str)
    """Code and serial."""
    given_back = Signal(int)
    fate_chosen = Signal(int, str)

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, "bench.parts")
        self.setObjectName("bench_parts")
        self._texts = texts
        self._offer: PartOffer | None = None
        self.banner = Banner(texts)
        self.code = QLineEdit()
        self.code.setObjectName("part_code")
        self.code.returnPressed.connect(self._code_entered)
        self.code.textEdited.connect(lambda _text: self._withdraw())
        self.code_field = Field(texts, "bench.part_code", self.code)
        self.serial = QLineEdit()
        self.serial.setObjectName("part_serial")
        self.serial.returnPressed.connect(self.take)
        self.serial_field = Field(texts, "bench.part_serial", self.serial, optional=True)
        self.use = Button(texts, "bench.use_part", icon="package-minus", key_hint="F7")
        self.use.setObjectName("part_use")
        self.use.clicked.connect(lambda _on=False: self._pressed())
        self.entry = QWidget()
        entry = QHBoxLayout(self.entry)
        entry.setContentsMargins(0, 0, 0, 0)
        entry.setSpacing(8)
        entry.addWidget(self.code_field, 3)
        entry.addWidget(self.serial_field, 3)
        entry.addLayout(column(label("label", " "), self.use, 1, spacing=3))
        self.fields = {"code": self.code_field, "serial": self.serial_field, "quantity": self.code_field}
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self._old = QVBoxLayout()
        self._old.setSpacing(6)
        self._empty = label("secondary", wrap=True)
        texts.bind(self._empty.setText, "bench.no_parts")
        self.body.addWidget(self.banner)
        self.body.addWidget(self._empty)
        self.body.addWidget(self.entry)
        self.body.addLayout(self._lines)
        self.body.addLayout(self._old)
        self.body.addStretch(1)

    def show_parts(
        self, parts: Sequence[PartLine], old: Sequence[OldLine], *, may_take: bool, may_settle: bool
    ) -> None:
        empty_out(self._lines)
        for part in parts:
            self._lines.addWidget(self._part(part, may_return=may_take and part.issued > 0))
        self.entry.setVisible(may_take)
        self._empty.setVisible(not parts and not may_take)
        empty_out(self._old)
        for one in old:
            self._old.addWidget(self._old_part(one, may_settle=may_settle))

    def _part(self, part: PartLine, *, may_return: bool) -> QWidget:
        name = Elided(part.name, "strong")
        note = Elided(part.note, "secondary")
        back = None
        if may_return:
            back = Button(self._texts, "bench.return_part", kind="quiet", icon="undo-2")
            back.setObjectName(f"part_return_{part.part_id}")
            back.clicked.connect(lambda _on=False: self.given_back.emit(part.part_id))
        made = QWidget()
        made.setObjectName(f"part_line_{part.part_id}")
        made.setAccessibleName(f"{part.name}, {part.note}")
        line = row(Dot(part.tone, 10), spacing=10)
        line.addLayout(column(name, note, spacing=0), 1)
        if back is not None:
            line.addWidget(back)
        made.setLayout(line)
        return made

    def _old_part(self, one: OldLine, *, may_settle: bool) -> QWidget:
        words = Elided(self._texts.tr("bench.old_part", part=one.name), "secondary")
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        fates = ChipRow(self._texts, _FATES, optional=True)
        fates.setObjectName(f"old_part_{one.old_part_id}")
        fates.setAccessibleName(words.whole())
        fates.set_value(one.fate or None)
        fates.setEnabled(may_settle)
        fates.changed.connect(partial(self._fate, one.old_part_id))
        made = QWidget()
        made.setLayout(column(words, fates, spacing=4))
        return made

    def _fate(self, old_part_id: int, values: list[str]) -> None:
        self.fate_chosen.emit(old_part_id, values[0] if values else "")

    # taking a part

    def offer(self) -> PartOffer | None:
        """The part that was scanned and waits for its serial."""
        return self._offer

    def show_offer(self, offer: PartOffer, code: str, note: str) -> None:
        self._offer = offer
        self.code.setText(code)
        self.code_field.set_error(None)
        self.code_field.set_hint(note)
        self.serial.clear()
        self.serial_field.focus()

    def show_serial(self, serial: str) -> None:
        self.serial.setText(serial)

    def show_taken(self) -> None:
        """Issued: ready for the next one."""
        self._offer = None
        self.code.clear()
        self.serial.clear()
        self.code_field.set_hint("")
        self.code_field.set_error(None)
        self.banner.clear()

    def start(self) -> None:
        self.code_field.focus()
        self.code.selectAll()

    def take(self) -> None:
        """Issue what was offered, with the serial that stands there."""
        code = self.code.text().strip()
        if code:
            self.taken.emit(code, self.serial.text().strip())
        else:
            self.code_field.set_error_key("bench.scan_part")
            self.start()

    def _pressed(self) -> None:
        if self._offer is None:
            self._code_entered()
        else:
            self.take()

    def _code_entered(self) -> None:
        code = self.code.text().strip()
        if code:
            self.offered.emit(code)
        else:
            self.code_field.set_error_key("bench.scan_part")
            self.start()

    def _withdraw(self) -> None:
        self._offer = None
        self.code_field.set_error(None)
        self.code_field.set_hint("")
