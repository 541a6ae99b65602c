"""F1: every key that works here, drawn from the actions themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from shopdesk.ui.common.dialogs import Dialog
from shopdesk.ui.common.layout import text_label
from shopdesk.ui.common.pieces import KeyHint
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.shell.actions import Actions, shown_shortcut

_MOVING = (
    ("Enter", "shell.sheet.enter"),
    ("Ctrl ↵", "shell.sheet.commit"),
    ("Esc", "shell.sheet.escape"),
    ("← → ↑ ↓", "shell.sheet.arrows"),
    ("Space", "shell.sheet.space"),
)


class KeySheet(Dialog):
    """Three columns at most: this page, everywhere, pages and moving about."""

    def __init__(self, texts: Texts, actions: Actions, parent: QWidget) -> None:
        super().__init__(texts, texts.tr("shell.sheet.title"), parent)
        self.setObjectName("key_sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        groups: dict[str, list[tuple[str, str]]] = {}
        for action in actions.all():
            if action.shortcut and actions.may(action):
                keys = shown_shortcut(action.shortcut)
                groups.setdefault(action.group_key, []).append((keys, action.text_key))
        groups["shell.sheet.moving"] = list(_MOVING)
        columns = QGridLayout()
        columns.setHorizontalSpacing(40)
        columns.setVerticalSpacing(20)
        self.body.addLayout(columns)
        for number, (title_key, lines) in enumerate(groups.items()):
            part = QVBoxLayout()
            part.setSpacing(6)
            part.addWidget(text_label(texts, title_key, "section"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(12)
            grid.setVerticalSpacing(6)
            for row, (keys, text_key) in enumerate(lines):
                grid.addWidget(KeyHint(keys), row, 0, Qt.AlignmentFlag.AlignLeft)
                grid.addWidget(text_label(texts, text_key), row, 1)
            grid.setColumnStretch(1, 1)
            part.addLayout(grid)
            part.addStretch(1)
            columns.addLayout(part, number // 2, number % 2)
        close = self.add_button("common.close", "secondary", self.accept)
        close.setDefault(True)
        close.setFocus()
