"""Cards of the scanner tab: how codes are read at this desk, the serial line, the camera."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSizePolicy

from shopdesk.domain.scanners import BAUDS, LONGEST_PREFIX, Ending, Layout, ScannerSettings
from shopdesk.ui.common.camera import CameraName, camera_installed, cameras
from shopdesk.ui.common.kit import (
    Button,
    Card,
    Choice,
    Dot,
    Field,
    IconButton,
    Segmented,
    column,
    label,
    row,
    text_label,
)
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.shell.serial_scanner import PortState, SerialPort

_STATES = {
    PortState.OFF: "neutral",
    PortState.OPENING: "info",
    PortState.OPEN: "ok",
    PortState.ABSENT: "warn",
    PortState.REFUSED: "bad",
}
_FRAME_WIDTH = 96


class _Combo(QComboBox):
    """Does not turn by a stray wheel, and may be narrower than its longest word."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def fill(self, entries: Sequence[tuple[str, object]], chosen: object) -> None:
        """Offer these (words, value), with one of them chosen."""
        self.blockSignals(True)
        self.clear()
        for words, value in entries:
            self.addItem(words, value)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)


class ReadsCard(Card):
    """What is taken off a code, and what it is known by; three scans fill this in."""

    edited = Signal(str, object)
    reset_pressed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, "scanner.reads.title")
        self._texts = texts
        self._settings = ScannerSettings()
        self.reset = Button(texts, "scanner.reads.reset", kind="quiet", icon="undo-2")
        self.reset.clicked.connect(self.reset_pressed)
        self.add_head(self.reset)
        self.ending = Segmented(texts, [Choice(one.value, f"scanner.reads.ending_{one}") for one in Ending])
        self.ending.setObjectName("scanner_ending")
        self.ending.changed.connect(lambda values: self.edited.emit("ending", values[0]))
        self.frames = {name: self._frame(name) for name in ("prefix", "suffix")}
        self.layout_combo = _Combo("scanner_layout")
        self.layout_combo.activated.connect(
            lambda _place: self.edited.emit("layout", Layout(self.layout_combo.currentData()))
        )
        self.speed = label()
        self.speed.setObjectName("scanner_gap")
        self.beep = QCheckBox()
        self.beep.setObjectName("scanner_beep")
        texts.bind(self.beep.setText, "scanner.reads.beep")
        self.beep.toggled.connect(lambda on: self.edited.emit("beep", on))
        frames = row(*self.frames.values(), 1, spacing=12)
        speed = column(text_label(texts, "scanner.reads.speed", "label"), self.speed, 1, spacing=9)
        frames.insertLayout(2, speed)
        self.body.setSpacing(10)
        self.body.addWidget(Field(texts, "scanner.reads.ending", self.ending))
        self.body.addLayout(frames)
        self.body.addWidget(Field(texts, "scanner.reads.layout", self.layout_combo))
        self.body.addWidget(self.beep)
        texts.changed.connect(self._say)

    def _frame(self, name: str) -> Field:
        edit = QLineEdit()
        edit.setObjectName(f"scanner_{name}")
        edit.setMaxLength(LONGEST_PREFIX)
        edit.setFixedWidth(_FRAME_WIDTH)
        edit.editingFinished.connect(lambda: self._frame_edited(name, edit))
        return Field(self._texts, f"scanner.reads.{name}", edit)

    def _frame_edited(self, name: str, edit: QLineEdit) -> None:
        text = edit.text().strip()
        field = self.frames[name]
        if text.isascii():
            field.set_error(None)
            self.edited.emit(name, text)
        else:
            field.set_error_key("scanner.problem.frame", most=LONGEST_PREFIX)

    def show_settings(self, settings: ScannerSettings) -> None:
        self._settings = settings
        self.ending.set_value(settings.ending.value)
        for name, field in self.frames.items():
            edit = field.editor
            if isinstance(edit, QLineEdit) and not (edit.hasFocus() and edit.isModified()):
                edit.setText(getattr(settings, name))
                field.set_error(None)
        self.beep.blockSignals(True)
        self.beep.setChecked(settings.beep)
        self.beep.blockSignals(False)
        self._say()

    def _say(self) -> None:
        tr, settings = self._texts.tr, self._settings
        self.speed.setText(
            tr("scanner.reads.gap", gap=settings.gap_ms)
            if settings.gap_ms
            else tr("scanner.reads.unmeasured")
        )
        self.layout_combo.fill(
            [(tr(f"scanner.reads.layout_{one}"), one.value) for one in Layout], settings.layout.value
        )


