"""The fourth band: what it looks like, with marks on outline and photos."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy

from shopdesk.domain.marks import Face, Mark
from shopdesk.ui.annotate.condition import LegendLines
from shopdesk.ui.annotate.paint import VIEW_SIZE, paint_marks
from shopdesk.ui.annotate.surfaces import device_sheet
from shopdesk.ui.annotate.tile import SheetTile
from shopdesk.ui.common.kit import Button, column, row, set_state, text_label
from shopdesk.ui.common.layout import Band
from shopdesk.ui.common.photo_strip import PhotoStrip
from shopdesk.ui.common.photo_tiles import TILE
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.intake.troubles import Place, Trouble
from shopdesk.ui.photos.folder_row import FolderRow

_LOWEST, _HIGHEST = 76, 380
_ROOMY = 176
"""Above this the legend stands in boxes, and the hint has a line."""
_WIDTH_TO_HEIGHT = 1.32
_TILES_ABREAST = 3
_PROGRESS = 300
_AROUND = 58
"""Head and margins of the band."""


class ConditionBand(Band):
    """Outline, legend and photos side by side, as high as the window leaves room for."""

    marks_wanted = Signal(str)
    """Open the editor on this surface (a face or a photo's hash)."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, 4, "intake.condition.title")
        self._texts = texts
        self._kind = "phone"
        self._marks: tuple[Mark, ...] = ()
        self._count = 0
        self.outline = SheetTile(QSize(180, 136))
        self.outline.setObjectName("intake_outline")
        self.legends = (LegendLines(texts, boxed=False), LegendLines(texts, boxed=True))
        self.strip = PhotoStrip(texts)
        self.strip.set_overlay(self._paint_over)
        mark = Button(texts, "intake.condition.mark", kind="quiet", icon="map-pin", key_hint="F4")
        self.strip.progress.setFixedWidth(_PROGRESS)
        self.add_head(self.strip.progress)  # beneath, it would push the photos out of a small window
        self.add_head(mark)
        set_state(mark, "compact", True)
        area = QScrollArea()
        area.setObjectName("intake_photos")
        area.setWidget(self.strip)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        area.setMinimumWidth(_TILES_ABREAST * (TILE.width() + 10) + 6)
        self._hint = text_label(texts, "annotate.confirmed_hint", "note")
        self._hint.setWordWrap(True)
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.arrivals = FolderRow(texts)
        self.arrivals.changed.connect(self._share_out)
        middle = column(*self.legends, self._hint, self.arrivals, spacing=4)
        middle.setStretch(0, 1)
        middle.setStretch(1, 1)
        middle.addStretch()
        line = row(self.outline, middle, area, spacing=14)
        line.setStretch(1, 1)
        line.setStretch(2, 1)
        line.setAlignment(self.outline, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._trouble = trouble = Trouble(texts, "photos", self.strip, self.strip.setFocus)
        self.body.addWidget(trouble)
        self.places: dict[str, Place] = {"photos": trouble, "marks": trouble}
        mark.clicked.connect(lambda _on=False: self.marks_wanted.emit(""))
        self.outline.clicked.connect(lambda _on=False: self.marks_wanted.emit(Face.FRONT.value))
        for legend in self.legends:
            legend.pressed.connect(lambda: self.marks_wanted.emit(""))
        self.strip.opened.connect(self.marks_wanted)
        texts.changed.connect(self._say)
        self._say()

    @property
    def kind(self) -> str:
        """Of the device whose outline is shown."""
        return self._kind

    def show_kind(self, kind: str) -> None:
        self._kind = kind
        self._say()

    def show_photos(self, photos: Sequence[tuple[str, QImage | bytes | None]]) -> None:
        self._count = len(photos)
        self.strip.set_photos(photos)
        self.places["photos"].set_error(None)
        self._say()

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        self._marks = marks
        for tile in self.strip.tiles():
            tile.update()
        self._say()

    def _say(self) -> None:
        marked = {mark.surface for mark in self._marks}
        sides = [face for face in Face if face in {Face.FRONT, Face.BACK} or face.value in marked]
        self.outline.show_sheet(
            device_sheet(self._kind, sides), self._marks, self._texts.tr("annotate.outline")
        )
        for legend in self.legends:
            legend.show_marks(self._marks)
        self.set_done(bool(self._marks or self._count))
        said = [
            self._texts.tr("intake.condition.marks", n=len(self._marks)) if self._marks else "",
            self._texts.tr("intake.condition.photos", n=self._count) if self._count else "",
        ]
        self.set_note(" · ".join(filter(None, said)))

    def _paint_over(self, painter: QPainter, area: QRectF, name: str) -> None:
        paint_marks(painter, [mark for mark in self._marks if mark.surface == name], area, VIEW_SIZE)

    def sizeHint(self) -> QSize:
        """Little is enough; what the window has to spare comes here."""
        trouble = self._trouble.sizeHint().height() + 8 if not self._trouble.isHidden() else 0
        return QSize(super().sizeHint().width(), _LOWEST + _AROUND + trouble)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        # The hint wraps, so the layout would ask for the height that it was last given.
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """What came from the phone is soon taken or left: in a small window the legend makes room for it."""
        high = max(_LOWEST, min(self.height() - _AROUND, _HIGHEST))
        crowded = high <= _ROOMY and not self.arrivals.isHidden()
        for legend, roomy in zip(self.legends, (False, True), strict=True):
            legend.setVisible(roomy is (high > _ROOMY) and not crowded)
            legend.setMaximumHeight(high - 24 if roomy else high)
        self._hint.setVisible(high > _ROOMY)
        self.outline.setFixedSize(QSize(round(high * _WIDTH_TO_HEIGHT), high))
