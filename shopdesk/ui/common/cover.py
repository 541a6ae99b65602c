"""A place over a whole page: come in, do something, leave; nothing of the page beneath is lost."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.ui.common import theme
from shopdesk.ui.common.layout import column, row, text_label
from shopdesk.ui.common.texts import Texts


class CoverPanel(QFrame):
    """Covers `host` and follows its size; Esc leaves. The subclass fills `body` and `head_end`."""

    closed = Signal()

    def __init__(self, texts: Texts, host: QWidget, title_key: str, hint_key: str) -> None:
        super().__init__(host)
        theme.set_kind(self, "canvas")
        texts.bind(self.setAccessibleName, title_key)
        self._host = host
        self._came_from: QWidget | None = None
        words = column(
            text_label(texts, title_key, "title"), text_label(texts, hint_key, "secondary"), spacing=0
        )
        self.head_end = QHBoxLayout()
        self.head_end.setSpacing(8)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(12)
        box.addLayout(row(words, 1, self.head_end))
        box.addLayout(self.body, 1)
        host.installEventFilter(self)
        self.hide()

    def first_focus(self) -> QWidget:
        """What has the keyboard when the panel opens."""
        return self

    def come_in(self) -> None:
        self._came_from = QApplication.focusWidget()
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Back to where the keyboard was."""
        if self.isHidden():
            return
        self.hide()
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._came_from = None
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._host and self.isVisible():
            self.setGeometry(self._host.rect())
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # As a key that nobody inside wanted: what lies over this panel is left before the panel itself.
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays among what can be seen: the page beneath is covered."""
        here = QApplication.focusWidget() or self
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        step = here.nextInFocusChain() if forward else here.previousInFocusChain()
        while step is not None and step is not here:
            if self._takes_tab(step):
                step.setFocus(reason)
                return True
            step = step.nextInFocusChain() if forward else step.previousInFocusChain()
        return False

    def _takes_tab(self, widget: QWidget) -> bool:
        stops = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        return stops and self.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled()
