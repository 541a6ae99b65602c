"""Surfaces and lines, and a layout that wraps."""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.texts import Texts


def label(kind: str = "text", text: str = "", *, tone: str = "", wrap: bool = False) -> QLabel:
    """A label of one `kind` (title, section, strong, secondary, label, note, error, figure, main)."""
    made = QLabel(text)
    theme.set_kind(made, kind)
    if tone:
        theme.set_state(made, "tone", tone)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    return made


def text_label(texts: Texts, key: str, kind: str = "text", **values: object) -> QLabel:
    """A label that says a message, in whatever language is shown."""
    made = label(kind)
    texts.bind(made.setText, key, **values)
    return made


def line(*, upright: bool = False) -> QFrame:
    made = QFrame()
    theme.set_kind(made, "vline" if upright else "line")
    return made


def _fill(box: QBoxLayout, parts: Sequence[QWidget | QLayout | int | None], spacing: int) -> None:
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    for part in parts:
        match part:
            case int():
                box.addStretch(part)
            case QWidget():
                box.addWidget(part)
            case QLayout():
                box.addLayout(part)


def row(*parts: QWidget | QLayout | int | None, spacing: int = tokens.GRID) -> QHBoxLayout:
    """Parts side by side; a number is a stretch, None is left out."""
    made = QHBoxLayout()
    _fill(made, parts, spacing)
    return made


def column(*parts: QWidget | QLayout | int | None, spacing: int = tokens.GRID) -> QVBoxLayout:
    """Parts beneath each other; a number is a stretch, None is left out."""
    made = QVBoxLayout()
    _fill(made, parts, spacing)
    return made


class Card(QFrame):
    """A surface with a line around; `body` takes the content, `head` the title row."""

    def __init__(
        self, texts: Texts | None = None, title_key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme.set_kind(self, "card")
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.GRID)
        self.head = QHBoxLayout()
        self.head.setSpacing(tokens.GRID)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 14)
        outer.setSpacing(10)
        if texts is not None and title_key:
            self.title = text_label(texts, title_key, "section")
            self.head.addWidget(self.title)
            self.head.addStretch(1)
            outer.addLayout(self.head)
        outer.addLayout(self.body, 1)

    def add_head(self, widget: QWidget) -> None:
        """Put a note or a button at the right end of the title row."""
        self.head.addWidget(widget)


class Bands(QFrame):
    """One card of numbered bands with lines between."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_kind(self, "bands")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addStretch(0)
        self._bands: list[Band] = []

    def add(self, band: Band, stretch: int = 0) -> None:
        for earlier in self._bands:
            theme.set_state(earlier, "ruled", True)
        self._bands.append(band)
        self._column.insertWidget(self._column.count() - 1, band, stretch)


class Band(QFrame):
    """A numbered section: number or tick, title, a note at the right, then `body`."""

    def __init__(self, texts: Texts, number: int, title_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_kind(self, "band")
        self._number = number
        self._step = label("step", str(number))
        self._step.setFixedSize(20, 20)
        self._step.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = text_label(texts, title_key, "section")
        self.note = Elided(kind="note")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.head = row(self._step, self.title)
        self.head.addWidget(self.note, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.GRID)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 10, 16, 12)
        outer.setSpacing(8)
        outer.addLayout(self.head)
        outer.addLayout(self.body, 1)

    def set_done(self, done: bool) -> None:
        """A tick instead of the number."""
        self._step.setText("✓" if done else str(self._number))
        theme.set_state(self._step, "done", done)

    def set_note(self, text: str, tone: str = "") -> None:
        self.note.setText(text)
        theme.set_state(self.note, "tone", tone)

    def add_head(self, widget: QWidget) -> None:
        self.head.addWidget(widget)


class FlowLayout(QHBoxLayout):
    """Left to right, then the next line.

    The box layout beneath keeps the items, in C++. A layout in Python that held them itself saw some die
    under its hands when chips came and went; here Python only ever touches widgets.
    """

    def __init__(self, parent: QWidget | None = None, *, spacing: int = tokens.GRID) -> None:
        super().__init__()
        self._widgets: list[QWidget] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        if parent is not None:
            parent.setLayout(self)

    def addWidget(
        self,
        widget: QWidget,
        /,
        stretch: int | None = None,
        alignment: Qt.AlignmentFlag | None = None,
    ) -> None:
        self._widgets = [one for one in self._here() if one is not widget] + [widget]
        super().addWidget(widget)

    def _here(self) -> list[QWidget]:
        """Widgets that are still in the layout, in the order they came."""
        return [one for one in self._widgets if shiboken6.isValid(one) and self.indexOf(one) >= 0]

    def _shown(self) -> list[tuple[QWidget, QSize]]:
        """What takes room, each with the size it wants."""
        return [(one, QWidgetItem(one).sizeHint()) for one in self._here() if not one.isHidden()]

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        QLayout.setGeometry(self, rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        sizes = [size for _, size in self._shown()]
        height = max((size.height() for size in sizes), default=0)
        return QSize(sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0), height)

    def minimumSize(self) -> QSize:
        least = QSize(0, 0)
        for one, size in self._shown():
            least = least.expandedTo(one.minimumSizeHint().boundedTo(size))
        return least

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, tallest = rect.x(), rect.y(), 0
        for widget, hint in self._shown():
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, tallest = rect.x(), y + tallest + self.spacing(), 0
            if move:
                widget.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self.spacing()
            tallest = max(tallest, hint.height())
        return y + tallest - rect.y()


class Elided(QLabel):
    """One line of text that ends in … where room ends; the whole text is the tooltip."""

    def __init__(self, text: str = "", kind: str = "text") -> None:
        super().__init__()
        theme.set_kind(self, kind)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = text
        self.setText(text)

    def setText(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def whole(self) -> str:
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def _fit(self) -> None:
        room = max(self.contentsRect().width(), 24)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        super().setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


def empty_out(layout: QLayout) -> None:
    """Take every widget out of `layout` and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
