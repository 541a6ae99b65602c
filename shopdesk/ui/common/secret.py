"""A passcode on the screen: for a short while, counted down, and only while this window is in front."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.layout import label
from shopdesk.ui.common.pattern import paint_pattern
from shopdesk.ui.common.texts import Texts

SHOWN_SECONDS = 20
_SECOND_MS = 1000
_PATTERN_SIDE, _LINE = 210, 84


class _Sheet(QWidget):
    """The secret itself, painted: nothing of it lies about as a widget's text."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("passcode_secret")
        self.kind, self.secret, self.masked = "", "", ""

    def sizeHint(self) -> QSize:
        return QSize(360, _PATTERN_SIDE if self.kind == "pattern" else _LINE)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("canvas"))
        painter.drawRoundedRect(frame, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        if self.masked or not self.secret:
            painter.setPen(theme.color("secondary"))
            words = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(frame.adjusted(12, 0, -12, 0), words, self.masked)
        elif self.kind == "pattern":
            side = min(frame.height(), frame.width()) - 8
            painter.translate((self.width() - side) / 2, (self.height() - side) / 2)
            paint_pattern(painter, side, [int(dot) for dot in self.secret])
        else:
            self._paint_text(painter, frame)
        painter.end()

    def _paint_text(self, painter: QPainter, frame: QRectF) -> None:
        px = 38.0
        while px > 13:
            painter.setFont(theme.font(px, bold=True, tabular=True))
            if painter.fontMetrics().horizontalAdvance(self.secret) <= frame.width() - 24:
                break
            px -= 2
        painter.setPen(theme.color("text"))
        wrap = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWrapAnywhere)
        painter.drawText(frame.adjusted(12, 0, -12, 0), wrap, self.secret)


class SecretView(QWidget):
    """`gone` when the time is up. Masked whenever its window is not the one in front."""

    gone = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._window: QWidget | None = None
        self.left = 0
        self.sheet = _Sheet()
        self.bar = QProgressBar()
        self.bar.setRange(0, SHOWN_SECONDS)
        self.bar.setTextVisible(False)
        self.words = label("secondary")
        self.words.setObjectName("secret_left")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for part in (self.sheet, self.bar, self.words):
            box.addWidget(part)
        self.timer = QTimer(self)
        self.timer.setInterval(_SECOND_MS)
        self.timer.timeout.connect(self.second_passed)

    def show_secret(self, kind: str, secret: str) -> None:
        """Show it from now on for SHOWN_SECONDS."""
        self.sheet.kind, self.sheet.secret, self.sheet.masked = kind, secret, ""
        self.left = SHOWN_SECONDS
        self.sheet.updateGeometry()
        self.timer.start()
        self._say()

    def forget(self) -> None:
        """Nothing of it is left here."""
        self.timer.stop()
        self.left = 0
        self.sheet.kind = self.sheet.secret = self.sheet.masked = ""
        self.sheet.setAccessibleName("")
        self.sheet.update()

    def shown(self) -> str:
        """What can be read now; empty while it is masked or gone."""
        return "" if self.sheet.masked else self.sheet.secret

    def cover(self, *, covered: bool) -> None:
        if self.sheet.secret:
            self.sheet.masked = self._texts.tr("secret.masked") if covered else ""
            self._say()

    def second_passed(self) -> None:
        self.left -= 1
        if self.left <= 0:
            self.forget()
            self.gone.emit()
        else:
            self._say()

    def _say(self) -> None:
        self.bar.setValue(self.left)
        kind = self._texts.tr(f"secret.{self.sheet.kind}")
        self.words.setText(self._texts.tr("secret.left", kind=kind, n=self.left))
        self.sheet.setAccessibleName(self.shown())
        self.sheet.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._window is not self.window():
            if self._window is not None:
                self._window.removeEventFilter(self)
            self._window = self.window()
            self._window.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.forget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate:
            self.cover(covered=True)
        elif event.type() == QEvent.Type.WindowActivate:
            self.cover(covered=False)
        return False
