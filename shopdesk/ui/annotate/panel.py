"""The editor over a whole page: opened by the page's F4, gone with Esc, F4 or the button; nothing to lose."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from shopdesk.ui.annotate.editor import MarksEditor
from shopdesk.ui.common.kit import PrimaryButton, column, row, set_kind, text_label
from shopdesk.ui.common.texts import Texts


class MarksPanel(QFrame):
    """Covers `host` and follows its size. No dialog: the editor is a place, every change is kept at once."""

    closed = Signal()

    def __init__(self, texts: Texts, host: QWidget) -> None:
        super().__init__(host)
        set_kind(self, "canvas")
        self.setObjectName("marks_panel")
        texts.bind(self.setAccessibleName, "annotate.title")
        self._host = host
        self._came_from: QWidget | None = None
        self.editor = MarksEditor(texts)
        done = PrimaryButton(texts, "annotate.done", key_hint="F4")
        done.setObjectName("marks_done")
        done.clicked.connect(lambda _on=False: self.leave())
        words = column(
            text_label(texts, "annotate.title", "title"),
            text_label(texts, "annotate.hint", "secondary"),
            spacing=0,
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(12)
        box.addLayout(row(words, 1, done))
        box.addWidget(self.editor, 1)
        # F4 belongs to the page's action: two owners of one key would cancel each other out.
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.leave)
        host.installEventFilter(self)
        self.hide()

    def enter(self, surface: str = "") -> None:
        """Show the editor, on a photo (its hash) or on the outline."""
        self._came_from = QApplication.focusWidget()
        self.setGeometry(self._host.rect())
        self.editor.show_surface(surface)
        self.show()
        self.raise_()
        self.editor.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle(self) -> None:
        """What the page's F4 does: in, and out again."""
        if self.isHidden():
            self.enter()
        else:
            self.leave()

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
