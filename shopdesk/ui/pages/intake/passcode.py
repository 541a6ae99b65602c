"""The device's passcode: not needed unless somebody says so, and shown to nobody by accident."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from shopdesk.services.intake_form import PasscodeEntry
from shopdesk.ui.common.kit import Button, row, set_kind, set_state
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.intake.pattern_pad import PatternPad
from shopdesk.ui.pages.intake.suggest import close_when_left

KINDS = ("none", "digits", "text", "pattern")


class PasscodeEdit(QWidget):
    """A kind and what goes with it. `entry()` is None while the passcode is not needed."""

    changed = Signal()

    def __init__(self, texts: Texts, host: QWidget) -> None:
        super().__init__()
        self.setObjectName("intake_passcode")
        self._texts = texts
        self._host = host
        self.kind = QComboBox()
        self.kind.setObjectName("intake_passcode_kind")
        texts.bind(self.kind.setAccessibleName, "intake.passcode.title")
        self.secret = QLineEdit()
        self.secret.setObjectName("intake_passcode_secret")
        self.secret.setFixedWidth(96)
        texts.bind(self.secret.setAccessibleName, "intake.passcode.secret")
        self.show_pattern = Button(texts, "intake.passcode.draw", kind="quiet")
        for part in (self.kind, self.secret, self.show_pattern):
            set_state(part, "compact", True)
        self.show_pattern.clicked.connect(self._open_pattern)
        self.pad = PatternPad(texts)
        self._sheet = self._make_sheet()
        self.setLayout(row(self.kind, self.secret, self.show_pattern))
        self.kind.activated.connect(self._kind_chosen)
        self.secret.textEdited.connect(lambda _text: self.changed.emit())
        self.pad.changed.connect(self._pattern_drawn)
        texts.changed.connect(self._say)
        self._say()

    def entry(self) -> PasscodeEntry | None:
        kind = KINDS[self.kind.currentIndex()]
        if kind == "none":
            return None
        return PasscodeEntry(kind, self.pad.dots() if kind == "pattern" else self.secret.text())

    def forget(self) -> None:
        """Back to not needed, nothing of it left."""
        self.kind.setCurrentIndex(0)
        self._wipe()
        self._say()

    def show_entry(self, entry: PasscodeEntry | None) -> None:
        """What was entrusted with a device of the visit that was left for a moment."""
        self.forget()
        if entry is not None:
            self.kind.setCurrentIndex(KINDS.index(entry.kind))
            if entry.kind == "pattern":
                self.pad.set_dots(entry.secret)
            else:
                self.secret.setText(entry.secret)
            self._say()

    def go(self) -> None:
        kind = KINDS[self.kind.currentIndex()]
        (self.show_pattern if kind == "pattern" else self.secret if kind != "none" else self.kind).setFocus()

    def _wipe(self) -> None:
        self.secret.clear()
        self.pad.clear()
        self._sheet.hide()

    def _kind_chosen(self) -> None:
        self._wipe()
        self._say()
        if KINDS[self.kind.currentIndex()] == "pattern":
            self._open_pattern()
        else:
            self.go()
        self.changed.emit()

    def _pattern_drawn(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        here = max(self.kind.currentIndex(), 0)
        self.kind.blockSignals(True)
        self.kind.clear()
        self.kind.addItems([self._texts.tr(f"intake.passcode.kind.{kind}") for kind in KINDS])
        self.kind.setCurrentIndex(here)
        self.kind.blockSignals(False)
        self.secret.setVisible(KINDS[here] in {"digits", "text"})
        self.show_pattern.setVisible(KINDS[here] == "pattern")
        dots = len(self.pad.dots())
        if dots:
            self.show_pattern.show_key("intake.passcode.drawn", n=dots)
        else:
            self.show_pattern.show_key("intake.passcode.draw")

    def _make_sheet(self) -> QFrame:
        sheet = QFrame(self._host)
        set_kind(sheet, "popup")
        sheet.setObjectName("intake_pattern")
        clear = Button(self._texts, "intake.passcode.clear", kind="quiet")
        clear.clicked.connect(lambda _on=False: self.pad.clear())
        done = Button(self._texts, "intake.passcode.done", kind="secondary")
        done.clicked.connect(lambda _on=False: self._close_pattern())
        box = QVBoxLayout(sheet)
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(8)
        box.addWidget(self.pad, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addLayout(row(clear, 1, done))
        self.pad.installEventFilter(self)
        sheet.hide()
        close_when_left(sheet)
        return sheet

    def _open_pattern(self) -> None:
        size = self._sheet.sizeHint()
        at = self.mapTo(self._host, QPoint(self.width() - size.width(), self.height() + 4))
        at.setX(max(8, min(at.x(), self._host.width() - size.width() - 8)))
        self._sheet.setGeometry(at.x(), at.y(), size.width(), size.height())
        self._sheet.show()
        self._sheet.raise_()
        self.pad.setFocus()

    def _close_pattern(self) -> None:
        self._sheet.hide()
        self.show_pattern.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        closes = {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in closes:
            if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                return False
            self._close_pattern()
            return True
        return False
