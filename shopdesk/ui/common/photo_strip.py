"""Photos of a ticket as tiles, and the tile that takes more: dropped, chosen or pasted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QImageWriter,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.ui.common import theme
from shopdesk.ui.common.buttons import IconButton
from shopdesk.ui.common.icons import IconLabel
from shopdesk.ui.common.layout import Elided, FlowLayout, empty_out, label, row
from shopdesk.ui.common.photo_tiles import AddTile, Overlay, PhotoTile
from shopdesk.ui.common.pieces import BusyLine
from shopdesk.ui.common.texts import Texts

MOST_PHOTOS = 12
_SUFFIXES = "*.jpg *.jpeg *.png *.webp *.bmp *.heic *.heif"
_READY = ("image/jpeg", "image/png", "image/webp")


class _Pending(QFrame):
    """A photo on its way, or what came in its way."""

    closed = Signal()

    def __init__(self, texts: Texts, name: str) -> None:
        super().__init__()
        theme.set_kind(self, "note_box")
        self._texts = texts
        self._name = name
        self.broken = False
        self._sign = IconLabel("circle-alert", "bad", 16)
        self._sign.hide()
        self._words = Elided(name, "note")
        self._trouble = label("error", wrap=True)
        self._trouble.hide()
        self._busy = BusyLine(texts)
        self.close_button = IconButton(texts, "x", "common.cancel")
        texts.bind(self.close_button.setAccessibleName, "photos.strip.cancel", name=name)
        self.close_button.clicked.connect(self.closed)
        lines = QVBoxLayout()
        lines.setSpacing(3)
        for part in (self._words, self._trouble, self._busy):
            lines.addWidget(part)
        box = row(self._sign, lines, self.close_button, spacing=6)
        box.setContentsMargins(8, 4, 2, 4)
        self.setLayout(box)
        texts.bind(self.setAccessibleName, "photos.strip.working", name=name)
        self._busy.start()

    def fail(self, key: str, **values: object) -> None:
        self.broken = True
        self._busy.stop()
        self._sign.show()
        self._trouble.show()
        self._texts.bind(self._trouble.setText, key, **values)
        self._texts.bind(self.setAccessibleName, key, **values)
        self._texts.bind(self.close_button.setToolTip, "common.dismiss")
        self._texts.bind(self.close_button.setAccessibleName, "photos.strip.dismiss", name=self._name)


class PhotoStrip(QWidget):
    """Shows photos and asks for more; preparing and keeping them is the page's, off this thread.

    The page answers `files_chosen` and `image_pasted` with `begin(token, name)`, then `finish(token)` or
    `fail(token, key)`, and shows what is kept with `set_photos`.
    """

    files_chosen = Signal(list)
    """Paths, at most as many as still fit."""
    image_pasted = Signal(bytes)
    """An encoded picture, ready for `prepare_photo`."""
    opened = Signal(str)
    remove_wanted = Signal(str)
    cancelled = Signal(str)
    """The token of a photo that is not wanted after all."""

    def __init__(self, texts: Texts, *, most: int = MOST_PHOTOS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("photo_strip")
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._texts = texts
        self._most = most
        self._overlay: Overlay | None = None
        self._tiles: list[PhotoTile] = []
        self._pending: dict[str, _Pending] = {}
        self.add_tile = AddTile(texts)
        self.add_tile.clicked.connect(self.choose)
        texts.bind(self.setAccessibleName, "photos.strip.name")
        self._flow = QWidget()
        self._tiles_box = FlowLayout(self._flow, spacing=10)
        self._tiles_box.addWidget(self.add_tile)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self._flow)
        box.addLayout(self._lines)
        self.setFocusProxy(self.add_tile)
        texts.changed.connect(self._name_tiles)

    # what is shown

    def set_photos(self, photos: Sequence[tuple[str, QImage | bytes | None]]) -> None:
        """Content hash and thumbnail (None while it loads), in order."""
        held = next((index for index, tile in enumerate(self._tiles) if tile.hasFocus()), None)
        self._tiles_box.removeWidget(self.add_tile)
        empty_out(self._tiles_box)
        self._tiles = []
        for name, photo in photos:
            tile = PhotoTile(photo, name, self._overlay)
            tile.clicked.connect(lambda _on=False, chosen=name: self.opened.emit(chosen))
            tile.remove_wanted.connect(lambda chosen=name: self.remove_wanted.emit(chosen))
            self._tiles.append(tile)
            self._tiles_box.addWidget(tile)
            tile.show()  # at once: a layout shows new widgets later, too late for the focus
        self._tiles_box.addWidget(self.add_tile)
        self.add_tile.setVisible(self.room() > 0)
        self._name_tiles()
        if held is not None:  # a photo was taken away by key: the next one is under the finger
            follower = self._tiles[min(held, len(self._tiles) - 1)] if self._tiles else self.add_tile
            follower.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_overlay(self, overlay: Overlay | None) -> None:
        """Draw marks over the photos."""
        self._overlay = overlay
        for tile in self._tiles:
            tile.overlay = overlay
            tile.update()

    def tiles(self) -> list[PhotoTile]:
        return list(self._tiles)

    def room(self) -> int:
        """How many more photos fit."""
        waiting = sum(1 for pending in self._pending.values() if not pending.broken)
        return max(self._most - len(self._tiles) - waiting, 0)

    def begin(self, token: str, name: str) -> None:
        """A photo is being prepared; `name` is what the person calls it (its file's name)."""
        pending = _Pending(self._texts, name)
        pending.setObjectName(f"photo_pending_{token}")
        pending.close_button.setObjectName(f"photo_cancel_{token}")
        pending.closed.connect(lambda: self._close(token))
        self._pending[token] = pending
        self._lines.addWidget(pending)
        pending.show()

    def finish(self, token: str) -> None:
        """It is kept, or not wanted any more."""
        pending = self._pending.pop(token, None)
        if pending is not None:
            pending.hide()
            pending.deleteLater()

    def fail(self, token: str, key: str, **values: object) -> None:
        """Say what is wrong with it, until the person has read it."""
        if token in self._pending:
            self._pending[token].fail(key, **values)

    def say(self, key: str, **values: object) -> None:
        """Something that concerns no single file."""
        self.finish("")
        self.begin("", "")
        self.fail("", key, **values)

    # what comes in

    @Slot()
    def choose(self) -> None:
        """The system's dialog; answers with `files_chosen`."""
        dialog = QFileDialog(self, self._texts.tr("photos.strip.choose_title"))
        dialog.setObjectName("photo_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [
                f"{self._texts.tr('photos.strip.photo_files')} ({_SUFFIXES})",
                f"{self._texts.tr('photos.strip.all_files')} (*)",
            ]
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda files: self._take_files([Path(file) for file in files]))
        dialog.open()

    @Slot()
    def paste(self) -> None:
        """Files or a picture from the clipboard."""
        if not self._take(QGuiApplication.clipboard().mimeData()):
            self.say("photos.strip.nothing_to_paste")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event.mimeData()) or event.mimeData().hasImage():
            event.acceptProposedAction()
            self.add_tile.show_drop(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.add_tile.show_drop(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.add_tile.show_drop(False)
        if self._take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)  # a phone's folder keeps its file
            event.accept()

    def _take(self, mime: QMimeData) -> bool:
        if files := _files(mime):
            self._take_files(files)
            return True
        content = _picture(mime)
        if content is None:
            return False
        if self.room():
            self.image_pasted.emit(content)
        else:
            self.say("photos.strip.full", most=self._most)
        return True

    def _take_files(self, files: list[Path]) -> None:
        room = self.room()
        if len(files) > room:
            self.say("photos.strip.full", most=self._most)
        if files[:room]:
            self.files_chosen.emit(files[:room])

    def _close(self, token: str) -> None:
        was_working = not self._pending[token].broken
        self.finish(token)
        if was_working:
            self.cancelled.emit(token)

    @Slot()
    def _name_tiles(self) -> None:
        for number, tile in enumerate(self._tiles, start=1):
            tile.setObjectName(f"photo_{number}")
            tile.setAccessibleName(self._texts.tr("photos.strip.photo", number=number))
            tile.setAccessibleDescription(self._texts.tr("photos.strip.remove", number=number))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            for tile in self._tiles:
                tile.removable = self.isEnabled()


def _files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def _picture(mime: QMimeData) -> bytes | None:
    """The clipboard's picture as encoded bytes, as it came where it came encoded."""
    for kind in _READY:
        if mime.hasFormat(kind):
            return bytes(mime.data(kind).data())
    image = mime.imageData() if mime.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return None
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # As BMP it takes 10 ms; PNG would hold the window up for a second.
    QImageWriter(buffer, QByteArray(b"bmp")).write(image)
    return bytes(buffer.data().data())
