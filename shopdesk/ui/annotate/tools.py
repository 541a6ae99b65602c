"""The palette: tools, kinds of damage, steps back, zoom."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from shopdesk.domain.marks import DamageKind, MarkShape
from shopdesk.ui.annotate.model import MarksDocument
from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.icons import paint_icon
from shopdesk.ui.common.kit import ChipRow, Choice, IconButton, column, line, row
from shopdesk.ui.common.texts import Texts

_ICONS: dict[MarkShape | None, tuple[str, str]] = {
    None: ("hand", "hand"),
    MarkShape.PIN: ("map-pin", "pin"),
    MarkShape.ARROW: ("arrow-right", "arrow"),
    MarkShape.ELLIPSE: ("circle", "ellipse"),
    MarkShape.BOX: ("square", "box"),
    MarkShape.FREEHAND: ("pencil", "freehand"),
    MarkShape.TEXT: ("type", "text"),
}


class ToolButton(IconButton):
    """A picture that stays pressed while its tool is in the hand; 44 px where fingers work."""

    def __init__(self, texts: Texts, icon_name: str, key: str, *, stays: bool = False) -> None:
        super().__init__(texts, icon_name, key)
        self._picture = icon_name
        self.setCheckable(stays)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.isChecked():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("accent"))
        painter.setBrush(theme.color("accent_soft"))
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        area = QRectF((self.width() - 18) / 2, (self.height() - 18) / 2, 18, 18)
        paint_icon(painter, self._picture, area, theme.color("accent"))
        painter.end()


class Palette(QWidget):
    """Says what was chosen; the editor does it."""

    tool_chosen = Signal(object)
    kind_chosen = Signal(object)
    copy_wanted = Signal()
    zoom_wanted = Signal(int)
    """1 larger, -1 smaller, 0 the whole sheet."""

    def __init__(self, texts: Texts, document: MarksDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("marks_palette")
        self._texts = texts
        self._document = document
        self._tools: dict[MarkShape | None, ToolButton] = {}
        self._group = QButtonGroup(self)
        for tool, (icon_name, word) in _ICONS.items():
            button = ToolButton(texts, icon_name, f"annotate.tool.{word}", stays=True)
            button.setObjectName(f"tool_{word}")
            button.clicked.connect(lambda _on=False, chosen=tool: self.tool_chosen.emit(chosen))
            self._group.addButton(button)
            self._tools[tool] = button
        self.undo = self._button("undo-2", "undo", document.undo)
        self.redo = self._button("redo-2", "redo", document.redo)
        self.delete = self._button("trash-2", "delete", self._delete)
        self.renumber = self._button("list-ordered", "renumber", document.renumber)
        self.copy = self._button("copy", "copy", self.copy_wanted.emit)
        zooms = [
            self._button(icon_name, word, partial(self.zoom_wanted.emit, by))
            for icon_name, word, by in (
                ("zoom-out", "zoom_out", -1),
                ("maximize", "zoom_fit", 0),
                ("zoom-in", "zoom_in", 1),
            )
        ]
        self.kinds = ChipRow(texts, self._choices(), optional=False)
        self.kinds.setObjectName("damage_kinds")
        texts.bind(self.kinds.setAccessibleName, "annotate.kind.name")
        self.kinds.changed.connect(lambda values: self.kind_chosen.emit(DamageKind(values[0])))
        self._edits: list[QWidget] = [
            *self._tools.values(),
            line(upright=True),
            self.undo,
            self.redo,
            self.delete,
            self.renumber,
            self.copy,
            self.kinds,
        ]
        self._rule = line(upright=True)
        tools = row(*self._edits[:-1], self._rule, *zooms, 1, spacing=2)
        self.setLayout(column(tools, self.kinds, spacing=8))
        texts.changed.connect(self._name_kinds)
        document.listen(self._show_state)
        self.show_tool(MarkShape.PIN)
        self._show_state()

    def show_tool(self, tool: MarkShape | None) -> None:
        self._tools[tool].setChecked(True)

    def show_kind(self, kind: DamageKind) -> None:
        self.kinds.set_value(kind.value)

    def set_read_only(self, read_only: bool) -> None:
        for part in (*self._edits, self._rule):
            part.setVisible(not read_only)

    def _button(self, icon_name: str, word: str, press: Callable[[], object]) -> ToolButton:
        button = ToolButton(self._texts, icon_name, f"annotate.tool.{word}")
        button.setObjectName(f"marks_{word}")
        button.clicked.connect(lambda _on=False: press())
        return button

    def _choices(self) -> list[Choice]:
        return [
            Choice(kind.value, text=f"{digit}  {self._texts.tr(f'annotate.kind.{kind}')}")
            for digit, kind in enumerate(DamageKind, start=1)
        ]

    @Slot()
    def _name_kinds(self) -> None:
        self.kinds.set_choices(self._choices())

    def _delete(self) -> None:
        if self._document.selected is not None:
            self._document.delete(self._document.selected)

    def _show_state(self) -> None:
        self.undo.setEnabled(self._document.can_undo)
        self.redo.setEnabled(self._document.can_redo)
        self.delete.setEnabled(self._document.selected is not None)
        self.renumber.setEnabled(self._document.has_holes)
