"""Printing tags for a ticket: how many of the device, how many for what came with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from shopdesk.services.tags import MOST_TAGS, PrintTags, TicketTags, ticket_tags
from shopdesk.services.work import Outcome
from shopdesk.ui.common.dialogs import Dialog
from shopdesk.ui.common.kit import Banner, Field, NumberEdit, label
from shopdesk.ui.desk import Desk

_WIDTH = 420


class TagsDialog(Dialog):
    """Numbers to turn, and one verb."""

    def __init__(self, desk: Desk, ticket_id: int, parent: QWidget | None) -> None:
        super().__init__(desk.texts, desk.texts.tr("prints.tags.title"), parent)
        self._desk = desk
        self._ticket_id = ticket_id
        self.setObjectName("tags_dialog")
        self.setMinimumWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        texts = desk.texts
        self.banner = Banner(texts)
        self.what = label("strong", wrap=True)
        self.noted = label("note", wrap=True)
        self.device = NumberEdit(0, MOST_TAGS, 1)
        self.device.setObjectName("tags_device")
        self.accessories = NumberEdit(0, MOST_TAGS, 0)
        self.accessories.setObjectName("tags_accessories")
        self.fields = {
            "device": Field(texts, "prints.tags.device", self.device),
            "accessories": Field(
                texts, "prints.tags.accessories", self.accessories, hint_key="prints.tags.accessories_hint"
            ),
        }
        for part in (self.banner, self.what, self.noted, *self.fields.values()):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.noted.hide()
        self.add_button("common.cancel", "secondary", self.reject)
        self.go = self.add_button("prints.tags.verb", "accent", self.print_tags)
        self.go.setDefault(True)
        desk.ask(self._show, ticket_tags, ticket_id)

    def _show(self, tags: TicketTags) -> None:
        self.what.setText(f"{tags.number}   {tags.model}")
        self.noted.setVisible(bool(tags.accessories))
        what = " · ".join(tags.accessories)
        self.noted.setText(self._desk.texts.tr("prints.tags.noted", what=what))
        self.accessories.setValue(tags.issued)

    def print_tags(self) -> None:
        command = PrintTags(
            ticket_id=self._ticket_id,
            device=self.device.value(),
            accessories=self.accessories.value(),
        )

        def printed(outcome: Outcome[int]) -> None:
            self._desk.notices.ok("prints.tags.sent", n=outcome.value)
            self.accept()

        failed = self._desk.problems.form(fields=self.fields, banner=self.banner)
        self._desk.send(command, printed, failed, owner=self)
