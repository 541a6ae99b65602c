"""The editor as a page: its surfaces, its legend, read only, over another page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.marks import MOST_MARKS, DamageKind, Mark
from shopdesk.ui.annotate.editor import MarksEditor
from shopdesk.ui.annotate.panel import MarksPanel
from shopdesk.ui.annotate.surfaces import device_sheet
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.common.theme import Theme
from tests.ui.annotate.hands import at, drag, focused, photo, press, row

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


class TestSurfaces:
    def test_numbers_run_on_from_outline_to_photo(self, editor: MarksEditor) -> None:
        QTest.mouseClick(editor.canvas, LEFT, pos=at(editor, "front", 0.5, 0.5))
        press(editor, Key.Key_PageDown)
        QTest.mouseClick(editor.canvas, LEFT, pos=at(editor, "photo a", 0.5, 0.1))
        assert [(m.number, m.surface) for m in editor.marks()] == [(1, "front"), (2, "photo a")]
        assert editor.marks()[1].words == "photo 1, top centre"

    def test_selecting_a_mark_shows_its_surface(self, editor: MarksEditor) -> None:
        editor.set_marks(
            [Mark(1, "photo a", DamageKind.DENT, ((1, 1),)), Mark(2, "back", DamageKind.DENT, ((1, 1),))]
        )
        editor.document.select(1)
        assert editor.canvas.view.surface_named("photo a") is not None
        editor.document.select(2)
        assert editor.canvas.view.surface_named("back") is not None

    def test_a_photo_whose_file_is_missing_still_shows_its_marks(self, editor: MarksEditor) -> None:
        editor.set_marks([Mark(1, "photo b", DamageKind.DENT, ((5000, 5000),))])
        editor.show_surface("photo b")
        assert editor.canvas.grab().toImage().pixelColor(at(editor, "photo b", 0.5, 0.49)) is not None
        assert editor.canvas.hand.mark_at(QPointF(at(editor, "photo b", 0.5, 0.5))) is not None

    def test_a_photo_taken_away_takes_its_marks(self, editor: MarksEditor, qtbot: QtBot) -> None:
        editor.set_marks(
            [Mark(1, "photo a", DamageKind.DENT, ((1, 1),)), Mark(2, "back", DamageKind.DENT, ((1, 1),))]
        )
        with qtbot.waitSignal(editor.changed):
            editor.forget_photo("photo a")
        editor.set_photos([("photo b", photo())])
        assert [mark.number for mark in editor.marks()] == [2]

    def test_photos_still_loading_keep_their_marks(self, editor: MarksEditor) -> None:
        marks = (Mark(1, "photo z", DamageKind.DENT, ((1, 1),)),)
        editor.set_photos([])
        editor.set_marks(marks)
        assert editor.marks() == marks

    @pytest.mark.parametrize("kind", ["phone", "tablet", "laptop", "watch", "other"])
    def test_every_device_can_be_marked_on_every_side(self, editor: MarksEditor, kind: str) -> None:
        editor.set_device_kind(kind)
        for surface in device_sheet(kind).surfaces:
            QTest.mouseClick(editor.canvas, LEFT, pos=at(editor, surface.name, 0.5, 0.5))
        assert [mark.surface for mark in editor.marks()] == [s.name for s in device_sheet(kind).surfaces]
        shown = [editor.canvas.view.area_of(surface) for surface in editor.canvas.view.sheet.surfaces]
        for index, area in enumerate(shown):
            assert not any(area.intersects(other) for other in shown[index + 1 :])

    def test_the_photos_pixels_are_never_changed(self, editor: MarksEditor) -> None:
        image = photo()
        before = image.copy()
        editor.set_photos([("photo c", image)])
        editor.show_surface("photo c")
        QTest.mouseClick(editor.canvas, LEFT, pos=at(editor, "photo c", 0.5, 0.5))
        editor.grab()
        assert image == before


class TestLegend:
    def test_the_kind_is_chosen_from_a_menu(self, editor: MarksEditor) -> None:
        press(editor, Key.Key_N)
        row(editor, 1).kind_button.click()
        menu = editor.findChild(QMenu, "kind_menu")
        assert isinstance(menu, QMenu)
        next(action for action in menu.actions() if action.text() == "bent").trigger()
        menu.close()
        assert editor.marks()[0].kind is DamageKind.BENT

    def test_a_row_deletes_its_mark(self, editor: MarksEditor) -> None:
        press(editor, Key.Key_N, Key.Key_N)
        row(editor, 1).remove.click()
        assert [shown.number for shown in editor.legend.rows()] == [2]

    def test_holes_are_closed_on_demand(self, editor: MarksEditor) -> None:
        press(editor, Key.Key_N, Key.Key_N)
        assert not editor.palette_bar.renumber.isEnabled()
        row(editor, 1).remove.click()
        editor.palette_bar.renumber.click()
        assert [mark.number for mark in editor.marks()] == [1]

    def test_one_too_many_is_said_beside_the_canvas(self, editor: MarksEditor) -> None:
        editor.set_marks(
            [Mark(n, "front", DamageKind.DENT, ((100 * n, 100),)) for n in range(1, MOST_MARKS + 1)]
        )
        press(editor, Key.Key_N)
        trouble = editor.findChild(QWidget, "marks_trouble")
        assert trouble is not None
        assert trouble.isVisible()
        row(editor, 50).remove.click()
        assert not trouble.isVisible()

    def test_it_speaks_the_language_of_the_window(self, qtbot: QtBot) -> None:
        texts = Texts("en")
        editor = MarksEditor(texts)
        qtbot.addWidget(editor)
        editor.set_marks([Mark(1, "front", DamageKind.CRACK, ((1, 1),), words="x")])
        assert row(editor, 1).kind.whole() == "cracked"
        texts.use("zh_CN")
        assert row(editor, 1).kind.whole() == "碎裂"
        assert editor.palette_bar.kinds.chips()[0].text() == "1  划痕"


class TestReadOnly:
    def test_nothing_changes_but_everything_is_seen(self, editor: MarksEditor) -> None:
        marks = (Mark(1, "front", DamageKind.DENT, ((5000, 5000),), words="frame"),)
        editor.set_marks(marks)
        editor.set_read_only(True)
        QTest.mouseClick(editor.canvas, LEFT, pos=at(editor, "back", 0.5, 0.5))
        drag(editor, at(editor, "front", 0.5, 0.5), at(editor, "front", 0.8, 0.8))
        press(editor, Key.Key_N, Key.Key_3, Key.Key_Delete, Key.Key_Right)
        QTest.keyClicks(row(editor, 1).words, "more")
        assert editor.marks() == marks
        assert editor.document.selected == 1
        press(editor, Key.Key_Plus)
        assert editor.canvas.view.zoom > 1


class TestPanel:
    def test_it_covers_the_page_and_gives_the_keyboard_back(
        self, qtbot: QtBot, front: Callable[[QWidget], None]
    ) -> None:
        page = QWidget()
        field = QLineEdit(page)
        panel = MarksPanel(Texts("en"), page)
        page.resize(900, 600)
        front(page)
        field.setFocus()
        panel.enter()
        assert panel.geometry() == page.rect()
        assert panel.editor.canvas.hasFocus()
        page.resize(1000, 640)
        assert panel.geometry() == page.rect()
        for _ in range(60):
            QTest.keyClick(focused(), Key.Key_Tab)
            assert panel.isAncestorOf(focused())
        with qtbot.waitSignal(panel.closed):
            panel.toggle()
        assert not panel.isVisible()
        assert field.hasFocus()


def test_every_widget_has_a_name_to_be_found_and_read_by(editor: MarksEditor) -> None:
    press(editor, Key.Key_N)
    unnamed = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in editor.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not (widget.objectName() and widget.accessibleName())
    ]
    assert unnamed == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_marks_show_on_black_and_on_white(editor: MarksEditor, theme: Theme, mode: str) -> None:
    """Red on its white edge: one of the two stands out on any photo, also printed in grey."""
    theme.use("light" if mode == "light" else "dark")
    for ground in (Qt.GlobalColor.black, Qt.GlobalColor.white):
        image = photo()
        image.fill(ground)
        editor.set_photos([(f"photo {ground}", image)])
        editor.set_marks([Mark(1, f"photo {ground}", DamageKind.DENT, ((5000, 5000),))])
        editor.show_surface(f"photo {ground}")
        drawn = editor.canvas.grab().toImage()
        middle = at(editor, f"photo {ground}", 0.5, 0.5)
        greys = [drawn.pixelColor(middle + QPoint(x, 0)).lightness() for x in range(-18, 1)]
        assert max(greys) - min(greys) > 110
