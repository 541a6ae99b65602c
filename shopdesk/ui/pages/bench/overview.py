"""An open ticket at rest: what was found and approved, its parts, the condition it came in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from shopdesk.services.tickets import TicketCard
from shopdesk.ui.annotate.condition import ConditionView
from shopdesk.ui.annotate.photos import Photo
from shopdesk.ui.common.kit import Button, Card, column, label
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.bench.parts_panel import PartsPanel
from shopdesk.ui.photos.stage_photos import StagePhotos


class WorkCard(Card):
    """The finding, and what the customer said yes to."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, "bench.work")
        self.setObjectName("bench_work")
        self._texts = texts
        self.cause = label("text", wrap=True)
        self.cause.setObjectName("bench_cause")
        self.plan = label("secondary", wrap=True)
        self.lines = label("text", wrap=True)
        self.lines.setObjectName("bench_approved")
        for part in (self.cause, self.plan, self.lines):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_card(self, card: TicketCard, approved: Sequence[str]) -> None:
        found = card.diagnosis
        if found is not None:
            self._texts.put(self.cause.setText, found.cause)
        else:
            self._texts.bind(self.cause.setText, "bench.no_diagnosis")
        plan = "  ·  ".join(part for part in (found.parts_concerned, found.plan) if part) if found else ""
        self.plan.setText(plan)
        self.plan.setVisible(bool(plan))
        self.lines.setText("\n".join(f"✓\N{NO-BREAK SPACE}{line}" for line in approved))
        self.lines.setVisible(bool(approved))


class Overview(QScrollArea):
    """Work and parts side by side, the condition below."""

    condition_opened = Signal(str)
    photos_wanted = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("bench_overview")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.work = WorkCard(texts)
        self.parts = PartsPanel(texts)
        self.condition = ConditionView(texts, most_photos=2)
        self.condition.opened.connect(self.condition_opened)
        photos = Button(texts, "photos.compare.open_bench", kind="quiet", icon="images", key_hint="F5")
        photos.clicked.connect(lambda _on=False: self.photos_wanted.emit())
        self.later = StagePhotos(texts)
        self.later.opened.connect(self.condition_opened)
        shown = Card(texts, "bench.condition")
        shown.add_head(photos)
        shown.body.addWidget(self.condition)
        shown.body.addWidget(self.later)
        inside = QWidget()
        beside = QHBoxLayout()
        beside.setSpacing(12)
        beside.addWidget(self.work, 4)
        beside.addWidget(self.parts, 6)
        inside.setLayout(column(beside, shown, 1, spacing=12))
        self.setWidget(inside)

    def show_photos(self, photos: Sequence[Photo]) -> None:
        self.condition.set_photos(photos)
