"""Above a customer's details: who it is, what can be done, and who may be the same person."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from shopdesk.services.duplicates import Likely
from shopdesk.services.people import CustomerBrief
from shopdesk.ui.common import theme
from shopdesk.ui.common.kit import Button, Elided, Pill, column, row
from shopdesk.ui.desk import Desk


class CustomerHead(QWidget):
    """`compare_pressed` names the file that may be the same person's."""

    take_in_pressed = Signal()
    merge_pressed = Signal()
    compare_pressed = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._texts = texts = desk.texts
        self._likely: Likely | None = None
        self.name = Elided(kind="title")
        self.name.setObjectName("customer_title")
        self.limited = Pill()
        self.reach = Elided(kind="secondary")
        self.merge = Button(texts, "customers.merge.action", icon="merge")
        self.merge.setObjectName("customer_merge")
        self.merge.clicked.connect(lambda _on=False: self.merge_pressed.emit())
        self.take_in = Button(
            texts, "customers.take_in", kind="primary", icon="arrow-down-to-line", key_hint="F6"
        )
        self.take_in.setObjectName("customer_take_in")
        self.take_in.clicked.connect(lambda _on=False: self.take_in_pressed.emit())
        title = row(self.name, self.limited)
        title.setStretch(0, 1)
        upper = row(column(title, self.reach, spacing=2), self.merge, self.take_in, spacing=12)
        upper.setStretch(0, 1)
        self._hint = QWidget()
        self._hint_words = Elided(kind="note")
        self._hint_words.setObjectName("customer_likely")
        theme.set_state(self._hint_words, "tone", "warn")
        compare = Button(texts, "customers.merge.compare", kind="quiet")
        compare.setObjectName("customer_compare")
        theme.set_state(compare, "compact", True)
        compare.clicked.connect(lambda _on=False: self._compare())
        line = row(self._hint_words, compare)
        line.setStretch(0, 1)
        self._hint.setLayout(line)
        self._hint.hide()
        self.setLayout(column(upper, self._hint, spacing=4))

    def show_new(self) -> None:
        self._texts.bind(self.name.setText, "customers.new")
        self._texts.bind(self.reach.setText, "customers.new_words")
        self.limited.hide()
        self.show_likely(None)

    def show_customer(self, kept: CustomerBrief) -> None:
        say = self._texts.tr
        self._texts.put(self.name.setText, kept.name)
        last = (
            say("customers.last_visit", day=self._desk.settings.local(kept.last_visit).date())
            if kept.last_visit
            else ""
        )
        more = say("customers.phones_more", n=len(kept.phones)) if kept.phones else ""
        phone = " ".join(filter(None, (kept.phone, more)))
        facts = (phone, say("customers.visits_n", n=kept.visits), last)
        self._texts.put(self.reach.setText, "  ·  ".join(filter(None, facts)))
        self.limited.show_pill(say("customers.limited_short"), "warn", "triangle-alert")
        self.limited.setVisible(kept.limited)
        self.show_likely(self._likely)

    def show_likely(self, likely: Likely | None) -> None:
        """Somebody on file who may be the same person, and why."""
        self._likely = likely
        self._hint.setVisible(likely is not None)
        if likely is not None:
            self._texts.put(
                self._hint_words.setText,
                self._texts.tr(
                    "customers.merge.perhaps",
                    name=likely.customer.name,
                    why=self._texts.tr(f"customers.why.{likely.why[0]}"),
                ),
            )

    def _compare(self) -> None:
        if self._likely is not None:
            self.compare_pressed.emit(self._likely.customer.id)
