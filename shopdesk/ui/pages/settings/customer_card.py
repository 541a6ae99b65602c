"""Which screen is turned to the customer at this desk."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox

from shopdesk.services.desk_settings import (
    DeskSettings,
    SavedDeskSettings,
    SaveDeskSettings,
    saved_desk_settings,
)
from shopdesk.ui.common.kit import Card, Field, text_label
from shopdesk.ui.customer_screen.screens import OFF, WINDOW, CustomerScreen
from shopdesk.ui.desk import Desk


class CustomerCard(Card):
    """Takes effect at once; F12 opens and closes it by hand."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.texts, "facing.setting.title")
        self._desk = desk
        self._kept = SavedDeskSettings(DeskSettings(), 0)
        self.which = QComboBox()
        self.which.setObjectName("desk_customer_screen")
        self.which.activated.connect(self._chosen)
        note = text_label(desk.texts, "facing.setting.hint", "note")
        note.setWordWrap(True)
        self.body.addWidget(note)
        self.body.addWidget(Field(desk.texts, "facing.setting.which", self.which))
        self.which.setObjectName("desk_customer_screen")
        desk.texts.changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    def look(self) -> None:
        self._desk.ask(self._found, saved_desk_settings, self._desk.actor.desk)

    def _found(self, kept: SavedDeskSettings) -> None:
        self._kept = kept
        self._show()

    def _show(self) -> None:
        tr, chosen = self._desk.texts.tr, self._kept.value.customer_screen
        screens = CustomerScreen.screens()
        entries = [(OFF, tr("facing.setting.off")), (WINDOW, tr("facing.setting.window"))]
        entries += [(name, name) for name in screens]
        if chosen not in {place for place, _ in entries}:
            entries.append((chosen, tr("facing.setting.missing", screen=chosen)))
        self.which.clear()
        for place, words in entries:
            self.which.addItem(words, place)
        self.which.setCurrentIndex([place for place, _ in entries].index(chosen))

    def _chosen(self, place: int) -> None:
        value = replace(self._kept.value, customer_screen=str(self.which.itemData(place)))
        command = SaveDeskSettings(value=value, seen_version=self._kept.version)

        def failed(problem: BaseException) -> None:
            self._desk.problems.show(problem)
            self.look()

        self._desk.send(command, lambda _outcome: self.look(), failed, owner=self)
