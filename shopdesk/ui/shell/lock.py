"""Who is at the desk: choose a name, type the PIN, by finger or by key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.buttons import PrimaryButton
from shopdesk.ui.common.choices import ChipRow, Choice
from shopdesk.ui.common.dialogs import Dialog
from shopdesk.ui.common.icons import paint_icon
from shopdesk.ui.common.layout import label
from shopdesk.ui.common.texts import Texts

SHORTEST_PIN = 4
LONGEST_PIN = 6


@dataclass(frozen=True, slots=True)
class PersonChoice:
    staff_id: int
    name: str
    has_pin: bool = True


class _Dots(QWidget):
    """How many digits are typed, never which."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.setFixedHeight(24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = 26
        left = self.width() / 2 - step * (LONGEST_PIN - 1) / 2
        for number in range(LONGEST_PIN):
            typed = number < self.count
            painter.setBrush(theme.color("accent") if typed else Qt.BrushStyle.NoBrush)
            # Four are needed; the last two are offered more quietly.
            outline = "line_strong" if number < SHORTEST_PIN else "line"
            painter.setPen(QPen(theme.color("accent" if typed else outline), 1.5))
            painter.drawEllipse(QRectF(left + number * step - 6, 6, 12, 12))
        painter.end()


class _PadKey(QPushButton):
    def __init__(self, face: str, icon: str = "") -> None:
        super().__init__(face)
        self._icon_name = icon
        theme.set_kind(self, "tile")
        self.setObjectName(f"pad_{icon or face}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(84, 56)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._icon_name:
            painter = QPainter(self)
            spot = QRectF(self.width() / 2 - 11, self.height() / 2 - 11, 22, 22)
            paint_icon(painter, self._icon_name, spot, theme.color("text"))
            painter.end()


class LockDialog(Dialog):
    """Sends `submitted(staff_id, pin)`; whoever checks it answers with accept, show_wrong or show_wait."""

    submitted = Signal(int, str)

    def __init__(
        self,
        texts: Texts,
        people: Sequence[PersonChoice],
        parent: QWidget | None = None,
        *,
        chosen: int | None = None,
        may_cancel: bool = True,
    ) -> None:
        super().__init__(texts, texts.tr("shell.lock.title"), parent)
        self.setObjectName("lock")
        self.setFixedWidth(400)
        self._may_cancel = may_cancel
        self._pin = ""
        self._wait_s = 0
        self._people = {str(person.staff_id): person for person in people}
        choices = [Choice(key, text=person.name) for key, person in self._people.items()]
        self.names = ChipRow(texts, choices, optional=False)
        self.names.setObjectName("lock_names")
        if chosen is not None:
            self.names.set_value(str(chosen))
        self.names.changed.connect(self._person_changed)
        self._prompt = label("secondary")
        self._prompt.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._dots = _Dots()
        self._dots.setObjectName("lock_dots")
        self._trouble = label("error")
        self._trouble.setObjectName("lock_trouble")
        self._trouble.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._trouble.setMinimumHeight(18)
        self.body.addWidget(self.names)
        self.body.addSpacing(4)
        self.body.addWidget(self._prompt)
        self.body.addWidget(self._dots)
        self.body.addWidget(self._trouble)
        self.body.addLayout(self._make_pad())
        self.enter = PrimaryButton(texts, "shell.lock.enter", icon="lock-open", key_hint="↵")
        self.enter.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.enter.clicked.connect(self._submit)
        self.body.addSpacing(4)
        self.body.addWidget(self.enter)
        if may_cancel:
            self.add_button("common.cancel", "quiet", self.reject).setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._person_changed([])
        self.setFocus()

    def _make_pad(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(tokens.GRID)
        for number in range(1, 10):
            key = _PadKey(str(number))
            key.setAccessibleName(str(number))
            key.clicked.connect(lambda _checked=False, digit=str(number): self._type(digit))
            grid.addWidget(key, (number - 1) // 3, (number - 1) % 3)
        zero = _PadKey("0")
        zero.setAccessibleName("0")
        zero.clicked.connect(lambda _checked=False: self._type("0"))
        grid.addWidget(zero, 3, 1)
        back = _PadKey("", "delete")
        self.texts.bind(back.setAccessibleName, "shell.lock.backspace")
        back.clicked.connect(self._rub_out)
        grid.addWidget(back, 3, 2)
        return grid

    def show_wrong(self) -> None:
        """Not the right PIN: say so, and begin again."""
        self._clear()
        self.texts.bind(self._trouble.setText, "shell.lock.wrong")

    def show_wait(self, seconds: int) -> None:
        """Too many tries: count down, and take nothing until then."""
        self._clear()
        self._wait_s = max(seconds, 1)
        self._clock.start()
        self._say_wait()

    def _tick(self) -> None:
        self._wait_s -= 1
        self._say_wait()

    def _say_wait(self) -> None:
        if self._wait_s > 0:
            self.texts.bind(self._trouble.setText, "shell.lock.wait", n=self._wait_s)
        else:
            self._clock.stop()
            self.texts.put(self._trouble.setText, "")
        self._show_state()

    def _person_changed(self, _values: list[str]) -> None:
        self._clear()
        person = self._people.get(self.names.value() or "")
        if person is None:
            self.texts.bind(self._prompt.setText, "shell.lock.choose")
        elif person.has_pin:
            self.texts.bind(self._prompt.setText, "shell.lock.enter_pin", name=person.name)
        else:
            self.texts.bind(self._prompt.setText, "shell.lock.no_pin", name=person.name)
        self.setFocus()

    def _type(self, digit: str) -> None:
        if self._wait_s > 0 or len(self._pin) >= LONGEST_PIN:
            return
        self._pin += digit
        self.texts.put(self._trouble.setText, "")
        self._show_state()

    def _rub_out(self) -> None:
        self._pin = self._pin[:-1]
        self._show_state()

    def _clear(self) -> None:
        self._pin = ""
        self.texts.put(self._trouble.setText, "")
        self._show_state()

    def _show_state(self) -> None:
        self._dots.count = len(self._pin)
        self._dots.update()
        person = self._people.get(self.names.value() or "")
        typed = person is not None and (len(self._pin) >= SHORTEST_PIN or not person.has_pin)
        self.enter.setEnabled(typed and self._wait_s <= 0)

    def _submit(self) -> None:
        person = self._people.get(self.names.value() or "")
        if person is None or not self.enter.isEnabled():
            return
        pin, self._pin = self._pin, ""
        self._show_state()
        self.submitted.emit(person.staff_id, pin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text() in "0123456789":
            self._type(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self._rub_out()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._submit()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        # Locked means locked: Esc and the window's cross do nothing then.
        if self._may_cancel:
            super().reject()


class Cover(QWidget):
    """Stands before the page while the desk is locked, so that nobody reads it."""

    def __init__(self, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_kind(self, "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("cover")
        box = QVBoxLayout(self)
        title = label("title")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        texts.bind(title.setText, "shell.window")
        box.addWidget(title)
        self.hide()
