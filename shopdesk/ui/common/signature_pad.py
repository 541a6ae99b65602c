"""Signing with finger, pen or mouse, and saying with a key that it was signed on paper."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QEventPoint,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.domain.signature import SCALE, Signature
from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.buttons import IconButton
from shopdesk.ui.common.icons import paint_icon
from shopdesk.ui.common.texts import Texts

Stroke = list[tuple[int, int, int]]

_PLAIN_PRESSURE = 500
_THIN, _THICK = 0.0035, 0.0085
"""Width of the line at no and at full pressure, as a share of the pad's width."""
_TOUCHES = {QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel}


def paint_signature(painter: QPainter, rect: QRectF, signature: Signature, colour: QColor) -> None:
    """The signature as large as `rect` allows, in its proportions, in the middle."""
    scale, corner = _fit(rect, signature.height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for stroke in signature.strokes:
        _paint_stroke(painter, stroke, scale, corner, colour)
    painter.restore()


def _fit(rect: QRectF, height: int) -> tuple[float, QPointF]:
    """Pixels for each unit, and where the pad's corner lies."""
    scale = min(rect.width() / SCALE, rect.height() / max(height, 1))
    left = rect.x() + (rect.width() - SCALE * scale) / 2
    return scale, QPointF(left, rect.y() + (rect.height() - height * scale) / 2)


def _paint_stroke(
    painter: QPainter,
    stroke: Stroke | tuple[tuple[int, int, int], ...],
    scale: float,
    corner: QPointF,
    colour: QColor,
) -> None:
    """Curves through the middles between points, each as wide as the pen was pressed."""
    spots = [(QPointF(corner.x() + x * scale, corner.y() + y * scale), pressure) for x, y, pressure in stroke]
    if len(spots) == 1:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        radius = _width(spots[0][1], scale) / 2
        painter.drawEllipse(spots[0][0], radius, radius)
        return
    begin = spots[0][0]
    pen = QPen(colour)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    path = QPainterPath(begin)
    drawn_at = _width(spots[0][1], scale)
    for (point, pressure), (following, _) in pairwise(spots):
        width = _width(pressure, scale)
        if abs(width - drawn_at) > 0.15:  # another width needs a path of its own
            pen.setWidthF(drawn_at)
            painter.strokePath(path, pen)
            path = QPainterPath(path.currentPosition())
            drawn_at = width
        path.quadTo(point, (point + following) / 2)
    path.lineTo(spots[-1][0])
    pen.setWidthF(drawn_at)
    painter.strokePath(path, pen)


def _width(pressure: int, scale: float) -> float:
    return max((_THIN + (_THICK - _THIN) * pressure / 1000) * SCALE * scale, 1.2)


class SignaturePad(QWidget):
    """A quiet field to sign in. Drawing takes `on_paper` back, and the other way round."""

    changed = Signal()
    """After each stroke, after clearing, and when it was (or was not) signed on paper."""
    drawn = Signal(object)
    """The signature while a stroke is being drawn."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signature_pad")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._texts = texts
        self._name = ""
        self._strokes: list[Stroke] = []
        self._height = 0
        self._open: Stroke | None = None
        self._on_paper = False
        self._read_only = False
        self._letters, self._line = tokens.LABEL_PX, 26
        self._clear = IconButton(texts, "eraser", "annotate.signature.clear")
        self._clear.setObjectName("signature_clear")
        self._clear.setParent(self)
        self._clear.setFixedSize(40, 40)
        self._clear.clicked.connect(self.clear)
        texts.bind(self.setAccessibleName, "annotate.signature.pad")
        texts.changed.connect(self._say)
        self._say()

    @property
    def on_paper(self) -> bool:
        """True when a person said that the paper is signed instead."""
        return self._on_paper

    def set_on_paper(self, on_paper: bool) -> None:
        if on_paper != self._on_paper:
            self._on_paper = on_paper
            if on_paper:
                self._strokes, self._open = [], None
            self._tell()

    def signature(self) -> Signature | None:
        """What was drawn; None for nothing, and for a tap that is no signature."""
        drawn = Signature(tuple(tuple(stroke) for stroke in self._strokes), self._height)
        return None if drawn.is_empty else drawn

    def set_signature(self, signature: Signature | None) -> None:
        """Show one that is kept; not a change."""
        self._strokes = [list(stroke) for stroke in signature.strokes] if signature is not None else []
        self._height = signature.height if signature is not None else 0
        self._on_paper = False if signature is not None else self._on_paper
        self._say()

    @property
    def is_drawing(self) -> bool:
        """The pen is on the pad."""
        return self._open is not None

    def take(self, signature: Signature | None) -> None:
        """One that was drawn elsewhere counts as drawn here."""
        if signature is None:
            self.clear()
        else:
            self.set_signature(signature)
            self.changed.emit()

    def set_name(self, name: str) -> None:
        """Whose signature is asked for."""
        self._name = name
        self.update()

    def set_letters(self, px: float, line: int) -> None:
        """Larger words below a higher line: for a pad that is looked at from farther off."""
        self._letters, self._line = px, line
        self._clear.setFixedSize(line + 20, line + 20)
        self._clear.setIconSize(QSize(line, line))
        self.resizeEvent(QResizeEvent(self.size(), self.size()))
        self.update()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.setCursor(Qt.CursorShape.ArrowCursor if read_only else Qt.CursorShape.CrossCursor)
        self._say()

    @Slot()
    def clear(self) -> None:
        if self._strokes or self._on_paper:
            self._strokes, self._open, self._on_paper = [], None, False
            self._tell()

    def sizeHint(self) -> QSize:
        return QSize(364, 96)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 60)

    # drawing with a hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position(), _PLAIN_PRESSURE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on(event.position(), _PLAIN_PRESSURE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        pressure = round(event.pressure() * 1000) or _PLAIN_PRESSURE  # a pen that knows none says 0
        match event.type():
            case QEvent.Type.TabletPress:
                self._begin(event.position(), pressure)
            case QEvent.Type.TabletMove:
                self._go_on(event.position(), pressure)
            case _:
                self._end()
        event.accept()

    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QTouchEvent) or event.type() not in _TOUCHES:
            return super().event(event)
        event.accept()
        point = event.points()[0]  # the first finger signs; a palm that follows does not
        pressure = round(point.pressure() * 1000) or _PLAIN_PRESSURE
        if event.type() == QEvent.Type.TouchBegin:
            if self.focusPolicy() != Qt.FocusPolicy.NoFocus:
                self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._begin(point.position(), pressure)
        elif point.state() == QEventPoint.State.Released or event.type() != QEvent.Type.TouchUpdate:
            self._end()
        else:
            self._go_on(point.position(), pressure)
        return True

    def _begin(self, at: QPointF, pressure: int) -> None:
        if self._read_only:
            return
        if not self._strokes:
            self._height = round(self.height() * SCALE / max(self.width(), 1))
        self._on_paper = False
        self._open = [self._unit(at, pressure)]
        self._strokes.append(self._open)
        self.update()

    def _go_on(self, at: QPointF, pressure: int) -> None:
        if self._open is None:
            return
        here = self._unit(at, pressure)
        if here[:2] != self._open[-1][:2]:
            self._open.append(here)
            self.update()
            self.drawn.emit(Signature(tuple(tuple(stroke) for stroke in self._strokes), self._height))

    def _end(self) -> None:
        if self._open is not None:
            self._open = None
            self._tell()

    def _unit(self, at: QPointF, pressure: int) -> tuple[int, int, int]:
        """A pixel in the signature's units, kept inside the pad."""
        scale, corner = _fit(self.rect().toRectF(), self._height)
        x = min(max(round((at.x() - corner.x()) / scale), 0), SCALE)
        y = min(max(round((at.y() - corner.y()) / scale), 0), self._height)
        return x, y, min(max(pressure, 0), 1000)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
        if self._read_only or not plain:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_P:
            self.set_on_paper(not self._on_paper)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.clear()
        else:
            super().keyPressEvent(event)

    # showing

    def _tell(self) -> None:
        self._say()
        self.changed.emit()

    @Slot()
    def _say(self) -> None:
        if self._on_paper:
            state = "on_paper"
        else:
            state = "state_signed" if self.signature() is not None else "state_empty"
        self.setAccessibleDescription(self._texts.tr(f"annotate.signature.{state}"))
        self._clear.setVisible(bool(self._strokes or self._on_paper) and not self._read_only)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._clear.move(self.width() - self._clear.width() - 2, 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(theme.color("accent" if focused else "line"), 1))
        painter.setBrush(theme.color("canvas"))
        frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        if not self._read_only:
            self._paint_line(painter)
        if self._on_paper:
            self._paint_on_paper(painter)
        elif self._strokes:
            drawn = Signature(tuple(tuple(stroke) for stroke in self._strokes), self._height)
            paint_signature(painter, self.rect().toRectF(), drawn, theme.color("text"))
        painter.end()

    def _paint_line(self, painter: QPainter) -> None:
        base = float(self.height() - self._line)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(QPointF(12, base), QPointF(self.width() - 12, base))
        painter.setFont(theme.font(self._letters))
        painter.setPen(theme.color("secondary"))
        below = QRectF(12, base + 2, self.width() - 24, self._line - 6)
        signed = bool(self._strokes or self._on_paper)
        if signed and self._name:
            words = self._name
        elif self._name:
            words = self._texts.tr("annotate.signature.named", name=self._name)
        else:
            words = self._texts.tr("annotate.signature.sign_here")
        hint = self._texts.tr("annotate.signature.key_hint") if self.hasFocus() and not signed else ""
        room = painter.fontMetrics().horizontalAdvance(hint) + 12 if hint else 0
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, max(int(below.width()) - room, 60)
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        if hint:
            painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, hint)

    def _paint_on_paper(self, painter: QPainter) -> None:
        words = self._texts.tr("annotate.signature.on_paper")
        painter.setFont(theme.font(bold=True))
        width = painter.fontMetrics().horizontalAdvance(words)
        middle = (self.height() - self._line) / 2
        left = (self.width() - width - 24) / 2
        paint_icon(painter, "circle-check", QRectF(left, middle - 9, 18, 18), theme.color("ok"))
        painter.setPen(theme.color("text"))
        painter.drawText(QRectF(left + 24, middle - 12, width + 4, 24), Qt.AlignmentFlag.AlignVCenter, words)
