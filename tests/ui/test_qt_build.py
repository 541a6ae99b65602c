"""Some builds of PySide6 lose a reference to None on each void call and die after some thousand."""

import sys

from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_drawing_does_not_use_up_none(qtbot: QtBot) -> None:
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    label = QLabel()
    qtbot.addWidget(label)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for step in range(1000):
        painter.drawLine(0, step % 64, 63, 0)
        painter.setPen("#0F766E")
        label.setText("x")
    after = sys.getrefcount(None)
    painter.end()
    assert after > before - 200
