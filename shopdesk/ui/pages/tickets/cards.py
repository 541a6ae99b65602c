"""The cards beside the timeline: one for each section that has something to say."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.domain.marks import Mark
from shopdesk.ui.annotate.condition import ConditionView
from shopdesk.ui.annotate.photos import Photo
from shopdesk.ui.common.kit import Button, Card, Elided, Pill, label, row, set_state
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.tickets.blocks import Section
from shopdesk.ui.pages.tickets.painted import Body
from shopdesk.ui.photos.stage_photos import StagePhotos

NAMES = ("quote", "fault", "condition", "consents", "parts", "tests", "money")
_BEFORE_QUOTE = ("fault", "condition", "quote")


class SectionCard(Card):
    """Title, pill and note above; the painted blocks below."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"ticket_{name}")
        self.heading = Elided("", "section")
        self.heading.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.pill = Pill()
        self.note = label("note")
        self.blocks = Body(f"ticket_{name}_body")
        self.body.addLayout(row(self.heading, self.pill, 1, self.note))
        self.body.addWidget(self.blocks)

    def show_section(self, section: Section | None) -> None:
        self.setVisible(section is not None)
        if section is None:
            return
        self.heading.setText(section.title)
        self.setAccessibleName(section.title)
        self.pill.setVisible(section.pill is not None)
        if section.pill is not None:
            self.pill.show_pill(section.pill.word, section.pill.tone, section.pill.icon)
        self.note.setVisible(section.note is not None)
        if section.note is not None:
            self.note.setText(section.note.text)
            tone = section.note.tone if section.note.tone != "secondary" else ""
            set_state(self.note, "tone", tone)
        self.blocks.setVisible(bool(section.blocks))
        self.blocks.show_blocks(section.blocks)


class ConditionCard(SectionCard):
    """With outline, photos and legend above what was tried."""

    opened = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__("condition")
        self.view = ConditionView(texts)
        self.view.opened.connect(self.opened)
        self.body.insertWidget(1, self.view)
        self.later = StagePhotos(texts)
        self.later.opened.connect(self.opened)
        self.body.insertWidget(2, self.later)
        self._shown: tuple[str, tuple[Mark, ...], list[Photo]] | None = None

    def show_condition(self, kind: str, marks: tuple[Mark, ...], photos: list[Photo]) -> None:
        if self._shown == (kind, marks, photos):
            return
        self._shown = (kind, marks, photos)
        self.view.set_device_kind(kind)
        self.view.set_photos(photos)
        self.view.set_marks(marks)


class ConsentsCard(SectionCard):
    """With the way to ask the customer again."""

    pressed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__("consents")
        self.again = Button(texts, "consents.change.open", kind="quiet", icon="signature")
        self.again.setObjectName("ticket_consents_again")
        self.again.clicked.connect(lambda _on=False: self.pressed.emit())
        self.body.addLayout(row(1, self.again))


class Cards(QScrollArea):
    """All cards in a column. What comes first depends on how far the ticket is."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("ticket_cards")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        texts.bind(self.setAccessibleName, "tickets.cards")
        self.condition = ConditionCard(texts)
        self.consents = ConsentsCard(texts)
        special: dict[str, SectionCard] = {"condition": self.condition, "consents": self.consents}
        self.cards: dict[str, SectionCard] = {name: special.get(name) or SectionCard(name) for name in NAMES}
        self._order: tuple[str, ...] = ()
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(0, 0, 4, 16)
        self._box.setSpacing(12)
        self._arrange(NAMES)
        self._box.addStretch(1)
        self.setWidget(inside)

    def hold_below(self, widget: QWidget) -> None:
        """Take in what stands beside the cards where there is room."""
        self._box.insertWidget(self._box.count() - 1, widget)

    def show_sections(self, sections: dict[str, Section]) -> None:
        # Before a quote stands, what is wrong is what people look for first.
        order = NAMES if "quote" in sections else (*_BEFORE_QUOTE, *NAMES[3:])
        self._arrange(order)
        for name, card in self.cards.items():
            card.show_section(sections.get(name))

    def _arrange(self, order: tuple[str, ...]) -> None:
        if order == self._order:
            return
        self._order = order
        for place, name in enumerate(order):
            self._box.removeWidget(self.cards[name])
            self._box.insertWidget(place, self.cards[name])
