"""One side of a comparison: a sheet to zoom and push, and small pictures to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QWidget

from shopdesk.domain.marks import Face, Mark
from shopdesk.ui.annotate.canvas import Canvas
from shopdesk.ui.annotate.model import MarksDocument
from shopdesk.ui.annotate.photos import Photo, Photos
from shopdesk.ui.annotate.surfaces import Sheet, device_sheet
from shopdesk.ui.annotate.tile import SheetTile
from shopdesk.ui.common.kit import column, empty_out
from shopdesk.ui.common.texts import Texts

_TILE = QSize(104, 72)
_FACES = {face.value for face in Face}


class Looking(QWidget):
    """Read-only: the outline with its marks where there is one, and photos with theirs."""

    shown = Signal(str)
    """Another picture is looked at: a photo's hash, or nothing for the outline."""

    def __init__(self, texts: Texts, name: str, *, outline: bool) -> None:
        super().__init__()
        self.setObjectName(name)
        self._texts = texts
        self._outline = outline
        self._device = "phone"
        self._photos = Photos()
        self._sheet = ""
        self.document = MarksDocument()
        self.canvas = Canvas(texts, self.document)
        self.canvas.setObjectName(f"{name}_canvas")
        self.canvas.hand.read_only = True
        self.canvas.use_tool(None)
        self.canvas.sheet_wanted.connect(self._next_sheet)
        self._tiles: list[SheetTile] = []
        self._group = QButtonGroup(self)
        held = QWidget()
        self.strip = QHBoxLayout(held)
        self.strip.setContentsMargins(0, 0, 0, 0)
        self.strip.setSpacing(6)
        self.area = QScrollArea()
        self.area.setObjectName(f"{name}_pictures")
        self.area.setWidget(held)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFixedHeight(_TILE.height() + 12)
        self.setLayout(column(self.canvas, self.area, spacing=8))
        self.document.listen(self._document_changed)
        texts.changed.connect(self._name_tiles)
        self._fill()

    def show_device(self, kind: str, marks: Iterable[Mark]) -> None:
        self._device = kind
        self.document.load(marks)
        self._show_sheet(self._sheet)
        self._name_tiles()

    def show_photos(self, photos: Sequence[Photo]) -> None:
        before = self._names()
        self._photos.show(photos)
        if self._names() != before:
            self._fill()
        else:
            self._name_tiles()
        here = self._sheet if self._sheet in self._names() else next(iter(self._names()), "")
        self._show_sheet(here)

    def show_sheet(self, name: str) -> None:
        """The photo of that hash, or the outline for a side's name."""
        wanted = "" if name in _FACES else name
        if wanted in self._names():
            self._show_sheet(wanted)

    @property
    def sheet(self) -> str:
        return self._sheet

    def _names(self) -> list[str]:
        return [*([""] if self._outline else []), *self._photos.names]

    def _sheet_of(self, name: str) -> Sheet:
        if not name:
            return device_sheet(self._device) if self._outline else Sheet(())
        return self._photos.sheet(name)

    def _fill(self) -> None:
        empty_out(self.strip)
        self._tiles = []
        for place, name in enumerate(self._names()):
            tile = SheetTile(_TILE)
            tile.setObjectName(f"{self.objectName()}_{place}")
            tile.setCheckable(True)
            tile.clicked.connect(lambda _on=False, chosen=name: self._chosen(chosen))
            self._group.addButton(tile)
            self._tiles.append(tile)
            self.strip.addWidget(tile, 0, Qt.AlignmentFlag.AlignTop)
        self.strip.addStretch(1)
        self._name_tiles()

    @Slot()
    def _name_tiles(self) -> None:
        for name, tile in zip(self._names(), self._tiles, strict=True):
            sheet = self._sheet_of(name)
            sides = {surface.name for surface in sheet.surfaces}
            marks = tuple(mark for mark in self.document.marks if mark.surface in sides)
            words = self._texts.tr("annotate.device")
            if name:
                words = self._texts.tr("annotate.photo", number=self._photos.names.index(name) + 1)
            if marks:
                words = self._texts.tr("annotate.surface_marks", name=words, n=len(marks))
            tile.show_sheet(sheet, marks, words, self._texts.tr("annotate.missing_photo"))
            tile.setChecked(name == self._sheet)

    def _chosen(self, name: str) -> None:
        self._show_sheet(name)
        self.shown.emit(name)

    def _show_sheet(self, name: str) -> None:
        self._sheet = name
        # The eye stays as near and at the same place, so that both sides go on together.
        zoom, centre = self.canvas.view.zoom, self.canvas.view.centre
        self.canvas.show_sheet(self._sheet_of(name))
        self.canvas.view.look(zoom, centre)
        for tile, of in zip(self._tiles, self._names(), strict=True):
            tile.setChecked(of == name)

    @Slot(int)
    def _next_sheet(self, way: int) -> None:
        names = self._names()
        if names:
            here = names.index(self._sheet) if self._sheet in names else 0
            self._chosen(names[(here + way) % len(names)])

    def _document_changed(self) -> None:
        mark = self.document.find(self.document.selected)
        if mark is not None:
            self.show_sheet(mark.surface)
            self.canvas.reveal(mark)
