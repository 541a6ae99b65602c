"""Devices a customer brought before, one press away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from shopdesk.services.people import DeviceBrief
from shopdesk.ui.common.kit import ChipRow, Choice
from shopdesk.ui.common.texts import Texts

_MOST = 3
_LONGEST = 26


class KnownDevices(QFrame):
    """Chips in the band's head; Enter takes the one with the focus."""

    chosen = Signal(object)
    """A DeviceBrief, or None when its chip was pressed again."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("intake_known_devices")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._devices: tuple[DeviceBrief, ...] = ()
        self._row = ChipRow(texts)
        self._row.changed.connect(self._changed)
        box = QHBoxLayout(self)
        box.setContentsMargins(8, 0, 0, 0)
        # As high as a chip, devices or none: nothing jumps when a customer is taken.
        self._row.setMinimumHeight(30)
        box.addWidget(self._row)

    def show_devices(self, devices: Sequence[DeviceBrief]) -> None:
        """The newest few."""
        self._devices = tuple(devices[:_MOST])
        self._row.set_values(())
        self._row.set_choices([Choice(str(one.id), text=_title(one)) for one in self._devices])
        for chip, one in zip(self._row.chips(), self._devices, strict=True):
            chip.setToolTip(f"{one.title} {one.imei or one.serial}".strip())
            chip.installEventFilter(self)

    def show_chosen(self, device_id: int | None) -> None:
        self._row.set_value(None if device_id is None else str(device_id))

    def focus_first(self) -> bool:
        """Go to the newest; False when there is none."""
        if self._devices:
            self._row.focus_first()
        return bool(self._devices)

    def _changed(self, values: list[str]) -> None:
        wanted = next((one for one in self._devices if [str(one.id)] == values), None)
        self.chosen.emit(wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter:
            if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                return False
            for chip, one in zip(self._row.chips(), self._devices, strict=True):
                if chip is watched:
                    self._row.set_value(chip.value)
                    self.chosen.emit(one)
                    return True
        return False


def _title(one: DeviceBrief) -> str:
    title = one.model if len(one.model) <= _LONGEST else f"{one.model[: _LONGEST - 1]}…"
    tail = (one.imei or one.serial)[-4:]
    return f"{title} …{tail}" if tail else title
