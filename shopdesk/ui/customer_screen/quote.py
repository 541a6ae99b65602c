"""The quote in plain words: ways to mend it, lines, total, and the signature that says yes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from shopdesk.ui.common.figure import BigFigure
from shopdesk.ui.common.kit import row
from shopdesk.ui.common.layout import line
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.customer_screen.large import (
    AMOUNT,
    BODY,
    HEAD,
    SMALL,
    STRONG,
    Answer,
    Scrolled,
    Sheet,
    Words,
    clear,
)
from shopdesk.ui.customer_screen.lines import show_lines
from shopdesk.ui.customer_screen.scenes import QuoteScene
from shopdesk.ui.customer_screen.shown import Shown


class QuoteShown(Shown):
    chose = Signal(int)

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        self._scene: QuoteScene | None = None
        self.lead.hide()
        self._ways = QVBoxLayout()
        self._ways.setSpacing(10)
        self.ways: list[Answer] = []
        choose = Words(STRONG, bold=True)
        texts.bind(choose.setText, "facing.quote.choose")
        self._choosing = Sheet("customer_ways")
        self._choosing.body.addWidget(choose)
        self._choosing.body.addLayout(self._ways)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(24)
        self._aside = Sheet("customer_quote_facts")
        self._aside.body.addLayout(self._facts)
        self.left = Scrolled("customer_quote_left")
        self.left.column.addWidget(self._choosing)
        self.left.column.addWidget(self._aside)
        self.left.column.addStretch(1)
        self.halve(self.left, self._body(), (5, 7))

    def _body(self) -> Sheet:
        self._way = Words(HEAD, bold=True)
        self._note = Words(BODY, tone="secondary")
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(24)
        self._lines.setVerticalSpacing(6)
        self._list = Scrolled("customer_quote_lines")
        self._list.column.addWidget(self._way)
        self._list.column.addWidget(self._note)
        self._list.column.addLayout(self._lines)
        self._list.column.addStretch(1)
        word = Words(HEAD, bold=True, wrap=False)
        self.texts.bind(word.setText, "facing.quote.total")
        self.total = BigFigure(AMOUNT, right=True)
        self.total.setObjectName("customer_total")
        self._small = Words(SMALL, tone="secondary")
        made = Sheet("customer_quote_body")
        made.body.addWidget(self._list, 1)
        made.body.addWidget(line())
        made.body.addLayout(row(word, self.total, spacing=16))
        made.body.addWidget(self._small)
        return made

    def show_scene(self, scene: QuoteScene) -> None:
        before, self._scene = self._scene, scene
        self.title.show_title(scene.device)
        if before is None or before.ways != scene.ways:
            clear(self._ways)
            self.ways = []
            for place, way in enumerate(scene.ways):
                made = Answer(f"{way.title}   {way.total}")
                made.setObjectName(f"customer_way_{place}")
                made.clicked.connect(lambda _on=False, chosen=place: self.chose.emit(chosen))
                self._ways.addWidget(made)
                self.ways.append(made)
        several = len(scene.ways) > 1
        self._choosing.setVisible(several)
        for place, made in enumerate(self.ways):
            made.setChecked(place == scene.chosen)
            made.setEnabled(scene.asks)
        clear(self._facts)
        for place, fact in enumerate(scene.facts):
            self._facts.addWidget(Words(SMALL, fact.label, tone="secondary"), place * 2, 0)
            self._facts.addWidget(Words(STRONG, fact.words, bold=True), place * 2 + 1, 0)
        self._aside.setVisible(bool(scene.facts))
        self.left.setVisible(several or bool(scene.facts))
        if scene.ways:
            way = scene.ways[scene.chosen]
            self._way.setText(way.title)
            self._note.setText(way.note)
            self._note.setVisible(bool(way.note))
            show_lines(self._lines, way.lines)
            self.total.show_figure(way.total)
        self._small.setText(scene.small_print)
        self._small.setVisible(bool(scene.small_print))
        self.sign.setVisible(scene.asks)
        self.sign.show_signing(scene.signing, "facing.quote.sign")
        if before is None or before.form != scene.form:
            self.left.to_top()
            self._list.to_top()
        self.grown()

    def grown(self) -> None:
        super().grown()
        self.total.set_px(AMOUNT * self.unit)
