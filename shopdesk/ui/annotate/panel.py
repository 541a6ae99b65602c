"""The editor over a whole page: opened by the page's F4, gone with Esc, F4 or the button; nothing to lose."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from shopdesk.ui.annotate.editor import MarksEditor
from shopdesk.ui.common.cover import CoverPanel
from shopdesk.ui.common.kit import PrimaryButton
from shopdesk.ui.common.texts import Texts


class MarksPanel(CoverPanel):
    """No dialog: the editor is a place, every change is kept at once."""

    def __init__(self, texts: Texts, host: QWidget) -> None:
        super().__init__(texts, host, "annotate.title", "annotate.hint")
        self.setObjectName("marks_panel")
        self.editor = MarksEditor(texts)
        # F4 belongs to the page's action: two owners of one key would cancel each other out.
        done = PrimaryButton(texts, "annotate.done", key_hint="F4")
        done.setObjectName("marks_done")
        done.clicked.connect(lambda _on=False: self.leave())
        self.head_end.addWidget(done)
        self.body.addWidget(self.editor, 1)

    def first_focus(self) -> QWidget:
        return self.editor.canvas

    def enter(self, surface: str = "") -> None:
        """Show the editor, on a photo (its hash) or on the outline."""
        self.editor.show_surface(surface)
        self.come_in()

    def toggle(self) -> None:
        """What the page's F4 does: in, and out again."""
        if self.isHidden():
            self.enter()
        else:
            self.leave()
