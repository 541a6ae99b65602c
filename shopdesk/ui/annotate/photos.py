"""The photos of one ticket as they are shown here: in order, by content hash."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QImage

from shopdesk.ui.annotate.surfaces import PhotoPicture, Sheet, as_image, photo_sheet

Photo = tuple[str, QImage | bytes | None]
"""Content hash and picture; None while it is loading or when its file is missing."""


class Photos:
    """Pictures are decoded once for each hash."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._pictures: dict[str, PhotoPicture] = {}

    def show(self, photos: Sequence[Photo]) -> None:
        self.names = [name for name, _ in photos]
        for name, photo in photos:
            held = self._pictures.get(name)
            if held is not None and not (isinstance(photo, QImage) and photo.width() > held.size.width()):
                continue
            image = as_image(photo)
            if image is not None:
                self._pictures[name] = PhotoPicture(image)
        self._pictures = {name: held for name, held in self._pictures.items() if name in self.names}

    def sheet(self, name: str) -> Sheet:
        return photo_sheet(name, self._pictures.get(name))
