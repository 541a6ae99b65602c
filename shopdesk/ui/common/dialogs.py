"""Dialogs for what cannot be undone: what happens, and verbs to choose from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.ui.common.buttons import Button
from shopdesk.ui.common.icons import IconLabel
from shopdesk.ui.common.layout import label
from shopdesk.ui.common.texts import Texts


class Dialog(QDialog):
    """A titled dialog with a body and a row of buttons at the right; Esc leaves everything as it was."""

    def __init__(self, texts: Texts, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts = texts
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAccessibleName(title)
        self.heading = label("title", title, wrap=True)
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        self.head.addWidget(self.heading, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(14)
        box.addLayout(self.head)
        box.addLayout(self.body, 1)
        box.addLayout(self.foot)

    def add_button(self, key: str, kind: str, press: Callable[[], object], **values: object) -> Button:
        button = Button(self.texts, key, kind=kind)
        if values:
            button.show_key(key, **values)
        button.clicked.connect(lambda _checked=False: press())
        self.foot.addWidget(button)
        return button


class ConfirmDialog(Dialog):
    """Asks with the verb of what will happen; the safe way out has the focus when it is dangerous."""

    def __init__(
        self,
        texts: Texts,
        parent: QWidget | None,
        *,
        title: str,
        body: str,
        verb_key: str,
        keep_key: str = "common.cancel",
        danger: bool = False,
        then: Callable[[], object],
        kept: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(texts, title, parent)
        self.setObjectName("confirm")
        self.setMinimumWidth(440)
        self.setMaximumWidth(560)
        tone = "bad" if danger else "warn"
        self.head.insertWidget(0, IconLabel("triangle-alert", tone, 24), 0, Qt.AlignmentFlag.AlignTop)
        words = label(text=body, wrap=True)
        words.setObjectName("confirm_words")
        self.body.addWidget(words)
        self.keep = self.add_button(keep_key, "secondary", self.reject)
        self.go = self.add_button(verb_key, "danger" if danger else "accent", self.accept)
        self.accepted.connect(then)
        if kept is not None:
            self.rejected.connect(kept)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        (self.keep if danger else self.go).setDefault(True)
        (self.keep if danger else self.go).setFocus()


def confirm(
    texts: Texts,
    parent: QWidget | None,
    *,
    title_key: str,
    body_key: str,
    verb_key: str,
    keep_key: str = "common.cancel",
    danger: bool = False,
    then: Callable[[], object],
    **values: object,
) -> ConfirmDialog:
    """Ask, and call `then` when the person chose the verb; returns at once."""
    dialog = ConfirmDialog(
        texts,
        parent.window() if parent is not None else None,
        title=texts.tr(title_key, **values),
        body=texts.tr(body_key, **values),
        verb_key=verb_key,
        keep_key=keep_key,
        danger=danger,
        then=then,
    )
    dialog.open()
    return dialog
