import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopdesk.ui.common.choices import ChipRow, Choice, Segmented
from shopdesk.ui.common.texts import Texts

THREE = [Choice("sim", text="SIM"), Choice("case", text="Case"), Choice("save", "common.save")]


@pytest.fixture
def several(texts: Texts, qtbot: QtBot) -> ChipRow:
    row = ChipRow(texts, THREE, multiple=True)
    qtbot.addWidget(row)
    row.show()
    return row


def test_several_can_be_on(several: ChipRow, qtbot: QtBot) -> None:
    first, _, last = several.chips()
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(several.changed) as told:
        QTest.mouseClick(last, Qt.MouseButton.LeftButton)
    assert told.args == [["sim", "save"]]


def test_one_choice_replaces_the_other(texts: Texts, qtbot: QtBot) -> None:
    row = ChipRow(texts, THREE)
    qtbot.addWidget(row)
    row.chips()[0].click()
    row.chips()[1].click()
    assert row.values() == ["case"]
    row.chips()[1].click()
    assert row.value() is None


def test_arrows_move_and_space_chooses(several: ChipRow, qtbot: QtBot) -> None:
    several.focus_first()
    first, second, _ = several.chips()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert several.window().focusWidget() is second
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert several.values() == ["case"]


def test_a_row_is_one_tab_stop(several: ChipRow) -> None:
    stops = [chip for chip in several.chips() if chip.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(stops) == 1


def test_setting_does_not_tell(several: ChipRow, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(several.changed):
        several.set_values(["sim"])
    assert several.values() == ["sim"]


def test_new_choices_keep_what_was_on(several: ChipRow) -> None:
    several.set_values(["case"])
    several.set_choices([Choice("case", text="Case"), Choice("box", text="Box")])
    assert several.values() == ["case"]


def test_a_segment_is_always_on(texts: Texts, qtbot: QtBot) -> None:
    bar = Segmented(texts, THREE)
    qtbot.addWidget(bar)
    assert bar.value() == "sim"
    bar.chips()[0].click()
    assert bar.value() == "sim"
    bar.show()
    bar.focus_first()
    QTest.keyClick(bar.chips()[0], Qt.Key.Key_Right)
    assert bar.value() == "case"


def test_chips_follow_the_language(several: ChipRow, texts: Texts) -> None:
    texts.use("zh_CN")
    assert several.chips()[2].text() == "保存"
