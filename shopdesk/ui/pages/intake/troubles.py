"""Where an error can stand: beside a field, or beneath a group that is no single field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QLabel, QWidget

from shopdesk.ui.common.kit import set_kind
from shopdesk.ui.common.texts import Texts


class Place(Protocol):
    """What an error's field name leads to; the kit's Field is one."""

    def set_error(self, text: str | None) -> None: ...
    def set_error_key(self, key: str, **values: object) -> None: ...
    def focus(self) -> None: ...


class Trouble(QLabel):
    """A line of error beneath a group of controls; hidden while nothing is wrong."""

    def __init__(self, texts: Texts, name: str, group: QWidget, go: Callable[[], object]) -> None:
        super().__init__()
        set_kind(self, "error")
        self.setObjectName(f"trouble_{name}")
        self.setWordWrap(True)
        self._texts = texts
        self._group = group
        self._go = go
        self.hide()

    def set_error(self, text: str | None) -> None:
        self._texts.put(self.setText, text or "")
        self._group.setAccessibleDescription(text or "")
        self.setVisible(bool(text))

    def set_error_key(self, key: str, **values: object) -> None:
        self._texts.bind(self.setText, key, **values)
        self._group.setAccessibleDescription(self.text())
        self.show()

    def focus(self) -> None:
        self._go()