class SerialCard(Card):
    """The second scanner, on a line of its own."""

    edited = Signal(str, object)
    look_pressed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, "scanner.serial.title")
        self._texts = texts
        self._settings = ScannerSettings()
        self._ports: tuple[SerialPort, ...] = ()
        self._state = PortState.OFF
        self._dot = Dot()
        self._words = label("note")
        self._words.setObjectName("scanner_port_state")
        self.head.addWidget(self._dot)
        self.head.addWidget(self._words)
        self.port = _Combo("scanner_port")
        self.port.activated.connect(lambda _place: self.edited.emit("port", self.port.currentData()))
        self.baud = _Combo("scanner_baud")
        self.baud.setFixedWidth(110)
        self.baud.activated.connect(lambda _place: self.edited.emit("baud", self.baud.currentData()))
        look = IconButton(texts, "refresh-cw", "scanner.serial.look")
        look.clicked.connect(self.look_pressed)
        line = row(
            Field(texts, "scanner.port", self.port),
            Field(texts, "scanner.baud", self.baud),
            column(1, look),
            spacing=8,
        )
        line.setStretch(0, 1)
        self.body.addLayout(line)
        texts.changed.connect(self._say)
        self._say()

    def show_ports(self, ports: Sequence[SerialPort]) -> None:
        self._ports = tuple(ports)
        self._say()

    def show_settings(self, settings: ScannerSettings) -> None:
        self._settings = settings
        self._say()

    def show_state(self, state: str) -> None:
        self._state = PortState(state)
        self._say()

    def _say(self) -> None:
        tr, chosen = self._texts.tr, self._settings.port
        entries: list[tuple[str, object]] = [(tr("scanner.serial.none"), "")]
        entries += [(one.name, one.port) for one in self._ports]
        if chosen and chosen not in {one.port for one in self._ports}:
            entries.append((chosen.rpartition("/")[2], chosen))
        self.port.fill(entries, chosen)
        self.port.setToolTip(chosen)
        self.baud.fill([(str(baud), baud) for baud in BAUDS], self._settings.baud)
        self.baud.setEnabled(bool(chosen))
        self._dot.set_tone(_STATES[self._state])
        self._dot.setVisible(self._state is not PortState.OFF)
        self._words.setText("" if self._state is PortState.OFF else tr(f"scanner.serial.state_{self._state}"))


class CameraCard(Card):
    """Whether the camera of this desk scans too."""

    edited = Signal(str, object)
    try_pressed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, "scanner.camera.card")
        self._texts = texts
        self._settings = ScannerSettings()
        self._cameras: tuple[CameraName, ...] = ()
        self.on = QCheckBox()
        self.on.setObjectName("scanner_camera")
        texts.bind(self.on.setText, "scanner.camera.on")
        self.on.toggled.connect(self._turned)
        self.which = _Combo("scanner_camera_id")
        texts.bind(self.which.setAccessibleName, "scanner.camera.card")
        self.which.activated.connect(lambda _place: self.edited.emit("camera_id", self.which.currentData()))
        self.try_button = Button(texts, "scanner.camera.try", icon="camera")
        self.try_button.clicked.connect(self.try_pressed)
        self._words = label("note", wrap=True)
        self._words.setObjectName("scanner_camera_words")
        self.body.addWidget(self.on)
        self.body.addLayout(row(self.which, self.try_button))
        self.body.addWidget(self._words)
        texts.changed.connect(self._say)
        self._say()

    def look(self) -> None:
        """Look which cameras are plugged in, if one is wanted: nothing heavy is loaded for nobody."""
        if self._settings.camera:
            self._cameras = cameras()
            self._say()

    def show_settings(self, settings: ScannerSettings) -> None:
        before, self._settings = self._settings, settings
        self.on.blockSignals(True)
        self.on.setChecked(settings.camera)
        self.on.blockSignals(False)
        if settings.camera and not before.camera and self.isVisible():
            self.look()
        self._say()

    def _turned(self, on: bool) -> None:
        self.edited.emit("camera", on)

    def _say(self) -> None:
        tr, settings = self._texts.tr, self._settings
        there = bool(self._cameras)
        self.which.fill(
            [
                (tr("scanner.camera.first"), ""),
                *((one.name, one.camera_id) for one in self._cameras),
            ],
            settings.camera_id,
        )
        self.which.setVisible(settings.camera and there)
        self.try_button.setVisible(settings.camera and there)
        key = "scanner.camera.how"
        if settings.camera and not camera_installed():
            key = "camera.not_installed"
        elif settings.camera and not there:
            key = "camera.none"
        self._words.setText(tr(key))
