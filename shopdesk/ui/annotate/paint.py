"""Drawing outlines and marks with QPainter; the same for the editor, the compact view and the thumbnails."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPixmapCache, QPolygonF

from shopdesk.domain.marks import SCALE, Mark, MarkShape
from shopdesk.outlines import FaceOutline, OutlinePath
from shopdesk.ui.common import theme, tokens

_ARROW_HEAD = math.radians(26)


@dataclass(frozen=True, slots=True)
class MarkSize:
    """Pixels: radius of the number's circle, width of a line, height of letters (0: none)."""

    badge: float
    line: float
    text: float


EDITOR_SIZE = MarkSize(badge=12.0, line=2.5, text=13.0)
VIEW_SIZE = MarkSize(badge=7.5, line=1.6, text=9.0)
THUMB_SIZE = MarkSize(badge=5.5, line=1.2, text=0.0)


def mark_ink() -> QColor:
    """Marks are ink on a picture: the same red, ringed in white, in light and dark and on every photo."""
    return QColor(tokens.PALETTES["light"]["bad"])


def mark_paper() -> QColor:
    return QColor(tokens.PALETTES["light"]["on_bad"])


def on_area(point: tuple[float, float], area: QRectF) -> QPointF:
    """A place in SCALE units as pixels inside `area`."""
    return QPointF(area.x() + point[0] * area.width() / SCALE, area.y() + point[1] * area.height() / SCALE)


