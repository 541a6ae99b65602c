"""A ticket's later photos as small pictures, one captioned row for each stage."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.domain.photo_stage import PhotoStage
from shopdesk.ui.annotate.photos import Photo, Photos
from shopdesk.ui.annotate.tile import SheetTile
from shopdesk.ui.common.kit import empty_out
from shopdesk.ui.common.layout import FlowLayout, label
from shopdesk.ui.common.texts import Texts

_TILE = QSize(104, 76)
Stages = tuple[tuple[PhotoStage, tuple[Photo, ...]], ...]


class StagePhotos(QWidget):
    """Hidden while there are none. `opened` carries the hash of the photo that was pressed."""

    opened = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("stage_photos")
        self._texts = texts
        self._shown: Stages = ()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 4, 0, 0)
        self._box.setSpacing(6)
        texts.changed.connect(self._fill)
        self.hide()

    def show_stages(self, stages: Sequence[tuple[PhotoStage, Sequence[Photo]]]) -> None:
        """Those with photos, in their order."""
        wanted = tuple((stage, tuple(photos)) for stage, photos in stages if photos)
        if wanted == self._shown:
            return
        self._shown = wanted
        self._fill()

    def _fill(self) -> None:
        empty_out(self._box)
        for stage, photos in self._shown:
            said = self._texts.tr("photos.compare.count", n=len(photos))
            caption = label("label", f"{self._texts.tr(f'photos.stage.{stage}')} · {said}")
            row = QWidget()
            flow = FlowLayout(row, spacing=8)
            held = Photos()
            held.show(photos)
            for number, (name, _picture) in enumerate(photos, start=1):
                tile = SheetTile(_TILE)
                tile.setObjectName(f"photo_{stage}_{number}")
                words = f"{self._texts.tr(f'photos.stage.{stage}')}, {number}"
                tile.show_sheet(held.sheet(name), (), words, self._texts.tr("annotate.missing_photo"))
                tile.clicked.connect(lambda _on=False, chosen=name: self.opened.emit(chosen))
                flow.addWidget(tile)
            self._box.addWidget(caption, 0, Qt.AlignmentFlag.AlignLeft)
            self._box.addWidget(row)
        self.setVisible(bool(self._shown))
