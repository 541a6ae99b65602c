"""The editor as a person uses it: mouse, finger, wheel, keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.marks import DamageKind, Mark, MarkShape
from shopdesk.ui.annotate.editor import MarksEditor
from tests.ui.annotate.hands import at, drag, press, row

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


class TestMouse:
    def test_a_press_places_a_pin_with_its_place_in_words(self, editor: MarksEditor, qtbot: QtBot) -> None:
        with qtbot.waitSignal(editor.changed):
            QTest.mouseClick(editor.canvas, LEFT, pos=at(editor, "front", 0.9, 0.1))
        (mark,) = editor.marks()
        assert (mark.number, mark.surface, mark.shape, mark.words) == (
            1,
            "front",
            MarkShape.PIN,
            "top right corner",
        )
        assert mark.points[0] == pytest.approx((9000, 1000), abs=40)

    def test_a_drag_moves_it_and_one_undo_brings_it_back(self, editor: MarksEditor) -> None:
        QTest.mouseClick(editor.canvas, LEFT, pos=at(editor, "front", 0.2, 0.2))
        before = editor.marks()
        path = [at(editor, "front", 0.2 + step / 40, 0.2 + step / 40) for step in range(17)]
        drag(editor, *path)
        (moved,) = editor.marks()
        assert moved.points[0] == pytest.approx((6000, 6000), abs=60)
        assert moved.words == "middle"
        editor.palette_bar.undo.click()
        assert editor.marks() == before
        editor.palette_bar.redo.click()
        assert editor.marks() == (moved,)

    def test_a_pin_is_carried_until_the_finger_lifts_and_stays_on_its_side(self, editor: MarksEditor) -> None:
        drag(
            editor,
            at(editor, "front", 0.5, 0.5),
            at(editor, "front", 0.8, 0.5),
            at(editor, "front", 1.9, 0.5),
        )
        (mark,) = editor.marks()
        assert mark.surface == "front"
        assert mark.points[0][0] == 10000
        editor.document.undo()
        assert editor.marks() == ()

    @pytest.mark.parametrize(
        ("tool", "count"),
        [("arrow", 2), ("ellipse", 2), ("box", 2), ("freehand", 3)],
    )
    def test_a_drag_draws_the_shape_in_the_hand(self, editor: MarksEditor, tool: str, count: int) -> None:
        button = editor.palette_bar.findChild(QWidget, f"tool_{tool}")
        assert button is not None
        QTest.mouseClick(button, LEFT)
        drag(
            editor, at(editor, "back", 0.2, 0.3), at(editor, "back", 0.7, 0.35), at(editor, "back", 0.4, 0.8)
        )
        (mark,) = editor.marks()
        assert mark.shape == tool
        assert len(mark.points) == count
        assert mark.points[0] == pytest.approx((2000, 3000), abs=60)
        assert mark.points[-1] == pytest.approx((4000, 8000), abs=60)

    def test_text_asks_for_its_words_at_once(self, editor: MarksEditor) -> None:
        press(editor, Key.Key_T)
        QTest.mouseClick(editor.canvas, LEFT, pos=at(editor, "front", 0.5, 0.5))
        words = row(editor, 1).words
        assert words.hasFocus()
        QTest.keyClicks(words, "sticker")
        assert editor.marks()[0].words == "sticker"  # the suggestion gave way
        assert editor.marks()[0].shape is MarkShape.TEXT

    def test_a_press_beside_everything_lets_go_of_the_selection(self, editor: MarksEditor) -> None:
        QTest.mouseClick(editor.canvas, LEFT, pos=at(editor, "front", 0.5, 0.5))
        QTest.mouseClick(editor.canvas, LEFT, pos=QPoint(6, 6))
        assert editor.document.selected is None
        assert len(editor.marks()) == 1

    def test_the_hand_tool_draws_nothing(self, editor: MarksEditor) -> None:
        press(editor, Key.Key_V)
        QTest.mouseClick(editor.canvas, LEFT, pos=at(editor, "front", 0.5, 0.5))
        assert editor.marks() == ()

    def test_targets_are_large_enough_for_a_finger(self, editor: MarksEditor) -> None:
        QTest.mouseClick(editor.canvas, LEFT, pos=at(editor, "front", 0.5, 0.5))
        pin = at(editor, "front", 0.5, 0.5)
        for by in (QPoint(19, 0), QPoint(-19, 0), QPoint(0, 19), QPoint(0, -19)):
            hit = editor.canvas.hand.mark_at(QPointF(pin + by))
            assert hit is not None

    def test_a_double_click_on_a_pin_goes_to_its_words(self, editor: MarksEditor) -> None:
        spot = at(editor, "front", 0.5, 0.5)
        QTest.mouseClick(editor.canvas, LEFT, pos=spot)
        QTest.mouseDClick(editor.canvas, LEFT, pos=spot)
        assert row(editor, 1).words.hasFocus()
        assert len(editor.marks()) == 1


class TestKeys:
    def test_a_whole_mark_without_a_mouse(self, editor: MarksEditor) -> None:
        press(editor, Key.Key_2, Key.Key_N)
        press(editor, Key.Key_Right, Key.Key_Up, modifier=Qt.KeyboardModifier.ShiftModifier)
        press(editor, Key.Key_Return)
        words = row(editor, 1).words
        assert words.hasFocus()
        QTest.keyClicks(words, "deep")
        QTest.keyClick(words, Key.Key_Return)
        assert editor.canvas.hasFocus()
        (mark,) = editor.marks()
        assert (mark.kind, mark.words) == (DamageKind.CRACK, "deep")
        assert mark.points[0][0] > 5000 > mark.points[0][1]

    def test_digits_choose_the_kind_of_the_selected_mark_and_of_the_next(self, editor: MarksEditor) -> None:
        press(editor, Key.Key_N, Key.Key_5)
        press(editor, Key.Key_N)
        assert [mark.kind for mark in editor.marks()] == [DamageKind.MISSING, DamageKind.MISSING]
        assert editor.palette_bar.kinds.value() == "missing"

    @pytest.mark.parametrize("digit", range(1, 10))
    def test_every_kind_has_its_digit(self, editor: MarksEditor, digit: int) -> None:
        press(editor, Key(Key.Key_0 + digit), Key.Key_N)
        assert editor.marks()[0].kind is list(DamageKind)[digit - 1]
        assert editor.palette_bar.kinds.chips()[digit - 1].text().startswith(str(digit))

    def test_tab_cycles_the_marks_and_leaves_after_the_last(self, editor: MarksEditor) -> None:
        press(editor, Key.Key_N, Key.Key_N, Key.Key_N)
        editor.document.select(None)
        walked = []
        for _ in range(3):
            press(editor, Key.Key_Tab)
            walked.append(editor.document.selected)
        assert walked == [1, 2, 3]
        assert editor.canvas.hasFocus()
        press(editor, Key.Key_Backtab)
        assert editor.document.selected == 2
        press(editor, Key.Key_Tab, Key.Key_Tab)
        assert not editor.canvas.hasFocus()

    def test_delete_and_undo(self, editor: MarksEditor) -> None:
        press(editor, Key.Key_N, Key.Key_N, Key.Key_Delete)
        assert [mark.number for mark in editor.marks()] == [1]
        press(editor, Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
        assert [mark.number for mark in editor.marks()] == [1, 2]
        press(editor, Key.Key_Y, modifier=Qt.KeyboardModifier.ControlModifier)
        assert [mark.number for mark in editor.marks()] == [1]

    def test_an_arrow_moves_as_far_down_as_across(self, editor: MarksEditor) -> None:
        press(editor, Key.Key_N, Key.Key_Right, Key.Key_Down)
        x, y = editor.marks()[0].points[0]
        front = editor.canvas.view.surface_named("front")
        assert front is not None
        across, down = (x - 5000) * front.area.width(), (y - 5000) * front.area.height()
        assert across == pytest.approx(down, rel=0.05)
        assert across > 0

    def test_escape_lets_go_first_and_then_is_the_pages(self, editor: MarksEditor) -> None:
        press(editor, Key.Key_N, Key.Key_Escape)
        assert editor.document.selected is None
        assert len(editor.marks()) == 1

    def test_letters_typed_into_words_are_no_tools(self, editor: MarksEditor) -> None:
        press(editor, Key.Key_N, Key.Key_Return)
        QTest.keyClicks(row(editor, 1).words, "1 n box, v")
        assert editor.marks()[0].words == "1 n box, v"
        assert len(editor.marks()) == 1

    def test_undo_in_the_words_is_the_same_history(self, editor: MarksEditor) -> None:
        press(editor, Key.Key_N, Key.Key_Return)
        words = row(editor, 1).words
        QTest.keyClicks(words, "deep")
        QTest.keyClick(words, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert words.text() == editor.marks()[0].words == "middle"
        QTest.keyClick(words, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert editor.marks() == ()

    def test_up_and_down_walk_through_the_words(self, editor: MarksEditor) -> None:
        press(editor, Key.Key_N, Key.Key_N, Key.Key_Return)
        QTest.keyClick(row(editor, 2).words, Key.Key_Up)
        assert row(editor, 1).words.hasFocus()
        assert editor.document.selected == 1


class TestZoom:
    def test_the_wheel_enlarges_around_the_pointer(self, editor: MarksEditor) -> None:
        spot = QPointF(at(editor, "front", 0.5, 0.5))
        for _ in range(3):
            turn = QWheelEvent(
                spot,
                editor.canvas.mapToGlobal(spot),
                QPoint(),
                QPoint(0, 120),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(editor.canvas, turn)
        assert editor.canvas.view.zoom == pytest.approx(1.25**3)
        assert QPointF(at(editor, "front", 0.5, 0.5)).toTuple() == pytest.approx(spot.toTuple(), abs=2)

    def test_keys_and_buttons(self, editor: MarksEditor) -> None:
        press(editor, Key.Key_Plus, Key.Key_Plus, Key.Key_Minus)
        assert editor.canvas.view.zoom == pytest.approx(1.25)
        press(editor, Key.Key_0)
        assert editor.canvas.view.zoom == 1.0
        zoom_in = editor.palette_bar.findChild(QWidget, "marks_zoom_in")
        assert zoom_in is not None
        QTest.mouseClick(zoom_in, LEFT)
        assert editor.canvas.view.zoom == pytest.approx(1.25)

    @pytest.mark.parametrize("zoomed", [False, True])
    def test_space_and_drag_push_sheet_and_marks_together(self, editor: MarksEditor, zoomed: bool) -> None:
        editor.set_marks([Mark(1, "front", DamageKind.DENT, ((5000, 5000),))])
        if zoomed:
            press(editor, Key.Key_Plus, Key.Key_Plus)
        spot = at(editor, "front", 0.5, 0.5)
        QTest.keyPress(editor.canvas, Key.Key_Space)
        drag(editor, QPoint(40, 40), QPoint(90, 70), QPoint(140, 90))
        QTest.keyRelease(editor.canvas, Key.Key_Space)
        assert at(editor, "front", 0.5, 0.5) - spot == QPoint(100, 50)
        assert len(editor.marks()) == 1
        pushed = editor.canvas.grab().toImage()
        editor.canvas._redraw()
        assert editor.canvas.grab().toImage() == pushed

    def test_the_sheet_is_never_lost(self, editor: MarksEditor) -> None:
        for _ in range(30):
            press(editor, Key.Key_Plus)
        assert editor.canvas.view.zoom == 12.0
        editor.canvas.view.pan(QPointF(99999, -99999))
        shown = [editor.canvas.view.area_of(surface) for surface in editor.canvas.view.sheet.surfaces]
        assert any(area.intersects(editor.canvas.rect().toRectF()) for area in shown)

    def test_marks_are_where_they_were_pressed_at_any_zoom(self, editor: MarksEditor) -> None:
        editor.show_surface("photo a")
        for _ in range(4):
            press(editor, Key.Key_Plus)
        QTest.mouseClick(editor.canvas, LEFT, pos=at(editor, "photo a", 0.5, 0.5))
        assert editor.marks()[0].points[0] == pytest.approx((5000, 5000), abs=10)

    def test_a_selected_mark_out_of_sight_comes_into_view(self, editor: MarksEditor) -> None:
        editor.set_marks([Mark(1, "right", DamageKind.DENT, ((5000, 9900),))])
        for _ in range(6):
            press(editor, Key.Key_Plus)
        editor.document.select(1)
        assert editor.canvas.rect().contains(at(editor, "right", 0.5, 0.99))


class TestTouch:
    @pytest.fixture
    def screen(self) -> QPointingDevice:
        device: QPointingDevice = QTest.createTouchDevice()
        return device

    def test_a_finger_places_and_carries(self, editor: MarksEditor, screen: QPointingDevice) -> None:
        canvas = editor.canvas
        touch = QTest.touchEvent(canvas, screen)
        touch.press(0, at(editor, "back", 0.3, 0.3), canvas).commit()
        touch.move(0, at(editor, "back", 0.4, 0.5), canvas).commit()
        touch.move(0, at(editor, "back", 0.6, 0.6), canvas).commit()
        touch.release(0, at(editor, "back", 0.6, 0.6), canvas).commit()
        (mark,) = editor.marks()
        assert mark.surface == "back"
        assert mark.points[0] == pytest.approx((6000, 6000), abs=60)

    def test_two_fingers_stretch_and_leave_no_mark(
        self, editor: MarksEditor, screen: QPointingDevice
    ) -> None:
        canvas = editor.canvas
        middle = at(editor, "front", 0.5, 0.5)
        touch = QTest.touchEvent(canvas, screen)
        touch.press(0, middle - QPoint(30, 0), canvas).commit()
        touch.stationary(0).press(1, middle + QPoint(30, 0), canvas).commit()
        for reach in (40, 50, 60):
            touch.move(0, middle - QPoint(reach, 0), canvas).move(
                1, middle + QPoint(reach, 0), canvas
            ).commit()
        touch.release(0, middle - QPoint(60, 0), canvas).release(1, middle + QPoint(60, 0), canvas).commit()
        assert editor.canvas.view.zoom == pytest.approx(2.0, rel=0.05)
        assert editor.marks() == ()
        assert not editor.document.can_undo
