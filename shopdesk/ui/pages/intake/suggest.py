"""Suggestions beneath a line as it is typed; the keyboard stays in the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.kit import set_kind

_ROW = 40
_MOST = 8
_WIDEST = 520


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line to choose: what it is, what tells it apart, and a word at the right with its tone.

    A `quiet` one is never taken unless it was pointed at.
    """

    value: object
    strong: str
    note: str = ""
    tag: str = ""
    tone: str = "secondary"
    quiet: bool = False


class _Rows(QWidget):
    """The lines, painted."""

    pressed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.found: tuple[Suggestion, ...] = ()
        self.row = -1

    def sizeHint(self) -> QSize:
        return QSize(320, _ROW * max(len(self.found), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, one in enumerate(self.found):
            self._paint(painter, QRectF(0, index * _ROW, self.width(), _ROW), one, index == self.row)
        painter.end()

    def _paint(self, painter: QPainter, area: QRectF, one: Suggestion, lit: bool) -> None:
        if lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(area, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        line = area.adjusted(10, 0, -10, 0)
        painter.setFont(theme.font(tokens.LABEL_PX))
        tag = painter.fontMetrics().elidedText(one.tag, Qt.TextElideMode.ElideRight, int(line.width() / 2))
        painter.setPen(theme.color(one.tone))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tag)
        line.setRight(line.right() - painter.fontMetrics().horizontalAdvance(tag) - 12)
        painter.setFont(theme.font(bold=True))
        metrics = painter.fontMetrics()
        strong = metrics.elidedText(one.strong, Qt.TextElideMode.ElideRight, int(line.width()))
        painter.setPen(theme.color("accent" if lit else "text"))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, strong)
        line.setLeft(line.left() + metrics.horizontalAdvance(strong) + 12)
        if one.note and line.width() > 30:
            painter.setFont(theme.font())
            note = painter.fontMetrics().elidedText(one.note, Qt.TextElideMode.ElideRight, int(line.width()))
            painter.setPen(theme.color("secondary"))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, note)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.row = min(int(event.position().y()) // _ROW, len(self.found) - 1)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit(int(event.position().y()) // _ROW)


class SuggestBox(QObject):
    """Ties a line edit to its list.

    Enter takes the lit line; struck before the answer is there, it waits for it, so that fast hands get
    what slow ones get. With `eager` the first line is lit at once; else Down has to be pressed.
    """

    wanted = Signal(str)
    """Ask for suggestions to this text and answer with `show_found`."""
    chosen = Signal(object)
    passed = Signal()
    """Enter was waiting and nothing was found: the form moves on."""

    def __init__(self, edit: QLineEdit, host: QWidget, *, eager: bool, least: int = 1) -> None:
        super().__init__(edit)
        self.edit = edit
        self._host = host
        self._eager = eager
        self._least = least
        self._answered = ""
        self._enter_waits = False
        self._rows = _Rows()
        self.popup = QFrame(host)
        set_kind(self.popup, "popup")
        self.popup.setObjectName(f"{edit.objectName()}_suggestions")
        self.popup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QVBoxLayout(self.popup)
        box.setContentsMargins(5, 5, 5, 5)
        box.addWidget(self._rows)
        self.popup.hide()
        self._rows.pressed.connect(self._take)
        edit.textEdited.connect(self._edited)

    def arm(self) -> None:
        """Look at keys before whatever else watches the line; call when the form is complete."""
        self.edit.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        return self.popup.isVisible()

    def rows(self) -> tuple[Suggestion, ...]:
        return self._rows.found

    def show_found(self, text: str, found: Sequence[Suggestion]) -> None:
        """The answer for `text`; one that comes too late is left aside."""
        if text != self.edit.text():
            return
        self._answered = text
        self._rows.found = tuple(found[:_MOST])
        self._rows.row = 0 if self._eager and found and not found[0].quiet else -1
        if self._enter_waits:
            self._enter_waits = False
            if self._rows.row >= 0:
                self._take(self._rows.row)
            else:
                self.passed.emit()
            return
        if found and self.edit.hasFocus():
            self._open()
        else:
            self.hide()

    def hide(self) -> None:
        self._enter_waits = False
        self.popup.hide()

    def _edited(self, text: str) -> None:
        self._enter_waits = False
        if len(text.strip()) >= self._least:
            self.wanted.emit(text)
        else:
            self._answered = text
            self._rows.found = ()
            self.popup.hide()

    def _open(self) -> None:
        width = min(max(self.edit.width(), 400), _WIDEST)
        at = self.edit.mapTo(self._host, QPoint(0, self.edit.height() + 4))
        at.setX(max(8, min(at.x(), self._host.width() - width - 8)))
        self._rows.updateGeometry()
        self.popup.setGeometry(at.x(), at.y(), width, len(self._rows.found) * _ROW + 12)
        self.popup.show()
        self.popup.raise_()
        self._rows.update()

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._rows.found):
            one = self._rows.found[row]
            self.hide()
            self._rows.found = ()
            self.chosen.emit(one.value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & ~_KEYPAD:
            return self._entered()
        if not self.is_open:
            return False
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 1 if key == Qt.Key.Key_Down else -1
            here = self._rows.row if self._rows.row >= 0 or step > 0 else 0
            self._rows.row = (here + step) % len(self._rows.found)
            self._rows.update()
            return True
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        return False

    def _entered(self) -> bool:
        text = self.edit.text()
        if self.is_open and self._rows.row >= 0:
            self._take(self._rows.row)
            return True
        if self._eager and text != self._answered and len(text.strip()) >= self._least:
            self._enter_waits = True
            return True
        self.hide()
        return False


_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class _Watch(QObject):
    """Sees the keyboard leave a sheet."""

    def __init__(self, sheet: QFrame) -> None:
        super().__init__(sheet)
        self._sheet = sheet

    def moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        sheet = self._sheet
        if now is not None and sheet.isVisible() and now is not sheet and not sheet.isAncestorOf(now):
            sheet.hide()


def close_when_left(sheet: QFrame) -> None:
    """Put a sheet away as soon as the keyboard is somewhere else."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.focusChanged.connect(_Watch(sheet).moved)
