"""Small questions at the bench: a note, a reason; and the passcode, shown for a moment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPlainTextEdit, QProgressBar, QWidget

from shopdesk.services.passcodes import Revealed
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import Banner, ChipRow, Choice, Dialog, Field, label
from shopdesk.ui.common.texts import Texts

SHOWN_SECONDS = 20
_SECOND_MS = 1000


class Ask(Dialog):
    """Some words, perhaps from chips, and a verb. It stays open until the answer was taken."""

    submitted = Signal(str)

    def __init__(
        self,
        texts: Texts,
        parent: QWidget,
        kind: str,
        *,
        chips: Sequence[str] = (),
        danger: bool = False,
    ) -> None:
        super().__init__(texts, texts.tr(f"bench.ask.{kind}.title"), parent)
        self.setObjectName(f"ask_{kind}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        theme.set_state(self, "touch", True)
        self.banner = Banner(texts)
        self.words = QPlainTextEdit()
        self.words.setObjectName("ask_words")
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(84)
        self.field = Field(texts, f"bench.ask.{kind}.label", self.words)
        self.fields = {"note": self.field, "reason": self.field, "text": self.field}
        said = label("secondary", texts.tr(f"bench.ask.{kind}.words"), wrap=True)
        self.chips = ChipRow(texts, [Choice(one, text=one) for one in chips])
        self.chips.setVisible(bool(chips))
        self.chips.changed.connect(self._take)
        for part in (self.banner, said, self.field, self.chips):
            self.body.addWidget(part)
        self.keep = self.add_button("common.cancel", "secondary", self.reject)
        self.go = self.add_button(f"bench.ask.{kind}.verb", "danger" if danger else "accent", self.submit)
        self.words.setFocus()

    def submit(self) -> None:
        self.submitted.emit(self.words.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
            return
        super().keyPressEvent(event)

    def _take(self, values: list[str]) -> None:
        if values:
            self.words.setPlainText(values[0])


class PatternGrid(QWidget):
    """A pattern drawn over its nine points, the first one ringed."""

    def __init__(self, order: str) -> None:
        super().__init__()
        self._order = order
        self.setFixedSize(QSize(180, 180))
        self.setAccessibleName(" ".join(order))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spots = [QPointF(30 + 60 * (n % 3), 30 + 60 * (n // 3)) for n in range(9)]
        path = [spots[int(digit) - 1] for digit in self._order]
        painter.setPen(QPen(theme.color("accent"), 5, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("text"))
        for spot in spots:
            painter.drawEllipse(spot, 7, 7)
        if path:
            painter.setPen(QPen(theme.color("accent"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(path[0], 14, 14)
        painter.end()


class PasscodeShown(Dialog):
    """The passcode for SHOWN_SECONDS; then it is gone from the screen by itself."""

    def __init__(self, texts: Texts, parent: QWidget, found: Revealed) -> None:
        super().__init__(texts, texts.tr("bench.passcode_shown.title"), parent)
        self.setObjectName("passcode_shown")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        self.left = SHOWN_SECONDS
        self.secret: QWidget
        if found.kind == "pattern":
            self.secret = PatternGrid(found.secret)
        else:
            figure = label("figure", found.secret)
            figure.setFont(theme.font(34, bold=True, tabular=True))
            figure.setWordWrap(True)
            self.secret = figure
        self.secret.setObjectName("passcode_secret")
        self.bar = QProgressBar()
        self.bar.setRange(0, SHOWN_SECONDS)
        self.bar.setTextVisible(False)
        self.words = label("secondary", wrap=True)
        self.body.addWidget(self.secret, 0, Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.words)
        self.add_button("bench.passcode_shown.hide", "accent", self.accept)
        self.timer = QTimer(self)
        self.timer.setInterval(_SECOND_MS)
        self.timer.timeout.connect(self.second_passed)
        self.timer.start()
        self._say()

    def second_passed(self) -> None:
        self.left -= 1
        if self.left <= 0:
            self.accept()
        else:
            self._say()

    def _say(self) -> None:
        self.bar.setValue(self.left)
        self.words.setText(self.texts.tr("bench.passcode_shown.words", n=self.left))
