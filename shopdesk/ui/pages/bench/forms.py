"""The two forms in words: what was found, and what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from shopdesk.services.diagnosis_hints import DiagnosisHints, FoundBefore
from shopdesk.ui.common import tokens
from shopdesk.ui.common.kit import (
    Banner,
    Button,
    Card,
    ChipRow,
    Choice,
    Field,
    PrimaryButton,
    Segmented,
    label,
    row,
    text_label,
)
from shopdesk.ui.common.texts import Texts

_LONGEST_CHIP = 24
_MOST_CHIPS = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """The diagnosis as typed."""

    cause: str = ""
    parts_concerned: str = ""
    plan: str = ""
    repairable: bool = True


def text_area(name: str, height: int) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setObjectName(name)
    made.setTabChangesFocus(True)
    made.setFixedHeight(height)
    return made


def joined(text: str, more: str, comma: str) -> str:
    """`more` behind `text`, once."""
    if more in text:
        return text
    return f"{text}{comma}{more}" if text.strip() else more


class BenchForm(Card):
    """A form of the bench: banner, fields, and a foot with the way back and the one main button."""

    submitted = Signal()
    left = Signal()

    def __init__(self, texts: Texts, title_key: str, verb_key: str, icon: str) -> None:
        super().__init__(texts, title_key)
        self.texts = texts
        self.banner = Banner(texts)
        self.main = PrimaryButton(texts, verb_key, icon=icon, key_hint="Ctrl ↵")
        self.main.clicked.connect(lambda _on=False: self.submitted.emit())
        self.back = Button(texts, "common.back", icon="arrow-left", key_hint="Esc")
        self.back.clicked.connect(lambda _on=False: self.left.emit())
        self.foot = row(self.back, 1, self.main)
        self.body.addWidget(self.banner)
        self.inside = QVBoxLayout()
        self.inside.setContentsMargins(2, 2, 10, 2)
        self.inside.setSpacing(tokens.GRID)
        content = QWidget()
        content.setLayout(self.inside)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        self.body.addWidget(area, 1)
        self.body.addLayout(self.foot)

    def start(self) -> None:
        """Put the keyboard where the filling in begins."""
        raise NotImplementedError

    def show_busy(self, busy: bool) -> None:
        self.main.setEnabled(not busy)


class DiagnosisForm(BenchForm):
    """Cause, parts concerned, plan, repairable or not; what was found before as chips."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, "bench.diagnosis.title", "bench.diagnosis.save", "check")
        self.setObjectName("diagnosis_form")
        self.main.setObjectName("diagnosis_save")
        self._before: tuple[FoundBefore, ...] = ()
        self.cause = text_area("diagnosis_cause", 96)
        self.cause_field = Field(texts, "bench.diagnosis.cause", self.cause)
        self.causes = ChipRow(texts)
        self.causes.setObjectName("diagnosis_causes")
        texts.bind(self.causes.setAccessibleName, "bench.diagnosis.before")
        self.causes.changed.connect(self._take_cause)
        self.parts = QLineEdit()
        self.parts.setObjectName("diagnosis_parts")
        self.parts_field = Field(texts, "bench.diagnosis.parts", self.parts, optional=True)
        self.part_chips = ChipRow(texts)
        self.part_chips.setObjectName("diagnosis_part_chips")
        texts.bind(self.part_chips.setAccessibleName, "bench.diagnosis.fitting")
        self.part_chips.changed.connect(self._take_part)
        self.plan = text_area("diagnosis_plan", 96)
        self.plan_field = Field(texts, "bench.diagnosis.plan", self.plan, optional=True)
        self.repairable = Segmented(
            texts,
            [Choice("yes", "bench.diagnosis.repairable"), Choice("no", "bench.diagnosis.not_repairable")],
        )
        self.repairable.setObjectName("diagnosis_repairable")
        self.fields = {
            "cause": self.cause_field,
            "parts_concerned": self.parts_field,
            "plan": self.plan_field,
        }
        self._causes_label = text_label(texts, "bench.diagnosis.before", "label")
        self._parts_label = text_label(texts, "bench.diagnosis.fitting", "label")
        self.inside.addLayout(row(self.cause_field, self.plan_field, spacing=12))
        self.inside.addWidget(self._causes_label)
        self.inside.addWidget(self.causes)
        self.inside.addWidget(self.parts_field)
        self.inside.addWidget(self._parts_label)
        self.inside.addWidget(self.part_chips)
        self.inside.addLayout(row(self.repairable, 1))
        self.inside.addStretch(1)
        self.show_hints(DiagnosisHints((), ()))

    def finding(self) -> Finding:
        return Finding(
            self.cause.toPlainText(),
            self.parts.text(),
            self.plan.toPlainText(),
            self.repairable.value() == "yes",
        )

    def show_finding(self, finding: Finding) -> None:
        self.cause.setPlainText(finding.cause)
        self.parts.setText(finding.parts_concerned)
        self.plan.setPlainText(finding.plan)
        self.repairable.set_value("yes" if finding.repairable else "no")
        self.cause_field.set_error(None)
        self.banner.clear()

    def show_hints(self, hints: DiagnosisHints) -> None:
        self._before = hints.found_before
        self.causes.set_values(())
        self.causes.set_choices(
            [Choice(str(place), text=_short(one.cause)) for place, one in enumerate(hints.found_before)]
        )
        self.part_chips.set_values(())
        self.part_chips.set_choices([Choice(name, text=_short(name)) for name in hints.parts])
        for widgets, there in (
            ((self.causes, self._causes_label), hints.found_before),
            ((self.part_chips, self._parts_label), hints.parts),
        ):
            for widget in widgets:
                widget.setVisible(bool(there))

    def mention(self, part: str) -> None:
        """A part was scanned or tapped: it is concerned."""
        self.parts.setText(joined(self.parts.text(), part, self.texts.tr("bench.comma")))

    def start(self) -> None:
        self.cause_field.focus()
        self.cause.moveCursor(QTextCursor.MoveOperation.End)

    def _take_cause(self, values: list[str]) -> None:
        if not values:
            return
        before = self._before[int(values[0])]
        # Into empty fields only: what was typed stays.
        self.cause.setPlainText(joined(self.cause.toPlainText(), before.cause, self.texts.tr("bench.comma")))
        if not self.parts.text().strip():
            self.parts.setText(before.parts_concerned)
        if not self.plan.toPlainText().strip():
            self.plan.setPlainText(before.plan)
        self.causes.set_values(())

    def _take_part(self, values: list[str]) -> None:
        for name in values:
            self.mention(name)
        self.part_chips.set_values(())