def paint_marks(
    painter: QPainter, marks: Iterable[Mark], area: QRectF, size: MarkSize, selected: int | None = None
) -> None:
    """All marks of one surface that fills `area`: lines first, so that no line covers a number."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shown = list(marks)
    for mark in shown:
        paint_line(painter, mark.shape, mark.points, area, size)
        if mark.shape is MarkShape.TEXT and mark.words and size.text:
            _paint_words(painter, mark, area, size)
    for mark in shown:
        paint_badge(painter, on_area(mark.points[0], area), mark.number, size, chosen=mark.number == selected)
    painter.restore()


def paint_line(
    painter: QPainter,
    shape: MarkShape,
    points: tuple[tuple[int, int], ...],
    area: QRectF,
    size: MarkSize,
) -> None:
    """The drawn part of a mark, red on a white edge so that it shows on dark glass and in black and white."""
    if shape in {MarkShape.PIN, MarkShape.TEXT} or len(points) < 2:
        return
    path = _line_path(shape, [on_area(point, area) for point in points], size)
    for colour, width in ((mark_paper(), size.line + 2.2), (mark_ink(), size.line)):
        pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)


def paint_badge(painter: QPainter, at: QPointF, number: int, size: MarkSize, *, chosen: bool = False) -> None:
    """The number in its circle, from a picture drawn once: a drag may paint ninety-nine of them a frame."""
    ratio = painter.device().devicePixelRatio()
    reach = size.badge + 8
    badge = _badge(number, size, ratio, reach, chosen=chosen)
    # On a whole pixel, so that it stays as sharp as it was drawn.
    left, top = round((at.x() - reach) * ratio) / ratio, round((at.y() - reach) * ratio) / ratio
    painter.drawPixmap(QPointF(left, top), badge)


def _badge(number: int, size: MarkSize, ratio: float, reach: float, *, chosen: bool) -> QPixmap:
    key = f"mark {number} {size.badge} {ratio} {theme.color('accent').name() if chosen else ''}"
    drawn = QPixmap()
    if QPixmapCache.find(key, drawn):
        return drawn
    side = math.ceil(2 * reach * ratio)
    drawn = QPixmap(side, side)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    _draw_badge(painter, QPointF(reach, reach), number, size, chosen=chosen)
    painter.end()
    QPixmapCache.insert(key, drawn)
    return drawn


def _draw_badge(painter: QPainter, at: QPointF, number: int, size: MarkSize, *, chosen: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if chosen:
        painter.setPen(QPen(theme.color("accent"), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, size.badge + 4.5, size.badge + 4.5)
    painter.setPen(QPen(mark_paper(), max(1.4, size.badge / 7)))
    painter.setBrush(mark_ink())
    painter.drawEllipse(at, size.badge, size.badge)
    share = 1.2 if number < 10 else 1.0
    painter.setFont(theme.font(size.badge * share, bold=True))
    painter.setPen(mark_paper())
    box = QRectF(at.x() - size.badge, at.y() - size.badge, 2 * size.badge, 2 * size.badge)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))


def paint_ring(painter: QPainter, at: QPointF, number: int, size: MarkSize) -> None:
    """The number ringed, as it stands in front of its words (①)."""
    ink = theme.color("bad")
    painter.setPen(QPen(ink, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, size.badge, size.badge)
    painter.setFont(theme.font(size.badge * (1.35 if number < 10 else 1.1), bold=True))
    box = QRectF(at.x() - size.badge, at.y() - size.badge, 2 * size.badge, 2 * size.badge)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))


def _line_path(shape: MarkShape, points: list[QPointF], size: MarkSize) -> QPainterPath:
    path = QPainterPath()
    match shape:
        case MarkShape.BOX:
            path.addRoundedRect(QRectF(points[0], points[1]).normalized(), size.line, size.line)
        case MarkShape.ELLIPSE:
            path.addEllipse(QRectF(points[0], points[1]).normalized())
        case MarkShape.ARROW:
            tail, tip = points[0], points[1]
            path.moveTo(tail)
            path.lineTo(tip)
            angle = math.atan2(tip.y() - tail.y(), tip.x() - tail.x())
            reach = min(size.badge * 1.3, math.hypot(tip.x() - tail.x(), tip.y() - tail.y()))
            wings = [
                QPointF(tip.x() - reach * math.cos(angle + turn), tip.y() - reach * math.sin(angle + turn))
                for turn in (_ARROW_HEAD, -_ARROW_HEAD)
            ]
            path.addPolygon(QPolygonF([wings[0], tip, wings[1]]))
        case _:
            path.moveTo(points[0])
            for point in points[1:]:
                path.lineTo(point)
    return path


def _paint_words(painter: QPainter, mark: Mark, area: QRectF, size: MarkSize) -> None:
    """Words beside the number, to the left of it where the right has no room."""
    painter.setFont(theme.font(size.text, bold=True))
    width = painter.fontMetrics().horizontalAdvance(mark.words)
    at = on_area(mark.points[0], area)
    left = at.x() + size.badge + 4
    if left + width > area.right() and at.x() - size.badge - 4 - width >= area.left():
        left = at.x() - size.badge - 4 - width
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)  # strokes of one character overlap
    path.addText(QPointF(left, at.y() + size.text * 0.36), painter.font(), mark.words)
    painter.strokePath(path, QPen(mark_paper(), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.fillPath(path, mark_ink())


def paint_face(painter: QPainter, face: FaceOutline, area: QRectF) -> None:
    """One side of a device, filling `area`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.topLeft())
    painter.scale(area.width() / face.width, area.height() / face.height)
    body = painter_path(face.body)
    painter.fillPath(body, theme.color("surface"))
    stroke = theme.color("faint")
    fine = QColor(stroke)
    fine.setAlphaF(0.75)
    for path in face.filled:
        painter.fillPath(painter_path(path), stroke)
    for path in face.details:
        painter.strokePath(painter_path(path), _hair(fine, 1.0))
    painter.strokePath(body, _hair(stroke, 1.6))
    painter.restore()


def _hair(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCosmetic(True)  # as thick at every zoom
    return pen


def painter_path(path: OutlinePath) -> QPainterPath:
    drawn = QPainterPath()
    for command, points in path:
        spots = [QPointF(x, y) for x, y in points]
        match command:
            case "M":
                drawn.moveTo(spots[0])
            case "L":
                drawn.lineTo(spots[0])
            case "C":
                drawn.cubicTo(spots[0], spots[1], spots[2])
            case _:
                drawn.closeSubpath()
    return drawn
