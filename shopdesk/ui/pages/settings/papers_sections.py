"""What a copy of the receipt says, as a list to tick and to put in order: dragged, or Alt and the arrows."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from shopdesk.domain.papers import Copy
from shopdesk.domain.receipt_law import USUAL_QR, USUAL_TINT
from shopdesk.domain.receipt_layout import Group, Section, group_of
from shopdesk.ui.common import theme
from shopdesk.ui.common.icons import icon
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.settings.papers_entered import in_order, must_stay, sections_text

_SECTION = Qt.ItemDataRole.UserRole
_FIXED = Qt.ItemDataRole.UserRole + 1
_ROW, _HEAD = 29, 25
_BOX = 16
_EDGE = 8

Index = QModelIndex | QPersistentModelIndex


class _Look(QStyledItemDelegate):
    """A tick box, the section's name, and a grip; a lock where the copy must say it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _ROW if index.data(_SECTION) else _HEAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        if not index.data(_SECTION):
            painter.setFont(theme.font(11.5, bold=True))
            painter.setPen(theme.color("secondary"))
            below = area.adjusted(_EDGE, 0, -_EDGE, -3)
            painter.drawText(below, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, words)
            painter.restore()
            return
        inner = area.adjusted(2, 1, -2, -1)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(inner, 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(inner, 6, 6)
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        fixed = bool(index.data(_FIXED))
        box = QRect(area.left() + _EDGE, area.center().y() - _BOX // 2 + 1, _BOX, _BOX)
        _draw_box(painter, box, on=on, fixed=fixed)
        painter.setFont(theme.font(13))
        painter.setPen(theme.color("text" if on else "secondary"))
        room = area.adjusted(_EDGE + _BOX + 8, 0, -28, 0)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        grip = QRect(area.right() - 24, area.center().y() - 7, 15, 15)
        icon("grip-vertical", "faint").paint(painter, grip)
        painter.restore()


def _draw_box(painter: QPainter, box: QRect, *, on: bool, fixed: bool) -> None:
    if fixed:
        icon("lock", "secondary").paint(painter, box.adjusted(1, 1, -1, -1))
        return
    painter.setPen(QPen(theme.color("accent" if on else "line_strong"), 1.2))
    painter.setBrush(theme.color("accent" if on else "surface"))
    painter.drawRoundedRect(box, 4, 4)
    if on:
        icon("check", "on_accent").paint(painter, box.adjusted(2, 2, -2, -2))


class SectionList(QListWidget):
    """Emits `edited(text)` with the sections in order, empty for the usual ones."""

    edited = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._copy = Copy.SHOP
        self._may_edit = True
        self._entries: list[tuple[Section, bool]] = []
        self.setObjectName("papers_sections")
        self.setItemDelegate(_Look(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        texts.bind(self.setAccessibleName, "papers.sections")
        texts.changed.connect(self._fill)

    def show_sections(self, copy: Copy, text: str) -> None:
        """The copy's sections; what is shown already stays where it is."""
        entries = in_order(copy, text)
        told = sections_text(self._copy, [one for one, on in self._entries if on])
        if copy is self._copy and self._entries and told == text:
            return
        self._copy, self._entries = copy, entries
        self._fill()

    def show_may_edit(self, *, may_edit: bool) -> None:
        self._may_edit = may_edit
        self.setDragEnabled(may_edit)

    def move_chosen(self, step: int) -> None:
        """One place up or down, within its group."""
        here = self._chosen()
        if here is None or not self._may_edit:
            return
        there = here + step
        if not 0 <= there < len(self._entries):
            return
        one, other = self._entries[here][0], self._entries[there][0]
        if group_of(one) is group_of(other):
            self._entries[here], self._entries[there] = self._entries[there], self._entries[here]
            self._told(one)

    def toggle_chosen(self) -> None:
        here = self._chosen()
        if here is None or not self._may_edit:
            return
        section, on = self._entries[here]
        if not must_stay(self._copy, section):
            self._entries[here] = (section, not on)
            self._told(section)

    def use_usual(self) -> None:
        self._entries = in_order(self._copy, "")
        self._told(None)

    def _chosen(self) -> int | None:
        item = self.currentItem()
        name = item.data(_SECTION) if item else ""
        return next((place for place, (one, _) in enumerate(self._entries) if one.value == name), None)

    def _told(self, chosen: Section | None) -> None:
        self._fill(chosen)
        self.edited.emit(sections_text(self._copy, [one for one, on in self._entries if on]))

    def _fill(self, chosen: Section | None = None) -> None:
        here = self._chosen()
        if chosen is None and here is not None:
            chosen = self._entries[here][0]
        top = self.verticalScrollBar().value()
        self.clear()
        group: Group | None = None
        for section, on in self._entries:
            if group_of(section) is not group:
                group = group_of(section)
                head = QListWidgetItem(self._texts.tr(f"papers.group.{group}"))
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.addItem(head)
            self.addItem(self._item(section, on=on))
            if section is chosen:
                self.setCurrentRow(self.count() - 1)
        self.verticalScrollBar().setValue(top)

    def _item(self, section: Section, *, on: bool) -> QListWidgetItem:
        words = self._texts.tr(f"papers.section.{section}")
        item = QListWidgetItem(words)
        item.setData(_SECTION, section.value)
        fixed = must_stay(self._copy, section)
        item.setData(_FIXED, fixed)
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        said = "papers.always" if fixed else "papers.shown" if on else "papers.left_out"
        item.setToolTip(self._texts.tr(said))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}, {self._texts.tr(said)}")
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        )
        return item

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_chosen(step)
        elif event.key() == Qt.Key.Key_Space:
            self.toggle_chosen()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        item = self.itemAt(event.position().toPoint())
        if item is not None and item is self.currentItem() and event.button() is Qt.MouseButton.LeftButton:
            in_box = event.position().x() <= _EDGE + _BOX + 6
            if in_box:
                self.toggle_chosen()

    def dropEvent(self, event: QDropEvent) -> None:
        """The section goes before or behind the one it was dropped on, within its own group."""
        here = self._chosen()
        if here is not None and self._may_edit:
            self.drop_at(here, event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)  # the list is filled anew; nothing is to be taken out
        event.accept()

    def drop_at(self, here: int, point: QPoint) -> None:
        """Move the section at place `here` to where the pointer is."""
        moved = self._entries[here]
        under = self.itemAt(point)
        name = under.data(_SECTION) if under is not None else None
        there = next((place for place, (one, _) in enumerate(self._entries) if one.value == name), None)
        if there is None:
            below = under is None
            there = len(self._entries) if below else self._first_below(point)
        elif under is not None and point.y() > self.visualItemRect(under).center().y():
            there += 1
        same = [place for place, (one, _) in enumerate(self._entries) if group_of(one) is group_of(moved[0])]
        there = min(max(there, same[0]), same[-1] + 1)
        self._entries.insert(there, moved)
        del self._entries[here + (1 if there <= here else 0)]
        self._told(moved[0])

    def _first_below(self, point: QPoint) -> int:
        """The first place under a group's heading."""
        head = self.itemAt(point)
        item = self.item(self.row(head) + 1) if head is not None else None
        name = item.data(_SECTION) if item is not None else ""
        return next((place for place, (one, _) in enumerate(self._entries) if one.value == name), 0)


def papers_words(texts: Texts, field: str, value: str) -> str:
    """A setting of the papers in words, for a question about two versions."""
    _, _, name = field.partition(".")
    copy, _, what = name.partition(".")
    if what == "sections":
        chosen = [one for one, on in in_order(Copy(copy), value) if on]
        return " · ".join(texts.tr(f"papers.section.{one}") for one in chosen)
    if what in {"tint", "qr"}:
        usual: StrEnum = (USUAL_TINT if what == "tint" else USUAL_QR)[Copy(copy)]
        return texts.tr(f"papers.{what}.{value or usual}")
    if field == "paper_logo":
        return texts.tr("papers.logo_is" if value else "papers.logo_none")
    return value
