"""The functional test: one tap or one key for each check, signed by the tester."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QWidget

from shopdesk.services.bench import TestResult
from shopdesk.services.intake_form import CheckResult
from shopdesk.ui.common.kit import Button, Choice, Field, Segmented, column, label, row, set_kind, set_state
from shopdesk.ui.common.signature_pad import SignaturePad
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.bench.forms import BenchForm

_KEYS = {
    Qt.Key.Key_1: CheckResult.WORKS,
    Qt.Key.Key_2: CheckResult.FAILS,
    Qt.Key.Key_3: CheckResult.UNTESTED,
}
_COLUMNS = 2
_TONES = {CheckResult.WORKS: "ok", CheckResult.FAILS: "bad", CheckResult.UNTESTED: "warn"}


class _Answer(Segmented):
    """Works, fails, untested; none of them until somebody says so."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        set_kind(self, "answer")
        self._optional = True
        self._box.setContentsMargins(0, 0, 0, 0)
        self.set_choices([Choice(one, f"words.check.{one}") for one in CheckResult])
        for chip in self.chips():
            set_state(chip, "tone", _TONES[CheckResult(chip.value)])


class CheckRow(QFrame):
    """One check and its answer."""

    answered = Signal(str)
    """The id of the check, when a person answered it."""

    def __init__(self, texts: Texts, check_id: str, name: str) -> None:
        super().__init__()
        set_kind(self, "note_box")
        self.setObjectName(f"check_{check_id}")
        self.setAccessibleName(name)
        self.check_id = check_id
        self.answer = _Answer(texts)
        self.answer.setAccessibleName(name)
        self.answer.changed.connect(lambda _on: self.answered.emit(check_id))
        box = row(spacing=8)
        box.setContentsMargins(10, 1, 2, 1)
        words = label("text", name, wrap=True)
        words.setMaximumHeight(44)
        box.addWidget(words, 1)
        box.addWidget(self.answer)
        self.setLayout(box)

    def result(self) -> CheckResult | None:
        value = self.answer.value()
        return CheckResult(value) if value is not None else None

    def say(self, result: CheckResult) -> None:
        """Answer as a person would by key or scan."""
        self.answer.set_value(result)
        self.answered.emit(self.check_id)


class Checklist(BenchForm):
    """Rows in two columns. Keys 1, 2, 3 answer the row that has the keyboard and go on to the next."""

    failed = Signal()
    """Back to repair."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, "bench.test.title", "bench.test.pass", "package-check")
        self.setObjectName("checklist")
        self.main.setObjectName("test_pass")
        self.rows: list[CheckRow] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        for place in range(_COLUMNS):
            self._grid.setColumnStretch(place, 1)
        self._board = QWidget()
        self._board.setLayout(self._grid)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.progress = label("note")
        self.progress.setObjectName("test_progress")
        self.add_head(self.progress)
        self.note = QLineEdit()
        self.note.setObjectName("test_note")
        self.note_field = Field(texts, "bench.test.note", self.note, optional=True)
        self.tester = label("note", wrap=True)
        self.tester.setObjectName("test_tester")
        self.pad = SignaturePad(texts)
        self.pad.setFixedHeight(68)
        self.again = Button(texts, "bench.test.fail", kind="danger", icon="rotate-ccw")
        self.again.setObjectName("test_fail")
        self.again.clicked.connect(lambda _on=False: self.failed.emit())
        self.foot.insertWidget(1, self.tester, 1)
        self.foot.insertWidget(3, self.again)
        self.fields = {"results": self.note_field, "note": self.note_field}
        self.inside.addWidget(self._board)
        signing = row(spacing=12)
        signing.addLayout(column(self.note_field, 1, spacing=4), 1)
        signing.addWidget(self.pad, 1)
        self.inside.addLayout(signing)
        self.inside.addStretch(1)

    def show_checks(self, checks: Sequence[tuple[str, str]]) -> None:
        """Other checks (id and name), all unanswered."""
        for made in self.rows:
            self._grid.removeWidget(made)
            made.deleteLater()
        self.rows = [CheckRow(self.texts, check_id, name) for check_id, name in checks]
        height = -(-len(self.rows) // _COLUMNS)
        for place, made in enumerate(self.rows):
            self._grid.addWidget(made, place % height, place // height)
            made.answered.connect(self._answered)
            for chip in made.answer.chips():
                chip.installEventFilter(self)
        self.note.clear()
        self.pad.clear()
        self.banner.clear()
        self._say()

    def rename(self, checks: Sequence[tuple[str, str]]) -> None:
        """The same checks in another language; answers and signature stay."""
        answers, note = self.answers(), self.note.text()
        signature = self.pad.signature()
        self.show_checks(checks)
        self.show_answers(answers)
        self.note.setText(note)
        self.pad.set_signature(signature)

    def answers(self) -> dict[str, CheckResult]:
        return {made.check_id: result for made in self.rows if (result := made.result()) is not None}

    def show_answers(self, answers: Mapping[str, CheckResult]) -> None:
        for made in self.rows:
            made.answer.set_value(answers.get(made.check_id))
        self._say()

    def results(self) -> tuple[TestResult, ...]:
        return tuple(TestResult(check_id, result) for check_id, result in self.answers().items())

    def bar(self, barred: Set[str], why: str) -> None:
        """Checks that may not be tried stand as untested, and say why."""
        for made in self.rows:
            if made.check_id in barred:
                made.answer.set_value(CheckResult.UNTESTED)
                made.answer.setEnabled(False)
                made.setToolTip(why)
                made.setAccessibleDescription(why)
        if barred:
            self.banner.say("consents.tests_barred", "warn", n=len(barred), why=why)
        self._say()

    def open_rows(self) -> list[CheckRow]:
        """Checks that nobody has answered yet."""
        return [made for made in self.rows if made.result() is None]

    def show_tester(self, name: str, words: str) -> None:
        self.pad.set_name(name)
        self.tester.setText(words)

    def works_next(self) -> None:
        """The check that is next works: what the desk card's test code says while the list is open."""
        rows = self.open_rows()
        if rows:
            rows[0].say(CheckResult.WORKS)

    def start(self) -> None:
        rows = self.open_rows()
        if rows:
            rows[0].answer.focus_first()

    def _answered(self, check_id: str) -> None:
        self._say()
        ids = [made.check_id for made in self.rows]
        after = self.rows[ids.index(check_id) + 1 :] + self.rows
        following = next((made for made in after if made.result() is None), None)
        if following is not None:
            following.answer.focus_first()
        else:
            self.main.setFocus(Qt.FocusReason.TabFocusReason)

    def _say(self) -> None:
        done, whole = len(self.answers()), len(self.rows)
        self.texts.bind(self.progress.setText, "bench.test.progress", done=done, whole=whole)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            result = _KEYS.get(Qt.Key(event.key())) if plain else None
            here = next((made for made in self.rows if watched in made.answer.chips()), None)
            if result is not None and here is not None:
                here.say(result)
                return True
        return super().eventFilter(watched, event)
