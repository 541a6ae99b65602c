"""The device as it was taken in, beside what the customer is told, answers and signs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from shopdesk.ui.common.texts import Texts
from shopdesk.ui.customer_screen.asking import AskedSheet
from shopdesk.ui.customer_screen.large import (
    BODY,
    HEAD,
    SMALL,
    STRONG,
    Scrolled,
    Sheet,
    Words,
    clear,
)
from shopdesk.ui.customer_screen.picture import ConditionPicture
from shopdesk.ui.customer_screen.scenes import Asked, Fact, IntakeScene
from shopdesk.ui.customer_screen.shown import Shown


class IntakeShown(Shown):
    answered = Signal(str, str)

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        self._scene: IntakeScene | None = None
        self.picture = ConditionPicture()
        self._legend = QVBoxLayout()
        self._legend.setSpacing(4)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(24)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(24)
        self._device = Sheet("customer_device")
        self._device.body.addWidget(self.picture)
        self._device.body.addLayout(self._legend)
        self._device.body.addLayout(self._facts)
        self._money = Sheet("customer_figures")
        self._money.body.addLayout(self._figures)
        self.left = Scrolled("customer_left")
        self.left.column.addWidget(self._device)
        self.left.column.addWidget(self._money)
        self.left.column.addStretch(1)
        self.right = Scrolled("customer_consents")
        self._consents = QVBoxLayout()
        self._consents.setSpacing(12)
        self._terms = Sheet("customer_terms")
        self.right.column.addLayout(self._consents)
        self.right.column.addWidget(self._terms)
        self.right.column.addStretch(1)
        self.sheets: dict[str, AskedSheet] = {}
        self.halve(self.left, self.right, (5, 7))

    def show_scene(self, scene: IntakeScene) -> None:
        before, self._scene = self._scene, scene
        self.title.show_title(scene.device)
        one = len(scene.asked) == 1 and scene.condition is None
        self.texts.bind(self.lead.setText, "facing.consent.lead" if one else "facing.intake.lead")
        self.left.setVisible(scene.condition is not None or bool(scene.facts or scene.figures))
        if before is None or before.facts != scene.facts or before.language != scene.language:
            self._show_facts(self._facts, scene.facts, SMALL, BODY)
        if before is None or before.figures != scene.figures:
            self._show_facts(self._figures, scene.figures, SMALL, HEAD)
        self._money.setVisible(bool(scene.figures))
        if before is None or before.condition != scene.condition or before.language != scene.language:
            self._show_condition(scene)
        self._show_asked(scene.asked)
        if before is None or before.terms != scene.terms or before.language != scene.language:
            self._show_terms(scene.terms)
        still = sum(one.needed and not one.chosen for one in scene.asked)
        if still:
            self.sign.show_signing(scene.signing, "facing.sign.here", "facing.sign.still", n=still)
        else:
            self.sign.show_signing(scene.signing, "facing.sign.here", "facing.sign.stands_for")
        if before is None or before.form != scene.form:
            self.left.to_top()
            self.right.to_top()

    def _show_facts(self, grid: QGridLayout, facts: tuple[Fact, ...], small: float, large: float) -> None:
        clear(grid)
        for place, fact in enumerate(facts):
            row, column = place // 2 * 2, place % 2
            grid.addWidget(Words(small, fact.label, tone="secondary"), row, column)
            words = Words(large, fact.words, bold=large > BODY)
            words.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, row + 1, column)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.grown()

    def _show_condition(self, scene: IntakeScene) -> None:
        condition = scene.condition
        self.picture.setVisible(condition is not None)
        clear(self._legend)
        if condition is None:
            return
        self.picture.show_condition(condition)
        for mark in condition.marks:
            kind = self.texts.tr(f"annotate.kind.{mark.kind}")
            said = f"{mark.number}   {kind} · {mark.words}" if mark.words else f"{mark.number}   {kind}"
            self._legend.addWidget(Words(BODY, said))
        if not condition.marks:
            self._legend.addWidget(Words(BODY, self.texts.tr("facing.intake.no_marks"), tone="secondary"))
        self.grown()

    def _show_asked(self, asked: tuple[Asked, ...]) -> None:
        if [_same(one) for one in asked] != [_same(made.asked) for made in self.sheets.values()]:
            clear(self._consents)
            self.sheets = {}
            for one in asked:
                made = AskedSheet(self.texts, one)
                made.answered.connect(self._tapped)
                self._consents.addWidget(made)
                self.sheets[one.purpose] = made
            self.grown()
        for one in asked:
            self.sheets[one.purpose].choose(one.chosen)

    def _show_terms(self, terms: tuple[str, ...]) -> None:
        clear(self._terms.body)
        self._terms.setVisible(bool(terms))
        self._terms.body.addWidget(Words(STRONG, self.texts.tr("facing.intake.terms"), bold=True))
        for number, term in enumerate(terms, start=1):
            self._terms.body.addWidget(Words(SMALL + 1, f"{number}. {term}"))
        self.grown()

    def _tapped(self, purpose: str, answer: str) -> None:
        self.answered.emit(purpose, answer)
        scene = self._scene
        if scene is None:
            return
        given = {one.purpose: one.chosen for one in scene.asked} | {purpose: answer}
        purposes = [one.purpose for one in scene.asked]
        following = purposes[purposes.index(purpose) + 1 :]
        ahead = next((one for one in following if not given[one]), None)
        if ahead is not None:
            self.right.ensureWidgetVisible(self.sheets[ahead], 0, 24)

    def grown(self) -> None:
        super().grown()
        self.picture.grow(self.unit)
        share = 1.0 if self.upright or self.left.isHidden() else 7 / 12
        for made in self.sheets.values():
            made.fit(round((self.width() - 80 * self.unit) * share), self.unit)


def _same(asked: Asked) -> tuple[object, ...]:
    """What makes a sheet another one; its answer does not."""
    return asked.purpose, asked.title, asked.text, asked.choices, asked.before, asked.needed
