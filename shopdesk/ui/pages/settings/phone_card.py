"""The folder that a phone's photos arrive in, chosen for this desk; saved as soon as it is chosen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog

from shopdesk.services.desk_settings import SavedDeskSettings, SaveDeskSettings, saved_desk_settings
from shopdesk.ui.common.kit import Button, Card, Elided, label, row, text_label
from shopdesk.ui.desk import Desk


class PhoneCard(Card):
    """Shows the folder, and says when it cannot be read just now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.texts, "photos.folder.title")
        self.setObjectName("phone_card")
        self._desk = desk
        self._folder = ""
        self._away = False
        self.path = Elided(kind="strong")
        self.path.setObjectName("photo_folder")
        self.choose = Button(desk.texts, "photos.folder.choose", icon="folder-open")
        self.choose.setObjectName("photo_folder_choose")
        self.choose.clicked.connect(lambda _on=False: self._ask())
        self.clear = Button(desk.texts, "photos.folder.clear", kind="quiet")
        self.clear.setObjectName("photo_folder_clear")
        self.clear.clicked.connect(lambda _on=False: self.save(""))
        hint = text_label(desk.texts, "photos.folder.hint", "note")
        hint.setWordWrap(True)
        self.trouble = label("error", wrap=True)
        line = row(self.path, self.clear, self.choose)
        line.setStretch(0, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.trouble)
        self.body.addWidget(hint)
        desk.texts.changed.connect(self._show)
        self.look()

    def look(self) -> None:
        """As it is kept now."""
        self._desk.ask(self._kept, saved_desk_settings, self._desk.actor.desk)

    def _kept(self, kept: SavedDeskSettings) -> None:
        self._folder, self._away = kept.value.photo_folder, False
        self._show()
        if self._folder:
            self._look_into(Path(self._folder))

    def _look_into(self, folder: Path) -> None:
        def found(there: bool) -> None:
            self._away = not there and str(folder) == self._folder
            self._show()

        self._desk.tasks.aside(folder.is_dir, found, owner=self)

    @Slot()
    def _show(self) -> None:
        say = self._desk.texts.tr
        self.path.setText(self._folder or say("photos.folder.none"))
        self.clear.setVisible(bool(self._folder))
        self.trouble.setText(say("photos.folder.away") if self._away else "")
        self.trouble.setVisible(self._away)

    def _ask(self) -> None:
        dialog = QFileDialog(self, self._desk.texts.tr("photos.folder.choose_title"), self._folder)
        dialog.setObjectName("photo_folder_dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def save(self, folder: str) -> None:
        """Keep it, beside whatever else this desk has set meanwhile."""

        def send(kept: SavedDeskSettings) -> None:
            value = replace(kept.value, photo_folder=folder)
            command = SaveDeskSettings(value=value, seen_version=kept.version)
            failed = self._desk.problems.form(conflict=lambda _conflict: self.save(folder))
            self._desk.send(command, lambda _outcome: self.look(), failed, owner=self)

        self._desk.ask(send, saved_desk_settings, self._desk.actor.desk)
