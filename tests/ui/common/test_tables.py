from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopdesk.ui.common.status import Mark
from shopdesk.ui.common.tables import Column, RowsModel, Table
from shopdesk.ui.common.texts import Texts


@dataclass(frozen=True)
class Stock:
    name: str
    on_hand: int


ROWS = [Stock("Display", 4), Stock("Battery", 0)]
COLUMNS = [
    Column[Stock]("common.search", lambda row: row.name, stretch=True),
    Column[Stock](
        "common.open",
        lambda row: str(row.on_hand),
        align="right",
        tone=lambda row: "bad" if row.on_hand == 0 else "text",
        pill=lambda row: Mark("warn", "clock") if row.on_hand == 0 else None,
    ),
]


@pytest.fixture
def table(texts: Texts, qtbot: QtBot) -> Table[Stock]:
    made = Table[Stock](texts, COLUMNS, "stock", name_key="common.search")
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    return made


def test_cells_say_what_the_columns_say(texts: Texts) -> None:
    model = RowsModel[Stock](texts, COLUMNS)
    model.show_rows(ROWS)
    assert (model.rowCount(), model.columnCount()) == (2, 2)
    assert model.index(0, 1).data() == "4"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Search"
    texts.use("zh_CN")
    assert model.headerData(0, Qt.Orientation.Horizontal) == "搜索"


def test_figures_are_on_the_right(texts: Texts) -> None:
    model = RowsModel[Stock](texts, COLUMNS)
    model.show_rows(ROWS)
    alignment = model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole)
    assert alignment & Qt.AlignmentFlag.AlignRight


def test_enter_opens_the_row(table: Table[Stock], qtbot: QtBot) -> None:
    table.show_rows(ROWS)
    table.choose(1)
    with qtbot.waitSignal(table.activated_row) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [ROWS[1]]


def test_choosing_is_told(table: Table[Stock], qtbot: QtBot) -> None:
    table.show_rows(ROWS)
    with qtbot.waitSignal(table.chosen) as told:
        table.choose(1)
    assert told.args == [ROWS[1]]
    assert table.current_row() == ROWS[1]


def test_the_choice_outlives_a_refresh(table: Table[Stock]) -> None:
    table.show_rows(ROWS)
    table.choose(1)
    table.show_rows([ROWS[0], Stock("Battery", 7)])
    assert table.current_row() == Stock("Battery", 7)


def test_painting_full_and_empty(table: Table[Stock]) -> None:
    empty = table.grab().toImage()
    table.show_rows(ROWS)
    assert table.grab().toImage() != empty
