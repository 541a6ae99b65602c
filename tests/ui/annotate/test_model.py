"""The document of marks: numbers, words, selection, and steps back without limit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.marks import MOST_MARKS, SCALE, DamageKind, Mark, MarkShape
from shopdesk.errors import UserError
from shopdesk.ui.annotate.model import MarksDocument

PIN = ((2000, 3000),)


def document(count: int = 0) -> MarksDocument:
    made = MarksDocument(wording=lambda mark: "left" if mark.points[0][0] < SCALE // 2 else "right")
    for _ in range(count):
        made.add("front", DamageKind.CRACK, PIN)
    return made


def numbers(made: MarksDocument) -> list[int]:
    return [mark.number for mark in made.marks]


def test_numbers_run_across_surfaces() -> None:
    made = document()
    for surface in ("front", "back", "a photo's hash"):
        made.add(surface, DamageKind.DENT, PIN)
    assert numbers(made) == [1, 2, 3]
    assert [mark.surface for mark in made.on("back")] == ["back"]


def test_a_number_is_given_once_until_renumbered() -> None:
    made = document(3)
    made.delete(2)
    assert made.has_holes
    assert made.add("front", DamageKind.DENT, PIN).number == 4
    made.renumber()
    assert numbers(made) == [1, 2, 3]
    assert made.selected == 3  # what was number 4
    assert not made.has_holes


def test_the_hundredth_mark_is_refused() -> None:
    made = document(MOST_MARKS)
    with pytest.raises(UserError) as refused:
        made.add("front", DamageKind.DENT, PIN)
    assert refused.value.key == "annotate.too_many"
    assert len(made.marks) == MOST_MARKS


class TestWords:
    def test_they_say_where_the_mark_is_and_follow_it(self) -> None:
        made = document(1)
        assert made.marks[0].words == "left"
        made.move(1, 6000, 0)
        assert made.marks[0].words == "right"

    def test_what_a_person_typed_stays(self) -> None:
        made = document(1)
        made.set_words(1, "deep, beside the lens")
        made.move(1, 6000, 0)
        assert made.marks[0].words == "deep, beside the lens"

    def test_words_taken_out_stay_out(self) -> None:
        made = document(1)
        made.set_words(1, "")
        made.move(1, 6000, 0)
        assert made.marks[0].words == ""


class TestSteps:
    def test_a_drag_is_one_step(self) -> None:
        made = document(1)
        for _ in range(20):
            made.move(1, 50, 50, gesture="press 1")
        made.seal()
        made.move(1, 50, 50, gesture="press 2")
        made.undo()
        assert made.marks[0].points == ((3000, 4000),)
        made.undo()
        assert made.marks[0].points == PIN
        made.undo()
        assert made.marks == ()
        assert not made.can_undo

    def test_typing_is_one_step_for_each_mark(self) -> None:
        made = document(2)
        for text in ("s", "sc", "scr"):
            made.set_words(1, text)
        made.set_words(2, "dent")
        made.undo()
        assert [mark.words for mark in made.marks] == ["scr", "left"]
        made.undo()
        assert [mark.words for mark in made.marks] == ["left", "left"]

    def test_a_drag_back_to_where_it_began_is_no_step(self) -> None:
        made = document(1)
        made.move(1, 50, 0, gesture="press 1")
        made.move(1, -50, 0, gesture="press 1")
        made.undo()
        assert made.marks == ()

    def test_a_gesture_that_came_to_nothing_does_not_eat_the_step_before(self) -> None:
        made = document(1)
        made.set_words(1, "a")
        made.seal()
        made.set_words(1, "ab")
        made.set_words(1, "a")
        made.set_words(1, "abc")
        made.undo()
        assert made.marks[0].words == "a"

    def test_something_new_ends_what_could_be_done_again(self) -> None:
        made = document(2)
        made.undo()
        assert made.can_redo
        made.add("back", DamageKind.DENT, PIN)
        assert not made.can_redo

    def test_what_comes_back_is_selected(self) -> None:
        made = document(3)
        made.delete(2)
        made.select(1)
        made.undo()
        assert made.selected == 2

    def test_loading_is_no_step(self) -> None:
        made = document(2)
        made.load([Mark(7, "back", DamageKind.BENT, PIN)])
        assert numbers(made) == [7]
        assert made.selected is None
        assert not made.can_undo


class TestSelection:
    def test_next_walks_by_number_and_ends(self) -> None:
        made = document(3)
        made.select(None)
        walked = []
        while made.select_next():
            walked.append(made.selected)
        assert walked == [1, 2, 3]
        assert made.selected is None
        assert made.select_next(-1)
        assert made.selected == 3

    def test_deleting_selects_the_neighbour(self) -> None:
        made = document(3)
        made.delete(2)
        assert made.selected == 3
        made.delete(3)
        assert made.selected == 1
        made.delete(1)
        assert made.selected is None

    def test_a_mark_that_is_not_there_is_not_selected(self) -> None:
        made = document(1)
        made.select(9)
        assert made.selected is None

    def test_listeners_hear_of_marks_and_selection(self) -> None:
        made = document(1)
        heard: list[int | None] = []
        made.listen(lambda: heard.append(made.selected))
        made.select(None)
        made.select(None)
        made.select(1)
        made.set_kind(1, DamageKind.BENT)
        assert heard == [None, 1, 1]


def test_a_photo_taken_away_takes_its_marks_out_of_history_too() -> None:
    made = document(1)
    made.add("photo", DamageKind.DENT, PIN)
    made.move(2, 100, 100)
    made.set_words(1, "typed")
    made.delete(2)
    made.undo()
    made.forget_surface("photo")
    assert numbers(made) == [1]
    while made.can_redo:
        made.redo()
    while made.can_undo:
        assert not made.on("photo")
        made.undo()
    assert made.marks == ()


Operation = Callable[[MarksDocument, int, int], object]
"""Document, number of a mark that is there, some amount."""

ANY_TIME: dict[str, Operation] = {
    "add": lambda made, _, n: made.add(
        ("front", "back", "photo")[n % 3], DamageKind.CRACK, ((abs(n), 5000),)
    ),
    "renumber": lambda made, *_: made.renumber(),
    "undo": lambda made, *_: made.undo(),
    "redo": lambda made, *_: made.redo(),
    "seal": lambda made, *_: made.seal(),
    "next": lambda made, *_: made.select_next(),
}
ON_A_MARK: dict[str, Operation] = {
    "move": lambda made, number, n: made.move(number, n, -n, gesture=f"press {n % 2}"),
    "kind": lambda made, number, n: made.set_kind(number, list(DamageKind)[n % 9]),
    "words": lambda made, number, n: made.set_words(number, f"words {n}"),
    "delete": lambda made, number, _: made.delete(number),
}
OPERATIONS = st.lists(
    st.tuples(st.sampled_from([*ANY_TIME, *ON_A_MARK]), st.integers(0, 8), st.integers(-SCALE, SCALE)),
    max_size=40,
)


@given(OPERATIONS)
def test_every_step_can_be_undone_and_done_again(operations: list[tuple[str, int, int]]) -> None:
    made = document()
    for name, which, amount in operations:
        if name in ANY_TIME:
            ANY_TIME[name](made, 0, amount)
        elif made.marks:
            ON_A_MARK[name](made, made.marks[which % len(made.marks)].number, amount)
        assert numbers(made) == sorted(set(numbers(made)))
        assert made.selected is None or made.find(made.selected) is not None
        assert all(0 <= x <= SCALE and 0 <= y <= SCALE for mark in made.marks for x, y in mark.points)
    while made.can_redo:
        made.redo()
    last = made.marks
    states = [last]
    while made.can_undo:
        made.undo()
        states.append(made.marks)
    assert states[-1] == ()
    for state in reversed(states[:-1]):
        made.redo()
        assert made.marks == state
    assert made.marks == last


def test_shapes_are_kept_as_drawn() -> None:
    made = document()
    made.add("front", DamageKind.STAIN, ((1, 2), (3, 4)), MarkShape.ELLIPSE)
    assert made.marks[0].shape is MarkShape.ELLIPSE
    assert made.marks[0].points == ((1, 2), (3, 4))
