"""Hands on the editor of marks, for its tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from shopdesk.ui.annotate.editor import MarksEditor
from shopdesk.ui.annotate.legend import LegendRow
from shopdesk.ui.common.texts import Texts

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


def photo(wide: int = 800, high: int = 600) -> QImage:
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGray)
    return image


@pytest.fixture
def editor(front: Callable[[QWidget], None]) -> MarksEditor:
    made = MarksEditor(Texts("en"))
    made.resize(1290, 700)
    made.set_photos([("photo a", photo()), ("photo b", None)])
    front(made)
    made.canvas.setFocus()
    return made


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def at(editor: MarksEditor, surface: str, x: float, y: float) -> QPoint:
    """The pixel of a place on a surface, by shares of its width and height."""
    shown = editor.canvas.view.surface_named(surface)
    assert shown is not None, f"{surface} is not on the sheet"
    area = editor.canvas.view.area_of(shown)
    return QPointF(area.x() + x * area.width(), area.y() + y * area.height()).toPoint()


def drag(editor: MarksEditor, *points: QPoint) -> None:
    QTest.mousePress(editor.canvas, LEFT, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(editor.canvas, point)
    QTest.mouseRelease(editor.canvas, LEFT, pos=points[-1])


def press(
    editor: MarksEditor, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    for key in keys:
        QTest.keyClick(editor.canvas, key, modifier)


def row(editor: MarksEditor, number: int) -> LegendRow:
    return next(shown for shown in editor.legend.rows() if shown.number == number)
