"""The editor of marks: palette, canvas, legend, and the row of surfaces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QWidget

from shopdesk.domain.marks import DamageKind, Face, Mark, MarkShape
from shopdesk.errors import UserError
from shopdesk.ui.annotate.canvas import Canvas
from shopdesk.ui.annotate.copying import Target, TargetChooser
from shopdesk.ui.annotate.legend import Legend
from shopdesk.ui.annotate.model import MarksDocument
from shopdesk.ui.annotate.photos import Photo, Photos
from shopdesk.ui.annotate.place import place_words
from shopdesk.ui.annotate.surfaces import Sheet, device_sheet
from shopdesk.ui.annotate.tile import SheetTile
from shopdesk.ui.annotate.tools import Palette
from shopdesk.ui.annotate.view import STEP
from shopdesk.ui.common.kit import column, empty_out, label, row
from shopdesk.ui.common.texts import Texts

_TILE = QSize(92, 68)
_LEGEND_WIDTH = 300
_FACES = {face.value for face in Face}


class MarksEditor(QWidget):
    """Marks on the device's outline and on photos, numbered across all of them.

    `changed` comes after every change a person made; `marks()` is what to keep. The photos' pixels are
    never touched.
    """

    changed = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("marks_editor")
        self._texts = texts
        self._device = "phone"
        self._photos = Photos()
        self._sheet = ""  # empty: the outline; else a photo's hash
        self._shown: tuple[Mark, ...] = ()
        self.document = MarksDocument(wording=self._wording)
        self.canvas = Canvas(texts, self.document)
        self.palette_bar = Palette(texts, self.document)
        self.legend = Legend(texts, self.document)
        self.legend.setFixedWidth(_LEGEND_WIDTH)
        self._trouble = label("error", wrap=True)
        self._trouble.setObjectName("marks_trouble")
        self._trouble.hide()
        self._note = label("note")
        self._note.setObjectName("marks_note")
        self._note.hide()
        self._held: tuple[Mark, ...] = ()
        self._tiles: list[SheetTile] = []
        self._group = QButtonGroup(self)
        self._strip = self._make_strip()
        left = column(self.palette_bar, self._trouble, self._note, self.canvas, self._strip, spacing=10)
        self.setLayout(row(left, self.legend, spacing=16))
        self._connect()
        self._fill_strip()
        self.setFocusProxy(self.canvas)

    # what goes in and comes out

    def set_device_kind(self, kind: str) -> None:
        """phone, tablet, laptop, watch or other."""
        if kind != self._device:
            self._device = kind
            self._show_sheet(self._sheet)
            self._update_tiles()

    def set_photos(self, photos: Sequence[Photo]) -> None:
        """The ticket's photos in their order. Marks on one that is not given stay; see `forget_photo`."""
        self._photos.show(photos)
        self._fill_strip()
        self._show_sheet(self._sheet if self._sheet in self._photos.names else "")

    def forget_photo(self, name: str) -> None:
        """The photo was removed from the ticket: its marks go with it, for good."""
        self.document.forget_surface(name)

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show these; not a change, and nothing to undo."""
        marks = tuple(marks)
        self._shown = tuple(sorted(marks, key=lambda mark: mark.number))
        self.document.load(marks)
        self._update_tiles()

    def marks(self) -> tuple[Mark, ...]:
        return self.document.marks

    def set_read_only(self, read_only: bool) -> None:
        """Look, zoom and walk through the marks, and change nothing."""
        self.canvas.hand.read_only = read_only
        self.palette_bar.set_read_only(read_only)
        self.legend.set_read_only(read_only)

    def show_surface(self, name: str) -> None:
        """The photo of that hash, or the outline for a side's name."""
        self._show_sheet(name if name in self._photos.names else "")

    # inside

    def _connect(self) -> None:
        self.document.listen(self._document_changed)
        self.palette_bar.tool_chosen.connect(self._use_tool)
        self.palette_bar.kind_chosen.connect(self._use_kind)
        self.palette_bar.zoom_wanted.connect(self._zoom)
        self.palette_bar.copy_wanted.connect(self._choose_target)
        self.canvas.copy_wanted.connect(self._copy)
        self.canvas.paste_wanted.connect(self._paste)
        self.canvas.tool_chosen.connect(self._use_tool)
        self.canvas.kind_chosen.connect(self._use_kind)
        self.canvas.words_wanted.connect(self.legend.edit)
        self.canvas.sheet_wanted.connect(self._next_sheet)
        self.canvas.refused.connect(self._refuse)
        self.legend.canvas_wanted.connect(self.canvas.setFocus)
        self._texts.changed.connect(self._update_tiles)
        redo = QKeySequence.keyBindings(QKeySequence.StandardKey.Redo)
        for keys, press in (
            (QKeySequence.keyBindings(QKeySequence.StandardKey.Undo), self.document.undo),
            (
                [*redo, QKeySequence("Ctrl+Y")] if QKeySequence("Ctrl+Y") not in redo else redo,
                self.document.redo,
            ),
        ):
            shortcut = QShortcut(self)
            shortcut.setKeys(keys)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(press)

    def _wording(self, mark: Mark) -> str:
        return place_words(mark, self._photos.names, self._texts.catalogue)

    def _document_changed(self) -> None:
        mark = self.document.find(self.document.selected)
        if mark is not None:
            self.palette_bar.show_kind(mark.kind)
            sheet = "" if mark.surface in _FACES else mark.surface
            if sheet != self._sheet and (not sheet or sheet in self._photos.names):
                self._show_sheet(sheet)
            if not self.canvas.hand.is_busy:
                self.canvas.reveal(mark)
        else:
            self.palette_bar.show_kind(self.canvas.hand.kind)
        if self.document.marks != self._shown:
            self._shown = self.document.marks
            self._trouble.hide()
            self._note.hide()
            self._update_tiles()
            self.changed.emit()

    @Slot(object)
    def _use_tool(self, tool: MarkShape | None) -> None:
        self.canvas.use_tool(tool)
        self.palette_bar.show_tool(tool)

    @Slot(object)
    def _use_kind(self, kind: DamageKind) -> None:
        """The kind of the selected mark, and of those to come."""
        self.canvas.hand.kind = kind
        if self.document.selected is not None:
            self.document.set_kind(self.document.selected, kind)
        self.palette_bar.show_kind(kind)

    @Slot(int)
    def _zoom(self, way: int) -> None:
        if way == 0:
            self.canvas.zoom_fit()
        else:
            self.canvas.zoom_by(STEP**way)

    @Slot(object)
    def _refuse(self, refusal: UserError) -> None:
        self._texts.bind(self._trouble.setText, refusal.key, **refusal.values)
        self._trouble.show()

    # copying

    def _shown_marks(self) -> tuple[Mark, ...]:
        sides = {surface.name for surface in self.canvas.view.sheet.surfaces}
        return tuple(mark for mark in self.document.marks if mark.surface in sides)

    def _allow_copying(self) -> None:
        others = any(name != self._sheet for name in self._photos.names)
        self.palette_bar.copy.setEnabled(others and bool(self._shown_marks()))

    @Slot()
    def _copy(self) -> None:
        """The selected mark, else all that are shown."""
        chosen = self.document.find(self.document.selected)
        self._held = (chosen,) if chosen is not None else self._shown_marks()
        self._note.setVisible(bool(self._held))
        self._texts.bind(self._note.setText, "annotate.copy.held", n=len(self._held))

    @Slot()
    def _paste(self) -> None:
        """What was copied, onto what is shown; on the outline each mark keeps its side."""
        self._put(self._held, self._sheet)

    def _put(self, marks: tuple[Mark, ...], sheet: str) -> None:
        front = Face.FRONT.value
        try:
            self.document.paste(
                (mark, sheet or (mark.surface if mark.surface in _FACES else front)) for mark in marks
            )
        except UserError as refusal:
            self._refuse(refusal)

    @Slot()
    def _choose_target(self) -> None:
        """Pictures of the other photos: a press copies all that are shown here there."""
        copied = self._shown_marks()
        targets = [
            Target(name, self._photos.sheet(name), self.document.on(name), self._tile_words(number, name))
            for number, name in enumerate(self._photos.names, start=1)
            if name != self._sheet
        ]
        chooser = TargetChooser(self._texts, targets, len(copied), self)
        chooser.chosen.connect(lambda name: self._put(copied, name))
        button = self.palette_bar.copy
        chooser.open_at(button.mapToGlobal(button.rect().bottomLeft()))

    # surfaces

    def _make_strip(self) -> QScrollArea:
        held = QWidget()
        self._strip_box = QHBoxLayout(held)
        self._strip_box.setContentsMargins(0, 0, 0, 0)
        self._strip_box.setSpacing(8)
        area = QScrollArea()
        area.setObjectName("marks_surfaces")
        area.setWidget(held)
        area.setWidgetResizable(True)
        area.setFixedHeight(_TILE.height() + 12)
        self._texts.bind(area.setAccessibleName, "annotate.canvas")
        return area

    def _sheet_of(self, name: str) -> Sheet:
        return self._photos.sheet(name) if name else device_sheet(self._device)

    def _names(self) -> list[str]:
        return ["", *self._photos.names]

    def _fill_strip(self) -> None:
        empty_out(self._strip_box)
        self._tiles = []
        for index, name in enumerate(self._names()):
            tile = SheetTile(_TILE)
            tile.setObjectName(f"marks_surface_{index}")
            tile.setCheckable(True)
            tile.clicked.connect(lambda _on=False, chosen=name: self._show_sheet(chosen))
            self._group.addButton(tile)
            self._tiles.append(tile)
            self._strip_box.addWidget(tile)
        self._strip_box.addStretch(1)
        self._strip.setVisible(bool(self._photos.names))
        self._update_tiles()

    @Slot()
    def _update_tiles(self) -> None:
        for index, (name, tile) in enumerate(zip(self._names(), self._tiles, strict=True)):
            sheet = self._sheet_of(name)
            sides = {surface.name for surface in sheet.surfaces}
            marks = tuple(mark for mark in self.document.marks if mark.surface in sides)
            tile.show_sheet(
                sheet,
                marks,
                self._tile_words(index, name, len(marks)),
                self._texts.tr("annotate.missing_photo"),
            )
            tile.setChecked(name == self._sheet)
        self._allow_copying()

    def _tile_words(self, number: int, name: str, marks: int = 0) -> str:
        words = self._texts.tr("annotate.photo", number=number) if name else self._texts.tr("annotate.device")
        return self._texts.tr("annotate.surface_marks", name=words, n=marks) if marks else words

    def _show_sheet(self, name: str) -> None:
        self._sheet = name
        self.canvas.show_sheet(self._sheet_of(name))
        self._allow_copying()
        for tile, of in zip(self._tiles, self._names(), strict=True):
            tile.setChecked(of == name)
        chosen = self.document.find(self.document.selected)
        if chosen is not None and ("" if chosen.surface in _FACES else chosen.surface) != name:
            self.document.select(None)

    @Slot(int)
    def _next_sheet(self, way: int) -> None:
        names = self._names()
        self._show_sheet(names[(names.index(self._sheet) + way) % len(names)])
