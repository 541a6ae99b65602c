"""The files that were merged into this one: as they were, and what came from each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from shopdesk.services.merging import MergedRecord
from shopdesk.ui.common.kit import Card, column, empty_out, label, text_label
from shopdesk.ui.desk import Desk

_HIGHEST = 132


class MergedCard(Card):
    """Hidden where nothing was merged."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.texts, "customers.merged.title")
        self.setObjectName("customer_merged")
        self._desk = desk
        self._records: tuple[MergedRecord, ...] = ()
        self.add_head(text_label(desk.texts, "customers.merged.hint", "note"))
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._area = QScrollArea()
        self._area.setObjectName("customer_merged_area")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setMaximumHeight(_HIGHEST)
        self._area.setWidget(inside)
        self.body.addWidget(self._area)
        desk.texts.changed.connect(self._say)
        self.hide()

    def show_records(self, records: Sequence[MergedRecord]) -> None:
        self._records = tuple(records)
        self.setVisible(bool(records))
        self._say()

    def _say(self) -> None:
        empty_out(self._box)
        for one in self._records:
            who = label("strong", "  ·  ".join(filter(None, (one.name, one.phone, self._when(one)))))
            what = label("note", self._what(one), wrap=True)
            both = QWidget()
            both.setLayout(column(who, what, spacing=0))
            self._box.addWidget(both)
        self._box.addStretch(1)

    def _when(self, one: MergedRecord) -> str:
        if one.at is None:
            return ""
        day = self._desk.settings.local(one.at).date()
        return self._desk.texts.tr("customers.merged.when", day=day, name=one.by)

    def _what(self, one: MergedRecord) -> str:
        say = self._desk.texts.tr
        between = say("customers.merged.comma")
        parts = [
            say("customers.merged.tickets", numbers=between.join(one.tickets)) if one.tickets else "",
            say("customers.merged.devices", devices=between.join(one.devices)) if one.devices else "",
            one.note,
        ]
        return "  ·  ".join(filter(None, parts)) or say("customers.merged.nothing")
