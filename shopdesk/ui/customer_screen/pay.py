"""At the till: what it comes to, what was handed over, what comes back, and the last signature."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout

from shopdesk.ui.common.figure import BigFigure
from shopdesk.ui.common.layout import line
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.customer_screen.large import (
    AMOUNT,
    HEAD,
    SMALL,
    Scrolled,
    Sheet,
    Words,
)
from shopdesk.ui.customer_screen.lines import show_lines
from shopdesk.ui.customer_screen.scenes import PayScene
from shopdesk.ui.customer_screen.shown import Shown

_DUE = 68.0


class PayShown(Shown):
    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        self._form = ""
        self.lead.hide()
        self._lines, self._sums, self._tendered = QGridLayout(), QGridLayout(), QGridLayout()
        for grid in (self._lines, self._sums, self._tendered):
            grid.setHorizontalSpacing(24)
            grid.setVerticalSpacing(6)
        self._list = Scrolled("customer_pay_lines")
        self._list.column.addLayout(self._lines)
        self._list.column.addStretch(1)
        left = Sheet("customer_pay_left")
        left.body.addWidget(self._list, 1)
        left.body.addWidget(line())
        left.body.addLayout(self._sums)
        self._small = Words(SMALL, tone="secondary")
        left.body.addWidget(self._small)
        self.halve(left, self._amounts(), (7, 5))

    def _amounts(self) -> Sheet:
        self._due_word = Words(HEAD, tone="secondary", wrap=False)
        self.due = BigFigure(_DUE)
        self.due.setObjectName("customer_due")
        self._change_word = Words(HEAD, wrap=False)
        self.texts.bind(self._change_word.setText, "facing.pay.change")
        self.change = BigFigure(AMOUNT)
        self.change.setObjectName("customer_change")
        self._thanks = Words(HEAD, bold=True, tone="ok")
        self.texts.bind(self._thanks.setText, "facing.pay.thanks")
        made = Sheet("customer_pay_right")
        made.body.addWidget(self._due_word)
        made.body.addWidget(self.due)
        made.body.addLayout(self._tendered)
        made.body.addWidget(self._change_word)
        made.body.addWidget(self.change)
        made.body.addStretch(1)
        made.body.addWidget(self._thanks)
        return made

    def show_scene(self, scene: PayScene) -> None:
        self.title.show_title(scene.device)
        show_lines(self._lines, scene.lines)
        show_lines(self._sums, scene.sums)
        show_lines(self._tendered, scene.tendered)
        self._small.setText(scene.small_print)
        self._small.setVisible(bool(scene.small_print))
        self._due_word.setText(scene.due_label)
        self.due.show_figure(scene.due)
        for part in (self._change_word, self.change):
            part.setVisible(bool(scene.change))
        self.change.show_figure(scene.change, "ok")
        self._thanks.setVisible(scene.done)
        self.sign.setVisible(not scene.done)
        self.sign.show_signing(scene.signing, "facing.pay.sign")
        if self._form != scene.form:
            self._form = scene.form
            self._list.to_top()
        self.grown()

    def grown(self) -> None:
        super().grown()
        self.due.set_px(_DUE * self.unit)
        self.change.set_px(AMOUNT * self.unit)
