"""What program this is, where the shop is kept, and how to have it checked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from shopdesk.config import user_data_folder
from shopdesk.services.about import about
from shopdesk.ui.common.kit import Button, Card, column, label, row, text_label
from shopdesk.ui.desk import Desk

_WIDTH = 760


class AboutTab(QWidget):
    """Nothing to change here; every line can be selected and copied."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        texts = desk.texts
        known = about(desk.shop)
        lines = {
            "version": f"ShopDesk {known.version}",
            "database": known.database,
            "folder": str(known.folder),
            "papers": str(desk.printers.papers_folder),
            "log": str(user_data_folder() / "logs" / "shopdesk.log"),
            "system": f"{known.system}  ·  Python {known.python}",
        }
        card = Card(texts, "settings.about.program")
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        self.values = {}
        for place, (name, value) in enumerate(lines.items()):
            shown = label(text=value, wrap=True)
            shown.setObjectName(f"about_{name}")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.values[name] = shown
            grid.addWidget(text_label(texts, f"settings.about.{name}", "secondary"), place, 0)
            grid.addWidget(shown, place, 1)
        card.body.addLayout(grid)
        self.command = f'shopdesk doctor --shop "{known.database if known.server else known.folder}"'
        check = Card(texts, "settings.about.doctor")
        words = text_label(texts, "settings.about.doctor_words", "secondary")
        words.setWordWrap(True)
        shown = label(text=self.command, wrap=True)
        shown.setObjectName("about_command")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy = Button(texts, "settings.about.copy", icon="copy")
        copy.clicked.connect(self._copy)
        line = row(shown, copy)
        line.setStretch(0, 1)
        check.body.addWidget(words)
        check.body.addLayout(line)
        for one in (card, check):
            one.setFixedWidth(_WIDTH)
        self.setLayout(row(column(card, check, 1, spacing=12), 1, spacing=0))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.command)
        self._desk.notices.ok("settings.about.copied")
