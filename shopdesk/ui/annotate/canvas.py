"""The sheet with its marks: drawn, and worked with mouse, wheel, touch, pinch and pen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.domain.marks import SCALE, Mark, MarkShape
from shopdesk.errors import UserError
from shopdesk.ui.annotate.geometry import drawn
from shopdesk.ui.annotate.hand import Hand
from shopdesk.ui.annotate.keys import CanvasKeys
from shopdesk.ui.annotate.model import MarksDocument
from shopdesk.ui.annotate.paint import EDITOR_SIZE, on_area, paint_line, paint_marks
from shopdesk.ui.annotate.surfaces import Sheet, device_sheet, paint_surface
from shopdesk.ui.annotate.view import STEP, SheetView
from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.texts import Texts

_TOUCHES = {
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TouchEnd,
    QEvent.Type.TouchCancel,
}
_WHEEL_NOTCH = 120


class Canvas(QWidget):
    """Shows one sheet; what is done to marks goes straight into the document."""

    tool_chosen = Signal(object)
    kind_chosen = Signal(object)
    words_wanted = Signal(int)
    sheet_wanted = Signal(int)
    looked = Signal()
    """A person zoomed or pushed the sheet."""
    copy_wanted = Signal()
    paste_wanted = Signal()
    refused = Signal(object)

    def __init__(self, texts: Texts, document: MarksDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("marks_canvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setMinimumSize(280, 220)
        self._texts = texts
        self._document = document
        self.view = SheetView(device_sheet("phone"))
        self.hand = Hand(document, self.view)
        self._backdrop = QPixmap()
        self._space = False
        self._pinch = 0.0
        self._pinch_middle = QPointF()
        self._touching = False
        document.listen(self._document_changed)
        texts.changed.connect(self._language_changed)
        theme.current().changed.connect(self._redraw)
        self._keys = CanvasKeys(self, document)
        self._say()

    def show_sheet(self, sheet: Sheet) -> None:
        self.view.show_sheet(sheet)
        self._redraw()

    def use_tool(self, tool: MarkShape | None) -> None:
        self.hand.tool = tool
        self._show_cursor()

    def zoom_by(self, factor: float) -> None:
        self.view.zoom_by(factor)
        self._looked()

    def zoom_fit(self) -> None:
        self.view.fit()
        self._looked()

    def look_like(self, other: Canvas) -> None:
        """Follow another canvas: as near, at the same place; nobody is told."""
        self.view.look(other.view.zoom, other.view.centre)
        self._redraw()

    def _looked(self) -> None:
        self._redraw()
        self.looked.emit()

    def reveal(self, mark: Mark) -> None:
        """Bring a mark of the shown sheet into view."""
        surface = self.view.surface_named(mark.surface)
        if surface is not None:
            self.view.reveal(on_area(mark.points[0], self.view.area_of(surface)))
            self._looked()

    def place_in_the_middle(self) -> None:
        """A pin without a mouse: it starts in the middle of a side and is moved with the arrows."""
        marked = self._document.find(self._document.selected)
        surface = self.view.surface_named(marked.surface) if marked is not None else None
        surface = surface or self.view.sheet.surfaces[0]
        try:
            self._document.add(surface.name, self.hand.kind, ((SCALE // 2, SCALE // 2),))
        except UserError as refusal:
            self.refused.emit(refusal)

    def sizeHint(self) -> QSize:
        return QSize(720, 480)

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._backdrop.isNull():
            self._backdrop = self._draw_backdrop(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._backdrop)
        for surface in self.view.sheet.surfaces:
            area = self.view.area_of(surface)
            marks = self._document.on(surface.name)
            paint_marks(painter, marks, area, EDITOR_SIZE, self._document.selected)
            if self.hand.is_drawing and self.hand.surface == surface.name and self.hand.tool is not None:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                points = drawn(self.hand.tool, self.hand.trail)
                paint_line(painter, self.hand.tool, points, area, EDITOR_SIZE)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.color("accent"))
            frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, tokens.RADIUS_CARD, tokens.RADIUS_CARD)
        painter.end()

    def _draw_backdrop(self, ratio: float) -> QPixmap:
        """Everything but the marks, so that a drag repaints only marks."""
        drawing = QPixmap(self.size() * ratio)
        drawing.setDevicePixelRatio(ratio)
        drawing.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawing)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(self.rect(), tokens.RADIUS_CARD, tokens.RADIUS_CARD)
        painter.setFont(theme.font(tokens.LABEL_PX))
        for surface in self.view.sheet.surfaces:
            area = self.view.area_of(surface)
            paint_surface(painter, surface, area, words=self._texts.tr("annotate.missing_photo"))
            if surface.outline is not None:
                painter.setPen(theme.color("secondary"))
                beneath = QRectF(area.center().x() - 80, area.bottom() + 5, 160, 18)
                words = self._texts.tr(f"annotate.face.{surface.name}")
                painter.drawText(beneath, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
        return drawing

    @Slot()
    def _redraw(self) -> None:
        self._backdrop = QPixmap()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.view.resize(QSizeF(self.size()))
        self._redraw()

    def _document_changed(self) -> None:
        self._say()
        self.update()

    @Slot()
    def _say(self) -> None:
        """What a screen reader says of the picture."""
        self.setAccessibleName(self._texts.tr("annotate.canvas"))
        mark = self._document.find(self._document.selected)
        count = len(self._document.marks)
        if mark is None:
            self.setAccessibleDescription(self._texts.tr("annotate.canvas_marks", n=count))
        else:
            kind = self._texts.tr(f"annotate.kind.{mark.kind}")
            self.setAccessibleDescription(
                self._texts.tr(
                    "annotate.canvas_selected", number=mark.number, count=count, kind=kind, words=mark.words
                )
            )

    @Slot()
    def _language_changed(self) -> None:
        self._say()
        self._redraw()

    # mouse and pen

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            self._press(event.position(), pan=self._space or event.button() == Qt.MouseButton.MiddleButton)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.hand.is_busy:
            self._drag(event.position())
        else:
            self._show_cursor(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.hand.is_busy:
            self._release(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        mark = self.hand.mark_at(event.position())
        if mark is not None and not self.hand.read_only:
            self.words_wanted.emit(mark.number)
        else:
            self.mousePressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._show_cursor(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.pixelDelta().isNull() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.view.pan(QPointF(event.pixelDelta()))  # two fingers on a touchpad push the sheet
        else:
            self.view.zoom_by(STEP ** (event.angleDelta().y() / _WHEEL_NOTCH), event.position())
        event.accept()
        self._looked()

    def _press(self, at: QPointF, *, pan: bool = False) -> None:
        try:
            self.hand.press(at, pan=pan)
        except UserError as refusal:
            self.refused.emit(refusal)
        self._show_cursor(at)
        self.update()

    def _drag(self, at: QPointF) -> None:
        self.hand.drag(at)
        if self.hand.is_panning:
            self._looked()
        else:
            self.update()

    def _release(self, at: QPointF) -> None:
        placed_text = self.hand.tool is MarkShape.TEXT and self.hand.is_busy
        try:
            self.hand.release(at)
        except UserError as refusal:
            self.refused.emit(refusal)
        self._show_cursor(at)
        self.update()
        mark = self._document.find(self._document.selected)
        if placed_text and mark is not None and mark.shape is MarkShape.TEXT:
            self.words_wanted.emit(mark.number)

    def _show_cursor(self, at: QPointF | None = None) -> None:
        if self._space or (self.hand.is_busy and self.hand.tool is None):
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif at is not None and self.hand.mark_at(at) is not None:
            self.setCursor(Qt.CursorShape.SizeAllCursor)
        elif self.hand.tool is None or self.hand.read_only:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.setCursor(Qt.CursorShape.CrossCursor)

    # touch

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and event.type() in _TOUCHES:
            self._touch(event)
            return True
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.view.zoom_by(1 + event.value(), event.position())
                self._looked()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._tabbed(event):
            return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        """One finger does what a mouse does; two push and stretch the sheet."""
        event.accept()
        points = [point for point in event.points() if point.state().name != "Released"]
        if event.type() == QEvent.Type.TouchCancel:
            self.hand.cancel()
            self._touching, self._pinch = False, 0.0
        elif len(points) >= 2:
            if self._touching:
                self.hand.cancel()
                self._touching = False
            self._stretch(points[0].position(), points[1].position())
        elif event.type() == QEvent.Type.TouchBegin:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._touching, self._pinch = True, 0.0
            self._press(points[0].position())
        elif self._touching and points:
            self._drag(points[0].position())
        elif self._touching:
            self._touching = False
            self._release(event.points()[0].position())
        if event.type() == QEvent.Type.TouchEnd:
            self._pinch = 0.0
        self.update()

    def _stretch(self, one: QPointF, other: QPointF) -> None:
        between = one - other
        apart = max((between.x() ** 2 + between.y() ** 2) ** 0.5, 1.0)
        middle = (one + other) / 2
        if self._pinch:
            self.view.pan(middle - self._pinch_middle)
            self.view.zoom_by(apart / self._pinch, middle)
            self._looked()
        self._pinch, self._pinch_middle = apart, middle

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._space = True
            self._show_cursor()
        elif not self._keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._show_cursor()
        super().keyReleaseEvent(event)

    def _tabbed(self, event: QKeyEvent) -> bool:
        """Tab goes from mark to mark and leaves after the last."""
        if event.key() == Qt.Key.Key_Tab and not event.modifiers():
            return self._document.select_next(1)
        if event.key() == Qt.Key.Key_Backtab:
            return self._document.select_next(-1)
        return False
