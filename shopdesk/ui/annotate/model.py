"""The marks being edited: what is there, what is selected, and every step back. No windows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from shopdesk.domain.marks import MOST_MARKS, DamageKind, Mark, MarkShape, next_number, renumbered
from shopdesk.errors import UserError

Marks = tuple[Mark, ...]
Wording = Callable[[Mark], str]
_BESIDE = 300


def without_words(_mark: Mark) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done; steps in a row of one non-empty `gesture` (a drag, a typed word) are one."""

    before: Marks
    after: Marks
    gesture: str = ""


class MarksDocument:
    """Marks by number, with undo and redo without limit.

    `wording` says where a mark is ("top right"). A mark keeps that as its words, and they follow it when it
    is moved, until a person types others.
    """

    def __init__(self, marks: Iterable[Mark] = (), wording: Wording = without_words) -> None:
        self.wording = wording
        self._marks: Marks = _ordered(marks)
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._open_gesture = ""
        self._selected: int | None = None
        self._listeners: list[Callable[[], None]] = []

    # what is there

    @property
    def marks(self) -> Marks:
        return self._marks

    @property
    def selected(self) -> int | None:
        """Number of the selected mark."""
        return self._selected

    def find(self, number: int | None) -> Mark | None:
        return next((mark for mark in self._marks if mark.number == number), None)

    def on(self, surface: str) -> Marks:
        return tuple(mark for mark in self._marks if mark.surface == surface)

    @property
    def has_holes(self) -> bool:
        """True when deleting has left numbers out, so that renumbering would change something."""
        return self._marks != renumbered(self._marks)

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def listen(self, listener: Callable[[], None]) -> None:
        """`listener` is called after every change of marks or selection."""
        self._listeners.append(listener)

    # what can be done

    def load(self, marks: Iterable[Mark]) -> None:
        """Show other marks; what was done before cannot be undone into them."""
        self._marks = _ordered(marks)
        self._done.clear()
        self._undone.clear()
        self._open_gesture = ""
        self._keep_selection()
        self._tell()

    def select(self, number: int | None) -> None:
        number = number if self.find(number) is not None else None
        if number != self._selected:
            self._selected = number
            self.seal()
            self._tell()

    def select_next(self, way: int = 1) -> bool:
        """Selects the next mark by number; False, with nothing selected, past either end."""
        numbers = [mark.number for mark in self._marks]
        if self._selected is None:
            wanted = 0 if way > 0 else len(numbers) - 1
        else:
            wanted = numbers.index(self._selected) + way
        found = 0 <= wanted < len(numbers)
        self.select(numbers[wanted] if found else None)
        return found

    def add(
        self,
        surface: str,
        kind: DamageKind,
        points: tuple[tuple[int, int], ...],
        shape: MarkShape = MarkShape.PIN,
        *,
        gesture: str = "",
    ) -> Mark:
        """Adds a mark with the next number and selects it. Raises UserError when there are too many."""
        number = next_number(self._marks)
        if number > MOST_MARKS:
            raise UserError("annotate.too_many", field="marks", most=MOST_MARKS)
        mark = Mark(number, surface, kind, points, shape)
        mark = replace(mark, words=self.wording(mark))
        self._selected = number
        self._do((*self._marks, mark), gesture)
        return mark

    def paste(self, copies: Iterable[tuple[Mark, str]]) -> Marks:
        """Puts a copy of each mark on the surface beside it, numbered on from here, as one step.

        On its own surface a copy stands a little aside. Words that only said where a mark was say where it
        is now. The first copy is selected. Raises UserError, with nothing added, when there are too many.
        """
        first = next_number(self._marks)
        new: list[Mark] = []
        for number, (mark, surface) in enumerate(copies, start=first):
            if number > MOST_MARKS:
                raise UserError("annotate.too_many", field="marks", most=MOST_MARKS)
            shift = _BESIDE if mark.surface == surface else 0
            there = replace(mark, number=number, surface=surface).moved(shift, shift)
            if mark.words == self.wording(mark):
                there = replace(there, words=self.wording(there))
            new.append(there)
        if new:
            self._selected = first
            self._do((*self._marks, *new))
        return tuple(new)

    def move(self, number: int, dx: int, dy: int, *, gesture: str = "") -> None:
        """Shifts a mark inside its surface, in SCALE units."""
        mark = self._known(number)
        moved = mark.moved(dx, dy)
        if mark.words == self.wording(mark):
            moved = replace(moved, words=self.wording(moved))
        self._put(moved, gesture)

    def set_kind(self, number: int, kind: DamageKind) -> None:
        self._put(replace(self._known(number), kind=kind))

    def set_words(self, number: int, words: str) -> None:
        """What a person typed; letters typed in a row are one step."""
        self._put(replace(self._known(number), words=words), f"words {number}")

    def delete(self, number: int) -> None:
        """Takes the mark away and selects the one after it (or before, at the end)."""
        self._known(number)
        rest = tuple(mark for mark in self._marks if mark.number != number)
        after = [mark.number for mark in rest if mark.number > number]
        self._selected = after[0] if after else (rest[-1].number if rest else None)
        self._do(rest)

    def renumber(self) -> None:
        """Closes the holes that deleting left."""
        order = [mark.number for mark in self._marks]
        if self._selected is not None:
            self._selected = order.index(self._selected) + 1
        self._do(renumbered(self._marks))

    def forget_surface(self, surface: str) -> None:
        """A photo was taken away: its marks go too, and no undo brings them back without it."""

        def rest(marks: Marks) -> Marks:
            return tuple(mark for mark in marks if mark.surface != surface)

        self._done = _real(Step(rest(s.before), rest(s.after), s.gesture) for s in self._done)
        self._undone = _real(Step(rest(s.before), rest(s.after), s.gesture) for s in self._undone)
        self._marks = rest(self._marks)
        self.seal()
        self._keep_selection()
        self._tell()

    def is_open(self, gesture: str) -> bool:
        """True while the last step belongs to `gesture`, which may still go on."""
        return bool(gesture) and gesture == self._open_gesture

    def seal(self) -> None:
        """The gesture is over: the next one is a step of its own."""
        self._open_gesture = ""

    def undo(self) -> None:
        if self._done:
            step = self._done.pop()
            self._undone.append(step)
            self._go(step.after, step.before)

    def redo(self) -> None:
        if self._undone:
            step = self._undone.pop()
            self._done.append(step)
            self._go(step.before, step.after)

    # inside

    def _known(self, number: int) -> Mark:
        mark = self.find(number)
        if mark is None:
            raise KeyError(number)
        return mark

    def _put(self, changed: Mark, gesture: str = "") -> None:
        self._do(tuple(changed if m.number == changed.number else m for m in self._marks), gesture)

    def _do(self, after: Marks, gesture: str = "") -> None:
        before = self._marks
        going_on = self.is_open(gesture)
        if going_on:
            before = self._done.pop().before
        self._open_gesture = gesture if before != after else ""
        if before != after:
            self._done.append(Step(before, after, gesture))
        if going_on or before != after:
            self._undone.clear()
        self._marks = after
        self._tell()

    def _go(self, now: Marks, then: Marks) -> None:
        self._marks = then
        self.seal()
        back = sorted(set(then) - set(now), key=lambda mark: mark.number)
        if len(back) == 1:
            self._selected = back[0].number  # show what came back or changed
        self._keep_selection()
        self._tell()

    def _keep_selection(self) -> None:
        if self.find(self._selected) is None:
            self._selected = None

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()


def _ordered(marks: Iterable[Mark]) -> Marks:
    return tuple(sorted(marks, key=lambda mark: mark.number))


def _real(steps: Iterable[Step]) -> list[Step]:
    return [step for step in steps if step.before != step.after]
