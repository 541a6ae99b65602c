"""The shop's own face, while nothing goes on at the counter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.ui.common import theme
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.customer_screen.large import BODY, HEAD, Words, grow, unit_of
from shopdesk.ui.customer_screen.scenes import IdleScene

_NAME = 60.0


class IdleShown(QWidget):
    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.shop = Words(_NAME, bold=True)
        self.shop.setObjectName("customer_shop")
        self.welcome = Words(HEAD, tone="accent")
        texts.bind(self.welcome.setText, "facing.idle.welcome")
        self.hours = Words(HEAD, tone="secondary")
        self.reach = Words(BODY, tone="secondary")
        box = QVBoxLayout(self)
        box.setSpacing(18)
        box.addStretch(3)
        for words in (self.shop, self.welcome, self.hours):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(words)
        box.addStretch(4)
        theme.current().changed.connect(self._grown)
        self.reach.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addWidget(self.reach)

    def show_scene(self, scene: IdleScene) -> None:
        self.shop.setText(scene.shop)
        self.hours.setText(scene.hours)
        self.hours.setVisible(bool(scene.hours))
        self.reach.setText("   ·   ".join(filter(None, (scene.address, scene.phone))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grown()

    def _grown(self) -> None:
        unit = unit_of(self.size())
        self.layout().setContentsMargins(*(round(48 * unit),) * 4)  # type: ignore[union-attr]  # set in __init__
        grow(self, unit)
