"""The strip above the page: the one box, and how the day stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.layout import Elided
from shopdesk.ui.common.pieces import BusyLine
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.shell.search_box import SearchBox


class Strip(QFrame):
    def __init__(self, texts: Texts, search: SearchBox) -> None:
        super().__init__()
        theme.set_kind(self, "strip")
        self.setObjectName("strip")
        self.setFixedHeight(tokens.STRIP)
        search.setMinimumWidth(320)
        search.setMaximumWidth(560)
        self.summary = Elided(kind="note")
        self.summary.setObjectName("summary")
        self.summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.busy = BusyLine(texts)
        self.busy.setFixedWidth(64)
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 0, 16, 1)
        box.setSpacing(16)
        box.addWidget(search, 5)
        box.addWidget(self.busy)
        box.addWidget(self.summary, 4)