class FinishForm(BenchForm):
    """What was done, in words; suggestions from what was approved and used."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, "bench.finish.title", "bench.finish.save", "clipboard-check")
        self.setObjectName("finish_form")
        self.main.setObjectName("finish_save")
        self.words = text_area("finish_words", 110)
        self.words_field = Field(texts, "bench.finish.work_done", self.words, hint_key="bench.finish.hint")
        self.suggestions = ChipRow(texts)
        self.suggestions.setObjectName("finish_suggestions")
        texts.bind(self.suggestions.setAccessibleName, "bench.finish.suggestions")
        self.suggestions.changed.connect(self._take)
        self.unused = label("text", wrap=True, tone="warn")
        self.unused.setObjectName("finish_unused")
        self.fields = {"work_done": self.words_field}
        self.inside.addWidget(self.words_field)
        self.inside.addWidget(self.suggestions)
        self.inside.addWidget(self.unused)
        self.inside.addStretch(1)

    def work_done(self) -> str:
        return self.words.toPlainText()

    def show_words(self, words: str, suggestions: Sequence[str], unused: str) -> None:
        self.words.setPlainText(words)
        self.words_field.set_error(None)
        self.banner.clear()
        self.suggestions.set_values(())
        self.suggestions.set_choices([Choice(one, text=_short(one)) for one in suggestions[:_MOST_CHIPS]])
        self.suggestions.setVisible(bool(suggestions))
        self.unused.setText(unused)
        self.unused.setVisible(bool(unused))

    def start(self) -> None:
        self.words_field.focus()
        self.words.moveCursor(QTextCursor.MoveOperation.End)

    def _take(self, values: list[str]) -> None:
        for words in values:
            self.words.setPlainText(joined(self.words.toPlainText(), words, self.texts.tr("bench.comma")))
        self.suggestions.set_values(())


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_CHIP else f"{text[: _LONGEST_CHIP - 1]}…"
