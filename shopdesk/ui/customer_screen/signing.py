"""Where the customer signs: a large pad, what it is signed for, and thanks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy

from shopdesk.ui.common.signature_pad import SignaturePad
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.customer_screen.large import BODY, SMALL, STRONG, Sheet, Words
from shopdesk.ui.customer_screen.scenes import Signing


class SignBox(Sheet):
    """`drawn` while the pen moves, `signed` after each stroke and when it was cleared."""

    drawn = Signal(object)
    signed = Signal(object)

    def __init__(self, texts: Texts) -> None:
        super().__init__("customer_sign")
        self._texts = texts
        self._shown = Signing()
        self.body.setSpacing(6)
        self._head = Words(STRONG, bold=True)
        self._note = Words(SMALL, tone="secondary")
        self.pad = SignaturePad(texts)
        self.pad.setObjectName("customer_pad")
        self.pad.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys are the counter's
        self.pad.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.body.addWidget(self._head)
        self.body.addWidget(self._note)
        self.body.addWidget(self.pad, 1)
        self.pad.drawn.connect(self.drawn)
        self.pad.changed.connect(lambda: self.signed.emit(self.pad.signature()))

    def show_signing(
        self, signing: Signing, head_key: str, note_key: str = "facing.sign.how", **values: object
    ) -> None:
        done = signing.is_done
        self._texts.bind(self._head.setText, "facing.sign.thanks" if done else head_key)
        if done:
            note_key, values = "facing.sign.again", {}
        self._texts.bind(self._note.setText, note_key, **values)
        self.pad.set_name(signing.name)
        if self.pad.is_drawing:
            return  # the hand is faster than what comes back from the counter
        if signing.on_paper != self.pad.on_paper or signing.signature != self.pad.signature():
            self.pad.blockSignals(True)
            self.pad.clear()
            self.pad.set_signature(signing.signature)
            self.pad.set_on_paper(signing.on_paper)
            self.pad.blockSignals(False)

    def grow(self, unit: float) -> None:
        self._head.grow(unit)
        self._note.grow(unit)
        self.pad.set_letters(BODY * unit * 0.9, round(34 * unit))
