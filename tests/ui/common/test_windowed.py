from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from shopdesk.ui.common.texts import Texts
from shopdesk.ui.common.windowed import PAGE, TwoLines, WindowedList, WindowedModel

MILLION = 1_000_000
Waiting = tuple[int, int, Callable[[Sequence[int]], None]]


class Shelf:
    """Rows that are their own number, handed out when told to."""

    def __init__(self) -> None:
        self.asked: list[Waiting] = []

    def load(self, first: int, count: int, answer: Callable[[Sequence[int]], None]) -> None:
        self.asked.append((first, count, answer))

    def answer_all(self) -> None:
        waiting, self.asked = self.asked, []
        for first, count, answer in waiting:
            answer(range(first, first + count))


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def model(shelf: Shelf) -> WindowedModel[int]:
    made = WindowedModel[int](str)
    made.show_list(MILLION, shelf.load)
    return made


def test_a_row_is_fetched_when_it_is_looked_at(model: WindowedModel[int], shelf: Shelf) -> None:
    assert model.rowCount() == MILLION
    assert model.row_at(500_000) is None
    shelf.answer_all()
    assert model.row_at(500_000) == 500_000


def test_a_page_is_asked_for_once(model: WindowedModel[int], shelf: Shelf) -> None:
    for row in range(PAGE):
        model.row_at(row)
    assert len(shelf.asked) == 1


def test_few_pages_are_held(model: WindowedModel[int], shelf: Shelf) -> None:
    for row in range(0, MILLION, PAGE * 50):
        model.row_at(row)
        shelf.answer_all()
    assert model.pages_held() <= 24


def test_answers_of_an_earlier_list_are_dropped(model: WindowedModel[int], shelf: Shelf) -> None:
    model.row_at(0)
    late = shelf.asked.pop()
    model.show_list(10, shelf.load)
    late[2](range(900, 910))
    assert model.row_at(0) is None


def test_a_refresh_keeps_the_old_rows_until_the_new_are_here(model: WindowedModel[int], shelf: Shelf) -> None:
    model.row_at(0)
    shelf.answer_all()
    model.refresh(MILLION)
    assert model.row_at(0) == 0
    first, _count, answer = shelf.asked.pop()
    answer([value * 10 for value in range(first, first + PAGE)])
    assert model.row_at(1) == 10


def test_the_view_fetches_only_what_it_shows(texts: Texts, qtbot: QtBot) -> None:
    asked: list[int] = []

    def load(first: int, count: int, answer: Callable[[Sequence[int]], None]) -> None:
        asked.append(first)
        QTimer.singleShot(0, lambda: answer(range(first, first + count)))

    view = WindowedList[int](
        texts, lambda row: TwoLines(str(row), "11:42", "iPhone"), "tickets", name_key="common.search"
    )
    qtbot.addWidget(view)
    view.resize(268, 600)
    view.show_list(MILLION, load)
    view.show()
    qtbot.waitUntil(lambda: view.says(0) is not None)
    assert set(asked) == {0}
    with qtbot.waitSignal(view.chosen) as told:
        view.choose(MILLION - 1)
    assert told.args == [MILLION - 1]
    assert len(set(asked)) <= 3


def test_a_row_chosen_while_its_page_comes_at_once_is_told_once(texts: Texts, qtbot: QtBot) -> None:
    view: WindowedList[int] = WindowedList(
        texts, lambda value: TwoLines(str(value), "", ""), "rows", name_key="common.table.empty"
    )
    qtbot.addWidget(view)
    view.show_list(3, lambda first, most, answer: answer(range(3)[first : first + most]))
    view.choose(1)
    told: list[object] = []
    view.chosen.connect(told.append)
    view.rows_model.refresh(3)
    assert told == []
