"""The soft ring around whatever the keyboard is in; stylesheets have no shadow to draw it with."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from shopdesk.ui.common import tokens
from shopdesk.ui.common.theme import Theme

_TYPED_IN = (QLineEdit, QComboBox, QAbstractSpinBox, QTextEdit, QPlainTextEdit)
_ROUND = {"chip", "avatar"}
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}


class _Ring(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__(None)
        self._theme = theme
        self.radius = float(tokens.RADIUS_CONTROL)
        self.bad = False
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.color("ring_bad" if self.bad else "ring"))
        pen.setWidth(tokens.RING)
        painter.setPen(pen)
        half = tokens.RING / 2
        area = self.rect().toRectF().adjusted(half, half, -half, -half)
        painter.drawRoundedRect(area, self.radius + half, self.radius + half)
        painter.end()


class FocusRing(QObject):
    """One ring for the application. Fields always show it; buttons only when reached by keyboard."""

    def __init__(self, app: QApplication, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._ring: _Ring | None = None
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._focus_changed)
        theme.changed.connect(self._place)

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._leave()
        if new is None or not self._wants_ring(new):
            return
        ground = self._ground(new)
        if ground is None or ground is new:
            return
        if self._ring is None or not shiboken6.isValid(self._ring):
            self._ring = _Ring(self._theme)
        self._target = new
        self._ring.setParent(ground)
        step: QWidget | None = new
        while step is not None and step is not ground:
            step.installEventFilter(self)
            self._watched.append(step)
            step = step.parentWidget()
        self._place()

    @staticmethod
    def _wants_ring(widget: QWidget) -> bool:
        if widget.property("ring") is False:
            return False
        if isinstance(widget, _TYPED_IN):
            return True
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        return isinstance(widget, QAbstractButton) and not by_mouse

    @staticmethod
    def _ground(widget: QWidget) -> QWidget | None:
        """Where the ring is drawn: the nearest ancestor that clips, so that margins do not cut it."""
        step = widget.parentWidget()
        while step is not None and not step.isWindow():
            above = step.parentWidget()
            if isinstance(above, QAbstractScrollArea) and above.viewport() is step:
                return step
            step = above
        return step

    def _leave(self) -> None:
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        self._target = None
        if self._ring is not None and shiboken6.isValid(self._ring):
            self._ring.hide()
            self._ring.setParent(None)

    def _place(self) -> None:
        target, ring = self._target, self._ring
        if target is None or ring is None or not shiboken6.isValid(target) or not shiboken6.isValid(ring):
            return
        ground = ring.parentWidget()
        if ground is None or not target.isVisibleTo(ground):
            ring.hide()
            return
        corner = target.mapTo(ground, QPoint(0, 0))
        grow = tokens.RING
        ring.setGeometry(QRect(corner, target.size()).adjusted(-grow, -grow, grow, grow))
        ring.radius = (
            target.height() / 2 if target.property("kind") in _ROUND else float(tokens.RADIUS_CONTROL)
        )
        ring.bad = bool(target.property("bad"))
        ring.show()
        ring.raise_()
        ring.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES or event.type() == QEvent.Type.DynamicPropertyChange:
            self._place()
        return False
