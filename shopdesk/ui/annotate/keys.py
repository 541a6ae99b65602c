"""The canvas without a mouse: kinds, tools, zoom, and moving the selected mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from shopdesk.domain.marks import DamageKind, MarkShape
from shopdesk.ui.annotate.model import MarksDocument
from shopdesk.ui.annotate.view import STEP

if TYPE_CHECKING:
    from shopdesk.ui.annotate.canvas import Canvas

_NUDGE, _NUDGE_FAR, _NUDGE_FINE = 50, 250, 10
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_TOOL_KEYS: dict[int, MarkShape | None] = {
    Qt.Key.Key_V: None,
    Qt.Key.Key_P: MarkShape.PIN,
    Qt.Key.Key_A: MarkShape.ARROW,
    Qt.Key.Key_E: MarkShape.ELLIPSE,
    Qt.Key.Key_B: MarkShape.BOX,
    Qt.Key.Key_F: MarkShape.FREEHAND,
    Qt.Key.Key_T: MarkShape.TEXT,
}

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class CanvasKeys:
    """Takes the canvas' key presses; what it does not know goes on to the page."""

    def __init__(self, canvas: Canvas, document: MarksDocument) -> None:
        self._canvas = canvas
        self._document = document

    def press(self, event: QKeyEvent) -> bool:
        """True when the key meant something here."""
        if self._looked(event):
            return True
        return not self._canvas.hand.read_only and self._worked(event)

    def _looked(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._canvas.zoom_by(STEP)
            case Qt.Key.Key_Minus:
                self._canvas.zoom_by(1 / STEP)
            case Qt.Key.Key_0:
                self._canvas.zoom_fit()
            case Qt.Key.Key_PageDown:
                self._canvas.sheet_wanted.emit(1)
            case Qt.Key.Key_PageUp:
                self._canvas.sheet_wanted.emit(-1)
            case Qt.Key.Key_Escape if self._document.selected is not None:
                self._document.select(None)
            case _:
                return False
        return True

    def _worked(self, event: QKeyEvent) -> bool:
        selected = self._document.selected
        key = event.key()
        plain = not event.modifiers() & _COMMANDS
        if event.matches(QKeySequence.StandardKey.Copy):
            self._canvas.copy_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._canvas.paste_wanted.emit()
        elif (arrow := _ARROWS.get(Qt.Key(key))) is not None:
            if selected is None:
                return self._document.select_next(1)
            self._nudge(selected, arrow, event.modifiers())
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and selected is not None:
            self._document.delete(selected)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain and selected is not None:
            self._canvas.words_wanted.emit(selected)
        elif key in {Qt.Key.Key_Insert, Qt.Key.Key_N} and plain:
            self._canvas.place_in_the_middle()
        elif plain and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._canvas.kind_chosen.emit(list(DamageKind)[key - Qt.Key.Key_1])
        elif plain and key in _TOOL_KEYS:
            self._canvas.tool_chosen.emit(_TOOL_KEYS[key])
        else:
            return False
        return True

    def _nudge(self, number: int, way: tuple[int, int], modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            step = _NUDGE_FAR
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            step = _NUDGE_FINE
        else:
            step = _NUDGE
        mark = self._document.find(number)
        surface = self._canvas.view.surface_named(mark.surface) if mark is not None else None
        if surface is None:
            return
        # The same length on the screen both ways, though a phone is twice as high as wide.
        short = min(surface.area.width(), surface.area.height())
        dx = round(way[0] * step * short / surface.area.width())
        dy = round(way[1] * step * short / surface.area.height())
        self._document.move(number, dx, dy, gesture=f"nudge {number}")
