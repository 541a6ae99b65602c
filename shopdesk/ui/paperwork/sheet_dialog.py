"""Printing a sheet of labels: which tags, and from which label on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from shopdesk.services.search import find
from shopdesk.services.tag_sheets import PrintSheet, WaitingSheet, WaitingTag, waiting_sheet
from shopdesk.services.tags import PrintTags
from shopdesk.ui.common.dialogs import Dialog
from shopdesk.ui.common.kit import Banner, Button, Field, column, label, row, text_label
from shopdesk.ui.desk import Desk
from shopdesk.ui.paperwork.sheet_picture import SheetPicture
from shopdesk.ui.paperwork.words import printer_words, size_words

_WIDTH, _LIST_WIDTH = 760, 380


class SheetDialog(Dialog):
    """The tags that wait at this desk at the left, the sheet they go on at the right."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(desk.texts, desk.texts.tr("prints.sheet.title"), parent)
        self._desk = desk
        self._waiting: WaitingSheet | None = None
        self._left_out: set[int] = set()
        self.setObjectName("sheet_dialog")
        self.setMinimumWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        texts = desk.texts
        self.banner = Banner(texts)
        self.body.addWidget(self.banner)
        self.tags = QListWidget()
        self.tags.setObjectName("sheet_tags")
        self.tags.setMinimumWidth(_LIST_WIDTH)
        texts.bind(self.tags.setAccessibleName, "prints.sheet.tags")
        self.tags.itemChanged.connect(lambda _item: self._ticked())
        self.number = QLineEdit()
        self.number.setObjectName("sheet_number")
        texts.bind(self.number.setPlaceholderText, "prints.sheet.number_example")
        self.number.returnPressed.connect(self.add_ticket)
        self.more = Button(texts, "prints.sheet.add", icon="plus")
        self.more.clicked.connect(self.add_ticket)
        self.number_field = Field(texts, "prints.sheet.number", self.number)
        adding = row(self.number_field, self.more, spacing=8)
        adding.setStretch(0, 1)
        adding.setAlignment(self.more, Qt.AlignmentFlag.AlignBottom)
        self.picture = SheetPicture(texts)
        self.picture.changed.connect(lambda _first: self._say())
        self.where = label("note", wrap=True)
        left = column(text_label(texts, "prints.sheet.tags", "label"), self.tags, adding, spacing=6)
        left.setStretch(1, 1)
        right = column(text_label(texts, "prints.sheet.first", "label"), self.picture, self.where, spacing=6)
        right.setStretch(1, 1)
        both = row(left, right, spacing=20)
        both.setStretch(0, 1)
        self.body.addLayout(both, 1)
        self.add_button("common.cancel", "secondary", self.reject)
        self.go = self.add_button("prints.tags.verb", "accent", self.print_sheet)
        self.go.setObjectName("sheet_print")
        # Return in the number's field adds a ticket and prints nothing.
        for button in (self.go, self.more):
            button.setAutoDefault(False)
        self.load()

    def load(self) -> None:
        self._desk.ask(self._show, waiting_sheet, self._desk.actor.desk)

    def chosen(self) -> list[WaitingTag]:
        """The tags that are ticked, in the order they wait."""
        tags = self._waiting.tags if self._waiting is not None else ()
        return [tag for tag in tags if tag.job_id not in self._left_out]

    def _show(self, waiting: WaitingSheet) -> None:
        first_look = self._waiting is None
        self._waiting = waiting
        self.tags.blockSignals(True)
        self.tags.clear()
        for tag in waiting.tags:
            item = QListWidgetItem(self._words(tag))
            item.setData(Qt.ItemDataRole.UserRole, tag.job_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            state = Qt.CheckState.Unchecked if tag.job_id in self._left_out else Qt.CheckState.Checked
            item.setCheckState(state)
            self.tags.addItem(item)
        self.tags.blockSignals(False)
        if waiting.sheet is None:
            self.banner.say("prints.sheet.no_sheet", "warn")
        elif first_look:
            self.picture.show_sheet(waiting.sheet, waiting.next_label, len(waiting.tags))
        self._say()

    def _words(self, tag: WaitingTag) -> str:
        parts = [tag.number, tag.piece, tag.model]
        if tag.copy_no:
            parts.append(self._desk.texts.tr("settings.queue.copy", number=tag.copy_no))
        return "   ".join(filter(None, parts))

    def _ticked(self) -> None:
        items = [self.tags.item(place) for place in range(self.tags.count())]
        self._left_out = {
            int(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Unchecked
        }
        self._say()

    def _say(self) -> None:
        waiting, texts = self._waiting, self._desk.texts
        count = len(self.chosen())
        sheet = waiting.sheet if waiting is not None else None
        self.go.setEnabled(bool(count) and sheet is not None)
        self.go.show_key("prints.sheet.verb", n=count)
        if waiting is None or sheet is None:
            return
        self.picture.show_sheet(sheet, self.picture.first, count)
        sheets = -(-(self.picture.first - 1 + count) // sheet.labels) if count else 1
        self.where.setText(
            texts.tr(
                "prints.sheet.where",
                size=size_words(texts, sheet.name),
                printer=printer_words(texts, waiting.printer),
                n=sheets,
            )
        )

    def add_ticket(self) -> None:
        """A further tag for a ticket whose number was typed or scanned; it is a marked copy."""
        typed = self.number.text().strip()
        if not typed:
            return
        desk = self._desk

        def found(findings: object) -> None:
            tickets = getattr(findings, "tickets", ())
            exact = [one for one in tickets if one.number == typed] or list(tickets)
            if len(exact) != 1:
                self.number_field.set_error_key("prints.sheet.no_ticket")
                return
            self.number_field.set_error(None)
            self.number.clear()
            command = PrintTags(ticket_id=exact[0].id)
            desk.send(command, lambda _outcome: self.load(), self._failed, owner=self)

        desk.ask(found, find, typed)

    def print_sheet(self) -> None:
        waiting = self._waiting
        if waiting is None or waiting.sheet is None:
            return
        command = PrintSheet(
            job_ids=tuple(tag.job_id for tag in self.chosen()),
            sheet=waiting.sheet.name,
            first=self.picture.first,
        )
        self._desk.send(command, lambda _outcome: self.accept(), self._failed, owner=self)

    def _failed(self, problem: BaseException) -> None:
        self._desk.problems.form(fields={"number": self.number_field}, banner=self.banner)(problem)
        self.load()


def open_sheet(desk: Desk, parent: QWidget | None) -> SheetDialog:
    """Ask which tags to print on which labels; returns at once."""
    dialog = SheetDialog(desk, parent)
    dialog.open()
    return dialog
