"""A camera for tests."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage


class Film(QObject):
    """A camera that sees what the test shows it."""

    frame = Signal(QImage)
    failed = Signal(str)
    name = "film"

    def __init__(self, trouble: str = "") -> None:
        super().__init__()
        self.trouble = trouble
        self.running = 0

    def start(self) -> None:
        self.running += 1
        if self.trouble:
            self.failed.emit(self.trouble)

    def stop(self) -> None:
        self.running -= 1

    def shows(self, colour: str) -> None:
        image = QImage(640, 480, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        self.frame.emit(image)
