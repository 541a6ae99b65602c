"""Photos of a ticket as tiles, and the tiles that take more: dropped, chosen, pasted, or from the camera."""

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
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.ui.common.layout import FlowLayout
from shopdesk.ui.common.photo_lines import ProgressLine, TroubleLine
from shopdesk.ui.common.photo_tiles import Overlay, PendingTile, PhotoTile, SourceTile
from shopdesk.ui.common.texts import Texts

MOST_PHOTOS = 12
_SUFFIXES = "*.jpg *.jpeg *.png *.webp *.bmp *.heic *.heif"
_READY = ("image/jpeg", "image/png", "image/webp")


class PhotoStrip(QWidget):
    """Shows photos and asks for more; preparing and keeping them is done elsewhere, off this thread.

    Whoever takes `files_chosen` and `image_pasted` answers with `begin(token, name)`, then `finish(token)`
    or `fail(token, key)`, and shows what is kept with `set_photos`.
    """

    files_chosen = Signal(list)
    """Paths, at most as many as still fit."""
    image_pasted = Signal(bytes)
    """An encoded picture, ready for `prepare_photo`."""
    camera_wanted = Signal()
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
        self._pending: dict[str, PendingTile] = {}
        self._troubles: dict[str, TroubleLine] = {}
        self._batch = 0
        self._offers_camera = False
        self.add_tile = SourceTile(texts, "add", "image-plus")
        self.add_tile.clicked.connect(self.choose)
        self.camera_tile = SourceTile(texts, "camera", "camera")
        self.camera_tile.clicked.connect(lambda _on=False: self.camera_wanted.emit())
        self.progress = ProgressLine(texts)
        self.progress.cancelled.connect(self.cancel_all)
        texts.bind(self.setAccessibleName, "photos.strip.name")
        self._flow = QWidget()
        self._tiles_box = FlowLayout(self._flow, spacing=6)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.progress)
        box.addWidget(self._flow)
        box.addLayout(self._lines)
        self._arrange()
        self.setFocusProxy(self.add_tile)
        texts.changed.connect(self._name_tiles)

    # what is shown

    def offer_camera(self) -> None:
        """A second place, beside the files, answers with `camera_wanted`."""
        self._offers_camera = True
        for tile in (self.add_tile, self.camera_tile):
            tile.show_half(half=True)
        self._arrange()

    def set_photos(self, photos: Sequence[tuple[str, QImage | bytes | None]]) -> None:
        """Content hash and thumbnail (None while it loads), in order."""
        held = next((index for index, tile in enumerate(self._tiles) if tile.hasFocus()), None)
        before = {tile.name: tile for tile in self._tiles}
        self._tiles = []
        for name, photo in photos:
            tile = before.pop(name, None)
            if tile is None:
                tile = self._new_tile(name, photo)
            else:
                tile.show_photo(photo)
            self._tiles.append(tile)
        for gone in before.values():
            gone.hide()
            gone.deleteLater()
        self._arrange()
        self._name_tiles()
        if held is not None:  # a photo was taken away by key: the next one is under the finger
            follower = self._tiles[min(held, len(self._tiles) - 1)] if self._tiles else self.add_tile
            follower.setFocus(Qt.FocusReason.OtherFocusReason)

    def _new_tile(self, name: str, photo: QImage | bytes | None) -> PhotoTile:
        tile = PhotoTile(photo, name, self._overlay)
        tile.removable = self.isEnabled()
        tile.clicked.connect(lambda _on=False: self.opened.emit(name))
        tile.remove_wanted.connect(lambda: self.remove_wanted.emit(name))
        return tile

    def _arrange(self) -> None:
        """Photos, those on their way, then the places that take more."""
        wanted: list[QWidget] = [*self._tiles, *self._pending.values(), self.add_tile, self.camera_tile]
        for place, tile in enumerate(wanted):
            there = self._tiles_box.itemAt(place)
            if there is not None and there.widget() is tile:
                continue
            for moved in wanted[place:]:
                self._tiles_box.removeWidget(moved)
                self._tiles_box.addWidget(moved)
            break
        # Shown once they have their place: before, each would be a window for a moment.
        room = self.room() > 0
        self.add_tile.setVisible(room)
        self.camera_tile.setVisible(room and self._offers_camera)
        for tile in (*self._tiles, *self._pending.values()):
            tile.show()  # at once: a layout shows new widgets later, too late for the focus

    def set_overlay(self, overlay: Overlay | None) -> None:
        """Draw marks over the photos."""
        self._overlay = overlay
        for tile in self._tiles:
            tile.overlay = overlay
            tile.update()

    def show_chosen(self, name: str) -> None:
        """Frame the photo that is looked at large."""
        for tile in self._tiles:
            if tile.chosen is not (tile.name == name):
                tile.chosen = tile.name == name
                tile.update()

    def tiles(self) -> list[PhotoTile]:
        return list(self._tiles)

    def room(self) -> int:
        """How many more photos fit."""
        return max(self._most - len(self._tiles) - len(self._pending), 0)

    def begin(self, token: str, name: str) -> None:
        """A photo is being prepared; `name` is what the person calls it (its file's name)."""
        if not self._pending:
            self._batch = 0
        self._batch += 1
        tile = PendingTile(self._texts, name)
        tile.setObjectName(f"photo_pending_{token}")
        tile.cancel.setObjectName(f"photo_cancel_{token}")
        tile.cancelled.connect(lambda: self._cancel(token))
        self._pending[token] = tile
        self._show_progress()

    def finish(self, token: str) -> None:
        """It is kept, or not wanted any more."""
        for part in (self._pending.pop(token, None), self._troubles.pop(token, None)):
            if part is not None:
                part.hide()
                part.deleteLater()
        self._show_progress()

    def fail(self, token: str, key: str, **values: object) -> None:
        """Say what is wrong with it, until the person has read it."""
        pending = self._pending.get(token)
        if pending is not None:
            self.finish(token)
            self._say(token, pending.name, key, **values)

    def say(self, key: str, **values: object) -> None:
        """Something that concerns no single file."""
        self.finish("")
        self._say("", "", key, **values)

    def _say(self, token: str, name: str, key: str, **values: object) -> None:
        line = TroubleLine(self._texts, name, key, **values)
        line.setObjectName(f"photo_trouble_{token}")
        line.close_button.setObjectName(f"photo_dismiss_{token}")
        line.closed.connect(lambda: self.finish(token))
        self._troubles[token] = line
        self._lines.addWidget(line)
        line.show()

    def _show_progress(self) -> None:
        self.progress.show_progress(self._batch - len(self._pending), self._batch)
        self._arrange()

    @Slot()
    def cancel_all(self) -> None:
        """None of those on their way is wanted."""
        for token in list(self._pending):
            self._cancel(token)

    def _cancel(self, token: str) -> None:
        self.finish(token)
        self.cancelled.emit(token)

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
        dialog.filesSelected.connect(lambda files: self.take_files([Path(file) for file in files]))
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
            self.take_files(files)
            return True
        content = _picture(mime)
        if content is None:
            return False
        if self.room():
            self.image_pasted.emit(content)
        else:
            self.say("photos.strip.full", most=self._most)
        return True

    def take_files(self, files: Sequence[Path]) -> None:
        """As many as fit; it is said when some do not."""
        room = self.room()
        if len(files) > room:
            self.say("photos.strip.full", most=self._most)
        if files[:room]:
            self.files_chosen.emit(list(files[:room]))

    def name_of_pasted(self) -> str:
        """What a picture without a file is called."""
        return self._texts.tr("photos.strip.pasted")

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
    return encoded(image) if isinstance(image, QImage) and not image.isNull() else None


def encoded(image: QImage) -> bytes:
    """The picture as bytes for `prepare_photo`: as BMP it takes 10 ms, where PNG takes a second."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"bmp")).write(image)
    return bytes(buffer.data().data())
