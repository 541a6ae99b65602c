"""Large type that grows with the window, and buttons for a finger across the counter."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLabel,
    QLayout,
    QScrollArea,
    QScroller,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.icons import paint_icon
from shopdesk.ui.common.kit import set_kind, set_state

# Pixels at 1280 × 800; larger windows have larger letters.
SMALL, BODY, STRONG, HEAD, TITLE, AMOUNT = 15.0, 18.0, 19.0, 24.0, 32.0, 56.0
_DRAWN_FOR = 1280 * 800
_LEAST_UNIT, _MOST_UNIT = 0.72, 2.4
_TWO_LINES = 1.7


def unit_of(size: QSize) -> float:
    """How much larger than drawn everything is in a window of `size`."""
    unit = math.sqrt(size.width() * size.height() / _DRAWN_FOR)
    return min(max(unit, _LEAST_UNIT), _MOST_UNIT)


class Words(QLabel):
    """Plain words at `px` of the drawn size; what comes from outside is never read as markup."""

    def __init__(
        self, px: float = BODY, text: str = "", *, bold: bool = False, tone: str = "", wrap: bool = True
    ) -> None:
        super().__init__()
        self._px, self._bold = px, bold
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)
        if tone == "secondary":
            set_kind(self, "secondary")
        elif tone:
            set_state(self, "tone", tone)
        self.grow(1.0)

    def grow(self, unit: float) -> None:
        self.ensurePolished()  # the stylesheet's first look at a label takes the font away again
        self.setFont(theme.font(self._px * unit, bold=self._bold, tabular=True))


class Title(Words):
    """A heading of two lines at most, whatever somebody called the device."""

    _whole = ""

    def __init__(self) -> None:
        super().__init__(TITLE, bold=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_title(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._elide()

    def grow(self, unit: float) -> None:
        super().grow(unit)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        # Lines break between words, so two do not hold quite twice as much as one.
        room = int(self.width() * _TWO_LINES)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)


class Answer(QAbstractButton):
    """A choice for a fingertip: a box with its words, ticked and coloured once chosen."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._unit = 1.0
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.grow(1.0)

    def grow(self, unit: float) -> None:
        self._unit = unit
        self.setFont(theme.font(BODY * unit))
        self.updateGeometry()

    def _room(self, width: int) -> QRectF:
        return QRectF(0, 0, max(width - 66 * self._unit, 40), 4000)

    def heightForWidth(self, width: int) -> int:
        wrapped = self.fontMetrics().boundingRect(
            self._room(width).toRect(), int(Qt.TextFlag.TextWordWrap), self.text()
        )
        return round(max(52 * self._unit, wrapped.height() + 24 * self._unit))

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self.text()) + round(70 * self._unit)
        return QSize(wide, round(52 * self._unit))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(120 * self._unit), round(52 * self._unit))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, u = self.isChecked(), self._unit
        painter.setBrush(theme.color("accent_soft" if on else "surface"))
        painter.setPen(QPen(theme.color("accent" if on else "line_strong"), 2 if on else 1))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, tokens.RADIUS_CARD, tokens.RADIUS_CARD)
        side = 24 * u
        spot = QRectF(14 * u, box.center().y() - side / 2, side, side)
        if on:
            paint_icon(painter, "circle-check", spot, theme.color("accent"))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(spot.adjusted(2, 2, -2, -2))
        painter.setPen(theme.color("accent" if on else "text"))
        painter.setFont(theme.font(BODY * u, bold=on))
        words = QRectF(spot.right() + 12 * u, 0, self.width() - spot.right() - 26 * u, self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), self.text())
        painter.end()


class Scrolled(QScrollArea):
    """A column that a finger pushes up and down."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.inside = QWidget()
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(0, 0, 12, 0)
        self.column.setSpacing(12)
        self.setWidget(self.inside)

    def to_top(self) -> None:
        self.verticalScrollBar().setValue(0)


class Sheet(QFrame):
    """A card with room inside."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        set_kind(self, "card")
        if name:
            self.setObjectName(name)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 16, 20, 16)
        self.body.setSpacing(10)


def grow(root: QWidget, unit: float) -> None:
    """Everything below `root` that has a size of its own."""
    for words in root.findChildren(Words):
        words.grow(unit)
    for answer in root.findChildren(Answer):
        answer.grow(unit)


def clear(layout: QLayout) -> None:
    """Take everything out of `layout`, at once and for good."""
    while (item := layout.takeAt(0)) is not None:
        held = item.widget()
        if held is not None:
            held.hide()
            held.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
