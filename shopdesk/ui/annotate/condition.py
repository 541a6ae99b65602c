"""The condition at a glance: outline, photos and legend, numbered alike. Pressing it opens the editor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from shopdesk.domain.marks import Face, Mark
from shopdesk.ui.annotate.paint import MarkSize, paint_ring
from shopdesk.ui.annotate.photos import Photo, Photos
from shopdesk.ui.annotate.surfaces import device_sheet
from shopdesk.ui.annotate.tile import SheetTile
from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.kit import column, row
from shopdesk.ui.common.texts import Texts

_LINE, _GAP = 30, 6
_LINE_BADGE = MarkSize(badge=7.5, line=1.4, text=9.0)
_INDENT, _RIGHT = 2 * _LINE_BADGE.badge + 6, 8
_COLUMN = 240
_LEAST, _BESIDE = 110, 10
_PITCH, _ONE_LINE, _TWO_LINES = 22, 20, 38


class LegendLines(QWidget):
    """ "① cracked · top right", one line each, in as many columns as the room has; the rest is counted."""

    pressed = Signal()

    def __init__(self, texts: Texts, *, boxed: bool) -> None:
        super().__init__()
        self.setObjectName("condition_legend")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._texts = texts
        self._boxed = boxed
        self._marks: tuple[Mark, ...] = ()

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        self._marks = marks
        self.setAccessibleName(self._texts.tr("annotate.canvas_marks", n=len(marks)))
        said = "\n".join(f"{mark.number} {self.words_of(mark)}" for mark in marks)
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.updateGeometry()
        self.update()

    def words_of(self, mark: Mark) -> str:
        kind = self._texts.tr(f"annotate.kind.{mark.kind}")
        return f"{kind} · {mark.words}" if mark.words else kind

    def sizeHint(self) -> QSize:
        rows = max(1, min(len(self._marks), 3))
        return QSize(_COLUMN, rows * self._pitch() - _GAP)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, _LINE)

    def _pitch(self) -> int:
        return _LINE + _GAP if self._boxed else _PITCH

    def _wrapped(self) -> list[QRectF]:
        """A box for each mark, two lines high where its words need it; none where that is too much."""
        letters, wide = QFontMetricsF(theme.font()), self.width() - _INDENT - _RIGHT
        boxes, top = [], 0.0
        for mark in self._marks:
            high = _ONE_LINE if letters.horizontalAdvance(self.words_of(mark)) <= wide else _TWO_LINES
            boxes.append(QRectF(0, top, self.width(), high))
            top += high
        return boxes if top <= self.height() else []

    def _places(self) -> tuple[list[QRectF], int]:
        """A box for each line that fits, and how many marks are left over."""
        if not self._boxed and (wrapped := self._wrapped()):
            return wrapped, 0
        pitch = self._pitch()
        high = pitch - (_GAP if self._boxed else 0)
        rows = max(1, (self.height() + _GAP) // pitch)
        columns = max(1, self.width() // _COLUMN) if len(self._marks) > rows else 1
        room = rows * columns
        shown = len(self._marks) if len(self._marks) <= room else room - 1
        wide = (self.width() - (columns - 1) * 12) / columns
        boxes = [
            QRectF((index // rows) * (wide + 12), (index % rows) * pitch, wide, high)
            for index in range(min(len(self._marks), room))
        ]
        return boxes, len(self._marks) - shown

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._marks:
            painter.setPen(theme.color("secondary"))
            words = self._texts.tr("annotate.none_short")
            painter.drawText(QRectF(0, 0, self.width(), _LINE), Qt.AlignmentFlag.AlignVCenter, words)
            painter.end()
            return
        boxes, left_over = self._places()
        for index, box in enumerate(boxes):
            if left_over and index == len(boxes) - 1:
                painter.setPen(theme.color("secondary"))
                words = self._texts.tr("annotate.more", n=left_over)
                painter.drawText(box.adjusted(12, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
            else:
                self._paint_line(painter, box, self._marks[index])
        painter.end()

    def _paint_line(self, painter: QPainter, box: QRectF, mark: Mark) -> None:
        indent = 0.0
        if self._boxed:
            indent = 12.0
            painter.setPen(QPen(theme.color("line"), 1))
            painter.setBrush(theme.color("surface"))
            edge = box.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(edge, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        radius = _LINE_BADGE.badge
        first = box if self._boxed else QRectF(box.left(), box.top(), box.width(), _ONE_LINE)
        at = QPointF(box.left() + indent + radius, first.center().y())
        paint_ring(painter, at, mark.number, _LINE_BADGE)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font())
        words = box.adjusted(indent + _INDENT, 0, -_RIGHT, 0)
        two = not self._boxed and box.height() > _PITCH  # only a wrapped box is so high
        # A line breaks between words, so two lines do not hold quite twice as much as one.
        room = words.width() * (1.8 if two else 1)
        shown = painter.fontMetrics().elidedText(self.words_of(mark), Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), shown)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()


class ConditionView(QWidget):
    """Read-only. `boxed` with a large outline for the intake's band; else tiles in a row for a card.

    `opened` names what was pressed: a side (``front``) or a photo's hash.
    """

    opened = Signal(str)

    def __init__(
        self,
        texts: Texts,
        *,
        boxed: bool = False,
        show_photos: bool = True,
        most_photos: int = 3,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("condition_view")
        self._texts = texts
        self._boxed = boxed
        self._device = "phone"
        self._photos = Photos()
        self._marks: tuple[Mark, ...] = ()
        self._most = most_photos if show_photos else 0
        self._outline = SheetTile(QSize(212, 162) if boxed else QSize(132, 96))
        self._outline.setObjectName("condition_outline")
        self._outline.clicked.connect(lambda _on=False: self.opened.emit(Face.FRONT.value))
        self.legend = LegendLines(texts, boxed=boxed)
        self.legend.pressed.connect(lambda: self.opened.emit(Face.FRONT.value))
        self._tiles = [self._new_tile(index) for index in range(self._most)]
        side = Qt.AlignmentFlag.AlignTop
        box = row(spacing=14 if boxed else _BESIDE)
        box.addWidget(self._outline, 0, side)
        if boxed:
            box.addWidget(self.legend, 1)
            photos = column(*self._tiles, 1, spacing=10)
            box.addLayout(photos)
        else:
            for tile in self._tiles:
                box.addWidget(tile, 0, side)
            box.addWidget(self.legend, 1)
            # Photos give way when it gets narrow, so their tiles do not set the least width.
            box.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(box)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        texts.changed.connect(self._show)
        self._show()

    def set_device_kind(self, kind: str) -> None:
        self._device = kind
        self._show()

    def set_photos(self, photos: Sequence[Photo]) -> None:
        """Thumbnails are enough; in the ticket's order."""
        self._photos.show(photos)
        self._show()

    def set_marks(self, marks: Iterable[Mark]) -> None:
        self._marks = tuple(sorted(marks, key=lambda mark: mark.number))
        self._show()

    def _new_tile(self, index: int) -> SheetTile:
        tile = SheetTile(QSize(132, 96) if self._most > 1 else QSize(104, 76))
        tile.setObjectName(f"condition_photo_{index + 1}")
        tile.clicked.connect(lambda _on=False: self.opened.emit(self._photos.names[index]))
        return tile

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._show_photos()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._outline.width() + _LEAST, super().minimumSizeHint().height())

    def _room_for_photos(self) -> int:
        """Photos that fit beside the outline and leave the legend room for words."""
        if self._boxed or not self._most:
            return self._most
        step = self._tiles[0].width() + _BESIDE
        return max(1, min(self._most, (self.width() - self._outline.width() - _LEAST - _BESIDE) // step))

    @Slot()
    def _show(self) -> None:
        marked = {mark.surface for mark in self._marks}
        sides = [face for face in Face if face in {Face.FRONT, Face.BACK} or face.value in marked]
        name = self._texts.tr("annotate.outline")
        self._outline.show_sheet(device_sheet(self._device, sides), self._marks, name)
        self._show_photos()
        self.legend.show_marks(self._marks)

    def _show_photos(self) -> None:
        names, most = self._photos.names, self._room_for_photos()
        for index, tile in enumerate(self._tiles):
            shown = index < min(len(names), most)
            tile.setVisible(shown)
            if shown:
                marks = tuple(mark for mark in self._marks if mark.surface == names[index])
                said = self._texts.tr("annotate.photo", number=index + 1)
                missing = self._texts.tr("annotate.missing_photo")
                tile.show_sheet(self._photos.sheet(names[index]), marks, said, missing)
                tile.show_more(len(names) - most if index == most - 1 else 0)
