"""What to try while the customer waits, on a sheet over the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from shopdesk.services.advice import AdviceEntry
from shopdesk.ui.common.kit import Button, label, row, set_kind, set_state, text_label
from shopdesk.ui.common.layout import empty_out
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.intake.suggest import close_when_left

_WIDTH, _HIGHEST = 460, 420


class AdviceButton(Button):
    """Stands in the fault's band while there is something to try; opens a sheet over the page."""

    tried = Signal(str)
    """The title of what was tried and did not help."""
    settled = Signal(str)
    """The title of what helped: there is nothing to take in."""

    def __init__(self, texts: Texts, host: QWidget) -> None:
        super().__init__(texts, "intake.advice.title", kind="quiet", icon="book-open", key_hint="F2")
        self.setObjectName("intake_advice")
        set_state(self, "compact", True)
        self._texts, self._host = texts, host
        self._entries: tuple[AdviceEntry, ...] = ()
        self._buttons: list[Button] = []
        self.sheet = _Sheet(host)
        self.sheet.left.connect(self.close_sheet)
        self.clicked.connect(lambda _on=False: self.open_sheet())
        texts.changed.connect(self._fill)
        self.hide()

    def show_advice(self, entries: Sequence[AdviceEntry]) -> None:
        if tuple(entries) == self._entries:
            return
        self._entries = tuple(entries)
        self.setVisible(bool(entries))
        self.sheet.hide()
        self._fill()

    def open_sheet(self) -> None:
        if not self._entries:
            return
        sheet = self.sheet
        sheet.set_width(min(_WIDTH, self._host.width() - 32))
        high = min(sheet.wanted_height(), _HIGHEST, self._host.height() - 32)
        at = self.mapTo(self._host, QPoint(self.width() - sheet.width(), self.height() + 4))
        left = max(8, min(at.x(), self._host.width() - sheet.width() - 8))
        top = max(8, min(at.y(), self._host.height() - high - 8))
        sheet.setGeometry(left, top, sheet.width(), high)
        sheet.show()
        sheet.raise_()
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        self.sheet.hide()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fill(self) -> None:
        language = self._texts.language
        self.show_key("intake.advice.open", n=len(self._entries))
        empty_out(self.sheet.lines)
        self._buttons = []
        for entry in self._entries:
            title = entry.value.title.text(language)
            self.sheet.lines.addWidget(label("strong", title, wrap=True))
            for number, step in enumerate(entry.value.steps.text(language).splitlines(), start=1):
                self.sheet.lines.addWidget(_numbered(number, step))
            tell = entry.value.tell.text(language)
            if tell:
                self.sheet.lines.addWidget(self._told(tell))
            self.sheet.lines.addWidget(self._verbs(entry, title))

    def _told(self, words: str) -> QFrame:
        box = QFrame()
        set_kind(box, "note_box")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(10, 6, 10, 8)
        inside.setSpacing(2)
        inside.addWidget(text_label(self._texts, "intake.advice.tell", "label"))
        inside.addWidget(label("text", words, wrap=True))
        return box

    def _verbs(self, entry: AdviceEntry, title: str) -> QWidget:
        tried = Button(self._texts, "intake.advice.tried")
        settled = Button(self._texts, "intake.advice.settled", kind="quiet", icon="check")
        name = entry.shipped or str(entry.id)
        tried.setObjectName(f"advice_tried_{name}")
        settled.setObjectName(f"advice_settled_{name}")
        for button in (tried, settled):
            button.clicked.connect(self.sheet.hide)
        tried.clicked.connect(lambda _on=False: self.tried.emit(title))
        settled.clicked.connect(lambda _on=False: self.settled.emit(title))
        self._buttons += [tried, settled]
        both = QWidget()
        line = row(tried, settled, 1)
        line.setContentsMargins(0, 2, 0, 8)
        both.setLayout(line)
        return both


class _Sheet(QFrame):
    """The popup: scrolls where the window is too low; Esc leaves it."""

    left = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        set_kind(self, "popup")
        self.setObjectName("intake_advice_sheet")
        self._inside = QWidget()
        self.lines = QVBoxLayout(self._inside)
        self.lines.setContentsMargins(14, 12, 14, 4)
        self.lines.setSpacing(6)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._inside)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(area)
        self.hide()
        close_when_left(self)

    def set_width(self, width: int) -> None:
        self.resize(width, self.height())

    def wanted_height(self) -> int:
        inner = self.width() - 2
        high = self.lines.heightForWidth(inner) if self.lines.hasHeightForWidth() else 0
        return max(high, self.lines.sizeHint().height()) + 4

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def _numbered(number: int, step: str) -> QWidget:
    words = label("text", step, wrap=True)
    mark = label("secondary", f"{number}")
    mark.setFixedWidth(14)
    line = row(mark, words, spacing=6)
    line.setStretch(1, 1)
    line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    whole = QWidget()
    whole.setLayout(line)
    return whole
