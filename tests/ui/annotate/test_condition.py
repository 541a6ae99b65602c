"""The condition at a glance, in the intake's band and on the ticket's card."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopdesk.domain.marks import DamageKind, Mark
from shopdesk.ui.annotate.condition import ConditionView
from shopdesk.ui.annotate.paint import mark_ink
from shopdesk.ui.annotate.surfaces import device_sheet
from shopdesk.ui.annotate.tile import SheetTile
from shopdesk.ui.common.texts import Texts

LEFT = Qt.MouseButton.LeftButton
CRACK = Mark(1, "front", DamageKind.CRACK, ((5000, 5000),), words="middle")
DENT = Mark(2, "photo a", DamageKind.DENT, ((5000, 5000),), words="photo 1, middle")


def photo(wide: int = 300, high: int = 200) -> QImage:
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    return image


@pytest.fixture
def view(qtbot: QtBot) -> ConditionView:
    made = ConditionView(Texts("en"), most_photos=2)
    qtbot.addWidget(made)
    made.set_photos([("photo a", photo()), ("photo b", photo()), ("photo c", None)])
    made.set_marks([DENT, CRACK])
    made.resize(900, 120)
    made.show()
    return made


def tile(view: ConditionView, name: str) -> SheetTile:
    found = view.findChild(SheetTile, name)
    assert found is not None
    return found


def red_pixels(shown: SheetTile) -> int:
    image = shown.grab().toImage()
    ink = mark_ink().rgb()
    return sum(
        image.pixelColor(x, y).rgb() == ink for x in range(image.width()) for y in range(image.height())
    )


def test_the_same_numbers_stand_on_outline_photo_and_legend(view: ConditionView) -> None:
    assert red_pixels(tile(view, "condition_outline")) > 20
    assert red_pixels(tile(view, "condition_photo_1")) > 20
    assert red_pixels(tile(view, "condition_photo_2")) == 0
    assert view.legend.accessibleDescription() == "1 cracked · middle\n2 dented · photo 1, middle"


def test_pressing_says_what_to_open(view: ConditionView, qtbot: QtBot) -> None:
    for name, expected in (("condition_outline", "front"), ("condition_photo_2", "photo b")):
        with qtbot.waitSignal(view.opened) as opened:
            QTest.mouseClick(tile(view, name), LEFT)
        assert opened.args == [expected]
    with qtbot.waitSignal(view.opened):
        QTest.mouseClick(view.legend, LEFT)


def test_a_photo_less_takes_its_tile_away(view: ConditionView) -> None:
    view.set_photos([("photo a", photo())])
    assert tile(view, "condition_photo_1").isVisible()
    assert not tile(view, "condition_photo_2").isVisible()


@pytest.mark.parametrize("boxed", [True, False])
def test_a_hundred_marks_fit_by_being_counted(qtbot: QtBot, boxed: bool) -> None:
    view = ConditionView(Texts("zh_CN"), boxed=boxed, show_photos=False)
    qtbot.addWidget(view)
    view.set_marks([Mark(n, "back", DamageKind.CHIP, ((100 * n, 100),)) for n in range(1, 100)])
    view.resize(700, view.sizeHint().height())
    view.show()
    boxes, left_over = view.legend._places()
    assert left_over > 0
    assert len(boxes) - 1 + left_over == 99
    assert all(view.legend.rect().toRectF().contains(box) for box in boxes)
    assert view.height() < 180


def test_a_marked_edge_of_the_device_is_shown_too(view: ConditionView) -> None:
    before = tile(view, "condition_outline").grab().toImage()
    view.set_marks([Mark(1, "left", DamageKind.DENT, ((5000, 5000),))])
    assert red_pixels(tile(view, "condition_outline")) > 20
    assert tile(view, "condition_outline").grab().toImage() != before


def test_it_follows_the_language(qtbot: QtBot) -> None:
    texts = Texts("en")
    view = ConditionView(texts)
    qtbot.addWidget(view)
    view.set_marks([CRACK])
    texts.use("zh_CN")
    assert view.legend.accessibleDescription() == "1 碎裂 · middle"
    assert tile(view, "condition_outline").accessibleName() == "带标记的设备轮廓图"


def test_a_tile_without_a_sheet_paints_nothing_and_does_not_fail(qtbot: QtBot) -> None:
    empty = SheetTile(QSize(80, 60))
    qtbot.addWidget(empty)
    empty.grab()
    empty.show_sheet(device_sheet("watch"), (CRACK,), "watch")
    assert red_pixels(empty) > 10


def test_a_narrow_card_keeps_its_words_and_counts_the_photos_left_out(
    view: ConditionView, qtbot: QtBot
) -> None:
    view.set_marks([Mark(1, "front", DamageKind.CRACK, ((5000, 5000),), words="top right, into the middle")])
    view.resize(420, 120)
    assert tile(view, "condition_photo_1").isVisible()
    assert tile(view, "condition_photo_2").isHidden()
    qtbot.waitUntil(lambda: view.legend.width() >= 110)
    boxes, left_over = view.legend._places()
    assert left_over == 0
    assert boxes[0].height() > 30
    view.resize(900, 120)
    assert tile(view, "condition_photo_2").isVisible()
    qtbot.waitUntil(lambda: view.legend._places()[0][0].height() < 30)
