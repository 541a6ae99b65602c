"""What intake, quote and checkout share on the customer's screen: a head, two halves, the pad below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from shopdesk.ui.common import theme
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.customer_screen.large import BODY, Title, Words, grow, unit_of
from shopdesk.ui.customer_screen.signing import SignBox

_PAD_UPRIGHT, _PAD_WIDE = 0.24, 0.28
"""The pad's share of the height."""


class Shown(QWidget):
    """Halves beside each other on a wide screen, above each other on an upright one."""

    drawn = Signal(object)
    signed = Signal(object)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self.unit = 1.0
        self.title = Title()
        self.lead = Words(BODY, tone="secondary")
        self.sign = SignBox(texts)
        self.sign.drawn.connect(self.drawn)
        self.sign.signed.connect(self.signed)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(16)
        self._box = QVBoxLayout(self)
        self._box.setSpacing(12)
        self._box.addWidget(self.title)
        self._box.addWidget(self.lead)
        self._box.addLayout(self._halves, 1)
        self._box.addWidget(self.sign)
        theme.current().changed.connect(self.grown)

    def halve(self, left: QWidget, right: QWidget, shares: tuple[int, int]) -> None:
        for half, share in zip((left, right), shares, strict=True):
            self._halves.addWidget(half, share)

    @property
    def upright(self) -> bool:
        return self.height() > self.width()

    def grown(self) -> None:
        """Letters as large as the window allows; called after each change of what is shown."""
        grow(self, self.unit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction.TopToBottom if self.upright else QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(way)
        self.unit = unit_of(self.size())
        self._box.setContentsMargins(*(round(24 * self.unit),) * 4)
        self.sign.setFixedHeight(round(self.height() * (_PAD_UPRIGHT if self.upright else _PAD_WIDE)))
        self.sign.grow(self.unit)
        self.grown()
