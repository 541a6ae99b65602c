"""What a strip of photos says in lines: how far it is, and what was wrong with a file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from shopdesk.ui.common import theme
from shopdesk.ui.common.buttons import Button, IconButton
from shopdesk.ui.common.icons import IconLabel
from shopdesk.ui.common.layout import Elided, column, label, row
from shopdesk.ui.common.pieces import BusyLine
from shopdesk.ui.common.texts import Texts


class ProgressLine(QWidget):
    """ "2 of 5", a bar, and a way to have none of them."""

    cancelled = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("photo_progress")
        self._texts = texts
        self.words = label("note")
        self.bar = BusyLine(texts)
        self.cancel = Button(texts, "photos.strip.cancel_all", kind="quiet")
        self.cancel.setObjectName("photo_cancel_all")
        theme.set_state(self.cancel, "compact", True)
        self.cancel.clicked.connect(lambda _on=False: self.cancelled.emit())
        box = row(self.words, self.bar, self.cancel, spacing=8)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.hide()

    def show_progress(self, done: int, whole: int) -> None:
        """Of several photos; one alone shows by itself how it goes."""
        if whole < 2 or done >= whole:
            self.hide()
            self.bar.stop()
            return
        self._texts.bind(self.words.setText, "photos.strip.progress", done=done, whole=whole)
        self._texts.bind(self.setAccessibleName, "photos.strip.progress", done=done, whole=whole)
        self.bar.progress(done, whole)
        self.show()


class TroubleLine(QFrame):
    """What is wrong with a file, until the person has read it."""

    closed = Signal()

    def __init__(self, texts: Texts, name: str, key: str, **values: object) -> None:
        super().__init__()
        theme.set_kind(self, "note_box")
        trouble = label("error", wrap=True)
        texts.bind(trouble.setText, key, **values)
        texts.bind(self.setAccessibleName, key, **values)
        self.close_button = IconButton(texts, "x", "common.dismiss")
        texts.bind(self.close_button.setAccessibleName, "photos.strip.dismiss", name=name)
        self.close_button.clicked.connect(self.closed)
        words = column(Elided(name, "note") if name else None, trouble, spacing=3)
        box = row(IconLabel("circle-alert", "bad", 16), words, self.close_button, spacing=6)
        box.setStretch(1, 1)
        box.setContentsMargins(8, 4, 2, 4)
        self.setLayout(box)
