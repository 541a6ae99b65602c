"""IMEI or serial: checked as it is typed, and what the file says about it stands beside it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from shopdesk.domain.ids import imei_is_valid
from shopdesk.services.known_devices import SECOND_IMEI
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import text_label
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.intake.entered import split_identity

_WHOLE = 15
_TYPE = 8
"""Digits of an IMEI that name the type of device: both numbers of one phone share them."""


class Identity(QObject):
    """The line and the remark at its right."""

    edited = Signal()
    completed = Signal(str, str)
    """A whole identity stands there: IMEI and serial, one of them empty."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._kind = "phone"
        self._told = ""
        self._found: tuple[str, str] | None = None
        self.serial = ""
        """Kept beside an IMEI in the line: of a known device, or the second IMEI."""
        self.line = QLineEdit()
        self.line.setObjectName("intake_identity")
        self.line.setFont(theme.font(tabular=True))
        self.remark = text_label(texts, "intake.device.imei_open", "label")
        self.remark.setObjectName("intake_identity_remark")
        self.line.textEdited.connect(lambda _text: self._edited())
        self.line.editingFinished.connect(self._tell_whole)
        texts.changed.connect(self.say)

    def text(self) -> str:
        return self.line.text()

    def split(self) -> tuple[str, str]:
        return split_identity(self._kind, self.text())

    def set_kind(self, kind: str) -> None:
        self._kind = kind
        self.say()

    def show(self, text: str, serial: str = "") -> None:
        """Of a device chosen or a draft; nothing is told."""
        self.line.setText(text)
        self.serial = serial
        self._found = None
        self._told = text
        self.say()

    def scan(self, code: str) -> bool:
        """An IMEI from the scanner. False where it is another device's than the one that stands here."""
        here, _ = self.split()
        if imei_is_valid(here) and here != code:
            if here[:_TYPE] != code[:_TYPE]:
                return False
            if not self.serial or self.serial.startswith(SECOND_IMEI):
                self.serial = f"{SECOND_IMEI}{code}"
            self.say()
            self.edited.emit()
            return True
        self.line.setText(code)
        self._edited()
        return True

    def show_found(self, words: str, tone: str) -> None:
        """What the file says about this identity, until it is typed over."""
        self._found = (words, tone) if words else None
        self.say()

    def _edited(self) -> None:
        self._found = None
        self.say()
        self.edited.emit()
        if imei_is_valid(self.split()[0]):
            self._tell_whole()

    def _tell_whole(self) -> None:
        imei, serial = self.split()
        whole = imei_is_valid(imei) or bool(serial)
        if whole and self.text() != self._told:
            self._told = self.text()
            self.completed.emit(imei, serial)

    def say(self) -> None:
        """Live: how many digits so far, and whether the check digit holds."""
        words, tone = self._found or self._state()
        self._texts.put(self.remark.setText, words)
        self.line.setAccessibleDescription(words)
        theme.set_state(self.remark, "tone", tone)

    def _state(self) -> tuple[str, str]:
        say = self._texts.tr
        imei, serial = self.split()
        if serial:
            return say("intake.device.serial_given"), ""
        if not imei:
            return say("intake.device.imei_open"), ""
        if len(imei) != _WHOLE:
            return say("intake.device.imei_digits", n=len(imei)), "bad" if len(imei) > _WHOLE else ""
        if not imei_is_valid(imei):
            return say("intake.device.imei_wrong"), "bad"
        if self.serial.startswith(SECOND_IMEI):
            return say("intake.device.imei_two", tail=self.serial[-4:]), "ok"
        return say("intake.device.imei_good"), "ok"
