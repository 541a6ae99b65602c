"""The third band: what is wrong, how it came about, and what works at the counter."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from shopdesk.services.fault_book import CheckLists, fault_book
from shopdesk.services.intake_form import CheckResult, Tri
from shopdesk.ui.common.kit import Choice, FlowLayout, row, set_state, text_label
from shopdesk.ui.common.layout import Band
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.intake.advice_sheet import AdviceButton
from shopdesk.ui.pages.intake.answers import CheckRow, TriSwitch
from shopdesk.ui.pages.intake.earlier import HistoryShown
from shopdesk.ui.pages.intake.entered import Entered
from shopdesk.ui.pages.intake.folded import FoldedChips
from shopdesk.ui.pages.intake.history import HistoryCard
from shopdesk.ui.pages.intake.more import MoreAsked
from shopdesk.ui.pages.intake.troubles import Place, Trouble

_TOLD = ("dropped", "liquid", "repaired_before", "reproduced", "in_warranty")


class FaultBand(Band):
    """Chips for the kind of device, free words, history, functional check."""

    changed = Signal()

    def __init__(self, texts: Texts, host: QWidget) -> None:
        """`host` is the page: the sheet of advice lies over it."""
        super().__init__(texts, 3, "intake.fault.title")
        self.advice = AdviceButton(texts, host)
        self.add_head(self.advice)
        self._texts = texts
        self._kind = "phone"
        self._lists = CheckLists()
        self._last_fault = ""
        self.faults = FoldedChips(texts, "intake_faults", 2)
        texts.bind(self.faults.row.setAccessibleName, "intake.fault.title")
        self.words = self._line("intake_fault_words", "intake.fault.words")
        self.since = self._line("intake_since", "intake.fault.since")
        self.how = self._line("intake_how", "intake.fault.how")
        self.told = {name: TriSwitch(texts, name, f"intake.told.{name}") for name in _TOLD}
        self.purchase = self._line("intake_purchase_date", "intake.fault.purchase")
        self.purchase.setFixedWidth(98)
        texts.bind(self.purchase.setToolTip, "intake.problem.day")
        set_state(self.purchase, "compact", True)
        self.checks = CheckRow(texts)
        self.more = MoreAsked(texts, host)
        self.advice.tried.connect(self.more.note_tried)
        self.history = HistoryCard(texts, host)
        self._redoes: int | None = None
        self.head.insertWidget(2, self.history, 3)
        self._lay_out()
        self.faults.changed.connect(self._faults_changed)
        self.checks.changed.connect(self._tell)
        self.more.changed.connect(self._tell)
        for switch in self.told.values():
            switch.changed.connect(self._tell)
        texts.changed.connect(self._offer)
        self._offer()

    def _line(self, name: str, key: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(name)
        self._texts.bind(made.setPlaceholderText, key)
        self._texts.bind(made.setAccessibleName, key)
        return made

    def _lay_out(self) -> None:
        line = row(self.words, self.since, self.how, self.more)
        for column, stretch in enumerate((5, 2, 3)):
            line.setStretch(column, stretch)
        told = FlowLayout(spacing=6)
        for switch in self.told.values():
            told.addWidget(switch)
        told.addWidget(self.purchase)
        trouble = Trouble(self._texts, "fault", self.faults, self.words.setFocus)
        since = Trouble(self._texts, "since", self.since, self.since.setFocus)
        how = Trouble(self._texts, "how", self.how, self.how.setFocus)
        bought = Trouble(self._texts, "purchase_date", self.purchase, self.purchase.setFocus)
        self.body.addWidget(self.faults)
        self.body.addLayout(line)
        for one in (trouble, since, how):
            self.body.addWidget(one)
        self.body.addLayout(told)
        self.body.addWidget(bought)
        label = text_label(self._texts, "intake.fault.checks", "label")
        label.setFixedHeight(28)
        checks = row(label)
        checks.addWidget(self.checks, 1)
        checks.setAlignment(label, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(checks)
        self.places: dict[str, Place] = {
            "fault": trouble,
            "since": since,
            "how": how,
            "purchase_date": bought,
            **self.more.places,
        }
        for edit, name in (
            (self.words, "fault"),
            (self.since, "since"),
            (self.how, "how"),
            (self.purchase, "purchase_date"),
        ):
            edit.textEdited.connect(lambda _text, what=name: self._edited(what))

    def use_checks(self, lists: CheckLists) -> None:
        """What this shop tries at intake, as its settings say now; answers given already stay."""
        if lists != self._lists:
            self._lists = lists
            given = self.checks.results()
            self._offer()
            self.checks.set_results(given)

    def show_kind(self, kind: str) -> None:
        if kind != self._kind:
            self._kind = kind
            self._offer()

    def fill(self, entered: Entered) -> None:
        self.show_kind(entered.kind)
        self._last_fault = ""
        self.faults.set_values(entered.faults)
        self.words.setText(entered.fault_words)
        self.since.setText(entered.since)
        self.how.setText(entered.how)
        for name, switch in self.told.items():
            switch.set_value(entered.told.get(name, Tri.UNKNOWN))
        self.purchase.setText(entered.purchase_date)
        self.more.fill(entered)
        self._redoes = entered.redoes_id
        self.history.show_history(None)
        self.checks.set_results(entered.checks)
        self._say()

    def taken(self) -> dict[str, Any]:
        told = {name: switch.value() for name, switch in self.told.items()}
        return {
            "faults": tuple(self.faults.values()),
            "fault_words": self.words.text(),
            "since": self.since.text(),
            "how": self.how.text(),
            "told": {name: answer for name, answer in told.items() if answer is not Tri.UNKNOWN},
            "purchase_date": self.purchase.text(),
            "redoes_id": self._redoes,
            **self.more.taken(),
            "checks": self.checks.results(),
        }

    def show_claim(self, ticket_id: int | None) -> None:
        """The repair that is claimed on, or none any more."""
        if ticket_id != self._redoes:
            self._redoes = ticket_id
            self._tell()

    def show_history(self, shown: HistoryShown | None) -> None:
        self.history.show_history(shown)
        self._say()

    def _edited(self, name: str) -> None:
        self.places[name].set_error(None)
        set_state(self.purchase, "bad", False)
        self._tell()

    def _faults_changed(self, values: list[str]) -> None:
        self._last_fault = values[-1] if values else ""
        self.places["fault"].set_error(None)
        self._tell()

    def _tell(self) -> None:
        self._say()
        self.changed.emit()

    def _offer(self) -> None:
        language = self._texts.language
        book = fault_book()
        self.faults.set_choices(
            [Choice(one.id, text=one.name.text(language)) for one in book.faults(self._kind)]
        )
        for chip, one in zip(self.faults.row.chips(), book.faults(self._kind), strict=True):
            chip.setToolTip(one.hint.text(language) if one.hint else "")
        kind = self._kind
        self.checks.set_checks(
            lambda: [(one.id, one.name.text(self._texts.language)) for one in self._lists.of(kind)]
        )
        self._say()

    def _say(self) -> None:
        """At the right: what to ask about the fault just chosen, else how the check went."""
        self.set_done(bool(self.faults.values() or self.words.text().strip()))
        asked = fault_book().fault(self._last_fault) if self._last_fault else None
        if asked is not None and asked.hint is not None:
            self.set_note(asked.hint.text(self._texts.language), "warn" if asked.risk else "accent")
            return
        counted = Counter(self.checks.results().values())
        said = [
            self._texts.tr(f"intake.fault.count.{result}", n=counted[result])
            for result in CheckResult
            if counted[result]
        ]
        keys = "" if self.history.isVisible() else self._texts.tr("intake.fault.keys")
        self.set_note(" · ".join(said) or keys)
