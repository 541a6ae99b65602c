"""An amount that is read from across the counter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.ui.common import theme, tokens

_SMALLEST = 15.0


class BigFigure(QWidget):
    """One line as large as `px`, smaller only where the room ends, so that no digit is ever cut off."""

    def __init__(self, px: float = tokens.FIGURE_PX, *, tone: str = "text", right: bool = False) -> None:
        super().__init__()
        self._px = px
        self._tone = tone
        self._text = ""
        self._side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figure(self, text: str, tone: str = "text") -> None:
        """`tone`: a colour of the theme that a word beside repeats."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_px(self, px: float) -> None:
        self._px = px
        self.updateGeometry()
        self.update()

    def centre(self) -> None:
        self._side = Qt.AlignmentFlag.AlignHCenter

    def text(self) -> str:
        return self._text

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font(self._px, bold=True, tabular=True))
        return QSize(round(metrics.horizontalAdvance(self._text)) + 4, round(self._px * 1.35))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, round(self._px * 1.35))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.color(self._tone))
        wide = QFontMetricsF(theme.font(self._px, bold=True, tabular=True)).horizontalAdvance(self._text)
        px = self._px if wide <= self.width() else max(self._px * self.width() / wide - 0.5, _SMALLEST)
        painter.setFont(theme.font(px, bold=True, tabular=True))
        painter.drawText(QRectF(self.rect()), self._side | Qt.AlignmentFlag.AlignVCenter, self._text)
        painter.end()
