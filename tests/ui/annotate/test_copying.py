"""Marks copied to another photo: by its picture, or with Ctrl+C and Ctrl+V; numbers go on, one step back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from shopdesk.domain.marks import MOST_MARKS, DamageKind, Mark, MarkShape
from shopdesk.errors import UserError
from shopdesk.ui.annotate.copying import TargetChooser
from shopdesk.ui.annotate.editor import MarksEditor
from shopdesk.ui.annotate.model import MarksDocument
from shopdesk.ui.annotate.tile import SheetTile
from shopdesk.ui.common.texts import Texts
from tests.ui.annotate.hands import photo, press

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier

MARKS = (
    Mark(1, "front", DamageKind.CRACK, ((8000, 1000),), words="top right corner"),
    Mark(2, "a", DamageKind.SCRATCH, ((2000, 3000), (6000, 3500)), MarkShape.ARROW, words="deep"),
    Mark(3, "a", DamageKind.DENT, ((5000, 5000),), words="photo 1, middle"),
)


@pytest.fixture
def three(front: Callable[[QWidget], None]) -> MarksEditor:
    editor = MarksEditor(Texts("en"))
    editor.resize(1290, 700)
    editor.set_photos([("a", photo()), ("b", photo()), ("c", None)])
    editor.set_marks(MARKS)
    front(editor)
    editor.show_surface("a")
    editor.canvas.setFocus()
    return editor


def copies(editor: MarksEditor, surface: str) -> list[tuple[int, str, str]]:
    return [(m.number, m.kind.value, m.words) for m in editor.marks() if m.surface == surface]


def chooser() -> TargetChooser:
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, TargetChooser)
    return popup


def test_a_press_on_a_picture_copies_all_that_is_shown(three: MarksEditor) -> None:
    three.palette_bar.copy.click()
    tile = chooser().findChild(SheetTile, "marks_target_0")
    assert tile is not None
    assert tile.accessibleName() == "Photo 2"
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert copies(three, "b") == [(4, "scratch", "deep"), (5, "dent", "photo 2, middle")]
    assert three.marks()[3].points == MARKS[1].points
    assert three.canvas.view.surface_named("b") is not None  # what came is shown
    three.document.undo()
    assert three.marks() == MARKS
    three.document.redo()
    assert len(three.marks()) == 5


def test_by_keys_alone(three: MarksEditor) -> None:
    three.palette_bar.copy.setFocus()
    QTest.keyClick(three.palette_bar.copy, Key.Key_Space)
    popup = chooser()
    QTest.keyClick(popup, Key.Key_Right)
    QTest.keyClick(popup, Key.Key_Return)
    assert [number for number, _, _ in copies(three, "c")] == [4, 5]


def test_escape_copies_nothing(three: MarksEditor) -> None:
    three.palette_bar.copy.click()
    QTest.keyClick(chooser(), Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert three.marks() == MARKS


def test_copy_and_paste(three: MarksEditor) -> None:
    press(three, Key.Key_C, modifier=CTRL)
    note = three.findChild(QWidget, "marks_note")
    assert note is not None
    assert note.isVisible()
    press(three, Key.Key_PageDown)
    press(three, Key.Key_V, modifier=CTRL)
    assert [number for number, _, _ in copies(three, "b")] == [4, 5]
    assert not note.isVisible()


def test_a_selected_mark_is_copied_alone_and_stands_aside_on_its_own_photo(three: MarksEditor) -> None:
    three.document.select(3)
    press(three, Key.Key_C, Key.Key_V, modifier=CTRL)
    assert three.marks()[3].points == ((5300, 5300),)
    press(three, Key.Key_Z, modifier=CTRL)
    assert three.marks() == MARKS


def test_between_outline_and_photo(three: MarksEditor) -> None:
    press(three, Key.Key_C, modifier=CTRL)
    three.show_surface("")
    press(three, Key.Key_V, modifier=CTRL)
    assert [number for number, _, _ in copies(three, "front")] == [1, 4, 5]
    three.document.undo()
    assert three.marks() == MARKS


def test_there_is_nothing_to_copy_to_or_from(three: MarksEditor) -> None:
    assert three.palette_bar.copy.isEnabled()
    three.show_surface("b")
    assert not three.palette_bar.copy.isEnabled()  # no marks here
    three.set_photos([("a", photo())])
    three.show_surface("a")
    assert not three.palette_bar.copy.isEnabled()  # no other photo
    three.show_surface("")
    assert three.palette_bar.copy.isEnabled()
    press(three, Key.Key_V, modifier=CTRL)
    assert three.marks() == MARKS  # nothing was copied before


def test_too_many_are_refused_as_a_whole() -> None:
    marks = tuple(Mark(n, "a", DamageKind.DENT, ((n, n),)) for n in range(1, MOST_MARKS))
    document = MarksDocument(marks)
    with pytest.raises(UserError) as refused:
        document.paste((mark, "b") for mark in marks[:2])
    assert refused.value.key == "annotate.too_many"
    assert document.marks == marks
    assert not document.can_undo


def test_nobody_copies_what_is_only_looked_at(three: MarksEditor) -> None:
    three.set_read_only(True)
    press(three, Key.Key_C, Key.Key_V, modifier=CTRL)
    assert three.marks() == MARKS
    assert not three.palette_bar.copy.isVisible()
